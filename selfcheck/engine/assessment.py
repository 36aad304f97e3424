"""The assessment: the one function behind the pages, the API and the command line."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from selfcheck.engine.answers import Answers
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.decided import decided
from selfcheck.engine.eligibility import PermitFinding, outcome_of, permit_finding
from selfcheck.engine.endorsement import Endorsement, endorsement
from selfcheck.engine.improvements import Improvement, Together, improvements, together
from selfcheck.engine.indicators import IndicatorFinding, indicator_findings
from selfcheck.engine.narrowing import Narrowing, narrowing
from selfcheck.engine.scoring import Sheet, sheet
from selfcheck.engine.timeline import Day, Timeline, timeline
from selfcheck.engine.truth import MET
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.editions import Edition, Notice, Outcome, Service
from selfcheck.rules.rulebook import Rulebook


class EditionResult(NamedTuple):
    """What one edition says of a person on a day."""

    edition: Edition
    outcome: Outcome
    permits: tuple[PermitFinding, ...]
    endorsement: Endorsement
    services: tuple[Service, ...]
    notices: tuple[Notice, ...]


class Assessment(NamedTuple):
    """Everything found: codes, exact figures and citations, no words of a language.

    `in_term` says whether the day lies in the edition's term. Where it does not, `also` is the
    result under the edition in force on the day, or None where no edition read covers it.
    `narrowing` looks at the permits of that edition, and of the chosen one where there is none.
    """

    answers: Answers
    ruleset: str
    result: EditionResult
    in_term: bool
    also: EditionResult | None
    sheets: tuple[Sheet, ...]
    indicators: tuple[IndicatorFinding, ...]
    improvements: tuple[Improvement, ...]
    together: tuple[Together, ...]
    narrowing: Narrowing
    timeline: Timeline | None


class Standing(NamedTuple):
    """The heart of an assessment: permits under the editions that matter, and the sheets.

    `result`, `in_term` and `also` as in an assessment; `at` is the situation under the chosen
    edition, `at_day` under that of the day; `day` is what the latter says of permits.
    """

    result: EditionResult
    in_term: bool
    also: EditionResult | None
    sheets: tuple[Sheet, ...]
    at: Situation
    at_day: Situation
    day: Day


def standing(answers: Answers, rulebook: Rulebook, edition: str) -> Standing:
    """Return the permits and the points of the answers on their day under the edition.

    Raises KeyError for an edition that the rulebook does not have.
    """
    editions = rulebook.editions_of[answers.unit]
    chosen = editions[edition]
    at = at_day = situation_under(answers, rulebook, chosen)
    result = of_day = edition_result(chosen, at)
    in_force = rulebook.edition_in_force(answers.on)
    in_term = chosen.term.holds(answers.on)
    if not in_term and in_force is not None:
        at_day = situation_under(answers, rulebook, editions[in_force.id])
        of_day = edition_result(editions[in_force.id], at_day)
    return Standing(
        result=result,
        in_term=in_term,
        also=None if of_day is result else of_day,
        sheets=tuple(sheet(scheme, at) for scheme in rulebook.schemes_of(answers.unit)),
        at=at,
        at_day=at_day,
        day=Day(of_day.edition, of_day.permits, of_day.endorsement),
    )


def assess(
    answers: Answers, rulebook: Rulebook, edition: str, *, ahead: bool = False
) -> Assessment:
    """Assess the answers on their day under the edition; `ahead` adds the coming months.

    Raises KeyError for an edition that the rulebook does not have.
    """
    now = standing(answers, rulebook, edition)
    rule = now.result.edition.endorsement
    raising = [improvements(found, rulebook, now.at) for found in now.sheets]
    scored_by = rulebook.schemes_scoring[answers.unit]
    scoring = {f.line.indicator for found in now.sheets for f in found.lines if f.low > 0}
    return Assessment(
        answers=answers,
        ruleset=rulebook.version,
        result=now.result,
        in_term=now.in_term,
        also=now.also,
        sheets=now.sheets,
        indicators=indicator_findings(rulebook.indicators.values(), scored_by, scoring, now.at),
        improvements=tuple(improvement for found in raising for improvement in found),
        together=tuple(
            together(of_sheet, found, rulebook, now.at)
            for of_sheet, found in zip(now.sheets, raising, strict=True)
            if found
        ),
        narrowing=narrowing(now.sheets, now.day.edition, now.day.permits, rulebook, now.at_day),
        timeline=timeline(now.sheets, now.day, rule, rulebook, now.at) if ahead else None,
    )


def situation_under(answers: Answers, rulebook: Rulebook, edition: Edition) -> Situation:
    """Return what conditions and formulas look at, with endorsement under the edition."""
    return Situation(
        answers=answers,
        facts=rulebook.facts_of[answers.unit],
        endorsement=endorsement(answers, edition.endorsement),
        named=rulebook.conditions_of[answers.unit][edition.id],
    )


class _Decided(NamedTuple):
    """What an edition's conditions come to beside its permits."""

    outcome: Outcome
    services: tuple[Service, ...]
    notices: tuple[Notice, ...]


def edition_result(edition: Edition, at: Situation) -> EditionResult:
    """Return the permits, the outcome and what follows, under one edition."""
    permits = tuple([permit_finding(permit, at) for permit in edition.permit])
    table = decided(edition, _conditions(edition), at)
    verdicts = [permit.verdict for permit in permits]
    found = table.once(at, partial(_found, edition, permits, at), *verdicts)
    return EditionResult(
        edition=edition,
        outcome=found.outcome,
        permits=permits,
        endorsement=at.endorsement,
        services=found.services,
        notices=found.notices,
    )


def _conditions(edition: Edition) -> Iterator[Condition]:
    """Yield the conditions of the outcomes, the services and the notices."""
    yield edition.registered
    for when in (*[rule.when for rule in edition.outcome], *[n.when for n in edition.notice]):
        if when is not None:
            yield when


def _found(edition: Edition, permits: tuple[PermitFinding, ...], at: Situation) -> _Decided:
    outcome = outcome_of(edition, permits, at)
    return _Decided(
        outcome=outcome,
        services=_services(edition, outcome, at),
        notices=tuple(n for n in edition.notice if n.when is None or verdict(n.when, at) is MET),
    )


def _services(edition: Edition, outcome: Outcome, at: Situation) -> tuple[Service, ...]:
    """Return the services open to the person now, or with the permit they can apply for."""
    opened = set()
    if outcome in ("residence_permit", "holds_residence_permit"):
        opened = {"registration", "residence_permit"}
    elif outcome == "temporary_permit" or verdict(edition.registered, at) is MET:
        opened = {"registration"}
    return tuple(service for service in edition.service if service.opened_by in opened)
