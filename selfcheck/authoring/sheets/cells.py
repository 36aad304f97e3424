"""One cell: a value of a rule file as a person sees it in a spreadsheet, and back.

Numbers are exact: a cell holds the digits that were typed, or says that it cannot. Nothing is ever
computed out of a cell.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from selfcheck.authoring.sheets.layout import CellKind, Column
from selfcheck.authoring.toml import inline

YES, NO = "是", "否"
COMMA = "、"
EMPTY = "[]"
SEPARATORS = re.compile(r"[、，,;；\n]+")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
TABLE = ("{", "[")
MOST_DIGITS = 15
"""Digits that a spreadsheet keeps; a number with more was computed, not typed."""

COMPARISONS: Mapping[str, str] = {
    "is": "是",
    "one_of": "是其中之一",
    "has": "有其中之一",
    "at_least": "至少",
    "months_passed": "满月数",
    "years_old": "满周岁",
    "known": "填了没有",
    "running": "正在进行",
}
"""How a comparison of one fact is written in a cell, by its key in a rule file."""

_KEYS = {word: key for key, word in COMPARISONS.items()}
SENTENCE = re.compile(rf"(\w+)\s+({'|'.join(sorted(_KEYS, key=len, reverse=True))})\s+(.+)")


class WrongCell(Exception):
    """A cell that cannot be read; the message says what would be right."""


def written(value: Any, column: Column) -> Any:
    """Return the value as a cell holds it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return _number_written(value)
    if isinstance(value, list | tuple) and column.kind in ("list", "numbers"):
        listed = (str(_number_written(v)) if isinstance(v, Decimal) else v for v in value)
        return COMMA.join(listed) or EMPTY
    if isinstance(value, Mapping | list | tuple):
        simple = _sentences(value) if column.kind == "condition" else None
        return simple or inline(value)
    return value


def _number_written(value: Decimal) -> Any:
    if value == value.to_integral_value():
        return int(value)
    as_float = float(value)
    return as_float if Decimal(repr(as_float)) == value else format(value, "f")


def _sentences(condition: Any) -> str | None:
    """Return a condition of simple comparisons, one a line; None for anything else."""
    parts = condition["all"] if list(condition) == ["all"] else [condition]
    lines = [_sentence(part) for part in parts]
    return "\n".join(line for line in lines if line) if all(lines) else None


def _sentence(part: Mapping[str, Any]) -> str | None:
    fact, *rest = part
    if fact != "fact" or len(rest) != 1 or rest[0] not in COMPARISONS:
        return None
    key, value = rest[0], part[rest[0]]
    shown = written(value, Column(key, "list" if isinstance(value, list) else "any"))
    return f"{part['fact']} {COMPARISONS[key]} {shown}"


def read(value: Any, column: Column) -> Any:
    """Return the value that the cell means. Raises WrongCell."""
    if isinstance(value, str):
        value = value.strip()
    return _READERS[column.kind](value)


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        return format(_number(value), "f")
    if isinstance(value, date):
        raise WrongCell("这里要填文字。前面加一个单引号 ' 就不会变成日期")
    return value


def _number(value: Any) -> Decimal:
    if isinstance(value, bool | date):
        raise WrongCell(f"要填数字，现在是“{value}”")
    if isinstance(value, float):
        return _exact(value)
    try:
        number = Decimal(unicodedata.normalize("NFKC", str(value)).replace(",", ""))
    except InvalidOperation:
        raise WrongCell(f"要填数字，例如 0.5，现在是“{value}”") from None
    if not number.is_finite():
        raise WrongCell(f"要填数字，现在是“{value}”")
    return number


def _exact(value: float) -> Decimal:
    number = Decimal(repr(value))
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS:
        raise WrongCell(f"这个数字带着算出来的零头（{number}），请按原文重新输入")
    return number


def _figure(value: Any) -> Any:
    """Return a number; text that is a draft's open place stays as it is."""
    number = _number(value)
    return int(number) if number == number.to_integral_value() else number


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    known = {YES: True, NO: False, "true": True, "false": False}
    said = str(value).lower()
    if said not in known:
        raise WrongCell(f"要填“是”或“否”，现在是“{value}”")
    return known[said]


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second) != (0, 0, 0):
            raise WrongCell("要填日期，不要带钟点")
        return value.date()
    if isinstance(value, date):
        return value
    match = DAY.fullmatch(unicodedata.normalize("NFKC", str(value)))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: Any) -> date:
    raise WrongCell(f"要填日期，例如 2026-01-31，现在是“{value}”")


def _list(value: Any) -> list[str]:
    if value == EMPTY:
        return []
    return [part.strip() for part in SEPARATORS.split(str(_text(value))) if part.strip()]


def _numbers(value: Any) -> list[Any]:
    if not isinstance(value, str):
        return [_figure(value)]
    return [_figure(part) for part in _list(value)]


def _condition(value: Any) -> Any:
    text = str(value)
    if text.startswith(TABLE):
        return _toml(text)
    parts = [_comparison(line.strip()) for line in text.splitlines() if line.strip()]
    return parts[0] if len(parts) == 1 else {"all": parts}


def _comparison(line: str) -> dict[str, Any]:
    match = SENTENCE.fullmatch(line)
    if match is None:
        words = COMMA.join(COMPARISONS.values())
        raise WrongCell(
            f"看不懂条件“{line}”。一行写一个：题目代号、空格、{words}之一、空格、值；"
            "例如“permit_held 是 residence”。别的条件写成 TOML，例如 { any = […] }"
        )
    fact, key, said = match[1], _KEYS[match[2]], match[3].strip()
    values: dict[str, Callable[[Any], Any]] = {
        "is": _answer,
        "one_of": _list,
        "has": _list,
        "known": _flag,
        "running": _flag,
        "at_least": _figure,
        "months_passed": _figure,
        "years_old": _figure,
    }
    return {"fact": fact, key: values[key](said)}


def _table(value: Any) -> Any:
    text = str(value)
    if not text.startswith(TABLE):
        raise WrongCell('这一格要写成 TOML，放在花括号里，例如 { fact = "birth_date" }')
    return _toml(text)


def _toml(text: str) -> Any:
    try:
        return tomllib.loads(f"it = {text}", parse_float=Decimal)["it"]
    except (tomllib.TOMLDecodeError, RecursionError):
        raise WrongCell("花括号里的 TOML 写得不对，请检查引号、逗号和括号") from None


def _answer(value: Any) -> Any:
    """Return an answer to a question: yes or no, a day, a number, a code, or a list in TOML."""
    if isinstance(value, bool | datetime | date):
        return value if isinstance(value, bool) else _day(value)
    if isinstance(value, int | float):
        return _figure(value)
    if value in (YES, NO):
        return value == YES
    if value.startswith(TABLE):
        return _toml(value)
    day = DAY.fullmatch(unicodedata.normalize("NFKC", value))
    return _day(value) if day else value


_READERS: Mapping[CellKind, Callable[[Any], Any]] = {
    "text": _text,
    "number": _figure,
    "flag": _flag,
    "day": _day,
    "list": _list,
    "numbers": _numbers,
    "condition": _condition,
    "table": _table,
    "any": _answer,
}
