"""Conditions and formulas written in a test as they are written in a rule file."""

from typing import TypeVar

from selfcheck.rules.files import read_entry
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.formulas import Formula

E = TypeVar("E", bound=Entry)


class _AnyCondition(Entry):
    it: Condition


class _AnyFormula(Entry):
    it: Formula


def entry(model: type[E], text: str) -> E:
    """Return the entry that the text of a whole file holds."""
    found, mistakes = read_entry("test.toml", text.encode(), model)
    assert found is not None, mistakes
    return found


def condition(text: str) -> Condition:
    """Return the condition in a table: `{ fact = "hukou", is = "here" }`."""
    return entry(_AnyCondition, f"it = {text}").it


def formula(text: str) -> Formula:
    """Return the formula in a table: `{ kind = "rate", … }`."""
    return entry(_AnyFormula, f"it = {text}").it
