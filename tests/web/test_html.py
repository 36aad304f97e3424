"""Every kind of page is valid HTML, by html-validate's standard rules."""

import subprocess
from pathlib import Path

import pytest

from tests.web.page_client import PageClient
from tests.web.test_form import WORKER

PROJECT = Path(__file__).resolve().parents[2]
VALIDATOR = PROJECT / "node_modules" / ".bin" / "html-validate"


@pytest.fixture
def folder(client: PageClient, tmp_path: Path) -> Path:
    """A folder with a page of each kind, in both languages."""
    for lang in ("zh", "en"):
        pages = {
            "start": client.get(f"/{lang}/"),
            "form": client.get(f"/{lang}/xiuzhou/"),
            "errors": client.post(f"/{lang}/haining/", {"birth_date-year": "90"}, status=422),
            "result": client.post(f"/{lang}/haining/", WORKER),
            "pilot": client.post(f"/{lang}/pinghu/?on=2014-12-01", WORKER),
            "rules": client.get(f"/{lang}/xiuzhou/rules/"),
            "privacy": client.get(f"/{lang}/privacy/"),
            "accessibility": client.get(f"/{lang}/accessibility/"),
            "missing": client.get(f"/{lang}/nowhere/", status=404),
        }
        for name, page in pages.items():
            (tmp_path / f"{name}-{lang}.html").write_text(page.text, encoding="utf-8")
    return tmp_path


def test_every_page_is_valid(folder: Path) -> None:
    config = str(PROJECT / ".htmlvalidate.json")
    command = [str(VALIDATOR), "--config", config, "--formatter", "text", str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert checked.returncode == 0, (checked.stdout + checked.stderr)[:4000]
