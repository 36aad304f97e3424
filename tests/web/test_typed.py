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
        "一九九〇年五月二十日",
        "一九九零年五月二十号",
        "一九九○年零五月二十日",
        "一九九〇.五.二十",
        "1990年五月20日",
    ],
)
def test_a_whole_date_in_one_box_is_understood(typed: str) -> None:
    parts = date_parts(typed)
    assert parts is not None
    assert tuple(map(int, parts)) == (1990, 5, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1990",
        "1990年5月",
        "5/20/90/3",
        "199005",
        "20 Moi 1990",
        "一九九〇年",
        "一九九〇年三四月五日",
        "1" * 99,
    ],
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
        ("一年半", 18),
        ("两年", 24),
        ("两年零三个月", 27),
        ("十年", 120),
        ("二十年半", 246),
        ("3年又两个月", 38),
        ("两三年", None),
        ("十几年", None),
        ("三年多", None),
        ("二〇二三年五月", None),
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


@pytest.mark.parametrize(
    ("typed", "months"),
    [("三个月", "3"), ("十二", "12"), ("二十四个月", "24"), ("一百二", "120"), ("一年半", "18")],
)
def test_months_in_chinese_numerals_are_shown_as_digits(
    client: PageClient, typed: str, months: str
) -> None:
    page = client.post("/zh/haining/", {"insurance_province_months": typed})
    assert page.one('[name="insurance_province_months"]')["value"] == months


@pytest.mark.parametrize("typed", ["两三个月", "十几个月", "二十三四个月", "两年多", "三个半月"])
def test_about_so_many_months_is_refused(client: PageClient, typed: str) -> None:
    page = client.post("/zh/haining/", {"insurance_province_months": typed}, status=422)
    assert "整数" in page.words(".govuk-error-summary")


@pytest.mark.parametrize(
    "typed",
    [
        ("二〇二三年", "五月", "二十日"),
        ("二零二三", "五", "二十"),
        ("2023", "五月", "20"),
        ("二三", "5", "二十"),
        ("二〇二三年五月二十日", "", ""),
    ],
)
def test_a_date_in_chinese_numerals_is_understood(
    client: PageClient, typed: tuple[str, str, str]
) -> None:
    boxes = dict(zip((f"registered_on-{part}" for part in BOXES), typed, strict=True))
    page = client.post("/zh/haining/", {"residence_registered": "yes", **boxes})
    assert "2023 年 5 月 20 日" in page.words()


def test_a_month_that_is_about_is_no_date(client: PageClient) -> None:
    typed = dict(zip((f"birth_date-{part}" for part in BOXES), ("1990", "三四", "5"), strict=True))
    page = client.post("/zh/haining/", typed, status=422)
    assert "日期" in page.words(".govuk-error-summary")


def test_an_amount_in_chinese_numerals_is_shown_as_digits(client: PageClient) -> None:
    page = client.post("/zh/xiuzhou/", {"business_tax_3y": "1.5万"})
    assert page.one('[name="business_tax_3y"]')["value"] == "15000"
