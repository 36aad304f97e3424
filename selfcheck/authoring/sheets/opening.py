"""A spreadsheet of unknown origin, opened with care: bounded, and nothing in it is ever run.

A workbook is a zip of XML files. What is too large, what unpacks to too much, what declares
entities or carries macros is refused before the library that reads it sees it.
"""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

MOST_BYTES = 5 << 20
"""Bytes of a file that is opened at all."""

MOST_UNPACKED = 20 << 20
"""Bytes that all parts together unpack to."""

MOST_PARTS = 200
MOST_ROWS, MOST_COLUMNS = 2000, 200
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


class WrongWorkbook(Exception):
    """A file that cannot be taken for a workbook; the message says why and what to do."""


def opened(path: Path) -> Workbook:
    """Return the workbook. Raises WrongWorkbook."""
    if path.stat().st_size > MOST_BYTES:
        raise WrongWorkbook(f"文件超过 {MOST_BYTES >> 20} MB，不打开。请只留填了内容的表。")
    try:
        with ZipFile(path) as parts:
            _look_at(parts)
        book = load_workbook(path, data_only=False, keep_links=False)
    except WrongWorkbook:
        raise
    except BadZipFile:
        raise WrongWorkbook("这不是 .xlsx 文件。请在表格软件里另存为 .xlsx。") from None
    except Exception as error:
        # The library raises whatever its parsers do; to a person it is all the same.
        raise WrongWorkbook(
            f"文件坏了，打不开（{type(error).__name__}）。请重新保存再试。"
        ) from None
    for sheet in book.worksheets:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            raise WrongWorkbook(
                f"“{sheet.title}”太大（{sheet.max_row} 行，{sheet.max_column} 列）。"
                f"最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列；请删掉下面和右边的空行空列。"
            )
    return book


def _look_at(parts: ZipFile) -> None:
    listed = parts.infolist()
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise WrongWorkbook("文件解开以后太大，不打开。")
    for part in listed:
        if part.filename.lower().endswith("vbaproject.bin"):
            raise WrongWorkbook("文件里有宏，不打开。请另存为不带宏的 .xlsx。")
        if part.filename.endswith((".xml", ".rels")):
            with parts.open(part) as file:
                _no_entities(file.read(MOST_UNPACKED))


def _no_entities(content: bytes) -> None:
    if any(mark in content for mark in FORBIDDEN):
        raise WrongWorkbook("文件里有不该有的 XML 声明，不打开。")
