"""`selfcheck rules new`, `template`, `import`, `export` and `diff`, as they are run."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from selfcheck.cli import main
from selfcheck.rules.loader import SHIPPED
from tests.tables import line, write_table

COMMON = "zhejiang-common-2023"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["rules", *map(str, arguments)])


def test_a_draft_is_written_with_what_to_do_next(tmp_path: Path) -> None:
    file = tmp_path / "draft.toml"
    result = run("new", "tongxiang", "--out", file)
    assert result.exit_code == 0
    assert "待填" in file.read_text("utf-8")
    assert "4. 在 my-rules/units.toml 里 tongxiang 的 schemes 中加上“tongxiang-points-2024”。" in (
        result.stdout
    )


def test_a_draft_of_a_unit_that_is_new_says_how_to_add_it(tmp_path: Path) -> None:
    result = run("new", "suzhou", "--out", tmp_path / "draft.toml", "--lang", "en")
    assert "The rules do not have suzhou yet." in result.stdout
    assert 'id = "suzhou"' in result.stdout


def test_a_draft_goes_into_the_rules_folder_in_use(
    rules_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFCHECK_RULES", str(rules_copy))
    run("new", "haining")
    assert list(rules_copy.glob("schemes/haining-points-*.toml"))


def test_a_draft_for_another_place_takes_nothing_that_is_only_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = (
        '[[entry]]\nid = "grown"\ntotals = ["school"]\n'
        'test = { fact = "born", years_old = 18 }\nlabel = "…"\n'
        'met = "…"\nunmet = "…"\ncannot_tell = "…"\n'
        'citation = { source = "the-document", article = "表" }\n'
    )
    total = '[[total]]\nid = "school"\nlabel = "…"\n'
    total += 'citation = { source = "the-document", article = "表" }\n'
    rate = '{ kind = "rate", measure = { fact = "months" }, points = 1 }'
    folder = write_table(tmp_path, line(rate) + entry + total)
    monkeypatch.setenv("SELFCHECK_RULES", str(folder))
    result = run("new", "anzhou")
    assert result.exit_code == 0
    (file,) = folder.glob("schemes/anzhou-*.toml")
    text = file.read_text("utf-8")
    assert 'id = "grown"' in text
    assert "totals" not in text
    assert "全省" not in text
    assert "[[line]]" in text
    assert "下面这一条是“表”的" in text
    assert "cp -r" not in result.stdout
    assert f"在 {folder}/sources.toml 里写上" in result.stdout
    assert f"selfcheck rules check {folder}" in result.stdout


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "draft.toml"
    file.write_text("mine", "utf-8")
    assert run("new", "haining", "--out", file).exit_code == 2
    assert file.read_text("utf-8") == "mine"
    assert run("template", file).exit_code == 2


@pytest.mark.parametrize("unit", ["Haining", "../x", "9lives"])
def test_a_unit_has_a_code(tmp_path: Path, unit: str) -> None:
    assert run("new", unit, "--out", tmp_path / "draft.toml").exit_code == 2


def test_a_table_goes_out_and_comes_back(tmp_path: Path) -> None:
    table, file = tmp_path / "table.xlsx", tmp_path / "scheme.toml"
    assert run("export", COMMON, table).exit_code == 0
    result = run("import", table, "--out", file)
    assert result.exit_code == 0
    assert "selfcheck rules check" in result.stdout
    assert f'id = "{COMMON}"' in file.read_text("utf-8")


def test_a_table_goes_out_by_its_file(tmp_path: Path) -> None:
    file = SHIPPED / "schemes" / f"{COMMON}.toml"
    assert run("export", file, tmp_path / "table.xlsx").exit_code == 0


def test_a_scheme_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("export", "nowhere-2020", tmp_path / "table.xlsx")
    assert result.exit_code == 2
    assert COMMON in result.stderr


def test_mistakes_of_a_table_exit_with_1_and_name_the_cell(tmp_path: Path) -> None:
    table, file = tmp_path / "table.xlsx", tmp_path / "scheme.toml"
    run("export", COMMON, table)
    book = load_workbook(table)
    book["表头"]["C9"] = "=1+1"
    book.save(table)
    result = run("import", table, "--out", file)
    assert result.exit_code == 1
    assert "表头!C9：" in result.stderr
    assert result.stderr.count(f"在 {SHIPPED} 里找的；要用别的文件夹，先设 SELFCHECK_RULES") == 1
    assert not file.exists()


def test_a_template_is_written(tmp_path: Path) -> None:
    table = tmp_path / "table.xlsx"
    assert run("template", table).exit_code == 0
    assert load_workbook(table).sheetnames[0] == "说明"


def test_broken_rules_are_told_by_every_command(
    bad_rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFCHECK_RULES", str(bad_rules))
    for arguments in (
        ("new", "haining"),
        ("template", str(tmp_path / "t.xlsx")),
        ("diff", str(bad_rules), str(SHIPPED)),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "facts.toml: fact[0] (unit).colour" in result.stderr


def changed(folder: Path) -> Path:
    file = folder / "schemes" / f"{COMMON}.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("associate = 8,", "associate = 9,", 1), "utf-8")
    return folder


def test_what_changed_is_told_with_who_gains(rules_copy: Path) -> None:
    result = run("diff", SHIPPED, changed(rules_copy), "--people", "100", "--on", "2026-12-01")
    assert result.exit_code == 0
    first, _, whole, line = result.stdout.splitlines()
    assert first == "浙江省级共性积分 · 项目 · 文化程度 · 算法 · 各级分值 · associate：8 → 9"
    assert whole.startswith("浙江省级共性积分：")
    assert line.startswith("  文化程度：")
    assert "0 人减分" in whole


def test_what_changed_is_told_as_json(rules_copy: Path) -> None:
    result = run("diff", SHIPPED, changed(rules_copy), "--people", "100", "--json")
    found = json.loads(result.stdout)
    assert found["changes"][0]["key"] == "line[education].formula.levels.associate"
    assert found["people"]["浙江省级共性积分"][1]["largest_gain"] == "1"


def test_nothing_changed_is_told(rules_copy: Path) -> None:
    assert run("diff", SHIPPED, rules_copy, "--lang", "en").stdout == "Nothing differs.\n"


def test_a_language_that_is_not_there_is_told(rules_copy: Path) -> None:
    result = run("diff", SHIPPED, rules_copy, "--lang", "xx")
    assert result.exit_code == 2
    assert "use one of zh, en" in result.stderr
