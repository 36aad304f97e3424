"""A condition of entry that looks at the day of assessment, whatever the table counts up to."""

from pathlib import Path
from typing import Any

import pytest

from tests.tables import line, mistakes_in, read_table, sheet_of

CITED = 'citation = { source = "the-document", article = "表" }'
LINE = line('{ kind = "rate", measure = { fact = "permit", in = "full_months" }, points = 1 }')


def entry(more: str = "") -> str:
    return (
        '[[entry]]\nid = "paying"\ntest = { fact = "permit", running = true }\nlabel = "…"\n'
        f'met = "…"\nunmet = "…"\ncannot_tell = "…"\n{more}\n{CITED}\n'
    )


STOPPED = {"permit": [{"from": "2019-01-01", "to": "2020-05-01"}]}
BEGUN = {"permit": [{"from": "2020-05-01"}]}


@pytest.mark.parametrize(
    ("more", "facts", "verdict"),
    [
        ("", STOPPED, "qualifies"),
        ("", BEGUN, "not_yet"),
        ("today = true", STOPPED, "not_yet"),
        ("today = true", BEGUN, "qualifies"),
        ("today = false", BEGUN, "not_yet"),
    ],
)
def test_today_is_the_day_of_assessment(
    tmp_path: Path, more: str, facts: dict[str, Any], verdict: str
) -> None:
    rulebook = read_table(tmp_path, 'counted_to = "04-30"\n' + LINE + entry(more))
    assert sheet_of(rulebook, facts).entry == verdict


def test_the_lines_stay_counted(tmp_path: Path) -> None:
    rulebook = read_table(tmp_path, 'counted_to = "04-30"\n' + LINE + entry("today = true"))
    assert sheet_of(rulebook, STOPPED).low == 16


def test_where_nothing_is_counted_up_to_another_day_it_has_no_effect(tmp_path: Path) -> None:
    (found,) = mistakes_in(tmp_path, LINE + entry("today = true"))
    assert "entry[0].today: goes with counted_to only" in found
