"""The guideline's kinds of indicator as the frame of the result: who scores them, what to show."""

from collections.abc import Collection
from typing import NamedTuple

from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.truth import CANNOT_TELL, MET
from selfcheck.rules.model.schemes import Indicator


class IndicatorFinding(NamedTuple):
    """One kind: the unit's schemes that score it, and whether the person has something to show.

    `given` is None where that is unknown.
    """

    indicator: Indicator
    scored_by: tuple[str, ...]
    given: bool | None


def indicator_finding(
    indicator: Indicator, scored_by: tuple[str, ...], scoring: Collection[str], at: Situation
) -> IndicatorFinding:
    """Return what is known of one kind of indicator for this person in this unit.

    `scoring` names the kinds of which a line has points for sure: there is something to show.
    """
    given = _given(indicator, at)
    if given is False and indicator.id in scoring:
        given = True
    return IndicatorFinding(indicator, scored_by, given)


def _given(indicator: Indicator, at: Situation) -> bool | None:
    if indicator.given is None:
        return None
    given = verdict(indicator.given, at)
    return None if given is CANNOT_TELL else given is MET
