"""Parts of pages that are kept: nobody is shown what another person has."""

from collections.abc import Callable

import pytest
from flask import Flask
from jinja2 import DictLoader
from markupsafe import Markup

from selfcheck.app import create_app
from selfcheck.web import parts
from selfcheck.web.page_code import PageEnvironment
from selfcheck.web.parts import Parts
from selfcheck.web.settings import Settings
from tests.reading.people import people
from tests.web.form_data import as_form

PEOPLE = 150


def pages_of(app: Flask) -> list[str]:
    """The result of each of some random people, in either language and on their day."""
    client = app.test_client()
    pages = []
    for request in people(PEOPLE, seed=7):
        answers = request["answers"]
        address = f"/{request['lang']}/{answers['unit']}/"
        asked = {"on": request["on"], "edition": request["edition"]}
        answer = client.post(address, query_string=asked, data=as_form(answers))
        assert answer.status_code == 200
        pages.append(answer.text)
    return pages


def test_a_page_is_the_same_whether_its_parts_were_kept_or_made_for_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages_of(app)
    with_kept_parts = pages_of(app)
    monkeypatch.setattr(parts, "PARTS_KEPT", 0)
    made_anew = pages_of(create_app(Settings()))
    assert with_kept_parts == made_anew


LONG_CLASS = "a-name-that-is-longer-than-a-mark-would-be"


@pytest.fixture
def environment() -> PageEnvironment:
    """Some small templates."""
    templates = {
        "kept.html": "<p>{{ entry.name }}</p>",
        "open.html": "<p>{{ said.name }}: 100 % {{ said.more }}</p>",
        "long.html": f'<p class="{LONG_CLASS}">100 % {{{{ said.name }}}}</p>',
    }
    return PageEnvironment(loader=DictLoader(templates), autoescape=True)


@pytest.fixture
def some(environment: PageEnvironment) -> Parts:
    """Parts made of them."""
    return Parts(environment)


@pytest.fixture
def shown(environment: PageEnvironment) -> Callable[[str], str]:
    """What a browser gets of a page."""
    return lambda page: environment.marks.encoded(page).decode()


Shown = Callable[[str], str]


def test_what_was_said_is_escaped_in_its_place(some: Parts, shown: Shown) -> None:
    drawn = some.drawn({"name": "<b>", "more": Markup("<i>")}, "open.html")
    assert shown(drawn) == "<p>&lt;b&gt;: 100 % <i></p>"


def test_nothing_said_leaves_its_place_empty(some: Parts, shown: Shown) -> None:
    assert shown(some.drawn({"name": "a", "more": None}, "open.html")) == "<p>a: 100 % </p>"


def test_a_sign_of_percent_in_an_answer_stays_what_it_is(some: Parts, shown: Shown) -> None:
    said: list[dict[str, object]] = [{"name": "%s", "more": "%(x)d"}, {"name": "b", "more": 5}]
    drawn = some.drawn_each(said, "open.html")
    assert shown(drawn) == "<p>%s: 100 % %(x)d</p><p>b: 100 % 5</p>"


def test_the_long_texts_of_a_part_are_marked_and_shown(some: Parts, shown: Shown) -> None:
    drawn = some.drawn_each([{"name": "a"}, {"name": "%s"}], "long.html")
    assert LONG_CLASS not in drawn
    opening = f'<p class="{LONG_CLASS}">100 % '
    assert shown(drawn) == f"{opening}a</p>{opening}%s</p>"


def test_each_entry_has_the_part_of_its_codes(some: Parts, shown: Shown) -> None:
    entries = [{"id": 1, "name": "a&b"}, {"id": 2, "name": "c"}, {"id": 1, "name": "a&b"}]
    page = some.kept_each(entries, "kept.html", by=("id",))
    assert shown(page) == "<p>a&amp;b</p><p>c</p><p>a&amp;b</p>"


def test_what_was_said_cannot_bring_a_mark_into_a_page(some: Parts, shown: Shown) -> None:
    kept = some.kept("kept.html", 1, entry={"name": "somebody else's"})
    assert shown(some.drawn({"name": str(kept), "more": ""}, "open.html")) == "<p>0: 100 % </p>"


def test_no_more_parts_are_kept_than_there_is_room_for(
    some: Parts, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PARTS_KEPT", 2)
    for number in range(5):
        page = some.kept("kept.html", number, entry={"name": number})
        assert shown(page) == f"<p>{number}</p>"
        assert len(vars(some)["_whole"]) <= 2
