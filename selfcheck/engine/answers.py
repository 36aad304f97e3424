"""What a person told us: checked against the questions, typed and frozen.

A fact that is absent is unknown: never zero, never "no". Whatever is impossible is refused with
the fact's name; whatever merely does not apply is kept and plays no part.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import Any, Final, NamedTuple, TypeVar, final

from selfcheck.engine.kept import Kept, shared
from selfcheck.engine.periods import full_months
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.reach import following
from selfcheck.rules.rulebook import PARTNER, Rulebook

FIRST_YEAR = 1900
"""Older dates are slips of the finger; no document sets this."""

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
"""How a date is written; `date.fromisoformat` alone also reads weeks (2014-W10-1)."""


DATED = ("date", "events", "periods")
"""The kinds of which an answer has days in it."""

# What a value may be: a tuple of types, which Python need not put together each time.
NUMBERS = (int, Decimal, float)
LISTS = (list, tuple)
SETS = (list, tuple, frozenset)


class Event(NamedTuple):
    """Something that happened on a day, with its amount and level where the fact has those."""

    on: date
    amount: Decimal | None = None
    level: str | None = None


class Period(NamedTuple):
    """A stretch of time, both days included; without an end it still goes on."""

    begins: date
    ends: date | None = None
    level: str | None = None


Value = str | bool | int | Decimal | date | frozenset[str] | tuple[Event, ...] | tuple[Period, ...]


@dataclass(frozen=True)
class Problem:
    """Why an answer is impossible: the fact, a code, and the values a message needs."""

    fact: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


class ImpossibleAnswers(Exception):
    """Some answers are impossible; `problems` names each one."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{p.fact}: {p.code}" for p in problems))
        self.problems = problems


class Moving(NamedTuple):
    """What time changes in answers: months that grow, and months counted since a day."""

    growing: tuple[Fact, ...]
    counted: tuple[tuple[str, date], ...]


@final
class Answers:  # noqa: PLW1641 -- what it holds has no hash either
    """One person's facts on one day.

    `given` is what was said. `known` adds what follows from it: assumed values, yes/no facts
    implied by a date, and the months that stand in for a fact that was not said.
    """

    __slots__ = ("given", "known", "on", "unit")

    def __init__(
        self, unit: str, on: date, given: Mapping[str, Value], known: Mapping[str, Value]
    ) -> None:
        self.unit: Final = unit
        self.on: Final = on
        self.given: Final = given
        self.known: Final = known

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Answers)
            and (self.unit, self.on) == (other.unit, other.on)
            and (self.given, self.known) == (other.given, other.known)
        )

    def get(self, fact: str) -> Any:
        """Return the value of the fact, or None where it is unknown."""
        return self.known.get(fact)

    def assumes(self, fact: Fact) -> bool:
        """Say whether nothing was said of the fact, so that it is what is assumed then."""
        implied = fact.implied_by in self.known
        return fact.assumed is not None and fact.id not in self.given and not implied

    def up_to(self, day: date, facts: Mapping[str, Fact]) -> "Answers":
        """Return the same answers, counted up to another day."""
        following = _asked(facts).following
        return Answers(self.unit, day, self.given, _with_consequences(self.given, following, day))

    def dated(self, on: date) -> "Answers":
        """Return the same answers on another day, where nothing has moved that time moves."""
        return Answers(self.unit, on, self.given, self.known)

    def with_facts(self, changes: Mapping[str, Value]) -> "Answers":
        """Return the same answers with facts changed on which no other fact rests."""
        return Answers(self.unit, self.on, {**self.given, **changes}, {**self.known, **changes})

    def supposing(
        self, changes: Mapping[str, Value], followers: Mapping[str, tuple[Fact, ...]]
    ) -> "Answers":
        """Return the same answers with these given too, and all that follows from them.

        `followers` holds the facts that follow from each fact.
        """
        given = {**self.given, **changes}
        known = {**self.known, **changes}
        for name, value in changes.items():
            for fact in followers.get(name, ()):
                if fact.id not in given and isinstance(value, date):
                    known[fact.id] = True
                    if fact.stand_in:
                        known[fact.id] = full_months(value, self.on)
        return Answers(self.unit, self.on, given, known)

    def moving(self, facts: Mapping[str, Fact]) -> Moving:
        """Return what of the answers does not stay as it is while time passes."""
        counted = (
            (name, self.known.get(stand_in.full_months_since))
            for name in self.known
            if name not in self.given and (stand_in := facts[name].stand_in)
        )
        return Moving(
            growing=tuple([facts[n] for n, said in self.given.items() if grows(facts[n], said)]),
            counted=tuple([(name, since) for name, since in counted if isinstance(since, date)]),
        )

    def later(self, on: date, moving: Moving, months: int | None = None) -> "Answers":
        """Return the same answers on a later day, if the person goes on as now.

        What grows goes up by the full months between the days, or by so many `months`, up to the
        most that can be answered; dates stay as they are.
        """
        grown = self.grown(on, moving, months)
        given = {**self.given, **{fact.id: grown[fact.id] for fact in moving.growing}}
        return Answers(self.unit, on, given, {**self.known, **grown})

    def grown(self, on: date, moving: Moving, months: int | None = None) -> dict[str, Value]:
        """Return what is others on the later day, as `later` has it."""
        if months is None:
            months = full_months(self.on, on)
        grown = {f.id: _grown(f, self.given[f.id], months) for f in moving.growing}
        for name, since in moving.counted:
            grown[name] = full_months(since, on)
        return grown


def read_answers(raw: Mapping[str, Any], rulebook: Rulebook, on: date) -> Answers:
    """Check JSON-like answers and return them typed.

    `raw` maps fact ids to JSON values; null means unknown. Raises ImpossibleAnswers with every
    unknown fact, unknown code, impossible value and date out of order.
    """
    unit = raw.get("unit")
    if not isinstance(unit, str) or unit not in rulebook.units:
        code = "unit_missing" if unit is None else "unknown_code"
        raise ImpossibleAnswers([Problem("unit", code, {"codes": tuple(rulebook.units)})])
    asked = _asked(rulebook.facts_of[unit])
    problems: list[Problem] = []
    given: dict[str, Value] = {}
    dated: list[str] = []
    for name, value in raw.items():
        fact = asked.by_name.get(name)
        if fact is None:
            problems.append(Problem(name, "unknown_fact"))
            continue
        if value is None:
            continue
        read = fact.read(value)
        if isinstance(read, Problem):
            problems.append(read)
            continue
        # Under the name as the rules have it: then looking it up compares no letters.
        given[fact.name] = read
        if fact.is_dated:
            dated.append(fact.name)
    problems += _dates_out_of_order(given, dated, on)
    if problems:
        raise ImpossibleAnswers(problems)
    return Answers(unit, on, given, _with_consequences(given, asked.following, on))


@final
class AskedFact:
    """A fact as answers to it are read, and what follows where there is none.

    It holds what is looked at for each answer of each request, as models of rules are slow to ask.
    """

    __slots__ = (
        "_codes",
        "_fact",
        "_kind",
        "_least",
        "_most",
        "assumed",
        "implied_by",
        "is_assumed",
        "is_dated",
        "name",
        "since",
    )

    def __init__(self, fact: Fact) -> None:
        self.name: Final = fact.id
        self.is_dated: Final = fact.kind in DATED
        self.implied_by: Final = fact.implied_by
        self.is_assumed: Final = fact.assumed is not None
        self.assumed: Final[Value] = fact.taken_for
        self.since: Final = None if fact.stand_in is None else fact.stand_in.full_months_since
        self._fact: Final = fact
        self._kind: Final[str] = fact.kind
        self._codes: Final = fact.codes
        self._least: Final = ceil(fact.minimum or 0)
        self._most: Final = floor(fact.maximum or 0)

    def read(self, value: Any) -> Value | Problem:
        """Return the answer typed, or what is wrong with it."""
        if self._kind == "choice":
            code = self._codes.get(value) if isinstance(value, str) else None
            return code or Problem(self.name, "unknown_code", {"codes": tuple(self._codes)})
        if self._kind == "yes_no":
            return value if isinstance(value, bool) else Problem(self.name, "not_yes_no")
        if self._kind == "months" and type(value) is int and self._least <= value <= self._most:
            return value
        return _READERS[self._kind](self._fact, value)


@final
class _AskedFacts:
    """The facts of a unit by their names, and those to which an answer can follow."""

    __slots__ = ("_facts", "by_name", "following")

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        # Held, so that the place in memory by which it is known stays its own.
        self._facts: Final = facts
        self.by_name: Final = {name: AskedFact(fact) for name, fact in facts.items()}
        self.following: Final = [self.by_name[f.id] for f in following(facts.values())]


_of_units: Kept[int, _AskedFacts] = shared(512)


def _asked(facts: Mapping[str, Fact]) -> _AskedFacts:
    asked = _of_units.get(id(facts))
    if asked is None:
        asked = _of_units[id(facts)] = _AskedFacts(facts)
    return asked


def _with_consequences(
    given: Mapping[str, Value], facts: Iterable[AskedFact], on: date
) -> dict[str, Value]:
    known = dict(given)
    for fact in facts:
        if fact.name in known:
            continue
        if fact.implied_by in known:
            known[fact.name] = True
        elif fact.is_assumed:
            known[fact.name] = fact.assumed
        elif fact.since is not None:
            since = known.get(fact.since)
            if isinstance(since, date):
                known[fact.name] = full_months(since, on)
    return known


def grows(fact: Fact, value: Value) -> bool:
    """Say whether the number goes up each month while the person goes on as now."""
    return fact.grows is True or (fact.grows == "once_begun" and value != 0)


def _grown(fact: Fact, value: Any, months: int) -> Value:
    grown: int = value + months
    return grown if fact.maximum is None else min(grown, int(fact.maximum))


def _read_date(fact: Fact, value: Any) -> date | Problem:
    day = value if type(value) is date else _date_written(value)
    if day is None:
        return Problem(fact.id, "not_a_date")
    return day if day.year >= FIRST_YEAR else Problem(fact.id, "too_early")


def _date_written(value: Any) -> date | None:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _read_months(fact: Fact, value: Any) -> Value | Problem:
    if isinstance(value, bool) or not isinstance(value, int):
        return Problem(fact.id, "not_whole", _bounds(fact))
    inside = _in_bounds(fact, Decimal(value))
    return value if inside else Problem(fact.id, "out_of_bounds", _bounds(fact))


def _read_number(fact: Fact, value: Any) -> Decimal | Problem:
    if isinstance(value, bool) or not isinstance(value, NUMBERS):
        return Problem(fact.id, "not_a_number", _bounds(fact))
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or not _in_bounds(fact, number):
        return Problem(fact.id, "out_of_bounds", _bounds(fact))
    return number


def _read_set(fact: Fact, value: Any) -> Value | Problem:
    codes = fact.codes
    if not isinstance(value, SETS):
        return Problem(fact.id, "not_a_list", {"codes": tuple(codes)})
    if all(isinstance(item, str) and item in codes for item in value):
        return frozenset(value)
    return Problem(fact.id, "unknown_code", {"codes": tuple(codes)})


def _read_events(fact: Fact, value: Any) -> Value | Problem:
    return _read_list(fact, value, _read_event)


def _read_periods(fact: Fact, value: Any) -> Value | Problem:
    return _read_list(fact, value, _read_period)


L = TypeVar("L", Event, Period)


def _read_list(
    fact: Fact, value: Any, read: Callable[[Fact, Any], L | Problem]
) -> tuple[L, ...] | Problem:
    """Return the entries in the order of their days, or what is wrong with the first bad one."""
    if not isinstance(value, LISTS):
        return Problem(fact.id, f"not_{fact.kind}")
    if fact.most is not None and len(value) > fact.most:
        return Problem(fact.id, "too_many", {"most": fact.most})
    entries: list[L] = []
    for item in value:
        entry = read(fact, item)
        if isinstance(entry, Problem):
            return entry
        entries.append(entry)
    return tuple(sorted(entries, key=lambda entry: entry[0]))


def _read_event(fact: Fact, item: Any) -> Event | Problem:
    """Read a day in text, or a table with `on`, `amount` and `level`."""
    if isinstance(item, str | date):
        item = {"on": item}
    needed = {"on"} | ({"amount"} if fact.maximum is not None else set())
    problem = _wrong_parts(fact, item, needed, frozenset())
    if problem:
        return problem
    on = _read_date(fact, item["on"])
    amount = _read_number(fact, item["amount"]) if fact.maximum is not None else None
    if isinstance(on, Problem):
        return on
    if isinstance(amount, Problem):
        return amount
    return Event(on, amount, item.get("level"))


def _read_period(fact: Fact, item: Any) -> Period | Problem:
    """Read a table with `from`, `to` (left out while it goes on) and `level`."""
    problem = _wrong_parts(fact, item, {"from"}, frozenset({"to"}))
    if problem:
        return problem
    begins = _read_date(fact, item["from"])
    ends = None if item.get("to") is None else _read_date(fact, item["to"])
    if isinstance(begins, Problem):
        return begins
    if isinstance(ends, Problem):
        return ends
    if ends is not None and ends < begins:
        return Problem(fact.id, "ends_before_it_begins")
    return Period(begins, ends, item.get("level"))


def _wrong_parts(fact: Fact, item: Any, needed: set[str], more: frozenset[str]) -> Problem | None:
    """Return what is wrong with the keys of an event or period, or with its level."""
    if fact.choices:
        needed = needed | {"level"}
    if not isinstance(item, Mapping) or not needed <= item.keys() <= needed | more:
        return Problem(fact.id, f"not_{fact.kind}")
    codes = fact.codes
    if codes and not (isinstance(item["level"], str) and item["level"] in codes):
        return Problem(fact.id, "unknown_code", {"codes": tuple(codes)})
    return None


_READERS: Mapping[str, Callable[[Fact, Any], Value | Problem]] = {
    "date": _read_date,
    "months": _read_months,
    "number": _read_number,
    "yuan": _read_number,
    "set": _read_set,
    "events": _read_events,
    "periods": _read_periods,
}


def _in_bounds(fact: Fact, number: Decimal) -> bool:
    above = fact.minimum is None or number >= fact.minimum
    return above and (fact.maximum is None or number <= fact.maximum)


def _bounds(fact: Fact) -> dict[str, Any]:
    return {"minimum": fact.minimum, "maximum": fact.maximum}


ORDERED = tuple((p + "permit_issued_on", p + "permit_endorsed_on") for p in ("", PARTNER))
"""Days of which the second cannot lie before the first."""


def _dates_out_of_order(
    given: Mapping[str, Value], dated: list[str], on: date
) -> Iterator[Problem]:
    for name in dated:
        value: Any = given[name]
        if value > on if isinstance(value, date) else any(day > on for day in _days(value)):
            yield Problem(name, "after_assessment", {"on": on})
    for first, second in ORDERED:
        issued, endorsed = given.get(first), given.get(second)
        if isinstance(issued, date) and isinstance(endorsed, date) and endorsed < issued:
            yield Problem(second, "before_issue", {"issued": issued})


def _days(entries: tuple[Event, ...] | tuple[Period, ...]) -> Iterator[date]:
    """Yield every day in a list."""
    for entry in entries:
        yield from (part for part in entry if isinstance(part, date))
