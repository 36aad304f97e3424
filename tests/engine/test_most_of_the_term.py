"""The `max` of a line is the most it can give in the term, not on the first day of it."""

from decimal import Decimal
from pathlib import Path

import pytest

from selfcheck.authoring.reach import unfitting_caps
from selfcheck.engine.examples import wrong_examples
from selfcheck.rules.loader import load
from tests.tables import FILE, HEAD, line, read_table, write_table

MOVED = (
    '{ kind = "rate", measure = { fact = "permit", in = "full_years", window = '
    "{ since = 2018-01-01MORE } }, points = 4, at_most = 12 }"
)
TERM = "term = { begins = 2020-07-15MORE }"


def said(
    folder: Path, most: int, term: str = "", window: str = "", head: str = "line"
) -> list[str]:
    """Return what is wrong with the most of a line that counts from 2018 on."""
    table = line(MOVED.replace("MORE", window), more=f"max = {most}", head=head)
    table = table if head == "line" else line(MOVED.replace("MORE", ""), "a", "max = 12") + table
    write_table(folder, table)
    begun = HEAD.replace("term = {}", TERM.replace("MORE", term)) + table
    (folder / FILE).write_text(begun, "utf-8")
    return [mistake.message for mistake in wrong_examples(load(folder))]


AT_MOST = "is {}, but the line gives at most {}; "


@pytest.mark.parametrize(
    ("most", "term", "window", "found"),
    [
        (12, "", "", None),
        (8, "", "", "12; correct the one or the other"),
        (12, ", ends = 2020-12-31", "", None),
        (8, ", ends = 2020-12-30", "", None),
        (12, ", ends = 2020-12-30", "", "8; if the document says so, say where in as_printed"),
        (4, "", ", months = 24, until = 2020-12-31", "8; correct the one or the other"),
        (8, "", ", months = 24, until = 2020-12-31", None),
    ],
)
def test_the_most_is_that_of_the_whole_term(
    tmp_path: Path, most: int, term: str, window: str, found: str | None
) -> None:
    told = [] if found is None else [f"is {most}, but the line gives at most {found}"]
    assert said(tmp_path, most, term, window) == told


def test_so_is_what_a_deduction_takes_away(tmp_path: Path) -> None:
    found = said(tmp_path, 8, head="deduction")
    assert found == ["is 8, but the deduction takes away at most 12; correct the one or the other"]


def test_a_total_too(tmp_path: Path) -> None:
    table = (
        "max = 8\n"
        + line(MOVED.replace("MORE", ""), more="max = 12")
        + '[[total]]\nid = "all"\nlabel = "…"\nmax = 8\n'
        'citation = { source = "the-document", article = "表" }\n'
    )
    found = [mistake.message for mistake in wrong_examples(read_table(tmp_path, table))]
    assert [one.partition(" (")[0] for one in found] == [
        "is 8, but the sum of lines and groups gives at most 12",
        "is 8, but the total gives at most 12",
    ]


CAPS = {
    "the whole term": (line(MOVED.replace("MORE", ""), more="max = 12\ncap = 12"), None),
    "beyond it": (line(MOVED.replace("MORE", ""), more="max = 12\ncap = 13"), Decimal(12)),
    "the other in part": (
        line(
            MOVED.replace("MORE", ""),
            more='people = "each"\nother_percent = 50\nmax = 18\ncap = 20',
        ),
        Decimal(18),
    ),
    "the higher, the other in part": (
        line(
            MOVED.replace("MORE", ""),
            more='people = "higher"\nother_percent = 50\nmax = 18\ncap = 18',
        ),
        None,
    ),
    "a group": (
        line(MOVED.replace("MORE", ""), more="max = 12")
        + '[[group]]\nid = "all"\nlabel = "…"\ncombine = "sum"\ncap = 14\nmembers = ["it"]\n'
        'citation = { source = "the-document", article = "表" }\n',
        Decimal(12),
    ),
}


@pytest.mark.parametrize(("table", "most"), CAPS.values(), ids=CAPS)
def test_a_cap_is_compared_with_what_the_parts_give(
    tmp_path: Path, table: str, most: Decimal | None
) -> None:
    found = [mistake.message for mistake in unfitting_caps(read_table(tmp_path, table))]
    assert found == [] if most is None else [str(most) in one for one in found] == [True]
