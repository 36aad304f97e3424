"""An assessment as plain codes, days and figures, in the shape of the contract's answer.

It stands in for the presenter, so that the engine is tested without one. Conditions, evidence,
sheets and lines are mappings here, so that a dotted path leads to each.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import Assessment, EditionResult, assess
from selfcheck.engine.eligibility import PermitFinding
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.scoring import Sheet
from selfcheck.rules.rulebook import Rulebook

EVIDENCE_ON = {
    "stable_housing": "housing",
    "housing_or_temporary_permit": "housing",
    "proof_of_employment": "employment",
}
"""What the golden cases call the evidence for a condition."""


def answer_to(request: Mapping[str, Any], rulebook: Rulebook) -> dict[str, Any]:
    """Return the answer to a request of the contract that names its day and edition."""
    answers = read_answers(request["answers"], rulebook, date.fromisoformat(request["on"]))
    return answer_of(assess(answers, rulebook, request["edition"]))


def answer_of(found: Assessment) -> dict[str, Any]:
    return {
        **_edition(found.result),
        "points": {sheet.scheme.id: _sheet(sheet) for sheet in found.sheets},
        "also": _edition(found.also) if found.also else None,
    }


def value_at(answer: Any, path: str) -> Any:
    """Return the value at a dotted path; a missing key is an error."""
    for key in path.split("."):
        answer = answer[key]
    return answer


def paths(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each plain value inside mappings with its dotted path."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from paths(inner, f"{path}.{key}" if path else key)
    else:
        yield path, value


def _edition(found: EditionResult) -> dict[str, Any]:
    return {
        "edition": found.edition.id,
        "outcome": found.outcome,
        "permits": {permit.permit.id: _permit(permit) for permit in found.permits},
        "endorsement": _endorsement(found.endorsement),
        "services": [service.id for service in found.services],
    }


def _permit(found: PermitFinding) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "earliest_on": _day(found.earliest_on),
        "office_decides": found.office_decides,
        "conditions": {finding.requirement.id: finding.truth.value for finding in found.findings},
        "evidence": {
            EVIDENCE_ON.get(offered.evidence.for_, offered.evidence.for_): sorted(
                sorted(alternative.documents) for alternative in offered.alternatives
            )
            for offered in found.evidence
        },
    }


def _endorsement(found: Endorsement) -> dict[str, str | None]:
    return {
        "state": found.state,
        "window_from": _day(found.window_from),
        "window_to": _day(found.window_to),
        "grace_until": _day(found.grace_until),
        "residence_counted_from": _day(found.residence_counted_from),
    }


def _sheet(found: Sheet) -> dict[str, Any]:
    return {
        "entry": found.entry,
        "in_force": found.in_force,
        "low": _figure(found.low),
        "high": _figure(found.high),
        "lines": {
            line.line.id: {"low": _figure(line.low), "high": _figure(line.high)}
            for line in found.lines
        },
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figure(figure: Decimal | None) -> str | None:
    return None if figure is None else format(figure.normalize(), "f")
