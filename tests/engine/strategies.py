"""Hypothesis strategies for people, built from the questions of the rulebook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from selfcheck.engine.periods import add_months, full_months
from selfcheck.rules.model.facts import HAS_PARTNER, Fact
from selfcheck.rules.rulebook import PARTNER, Rulebook

UNITS = st.sampled_from(["xiuzhou", "pinghu", "haining"])
"""The two units with a table of their own, and one of those without."""

DAYS = st.one_of(
    st.sampled_from([date(2014, 10, 31), date(2015, 10, 30), date(2016, 7, 1), date(2024, 2, 29)]),
    st.dates(date(2013, 1, 1), date(2027, 12, 31)),
)

MOST = {"months": 150, "number": 100, "yuan": 60_000}
"""How far numbers go: a little beyond the last threshold of every table."""


@dataclass(frozen=True)
class Person:
    """Everything about somebody, on a day, in a unit; nothing contradicts anything else."""

    unit: str
    on: date
    facts: Mapping[str, Any]

    def told(self, names: frozenset[str] | None = None, **changes: Any) -> dict[str, Any]:
        """Return the answers where only these facts are told, or all of them; some changed."""
        facts = {**self.facts, **changes}
        kept = {name: facts[name] for name in facts if names is None or name in names}
        return {"unit": self.unit, **kept}


def answers_to(fact: Fact, on: date) -> st.SearchStrategy[Any]:
    """Return a strategy for the answers that the question allows on the day."""
    codes = [choice.id for choice in fact.choices]
    if fact.kind == "choice":
        return st.sampled_from(codes)
    if fact.kind == "set":
        return st.lists(st.sampled_from(codes), unique=True)
    if fact.kind == "yes_no":
        return st.booleans()
    if fact.kind == "date":
        return days_before(on)
    if fact.kind in ("events", "periods"):
        return lists_of(fact, on)
    assert fact.minimum is not None
    assert fact.maximum is not None
    most = min(MOST[fact.kind], int(fact.maximum))
    return st.integers(int(fact.minimum), most)


def lists_of(fact: Fact, on: date) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return a strategy for a few events or periods, with what each of them needs."""
    near = days_before(on)
    parts: dict[str, st.SearchStrategy[Any]] = {}
    if fact.choices:
        parts["level"] = st.sampled_from([choice.id for choice in fact.choices])
    if fact.kind == "periods":
        ends = st.tuples(near, st.one_of(st.none(), near))
        entries = st.fixed_dictionaries({"ends": ends, **parts}).map(_as_period)
    else:
        if fact.maximum is not None:
            parts["amount"] = st.integers(int(fact.minimum or 0), int(fact.maximum))
        entries = st.fixed_dictionaries({"on": near, **parts})
    return st.lists(entries, max_size=min(fact.most or 0, 4))


def _as_period(entry: dict[str, Any]) -> dict[str, Any]:
    begins, ends = entry.pop("ends")
    if ends is not None:
        begins, ends = sorted((begins, ends))
    return {"from": begins, "to": ends, **entry}


def days_before(on: date) -> st.SearchStrategy[date]:
    """Return a strategy for days: a whole number of months before, give or take a day."""
    near = st.builds(
        lambda months, days: min(on, add_months(on, -months) + timedelta(days)),
        st.integers(0, 12 * 75),
        st.integers(-1, 1),
    )
    return st.one_of(near, st.dates(date(1940, 1, 1), on))


@st.composite
def people(
    draw: st.DrawFn,
    rulebook: Rulebook,
    units: st.SearchStrategy[str] = UNITS,
    names: frozenset[str] | None = None,
) -> Person:
    """Draw somebody about whom everything that the unit asks is known.

    With `names`, only of those facts.
    """
    unit, on = draw(units), draw(DAYS)
    asked = tuple(fact for fact in rulebook.questions_of[unit] if names is None or fact.id in names)
    drawn = draw(st.fixed_dictionaries({fact.id: answers_to(fact, on) for fact in asked}))
    return Person(unit, on, consistent(drawn, asked, on))


def consistent(drawn: Mapping[str, Any], asked: tuple[Fact, ...], on: date) -> dict[str, Any]:
    """Return the facts without contradictions: a no leaves no date of what was not done."""
    facts = dict(drawn)
    for person in ("", PARTNER):
        issued = facts.get(f"{person}permit_issued_on")
        endorsed = facts.get(f"{person}permit_endorsed_on")
        if issued and endorsed and endorsed < issued:
            del facts[f"{person}permit_endorsed_on"]
    for fact in asked:
        if fact.implied_by in facts and facts.get(fact.id) is False:
            del facts[fact.implied_by]
    for fact in asked:
        since = facts.get(fact.stand_in.full_months_since) if fact.stand_in else None
        if since:
            facts[fact.id] = full_months(since, on)
    return facts


@st.composite
def people_and_what_they_tell(
    draw: st.DrawFn,
    rulebook: Rulebook,
    names: frozenset[str] | None = None,
    units: st.SearchStrategy[str] = UNITS,
) -> tuple[Person, frozenset[str], frozenset[str]]:
    """Draw somebody, some facts that they tell, and more facts with those among them."""
    person = draw(people(rulebook, units, names))
    told = st.sampled_from(sorted(person.facts))
    some = draw(st.frozensets(told))
    return person, some, some | draw(st.frozensets(told))


def scored(rulebook: Rulebook) -> frozenset[str]:
    """Return the facts that points rest on, the partner's and those behind others included."""
    read = {name for lines in rulebook.lines_reading.values() for name in lines}
    read |= {PARTNER + name for name in read} | {HAS_PARTNER}
    behind = {
        since
        for name in read & rulebook.facts.keys()
        for since in (
            rulebook.facts[name].implied_by,
            getattr(rulebook.facts[name].stand_in, "full_months_since", None),
        )
        if since is not None
    }
    return frozenset(read | behind)
