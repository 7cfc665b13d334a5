"""The types of ids and slugs, the same in every table."""

from sqlalchemy import String

Id = str
ID = String(16)
SLUG = String(60)
