"""Copies of the shipped rules to break."""

from pathlib import Path
from shutil import copytree

import pytest

from selfcheck.rules.loader import SHIPPED


@pytest.fixture
def rules_copy(tmp_path: Path) -> Path:
    """A copy of the shipped rules."""
    return copytree(SHIPPED, tmp_path / "rules")


@pytest.fixture
def bad_rules(rules_copy: Path) -> Path:
    """A copy of the shipped rules with a mistake in two files."""
    facts = rules_copy / "facts.toml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("[[fact]]\n", '[[fact]]\ncolour = "red"\n', 1), encoding="utf-8")
    (rules_copy / "editions" / "jiaxing-2014.toml").write_text("not toml", encoding="utf-8")
    return rules_copy
