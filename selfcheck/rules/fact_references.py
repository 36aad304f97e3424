"""What is wrong where a condition or a formula reads a fact.

The fact must be there, be of a kind that can be read so, and have the choices named; where both
parents are asked, it must be a fact that a parent can have.
"""

from decimal import Decimal
from functools import singledispatch

from selfcheck.rules.bands import wrong_bands
from selfcheck.rules.event_references import wrong_events
from selfcheck.rules.measure_references import wrong_below_zero, wrong_measure
from selfcheck.rules.mistakes import Wrong, not_there
from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import CLOSED
from selfcheck.rules.model.formulas import Bands, Events, Flat, Items, Ladder, Rate, Scaled
from selfcheck.rules.model.measures import (
    AnyMeasure,
    ByChoice,
    Constant,
    Measure,
    Ratio,
    Subtracted,
)
from selfcheck.rules.named_facts import (
    NUMBERS,
    Facts,
    wrong_choices,
    wrong_fact,
    wrong_figures,
    wrong_levels,
)
from selfcheck.rules.rulebook import PARTNER
from selfcheck.rules.walk import join, walk


@singledispatch
def wrong_reference(entry: Entry, facts: Facts) -> Wrong:
    """Yield what is wrong with the facts that this one entry reads, not those inside it."""
    yield from wrong_measure(entry, facts)


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
    yield from wrong_fact(entry.fact, CLOSED, facts, "fact")
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
        yield from wrong_levels(fact, entry.levels)


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


@wrong_reference.register
def _(entry: Bands, facts: Facts) -> Wrong:
    measure = entry.measure
    if not isinstance(measure, Measure):
        least = measure.at_least if isinstance(measure, Subtracted) else Decimal(0)
        yield from wrong_bands(entry.bands, least, counts_whole=False)
        return
    fact = facts.get(measure.fact)
    if fact is not None:
        counts_whole = fact.kind in ("months", "date", "periods") or measure.in_ == "count"
        least = Decimal(0) if measure.in_ != "value" else fact.minimum or Decimal(0)
        yield from wrong_bands(entry.bands, least, counts_whole)


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
    yield from wrong_below_zero(entry.measure, "measure")
    if entry.round != "down":
        yield from _wrong_rounding(entry)
    elif entry.parts and 1 % entry.per == 0:
        yield from _without_parts(entry.measure, facts)


def _without_parts(measure: AnyMeasure, facts: Facts) -> Wrong:
    """Yield where a part of one counts, but what is measured has none."""
    read = [inner for _, inner in walk(measure)]
    if any(isinstance(inner, Ratio | Constant | ByChoice) for inner in read):
        return
    counted = [inner for inner in read if isinstance(inner, Measure)]
    if not all("_" in inner.in_ for inner in counted):
        return
    first = counted[0]
    how, _, unit = first.in_.partition("_")
    of_months = first.fact in facts and facts[first.fact].kind == "months"
    remedy = "leave parts out"
    if unit == "years":
        remedy = "leave in out, and write" if of_months else 'write in = "full_months", and'
        remedy += " per, after and from in months"
    yield "parts", f"has no effect, as {how} {unit} have no parts; {remedy}"


def _wrong_rounding(entry: Rate) -> Wrong:
    """Yield where nothing is left to round, because a part of a unit counts or time is rounded."""
    if entry.parts:
        yield (
            "round",
            "stands beside parts; take parts where what is left over gives its part of the points, "
            "round where it gives as much as a whole unit, or nothing",
        )
    for key, inner in walk(entry.measure, "measure"):
        if isinstance(inner, Measure) and _is_rounded(inner.in_, entry):
            how, (_, _, unit) = inner.in_, inner.in_.partition("_")
            yield (
                join(key, "in"),
                f'counts {how}, so that nothing is left to round up; write in = "begun_{unit}"'
                if entry.round == "up"
                else f"counts {how}, of which no half is left to round; write in = "
                f'"rounded_{unit}" and leave round out',
            )


def _is_rounded(how: str, entry: Rate) -> bool:
    """Say whether time counted so is rounded already, in another way than the rate does it.

    Full years and months tell whether half of an even number of them is reached.
    """
    counted, _, unit = how.partition("_")
    if not unit:
        return False
    if entry.round == "up":
        return counted != "begun"
    return counted != "full" or entry.per % 2 != 0


@wrong_reference.register
def _(entry: Scaled, facts: Facts) -> Wrong:
    yield from wrong_below_zero(entry.by, "by")
    if isinstance(entry.by, Measure) and entry.by.in_ not in ("value", "count"):
        yield "by", "multiplies by a length of time; a share or a ratio is meant"


@wrong_reference.register
def _(entry: Items, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("set",), facts, "fact")
    yield from wrong_figures(entry.fact, entry.points, "points", facts)


@wrong_reference.register
def _(entry: Ladder, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("choice",), facts, "fact")
    fact = facts.get(entry.fact)
    yield from wrong_figures(entry.fact, entry.levels, "levels", facts)
    for number, adjustment in enumerate(entry.adjust):
        yield from wrong_choices(fact, adjustment.levels, f"adjust[{number}].levels")


wrong_reference.register(Events, wrong_events)
