"""What would raise a score: found by changing one answer at a time and scoring again.

Only facts marked `improvable` are changed, and only to what a person can lawfully reach. What
grows with time is followed month by month; each gain is exact, because the engine itself gives it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from selfcheck.engine.answers import Answers, Value
from selfcheck.engine.conditions import Situation
from selfcheck.engine.periods import add_months
from selfcheck.engine.scoring import Sheet, sheet
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.schemes import Scheme

HORIZON = 36


@dataclass(frozen=True)
class Improvement:
    """One change that raises the lower end of a score.

    `value` is the answer that does it; `gain` the points; `on` the first day on which time alone
    brings it, or None where the person has to do something.
    """

    scheme: str
    fact: str
    value: Value
    gain: Decimal
    on: date | None


def improvements(scheme: Scheme, now: Sheet, at: Situation) -> tuple[Improvement, ...]:
    """Return what would raise the score, the largest gain first."""
    used = facts_of_scheme(scheme, at.facts)
    found = [
        improvement
        for fact in used
        if fact.improvable and at.value(fact.id) is not None
        for improvement in _of_fact(fact, scheme, now, at)
    ]
    return tuple(sorted(found, key=lambda i: (-i.gain, i.fact)))


def facts_of_scheme(scheme: Scheme, facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """Return the facts that the scheme's lines read, in the order of the questions."""
    names = set(_names_in(scheme))
    return tuple(fact for fact in facts.values() if fact.id in names)


def _names_in(scheme: Scheme) -> Iterator[str]:
    from selfcheck.rules.walk import walk

    for line in scheme.line:
        for _, entry in walk(line.formula):
            name = getattr(entry, "fact", None)
            if isinstance(name, str):
                yield name


def _of_fact(fact: Fact, scheme: Scheme, now: Sheet, at: Situation) -> Iterator[Improvement]:
    best: dict[Decimal, Improvement] = {}
    for value, on in _reachable(fact, at):
        gain = _low_with(fact.id, value, scheme, at) - now.low
        if gain > 0 and gain not in best:
            best[gain] = Improvement(scheme.id, fact.id, value, gain, on)
    if fact.grows:
        yield from list(best.values())[:1] + list(best.values())[-1:] if len(best) > 1 else best.values()
    else:
        yield from best.values()


def _reachable(fact: Fact, at: Situation) -> Iterator[tuple[Value, date | None]]:
    current = at.value(fact.id)
    if fact.kind == "choice":
        yield from ((choice.id, None) for choice in fact.choices if choice.id != current)
    elif fact.kind == "yes_no" and current is False:
        yield True, None
    elif fact.grows:
        for months in range(1, HORIZON + 1):
            yield current + months, add_months(at.answers.on, months)


def _low_with(fact: str, value: Value, scheme: Scheme, at: Situation) -> Decimal:
    answers: Answers = at.answers.but({fact: value}, at.facts)
    return sheet(scheme, replace(at, answers=answers)).low
