"""A points sheet in words: lines, groups, total, entry, what is not in it, what would raise it."""

from typing import Any

from selfcheck.engine.improvements import Improvement
from selfcheck.engine.indicators import IndicatorFinding
from selfcheck.engine.scoring import LineScore, Sheet
from selfcheck.presenter.citations import Citations
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.language import Language, figure, plain
from selfcheck.presenter.permits import PermitWords
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import Rulebook


class SheetWords:
    """Words for points, for one person in one language."""

    def __init__(
        self,
        rulebook: Rulebook,
        language: Language,
        citations: Citations,
        explanations: Explanations,
        permits: PermitWords,
        unit: str,
    ) -> None:
        self._rulebook = rulebook
        self._language = language
        self._say = language.gettext
        self._cite = citations.text
        self._explain = explanations
        self._permits = permits
        self._unit = unit

    def sheet(self, sheet: Sheet) -> dict[str, Any]:
        """Return one scheme's sheet as JSON-like words and codes."""
        scheme = sheet.scheme
        return {
            "scheme": scheme.id,
            "unit": self._unit,
            "name": self._say(scheme.name),
            "purpose": self._say(scheme.purpose),
            "coverage": scheme.coverage,
            "entry": sheet.entry,
            "entry_conditions": [self._permits.finding(f) for f in sheet.findings],
            "low": figure(sheet.low),
            "high": figure(sheet.high),
            "max": figure(scheme.max),
            "score_text": self._language.points(sheet.low, sheet.high),
            "lines": [self._line(line) for line in sheet.lines],
            "groups": [
                {
                    "id": group.group.id,
                    "label": self._say(group.group.label),
                    "combine": group.group.combine,
                    "cap": figure(group.group.cap),
                    "low": figure(group.low),
                    "high": figure(group.high),
                    "members": list(group.group.members),
                    "citation": self._cite(group.group.citation),
                }
                for group in sheet.groups
            ],
            "in_force": sheet.in_force,
            "in_force_text": self._in_force(sheet),
            "vetoes": [],
            "not_scored": [
                {"text": self._say(gap.text), "citation": self._cite(gap.citation)}
                for gap in scheme.unread
            ],
            "readings": [
                {"text": self._say(reading.text), "citation": self._cite(reading.citation)}
                for reading in sheet.readings
            ],
            "local_max": figure(scheme.local_max),
            "local_note": self._say(scheme.local_note) if scheme.local_note else None,
            "citation": self._cite(scheme.citation),
            "checked_on": plain(scheme.checked_on),
            "missing": self._missing(sheet),
        }

    def _in_force(self, sheet: Sheet) -> str:
        lead = {
            "yes": self._say("这一天，这张表在施行期内。"),
            "no": self._say("这一天不在这张表的施行期内，分数只供参考。"),
            "unknown": self._say("不知道这张表现在还用不用，可能有新表。"),
        }[sheet.in_force]
        return lead + self._say(sheet.scheme.term_note)

    def _line(self, line: LineScore) -> dict[str, Any]:
        rule = line.line
        return {
            "indicator": rule.id,
            "kind": rule.indicator,
            "label": self._say(rule.label),
            "rule": self._say(rule.rule),
            "low": figure(line.low),
            "high": figure(line.high),
            "max": figure(rule.max),
            "score_text": self._language.points(line.low, line.high),
            "text": self._explain.line(line),
            "citation": self._cite(rule.citation),
            "documents": [self._permits.document(name) for name in rule.documents],
            "checked_by": self._say(rule.checked_by) if rule.checked_by else None,
        }

    def _missing(self, sheet: Sheet) -> list[str]:
        names: dict[str, None] = {}
        for line in sheet.lines:
            if line.low != line.high:
                names.update(dict.fromkeys(self._missing_of(line)))
        return list(names)

    def _missing_of(self, line: LineScore) -> list[str]:
        names = self._explain.missing(line.line.formula)
        if line.partner is not None and line.partner.low != line.partner.high:
            names += self._explain.missing(line.line.formula, "partner_")
            names += self._explain.unknown("has_partner")
        return names

    def indicator(self, found: IndicatorFinding) -> dict[str, Any]:
        """Return one of the guideline's kinds of indicator, as far as this unit is concerned."""
        indicator = found.indicator
        return {
            "kind": indicator.id,
            "name": self._say(indicator.name),
            "about": self._say(indicator.text),
            "citation": self._cite(indicator.citation),
            "local": indicator.local,
            "scored_by": list(found.scored_by),
            "given": found.given,
            "documents": list(indicator.documents),
            "documents_named": [self._permits.document(name) for name in indicator.documents],
            "text": self._indicator_text(found),
        }

    def _indicator_text(self, found: IndicatorFinding) -> str:
        if found.scored_by:
            names = [self._say(self._rulebook.schemes[s].name) for s in found.scored_by]
            return self._say("算在“%(schemes)s”里。", schemes=self._language.listed(names))
        if found.indicator.local:
            return self._say("由当地自己定，这里没有读到。请问当地窗口。")
        return self._say(
            "指导意见要求当地的积分表必须有这一项，但那张表不在这里，没有算分。请问当地窗口。"
        )

    def improvement(self, found: Improvement) -> dict[str, Any]:
        """Return one change that would raise a score, as a sentence."""
        fact = self._rulebook.facts_of[self._unit][found.fact]
        return {
            "scheme": found.scheme,
            "fact": found.fact,
            "value": plain(found.value),
            "gain": figure(found.gain),
            "on": plain(found.on),
            "text": self._improvement_text(found, fact),
        }

    def _improvement_text(self, found: Improvement, fact: Fact) -> str:
        gain = self._language.points(found.gain, found.gain)
        name = self._explain.fact_name(fact.id)
        if found.on is not None:
            return self._say(
                "到 %(day)s，“%(fact)s”到 %(value)s，多 %(gain)s。",
                day=self._language.day(found.on),
                fact=name,
                value=self._explain.value(fact, found.value),
                gain=gain,
            )
        if found.value is True:
            return self._say("“%(fact)s”符合了，多 %(gain)s。", fact=name, gain=gain)
        return self._say(
            "“%(fact)s”到“%(value)s”，多 %(gain)s。",
            fact=name,
            value=self._explain.value(fact, found.value),
            gain=gain,
        )
