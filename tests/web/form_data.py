"""Answers of the contract, written as a browser would post them."""

from collections.abc import Mapping
from typing import Any

DATE_PARTS = 3


def as_form(answers: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the controls that say the same as the answers; the unit is in the address."""
    form: dict[str, str | list[str]] = {}
    for fact, value in answers.items():
        if fact == "unit" or value is None:
            continue
        form.update(_controls(fact, value))
    return form


def _controls(fact: str, value: Any) -> dict[str, str | list[str]]:
    if isinstance(value, bool):
        return {fact: "yes" if value else "no"}
    if isinstance(value, list):
        return {fact: value} if value else {f"{fact}-none": "yes"}
    if isinstance(value, str) and value.count("-") == DATE_PARTS - 1:
        year, month, day = value.split("-")
        return {f"{fact}-year": year, f"{fact}-month": month, f"{fact}-day": day}
    return {fact: str(value)}
