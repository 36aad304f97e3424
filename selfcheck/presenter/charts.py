"""Charts as shapes: the paths of an inline drawing, in its own units, and the bars of units.

Numbers only; words, letters and colours are the template's. A table with the same figures stands
behind each chart.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, final

from selfcheck.engine.endorsement import Window
from selfcheck.engine.measures import ZERO
from selfcheck.engine.periods import add_months
from selfcheck.engine.timeline import Course, Timeline
from selfcheck.presenter.language import figure
from selfcheck.presenter.sheets import bar

WIDTH, HEIGHT = 288, 150
"""36 months of 8 each: the same moves again and again pack well."""

MONTHS_A_TICK = 12

DAYS_KEPT = 16
"""Days of assessment of which something is kept: nearly everybody asks for today."""

SCALES_KEPT = 64

FRAME = {
    "width": WIDTH,
    "height": HEIGHT,
    "grid": "".join(f"M0 {y}H{WIDTH}" for y in (0, HEIGHT // 2, HEIGHT)),
}


ACROSS = tuple(f"h{by}" for by in range(-WIDTH, WIDTH + 1))
DOWN = tuple(f"v{by}" for by in range(-HEIGHT, HEIGHT + 1))
"""Moves by so much, from as far back as there is to as far on."""


@final
class Height:
    """What a month's points are in words, and how far down they stand: the lower end, the upper."""

    __slots__ = ("lower", "text", "upper")

    def __init__(self, text: str, lower: int, upper: int) -> None:
        self.text: Final = text
        self.lower: Final = lower
        self.upper: Final = upper


def course_chart(
    course: Course, timeline: Timeline, scale: "Scale", heights: Sequence[Height]
) -> dict[str, Any]:
    """Return the shapes of one scheme's course: the sure part, the possible part, the days.

    `heights` are those of its months on the scale. The letters stand around the drawing. What moves
    has a name each (`level_0` is the highest, `tick_0` the first of `ticks`), so that it can be
    filled in.
    """
    first, months = course.days[0], len(course.days)
    across, lower = _across(months), [height.lower for height in heights]
    is_sure = course.ends.highs == course.ends.lows
    span = (timeline.until - first).days
    windows = [_window(window, first, timeline.until, span) for window in timeline.windows]
    permits = [_upright(_place(day, first, span)) for _, day in timeline.permits]
    return {
        **FRAME,
        **_ticks(first, months),
        **scale.levels,
        "line": _line(across, lower),
        "band": None if is_sure else _band(across, lower, [height.upper for height in heights]),
        "windows": "".join(windows) or None,
        "permits": "".join(permits) or None,
    }


@lru_cache(maxsize=DAYS_KEPT)
def _across(months: int) -> list[int]:
    """Return how far to the right each month's end stands."""
    return [place * WIDTH // (months - 1) for place in range(months)]


def _levels(top: Decimal, bottom: Decimal) -> Mapping[str, Any]:
    """Return the figures at the ends of the scale and in its middle."""
    levels = enumerate((top, (top + bottom) / 2, bottom))
    return {f"level_{place}": figure(points) for place, points in levels}


@lru_cache(maxsize=DAYS_KEPT)
def _ticks(first: date, months: int) -> Mapping[str, Any]:
    """Return the names of the months at which a year begins, and how many they are."""
    ticks = [add_months(first, ahead) for ahead in range(0, months, MONTHS_A_TICK)]
    named = {f"tick_{place}": f"{day.year}.{day.month}" for place, day in enumerate(ticks)}
    return {"ticks": len(ticks), **named}


def _window(window: Window, first: date, until: date, span: int) -> str:
    """Return the field between the days on which a permit can be endorsed."""
    opens = _place(max(window.opens, first), first, span)
    due = _place(min(window.due, until), first, span)
    return f"M{opens} 0H{due}V{HEIGHT}H{opens}z"


def _upright(x: int) -> str:
    return f"M{x} 0V{HEIGHT}"


def _place(day: date, first: date, span: int) -> int:
    """Return how far to the right a day stands, where the chart spans so many days."""
    return WIDTH * (day - first).days // span


class Scale:
    """How far down points stand between the ends of a chart, and the figures beside it."""

    def __init__(self, top: Decimal, bottom: Decimal) -> None:
        self._scale = HEIGHT / float(top - bottom)
        self._nothing = HEIGHT // 2 if bottom else HEIGHT
        self.levels = _levels(top, bottom)
        self.name = f"{top} {bottom}"

    def place(self, points: Decimal | None) -> int:
        """Return how far down points stand; an open end stands at the top."""
        if points is None:
            return 0
        whole = self._nothing - round(float(points) * self._scale)
        return min(max(whole, 0), HEIGHT)


_scale = lru_cache(maxsize=SCALES_KEPT)(Scale)


def scale_of(course: Course) -> Scale:
    """Return the scale on which the course is drawn."""
    return _scale(*_ends(course))


def _ends(course: Course) -> tuple[Decimal, Decimal]:
    """Return the ends of the scale; where some points are below 0, that is in the middle."""
    top, lowest = _top(course), min(course.ends.lows)
    if lowest >= 0:
        return top, ZERO
    top = max(top, -course.ends.points(lowest))
    return top, -top


def _top(course: Course) -> Decimal:
    """Return the upper end of the scale: what the scheme gives at most, or the most there is."""
    if course.scheme.max is not None:
        return course.scheme.max
    ends = course.ends
    return max(Decimal(1), ends.points(max([*ends.lows, *[high for high in ends.highs if high]])))


def _line(across: list[int], down: list[int]) -> str:
    """Return a line that keeps its height until the next place, then jumps."""
    return f"M0 {down[0]}{_moves(across, down, WIDTH)}"


def _moves(across: list[int], down: list[int], end: int) -> str:
    """Return the moves from jump to jump, and on to the end."""
    path: list[str] = []
    at, last = across[0], down[0]
    for place, y in enumerate(down):
        if y != last:
            x = across[place]
            path.append(ACROSS[WIDTH + x - at])
            path.append(DOWN[HEIGHT + y - last])
            at, last = x, y
    path.append(ACROSS[WIDTH + end - at])
    return "".join(path)


def _band(across: list[int], lower: list[int], upper: list[int]) -> str:
    """Return the area between the lower and the upper end."""
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
                **(bar(sheet["low"], sheet["high"], figure(top)) or {}),
            }
            for name, sheet in rows
        ],
    }
