"""The coming months of a table with totals and deductions, in words and shapes."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from selfcheck.presenter.charts import HEIGHT
from selfcheck.presenter.language import languages
from selfcheck.presenter.selfcheck import SelfCheck
from selfcheck.rules.loader import load
from selfcheck.shipped import shipped
from tests.tables import FILE, HEAD, ON, line, write_table

CITED = 'citation = { source = "the-document", article = "表" }'
EVENTS = '{ kind = "events", fact = "offences", points = 5, window = { months = 24 } }'
YEARS = '{ kind = "rate", measure = { fact = "born", in = "full_years" }, points = 1 }'


def total(name: str, label: str) -> str:
    return f'[[total]]\nid = "{name}"\nlabel = "{label}"\n{CITED}\n'


def course(folder: Path, table: str, facts: dict[str, Any], **asked: Any) -> dict[str, Any]:
    lang, view = asked.get("lang", "zh"), asked.get("view", "page")
    term = asked.get("term", "{}")
    write_table(folder, table)
    (folder / FILE).write_text(HEAD.replace("term = {}", f"term = {term}") + table, "utf-8")
    selfcheck = SelfCheck(load(folder), languages(shipped("translations")))
    answers = {"unit": "somewhere", **facts}
    edition = next(iter(load(folder).editions))
    answer = selfcheck.answer(answers, date.fromisoformat(ON), edition, lang, view)
    found: dict[str, Any] = answer["timeline"]["schemes"][0]
    return found


OFFENCES = {"offences": ["2018-09-01", "2019-09-01"], "months": 3}
MONTHS = line(
    '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 9 }', more="max = 9"
)
DEDUCTION = line(EVENTS, "off", head="deduction")


def texts(found: dict[str, Any]) -> list[str]:
    return [change["text"] for change in found["changes"]]


def test_a_deduction_that_ends_is_told_as_one(tmp_path: Path) -> None:
    assert texts(course(tmp_path, MONTHS + DEDUCTION, OFFENCES)) == [
        "2020 年 9 月 2 日，“…”少扣 5 分。",
        "2021 年 9 月 2 日，“…”少扣 5 分，以后不再扣。",
    ]


def test_in_english_too(tmp_path: Path) -> None:
    assert texts(course(tmp_path, MONTHS + DEDUCTION, OFFENCES, lang="en")) == [
        "2 September 2020: “…” takes away 5 points less.",
        "2 September 2021: “…” takes away 5 points less, and nothing from then on.",
    ]


def test_one_that_begins_or_grows_month_by_month_too(tmp_path: Path) -> None:
    late = (
        '{ kind = "rate", measure = { fact = "born", in = "full_months" }, points = 1, per = 1,'
        " after = 1, at_most = 3 }"
    )
    found = course(
        tmp_path, MONTHS + line(late, "late", "max = 3", "deduction"), {"born": "2020-05-20"}
    )
    assert texts(found) == [
        "从 2020 年 7 月 20 日起，“…”每月多扣一点，到 2020 年 9 月 20 日一共多扣 3 分。"
    ]


def test_what_is_of_another_total_says_so_and_the_drawing_says_which_it_is(tmp_path: Path) -> None:
    table = (
        line(YEARS, "age", 'totals = ["hukou", "school"]')
        + MONTHS.replace('id = "it"', 'id = "it"\ntotals = ["all"]')
        + total("all", "积分")
        + total("hukou", "入户")
        + total("school", "入学")
    )
    found = course(tmp_path, table, {"born": "2000-07-04", "months": 3})
    assert texts(found)[0] == "2020 年 7 月 4 日，“…”多 1 分。只算在“入户”“入学”里。"
    assert found["total_text"] == "这里的分数和图都是“积分”的。"
    assert found["then_text"] == "3 分"


@pytest.mark.parametrize("table", [MONTHS + DEDUCTION, MONTHS + DEDUCTION + total("all", "积分")])
def test_with_one_total_nothing_is_said_of_it(tmp_path: Path, table: str) -> None:
    found = course(tmp_path, table, OFFENCES)
    assert found["total_text"] is None
    assert "只算在" not in " ".join(texts(found))


def test_a_score_below_nothing_is_drawn_below_the_line_of_nothing(tmp_path: Path) -> None:
    chart = course(tmp_path, MONTHS + DEDUCTION, OFFENCES)["chart"]
    assert [chart[f"level_{place}"] for place in range(3)] == ["7", "0", "-7"]
    first, *jumps = re.findall(r"(?<=M0 )\d+|(?<=v)-?\d+", chart["line"])
    assert int(first) == HEIGHT
    assert int(first) + sum(map(int, jumps)) < HEIGHT // 2


@pytest.mark.parametrize("view", ["page", "ahead"])
def test_after_the_end_of_the_term_the_table_may_no_longer_hold(tmp_path: Path, view: str) -> None:
    term = "{ begins = 2020-01-01, ends = 2021-06-30 }"
    found = course(tmp_path, MONTHS + DEDUCTION, OFFENCES, view=view, term=term)
    assert found.get("holds_until") == ("2021-06-30" if view == "ahead" else None)
    assert (
        found["note"]
        == "这张表到 2021 年 6 月 30 日为止。以后的分数仍按它算，到时候可能换了新的表。"
    )


@pytest.mark.parametrize("term", ["{}", "{ begins = 2020-01-01, ends = 2023-06-01 }"])
def test_as_long_as_it_holds_nothing_is_said_of_the_term(tmp_path: Path, term: str) -> None:
    found = course(tmp_path, MONTHS + DEDUCTION, OFFENCES, view="ahead", term=term)
    assert (found["holds_until"], found["note"]) == (None, None)
