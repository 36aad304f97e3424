"""The day after a threshold of a date is just above it, the day before a birthday just below."""

from datetime import date
from pathlib import Path

import pytest

from selfcheck.authoring.boundaries import lacking, proposals
from selfcheck.rules.rulebook import Rulebook
from tests.tables import line, read_table

PASSED = '{ fact = "born", months_passed = 12 }'
OLD = '{ fact = "born", years_old = 36 }'


def table(folder: Path, when: str, *born: str, head: str = "") -> Rulebook:
    flat = f'{{ kind = "flat", points = 1, when = {when}, why = "…", why_not = "…" }}'
    examples = "".join(
        f'[[example]]\nname = "…"\non = 2020-06-01\nanswers = {{ born = {day} }}\nlow = 0\n'
        for day in born
    )
    return read_table(folder, head + line(flat, more="max = 1") + examples)


def sides(rulebook: Rulebook) -> list[str]:
    return [found.side for found in lacking(next(iter(rulebook.schemes.values())), rulebook)]


@pytest.mark.parametrize(
    ("day", "lacks"),
    [
        ("2019-05-25", ["below"]),
        ("2019-05-31", ["below"]),
        ("2019-06-01", ["below", "above"]),
        ("2019-05-01", ["below", "at"]),
        ("2019-06-02", ["at", "above"]),
        ("2019-04-30", ["below", "at"]),
        ("2019-04-01", ["below", "at", "above"]),
    ],
)
def test_the_day_after_is_just_above(tmp_path: Path, day: str, lacks: list[str]) -> None:
    assert sides(table(tmp_path, PASSED, day)) == lacks


def test_up_to_the_day_that_is_counted_to(tmp_path: Path) -> None:
    head = 'counted_to = "05-31"\n'
    assert sides(table(tmp_path, PASSED, "2019-05-30", head=head)) == ["below"]


def test_a_birthday_too_also_by_a_day_of_the_year(tmp_path: Path) -> None:
    by = '{ fact = "born", years_old = 36, by = "08-31" }'
    assert sides(table(tmp_path, by, "1984-08-30")) == ["below"]


def test_the_day_before_a_birthday_is_proposed_too(tmp_path: Path) -> None:
    rulebook = table(tmp_path, OLD, "1984-06-01")
    made = proposals(next(iter(rulebook.schemes.values())), rulebook)
    born = {example.name: example.answers["born"] for example in made}
    assert date(1984, 6, 2) in born.values()
    assert date(1985, 6, 1) in born.values()
    assert all(example.low == 0 for example in made if "差" in example.name)
