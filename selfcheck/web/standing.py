"""How it stands with the rules of a process: which serve, since when, and what was refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """Newer rules that were not taken into use: when, how many mistakes, and the first of them."""

    at: datetime
    mistakes: int
    first: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """The version that serves, since when, and the refusal of newer rules where there was one."""

    version: str
    since: datetime
    refusal: Refusal | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as `/readyz` says it."""
        return {
            "status": "ok",
            "ruleset": self.version,
            "since": self.since.isoformat(timespec="seconds"),
            "refused": self.refusal
            and {
                "at": self.refusal.at.isoformat(timespec="seconds"),
                "mistakes": self.refusal.mistakes,
                "first": list(self.refusal.first),
            },
        }
