"""The same answers under every unit: units that are alike share one assessment.

A fact that is not asked in a unit plays no part there; a paper that only one unit accepts is no
paper elsewhere.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from selfcheck.engine.answers import Answers, ImpossibleAnswers, Problem, read_answers
from selfcheck.engine.assessment import Standing, standing
from selfcheck.rules.rulebook import Rulebook

UNIT = "unit"


class Lot(NamedTuple):
    """Units that are alike, and the facts that are asked there, each with its choices' codes."""

    units: tuple[str, ...]
    asked: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, units: tuple[str, ...], rulebook: Rulebook) -> "Lot":
        """Return the lot of these units, which are alike."""
        asked = rulebook.questions_of[units[0]]
        return cls(units, {f.id: frozenset(f.codes) for f in asked})


class Compared(NamedTuple):
    """What holds in one lot of units; `answers` are those that count there."""

    units: tuple[str, ...]
    answers: Answers
    standing: Standing


def compare(
    raw: Mapping[str, Any], lots: Iterable[Lot], rulebook: Rulebook, on: date, edition: str
) -> tuple[Compared, ...]:
    """Return how the answers stand in each lot of units; `unit` among them plays no part.

    Raises ImpossibleAnswers with everything that is impossible anywhere, each fact once, and
    KeyError for an edition that the rulebook does not have.
    """
    answers, problems = [], _strange(raw, lots, rulebook)
    for lot in lots:
        try:
            answers.append(read_answers(_of_lot(raw, lot, rulebook), rulebook, on))
        except ImpossibleAnswers as error:
            for problem in error.problems:
                problems.setdefault(problem.fact, problem)
    if problems:
        raise ImpossibleAnswers(list(problems.values()))
    return tuple(
        Compared(lot.units, said, standing(said, rulebook, edition))
        for lot, said in zip(lots, answers, strict=True)
    )


def _strange(raw: Mapping[str, Any], lots: Iterable[Lot], rulebook: Rulebook) -> dict[str, Problem]:
    """Return a problem for each name that is no fact, and for a unit that is none."""
    strange = {name: Problem(name, "unknown_fact") for name in raw if name not in rulebook.facts}
    unit = raw.get(UNIT)
    if unit is not None and (not isinstance(unit, str) or unit not in rulebook.units):
        strange[UNIT] = Problem(UNIT, "unknown_code", {"codes": tuple(rulebook.units)})
    return strange


def _of_lot(raw: Mapping[str, Any], lot: Lot, rulebook: Rulebook) -> dict[str, Any]:
    """Return the answers that count in the lot."""
    kept: dict[str, Any] = {UNIT: lot.units[0]}
    for name, value in raw.items():
        codes = lot.asked.get(name)
        if codes is not None:
            kept[name] = _accepted(value, codes, rulebook)
    return kept


def _accepted(value: Any, codes: frozenset[str], rulebook: Rulebook) -> Any:
    """Return the value without the papers that other units accept and this one does not."""
    if not codes or not isinstance(value, list):
        return value
    elsewhere = rulebook.documents.keys() - codes
    return [item for item in value if not (isinstance(item, str) and item in elsewhere)]
