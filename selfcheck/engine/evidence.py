"""The papers that prove a requirement, for this person."""

from typing import NamedTuple

from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.truth import UNMET
from selfcheck.rules.model.editions import Alternative, Evidence


class OfferedEvidence(NamedTuple):
    """One requirement's evidence, with the alternatives that are open to this person."""

    evidence: Evidence
    alternatives: tuple[Alternative, ...]


def evidence_for(evidence: Evidence, at: Situation) -> OfferedEvidence:
    """Return the alternatives that fit what is known of the person."""
    open_ = tuple(a for a in evidence.alternative if _is_open(a, at))
    return OfferedEvidence(evidence, open_)


def _is_open(alternative: Alternative, at: Situation) -> bool:
    if alternative.when is None:
        return True
    return verdict(alternative.when, at) is not UNMET
