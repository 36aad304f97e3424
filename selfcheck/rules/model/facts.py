"""The questions: one entry for each fact that a person can tell us."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import Field

from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.entry import Count, Entry, Figure, Id, Text

Section = Literal["place", "housing", "employment", "insurance", "education", "conduct"]
HAS_PARTNER = "has_partner"
"""The fact that says whether there is somebody whose facts begin with `partner_`."""

FactKind = Literal[
    "choice", "yes_no", "date", "months", "number", "yuan", "set", "events", "periods"
]

CLOSED: tuple[FactKind, ...] = ("choice", "yes_no")
"""The kinds of which every answer is known ahead, and only one is given."""


Assumed = str | bool | Figure | date | tuple[()]
"""What a blank can be taken for: a code, yes or no, a number, a day, or none of them."""


class Choice(Entry):
    """One answer that can be picked: its code and its words."""

    id: Id
    label: Text
    hint: Text | None = None


class StandIn(Entry):
    """What stands in for a fact that was not given: the full months since a date that was."""

    full_months_since: Id


class Fact(Entry):
    """One question: `name` is the fact in a few words, `label` asks for it.

    `minimum` and `maximum` bound a number, both included; of events, the amount of each.
    `suffix` is what a number counts.
    `most` is how many events or periods can be told. Events and periods have a level each where
    there are `choices`. `partner_label` is there where the
    same question is put about the partner; `about_person` says whether a partner can have such
    a fact at all. `grows`: the number goes up by one each month while the person goes on as
    now; `once_begun`: but none stays none. `implied_by`: a yes/no that is yes once the named
    date is known. `assumed`: the value that absence means; an empty list for none of them.
    `partner_assumed`: the same of the partner's question, where it is another, or a choice.
    `preset`: a link may choose the answer, because it tells nothing of a person but what the page
    that links is about.
    """

    id: Id
    section: Section
    kind: FactKind
    name: Text
    label: Text
    partner_label: Text | None = None
    help: Text | None = None
    look_up: Text | None = None
    choices: tuple[Choice, ...] = ()
    minimum: Figure | None = None
    maximum: Figure | None = None
    most: Count | None = None
    suffix: Text | None = None
    ask_if: Condition | None = None
    about_person: bool = True
    sensitive: bool = False
    grows: bool | Literal["once_begun"] = False
    improvable: bool = False
    implied_by: Id | None = None
    stand_in: StandIn | None = None
    assumed: Assumed | None = None
    partner_assumed: Assumed | None = None
    preset: bool = False
    none_label: Text | None = None

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """The codes of the choices in their order, each by itself."""
        return {choice.id: choice.id for choice in self.choices}

    @cached_property
    def taken_for(self) -> str | bool | int | Decimal | date | frozenset[str] | tuple[()]:
        """What is assumed, as an answer; only for a fact of which something is."""
        if self.kind == "set" or self.assumed is None:
            return frozenset()
        return (
            int(self.assumed)
            if isinstance(self.assumed, Decimal) and self.kind == "months"
            else self.assumed
        )


class FactFile(Entry):
    """`facts.toml`."""

    fact: tuple[Fact, ...] = Field(min_length=1)
