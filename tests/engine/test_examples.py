"""The rules keep their own word, and are told where they do not."""

from pathlib import Path
from shutil import copytree

import pytest

from selfcheck.engine.examples import example_mistakes
from selfcheck.rules.loader import SHIPPED, load
from selfcheck.rules.rulebook import Rulebook
from tests.tables import line, read_table

COMMON = "schemes/zhejiang-common-2023.toml"
XIUZHOU = "schemes/xiuzhou-school-2021.toml"
PINGHU = "schemes/pinghu-points-2018.toml"


def test_the_shipped_rules_keep_their_word(rulebook: Rulebook) -> None:
    assert example_mistakes(rulebook) == []


CHANGES = {
    "a total that is too high": (
        COMMON,
        "low = 11\nhigh = 11",
        "low = 12\nhigh = 11",
        ["example[0].low: expected 12, found 11"],
    ),
    "an upper end that is not there": (
        COMMON,
        "low = 11\nhigh = 11",
        "low = 11",
        ["example[0].high: expected no upper bound, found 11"],
    ),
    "an upper end that nobody read": (
        PINGHU,
        "low = 60\nlines",
        "low = 60\nhigh = 60\nlines",
        ["example[5].high: expected 60, found no upper bound"],
    ),
    "a line that gives something else": (
        COMMON,
        "lines = { age = 6,",
        "lines = { age = 7,",
        ["example[0].lines.age: expected 7, found 6"],
    ),
    "a line that is a range": (
        COMMON,
        "low = 70\nhigh = 75\nlines = { ",
        "low = 70\nhigh = 75\nlines = { age = 5, ",
        ["example[3].lines.age: expected 5, found 0 to 5"],
    ),
    "answers that are impossible": (
        COMMON,
        'education = "junior", skill = "none"',
        'education = "none", skill = 3',
        [
            "example[0].answers.education: is impossible: it must be one of primary, junior, "
            "senior, associate, bachelor, master, doctor",
            "example[0].answers.skill: is impossible: it must be one of none, special_ordinary, "
            "special_advanced, level_5, level_4, level_3, level_2, level_1",
            "line[0].formula.bands[1].from: is 55; no example is just below that",
        ],
    ),
    "a line whose most is too little": (
        COMMON,
        "max = 20\n",
        "max = 19\n",
        ["line[0].max: is 19, but the line gives at most 20; correct the one or the other"],
    ),
    "a line with a most that nobody read": (
        PINGHU,
        'id = "insurance"\n',
        'id = "insurance"\nmax = 10\n',
        ["line[4].max: is 10, but the line has no upper bound; correct the one or the other"],
    ),
    "a table whose most is not what its lines give": (
        XIUZHOU,
        "max = 200\n",
        "max = 210\n",
        [
            "max: is 210, but the sum of lines and groups gives at most 200 (insurance 50, "
            "home 50, registration_and_permit 50, work 50); if the document says so, say where in "
            "as_printed"
        ],
    ),
    "a figure of the table": (
        COMMON,
        "associate = 8,",
        "associate = 9,",
        [
            "example[2].low: expected 75.25, found 76.25",
            "example[2].high: expected 75.25, found 76.25",
            "example[2].lines.education: expected 8, found 9",
            "example[7].low: expected 33, found 34",
            "example[7].high: expected 33, found 34",
            "example[7].lines.education: expected 8, found 9",
        ],
    ),
    "a threshold that moved by a month": (
        PINGHU,
        "{ from = 0, below = 1, points = 0 },\n  { from = 1, below = 12, points = 2 },",
        "{ from = 0, below = 2, points = 0 },\n  { from = 2, below = 12, points = 2 },",
        [
            "example[6].low: expected 62, found 60",
            "example[6].high: expected 62, found 60",
            "example[6].lines.insurance: expected 2, found 0",
        ],
    ),
    "a share that no example comes near": (
        XIUZHOU,
        '{ fact = "owned_share", at_least = 51 }',
        '{ fact = "owned_share", at_least = 55 }',
        [
            "example[1].low: expected 195, found 145",
            "example[1].high: expected 195, found 145",
            "example[1].lines.home: expected 50, found 0",
            "example[8].low: expected 112, found 62",
            "example[8].high: expected 112, found 62",
            "example[8].lines.home: expected 50, found 0",
            "line[6].formula.when.all[1].at_least: is 55; no example has exactly that",
            "line[6].formula.when.all[1].at_least: is 55; no example is just below that",
        ],
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "said"), CHANGES.values(), ids=CHANGES)
def test_rules_that_break_their_word_are_told_where(
    tmp_path: Path, file: str, old: str, new: str, said: list[str]
) -> None:
    folder = Path(copytree(SHIPPED, tmp_path / "rules"))
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    found = [str(mistake) for mistake in example_mistakes(load(folder))]
    assert found == [f"{file}: {message}" for message in said]


def test_an_example_that_tells_no_lines_is_told_what_each_gave(tmp_path: Path) -> None:
    flat = '{ kind = "flat", when = { fact = "party", is = true }, points = 5, %s }'
    table = (
        line(flat % 'why = "…", why_not = "…"', "a", "max = 5")
        + line('{ kind = "base", points = 3, why = "…" }', "b", "max = 3")
        + '[[example]]\nname = "…"\non = 2020-06-01\n'
        + "answers = { party = true }\nlow = 9\nhigh = 8\n"
    )
    told = [m.message for m in example_mistakes(read_table(tmp_path, table)) if "low" in m.key]
    assert told == ["expected 9, found 8 (a 5, b 3)"]
