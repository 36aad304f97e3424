"""The kinds of points formula: a closed set, written as data.

A formula turns the facts of one person into points. `when` guards any of them: where it does
not hold the formula gives 0 (`why_not` says why), and where it is in doubt anything from 0 to
its value.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.entry import Entry, Figure, Id, Text


class Measure(Entry):
    """A number read from a fact: its value, or the full years or months since a date.

    `shown` says the number in words, with `{value}` in its place; a value without it is shown
    with the name and unit of its fact.
    """

    fact: Id
    shown: Text | None = None
    in_: Literal["value", "full_years", "full_months"] = Field(default="value", alias="in")


class Band(Entry):
    """What a stretch of the measure gives: from `from` (included) to `below` (excluded).

    `below` is absent where the stretch has no end. Exactly one of these: `points`; or `low` with
    `high`, where the text leaves the figure open (`high` absent: no upper bound was read).
    `step` adds that much for each unit of distance from `anchor`, within `at_least` and
    `at_most`.
    """

    from_: Figure = Field(alias="from")
    below: Figure | None = None
    points: Figure | None = None
    low: Figure | None = None
    high: Figure | None = None
    step: Figure | None = None
    anchor: Figure | None = None
    at_least: Figure | None = None
    at_most: Figure | None = None


class Bands(Entry):
    """Points by the band that the measure falls in; one band counts, never two."""

    kind: Literal["bands"]
    measure: Measure
    bands: tuple[Band, ...] = Field(min_length=1)
    when: Condition | None = None
    why_not: Text | None = None


class Rate(Entry):
    """So many points for each full unit of the measure, up to `at_most`."""

    kind: Literal["rate"]
    measure: Measure
    points: Figure
    at_most: Figure | None = None
    when: Condition | None = None
    why_not: Text | None = None


class Adjustment(Entry):
    """Points added to (or, negative, taken from) some levels where a condition holds."""

    levels: tuple[Id, ...] = Field(min_length=1)
    points: Figure
    when: Condition


class Ladder(Entry):
    """Points by level of a choice; every choice has its figure."""

    kind: Literal["ladder"]
    fact: Id
    levels: dict[Id, Figure] = Field(min_length=1)
    adjust: tuple[Adjustment, ...] = ()
    when: Condition | None = None
    why_not: Text | None = None


class Flat(Entry):
    """A fixed number of points where the condition holds."""

    kind: Literal["flat"]
    points: Figure
    when: Condition
    why: Text
    why_not: Text


class Highest(Entry):
    """Only the highest of several counts."""

    kind: Literal["highest"]
    of: tuple[Formula, ...] = Field(min_length=1)
    when: Condition | None = None
    why_not: Text | None = None


class Sum(Entry):
    """Several added, up to `at_most`."""

    kind: Literal["sum"]
    of: tuple[Formula, ...] = Field(min_length=1)
    at_most: Figure | None = None
    when: Condition | None = None
    why_not: Text | None = None


_KINDS = {
    "bands": "Bands",
    "rate": "Rate",
    "ladder": "Ladder",
    "flat": "Flat",
    "highest": "Highest",
    "sum": "Sum",
}


def _kind_of(value: Any) -> str | None:
    kind = value.get("kind") if isinstance(value, dict) else None
    return _KINDS.get(kind) if isinstance(kind, str) else None


Formula = Annotated[
    Annotated[Bands, Tag("Bands")]
    | Annotated[Rate, Tag("Rate")]
    | Annotated[Ladder, Tag("Ladder")]
    | Annotated[Flat, Tag("Flat")]
    | Annotated[Highest, Tag("Highest")]
    | Annotated[Sum, Tag("Sum")],
    Discriminator(
        _kind_of,
        custom_error_type="no_such_formula",
        custom_error_message=f"must be a formula, with a kind out of {', '.join(_KINDS)}",
    ),
]

for _joined in (Highest, Sum):
    _joined.model_rebuild()
