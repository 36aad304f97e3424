"""A scheme, or nothing yet, written as a spreadsheet that a person can fill in.

Each sheet has its headings, what to write, and the keys of a rule file in three rows; entries
stand from the fourth on. Where a column takes words out of a closed list, cells offer them.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from selfcheck.authoring.sheets.cells import COMPARISONS, written
from selfcheck.authoring.sheets.layout import FIELD, HEAD, Column, Table, layout
from selfcheck.authoring.sheets.rows import Row, rows
from selfcheck.authoring.sheets.titles import (
    CHOICES,
    EXAMPLE,
    FACTS,
    GUIDE,
    closed_lists,
    column_hint,
    column_title,
    columns,
    sheet_title,
)
from selfcheck.authoring.toml import raw_of
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.schemes import Scheme

FIRST_ROW = 4
"""The first row with an entry; headings, hints and keys stand above."""

HEAD_KEY, HEAD_VALUE = 2, 3
"""The columns of the first sheet, which has one entry and stands on its side."""

LAST_ROW = 500
"""The last row for which cells offer the words of a closed list."""

MOST_OFFERED = 250
"""Characters of a list of words that a spreadsheet takes."""

WIDTH, WIDE = 16, 40
BOLD = Font(bold=True)
QUIET = Font(color="666666", size=9)
SHADE = PatternFill("solid", fgColor="E8EEF4")
WRAP = Alignment(wrap_text=True, vertical="top")

GUIDE_LINES = (
    "怎么填",
    "1. 一张积分表 = 这一个文件。先填“表头”，再填“项目”，每一项一行。",
    "2. 每一项怎么算，写在“算法”里：一行一种算法，“属于”写项目的代号。",
    "3. 分档写在“分档”里，“属于”写算法的编号；按等级给分的，写在“等级分值”里。",
    "4. “算例”和“算例回答”：照原文手算几个人的得分，每个界限的下面、正好、上面都要有。",
    "5. 没有读到的不要猜，写进“没有读到的”。每个数字都要写明文件和条款。",
    "6. 前三行（标题、怎么填、代号）不要改。以“例：”开头的行只是例子，不会读进来。",
    "7. 填好以后：selfcheck rules import 文件.xlsx。有错会说是哪张表的哪一格。",
    "",
    "数字直接填，不要写公式，不要合并单元格。日期填成 2026-01-31。",
    "",
    "条件怎么写：一行一个，“题目代号 空格 比较 空格 值”。写几行就是几个都要符合。",
    f"比较可以用：{'、'.join(COMPARISONS.values())}。",
    "例如：permit_held 是 residence",
    "例如：insurance_unit_months 至少 36",
    "例如：employment 是其中之一 employed、self_employed",
    '别的条件写成 TOML，放在花括号里，例如：{ any = [{ fact = "in_school", is = true }] }',
    "题目的代号和选项，看“题目”这张表。全部写法见 docs/rule-files.md。",
)


def write(
    path: Path, facts: Mapping[str, Fact], scheme: Scheme | None, example: Scheme | None = None
) -> None:
    """Write the scheme to a spreadsheet; without one, an empty one with the example's first rows.

    The example shows how each sheet is filled in; its rows are marked and not read back.
    """
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    _guide(book.create_sheet(GUIDE))
    found = list(rows(raw_of(scheme))) if scheme else []
    shown = _first_rows(rows(raw_of(example))) if example and not scheme else {}
    for name, table in layout().items():
        sheet = book.create_sheet(sheet_title(name))
        mine = [row for row in found if row.table == name]
        if name == HEAD:
            _write_head(sheet, table, mine, shown.get(name))
        else:
            _write_rows(sheet, table, mine, shown.get(name))
    _facts(book.create_sheet(FACTS), facts)
    book.save(path)


def _first_rows(found: Iterable[Row]) -> dict[str, Row]:
    first: dict[str, Row] = {}
    for row in found:
        first.setdefault(row.table, row)
    return first


def _codes() -> Iterator[str]:
    """Yield what the codes of each closed list mean."""
    yield ""
    yield "下拉里的代号是什么意思："
    for key, codes in closed_lists().items():
        meant = "；".join(f"{code} {CHOICES[code]}" for code in codes)
        yield f"{column_title(key)}：{meant}。"


def _guide(sheet: Worksheet) -> None:
    for number, line in enumerate((*GUIDE_LINES, *_codes()), start=1):
        sheet.cell(number, 1, line)
    sheet.cell(1, 1).font = BOLD
    sheet.column_dimensions["A"].width = 100


def _write_head(sheet: Worksheet, table: Table, found: list[Row], shown: Row | None) -> None:
    """Write the entry on its side: a key a row."""
    for number, title in enumerate(("填什么", "代号", "值", "怎么填"), start=1):
        sheet.cell(1, number, title).font = BOLD
    for number, column in enumerate(columns(table), start=2):
        sheet.cell(number, 1, column_title(column.key)).font = BOLD
        sheet.cell(number, HEAD_KEY, column.key).font = QUIET
        hint = column_hint(column)
        if shown and column.key in shown.values:
            hint += f"。{EXAMPLE}{written(shown.values[column.key], column)}"
        sheet.cell(number, HEAD_VALUE + 1, hint).font = QUIET
        if found and column.key in found[0].values:
            _put(sheet, number, HEAD_VALUE, written(found[0].values[column.key], column))
        _offer(sheet, column, f"C{number}")
    for letter, width in zip("ABCD", (24, 24, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _write_rows(sheet: Worksheet, table: Table, found: list[Row], shown: Row | None) -> None:
    for number, column in enumerate(columns(table), start=1):
        letter = get_column_letter(number)
        sheet.cell(1, number, column_title(column.key)).font = BOLD
        sheet.cell(1, number).fill = SHADE
        sheet.cell(2, number, column_hint(column)).font = QUIET
        sheet.cell(2, number).alignment = WRAP
        sheet.cell(3, number, column.key).font = QUIET
        wide = column.kind in ("condition", "table") or column.key in ("rule", "text", "name")
        sheet.column_dimensions[letter].width = WIDE if wide else WIDTH
        _offer(sheet, column, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        for place, row in enumerate(found, start=FIRST_ROW):
            if column.key in row.values:
                _put(sheet, place, number, written(row.values[column.key], column))
        if shown and column.key in shown.values:
            value = written(shown.values[column.key], column)
            _put(sheet, FIRST_ROW, number, f"{EXAMPLE}{value}" if number == 1 else value)
            sheet.cell(FIRST_ROW, number).font = QUIET
    sheet.freeze_panes = f"B{FIRST_ROW}"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Put a value into a cell; text stays text, whatever it begins with."""
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = WRAP


def _offer(sheet: Worksheet, column: Column, cells: str) -> None:
    words = ("是", "否") if column.kind == "flag" else column.choices
    if column.key == FIELD:
        words = tuple(dict.fromkeys(k for t in layout().values() for k in t.children))
    listed = ",".join(words)
    if not words or len(listed) > MOST_OFFERED:
        return
    offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    offered.error = "请从下拉里选一个"
    sheet.add_data_validation(offered)
    offered.add(cells)


def _facts(sheet: Worksheet, facts: Mapping[str, Fact]) -> None:
    """List the questions: what conditions and worked examples name."""
    for number, title in enumerate(("代号", "名称", "种类", "选项", "最小", "最大"), start=1):
        sheet.cell(1, number, title).font = BOLD
    for number, fact in enumerate(facts.values(), start=2):
        choices = "、".join(f"{choice.id}（{choice.label}）" for choice in fact.choices)
        bounds = [None if n is None else format(n, "f") for n in (fact.minimum, fact.maximum)]
        for place, value in enumerate((fact.id, fact.name, fact.kind, choices, *bounds), start=1):
            _put(sheet, number, place, value)
    for letter, width in zip("ABCDEF", (32, 24, 12, 100, 10, 10), strict=True):
        sheet.column_dimensions[letter].width = width
