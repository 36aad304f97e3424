"""What time alone moves: for each line of a table, the facts that change while nothing is done.

Found once, when the rules are read; nothing here knows a person or a day.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from selfcheck.rules.model.conditions import AgeReached, EndorsementIs
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Formula, Rate
from selfcheck.rules.model.measures import Measure
from selfcheck.rules.model.schemes import Line, Scheme
from selfcheck.rules.rulebook import PARTNER, Movement, Mover
from selfcheck.rules.walk import walk

PLAIN_RATE = {"kind", "measure", "points", "at_most", "when", "why_not"}
PLAIN_MEASURE = {"fact", "shown"}
"""The keys of a rate that gives the same for every unit of a number until it is full."""


def movements_of(scheme: Scheme, facts: Mapping[str, Fact]) -> dict[str, Movement]:
    """Return, for each line that time can move, what moves it."""
    found: dict[str, Movement] = {}
    for line in scheme.line:
        movers = tuple(dict.fromkeys(_movers(line, facts)))
        if movers:
            found[line.id] = Movement(movers, _is_steady(line, facts))
    return found


def _movers(line: Line, facts: Mapping[str, Fact]) -> Iterator[Mover]:
    yield from _moved_in(line.formula, "", facts)
    if line.partner_when is not None:
        yield from _moved_in(line.partner_when, "", facts)
    if line.of_both:
        yield from _moved_in(line.partner_formula or line.formula, PARTNER, facts)


def _moved_in(part: Entry, person: str, facts: Mapping[str, Fact]) -> Iterator[Mover]:
    for _, entry in walk(part):
        for mover in _moved_by(entry, facts):
            yield _of_person(mover, person, facts)


def _of_person(mover: Mover, person: str, facts: Mapping[str, Fact]) -> Mover:
    if person + mover.fact not in facts:
        return mover
    behind = mover.stands_in_for
    return mover._replace(fact=person + mover.fact, stands_in_for=behind and person + behind)


def _moved_by(entry: Entry, facts: Mapping[str, Fact]) -> Iterator[Mover]:
    if isinstance(entry, EndorsementIs):
        yield Mover("permit_issued_on", "endorsement")
    name = getattr(entry, "fact", None)
    if not isinstance(name, str) or name not in facts:
        return
    fact = facts[name]
    if fact.kind in ("events", "periods"):
        yield Mover(name, "window")
    if fact.grows:
        yield Mover(name, "growth")
    if fact.stand_in:
        yield Mover(fact.stand_in.full_months_since, "month", stands_in_for=name)
    if fact.kind == "date":
        yield Mover(name, _rhythm(entry))
        if getattr(entry, "by", None) is not None:
            yield Mover(name, "new_year")


def _rhythm(entry: Entry) -> Literal["month", "year", "begun_month", "begun_year", "half_month"]:
    how = getattr(entry, "in_", "value")
    if how == "begun_months":
        return "begun_month"
    if how == "begun_years":
        return "begun_year"
    if how == "rounded_months":
        return "half_month"
    return "year" if isinstance(entry, AgeReached) or how == "full_years" else "month"


def _is_steady(line: Line, facts: Mapping[str, Fact]) -> bool:
    """Say whether the line is one rate that nothing but its measure moves."""
    formula: Formula = line.formula
    alone = line.people in ("applicant", "family") and line.cap is None
    if not alone or not isinstance(formula, Rate) or not isinstance(formula.measure, Measure):
        return False
    plain = formula.model_fields_set <= PLAIN_RATE
    plain = plain and formula.measure.model_fields_set <= PLAIN_MEASURE
    guarded = () if formula.when is None else walk(formula.when)
    return plain and not any(True for _, e in guarded for _ in _moved_by(e, facts))
