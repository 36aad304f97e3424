"""A points scheme: one published table, with its entry, its lines and its gaps."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.editions import Requirement
from selfcheck.rules.model.entry import DocumentId, Entry, Figure, Id, Remark, Term, Text
from selfcheck.rules.model.formulas import Formula
from selfcheck.rules.model.sources import Citation

IndicatorId = Literal[
    "basic",
    "qualification",
    "residence_years",
    "employment_registration",
    "insurance_years",
    "law_abiding",
    "investment_tax",
    "social_service",
    "commendation",
    "rental_registration",
    "tax_receipt",
    "plus",
    "minus",
    "veto",
]


class Indicator(Entry):
    """One of the guideline's kinds of indicator: the frame every scheme is sorted into.

    `given` says whether the person has something to show; without it nobody can say here.
    """

    id: IndicatorId
    name: Text
    text: Text
    local: bool = False
    given: Condition | None = None
    documents: tuple[Id, ...] = ()
    citation: Citation


class IndicatorFile(Entry):
    """`indicators.toml`."""

    indicator: tuple[Indicator, ...] = Field(min_length=1)


class Line(Entry):
    """One line of a table.

    `people`: scored for the applicant, for `each` parent and added, or once for the family.
    `max` is what the line can give at most; absent where no upper bound was read. `cap` limits
    the sum over the people; `as_printed` says why a cap that does not fit is right.
    """

    id: Id
    indicator: IndicatorId
    label: Text
    rule: Text
    citation: Citation
    people: Literal["applicant", "each", "family"] = "applicant"
    max: Figure | None = None
    cap: Figure | None = None
    as_printed: Remark | None = None
    documents: tuple[Id, ...] = ()
    checked_by: Text | None = None
    formula: Formula


class Group(Entry):
    """Lines that are combined before they enter the total: added, or only the highest.

    `as_printed` is the reason why a cap that its parts do not fit is right: what is printed.
    """

    id: Id
    label: Text
    combine: Literal["sum", "highest"]
    cap: Figure | None = None
    as_printed: Remark | None = None
    members: tuple[Id, ...] = Field(min_length=1)
    citation: Citation


class Unread(Entry):
    """Something that the document holds and nobody could read: said, and never filled in."""

    text: Text
    indicators: tuple[IndicatorId, ...] = ()
    citation: Citation


class Reading(Entry):
    """A place where the text is open, and how it is read here."""

    text: Text
    citation: Citation
    when: Condition | None = None


class Example(Entry):
    """A worked example: answers, a day, and the points they give.

    `confirmed` is false for one that the program proposed and nobody has worked by hand yet: no
    page shows it.
    """

    name: Text
    on: date
    answers: dict[str, Any]
    low: Figure
    high: Figure | None = None
    lines: dict[Id, Figure] = Field(default_factory=dict)
    confirmed: bool = True


class Scheme(Entry):
    """One file of `schemes/`."""

    id: DocumentId
    name: Text
    purpose: Text
    term: Term
    term_note: Text
    coverage: Literal["complete", "partial"]
    max: Figure | None = None
    local_max: Figure | None = None
    local_note: Text | None = None
    checked_on: date
    citation: Citation
    entry: tuple[Requirement, ...] = Field(min_length=1)
    line: tuple[Line, ...] = Field(min_length=1)
    group: tuple[Group, ...] = ()
    unread: tuple[Unread, ...] = ()
    reading: tuple[Reading, ...] = ()
    example: tuple[Example, ...] = Field(min_length=1)
