"""Whether a rulebook keeps its own word: worked examples scored, and each `max` added up.

The loader has seen to it that the rules fit together; only the scorer can tell whether they
give the points that they say they give, and whether an example stands on each side of every
threshold.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.answers import ImpossibleAnswers, Problem, read_answers
from selfcheck.engine.assessment import situation_under
from selfcheck.engine.conditions import Situation
from selfcheck.engine.lines import LineScore
from selfcheck.engine.measures import measured
from selfcheck.engine.scoring import Sheet, TotalScore, counted, sheet
from selfcheck.engine.truth import MET
from selfcheck.rules.mistakes import Mistake, Wrong
from selfcheck.rules.model.facts import HAS_PARTNER, Fact
from selfcheck.rules.model.measures import Window
from selfcheck.rules.model.schemes import Example, Line, Scheme, Total
from selfcheck.rules.rulebook import Rulebook
from selfcheck.rules.thresholds import Threshold, thresholds
from selfcheck.rules.walk import walk

LOOKS_AT_TODAY = ("deduction", "veto")
"""How the keys begin of what looks at the day of assessment, whatever `counted_to` says."""


FAR = 100
"""Years that are looked ahead where a term has no end: what time can bring, it has brought."""

ENDLESS = Decimal("Infinity")

REASON = "if the document says so, say where in as_printed"
"""What is right where a figure that is never reached is printed so."""


def example_mistakes(rulebook: Rulebook) -> list[Mistake]:
    """Return every example and every `max` that differs from what the rules give.

    A threshold without an example at it, or without one just below it, is a mistake too. The
    points of an example that nobody has confirmed are not looked at.
    """
    return [*wrong_examples(rulebook), *untried_thresholds(rulebook)]


def wrong_examples(rulebook: Rulebook) -> list[Mistake]:
    """Return every example and every `max` that differs from what the rules give."""
    return _of_schemes(rulebook, _wrong)


def untried_thresholds(rulebook: Rulebook) -> list[Mistake]:
    """Return every threshold without an example at it, or without one just below it."""
    return _of_schemes(rulebook, untried)


def _of_schemes(rulebook: Rulebook, find: Callable[[Scheme, Rulebook], Wrong]) -> list[Mistake]:
    return [
        Mistake(f"schemes/{scheme.id}.toml", key, message)
        for scheme in rulebook.schemes.values()
        for key, message in find(scheme, rulebook)
    ]


def _wrong(scheme: Scheme, rulebook: Rulebook) -> Wrong:
    yield from _wrong_max(scheme, rulebook)
    for number, example in enumerate(scheme.example):
        key = f"example[{number}]"
        try:
            at = situation_of(example.answers, example.on, scheme, rulebook)
        except ImpossibleAnswers as error:
            for problem in error.problems:
                yield f"{key}.answers.{problem.fact}", f"is impossible: {_impossible(problem)}"
        else:
            if example.confirmed:
                yield from wrong_points(example, scheme, at, key)


_IMPOSSIBLE = {
    "unknown_code": "it must be one of {codes}",
    "not_a_list": "it must be a list of {codes}",
    "not_yes_no": "it must be true or false",
    "not_a_date": "it must be a day, such as 1990-05-20",
    "too_early": "it must be a day with four digits for the year",
    "not_whole": "it must be a whole number from {minimum} to {maximum}",
    "not_a_number": "it must be a number from {minimum} to {maximum}",
    "out_of_bounds": "it must lie between {minimum} and {maximum}",
    "not_events": "it must be a list of days, or of days with amount and level",
    "not_periods": "it must be a list of periods with from and to, or without to if it goes on",
    "too_many": "it has more than the {most} entries that its question takes",
    "ends_before_it_begins": "one of its periods ends before it begins",
    "after_assessment": "it lies after the day of the example, {on}",
    "before_issue": "it lies before the permit was issued, on {issued}",
}
"""What is right in the place of an impossible answer, by its code."""


def _impossible(problem: Problem) -> str:
    said = _IMPOSSIBLE.get(problem.code, problem.code)
    values = {k: ", ".join(v) if isinstance(v, tuple) else v for k, v in problem.values.items()}
    return said.format_map(values)


def situation_of(raw: Mapping[str, Any], on: date, scheme: Scheme, rulebook: Rulebook) -> Situation:
    """Return the situation in the first unit that uses the scheme. Raises ImpossibleAnswers."""
    unit = next(unit.id for unit in rulebook.units.values() if scheme.id in unit.schemes)
    answers = read_answers({**raw, "unit": unit}, rulebook, on)
    edition = rulebook.edition_in_force(on) or next(iter(rulebook.editions.values()))
    return situation_under(answers, rulebook, rulebook.editions_of[unit][edition.id])


def nobody_known(scheme: Scheme, rulebook: Rulebook) -> list[Situation]:
    """Return the situations of somebody of whom only a partner is known, and nothing assumed.

    One for each day of the term on which the scheme may give its most.
    """
    known = {HAS_PARTNER: True} if HAS_PARTNER in rulebook.facts else {}
    found = []
    for on in _days_of(scheme):
        at = situation_of(known, on, scheme, rulebook)
        facts = {name: _never_assumed(fact) for name, fact in at.facts.items()}
        found.append(at.but(facts=facts, answers=at.answers.up_to(on, facts)))
    return found


def _days_of(scheme: Scheme) -> list[date]:
    """Return the ends of the term, a far one where it is open, and the ends of windows in it."""
    tried, term = day_for(scheme), scheme.term
    first = term.begins or tried
    last = term.ends or date(max(first, tried).year + FAR, 12, 31)
    until = {inner.until for _, inner in walk(scheme) if isinstance(inner, Window)}
    return sorted({first, tried, last, *(day for day in until if day and first <= day <= last)})


def _never_assumed(fact: Fact) -> Fact:
    return fact if fact.assumed is None else fact.model_copy(update={"assumed": None})


def day_for(scheme: Scheme) -> date:
    """Return a day on which the scheme can be tried out."""
    return scheme.example[0].on if scheme.example else scheme.term.begins or scheme.checked_on


def _wrong_max(scheme: Scheme, rulebook: Rulebook) -> Wrong:
    """Compare each `max` with the most in the term for somebody of whom only a partner is known."""
    sheets = [sheet(scheme, at) for at in nobody_known(scheme, rulebook)]
    for number, lines in enumerate(zip(*(found.lines for found in sheets), strict=True)):
        line = max(lines, key=_height)
        if _differs(line.line, line.high):
            said = f"is {line.line.max}, but the line {_most(line.high)}{_of_people(line)}"
            yield f"line[{number}].max", said + _remedy(line.line, line.high)
    for number, lines in enumerate(zip(*(found.deductions for found in sheets), strict=True)):
        line = min(lines, key=lambda taken: taken.low)
        if _differs(line.line, -line.low):
            said = f"is {line.line.max}, but the deduction takes away at most {_points(-line.low)}"
            yield f"deduction[{number}].max", said + _remedy(line.line, -line.low)
    widest = max(sheets, key=_height)
    if _differs(scheme, widest.high):
        said = f"is {scheme.max}, but the sum of lines and groups {_most(widest.high)}"
        parts = _parts(widest, widest.totals[0])
        yield "max", f"{said}{parts}{_remedy(scheme, widest.high)}"
    for number, heights in enumerate(zip(*(map(_height, s.totals) for s in sheets), strict=True)):
        widest = sheets[heights.index(max(heights))]
        found = widest.totals[number]
        if found.total and _differs(found.total, found.high):
            said = f"is {found.total.max}, but the total {_most(found.high)}"
            remedy = _remedy(found.total, found.high)
            yield f"total[{number}].max", f"{said}{_parts(widest, found)}{remedy}"


def _height(found: LineScore | TotalScore | Sheet) -> Decimal:
    """Return the upper end, by which the highest is found."""
    return ENDLESS if found.high is None else found.high


def _differs(part: Line | Scheme | Total, most: Decimal | None) -> bool:
    """Say whether the `max` is not the most; one out of reach may be what the document prints."""
    if part.max is None or part.max == most:
        return False
    return part.as_printed is None or most is None or part.max < most


def _of_people(found: LineScore) -> str:
    """Return what of a line is whose, and what keeps it down."""
    said = []
    if found.partner is not None:
        said.append(f"applicant {_points(found.own.high)}, other {_points(found.partner.high)}")
        if found.line.other_percent is not None:
            said.append(f"other at {_points(found.line.other_percent)} percent")
    if found.line.cap is not None:
        said.append(f"cap {_points(found.line.cap)}")
    if found.limited:
        said.append(f"not above {found.line.not_above}")
    return f" ({'; '.join(said)})" if said else ""


def _parts(found: Sheet, of: TotalScore) -> str:
    """Return what each line and group of the total comes to, the members of groups left out."""
    inside = {member for group in of.groups for member in group.group.members}
    name = None if of.total is None else of.total.id
    tops = [
        (line.line.id, line.high)
        for line in (*found.lines, *found.deductions)
        if not line.line.totals or name is None or name in line.line.totals
    ]
    tops += [(group.group.id, group.high) for group in of.groups]
    said = [f"{part} {_points(high)}" for part, high in tops if part not in inside and high != 0]
    cap = "" if of.total is None or of.total.cap is None else f"; cap {_points(of.total.cap)}"
    return f" ({', '.join(said)}{cap})" if said else ""


def _remedy(part: Line | Scheme | Total, most: Decimal | None) -> str:
    if most is None or part.max is None or part.max < most:
        return "; correct the one or the other"
    return f"; {REASON}"


def wrong_points(example: Example, scheme: Scheme, at: Situation, key: str) -> Wrong:
    """Yield each figure of the example that differs from what the rules give."""
    found = sheet(scheme, at)
    for end, expected, points in (
        ("low", example.low, found.low),
        ("high", example.high, found.high),
    ):
        if expected != points:
            said = f"expected {_points(expected)}, found {_points(points)}"
            yield (
                f"{key}.{end}",
                said + ("" if example.lines or not example.confirmed else _lines(found)),
            )
    for line in (*found.lines, *found.deductions):
        wanted = example.lines.get(line.line.id)
        if wanted is not None and (line.low, line.high) != (wanted, wanted):
            yield f"{key}.lines.{line.line.id}", f"expected {wanted}, found {_range(line)}"
    for total in found.totals:
        wanted = None if total.total is None else example.totals.get(total.total.id)
        if wanted is not None and (total.low, total.high) != (wanted, wanted):
            yield (
                f"{key}.totals.{total.total and total.total.id}",
                f"expected {wanted}, found {_range(total)}",
            )
    yield from _wrong_entry(example, found, key)
    met = tuple(veto.veto.id for veto in found.vetoes if veto.truth is MET)
    if example.vetoes is not None and set(met) != set(example.vetoes):
        yield f"{key}.vetoes", f"expected {_named(example.vetoes)}, found {_named(met)}"


def _wrong_entry(example: Example, found: Sheet, key: str) -> Wrong:
    """Yield each verdict on taking part that differs from what the rules say."""
    if example.entry is not None and example.entry != found.entry:
        yield f"{key}.entry", f"expected {example.entry}, found {found.entry}"
    for total in found.totals:
        name = None if total.total is None else total.total.id
        wanted = None if name is None else example.entries.get(name)
        if wanted is not None and wanted != total.entry:
            yield f"{key}.entries.{name}", f"expected {wanted}, found {total.entry}"


def _lines(found: Sheet) -> str:
    """Return what each line and deduction gave, for an example that does not say it itself."""
    scored = [line for line in (*found.lines, *found.deductions) if line.low or line.high != 0]
    said = ", ".join(f"{line.line.id} {_range(line)}" for line in scored)
    return f" ({said})" if said else ""


def untried(scheme: Scheme, rulebook: Rulebook) -> Wrong:
    """Yield each threshold of the scheme that no example meets exactly or just misses."""
    situations = situations_of(scheme, rulebook)
    for found in thresholds_of(scheme):
        key, number = found.key, found.number
        seen = {measured(found.measure, looked_at(at, scheme, key)) for at in situations}
        if number not in seen:
            yield key, f"is {found}; no example has exactly that"
        if not any(n is not None and number - 1 <= n < number for n in seen):
            yield key, f"is {found}; no example is just below that"


def situations_of(scheme: Scheme, rulebook: Rulebook) -> list[Situation]:
    """Return the situations of all examples that are possible, the partners' too."""
    situations = []
    for example in scheme.example:
        try:
            at = situation_of(example.answers, example.on, scheme, rulebook)
        except ImpossibleAnswers:
            continue
        situations += [at, at.of_partner()]
    return situations


def looked_at(at: Situation, scheme: Scheme, key: str) -> Situation:
    """Return the situation that what stands at the key looks at: that of its own day."""
    return at if key.startswith(LOOKS_AT_TODAY) else counted(scheme, at)


def thresholds_of(scheme: Scheme) -> Iterator[Threshold]:
    """Yield the thresholds of everything that points rest on."""
    for key, parts in (("line", scheme.line), ("deduction", scheme.deduction)):
        for number, line in enumerate(parts):
            yield from thresholds(line.formula, f"{key}[{number}].formula")
            yield from thresholds(line.partner_formula, f"{key}[{number}].partner_formula")
            yield from thresholds(line.partner_when, f"{key}[{number}].partner_when")
    for number, veto in enumerate(scheme.veto):
        yield from thresholds(veto.when, f"veto[{number}].when")
    for number, total in enumerate(scheme.total):
        yield from thresholds(total.multiplier, f"total[{number}].multiplier")
        yield from thresholds(total.partner_when, f"total[{number}].partner_when")


def _named(vetoes: tuple[str, ...]) -> str:
    return ", ".join(vetoes) or "none"


def _range(found: LineScore | TotalScore) -> str:
    low, high = _points(found.low), _points(found.high)
    return low if low == high else f"{low} to {high}"


def _most(points: Decimal | None) -> str:
    return "has no upper bound" if points is None else f"gives at most {_points(points)}"


def _points(points: Decimal | None) -> str:
    return "no upper bound" if points is None else format(points.normalize(), "f")
