"""Charts as shapes: the paths and places that an inline drawing needs, in its own units.

Numbers only; words and colours are the template's. What a chart shows stands in a table too.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.timeline import Course, Moment, Timeline
from selfcheck.presenter.language import figure

WIDTH, HEIGHT = 320, 180
LEFT, RIGHT, TOP, BOTTOM = 34, 310, 12, 150
MONTHS_A_TICK = 12


def course_chart(course: Course, timeline: Timeline) -> dict[str, Any]:
    """Return the shapes of one scheme's course: the sure part, the possible part, the days."""
    first = course.months[0].on
    across = Across(first, timeline.until)
    top = _top(course)
    ticks = course.months[::MONTHS_A_TICK]
    ranged = any(moment.low != moment.high for moment in course.months)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": RIGHT,
        "top": TOP,
        "bottom": BOTTOM,
        "line": _steps((across.at(m.on), _down(m.low, top)) for m in course.months),
        "band": _band(course.months, across, top) if ranged else None,
        "levels": [
            {"y": _down(level, top), "text": figure(level)} for level in (top, top / 2, Decimal(0))
        ],
        "ticks": [
            {"x": across.at(tick.on), "text": f"{tick.on.year}.{tick.on.month}"} for tick in ticks
        ],
        "windows": [
            {
                "x": across.at(max(window.opens, first)),
                "width": round(across.at(min(window.due, timeline.until)), 1)
                - across.at(max(window.opens, first)),
            }
            for window in timeline.windows
        ],
        "permits": [across.at(day) for _, day in timeline.permits],
    }


class Across:
    """Places of days between the left and the right end of a chart."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first
        self._scale = (RIGHT - LEFT) / (last - first).days

    def at(self, day: date) -> float:
        """Return where the day stands."""
        return round(LEFT + (day - self._first).days * self._scale, 1)


def _top(course: Course) -> Decimal:
    """Return the upper end of the scale: what the scheme gives at most, or the most there is."""
    if course.scheme.max is not None:
        return course.scheme.max
    most = max(max(m.low, m.high or m.low) for m in course.months)
    return max(most, Decimal(1))


def _down(points: Decimal, top: Decimal) -> float:
    share = min(max(float(points / top), 0.0), 1.0)
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def _steps(places: Iterable[tuple[float, float]]) -> str:
    """Return a line that keeps its height until the next place, then jumps."""
    path, last = "", None
    for x, y in places:
        if not path:
            path = f"M{x} {y}"
        elif y != last:
            path += f"H{x}V{y}"
        last = y
    return path + f"H{RIGHT}"


def _band(months: tuple[Moment, ...], across: Across, top: Decimal) -> str:
    """Return the area between the lower and the upper end; an open end reaches the top."""
    upper = [(across.at(m.on), TOP if m.high is None else _down(m.high, top)) for m in months]
    lower = [(across.at(m.on), _down(m.low, top)) for m in months]
    back = "".join(f"V{y}H{x}" for (x, _), (_, y) in reversed(list(zip(lower, lower, strict=True))))
    return _steps(upper) + back + "Z"
