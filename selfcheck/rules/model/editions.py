"""An edition of the permit rules: what one document, in force for a term, says of permits."""

from typing import Literal

from pydantic import Field

from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.entry import Count, DocumentId, Entry, Id, Term, Text, Whole
from selfcheck.rules.model.sources import Citation

Permission = Literal["temporary_permit", "residence_permit"]
Outcome = Literal[
    "residence_permit",
    "temporary_permit",
    "none_yet",
    "cannot_tell",
    "local_resident",
    "special_channel",
    "holds_residence_permit",
]


class Requirement(Entry):
    """One condition of a permit: what it asks, and what to say of each verdict."""

    id: Id
    test: Condition
    label: Text
    met: Text
    unmet: Text
    cannot_tell: Text
    citation: Citation


class Alternative(Entry):
    """Papers that go together and prove the point.

    Offered unless `when` is known not to hold.
    `local`: the unit may add to this alternative or replace it. `note` says what the papers
    must show.
    """

    documents: tuple[Id, ...] = Field(min_length=1)
    note: Text | None = None
    when: Condition | None = None
    local: bool = False


class Evidence(Entry):
    """What proves one requirement: any one of the alternatives."""

    for_: Id = Field(alias="for")
    label: Text
    citation: Citation
    alternative: tuple[Alternative, ...] = Field(min_length=1)


class Permit(Entry):
    """A permit: what it is, who may apply, and what proves it."""

    id: Permission
    name: Text
    meaning: Text
    citation: Citation
    requirement: tuple[Requirement, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = ()


class EndorsementRule(Entry):
    """Endorsement: every so many years, in the months before the anniversary of issue.

    After `grace_days` a permit not endorsed is cancelled; where the document sets no such
    period, it is absent and the permit stays suspended until the endorsement is made up.
    `not_issued` is for the holder of a permit that the edition does not know.
    """

    every_years: Count
    window_months: Whole
    grace_days: Whole | None = None
    not_issued: Text | None = None
    citation: Citation
    explanation: tuple[Text, ...] = Field(min_length=1)
    bring: tuple[Text, ...] = Field(min_length=1)


class Ground(Entry):
    """A ground on which a permit is cancelled, as a question a holder can check."""

    id: Id
    text: Text
    check: Text
    citation: Citation


class Service(Entry):
    """A public service, and what opens it: registration, or a residence permit."""

    id: Id
    name: Text
    opened_by: Literal["registration", "residence_permit"]
    citation: Citation


class Notice(Entry):
    """Something to tell the person; always, or only when `when` is known to hold.

    `aside`: worth knowing, but not ahead of everything else.
    """

    id: Id
    text: Text
    aside: bool = False
    citation: Citation
    when: Condition | None = None


class OutcomeRule(Entry):
    """An outcome, by a condition or by a permit that qualifies; the first that applies counts.

    `suspended` stands in the place of headline and next step while the permit is suspended.
    """

    id: Outcome
    when: Condition | None = None
    permit: Permission | None = None
    headline: Text
    next_step: Text
    suspended: tuple[Text, Text] | None = None
    citation: Citation


class Edition(Entry):
    """One file of `editions/`: the permits of one document, for its term."""

    id: DocumentId
    name: Text
    short_name: Text
    summary: Text
    scope: tuple[Text, ...]
    term: Term
    citation: Citation
    lapsed: Text | None = None
    registered: Condition
    permit: tuple[Permit, ...] = ()
    outcome: tuple[OutcomeRule, ...] = Field(min_length=1)
    endorsement: EndorsementRule
    ground: tuple[Ground, ...] = ()
    service: tuple[Service, ...] = ()
    notice: tuple[Notice, ...] = ()
