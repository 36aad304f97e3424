"""A language: its texts, its dates and its numbers.

Chinese is the language of the sources and of every message id; other languages are catalogues.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import Translations

from selfcheck.engine.kept import TEXT, Kept

SOURCE = "zh"
PHRASES_KEPT = 4096

SOME_YEAR = 2468
SOME_YEAR_WRITTEN = str(SOME_YEAR)
"""A leap year. Its days are kept in words, without the year."""

DECIMALS = 4
AMOUNTS = 1000
"""From here on numbers are amounts that somebody told, of which none is kept."""

LEAST_SHOWN = Decimal(10) ** -DECIMALS
"""What a ratio leaves behind this is not read by anybody."""

_LOCALES: Mapping[str, str] = MappingProxyType({"zh": "zh_Hans_CN", "en": "en_GB"})
"""The locale of a language whose code alone would leave its dates open."""

_DAY_FORMATS: Mapping[str, str] = MappingProxyType({"zh": "y 年 M 月 d 日"})
"""How a language writes a day, where it is not the locale's long form."""

_DAY_OF_YEAR_FORMATS: Mapping[str, str] = MappingProxyType({"zh": "M 月 d 日"})
"""How a language writes a day without its year, where that is not day and month."""

_BETWEEN_SENTENCES: Mapping[str, str] = MappingProxyType({"zh": ""})
"""What a language sets between two sentences, where it is not a space."""


@dataclass(frozen=True)
class Language:
    """One language: `code` as in addresses, `tag` as in HTML's lang, `name` in its own words."""

    code: str
    tag: str
    name: str
    catalogue: NullTranslations = field(repr=False)
    _scores: Kept[str | tuple[str, str], Mapping[str, Any]] = field(
        default_factory=lambda: Kept(PHRASES_KEPT, TEXT), repr=False, compare=False
    )
    _numbers: Kept[str, str] = field(
        default_factory=lambda: Kept(PHRASES_KEPT, TEXT), repr=False, compare=False
    )

    _numbered: Kept[tuple[str, str], str] = field(
        default_factory=lambda: Kept(PHRASES_KEPT, TEXT), repr=False, compare=False
    )
    """Messages for a number, and for nothing else."""

    _days: dict[int, tuple[str, str]] = field(default_factory=dict, repr=False, compare=False)
    """For each day of a year, what is written ahead of the year and after it."""

    _texts: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # gettext offers its texts one by one, at twice the cost of looking them up.
        object.__setattr__(self, "_texts", vars(self.catalogue).get("_catalog", {}))

    def gettext(self, message: str, **values: object) -> str:
        """Return the message in this language, with `%(name)s` places filled."""
        text = self._texts.get(message, message)
        return text % values if values else text

    def has(self, message: str) -> bool:
        """Say whether the language has words of its own for the message, which may be the same."""
        return message in self._texts

    def ngettext(self, one: str, many: str, number: int | Decimal, **values: object) -> str:
        """Return the message for this number, which fills `%(num)s`."""
        if values or number >= AMOUNTS:
            return self._of_number(one, many, number, values)
        key = (one, str(number))
        text = self._numbered.get(key)
        if text is None:
            text = self._numbered[key] = self._of_number(one, many, number, values)
        return text

    def _of_number(
        self, one: str, many: str, number: int | Decimal, values: dict[str, object]
    ) -> str:
        whole = int(number)
        text: str = self.catalogue.ngettext(one, many, whole if whole == number else 2)
        values["num"] = self.number(number)
        return text % values

    def day(self, on: date) -> str:
        """Return a day in words."""
        place = on.month * 100 + on.day
        around = self._days.get(place)
        if around is None:
            written = self._day(on.replace(year=SOME_YEAR))
            before, _, after = written.partition(SOME_YEAR_WRITTEN)
            around = self._days[place] = (before, after)
        before, after = around
        return f"{before}{on.year}{after}"

    def _day(self, on: date) -> str:
        pattern = _DAY_FORMATS.get(self.code, "long")
        return format_date(on, pattern, locale=_locale(self.code))

    def day_of_year(self, on: date) -> str:
        """Return month and day in words."""
        pattern = _DAY_OF_YEAR_FORMATS.get(self.code, "d MMMM")
        return format_date(on, pattern, locale=_locale(self.code))

    def number(self, value: Decimal | int) -> str:
        """Return a number as this language writes it, exact up to four decimals."""
        if value >= AMOUNTS:
            return self._written(Decimal(value))
        # To hash a Decimal costs eight times what it costs to write it.
        key = str(value)
        text = self._numbers.get(key)
        if text is None:
            text = self._numbers[key] = self._written(Decimal(value))
        return text

    def _written(self, value: Decimal) -> str:
        shown = round(value, DECIMALS) if value % LEAST_SHOWN else value
        text = format_decimal(shown, locale=_locale(self.code), decimal_quantization=False)
        return text if shown == value else self.gettext("约 %(number)s", number=text)

    def points(self, low: Decimal, high: Decimal | None) -> str:
        """Return points in words: one figure, a range, or "at least" where no top is known."""
        words: str = self.score(low, high)["score_text"]
        return words

    def score(self, low: Decimal, high: Decimal | None) -> Mapping[str, Any]:
        """Return points as the figures `low` and `high` and in words: whoever takes it copies."""
        key = str(low) if low == high else (str(low), str(high))
        score = self._scores.get(key)
        if score is None:
            score = self._scores[key] = {
                "low": figure(low),
                "high": figure(high),
                "score_text": self._points_in_words(low, high),
            }
        return score

    def _points_in_words(self, low: Decimal, high: Decimal | None) -> str:
        if high is None:
            return self.ngettext("%(num)s 分或更多", "%(num)s 分或更多", low)
        if low == high:
            return self.ngettext("%(num)s 分", "%(num)s 分", low)
        return self.gettext("%(low)s 到 %(high)s 分", low=self.number(low), high=self.number(high))

    def listed(self, items: list[str]) -> str:
        """Return the items as one phrase."""
        return self.gettext("、").join(items)

    def sentences(self, said: Iterable[str]) -> str:
        """Return whole sentences one after the other."""
        return _BETWEEN_SENTENCES.get(self.code, " ").join(said)


@lru_cache
def _locale(code: str) -> Locale:
    return Locale.parse(_LOCALES.get(code, code))


def languages(folder: Path) -> dict[str, Language]:
    """Return every language offered: Chinese, then each whose catalogue stands in `folder`.

    Raises FileNotFoundError where a catalogue has not been compiled.
    """
    found = {SOURCE: Language(SOURCE, "zh-CN", _name(SOURCE), NullTranslations())}
    for catalogue in sorted(folder.glob("*/LC_MESSAGES")):
        code = catalogue.parent.name
        with (catalogue / "messages.mo").open("rb") as file:
            found[code] = Language(code, code, _name(code), Translations(file))
    return found


def _name(code: str) -> str:
    return _locale(code).language_name or code


def figure(value: Decimal | None) -> str | None:
    """Return an exact decimal without trailing zeros, for machines; None for no bound."""
    if value is None:
        return None
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def plain(value: Any) -> Any:
    """Return a value of the engine as JSON has it: days as text, sets as sorted lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return figure(value) if isinstance(value, Decimal) else value
