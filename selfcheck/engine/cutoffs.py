"""Lines that were published: what a person's points are compared with, and whether they reach."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from selfcheck.engine.formulas import Range, sum_of
from selfcheck.engine.scoring import Sheet, below
from selfcheck.engine.truth import Truth, opposite
from selfcheck.rules.model.schemes import Cutoff


class CutoffFinding(NamedTuple):
    """A line that was published, the points it is compared with, and whether they reach it.

    `reached` is None where the line was published for other days: it is information, and nothing
    to reach.
    """

    cutoff: Cutoff
    low: Decimal
    high: Decimal | None
    reached: Truth | None


def cutoff_finding(cutoff: Cutoff, found: Sheet, sheets: Iterable[Sheet]) -> CutoffFinding:
    """Return what a published line of the sheet is compared with, and whether it is reached.

    `sheets` are those of the person's unit, among them all whose points are added.
    """
    added = [found, *(other for other in sheets if other.scheme.id in cutoff.plus)]
    low, high = sum_of([_for_cutoff(cutoff, of) for of in added], None)
    if not cutoff.term.holds(found.on):
        return CutoffFinding(cutoff, low, high, None)
    return CutoffFinding(cutoff, low, high, opposite(below((low, high), cutoff.points)))


def _for_cutoff(cutoff: Cutoff, found: Sheet) -> Range:
    """Return the total that the line names, or the first where the table has none of that name."""
    named = (of for of in found.totals if of.total is not None and of.total.id == cutoff.total)
    of = next(named, found.totals[0])
    return of.low, of.high
