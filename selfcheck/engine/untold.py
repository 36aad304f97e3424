"""The most that a list of events which nobody told could give.

It lies on the days on which the events could have been, as many as the question takes. Knows the
figures of one formula and its question; neither a person nor a range.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from heapq import nlargest

from selfcheck.engine.answers import Event
from selfcheck.engine.happenings import (
    MONTHS,
    combined,
    of_amount,
    of_event,
    of_level,
    of_row,
    within,
    year_of,
)
from selfcheck.engine.measures import ZERO, ends, opens
from selfcheck.engine.periods import add_months
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import EventRow, Events

MOST_KEPT = 4096

_MOST: dict[tuple[int, date, date | None], tuple[Events, Decimal]] = {}
"""The most of each formula on a day: the same for everybody, so worked out once."""


def is_limited(formula: Events, fact: Fact) -> bool:
    """Say whether the text itself limits what events give, however many and large they are."""
    if formula.at_most is not None or formula.year_at_most is not None:
        return True
    if formula.combine == "highest":
        amounts = [formula.per, *(row.per for row in formula.each)]
        return formula.each_at_most is not None or all(per is None for per in amounts)
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
    if last < first:
        return ZERO
    if formula.year_together:
        points = _most_of_years(formula, fact, _years(formula, first, last, day))
    elif formula.escalates:
        points = _most_escalating(formula, fact, _years(formula, first, last, day))
    else:
        points = _most_alike(formula, fact, (first, last), day)
    return within(points, None, formula.at_most)


def _most_of_years(formula: Events, fact: Fact, years: int) -> Decimal:
    """Return the most where the amounts of each year are added."""
    many, cap, largest = fact.most or 0, formula.year_at_most, fact.maximum or ZERO
    figures = [within(of_amount(formula, largest * n), None, cap) for n in range(many + 1)]
    if cap is None:
        return figures[many]
    best = [ZERO] * (many + 1)
    for _ in range(min(years, many)):
        best = [
            max(best[upto - n] + figures[n] for n in range(upto + 1)) for upto in range(many + 1)
        ]
    return best[many]


def _most_escalating(formula: Events, fact: Fact, years: int) -> Decimal:
    many, cap = fact.most or 0, formula.year_at_most
    if formula.each and formula.place_among == "row":
        return _most_of_rows(formula, fact, many)
    figures = [_at_place(formula, fact, place) for place in range(many)]
    if cap is None or formula.combine == "highest":
        return within(combined(formula.combine, figures), None, cap)
    # The most that the first so many events give in so many years, each with its cap.
    best = [ZERO] * (many + 1)
    for _ in range(min(years, many)):
        best = [_with_a_year(best[: upto + 1], figures[:upto], cap) for upto in range(many + 1)]
    return best[many]


def _at_place(formula: Events, fact: Fact, place: int) -> Decimal:
    """Return the most that an event gives which is the first so many of all."""
    if not formula.each:
        return of_event(formula, Event(date.min), place)
    return max(points for _, points in _levels(formula, fact, place))


def _most_of_rows(formula: Events, fact: Fact, many: int) -> Decimal:
    """Return the most of as many events, each at its place among those of its row."""
    rows = {formula.row_of(level): level for level, _ in _levels(formula, fact)}
    best = [ZERO] * (many + 1)
    for level in rows.values():
        figures = [_of_choice(formula, fact, level, place) for place in range(many)]
        ends = [combined(formula.combine, figures[:upto]) for upto in range(many + 1)]
        best = [
            max(combined(formula.combine, (best[upto - n], ends[n])) for n in range(upto + 1))
            for upto in range(many + 1)
        ]
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
    if formula.levels is None and not formula.each:
        yield from [of_event(formula, Event(date.min, fact.maximum), 0)] * many
        return
    best: dict[str | None, Decimal] = {}
    for level, figure in _levels(formula, fact):
        act = formula.acts.get(level)
        best[act] = max(figure, best.get(act, ZERO))
    for act, points in best.items():
        yield from [points] * (many if act is None else times)


def _rises(figures: list[Decimal], cap: Decimal | None) -> Iterator[Decimal]:
    """Yield by how much each of the figures of a stretch raises it, up to its cap."""
    before = ZERO
    for figure in figures:
        after = within(before + figure, None, cap)
        yield after - before
        before = after


def _levels(formula: Events, fact: Fact, place: int = 0) -> Sequence[tuple[str, Decimal]]:
    """Return each level with the most that an event of it gives."""
    levels = [*fact.codes] or [""]
    return [(level, _of_choice(formula, fact, level, place)) for level in levels]


def _of_choice(formula: Events, fact: Fact, level: str, place: int) -> Decimal:
    """Return the most that an event of the level gives, at that place in time in its row."""
    number = formula.row_of(level)
    if number is None:
        points = of_level(formula, level)
    else:
        row = formula.each[number]
        points = max(of_row(row, amount, place) for amount in _amounts(row, fact))
    return within(points, None, formula.each_at_most)


def _amounts(row: EventRow, fact: Fact) -> Sequence[Decimal]:
    """Return amounts at one of which a row gives its most: the ends, and where bands begin."""
    ends = (fact.minimum or ZERO, fact.maximum or ZERO)
    return (*ends, *(band.from_ for band in row.bands if ends[0] < band.from_ < ends[1]))


def _years(formula: Events, first: date, last: date, day: date) -> int:
    """Return how many years with a cap of their own lie between two days, both included."""
    if formula.years != "any":
        return year_of(formula, last, day) - year_of(formula, first, day) + 1
    years = 1
    while (first := add_months(first, MONTHS) + timedelta(1)) <= last:
        years += 1
    return years
