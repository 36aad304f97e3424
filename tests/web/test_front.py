"""What is asked for again is answered before Flask, and nobody can tell the difference."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask, request_started
from werkzeug.test import TestResponse

from selfcheck.app import create_app
from selfcheck.web import kept_pages
from selfcheck.web.settings import Settings

HOST = "jx.example"
KEPT = (
    "/",
    "/zh/",
    "/en/privacy/",
    "/zh/accessibility/",
    "/zh/haining/",
    "/en/haining/?size=xl",
    "/zh/haining/?size=l&embed=1",
    "/en/xiuzhou/rules/",
    "/zh/compare/",
    "/zh/resume/",
    "/zh/embed/",
    "/api/v1/rules/",
    "/api/v1/rules/pinghu?lang=en",
)
FORM = {"hukou": "elsewhere", "housing": "rented", "insurance_last_12": "9", "title": "none"}
ANSWERS = {"answers": {"unit": "haining", "hukou": "elsewhere", "housing": "rented"}}
POSTED: dict[str, dict[str, Any]] = {
    "/zh/haining/": {"data": FORM},
    "/en/xiuzhou/": {"data": FORM},
    "/zh/compare/": {"data": FORM},
    "/api/v1/assess": {"json": ANSWERS},
    "/api/v1/compare": {"json": {"answers": {"hukou": "elsewhere"}}},
}
Counted = list[tuple[str | None, int, int, int]]


@pytest.fixture
def counted() -> Counted:
    """What the application counts, but for the time it took."""
    return []


@pytest.fixture
def app(counted: Counted) -> Flask:
    """An application that answers to a name, and has kept nothing yet."""

    def count(route: str | None, status: int, _: float, received: int, sent: int) -> None:
        counted.append((route, status, received, sent))

    return create_app(Settings(hosts=(HOST,)), count=count)


@contextmanager
def flask_asked(app: Flask) -> Iterator[list[str]]:
    """Collect the paths that get as far as Flask."""
    asked: list[str] = []

    def note(_: Flask, **__: Any) -> None:
        asked.append("asked")

    with request_started.connected_to(note, app):
        yield asked


def ask(app: Flask, path: str, method: str = "GET", **more: Any) -> TestResponse:
    """Ask under the application's name."""
    return app.test_client().open(path, method=method, base_url=f"http://{HOST}", **more)


def told(response: TestResponse) -> tuple[int, dict[str, str], bytes]:
    """Return all that a client is told, but for the id of its request."""
    headers = dict(response.headers)
    assert len(headers.pop("X-Request-Id")) == 32
    return response.status_code, headers, response.get_data()


def answers(app: Flask) -> list[tuple[int, dict[str, str], bytes]]:
    """Return what is told of every kept page: in each packing, asked in full, for its head alone,
    with the tag of another page, and by a browser that has it."""
    found = []
    for path in KEPT:
        for packing in ("", "gzip", "br"):
            wishes = {"Accept-Encoding": packing, "Accept-Language": "en"}
            tag = ask(app, path, headers=wishes).headers["ETag"]
            for more in ({}, {"If-None-Match": '"x"'}, {"If-None-Match": f'W/{tag}, "x"'}):
                for method in ("GET", "HEAD"):
                    found.append(told(ask(app, path, method, headers={**wishes, **more})))
    return found


def test_the_same_is_sent_before_flask_and_behind_it(
    app: Flask, counted: Counted, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines() -> list[str]:
        return [record.getMessage().rsplit(" ", 2)[0] for record in caplog.records]

    with caplog.at_level("INFO", "selfcheck.access"):
        with flask_asked(app) as asked:
            before = answers(app)
        assert len(asked) == len(KEPT)
        lines_before, counted_before = lines(), list(counted)
        caplog.clear()
        counted.clear()
        monkeypatch.setattr(kept_pages.KeptPages, "at", lambda *_: None)
        with flask_asked(app) as asked:
            behind = answers(app)
        assert len(asked) == len(lines_before)
    assert before == behind
    assert lines_before == lines()
    assert counted_before == counted


def test_a_browser_is_sent_what_it_has_not_and_told_of_what_it_has(app: Flask) -> None:
    for path in KEPT:
        whole = told(ask(app, path))
        assert (whole[0], len(whole[2])) == (200, int(whole[1]["Content-Length"]))
        assert told(ask(app, path, "HEAD")) == (200, whole[1], b"")
        status, headers, body = told(ask(app, path, headers={"If-None-Match": whole[1]["ETag"]}))
        assert (status, body) == (304, b"")
        assert headers.items() == whole[1].items() - {
            (name, whole[1][name]) for name in ("Content-Type", "Content-Length")
        }


def test_a_page_that_is_kept_is_not_shown_under_another_name(app: Flask) -> None:
    assert ask(app, "/zh/").status_code == 200
    client = app.test_client()
    assert client.get("/zh/", base_url="http://other.example").status_code == 400
    assert client.get("/zh/", environ_overrides={"RAW_URI": "http://x/zh/"}).status_code == 400


def test_each_browser_gets_the_first_page_in_its_language(app: Flask) -> None:
    for _ in range(2):
        for tag in ("zh", "en"):
            text = ask(app, "/", headers={"Accept-Language": tag}).text
            first, second = sorted(("zh", "en"), key=lambda code: text.index(f'href="/{code}/"'))
            assert first == tag != second


def test_a_page_of_yesterday_is_not_sent_today(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(app, "/zh/haining/rules/")
    monkeypatch.setattr(kept_pages, "today", lambda: date(2099, 1, 1))
    with flask_asked(app) as asked:
        for _ in range(2):
            assert ask(app, "/zh/haining/rules/").status_code == 200
    assert len(asked) == 1


@pytest.mark.parametrize("query", ["name=Wang", "size=l&name=Wang", "on=2014-12-01"])
def test_what_else_stands_behind_a_question_mark_is_remembered_nowhere(
    app: Flask, query: str
) -> None:
    with flask_asked(app) as asked:
        for _ in range(2):
            assert ask(app, f"/zh/haining/?{query}").status_code == 200
    assert len(asked) == 2
    assert not [place for place in vars(app.extensions["selfcheck"].kept)["_places"] if place[1]]


def test_whoever_sends_something_is_answered_by_flask(app: Flask) -> None:
    ask(app, "/zh/haining/")
    with flask_asked(app) as asked:
        assert ask(app, "/zh/haining/", data=b"hukou=elsewhere").status_code == 200
        assert "data-outcome" in ask(app, "/zh/haining/", "POST", data={"hukou": "here"}).text
        assert ask(app, "/zh/haining/", "DELETE").status_code == 405
    assert len(asked) == 3


def test_strangers_cannot_make_it_remember_more_than_there_is_room_for(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_pages, "PLACES", 5)
    kept = vars(app.extensions["selfcheck"].kept)
    for number in range(20):
        ask(app, "/", headers={"Accept-Language": f"x-{number}"})
        ask(app, "/", headers={"Accept-Language": f"x-{number}" + "0" * 200})
        assert len(kept["_places"]) <= 5
    assert len(kept["_pages"]) == 1


def test_names_that_others_write_into_a_request_keep_no_page() -> None:
    app = create_app(Settings())
    for number in range(5):
        page = app.test_client().get("/zh/embed/", base_url=f"http://h{number}.example")
        assert f"http://h{number}.example/zh/" in page.text
    assert not vars(app.extensions["selfcheck"].kept)["_pages"]


def test_what_is_posted_is_answered_the_same_before_flask_and_behind_it(
    app: Flask, counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    def answered() -> tuple[list[tuple[int, dict[str, str], bytes]], list[str], Counted]:
        caplog.clear()
        counted.clear()
        found = [
            told(ask(app, path, "POST", headers={"Accept-Encoding": packing}, **posted))
            for path, posted in POSTED.items()
            for packing in packings
        ]
        lines = [record.getMessage().rsplit(" ", 2)[0] for record in caplog.records]
        return found, lines, list(counted)

    packings = [""]
    with caplog.at_level("INFO", "selfcheck.access"), flask_asked(app) as asked:
        behind, before = answered(), answered()
        assert len(asked) == len(POSTED)
        assert behind == before
        packings = ["gzip"]
        before = answered()
        assert len(asked) == len(POSTED)
        vars(app.extensions["selfcheck"].posts)["_known"].clear()
        assert answered() == before
        assert len(asked) == 2 * len(POSTED)


TOO_MANY = "&".join(f"x{number}=" for number in range(1000))
NOT_IN_ORDER: dict[str, tuple[str, int, dict[str, Any]]] = {
    "asked for under another day": ("/zh/haining/?on=2014-12-01", 200, {"data": FORM}),
    "an address with a name in it": ("/zh/haining/?name=Wang", 200, {"data": FORM}),
    "an impossible answer": ("/zh/haining/", 422, {"data": {"hukou": "x"}}),
    "an impossible answer, compared": ("/zh/compare/", 422, {"data": {"hukou": "x"}}),
    "a picture of the code": ("/zh/haining/", 200, {"data": {**FORM, "with-qr": "1"}}),
    "nothing": ("/zh/haining/", 200, {"data": {}}),
    "another type": ("/zh/haining/", 400, {"data": "hukou=here", "content_type": "text/plain"}),
    "a form for the API": ("/api/v1/assess", 415, {"data": FORM}),
    "JSON for a form": ("/zh/haining/", 400, {"json": ANSWERS}),
    "a packed body": ("/zh/haining/", 400, {"data": FORM, "headers": {"Content-Encoding": "gzip"}}),
    "in pieces": ("/zh/haining/", 411, {"data": FORM, "headers": {"Transfer-Encoding": "chunked"}}),
    "too long": ("/zh/haining/", 413, {"data": {"hukou": "x" * 40_000}}),
    "too many fields": (
        "/zh/haining/",
        413,
        {"data": TOO_MANY, "content_type": "application/x-www-form-urlencoded"},
    ),
    "no text": (
        "/zh/haining/",
        400,
        {"data": b"hukou=\xff", "content_type": "application/x-www-form-urlencoded"},
    ),
    "half a body": (
        "/api/v1/assess",
        400,
        {"json": ANSWERS, "environ_overrides": {"CONTENT_LENGTH": "1000"}},
    ),
    "a length that is none": (
        "/api/v1/assess",
        422,
        {"json": ANSWERS, "environ_overrides": {"CONTENT_LENGTH": "x"}},
    ),
    "a length of too many digits": (
        "/api/v1/assess",
        422,
        {"json": ANSWERS, "environ_overrides": {"CONTENT_LENGTH": "9" * 5000}},
    ),
    "no JSON": ("/api/v1/assess", 422, {"data": "{", "content_type": "application/json"}),
    "an impossible answer in JSON": ("/api/v1/assess", 422, {"json": {"answers": {"unit": "x"}}}),
    "under another name": (
        "/zh/haining/",
        400,
        {"data": FORM, "base_url": "http://other.example"},
    ),
}


@pytest.mark.parametrize("name", NOT_IN_ORDER)
def test_what_is_not_in_order_is_left_to_flask(app: Flask, name: str) -> None:
    def answer() -> tuple[int, dict[str, str], bytes]:
        return told(app.test_client().post(path, **{"base_url": f"http://{HOST}", **posted}))

    path, status, posted = NOT_IN_ORDER[name]
    alone = answer()
    for known, well in POSTED.items():
        assert ask(app, known, "POST", **well).status_code == 200
    with flask_asked(app) as asked:
        assert answer() == alone
    assert (alone[0], len(asked)) == (status, 1)


def test_a_failure_is_told_of_once_wherever_it_happens(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret detail")

    path = "/zh/haining/"
    assert ask(app, path, "POST", data=FORM).status_code == 200
    monkeypatch.setattr(app.extensions["selfcheck"].selfcheck, "answer_to", fail)
    with caplog.at_level("ERROR", "selfcheck.errors"):
        page = ask(app, path, "POST", data=FORM)
    assert page.status_code == 500
    assert "secret" not in page.text + caplog.text
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1


def test_where_nothing_can_be_posted_nothing_is_remembered(app: Flask) -> None:
    for query in ("on=2014-12-01", "size=l", "name=Wang"):
        assert ask(app, f"/zh/haining/?{query}", "POST", data=FORM).status_code == 200
    assert ask(app, "/zh/nowhere/", "POST", data=FORM).status_code == 404
    assert ask(app, "/zh/haining/", "POST", data={"hukou": "x"}).status_code == 422
    assert not vars(app.extensions["selfcheck"].posts)["_known"]
