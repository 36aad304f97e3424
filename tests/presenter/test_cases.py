"""Every golden case through the one function behind pages, API and command line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from selfcheck.presenter.language import languages
from selfcheck.presenter.selfcheck import SelfCheck
from selfcheck.rules.rulebook import Rulebook
from selfcheck.shipped import shipped

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = (PROJECT.parent / "shared" / "cases", PROJECT / "tests" / "cases")
CASES = [
    case
    for folder in FOLDERS
    for path in sorted(folder.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
EVIDENCE = {
    "housing": {"stable_housing", "housing_or_temporary_permit"},
    "employment": {"proof_of_employment"},
}
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def selfcheck(rulebook: Rulebook) -> SelfCheck:
    return SelfCheck(rulebook, languages(shipped("translations")))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_answer_agrees_with_the_case(
    selfcheck: SelfCheck, case: dict[str, Any], lang: str
) -> None:
    answer = selfcheck.answer_json(json.dumps({**case["request"], "lang": lang}), TODAY)
    for path, expected in case["expect"].items():
        found = value_at(answer, path.split("."))
        assert _comparable(found) == _comparable(expected), path


def _comparable(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], list):
        return sorted(sorted(alternative) for alternative in value)
    return value


def value_at(answer: Any, path: list[str]) -> Any:
    """Return what stands at a dotted path of a case, by the rules of the cases' README."""
    if not path:
        return answer
    first, *rest = path
    if isinstance(answer, list):
        return _in_list(answer, first, rest)
    if first == "conditions":
        verdicts = {c["id"]: c["verdict"] for c in answer[first]}
        return verdicts[rest[0]]
    if first == "evidence":
        return next(e["any_of"] for e in answer[first] if e["for"] in EVIDENCE[rest[0]])
    return value_at(answer[first], rest)


def _in_list(found: list[Any], name: str, rest: list[str]) -> Any:
    for key in ("scheme", "indicator", "kind"):
        for item in found:
            if isinstance(item, dict) and item.get(key) == name:
                return value_at(item, rest)
    raise AssertionError(f"nothing is called {name}")
