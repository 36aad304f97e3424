"""Inside another site: links with presets, frames, and what a framed page carries."""

import pytest
from flask import Flask

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.web.page_client import PageClient

LISTED = Settings(frame_ancestors=("https://www.jiaxing.gov.cn",))


@pytest.fixture(scope="module")
def listed() -> Flask:
    return create_app(LISTED)


def policy(app: Flask, path: str) -> str:
    return app.test_client().get(path).headers["Content-Security-Policy"]


def test_the_page_for_other_sites_shows_links_a_snippet_and_a_preview(client: PageClient) -> None:
    page = client.get("/zh/embed/")
    assert "http://localhost/zh/haining/" in page.words()
    snippet = page.words(".embed-page__snippet")
    assert 'src="http://localhost/zh/nanhu/?embed=1"' in snippet
    assert 'event.origin === "http://localhost"' in snippet
    assert page.one("iframe")["src"] == "/zh/nanhu/?embed=1"
    assert "permit_held" in page.words()
    assert "还没有加上任何网站" in page.words()


def test_the_listed_sites_are_named(listed: Flask) -> None:
    page = PageClient(listed).get("/zh/embed/")
    assert "https://www.jiaxing.gov.cn" in page.words()


def test_only_listed_sites_and_our_own_preview_may_frame(app: Flask, listed: Flask) -> None:
    assert "frame-ancestors 'none'" in policy(app, "/zh/haining/")
    assert "frame-ancestors 'self'" in policy(app, "/zh/haining/?embed=1")
    assert policy(listed, "/zh/haining/").endswith("frame-ancestors https://www.jiaxing.gov.cn")
    framed = policy(listed, "/zh/haining/?embed=1")
    assert framed.endswith("frame-ancestors 'self' https://www.jiaxing.gov.cn")
    assert "frame-src 'self'" in policy(app, "/zh/embed/")
    assert "frame-src" not in policy(app, "/zh/haining/")


def test_a_framed_page_is_slim_and_stays_framed(listed: Flask) -> None:
    page = PageClient(listed).get("/zh/haining/?embed=1&size=l")
    assert set(page.one("html")["class"]) == {"size-l", "embed"}
    assert page.one("form.answers")["action"] == "/zh/haining/?size=l&embed=1"
    assert page.one("script")["data-frame-origins"] == "https://www.jiaxing.gov.cn"
    assert page.soup.select('a[href="/zh/haining/rules/?size=l&embed=1"]')


def test_other_pages_tell_nobody_their_height(client: PageClient) -> None:
    assert not client.get("/zh/haining/").one("script").has_attr("data-frame-origins")


def test_a_link_may_choose_permit_and_channel(client: PageClient) -> None:
    page = client.get("/zh/haining/?permit_held=residence&channel=talent")
    chosen = {c["name"]: c["value"] for c in page.soup.select("form [checked]")}
    assert chosen == {"permit_held": "residence", "channel": "talent"}
    assert "替你选好了" in page.words()


def test_a_link_can_choose_no_answer_about_a_person(client: PageClient) -> None:
    page = client.get("/zh/haining/?offence=criminal&housing=owned")
    assert not page.soup.select("form [checked]")
    client.get("/zh/haining/?permit_held=moon", status=400)
