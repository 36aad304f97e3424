"""What is wrong where a condition or a formula reads a fact.

The fact must be there, be of a kind that can be read so, and have the choices named; where both
parents are asked, it must be a fact that a parent can have.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import singledispatch

from selfcheck.rules.bands import wrong_bands
from selfcheck.rules.mistakes import Wrong
from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Fact, FactKind
from selfcheck.rules.model.formulas import Bands, Ladder, Measure, Rate
from selfcheck.rules.rulebook import PARTNER
from selfcheck.rules.walk import facts_named, walk

Facts = Mapping[str, Fact]

NUMBERS: tuple[FactKind, ...] = ("months", "number", "yuan")


@singledispatch
def wrong_reference(entry: Entry, facts: Facts) -> Wrong:
    """Yield what is wrong with the facts that this one entry reads, not those inside it."""
    yield from ()


def wrong_fact(name: str, kinds: Iterable[FactKind], facts: Facts, key: str) -> Wrong:
    """Yield what is wrong unless the fact is there and of one of the kinds."""
    if name not in facts:
        yield key, f"names the fact {name!r}, which is not there"
    elif facts[name].kind not in kinds:
        found = facts[name].kind
        yield key, f"names {name!r}, which is of kind {found!r}; this needs {' or '.join(kinds)}"


def wrong_choices(fact: Fact | None, values: Iterable[str], key: str) -> Wrong:
    """Yield each of the values that is not a choice of the fact, where that is there at all."""
    if fact is not None and fact.choices:
        known = {choice.id for choice in fact.choices}
        for value in values:
            if value not in known:
                yield key, f"names {value!r}, which is not a choice of {fact.id!r}"


def wrong_for_each_parent(entry: Entry, path: str, facts: Facts) -> Wrong:
    """Yield what in the entry cannot be put to the other parent."""
    for key, name in facts_named(entry, path):
        if name in facts and PARTNER + name not in facts:
            yield key, f"names {name!r}, which the other parent cannot have"
    for key, inner in walk(entry, path):
        if isinstance(inner, c.EachParent | c.EndorsementIs | c.ConditionIs):
            yield key, "looks at the applicant only; it cannot be put to each parent"


@wrong_reference.register
def _(entry: c.FactIs, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("choice", "yes_no"), facts, "fact")
    fact = facts.get(entry.fact)
    yield from wrong_choices(fact, [str(entry.is_)], "is")
    if fact is not None and fact.kind == "yes_no" and not isinstance(entry.is_, bool):
        yield "is", f"must be true or false, not {entry.is_!r}"


@wrong_reference.register
def _(entry: c.FactOneOf, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("choice",), facts, "fact")
    yield from wrong_choices(facts.get(entry.fact), entry.one_of, "one_of")


@wrong_reference.register
def _(entry: c.FactHas, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("set",), facts, "fact")
    yield from wrong_choices(facts.get(entry.fact), entry.has, "has")


@wrong_reference.register
def _(entry: c.FactAtLeast, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, NUMBERS, facts, "fact")
    fact = facts.get(entry.fact)
    if fact is None or fact.minimum is None or fact.maximum is None:
        return
    if not fact.minimum <= entry.at_least <= fact.maximum:
        bounds = f"{fact.minimum} to {fact.maximum}"
        yield "at_least", f"is {entry.at_least}, but {fact.id!r} can only be {bounds}"


@wrong_reference.register
def _(entry: c.FactKnown, facts: Facts) -> Wrong:
    if entry.fact not in facts:
        yield "fact", f"names the fact {entry.fact!r}, which is not there"


@wrong_reference.register
def _(entry: c.MonthsPassed, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("date",), facts, "fact")


@wrong_reference.register
def _(entry: c.AgeReached, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("date",), facts, "fact")


@wrong_reference.register
def _(entry: c.EachParent, facts: Facts) -> Wrong:
    yield from wrong_for_each_parent(entry.each_parent, "each_parent", facts)


@wrong_reference.register
def _(entry: c.Not, facts: Facts) -> Wrong:
    for key, inner in walk(entry.not_, "not"):
        if isinstance(inner, c.FactOneOf | c.FactHas) and inner.office_decides:
            yield f"{key}.office_decides", "cannot stand inside not"


@wrong_reference.register
def _(entry: Measure, facts: Facts) -> Wrong:
    kinds: tuple[FactKind, ...] = NUMBERS if entry.in_ == "value" else ("date",)
    yield from wrong_fact(entry.fact, kinds, facts, "fact")


@wrong_reference.register
def _(entry: Bands, facts: Facts) -> Wrong:
    fact = facts.get(entry.measure.fact)
    if fact is not None:
        counts_whole = fact.kind in ("months", "date")
        yield from wrong_bands(entry, fact.minimum or Decimal(0), counts_whole)


@wrong_reference.register
def _(entry: Rate, facts: Facts) -> Wrong:
    if entry.points < 0:
        yield "points", "is below 0; a rate only gives, bands can take away"


@wrong_reference.register
def _(entry: Ladder, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("choice",), facts, "fact")
    fact = facts.get(entry.fact)
    yield from wrong_choices(fact, entry.levels, "levels")
    for choice in fact.choices if fact else ():
        if choice.id not in entry.levels:
            yield "levels", f"has no figure for the choice {choice.id!r}"
    for number, adjustment in enumerate(entry.adjust):
        yield from wrong_choices(fact, adjustment.levels, f"adjust[{number}].levels")
