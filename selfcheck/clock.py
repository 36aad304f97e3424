"""Today and now, in Jiaxing: the only place that asks the clock for a day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Return the current day in Asia/Shanghai."""
    return now().date()


def now() -> datetime:
    """Return the current moment, as clocks in Asia/Shanghai show it."""
    return datetime.now(SHANGHAI)
