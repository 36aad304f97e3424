"""The rules as JSON: the list, and one unit's."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from selfcheck.rules.rulebook import Rulebook


@pytest.fixture
def api(app: Flask) -> FlaskClient:
    return app.test_client()


def test_the_list_has_every_edition_scheme_and_unit(api: FlaskClient, rulebook: Rulebook) -> None:
    listed = api.get("/api/v1/rules/").get_json()
    assert listed["ruleset"] == rulebook.version
    for kind in ("editions", "schemes", "units"):
        assert [entry["id"] for entry in listed[kind]] == list(getattr(rulebook, kind))
    assert api.get(listed["units"][0]["url"]).status_code == 200


def test_a_unit_has_its_tables_with_examples_gaps_and_days(api: FlaskClient) -> None:
    unit = api.get("/api/v1/rules/xiuzhou?lang=en").get_json()
    assert unit["unit"]["name"] == "Xiuzhou District"
    scheme = next(s for s in unit["schemes"] if s["id"] == "xiuzhou-school-2021")
    assert scheme["coverage"] == "partial"
    assert scheme["not_scored"]
    assert scheme["examples"]
    assert scheme["checked_on"] == "2026-11-22"
    assert scheme["changes"] == []
    assert {line["id"] for line in scheme["lines"]} >= {"permit", "insurance"}


def test_the_rules_are_asked_again_by_their_tag(api: FlaskClient) -> None:
    first = api.get("/api/v1/rules/haining")
    assert first.mimetype == "application/json"
    again = api.get("/api/v1/rules/haining", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert first.headers["Ruleset"] == first.get_json()["ruleset"]


def test_what_is_not_there_is_said(api: FlaskClient) -> None:
    assert api.get("/api/v1/rules/hangzhou").status_code == 404
    assert api.get("/api/v1/rules/haining?lang=fr").status_code == 400
