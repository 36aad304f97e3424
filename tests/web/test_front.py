"""A kept page asked for again is answered before Flask, and nobody can tell the difference."""

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
