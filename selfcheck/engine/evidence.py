"""The papers that prove a requirement, for this person."""

from typing import NamedTuple

from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.truth import UNMET
from selfcheck.rules.model.editions import Alternative, Evidence


class OfferedEvidence(NamedTuple):
    """One requirement's evidence, with the alternatives that are open to this person.

    `places` are their places among all the alternatives, counted from 0.
    """

    evidence: Evidence
    alternatives: tuple[Alternative, ...]
    places: tuple[int, ...]


def evidence_for(evidence: Evidence, at: Situation) -> OfferedEvidence:
    """Return the alternatives that fit what is known of the person."""
    alternatives = evidence.alternative
    places = tuple([place for place, a in enumerate(alternatives) if _is_open(a, at)])
    return OfferedEvidence(evidence, tuple([alternatives[place] for place in places]), places)


def _is_open(alternative: Alternative, at: Situation) -> bool:
    if alternative.when is None:
        return True
    return verdict(alternative.when, at) is not UNMET
