"""Lines that were published: what a person's points are compared with, and whether they reach."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from selfcheck.engine.formulas import Range, sum_of
from selfcheck.engine.scoring import Sheet, TotalScore, below, counted, loose_totals
from selfcheck.engine.situation import Situation
from selfcheck.engine.tightening import Turns, tightened
from selfcheck.engine.truth import Truth, opposite
from selfcheck.rules.model.schemes import Cutoff, Scheme
from selfcheck.rules.thresholds import turns


class CutoffFinding(NamedTuple):
    """A line that was published, the points it is compared with, and whether they reach it.

    `reached` is None where the line was published for other days: it is information, and nothing
    to reach.
    """

    cutoff: Cutoff
    low: Decimal
    high: Decimal | None
    reached: Truth | None


def cutoff_finding(
    cutoff: Cutoff, found: Sheet, sheets: Iterable[Sheet], at: Situation
) -> CutoffFinding:
    """Return what a published line of the sheet is compared with, and whether it is reached.

    `sheets` are those of the person's unit, among them all whose points are added; `at` is the
    situation that they were scored in.
    """
    added = [found, *(other for other in sheets if other.scheme.id in cutoff.plus)]
    low, high = sum_of([_for_cutoff(cutoff, of.totals) for of in added], None)
    if len(added) > 1 and low != high:
        low, high = _tightened(cutoff, [of.scheme for of in added], (low, high), at)
    if not cutoff.term.holds(found.on):
        return CutoffFinding(cutoff, low, high, None)
    return CutoffFinding(cutoff, low, high, opposite(below((low, high), cutoff.points)))


def _tightened(cutoff: Cutoff, schemes: Sequence[Scheme], points: Range, at: Situation) -> Range:
    """Return the sum without what only conflicting answers to one question would give."""

    def again(supposed: Situation) -> tuple[Range, ...]:
        totals = [_for_cutoff(cutoff, loose_totals(scheme, supposed)) for scheme in schemes]
        return (sum_of(totals, None),)

    entries = [entry for scheme in schemes for entry in scheme.scored_by]
    found = [turn for entry in entries for turn in turns(entry)]
    days = (at.answers.on, *(counted(scheme, at).answers.on for scheme in schemes))
    times = Counter(name for scheme in schemes for name in scheme.reads)
    for name in (name for name, number in times.items() if number > 1):
        facts = dict.fromkeys((name, at.of_partner().name(name)))
        where = Turns(tuple(turn for turn in found if turn.fact == name), days)
        (points,) = tightened((points,), facts, at, again, where)
    return points


def _for_cutoff(cutoff: Cutoff, totals: Sequence[TotalScore]) -> Range:
    """Return the total that the line names, or the first where the table has none of that name."""
    named = (of for of in totals if of.total is not None and of.total.id == cutoff.total)
    of = next(named, totals[0])
    return of.low, of.high
