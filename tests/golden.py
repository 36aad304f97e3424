"""The golden cases: the shared ones where they are, and the project's own."""

import json
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parent
OWN = TESTS / "cases"
SHARED = TESTS.parents[1] / "shared" / "cases"


def golden_cases() -> list[Any]:
    """Return each case as a parameter; its name is a sentence."""
    files = [*sorted(OWN.glob("*.json")), *sorted(SHARED.glob("*.json"))]
    cases = [case for file in files for case in json.loads(file.read_text("utf-8"))]
    return [pytest.param(case, id=case["name"]) for case in cases]


def in_any_order(path: str, value: Any) -> Any:
    """Return the alternatives of evidence in one order, anything else as it is."""
    return sorted(map(sorted, value)) if ".evidence." in path else value
