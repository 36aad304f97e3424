"""The rules themselves in words: a unit's tables and the editions, for people to read."""

from datetime import date
from typing import Any

from selfcheck.engine.answers import read_answers
from selfcheck.presenter.assumed import assumable, assumed_in_words
from selfcheck.presenter.citations import Citations
from selfcheck.presenter.counted_to import counted_every_year
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.fixed import about, added, combined
from selfcheck.presenter.language import Language, figure
from selfcheck.rules.checker import series
from selfcheck.rules.model.editions import Edition, Permit
from selfcheck.rules.model.entry import Term
from selfcheck.rules.model.schemes import EntryRequirement, Example, Line, Scheme, Veto
from selfcheck.rules.model.units import UnitDocument
from selfcheck.rules.rulebook import Rulebook


class RulesWords:
    """The rulebook in one language."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self._rulebook = rulebook
        self._language = language
        self._say = language.gettext
        self._cite = Citations(rulebook, language).text

    def unit(self, unit: str, on: date) -> dict[str, Any]:
        """Return everything that applies in the unit, the edition in force on the day first.

        KeyError for an unknown unit.
        """
        schemes = self._rulebook.schemes_of(unit)
        editions = sorted(
            self._rulebook.editions_of[unit].values(), key=lambda e: not e.term.holds(on)
        )
        return {
            "unit": self.about_unit(unit),
            "editions": [
                {**self._edition(edition), "in_force": edition.term.holds(on)}
                for edition in editions
            ],
            "schemes": [self._scheme(scheme, unit) for scheme in schemes],
            "kinds": self._kinds(schemes),
            "ruleset": self._rulebook.version,
        }

    def index(self, on: date) -> dict[str, Any]:
        """Return every edition, scheme and unit, by id and name."""
        rulebook, say = self._rulebook, self._say
        return {
            "ruleset": rulebook.version,
            "editions": [
                {
                    "id": edition.id,
                    "name": say(edition.name),
                    "term_text": self._term(edition.term),
                    "in_force": edition.term.holds(on),
                }
                for edition in rulebook.editions.values()
            ],
            "schemes": [
                {
                    "id": scheme.id,
                    "name": say(scheme.name),
                    "coverage": scheme.coverage,
                    "checked_on": scheme.checked_on.isoformat(),
                    "units": [u.id for u in rulebook.units.values() if scheme.id in u.schemes],
                }
                for scheme in rulebook.schemes.values()
            ],
            "units": [
                {"id": unit.id, "name": say(unit.name), "schemes": list(unit.schemes)}
                for unit in rulebook.units.values()
            ],
        }

    def about_unit(self, unit: str) -> dict[str, Any]:
        """Return the unit's name, where to ask, and its documents."""
        found = self._rulebook.units[unit]
        return {
            "id": found.id,
            "name": self._say(found.name),
            "office": self._say(found.office),
            "documents": [self._document(document) for document in found.document],
            "no_document": self._say(found.no_document) if found.no_document else None,
            "ranking": [
                {"text": self._say(ranking.text), "citation": self._cite(ranking.citation)}
                for ranking in found.ranking
            ],
        }

    def _document(self, document: UnitDocument) -> dict[str, Any]:
        return {
            "title": self._title(document),
            "number": self._say(document.number) if document.number else None,
            "year": self._say(document.year) if document.year else None,
            "issued_on_text": self._language.day(document.issued_on)
            if document.issued_on
            else None,
            "address": document.address,
            "named_by": self._say(document.named_by),
            "known": self._say(document.known) if document.known else None,
            "read": document.read,
        }

    def _title(self, document: UnitDocument) -> str:
        name = self._say(document.title)
        return name if document.described else self._say("《%(title)s》", title=name)

    def _edition(self, edition: Edition) -> dict[str, Any]:
        say, cite = self._say, self._cite
        return {
            "id": edition.id,
            "name": say(edition.name),
            "summary": say(edition.summary),
            "lapsed": say(edition.lapsed) if edition.lapsed else None,
            "scope": [say(text) for text in edition.scope],
            "term_text": self._term(edition.term),
            "citation": cite(edition.citation),
            "permits": [self._permit(permit) for permit in edition.permit],
            "endorsement": {
                "explanation": [say(text) for text in edition.endorsement.explanation],
                "bring": [say(text) for text in edition.endorsement.bring],
                "citation": cite(edition.endorsement.citation),
            },
            "grounds": [
                {"text": say(g.text), "check": say(g.check), "citation": cite(g.citation)}
                for g in edition.ground
            ],
            "services": [
                {"name": say(s.name), "opened_by": s.opened_by, "citation": cite(s.citation)}
                for s in edition.service
            ],
            "notices": [
                {"text": say(n.text), "citation": cite(n.citation)} for n in edition.notice
            ],
        }

    def _term(self, term: Term) -> str:
        begins = self._language.day(term.begins) if term.begins else None
        ends = self._language.day(term.ends) if term.ends else None
        if begins and ends:
            return self._say("%(begins)s至 %(ends)s", begins=begins, ends=ends)
        if begins:
            return self._say("%(begins)s起，没有读到截止日期", begins=begins)
        if ends:
            return self._say("到 %(ends)s为止，开始日期没有读到", ends=ends)
        return self._say("施行日期没有读到")

    def _permit(self, permit: Permit) -> dict[str, Any]:
        return {
            "name": self._say(permit.name),
            "meaning": self._say(permit.meaning),
            "citation": self._cite(permit.citation),
            "requirements": [
                {"label": self._say(r.label), "citation": self._cite(r.citation)}
                for r in permit.requirement
            ],
            "evidence": [
                {
                    "label": self._say(evidence.label),
                    "citation": self._cite(evidence.citation),
                    "alternatives": [
                        [self._document_name(name) for name in alternative.documents]
                        for alternative in evidence.alternative
                    ],
                }
                for evidence in permit.evidence
            ],
        }

    def _document_name(self, name: str) -> str:
        return self._say(self._rulebook.documents[name].name)

    def _scheme(self, scheme: Scheme, unit: str) -> dict[str, Any]:
        say, cite, facts = self._say, self._cite, self._rulebook.facts
        return {
            "id": scheme.id,
            "name": say(scheme.name),
            "purpose": say(scheme.purpose),
            "term_note": say(scheme.term_note),
            "coverage": scheme.coverage,
            "counted_to": scheme.counted_to,
            "counted_to_text": counted_every_year(scheme, self._language),
            "max": figure(scheme.max),
            "checked_on": scheme.checked_on.isoformat(),
            "term_text": self._term(scheme.term),
            "changes": self._changes(scheme),
            "checked_on_text": self._language.day(scheme.checked_on),
            "citation": cite(scheme.citation),
            "addresses": list(self._rulebook.sources[scheme.citation.source].reproduced_by),
            "entry": [
                {"label": say(e.label), **self._about(e, scheme), "citation": cite(e.citation)}
                for e in scheme.entry
            ],
            "lines": [self._line(line) for line in scheme.line],
            "groups": [
                {
                    "id": g.id,
                    "label": say(g.label),
                    "text": combined(g, scheme, self._language),
                    "members": list(g.members),
                    "combine": g.combine,
                    "take": g.take,
                    "cap": figure(g.cap),
                    "citation": cite(g.citation),
                }
                for g in scheme.group
            ],
            "deductions": [self._line(line) for line in scheme.deduction],
            "vetoes": [
                {
                    "id": v.id,
                    "text": say(v.text),
                    **self._about(v, scheme),
                    "citation": cite(v.citation),
                }
                for v in scheme.veto
            ],
            "totals": [
                {"id": t.id, "label": say(t.label), "citation": cite(t.citation)}
                for t in scheme.total
            ],
            "not_scored": [
                {"text": say(u.text), "citation": cite(u.citation)} for u in scheme.unread
            ],
            "assumed": [
                assumed_in_words(facts[name], say(facts[name].name), self._language)
                for name in assumable(scheme, facts)
            ],
            "readings": [
                {"text": say(r.text), "citation": cite(r.citation)} for r in scheme.reading
            ],
            "ranking": say(scheme.ranking) if scheme.ranking else None,
            "cutoffs": [
                {
                    "label": say(cutoff.label),
                    "points": figure(cutoff.points),
                    "plus": list(cutoff.plus),
                    "plus_text": added(cutoff, self._rulebook, self._language),
                    "citation": cite(cutoff.citation),
                }
                for cutoff in scheme.cutoff
            ],
            "local_max": figure(scheme.local_max),
            "local_note": say(scheme.local_note) if scheme.local_note else None,
            "examples": [
                self._example(example, unit) for example in scheme.example if example.confirmed
            ],
        }

    def _about(self, part: EntryRequirement | Veto, scheme: Scheme) -> dict[str, Any]:
        """Return which totals the part is about."""
        return {"totals": list(part.totals), "about": about(part, scheme, self._language)}

    def _changes(self, scheme: Scheme) -> list[dict[str, Any]]:
        """Return what differs from the version before, line by line; nothing without one."""
        before = self._version_before(scheme)
        if before is None:
            return []
        then = {line.id: line for line in before.line}
        now = {line.id: line for line in scheme.line}
        changed = [n for n in {**then, **now} if _rule(then.get(n)) != _rule(now.get(n))]
        return [
            {
                "line": name,
                "label": self._say((now.get(name) or then[name]).label),
                "before": self._say(then[name].rule) if name in then else None,
                "after": self._say(now[name].rule) if name in now else None,
            }
            for name in changed
        ]

    def _version_before(self, scheme: Scheme) -> Scheme | None:
        """Return the last earlier version: the same id, but for the year at its end."""
        earlier = [
            other
            for other in self._rulebook.schemes.values()
            if series(other.id) == series(scheme.id) and other.id < scheme.id
        ]
        return max(earlier, key=lambda other: other.id, default=None)

    def _line(self, line: Line) -> dict[str, Any]:
        people = {
            "applicant": self._say("按申请人算"),
            "each": self._say("父母各算各的，再相加"),
            "higher": self._say("父母各算各的，取高的一方"),
            "family": self._say("按一家算"),
        }
        return {
            "id": line.id,
            "indicator": line.indicator,
            "label": self._say(line.label),
            "rule": self._say(line.rule),
            "max": figure(line.max),
            "citation": self._cite(line.citation),
            "people": line.people,
            "people_text": people[line.people],
            "documents": [self._document_name(name) for name in line.documents],
        }

    def _example(self, example: Example, unit: str) -> dict[str, Any]:
        answers = read_answers({"unit": unit, **example.answers}, self._rulebook, example.on)
        facts = self._rulebook.facts_of[unit]
        explanations = Explanations(self._language, facts, answers)
        return {
            "name": self._say(example.name),
            "on_text": self._language.day(example.on),
            "answers": [
                {
                    "name": explanations.fact_name(name),
                    "value": explanations.value(facts[name], value),
                }
                for name, value in answers.given.items()
                if name != "unit"
            ],
            "score_text": self._language.points(example.low, example.high),
        }

    def _kinds(self, schemes: tuple[Scheme, ...]) -> list[dict[str, Any]]:
        return [
            {
                "name": self._say(indicator.name),
                "about": self._say(indicator.text),
                "scored_by": [
                    self._say(scheme.name)
                    for scheme in schemes
                    if any(line.indicator == indicator.id for line in scheme.line)
                ],
                "citation": self._cite(indicator.citation),
            }
            for indicator in self._rulebook.indicators.values()
        ]


def _rule(line: Line | None) -> str | None:
    return None if line is None else line.rule
