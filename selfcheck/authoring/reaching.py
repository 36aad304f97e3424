"""Answers under which a measure comes to a number: what an example around a threshold would say.

One fact is changed at a time. What is yielded may still miss: whoever uses it measures again.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from selfcheck.engine.periods import add_months
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.measures import AnyMeasure, Measure
from selfcheck.rules.walk import walk

MONTHS = {"full_years": 12, "begun_years": 12}
"""The months of a step, where it is not one."""

Change = dict[str, Any]
Reads = Callable[[Change], Decimal | None]
"""What the whole measure comes to under changed answers; None where they are impossible."""


def changes(
    measure: AnyMeasure, wanted: Decimal, facts: Mapping[str, Fact], day: date, reads: Reads
) -> Iterator[Change]:
    """Yield changes of an answer that may bring the measure to the number, counted up to the day.

    In a measure put together out of several, each fact is tried, supposing that the whole moves
    evenly with it.
    """
    if isinstance(measure, Measure):
        yield from _answers(measure, wanted, facts[measure.fact], day)
        return
    for _, inner in walk(measure, ""):
        if isinstance(inner, Measure):
            fact = facts[inner.fact]
            number = _solved(inner, wanted, fact, day, reads)
            if number is not None:
                yield from _answers(inner, number, fact, day)


def _solved(inner: Measure, wanted: Decimal, fact: Fact, day: date, reads: Reads) -> Decimal | None:
    """Return the number of one fact at which the whole would come to what is wanted."""
    ends = []
    for number in (Decimal(1), Decimal(2)):
        change = next(_answers(inner, number, fact, day), None)
        ends.append(None if change is None else reads(change))
    first, second = ends
    if first is None or second is None or first == second:
        return None
    return 1 + (wanted - first) / (second - first)


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
    return int(steps) if steps == steps.to_integral_value() else steps


def _events(measure: Measure, number: Decimal, fact: Fact, day: date) -> Iterator[list[Any]]:
    """Yield events that count so often, or whose amounts add up so high."""
    for on in _days(measure, day):
        entry: dict[str, Any] = {"on": on, **_level(measure, fact)}
        if measure.in_ == "count":
            amount = {} if fact.maximum is None else {"amount": _plain(fact.maximum)}
            yield [{**entry, **amount}] * int(number)
        else:
            yield [{**entry, "amount": _plain(number)}] if number else []


def _periods(measure: Measure, number: Decimal, fact: Fact, day: date) -> Iterator[list[Any]]:
    """Yield one period of that length."""
    months = int(number) * MONTHS.get(measure.in_, 1)
    for end in _days(measure, day):
        begins = add_months(end, -months)
        for earlier in (0, 1):
            ends = end - timedelta(earlier)
            period = {"from": begins, "to": ends, **_level(measure, fact)}
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


def _level(measure: Measure, fact: Fact) -> dict[str, str]:
    levels = measure.levels or tuple(choice.id for choice in fact.choices)
    return {"level": levels[0]} if levels else {}


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number
