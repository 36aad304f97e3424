"""What a list of events gives, and the most that a list which nobody told could give.

Knows the figures of one formula and the days of the events; neither a person nor a range.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from heapq import nlargest
from itertools import groupby
from typing import Literal, NamedTuple

from selfcheck.engine.answers import Event
from selfcheck.engine.measures import ZERO, ends, events_in, opens
from selfcheck.engine.periods import add_months
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Events

MONTHS = 12
MOST_KEPT = 4096

Limit = Literal["act", "year", "whole"]
Dated = tuple[date, Decimal]
"""A day, and what counts of it."""


class Counted(NamedTuple):
    """What the events give: the points, how many events count, and what kept the points down."""

    points: Decimal
    times: int
    limits: tuple[Limit, ...]


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
    dated = [(event.on, _of_event(formula, event, n)) for n, event in enumerate(events)]
    limits: list[Limit] = []
    if formula.acts:
        dated = _by_act(formula, events, dated, day)
        if len(dated) < len(events):
            limits.append("act")
    uncapped = combined(formula.combine, [points for _, points in dated])
    capped = _by_year(formula, dated, uncapped, day)
    if capped < uncapped:
        limits.append("year")
    points = within(capped, None, formula.at_most)
    if points < capped:
        limits.append("whole")
    return Counted(points, len(dated), tuple(limits))


def _of_event(formula: Events, event: Event, place: int) -> Decimal:
    if formula.escalating:
        points = formula.escalating[min(place, len(formula.escalating) - 1)]
    elif formula.levels is not None:
        points = _of_level(formula, event.level or "")
    else:
        points = formula.points or ZERO
        if formula.per is not None:
            points *= (event.amount or ZERO) // formula.per
    return within(points, None, formula.each_at_most)


def _of_level(formula: Events, level: str) -> Decimal:
    return (formula.levels or {}).get(level, formula.others or ZERO)


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
    return on if formula.one_act_in == "day" else _year(formula, on, day)


def _by_year(formula: Events, dated: list[Dated], uncapped: Decimal, day: date) -> Decimal:
    most = formula.year_at_most
    if most is None or formula.combine == "highest":
        return within(uncapped, None, most)
    if formula.years == "any":
        return _in_any_year(dated, most)
    years = groupby(dated, key=lambda one: _year(formula, one[0], day))
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


def _year(formula: Events, on: date, day: date) -> int:
    """Return the number of the year in which something happened: calendar, or counted back."""
    if formula.years == "calendar":
        return on.year
    back = 1
    while on < add_months(day, -MONTHS * back):
        back += 1
    return -back


# --- events that nobody told of ---------------------------------------------------------------

_MOST: dict[tuple[int, date, date | None], tuple[Events, Decimal]] = {}
"""The most of each formula on a day: the same for everybody, so worked out once."""


def is_limited(formula: Events, fact: Fact) -> bool:
    """Say whether the text itself limits what events give, however many and large they are."""
    if formula.at_most is not None or formula.year_at_most is not None:
        return True
    if formula.combine == "highest":
        return formula.per is None or formula.each_at_most is not None
    if not formula.acts or formula.one_act_in == "day":
        return False
    return all(figure <= 0 or level in formula.acts for level, figure in _levels(formula, fact))


def most_of_events(formula: Events, fact: Fact, day: date, today: date | None) -> Decimal:
    """Return the most that as many events can give as the question takes.

    `day` is the day up to which is counted; `today` the day of assessment, where that is another.
    """
    key = (id(formula), day, today)
    if key not in _MOST:
        if len(_MOST) >= MOST_KEPT:
            _MOST.clear()
        # The formula is held beside its figure, so that its id stays its own.
        _MOST[key] = (formula, _most(formula, fact, day, today))
    return _MOST[key][1]


def _most(formula: Events, fact: Fact, day: date, today: date | None) -> Decimal:
    first, last = opens(formula.window, day), ends(formula.window, day)
    last = last if today is None else min(last, today)
    many = fact.most or 0
    if last < first:
        return ZERO
    if formula.escalating:
        points = _most_escalating(formula, many, _years(formula, first, last, day))
    else:
        points = _most_alike(formula, fact, (first, last), day)
    return within(points, None, formula.at_most)


def _most_escalating(formula: Events, many: int, years: int) -> Decimal:
    worst = Event(date.min)
    figures = [_of_event(formula, worst, place) for place in range(many)]
    cap = formula.year_at_most
    if cap is None or formula.combine == "highest":
        return within(combined(formula.combine, figures), None, cap)
    # The most that the first so many events give in so many years, each with its cap.
    best = [ZERO] * (many + 1)
    for _ in range(min(years, many)):
        best = [_with_a_year(best[: upto + 1], figures[:upto], cap) for upto in range(many + 1)]
    return best[many]


def _with_a_year(best: list[Decimal], figures: list[Decimal], cap: Decimal) -> Decimal:
    """Return the most of these figures where a further year holds the last so many of them."""
    return max(before + min(sum(figures[n:], ZERO), cap) for n, before in enumerate(best))


def _most_alike(formula: Events, fact: Fact, between: tuple[date, date], day: date) -> Decimal:
    """Return the most where an event gives the same at whatever place in time it stands."""
    many, cap = fact.most or 0, formula.year_at_most
    days = (between[1] - between[0]).days + 1
    years = _years(formula, *between, day)
    if formula.combine == "highest":
        many, years = min(many, 1), 1
    stretches, inside = years, 1
    if formula.one_act_in == "ever" and cap is None:
        stretches = 1
    elif formula.one_act_in == "day":
        stretches, inside = (days, 1) if cap is None else (years, days)
    a_stretch = sorted(_figures(formula, fact, min(inside, many)), reverse=True)[:many]
    rises = list(_rises(a_stretch, cap))
    return sum(nlargest(many, rises * min(stretches, many)), ZERO)


def _figures(formula: Events, fact: Fact, times: int) -> Iterator[Decimal]:
    """Yield what the best events of one stretch give, an act as often as it can count in it."""
    many = fact.most or 0
    if formula.levels is None:
        yield from [_of_event(formula, Event(date.min, fact.maximum), 0)] * many
        return
    best: dict[str | None, Decimal] = {}
    for level, _ in _levels(formula, fact):
        act = formula.acts.get(level)
        points = _of_event(formula, Event(date.min, level=level), 0)
        best[act] = max(points, best.get(act, ZERO))
    for act, points in best.items():
        yield from [points] * (many if act is None else times)


def _rises(figures: list[Decimal], cap: Decimal | None) -> Iterator[Decimal]:
    """Yield by how much each of the figures of a stretch raises it, up to its cap."""
    before = ZERO
    for figure in figures:
        after = within(before + figure, None, cap)
        yield after - before
        before = after


def _levels(formula: Events, fact: Fact) -> Sequence[tuple[str, Decimal]]:
    return tuple((choice.id, _of_level(formula, choice.id)) for choice in fact.choices)


def _years(formula: Events, first: date, last: date, day: date) -> int:
    """Return how many years with a cap of their own lie between two days, both included."""
    if formula.years != "any":
        return _year(formula, last, day) - _year(formula, first, day) + 1
    years = 1
    while (first := add_months(first, MONTHS) + timedelta(1)) <= last:
        years += 1
    return years
