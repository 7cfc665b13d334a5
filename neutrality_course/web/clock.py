"""The only place of the web floor where the present time comes in."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

WIB = ZoneInfo("Asia/Jakarta")


def now() -> datetime:
    """The present moment in UTC; a test sets its own through the config value CLOCK."""
    clock = current_app.config.get("CLOCK")
    moment: datetime = clock() if clock else datetime.now(UTC)
    return moment


def today_wib() -> date:
    """The day that decides about a wave: its days are days in WIB (contract.md section 1)."""
    return now().astimezone(WIB).date()
