"""Take pictures of every page and state, for people to look at: `make screenshots`.

They land in `screenshots/`, 360 px wide: one for each state, language, size of text, light and
dark. With `--docs`, the few that the README shows are taken anew instead, as high as one screen.
"""

import logging
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.browser.launch import FLAGS
from tests.browser.states import LANGS, ORIGIN, SCHEMES, SIZES, STATES, fetched, serve

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "screenshots"
IMAGES = PROJECT / "docs" / "images"
SET_SIZE = "size => { document.documentElement.className = size ? 'size-' + size : '' }"
SHOWN = (
    ("start-zh", "zh", "start", "", "light"),
    ("form-zh", "zh", "form", "", "light"),
    ("result-zh", "zh", "residence-permit", "", "light"),
    ("result-en-dark", "en", "residence-permit", "", "dark"),
)


def main(arguments: list[str]) -> int:
    """Take the pictures and say where they are."""
    logging.disable(logging.CRITICAL)
    app = create_app(Settings())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        context = browser.new_context(viewport={"width": 360, "height": 640})
        serve(context, app, dict(fetched(app)))
        page = context.new_page()
        folder, count = _shown(page) if "--docs" in arguments else _all(page)
        browser.close()
    print(f"{count} pictures in {folder.relative_to(PROJECT)}/")
    return 0


def _shown(page: Page) -> tuple[Path, int]:
    page.set_viewport_size({"width": 360, "height": 720})
    for name, *which in SHOWN:
        _bring_up(page, *which)
        page.screenshot(path=IMAGES / f"{name}.png")
    return IMAGES, len(SHOWN)


def _all(page: Page) -> tuple[Path, int]:
    FOLDER.mkdir(exist_ok=True)
    count = 0
    for lang in LANGS:
        for state in STATES:
            for size in SIZES:
                for scheme in SCHEMES:
                    _bring_up(page, lang, state.name, size, scheme)
                    name = f"{state.name}-{lang}-{size or 'normal'}-{scheme}.png"
                    page.screenshot(path=FOLDER / name, full_page=True)
                    count += 1
    return FOLDER, count


def _bring_up(page: Page, lang: str, state: str, size: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{ORIGIN}/{lang}/{state}")
    page.evaluate(SET_SIZE, size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
