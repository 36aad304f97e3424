"""Everything is sent packed as the browser takes it: what is kept once, a result as it is sent."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from selfcheck.web.packing import AS_SENT, packing_for
from tests.people import ANSWERS
from tests.unpacking import UNPACK
from tests.web.form_data import as_form

KEPT = ("br", "gzip")
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
@pytest.mark.parametrize("packing", KEPT)
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


@pytest.mark.parametrize("packing", KEPT)
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


@pytest.mark.parametrize(
    ("asked", "packing"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0.5, gzip;q=0.9", "gzip"),
        ("zstd;q=0, gzip", "gzip"),
        ("br, gzip;q=0.1", "gzip"),
        ("br", ""),
        ("gzip;q=0", ""),
        ("*", "zstd"),
        ("gzip;q=0.5, identity", ""),
        ("gzip;q=nan", ""),
        ("zebra, gzip" + " " * 200, "gzip"),
    ],
)
def test_a_result_is_packed_with_the_cheaper_one_that_is_taken(asked: str, packing: str) -> None:
    assert packing_for(asked, AS_SENT) == packing


def _result(app: Flask, accepted: str | None) -> TestResponse:
    asks = {} if accepted is None else {"Accept-Encoding": accepted}
    return app.test_client().post("/zh/haining/", data=as_form(ANSWERS), headers=asks)


@pytest.mark.parametrize(
    ("accepted", "packing"), [("gzip, deflate, br, zstd", "zstd"), ("gzip, br", "gzip")]
)
def test_a_result_is_packed_as_it_is_sent(app: Flask, accepted: str, packing: str) -> None:
    plain, packed = _result(app, None), _result(app, accepted)
    assert packed.headers["Content-Encoding"] == packing
    assert UNPACK[packing](packed.get_data()) == plain.get_data()
    assert int(packed.headers["Content-Length"]) == len(packed.get_data())
    assert len(packed.get_data()) < len(plain.get_data()) / 4
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["Cache-Control"] == "private, no-cache"


def test_a_browser_that_takes_br_alone_gets_a_result_as_it_is(app: Flask) -> None:
    assert _result(app, "br").get_data() == _result(app, None).get_data()


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/v1/assess", {"answers": ANSWERS}, 200),
        ("/api/v1/compare", {"answers": ANSWERS}, 200),
        ("/api/v1/assess", {"answers": {"unit": "haining", **dict.fromkeys("abcdefghij", 1)}}, 422),
    ],
)
@pytest.mark.parametrize("packing", ["zstd", "gzip"])
def test_the_api_answers_packed(
    app: Flask, path: str, body: dict[str, object], status: int, packing: str
) -> None:
    client = app.test_client()
    plain = client.post(path, json=body)
    packed = client.post(path, json=body, headers={"Accept-Encoding": packing})
    assert plain.status_code == packed.status_code == status
    assert packed.headers["Content-Encoding"] == packing
    assert UNPACK[packing](packed.get_data()) == plain.get_data()


def test_what_is_short_is_sent_as_it_is(app: Flask) -> None:
    short = app.test_client().get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert short.get_data() == b'{"status":"ok"}'
    assert "Vary" not in short.headers
