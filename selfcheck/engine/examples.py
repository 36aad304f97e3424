"""Whether a rulebook keeps its own word: worked examples scored, and each `max` added up.

The loader has seen to it that the rules fit together; only the scorer can tell whether they
give the points that they say they give, and whether an example stands on each side of every
threshold.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.answers import ImpossibleAnswers, read_answers
from selfcheck.engine.assessment import situation_under
from selfcheck.engine.conditions import Situation
from selfcheck.engine.formulas import measured
from selfcheck.engine.scoring import LineScore, sheet
from selfcheck.rules.mistakes import Mistake, Wrong
from selfcheck.rules.model.conditions import FactAtLeast
from selfcheck.rules.model.formulas import Bands, Measure
from selfcheck.rules.model.schemes import Example, Scheme
from selfcheck.rules.rulebook import HAS_PARTNER, Rulebook
from selfcheck.rules.walk import walk


def example_mistakes(rulebook: Rulebook) -> list[Mistake]:
    """Return every example and every `max` that differs from what the rules give.

    A threshold without an example at it, or without one just below it, is a mistake too. The
    points of an example that nobody has confirmed are not looked at.
    """
    return [
        Mistake(f"schemes/{scheme.id}.toml", key, message)
        for scheme in rulebook.schemes.values()
        for key, message in _wrong(scheme, rulebook)
    ]


def _wrong(scheme: Scheme, rulebook: Rulebook) -> Wrong:
    yield from _wrong_max(scheme, rulebook)
    situations = []
    for number, example in enumerate(scheme.example):
        key = f"example[{number}]"
        try:
            at = situation_of(example.answers, example.on, scheme, rulebook)
        except ImpossibleAnswers as error:
            for problem in error.problems:
                yield f"{key}.answers.{problem.fact}", f"is impossible: {problem.code}"
        else:
            situations += [at, at.of_partner()]
            if example.confirmed:
                yield from wrong_points(example, scheme, at, key)
    yield from _untried(scheme, situations)


def situation_of(raw: Mapping[str, Any], on: date, scheme: Scheme, rulebook: Rulebook) -> Situation:
    """Return the situation in the first unit that uses the scheme. Raises ImpossibleAnswers."""
    unit = next(unit.id for unit in rulebook.units.values() if scheme.id in unit.schemes)
    answers = read_answers({**raw, "unit": unit}, rulebook, on)
    edition = rulebook.edition_in_force(on) or next(iter(rulebook.editions.values()))
    return situation_under(answers, rulebook, rulebook.editions_of[unit][edition.id])


def _wrong_max(scheme: Scheme, rulebook: Rulebook) -> Wrong:
    """Compare each `max` with the upper end for somebody of whom only a partner is known."""
    at = situation_of({HAS_PARTNER: True}, scheme.example[0].on, scheme, rulebook)
    widest = sheet(scheme, at)
    for number, line in enumerate(widest.lines):
        if line.line.max is not None and line.line.max != line.high:
            yield f"line[{number}].max", f"is {line.line.max}, but the line {_most(line.high)}"
    if scheme.max is not None and scheme.max != widest.high:
        yield "max", f"is {scheme.max}, but the sum of lines and groups {_most(widest.high)}"


def wrong_points(example: Example, scheme: Scheme, at: Situation, key: str) -> Wrong:
    """Yield each figure of the example that differs from what the rules give."""
    found = sheet(scheme, at)
    for end, expected, points in (
        ("low", example.low, found.low),
        ("high", example.high, found.high),
    ):
        if expected != points:
            yield f"{key}.{end}", f"expected {_points(expected)}, found {_points(points)}"
    for line in found.lines:
        wanted = example.lines.get(line.line.id)
        if wanted is not None and (line.low, line.high) != (wanted, wanted):
            yield f"{key}.lines.{line.line.id}", f"expected {wanted}, found {_range(line)}"


def _untried(scheme: Scheme, situations: list[Situation]) -> Wrong:
    """Yield each threshold of the lines that no example meets exactly or just misses."""
    for number, line in enumerate(scheme.line):
        for path, entry in walk(line.formula, f"line[{number}].formula"):
            for key, measure, threshold in thresholds(entry):
                seen = {measured(measure, at) for at in situations}
                if threshold not in seen:
                    yield f"{path}.{key}", f"is {threshold}; no example has exactly that"
                if not any(n is not None and threshold - 1 <= n < threshold for n in seen):
                    yield f"{path}.{key}", f"is {threshold}; no example is just below that"


def thresholds(entry: object) -> Iterator[tuple[str, Measure, Decimal]]:
    """Yield the key, the measure and the number of each threshold that the entry itself sets."""
    if isinstance(entry, FactAtLeast):
        yield "at_least", Measure(fact=entry.fact), entry.at_least
    if isinstance(entry, Bands):
        for number, band in enumerate(entry.bands[1:], start=1):
            yield f"bands[{number}].from", entry.measure, band.from_


def _range(line: LineScore) -> str:
    low, high = _points(line.low), _points(line.high)
    return low if low == high else f"{low} to {high}"


def _most(points: Decimal | None) -> str:
    return "has no upper bound" if points is None else f"gives at most {_points(points)}"


def _points(points: Decimal | None) -> str:
    return "no upper bound" if points is None else format(points.normalize(), "f")
