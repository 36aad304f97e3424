"""A points sheet in words: lines, groups, total, entry, what is not in it, what would raise it."""

from decimal import Decimal
from typing import Any

from selfcheck.engine.indicators import IndicatorFinding
from selfcheck.engine.scoring import LineScore, Sheet
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.fixed import FixedWords
from selfcheck.presenter.language import figure
from selfcheck.presenter.permits import PermitWords


class SheetWords:
    """Words for points, for one person in one language."""

    def __init__(
        self, fixed: FixedWords, explanations: Explanations, permits: PermitWords, unit: str
    ) -> None:
        self._rulebook = fixed.rulebook
        self._language = fixed.language
        self._say = fixed.language.gettext
        self._fixed = fixed
        self._explain = explanations
        self._permits = permits
        self._unit = unit

    def sheet(self, sheet: Sheet) -> dict[str, Any]:
        """Return one scheme's sheet as JSON-like words and codes."""
        words = {
            **self._fixed.scheme(sheet.scheme),
            "unit": self._unit,
            "entry": sheet.entry,
            "entry_conditions": [self._permits.finding(f) for f in sheet.findings],
            "low": figure(sheet.low),
            "high": figure(sheet.high),
            "score_text": self._language.points(sheet.low, sheet.high),
            "lines": [self._line(line) for line in sheet.lines],
            "groups": [
                {
                    **self._fixed.group(group.group),
                    "low": figure(group.low),
                    "high": figure(group.high),
                    "score_text": self._language.points(group.low, group.high),
                }
                for group in sheet.groups
            ],
            "in_force": sheet.in_force,
            "in_force_text": self._in_force(sheet),
            "readings": [self._fixed.texts(reading) for reading in sheet.readings],
            "missing": self._missing(sheet),
        }
        if self._permits.for_page:
            words["bar"] = bar(sheet.low, sheet.high, sheet.scheme.max)
        return words

    def _in_force(self, sheet: Sheet) -> str:
        lead = {
            "yes": self._say("这一天，这张表在施行期内。"),
            "no": self._say("这一天不在这张表的施行期内，分数只供参考。"),
            "unknown": self._say("不知道这张表现在还用不用，可能有新表。"),
        }[sheet.in_force]
        return lead + self._say(sheet.scheme.term_note)

    def _line(self, line: LineScore) -> dict[str, Any]:
        rule = line.line
        words = {
            **self._fixed.line(rule),
            "low": figure(line.low),
            "high": figure(line.high),
            "score_text": self._language.points(line.low, line.high),
            "text": self._explain.line(line),
        }
        if self._permits.for_page:
            words["documents"] = self._permits.documents(rule.documents)
            words["bar"] = bar(line.low, line.high, rule.max)
            words["fields"] = self._fixed.fields(rule.formula)
        return words

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
        words = {
            **self._fixed.indicator(found.indicator, found.scored_by),
            "given": found.given,
        }
        if self._permits.for_page:
            words["documents_named"] = self._permits.documents(found.indicator.documents)
        return words


def bar(low: Decimal, high: Decimal | None, top: Decimal | None) -> tuple[float, float] | None:
    """Return how much of a bar is sure and how much may be, in percent; None without a top."""
    if top is None:
        return None
    share = 100 / float(top)
    most = float(top) if high is None else max(float(high), 0.0)
    return round(max(float(low), 0.0) * share, 2), round(most * share, 2)
