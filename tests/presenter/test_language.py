"""Numbers, points and days as each language writes them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.dates import format_date

from selfcheck.presenter.language import Language, figure, languages, plain
from selfcheck.shipped import shipped

LANGUAGES = languages(shipped("translations"))


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    return LANGUAGES[request.param]


@pytest.mark.parametrize(
    ("low", "high", "chinese", "english"),
    [
        ("1", "1", "1 分", "1 point"),
        ("18", "18", "18 分", "18 points"),
        ("0.5", "0.5", "0.5 分", "0.5 points"),
        ("0", "30", "0 到 30 分", "0 to 30 points"),
        ("10", None, "10 分或更多", "at least 10 points"),
    ],
)
def test_points_are_one_figure_a_range_or_at_least(
    low: str, high: str | None, chinese: str, english: str
) -> None:
    top = None if high is None else Decimal(high)
    assert LANGUAGES["zh"].points(Decimal(low), top) == chinese
    assert LANGUAGES["en"].points(Decimal(low), top) == english


def test_days_are_written_as_the_language_does() -> None:
    assert LANGUAGES["zh"].day(date(2014, 10, 31)) == "2014 年 10 月 31 日"
    assert LANGUAGES["en"].day(date(2014, 10, 31)) == "31 October 2014"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("61.25", "61.25"),
        ("61.50", "61.5"),
        ("100", "100"),
        ("100.00", "100"),
        ("0.00", "0"),
        ("-0", "0"),
        ("-10", "-10"),
        ("1E+2", "100"),
    ],
)
def test_a_figure_has_no_trailing_zeros(value: str, text: str) -> None:
    assert figure(Decimal(value)) == text


def test_no_bound_is_null() -> None:
    assert figure(None) is None


def test_plain_values_fit_json() -> None:
    assert plain(date(2014, 12, 1)) == "2014-12-01"
    assert plain(frozenset({"b", "a"})) == ["a", "b"]
    assert plain(Decimal("6.0")) == "6"
    assert plain(True) is True
    assert plain("x") == "x"


def test_only_some_languages_set_a_space_between_sentences() -> None:
    assert LANGUAGES["zh"].sentences(["一。", "二。"]) == "一。二。"
    assert LANGUAGES["en"].sentences(["One.", "Two."]) == "One. Two."


def test_numbers_are_grouped_and_exact(language: Language) -> None:
    assert language.number(Decimal("10000.125")) == "10,000.125"


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_day_is_written_as_the_locale_writes_it_in_every_year(code: str) -> None:
    language = LANGUAGES[code]
    pattern, locale = {"zh": ("y 年 M 月 d 日", "zh_Hans_CN"), "en": ("long", "en_GB")}[code]
    for year in (1900, 1999, 2024, 2026, 2200):
        for ahead in range(0, 365, 5):
            day = date(year, 1, 1) + timedelta(ahead)
            assert language.day(day) == format_date(day, pattern, locale=locale)
    assert "29" in language.day(date(2024, 2, 29))
