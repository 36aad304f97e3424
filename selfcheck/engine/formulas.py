"""The points of one formula for one person: an exact value, or a range while facts are unknown.

A range is sound (whatever the unknown facts turn out to be, the value lies in it) and, for each
formula by itself, tight (both ends can be reached). A `high` of None means that the text read
gives no upper bound.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import Any, Literal, NamedTuple

from selfcheck.engine.answers import Event
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.happenings import combined, of_events, within
from selfcheck.engine.kept import Once
from selfcheck.engine.measures import (
    ZERO,
    Span,
    begins_after,
    begins_between,
    begins_on_a_date,
    measured,
    not_begun,
    span,
)
from selfcheck.engine.rates import rate_points, rounded
from selfcheck.engine.truth import MET, UNMET
from selfcheck.engine.untold import is_limited, most_of_events
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.formulas import (
    Adjustment,
    Band,
    Bands,
    Base,
    Cases,
    Chosen,
    Events,
    Flat,
    Formula,
    Highest,
    Items,
    Ladder,
    Lowest,
    Rate,
    Scaled,
    Sum,
)
from selfcheck.rules.model.measures import AnyMeasure, Measure, Window

Range = tuple[Decimal, Decimal | None]
"""The least and the most; None where the text gives no upper bound."""

ReasonKind = Literal[
    "not_given",
    "begins_after",
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
    "base",
    "events",
    "items",
    "highest",
    "choice",
    "lowest",
    "sum",
    "case",
    "cases_in_doubt",
    "no_case",
    "scaled",
    "no_partner",
    "partner_not_counted",
    "partner_in_doubt",
    "partner_counts_in_doubt",
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


def _bands(formula: Bands, at: Situation) -> Score:
    value = measured(formula.measure, at)
    values = {"measure": formula.measure, "value": value, "person": at.person}
    if value is None:
        low, high = _bands_over(formula, span(formula.measure, at), at)
        return _begun(Score(low, high, Reason("not_given", values)), formula.measure, at)
    band = next(b for b in reversed(formula.bands) if b.from_ <= value)
    found = _in_band(band, value, {**values, "band": band})
    if value == 0 or type(formula.measure) is not Measure:
        return _begun(found, formula.measure, at)
    return found


def _begun(found: Score, measure: AnyMeasure, at: Situation) -> Score:
    """Return the score, or nothing where what is measured begins after the day; or either."""
    after = begins_after(measure, at)
    if after is UNMET:
        return found
    if after is not MET:
        return with_zero(found, found.reason)
    values = {"facts": not_begun(measure, at), "person": at.person}
    return Score(ZERO, ZERO, Reason("begins_after", values))


_over = Once[Range](most=4096)
"""The ranges of bands over what a measure can be: the same for everybody, so worked out once."""


def _bands_over(formula: Bands, over: Span, at: Situation) -> Range:
    """Return the range of the bands that the measure can fall in."""
    low, high, is_open = over
    endless = is_open and not at.bounded
    work_out = partial(_hull_of_bands, formula.bands, low, high, endless)
    # To hash a Decimal costs more than to write it.
    return _over.of(formula, (str(low), str(high), endless), work_out)


def _hull_of_bands(bands: Sequence[Band], low: Decimal, high: Decimal, endless: bool) -> Range:
    return hull(
        [
            band_range(band, low, None if endless and _is_open_end(band) else high)
            for band in bands
            if band.from_ <= high and (band.below is None or band.below > low)
        ]
    )


def _is_open_end(band: Band) -> bool:
    """Say whether the text leaves the end of the band open; what falls ends where the fact does."""
    falls = band.step is not None and band.step < 0 and band.at_least is None
    return band.below is None and not falls


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


def band_range(band: Band, least: Decimal, most: Decimal | None) -> Range:
    """Return the least and the most a band gives for a measure from `least` to `most`.

    Without a `most`, nothing limits the measure but the band itself.
    """
    if band.points is None:
        return band.low or ZERO, band.high
    if band.step is None:
        return band.points, band.points
    near = _stepped(band, max(band.from_, least))
    far = _far_end(band, most)
    if far is None:
        return near, None
    return min(near, far), max(near, far)


def _far_end(band: Band, most: Decimal | None) -> Decimal | None:
    ends = [
        end for end in (most, None if band.below is None else band.below - 1) if end is not None
    ]
    if ends:
        return _stepped(band, min(ends))
    return band.at_most if (band.step or ZERO) > 0 else band.at_least


def hull(ranges: Sequence[Range]) -> Range:
    """Return the smallest range that holds all of them; there is at least one."""
    low = min([low for low, _ in ranges])
    return low, highest_of(ranges)[1]


def _rate(formula: Rate, at: Situation) -> Score:
    value = measured(formula.measure, at)
    values = {"measure": formula.measure, "value": value, "formula": formula, "person": at.person}
    if value is None:
        low, high = _rate_over(formula, span(formula.measure, at), at)
        return _begun(Score(low, high, Reason("not_given", values)), formula.measure, at)
    points = formula.points * (value // 1) if formula.is_plain else rate_points(formula, value)
    counted = within(points, None, formula.at_most)
    kind: ReasonKind = "rate_full" if counted < points else "rate"
    found = Score(counted, counted, Reason(kind, values))
    if value == 0 or type(formula.measure) is not Measure:
        return _begun(found, formula.measure, at)
    return found


def _rate_over(formula: Rate, over: Span, at: Situation) -> Range:
    low, high = (within(rate_points(formula, end), None, formula.at_most) for end in over[:2])
    endless = formula.at_most is None and over.open and not at.bounded
    return low, (None if endless else high)


def _ladder(formula: Ladder, at: Situation) -> Score:
    level = at.value(formula.fact)
    values = {"fact": formula.fact, "level": level, "person": at.person}
    if level is None:
        low, high = hull([_level_range(formula, name, at) for name in formula.levels])
        return Score(low, high, Reason("not_given", values))
    low, high = _level_range(formula, level, at)
    if formula.adjust:
        values["formula"], values["applied"] = formula, _applied(formula, level, at)
    kind: ReasonKind = "level" if low == high else "level_in_doubt"
    return Score(low, high, Reason(kind, values))


def _applied(formula: Ladder, level: str, at: Situation) -> tuple[Adjustment, ...]:
    """Return what is added to the level, or taken from it, for certain."""
    return tuple(
        adjustment
        for adjustment in formula.adjust
        if level in adjustment.levels and verdict(adjustment.when, at) is MET
    )


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


def _base(formula: Base, at: Situation) -> Score:
    return Score(formula.points, formula.points, Reason("base", {"formula": formula}))


def _highest(formula: Highest, at: Situation) -> Score:
    parts = tuple(map(score, formula.of, repeat(at)))
    low, high = highest_of([(part.low, part.high) for part in parts], formula.take)
    if formula.at_most is not None:
        low, high = sum_of([(low, high)], formula.at_most)
    return Score(low, high, Reason("highest", {"take": formula.take}, parts))


def _chosen(formula: Chosen, at: Situation) -> Score:
    parts = tuple(map(score, formula.of, repeat(at)))
    return Score(*highest_of(_ranges(parts)), Reason("choice", {}, parts))


def _lowest(formula: Lowest, at: Situation) -> Score:
    parts = tuple(map(score, formula.of, repeat(at)))
    return Score(*lowest_of(_ranges(parts)), Reason("lowest", {}, parts))


def _sum(formula: Sum, at: Situation) -> Score:
    parts = tuple(map(score, formula.of, repeat(at)))
    low, high = sum_of(_ranges(parts), formula.at_most, formula.at_least)
    return Score(low, high, Reason("sum", {"at_most": formula.at_most}, parts))


def _ranges(parts: Sequence[Score]) -> list[Range]:
    return [(part.low, part.high) for part in parts]


# --- rows, shares -----------------------------------------------------------------------------


def _cases(formula: Cases, at: Situation) -> Score:
    """Score the first row that holds; a row in doubt leaves those after it possible."""
    rows: list[Formula | None] = []
    doubtful = []
    for case in formula.cases:
        holds = verdict(case.when, at)
        if holds is not UNMET:
            rows.append(case.then)
        if holds is MET:
            break
        if holds is not UNMET:
            doubtful.append(case.when)
    else:
        rows.append(formula.otherwise)
    parts = tuple(score(row, at) for row in rows if row is not None)
    values = {"when": tuple(doubtful), "person": at.person}
    if not doubtful:
        if not parts:
            return Score(ZERO, ZERO, Reason("no_case", values))
        return Score(parts[0].low, parts[0].high, Reason("case", values, parts))
    nothing = [(ZERO, ZERO)] if None in rows else []
    low, high = hull([*_ranges(parts), *nothing])
    return Score(low, high, Reason("cases_in_doubt", values, parts))


def _scaled(formula: Scaled, at: Situation) -> Score:
    whole = score(formula.of, at)
    by = span(formula.by, at)
    low = min(whole.low * by.low, whole.low * by.high)
    high = None if whole.high is None else max(whole.high * by.low, whole.high * by.high)
    if high is not None:
        high = within(rounded(high, formula.digits), None, formula.at_most)
    elif by.high == 0:
        high = ZERO
    else:
        high = formula.at_most
    low = within(rounded(low, formula.digits), None, formula.at_most)
    value = by.low if by.low == by.high else None
    values = {"measure": formula.by, "value": value, "formula": formula, "person": at.person}
    return Score(low, high, Reason("scaled", values, (whole,)))


# --- things and events ------------------------------------------------------------------------


def _items(formula: Items, at: Situation) -> Score:
    held = at.value(formula.fact)
    values = {"fact": formula.fact, "held": held, "formula": formula, "person": at.person}
    if held is None:
        low, high = _items_unknown(formula)
        return Score(low, high, Reason("not_given", values))
    figures = [formula.points[item] for item in held]
    points = combined(formula.combine, figures)
    points = within(points, None, formula.at_most)
    return Score(points, points, Reason("items", values))


def _items_unknown(formula: Items) -> tuple[Decimal, Decimal]:
    figures = formula.points.values()
    if formula.combine == "highest":
        low, high = min(figures), max(figures)
    else:
        low = sum((figure for figure in figures if figure < 0), ZERO)
        high = sum((figure for figure in figures if figure > 0), ZERO)
    return (
        within(min(low, ZERO), None, formula.at_most),
        within(max(high, ZERO), None, formula.at_most),
    )


def _events(formula: Events, at: Situation) -> Score:
    told = at.value(formula.fact)
    if begins_on_a_date(formula.window):
        return _events_since(formula, formula.window, told, at)
    values = {"fact": formula.fact, "formula": formula, "person": at.person}
    if told is None:
        fact = at.facts[at.name(formula.fact)]
        most = most_of_events(formula, fact, at.answers.on, at.today)
        endless = most > 0 and not at.bounded and not is_limited(formula, fact)
        return Score(ZERO, None if endless else most, Reason("not_given", values))
    found = of_events(formula, told, at.answers.on)
    values["counted"], values["limits"] = found.times, found.limits
    values["shares"] = found.shares
    return Score(found.points, found.points, Reason("events", values))


def _events_since(
    formula: Events, window: Window, told: Sequence[Event] | None, at: Situation
) -> Score:
    """Score events since a day of the person's own; an unknown one may part them anywhere."""
    first, last = begins_between(window, at)
    since = window.since_date
    apart = (event.on + timedelta(1) for event in told or () if event.on < last)
    days = sorted({first, *(day for day in apart if day > first)})
    scores = [
        _events(formula.model_copy(update={"window": window.beginning(day)}), at) for day in days
    ]
    if first == last:
        ((low, high, reason),) = scores[:1]
        return Score(low, high, reason._replace(values={**reason.values, "since": since}))
    low, high = hull([(ZERO, ZERO), *_ranges(scores)] if told is None else _ranges(scores))
    if told is None:
        return Score(low, high, scores[0].reason)
    unknown = "" if since is None else since.fact
    return Score(low, high, Reason("not_given", {"fact": unknown, "person": at.person}))


# --- ranges -----------------------------------------------------------------------------------


def highest_of(ranges: Sequence[Range], take: int = 1) -> Range:
    """Return the range of the highest of several, or of the best so many added."""
    highs = [high for _, high in ranges if high is not None]
    if take > 1:
        low = sum(sorted((low for low, _ in ranges), reverse=True)[:take], ZERO)
        high = sum(sorted(highs, reverse=True)[:take], ZERO)
        return low, (high if len(highs) == len(ranges) else None)
    low = max([low for low, _ in ranges])
    return low, (max(highs) if len(highs) == len(ranges) else None)


def lowest_of(ranges: Sequence[Range]) -> Range:
    """Return the range of the lowest of several."""
    highs = [high for _, high in ranges if high is not None]
    return min(low for low, _ in ranges), min(highs, default=None)


def sum_of(ranges: Sequence[Range], cap: Decimal | None, floor: Decimal | None = None) -> Range:
    """Return the range of a sum, limited to `cap` and not below `floor`."""
    low = within(sum([low for low, _ in ranges], ZERO), floor, cap)
    highs = [high for _, high in ranges if high is not None]
    if len(highs) < len(ranges):
        return low, cap
    return low, within(sum(highs, ZERO), floor, cap)


_SCORERS: dict[type, Callable[[Any, Situation], Score]] = {
    Bands: _bands,
    Rate: _rate,
    Ladder: _ladder,
    Items: _items,
    Events: _events,
    Flat: _flat,
    Base: _base,
    Highest: _highest,
    Chosen: _chosen,
    Lowest: _lowest,
    Cases: _cases,
    Scaled: _scaled,
    Sum: _sum,
}
