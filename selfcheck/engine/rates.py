"""The arithmetic of a rate: whole units, what is left over, and figures rounded.

Knows the figures of a rate; neither a person nor a range.
"""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal

from selfcheck.rules.model.formulas import Rate

ZERO = Decimal(0)

_EXACT = Context(prec=24)
"""Fewer digits than those that are divided in."""

_ROUNDING = {"up": ROUND_CEILING, "half": ROUND_HALF_UP}


def rate_points(formula: Rate, value: Decimal) -> Decimal:
    """Return what the rate gives before its cap."""
    if formula.from_ is not None and value < formula.from_:
        return ZERO
    if formula.first is not None and value < formula.first.at:
        return ZERO
    units = max(value - beyond(formula), ZERO) / formula.per
    first = ZERO if formula.first is None else formula.first.points
    if formula.parts:
        return rounded(first + formula.points * units, formula.digits)
    return first + formula.points * (
        units // 1 if formula.round == "down" else _whole(units, formula.round)
    )


def _whole(units: Decimal, how: str) -> Decimal:
    """Return how many units count; what dividing leaves in the last digits makes none."""
    return _EXACT.plus(units).to_integral_value(_ROUNDING[how])


def beyond(formula: Rate) -> Decimal:
    """Return beyond what number the units of a rate are counted."""
    if formula.after is not None:
        return formula.after
    return ZERO if formula.first is None else formula.first.at


def rounded(points: Decimal, digits: int) -> Decimal:
    """Return the points with at most so many decimals, a half rounded up."""
    step = Decimal(1).scaleb(-digits)
    return points.quantize(step, ROUND_HALF_UP) if points % step else points
