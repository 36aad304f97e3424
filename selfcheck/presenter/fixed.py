"""Words that depend on the rules alone: made once for a rulebook and a language, then reused.

Whoever takes a dictionary from here copies it before adding what depends on the person.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from selfcheck.presenter.citations import Citations
from selfcheck.presenter.language import Language, figure, plain
from selfcheck.rules.model.editions import Edition, Evidence, Permit, Requirement
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.schemes import (
    Cutoff,
    Group,
    Indicator,
    Line,
    Multiplier,
    Scheme,
    Total,
    Veto,
)
from selfcheck.rules.questions import facts_read
from selfcheck.rules.rulebook import Rulebook

E = TypeVar("E", bound=Entry)

_HAVING = {None: "document", True: "document at hand", False: "document to get"}


class FixedWords:
    """The rulebook's words in one language."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self.rulebook = rulebook
        self.language = language
        self._say = language.gettext
        self._cite = Citations(rulebook, language).text
        self.states = _states(language)
        self._made: dict[tuple[str, int], tuple[Entry, dict[str, Any]]] = {}

    def _once(self, kind: str, entry: E, make: Callable[[E], dict[str, Any]]) -> dict[str, Any]:
        key = (kind, id(entry))
        if key not in self._made:
            # The entry is held beside its words, so that its id stays its own.
            self._made[key] = (entry, make(entry))
        return self._made[key][1]

    def edition(self, edition: Edition) -> dict[str, Any]:
        """Return names, grounds of cancellation and services of an edition."""
        return self._once("edition", edition, self._edition)

    def _edition(self, edition: Edition) -> dict[str, Any]:
        return {
            "edition": edition.id,
            "edition_name": self._say(edition.name),
            "edition_short_name": self._say(edition.short_name),
        }

    def grounds(self, edition: Edition) -> list[dict[str, Any]]:
        """Return the grounds on which an edition cancels a permit."""
        found: list[dict[str, Any]] = self._once("grounds", edition, self._grounds)["grounds"]
        return found

    def _grounds(self, edition: Edition) -> dict[str, Any]:
        grounds = [
            {"id": ground.id, **self._said(ground, "text", "check")} for ground in edition.ground
        ]
        return {"grounds": grounds}

    def _said(self, entry: Any, *texts: str) -> dict[str, Any]:
        said = {name: self._say(getattr(entry, name)) for name in texts}
        return {**said, "citation": self._cite(entry.citation)}

    def endorsement(self, edition: Edition) -> dict[str, Any]:
        """Return the rule of endorsement of an edition."""
        return self._once("endorsement", edition, self._endorsement)

    def _endorsement(self, edition: Edition) -> dict[str, Any]:
        rule = edition.endorsement
        return {
            "explanation": [self._say(text) for text in rule.explanation],
            "bring": [self._say(text) for text in rule.bring],
            "citation": self._cite(rule.citation),
        }

    def texts(self, entry: Any) -> dict[str, Any]:
        """Return the id, text and citation of a notice, a gap or a reading."""
        return self._once("texts", entry, self._texts)

    def _texts(self, entry: Any) -> dict[str, Any]:
        kept = {name: getattr(entry, name) for name in ("id", "aside") if hasattr(entry, name)}
        return {**kept, **self._said(entry, "text")}

    def service(self, service: Any) -> dict[str, Any]:
        """Return a service's name and what opens it."""
        return self._once(
            "service",
            service,
            lambda s: {"id": s.id, "opened_by": s.opened_by, **self._said(s, "name")},
        )

    def outcome(self, rule: Any) -> dict[str, Any]:
        """Return the headline and next step of an outcome."""
        return self._once("outcome", rule, self._outcome)

    def _outcome(self, rule: Any) -> dict[str, Any]:
        words = self._said(rule, "headline", "next_step")
        if rule.suspended:
            words["suspended"] = [self._say(text) for text in rule.suspended]
        return words

    def permit(self, permit: Permit) -> dict[str, Any]:
        """Return a permit's name and meaning."""
        return self._once("permit", permit, lambda p: self._said(p, "name", "meaning"))

    def requirement(self, requirement: Requirement) -> dict[str, Any]:
        """Return a requirement's label, and its sentence for each verdict."""
        return self._once(
            "requirement",
            requirement,
            lambda r: self._said(r, "label", "met", "unmet", "cannot_tell"),
        )

    def fields(self, entry: Entry) -> list[dict[str, str]]:
        """Return the questions that a condition or a formula looks at: where to change it."""
        found: list[dict[str, str]] = self._once("fields", entry, self._fields)["fields"]
        return found

    def _fields(self, entry: Entry) -> dict[str, Any]:
        facts = [
            self.rulebook.facts[name]
            for name in dict.fromkeys(facts_read(entry))
            if name in self.rulebook.facts
        ]
        return {"fields": [{"fact": fact.id, "name": self._say(fact.name)} for fact in facts]}

    def evidence(self, evidence: Evidence) -> dict[str, Any]:
        """Return the label of the evidence for a requirement."""
        return self._once("evidence", evidence, lambda e: {"for": e.for_, **self._said(e, "label")})

    def document(self, name: str, have: bool | None) -> dict[str, Any]:
        """Return a paper, and whether it is at hand. KeyError for an unknown one."""
        return self._once(
            _HAVING[have],
            self.rulebook.documents[name],
            lambda document: {**self._document(document), "have": have},
        )

    def _document(self, document: Any) -> dict[str, Any]:
        return {
            "id": document.id,
            "name": self._say(document.name),
            "issued_by": self._say(document.issued_by) if document.issued_by else None,
            "note": self._say(document.note) if document.note else None,
        }

    def scheme(self, scheme: Scheme) -> dict[str, Any]:
        """Return what a scheme is, and what of it could not be read."""
        return self._once("scheme", scheme, self._scheme)

    def _scheme(self, scheme: Scheme) -> dict[str, Any]:
        return {
            "scheme": scheme.id,
            "coverage": scheme.coverage,
            "max": figure(scheme.max),
            **self._said(scheme, "name", "purpose", "term_note"),
            "ranking": self._say(scheme.ranking) if scheme.ranking else None,
            "tie_breaks": [self._said(entry, "text") for entry in scheme.tie_break],
            "validity": self._validity(scheme),
            "not_scored": [self.texts(gap) for gap in scheme.unread],
            "local_max": figure(scheme.local_max),
            "local_note": self._say(scheme.local_note) if scheme.local_note else None,
            "checked_on": plain(scheme.checked_on),
            "checked_on_text": self.language.day(scheme.checked_on),
        }

    def _validity(self, scheme: Scheme) -> dict[str, Any] | None:
        if scheme.validity is None:
            return None
        return {"months": scheme.validity.months, **self._said(scheme.validity, "text")}

    def total(self, total: Total) -> dict[str, Any]:
        """Return what a total is for."""
        return self._once("total", total, self._total)

    def _total(self, total: Total) -> dict[str, Any]:
        return {"id": total.id, "max": figure(total.max), **self._said(total, "label")}

    def multiplier(self, multiplier: Multiplier) -> dict[str, Any]:
        """Return what a total is multiplied by, and for whom."""
        return self._once(
            "multiplier",
            multiplier,
            lambda m: {"factor": figure(m.factor), **self._said(m, "label")},
        )

    def veto(self, veto: Veto) -> dict[str, Any]:
        """Return what refuses an application, and what becomes of the points."""
        return self._once(
            "veto",
            veto,
            lambda v: {
                "id": v.id,
                "effect": v.effect,
                "totals": list(v.totals),
                **self._said(v, "text"),
            },
        )

    def cutoff(self, cutoff: Cutoff) -> dict[str, Any]:
        """Return a line that was published."""
        return self._once("cutoff", cutoff, self._cutoff)

    def _cutoff(self, cutoff: Cutoff) -> dict[str, Any]:
        return {
            "points": figure(cutoff.points),
            "total": cutoff.total,
            "begins": plain(cutoff.term.begins),
            "ends": plain(cutoff.term.ends),
            **self._said(cutoff, "label"),
        }

    def line(self, line: Line) -> dict[str, Any]:
        """Return what a line is and how it is scored."""
        return self._once("line", line, self._line)

    def _line(self, line: Line) -> dict[str, Any]:
        return {
            "indicator": line.id,
            "kind": line.indicator,
            "max": figure(line.max),
            **self._said(line, "label", "rule"),
            "checked_by": self._say(line.checked_by) if line.checked_by else None,
        }

    def group(self, group: Group) -> dict[str, Any]:
        """Return how lines are combined."""
        return self._once("group", group, self._group)

    def _group(self, group: Group) -> dict[str, Any]:
        return {
            "id": group.id,
            "combine": group.combine,
            "take": group.take,
            "cap": figure(group.cap),
            "members": list(group.members),
            **self._said(group, "label"),
        }

    def indicator(self, indicator: Indicator, scored_by: tuple[str, ...]) -> dict[str, Any]:
        """Return one of the guideline's kinds of indicator, scored by these schemes."""
        kind = " ".join(("indicator", *scored_by))
        return self._once(kind, indicator, lambda i: self._indicator(i, scored_by))

    def _indicator(self, indicator: Indicator, scored_by: tuple[str, ...]) -> dict[str, Any]:
        return {
            "kind": indicator.id,
            "scored_by": list(scored_by),
            "text": self._scored(indicator, scored_by),
            "local": indicator.local,
            "about": self._say(indicator.text),
            "documents": list(indicator.documents),
            **self._said(indicator, "name"),
        }

    def _scored(self, indicator: Indicator, scored_by: tuple[str, ...]) -> str:
        if scored_by:
            names = [self._say(self.rulebook.schemes[scheme].name) for scheme in scored_by]
            return self._say("算在“%(schemes)s”里。", schemes=self.language.listed(names))
        if indicator.local:
            return self._say("由当地自己定，这里没有读到。请问当地窗口。")
        return self._say(
            "指导意见要求当地的积分表有这一项，但该表没有读到，没有计入。请问当地窗口。"
        )


def _states(language: Language) -> dict[str, str]:
    """Return a sentence for each state of endorsement, with places for its days."""
    say = language.gettext
    return {
        "no_permit": say("你还没有证，不用签注。"),
        "not_due": say("还没有到签注的时候。%(opens)s 到 %(due)s 之间去办。"),
        "due": say("现在就可以签注，最晚 %(due)s。"),
        "suspended": say(
            "签注已经逾期，证件功能中止。%(grace)s 以前（含当天）还可以补办，过了就注销。"
        ),
        "suspended_for_good": say(
            "应在 %(due)s 以前（含当天）签注，已经逾期，证件功能中止。补办签注后恢复。"
        ),
        "cancelled": say(
            "签注过期，到 %(grace)s 还没有补办，经有关部门认定后，证件注销。还想要证，就重新申领。"
        ),
        "cannot_tell": say("看不出签注的情况。请填证件名称、签发日期和最近一次签注日期。"),
    }
