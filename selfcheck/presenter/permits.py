"""What one edition says of a person, in words: outcome, permits, papers, endorsement, services."""

from datetime import date
from typing import Any

from selfcheck.engine.answers import Answers
from selfcheck.engine.assessment import EditionResult
from selfcheck.engine.eligibility import Finding, PermitFinding
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.evidence import OfferedEvidence
from selfcheck.engine.truth import CANNOT_TELL
from selfcheck.presenter.arrangement import conditions
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.fixed import PAPER_FACTS, FixedWords, Held
from selfcheck.presenter.stores import Papers
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
        self.stores = fixed.of_unit(answers.unit, for_page)
        self._held: Held | None = None
        self.papers: Papers | None = None
        if for_page:
            self._held = tuple([answers.get(fact) for fact in PAPER_FACTS])
            self.papers = fixed.papers(answers.unit, self._held)

    def edition(self, result: EditionResult, in_term: bool) -> dict[str, Any]:
        """Return the result under one edition as JSON-like words and codes."""
        words = self._kept_edition(result, in_term).copy()
        permits = [self._permit(finding) for finding in result.permits]
        words["permits"] = dict(zip(words["permits"], permits, strict=True))
        words["endorsement"] = self._endorsement(result.endorsement, result.edition)
        asked = [name for permit in permits for name in permit["missing"]]
        if result.outcome == "cannot_tell" and not asked:
            words["next_step"] = self._no_date_fits()
        if self.for_page:
            words["permits_listed"] = permits
            words["stands"] = tuple(
                [(p["same"], p["earliest_on"] is None, *p["missing"]) for p in permits]
            )
            words["papers"] = tuple([permit["papers"] for permit in permits])
            words["told"] = self._told(words["endorsement"], permits)
            words["asked"] = list(dict.fromkeys(asked)) if asked else asked
        return words

    def _kept_edition(self, result: EditionResult, in_term: bool) -> dict[str, Any]:
        """Return what the edition says that rests on codes alone."""
        edition, services, notices = result.edition, result.services, result.notices
        suspended = result.endorsement.state == "suspended"
        key = (id(edition), id(services), id(notices), result.outcome, in_term, suspended)
        kept = self.stores.editions.get(key)
        if kept is None:
            # What the key names by its id is held beside, so that the id stays its own.
            held = (edition, services, notices)
            kept = self.stores.editions[key] = (held, self._decided(result, in_term))
        return kept[1]

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

    def _told(self, endorsement: dict[str, Any], permits: list[dict[str, Any]]) -> list[Any]:
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
                    "earliest_on": _written(finding.earliest_on),
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
        permit, found, evidence = finding.permit, finding.findings, finding.evidence
        key = (id(permit), id(found), id(evidence), finding.office_decides, self._held)
        known = self.stores.permits.get(key)
        if known is None:
            held = (permit, found, evidence)
            known = self.stores.permits[key] = (
                held,
                self._decided_permit(finding),
                self._unclear(found),
            )
        _, words, unclear = known
        missing = self._explain.missing(unclear) if unclear else []
        if finding.earliest_on is None and not missing:
            return words
        words = words.copy()
        if finding.earliest_on is not None:
            words["earliest_on"] = finding.earliest_on.isoformat()
            words["earliest_text"] = self._earliest(finding)
        words["missing"] = missing
        return words

    def _unclear(self, findings: tuple[Finding, ...]) -> tuple[str, ...]:
        """Return the facts that the findings that cannot be told look at, each once."""
        unclear = [found for found in findings if found.truth is CANNOT_TELL]
        read = [self._fixed.reads(found.requirement.test) for found in unclear]
        return tuple(dict.fromkeys(name for names in read for name in names))

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
        return self._explain.missing(self._unclear(finding.findings))

    def _evidence(self, offered: OfferedEvidence) -> dict[str, Any]:
        if self.papers is None:
            return self._fixed.evidence(offered)
        names = [name for alternative in offered.alternatives for name in alternative.documents]
        return self._fixed.evidence_on_page(offered, self.papers.having(tuple(names)))

    def _endorsement(self, found: Endorsement, edition: Edition) -> dict[str, Any]:
        """Return what is said of the endorsement; the same for everybody where no day is in it."""
        told = [self._answers.get(fact) for fact in DATED]
        counted_from = found.residence_counted_from
        for_good = found.state == "suspended" and found.grace_until is None
        codes = (found.state, for_good, counted_from is None, told[0], None in told)
        key = (id(edition), *codes)
        kept = self.stores.endorsements.get(key)
        if kept is None:
            kept = self.stores.endorsements[key] = (edition, *self._endorsed(found, edition))
        _, words, text, counted = kept
        if found.window_from is None and counted_from is None:
            return words
        words = words.copy()
        words["window_from"] = _written(found.window_from)
        words["window_to"] = _written(found.window_to)
        words["grace_until"] = _written(found.grace_until)
        words["residence_counted_from"] = _written(counted_from)
        if text is not None:
            words["text"] = text % self._days(found)
        if counted is not None and counted_from is not None:
            words["counted_text"] = counted % {"day": self._language.day(counted_from)}
        return words

    def _days(self, found: Endorsement) -> dict[str, str]:
        days = {"opens": found.window_from, "due": found.window_to, "grace": found.grace_until}
        return {name: self._language.day(day) for name, day in days.items() if day is not None}

    def _endorsed(
        self, found: Endorsement, edition: Edition
    ) -> tuple[dict[str, Any], str | None, str | None]:
        """Return what is said of the endorsement without a day, and the sentences with days."""
        rule = self._fixed.endorsement(edition)
        text = self._fixed.not_issued(edition, self._answers.get("permit_held"))
        dated, counted = None, None
        if text is None and found.window_from is None:
            text = self._state(found) % {}
        elif text is None:
            dated, counted = self._state(found), self._counted(found)
        words = {
            "state": found.state,
            "window_from": None,
            "window_to": None,
            "grace_until": None,
            "residence_counted_from": None,
            "text": text,
            "counted_text": None,
            "citation": rule["citation"],
        }
        if self.for_page:
            words.update(rule)
        return words, dated, counted

    def _state(self, found: Endorsement) -> str:
        """Return a sentence with places for days."""
        if found.state == "cannot_tell" and None not in map(self._answers.get, DATED):
            return self._fixed.states["in_no_window"]
        for_good = found.state == "suspended" and found.grace_until is None
        return self._fixed.states["suspended_for_good" if for_good else found.state]

    def _counted(self, found: Endorsement) -> str | None:
        """Return a sentence with a place for a day."""
        if found.residence_counted_from is None:
            return None
        if found.state == "suspended":
            return self._say("补办以后，居住年限从补办签注那天起连续计算。")
        return self._say("居住年限从 %(day)s起连续计算。")


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
