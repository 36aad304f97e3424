"""The API: the contract's JSON, and problem details for whatever is wrong."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

REQUEST: dict[str, Any] = {
    "answers": {"unit": "haining", "hukou": "elsewhere", "housing": "rented"},
    "on": "2014-12-01",
}


@pytest.fixture
def api(app: Flask) -> FlaskClient:
    return app.test_client()


def send(api: FlaskClient, body: Any, **kwargs: Any) -> TestResponse:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    kwargs.setdefault("content_type", "application/json")
    return api.post("/api/v1/assess", data=text, **kwargs)


def test_an_answer_has_every_key_of_the_contract(api: FlaskClient) -> None:
    response = send(api, REQUEST)
    answer = response.get_json()
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert answer["on"] == "2014-12-01"
    assert answer["edition"] == "jiaxing-2014"
    assert answer["outcome"] == "temporary_permit"
    for key in (
        "ruleset",
        "permits",
        "endorsement",
        "services",
        "points",
        "indicator_kinds",
        "also",
        "improvements",
        "notices",
    ):
        assert key in answer
    condition = answer["permits"]["temporary_permit"]["conditions"][1]
    assert condition["id"] == "stable_housing"
    assert condition["verdict"] == "met"
    assert condition["citation"].startswith("《开展居住证制度改革试点工作的指导意见》")
    line = answer["points"][0]["lines"][0]
    assert set(line) >= {"indicator", "low", "high", "max", "text", "citation"}
    assert len(answer["indicator_kinds"]) == 14


def test_the_language_changes_words_and_no_figure(api: FlaskClient) -> None:
    chinese = send(api, REQUEST).get_json()
    english = send(api, {**REQUEST, "lang": "en"}).get_json()
    assert english["headline"] != chinese["headline"]
    for key in ("outcome", "on", "edition", "services"):
        assert english[key] == chinese[key]
    assert [p["low"] for p in english["points"]] == [p["low"] for p in chinese["points"]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{", "not_json"),
        ("[1]", "not_an_object"),
        ("", "not_json"),
        ('{"answers": {"unit": "haining", "unit": "nanhu"}}', "repeated_key"),
        ('{"answers": {"unit": "haining", "owned_share": NaN}}', "not_json"),
        ("[" * 20000, "not_json"),
        (b'{"answers": {"unit": "\xff"}}', "not_json"),
        ({"answers": {"unit": "haining"}, "extra": 1}, "unknown_key"),
        ({"on": "2014-12-01"}, "answers_missing"),
        ({"answers": []}, "answers_missing"),
        ({"answers": {"unit": "haining"}, "on": "1 December"}, "not_a_day"),
        ({"answers": {"unit": "haining"}, "on": 20141201}, "not_a_day"),
        ({"answers": {"unit": "haining"}, "on": "2014-W10-1"}, "not_a_day"),
        ({"answers": {"unit": "haining"}, "edition": "2013"}, "unknown_value"),
        ({"answers": {"unit": "haining"}, "lang": "fr"}, "unknown_value"),
        ({"answers": {"unit": "haining"}, "lang": 1}, "not_text"),
        ({"answers": {}}, "unit_missing"),
        ({"answers": {"unit": "beijing"}}, "unknown_code"),
        ({"answers": {"unit": "haining", "hukou": "moon"}}, "unknown_code"),
        ({"answers": {"unit": "haining", "shoe_size": 43}}, "unknown_fact"),
        ({"answers": {"unit": "haining", "employment_months": True}}, "not_whole"),
        ({"answers": {"unit": "haining", "employment_months": 6.0}}, "not_whole"),
        ({"answers": {"unit": "haining", "insurance_last_12": 13}}, "out_of_bounds"),
        ({"answers": {"unit": "haining", "owned_share": "51"}}, "not_a_number"),
        ('{"answers": {"unit": "haining", "owned_share": 1e400}}', "out_of_bounds"),
        ({"answers": {"unit": "haining", "birth_date": "20.5.1990"}}, "not_a_date"),
        ({"answers": {"unit": "haining", "birth_date": "0990-05-20"}}, "too_early"),
        ({"answers": {"unit": "haining", "in_school": "yes"}}, "not_yes_no"),
        ({"answers": {"unit": "haining", "housing_papers": "lease"}}, "not_a_list"),
        ({"answers": {"unit": "haining", "housing_papers": ["rug"]}}, "unknown_code"),
        (
            {"answers": {"unit": "haining", "birth_date": "2014-12-02"}, "on": "2014-12-01"},
            "after_assessment",
        ),
    ],
)
def test_whatever_is_wrong_is_a_problem_that_says_what_and_where(
    api: FlaskClient, body: Any, code: str
) -> None:
    response = send(api, body)
    problem = response.get_json()
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert problem["status"] == 422
    assert [error["code"] for error in problem["errors"]] == [code]
    assert problem["errors"][0]["detail"]


def test_the_problem_names_the_key(api: FlaskClient) -> None:
    problem = send(api, {"answers": {"unit": "haining", "shoe_size": 43}}).get_json()
    assert problem["errors"][0]["pointer"] == "/answers/shoe_size"
    assert "shoe_size" in problem["detail"]


def test_all_problems_are_said_at_once(api: FlaskClient) -> None:
    answers = {"unit": "haining", "hukou": "moon", "insurance_last_12": 13, "shoe_size": 43}
    problem = send(api, {"answers": answers}).get_json()
    assert {error["fact"] for error in problem["errors"]} == {
        "hukou",
        "insurance_last_12",
        "shoe_size",
    }


def test_a_program_is_told_the_choices_by_their_codes(api: FlaskClient) -> None:
    problem = send(api, {"answers": {"unit": "haining", "hukou": "moon"}}).get_json()
    assert "可用：here、elsewhere。" in problem["errors"][0]["detail"]


def test_a_broken_request_is_answered_in_the_language_it_names(api: FlaskClient) -> None:
    broken = {"answers": {"unit": "haining"}, "lang": "en", "extra": 1}
    assert "is not known" in send(api, broken).get_json()["detail"]
    del broken["extra"]
    detail = send(api, {**broken, "edition": "none"}).get_json()["detail"]
    assert "jiaxing-2014, zhejiang-2016" in detail


def test_problems_come_in_the_language_asked_for(api: FlaskClient) -> None:
    problem = send(api, {"answers": {"unit": "haining", "hukou": "moon"}, "lang": "en"}).get_json()
    assert problem["title"].isascii()


def test_a_lone_surrogate_is_echoed_safely(api: FlaskClient) -> None:
    response = send(api, '{"answers": {"unit": "haining", "\\ud800": 1}}')
    assert response.status_code == 422


def test_a_null_answer_is_an_unknown_one(api: FlaskClient) -> None:
    without = send(api, REQUEST).get_json()
    answers = {**REQUEST["answers"], "education": None}
    assert send(api, {**REQUEST, "answers": answers}).get_json() == without


def test_another_media_type_is_refused(api: FlaskClient) -> None:
    response = send(api, REQUEST, content_type="text/plain")
    assert response.status_code == 415
    assert response.mimetype == "application/problem+json"


def test_a_body_over_the_limit_is_refused(api: FlaskClient) -> None:
    assert send(api, b"{" + b" " * 40_000 + b"}").status_code == 413


def test_a_body_without_a_length_is_refused(api: FlaskClient) -> None:
    response = send(api, REQUEST, headers={"Transfer-Encoding": "chunked"})
    assert response.status_code == 411
    assert response.mimetype == "application/problem+json"


def test_another_method_is_refused_with_the_one_that_is_right(api: FlaskClient) -> None:
    response = api.get("/api/v1/assess")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_the_description_covers_every_fact(api: FlaskClient, app: Flask) -> None:
    described = api.get("/api/v1/openapi.json").get_json()
    request = described["components"]["schemas"]["Request"]
    rulebook = app.extensions["selfcheck"].rulebook
    assert set(request["properties"]["answers"]["properties"]) == set(rulebook.facts)


def test_health_and_readiness_answer(api: FlaskClient, app: Flask) -> None:
    assert api.get("/healthz").get_json() == {"status": "ok"}
    version = app.extensions["selfcheck"].rulebook.version
    ready = api.get("/readyz").get_json()
    assert (ready["status"], ready["ruleset"], ready["refused"]) == ("ok", version, None)


def test_the_coming_months_are_there_when_asked_for(api: FlaskClient) -> None:
    request = {"answers": {"unit": "haining", "insurance_province_months": 10}, "on": "2024-01-15"}
    plain = api.post("/api/v1/assess", json=request).get_json()
    ahead = api.post("/api/v1/assess", json={**request, "timeline": True}).get_json()
    assert "timeline" not in plain
    assert ahead["timeline"]["months"] == 36
    assert [c["indicator"] for c in ahead["timeline"]["schemes"][0]["changes"]] == ["insurance"]
    refused = api.post("/api/v1/assess", json={**request, "timeline": "yes"})
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["pointer"] == "/timeline"


def test_questions_are_ranked_by_what_they_narrow(api: FlaskClient) -> None:
    request = {"answers": {"unit": "haining", "hukou": "elsewhere"}, "on": "2024-01-15"}
    found = api.post("/api/v1/assess", json=request).get_json()["narrowing"]
    assert found["questions"][0]["settles"] == "sometimes"
    assert found["questions"][0]["facts"] == ["residence_registered", "registered_on"]
    least = [q["points"][0]["least"] for q in found["questions"] if q["settles"] == "never"]
    assert least == sorted(least, key=float, reverse=True)


@pytest.mark.parametrize(
    "wrong",
    [{"on": "2024-13-01"}, {"timelines": True}, {"timeline": 1}, {"edition": "none"}],
)
def test_whatever_is_wrong_is_told_in_the_language_asked_for(
    api: FlaskClient, wrong: dict[str, Any]
) -> None:
    told = send(api, {"answers": {"unit": "haining"}, "lang": "en", **wrong}).get_json()
    assert all(ord(letter) < 0x2E80 for letter in told["title"] + told["errors"][0]["detail"])


def test_an_impossible_figure_names_both_ends(api: FlaskClient) -> None:
    answers = {"unit": "haining", "income_tax_last_year": 10**13}
    (error,) = send(api, {"answers": answers, "lang": "en"}).get_json()["errors"]
    assert "from 0 to 1000000000000" in error["detail"]


def test_a_date_of_the_other_parent_is_told_as_hers(api: FlaskClient) -> None:
    answers = {"unit": "xiuzhou", "partner_permit_issued_on": "2030-01-01"}
    request = {"answers": answers, "lang": "en", "on": "2024-01-01"}
    (error,) = send(api, request).get_json()["errors"]
    assert "(the other parent)" in error["detail"]


def test_a_date_in_no_window_is_told_as_that_and_not_asked_for_again(api: FlaskClient) -> None:
    answers = {
        "unit": "haining",
        "hukou": "elsewhere",
        "permit_held": "temporary",
        "permit_issued_on": "2013-11-01",
        "permit_endorsed": True,
        "permit_endorsed_on": "2014-03-01",
    }
    told = send(api, {"answers": answers, "on": "2014-12-01", "lang": "en"}).get_json()
    assert told["endorsement"]["state"] == "cannot_tell"
    assert "outside every endorsement period" in told["endorsement"]["text"]
    settled = {"housing": "none", "employment": "employed", "employment_months": 12}
    settled |= {"contract_months": 24, "insurance_last_12": 12, "employment_papers": []}
    told = send(api, {"answers": answers | settled, "on": "2014-12-01", "lang": "en"}).get_json()
    assert told["outcome"] == "cannot_tell"
    assert "do not fit together" in told["next_step"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_range_names_the_question_it_comes_from_though_it_does_not_apply(
    api: FlaskClient, lang: str
) -> None:
    answers = {"unit": "xiuzhou", "employment": "none", "has_partner": False}
    told = send(api, {"answers": answers, "on": "2021-05-01", "lang": lang}).get_json()
    lines = {line["indicator"]: line for sheet in told["points"] for line in sheet["lines"]}
    assert lines["large_employer"]["high"] == "10"
    assert "“”" not in json.dumps(told, ensure_ascii=False)
