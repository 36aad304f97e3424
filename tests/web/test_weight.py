"""What the whole way costs over the wire: start, form, result and every file they need, packed.

The server in front packs pages with gzip at level 5, as `deploy/` sets it up; so does this test.
"""

import gzip

import pytest
from flask import Flask

from tests.browser.states import LANGS, RESULTS, WORKER, State
from tests.web.page_client import Page, PageClient

JOURNEY_MOST = 51 * 1024
"""The aim is 45 KB; this keeps it from growing while it is a little more."""

SCRIPT_MOST = 6 * 1024
REQUESTS_MOST = 5
LEVEL = 5
FILES = (
    ("link[rel=stylesheet], link[rel=icon], link[rel=manifest]", "href"),
    ("script[src], img[src]", "src"),
)


def packed(content: bytes) -> int:
    return len(gzip.compress(content, LEVEL))


def files_of(page: Page) -> set[str]:
    """The addresses of everything the browser fetches for the page."""
    return {
        str(tag[attribute]).split("#", maxsplit=1)[0]
        for selector, attribute in FILES
        for tag in page.soup.select(selector)
    }


def weight(app: Flask, files: set[str]) -> dict[str, int]:
    weights = {}
    for file in files:
        with app.test_client().get(file) as answer:
            assert answer.status_code == 200, file
            weights[file] = packed(answer.get_data())
    return weights


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_way_weighs_little(app: Flask, client: PageClient, lang: str) -> None:
    pages = [
        client.get(f"/{lang}/"),
        client.get(f"/{lang}/haining/"),
        client.post(f"/{lang}/haining/", WORKER),
    ]
    files = set().union(*map(files_of, pages))
    weights = {
        **{f"page {n}": packed(page.text.encode()) for n, page in enumerate(pages, 1)},
        **weight(app, files),
    }
    assert sum(weights.values()) <= JOURNEY_MOST, weights


@pytest.mark.parametrize("lang", LANGS)
def test_a_first_visit_needs_few_requests(client: PageClient, lang: str) -> None:
    for path in ("", "haining/", "xiuzhou/"):
        page = client.get(f"/{lang}/{path}")
        assert 1 + len(files_of(page)) <= REQUESTS_MOST, files_of(page)


def test_the_script_is_small(app: Flask, client: PageClient) -> None:
    scripts = {file for file in files_of(client.get("/zh/haining/")) if ".js" in file}
    assert sum(weight(app, scripts).values()) <= SCRIPT_MOST


@pytest.mark.parametrize("state", RESULTS, ids=[state.name for state in RESULTS])
def test_no_result_asks_for_a_file_that_the_form_has_not_brought(
    client: PageClient, state: State
) -> None:
    form = files_of(client.get("/zh/haining/"))
    answer = client.post(f"/zh/{state.path}", state.form or {})
    assert files_of(answer) <= form
