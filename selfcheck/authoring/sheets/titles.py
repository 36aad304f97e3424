"""What sheets and columns are called, and what to write in them. Spreadsheets are in Chinese.

A file made today is read tomorrow by these names, so they are not translated.
"""

from collections.abc import Mapping
from gettext import NullTranslations

from selfcheck.authoring.headings import headings
from selfcheck.authoring.sheets.layout import (
    FIELD,
    HEAD,
    KEY,
    OWNER,
    REF,
    VALUE,
    CellKind,
    Column,
    Table,
)
from selfcheck.presenter.language import SOURCE, Language

GUIDE = "说明"
FACTS = "题目"
EXAMPLE = "例："
"""How a row begins that shows how it is done; it is not read."""

CHINESE = headings(Language(SOURCE, "zh-CN", SOURCE, NullTranslations()))

_TIES: Mapping[str, str] = {
    OWNER: "属于",
    FIELD: "放在哪里",
    REF: "编号",
    KEY: "哪一个",
    VALUE: "值",
}

_SHEETS: Mapping[str, str] = {
    HEAD: "表头",
    "entry": "申请条件",
    "band": "分档",
    "adjustment": "增减",
    "case": "分情况",
    "multiplier": "乘数",
    "formula.levels": "等级分值",
    "formula.points": "多选分值",
    "example.answers": "算例回答",
    "example.lines": "算例各项得分",
    "example.totals": "算例总分",
}

_KINDS: Mapping[CellKind, str] = {
    "text": "文字",
    "number": "数字",
    "flag": "是 或 否",
    "day": "日期，例如 2026-01-31",
    "list": "一个或几个，用、隔开",
    "numbers": "一个或几个数字，用、隔开",
    "condition": "条件：见“说明”",
    "table": "TOML：见“说明”",
    "any": "文字、数字、日期、是 或 否",
}

_TIE_WORDS: Mapping[str, str] = {
    OWNER: "上一层那一行的代号或编号",
    FIELD: "上一层的哪个格子，例如 formula、of、bands",
    REF: "自己起一个，下一层用它来找",
    KEY: "选项、题目或项目的代号",
    VALUE: "分值，或者回答",
}


def sheet_title(table: str) -> str:
    """Return the title of a sheet."""
    return _SHEETS.get(table) or CHINESE.get(table, table)


def column_title(key: str) -> str:
    """Return the heading of a column."""
    if key in _TIES:
        return _TIES[key]
    return "·".join(CHINESE.get(part, part) for part in key.split("."))


def column_hint(column: Column) -> str:
    """Return what to write in a column."""
    if column.key in _TIE_WORDS:
        return _TIE_WORDS[column.key]
    said = "从下拉里选" if column.choices else _KINDS[column.kind]
    return f"必填。{said}" if column.required else said


def columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a sheet in their order, those that tie its rows to others first."""
    ties: list[Column] = []
    if table.owned:
        ties.append(Column(OWNER, "text", required=True))
    if table.pairs:
        return (*ties, Column(KEY, "text", required=True), Column(VALUE, "any", required=True))
    if table.has_ref and table.name != HEAD:
        ties.insert(0, Column(REF, "text", required=True))
    if table.owned:
        ties.append(Column(FIELD, "text"))
    return (*ties, *table.columns)
