"""Charts as shapes: the paths of an inline drawing, in its own units, and the bars of units.

Numbers only; words, letters and colours are the template's. A table with the same figures stands
behind each chart.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from selfcheck.engine.endorsement import Window
from selfcheck.engine.measures import ZERO
from selfcheck.engine.periods import add_months
from selfcheck.engine.timeline import Course, Moment, Timeline
from selfcheck.presenter.language import figure
from selfcheck.presenter.sheets import bar
from selfcheck.rules.model.schemes import Scheme

WIDTH, HEIGHT = 288, 150
"""36 months of 8 each: the same moves again and again pack well."""

MONTHS_A_TICK = 12

DAYS_KEPT = 16
"""Days of assessment of which something is kept: nearly everybody asks for today."""

SCALES_KEPT = 64
PLACES_KEPT = 2048
"""Points of a scale whose places are kept."""

FRAME = {
    "width": WIDTH,
    "height": HEIGHT,
    "grid": "".join(f"M0 {y}H{WIDTH}" for y in (0, HEIGHT // 2, HEIGHT)),
}


Run = tuple[int, int, Decimal, Decimal | None]
"""Months in a row with the same points: the place of the first, how many, the least, the most."""


def runs(months: Sequence[Moment]) -> list[Run]:
    """Return the runs of the months, in order."""
    found: list[Run] = []
    begin, (_, low, high) = 0, months[0]
    for place, (_, new_low, new_high) in enumerate(months):
        if new_low != low or new_high != high:
            found.append((begin, place - begin, low, high))
            begin, low, high = place, new_low, new_high
    found.append((begin, len(months) - begin, low, high))
    return found


def course_chart(course: Course, timeline: Timeline, stretches: list[Run]) -> dict[str, Any]:
    """Return the shapes of one scheme's course: the sure part, the possible part, the days.

    `stretches` are the runs of its months. The letters stand around the drawing. What moves has
    a name each (`level_0` is the highest, `tick_0` the first of `ticks`), so that it can be filled
    in.
    """
    months = course.months
    top, bottom = _ends(course.scheme, stretches)
    across = [place * WIDTH // (len(months) - 1) for place, _, _, _ in stretches]
    down = _down(top, bottom)
    lows, highs = [run[2] for run in stretches], [run[3] for run in stretches]
    lower = down.of(lows)
    windows = [_window(window, timeline, months) for window in timeline.windows]
    permits = [_upright(_place(day, timeline, months)) for _, day in timeline.permits]
    return {
        **FRAME,
        **_ticks(months[0].on, len(months)),
        "level_0": figure(top),
        "level_1": figure((top + bottom) / 2),
        "level_2": figure(bottom),
        "line": _line(across, lower),
        "band": None if lows == highs else _band(across, lower, down.of(highs)),
        "windows": "".join(windows) or None,
        "permits": "".join(permits) or None,
    }


@lru_cache(maxsize=DAYS_KEPT)
def _ticks(first: date, months: int) -> Mapping[str, Any]:
    """Return the names of the months at which a year begins, and how many they are."""
    ticks = [add_months(first, ahead) for ahead in range(0, months, MONTHS_A_TICK)]
    named = {f"tick_{place}": f"{day.year}.{day.month}" for place, day in enumerate(ticks)}
    return {"ticks": len(ticks), **named}


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
    """How far down points stand on one scale; an open end stands at the top."""

    def __init__(self, top: Decimal, bottom: Decimal) -> None:
        self._scale = HEIGHT / float(top - bottom)
        self._nothing = HEIGHT // 2 if bottom else HEIGHT
        self._places: dict[str, int] = {}

    def of(self, course: Iterable[Decimal | None]) -> list[int]:
        """Return the places of points, one run after the other."""
        known = self._places
        places = []
        for points in course:
            written = str(points)
            place = known.get(written)
            places.append(self._found(written, points) if place is None else place)
        return places

    def _found(self, written: str, points: Decimal | None) -> int:
        if len(self._places) >= PLACES_KEPT:
            self._places.clear()
        whole = 0 if points is None else self._nothing - round(float(points) * self._scale)
        place = self._places[written] = min(max(whole, 0), HEIGHT)
        return place


_down = lru_cache(maxsize=SCALES_KEPT)(_Down)


def _ends(scheme: Scheme, stretches: list[Run]) -> tuple[Decimal, Decimal]:
    """Return the ends of the scale; where some points are below 0, that is in the middle."""
    top, lowest = _top(scheme, stretches), min([low for _, _, low, _ in stretches])
    if lowest >= 0:
        return top, ZERO
    top = max(top, -lowest)
    return top, -top


def _top(scheme: Scheme, stretches: list[Run]) -> Decimal:
    """Return the upper end of the scale: what the scheme gives at most, or the most there is."""
    if scheme.max is not None:
        return scheme.max
    return max(Decimal(1), *(end for *_, low, high in stretches for end in (low, high) if end))


def _line(across: list[int], down: list[int]) -> str:
    """Return a line that keeps its height until the next place, then jumps."""
    return f"M0 {down[0]}{_moves(across, down, WIDTH)}"


def _moves(across: list[int], down: list[int], end: int) -> str:
    """Return the moves from jump to jump, and on to the end."""
    path, at, last = "", across[0], down[0]
    for x, y in zip(across, down, strict=True):
        if y != last:
            path += _move(x - at, y - last)
            at, last = x, y
    return f"{path}h{end - at}"


@lru_cache(maxsize=WIDTH * HEIGHT)
def _move(across: int, down: int) -> str:
    return f"h{across}v{down}"


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
                **(bar(Decimal(sheet["low"]), _end(sheet["high"]), top) or {}),
            }
            for name, sheet in rows
        ],
    }


def _end(points: str | None) -> Decimal | None:
    return None if points is None else Decimal(points)
