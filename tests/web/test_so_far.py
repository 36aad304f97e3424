"""What the script asks while a form is filled in, and the conditions it is given."""

import json

import pytest
from flask import Flask
from pydantic import TypeAdapter

from selfcheck.rules.loader import load
from selfcheck.rules.model.conditions import Condition
from selfcheck.web.asked_if import asked_if
from tests.web.page_client import PageClient
from tests.web.test_form import WORKER

RULEBOOK = load()


def so_far(app: Flask, form: dict[str, str], path: str = "/zh/haining/") -> dict[str, object]:
    response = app.test_client().post(f"{path}so-far/", data=form)
    assert response.status_code == 200
    found = response.get_json()
    assert isinstance(found, dict)
    return found


def test_it_says_verdict_and_points_in_the_language_of_the_page(app: Flask) -> None:
    zh = so_far(app, WORKER)["text"]
    assert isinstance(zh, str)
    assert "浙江省级共性积分：" in zh
    en = so_far(app, WORKER, "/en/haining/")["text"]
    assert isinstance(en, str)
    assert "points" in en


def test_nothing_answered_is_nothing_to_say(app: Flask) -> None:
    found = so_far(app, {"birth_date-year": ""})
    assert found == {"text": "", "problems": {}, "notes": {}, "boxes": {}}


def test_what_cannot_be_right_is_named_and_the_rest_still_counts(app: Flask) -> None:
    wrong = {**WORKER, "insurance_last_12": "13", "birth_date-year": "2990"}
    found = so_far(app, wrong)
    problems = found["problems"]
    assert isinstance(problems, dict)
    assert set(problems) == {"insurance_last_12", "birth_date"}
    assert "0 到 12" in problems["insurance_last_12"]
    assert found["text"]


def test_it_tells_how_boxes_were_understood(app: Flask) -> None:
    found = so_far(app, {"birth_date-year": "90年5月20日", "insurance_unit_months": "3年"})
    assert found["boxes"] == {
        "birth_date-year": "1990",
        "birth_date-month": "5",
        "birth_date-day": "20",
        "insurance_unit_months": "36",
    }
    assert found["notes"] == {"insurance_unit_months": "按 36 个月算。"}


def condition(asked: object) -> object:
    """Return a condition, as a rule file has it, as the script reads it."""
    read: Condition = TypeAdapter(Condition).validate_python(asked)
    return asked_if(RULEBOOK.facts["skill"].model_copy(update={"ask_if": read}))


HAS_B = {"fact": "a", "has": ("b",)}
IN_B = {"fact": "a", "in": ["b"]}


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ({"fact": "housing", "is": "owned"}, {"fact": "housing", "in": ["owned"]}),
        ({"fact": "in_school", "is": True}, {"fact": "in_school", "in": ["yes"]}),
        ({"fact": "in_school", "is": False}, {"fact": "in_school", "in": ["no"]}),
        ({"fact": "a", "one_of": ("b", "c")}, {"fact": "a", "in": ["b", "c"]}),
        (HAS_B, IN_B),
        ({"fact": "a", "at_least": 6}, {"fact": "a", "least": 6}),
        ({"all": (HAS_B, {"endorsement": ("due",)})}, {"all": [IN_B, None]}),
        ({"any": (HAS_B,)}, {"any": [IN_B]}),
        ({"not": HAS_B}, {"not": IN_B}),
    ],
)
def test_a_condition_is_written_for_the_script(asked: object, written: object) -> None:
    assert condition(asked) == written


def test_questions_about_the_partner_hang_on_there_being_one(client: PageClient) -> None:
    page = client.get("/zh/xiuzhou/")
    own = page.one("#question-large_employer")["data-ask-if"]
    assert json.loads(str(own)) == {"fact": "employment", "in": ["employed"]}
    partner = page.one("#question-partner_large_employer")["data-ask-if"]
    assert json.loads(str(partner)) == {
        "all": [
            {"fact": "has_partner", "in": ["yes"]},
            {"fact": "partner_employment", "in": ["employed"]},
        ]
    }
    assert not page.one("#question-hukou").has_attr("data-ask-if")


def test_the_comparison_tells_how_it_stands_everywhere(app: Flask) -> None:
    client = app.test_client()
    nothing = client.post("/zh/compare/so-far/", data={}).get_json()
    assert nothing["text"] == ""
    typed = {"hukou": "elsewhere", "birth_date-year": "90年5月20日", "insurance_last_12": "13"}
    told = client.post("/zh/compare/so-far/", data=typed).get_json()
    assert "每个地方都有，都是 25 到 100 分" in told["text"]
    assert "0 到 12" in told["problems"]["insurance_last_12"]
    assert told["boxes"]["birth_date-year"] == "1990"
