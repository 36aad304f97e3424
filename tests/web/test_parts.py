"""Parts of pages that are kept: nobody is shown what another person has."""

import pytest
from flask import Flask
from jinja2 import DictLoader
from markupsafe import Markup

from selfcheck.app import create_app
from selfcheck.engine.kept import Room
from selfcheck.web import parts
from selfcheck.web.escaping import joined
from selfcheck.web.page_code import PageEnvironment
from selfcheck.web.parts import Parts, Store
from selfcheck.web.settings import Settings
from tests.people import ANSWERS
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
    monkeypatch.setattr(parts, "ROOM", Room(0))
    made_anew = pages_of(create_app(Settings()))
    assert with_kept_parts == made_anew


def test_nothing_that_is_kept_has_a_day_or_an_amount_of_somebody() -> None:
    app = create_app(Settings())
    told = {**ANSWERS, "unit": "xiuzhou", "has_partner": True, "partner_employment": "employed"}
    told |= {"birth_date": "1987-01-23", "income_tax_last_year": 77131, "business_tax_3y": 98765}
    page = app.test_client().post("/en/xiuzhou/", data=as_form(told)).text
    assert "77,131" in page
    site = next(view for view in app.view_functions.values() if hasattr(view, "__self__"))
    kept = vars(site.__self__._site.environments["en"].filters["section"].__self__)
    stores = [store for store in kept.values() if isinstance(store, Store)]
    assert len(stores) == 4
    for store in stores:
        found = repr(vars(store)["_parts"])
        assert len(found) > 1000
        for mark in ("1987", "23 January", "77131", "77,131", "98765", "98,765"):
            assert mark not in found


@pytest.fixture
def environment() -> PageEnvironment:
    """Some small templates."""
    templates = {
        "kept.html": "<p>{{ entry.name }}</p>",
        "open.html": "<p>{{ said.name }}: 100 % {{ said.more }}</p>",
        "one.html": "<p>{{ said.name }}</p>",
        "none.html": "<p>100 %</p>",
        "some.html": "<p>{% if entry.more %}{{ said.more }}, {% endif %}{{ said.name }}</p>",
        "listed.html": "<p>{{ said[1] }}{{ said[0] }}</p>",
    }
    return PageEnvironment(loader=DictLoader(templates), autoescape=True)


@pytest.fixture
def some(environment: PageEnvironment) -> Parts:
    """Parts made of them."""
    return Parts(environment)


def test_what_was_said_is_escaped_in_its_place(some: Parts) -> None:
    drawn = some.drawn({"name": "<b>", "more": Markup("<i>")}, "open.html")
    assert joined(drawn) == b"<p>&lt;b&gt;: 100 % <i></p>"


def test_nothing_said_leaves_its_place_empty(some: Parts) -> None:
    assert joined(some.drawn({"name": "a", "more": None}, "open.html")) == b"<p>a: 100 % </p>"


def test_a_sign_of_percent_in_an_answer_stays_what_it_is(some: Parts) -> None:
    said: list[dict[str, object]] = [{"name": "%s", "more": "%(x)d"}, {"name": "b", "more": 5}]
    drawn = some.drawn_each(said, "open.html")
    assert joined(drawn) == b"<p>%s: 100 % %(x)d</p><p>b: 100 % 5</p>"


@pytest.mark.parametrize(
    ("template", "shown"),
    [("one.html", b"<p>a</p><p>b</p>"), ("none.html", b"<p>100 %</p><p>100 %</p>")],
)
def test_a_part_may_have_one_place_or_none(some: Parts, template: str, shown: bytes) -> None:
    assert joined(some.drawn_each([{"name": "a"}, {"name": "b"}], template)) == shown
    assert some.drawn_each([], template) == []


def test_parts_of_one_row_may_have_places_of_their_own(some: Parts) -> None:
    said = [{"name": "a", "more": ""}, {"name": "b", "more": "c"}, {"name": "d", "more": "e"}]
    for _ in range(2):
        drawn = some.drawn_each(said, "some.html", by=("more",))
        assert joined(drawn) == b"<p>a</p><p>c, b</p><p>e, d</p>"


def test_what_is_said_may_be_a_list(some: Parts) -> None:
    assert joined(some.drawn(["a", "b"], "listed.html")) == b"<p>ba</p>"


def test_a_section_leaves_its_texts_as_they_are(some: Parts) -> None:
    entry = {"name": "3 个"}
    assert some.kept("kept.html", entry=entry) == "<p>3\u00a0个</p>".encode()
    section = some.section((), "kept.html", entry=entry)
    assert joined(section) == "<p>3 个</p>".encode()


def test_an_entry_that_is_the_same_for_everybody_is_kept_filled(some: Parts) -> None:
    same = {"name": "a", "more": "<b>", "same": object()}
    own = {"name": "c", "more": "d", "same": None}
    for _ in range(2):
        drawn = joined(some.known_each([same, own], "some.html", by=("more",)))
        assert drawn == b"<p>&lt;b&gt;, a</p><p>d, c</p>"
    filled = vars(some)["_rows"].of_entries(("some.html", ()))
    assert filled == {same["same"]: b"<p>&lt;b&gt;, a</p>"}


def test_each_entry_has_the_part_of_its_codes(some: Parts) -> None:
    entries = [{"id": 1, "name": "a&b"}, {"id": 2, "name": "c"}, {"id": 1, "name": "a&b"}]
    for _ in range(2):
        page = some.kept_each(entries, "kept.html", by=("id",))
        assert page == b"<p>a&amp;b</p><p>c</p><p>a&amp;b</p>"


def test_no_more_parts_are_kept_than_there_is_room_for(
    some: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "ROOM", Room(2 * parts.BESIDE + 20))
    for number in range(5):
        page = some.kept("kept.html", number, entry={"name": number})
        assert page == f"<p>{number}</p>".encode()
        assert len(vars(vars(some)["_whole"])["_parts"]) <= 2
    assert ("kept.html", (4,)) in vars(vars(some)["_whole"])["_parts"], "the newest is kept"
    names = [{"id": number, "name": number} for number in range(5)]
    for _ in range(2):
        page = some.kept_each(names, "kept.html", by=("id",))
        assert page == b"<p>0</p><p>1</p><p>2</p><p>3</p><p>4</p>"
