"""Charts as shapes: the paths of an inline drawing, in its own units, and the bars of units.

Numbers only; words, letters and colours are the template's. A table with the same figures stands
behind each chart.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.endorsement import Window
from selfcheck.engine.timeline import Course, Moment, Timeline
from selfcheck.presenter.language import figure
from selfcheck.presenter.sheets import bar

WIDTH, HEIGHT = 288, 150
"""36 months of 8 each: the same moves again and again pack well."""

MONTHS_A_TICK = 12

FRAME = {
    "width": WIDTH,
    "height": HEIGHT,
    "grid": "".join(f"M0 {y}H{WIDTH}" for y in (0, HEIGHT // 2, HEIGHT)),
}


def course_chart(course: Course, timeline: Timeline) -> dict[str, Any]:
    """Return the shapes of one scheme's course: the sure part, the possible part, the days.

    The letters stand around the drawing. What moves has a name each (`level_0` is the highest,
    `tick_0` the first of `ticks`), so that it can be filled in.
    """
    months = course.months
    top, bottom = _ends(course)
    across = [number * WIDTH // (len(months) - 1) for number in range(len(months))]
    down = _Down(top, bottom)
    windows = [_window(window, timeline, months) for window in timeline.windows]
    permits = [_upright(_place(day, timeline, months)) for _, day in timeline.permits]
    named = {
        f"level_{place}": figure(points)
        for place, points in enumerate((top, (top + bottom) / 2, bottom))
    }
    ticks = months[::MONTHS_A_TICK]
    for place, moment in enumerate(ticks):
        named[f"tick_{place}"] = f"{moment.on.year}.{moment.on.month}"
    return {
        **FRAME,
        "ticks": len(ticks),
        "line": _line(across, down.of([moment.low for moment in months])),
        "band": _band(across, months, down),
        "windows": "".join(windows) or None,
        "permits": "".join(permits) or None,
        **named,
    }


def _window(window: Window, timeline: Timeline, months: tuple[Moment, ...]) -> str:
    """Return the field between the days on which a permit can be endorsed."""
    opens = _place(max(window.opens, months[0].on), timeline, months)
    due = _place(min(window.due, timeline.until), timeline, months)
    return f"M{opens} 0H{due}V{HEIGHT}H{opens}z"


def _upright(x: int) -> str:
    return f"M{x} 0V{HEIGHT}"


def _place(day: date, timeline: Timeline, months: tuple[Moment, ...]) -> int:
    """Return how far to the right a day stands."""
    first = months[0].on
    return WIDTH * (day - first).days // (timeline.until - first).days


class _Down:
    """How far down points stand; an open end stands at the top."""

    def __init__(self, top: Decimal, bottom: Decimal) -> None:
        self._scale = HEIGHT / float(top - bottom)
        self._nothing = HEIGHT // 2 if bottom else HEIGHT

    def of(self, course: Iterable[Decimal | None]) -> list[int]:
        """Return the places of points, one month after the other."""
        down: list[int] = []
        place, last = 0, None
        for points in course:
            if points != last:
                whole = 0 if points is None else self._nothing - round(float(points) * self._scale)
                place, last = min(max(whole, 0), HEIGHT), points
            down.append(place)
        return down


def _ends(course: Course) -> tuple[Decimal, Decimal]:
    """Return the ends of the scale; where some points are below 0, that is in the middle."""
    top, lowest = _top(course), min(moment.low for moment in course.months)
    if lowest >= 0:
        return top, Decimal(0)
    top = max(top, -lowest)
    return top, -top


def _top(course: Course) -> Decimal:
    """Return the upper end of the scale: what the scheme gives at most, or the most there is."""
    if course.scheme.max is not None:
        return course.scheme.max
    return max(Decimal(1), *(end for m in course.months for end in (m.low, m.high) if end))


def _line(across: list[int], down: list[int]) -> str:
    """Return a line that keeps its height until the next place, then jumps."""
    return f"M0 {down[0]}{_moves(across, down, WIDTH)}"


def _moves(across: list[int], down: list[int], end: int) -> str:
    """Return the moves from jump to jump, and on to the end."""
    path, at, last = "", across[0], down[0]
    for x, y in zip(across, down, strict=True):
        if y != last:
            path += f"h{x - at}v{y - last}"
            at, last = x, y
    return f"{path}h{end - at}"


def _band(across: list[int], months: tuple[Moment, ...], down: _Down) -> str | None:
    """Return the area between the lower and the upper end; None where there is none."""
    if all(moment.low == moment.high for moment in months):
        return None
    upper = down.of([moment.high for moment in months])
    lower = down.of([moment.low for moment in months])
    # On the way back, a height holds from the next place on.
    back = _moves([*across[1:], WIDTH][::-1], lower[::-1], 0)
    return f"{_line(across, upper)}V{lower[-1]}{back}z"


# --- units side by side -----------------------------------------------------------------------


def units_chart(units: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the name of each scheme in force with the bars of its units; none without a scheme.

    `units` are those of a comparison in words. A bar is as wide as what the scheme gives at most,
    or as the most that somebody can have where no most was read.
    """
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for unit in units:
        for sheet in unit["points"]:
            if sheet["in_force"] != "no":
                found.setdefault(sheet["scheme"], []).append((unit["unit_name"], sheet))
    return [_panel(rows) for rows in found.values()]


def _panel(rows: list[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """Return one scheme's bars."""
    sheets = [sheet for _, sheet in rows]
    ends = [Decimal(s[end]) for s in sheets for end in ("low", "high") if s[end] is not None]
    most = sheets[0]["max"]
    top = max(Decimal(1), *ends) if most is None else Decimal(most)
    return {
        "name": sheets[0]["name"],
        "max": most,
        "bars": [
            {
                "name": name,
                "score": sheet["score_text"],
                **(bar(Decimal(sheet["low"]), _end(sheet["high"]), top) or {}),
            }
            for name, sheet in rows
        ],
    }


def _end(points: str | None) -> Decimal | None:
    return None if points is None else Decimal(points)
