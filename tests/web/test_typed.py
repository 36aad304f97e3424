"""What people type into boxes for dates and months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.web.typed import date_parts, full_year, months_said_in_years
from tests.web.page_client import PageClient

BOXES = ("year", "month", "day")


@pytest.mark.parametrize(
    "typed",
    [
        "1990-5-20",
        "1990.5.20",
        "1990/05/20",
        "1990 5 20",
        "1990年5月20日",
        "1990年5月20号",
        "1990 年 5 月 20 日",
        "19900520",
        "１９９０．５．２０",
        "１９９０年５月２０日",
        "1990，5，20",
        "20/5/1990",
        "20.05.1990",
        "20 May 1990",
        "20th may 1990",
        "May 20, 1990",
    ],
)
def test_a_whole_date_in_one_box_is_understood(typed: str) -> None:
    parts = date_parts(typed)
    assert parts is not None
    assert tuple(map(int, parts)) == (1990, 5, 20)


@pytest.mark.parametrize(
    "typed", ["", "1990", "1990年5月", "5/20/90/3", "199005", "20 Moi 1990", "一九九〇年", "1" * 99]
)
def test_what_is_no_whole_date_is_not_taken_for_one(typed: str) -> None:
    assert date_parts(typed) is None


@pytest.mark.parametrize(
    ("digits", "year"),
    [("90", "1990"), ("26", "2026"), ("27", "1927"), ("00", "2000"), ("1990", "1990")],
)
def test_a_year_of_two_digits_is_the_last_such_year(digits: str, year: str) -> None:
    assert full_year(digits, 2026) == year


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("3年", 36),
        ("３年", 36),
        ("1年半", 18),
        ("半年", 6),
        ("2.5年", 30),
        ("3年2个月", 38),
        ("3 年零 2 个月", 38),
        ("2 years", 24),
        ("1 year 6 months", 18),
        ("2 years and 3 months", 27),
        ("1.3年", None),
        ("36", None),
        ("36个月", None),
        ("3年x", None),
        ("1" * 99 + "年", None),
    ],
)
def test_a_length_of_time_in_years_becomes_months(typed: str, months: int | None) -> None:
    assert months_said_in_years(typed) == months


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    date_parts(text)
    months_said_in_years(text)


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("typed", ["90年5月20日", "1990.5.20", "19900520"])
def test_a_date_pasted_into_any_box_is_spread_over_the_three(
    client: PageClient, box: str, typed: str
) -> None:
    empty = {f"birth_date-{part}": "" for part in BOXES}
    page = client.post("/zh/haining/", {**empty, f"birth_date-{box}": typed})
    shown = [page.one(f'[name="birth_date-{part}"]')["value"] for part in BOXES]
    assert shown == ["1990", "5", "20"]


def test_a_year_of_two_digits_is_shown_in_full(client: PageClient) -> None:
    typed = dict(zip((f"birth_date-{part}" for part in BOXES), ("90", "5", "20"), strict=True))
    page = client.post("/zh/haining/", typed)
    assert page.one('[name="birth_date-year"]')["value"] == "1990"


def test_years_in_a_box_for_months_are_turned_into_months_and_said(client: PageClient) -> None:
    page = client.post("/zh/haining/", {"insurance_province_months": "3年"})
    assert page.one('[name="insurance_province_months"]')["value"] == "36"
    assert page.words("#insurance_province_months-understood") == "按 36 个月算。"


def test_an_impossible_day_in_one_box_is_refused_at_its_question(client: PageClient) -> None:
    page = client.post("/zh/haining/", {"birth_date-year": "1990.2.30"}, status=422)
    assert "真实的日期" in page.words(".govuk-error-summary")


def test_months_that_make_no_sense_in_years_are_refused(client: PageClient) -> None:
    page = client.post("/zh/haining/", {"insurance_province_months": "1.3年"}, status=422)
    assert "整数" in page.words(".govuk-error-summary")
