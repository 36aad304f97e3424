"""Charts as shapes: the paths and places that an inline drawing needs, in its own units.

Numbers only; words and colours are the template's. What a chart shows stands in a table too.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
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
        "line": _steps(across, down.of([moment.low for moment in months])),
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


class _Down:
    """How far down points stand; an open end stands at the top."""

    def __init__(self, top: Decimal) -> None:
        self._scale = (BOTTOM - TOP) / float(top)

    def of(self, course: Iterable[Decimal | None]) -> list[int]:
        """Return the places of points, one month after the other."""
        down: list[int] = []
        place, last = TOP, None
        for points in course:
            if points != last:
                whole = TOP if points is None else BOTTOM - round(float(points) * self._scale)
                place, last = min(max(whole, TOP), BOTTOM), points
            down.append(place)
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
    upper = _steps(across, down.of([moment.high for moment in months]))
    lower = down.of([moment.low for moment in months])
    back = "".join(f"V{y}H{x}" for x, y in zip(reversed(across), reversed(lower), strict=True))
    return f"{upper}{back}Z"


# --- units side by side -----------------------------------------------------------------------

UNITS_WIDTH, BAR_WIDTH = 250, 136
"""Narrow, so that letters of 12 are 14 px and more on a phone of 360 px."""
LINE_HEIGHT, HEAD_GAP, ROWS_GAP = 16, 12, 6
ROW_HEIGHT, TEXT_DOWN, BAR_DOWN, BAR_HEIGHT = 36, 14, 20, 10
WIDE, NARROW, FIRST_WIDE = 13, 8, "\u2e80"
"""How wide a letter of a heading is at most: Chinese ones, and those before them in Unicode."""


def units_chart(units: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return a panel of bars for each scheme, a bar for each unit; None without any in force.

    `units` are those of a comparison in words. A bar is as wide as what the scheme gives at most,
    or as the most that somebody can have where no most was read.
    """
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for unit in units:
        for sheet in unit["points"]:
            if sheet["in_force"] != "no":
                found.setdefault(sheet["scheme"], []).append((unit["unit_name"], sheet))
    panels: list[dict[str, Any]] = []
    for rows in found.values():
        panels.append(_panel(rows, panels[-1]["ends"] if panels else 0))
    if not panels:
        return None
    return {
        "width": UNITS_WIDTH,
        "height": panels[-1]["ends"],
        "bar_width": BAR_WIDTH,
        "bar_height": BAR_HEIGHT,
        "panels": panels,
    }


def _panel(rows: list[tuple[str, Mapping[str, Any]]], down: int) -> dict[str, Any]:
    sheets = [sheet for _, sheet in rows]
    ends = [Decimal(s[end]) for s in sheets for end in ("low", "high") if s[end] is not None]
    most = sheets[0]["max"]
    top = max(Decimal(1), *ends) if most is None else Decimal(most)
    head = _lines(sheets[0]["name"])
    below = down + HEAD_GAP + LINE_HEIGHT * (len(head) + (most is not None))
    drawn: list[dict[str, Any]] = []
    ends_at = below + ROWS_GAP
    for name, sheet in rows:
        drawn.append(_row(name, sheet, ends_at, top))
        ends_at = drawn[-1]["y"] - BAR_DOWN + ROW_HEIGHT
    return {
        "head": [
            {"text": text, "y": down + HEAD_GAP + LINE_HEIGHT * number}
            for number, text in enumerate(head, start=1)
        ],
        "max": most,
        "below": below,
        "ends": ends_at,
        "rows": drawn,
    }


def _row(name: str, sheet: Mapping[str, Any], down: int, top: Decimal) -> dict[str, Any]:
    """Return a unit's bar, below its name, which may take several lines."""
    lines = _lines(name)
    more = LINE_HEIGHT * (len(lines) - 1)
    return {
        "name": name,
        "lines": [
            {"text": text, "y": down + TEXT_DOWN + LINE_HEIGHT * number}
            for number, text in enumerate(lines)
        ],
        "score": sheet["score_text"],
        "y": down + BAR_DOWN + more,
        "sure": _across(sheet["low"], top),
        "maybe": _across(sheet["high"], top),
    }


def _across(points: str | None, top: Decimal) -> int:
    """Return how wide a bar is; an open end reaches the end of the scale."""
    share = (
        Decimal(1) if points is None else min(max(Decimal(points) / top, Decimal(0)), Decimal(1))
    )
    return round(share * BAR_WIDTH)


@lru_cache(maxsize=256)
def _lines(text: str) -> tuple[str, ...]:
    """Return a heading as lines that fit: broken between words, or letters that need none."""
    lines = [""]
    for word in re.findall(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*", text):
        longer = lines[-1] + word
        if sum(WIDE if sign >= FIRST_WIDE else NARROW for sign in longer.rstrip()) > UNITS_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(line.strip() for line in lines)
