"""What people type into boxes for dates and months, read as they mean it.

A date may stand in one box (1990.5.20, 90年5月20日, 19900520, 20 May 1990) or in three; a number
of months may be said in years (3年, 1年半, 2 years 3 months). Digits and signs may be full-width,
and numbers Chinese (一年半, 二〇二三年五月一日). Whether the day exists and is possible is for the
engine to say.
"""

import re
import unicodedata
from decimal import Decimal

from selfcheck.web.numerals import arabic

CENTURY = 100
SHORT_YEAR = 2
FULL_YEAR = 4
MONTHS_A_YEAR = 12
LONGEST = 40
"""Characters of a box that are looked at; nobody needs more to say a date or a length of time."""

_MONTH_NAMES = {
    name: str(number)
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_SIGN = r"\s*[-./\\,，、年月\s]\s*"
_YEAR_FIRST = re.compile(rf"(\d{{4}}|\d\d){_SIGN}(\d\d?){_SIGN}(\d\d?)\s*[日号]?\.?", re.ASCII)
_DAY_FIRST = re.compile(rf"(\d\d?){_SIGN}(\d\d?){_SIGN}(\d{{4}})", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_DAY_MONTH_NAME = re.compile(r"(\d\d?)(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})", re.ASCII)
_MONTH_NAME_DAY = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII)

_YEARS = r"(?:(?P<years>\d{1,3}(?:\.\d)?)\s*(?:个?年|岁|years?|yrs?|y)\s*)"
_AND_HALF = r"(?P<half>半|and a half)?"
_MONTHS = r"\s*(?:[零0]|又|and|,)?\s*(?:(?P<months>\d{1,4})\s*(?:个?月|months?|mths?|m)?)?"
_LENGTH = re.compile(rf"{_YEARS}{_AND_HALF}{_MONTHS}", re.ASCII)
_HALF_YEAR = ("半年", "half a year")


def plain(text: str) -> str:
    """Return the text with full-width signs made plain, in small letters, without outer spaces."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def date_parts(text: str) -> tuple[str, str, str] | None:
    """Return year, month and day where the text is a whole date, else None."""
    if len(text) > LONGEST:
        return None
    said = arabic(plain(text), year_first=True)
    for pattern in (_RUN_TOGETHER, _YEAR_FIRST):
        if found := pattern.fullmatch(said):
            return found[1], found[2], found[3]
    if found := _DAY_FIRST.fullmatch(said):
        return found[3], found[2], found[1]
    if (found := _DAY_MONTH_NAME.fullmatch(said)) and found[2] in _MONTH_NAMES:
        return found[3], _MONTH_NAMES[found[2]], found[1]
    if (found := _MONTH_NAME_DAY.fullmatch(said)) and found[1] in _MONTH_NAMES:
        return found[3], _MONTH_NAMES[found[1]], found[2]
    return None


def full_year(digits: str, latest: int) -> str:
    """Return a year of two digits in full: the last such year that is not after `latest`."""
    if len(digits) != SHORT_YEAR:
        return digits
    year = latest - (latest - int(digits)) % CENTURY
    return str(year)


def months_said_in_years(text: str) -> int | None:
    """Return the months where a length of time is said in years (and months), else None."""
    if len(text) > LONGEST:
        return None
    said = arabic(plain(text))
    if said in _HALF_YEAR:
        return MONTHS_A_YEAR // 2
    found = _LENGTH.fullmatch(said)
    if found is None:
        return None
    months = Decimal(found["years"]) * MONTHS_A_YEAR + Decimal(found["months"] or 0)
    if found["half"]:
        months += MONTHS_A_YEAR // 2
    return int(months) if months == int(months) else None
