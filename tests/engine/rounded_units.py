"""What holds of every rate that counts begun or half units, and tables of one such line."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from selfcheck.authoring.boundaries import lacking, proposals
from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.rules.rulebook import Rulebook
from tests.tables import ON, line, read_table, sheet_of

SOME = settings(max_examples=80, deadline=None, derandomize=True)
TODAY = date.fromisoformat(ON)
DAYS = st.dates(date(2012, 1, 1), TODAY)
EXAMPLE = '[[example]]\nname = "…"\non = 2020-06-01\nanswers = { FACT }\nlow = 0\nhigh = 0\n'


def rate(measure: str, more: str) -> str:
    return f'{{ kind = "rate", measure = {measure}, {more} }}'


def table_of(folder: Path, formula: str) -> Rulebook:
    return read_table(folder, in_line(formula))


def in_line(formula: str) -> str:
    """Return a line with the formula, and with its cap as the most."""
    _, _, cap = formula.partition("at_most = ")
    return line(formula, more=f"max = {cap.removesuffix(' }')}" if cap else "")


def spans_its_answers(rulebook: Rulebook, fact: str, answers: range) -> None:
    """Assert that more never gives less, and that nobody's range holds what each answer gives."""
    points = [sheet_of(rulebook, {fact: answer}).low for answer in answers]
    assert points == sorted(points)
    nobody = sheet_of(rulebook, {})
    assert nobody.low == points[0]
    assert nobody.high in (None, points[-1])


def follows_the_days(rulebook: Rulebook, born: date) -> None:
    """Assert that the coming months and their changes are what each day gives."""
    facts = {"unit": "somewhere", "born": born}
    found = assess(
        read_answers(facts, rulebook, TODAY), rulebook, next(iter(rulebook.editions)), ahead=True
    ).timeline
    assert found is not None
    (course,) = found.courses
    for moment in course.months:
        assert moment.low == sheet_of(rulebook, facts, moment.on.isoformat()).low
    for change in course.changes:
        before = sheet_of(rulebook, facts, (change.on - timedelta(1)).isoformat()).low
        assert (change.before[0], before) == (before, change.before[0])
        assert sheet_of(rulebook, facts, change.on.isoformat()).low > before


def lacks_nothing_then(rulebook: Rulebook) -> None:
    """Assert that examples are proposed, and that none is lacking with them."""
    scheme = next(iter(rulebook.schemes.values()))
    made = proposals(scheme, rulebook)
    assert made
    whole = scheme.model_copy(update={"example": (*scheme.example, *made)})
    assert lacking(whole, rulebook) == []
