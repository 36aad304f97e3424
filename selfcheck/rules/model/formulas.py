"""The kinds of points formula: a closed set, written as data.

A formula turns the facts of one person into points. `when` guards any of them: where it does
not hold the formula gives 0 (`why_not` says why), and where it is in doubt anything from 0 to
its value.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.entry import Count, Entry, Figure, Id, Text, Whole
from selfcheck.rules.model.measures import AnyMeasure, Window


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
    measure: AnyMeasure
    bands: tuple[Band, ...] = Field(min_length=1)
    when: Condition | None = None
    why_not: Text | None = None


class FirstStep(Entry):
    """A first step that differs from those after it: nothing before `at`, then these points."""

    at: Figure
    points: Figure


class Rate(Entry):
    """So many points for each full `per` of the measure, up to `at_most`.

    `after`: the first so many units give nothing. `from`: below it nothing counts, from it on
    everything does. `first`: a first step with points of its own; unless `after` says otherwise,
    only what lies beyond it is counted further. `parts`: a part of a unit gives its part of the
    points, rounded half up to `digits` decimals. `round`: what is left over gives nothing
    (`down`), as much as a whole unit (`up`), or that from half a unit on (`half`).
    """

    kind: Literal["rate"]
    measure: AnyMeasure
    points: Figure
    per: Figure = Field(default=1, validate_default=True, gt=0)
    after: Figure | None = None
    from_: Figure | None = Field(default=None, alias="from")
    first: FirstStep | None = None
    parts: bool = False
    round: Literal["down", "up", "half"] = "down"
    digits: Whole = 2
    at_most: Figure | None = None
    when: Condition | None = None
    why_not: Text | None = None

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is so many points for each full one, from the first on."""
        more = (self.after, self.from_, self.first, self.parts or None)
        return self.per == 1 and self.round == "down" and all(part is None for part in more)


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


class Items(Entry):
    """Points for each thing in a set, added or only the highest, up to `at_most`.

    Every choice of the set has its figure.
    """

    kind: Literal["items"]
    fact: Id
    points: dict[Id, Figure] = Field(min_length=1)
    combine: Literal["sum", "highest"] = "sum"
    at_most: Figure | None = None
    when: Condition | None = None
    why_not: Text | None = None


class EventRow(Entry):
    """What an event of these levels gives, by its amount or its place in time as well.

    By exactly one of these: `points`; `per` with `points`, for each full `per` of its amount;
    `shared` with `points`, divided by its amount and rounded half up to `digits` decimals;
    `bands`, by its amount; `escalating`, by its place in time (the last figure goes on).
    """

    levels: tuple[Id, ...] = ()
    points: Figure | None = None
    per: Figure | None = Field(default=None, gt=0)
    shared: bool = False
    digits: Whole = 2
    bands: tuple[Band, ...] = ()
    escalating: tuple[Figure, ...] = ()


class Events(Entry):
    """Points for each event, with a cap for a year and one in all.

    Each event gives, by exactly one of these: `points`; `levels`, by its level; `per` with
    `points`, for each full `per` of its amount; `escalating`, by its place in time (the last
    figure goes on); `each`, by the row of its level. `place_among`: where rows escalate, whether
    the place in time is that among the events of the row, or among all. `others` is what a level
    gives that `levels` or the rows leave out. `each_at_most`,
    `year_at_most` and `at_most` limit one event, one year and the whole. `years`: calendar years,
    or the twelve months up to the day, the twelve before them and so on (`back`; a day twelve
    months ago is in the first), or any twelve months, wherever they begin (`any`; they end on the
    same day a year later). `combine = "highest"`: only the event that gives most. `acts` names
    the act of a level: of the events of one act only the one that gives most counts, once.
    `one_act_in` says what is one act: all of them, those of a year, or those of a day. `window`
    keeps what lies in it. `year_together`: `per` goes by the amounts of a year added, not by each.
    """

    kind: Literal["events"]
    fact: Id
    points: Figure | None = None
    per: Figure | None = Field(default=None, gt=0)
    levels: dict[Id, Figure] | None = Field(default=None, min_length=1)
    others: Figure | None = None
    escalating: tuple[Figure, ...] = ()
    each: tuple[EventRow, ...] = ()
    place_among: Literal["row", "all"] = "row"
    window: Window | None = None
    combine: Literal["sum", "highest"] = "sum"
    acts: dict[Id, Id] = Field(default_factory=dict)
    one_act_in: Literal["ever", "year", "day"] = "ever"
    each_at_most: Figure | None = None
    year_together: bool = False
    year_at_most: Figure | None = None
    years: Literal["calendar", "back", "any"] = "calendar"
    at_most: Figure | None = None
    when: Condition | None = None
    why_not: Text | None = None

    @property
    def escalates(self) -> bool:
        """Whether what an event gives rests on its place in time."""
        return bool(self.escalating) or any(row.escalating for row in self.each)

    def row_of(self, level: Id | None) -> int | None:
        """Return the number of the row for events of the level, None where there is none."""
        rows = enumerate(self.each)
        return next((n for n, row in rows if not row.levels or level in row.levels), None)


class Flat(Entry):
    """A fixed number of points where the condition holds."""

    kind: Literal["flat"]
    points: Figure
    when: Condition
    why: Text
    why_not: Text


class Base(Entry):
    """A fixed number of points for everybody."""

    kind: Literal["base"]
    points: Figure
    why: Text
    when: Condition | None = None
    why_not: Text | None = None


class Highest(Entry):
    """Only the highest of several counts; with `take`, the best so many added."""

    kind: Literal["highest"]
    of: tuple[Formula, ...] = Field(min_length=1)
    take: Count = 1
    at_most: Figure | None = None
    when: Condition | None = None
    why_not: Text | None = None


class Chosen(Entry):
    """The applicant chooses one of several; counted as the choice that gives most."""

    kind: Literal["choice"]
    of: tuple[Formula, ...] = Field(min_length=1)
    when: Condition | None = None
    why_not: Text | None = None


class Lowest(Entry):
    """Only the lowest of several counts: one limited by another."""

    kind: Literal["lowest"]
    of: tuple[Formula, ...] = Field(min_length=1)
    when: Condition | None = None
    why_not: Text | None = None


class Sum(Entry):
    """Several added, not below `at_least` and up to `at_most`."""

    kind: Literal["sum"]
    of: tuple[Formula, ...] = Field(min_length=1)
    at_least: Figure | None = None
    at_most: Figure | None = None
    when: Condition | None = None
    why_not: Text | None = None


class Case(Entry):
    """One row of `cases`: what is given where the condition holds and none before it did."""

    when: Condition
    then: Formula


class Cases(Entry):
    """The first row whose condition holds; `otherwise` where none does, and 0 without that."""

    kind: Literal["cases"]
    cases: tuple[Case, ...] = Field(min_length=1)
    otherwise: Formula | None = None
    when: Condition | None = None
    why_not: Text | None = None


class Scaled(Entry):
    """Points multiplied by a measure (a share, a ratio), rounded half up to `digits` decimals."""

    kind: Literal["scaled"]
    of: Formula
    by: AnyMeasure
    digits: Whole = 2
    at_most: Figure | None = None
    when: Condition | None = None
    why_not: Text | None = None


_KINDS = {
    "bands": "Bands",
    "rate": "Rate",
    "ladder": "Ladder",
    "items": "Items",
    "events": "Events",
    "flat": "Flat",
    "base": "Base",
    "highest": "Highest",
    "choice": "Chosen",
    "lowest": "Lowest",
    "sum": "Sum",
    "cases": "Cases",
    "scaled": "Scaled",
}


def _kind_of(value: Any) -> str | None:
    kind = value.get("kind") if isinstance(value, dict) else None
    return _KINDS.get(kind) if isinstance(kind, str) else None


Formula = Annotated[
    Annotated[Bands, Tag("Bands")]
    | Annotated[Rate, Tag("Rate")]
    | Annotated[Ladder, Tag("Ladder")]
    | Annotated[Items, Tag("Items")]
    | Annotated[Events, Tag("Events")]
    | Annotated[Flat, Tag("Flat")]
    | Annotated[Base, Tag("Base")]
    | Annotated[Highest, Tag("Highest")]
    | Annotated[Chosen, Tag("Chosen")]
    | Annotated[Lowest, Tag("Lowest")]
    | Annotated[Sum, Tag("Sum")]
    | Annotated[Cases, Tag("Cases")]
    | Annotated[Scaled, Tag("Scaled")],
    Discriminator(
        _kind_of,
        custom_error_type="no_such_formula",
        custom_error_message=f"must be a formula, with a kind out of {', '.join(_KINDS)}",
    ),
]

for _joined in (Highest, Chosen, Lowest, Sum, Case, Cases, Scaled):
    _joined.model_rebuild()
