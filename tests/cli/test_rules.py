"""`selfcheck rules check` and `schema`, as they are run."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from selfcheck.cli import main
from selfcheck.rules.loader import load

COMMON = "schemes/zhejiang-common-2023.toml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rules", *arguments])


def change(folder: Path, old: str, new: str) -> None:
    file = folder / COMMON
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_warning_is_said_and_does_not_fail_the_check(rules_copy: Path) -> None:
    change(rules_copy, "checked_on = 2026-11-22", "checked_on = 2020-01-01")
    result = run("check", str(rules_copy))
    assert result.exit_code == 0
    assert f"warning: {COMMON}: checked_on: is 2020-01-01" in result.stderr
    assert "no mistake. 1 warning." in result.stdout


def test_the_age_at_which_a_look_at_the_source_is_old_can_be_set(rules_copy: Path) -> None:
    assert "checked_on" not in run("check", str(rules_copy), "--max-age", "100000").stderr


def test_a_mistake_fails_the_check_also_where_there_are_warnings(rules_copy: Path) -> None:
    change(rules_copy, "checked_on = 2026-11-22", "checked_on = 2020-01-01")
    change(rules_copy, "birth_date = 1968-01-15", "birth_date = 1967-01-15")
    result = run("check", str(rules_copy))
    assert result.exit_code == 1
    assert "no example is just above that" in result.stderr
    assert "warning: " in result.stderr
    assert "1 mistake." in result.stderr


def test_fix_examples_adds_what_is_lacking_and_says_what_to_do(rules_copy: Path) -> None:
    change(rules_copy, "birth_date = 1968-01-15", "birth_date = 1967-01-15")
    result = run("check", str(rules_copy), "--fix-examples")
    assert result.exit_code == 0
    assert f"{COMMON}: 1 example added at the end, unconfirmed." in result.stdout
    assert "example[12] (待核对：年龄，刚过 55).confirmed: is false in 1 example," in result.stderr
    assert load(rules_copy).schemes["zhejiang-common-2023"].example[-1].confirmed is False


def test_fix_examples_changes_nothing_where_nothing_is_lacking(rules_copy: Path) -> None:
    before = (rules_copy / COMMON).read_bytes()
    assert "added" not in run("check", str(rules_copy), "--fix-examples").stdout
    assert (rules_copy / COMMON).read_bytes() == before


def test_fix_examples_needs_rules_that_fit_together(bad_rules: Path) -> None:
    result = run("check", str(bad_rules), "--fix-examples")
    assert result.exit_code == 1
    assert "facts.toml: fact[0] (unit).colour" in result.stderr


def test_the_schemas_are_printed() -> None:
    found = json.loads(run("schema").stdout)
    assert found["scheme.schema.json"]["additionalProperties"] is False


def test_the_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    result = run("schema", "--out", str(tmp_path / "made" / "here"))
    written = {file.name for file in (tmp_path / "made" / "here").iterdir()}
    assert "scheme.schema.json" in written
    assert len(result.stdout.splitlines()) == len(written) == 8


def test_the_check_speaks_chinese_where_it_is_asked_to(rules_copy: Path) -> None:
    change(rules_copy, "checked_on = 2026-11-22", "checked_on = 2020-01-01")
    result = run("check", str(rules_copy), "--lang", "zh")
    assert (
        "提醒：schemes/zhejiang-common-2023.toml: checked_on: 上次核对是 2020-01-01"
        in result.stderr
    )
    assert "没有错误。1 处提醒。" in result.stdout
    change(rules_copy, "low = 11\n", "low = 12\n")
    result = run("check", str(rules_copy), "--lang", "zh")
    assert "example[0] (满 54 周岁，年龄得 6 分).low: 写的是 12，按规则算出来是 11" in result.stderr
    assert "1 处错误。" in result.stderr
