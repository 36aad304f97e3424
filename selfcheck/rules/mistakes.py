"""A mistake in a rule file: where it is and what would be right."""

from collections.abc import Iterator
from dataclasses import dataclass

Wrong = Iterator[tuple[str, str]]
"""What is wrong with an entry: pairs of a key inside it and a message."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake: the file (relative to the rules folder), the key path, and what is wrong."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.message}"


class BrokenRules(Exception):
    """The rule files cannot be used; `mistakes` has all that was found, in file order."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
