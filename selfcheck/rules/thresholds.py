"""The thresholds that conditions and formulas contain: numbers on whose two sides things differ.

Examples must stand on both sides of each; forms, tables and charts can be drawn from them.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import singledispatch
from typing import NamedTuple

from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.formulas import Bands, Rate
from selfcheck.rules.model.measures import AnyMeasure, Measure
from selfcheck.rules.walk import join, walk


class Threshold(NamedTuple):
    """A number that the measure must reach, and the key path of where it stands.

    `written` is the figure that stands there, where that is another.
    """

    key: str
    measure: AnyMeasure
    number: Decimal
    written: Decimal | None = None

    def __str__(self) -> str:
        """Return the figure as the file has it, and what comes of it."""
        if self.written is None:
            return format(self.number, "f")
        return f"{self.written:f}, so that the first full step is at {self.number:f}"


def thresholds(entry: object, path: str = "") -> Iterator[Threshold]:
    """Yield every threshold of the entry and of those inside it."""
    for key, inner in walk(entry, path):
        for found in own_thresholds(inner):
            yield found._replace(key=join(key, found.key))


@singledispatch
def own_thresholds(entry: Entry) -> Iterator[Threshold]:
    """Yield the thresholds that this one entry sets, not those inside it."""
    yield from ()


@own_thresholds.register
def _(entry: c.FactAtLeast) -> Iterator[Threshold]:
    yield Threshold("at_least", Measure(fact=entry.fact), entry.at_least)


@own_thresholds.register
def _(entry: c.MeasureIs) -> Iterator[Threshold]:
    bounds = (("at_least", entry.at_least), ("above", entry.above), ("below", entry.below))
    for key, number in bounds:
        if number is not None:
            yield Threshold(key, entry.measure, number)


@own_thresholds.register
def _(entry: c.AgeReached) -> Iterator[Threshold]:
    age = Measure.model_validate({"fact": entry.fact, "in": "full_years", "by": entry.by})
    yield Threshold("years_old", age, Decimal(entry.years_old))


@own_thresholds.register
def _(entry: c.MonthsPassed) -> Iterator[Threshold]:
    months = Measure.model_validate({"fact": entry.fact, "in": "full_months"})
    yield Threshold("months_passed", months, Decimal(entry.months_passed))


@own_thresholds.register
def _(entry: Bands) -> Iterator[Threshold]:
    for number, band in enumerate(entry.bands[1:], start=1):
        yield Threshold(f"bands[{number}].from", entry.measure, band.from_)


@own_thresholds.register
def _(entry: Rate) -> Iterator[Threshold]:
    if entry.from_ is not None:
        yield Threshold("from", entry.measure, entry.from_)
    if entry.first is not None:
        yield Threshold("first.at", entry.measure, entry.first.at)
    if entry.round == "up":
        yield from _begun(entry)
    elif entry.after is not None:
        yield Threshold("after", entry.measure, entry.after + entry.per, entry.after)


def _begun(entry: Rate) -> Iterator[Threshold]:
    """Yield a number up to which nothing more is given than below it, and beyond which there is."""
    if entry.after is not None:
        yield Threshold("after", entry.measure, entry.after)
    elif entry.first is None:
        yield Threshold("round", entry.measure, entry.per)
