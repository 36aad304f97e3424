"""Conditions on a person's facts: a closed set of comparisons, joined by all, any and not.

Each is written in a rule file as a table whose keys say which comparison it is, for instance
`{ fact = "employment_months", at_least = 6 }`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from selfcheck.rules.model.entry import Entry, Figure, Id, Whole

EndorsementState = Literal[
    "no_permit", "not_due", "due", "suspended", "cancelled", "cannot_tell"
]


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


class FactKnown(Entry):
    """Whether the person answered at all; never itself in doubt."""

    fact: Id
    known: bool


class MonthsPassed(Entry):
    """This many full months have passed since the date, on the day of assessment."""

    fact: Id
    months_passed: Whole


class AgeReached(Entry):
    """The person born on the date is this old on the day of assessment.

    With `by` (month-day), on that day of the year of assessment.
    """

    fact: Id
    years_old: Whole
    by: Annotated[str, Field(pattern=r"^\d\d-\d\d$")] | None = None


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


class All(Entry):
    """Every one of the conditions holds."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Entry):
    """At least one of the conditions holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Entry):
    """The condition does not hold."""

    not_: Condition = Field(alias="not")


_KINDS = {
    "is": "is",
    "one_of": "one_of",
    "has": "has",
    "at_least": "at_least",
    "known": "known",
    "months_passed": "months_passed",
    "years_old": "years_old",
    "endorsement": "endorsement",
    "condition": "condition",
    "each_parent": "each_parent",
    "all": "all",
    "any": "any",
    "not": "not",
}


def _kind_of(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((kind for key, kind in _KINDS.items() if key in value), None)
    return _TAGS.get(type(value))


_TAGS: dict[type[Entry], str] = {
    FactIs: "is",
    FactOneOf: "one_of",
    FactHas: "has",
    FactAtLeast: "at_least",
    FactKnown: "known",
    MonthsPassed: "months_passed",
    AgeReached: "years_old",
    EndorsementIs: "endorsement",
    ConditionIs: "condition",
    EachParent: "each_parent",
    All: "all",
    AnyOf: "any",
    Not: "not",
}

Condition = Annotated[
    Annotated[FactIs, Tag("is")]
    | Annotated[FactOneOf, Tag("one_of")]
    | Annotated[FactHas, Tag("has")]
    | Annotated[FactAtLeast, Tag("at_least")]
    | Annotated[FactKnown, Tag("known")]
    | Annotated[MonthsPassed, Tag("months_passed")]
    | Annotated[AgeReached, Tag("years_old")]
    | Annotated[EndorsementIs, Tag("endorsement")]
    | Annotated[ConditionIs, Tag("condition")]
    | Annotated[EachParent, Tag("each_parent")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _kind_of,
        custom_error_type="no_such_condition",
        custom_error_message=(
            "is not a condition; it needs one of the keys "
            "is, one_of, has, at_least, known, months_passed, years_old, endorsement, "
            "condition, each_parent, all, any, not"
        ),
    ),
]

for _joined in (EachParent, All, AnyOf, Not):
    _joined.model_rebuild()
