"""Pages without answers and built files are packed once, and sent as the browser takes them."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask

from selfcheck.web.packing import packing_for

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
DIST = Path(__file__).resolve().parents[2] / "static" / "dist"


@pytest.mark.parametrize(
    ("asked", "packing"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip;q=0.5, identity", ""),
        ("identity", ""),
        ("gzip;q=nan", ""),
        ("zebra, gzip" + " " * 200, "gzip"),
    ],
)
def test_the_packing_is_the_one_that_the_browser_wants_most(asked: str, packing: str) -> None:
    assert packing_for(asked) == packing


@pytest.mark.parametrize("path", ["/zh/haining/", "/en/xiuzhou/rules/", "/api/v1/rules/haining"])
@pytest.mark.parametrize("packing", UNPACK)
def test_what_has_no_answers_in_it_is_sent_packed(app: Flask, path: str, packing: str) -> None:
    client = app.test_client()
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": packing})
    assert packed.headers["Content-Encoding"] == packing
    assert UNPACK[packing](packed.get_data()) == plain.get_data()
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_each_packing_is_asked_again_by_its_own_etag(app: Flask) -> None:
    client = app.test_client()
    tags = {}
    for packing in ("identity", "gzip", "br"):
        asks = {"Accept-Encoding": packing}
        tags[packing] = client.get("/zh/haining/", headers=asks).headers["ETag"]
        again = client.get("/zh/haining/", headers={**asks, "If-None-Match": tags[packing]})
        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["Vary"] == "Accept-Encoding"
    assert len(set(tags.values())) == 3
    other = {"Accept-Encoding": "gzip", "If-None-Match": tags["br"]}
    assert client.get("/zh/haining/", headers=other).status_code == 200


@pytest.mark.parametrize("packing", UNPACK)
@pytest.mark.parametrize(
    ("name", "kind"), [("selfcheck.css", "text/css"), ("selfcheck.js", "text/javascript")]
)
def test_a_built_file_is_sent_packed_under_its_own_name(
    app: Flask, packing: str, name: str, kind: str
) -> None:
    client = app.test_client()
    with client.get(f"/static/{name}?v=1", headers={"Accept-Encoding": packing}) as packed:
        assert packed.headers["Content-Encoding"] == packing
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert packed.mimetype == kind
        assert "immutable" in packed.headers["Cache-Control"]
        assert UNPACK[packing](packed.get_data()) == (DIST / name).read_bytes()
        known = {"Accept-Encoding": packing, "If-None-Match": packed.headers["ETag"]}
    with client.get(f"/static/{name}", headers=known) as again:
        assert again.status_code == 304
    with client.get(f"/static/{name}") as plain:
        assert "Content-Encoding" not in plain.headers
        assert plain.headers["ETag"] != known["If-None-Match"]


def test_a_picture_that_no_packing_makes_smaller_is_sent_as_it_is(app: Flask) -> None:
    client = app.test_client()
    asks = {"Accept-Encoding": "br, gzip"}
    with client.get("/static/images/card.png", headers=asks) as picture:
        assert "Content-Encoding" not in picture.headers
        assert picture.get_data() == (DIST / "images" / "card.png").read_bytes()


@pytest.mark.parametrize("name", ["none.css", "../pyproject.toml", "%2e%2e/pyproject.toml", ""])
def test_nothing_else_is_sent_from_there(app: Flask, name: str) -> None:
    answer = app.test_client().get(f"/static/{name}", headers={"Accept-Encoding": "br"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/zh/"),
        ("GET", "/en/haining/"),
        ("POST", "/zh/haining/"),
        ("POST", "/zh/compare/"),
        ("GET", "/zh/xiuzhou/rules/"),
        ("GET", "/zh/privacy/"),
        ("GET", "/nowhere/"),
    ],
)
@pytest.mark.parametrize("time", ["first", "again"])
def test_every_page_says_in_which_charset_it_is(
    app: Flask, method: str, path: str, time: str
) -> None:
    client = app.test_client()
    if time == "again":
        client.open(path, method=method)
    answered = client.open(path, method=method)
    assert answered.headers["Content-Type"].lower().endswith("; charset=utf-8")
