"""Thresholds and the worked examples around them: which are lacking, and what one would say.

Just below, exactly at, and just above: an example in each of the three places shows that a bound
belongs where the document puts it, and that the next stretch is the right one.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Literal, NamedTuple

from selfcheck.authoring.proposed import label_of, worked
from selfcheck.authoring.reaching import Change, changes
from selfcheck.authoring.toml import raw_of, toml
from selfcheck.engine.answers import ImpossibleAnswers
from selfcheck.engine.conditions import Situation
from selfcheck.engine.examples import looked_at, situation_of, situations_of, thresholds_of
from selfcheck.engine.measures import measured
from selfcheck.engine.periods import add_months, day_named, of_months
from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Ladder
from selfcheck.rules.model.measures import AnyMeasure, Measure, Subtracted
from selfcheck.rules.model.schemes import Example, Scheme
from selfcheck.rules.rulebook import Rulebook
from selfcheck.rules.thresholds import Threshold, in_months
from selfcheck.rules.walk import walk

Side = Literal["below", "at", "above"]

SIDES: dict[Side, int] = {"below": -1, "at": 0, "above": 1}
STEPS = (Decimal(1), Decimal("0.1"), Decimal("0.01"))
"""How far from a threshold an example is made: a whole step, or a part where that is no answer."""

OF_A_DAY = ("months_passed", "years_old")
"""The keys of what is met from a day on: the day after is just above it."""

MONTHS = 12

WORDS: dict[Side, str] = {"below": "差一点到", "at": "刚好到", "above": "刚过"}


class Boundary(NamedTuple):
    """A side of a threshold on which no example stands: `values` is what the measure could be.

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
    def values(self) -> tuple[Decimal, ...]:
        """Return the numbers one step below the threshold, at it or above it, the best first."""
        if self.side == "at":
            return (self.threshold,)
        counted = isinstance(self.measure, Measure) and self.measure.in_ != "value"
        steps = STEPS[:1] if counted else STEPS
        return tuple(self.threshold + SIDES[self.side] * step for step in steps)


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
        for side in SIDES:
            yield Boundary(label_of(scheme, found.key), found, side)


def _possible(boundary: Boundary, rulebook: Rulebook) -> list[Decimal]:
    """Return those of its numbers that some answer could come to."""
    measure, least, most = boundary.measure, Decimal(0), None
    if isinstance(measure, Subtracted):
        least = measure.at_least
    if isinstance(measure, Measure):
        fact = rulebook.facts[measure.fact]
        if measure.in_ == "value":
            least, most = fact.minimum or least, fact.maximum
        else:
            most = _most_in(measure, fact)
    return [n for n in boundary.values if least <= n and (most is None or n <= most)]


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
    return Decimal(of_months(months, measure.in_))


def _stands(boundary: Boundary, scheme: Scheme, situations: Sequence[Situation]) -> bool:
    """Say whether an example stands on the side: at most one step away from the threshold."""
    seen = (_number(boundary, scheme, at) for at in situations)
    if any(_is_on(boundary.side, n - boundary.threshold) for n in seen if n is not None):
        return True
    return boundary.side == "above" and any(_is_later(boundary, scheme, at) for at in situations)


def _is_later(boundary: Boundary, scheme: Scheme, at: Situation) -> bool:
    """Say whether a day that had to come has come, and passed, though not by a whole step."""
    measure = boundary.measure
    if not boundary.key.endswith(OF_A_DAY) or not isinstance(measure, Measure):
        return False
    since, today = at.value(measure.fact), looked_at(at, scheme, boundary.key).answers.on
    if since is None or _number(boundary, scheme, at) != boundary.threshold:
        return False
    day = today if measure.by is None else day_named(measure.by, today)
    return add_months(since, int(in_months(boundary.threshold, measure.in_))) < day


def _is_on(side: Side, distance: Decimal) -> bool:
    """Say whether so far from a threshold is on the side of it: at most one step away."""
    if side == "at":
        return distance == 0
    return -1 <= distance < 0 if side == "below" else 0 < distance <= 1


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
    near = sorted(scheme.example, key=lambda e: _distance(e, boundary, scheme, rulebook))
    for value, example in product(_possible(boundary, rulebook), near):
        nearby = _Nearby(example, boundary, scheme, rulebook)
        for change in nearby.changes(value):
            number = nearby.number(change)
            if number is not None and _is_on(boundary.side, number - boundary.threshold):
                answers = {**example.answers, **change}
                name = f"{boundary.label}，{WORDS[boundary.side]} {boundary.threshold:f}"
                made = [worked(name, example.on, answers, scheme, rulebook)]
                return [*made, *_day_before(boundary, scheme, rulebook, example, change)]
    return []


def _day_before(
    boundary: Boundary, scheme: Scheme, rulebook: Rulebook, example: Example, change: Change
) -> list[Example]:
    """Return the example of the day before a birthday or such a day, where a year is lacking."""
    measure = boundary.measure
    if boundary.side != "below" or not isinstance(measure, Measure) or measure.in_ != "full_years":
        return []
    since = change.get(measure.fact)
    if not isinstance(since, date):
        return []
    told = {measure.fact: add_months(since, -MONTHS) + timedelta(1)}
    name = f"{boundary.label}，差一天到 {boundary.threshold:f}"
    return [worked(name, example.on, {**example.answers, **told}, scheme, rulebook)]


class _Nearby(NamedTuple):
    """An example of which answers are changed until it stands at the boundary."""

    example: Example
    boundary: Boundary
    scheme: Scheme
    rulebook: Rulebook

    def changes(self, value: Decimal) -> Iterator[Change]:
        """Yield changes that may bring the example there; none where it is impossible itself."""
        now = self._situation({})
        if now is None:
            return
        day = looked_at(now, self.scheme, self.boundary.key).answers.on
        yield from changes(self.boundary.measure, value, self.rulebook.facts, day, self.number)

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
    return number is None, abs((number or Decimal(0)) - boundary.threshold)


def with_proposals(text: str, made: Sequence[Example]) -> str:
    """Return the text of a scheme's file with the examples at its end, as a person would add."""
    added = toml({"example": [raw_of(example) for example in made]})
    return f"{text.rstrip()}\n\n{added}" if made else text
