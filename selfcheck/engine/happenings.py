"""What a list of events gives.

Knows the figures of one formula and the days of the events; neither a person nor a range.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Literal, NamedTuple

from selfcheck.engine.answers import Event
from selfcheck.engine.measures import ZERO, events_in
from selfcheck.engine.periods import add_months
from selfcheck.engine.rates import rounded
from selfcheck.rules.model.formulas import EventRow, Events

MONTHS = 12

Limit = Literal["act", "year", "whole"]
Dated = tuple[date, Decimal]
"""A day, and what counts of it."""


class Counted(NamedTuple):
    """What the events give: the points, how many events count, and what kept the points down.

    `shares` says, where rows decide, what each event gives before it was kept down.
    """

    points: Decimal
    times: int
    limits: tuple[Limit, ...]
    shares: tuple[tuple[Event, Decimal], ...] = ()


def within(points: Decimal, at_least: Decimal | None, at_most: Decimal | None) -> Decimal:
    """Return the points, not below `at_least` and not above `at_most`."""
    if at_most is not None:
        points = min(points, at_most)
    return points if at_least is None else max(points, at_least)


def combined(combine: str, figures: Sequence[Decimal]) -> Decimal:
    """Return the figures added, or the highest of them; nothing where there is none."""
    if combine == "highest":
        return max(figures, default=ZERO)
    return sum(figures, ZERO)


def of_events(formula: Events, told: tuple[Event, ...], day: date) -> Counted:
    """Return what the events that were told give on the day; they stand in the order of time."""
    events = events_in(formula.window, told, day)
    dated = (
        list(_by_row(formula, events))
        if formula.each
        else list(_of_years(formula, events, day))
        if formula.year_together
        else [(event.on, of_event(formula, event, n)) for n, event in enumerate(events)]
    )
    limits: list[Limit] = []
    if formula.acts:
        dated = _by_act(formula, events, dated, day)
        if len(dated) < len(events):
            limits.append("act")
    uncapped = combined(formula.combine, [points for _, points in dated])
    capped = _byyear_of(formula, dated, uncapped, day)
    if capped < uncapped:
        limits.append("year")
    points = within(capped, None, formula.at_most)
    if points < capped:
        limits.append("whole")
    times = len(events) if formula.year_together else len(dated)
    found = Counted(points, times, tuple(limits))
    if not formula.each and (formula.per is None or formula.year_together):
        return found
    shares = zip(events, [given for _, given in dated], strict=True)
    return found._replace(shares=tuple(shares))


def _of_years(formula: Events, events: Sequence[Event], day: date) -> Iterator[Dated]:
    """Yield what the amounts of each year give together, on the first day of them."""
    for _, inside in groupby(events, key=lambda event: year_of(formula, event.on, day)):
        found = list(inside)
        amount = sum((event.amount or ZERO for event in found), ZERO)
        yield found[0].on, of_amount(formula, amount)


def of_amount(formula: Events, amount: Decimal) -> Decimal:
    """Return what so much gives, for each full `per` of it."""
    return (formula.points or ZERO) * (amount // (formula.per or amount or 1))


def of_event(formula: Events, event: Event, place: int) -> Decimal:
    """Return what an event gives, the first of all at place 0, by anything but rows."""
    if formula.escalating:
        points = formula.escalating[min(place, len(formula.escalating) - 1)]
    elif formula.levels is not None:
        points = of_level(formula, event.level or "")
    else:
        points = formula.points or ZERO
        if formula.per is not None:
            points *= (event.amount or ZERO) // formula.per
    return within(points, None, formula.each_at_most)


def of_level(formula: Events, level: str) -> Decimal:
    """Return what an event of the level gives, before any cap."""
    return (formula.levels or {}).get(level, formula.others or ZERO)


def _by_row(formula: Events, events: Sequence[Event]) -> Iterator[Dated]:
    """Yield what each event gives by the row of its level."""
    before = Counter[int | None]()
    for place, event in enumerate(events):
        number = formula.row_of(event.level)
        among = place if formula.place_among == "all" else before[number]
        before[number] += 1
        points = formula.others or ZERO
        if number is not None:
            points = of_row(formula.each[number], event.amount or ZERO, among)
        yield event.on, within(points, None, formula.each_at_most)


def of_row(row: EventRow, amount: Decimal, place: int) -> Decimal:
    """Return what a row gives for an event of so much, at that place in time from 0 on."""
    if row.escalating:
        return row.escalating[min(place, len(row.escalating) - 1)]
    if row.bands:
        band = next(band for band in reversed(row.bands) if band.from_ <= amount)
        return band.points or ZERO
    points = row.points or ZERO
    if row.per is not None:
        return points * (amount // row.per)
    return rounded(points / amount, row.digits) if row.shared else points


def _by_act(formula: Events, events: Sequence[Event], dated: list[Dated], day: date) -> list[Dated]:
    """Return what counts where the events of one act count once, at the most that one gives."""
    best: dict[object, Dated] = {}
    for place, (event, found) in enumerate(zip(events, dated, strict=True)):
        act = formula.acts.get(event.level or "")
        key = place if act is None else (act, _when(formula, event.on, day))
        best[key] = max(found, best.get(key, found), key=lambda one: one[1])
    return list(best.values())


def _when(formula: Events, on: date, day: date) -> object:
    """Return what the acts of one kind have in common that are one act."""
    if formula.one_act_in == "ever":
        return None
    return on if formula.one_act_in == "day" else year_of(formula, on, day)


def _byyear_of(formula: Events, dated: list[Dated], uncapped: Decimal, day: date) -> Decimal:
    most = formula.year_at_most
    if most is None or formula.combine == "highest":
        return within(uncapped, None, most)
    if formula.years == "any":
        return _in_any_year(dated, most)
    years = groupby(dated, key=lambda one: year_of(formula, one[0], day))
    return sum((min(sum((p for _, p in inside), ZERO), most) for _, inside in years), ZERO)


def _in_any_year(dated: list[Dated], most: Decimal) -> Decimal:
    """Return what counts where no twelve months that begin on any day give more than `most`.

    Each event gives what the twelve months before it leave of it. No other way of sharing out
    gives more in all: what is given later would be in every stretch that is still to come.
    """
    given: list[Dated] = []
    for on, points in dated:
        before = sum((p for since, p in given if add_months(since, MONTHS) >= on), ZERO)
        given.append((on, min(points, most - before)))
    return sum((points for _, points in given), ZERO)


def year_of(formula: Events, on: date, day: date) -> int:
    """Return the number of the year in which something happened: calendar, or counted back."""
    if formula.years == "calendar":
        return on.year
    back = 1
    while on < add_months(day, -MONTHS * back):
        back += 1
    return -back
