"""Where a mistake is, for people: places in a list with the id of what stands there.

`line[3].max` is told as `line[3] (insurance).max`. It is looked up in the file as it was written,
which also works where the file makes no entry. A file that is no TOML has no places.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from selfcheck.rules.mistakes import Mistake

STEP = re.compile(r"\[(\d+)\]|[^.\[\]]+")
NAMES = ("id", "for", "name")
"""The keys that tell entries of a list apart, the best one first."""


def placed(mistakes: Iterable[Mistake], folder: Path) -> list[Mistake]:
    """Return the mistakes with the ids of the entries that they are in."""
    raw = cache(lambda file: _raw(folder / file))
    return [replace(mistake, place=_named(mistake.key, raw(mistake.file))) for mistake in mistakes]


def _raw(path: Path) -> Any:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _named(key: str, raw: Any) -> str:
    """Return the key path with the name of each entry of a list behind its number."""
    place = ""
    for step in STEP.finditer(key):
        number = step[1]
        if number is None:
            place += f".{step[0]}" if place else step[0]
            raw = raw.get(step[0]) if isinstance(raw, dict) else None
        else:
            inside = isinstance(raw, list) and int(number) < len(raw)
            raw = raw[int(number)] if inside else None
            place += step[0] + _name_of(raw)
    return place


def _name_of(entry: Any) -> str:
    if isinstance(entry, dict):
        for key in NAMES:
            if isinstance(entry.get(key), str):
                return f" ({entry[key]})"
    return ""
