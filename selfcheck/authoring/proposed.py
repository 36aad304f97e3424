"""A proposed example: the answers that were found, and what the program gives for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from selfcheck.engine.examples import situation_of
from selfcheck.engine.scoring import sheet
from selfcheck.rules.model.schemes import Example, Scheme
from selfcheck.rules.rulebook import Rulebook


def worked(
    name: str, on: date, answers: Mapping[str, Any], scheme: Scheme, rulebook: Rulebook
) -> Example:
    """Return the example of this name, not confirmed yet, with its points."""
    found = sheet(scheme, situation_of(answers, on, scheme, rulebook))
    return Example(
        name=f"待核对：{name}",
        on=on,
        answers=dict(answers),
        low=found.low,
        high=found.high,
        lines={
            line.line.id: line.low
            for line in (*found.lines, *found.deductions)
            if line.low == line.high
        },
        confirmed=False,
    )


def label_of(scheme: Scheme, key: str) -> str:
    """Return the words for the line, deduction, veto or total in which the key stands."""
    part, _, number = key.partition("]")[0].partition("[")
    entry = getattr(scheme, part)[int(number)]
    return str(getattr(entry, "label", None) or entry.text)
