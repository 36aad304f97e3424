"""Chinese numerals as people type them: 十二, 一百二, 三万五千, 1.5万, 二〇二三.

What is no exact number stays as it was typed, for the reader to refuse: 两三 is two or three, not
23; 十几 is more than ten.
"""

import re
from decimal import Decimal

_PLAIN = str.maketrans(
    "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖拾佰仟",
    "0001223456789123456789十百千",
)
_RUN = re.compile(r"[零〇○一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+")
_BELOW_TEN_THOUSAND = re.compile(r"(?:(\d)千)?(?:0?(\d)百)?(?:0?(\d?)(十))?(?:(0)?(\d))?", re.ASCII)
_TENTH = {"百": 10, "千": 100, "万": 1000}
"""What a last digit right behind a unit counts by."""

_TEN_THOUSANDS = re.compile(r"(\d{1,5}(?:\.\d{1,4})?)万\Z", re.ASCII)


def arabic(text: str, *, year_first: bool = False) -> str:
    """Return the text with Chinese numerals as digits.

    Digits in a row (二〇二三, 九五) are a number only where a year can stand: at the beginning, if
    `year_first`.
    """

    def number(found: re.Match[str]) -> str:
        run = found[0].translate(_PLAIN)
        if run.isdigit():
            alone = len(run.lstrip("0")) <= 1 or (year_first and found.start() == 0)
            return run if alone else found[0]
        value = _counted(run)
        return found[0] if value is None else str(value)

    if text.isascii():
        return text
    return _TEN_THOUSANDS.sub(_in_full, _RUN.sub(number, text))


def _in_full(found: re.Match[str]) -> str:
    return str(int(Decimal(found[1]) * 10_000))


def _counted(run: str) -> int | None:
    """Return the number of a run with units, its digits plain; None where it is no number."""
    high, ten_thousands, low = run.rpartition("万")
    above = _below_ten_thousand(high) if ten_thousands else 0
    below = _below_ten_thousand(low, short_of=ten_thousands) if low else 0
    if above is None or below is None:
        return None
    return above * 10_000 + below


def _below_ten_thousand(run: str, short_of: str = "") -> int | None:
    """Return the number; a last digit right behind a hundred is tens: 一百二 is 120.

    `short_of` is the unit that stands before the run.
    """
    found = _BELOW_TEN_THOUSAND.fullmatch(run)
    if found is None or not run:
        return None
    thousands, hundreds, tens, ten, zero, ones = found.groups()
    value = 1000 * int(thousands or 0) + 100 * int(hundreds or 0)
    value += 10 * int(tens or 1) if ten else 0
    before = run[-2:-1] or short_of
    return value + int(ones or 0) * (1 if zero else _TENTH.get(before, 1))
