"""Three-valued logic: met, unmet, cannot tell (Kleene's strong tables)."""

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """The verdict on one condition."""

    MET = "met"
    UNMET = "unmet"
    CANNOT_TELL = "cannot_tell"

    __hash__ = object.__hash__  # that of Enum is Python's, and verdicts are in keys


MET, UNMET, CANNOT_TELL = Truth.MET, Truth.UNMET, Truth.CANNOT_TELL


def truth(known: bool) -> Truth:
    """Return met for True, unmet for False."""
    return MET if known else UNMET


def every(verdicts: Iterable[Truth]) -> Truth:
    """Return unmet if any is, else cannot tell if any is, else met."""
    result = MET
    for verdict in verdicts:
        if verdict is UNMET:
            return UNMET
        if verdict is CANNOT_TELL:
            result = CANNOT_TELL
    return result


def some(verdicts: Iterable[Truth]) -> Truth:
    """Return met if any is, else cannot tell if any is, else unmet."""
    result = UNMET
    for verdict in verdicts:
        if verdict is MET:
            return MET
        if verdict is CANNOT_TELL:
            result = CANNOT_TELL
    return result


def opposite(verdict: Truth) -> Truth:
    """Return the negation; doubt stays doubt."""
    if verdict is CANNOT_TELL:
        return CANNOT_TELL
    return UNMET if verdict is MET else MET
