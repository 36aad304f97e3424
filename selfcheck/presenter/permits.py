"""What one edition says of a person, in words: outcome, permits, papers, endorsement, services."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from selfcheck.engine.answers import Answers
from selfcheck.engine.assessment import EditionResult
from selfcheck.engine.eligibility import Finding, PermitFinding
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.evidence import OfferedEvidence
from selfcheck.presenter.arrangement import conditions
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.fixed import NO_PAPERS, PAPER_FACTS, FixedWords, Having
from selfcheck.presenter.language import plain
from selfcheck.rules.model.editions import Edition

DATED = ("permit_held", "permit_issued_on", "permit_endorsed_on")
"""What it takes to tell how a permit stands that was endorsed."""


class PermitWords:
    """Words for the permits of any edition, for one person in one language.

    `for_page` adds what only a page shows: names of papers, closed services, rules of endorsement.
    """

    def __init__(
        self, fixed: FixedWords, explanations: Explanations, answers: Answers, for_page: bool
    ) -> None:
        self._language = fixed.language
        self._say = fixed.language.gettext
        self._fixed = fixed
        self._explain = explanations
        self._answers = answers
        self.for_page = for_page
        self._held = tuple([answers.get(fact) for fact in PAPER_FACTS]) if for_page else None
        self._papers = NO_PAPERS if self._held is None else fixed.papers(answers.unit, self._held)

    def edition(self, result: EditionResult, in_term: bool) -> dict[str, Any]:
        """Return the result under one edition as JSON-like words and codes."""
        edition, state = result.edition, result.endorsement.state
        words = dict(
            self._fixed.kept(
                "edition",
                (edition, result.services, result.notices),
                (result.outcome, in_term, state == "suspended", self.for_page),
                lambda: self._decided(result, in_term),
            )
        )
        permits = [self._permit(finding) for finding in result.permits]
        words["permits"] = dict(zip(words["permits"], permits, strict=True))
        words["endorsement"] = self._endorsement(result.endorsement, edition)
        if result.outcome == "cannot_tell" and not any(permit["missing"] for permit in permits):
            words["next_step"] = self._no_date_fits()
        if self.for_page:
            words["permits_listed"] = permits
            words["stands"] = tuple(
                [(p["same"], p["earliest_on"] is None, *p["missing"]) for p in permits]
            )
            words["papers"] = tuple([permit["papers"] for permit in permits])
            words["told"] = self._told(words["endorsement"], permits)
            words["asked"] = list(dict.fromkeys(name for p in permits for name in p["missing"]))
        return words

    def _decided(self, result: EditionResult, in_term: bool) -> dict[str, Any]:
        """Return what the edition says, with places for what rests on more than codes."""
        edition = result.edition
        opened = [service.id for service in result.services]
        notices = [self._fixed.texts(notice) for notice in result.notices]
        words = {
            **self._fixed.edition(edition),
            "in_term": in_term,
            "lapsed": None if in_term or not edition.lapsed else self._say(edition.lapsed),
            "outcome": result.outcome,
            **self._outcome(result),
            "permits": [finding.permit.id for finding in result.permits],
            "endorsement": None,
            "services": opened,
            "notices": notices,
        }
        if self.for_page:
            words["cancellation_grounds"] = self._fixed.grounds(edition)
            words["notice_ids"] = tuple(notice["id"] for notice in notices)
            words["services_listed"] = self._fixed.services(edition, tuple(opened))
            words["same"] = object()
        return words

    def _told(self, endorsement: Mapping[str, Any], permits: list[dict[str, Any]]) -> list[Any]:
        """Return what a page says of an edition that rests on more than codes."""
        told = [endorsement["text"], endorsement["counted_text"]]
        for permit in permits:
            told += (permit["earliest_on"], permit["earliest_text"])
        return told

    def brief(self, result: EditionResult, in_term: bool) -> dict[str, Any]:
        """Return the outcome and the verdicts under one edition, without reasons and papers."""
        outcome = self._outcome(result)
        missing = [self._missing(finding) for finding in result.permits]
        if result.outcome == "cannot_tell" and not any(missing):
            outcome["next_step"] = self._no_date_fits()
        return {
            **self._fixed.edition(result.edition),
            "in_term": in_term,
            "outcome": result.outcome,
            "headline": outcome["headline"],
            "next_step": outcome["next_step"],
            "permits": {
                finding.permit.id: {
                    "name": self._fixed.permit(finding.permit)["name"],
                    "verdict": finding.verdict,
                    "verdict_text": self._verdict(finding),
                    "earliest_on": plain(finding.earliest_on),
                    "earliest_text": self._earliest(finding),
                    "office_decides": finding.office_decides,
                    "missing": names,
                }
                for finding, names in zip(result.permits, missing, strict=True)
            },
        }

    def _outcome(self, result: EditionResult) -> dict[str, Any]:
        rule = next(o for o in result.edition.outcome if o.id == result.outcome)
        words = dict(self._fixed.outcome(rule))
        suspended = words.pop("suspended", None)
        if suspended and result.endorsement.state == "suspended":
            words["headline"], words["next_step"] = suspended
        return words

    def _no_date_fits(self) -> str:
        return self._say("填的日期对不上。照下面“签注”里写的核对，或者去窗口问。")

    def _permit(self, finding: PermitFinding) -> dict[str, Any]:
        words = dict(
            self._fixed.kept(
                "permit with findings",
                (finding.permit, finding.findings, finding.evidence),
                (finding.verdict, finding.office_decides, self._held),
                lambda: self._decided_permit(finding),
            )
        )
        if finding.earliest_on is not None:
            words["earliest_on"] = finding.earliest_on.isoformat()
            words["earliest_text"] = self._earliest(finding)
        if finding.verdict != "qualifies":
            words["missing"] = self._missing(finding)
        return words

    def _decided_permit(self, finding: PermitFinding) -> dict[str, Any]:
        """Return what is said of a permit, with places for what rests on more than codes."""
        words = {
            **self._fixed.permit(finding.permit),
            "verdict": finding.verdict,
            "verdict_text": self._verdict(finding),
            "earliest_on": None,
            "earliest_text": None,
            "office_decides": finding.office_decides,
            "conditions": [self.finding(f) for f in finding.findings],
            "evidence": [self._evidence(e) for e in finding.evidence],
            "missing": [],
        }
        if self.for_page:
            words["permit"] = finding.permit.id
            words["met"], words["not_met"] = conditions(words["conditions"])
            words["same"] = object()
            words["papers"] = self._fixed.kept(
                "papers of permit",
                (finding.permit,),
                tuple([(of["for"], of["open"], of["having"]) for of in words["evidence"]]),
                object,
            )
        return words

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
            "照现在这样工作、缴社保、住下去，最早 %(day)s符合条件。",
            day=self._language.day(finding.earliest_on),
        )

    def finding(self, finding: Finding) -> dict[str, Any]:
        """Return one condition with its verdict, its reason and its source."""
        make = self._fixed.finding_on_page if self.for_page else self._fixed.finding
        return make(finding.requirement, finding.truth.value)

    def _missing(self, finding: PermitFinding) -> list[str]:
        names: dict[str, None] = {}
        for found in finding.findings:
            if found.truth.value == "cannot_tell":
                names.update(
                    dict.fromkeys(self._explain.missing(self._fixed.reads(found.requirement.test)))
                )
        return list(names)

    def _evidence(self, offered: OfferedEvidence) -> dict[str, Any]:
        if not self.for_page:
            return self._fixed.evidence(offered)
        names = [name for alternative in offered.alternatives for name in alternative.documents]
        return self._fixed.evidence_on_page(offered, self.having(names))

    def having(self, names: Iterable[str]) -> Having:
        """Return, for each of the papers, whether the person said they have it."""
        return tuple(map(self._papers.get, names))

    def _endorsement(self, found: Endorsement, edition: Edition) -> dict[str, Any]:
        rule = self._fixed.endorsement(edition)
        words = {
            "state": found.state,
            "window_from": plain(found.window_from),
            "window_to": plain(found.window_to),
            "grace_until": plain(found.grace_until),
            "residence_counted_from": plain(found.residence_counted_from),
            **self._state_words(found, edition),
            "citation": rule["citation"],
        }
        return {**words, **rule} if self.for_page else words

    def _state_words(self, found: Endorsement, edition: Edition) -> dict[str, str | None]:
        not_issued = self._fixed.not_issued(edition, self._answers.get("permit_held"))
        if not_issued is not None:
            return {"text": not_issued, "counted_text": None}
        return {"text": self._state(found), "counted_text": self._counted(found)}

    def _state(self, found: Endorsement) -> str:
        if found.state == "cannot_tell" and None not in map(self._answers.get, DATED):
            return self._fixed.states["in_no_window"]
        for_good = found.state == "suspended" and found.grace_until is None
        days = self._days(opens=found.window_from, due=found.window_to, grace=found.grace_until)
        return self._fixed.states["suspended_for_good" if for_good else found.state] % days

    def _days(self, **days: date | None) -> Mapping[str, str]:
        return {name: self._language.day(day) for name, day in days.items() if day is not None}

    def _counted(self, found: Endorsement) -> str | None:
        if found.residence_counted_from is None:
            return None
        if found.state == "suspended":
            return self._say("补办以后，居住年限从补办签注那天起连续计算。")
        day = self._language.day(found.residence_counted_from)
        return self._say("居住年限从 %(day)s起连续计算。", day=day)
