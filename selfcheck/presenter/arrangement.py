"""How a page arranges what an answer says: what stands together, and what may stand behind.

Says nothing of its own; the API does without it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

IN_SIGHT = 4
"""How many changes that raise a score stand in sight; the others are one tap away."""

Words = dict[str, Any]


def kinds(indicators: list[Words], join: str) -> Words:
    """Return the kinds of indicator: those that no table scores, those scored, the local ones."""
    groups: Words = {"unscored": [], "scored": [], "local": []}
    for kind in indicators:
        group = "scored" if kind["scored_by"] else "local" if kind["local"] else "unscored"
        groups[group].append(kind)
    sources = dict.fromkeys(kind["citation"] for kind in indicators)
    return {**groups, "number": len(indicators), "citation": join.join(sources)}


def raised(
    points: Iterable[Words], improvements: Iterable[Words], together: Iterable[Words]
) -> list[Words]:
    """Return, for each table that is still to be had, the changes that raise its score.

    Those that time brings and those that the person can bring about stand apart. What all of them
    bring together is said where there is more than one.
    """
    found: dict[str, list[Words]] = {}
    for improvement in improvements:
        found.setdefault(improvement["scheme"], []).append(improvement)
    all_of = {words["scheme"]: words for words in together}
    return [
        _raises(sheet, of_sheet, all_of)
        for sheet in points
        if sheet["in_force"] != "no" and (of_sheet := found.get(sheet["scheme"]))
    ]


def _raises(sheet: Words, found: list[Words], together: Mapping[str, Words]) -> Words:
    acts = [improvement for improvement in found if not improvement["on"]]
    return {
        "name": sheet["name"],
        "together": together.get(sheet["scheme"]) if len(found) > 1 else None,
        "waits": [improvement for improvement in found if improvement["on"]],
        "acts": acts[:IN_SIGHT],
        "more_acts": acts[IN_SIGHT:],
    }


def coming(points: Iterable[Words], courses: Iterable[Words]) -> list[tuple[Words, Words]]:
    """Return each table that is still to be had, with what time changes in it, where it does."""
    return [
        (sheet, course)
        for sheet in points
        if sheet["in_force"] != "no"
        for course in courses
        if course["scheme"] == sheet["scheme"] and course["changes"]
    ]


def conditions(found: list[Words]) -> tuple[list[Words], list[Words]]:
    """Return the conditions that are met, and the others."""
    met = [condition for condition in found if condition["verdict"] == "met"]
    return met, [condition for condition in found if condition["verdict"] != "met"]
