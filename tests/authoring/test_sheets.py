"""Schemes as spreadsheets: there and back without loss, and every mistake by sheet and cell."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from selfcheck.authoring.sheets.layout import layout
from selfcheck.authoring.sheets.opening import MOST_BYTES, MOST_UNPACKED
from selfcheck.authoring.sheets.taking import Taken, taken
from selfcheck.authoring.sheets.titles import (
    CHINESE,
    CHOICES,
    closed_lists,
    column_title,
    columns,
    sheet_title,
)
from selfcheck.authoring.sheets.writing import write
from selfcheck.authoring.states import home_of
from selfcheck.rules.files import read_entry
from selfcheck.rules.loader import SHIPPED, load
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.rulebook import Rulebook
from tests.engine.test_cutoffs import write_tables
from tests.tables import TABLE, line, write_table

RULEBOOKS = Path(__file__).resolve().parents[1] / "rulebooks"
FILES = sorted([*SHIPPED.glob("schemes/*.toml"), *RULEBOOKS.glob("*/schemes/*.toml")])
COMMON = "zhejiang-common-2023"

Change = Callable[[Workbook], object]


@pytest.fixture
def table(tmp_path: Path, rulebook: Rulebook) -> Path:
    """The provincial table as a spreadsheet."""
    path = tmp_path / "table.xlsx"
    write(path, rulebook.facts, rulebook.schemes[COMMON])
    return path


def changed(path: Path, change: Change) -> Taken:
    book = load_workbook(path)
    change(book)
    book.save(path)
    return taken(path, SHIPPED)


def said(path: Path, change: Change) -> list[str]:
    found = changed(path, change)
    assert found.scheme is None or found.mistakes
    return [str(mistake) for mistake in found.mistakes]


def cell_of(book: Workbook, sheet: str, key: str) -> str:
    """The cell of a key of the head, or of a key and a row of another sheet (`max:4`)."""
    found = book[sheet]
    name, _, row = key.partition(":")
    if not row:
        keys = [found.cell(number, 2).value for number in range(1, found.max_row + 1)]
        return f"C{keys.index(name) + 1}"
    keys = [found.cell(3, number).value for number in range(1, found.max_column + 1)]
    return f"{get_column_letter(keys.index(name) + 1)}{row}"


def put(sheet: str, key: str, value: Any) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][cell_of(book, sheet, key)] = value

    return change


# --- there and back --------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_scheme_comes_back_as_it_was(tmp_path: Path, file: Path) -> None:
    folder = home_of(file)
    assert folder is not None
    rulebook = load(folder)
    scheme = rulebook.schemes[file.stem]
    path = tmp_path / "table.xlsx"
    write(path, rulebook.facts, scheme)
    found = taken(path, folder)
    assert [str(mistake) for mistake in found.mistakes] == []
    assert found.scheme == scheme
    read, _ = read_entry(file.name, found.text.encode(), Scheme)
    assert read == scheme


CITED = 'citation = { source = "the-document", article = "表" }\n'
OF_SOME_TOTALS = (
    line(
        '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 5 }', "a", "max = 5"
    )
    + f'[[total]]\nid = "school"\nlabel = "入学"\n{CITED}'
    + '[[entry]]\nid = "party"\ntest = { fact = "party", is = true }\nlabel = "…"\n'
    + 'met = "…"\nunmet = "…"\ncannot_tell = "…"\ntotals = ["school"]\n'
    + CITED
    + '[[example]]\nname = "…"\non = 2020-06-01\nanswers = { months = 3, party = true }\nlow = 3\n'
    + 'high = 3\nentry = "qualifies"\nentries = { school = "qualifies" }\n'
)


def test_conditions_of_entry_and_lines_over_two_tables_come_back_as_they_were(
    tmp_path: Path,
) -> None:
    over = f'[[cutoff]]\npoints = 3\nlabel = "…"\nplus = ["other-2021"]\n{CITED}'
    other = line('{ kind = "base", points = 1, why = "…" }', more="max = 1")
    rulebook = load(write_tables(tmp_path, OF_SOME_TOTALS + over, other_2021=other))
    scheme = rulebook.schemes[TABLE]
    write(tmp_path / "table.xlsx", rulebook.facts, scheme)
    found = taken(tmp_path / "table.xlsx", tmp_path)
    assert (found.mistakes, found.scheme) == ([], scheme)


TABLES = {
    "several acts of one kind, a year wherever it begins": line(
        '{ kind = "events", fact = "awards", levels = { county = 2, city = 5 },'
        ' acts = { county = "hero", city = "hero" }, one_act_in = "day", year_at_most = 6,'
        ' years = "any", window = { months = 60, until = 2020-05-31 }, at_most = 20 }',
        more="max = 20",
    ),
    "one act of a year": line(
        '{ kind = "events", fact = "awards", levels = { county = 2, city = 5 },'
        ' acts = { county = "hero" }, one_act_in = "year", years = "back" }'
    ),
    "what goes on, and levels that are not listed": line(
        '{ kind = "events", fact = "awards", levels = { city = 5 }, others = 0, at_most = 20,'
        ' when = { all = [{ fact = "permit", running = true },'
        ' { fact = "insured", running = false, levels = ["paid"] }] } }',
        more="max = 20",
    ),
    "since a day of the person's own": line(
        '{ kind = "events", fact = "awards", levels = { county = 1, city = 2 }, window = {'
        ' months = 60, since_date = { fact = "born" } }, at_most = 9 }',
        "a",
        "max = 9",
    )
    + line(
        '{ kind = "rate", measure = { fact = "permit", in = "full_years", window = {'
        ' since_date = { fact = "born" } } }, points = 1 }'
    ),
    "rows of events": line(
        '{ kind = "events", fact = "awards", each = [{ levels = ["county"], escalating = [1, 2] },'
        ' { levels = ["city"], points = 5 }], place_among = "all", each_at_most = 4, at_most = 9 }',
        more="max = 9",
    ),
    "rows that look at amounts": line(
        '{ kind = "events", fact = "blood", each = [{ bands = [{ from = 0, below = 200, points = 0'
        " }, { from = 200, points = 2 }] }], at_most = 9 }",
        more="max = 9",
    ),
    "time beside other periods, and less than nothing": line(
        '{ kind = "rate", measure = { fact = "permit", in = "full_months", during = { fact ='
        ' "insured", levels = ["paid"] }, outside = { fact = "insured", levels = ["late"] } },'
        " points = 1 }",
        "a",
    )
    + line(
        '{ kind = "bands", measure = { subtract = [{ fact = "months" }, { fact = "area" }],'
        " at_least = -500 }, bands = [{ from = -500, below = 0, points = 0 },"
        " { from = 0, points = 1 }] }",
        more="max = 1",
    ),
    "halves": line(
        '{ kind = "rate", measure = { fact = "born", in = "rounded_months" }, points = 1 }', "a"
    )
    + line(
        '{ kind = "rate", measure = { fact = "months" }, points = 1, per = 12, round = "half" }'
    ),
    "begun units": line(
        '{ kind = "rate", measure = { fact = "born", in = "begun_months" }, points = 1, per = 12,'
        ' after = 6, round = "up" }'
    ),
}
"""Tables of what no table above has."""


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_of_any_kind_of_formula_comes_back_as_it_was(tmp_path: Path, table: str) -> None:
    folder = write_table(tmp_path, table)
    rulebook = load(folder)
    (scheme,) = rulebook.schemes.values()
    path = tmp_path / "table.xlsx"
    write(path, rulebook.facts, scheme)
    found = taken(path, folder)
    assert [str(mistake) for mistake in found.mistakes] == []
    assert found.scheme == scheme


def test_an_empty_table_asks_for_what_must_be_given(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "table.xlsx"
    write(path, rulebook.facts, None, rulebook.schemes[COMMON])
    found = [str(mistake) for mistake in taken(path, SHIPPED).mistakes]
    assert "表头!C2：“代号”没有填，这里必须填。" in found
    assert "项目：没有填，这里必须填。" in found


def test_an_empty_table_shows_how_with_rows_that_are_not_read(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    path = tmp_path / "table.xlsx"
    write(path, rulebook.facts, None, rulebook.schemes[COMMON])
    book = load_workbook(path)
    assert book["项目"]["A4"].value == "例：age"
    assert book["分档"]["A4"].value == "例：age"
    assert book["说明"]["A1"].value == "怎么填"
    assert book["题目"]["A2"].value == "unit"


def test_columns_of_a_closed_list_offer_their_words(table: Path) -> None:
    book = load_workbook(table)
    offered = [v.formula1 for v in book["项目"].data_validations.dataValidation]
    assert any("applicant,each" in words for words in offered)
    kinds = [v.formula1 for v in book["算法"].data_validations.dataValidation]
    assert any("bands" in words and "sum" in words for words in kinds)


def test_every_sheet_has_a_title_of_its_own() -> None:
    titles = [sheet_title(name) for name in layout()]
    assert len(titles) == len(set(titles))
    assert all(len(title) <= 31 for title in titles)


def test_a_row_of_blanks_and_a_row_of_the_example_are_passed_over(table: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["分档"]
        sheet.insert_rows(4)
        sheet["A4"] = "  "
        sheet.insert_rows(5)
        sheet["A5"], sheet["C5"] = "例：nothing", "x"

    assert changed(table, change).mistakes == []


def test_full_width_figures_and_other_commas_are_read(table: Path, rulebook: Rulebook) -> None:
    def change(book: Workbook) -> None:
        put("表头", "max", "１００")(book)
        listed = "qualification，commendation; social_service\ninvestment_tax,minus"
        put("没有读到的", "indicators:4", listed)(book)

    found = changed(table, change)
    assert found.mistakes == []
    assert found.scheme == rulebook.schemes[COMMON]


def test_a_day_may_be_a_day_or_text(table: Path, rulebook: Rulebook) -> None:
    for day in ("2026年11月22日", "2026/11/22", "2026-11-22", datetime(2026, 11, 22)):  # noqa: DTZ001
        found = changed(table, put("表头", "checked_on", day))
        assert found.scheme == rulebook.schemes[COMMON]


@pytest.mark.parametrize("figure", [0.1, 0.25, 0.7, 1.005, 123456.789])
def test_a_number_keeps_its_digits(table: Path, figure: float) -> None:
    def change(book: Workbook) -> None:
        put("算例", "high:4", figure)(book)

    found = changed(table, change)
    assert str(figure) in str([m.message for m in found.mistakes])


# --- mistakes --------------------------------------------------------------------------------

MISTAKES: dict[str, tuple[str, str, Any, str]] = {
    "a word for a number": (
        "项目",
        "max:4",
        "三十",
        "{cell}：“最高分”要填数字，例如 0.5，现在是“三十”。",
    ),
    "a formula": (
        "表头",
        "max",
        "=50+50",
        "{cell}：“最高分”里是公式。公式不会计算，请直接填数。",
    ),
    "a number with what a computation left": (
        "项目",
        "max:4",
        1 / 3,
        "{cell}：“最高分”这个数字带着算出来的零头（0.3333333333333333），请按原文重新输入。",
    ),
    "no day": (
        "表头",
        "checked_on",
        "2026-02-30",
        "{cell}：“核对日期”要填日期，例如 2026-01-31，现在是“2026-02-30”。",
    ),
    "a day with an hour": (
        "表头",
        "checked_on",
        datetime(2026, 11, 22, 9, 30),  # noqa: DTZ001
        "{cell}：“核对日期”要填日期，不要带钟点。",
    ),
    "a day for a text": (
        "表头",
        "name",
        datetime(2026, 11, 22),  # noqa: DTZ001
        "{cell}：“名称”这里要填文字。前面加一个单引号 ' 就不会变成日期。",
    ),
    "a code with a capital": (
        "项目",
        "id:4",
        "Age",
        "{cell}：“代号”代号只能用小写字母、数字和 _，第一个是字母，现在是 'Age'。",
    ),
    "a kind of formula that is not there": (
        "算法",
        "kind:4",
        "band",
        "算法!A4：要选一种算法：bands",
    ),
    "what the formula does not use": (
        "算法",
        "after:4",
        5,
        "这里没有这一格，或者这种算法用不到它；请检查代号和位置。",
    ),
    "what belongs to nothing": (
        "分档",
        "owner:4",
        "aeg",
        "{cell}：“属于”写的是“aeg”，找不到这个代号或编号。",
    ),
    "a question that is not there": (
        "算法",
        "fact:5",
        "schooling",
        "{cell}：“题目”写的是 'schooling'，没有这个代号（fact）；最像的是 'in_school'。",
    ),
    "a condition that nobody can read": (
        "申请条件",
        "test:4",
        "有居住证",
        "{cell}：“条件”看不懂条件“有居住证”。",
    ),
    "TOML that is none": (
        "申请条件",
        "test:4",
        "{ fact = ",
        "{cell}：“条件”花括号里的 TOML 写得不对，请检查引号、逗号和括号。",
    ),
    "an example that is wrong": (
        "算例",
        "low:4",
        12,
        "{cell}：“最低”写的是 12，按规则算出来是 11；请对照原文看哪个对。",
    ),
    "bands with a gap": (
        "分档",
        "from:5",
        56,
        "{cell}：“从（含）”是 56，从 55 起空了一段，没有分值。",
    ),
    "a wrong yes or no": (
        "算例",
        "confirmed:4",
        "对",
        "{cell}：“核对过”要填“是”或“否”，现在是“对”。",
    ),
    "a document that is not there": (
        "表头",
        "citation.source",
        "zhejiang-table",
        "{cell}：“依据·文件代号”写的是 'zhejiang-table'，没有这个代号（source）；"
        "最像的是 'zhejiang-common-table'。",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_sheet_and_cell(table: Path, name: str) -> None:
    sheet, key, value, message = MISTAKES[name]
    place = f"{sheet}!{cell_of(load_workbook(table), sheet, key)}"
    found = said(table, put(sheet, key, value))
    assert any(message.replace("{cell}", place) in one for one in found), found
    assert all(one.startswith(f"{sheet}!") for one in found if message in one)


def test_every_mistake_is_told_at_once(table: Path) -> None:
    def change(book: Workbook) -> None:
        put("表头", "max", "=1")(book)
        put("项目", "max:4", "三十")(book)
        put("分档", "owner:4", "nothing")(book)

    assert len(said(table, change)) >= 3


def test_nothing_is_written_of_a_table_with_a_mistake(table: Path) -> None:
    found = changed(table, put("项目", "max:4", "三十"))
    assert (found.scheme, found.text) == (None, "")


def test_cells_that_are_merged_are_refused(table: Path) -> None:
    found = said(table, lambda book: book["项目"].merge_cells("C4:C5"))
    assert "项目!C4:C5：有合并的单元格。请拆开，每一格单独填。" in found


def test_a_sheet_by_another_name_is_told(table: Path) -> None:
    def change(book: Workbook) -> None:
        book["分档"].title = "档次"

    assert any(one.startswith("档次：不认识这张表") for one in said(table, change))


def test_a_table_without_its_head_is_told(table: Path) -> None:
    def change(book: Workbook) -> None:
        del book["表头"]

    assert "表头：没有这张表。" in said(table, change)


def test_keys_that_were_changed_are_told(table: Path) -> None:
    def change(book: Workbook) -> None:
        book["项目"]["C3"] = "name"
        book["表头"]["B3"] = "title"

    found = said(table, change)
    assert any(one.startswith("项目!C3：第 3 行的代号“name”不认识") for one in found)
    assert "表头!B3：不认识代号“title”。B 列的代号不要改。" in found


# --- files of unknown origin -----------------------------------------------------------------


def refused(path: Path) -> str:
    found = taken(path, SHIPPED)
    assert found.scheme is None
    (mistake,) = found.mistakes
    return str(mistake)


def with_part(path: Path, name: str, content: bytes) -> None:
    with ZipFile(path, "a", ZIP_DEFLATED) as parts:
        parts.writestr(name, content)


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_text("代号,名称")
    assert refused(path).startswith("这不是 .xlsx 文件")


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"0" * (MOST_BYTES + 1))
    assert refused(path).startswith("文件超过 5 MB")


def test_a_file_that_unpacks_to_too_much_is_not_opened(table: Path) -> None:
    with_part(table, "xl/worksheets/sheet99.xml", b" " * (MOST_UNPACKED + 1))
    assert table.stat().st_size < MOST_BYTES
    assert refused(table) == "文件解开以后太大，不打开。"


def test_a_file_of_too_many_parts_is_not_opened(table: Path) -> None:
    with ZipFile(table, "a") as parts:
        for number in range(300):
            parts.writestr(f"xl/media/{number}.bin", b"")
    assert refused(table) == "文件解开以后太大，不打开。"


def test_a_file_that_declares_entities_is_not_opened(table: Path) -> None:
    with_part(table, "xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    assert refused(table) == "文件里有不该有的 XML 声明，不打开。"


def test_a_file_with_macros_is_not_opened(table: Path) -> None:
    with_part(table, "xl/vbaProject.bin", b"x")
    assert refused(table).startswith("文件里有宏，不打开。")


def test_a_workbook_whose_inside_is_broken_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with ZipFile(path, "w") as parts:
        parts.writestr("[Content_Types].xml", b"<broken")
    assert refused(path).startswith("文件坏了，打不开")


def test_a_sheet_with_a_cell_far_away_is_refused(table: Path) -> None:
    book = load_workbook(table)
    book["项目"].cell(100_000, 1, "x")
    book.save(table)
    assert refused(table).startswith("“项目”太大（100000 行")


def test_a_text_that_looks_like_a_formula_is_written_as_text(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    scheme = rulebook.schemes[COMMON].model_copy(update={"purpose": "=1+1"})
    path = tmp_path / "table.xlsx"
    write(path, rulebook.facts, scheme)
    assert load_workbook(path)["表头"]["C4"].data_type == "s"
    found = taken(path, SHIPPED)
    assert found.scheme is not None
    assert found.scheme.purpose == "=1+1"


def test_a_figure_that_a_spreadsheet_cannot_hold_is_written_as_text(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    figure = Decimal("0.12345678901234567890")
    scheme = rulebook.schemes[COMMON].model_copy(update={"local_max": figure})
    path = tmp_path / "table.xlsx"
    write(path, rulebook.facts, scheme)
    found = taken(path, SHIPPED)
    assert found.scheme is not None
    assert found.scheme.local_max == figure


def test_every_sheet_and_every_column_has_a_title_in_chinese() -> None:
    tables = layout()
    assert [name for name in tables if sheet_title(name) == name] == []
    keys = {column.key for table in tables.values() for column in columns(table)}
    assert [key for key in sorted(keys) if column_title(key) == key] == []
    parts = {part for table in tables.values() for c in table.columns for part in c.key.split(".")}
    assert sorted(parts - CHINESE.keys()) == []


def test_every_code_of_a_closed_list_is_explained_and_nothing_else() -> None:
    offered = {code for codes in closed_lists().values() for code in codes}
    assert offered == CHOICES.keys()


def test_the_guide_says_what_the_codes_mean(table: Path) -> None:
    guide = [str(row[0]) for row in load_workbook(table)["说明"].iter_rows(values_only=True)]
    (kinds,) = [line for line in guide if line.startswith("算法种类：")]
    assert "ladder 按等级给分；" in kinds
