"""What is wrong with a list of bands, looked at by itself.

Bands must cover every number that the measure can be, once: a number in no band would score
nothing, and one in two bands would be a matter of luck.
"""

from decimal import Decimal
from itertools import pairwise

from selfcheck.rules.mistakes import Wrong
from selfcheck.rules.model.formulas import Band


def wrong_bands(bands: tuple[Band, ...], least: Decimal, counts_whole: bool) -> Wrong:
    """Yield what is wrong with the bands.

    `least` is the smallest number that the measure can be; `counts_whole` says that it counts
    full months or years, which a step from unit to unit needs.
    """
    for number, band in enumerate(bands):
        key = f"bands[{number}]"
        yield from _wrong_points(band, key)
        yield from _wrong_step(band, key, counts_whole)
    yield from _wrong_cover(bands, least)


def _wrong_cover(bands: tuple[Band, ...], least: Decimal) -> Wrong:
    first, last = bands[0], bands[-1]
    if first.from_ > least:
        yield "bands[0].from", f"is {first.from_}, which leaves a gap from {least} on"
    for number, (band, following) in enumerate(pairwise(bands), start=1):
        key = f"bands[{number}].from"
        if band.below is None or following.from_ < band.below:
            yield key, f"is {following.from_}, which overlaps the band before it"
        elif following.from_ > band.below:
            yield key, f"is {following.from_}, which leaves a gap from {band.below} on"
    if last.below is not None:
        key = f"bands[{len(bands) - 1}].below"
        yield key, f"leaves a gap from {last.below} on; the last band has no end"


def _wrong_points(band: Band, key: str) -> Wrong:
    if band.below is not None and band.below <= band.from_:
        yield f"{key}.below", f"is {band.below}, not above from = {band.from_}"
    if band.points is None and band.low is None:
        yield key, "needs either points, or low (with high, where an upper bound was read)"
    if band.points is not None and band.low is not None:
        yield (
            f"{key}.low",
            "stands beside points; take points where the document gives one figure, low and high "
            "where it leaves the figure open",
        )
    if band.high is not None and (band.low is None or band.high < band.low):
        yield f"{key}.high", "goes with a low that is not above it"


def _wrong_step(band: Band, key: str, counts_whole: bool) -> Wrong:
    if all(part is None for part in (band.step, band.anchor, band.at_least, band.at_most)):
        return
    if band.points is None or band.step is None or band.anchor is None:
        yield key, "needs points, step and anchor together; at_least and at_most limit a step"
        return
    if not counts_whole:
        yield f"{key}.step", "needs a measure of full months or years"
    if band.from_ < band.anchor and (band.below is None or band.anchor < band.below):
        yield f"{key}.anchor", f"is {band.anchor}, inside the band; it must be at an end or outside"
