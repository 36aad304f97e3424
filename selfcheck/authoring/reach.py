"""What can never happen: a condition that nobody can meet, a stretch nobody is in, a loose cap."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, product
from typing import Any, get_args

from selfcheck.engine.answers import Answers
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.examples import REASON, nobody_known
from selfcheck.engine.formulas import score, sum_of
from selfcheck.engine.lines import line_score
from selfcheck.engine.periods import add_months
from selfcheck.engine.rates import rate_points
from selfcheck.engine.scoring import Sheet, sheet
from selfcheck.engine.truth import MET
from selfcheck.rules.defaults import in_the_file
from selfcheck.rules.mistakes import Mistake, Wrong
from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Bands, Rate, Sum
from selfcheck.rules.model.measures import Measure
from selfcheck.rules.model.schemes import Group, Scheme
from selfcheck.rules.questions import facts_read
from selfcheck.rules.rulebook import Rulebook
from selfcheck.rules.walk import join, walk

MOST_TRIED = 50_000
"""Combinations of answers that are tried before a condition is taken to be one that can hold."""

NOT_TRIED = (c.ConditionIs, c.EachParent, c.AnyParent, c.MeasureIs, c.Running)
"""Conditions that rest on more than single answers: they are taken to be ones that can hold."""

GUARDS = ("when", "ask_if", "test")
"""The keys under which a condition stands."""


def unreachable(rulebook: Rulebook) -> Iterator[Mistake]:
    """Yield each condition that no answers can meet, and each stretch that no answer is in."""
    for number, fact in in_the_file(rulebook.facts):
        for key, message in _never(fact, rulebook):
            yield Mistake("facts.toml", f"fact[{number}].{key}", message)
    for scheme in rulebook.schemes.values():
        for key, message in (*_never(scheme, rulebook), *_never_in(scheme, rulebook)):
            yield Mistake(f"schemes/{scheme.id}.toml", key, message)
    for edition in rulebook.editions.values():
        for key, message in _never(edition, rulebook):
            yield Mistake(f"editions/{edition.id}.toml", key, message)


def _never(entry: Entry, rulebook: Rulebook) -> Wrong:
    """Yield each condition inside the entry that no answers can meet."""
    for path, inner in walk(entry):
        for guard in GUARDS:
            condition = getattr(inner, guard, None)
            if isinstance(condition, Entry) and not _can_hold(condition, rulebook):
                yield join(path, guard), "can never hold, whatever is answered"


def _can_hold(condition: Any, rulebook: Rulebook) -> bool:
    if any(isinstance(inner, NOT_TRIED) for _, inner in walk(condition)):
        return True
    names = list(dict.fromkeys(facts_read(condition)))
    if any(name not in rulebook.facts for name in names):
        return True
    tried = [_tries(rulebook.facts[name], condition, rulebook) for name in names]
    unit = next(iter(rulebook.units))
    on = next(iter(rulebook.schemes.values())).checked_on
    count = 0
    for values in islice(product(_states(condition), *tried), MOST_TRIED):
        count += 1
        state, known = values[0], dict(zip(names, values[1:], strict=True))
        known = {name: value for name, value in known.items() if value is not None}
        at = Situation(Answers(unit, on, known, known), rulebook.facts, Endorsement(state))
        if verdict(condition, at) is MET:
            return True
    return count == MOST_TRIED


def _states(condition: Entry) -> Sequence[c.EndorsementState]:
    looks = any(isinstance(inner, c.EndorsementIs) for _, inner in walk(condition))
    return get_args(c.EndorsementState) if looks else ("no_permit",)


def _tries(fact: Fact, condition: Entry, rulebook: Rulebook) -> list[Any]:
    """Return the answers between which the condition could tell, and no answer."""
    codes = [*fact.codes]
    if fact.kind == "choice":
        return [*codes, None]
    if fact.kind == "yes_no":
        return [True, False, None]
    if fact.kind == "set":
        return [frozenset(codes), *(frozenset([code]) for code in codes), frozenset(), None]
    if fact.kind == "date":
        on = next(iter(rulebook.schemes.values())).checked_on
        return [on, *(add_months(on, -months) for months in _months_named(condition)), None]
    return [*_numbers_named(condition, fact), None]


def _months_named(condition: Entry) -> Iterator[int]:
    for _, inner in walk(condition):
        if isinstance(inner, c.MonthsPassed):
            yield inner.months_passed
        if isinstance(inner, c.AgeReached):
            yield 12 * inner.years_old + 12
    yield 12 * 100


def _numbers_named(condition: Entry, fact: Fact) -> list[Decimal]:
    named = {
        inner.at_least + step
        for _, inner in walk(condition)
        if isinstance(inner, c.FactAtLeast)
        for step in (-1, 0, 1)
    }
    least, most = fact.minimum or Decimal(0), fact.maximum or Decimal(0)
    return sorted({least, most, *(n for n in named if least <= n <= most)})


def _never_in(scheme: Scheme, rulebook: Rulebook) -> Wrong:
    """Yield each band, and each cap of a rate, beyond the most that the fact can be."""
    for number, line in enumerate(scheme.line):
        for path, entry in walk(line.formula, f"line[{number}].formula"):
            measure = getattr(entry, "measure", None)
            if not isinstance(entry, Bands | Rate) or not isinstance(measure, Measure):
                continue
            most = rulebook.facts[measure.fact].maximum
            if most is not None and measure.in_ == "value":
                for key, message in _beyond(entry, measure.fact, most):
                    yield f"{path}.{key}", message


def _beyond(entry: Bands | Rate, fact: str, most: Decimal) -> Wrong:
    if isinstance(entry, Rate):
        reached = rate_points(entry, most)
        if entry.at_most is not None and reached < entry.at_most:
            said = f"is {entry.at_most}, but {fact!r} goes to {most} and gives {reached:f} at most"
            yield "at_most", said
        return
    for number, band in enumerate(entry.bands):
        if band.from_ > most:
            said = f"is {band.from_}, but {fact!r} goes to {most}; nobody is in this band"
            yield f"bands[{number}].from", said


def unfitting_caps(rulebook: Rulebook) -> Iterator[Mistake]:
    """Yield each cap that the parts cannot reach, or that they exceed, without a reason for it."""
    for scheme in rulebook.schemes.values():
        nobody = nobody_known(scheme, rulebook)
        for key, message in (*_line_caps(scheme, nobody), *_group_caps(scheme, nobody)):
            yield Mistake(f"schemes/{scheme.id}.toml", key, message)


Nobody = Sequence[Situation]
"""Somebody of whom nothing is known, on each day on which a scheme may give its most."""


def _line_caps(scheme: Scheme, nobody: Nobody) -> Wrong:
    for number, line in enumerate(scheme.line):
        if line.as_printed is None and line.cap is not None:
            free = line.model_copy(update={"cap": None})
            most = _highest([line_score(free, at).high for at in nobody])
            yield from _fits(line.cap, most, f"line[{number}].cap")
        for path, entry in walk(line.formula, f"line[{number}].formula"):
            if isinstance(entry, Sum):
                high = _highest([_of_parts(entry, at) for at in nobody])
                if high is not None and entry.at_most is not None and high < entry.at_most:
                    yield f"{path}.at_most", _loose(entry.at_most, high)


def _of_parts(formula: Sum, at: Situation) -> Decimal | None:
    parts = [score(part, at) for part in formula.of]
    return sum_of([(part.low, part.high) for part in parts], None)[1]


def _highest(found: Sequence[Decimal | None]) -> Decimal | None:
    """Return the highest of several ends; None where one has no bound."""
    known = [high for high in found if high is not None]
    return max(known) if len(known) == len(found) else None


def _group_caps(scheme: Scheme, nobody: Nobody) -> Wrong:
    days = [_most_of(sheet(scheme, at)) for at in nobody]
    for number, group in enumerate(scheme.group):
        if group.as_printed is None:
            together = [
                _together(group, [most[member] for member in group.members if member in most])
                for most in days
            ]
            yield from _fits(group.cap, _highest(together), f"group[{number}].cap")


def _most_of(found: Sheet) -> Mapping[str, Decimal | None]:
    """Return the most that each line, deduction and group gives or takes away."""
    return {
        **{line.line.id: line.high for line in found.lines},
        **{taken.line.id: -taken.low for taken in found.deductions},
        **{group.group.id: group.high for group in found.groups},
    }


def _together(group: Group, parts: Sequence[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if group.combine == "sum":
        return sum(known, Decimal(0))
    if group.combine == "lowest":
        return min(known)
    return sum(sorted(known, reverse=True)[: group.take], Decimal(0))


def _fits(cap: Decimal | None, most: Decimal | None, key: str) -> Wrong:
    if cap is None or most is None or cap == most:
        return
    if most < cap:
        yield key, _loose(cap, most)
    else:
        yield key, f"is {cap}, but the parts give up to {most:f}; {REASON}"


def _loose(cap: Decimal, most: Decimal) -> str:
    return f"is {cap}, but the parts give at most {most:f}; it is never reached; {REASON}"
