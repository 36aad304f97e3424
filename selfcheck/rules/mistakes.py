"""A mistake in a rule file: where it is and what would be right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

Wrong = Iterator[tuple[str, str]]
"""What is wrong with an entry: pairs of a key inside it and a message."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake: the file (relative to the rules folder), the key path, and what is wrong.

    `place` is the key path with the ids of the entries on it, where they were looked up.
    """

    file: str
    key: str
    message: str
    place: str = field(default="", compare=False)

    def __str__(self) -> str:
        key = self.place or self.key
        place = f"{self.file}: {key}" if key else self.file
        return f"{place}: {self.message}"


def plural(number: int, what: str) -> str:
    """Return so many of something, in words that agree."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def not_there(what: str, name: str, known: Iterable[str]) -> str:
    """Say that nothing has this name, and which name is nearest to it, if one is near."""
    said = f"names the {what} {name!r}, which is not there"
    near = get_close_matches(name, tuple(known), n=1)
    return f"{said}; the nearest is {near[0]!r}" if near else said


class BrokenRules(Exception):
    """The rule files cannot be used; `mistakes` has all that was found, in file order."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
