"""Take pictures of every page and state, for people to look at: `make screenshots`.

They land in `screenshots/`, 360 px wide: one for each state, language, size of text, light and
dark. Options leave a part of them, or show the pages in another way: `python -m tests.screenshots
--help`. With `--docs`, the few that the README shows are taken anew instead, as high as one screen.
"""

import argparse
import logging
import sys
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.browser.launch import FLAGS
from tests.browser.states import LANGS, ORIGIN, SCHEMES, SIZES, STATES, State, serve

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "screenshots"
IMAGES = PROJECT / "docs" / "images"
BY_NAME = {state.name: state for state in STATES}
SHOWN = (
    ("start-zh", "zh", "start", "light"),
    ("form-zh", "zh", "form", "light"),
    ("result-zh", "zh", "residence-permit", "light"),
    ("result-en-dark", "en", "residence-permit", "dark"),
)
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"


def main(arguments: list[str]) -> int:
    """Take the pictures and say where they are."""
    logging.disable(logging.CRITICAL)
    wanted = _options().parse_args(arguments)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        photographer = Photographer(browser, create_app(Settings()), wanted)
        folder, count = photographer.shown() if wanted.docs else photographer.all()
        browser.close()
    print(f"{count} pictures in {folder.relative_to(PROJECT)}/")
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m tests.screenshots")
    options.add_argument("--docs", action="store_true", help="take those of the README")
    options.add_argument("--state", nargs="+", choices=sorted(BY_NAME), default=list(BY_NAME))
    options.add_argument("--lang", nargs="+", choices=LANGS, default=LANGS)
    options.add_argument("--size", nargs="+", choices=("normal", *SIZES[1:]), default=SIZES)
    options.add_argument("--scheme", nargs="+", choices=SCHEMES, default=SCHEMES)
    options.add_argument("--width", type=int, default=360, help="of the window, in pixels")
    options.add_argument("--no-script", action="store_true", help="without the pages' script")
    options.add_argument("--opened", action="store_true", help="with everything unfolded")
    options.add_argument("--paper", action="store_true", help="printed, as PDF")
    return options


class Photographer:
    """Brings pages up in a browser and takes their pictures."""

    def __init__(self, browser: Browser, app: Flask, wanted: argparse.Namespace) -> None:
        self._app = app
        self._wanted = wanted
        self._pages: dict[str, str] = {}
        self._tab = self._opened(browser)

    def _opened(self, browser: Browser) -> Page:
        context = browser.new_context(viewport={"width": self._wanted.width, "height": 640})
        serve(context, self._app, self._pages, script=not self._wanted.no_script)
        return context.new_page()

    def shown(self) -> tuple[Path, int]:
        """Take those that the README shows."""
        self._tab.set_viewport_size({"width": 360, "height": 720})
        for name, lang, state, scheme in SHOWN:
            self._bring_up(BY_NAME[state], lang, "", scheme)
            self._tab.screenshot(path=IMAGES / f"{name}.png")
        return IMAGES, len(SHOWN)

    def all(self) -> tuple[Path, int]:
        """Take those that are wanted."""
        wanted = self._wanted
        FOLDER.mkdir(exist_ok=True)
        sizes = sorted({"" if size == "normal" else size for size in wanted.size})
        which = list(product(wanted.lang, wanted.state, sizes, wanted.scheme))
        for lang, state, size, scheme in which:
            self._bring_up(BY_NAME[state], lang, size, scheme)
            self._take(f"{state}-{lang}-{size or 'normal'}-{scheme}{self._manner()}")
        return FOLDER, len(which)

    def _manner(self) -> str:
        wanted = self._wanted
        width = f"-{wanted.width}" if wanted.width != 360 else ""
        plain = "-no-script" if wanted.no_script else ""
        return f"{width}{plain}{'-opened' if wanted.opened else ''}"

    def _bring_up(self, state: State, lang: str, size: str, scheme: str) -> None:
        """Show a state; its address keeps the options, as the script reads them there."""
        path = f"/{lang}/{state.name}"
        self._pages[path] = state.fetch(self._app, lang, size)
        query = urlsplit(state.path).query
        self._tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        self._tab.goto(f"{ORIGIN}{path}?{query}")
        if self._wanted.opened:
            self._tab.evaluate(OPEN)

    def _take(self, name: str) -> None:
        if self._wanted.paper:
            self._tab.pdf(path=FOLDER / f"{name}.pdf", prefer_css_page_size=True)
        else:
            self._tab.screenshot(path=FOLDER / f"{name}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
