"""Answers under which a measure comes to a number: what an example around a threshold would say.

One fact is changed at a time, or all of one measure. What is yielded may still miss: whoever uses
it measures again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from math import ceil
from typing import Any

from selfcheck.engine.measures import FIRST_DAY
from selfcheck.engine.periods import add_months
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.measures import AnyMeasure, Measure, OtherPeriods
from selfcheck.rules.walk import walk

MONTHS = {"full_years": 12, "begun_years": 12, "rounded_years": 12}
"""The months of a step, where it is not one."""

MOST_DECIMALS = 4
"""The decimals of a number that somebody could have written."""

Change = dict[str, Any]
Reads = Callable[[Change], Decimal | None]
"""What the whole measure comes to under changed answers; None where they are impossible."""


def changes(
    measure: AnyMeasure, wanted: Decimal, facts: Mapping[str, Fact], day: date, reads: Reads
) -> Iterator[Change]:
    """Yield changes of answers that may bring the measure to the number, counted up to the day.

    In a measure put together out of several, each fact is tried, supposing that the whole moves
    evenly with it, or in inverse proportion; first beside what the others are, then beside what
    they could be.
    """
    if isinstance(measure, Measure):
        for change in _answers(measure, wanted, facts[measure.fact], day):
            yield change
            yield from _beside(measure, change, facts)
        return
    parts = [inner for _, inner in walk(measure, "") if isinstance(inner, Measure)]
    for inner, filled in product(parts, (False, True)):
        others = [part for part in parts if part.fact != inner.fact] if filled else []
        beside, fact = _supposed(others, facts, day), facts[inner.fact]
        ends = [
            (number, reads({**beside, **next(_answers(inner, number, fact, day))}))
            for number in _two(inner, fact)
        ]
        for number in _solved(wanted, *ends):
            yield from ({**beside, **change} for change in _answers(inner, number, fact, day))


def _beside(measure: Measure, change: Change, facts: Mapping[str, Fact]) -> Iterator[Change]:
    """Yield the change with other periods, or a day, beside it that leave all of the time."""
    during, outside, window = measure.during, measure.outside, measure.window
    more: Change = {} if outside is None else {outside.fact: []}
    if window is not None and window.since_date is not None:
        more[window.since_date.fact] = FIRST_DAY
    if during is not None:
        level = _level(during, facts[during.fact])
        periods = [{k: v for k, v in p.items() if k != "level"} for p in change[measure.fact]]
        more[during.fact] = [{**period, **level} for period in periods]
    if more:
        yield {**more, **change}


def _supposed(parts: Sequence[Measure], facts: Mapping[str, Fact], day: date) -> Change:
    """Return an answer to each fact that is measured, as small a one as there is above nothing."""
    found: Change = {}
    for part in parts:
        fact = facts[part.fact]
        found.update(next(_answers(part, _two(part, fact)[0], fact, day)))
    return found


def _two(measure: Measure, fact: Fact) -> tuple[Decimal, Decimal]:
    """Return the two smallest whole numbers above 0 that the measure can be."""
    bounded = measure.in_ in ("value", "amount")
    first = max(Decimal(1), fact.minimum or Decimal(0)) if bounded else Decimal(1)
    return first, first + 1


End = tuple[Decimal, Decimal | None]
"""A number of one fact, and what the whole comes to with it."""


def _solved(wanted: Decimal, one: End, other: End) -> Iterator[Decimal]:
    """Yield numbers of the fact at which the whole would come to what is wanted."""
    (begins, first), (_, second) = one, other
    if first is None or second is None or first == second:
        return
    yield from _near(begins + (wanted - first) / (second - first))
    if first and second and wanted:
        yield from _near(begins + (1 / wanted - 1 / first) / (1 / second - 1 / first))


def _near(number: Decimal) -> Iterator[Decimal]:
    """Yield the number where a person could have given it, and the whole ones beside it."""
    if round(number, MOST_DECIMALS) == number:
        yield number
    yield number // 1
    yield number // 1 + 1


def _answers(measure: Measure, number: Decimal, fact: Fact, day: date) -> Iterator[Change]:
    if number < 0:
        return
    if fact.kind == "events":
        yield from ({fact.id: entries} for entries in _events(measure, number, fact, day))
    elif fact.kind == "periods":
        yield from ({fact.id: entries} for entries in _periods(measure, number, fact, day))
    else:
        yield {fact.id: _answer(measure, number, fact, day)}


def _answer(measure: Measure, number: Decimal, fact: Fact, day: date) -> Any:
    """Return the answer that the measure reads as the number."""
    steps = number * MONTHS.get(measure.in_, 1)
    if fact.kind == "date":
        return add_months(day, -int(steps))
    return _plain(steps)


def _events(measure: Measure, number: Decimal, fact: Fact, day: date) -> Iterator[list[Any]]:
    """Yield events that count so often, or whose amounts add up so high."""
    for on in _days(measure, day):
        entry: dict[str, Any] = {"on": on, **_level(measure, fact)}
        if measure.in_ == "count":
            amount = {} if fact.maximum is None else {"amount": _plain(fact.maximum)}
            yield [{**entry, **amount}] * int(number)
        else:
            many = ceil(number / fact.maximum) if fact.maximum else 1
            yield [{**entry, "amount": _plain(number / many)}] * many if number else []


def _periods(measure: Measure, number: Decimal, fact: Fact, day: date) -> Iterator[list[Any]]:
    """Yield one period of that length."""
    months = int(number) * MONTHS.get(measure.in_, 1)
    for end in _days(measure, day):
        begins = add_months(end + timedelta(1), -months)
        period = {"from": begins, "to": end, **_level(measure, fact)}
        yield [period] if months else []


def _days(measure: Measure, day: date) -> Iterator[date]:
    """Yield days on which something counts: the day itself, or the last day of the window."""
    window = measure.window
    if window is not None and window.until is not None:
        yield min(window.until, day)
    elif window is not None and window.older_than:
        yield add_months(day, -window.older_than) - timedelta(1)
    else:
        yield day


def _level(measure: Measure | OtherPeriods, fact: Fact) -> dict[str, str]:
    levels = measure.levels or tuple(fact.codes)
    return {"level": levels[0]} if levels else {}


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number.normalize()
