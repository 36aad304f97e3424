"""A copy of the shipped rules, to be damaged in one place and read again."""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from selfcheck.rules.loader import load
from selfcheck.rules.mistakes import BrokenRules, Mistake

SHOWN_ID = re.compile(r"(\w+)\[([a-z][\w-]*)\]")


class Damage(NamedTuple):
    """What to put where in which file, and the mistake to be named for it.

    The key may have an id in the place of a number: `fact[unit].choices`.
    """

    file: str
    old: str
    new: str
    key: str
    said: str


class RulesFolder:
    """A folder of rule files that a test may change."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def text(self, file: str) -> str:
        return (self.path / file).read_text("utf-8")

    def write(self, file: str, text: str) -> None:
        (self.path / file).write_text(text, "utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Put `new` in the place of the first `old`, which must be there."""
        text = self.text(file)
        assert old in text, f"{old!r} is not in {file}"
        self.write(file, text.replace(old, new, 1))

    def damage(self, damage: Damage) -> None:
        self.replace(damage.file, damage.old, damage.new)

    def append(self, file: str, text: str) -> None:
        self.write(file, self.text(file) + "\n" + text)

    def mistakes(self) -> list[Mistake]:
        """Return what the loader says is wrong."""
        try:
            load(self.path)
        except BrokenRules as error:
            return error.mistakes
        return []

    def key(self, file: str, shown: str) -> str:
        """Return a key path with places in a list, given one with ids: `fact[unit].choices`."""
        raw: Any = tomllib.loads(self.text(file))
        path = ""
        for part in shown.split("."):
            named = SHOWN_ID.fullmatch(part)
            if named:
                ids = [item.get("id", item.get("for")) for item in raw[named[1]]]
                place = ids.index(named[2])
                part = f"{named[1]}[{place}]"  # noqa: PLW2901
                raw = raw[named[1]][place]
            else:
                raw = raw.get(part) if isinstance(raw, dict) else None
            path += f".{part}" if path else part
        return path
