"""What an inspection finds: mistakes, with which rules may not be published, and warnings.

A mistake is something that cannot be right, or that nobody has proven: the command ends with
exit code 1. A warning is something that a person has to look at and may well leave as it is.
"""

from typing import NamedTuple

from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.rulebook import Rulebook


class Findings(NamedTuple):
    """Everything found, each in the order of the files; the rulebook where it could be read."""

    mistakes: tuple[Mistake, ...]
    warnings: tuple[Mistake, ...] = ()
    rulebook: Rulebook | None = None
