"""The people that the bench asks with are real ones, and not the same over and over."""

from datetime import date

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.rules.loader import load
from tests.bench.crowd import crowd
from tests.people import ANSWERS


def test_each_of_the_crowd_has_answered_everything_and_nearly_all_are_others() -> None:
    rulebook, people = load(), crowd()
    scores = set()
    for answers in people[:200]:
        assert answers.keys() == ANSWERS.keys()
        found = assess(read_answers(answers, rulebook, date(2026, 11, 1)), rulebook, "jiaxing-2014")
        scores.add(found.sheets[0].low)
    assert len(scores) > 50
    assert len({str(answers) for answers in people}) == len(people)
