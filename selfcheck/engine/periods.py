"""Months and years between days.

A period ends on the corresponding day, or on the month's last day where there is none (Civil
Code of China, articles 200 to 204).
"""

from calendar import isleap
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from typing import overload

from selfcheck.rules.model.entry import YEAR_BEFORE

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SHORTEST = min(DAYS)

HALF_A_MONTH = 15
"""Days from which on a part of a month is half of it, as 30 of them make one."""

TO_A_YEAR = {"full_years": 0, "begun_years": 11, "rounded_years": 6}
"""How many months short of a year make one, by how years are counted."""


def add_months(start: date, months: int) -> date:
    """Return the day `months` months after `start` (before it, for a negative number).

    Raises ValueError for a day outside the years 1 to 9999.
    """
    month = start.month - 1 + months
    year, month, day = start.year + month // 12, month % 12, start.day
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"{months} months from {start} is outside the calendar")
    if day > SHORTEST:
        day = min(day, _days_in(year, month))
    return date(year, month + 1, day)


def each_after(start: date, every: int, after: date, until: date) -> Iterator[date]:
    """Yield the days on which each `every` months from `start` are over, `start` itself as well.

    Those after `after`, up to and with `until`.
    """
    months = (full_months(start, after) // every + (start <= after)) * every
    year, month, day = start.year, start.month - 1 + months, start.day
    while True:
        of_year, in_year = year + month // 12, month % 12
        last = day if day <= SHORTEST else min(day, _days_in(of_year, in_year))
        on = date(of_year, in_year + 1, last)
        if on > until:
            return
        yield on
        month += every


def _days_in(year: int, month: int) -> int:
    """Return the number of days of the month, counted from 0 for January."""
    return 29 if month == 1 and isleap(year) else DAYS[month]


def add_years(start: date, years: int) -> date:
    """Return the anniversary `years` years after `start`.

    Raises ValueError for a day outside the years 1 to 9999.
    """
    if start.day > SHORTEST:
        return add_months(start, 12 * years)
    return date(start.year + years, start.month, start.day)


def full_months(start: date, end: date) -> int:
    """Return the largest n for which `start` plus n months is not after `end`; 0 if none is."""
    months = (end.year - start.year) * 12 + end.month - start.month
    # The last of them is not full yet; on the last day of a shorter month it is.
    if end.day < start.day and end.day < _days_in(end.year, end.month - 1):
        months -= 1
    return max(months, 0)


def day_named(named: str, on: date) -> date:
    """Return the day of the year of `on` (`08-31`), or of the year before (`previous 12-31`)."""
    month, day = named.removeprefix(YEAR_BEFORE).split("-")
    return date(on.year - named.startswith(YEAR_BEFORE), int(month), int(day))


def begun_months(start: date, end: date) -> int:
    """Return the smallest n for which `start` plus n months is not before `end`; 0 if `end` is."""
    months = full_months(start, end)
    return months + (add_months(start, months) < end)


def rounded_months(start: date, end: date) -> int:
    """Return the full months and one more where half a month or more is left."""
    months = full_months(start, end)
    return months + ((end - add_months(start, months)).days >= HALF_A_MONTH)


@overload
def of_months(months: int, how: str) -> int: ...
@overload
def of_months(months: Decimal, how: str) -> Decimal: ...
def of_months(months: int | Decimal, how: str) -> int | Decimal:
    """Return the months themselves, or the full, begun or rounded years in them."""
    more = TO_A_YEAR.get(how)
    return months if more is None else (months + more) // 12


def full_years(start: date, end: date) -> int:
    """Return the largest n for which `start` plus n years is not after `end`; 0 if none is."""
    return full_months(start, end) // 12
