"""Conditions on a person's facts: a closed set of comparisons, joined by all, any and not.

Each is written in a rule file as a table whose keys say which comparison it is, for instance
`{ fact = "employment_months", at_least = 6 }`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from selfcheck.rules.model.entry import Entry, Figure, Id, MonthDay, Whole
from selfcheck.rules.model.measures import AnyMeasure

EndorsementState = Literal["no_permit", "not_due", "due", "suspended", "cancelled", "cannot_tell"]


class FactIs(Entry):
    """The fact has this one value (a choice's code, or true or false)."""

    fact: Id
    is_: str | bool = Field(alias="is")


class FactOneOf(Entry):
    """The fact is one of these choices. `office_decides`: the county office has the last word."""

    fact: Id
    one_of: tuple[Id, ...] = Field(min_length=1)
    office_decides: bool = False


class FactHas(Entry):
    """The set holds at least one of these.

    `local`: a unit may add to the list or replace it; `office_decides` as in `FactOneOf`.
    """

    fact: Id
    has: tuple[Id, ...] = Field(min_length=1)
    office_decides: bool = False
    local: bool = False


class FactAtLeast(Entry):
    """The number is this or more (the bound itself is enough)."""

    fact: Id
    at_least: Figure


class MeasureIs(Entry):
    """What is measured is at least this much, or above it, and below that much."""

    measure: AnyMeasure
    at_least: Figure | None = None
    above: Figure | None = None
    below: Figure | None = None


class FactKnown(Entry):
    """Whether the person answered at all; never itself in doubt."""

    fact: Id
    known: bool


class Running(Entry):
    """Whether a period goes on, on the day up to which is counted; of these levels, if any."""

    fact: Id
    running: bool
    levels: tuple[Id, ...] = ()


class MonthsPassed(Entry):
    """This many full months have passed since the date, on the day up to which is counted."""

    fact: Id
    months_passed: Whole


class AgeReached(Entry):
    """The person born on the date is this old on the day up to which is counted.

    With `by`, on that day of the year in which that lies.
    """

    fact: Id
    years_old: Whole
    by: MonthDay | None = None


class EndorsementIs(Entry):
    """The permit's endorsement is in one of these states.

    A state of `cannot_tell` leaves the condition in doubt unless it is listed.
    """

    endorsement: tuple[EndorsementState, ...] = Field(min_length=1)


class ConditionIs(Entry):
    """Another condition of the same edition is met."""

    condition: Id


class EachParent(Entry):
    """The condition holds for the applicant and, where there is one, for the other parent."""

    each_parent: Condition


class AnyParent(Entry):
    """The condition holds for the applicant or, where there is one, for the other parent."""

    any_parent: Condition


class All(Entry):
    """Every one of the conditions holds."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Entry):
    """At least one of the conditions holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Entry):
    """The condition does not hold."""

    not_: Condition = Field(alias="not")


_KIND_OF_KEY = {
    "is": "FactIs",
    "one_of": "FactOneOf",
    "has": "FactHas",
    "measure": "MeasureIs",
    "at_least": "FactAtLeast",
    "known": "FactKnown",
    "running": "Running",
    "months_passed": "MonthsPassed",
    "years_old": "AgeReached",
    "endorsement": "EndorsementIs",
    "condition": "ConditionIs",
    "each_parent": "EachParent",
    "any_parent": "AnyParent",
    "all": "All",
    "any": "AnyOf",
    "not": "Not",
}


COMPARISONS = tuple(_KIND_OF_KEY)
"""The keys of which a condition has one, which says what kind it is."""


def _kind_of(value: Any) -> str | None:
    """Return which kind a table is by its keys; what is no table is no condition."""
    keys = value if isinstance(value, dict) else ()
    return next((kind for key, kind in _KIND_OF_KEY.items() if key in keys), None)


Condition = Annotated[
    Annotated[FactIs, Tag("FactIs")]
    | Annotated[FactOneOf, Tag("FactOneOf")]
    | Annotated[FactHas, Tag("FactHas")]
    | Annotated[FactAtLeast, Tag("FactAtLeast")]
    | Annotated[MeasureIs, Tag("MeasureIs")]
    | Annotated[FactKnown, Tag("FactKnown")]
    | Annotated[Running, Tag("Running")]
    | Annotated[MonthsPassed, Tag("MonthsPassed")]
    | Annotated[AgeReached, Tag("AgeReached")]
    | Annotated[EndorsementIs, Tag("EndorsementIs")]
    | Annotated[ConditionIs, Tag("ConditionIs")]
    | Annotated[EachParent, Tag("EachParent")]
    | Annotated[AnyParent, Tag("AnyParent")]
    | Annotated[All, Tag("All")]
    | Annotated[AnyOf, Tag("AnyOf")]
    | Annotated[Not, Tag("Not")],
    Discriminator(
        _kind_of,
        custom_error_type="no_such_condition",
        custom_error_message=f"must be a condition, with one of the keys {', '.join(_KIND_OF_KEY)}",
    ),
]

for _joined in (EachParent, AnyParent, All, AnyOf, Not):
    _joined.model_rebuild()
