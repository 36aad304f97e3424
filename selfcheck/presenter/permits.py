"""What one edition says of a person, in words: outcome, permits, evidence, endorsement, services."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from selfcheck.engine.answers import Answers
from selfcheck.engine.assessment import EditionResult
from selfcheck.engine.eligibility import Finding, PermitFinding
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.evidence import OfferedEvidence
from selfcheck.presenter.citations import Citations
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.language import Language, plain
from selfcheck.rules.model.editions import Alternative, EndorsementRule, Notice
from selfcheck.rules.rulebook import Rulebook

PAPER_FACTS = ("housing_papers", "employment_papers")


class PermitWords:
    """Words for the permits of any edition, for one person in one language."""

    def __init__(
        self,
        rulebook: Rulebook,
        language: Language,
        citations: Citations,
        explanations: Explanations,
        answers: Answers,
    ) -> None:
        self._rulebook = rulebook
        self._language = language
        self._say = language.gettext
        self._cite = citations.text
        self._explain = explanations
        self._answers = answers

    def edition(self, result: EditionResult, in_term: bool) -> dict[str, Any]:
        """Return the result under one edition as JSON-like words and codes."""
        edition = result.edition
        rule = next(o for o in edition.outcome if o.id == result.outcome)
        return {
            "edition": edition.id,
            "edition_name": self._say(edition.name),
            "edition_short_name": self._say(edition.short_name),
            "in_term": in_term,
            "lapsed": None if in_term or not edition.lapsed else self._say(edition.lapsed),
            "outcome": result.outcome,
            "headline": self._say(rule.headline),
            "next_step": self._say(rule.next_step),
            "citation": self._cite(rule.citation),
            "permits": {p.permit.id: self._permit(p) for p in result.permits},
            "endorsement": self._endorsement(result.endorsement, edition.endorsement),
            "cancellation_grounds": [
                {
                    "id": ground.id,
                    "text": self._say(ground.text),
                    "check": self._say(ground.check),
                    "citation": self._cite(ground.citation),
                }
                for ground in edition.ground
            ],
            "services": [service.id for service in result.services],
            "services_listed": [
                {
                    "id": service.id,
                    "name": self._say(service.name),
                    "opened_by": service.opened_by,
                    "open": service in result.services,
                    "citation": self._cite(service.citation),
                }
                for service in edition.service
            ],
            "notices": [self._notice(notice) for notice in result.notices],
        }

    def _notice(self, notice: Notice) -> dict[str, Any]:
        return {
            "id": notice.id,
            "text": self._say(notice.text),
            "citation": self._cite(notice.citation),
        }

    def _permit(self, finding: PermitFinding) -> dict[str, Any]:
        return {
            "name": self._say(finding.permit.name),
            "meaning": self._say(finding.permit.meaning),
            "citation": self._cite(finding.permit.citation),
            "verdict": finding.verdict,
            "verdict_text": self._verdict(finding),
            "earliest_on": plain(finding.earliest_on),
            "earliest_text": self._earliest(finding),
            "office_decides": finding.office_decides,
            "conditions": [self.finding(f) for f in finding.findings],
            "evidence": [self._evidence(e) for e in finding.evidence],
            "missing": self._missing(finding),
        }

    def _verdict(self, finding: PermitFinding) -> str:
        if finding.verdict == "qualifies":
            if finding.office_decides:
                return self._say("条件符合，但要由窗口认定")
            return self._say("条件符合")
        if finding.verdict == "not_yet":
            return self._say("条件还不够")
        return self._say("还看不出来")

    def _earliest(self, finding: PermitFinding) -> str | None:
        if finding.verdict != "not_yet" or finding.earliest_on is None:
            return None
        return self._say(
            "照现在这样工作、缴社保、住下去，最早 %(day)s 符合条件。",
            day=self._language.day(finding.earliest_on),
        )

    def finding(self, finding: Finding) -> dict[str, Any]:
        """Return one condition with its verdict, its reason and its source."""
        requirement = finding.requirement
        return {
            "id": requirement.id,
            "label": self._say(requirement.label),
            "verdict": finding.truth.value,
            "text": self._say(getattr(requirement, finding.truth.value)),
            "citation": self._cite(requirement.citation),
        }

    def _missing(self, finding: PermitFinding) -> list[str]:
        names: dict[str, None] = {}
        for found in finding.findings:
            if found.truth.value == "cannot_tell":
                names.update(dict.fromkeys(self._explain.missing(found.requirement.test)))
        return list(names)

    def _evidence(self, offered: OfferedEvidence) -> dict[str, Any]:
        return {
            "for": offered.evidence.for_,
            "label": self._say(offered.evidence.label),
            "citation": self._cite(offered.evidence.citation),
            "any_of": [list(alternative.documents) for alternative in offered.alternatives],
            "alternatives": [self._alternative(a) for a in offered.alternatives],
        }

    def _alternative(self, alternative: Alternative) -> dict[str, Any]:
        return {
            "documents": [self.document(document) for document in alternative.documents],
            "office_decides": alternative.local,
        }

    def document(self, name: str) -> dict[str, Any]:
        """Return a paper: its name, issuer, note, and whether the person said they have it."""
        document = self._rulebook.documents[name]
        return {
            "id": document.id,
            "name": self._say(document.name),
            "issued_by": self._say(document.issued_by) if document.issued_by else None,
            "note": self._say(document.note) if document.note else None,
            "have": self._has(document.id),
        }

    def _has(self, document: str) -> bool | None:
        for fact in PAPER_FACTS:
            choices = {c.id for c in self._rulebook.facts_of[self._answers.unit][fact].choices}
            held = self._answers.get(fact)
            if document in choices and held is not None:
                return document in held
        return None

    def _endorsement(self, found: Endorsement, rule: EndorsementRule) -> dict[str, Any]:
        return {
            "state": found.state,
            "window_from": plain(found.window_from),
            "window_to": plain(found.window_to),
            "grace_until": plain(found.grace_until),
            "residence_counted_from": plain(found.residence_counted_from),
            "text": self._state(found),
            "counted_text": self._counted(found),
            "explanation": [self._say(text) for text in rule.explanation],
            "bring": [self._say(text) for text in rule.bring],
            "citation": self._cite(rule.citation),
        }

    def _state(self, found: Endorsement) -> str:
        if found.state == "no_permit":
            return self._say("你还没有证，不用签注。")
        days = self._days(
            opens=found.window_from, due=found.window_to, grace=found.grace_until
        )
        if found.state == "not_due":
            return self._say("还没有到签注的时候。%(opens)s 到 %(due)s 之间去办。", **days)
        if found.state == "due":
            return self._say("现在就可以签注，最晚 %(due)s。", **days)
        if found.state == "suspended" and found.grace_until:
            return self._say(
                "签注过期了，证件功能已中止。%(grace)s 以前（含当天）还能补办，过了就注销。",
                **days,
            )
        if found.state == "suspended":
            return self._say("签注从 %(due)s 起过期，证件功能已中止。补办签注后恢复。", **days)
        if found.state == "cancelled":
            return self._say("签注过期，到 %(grace)s 还没有补办，证件注销，要重新申领。", **days)
        return self._say("看不出签注的情况。请填证件名称、签发日期和最近一次签注日期。")

    def _days(self, **days: date | None) -> Mapping[str, str]:
        return {name: self._language.day(day) for name, day in days.items() if day is not None}

    def _counted(self, found: Endorsement) -> str | None:
        if found.residence_counted_from is None:
            return None
        day = self._language.day(found.residence_counted_from)
        return self._say("居住年限从 %(day)s 起连续计算。", day=day)
