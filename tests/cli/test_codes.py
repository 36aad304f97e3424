"""`selfcheck rules codes`: what resume codes cannot hold yet."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from selfcheck.cli import main
from selfcheck.resume import registry


def test_the_shipped_registry_is_complete() -> None:
    result = CliRunner().invoke(main, ["rules", "codes"])
    assert result.exit_code == 0
    assert "every question" in result.output


def test_what_is_missing_is_shown_and_appended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "registry.toml"
    shipped = registry.REGISTRY.read_text("utf-8")
    file.write_text(shipped.replace('"criminal"', '"theft"'), "utf-8")
    monkeypatch.setattr(registry, "REGISTRY", file)
    shown = CliRunner().invoke(main, ["rules", "codes"])
    assert shown.exit_code == 1
    assert 'offence = ["criminal"]' in shown.output
    CliRunner().invoke(main, ["rules", "codes", "--write"])
    assert CliRunner().invoke(main, ["rules", "codes"]).exit_code == 0
