"""What the files of this journey register their pages with."""

from flask import Blueprint

blueprint = Blueprint("reference", __name__)
