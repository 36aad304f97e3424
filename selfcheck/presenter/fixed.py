"""Words that depend on the rules and on a few codes: made once for a language, then reused.

A code is a verdict, or whether a paper is at hand; what a person wrote is never in here. Whoever
takes a dictionary or a list from here copies it before adding anything.

Words for a page have an object of their own by the name of `same`: whoever has the same object has
the same words.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from selfcheck.engine.evidence import OfferedEvidence
from selfcheck.engine.indicators import IndicatorFinding
from selfcheck.engine.kept import Kept
from selfcheck.engine.periods import add_months
from selfcheck.engine.tables import basis_of
from selfcheck.presenter.arrangement import kinds
from selfcheck.presenter.assumed import assumable
from selfcheck.presenter.citations import Citations
from selfcheck.presenter.language import Language, figure, plain
from selfcheck.presenter.names import name_of
from selfcheck.presenter.stores import PARTS_KEPT, Papers, UnitStores
from selfcheck.rules.alike import alike
from selfcheck.rules.model.editions import Edition, Permit, Requirement
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.schemes import (
    Cutoff,
    EntryRequirement,
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

E = TypeVar("E")
W = TypeVar("W")

YEAR = re.compile(r"\d{4} ?年")
"""The year in what a published line is called."""

WORDS_KEPT = 8192
"""A bound for the memory, however the codes come together."""

PAPER_FACTS = ("housing_papers", "employment_papers")
Held = tuple[frozenset[str] | None, ...]

DAYS_KEPT = 16
"""Days of assessment whose coming months are kept: nearly everybody asks for today."""

Having = tuple[bool | None, ...]
"""For each of some papers: whether it is at hand, None where that was not said."""


class FixedWords:
    """The rulebook's words in one language."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self.rulebook = rulebook
        self.language = language
        self._say = language.gettext
        self._cite = Citations(rulebook, language).text
        self.states = _states(language)
        self._made: Kept[tuple[object, ...], tuple[object, Any]] = Kept(WORDS_KEPT)
        self._stores: dict[tuple[object, ...], Kept[Any, Any]] = {}
        self._units: dict[tuple[str, bool], UnitStores] = {}
        self._first_alike = {unit: lot[0] for lot in alike(rulebook) for unit in lot}
        self._days: Kept[tuple[date, int], list[str]] = Kept(DAYS_KEPT)

    def _once(self, kind: str, entry: E, make: Callable[[E], W], *codes: object) -> W:
        key = (kind, id(entry), *codes)
        made = self._made.get(key)
        words: W = self._keep(key, entry, make(entry)) if made is None else made[1]
        return words

    def kept(
        self, kind: str, held: tuple[object, ...], codes: tuple[object, ...], make: Callable[[], W]
    ) -> W:
        """Return what `make` makes of findings that are the same objects each time, and of codes.

        There must be no more than codes in either.
        """
        key = (kind, codes, *map(id, held))
        made = self._made.get(key)
        words: W = self._keep(key, held, make()) if made is None else made[1]
        return words

    def _keep(self, key: tuple[object, ...], held: object, words: W) -> W:
        """Keep the words; what the key names by its id is held beside, so that the id stays."""
        self._made[key] = (held, words)
        return words

    def store(self, *of: str | bool, most: int = PARTS_KEPT) -> Kept[Any, Any]:
        """Return what is kept of a part of a unit: for who asks so often that each step counts."""
        store = self._stores.get(of)
        if store is None:
            store = self._stores[of] = Kept(most)
        return store

    def month_ends(self, on: date, months: int) -> list[str]:
        """Return in words the day and the ends of so many months after it."""
        words = self._days.get((on, months))
        if words is None:
            days = [add_months(on, ahead) for ahead in range(months + 1)]
            words = self._days[on, months] = [self.language.day(day) for day in days]
        return words

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
        return self._once("grounds", edition, self._grounds)

    def _grounds(self, edition: Edition) -> list[dict[str, Any]]:
        return [
            {"id": ground.id, **self._said(ground, "text", "check")} for ground in edition.ground
        ]

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

    def not_issued(self, edition: Edition, held: str | None) -> str | None:
        """Return that the edition does not know the permit that is held; None where it does."""
        return self._once("not issued", edition, lambda e: self._not_issued(e, held), held)

    def _not_issued(self, edition: Edition, held: str | None) -> str | None:
        said = edition.endorsement.not_issued
        known = {permit.id.removesuffix("_permit") for permit in edition.permit}
        return self._say(said) if said and held not in {None, "none", *known} else None

    def texts(self, entry: Any) -> dict[str, Any]:
        """Return the id, text and citation of a notice, a gap or a reading."""
        return self._once("texts", entry, self._texts)

    def _texts(self, entry: Any) -> dict[str, Any]:
        kept = {name: getattr(entry, name) for name in ("id", "aside") if hasattr(entry, name)}
        return {**kept, **self._said(entry, "text")}

    def services(self, edition: Edition, opened: tuple[str, ...]) -> list[dict[str, Any]]:
        """Return all services of an edition: what opens each, and whether it is among `opened`."""
        return self._once("services", edition, lambda e: self._services(e, opened), opened)

    def _services(self, edition: Edition, opened: tuple[str, ...]) -> list[dict[str, Any]]:
        return [
            {
                "id": service.id,
                "opened_by": service.opened_by,
                **self._said(service, "name"),
                "open": service.id in opened,
            }
            for service in edition.service
        ]

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

    def finding(self, requirement: Requirement, verdict: str) -> dict[str, Any]:
        """Return a requirement with its verdict, the reason and the source."""
        return self._once("finding", requirement, lambda r: self._finding(r, verdict), verdict)

    def _finding(self, requirement: Requirement, verdict: str) -> dict[str, Any]:
        words = self._said(requirement, "label", verdict)
        return {
            "id": requirement.id,
            "label": words["label"],
            "verdict": verdict,
            "text": words[verdict],
            "citation": words["citation"],
        }

    def finding_on_page(self, requirement: Requirement, verdict: str) -> dict[str, Any]:
        """Return the same, and the questions that the requirement looks at."""
        return self._once(
            "finding on page",
            requirement,
            lambda r: {**self.finding(r, verdict), "fields": self.fields(r.test)},
            verdict,
        )

    def reads(self, entry: Entry) -> tuple[str, ...]:
        """Return the facts that a condition or a formula reads, each once."""
        return self._once("reads", entry, lambda e: tuple(dict.fromkeys(facts_read(e))))

    def fields(self, entry: Entry) -> list[dict[str, str]]:
        """Return the questions that a condition or a formula looks at: where to change it."""
        return self._once("fields", entry, self._fields)

    def _fields(self, entry: Entry) -> list[dict[str, str]]:
        facts = [
            self.rulebook.facts[name] for name in self.reads(entry) if name in self.rulebook.facts
        ]
        return [{"fact": fact.id, "name": name_of(fact, self.language)} for fact in facts]

    def evidence(self, offered: OfferedEvidence) -> dict[str, Any]:
        """Return the evidence for a requirement, with the papers of the alternatives offered."""
        return self._once(
            "evidence", offered.evidence, lambda _: self._evidence(offered), offered.places
        )

    def _evidence(self, offered: OfferedEvidence) -> dict[str, Any]:
        return {
            "for": offered.evidence.for_,
            **self._said(offered.evidence, "label"),
            "any_of": [list(alternative.documents) for alternative in offered.alternatives],
        }

    def evidence_on_page(self, offered: OfferedEvidence, having: Having) -> dict[str, Any]:
        """Return the same, with each paper and whether it is at hand.

        `having` says so for the papers of the alternatives, one after the other.
        """
        return self._once(
            "evidence on page",
            offered.evidence,
            lambda _: self._evidence_on_page(offered, having),
            offered.places,
            having,
        )

    def _evidence_on_page(self, offered: OfferedEvidence, having: Having) -> dict[str, Any]:
        left = iter(having)
        return {
            **self.evidence(offered),
            "open": offered.places,
            "having": having,
            "alternatives": [
                {
                    "documents": [self.document(name, next(left)) for name in a.documents],
                    "note": self._say(a.note) if a.note else None,
                    "office_decides": a.local,
                }
                for a in offered.alternatives
            ],
        }

    def papers(self, unit: str, held: Held) -> Papers:
        """Return, for each paper that was asked about, whether it is at hand.

        `held` are the answers to the questions that ask for papers, in their order.
        """
        return self._once("papers", self.rulebook, lambda _: self._papers(unit, held), unit, held)

    def _papers(self, unit: str, held: Held) -> Papers:
        facts = self.rulebook.facts_of[unit]
        return Papers(
            {
                choice.id: choice.id in said
                for fact, said in zip(PAPER_FACTS, held, strict=True)
                if said is not None
                for choice in facts[fact].choices
            }
        )

    def documents(self, names: tuple[str, ...]) -> list[dict[str, Any]]:
        """Return papers by name, whether they are at hand or not."""
        return [self.document(name, None) for name in names]

    def document(self, name: str, have: bool | None) -> dict[str, Any]:
        """Return a paper, and whether it is at hand. KeyError for an unknown one."""
        return self._once(
            "document",
            self.rulebook.documents[name],
            lambda document: {**self._document(document), "have": have},
            have,
        )

    def _document(self, document: Any) -> dict[str, Any]:
        return {
            "id": document.id,
            "name": self._say(document.name),
            "issued_by": self._say(document.issued_by) if document.issued_by else None,
            "note": self._say(document.note) if document.note else None,
        }

    def assumable(self, scheme: Scheme) -> tuple[str, ...]:
        """Return the facts that the scheme reads and that are assumed where nobody says them."""
        return self._once("assumable", scheme, lambda s: assumable(s, self.rulebook.facts))

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

    def about(self, part: EntryRequirement | Veto, scheme: Scheme) -> str:
        """Return the names of the totals it is about; nothing where it is about all."""
        return self._once("about", part, lambda p: about(p, scheme, self.language))

    def cutoff(self, cutoff: Cutoff) -> dict[str, Any]:
        """Return a line that was published."""
        return self._once("cutoff", cutoff, self._cutoff)

    def _cutoff(self, cutoff: Cutoff) -> dict[str, Any]:
        return {
            "points": figure(cutoff.points),
            "total": cutoff.total,
            "plus": list(cutoff.plus),
            "plus_text": added(cutoff, self.rulebook, self.language),
            "begins": plain(cutoff.term.begins),
            "ends": plain(cutoff.term.ends),
            "of_a_time": cutoff.term.ends is not None or bool(YEAR.search(cutoff.label)),
            **self._said(cutoff, "label"),
        }

    def of_unit(self, unit: str, for_page: bool) -> UnitStores:
        """Return what is kept of a unit, and of those that the rules do not tell from it."""
        first = self._first_alike[unit]
        stores = self._units.get((first, for_page))
        if stores is None:
            stores = self._units[first, for_page] = self._stores_of(first)
        return stores

    def _stores_of(self, unit: str) -> UnitStores:
        facts, schemes = self.rulebook.facts_of[unit], self.rulebook.schemes_of(unit)
        lines = [line for scheme in schemes for line in (*scheme.line, *scheme.deduction)]
        tables = frozenset(id(line) for line in lines if basis_of(line, facts) is not None)
        return UnitStores(
            tables,
            frozenset(
                (scheme.id, fact)
                for scheme in schemes
                if scheme.is_plain and not scheme.group
                for fact, reached in self.rulebook.reach[scheme.id].items()
                if all(id(line) in tables for line in reached.lines)
            ),
        )

    def line_on_page(self, line: Line, having: Having) -> dict[str, Any]:
        """Return the same as `line`, with its papers and the questions that it looks at."""
        return self._once("line on page", line, lambda _: self._line_on_page(line, having), having)

    def _line_on_page(self, line: Line, having: Having) -> dict[str, Any]:
        papers = zip(line.documents, having, strict=True)
        return {
            **self.line(line),
            "documents": [self.document(name, have) for name, have in papers],
            "having": having,
            "fields": self.fields(line),
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

    def group(self, group: Group, scheme: Scheme) -> dict[str, Any]:
        """Return how lines of the scheme are combined."""
        return self._once("group", group, lambda g: self._group(g, scheme))

    def _group(self, group: Group, scheme: Scheme) -> dict[str, Any]:
        return {
            "text": combined(group, scheme, self.language),
            "id": group.id,
            "combine": group.combine,
            "take": group.take,
            "cap": figure(group.cap),
            "members": list(group.members),
            **self._said(group, "label"),
        }

    def indicators(self, found: tuple[IndicatorFinding, ...]) -> list[dict[str, Any]]:
        """Return the guideline's kinds of indicator in a unit, for whoever has the same."""
        return self.kept("indicators", (found,), (), lambda: [self._kind(kind) for kind in found])

    def kinds(self, found: tuple[IndicatorFinding, ...]) -> dict[str, Any]:
        """Return the same for a page: put together, each with its papers by name."""
        return self.kept(
            "kinds",
            (found,),
            (),
            lambda: {
                **kinds([self._kind_on_page(kind) for kind in found], self._say("；")),
                "same": object(),
            },
        )

    def _kind(self, found: IndicatorFinding) -> dict[str, Any]:
        return self._once(
            "kind", found.indicator, lambda i: self._indicator(*found), found.scored_by, found.given
        )

    def _kind_on_page(self, found: IndicatorFinding) -> dict[str, Any]:
        """Return the same, with its papers by name."""
        return self._once(
            "kind on page",
            found.indicator,
            lambda i: {
                **self._kind(found),
                "documents_named": self.documents(i.documents),
            },
            found.scored_by,
            found.given,
        )

    def _indicator(
        self, indicator: Indicator, scored_by: tuple[str, ...], given: bool | None
    ) -> dict[str, Any]:
        return {
            "kind": indicator.id,
            "scored_by": list(scored_by),
            "text": self._scored(indicator, scored_by),
            "local": indicator.local,
            "about": self._say(indicator.text),
            "documents": list(indicator.documents),
            **self._said(indicator, "name"),
            "given": given,
        }

    def _scored(self, indicator: Indicator, scored_by: tuple[str, ...]) -> str:
        if scored_by:
            names = [
                self._say("“%(scheme)s”", scheme=self._say(self.rulebook.schemes[scheme].name))
                for scheme in scored_by
            ]
            return self._say("算在%(schemes)s里。", schemes=self.language.listed(names))
        if indicator.local:
            return self._say("由当地自己定，这里没有读到。请问当地窗口。")
        return self._say(
            "指导意见要求当地的积分表有这一项，但该表没有读到，没有计入。请问当地窗口。"
        )


def combined(group: Group, scheme: Scheme, language: Language) -> str:
    """Return what a group is made of (lines, deductions, groups inside it), and how it counts."""
    say = language.gettext
    parts: tuple[Line | Group, ...] = (*scheme.line, *scheme.deduction, *scheme.group)
    labels = {part.id: part.label for part in parts}
    names = language.listed([say(labels[member]) for member in group.members])
    if group.take > 1:
        how = say("，只算最高的 %(take)s 项", take=group.take)
    else:
        how = {
            "sum": say("，相加"),
            "highest": say("，只算最高的一项"),
            "choice": say("，可以选一项，按最高的算"),
            "lowest": say("，按最低的一项算"),
        }[group.combine]
    cap = "" if group.cap is None else say("，合计最高 %(cap)s 分", cap=figure(group.cap))
    return names + how + cap


def added(cutoff: Cutoff, rulebook: Rulebook, language: Language) -> str | None:
    """Return in words which tables are added for a published line; None where none is."""
    if not cutoff.plus:
        return None
    say = language.gettext
    names = [say("“%(name)s”", name=say(rulebook.schemes[plus].name)) for plus in cutoff.plus]
    return say("和%(tables)s的分加起来算", tables=language.listed(names))


def about(part: EntryRequirement | Veto, scheme: Scheme, language: Language) -> str:
    """Return the names of the totals that the part is about; nothing where it is about all."""
    totals = [total for total in scheme.total if total.id in part.totals]
    return language.listed([language.gettext(total.label) for total in totals])


def _states(language: Language) -> dict[str, str]:
    """Return a sentence for each state of endorsement, with places for its days."""
    say = language.gettext
    return {
        "no_permit": say("你还没有证，不用签注。"),
        "not_due": say("还没有到签注的时候。%(opens)s到 %(due)s之间去办。"),
        "due": say("现在就可以签注，最晚 %(due)s。"),
        "suspended": say(
            "签注已经逾期，证件功能中止。最晚 %(grace)s补办。再晚的，经有关部门认定后，证件注销。"
        ),
        "suspended_for_good": say("最晚应在 %(due)s签注，已经逾期，证件功能中止。补办签注后恢复。"),
        "cancelled": say(
            "签注逾期，到 %(grace)s还没有补办。经有关部门认定后，证件注销。还想要证，就重新申领。"
        ),
        "cannot_tell": say("看不出签注的情况。请填证件名称、签发日期和最近一次签注日期。"),
        "in_no_window": say(
            "看不出签注的情况：填的签注日期不在应当签注的时间里。请对着证件核对签发日期和签注日期，或者去窗口问。"
        ),
    }
