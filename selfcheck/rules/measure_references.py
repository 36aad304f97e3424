"""What is wrong where a measure reads facts: how it reads, in what window, by what it divides."""

from collections.abc import Mapping
from decimal import Decimal
from functools import singledispatch

from selfcheck.rules.mistakes import Wrong
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import FactKind
from selfcheck.rules.model.measures import (
    Added,
    AnyMeasure,
    ByChoice,
    Constant,
    DayOf,
    Least,
    Measure,
    Most,
    Multiplied,
    OtherPeriods,
    Ratio,
    Subtracted,
    Window,
)
from selfcheck.rules.named_facts import (
    NUMBERS,
    Facts,
    wrong_fact,
    wrong_figures,
    wrong_levels,
)


@singledispatch
def wrong_measure(entry: Entry, facts: Facts) -> Wrong:
    """Yield what is wrong with this one measure or window, not with those inside it."""
    yield from ()


_READ_AS: Mapping[str, tuple[FactKind, ...]] = {
    "value": NUMBERS,
    "full_years": ("months", "date", "periods"),
    "full_months": ("date", "periods"),
    "begun_years": ("months", "date", "periods"),
    "begun_months": ("date", "periods"),
    "rounded_years": ("months", "date", "periods"),
    "rounded_months": ("date", "periods"),
    "count": ("events",),
    "amount": ("events",),
}
"""The kinds of fact that each way of reading a number goes with."""


@wrong_measure.register
def _(entry: Measure, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, _READ_AS[entry.in_], facts, "fact")
    fact = facts.get(entry.fact)
    if fact is None:
        return
    yield from wrong_levels(fact, entry.levels)
    for key, given, kinds in (
        ("window", entry.window is not None, ("events", "periods")),
        ("unbroken", entry.unbroken, ("periods",)),
        ("during", entry.during is not None, ("periods",)),
        ("outside", entry.outside is not None, ("periods",)),
        ("by", entry.by is not None, ("date", "events", "periods")),
    ):
        if given and fact.kind not in kinds:
            yield key, f"goes with {' and '.join(kinds)} only; {fact.id!r} is {fact.kind!r}"
    if entry.gap_months and not entry.unbroken:
        yield "gap_months", "goes with unbroken = true only"
    if entry.in_ == "amount" and fact.kind == "events" and fact.maximum is None:
        yield "in", f"asks for amounts, but the events of {fact.id!r} have none; give it a maximum"


@wrong_measure.register
def _(entry: DayOf, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("date",), facts, "fact")


@wrong_measure.register
def _(entry: OtherPeriods, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("periods",), facts, "fact")
    fact = facts.get(entry.fact)
    if fact is not None:
        yield from wrong_levels(fact, entry.levels)


@wrong_measure.register
def _(entry: Window, facts: Facts) -> Wrong:
    if entry.since is not None and entry.until is not None and entry.until < entry.since:
        yield "until", f"is {entry.until}, before since = {entry.since}"
    if entry.months is not None and entry.months <= entry.older_than:
        yield (
            "older_than",
            f"is {entry.older_than}, so that nothing of {entry.months} months is left",
        )


@wrong_measure.register
def _(entry: Constant, facts: Facts) -> Wrong:
    if entry.number < 0:
        yield "number", "is below 0; a measure is never negative"


@wrong_measure.register
def _(entry: ByChoice, facts: Facts) -> Wrong:
    yield from wrong_fact(entry.fact, ("choice",), facts, "fact")
    yield from wrong_figures(entry.fact, entry.values, "values", facts)
    for choice, figure in entry.values.items():
        if figure < 0:
            yield f"values.{choice}", "is below 0; a measure is never negative"


@wrong_measure.register
def _(entry: Added | Subtracted | Multiplied | Least | Most, facts: Facts) -> Wrong:
    for key in ("add", "subtract", "multiply", "least", "most"):
        for number, part in enumerate(getattr(entry, key, ())):
            yield from wrong_below_zero(part, f"{key}[{number}]")


def wrong_below_zero(measure: AnyMeasure, key: str) -> Wrong:
    """Yield unless the measure stays at 0 or above, as all but bands and conditions need it."""
    if isinstance(measure, Subtracted) and measure.at_least < 0:
        said = "is below 0, which only bands and conditions compare with; leave it out"
        yield f"{key}.at_least", said


@wrong_measure.register
def _(entry: Ratio, facts: Facts) -> Wrong:
    for number, part in enumerate(entry.ratio):
        yield from wrong_below_zero(part, f"ratio[{number}]")
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
    if isinstance(measure, Subtracted):
        return measure.at_least
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
