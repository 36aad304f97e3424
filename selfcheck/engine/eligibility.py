"""Which permits a person qualifies for, from when, and what follows: the outcome."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from selfcheck.engine.conditions import Situation, day_met, verdict
from selfcheck.engine.decided import decided
from selfcheck.engine.evidence import OfferedEvidence, evidence_for
from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET, Truth, every
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.editions import (
    Edition,
    Outcome,
    OutcomeRule,
    Permission,
    Permit,
    Requirement,
)

Verdict = Literal["qualifies", "not_yet", "cannot_tell"]

_VERDICT: Mapping[Truth, Verdict] = {MET: "qualifies", UNMET: "not_yet", CANNOT_TELL: "cannot_tell"}


class Finding(NamedTuple):
    """The verdict on one requirement."""

    requirement: Requirement
    truth: Truth


class PermitFinding(NamedTuple):
    """The verdict on one permit, with its reasons and the evidence to bring.

    `earliest_on` is the first day on which the person qualifies if they go on as now; None
    where time alone does not bring it. `office_decides`: it rests on a route that the county
    office accepts or refuses.
    """

    permit: Permit
    verdict: Verdict
    earliest_on: date | None
    office_decides: bool
    findings: tuple[Finding, ...]
    evidence: tuple[OfferedEvidence, ...]


def overall(truths: Iterable[Truth]) -> Verdict:
    """Return the verdict on something that needs every one of its conditions."""
    return _VERDICT[every(truths)]


def findings_of(requirements: tuple[Requirement, ...], at: Situation) -> tuple[Finding, ...]:
    """Return the verdict on each requirement."""
    return tuple(
        Finding(requirement, verdict(requirement.test, at)) for requirement in requirements
    )


class _Decided(NamedTuple):
    """What the answers to a permit's conditions come to; the day is left out."""

    verdict: Verdict
    office_decides: bool
    findings: tuple[Finding, ...]
    evidence: tuple[OfferedEvidence, ...]


def permit_finding(permit: Permit, at: Situation) -> PermitFinding:
    """Return whether the applicant qualifies for the permit, and from when.

    Findings and evidence are the same objects each time that the conditions come to the same.
    """
    table = decided(permit, _conditions(permit), at)
    found = table.once(at, partial(_found, permit, at))
    return PermitFinding(
        permit=permit,
        verdict=found.verdict,
        earliest_on=_earliest(permit, found.verdict, at),
        office_decides=found.office_decides,
        findings=found.findings,
        evidence=found.evidence,
    )


def _conditions(permit: Permit) -> Iterator[Condition]:
    """Yield every condition of the permit and of its evidence."""
    yield from (requirement.test for requirement in permit.requirement)
    for evidence in permit.evidence:
        yield from (a.when for a in evidence.alternative if a.when is not None)


def _found(permit: Permit, at: Situation) -> _Decided:
    findings = findings_of(permit.requirement, at)
    result = overall([finding.truth for finding in findings])
    return _Decided(
        verdict=result,
        office_decides=result == "qualifies" and _rests_on_office(permit, at),
        findings=findings,
        evidence=tuple(evidence_for(evidence, at) for evidence in permit.evidence),
    )


def _earliest(permit: Permit, result: Verdict, at: Situation) -> date | None:
    if result == "cannot_tell":
        return None
    if result == "qualifies":
        return at.answers.on
    days = [day_met(requirement.test, at) for requirement in permit.requirement]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _rests_on_office(permit: Permit, at: Situation) -> bool:
    without = at.without_office()
    return any(verdict(r.test, without) is not MET for r in permit.requirement)


def outcome_of(edition: Edition, permits: tuple[PermitFinding, ...], at: Situation) -> Outcome:
    """Return the first outcome of the edition that applies."""
    verdicts = {finding.permit.id: finding.verdict for finding in permits}
    for rule in edition.outcome:
        if _applies(rule, verdicts, at):
            return rule.id
    return "cannot_tell" if "cannot_tell" in verdicts.values() else "none_yet"


def _applies(rule: OutcomeRule, verdicts: Mapping[Permission, Verdict], at: Situation) -> bool:
    if rule.permit is not None:
        return verdicts[rule.permit] == "qualifies"
    return rule.when is not None and verdict(rule.when, at) is MET
