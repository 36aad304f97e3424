"""The coming months in words and shapes."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.engine.timeline import Course, Timeline
from selfcheck.presenter.charts import HEIGHT, WIDTH, Height, course_chart, scale_of
from selfcheck.presenter.language import languages
from selfcheck.presenter.selfcheck import SelfCheck
from selfcheck.rules.rulebook import Rulebook
from selfcheck.shipped import shipped

ANSWERS: dict[str, Any] = {
    "unit": "haining",
    "hukou": "elsewhere",
    "housing": "rented",
    "employment": "employed",
    "birth_date": "1980-03-10",
    "insurance_province_months": 50,
    "registered_on": "2023-12-01",
}


@pytest.fixture(scope="module")
def selfcheck(rulebook: Rulebook) -> SelfCheck:
    return SelfCheck(rulebook, languages(shipped("translations")))


@pytest.fixture(name="page")
def page_fixture(selfcheck: SelfCheck) -> dict[str, Any]:
    answer = selfcheck.answer(ANSWERS, date(2024, 1, 15), "jiaxing-2014", "zh", "page")
    found: dict[str, Any] = answer["timeline"]
    return found


def test_each_change_is_one_sentence(page: dict[str, Any]) -> None:
    texts = [change["text"] for change in page["schemes"][0]["changes"]]
    assert "2024 年 3 月 10 日，“年龄”少 1 分。" in texts
    assert any(t.endswith("到 2024 年 11 月 15 日一共多 5 分，这一项就满分了。") for t in texts)


def test_a_range_that_moves_at_its_open_end_only_is_said_as_it_becomes(
    selfcheck: SelfCheck,
) -> None:
    answers = {"unit": "haining", "birth_date": "1963-03-10"}
    answer = selfcheck.answer(answers, date(2023, 9, 1), "jiaxing-2014", "zh", "ahead")
    (change,) = answer["timeline"]["schemes"][0]["changes"]
    assert change["text"] == "2024 年 3 月 10 日，“年龄”少 5 分。"
    assert (change["low"], change["high"]) == ("0", "5")


def test_the_day_a_permit_opens_stands_among_the_days(
    selfcheck: SelfCheck, page: dict[str, Any]
) -> None:
    ahead = selfcheck.answer(ANSWERS, date(2024, 1, 15), "jiaxing-2014", "zh", "ahead")
    assert ahead["timeline"]["permits"] == [
        {
            "permit": "residence_permit",
            "on": "2024-06-01",
            "text": "2024 年 6 月 1 日，《浙江省居住证》的条件就够了。",
        }
    ]
    assert page["days"][0] == ahead["timeline"]["permits"][0]["text"]


def test_without_being_asked_for_there_are_no_coming_months(selfcheck: SelfCheck) -> None:
    assert "timeline" not in selfcheck.answer(ANSWERS, date(2024, 1, 15), "jiaxing-2014", "zh")


def test_the_api_has_the_points_of_each_month(selfcheck: SelfCheck) -> None:
    answer = selfcheck.answer(ANSWERS, date(2024, 1, 15), "jiaxing-2014", "en", "ahead")
    points = answer["timeline"]["schemes"][0]["points"]
    assert len(points) == 37
    assert points[0]["on"] == "2024-01-15"
    assert points[0]["low"] == answer["points"][0]["low"]


def drawn(path: str) -> list[tuple[int, int]]:
    """The corners of a path of straight moves."""
    x = y = 0
    corners = []
    for move, first, second in re.findall(r"([MHVhv])(-?\d+)(?: (-?\d+))?", path):
        if move == "M":
            x, y = int(first), int(second)
        elif move in "Hh":
            x = int(first) + (x if move == "h" else 0)
        else:
            y = int(first) + (y if move == "v" else 0)
        corners.append((x, y))
    return corners


def chart_of(course: Course, timeline: Timeline) -> dict[str, Any]:
    scale = scale_of(course)
    heights = [Height("", scale.place(m.low), scale.place(m.high)) for m in course.months]
    return course_chart(course, timeline, scale, heights)


def test_a_band_runs_along_the_upper_end_and_back_along_the_lower(rulebook: Rulebook) -> None:
    answers = read_answers(ANSWERS, rulebook, date(2024, 1, 15))
    found = assess(answers, rulebook, "jiaxing-2014", ahead=True).timeline
    assert found is not None
    chart = chart_of(found.courses[0], found)
    line, band = drawn(chart["line"]), drawn(chart["band"])
    back = band[next(i for i, (x, _) in enumerate(band) if x == WIDTH) + 1 :]
    assert back == line[::-1]


def test_a_chart_stays_within_its_frame(rulebook: Rulebook) -> None:
    said = {**ANSWERS, "permit_held": "residence", "permit_issued_on": "2023-12-15"}
    answers = read_answers(said, rulebook, date(2024, 1, 15))
    found = assess(answers, rulebook, "jiaxing-2014", ahead=True).timeline
    assert found is not None
    chart = chart_of(found.courses[0], found)
    for path in (chart["line"], chart["band"], chart["windows"]):
        corners = drawn(path)
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in corners)
    assert max(drawn(chart["line"])) == (WIDTH, drawn(chart["line"])[-1][1])
    ticks = [chart[f"tick_{place}"] for place in range(chart["ticks"])]
    assert ticks == ["2024.1", "2025.1", "2026.1", "2027.1"]
    fields = re.findall(r"M(\d+) \d+H(\d+)", chart["windows"])
    assert fields
    assert all(int(opens) < int(due) for opens, due in fields)


def test_a_table_without_a_top_is_drawn_up_to_its_highest(rulebook: Rulebook) -> None:
    said = {"unit": "pinghu", "birth_date": "1980-03-10", "insurance_unit_months": 30}
    answers = read_answers(said, rulebook, date(2018, 6, 1))
    found = assess(answers, rulebook, "jiaxing-2014", ahead=True).timeline
    assert found is not None
    course = next(c for c in found.courses if c.scheme.id == "pinghu-points-2018")
    chart = chart_of(course, found)
    assert Decimal(chart["level_0"]) == max(month.high or month.low for month in course.months)
    assert chart["band"] is not None
