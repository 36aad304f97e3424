"""What is wrong where a condition or a formula reads a fact.

The fact must be there, be of a kind that can be read so, and have the choices named; where both
parents are asked, it must be a fact that a parent can have.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import singledispatch

from selfcheck.rules.bands import wrong_bands
from selfcheck.rules.mistakes import Wrong, not_there
from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Fact, FactKind
from selfcheck.rules.model.formulas import Bands, Events, Flat, Items, Ladder, Rate, Scaled
from selfcheck.rules.model.measures import (
    Added,
    AnyMeasure,
    ByChoice,
    Constant,
    Least,
    Measure,
    Most,
    Multiplied,
    Ratio,
    Window,
)
from selfcheck.rules.rulebook import PARTNER
from selfcheck.rules.walk import join, walk

Facts = Mapping[str, Fact]

NUMBERS: tuple[FactKind, ...] = ("months", "number", "yuan")


@singledispatch
def wrong_reference(entry: Entry, facts: Facts) -> Wrong:
    """Yield what is wrong with the facts that this one entry reads, not those inside it."""
    yield from ()


def wrong_fact(name: str, kinds: Iterable[FactKind], facts: Facts, key: str) -> Wrong:
    """Yield what is wrong unless the fact is there and of one of the kinds."""
    if name not in facts:
        yield key, not_there("fact", name, facts)
    elif facts[name].kind not in kinds:
        found = facts[name].kind
        yield key, f"names {name!r}, which is of kind {found!r}; this needs {' or '.join(kinds)}"


def wrong_choices(fact: Fact | None, values: Iterable[str], key: str) -> Wrong:
    """Yield each of the values that is not a choice of the fact, where that is there at all."""
    if fact is not None and fact.choices:
        known = [choice.id for choice in fact.choices]
        for value in values:
            if value not in known:
                offered = ", ".join(known)
                said = f"names {value!r}, which is not a choice of {fact.id!r}; it has {offered}"
                yield key, said


def wrong_for_each_parent(entry: Entry, path: str, facts: Facts) -> Wrong:
    """Yield what in the entry cannot be put to the other parent.

    A guard may look at what is the family's: it is the same for both.
    """
    guards = {
        id(inner)
        for _, found in walk(entry)
        if not isinstance(found, Flat)
        for _, inner in walk(getattr(found, "when", None))
    }
    for key, inner in walk(entry, path):
        name = getattr(inner, "fact", None)
        if id(inner) in guards or not isinstance(name, str):
            continue
        if name in facts and PARTNER + name not in facts:
            yield join(key, "fact"), f"names {name!r}, which the other parent cannot have"
    for key, inner in walk(entry, path):
        if isinstance(inner, c.EachParent | c.AnyParent | c.EndorsementIs | c.ConditionIs):
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
        yield "fact", not_there("fact", entry.fact, facts)


@wrong_reference.register
def _(entry: c.Running, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("periods",), facts, "fact")
    fact = facts.get(entry.fact)
    if fact is not None:
        yield from _wrong_levels(fact, entry.levels)


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
def _(entry: c.AnyParent, facts: Facts) -> Wrong:
    yield from wrong_for_each_parent(entry.any_parent, "any_parent", facts)


@wrong_reference.register
def _(entry: c.Not, facts: Facts) -> Wrong:
    for key, inner in walk(entry.not_, "not"):
        if isinstance(inner, c.FactOneOf | c.FactHas) and inner.office_decides:
            yield f"{key}.office_decides", "cannot stand inside not"


@wrong_reference.register
def _(entry: c.MeasureIs, facts: Facts) -> Wrong:
    least = entry.above if entry.at_least is None else entry.at_least
    if least is None and entry.below is None:
        yield "measure", "is compared with nothing; give at_least or above, below, or both ends"
    if entry.at_least is not None and entry.above is not None:
        yield (
            "above",
            "stands beside at_least; take at_least where the number itself is enough, above "
            "where it is not",
        )
    if least is not None and entry.below is not None and entry.below <= least:
        yield "below", f"is {entry.below}, not above {least}, where it begins"


_READ_AS: Mapping[str, tuple[FactKind, ...]] = {
    "value": NUMBERS,
    "full_years": ("months", "date", "periods"),
    "full_months": ("date", "periods"),
    "begun_years": ("months", "date", "periods"),
    "begun_months": ("date", "periods"),
    "count": ("events",),
    "amount": ("events",),
}
"""The kinds of fact that each way of reading a number goes with."""


@wrong_reference.register
def _(entry: Measure, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, _READ_AS[entry.in_], facts, "fact")
    fact = facts.get(entry.fact)
    if fact is None:
        return
    yield from _wrong_levels(fact, entry.levels)
    for key, given, kinds in (
        ("window", entry.window is not None, ("events", "periods")),
        ("unbroken", entry.unbroken, ("periods",)),
        ("by", entry.by is not None, ("date", "events", "periods")),
    ):
        if given and fact.kind not in kinds:
            yield key, f"goes with {' and '.join(kinds)} only; {fact.id!r} is {fact.kind!r}"
    if entry.gap_months and not entry.unbroken:
        yield "gap_months", "goes with unbroken = true only"
    if entry.in_ == "amount" and fact.kind == "events" and fact.maximum is None:
        yield "in", f"asks for amounts, but the events of {fact.id!r} have none; give it a maximum"


def _wrong_levels(fact: Fact, levels: Iterable[str]) -> Wrong:
    if not fact.choices:
        for level in levels:
            yield "levels", f"names {level!r}, but {fact.id!r} has no choices"
    yield from wrong_choices(fact, levels, "levels")


@wrong_reference.register
def _(entry: Window, facts: Facts) -> Wrong:
    if entry.since is not None and entry.until is not None and entry.until < entry.since:
        yield "until", f"is {entry.until}, before since = {entry.since}"
    if entry.months is not None and entry.months <= entry.older_than:
        yield (
            "older_than",
            f"is {entry.older_than}, so that nothing of {entry.months} months is left",
        )


@wrong_reference.register
def _(entry: Constant, facts: Facts) -> Wrong:
    if entry.number < 0:
        yield "number", "is below 0; a measure is never negative"


@wrong_reference.register
def _(entry: ByChoice, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("choice",), facts, "fact")
    yield from _wrong_figures(entry.fact, entry.values, "values", facts)
    for choice, figure in entry.values.items():
        if figure < 0:
            yield f"values.{choice}", "is below 0; a measure is never negative"


@wrong_reference.register
def _(entry: Ratio, facts: Facts) -> Wrong:
    if _least_possible(entry.ratio[1], facts) <= 0:
        yield (
            "ratio[1]",
            "can be 0, by which nothing can be divided; give its fact a minimum above 0",
        )


def _least_possible(measure: AnyMeasure, facts: Facts) -> Decimal:
    """Return the least that the measure can be, whatever people say."""
    if isinstance(measure, Constant):
        return measure.number
    if isinstance(measure, ByChoice):
        return min(measure.values.values())
    if isinstance(measure, Measure):
        fact = facts.get(measure.fact)
        counted = fact is None or fact.kind not in NUMBERS or measure.in_ != "value"
        return Decimal(0) if fact is None or counted else fact.minimum or Decimal(0)
    if isinstance(measure, Ratio):
        return _least_possible(measure.ratio[0], facts)
    return _least_of_parts(measure, facts)


def _least_of_parts(measure: Added | Multiplied | Least | Most, facts: Facts) -> Decimal:
    if isinstance(measure, Added):
        return max(_least_possible(part, facts) for part in measure.add)
    if isinstance(measure, Multiplied):
        return min(_least_possible(part, facts) for part in measure.multiply)
    if isinstance(measure, Least):
        return min(_least_possible(part, facts) for part in measure.least)
    return max(_least_possible(part, facts) for part in measure.most)


@wrong_reference.register
def _(entry: Bands, facts: Facts) -> Wrong:
    measure = entry.measure
    if not isinstance(measure, Measure):
        yield from wrong_bands(entry, Decimal(0), counts_whole=False)
        return
    fact = facts.get(measure.fact)
    if fact is not None:
        counts_whole = fact.kind in ("months", "date", "periods") or measure.in_ == "count"
        least = Decimal(0) if measure.in_ != "value" else fact.minimum or Decimal(0)
        yield from wrong_bands(entry, least, counts_whole)


@wrong_reference.register
def _(entry: Rate, facts: Facts) -> Wrong:
    if entry.points < 0:
        yield "points", "is below 0; a rate only gives, bands can take away"
    if entry.first is not None:
        if entry.first.points < 0:
            yield "first.points", "is below 0; a rate only gives, bands can take away"
        if entry.after is not None and entry.after < entry.first.at:
            yield "after", f"is {entry.after}, before the first step at {entry.first.at}"
    if entry.after is not None and entry.after < 0:
        yield "after", "is below 0"
    if entry.round == "up":
        yield from _wrong_rounding(entry)


def _wrong_rounding(entry: Rate) -> Wrong:
    if entry.parts:
        yield (
            "round",
            "stands beside parts; take parts where what is left over gives its part of the points, "
            "round = up where it gives as much as a whole unit",
        )
    for key, inner in walk(entry.measure, "measure"):
        if isinstance(inner, Measure) and inner.in_.startswith("full_"):
            begun = inner.in_.replace("full", "begun")
            said = f'counts {inner.in_}, so that nothing is left to round up; write in = "{begun}"'
            yield join(key, "in"), said


@wrong_reference.register
def _(entry: Scaled, facts: Facts) -> Wrong:
    if isinstance(entry.by, Measure) and entry.by.in_ not in ("value", "count"):
        yield "by", "multiplies by a length of time; a share or a ratio is meant"


@wrong_reference.register
def _(entry: Items, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("set",), facts, "fact")
    yield from _wrong_figures(entry.fact, entry.points, "points", facts)


@wrong_reference.register
def _(entry: Events, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("events",), facts, "fact")
    yield from _wrong_giving(entry)
    if entry.per is not None and entry.points is None:
        yield "per", "goes with points: so many for each full per of an event's amount"
    figures = (entry.points, entry.others, *(entry.levels or {}).values(), *entry.escalating)
    if any(figure is not None and figure < 0 for figure in figures):
        yield "points", "is below 0; write what takes away as a deduction, with positive figures"
    if entry.years != "calendar" and entry.year_at_most is None and entry.one_act_in != "year":
        yield "years", "goes with year_at_most only, the cap of a year"
    yield from _wrong_acts(entry)
    fact = facts.get(entry.fact)
    if fact is None or fact.kind != "events":
        return
    yield from wrong_choices(fact, entry.acts, "acts")
    yield from _wrong_event_levels(entry, fact, facts)
    if entry.per is not None and fact.maximum is None:
        yield "per", f"needs amounts, but the events of {fact.id!r} have none; give it a maximum"


def _wrong_event_levels(entry: Events, fact: Fact, facts: Facts) -> Wrong:
    """Yield what is wrong with the figures of levels; `others` stands for those left out."""
    if entry.levels is None:
        if entry.others is not None:
            yield "others", "goes with levels only: it is what a level gives that they leave out"
        return
    left = [choice.id for choice in fact.choices if choice.id not in entry.levels]
    if entry.others is None:
        yield from _wrong_figures(entry.fact, entry.levels, "levels", facts)
        return
    yield from wrong_choices(fact, entry.levels, "levels")
    if not left:
        yield "others", "stands for no level: each has its figure in levels; leave it out"


def _wrong_giving(entry: Events) -> Wrong:
    """Yield unless exactly one key says what an event gives."""
    figures_by = {
        "points": entry.points is not None,
        "levels": entry.levels is not None,
        "escalating": bool(entry.escalating),
    }
    given = [key for key, there in figures_by.items() if there]
    if not given:
        yield "points", "is needed, or levels, or escalating: exactly one says what an event gives"
    for key in given[1:]:
        yield (
            key,
            f"stands beside {given[0]}; take points where every event gives the same, levels "
            "where its level decides, escalating where its place in time does",
        )


def _wrong_acts(entry: Events) -> Wrong:
    if not entry.acts:
        if entry.one_act_in != "ever":
            yield "one_act_in", "goes with acts only: it says when two of them are one"
        return
    if entry.levels is None:
        yield "acts", "goes with levels only: it says which of them are of one act"
    if entry.combine == "highest":
        yield "combine", "stands beside acts; one act counts once, at its highest, already"
    if entry.one_act_in == "ever" and entry.year_at_most is not None:
        yield (
            "year_at_most",
            "stands beside acts; one act counts once, whatever the year, unless one_act_in is day "
            "or year",
        )
    if entry.one_act_in == "year" and entry.years == "any":
        said = "is any, but one_act_in = year needs calendar or back: years that do not move"
        yield "years", said


def _wrong_figures(name: str, figures: Mapping[str, Decimal], key: str, facts: Facts) -> Wrong:
    """Yield each choice of the fact without a figure, and each figure without a choice."""
    fact = facts.get(name)
    if fact is not None and not fact.choices:
        yield key, f"has figures for choices, but {name!r} has no choices"
        return
    yield from wrong_choices(fact, figures, key)
    for choice in fact.choices if fact else ():
        if choice.id not in figures:
            yield key, f"has no figure for the choice {choice.id!r}"


@wrong_reference.register
def _(entry: Ladder, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("choice",), facts, "fact")
    fact = facts.get(entry.fact)
    yield from _wrong_figures(entry.fact, entry.levels, "levels", facts)
    for number, adjustment in enumerate(entry.adjust):
        yield from wrong_choices(fact, adjustment.levels, f"adjust[{number}].levels")
