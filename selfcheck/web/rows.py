"""The rows of a question for events or periods: one for each, with a control for each part.

A few rows stand in sight, the others open below them; so it needs no script.
"""

from collections.abc import Mapping
from itertools import pairwise

from selfcheck.rules.model.facts import Fact

IN_SIGHT = 3
MORE = 5
"""How many rows open at a time below those in sight."""

MOST = 18
"""No form is made longer than this, whatever the rules allow: it has to be sent in one go. Programs
can tell more."""


def parts(fact: Fact) -> tuple[str, ...]:
    """Return what one row asks for, in the words of the API."""
    days = ("on",) if fact.kind == "events" else ("from", "to")
    amount = ("amount",) if fact.kind == "events" and fact.maximum is not None else ()
    return (*days, *amount, *(("level",) if fact.choices else ()))


def needed(fact: Fact) -> tuple[str, ...]:
    """Return what no row may leave out: all but the end of what still goes on."""
    return tuple(part for part in parts(fact) if part != "to")


def bundles(fact: Fact) -> list[range]:
    """Return the numbers of the rows, those that open together in one range."""
    most = min(fact.most or 0, MOST)
    cuts = [1, *range(1 + IN_SIGHT, most + 1, MORE), most + 1]
    return [range(start, end) for start, end in pairwise(cuts)]


def row_control(fact: str, row: int, part: str) -> str:
    """Return the name of a row's control."""
    return f"{fact}-{row}-{part}"


def row_of(name: str) -> int | None:
    """Return the row that a control stands in, None where it stands in none."""
    _, _, within = name.partition("-")
    number = within.partition("-")[0]
    return int(number) if number.isdigit() else None


def filled(fact: Fact, text: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """Return what was written, by row and part; `text` holds it by control."""
    rows: dict[int, dict[str, str]] = {}
    for bundle in bundles(fact):
        for row in bundle:
            said = {part: text.get(row_control(fact.id, row, part), "") for part in parts(fact)}
            written = {part: value for part, value in said.items() if value.strip()}
            if written:
                rows[row] = written
    return rows
