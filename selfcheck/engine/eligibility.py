"""Which permits a person qualifies for, from when, and what follows: the outcome."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from selfcheck.engine.conditions import (
    NEVER,
    Situation,
    Wait,
    day_after,
    verdict,
    wait_for,
)
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
    where time alone does not bring it, and while it is not worked out. `wait` is what time has to
    bring. `office_decides`: it rests on a route that the county office accepts or refuses.
    """

    permit: Permit
    verdict: Verdict
    earliest_on: date | None
    office_decides: bool
    findings: tuple[Finding, ...]
    evidence: tuple[OfferedEvidence, ...]
    wait: Wait


def overall(truths: Iterable[Truth]) -> Verdict:
    """Return the verdict on something that needs every one of its conditions."""
    return _VERDICT[every(truths)]


def findings_of(requirements: tuple[Requirement, ...], at: Situation) -> tuple[Finding, ...]:
    """Return the verdict on each requirement."""
    return tuple(
        Finding(requirement, verdict(requirement.test, at)) for requirement in requirements
    )


def permit_finding(permit: Permit, at: Situation) -> PermitFinding:
    """Return whether the applicant qualifies for the permit, without the day from which.

    It is the same object each time that the conditions come to the same.
    """
    return decided(permit, conditions_of, at).once(at, None, partial(_found, permit, at))


def dated(found: PermitFinding, at: Situation) -> PermitFinding:
    """Return the finding with the day from which the person qualifies."""
    return PermitFinding(
        permit=found.permit,
        verdict=found.verdict,
        earliest_on=day_after(found.wait, at),
        office_decides=found.office_decides,
        findings=found.findings,
        evidence=found.evidence,
        wait=found.wait,
    )


def conditions_of(permit: Permit) -> Iterator[Condition]:
    """Yield every condition of the permit and of its evidence."""
    yield from (requirement.test for requirement in permit.requirement)
    for evidence in permit.evidence:
        yield from (a.when for a in evidence.alternative if a.when is not None)


def _found(permit: Permit, at: Situation) -> PermitFinding:
    findings = findings_of(permit.requirement, at)
    result = overall([finding.truth for finding in findings])
    tests = [requirement.test for requirement in permit.requirement]
    return PermitFinding(
        permit=permit,
        verdict=result,
        earliest_on=None,
        office_decides=result == "qualifies" and _rests_on_office(permit, at),
        findings=findings,
        evidence=tuple(evidence_for(evidence, at) for evidence in permit.evidence),
        wait=NEVER if result == "cannot_tell" else wait_for(tests, at),
    )


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
