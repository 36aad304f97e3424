"""Bands cover every number that a measure can be, once."""

from decimal import Decimal

import pytest

from selfcheck.rules.bands import wrong_bands
from selfcheck.rules.model.formulas import Bands
from tests.toml import formula

WRONG = {
    "a first band that begins too late": (
        "[{ from = 1, points = 5 }]",
        ["bands[0].from: is 1, which leaves a gap from 0 on"],
    ),
    "a last band that ends": (
        "[{ from = 0, below = 1, points = 0 }, { from = 1, below = 99, points = 5 }]",
        ["bands[1].below: leaves a gap from 99 on; the last band has no end"],
    ),
    "a gap between two bands": (
        "[{ from = 0, below = 12, points = 1 }, { from = 13, points = 5 }]",
        ["bands[1].from: is 13, which leaves a gap from 12 on"],
    ),
    "two bands with a number in common": (
        "[{ from = 0, below = 13, points = 1 }, { from = 12, points = 5 }]",
        ["bands[1].from: is 12, which overlaps the band before it"],
    ),
    "a band behind one without an end": (
        "[{ from = 0, points = 1 }, { from = 12, points = 5 }]",
        ["bands[1].from: is 12, which overlaps the band before it"],
    ),
    "a band that ends where it begins": (
        "[{ from = 0, below = 0, points = 1 }, { from = 0, points = 5 }]",
        ["bands[0].below: is 0, not above from = 0"],
    ),
    "a band without points": (
        "[{ from = 0 }]",
        ["bands[0]: needs either points, or low (with high, where an upper bound was read)"],
    ),
    "a band with points and a range": (
        "[{ from = 0, points = 5, low = 0 }]",
        [
            "bands[0].low: stands beside points; take points where the document gives one figure, "
            "low and high where it leaves the figure open"
        ],
    ),
    "a high without a low": (
        "[{ from = 0, points = 5, high = 6 }]",
        ["bands[0].high: goes with a low that is not above it"],
    ),
    "a high below the low": (
        "[{ from = 0, low = 5, high = 4 }]",
        ["bands[0].high: goes with a low that is not above it"],
    ),
    "a step without an anchor": (
        "[{ from = 0, points = 5, step = 1 }]",
        ["bands[0]: needs points, step and anchor together; at_least and at_most limit a step"],
    ),
    "a step in a range": (
        "[{ from = 0, low = 5, high = 6, step = 1, anchor = 0 }]",
        ["bands[0]: needs points, step and anchor together; at_least and at_most limit a step"],
    ),
    "a limit without a step": (
        "[{ from = 0, points = 5, at_most = 4 }]",
        ["bands[0]: needs points, step and anchor together; at_least and at_most limit a step"],
    ),
    "an anchor inside the band": (
        "[{ from = 0, below = 60, points = 5, anchor = 30, step = 1 }, { from = 60, points = 5 }]",
        ["bands[0].anchor: is 30, inside the band; it must be at an end or outside"],
    ),
    "an anchor inside a band without an end": (
        "[{ from = 0, points = 5, anchor = 30, step = 1 }]",
        ["bands[0].anchor: is 30, inside the band; it must be at an end or outside"],
    ),
}

RIGHT = {
    "one band for everything": "[{ from = 0, points = 5 }]",
    "a band that begins below what can be": "[{ from = -5, points = 5 }]",
    "bands end to end": "[{ from = 0, below = 12, points = 1 }, { from = 12, points = 5 }]",
    "a last band without an upper bound": "[{ from = 0, low = 5 }]",
    "a step that falls for ever": "[{ from = 0, points = 5, anchor = 0, step = -1 }]",
    "a range of one figure": "[{ from = 0, low = 5, high = 5 }]",
    "a step from an end of the band": (
        "[{ from = 0, below = 55, points = 5, anchor = 55, step = 1 }, { from = 55, points = 5 }]"
    ),
    "a step that falls to a floor": (
        "[{ from = 0, points = 9, anchor = 0, step = -1, at_least = 0 }]"
    ),
    "a step that falls to the end of its band": (
        "[{ from = 0, below = 9, points = 9, anchor = 0, step = -1 }, { from = 9, points = 0 }]"
    ),
    "a step that rises for ever": "[{ from = 0, points = 0, anchor = 0, step = 1 }]",
}


def said_of(bands: str, counts_whole: bool = True) -> list[str]:
    found = formula(f'{{ kind = "bands", measure = {{ fact = "months" }}, bands = {bands} }}')
    assert isinstance(found, Bands)
    return [f"{key}: {said}" for key, said in wrong_bands(found.bands, Decimal(0), counts_whole)]


@pytest.mark.parametrize(("bands", "said"), WRONG.values(), ids=WRONG)
def test_bands_that_are_wrong_say_how(bands: str, said: list[str]) -> None:
    assert said_of(bands) == said


@pytest.mark.parametrize("bands", RIGHT.values(), ids=RIGHT)
def test_bands_that_are_right_say_nothing(bands: str) -> None:
    assert said_of(bands) == []


def test_a_step_needs_full_months_or_years() -> None:
    bands = "[{ from = 0, points = 0, anchor = 0, step = 1 }]"
    assert said_of(bands, counts_whole=False) == [
        "bands[0].step: needs a measure of full months or years"
    ]
