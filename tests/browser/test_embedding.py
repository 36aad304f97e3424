"""The self-check inside another site's page: a listed origin may show it, another may not."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from tests.browser.launch import running_server

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    """Serves the other site's page without a word."""

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """Another site at a port of its own, listed as localhost; and our address."""
    folder = tmp_path_factory.mktemp("site")
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=host.serve_forever, daemon=True).start()
    port = host.server_address[1]
    origin = f"http://localhost:{port}"
    with running_server(SELFCHECK_FRAME_ANCESTORS=origin) as server:
        write_page(folder, server)
        yield port, server
    host.shutdown()
    host.server_close()


def write_page(folder: Path, server: str) -> None:
    """Write the page of the other site, with the snippet as our own page prints it."""
    with urlopen(f"{server}/zh/embed/") as answer:
        snippet = BeautifulSoup(answer.read(), "html.parser").select_one("pre code")
    assert snippet is not None
    html = f"<!doctype html><title>Other</title><h1>Other</h1>{snippet.get_text()}"
    (folder / "index.html").write_text(html, "utf-8")


def test_a_listed_origin_shows_it_at_its_full_height(
    browser: Browser, site: tuple[int, str]
) -> None:
    port, _ = site
    context = browser.new_context(viewport={"width": 900, "height": 700})
    page = context.new_page()
    page.goto(f"http://localhost:{port}/")
    frame = page.frame_locator("#selfcheck")
    expect(frame.locator("h1")).to_be_visible()
    expect(frame.locator(".masthead__name")).to_be_hidden()
    fits = """() => { const f = document.getElementById('selfcheck');
        return f.height !== '700' && Number(f.height) > 0; }"""
    page.wait_for_function(fits)
    one_step = page.locator("#selfcheck").bounding_box()
    inside = page.frames[1]
    assert one_step is not None
    assert one_step["height"] >= inside.evaluate("document.body.getBoundingClientRect().height")
    inside.locator('[data-mode="all"]').click()
    page.wait_for_function(f"document.getElementById('selfcheck').height > {one_step['height']}")
    inside.locator('[name="hukou"][value="elsewhere"]').check()
    inside.locator(".finish__button").click()
    expect(frame.locator(".result")).to_be_visible()
    assert "embed=1" in page.frames[1].url
    assert context.cookies() == []
    context.close()


def test_an_origin_that_is_not_listed_gets_nothing(browser: Browser, site: tuple[int, str]) -> None:
    port, server = site
    context = browser.new_context()
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"http://127.0.0.1:{port}/")
    page.wait_for_load_state("load")
    assert any("frame-ancestors" in text for text in told)
    assert not page.frames[1].url.startswith(server)
    context.close()


def test_our_own_page_shows_the_preview(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 900, "height": 3000})
    page = context.new_page()
    page.goto(f"{server}/zh/embed/")
    expect(page.frame_locator("iframe").locator("form.answers")).to_be_visible()
    context.close()
