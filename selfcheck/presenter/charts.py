"""Charts as shapes: the paths and places that an inline drawing needs, in its own units.

Numbers only; words and colours are the template's. What a chart shows stands in a table too.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.endorsement import Window
from selfcheck.engine.timeline import Course, Moment, Timeline
from selfcheck.presenter.language import figure

WIDTH, HEIGHT = 320, 180
LEFT, RIGHT, TOP, BOTTOM = 34, 310, 12, 150
MONTHS_A_TICK = 12

LEVELS = (TOP, (TOP + BOTTOM) // 2, BOTTOM)
FRAME = {
    "width": WIDTH,
    "height": HEIGHT,
    "left": LEFT,
    "levels": LEVELS,
    "grid": "".join(f"M{LEFT} {y}H{RIGHT}" for y in LEVELS),
}


def course_chart(course: Course, timeline: Timeline) -> dict[str, Any]:
    """Return the shapes of one scheme's course: the sure part, the possible part, the days.

    What is the same in every chart stands in lists; what moves has a name each (`level_0` is the
    highest, `tick_0` the first), so that it can be filled in.
    """
    months = course.months
    top = _top(course)
    across = [LEFT + number * (RIGHT - LEFT) // (len(months) - 1) for number in range(len(months))]
    down = _Down(top)
    windows = [_window(window, timeline, months) for window in timeline.windows]
    permits = [_upright(_place(day, timeline, months)) for _, day in timeline.permits]
    named = {
        f"level_{place}": figure(points) for place, points in enumerate((top, top / 2, Decimal(0)))
    }
    for place, moment in enumerate(months[::MONTHS_A_TICK]):
        named[f"tick_{place}"] = f"{moment.on.year}.{moment.on.month}"
    return {
        **FRAME,
        "ticks": across[::MONTHS_A_TICK],
        "line": _steps(across, [down[moment.low] for moment in months]),
        "band": _band(across, months, down),
        "windows": "".join(windows) or None,
        "permits": "".join(permits) or None,
        **named,
    }


def _window(window: Window, timeline: Timeline, months: tuple[Moment, ...]) -> str:
    """Return the field between the days on which a permit can be endorsed."""
    opens = _place(max(window.opens, months[0].on), timeline, months)
    due = _place(min(window.due, timeline.until), timeline, months)
    return f"M{opens} {TOP}H{due}V{BOTTOM}H{opens}z"


def _upright(x: int) -> str:
    return f"M{x} {TOP}V{BOTTOM}"


def _place(day: date, timeline: Timeline, months: tuple[Moment, ...]) -> int:
    """Return how far to the right a day stands."""
    first = months[0].on
    return LEFT + (RIGHT - LEFT) * (day - first).days // (timeline.until - first).days


class _Down(dict[Decimal | None, int]):
    """How far down points stand, by points; an open end stands at the top."""

    def __init__(self, top: Decimal) -> None:
        super().__init__({None: TOP})
        self._top = float(top)

    def __missing__(self, points: Decimal) -> int:
        share = min(max(float(points) / self._top, 0.0), 1.0)
        self[points] = down = BOTTOM - round(share * (BOTTOM - TOP))
        return down


def _top(course: Course) -> Decimal:
    """Return the upper end of the scale: what the scheme gives at most, or the most there is."""
    if course.scheme.max is not None:
        return course.scheme.max
    return max(Decimal(1), *(end for m in course.months for end in (m.low, m.high) if end))


def _steps(across: list[int], down: list[int]) -> str:
    """Return a line that keeps its height until the next place, then jumps."""
    path, last = f"M{across[0]} {down[0]}", down[0]
    for x, y in zip(across, down, strict=True):
        if y != last:
            path += f"H{x}V{y}"
            last = y
    return f"{path}H{RIGHT}"


def _band(across: list[int], months: tuple[Moment, ...], down: _Down) -> str | None:
    """Return the area between the lower and the upper end; None where there is none."""
    if all(moment.low == moment.high for moment in months):
        return None
    upper = _steps(across, [down[moment.high] for moment in months])
    lower = [down[moment.low] for moment in months]
    back = "".join(f"V{y}H{x}" for x, y in zip(reversed(across), reversed(lower), strict=True))
    return f"{upper}{back}Z"
