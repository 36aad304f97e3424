"""No page uses a class whose rules the build leaves out of the stylesheet."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.browser.states import LANGS, STATES

PURGE = Path(__file__).resolve().parents[2] / "static" / "purge.mjs"
PATTERN = re.compile(r"^  /(.+)/,$", re.MULTILINE)


@pytest.mark.parametrize("lang", LANGS)
def test_no_page_uses_a_class_that_was_left_out(lang: str) -> None:
    app = create_app(Settings())
    unused = [re.compile(pattern) for pattern in PATTERN.findall(PURGE.read_text("utf-8"))]
    assert len(unused) > 5
    for state in STATES:
        soup = BeautifulSoup(state.fetch(app, lang), "html.parser")
        names = {name for tag in soup.select("[class]") for name in tag["class"]}
        assert not [n for n in names if any(u.search(n) for u in unused)], state.name
