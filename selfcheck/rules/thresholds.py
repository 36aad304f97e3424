"""The thresholds that conditions and formulas contain: numbers on whose two sides things differ.

Examples must stand on both sides of each; forms, tables and charts can be drawn from them.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import singledispatch
from math import ceil
from typing import NamedTuple, TypeVar

from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.formulas import Bands, Events, Rate
from selfcheck.rules.model.measures import AnyMeasure, Measure
from selfcheck.rules.walk import join, walk

N = TypeVar("N", int, Decimal)


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


MOST_STEPS = 60
"""Steps of a rate that are looked at one by one at most."""

MONTHS = 12
MONTHS_BELOW = {"full_years": 0, "begun_years": MONTHS - 1, "rounded_years": MONTHS // 2}
"""How many months before so many years they are reached, by how years are counted."""


class Turn(NamedTuple):
    """From where on a fact gives something else: a number of it, or of the months since a date.

    `by` is the day up to which the months are counted, where it is not that of the whole.
    """

    fact: str
    number: Decimal
    by: str | None


def turns(entry: object) -> Iterator[Turn]:
    """Yield every threshold of a single fact, and where a rate takes a wide step, or is full."""
    for _, inner in walk(entry):
        found = [(threshold.measure, threshold.number) for threshold in own_thresholds(inner)]
        if isinstance(inner, Rate):
            found += [(inner.measure, number) for number in _steps(inner)]
        for measure, number in found:
            if isinstance(measure, Measure):
                yield Turn(measure.fact, in_months(number, measure.in_), measure.by)


def _steps(entry: Rate) -> Iterator[Decimal]:
    if not entry.points or entry.at_most is None:
        return
    steps = ceil(entry.at_most / entry.points)
    wide = entry.per > 1 or getattr(entry.measure, "in_", None) in MONTHS_BELOW
    begins = _begins(entry)
    for step in range(1, steps + 1) if wide and steps <= MOST_STEPS else (steps,):
        yield begins + step * entry.per


def _begins(entry: Rate) -> Decimal:
    """Return from where on whole units of the rate are counted: half of one less, if rounded."""
    begins = entry.after or (entry.first.at if entry.first else Decimal(0))
    return begins - entry.per / 2 if entry.round == "half" else begins


def in_months(number: N, how: str) -> N:
    """Return in how many months so many years are full, have begun or are rounded up to."""
    below = MONTHS_BELOW.get(how)
    return number if below is None else number * MONTHS - below


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
def _(entry: Events) -> Iterator[Threshold]:
    for place, row in enumerate(entry.each):
        amount = Measure.model_validate(
            {"fact": entry.fact, "in": "amount", "levels": row.levels, "window": entry.window}
        )
        for number, band in enumerate(row.bands[1:], start=1):
            yield Threshold(f"each[{place}].bands[{number}].from", amount, band.from_)


@own_thresholds.register
def _(entry: Rate) -> Iterator[Threshold]:
    if entry.from_ is not None:
        yield Threshold("from", entry.measure, entry.from_)
    if entry.first is not None:
        yield Threshold("first.at", entry.measure, entry.first.at)
    if entry.round == "up":
        yield from _begun(entry)
    elif entry.round == "half":
        yield Threshold("round", entry.measure, _begins(entry) + entry.per)
    elif entry.after is not None:
        yield Threshold("after", entry.measure, entry.after + entry.per, entry.after)


def _begun(entry: Rate) -> Iterator[Threshold]:
    """Yield a number up to which nothing more is given than below it, and beyond which there is."""
    if entry.after is not None:
        yield Threshold("after", entry.measure, entry.after)
    elif entry.first is None:
        yield Threshold("round", entry.measure, entry.per)
