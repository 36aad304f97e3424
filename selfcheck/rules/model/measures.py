"""What a formula or a condition measures: a number read from a person's facts.

A measure is written as a table whose keys say which kind it is, for instance
`{ fact = "insurance_unit_months" }` or `{ ratio = [{ fact = "area" }, { fact = "people" }] }`.
None of them can be below 0, but a difference that says so.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from selfcheck.rules.model.entry import Count, Entry, Figure, Id, MonthDay, Text, Whole


class DayOf(Entry):
    """A day of the person's own: that of a date they told."""

    fact: Id


class Window(Entry):
    """The stretch of time that counts, up to the day; every part given limits it.

    `months`: the last so many months. `older_than`: what lies further back than so many months.
    `calendar_years`: this calendar year and those before it, so many in all. `since` and `until`:
    days out of the document, both included. `since_date`: from a day of the person's own on.
    """

    months: Count | None = None
    older_than: Whole = 0
    calendar_years: Count | None = None
    since: date | None = None
    until: date | None = None
    since_date: DayOf | None = None

    def beginning(self, day: date) -> Window:
        """Return the same window, where the day of the person's own is this one."""
        since = day if self.since is None else max(day, self.since)
        return self.model_copy(update={"since": since, "since_date": None})


class OtherPeriods(Entry):
    """Periods of a fact, of these levels where some are named, beside which time is looked at."""

    fact: Id
    levels: tuple[Id, ...] = ()


class Measure(Entry):
    """A number read from one fact.

    `in` says how: the value itself; full years or months (of a number of months, since a date, or
    covered by periods), begun ones, where what is left over counts as a whole one, or rounded
    ones, where it does from half a year or month on; how many events there are, or their amounts
    added. `by` counts up to a
    day of that year. Bands and rates give nothing for a date after the day up to which is
    counted. For events and periods `levels` keeps those levels only, and `window` what lies in
    it. For periods `unbroken` keeps the stretch that reaches up to the day, in which gaps of up
    to `gap_months` do not count as a break. `during` keeps the time that lies in those other
    periods too, `outside` what does not.
    `shown` says the number in words, with `{value}` in its place; a value without it is shown
    with the name and unit of its fact.
    """

    fact: Id
    shown: Text | None = None
    in_: Literal[
        "value",
        "full_years",
        "full_months",
        "begun_years",
        "begun_months",
        "rounded_years",
        "rounded_months",
        "count",
        "amount",
    ] = Field(default="value", alias="in")
    by: MonthDay | None = None
    levels: tuple[Id, ...] = ()
    window: Window | None = None
    unbroken: bool = False
    gap_months: Whole = 0
    during: OtherPeriods | None = None
    outside: OtherPeriods | None = None


class Constant(Entry):
    """A number that the document prints: a standard, an average wage."""

    number: Figure


class ByChoice(Entry):
    """A number that the document prints for each choice of a fact."""

    fact: Id
    values: dict[Id, Figure] = Field(min_length=1)
    shown: Text | None = None


class Ratio(Entry):
    """The first divided by the second."""

    ratio: tuple[AnyMeasure, AnyMeasure]
    shown: Text | None = None


class Added(Entry):
    """Several added."""

    add: tuple[AnyMeasure, ...] = Field(min_length=1)
    shown: Text | None = None


class Subtracted(Entry):
    """The first less all others, not below `at_least`."""

    subtract: tuple[AnyMeasure, ...] = Field(min_length=2)
    at_least: Figure = Field(default=0, validate_default=True)
    shown: Text | None = None


class Multiplied(Entry):
    """Several multiplied, for instance an amount by a share."""

    multiply: tuple[AnyMeasure, ...] = Field(min_length=1)
    shown: Text | None = None


class Least(Entry):
    """The least of several: one limited by another."""

    least: tuple[AnyMeasure, ...] = Field(min_length=1)
    shown: Text | None = None


class Most(Entry):
    """The most of several."""

    most: tuple[AnyMeasure, ...] = Field(min_length=1)
    shown: Text | None = None


_KIND_OF_KEY = {
    "values": "ByChoice",
    "number": "Constant",
    "ratio": "Ratio",
    "add": "Added",
    "subtract": "Subtracted",
    "multiply": "Multiplied",
    "least": "Least",
    "most": "Most",
}


def _kind_of(value: Any) -> str | None:
    """Return which kind a table is by its keys; what is no table is no measure."""
    if isinstance(value, Entry):
        return type(value).__name__
    if not isinstance(value, dict):
        return None
    return next((kind for key, kind in _KIND_OF_KEY.items() if key in value), "Measure")


AnyMeasure = Annotated[
    Annotated[Measure, Tag("Measure")]
    | Annotated[Constant, Tag("Constant")]
    | Annotated[ByChoice, Tag("ByChoice")]
    | Annotated[Ratio, Tag("Ratio")]
    | Annotated[Added, Tag("Added")]
    | Annotated[Subtracted, Tag("Subtracted")]
    | Annotated[Multiplied, Tag("Multiplied")]
    | Annotated[Least, Tag("Least")]
    | Annotated[Most, Tag("Most")],
    Discriminator(
        _kind_of,
        custom_error_type="no_such_measure",
        custom_error_message="must be a measure: a table with fact, or with one of the keys "
        + ", ".join(_KIND_OF_KEY),
    ),
]

for _joined in (Ratio, Added, Subtracted, Multiplied, Least, Most):
    _joined.model_rebuild()
