"""The coming months of tables with totals, deductions or a day that is counted to.

Each moment and each change is what an assessment on that day gives; months told up to a counted
day are more only once that day has moved.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.engine.improvements import Improvement
from selfcheck.engine.periods import full_months
from selfcheck.engine.scoring import counted_to
from selfcheck.engine.timeline import Course
from selfcheck.rules.rulebook import Rulebook
from tests.tables import ON, QUESTIONS, line, range_of, read_table, sheet_of

GROWING = QUESTIONS.replace(
    'kind = "months", name = "C"', 'kind = "months", grows = true, name = "C"'
)
RATE = line(
    '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }', more="max = 50"
)
CITED = 'citation = { source = "the-document", article = "表" }'
TOTAL = f'[[total]]\nid = "all"\nlabel = "…"\n{CITED}\n'
TODAY = date.fromisoformat(ON)


def course_of(rulebook: Rulebook, facts: dict[str, Any]) -> Course:
    answers = read_answers({"unit": "somewhere", **facts}, rulebook, TODAY)
    edition = next(iter(rulebook.editions))
    found = assess(answers, rulebook, edition, ahead=True).timeline
    assert found is not None
    return found.courses[0]


def improvements_of(rulebook: Rulebook, facts: dict[str, Any]) -> list[Improvement]:
    answers = read_answers({"unit": "somewhere", **facts}, rulebook, TODAY)
    edition = next(iter(rulebook.editions))
    return list(assess(answers, rulebook, edition).improvements)


def told(course: Course) -> list[tuple[str, str | None, str]]:
    return [
        (change.line.id, str(change.on), format(change.after[0] - change.before[0], "f"))
        for change in course.changes
    ]


MOVED = {
    "05-31": ["2021-01-01", "2022-01-01", "2023-01-01"],
    "previous 12-31": ["2021-01-01", "2022-01-01", "2023-01-01"],
}


@pytest.mark.parametrize("day", ["05-31", "previous 12-31", "previous_month"])
def test_months_up_to_a_counted_day_grow_as_that_day_moves(tmp_path: Path, day: str) -> None:
    rulebook = read_table(tmp_path, f'counted_to = "{day}"\n' + RATE, GROWING)
    course = course_of(rulebook, {"months": 6})
    for moment in course.months:
        more = full_months(counted_to(day, TODAY), counted_to(day, moment.on))
        expected = sheet_of(rulebook, {"months": 6 + more}, moment.on.isoformat())
        assert moment.low == expected.low
    if day in MOVED:
        assert told(course) == [("it", on, "12") for on in MOVED[day]]
    else:
        assert (str(course.changes[0].on), str(course.changes[0].until)) == (
            "2020-07-01",
            "2023-06-01",
        )


@pytest.mark.parametrize(
    ("day", "first"),
    [("05-31", (18, "2021-01-01")), ("previous_month", (7, "2020-07-01"))],
)
def test_so_do_gains(tmp_path: Path, day: str, first: tuple[int, str]) -> None:
    rulebook = read_table(
        tmp_path,
        f'counted_to = "{day}"\n' + RATE,
        GROWING.replace("grows = true", "grows = true, improvable = true"),
    )
    found = improvements_of(rulebook, {"months": 6})
    assert (found[-1].value, str(found[-1].on)) == first
    for one in found:
        assert one.on is not None
        raised = sheet_of(rulebook, {"months": one.value}, ON).low
        assert raised - sheet_of(rulebook, {"months": 6}, ON).low == one.gain


DEDUCTION = line(
    '{ kind = "events", fact = "offences", points = 5, window = { months = 24 } }',
    "off",
    head="deduction",
)


def test_a_deduction_that_ends_is_a_change_on_its_day(tmp_path: Path) -> None:
    rulebook = read_table(tmp_path, RATE + DEDUCTION)
    course = course_of(rulebook, {"months": 6, "offences": ["2019-03-10", "2020-01-20"]})
    assert told(course) == [("off", "2021-03-11", "5"), ("off", "2022-01-21", "5")]
    (first, _) = course.changes
    for day, points in ((first.on, first.after), (first.on - timedelta(1), first.before)):
        found = sheet_of(
            rulebook, {"months": 6, "offences": ["2019-03-10", "2020-01-20"]}, day.isoformat()
        )
        assert (found.deductions[0].low, found.deductions[0].high) == points


@pytest.mark.parametrize("more", ["", TOTAL])
def test_a_period_that_goes_on_gives_on_the_last_day_of_its_year(tmp_path: Path, more: str) -> None:
    years = '{ kind = "rate", measure = { fact = "permit", in = "full_years" }, points = 1 }'
    rulebook = read_table(tmp_path, line(years) + more)
    course = course_of(rulebook, {"permit": [{"from": "2018-09-11"}]})
    assert told(course) == [("it", f"{year}-09-10", "1") for year in (2020, 2021, 2022)]
    for change in course.changes:
        assert range_of(
            sheet_of(rulebook, {"permit": [{"from": "2018-09-11"}]}, change.on.isoformat())
        ) == (str(change.after[0]), str(change.after[1]))


def test_lines_that_limit_each_other_change_together(tmp_path: Path) -> None:
    born = '{ kind = "rate", measure = { fact = "born", in = "full_years" }, points = 1 }'
    cap = '{ kind = "rate", measure = { fact = "months" }, points = 1 }'
    table = line(born, "a", 'not_above = "b"') + line(cap, "b")
    course = course_of(read_table(tmp_path, table), {"born": "2010-07-04", "months": 11})
    assert told(course) == [("a", "2020-07-04", "1"), ("a", "2021-07-04", "1")]


SINCE = GROWING.replace(
    "grows = true", 'grows = true, improvable = true, stand_in = { full_months_since = "born" }'
)


def test_months_since_a_day_are_counted_up_to_the_day_too(tmp_path: Path) -> None:
    rulebook = read_table(tmp_path, 'counted_to = "05-31"\n' + RATE, SINCE)
    found = improvements_of(rulebook, {"born": "2019-05-31"})
    assert [(one.value, str(one.on)) for one in found][-1] == (24, "2021-01-01")
    for one in found:
        assert one.on is not None
        later = sheet_of(rulebook, {"born": "2019-05-31"}, one.on.isoformat()).low
        assert later - sheet_of(rulebook, {"born": "2019-05-31"}).low == one.gain
