"""The points of a line or of a deduction, over the people it is scored for."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple

from selfcheck.engine.answers import Value
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.formulas import (
    Range,
    Reason,
    ReasonKind,
    Score,
    highest_of,
    hull,
    lowest_of,
    score,
    sum_of,
    with_zero,
)
from selfcheck.engine.measures import ZERO
from selfcheck.engine.tables import NOTHING, table_of
from selfcheck.engine.tightening import MOST_TRIED, Turns, answers_to, many, tightened
from selfcheck.engine.truth import MET, UNMET
from selfcheck.rules.model.facts import CLOSED
from selfcheck.rules.model.formulas import Formula
from selfcheck.rules.model.schemes import Deduction, Line, Scheme

HUNDRED = Decimal(100)


class LineScore(NamedTuple):
    """The points of one line: for each person scored, and together.

    Of a deduction, what it takes away is below 0 here; `own` and `partner` hold it as the formula
    gives it. `limited`: another line keeps it down.
    """

    line: Line
    low: Decimal
    high: Decimal | None
    own: Score
    partner: Score | None = None
    limited: bool = False


def line_scores(scheme: Scheme, at: Situation) -> tuple[LineScore, ...]:
    """Return the points of every line, each kept down by the line that limits it."""
    lines = tuple([line_score(line, at) for line in scheme.line])
    if not scheme.has_limits:
        return lines
    by_id = {found.line.id: found for found in lines}
    return tuple(
        found if found.line.not_above is None else _limited(found, by_id[found.line.not_above])
        for found in lines
    )


def _limited(found: LineScore, other: LineScore) -> LineScore:
    low, high = lowest_of(((found.low, found.high), (other.low, other.high)))
    limited = (low, high) != (found.low, found.high)
    return found._replace(low=low, high=high, limited=limited)


def line_score(line: Line, at: Situation, changes: Mapping[str, Value] = NOTHING) -> LineScore:
    """Return the points of one line, over the people it is scored for, supposing the changes."""
    table = table_of(line, at)
    row = table.row(at, changes)
    if row is None:
        return scored(line, at.with_facts(changes) if changes else at)
    found: LineScore | None = table.rows.get(row)
    if found is None:
        found = scored(line, at.with_facts(changes) if changes else at)
        table.keep(row, found)
    return found


def scored(line: Line, at: Situation) -> LineScore:
    """Work out the points of one line, over the people it is scored for."""
    own = score(line.formula, at)
    if line.repeated:
        own = _narrowed(own, line, line.formula, at)
    people = line.people
    if people in ("applicant", "family"):
        if line.cap is None:
            return LineScore(line, own.low, own.high, own)
        low, high = sum_of(((own.low, own.high),), line.cap)
        return LineScore(line, low, high, own)
    partner = _partner_score(line, at)
    if people == "each" and line.other_percent is None:
        low, high = sum_of(((own.low, own.high), (partner.low, partner.high)), line.cap)
    else:
        low, high = _of_both(line, (own.low, own.high), (partner.low, partner.high))
    return LineScore(line, low, high, own, partner)


def _narrowed(found: Score, line: Line, formula: Formula, at: Situation) -> Score:
    """Narrow a score: a fact that the formula reads in several places is the same in all."""
    if found.low == found.high:
        return found
    repeated = line.repeated_of_partner if at.person else line.repeated
    names = [name for name in repeated if at.name(name) not in at.answers.known]
    few = {n: at.facts[at.name(n)] for n in names if at.facts[at.name(n)].kind in CLOSED}

    def points(supposed: Situation) -> tuple[Range, ...]:
        again = score(formula, supposed)
        return ((again.low, again.high),)

    ranges: tuple[Range, ...] = ((found.low, found.high),)
    if 1 < prod(map(many, few.values())) <= MOST_TRIED:
        answers = product(*map(answers_to, few.values()))
        kept = [fact.id for fact in few.values()]
        tried = [at.with_facts(dict(zip(kept, values, strict=True))) for values in answers]
        ranges = (hull([points(supposed)[0] for supposed in tried]),)
        names = [name for name in names if name not in few]
    for name in names:
        turns = Turns(line.turns[name], (at.answers.on,))
        ranges = tightened(ranges, (at.name(name),), at, points, turns)
    ((low, high),) = ranges
    return found._replace(low=low, high=high)


def _of_both(line: Line, own: Range, partner: Range) -> Range:
    percent = line.other_percent or ZERO
    if line.people == "higher":
        return sum_of(higher_of(own, partner, percent), line.cap)
    return sum_of((own, _percent(partner, percent)), line.cap)


def higher_of(one: Range, other: Range, percent: Decimal) -> tuple[Range, Range]:
    """Return the range of the higher of two, and of the lower at so many percent."""
    return highest_of((one, other)), _percent(lowest_of((one, other)), percent)


def _percent(points: Range, percent: Decimal) -> Range:
    low, high = points
    if percent == 0:
        return ZERO, ZERO
    return low * percent / HUNDRED, None if high is None else high * percent / HUNDRED


def _partner_score(line: Line, at: Situation) -> Score:
    there = at.value("has_partner")
    if there is False:
        return Score(ZERO, ZERO, Reason("no_partner", {}))
    counts = MET if line.partner_when is None else verdict(line.partner_when, at)
    if counts is UNMET:
        return Score(ZERO, ZERO, Reason("partner_not_counted", {}))
    formula, of_partner = line.partner_formula or line.formula, at.of_partner()
    partner = score(formula, of_partner)
    if line.repeated_of_partner:
        partner = _narrowed(partner, line, formula, of_partner)
    if there is True and counts is MET:
        return partner
    kind: ReasonKind = "partner_in_doubt" if there is None else "partner_counts_in_doubt"
    return with_zero(partner, Reason(kind, {}, (partner,)))


def deduction_scores(scheme: Scheme, at: Situation) -> tuple[LineScore, ...]:
    """Return what each deduction takes away, as points below 0."""
    bounded = at.within_questions()
    return tuple(deduction_score(line, bounded) for line in scheme.deduction)


def deduction_score(deduction: Deduction, bounded: Situation) -> LineScore:
    """Return what one deduction takes away, within the bounds of the questions."""
    found = line_score(deduction, bounded)
    # There is an upper end then, but where the text has a gap.
    return found._replace(low=-(found.high or ZERO), high=-found.low)
