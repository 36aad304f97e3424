"""Thresholds and the worked examples around them: which are lacking, and what one would say.

Just below, exactly at, and just above: an example in each of the three places shows that a bound
belongs where the document puts it, and that the next stretch is the right one.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from selfcheck.authoring.reaching import Change, changes
from selfcheck.authoring.toml import raw_of, toml
from selfcheck.engine.answers import ImpossibleAnswers
from selfcheck.engine.conditions import Situation
from selfcheck.engine.examples import looked_at, situation_of, situations_of, thresholds_of
from selfcheck.engine.measures import measured
from selfcheck.engine.scoring import sheet
from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Ladder
from selfcheck.rules.model.measures import AnyMeasure, Measure
from selfcheck.rules.model.schemes import Example, Scheme
from selfcheck.rules.rulebook import Rulebook
from selfcheck.rules.thresholds import Threshold
from selfcheck.rules.walk import walk

Side = Literal["below", "at", "above"]

STEPS: dict[Side, Decimal] = {"below": Decimal(-1), "at": Decimal(0), "above": Decimal(1)}
WORDS: dict[Side, str] = {"below": "差一点到", "at": "刚好到", "above": "刚过"}

MONTHS = 12


class Boundary(NamedTuple):
    """A side of a threshold on which no example stands: `value` is what the measure would be.

    `label` is what the line around it is called.
    """

    label: str
    found: Threshold
    side: Side

    @property
    def key(self) -> str:
        """Return the key path of the threshold."""
        return self.found.key

    @property
    def measure(self) -> AnyMeasure:
        """Return what must reach the threshold."""
        return self.found.measure

    @property
    def threshold(self) -> Decimal:
        """Return the number to be reached."""
        return self.found.number

    @property
    def value(self) -> Decimal:
        """Return the number one step below the threshold, at it or above it."""
        return self.threshold + STEPS[self.side]


def unproven_above(rulebook: Rulebook) -> Iterator[Mistake]:
    """Yield each threshold that no example is just above; the other sides are checked at start."""
    for scheme in rulebook.schemes.values():
        for boundary in lacking(scheme, rulebook):
            if boundary.side == "above":
                said = f"is {boundary.found}; no example is just above that"
                yield Mistake(f"schemes/{scheme.id}.toml", boundary.key, said)


def untried_choices(rulebook: Rulebook) -> Iterator[Mistake]:
    """Yield each ladder with levels that no example has."""
    for scheme in rulebook.schemes.values():
        situations = situations_of(scheme, rulebook)
        for number, line in enumerate(scheme.line):
            for path, entry in walk(line.formula, f"line[{number}].formula"):
                if isinstance(entry, Ladder):
                    seen = {at.value(entry.fact) for at in situations}
                    untried = [level for level in entry.levels if level not in seen]
                    if untried:
                        said = f"has choices that no example has: {', '.join(untried)}"
                        yield Mistake(f"schemes/{scheme.id}.toml", f"{path}.levels", said)


def lacking(scheme: Scheme, rulebook: Rulebook) -> list[Boundary]:
    """Return each side of each threshold of the scheme on which no example stands."""
    situations = situations_of(scheme, rulebook)
    return [
        boundary
        for boundary in _sides(scheme)
        if _possible(boundary, rulebook) and not _stands(boundary, scheme, situations)
    ]


def _sides(scheme: Scheme) -> Iterator[Boundary]:
    for found in thresholds_of(scheme):
        for side in STEPS:
            yield Boundary(_label(scheme, found.key), found, side)


def _label(scheme: Scheme, key: str) -> str:
    """Return the words for the line, deduction, veto or total in which the key stands."""
    part, _, number = key.partition("]")[0].partition("[")
    entry = getattr(scheme, part)[int(number)]
    return str(getattr(entry, "label", None) or entry.text)


def _possible(boundary: Boundary, rulebook: Rulebook) -> bool:
    measure = boundary.measure
    if not isinstance(measure, Measure):
        return boundary.value >= 0
    fact = rulebook.facts[measure.fact]
    if measure.in_ != "value":
        most = _most_in(measure, fact)
        return boundary.value >= 0 and (most is None or boundary.value <= most)
    most, least = fact.maximum, fact.minimum or Decimal(0)
    return boundary.value >= least and (most is None or boundary.value <= most)


def _most_in(measure: Measure, fact: Fact) -> Decimal | None:
    """Return the most that can be counted of the fact, None where nothing limits it.

    No more events than can be told, and no more time than a window holds.
    """
    if measure.in_ == "count" and fact.most is not None:
        return Decimal(fact.most)
    window = measure.window
    if fact.kind != "periods" or window is None or window.months is None:
        return None
    months = window.months - window.older_than
    return Decimal(months // MONTHS if measure.in_.endswith("_years") else months)


def _stands(boundary: Boundary, scheme: Scheme, situations: Sequence[Situation]) -> bool:
    """Say whether an example stands on the side: at most one step away from the threshold."""
    seen = (_number(boundary, scheme, at) for at in situations)
    near = [n - boundary.threshold for n in seen if n is not None]
    if boundary.side == "at":
        return any(distance == 0 for distance in near)
    if boundary.side == "below":
        return any(-1 <= distance < 0 for distance in near)
    return any(0 < distance <= 1 for distance in near)


def _number(boundary: Boundary, scheme: Scheme, at: Situation) -> Decimal | None:
    """Return what the boundary measures, on the day that it looks at."""
    return measured(boundary.measure, looked_at(at, scheme, boundary.key))


def proposals(scheme: Scheme, rulebook: Rulebook) -> list[Example]:
    """Return an unconfirmed example for each side that lacks one.

    Each is the nearest of the scheme's own examples with one answer changed, and the points that
    the program gives for it. A side that no example can be made for is left out.
    """
    made: list[Example] = []
    for boundary in lacking(scheme, rulebook):
        together = scheme.model_copy(update={"example": (*scheme.example, *made)})
        if not _stands(boundary, scheme, situations_of(together, rulebook)):
            made += _proposal(boundary, scheme, rulebook)
    return made


def _proposal(boundary: Boundary, scheme: Scheme, rulebook: Rulebook) -> list[Example]:
    for example in sorted(scheme.example, key=lambda e: _distance(e, boundary, scheme, rulebook)):
        nearby = _Nearby(example, boundary, scheme, rulebook)
        for change in nearby.changes():
            if nearby.number(change) == boundary.value:
                answers = {**example.answers, **change}
                at = situation_of(answers, example.on, scheme, rulebook)
                return [_worked(boundary, example.on, answers, scheme, at)]
    return []


class _Nearby(NamedTuple):
    """An example of which one answer is changed until it stands at the boundary."""

    example: Example
    boundary: Boundary
    scheme: Scheme
    rulebook: Rulebook

    def changes(self) -> Iterator[Change]:
        """Yield changes that may bring the example there; none where it is impossible itself."""
        now = self._situation({})
        if now is None:
            return
        day = looked_at(now, self.scheme, self.boundary.key).answers.on
        yield from changes(
            self.boundary.measure, self.boundary.value, self.rulebook.facts, day, self.number
        )

    def number(self, change: Change) -> Decimal | None:
        """Return what the boundary measures under the changed answers, None if impossible."""
        at = self._situation(change)
        return None if at is None else _number(self.boundary, self.scheme, at)

    def _situation(self, change: Change) -> Situation | None:
        answers = {**self.example.answers, **change}
        try:
            return situation_of(answers, self.example.on, self.scheme, self.rulebook)
        except ImpossibleAnswers:
            return None


def _distance(
    example: Example, boundary: Boundary, scheme: Scheme, rulebook: Rulebook
) -> tuple[bool, Decimal]:
    """Return how far the example is from the boundary; one without the answer is farthest."""
    try:
        at = situation_of(example.answers, example.on, scheme, rulebook)
    except ImpossibleAnswers:
        return True, Decimal(0)
    number = _number(boundary, scheme, at)
    return number is None, abs((number or Decimal(0)) - boundary.value)


def _worked(
    boundary: Boundary, on: date, answers: dict[str, Any], scheme: Scheme, at: Situation
) -> Example:
    found = sheet(scheme, at)
    words = WORDS[boundary.side]
    return Example(
        name=f"待核对：{boundary.label}，{words} {boundary.threshold:f}",
        on=on,
        answers=answers,
        low=found.low,
        high=found.high,
        lines={
            line.line.id: line.low
            for line in (*found.lines, *found.deductions)
            if line.low == line.high
        },
        confirmed=False,
    )


def with_proposals(text: str, made: Sequence[Example]) -> str:
    """Return the text of a scheme's file with the examples at its end, as a person would add."""
    added = toml({"example": [raw_of(example) for example in made]})
    return f"{text.rstrip()}\n\n{added}" if made else text
