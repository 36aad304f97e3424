"""Points as whole numbers say the same as the points themselves."""

from decimal import Decimal

import pytest

from selfcheck.engine.ends import HUNDREDTHS, ends_of
from selfcheck.engine.formulas import Range

OPEN: list[Range] = [(Decimal(1), Decimal(2)), (Decimal("0.25"), None)]
SURE: list[Range] = [(Decimal("67.50"), Decimal("67.5")), (Decimal(-3), Decimal(-3))]
FINE: list[Range] = [(Decimal("0.125"), Decimal("0.125"))]
A_THIRD: list[Range] = [(Decimal(1) / 3, Decimal(1))]


@pytest.mark.parametrize(
    ("ranges", "places"), [(OPEN, HUNDREDTHS), (SURE, HUNDREDTHS), (FINE, 3), (A_THIRD, 28)]
)
def test_none_is_rounded(ranges: list[Range], places: int) -> None:
    ends = ends_of([low for low, _ in ranges], [high for _, high in ranges])
    assert ends.places == places
    for more in (0, 2):
        finer = ends.finer(places + more)
        assert [finer.at(place) for place in range(len(ranges))] == ranges


def test_both_ends_are_the_very_same_where_nothing_is_open() -> None:
    for ranges, same in ((SURE, True), (OPEN, False)):
        ends = ends_of([low for low, _ in ranges], [high for _, high in ranges])
        assert (ends.highs is ends.lows) is same
        finer = ends.finer(4)
        assert (finer.highs is finer.lows) is same
