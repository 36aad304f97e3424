"""Every relative link and image of the documentation leads to a file, and to a heading in it."""

import re
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ELSEWHERE = ("https://", "http://", "mailto:")


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text("utf-8"))


def links() -> list[Any]:
    found = []
    for page in PAGES:
        for target in LINK.findall(CODE.sub("", prose(page))):
            if not target.startswith(ELSEWHERE):
                name = f"{page.relative_to(PROJECT)}: {target}"
                found.append(pytest.param(page, target, id=name))
    return found


def anchors(page: Path) -> set[str]:
    """The names that a forge gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", heading).strip().lower() for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}


def test_the_pages_are_found() -> None:
    names = {page.relative_to(PROJECT).as_posix() for page in PAGES}
    assert {"README.md", "CONTRIBUTING.md", "docs/rule-files.md"} <= names


@pytest.mark.parametrize(("page", "target"), links())
def test_a_relative_link_leads_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    assert file.is_relative_to(PROJECT)
    assert file.exists()
    if anchor:
        assert anchor in anchors(file)
