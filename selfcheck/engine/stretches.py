"""Stretches of time: what periods cover, what two kinds of them share, and how long it is.

Knows days; neither a person nor a rule.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from selfcheck.engine.answers import Period
from selfcheck.engine.periods import HALF_A_MONTH, add_months, full_months, of_months

DAYS_OF_A_MONTH = 30
"""Days left over from several stretches make a month, as where time is not continuous."""

TO_A_MONTH = {
    "begun_months": DAYS_OF_A_MONTH - 1,
    "begun_years": DAYS_OF_A_MONTH - 1,
    "rounded_months": HALF_A_MONTH,
}
"""How many days short of a month make one, by how time is counted."""

Stretch = tuple[date, date]
"""A first day, and the day after the last."""


def covered(periods: tuple[Period, ...], first: date, end: date) -> Iterator[Stretch]:
    """Yield the time that the periods (in order) cover between the days, joined where they meet."""
    begun: date | None = None
    until = first
    for period in periods:
        begins = max(period.begins, first)
        ends = end if period.ends is None else min(period.ends + timedelta(1), end)
        if begins >= ends:
            continue
        if begun is not None and begins <= until:
            until = max(until, ends)
            continue
        if begun is not None:
            yield begun, until
        begun, until = begins, ends
    if begun is not None:
        yield begun, until


def unbroken(stretches: list[Stretch], end: date, gap: int) -> list[Stretch]:
    """Return the stretches at the end between which no gap is longer than `gap` months."""
    kept = 0
    for (_, stops), (starts, _) in pairwise([*stretches, (end, end)]):
        kept = kept + 1 if add_months(stops, gap) >= starts else 0
    return stretches[len(stretches) - kept :]


def shared(one: list[Stretch], other: list[Stretch]) -> list[Stretch]:
    """Return the time that both hold, in order."""
    found = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [(begins, ends) for begins, ends in found if begins < ends]


def without(one: list[Stretch], other: list[Stretch]) -> list[Stretch]:
    """Return the time of the one that the other does not hold; both stand in order."""
    left = one
    for begins, ends in other:
        cut = [part for a, b in left for part in ((a, min(b, begins)), (max(a, ends), b))]
        left = [(a, b) for a, b in cut if a < b]
    return left


def time_of(stretches: list[Stretch], how: str, *, cut: bool = False) -> int:
    """Return the months or years of all stretches, what is left over of several put together.

    What is left over of a single one is less than a month, also where it is 30 days; unless
    something unknown may `cut` it in two.
    """
    months, left = 0, []
    for begins, ends in stretches:
        whole = full_months(begins, ends)
        months += whole
        left.append((ends - add_months(begins, whole)).days)
    more = TO_A_MONTH.get(how, 0)
    days = sum(left)
    if not more and not cut and days == max(left, default=0):
        return of_months(months, how)
    return of_months(months + (days + more) // DAYS_OF_A_MONTH, how)
