"""The command line: the same answers as the API, one or many."""

import json
import sys
from pathlib import Path
from subprocess import PIPE, Popen
from subprocess import run as run_process
from typing import Any

import pytest
from click.testing import CliRunner, Result

from selfcheck.cli import LINE_LIMIT, main

REQUEST: dict[str, Any] = {
    "answers": {"unit": "haining", "hukou": "elsewhere", "housing": "rented"},
    "on": "2014-12-01",
}


def run(*arguments: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=text)


def test_a_request_on_standard_input_is_answered() -> None:
    result = run("assess", text=json.dumps(REQUEST))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["outcome"] == "temporary_permit"


def test_a_request_in_a_file_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(REQUEST), encoding="utf-8")
    result = run("assess", str(file))
    assert json.loads(result.stdout)["on"] == "2014-12-01"


def test_an_impossible_request_exits_with_2_and_names_the_key() -> None:
    result = run("assess", text=json.dumps({"answers": {"unit": "haining", "shoe_size": 43}}))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert json.loads(result.stderr)["error"]["errors"][0]["fact"] == "shoe_size"


def test_jsonl_answers_every_line_in_order_and_goes_on_after_a_bad_one() -> None:
    lines = [
        json.dumps({**REQUEST, "on": "2014-12-01"}),
        "{not json",
        "",
        json.dumps({"answers": {"unit": "nowhere"}}),
        json.dumps({**REQUEST, "on": "2014-12-02"}),
    ]
    result = run("assess", "--jsonl", text="\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer.get("on", "error") for answer in answers] == [
        "2014-12-01",
        "error",
        "error",
        "error",
        "2014-12-02",
    ]
    assert answers[3]["error"]["errors"][0]["fact"] == "unit"


def test_a_line_too_long_to_be_a_request_is_one_error() -> None:
    text = b"x" * (LINE_LIMIT * 2 + 5) + b"\n" + json.dumps(REQUEST).encode() + b"\n"
    result = run("assess", "--jsonl", text=text)
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first["error"]["errors"][0]["code"] == "not_json"
    assert second["outcome"] == "temporary_permit"


def test_jsonl_answers_a_line_before_the_next_one_comes() -> None:
    command = [sys.executable, "-m", "selfcheck", "assess", "--jsonl"]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for day in ("2014-12-01", "2014-12-02"):
            process.stdin.write(json.dumps({**REQUEST, "on": day}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["on"] == day
        process.stdin.close()
        assert process.wait() == 0


def test_the_rules_are_listed() -> None:
    result = run("rules", "list")
    assert "edition jiaxing-2014" in result.stdout
    assert "scheme pinghu-points-2018 (partial)" in result.stdout
    assert "unit xiuzhou" in result.stdout


def test_good_rules_pass_the_check() -> None:
    result = run("rules", "check")
    assert result.exit_code == 0
    assert "9 units, 2 editions, 3 schemes" in result.stdout


def test_bad_rules_are_said_with_file_and_key_and_exit_with_1(bad_rules: Path) -> None:
    result = run("rules", "check", str(bad_rules))
    assert result.exit_code == 1
    assert "facts.toml: fact[0] (unit).colour" in result.stderr
    assert "editions/jiaxing-2014.toml" in result.stderr


def test_another_rules_folder_is_used_where_the_setting_says_so(
    bad_rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFCHECK_RULES", str(bad_rules))
    result = run("assess", text=json.dumps(REQUEST))
    assert result.exit_code == 1
    assert "facts.toml" in result.stderr


def test_a_wrong_worked_example_fails_the_check(rules_copy: Path) -> None:
    file = rules_copy / "schemes" / "zhejiang-common-2023.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("low = 11\n", "low = 12\n", 1), encoding="utf-8")
    result = run("rules", "check", str(rules_copy))
    assert result.exit_code == 1
    assert (
        "schemes/zhejiang-common-2023.toml: example[0] (满 54 周岁，年龄得 6 分).low"
        in result.stderr
    )


def test_the_server_does_not_start_on_bad_rules_and_says_the_same(bad_rules: Path) -> None:
    environment = {"SELFCHECK_RULES": str(bad_rules), "PATH": ""}
    project = Path(__file__).resolve().parents[2]
    result = run_process(
        [sys.executable, "-c", "import wsgi"],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "facts.toml: fact[0] (unit).colour" in result.stderr
    assert "Traceback" not in result.stderr
