"""A sample of people who do not exist, to see what a change of a table does.

Answers come from the bounds and choices of the questions. Half of all numbers and dates lie at a
threshold of the tables compared, or one step beside it: that is where a change shows. So the
sample says who can gain or lose and by how much; it says nothing of how many people there are of
a kind.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from selfcheck.engine.periods import add_months
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Fact, FactKind
from selfcheck.rules.model.measures import Measure
from selfcheck.rules.rulebook import PARTNER
from selfcheck.rules.thresholds import thresholds

MONTHS = 12
OLDEST = 75 * MONTHS
"""Months before the day of assessment to which dates reach."""

MANY = 3
"""How many events one person has at most."""

BEYOND = Decimal("1.5")
"""How far numbers go beyond the last threshold."""


def people(
    facts: Mapping[str, Fact], tables: Sequence[Entry], on: date, count: int, seed: int
) -> Iterator[dict[str, Any]]:
    """Yield the answers of `count` people to the facts, the same ones for the same seed."""
    # Made-up people need no secrets, only the same ones each time.
    random = Random(seed)  # noqa: S311
    marks = _marks(tables)
    for _ in range(count):
        told = {}
        for fact in facts.values():
            near = marks.get(fact.id.removeprefix(PARTNER), ())
            told[fact.id] = _answer(fact, near, on, random)
        yield _consistent(told, facts)


def _marks(tables: Sequence[Entry]) -> dict[str, tuple[Decimal, ...]]:
    """Return the thresholds on each fact; those on dates in months."""
    found: dict[str, set[Decimal]] = {}
    for table in tables:
        for threshold in thresholds(table):
            measure = threshold.measure
            if isinstance(measure, Measure):
                scale = MONTHS if measure.in_.endswith("_years") else 1
                found.setdefault(measure.fact, set()).add(threshold.number * scale)
    return {fact: tuple(sorted(numbers)) for fact, numbers in found.items()}


def _answer(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> Any:
    return _ANSWERS[fact.kind](fact, near, on, random)


def _coin(random: Random) -> bool:
    return random.choice((True, False))


def _choice(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> str:
    return random.choice(fact.choices).id


def _yes_no(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> bool:
    return _coin(random)


def _set(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> list[str]:
    return [choice.id for choice in fact.choices if _coin(random)]


def _day(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> date:
    if near and _coin(random):
        day = add_months(on, -int(random.choice(near)))
        return min(on, day + timedelta(random.choice((-1, 0, 1))))
    return add_months(on, -random.randint(0, OLDEST))


def _number(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> int:
    least, most = int(fact.minimum or 0), int(fact.maximum or 0)
    if near and _coin(random):
        return min(most, max(least, int(random.choice(near)) + random.choice((-1, 0, 1))))
    return random.randint(least, min(most, int(max(near) * BEYOND)) if near else most)


def _events(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> list[Any]:
    return [_event(fact, near, on, random) for _ in range(random.randint(0, MANY))]


def _periods(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> list[Any]:
    return [_period(fact, near, on, random)] if _coin(random) else []


def _event(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> dict[str, Any]:
    event: dict[str, Any] = {"on": add_months(on, -random.randint(0, 6 * MONTHS))}
    if fact.maximum is not None:
        event["amount"] = _number(fact, near, on, random)
    if fact.choices:
        event["level"] = random.choice(fact.choices).id
    return event


def _period(fact: Fact, near: tuple[Decimal, ...], on: date, random: Random) -> dict[str, Any]:
    period: dict[str, Any] = {"from": _day(fact, near, on, random)}
    if fact.choices:
        period["level"] = random.choice(fact.choices).id
    return period


_ANSWERS: Mapping[FactKind, Callable[..., Any]] = {
    "choice": _choice,
    "yes_no": _yes_no,
    "set": _set,
    "date": _day,
    "months": _number,
    "number": _number,
    "yuan": _number,
    "events": _events,
    "periods": _periods,
}


def _consistent(told: dict[str, Any], facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Return the answers without what contradicts another: no date of what was not done."""
    for person in ("", PARTNER):
        issued = told.get(f"{person}permit_issued_on")
        endorsed = told.get(f"{person}permit_endorsed_on")
        if issued and endorsed and endorsed < issued:
            told[f"{person}permit_endorsed_on"] = issued
    for fact in facts.values():
        if fact.implied_by in told and told.get(fact.id) is False:
            del told[fact.implied_by]
    return told
