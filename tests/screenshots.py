"""Take pictures of the pages, for people to look at: `make screenshots`.

They land in `screenshots/`, one for each state, language and size of text, 360 px wide.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.journey import answer_as_a_worker, submit
from tests.browser.launch import FLAGS, running_server

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "screenshots"
LANGS = ("zh", "en")
SIZES = ("", "l", "xl")


def main() -> int:
    """Take all pictures and say where they are."""
    FOLDER.mkdir(exist_ok=True)
    with running_server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for lang in LANGS:
            for size in SIZES:
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        viewport={"width": 360, "height": 640},
                        color_scheme="dark" if scheme == "dark" else "light",
                    )
                    for name, page in states(context.new_page(), server, lang, size):
                        picture = FOLDER / f"{name}-{lang}-{size or 'normal'}-{scheme}.png"
                        page.screenshot(path=picture, full_page=True)
                    context.close()
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(PROJECT)}/")
    return 0


def states(page: Page, server: str, lang: str, size: str) -> Iterator[tuple[str, Page]]:
    """Bring the page into each state, one after the other."""
    query = f"size={size}" if size else ""
    for name in ("", "privacy", "accessibility", "xiuzhou/rules", "nowhere"):
        page.goto(f"{server}/{lang}/{name}{'/' if name else ''}?{query}")
        yield name.replace("/", "-") or "start", page
    for name, unit, on in RESULTS:
        page.goto(f"{server}/{lang}/{unit}/?{query}&{f'on={on}' if on else ''}".replace("?&", "?"))
        if name == "now":
            yield "form", page
            page.locator('[name="insurance_last_12"]').fill("13")
            submit(page)
            yield "errors", page
        if name != "blank":
            answer_as_a_worker(page)
        submit(page)
        yield f"result-{name}", page


RESULTS = (
    ("now", "haining", ""),
    ("pilot", "haining", "2014-12-01"),
    ("gap", "haining", "2016-01-15"),
    ("school", "xiuzhou", ""),
    ("open", "pinghu", ""),
    ("blank", "tongxiang", ""),
)


if __name__ == "__main__":
    sys.exit(main())
