"""The rulebook: every rule file, checked and joined, frozen for the life of the process.

It answers look-ups (which edition, which scheme, which facts a unit needs) and nothing else:
it computes no verdict and no points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.documents import Document
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.model.facts import HAS_PARTNER, Assumed, Fact
from selfcheck.rules.model.glossary import Word
from selfcheck.rules.model.schemes import Indicator, Line, Scheme
from selfcheck.rules.model.sources import Source
from selfcheck.rules.model.units import Unit

PARTNER = "partner_"

NO_PERMITS = "no-permits"
"""The edition that stands in the place of those that a folder has not."""

Trial = str | bool | int | Decimal | frozenset[str]


class Reach(NamedTuple):
    """What rests on one fact: the lines whose points may change with it.

    `trials` are answers that lie apart, at least one of each lot that the rules treat alike; for
    a date they are whole months before the day of assessment. `anew` are the times that are asked
    because of it, and begin anew with another answer.
    """

    lines: tuple[Line, ...]
    trials: tuple[Trial, ...]
    anew: tuple[Fact, ...] = ()


class Mover(NamedTuple):
    """A fact that time changes, and when: each month it grows, or with the age of a date.

    A month or year of a date begins on the day after the one before it is full; half of a month
    is over fifteen days after that before it is.
    `window` stands for whatever leaves or enters a stretch of time that counts. `stands_in_for`
    names the fact that the months since the date stand in for; where that one
    was given itself, the date moves nothing.
    """

    fact: str
    every: Literal[
        "growth",
        "month",
        "year",
        "begun_month",
        "begun_year",
        "half_month",
        "new_year",
        "endorsement",
        "window",
    ]
    stands_in_for: str | None = None


class Movement(NamedTuple):
    """What moves a line while nothing is done; `steady` where it rises evenly until it is full."""

    movers: tuple[Mover, ...]
    steady: bool


@dataclass(frozen=True)
class Rulebook:
    """All rules by id, in the order of the files.

    `editions_of` holds each edition as it stands in a unit: with the proofs the unit set itself;
    `conditions_of` its named conditions. `facts_of` holds the facts as they stand in a unit, the
    partner's included; `questions_of` those that it asks for. `schemes_scoring` holds, for each
    unit and each indicator, the schemes that score it; `lines_reading`, for each scheme and each
    fact, the lines that read it; `choices_apart`, the fact's choices of which no two give the same
    there. `reach` holds what rests on each fact in a scheme, `permit_reach` what does in the
    permits of a unit under an edition; `movements` what time alone does to each line of a scheme;
    `followers` the facts that follow from each fact where they were not given.
    `version` names the content; `place` is what the units are of, where the folder says it.
    """

    version: str
    place: str | None
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    facts: Mapping[str, Fact]
    indicators: Mapping[str, Indicator]
    glossary: Mapping[str, Word]
    units: Mapping[str, Unit]
    editions: Mapping[str, Edition]
    schemes: Mapping[str, Scheme]
    editions_of: Mapping[str, Mapping[str, Edition]]
    conditions_of: Mapping[str, Mapping[str, Mapping[str, Condition]]]
    facts_of: Mapping[str, Mapping[str, Fact]]
    questions_of: Mapping[str, tuple[Fact, ...]]
    schemes_scoring: Mapping[str, Mapping[str, tuple[str, ...]]]
    lines_reading: Mapping[str, Mapping[str, tuple[Line, ...]]]
    choices_apart: Mapping[str, Mapping[str, tuple[str, ...]]]
    reach: Mapping[str, Mapping[str, Reach]]
    permit_reach: Mapping[str, Mapping[str, Mapping[str, Reach]]]
    movements: Mapping[str, Mapping[str, Movement]]
    followers: Mapping[str, tuple[Fact, ...]]

    @property
    def has_permits(self) -> bool:
        """Say whether the folder has rules of permits, or points alone."""
        return NO_PERMITS not in self.editions

    def edition_in_force(self, on: date) -> Edition | None:
        """Return the edition in whose term `on` lies, or None where no file covers that day."""
        return next((e for e in self.editions.values() if e.term.holds(on)), None)

    def schemes_of(self, unit: str) -> tuple[Scheme, ...]:
        """Return the schemes of the unit, in the unit's order. KeyError for an unknown unit."""
        return tuple(self.schemes[scheme] for scheme in self.units[unit].schemes)


def with_partner(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return the facts with the partner's twins behind the question whether there is a partner."""
    twins = {twin.id: twin for twin in map(_partner_twin, facts.values()) if twin.about_person}
    both: dict[str, Fact] = {}
    for fact in facts.values():
        both[fact.id] = fact
        if fact.id == HAS_PARTNER:
            both.update(twins)
    return both


def _assumed_of_partner(fact: Fact) -> Assumed | None:
    """Return what a blank means of the partner: a choice is only assumed where that is said."""
    if fact.partner_assumed is not None or fact.kind == "choice":
        return fact.partner_assumed
    return fact.assumed


def _partner_twin(fact: Fact) -> Fact:
    changes: dict[str, object] = {
        "id": PARTNER + fact.id,
        "label": fact.partner_label or fact.label,
        "section": "conduct",
        "implied_by": fact.implied_by and PARTNER + fact.implied_by,
        "assumed": _assumed_of_partner(fact),
        "preset": False,
    }
    if fact.stand_in:
        since = PARTNER + fact.stand_in.full_months_since
        changes["stand_in"] = fact.stand_in.model_copy(update={"full_months_since": since})
    return fact.model_copy(update=changes)
