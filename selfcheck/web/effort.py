"""How long the questions take: counted from the questions themselves, not from a guess.

The seconds are a rule of thumb for reading a short question and tapping an answer; the start page
says so beside the minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import PARTNER

SECONDS_A_QUESTION = 15


@dataclass(frozen=True)
class Effort:
    """The fewest and the most questions a person meets, and the minutes they take."""

    fewest: int
    most: int
    seconds: int = SECONDS_A_QUESTION

    @property
    def minutes_low(self) -> int:
        """The minutes of the fewest questions, rounded."""
        return round(self.fewest * self.seconds / 60)

    @property
    def minutes_high(self) -> int:
        """The minutes of the most questions, rounded."""
        return round(self.most * self.seconds / 60)


def effort_of(forms: Sequence[Sequence[Fact]]) -> Effort:
    """Return the effort of the forms: the shortest with nothing more to ask, and the longest."""
    return Effort(
        fewest=min(sum(not follows(fact) for fact in asked) for asked in forms),
        most=max(len(asked) for asked in forms),
    )


def follows(fact: Fact) -> bool:
    """Say whether the question only comes after an answer to another one."""
    return fact.ask_if is not None or fact.id.startswith(PARTNER)
