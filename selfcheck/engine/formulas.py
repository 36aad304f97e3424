"""The points of one formula for one person: an exact value, or a range while facts are unknown.

A range is sound (whatever the unknown facts turn out to be, the value lies in it) and, for each
formula by itself, tight (both ends can be reached). A `high` of None means that the text read
gives no upper bound.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import Any, Literal, NamedTuple

from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.periods import full_months, full_years
from selfcheck.engine.truth import MET, UNMET
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.formulas import (
    Band,
    Bands,
    Flat,
    Formula,
    Highest,
    Ladder,
    Measure,
    Rate,
    Sum,
)

ZERO = Decimal(0)

Range = tuple[Decimal, Decimal | None]
"""The least and the most; None where the text gives no upper bound."""

ReasonKind = Literal[
    "not_given",
    "band",
    "band_silent",
    "band_open",
    "step",
    "rate",
    "rate_full",
    "level",
    "level_in_doubt",
    "holds",
    "holds_not",
    "in_doubt",
    "guard_not",
    "guard_in_doubt",
    "highest",
    "sum",
    "no_partner",
    "partner_in_doubt",
]


class Reason(NamedTuple):
    """Why a formula gave what it gave: a code, the values it used, and the reasons of its parts."""

    kind: ReasonKind
    values: Mapping[str, Any]
    parts: "tuple[Score, ...]" = ()


class Score(NamedTuple):
    """Points between `low` and `high`, and the reason."""

    low: Decimal
    high: Decimal | None
    reason: Reason


def score(formula: Formula, at: Situation) -> Score:
    """Return the points of the formula in this situation."""
    guard = formula.when
    if guard is None or isinstance(formula, Flat):
        return _SCORERS[type(formula)](formula, at)
    return _guarded(formula, guard, at)


def _guarded(formula: Formula, guard: Condition, at: Situation) -> Score:
    holds = verdict(guard, at)
    if holds is UNMET:
        return Score(ZERO, ZERO, Reason("guard_not", {"formula": formula, "person": at.person}))
    inner = _SCORERS[type(formula)](formula, at)
    if holds is MET:
        return inner
    reason = Reason("guard_in_doubt", {"formula": formula, "person": at.person}, (inner,))
    return with_zero(inner, reason)


def with_zero(inner: Score, reason: Reason) -> Score:
    """Return the range of something that may also give nothing."""
    high = None if inner.high is None else max(ZERO, inner.high)
    return Score(min(ZERO, inner.low), high, reason)


def measured(measure: Measure, at: Situation) -> Decimal | None:
    """Return the number the measure reads, or None where its fact is unknown."""
    value = at.value(measure.fact)
    if value is None:
        return None
    if isinstance(value, date):
        count = full_years if measure.in_ == "full_years" else full_months
        return Decimal(count(value, at.answers.on))
    return Decimal(value)


def _bands(formula: Bands, at: Situation) -> Score:
    value = measured(formula.measure, at)
    values = {"measure": formula.measure, "value": value, "person": at.person}
    if value is None:
        low, high = hull([band_range(band) for band in formula.bands])
        return Score(low, high, Reason("not_given", values))
    band = next(b for b in reversed(formula.bands) if b.from_ <= value)
    return _in_band(band, value, {**values, "band": band})


def _in_band(band: Band, value: Decimal, values: dict[str, Any]) -> Score:
    if band.points is None:
        kind: ReasonKind = "band_open" if band.high is None else "band_silent"
        return Score(band.low or ZERO, band.high, Reason(kind, values))
    points = _stepped(band, value)
    return Score(points, points, Reason("step" if band.step else "band", values))


def _stepped(band: Band, value: Decimal) -> Decimal:
    points = band.points or ZERO
    if band.step is not None and band.anchor is not None:
        points += band.step * abs(value - band.anchor)
    return within(points, band.at_least, band.at_most)


def within(points: Decimal, at_least: Decimal | None, at_most: Decimal | None) -> Decimal:
    """Return the points, not below `at_least` and not above `at_most`."""
    if at_most is not None:
        points = min(points, at_most)
    return points if at_least is None else max(points, at_least)


def band_range(band: Band) -> Range:
    """Return the least and the most a band gives anywhere in it."""
    if band.points is None:
        return band.low or ZERO, band.high
    if band.step is None:
        return band.points, band.points
    near = _stepped(band, band.from_)
    far = _far_end(band)
    if far is None:
        return near, None
    return min(near, far), max(near, far)


def _far_end(band: Band) -> Decimal | None:
    if band.below is not None:
        return _stepped(band, band.below - 1)
    return band.at_most if (band.step or ZERO) > 0 else band.at_least


def hull(ranges: Sequence[Range]) -> Range:
    """Return the smallest range that holds all of them; there is at least one."""
    low = min([low for low, _ in ranges])
    return low, highest_of(ranges)[1]


def _rate(formula: Rate, at: Situation) -> Score:
    value = measured(formula.measure, at)
    values = {"measure": formula.measure, "value": value, "formula": formula, "person": at.person}
    if value is None:
        return Score(ZERO, formula.at_most, Reason("not_given", values))
    points = formula.points * (value // 1)
    counted = within(points, None, formula.at_most)
    kind: ReasonKind = "rate_full" if counted < points else "rate"
    return Score(counted, counted, Reason(kind, values))


def _ladder(formula: Ladder, at: Situation) -> Score:
    level = at.value(formula.fact)
    values = {"fact": formula.fact, "level": level, "person": at.person}
    if level is None:
        low, high = hull([_level_range(formula, name, at) for name in formula.levels])
        return Score(low, high, Reason("not_given", values))
    low, high = _level_range(formula, level, at)
    kind: ReasonKind = "level" if low == high else "level_in_doubt"
    return Score(low, high, Reason(kind, values))


def _level_range(formula: Ladder, level: str, at: Situation) -> tuple[Decimal, Decimal]:
    low = high = formula.levels[level]
    for adjustment in formula.adjust:
        if level not in adjustment.levels:
            continue
        holds = verdict(adjustment.when, at)
        if holds is MET:
            low, high = low + adjustment.points, high + adjustment.points
        elif holds is not UNMET:
            low = low + min(ZERO, adjustment.points)
            high = high + max(ZERO, adjustment.points)
    return low, high


def _flat(formula: Flat, at: Situation) -> Score:
    holds = verdict(formula.when, at)
    values = {"formula": formula, "person": at.person}
    if holds is MET:
        return Score(formula.points, formula.points, Reason("holds", values))
    if holds is UNMET:
        return Score(ZERO, ZERO, Reason("holds_not", values))
    return Score(min(ZERO, formula.points), max(ZERO, formula.points), Reason("in_doubt", values))


def _highest(formula: Highest, at: Situation) -> Score:
    parts = tuple(map(score, formula.of, repeat(at)))
    low, high = highest_of([(part.low, part.high) for part in parts])
    return Score(low, high, Reason("highest", {}, parts))


def _sum(formula: Sum, at: Situation) -> Score:
    parts = tuple(map(score, formula.of, repeat(at)))
    low, high = sum_of([(part.low, part.high) for part in parts], formula.at_most)
    return Score(low, high, Reason("sum", {"at_most": formula.at_most}, parts))


def highest_of(ranges: Sequence[Range]) -> Range:
    """Return the range of the highest of several."""
    highs = [high for _, high in ranges if high is not None]
    low = max([low for low, _ in ranges])
    return low, (max(highs) if len(highs) == len(ranges) else None)


def sum_of(ranges: Sequence[Range], cap: Decimal | None) -> Range:
    """Return the range of a sum, limited to `cap`."""
    low = within(sum([low for low, _ in ranges], ZERO), None, cap)
    highs = [high for _, high in ranges if high is not None]
    if len(highs) < len(ranges):
        return low, cap
    return low, within(sum(highs, ZERO), None, cap)


_SCORERS: dict[type, Callable[[Any, Situation], Score]] = {
    Bands: _bands,
    Rate: _rate,
    Ladder: _ladder,
    Flat: _flat,
    Highest: _highest,
    Sum: _sum,
}
