"""What the whole way costs over the wire: start, form, result and every file they need, packed.

What a browser is sent that takes no more than gzip, and what one of today is sent: pages and
results as the application packs them, built files as the build has packed them.
"""

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask

from tests.browser.states import LANGS, RESULTS, WORKER, State
from tests.web.page_client import Page, PageClient

DIST = Path(__file__).resolve().parents[2] / "static" / "dist"
JOURNEY_MOST = 45 * 1024

SCRIPT_MOST = 6 * 1024
REQUESTS_MOST = 5
FILES = (
    ("link[rel=stylesheet], link[rel=icon], link[rel=manifest]", "href"),
    ("script[src], img[src]", "src"),
)


BROWSERS = ("gzip", "gzip, deflate, br, zstd")


def sent(
    app: Flask, accepted: str, path: str, form: Mapping[str, str | list[str]] | None = None
) -> int:
    """The bytes of a page's body, to a browser that takes the packings `accepted`."""
    takes = {"Accept-Encoding": accepted}
    with app.test_client() as client:
        if form is None:
            answer = client.get(path, headers=takes)
        else:
            answer = client.post(path, data=form, headers=takes)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Encoding"] in accepted, path
    return len(answer.get_data())


def files_of(page: Page) -> set[str]:
    """The addresses of everything the browser fetches for the page."""
    return {
        str(tag[attribute]).split("#", maxsplit=1)[0]
        for selector, attribute in FILES
        for tag in page.soup.select(selector)
        if not str(tag[attribute]).startswith("data:")
    }


def weight(files: set[str], packed: str = ".gz") -> dict[str, int]:
    """The bytes of each file as it is sent: packed where the build has packed it so."""
    weights = {}
    for file in files:
        name = file.removeprefix("/static/").partition("?")[0]
        kept = DIST / f"{name}{packed}"
        weights[name] = (kept if kept.exists() else DIST / name).stat().st_size
    return weights


@pytest.mark.parametrize("accepted", BROWSERS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_way_weighs_little(
    app: Flask, client: PageClient, lang: str, accepted: str
) -> None:
    start, unit = f"/{lang}/", f"/{lang}/haining/"
    pages = [client.get(start), client.get(unit), client.post(unit, WORKER)]
    weights = {
        "start": sent(app, accepted, start),
        "form": sent(app, accepted, unit),
        "result": sent(app, accepted, unit, WORKER),
        **weight(set().union(*map(files_of, pages)), ".br" if "br" in accepted else ".gz"),
    }
    assert sum(weights.values()) <= JOURNEY_MOST, weights


@pytest.mark.parametrize("name", ["selfcheck.css", "selfcheck.js", "images/icon.svg"])
def test_what_the_build_packed_is_the_file(name: str) -> None:
    packed = (DIST / f"{name}.gz").read_bytes()
    assert gzip.decompress(packed) == (DIST / name).read_bytes()


@pytest.mark.parametrize("lang", LANGS)
def test_a_first_visit_needs_few_requests(client: PageClient, lang: str) -> None:
    for path in ("", "haining/", "xiuzhou/"):
        page = client.get(f"/{lang}/{path}")
        assert 1 + len(files_of(page)) <= REQUESTS_MOST, files_of(page)


def test_the_script_is_small(client: PageClient) -> None:
    scripts = {file for file in files_of(client.get("/zh/haining/")) if ".js" in file}
    assert sum(weight(scripts).values()) <= SCRIPT_MOST


@pytest.mark.parametrize("state", RESULTS, ids=[state.name for state in RESULTS])
def test_no_result_asks_for_a_file_that_the_form_has_not_brought(
    client: PageClient, state: State
) -> None:
    form = files_of(client.get("/zh/haining/"))
    answer = client.post(f"/zh/{state.path}", state.form or {})
    assert files_of(answer) <= form
