"""The assessment: the one function behind the pages, the API and the command line."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from selfcheck.engine.answers import Answers
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.decided import decided
from selfcheck.engine.eligibility import (
    PermitFinding,
    conditions_of,
    dated,
    outcome_of,
    permit_finding,
)
from selfcheck.engine.endorsement import Endorsement, endorsement
from selfcheck.engine.improvements import Improvement, Together, improvements, together
from selfcheck.engine.indicators import IndicatorFinding, indicator_findings
from selfcheck.engine.kept import Once
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


_Terms = tuple[bool, Edition | None]
"""Whether a day lies in the term of an edition, and the edition that is in force on it."""

_terms = Once[_Terms](most=256)


def _terms_on(chosen: Edition, rulebook: Rulebook, on: date) -> _Terms:
    return chosen.term.holds(on), rulebook.edition_in_force(on)


def standing(answers: Answers, rulebook: Rulebook, edition: str) -> Standing:
    """Return the permits and the points of the answers on their day under the edition.

    Raises KeyError for an edition that the rulebook does not have.
    """
    editions = rulebook.editions_of[answers.unit]
    chosen = editions[edition]
    at = at_day = situation_under(answers, rulebook, chosen)
    result = of_day = edition_result(chosen, at)
    in_term, in_force = _terms.of(
        rulebook, (id(chosen), answers.on), partial(_terms_on, chosen, rulebook, answers.on)
    )
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
    scoring = frozenset(f.line.indicator for found in now.sheets for f in found.lines if f.low > 0)
    return Assessment(
        answers=answers,
        ruleset=rulebook.version,
        result=now.result,
        in_term=now.in_term,
        also=now.also,
        sheets=now.sheets,
        indicators=indicator_findings(rulebook.indicators, scored_by, scoring, now.at),
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


class _Ruled(NamedTuple):
    """What an edition's conditions come to on a day.

    Where some of the permits have to `wait`, they are without the day on which they open, which
    rests on more than the conditions.
    """

    outcome: Outcome
    permits: tuple[PermitFinding, ...]
    services: tuple[Service, ...]
    notices: tuple[Notice, ...]
    wait: bool


def edition_result(edition: Edition, at: Situation) -> EditionResult:
    """Return the permits, the outcome and what follows, under one edition."""
    table = decided(edition, _every_condition, at)
    found = table.once(at, at.answers.on, partial(_ruled, edition, at))
    return EditionResult(
        edition=edition,
        outcome=found.outcome,
        permits=_dated(found.permits, at) if found.wait else found.permits,
        endorsement=at.endorsement,
        services=found.services,
        notices=found.notices,
    )


def _dated(permits: tuple[PermitFinding, ...], at: Situation) -> tuple[PermitFinding, ...]:
    return tuple([dated(found, at) if found.wait.parts else found for found in permits])


def _every_condition(edition: Edition) -> Iterator[Condition]:
    """Yield the conditions of the permits and those of the edition itself."""
    for permit in edition.permit:
        yield from conditions_of(permit)
    yield from _conditions(edition)


def _conditions(edition: Edition) -> Iterator[Condition]:
    """Yield the conditions of the outcomes, the services and the notices."""
    yield edition.registered
    for when in (*[rule.when for rule in edition.outcome], *[n.when for n in edition.notice]):
        if when is not None:
            yield when


def _ruled(edition: Edition, at: Situation) -> _Ruled:
    permits = tuple([permit_finding(permit, at) for permit in edition.permit])
    outcome = outcome_of(edition, permits, at)
    services = tuple(_services(edition, outcome, at))
    notices = tuple([n for n in edition.notice if n.when is None or verdict(n.when, at) is MET])
    ids = (tuple([service.id for service in services]), tuple([notice.id for notice in notices]))
    services, notices = _following.of(edition, ids, lambda: (services, notices))
    return _Ruled(
        outcome=outcome,
        permits=tuple([found if found.wait.parts else dated(found, at) for found in permits]),
        services=services,
        notices=notices,
        wait=any(found.wait.parts for found in permits),
    )


_following = Once[tuple[tuple[Service, ...], tuple[Notice, ...]]](most=1024)
"""Services and notices of an edition: the same objects where they are the same ones."""


def _services(edition: Edition, outcome: Outcome, at: Situation) -> Iterator[Service]:
    """Yield the services open to the person now, or with the permit they can apply for."""
    opened = set()
    if outcome in ("residence_permit", "holds_residence_permit"):
        opened = {"registration", "residence_permit"}
    elif outcome == "temporary_permit" or verdict(edition.registered, at) is MET:
        opened = {"registration"}
    return (service for service in edition.service if service.opened_by in opened)
