"""What conditions decide: worked out once for each combination of what they look at.

A permit, the papers it asks for, the outcome and the kinds of indicator come of conditions alone.
A row is a number that says of each condition how it stands: an answer counts by which conditions it
meets, and whatever is looked at besides by its verdict. So what is kept holds nobody's day or
number.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from math import ceil
from typing import Any, Final, TypeVar, final

from selfcheck.engine.conditions import verdict
from selfcheck.engine.kept import Kept, shared
from selfcheck.engine.situation import Situation
from selfcheck.engine.truth import MET, UNMET
from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.facts import CLOSED, Fact

ROWS = 1024
"""Combinations kept of one entry; when there are more, its table begins anew."""

TABLES = 512
"""Entries kept, those of rules that have been replaced among them; then all begin anew."""

CODES = (*CLOSED, "set")
"""The kinds of which an answer is made of codes."""

E = TypeVar("E")
W = TypeVar("W")

_OF_CODES = (c.FactIs, c.FactOneOf, c.FactHas, c.FactKnown)


@final
class Codes:
    """A fact that is answered with codes, and the conditions on it.

    Its digit in a row has one bit for an answer, and one for each condition that the answer meets;
    it is worked out once for each answer.
    """

    __slots__ = ("_bit", "conditions", "digits", "name")

    def __init__(self, name: str, conditions: list[c.Condition], bit: int) -> None:
        self.name: Final = name
        self.conditions: Final = conditions
        self.digits: Final[Kept[Any, int]] = Kept(ROWS)
        self._bit: Final = bit

    def digit(self, answer: Hashable, at: Situation) -> int:
        """Return the digit of an answer that the applicant gave."""
        at = at.but(office=True)
        digit = bit = self._bit
        for condition in self.conditions:
            bit *= 2
            digit += bit if verdict(condition, at) is MET else 0
        self.digits[answer] = digit
        return digit


@final
class Steps:
    """A fact that is answered with a number, and the least that conditions ask of it.

    Its digit has one bit for an answer, and one for each step that the answer reaches.
    """

    __slots__ = ("bit", "name", "steps")

    def __init__(self, name: str, steps: list[Any], bit: int) -> None:
        self.name: Final = name
        self.steps: Final = steps
        self.bit: Final = bit

    def digit(self, answer: Any) -> int:
        """Return the digit of the answer."""
        digit = bit = self.bit
        for step in self.steps:
            bit *= 2
            if answer >= step:
                digit += bit
        return digit


@final
class Decided:
    """One entry of one unit, and what the conditions look at on which it rests.

    What makes it known by its place in memory is held, so that the place stays its own.
    """

    __slots__ = ("_held", "codes", "others", "rows", "steps")

    def __init__(self, entry: object, conditions: Iterable[c.Condition], at: Situation) -> None:
        self._held: Final = (entry, at.facts, at.named)
        by_codes, by_steps, others = _parts(conditions, at)
        bit = 2
        codes, steps = [], []
        for name, parts in by_codes.items():
            codes.append(Codes(at.facts[name].id, parts, bit))
            bit <<= 1 + len(parts)
        for name, least in by_steps.items():
            steps.append(Steps(at.facts[name].id, least, bit))
            bit <<= 1 + len(least)
        self.codes: Final = codes
        self.steps: Final = steps
        self.others: Final = [(other, bit << 2 * place) for place, other in enumerate(others)]
        self.rows: Final[Kept[tuple[int, Hashable], Any]] = Kept(ROWS)

    def once(self, at: Situation, code: Hashable, make: Callable[[], W]) -> W:
        """Return what was made where the conditions came to the same, or make it now.

        `code` is what it rests on besides.
        """
        if at.between:
            return make()
        key = (self.row(at), code)
        found: W | None = self.rows.get(key)
        if found is None:
            found = self.rows[key] = make()
        return found

    def row(self, at: Situation) -> int:
        """Return how the conditions stand for the applicant, where no unknown is supposed."""
        known = at.answers.known
        row = 1 if at.office else 0
        for fact in self.codes:
            answer = known.get(fact.name)
            if answer is not None:
                digit = fact.digits.get(answer)
                row += fact.digit(answer, at) if digit is None else digit
        for number in self.steps:
            answer = known.get(number.name)
            if answer is not None:
                row += number.digit(answer)
        return row + self._of_others(at)

    def _of_others(self, at: Situation) -> int:
        digits = 0
        for other, bit in self.others:
            found = verdict(other, at)
            if found is not UNMET:
                digits += bit if found is MET else 2 * bit
        return digits


_tables: Kept[tuple[int, int, int], Decided] = shared(TABLES)


def decided(entry: E, conditions: Callable[[E], Iterable[c.Condition]], at: Situation) -> Decided:
    """Return the table of the entry, which rests on the conditions, for the situation's unit."""
    place = (id(entry), id(at.facts), id(at.named))
    table = _tables.get(place)
    if table is None:
        table = _tables[place] = Decided(entry, conditions(entry), at)
    return table


Parts = tuple[dict[str, list[c.Condition]], dict[str, list[Any]], list[c.Condition]]


def _parts(conditions: Iterable[c.Condition], at: Situation) -> Parts:
    """Return the conditions on codes by their facts, the steps of numbers, and the rest."""
    codes: dict[str, list[c.Condition]] = {}
    steps: dict[str, list[Any]] = {}
    others: list[c.Condition] = []
    for condition in conditions:
        for leaf in _leaves(condition, at.named):
            if isinstance(leaf, _OF_CODES) and at.facts[leaf.fact].kind in CODES:
                _add(codes.setdefault(leaf.fact, []), leaf)
            elif isinstance(leaf, c.FactAtLeast):
                _add(steps.setdefault(leaf.fact, []), _step(leaf, at.facts[leaf.fact]))
            else:
                _add(others, leaf)
    return codes, steps, others


def _add(parts: list[Any], part: Any) -> None:
    if part not in parts:
        parts.append(part)


def _step(condition: c.FactAtLeast, fact: Fact) -> Any:
    """Return the least number that meets the condition: a whole one where all answers are."""
    return ceil(condition.at_least) if fact.kind == "months" else condition.at_least


def _leaves(condition: c.Condition, named: Mapping[str, c.Condition]) -> Iterator[c.Condition]:
    """Yield the conditions that the condition is joined of."""
    if isinstance(condition, c.All | c.AnyOf):
        for part in condition.all if isinstance(condition, c.All) else condition.any:
            yield from _leaves(part, named)
    elif isinstance(condition, c.Not):
        yield from _leaves(condition.not_, named)
    elif isinstance(condition, c.ConditionIs):
        yield from _leaves(named[condition.condition], named)
    else:
        yield condition
