"""A filled spreadsheet read into the raw form of a scheme, every mistake by sheet and cell."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from selfcheck.authoring.sheets.cells import WrongCell, read
from selfcheck.authoring.sheets.layout import HEAD, OWNER, Column, Table, layout
from selfcheck.authoring.sheets.rows import Read, joined
from selfcheck.authoring.sheets.titles import (
    EXAMPLE,
    FACTS,
    GUIDE,
    column_title,
    columns,
    sheet_title,
)
from selfcheck.authoring.sheets.writing import FIRST_ROW, HEAD_KEY, HEAD_VALUE
from selfcheck.rules.walk import join

FORMULA_TYPE, ERROR_TYPE = "f", "e"
KEYS_ROW = FIRST_ROW - 1


class CellMistake(NamedTuple):
    """A mistake: the sheet, the cell (or nothing), and what is wrong and would be right."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{place}：{self.message}" if place else self.message


class Filled(NamedTuple):
    """What was read: the raw scheme, the mistakes met, and the place of every key path."""

    raw: dict[str, Any]
    mistakes: list[CellMistake]
    places: "Places"


class Places:
    """Where in the spreadsheet the keys of the scheme stand."""

    def __init__(self, raw: Mapping[str, Any], found: list[Read]) -> None:
        self._rows = {id(row.raw): row for row in found}
        self._at: dict[str, Read] = {}
        self._walk(raw, "", None)

    def _walk(self, value: Any, path: str, row: Read | None) -> None:
        row = self._rows.get(id(value), row)
        if row is not None:
            self._at.setdefault(path, row)
        if isinstance(value, Mapping):
            for key, inner in value.items():
                self._walk(inner, join(path, str(key)), row)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self._walk(inner, f"{path}[{number}]", row)

    def of(self, key: str) -> tuple[str, str, str]:
        """Return the sheet, the cell and the heading for a key path of the scheme."""
        if "" not in self._at:
            return "", "", ""
        path = key
        while path and path not in self._at:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        row = self._at[path]
        top = path
        while top and self._at.get(top[: max(top.rfind("."), top.rfind("["), 0)]) is row:
            top = top[: max(top.rfind("."), top.rfind("["), 0)]
        inside = key[len(top) :].lstrip(".")
        return _place(row, inside)


def _place(row: Read, inside: str) -> tuple[str, str, str]:
    listed = columns(layout()[row.table])
    for number, column in enumerate(listed, start=1):
        if inside == column.key or inside.startswith((f"{column.key}.", f"{column.key}[")):
            if row.table == HEAD:
                return row.sheet, f"C{number + 1}", column_title(column.key)
            return row.sheet, f"{get_column_letter(number)}{row.number}", column_title(column.key)
    below = layout()[row.table].children.get(re.split(r"[.\[]", inside, maxsplit=1)[0])
    if row.table == HEAD:
        return (sheet_title(below), "", "") if below else (row.sheet, "", "")
    return row.sheet, f"A{row.number}", sheet_title(below) if below else ""


def filled(book: Workbook) -> Filled:
    """Read every sheet. Mistakes are collected; a cell with one counts as not there."""
    mistakes: list[CellMistake] = []
    found: list[Read] = []
    titles = {sheet_title(name): table for name, table in layout().items()}
    for sheet in book.worksheets:
        mistakes += _merged(sheet)
        table = titles.get(sheet.title)
        if table is not None:
            reader = _head if table.name == HEAD else _rows
            found += reader(sheet, table, mistakes)
        elif sheet.title not in (GUIDE, FACTS):
            said = "不认识这张表。请用 selfcheck rules template 做出来的表，不要改表的名字。"
            mistakes.append(CellMistake(sheet.title, "", said))
    if all(row.table != HEAD for row in found):
        mistakes.append(CellMistake(sheet_title(HEAD), "", "没有这张表。"))
    raw, loose = joined(found)
    for row in loose:
        listed = [column.key for column in columns(layout()[row.table])]
        cell = f"{get_column_letter(listed.index(OWNER) + 1)}{row.number}"
        said = f"“属于”写的是“{row.values.get(OWNER, '')}”，找不到这个代号或编号。"
        mistakes.append(CellMistake(row.sheet, cell, said))
    return Filled(raw, mistakes, Places(raw, found))


def _merged(sheet: Worksheet) -> Iterator[CellMistake]:
    for area in sheet.merged_cells.ranges:
        yield CellMistake(sheet.title, str(area), "有合并的单元格。请拆开，每一格单独填。")


def _head(sheet: Worksheet, table: Table, mistakes: list[CellMistake]) -> list[Read]:
    known = {column.key: column for column in columns(table)}
    values: dict[str, Any] = {}
    for number in range(2, sheet.max_row + 1):
        key = sheet.cell(number, HEAD_KEY).value
        cell = sheet.cell(number, HEAD_VALUE)
        if isinstance(key, str) and key in known:
            _take(values, known[key], cell, sheet, mistakes)
        elif not _is_blank(cell):
            said = f"不认识代号“{key}”。B 列的代号不要改。"
            mistakes.append(CellMistake(sheet.title, f"B{number}", said))
    return [Read(HEAD, sheet.title, 0, values)]


def _rows(sheet: Worksheet, table: Table, mistakes: list[CellMistake]) -> list[Read]:
    known = {column.key: column for column in columns(table)}
    placed: dict[int, Column] = {}
    for number in range(1, sheet.max_column + 1):
        key = sheet.cell(KEYS_ROW, number).value
        if isinstance(key, str) and key in known:
            placed[number] = known[key]
        elif any(not _is_blank(cell) for cell in _column(sheet, number)):
            letter = get_column_letter(number)
            said = f"第 {KEYS_ROW} 行的代号“{key or ''}”不认识，这一列读不了。请不要改前三行。"
            mistakes.append(CellMistake(sheet.title, f"{letter}{KEYS_ROW}", said))
    found = []
    for number in range(FIRST_ROW, sheet.max_row + 1):
        cells = {place: sheet.cell(number, place) for place in placed}
        if _is_example(cells.values()):
            continue
        values: dict[str, Any] = {}
        for place, column in placed.items():
            _take(values, column, cells[place], sheet, mistakes)
        if values:
            found.append(Read(table.name, sheet.title, number, values))
    return found


def _column(sheet: Worksheet, number: int) -> Iterator[Cell | MergedCell]:
    for row in range(FIRST_ROW, sheet.max_row + 1):
        yield sheet.cell(row, number)


def _is_example(cells: Any) -> bool:
    return any(isinstance(c.value, str) and c.value.startswith(EXAMPLE) for c in cells)


def _is_blank(cell: Cell | MergedCell) -> bool:
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _take(
    values: dict[str, Any],
    column: Column,
    cell: Cell | MergedCell,
    sheet: Worksheet,
    mistakes: list[CellMistake],
) -> None:
    """Put the value of the cell among the values, or the mistake in it among the mistakes."""
    if _is_blank(cell):
        return
    title = column_title(column.key)
    if cell.data_type == FORMULA_TYPE:
        said = f"“{title}”里是公式。公式不会计算，请直接填数。"
        mistakes.append(CellMistake(sheet.title, cell.coordinate, said))
        return
    if cell.data_type == ERROR_TYPE:
        said = f"“{title}”里是错误值“{cell.value}”，请重新填。"
        mistakes.append(CellMistake(sheet.title, cell.coordinate, said))
        return
    try:
        values[column.key] = read(cell.value, column)
    except WrongCell as wrong:
        mistakes.append(CellMistake(sheet.title, cell.coordinate, f"“{title}”{wrong}。"))
