"""A points sheet in words: lines, groups, total, entry, what is not in it, what would raise it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from selfcheck.engine.cutoffs import CutoffFinding, cutoff_finding
from selfcheck.engine.eligibility import Finding
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.lines import LineScore
from selfcheck.engine.scoring import Sheet, TotalScore, VetoFinding
from selfcheck.engine.truth import CANNOT_TELL, MET
from selfcheck.presenter.counted_to import counted_in_words, day_counted_to
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.fixed import FixedWords, Having
from selfcheck.presenter.permits import PermitWords
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.schemes import EntryRequirement, Total, Veto

BARS_KEPT = 4096

NOT_COUNTED_TO: dict[str, str | None] = {"counted_to": None, "counted_to_text": None}
"""What is said of a table that counts up to the day of assessment."""


class SheetWords:
    """Words for points, for one person in one language."""

    def __init__(
        self,
        fixed: FixedWords,
        explanations: Explanations,
        permits: PermitWords,
        unit: str,
        endorsement: Endorsement,
    ) -> None:
        self._rulebook = fixed.rulebook
        self._language = fixed.language
        self._say = fixed.language.gettext
        self._fixed = fixed
        self._explain = explanations
        self._permits = permits
        self._unit = unit
        self._endorsement = endorsement
        self._stores = permits.stores

    def sheet(self, sheet: Sheet, sheets: tuple[Sheet, ...]) -> dict[str, Any]:
        """Return one scheme's sheet, out of all those of the unit, as JSON-like words and codes."""
        assumed = self._assumed(sheet)
        words = self._kept_sheet(sheet).copy()
        words["unit"] = self._unit
        words.update(self._language.score(sheet.low, sheet.high))
        words["lines"] = self._lines(sheet.lines, sheet, assumed)
        if sheet.groups:
            words["groups"] = [
                {
                    **self._fixed.group(group.group, sheet.scheme),
                    **self._language.score(group.low, group.high),
                }
                for group in sheet.groups
            ]
        if sheet.scheme.counted_to is not None:
            words.update(self._counted_to(sheet))
        if not sheet.scheme.is_plain:
            words.update(self._beyond_lines(sheet, assumed))
        if sheet.scheme.cutoff:
            at = self._explain.at(self._endorsement)
            cutoffs = [cutoff_finding(cutoff, sheet, sheets, at) for cutoff in sheet.scheme.cutoff]
            words["cutoffs"] = [self._cutoff(found) for found in cutoffs]
        words["missing"] = self._missing(sheet)
        words["assumed"] = assumed
        if self._permits.for_page:
            words["bar"] = bar_on_page(words["low"], words["high"], words["max"])
            words.update(words["bar"] or {})
            words["found"] = _found(sheet, words)
        return words

    def _kept_sheet(self, sheet: Sheet) -> dict[str, Any]:
        """Return what the sheet says that rests on codes alone, with places for the rest."""
        scheme, readings = sheet.scheme, sheet.readings
        verdicts = [id(found.truth) for found in sheet.findings]
        key = (id(scheme), sheet.entry, sheet.in_force, *verdicts, *map(id, readings))
        kept = self._stores.sheets.get(key)
        if kept is None:
            # What the key names by its id is held beside, so that the id stays its own.
            kept = self._stores.sheets[key] = ((scheme, readings), self._decided(sheet))
        return kept[1]

    def _decided(self, sheet: Sheet) -> dict[str, Any]:
        entry = zip(sheet.scheme.entry, sheet.findings, strict=True)
        return {
            **self._fixed.scheme(sheet.scheme),
            "unit": None,
            "entry": sheet.entry,
            "entry_conditions": [self._entry_condition(*found, sheet) for found in entry],
            "low": None,
            "high": None,
            "score_text": None,
            "lines": [],
            "groups": [],
            "narrower": False,
            **NOT_COUNTED_TO,
            "in_force": sheet.in_force,
            "in_force_text": self._in_force(sheet),
            "deductions": [],
            "totals": [],
            "vetoes": [],
            "possible_vetoes": [],
            "cutoffs": [],
            "readings": [self._fixed.texts(reading) for reading in sheet.readings],
            "missing": [],
            "assumed": [],
        }

    def _beyond_lines(self, sheet: Sheet, assumed: list[dict[str, str]]) -> dict[str, Any]:
        """Return deductions, totals and vetoes, of which a plain table has none."""
        return {
            "narrower": any(of.narrower for of in sheet.totals),
            "deductions": self._lines(sheet.deductions, sheet, assumed),
            "totals": [self._total(found, found.total) for found in sheet.totals if found.total],
            "vetoes": [self._veto(v, sheet) for v in sheet.vetoes if v.truth is MET],
            "possible_vetoes": [
                self._veto(v, sheet) for v in sheet.vetoes if v.truth is CANNOT_TELL
            ],
        }

    def brief(self, sheet: Sheet) -> dict[str, Any]:
        """Return one scheme's total, without its lines and their reasons."""
        fixed = self._fixed.scheme(sheet.scheme)
        kept = ("scheme", "name", "coverage", "max", "local_max", "checked_on")
        score = self._language.score(sheet.low, sheet.high)
        return {
            **{name: fixed[name] for name in kept},
            "entry": sheet.entry,
            "in_force": sheet.in_force,
            **score,
            "bar": bar(score["low"], score["high"], fixed["max"]),
            "missing": self._missing(sheet),
            "assumed": self._assumed(sheet),
        }

    def _total(self, found: TotalScore, total: Total) -> dict[str, Any]:
        return {
            **self._fixed.total(total),
            **self._language.score(found.low, found.high),
            "too_low": found.too_low.value,
            "refused": found.refused.value,
            "entry": found.entry,
            "multipliers": [
                {**self._fixed.multiplier(m.multiplier), "verdict": m.truth.value}
                for m in found.multipliers
            ],
        }

    def _entry_condition(
        self, requirement: EntryRequirement, found: Finding, sheet: Sheet
    ) -> dict[str, Any]:
        words = {**self._permits.finding(found), "totals": list(requirement.totals)}
        return self._with_about(words, requirement, sheet)

    def _veto(self, found: VetoFinding, sheet: Sheet) -> dict[str, Any]:
        words = {**self._fixed.veto(found.veto), "verdict": found.truth.value}
        return self._with_about(words, found.veto, sheet)

    def _with_about(
        self, words: dict[str, Any], part: EntryRequirement | Veto, sheet: Sheet
    ) -> dict[str, Any]:
        if self._permits.for_page:
            words["about"] = self._fixed.about(part, sheet.scheme)
        return words

    def _cutoff(self, found: CutoffFinding) -> dict[str, Any]:
        return {
            **self._fixed.cutoff(found.cutoff),
            **self._language.score(found.low, found.high),
            "reached": None if found.reached is None else found.reached.value,
        }

    def _counted_to(self, sheet: Sheet) -> dict[str, str | None]:
        """Return the day up to which the lines are counted, where it is another than the day."""
        day = day_counted_to(sheet.scheme, sheet.on)
        if day is None:
            return NOT_COUNTED_TO
        text = counted_in_words(day, sheet.scheme, self._language)
        return {"counted_to": day.isoformat(), "counted_to_text": text}

    def _in_force(self, sheet: Sheet) -> str:
        lead = {
            "yes": self._say("这一天，这张表在施行期内。"),
            "no": self._say("这一天不在这张表的施行期内，分数只供参考。"),
            "unknown": self._say("不知道这张表现在还用不用，可能有新表。"),
        }[sheet.in_force]
        return lead + self._say(sheet.scheme.term_note)

    def _line(self, found: LineScore, sheet: Sheet, taken: str) -> dict[str, Any]:
        """Return a line in words; the same for everybody where its score comes of a table."""
        papers = self._permits.papers
        having = None if papers is None else papers.having(found.line.documents)
        if taken or found.limited or id(found.line) not in self._stores.tables:
            return self._made_line(found, sheet, taken, having)
        place = (id(found.line), id(found.own), id(found.partner), having)
        kept = self._stores.lines.get(place)
        if kept is not None:
            return kept[1]
        words = self._made_line(found, sheet, taken, having)
        if not self._explain.rests_on_answers:
            if having is not None:
                words["same"] = object()
            # The scores are held beside, so that their ids stay their own.
            self._stores.lines[place] = ((found.own, found.partner), words)
        return words

    def _made_line(
        self, found: LineScore, sheet: Sheet, taken: str, having: Having | None
    ) -> dict[str, Any]:
        line, score = found.line, self._language.score(found.low, found.high)
        text = self._explain.line(found) + self._limit(found, sheet) + taken
        if having is None:
            return {**self._fixed.line(line), **score, "text": text}
        words = {**self._fixed.line_on_page(line, having), **score, "text": text}
        words["bar"] = bar_on_page(words["low"], words["high"], words["max"])
        words.update(words["bar"] or {})
        words["same"] = None
        return words

    def _lines(
        self, found: tuple[LineScore, ...], sheet: Sheet, assumed: list[dict[str, str]]
    ) -> list[dict[str, Any]]:
        if not assumed:
            return [self._line(line, sheet, "") for line in found]
        return [self._line(line, sheet, self._taken(line, sheet, assumed)) for line in found]

    def _limit(self, line: LineScore, sheet: Sheet) -> str:
        """Return that another line keeps this one down, where it does."""
        if not line.limited:
            return ""
        other = next(found for found in sheet.scheme.line if found.id == line.line.not_above)
        return self._say("；不超过“%(line)s”的分", line=self._say(other.label))

    def _taken(self, line: LineScore, sheet: Sheet, assumed: list[dict[str, str]]) -> str:
        """Return what of the line was assumed."""
        reach = self._rulebook.reach[sheet.scheme.id]
        return "".join(
            self._say("；%(assumed)s", assumed=said["text"])
            for said in assumed
            if said["fact"] in reach and line.line in reach[said["fact"]].lines
        )

    def _assumed(self, sheet: Sheet) -> list[dict[str, str]]:
        """Return what was assumed of facts that nobody told and the scheme reads."""
        said = ((name, self._explain.assumed(name)) for name in self._fixed.assumable(sheet.scheme))
        return [{"fact": name, "text": text} for name, text in said if text is not None]

    def _missing(self, sheet: Sheet) -> list[str]:
        names: list[str] = []
        for line in (*sheet.lines, *sheet.deductions):
            if line.low != line.high:
                names += self._missing_of(line)
        for found in sheet.totals:
            for multiplier in found.multipliers:
                names += self._unknown(multiplier.multiplier)
            if found.total is not None and found.total.partner_when is not None:
                names += self._unknown(found.total.partner_when)
            if found.parents is not None and found.low != found.high:
                names += self._missing_of_parent(sheet)
        for veto in sheet.vetoes:
            names += self._unknown(veto.veto)
        return list(dict.fromkeys(names)) if names else names

    def _missing_of_parent(self, sheet: Sheet) -> list[str]:
        names = self._explain.unknown("has_partner")
        for line in (*sheet.lines, *sheet.deductions):
            names += self._unknown(line.line.formula, "partner_")
        return names

    def _missing_of(self, line: LineScore) -> list[str]:
        names = self._unknown(line.line.formula)
        if line.partner is not None and line.partner.low != line.partner.high:
            formula = line.line.partner_formula or line.line.formula
            names += self._unknown(formula, "partner_")
            names += self._explain.unknown("has_partner")
            if line.line.partner_when is not None:
                names += self._unknown(line.line.partner_when)
        return names

    def _unknown(self, entry: Entry, person: str = "") -> list[str]:
        return self._explain.missing(self._fixed.reads(entry), person)


def _found(sheet: Sheet, words: dict[str, Any]) -> tuple[Any, ...]:
    """Return the codes of what a page says of a sheet besides its points."""
    return (
        sheet.scheme.id,
        sheet.entry,
        sheet.in_force,
        words["narrower"],
        words["counted_to"] is None,
        bool(words["missing"]) and words["low"] != words["high"],
        tuple([finding.truth.value for finding in sheet.findings]),
        tuple([(found.veto.id, found.truth.value) for found in sheet.vetoes]),
        tuple([said["text"] for said in words["assumed"]]),
        tuple([reading.text for reading in sheet.readings]),
    )


@lru_cache(maxsize=BARS_KEPT)
def bar(low: str, high: str | None, top: str | None) -> Mapping[str, float] | None:
    """Return how much of a bar is sure and how much may be, in percent; None without a top."""
    if top is None or float(top) <= 0:
        return None
    share = 100 / float(top)
    most = float(top) if high is None else max(float(high), 0.0)
    return {"sure": round(max(float(low), 0.0) * share, 2), "maybe": round(most * share, 2)}


@lru_cache(maxsize=BARS_KEPT)
def bar_on_page(low: str, high: str | None, top: str | None) -> Mapping[str, str] | None:
    """Return the same as a page writes it."""
    found = bar(low, high, top)
    return None if found is None else {name: str(share) for name, share in found.items()}
