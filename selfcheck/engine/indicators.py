"""The guideline's kinds of indicator as the frame of the result: who scores them, what to show."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.decided import decided
from selfcheck.engine.kept import Once
from selfcheck.engine.truth import CANNOT_TELL, MET
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.schemes import Indicator


class IndicatorFinding(NamedTuple):
    """One kind: the unit's schemes that score it, and whether the person has something to show.

    `given` is None where that is unknown.
    """

    indicator: Indicator
    scored_by: tuple[str, ...]
    given: bool | None


_found = Once[tuple[IndicatorFinding, ...]](most=2048)
"""The findings of a unit: the same objects for whoever has the same to show."""


def indicator_findings(
    indicators: Mapping[str, Indicator],
    scored_by: Mapping[str, tuple[str, ...]],
    scoring: frozenset[str],
    at: Situation,
) -> tuple[IndicatorFinding, ...]:
    """Return what is known of each kind of indicator for this person in this unit.

    `scored_by` holds the unit's schemes that score each kind. `scoring` names the kinds of which a
    line has points for sure: there is something to show.
    """

    def findings() -> tuple[IndicatorFinding, ...]:
        kinds = indicators.values()
        given = tuple([_given(indicator, scoring, at) for indicator in kinds])
        return _found.of(scored_by, given, lambda: _findings(kinds, scored_by, given))

    return decided(scored_by, lambda _: _conditions(indicators), at).once(at, scoring, findings)


def _conditions(indicators: Mapping[str, Indicator]) -> Iterator[Condition]:
    return (kind.given for kind in indicators.values() if kind.given is not None)


def _findings(
    indicators: Iterable[Indicator],
    scored_by: Mapping[str, tuple[str, ...]],
    given: tuple[bool | None, ...],
) -> tuple[IndicatorFinding, ...]:
    return tuple(
        IndicatorFinding(indicator, scored_by[indicator.id], known)
        for indicator, known in zip(indicators, given, strict=True)
    )


def _given(indicator: Indicator, scoring: frozenset[str], at: Situation) -> bool | None:
    if indicator.given is None:
        return None
    given = verdict(indicator.given, at)
    if given is CANNOT_TELL:
        return None
    return given is MET or indicator.id in scoring
