"""Chinese numerals: exact numbers become digits, everything else stays for the reader to refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.web.numerals import arabic


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("零", "0"),
        ("〇", "0"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("三十六", "36"),
        ("一百二十", "120"),
        ("一百二", "120"),
        ("一百零五", "105"),
        ("一百一十五", "115"),
        ("三千五", "3500"),
        ("一千零一十", "1010"),
        ("两万", "20000"),
        ("两万五", "25000"),
        ("两万零五", "20005"),
        ("十二万三千四百", "123400"),
        ("壹佰贰拾", "120"),
        ("3万", "30000"),
        ("1.5万", "15000"),
        ("一年半", "1年半"),
    ],
)
def test_an_exact_number_becomes_digits(typed: str, read: str) -> None:
    assert arabic(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["两三", "三四", "五六", "二十三四", "十五六", "百十", "万", "三五", "3万5", "千", "二〇二三"],
)
def test_what_is_no_exact_number_stays(typed: str) -> None:
    assert arabic(typed) == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("二〇二三年五月一日", "2023年5月1日"),
        ("二零二三.十二.三十一", "2023.12.31"),
        ("九五年十月二十日", "95年10月20日"),
        ("二〇二三年三四月", "2023年三四月"),
    ],
)
def test_digits_in_a_row_are_a_year_where_one_can_stand(typed: str, read: str) -> None:
    assert arabic(typed, year_first=True) == read


@given(st.integers(min_value=1, max_value=9999))
def test_every_number_below_ten_thousand_is_read_as_it_is_said(number: int) -> None:
    assert arabic(_said(number)) == str(number)


def _said(number: int) -> str:
    """Say a number as textbooks do."""
    said, gap = "", False
    for unit, scale in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // scale % 10
        if digit:
            said += "零" * (gap and bool(said)) + "零一二三四五六七八九"[digit] + unit
        gap = not digit
    return said
