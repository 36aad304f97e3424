"""Every page, in both languages: it is there, it is whole, and it keeps what was chosen."""

import pytest
from bs4 import Tag
from flask import Flask

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.web.page_client import PageClient

UNITS = (
    "nanhu",
    "xiuzhou",
    "jiashan",
    "pinghu",
    "haiyan",
    "haining",
    "tongxiang",
    "jingkai",
    "gangqu",
)
LANGS = ("zh", "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_has_a_form_and_its_rules(client: PageClient, lang: str, unit: str) -> None:
    client.get(f"/{lang}/{unit}/")
    client.get(f"/{lang}/{unit}/rules/")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["", "privacy/", "accessibility/"])
def test_the_other_pages_are_there(client: PageClient, lang: str, name: str) -> None:
    client.get(f"/{lang}/{name}")


def test_the_start_page_leads_to_all_nine_units(client: PageClient) -> None:
    page = client.get("/zh/")
    hrefs = {str(link["href"]) for link in page.soup.select("main a[href]")}
    assert {f"/zh/{unit}/" for unit in UNITS} <= hrefs


def test_the_first_page_chooses_the_language(client: PageClient) -> None:
    page = client.get("/", headers={"Accept-Language": "en"})
    links = [str(link["href"]) for link in page.soup.select("main a[href]")]
    assert links[0] == "/en/"
    assert "/zh/" in links
    assert page.response.headers["Vary"] == "Accept-Encoding, Accept-Language"


@pytest.mark.parametrize("path", ["/fr/", "/zh/beijing/", "/zh/nothing/rules/", "/nowhere/"])
def test_an_unknown_place_is_a_page_that_says_so(client: PageClient, path: str) -> None:
    client.get(path, status=404)


def test_an_unknown_place_says_so_in_the_language_of_the_address(client: PageClient) -> None:
    assert "首页" in client.get("/zh/beijing/", status=404).words()
    assert "home page" in client.get("/en/beijing/", status=404).words()


@pytest.mark.parametrize(
    "query", ["size=huge", "edition=nothing", "on=yesterday", "on=2024-02-30", "on=1066-10-14"]
)
def test_a_choice_that_is_not_there_is_refused(client: PageClient, query: str) -> None:
    client.get(f"/zh/haining/?{query}", status=400)


def _own_links(page_soup: Tag) -> list[str]:
    links = page_soup.select("a[href^='/'], form[action^='/']")
    return [str(link.get("href") or link.get("action")) for link in links]


@pytest.mark.parametrize("size", ["l", "xl"])
def test_the_size_of_text_is_kept_by_every_link_and_form(client: PageClient, size: str) -> None:
    for path in ("/zh/", "/zh/haining/", "/en/xiuzhou/rules/"):
        page = client.get(f"{path}?size={size}")
        assert f"size-{size}" in page.one("html")["class"]
        sizeless = [
            link
            for link in _own_links(page.soup)
            if f"size={size}" not in link and not link.startswith("/static/")
        ]
        assert len(sizeless) == 2, "only the links to the other two sizes leave this one"


def test_the_day_and_the_edition_asked_for_are_shown_and_kept(client: PageClient) -> None:
    page = client.get("/zh/haining/?on=2014-12-01&edition=zhejiang-2016")
    assert "2014 年 12 月 1 日" in page.words()
    assert "on=2014-12-01" in str(page.one("main form")["action"])
    assert "edition=zhejiang-2016" in str(page.one("main form")["action"])


def test_a_page_without_answers_is_asked_again_by_its_etag(app: Flask) -> None:
    client = app.test_client()
    first = client.get("/zh/haining/")
    again = client.get("/zh/haining/", headers={"If-None-Match": first.headers["ETag"]})
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert again.status_code == 304
    assert again.get_data() == b""


def test_a_result_is_private_but_may_be_gone_back_to(client: PageClient) -> None:
    page = client.post("/zh/haining/", {"hukou": "elsewhere"})
    assert page.response.headers["Cache-Control"] == "private, no-cache"


def test_static_files_carry_a_digest_and_may_be_kept_for_ever(app: Flask) -> None:
    client = app.test_client()
    page = PageClient(app).get("/zh/")
    style = str(page.one('link[rel="stylesheet"]')["href"])
    assert "?v=" in style
    response = client.get(style)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    response.close()


@pytest.mark.parametrize(
    ("hosts", "begins"),
    [
        ((), "/static/images/card.png?v="),
        (("jx.example", "other.example"), "https://jx.example/static/images/card.png?v="),
    ],
)
def test_a_shared_page_has_a_picture_with_a_whole_address_where_the_host_is_set(
    hosts: tuple[str, ...], begins: str
) -> None:
    client = create_app(Settings(hosts=hosts)).test_client()
    for host in hosts or ("localhost",):
        page = client.get("/zh/", headers={"Host": host}).get_data(as_text=True)
        assert f'<meta property="og:image" content="{begins}' in page


def test_the_rules_page_shows_every_line_and_example_of_the_unit(
    client: PageClient, app: Flask
) -> None:
    rulebook = app.extensions["selfcheck"].rulebook
    words = client.get("/zh/xiuzhou/rules/").words()
    for scheme in rulebook.schemes_of("xiuzhou"):
        for line in scheme.line:
            assert line.rule in words
        for example in scheme.example:
            assert example.name in words
        for gap in scheme.unread:
            assert gap.text in words


def test_the_rules_page_names_what_could_not_be_read(client: PageClient) -> None:
    words = client.get("/zh/tongxiang/rules/").words()
    assert "桐政办发〔2024〕39号" in words


def test_the_ruleset_version_is_on_result_and_header(client: PageClient, app: Flask) -> None:
    version = app.extensions["selfcheck"].rulebook.version
    page = client.post("/zh/haining/", {"hukou": "elsewhere"})
    assert version in page.text
    assert page.response.headers["Ruleset"] == version
