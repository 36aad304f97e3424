"""Caps of events and the worked examples at them: which are lacking, and what one would say.

An example that a cap keeps down shows that it is there; one with events that it leaves as they are
shows that it is no lower.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, Literal, NamedTuple

from selfcheck.authoring.proposed import label_of, worked
from selfcheck.engine.answers import Event, ImpossibleAnswers
from selfcheck.engine.conditions import Situation
from selfcheck.engine.examples import day_for, looked_at, situation_of, situations_of
from selfcheck.engine.happenings import of_events
from selfcheck.engine.measures import ends, opens
from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Events
from selfcheck.rules.model.schemes import Example, Scheme
from selfcheck.rules.rulebook import Rulebook
from selfcheck.rules.walk import walk

Effect = Literal["leaves", "keeps_down"]
Limit = Literal["each_at_most", "year_at_most", "at_most"]

LIMITS: tuple[Limit, ...] = ("each_at_most", "year_at_most", "at_most")
SAID: dict[Effect, str] = {
    "leaves": "no example with events stays within that",
    "keeps_down": "no example is kept down by that",
}
WORDS: dict[Effect, str] = {"leaves": "没有超过上限", "keeps_down": "超过上限"}

Told = tuple[Event, ...]


class Cap(NamedTuple):
    """A cap of a formula, and the key path of where it stands."""

    key: str
    formula: Events
    limit: Limit

    @property
    def figure(self) -> Decimal:
        """Return the most that it lets through."""
        figure: Decimal = getattr(self.formula, self.limit)
        return figure

    def effect(self, told: Told, day: date) -> Effect | None:
        """Return what the cap does with the events, None where there is nothing to keep down."""
        free = self.formula.model_copy(update={self.limit: None})
        uncapped = of_events(free, told, day).points
        if of_events(self.formula, told, day).points < uncapped:
            return "keeps_down"
        return "leaves" if uncapped > 0 else None


def unproven_caps(rulebook: Rulebook) -> Iterator[Mistake]:
    """Yield each cap of events that no example is kept down by, or stays within."""
    for scheme in rulebook.schemes.values():
        for cap, effect in lacking_at_caps(scheme, rulebook):
            said = f"is {cap.figure:f}; {SAID[effect]}"
            yield Mistake(f"schemes/{scheme.id}.toml", cap.key, said)


def lacking_at_caps(scheme: Scheme, rulebook: Rulebook) -> list[tuple[Cap, Effect]]:
    """Return each cap of events with what no example shows of it, though some answer would."""
    situations = situations_of(scheme, rulebook)
    nobody = situation_of({}, day_for(scheme), scheme, rulebook)
    return [
        (cap, effect)
        for cap in _caps(scheme)
        for effect in SAID
        if effect not in _seen(cap, scheme, situations)
        if any(True for _ in _showing(cap, effect, scheme, nobody))
    ]


def _caps(scheme: Scheme) -> Iterator[Cap]:
    for key, parts in (("line", scheme.line), ("deduction", scheme.deduction)):
        for number, line in enumerate(parts):
            for name in ("formula", "partner_formula"):
                for path, entry in walk(getattr(line, name), f"{key}[{number}].{name}"):
                    if isinstance(entry, Events):
                        given = (n for n in LIMITS if getattr(entry, n) is not None)
                        yield from (Cap(f"{path}.{limit}", entry, limit) for limit in given)


def _seen(cap: Cap, scheme: Scheme, situations: Sequence[Situation]) -> set[Effect | None]:
    """Return what the examples show of the cap."""
    told = ((at.value(cap.formula.fact), looked_at(at, scheme, cap.key)) for at in situations)
    return {cap.effect(events, at.answers.on) for events, at in told if events is not None}


def _showing(cap: Cap, effect: Effect, scheme: Scheme, at: Situation) -> Iterator[Told]:
    """Yield events that would show the effect to somebody in the situation, the fewest first."""
    day = looked_at(at, scheme, cap.key).answers.on
    for told in _lists(cap.formula, at.facts[cap.formula.fact], day, at.answers.on):
        if cap.effect(told, day) == effect:
            yield told


def _lists(formula: Events, fact: Fact, day: date, today: date) -> Iterator[Told]:
    """Yield events of one kind, one and more of them; and one of each kind."""
    on = min(ends(formula.window, day), today)
    if on < opens(formula.window, day):
        return
    apart = product(_levels(fact), _amounts(formula, fact))
    kinds = [Event(on, amount, level) for level, amount in apart]
    for many in range(1, (fact.most or 0) + 1):
        yield from ((kind,) * many for kind in kinds)
    yield tuple(kinds[: fact.most])


def _levels(fact: Fact) -> Sequence[str | None]:
    return [*fact.codes] or [None]


def _amounts(formula: Events, fact: Fact) -> Sequence[Decimal | None]:
    """Return the amounts from which on something more is given, and the most there is."""
    if fact.minimum is None or fact.maximum is None:
        return [None]
    begins = [formula.per, *(row.per for row in formula.each)]
    begins += [band.from_ for row in formula.each for band in row.bands]
    amounts = {max(fact.minimum, begin or fact.minimum) for begin in begins}
    return sorted({*(min(amount, fact.maximum) for amount in amounts), fact.maximum})


def proposals_at_caps(scheme: Scheme, rulebook: Rulebook) -> list[Example]:
    """Return an unconfirmed example for what no example shows of a cap.

    Each is the first of the scheme's own examples that allows it, with the events changed.
    """
    made: list[Example] = []
    for cap, effect in lacking_at_caps(scheme, rulebook):
        together = scheme.model_copy(update={"example": (*scheme.example, *made)})
        if effect not in _seen(cap, scheme, situations_of(together, rulebook)):
            made += _proposal(cap, effect, scheme, rulebook)
    return made


def _proposal(cap: Cap, effect: Effect, scheme: Scheme, rulebook: Rulebook) -> list[Example]:
    for example in scheme.example:
        try:
            at = situation_of(example.answers, example.on, scheme, rulebook)
        except ImpossibleAnswers:
            continue
        for told in _showing(cap, effect, scheme, at):
            answers = {**example.answers, cap.formula.fact: [_written(event) for event in told]}
            name = f"{label_of(scheme, cap.key)}，{WORDS[effect]} {cap.figure:f}"
            return [worked(name, example.on, answers, scheme, rulebook)]
    return []


def _written(event: Event) -> dict[str, Any]:
    """Return the event as an example has it."""
    return {key: value for key, value in event._asdict().items() if value is not None}
