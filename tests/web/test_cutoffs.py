"""Lines of points that were published, and what is said where a place ranks instead."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from selfcheck.app import create_app
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.movement import movements_of
from selfcheck.rules.rulebook import Rulebook
from selfcheck.web.settings import Settings
from tests.web.form_data import as_form
from tests.web.page_client import Page, PageClient

COMMON = "zhejiang-common-2023"
INSURED = {"insurance_province_months": 36, "birth_date": "1990-05-20"}


@pytest.fixture(scope="module")
def app(rulebook: Rulebook) -> Flask:
    """The application with published lines beside the common table."""
    shipped = rulebook.schemes[COMMON]
    cited = {"citation": shipped.citation}
    kept: dict[str, Any] = {name: getattr(shipped, name) for name in Scheme.model_fields}
    scheme = Scheme.model_validate(
        kept
        | {
            "cutoff": (
                {"points": 30, "label": "2022 年小学", **cited},
                {"points": 99, "label": "2022 年初中", **cited},
            ),
            "ranking": "按积分排队，没有固定分数线。",
        }
    )
    rules = replace(
        rulebook,
        schemes={**rulebook.schemes, COMMON: scheme},
        movements={**rulebook.movements, COMMON: movements_of(scheme, rulebook.facts)},
    )
    made = create_app(Settings(), rules)
    made.testing = True
    return made


def sheet(client: PageClient, answers: dict[str, Any]) -> Page:
    return client.post("/zh/nanhu/?on=2024-01-15", as_form(answers))


def test_a_published_line_stands_beside_the_score(client: PageClient) -> None:
    page = sheet(client, {**INSURED, "education": "bachelor", "skill": "none", "title": "none"})
    lines = {c["data-cutoff"]: c["data-reached"] for c in page.soup.select("[data-cutoff]")}
    assert lines["30"] == "met"
    assert lines["99"] in ("unmet", "cannot_tell")
    assert "这是以前公布的线" in page.words("#points")


def test_where_a_place_ranks_the_page_says_that_there_is_no_line(client: PageClient) -> None:
    words = sheet(client, INSURED).words("#points")
    assert "按积分排队，没有固定分数线。" in words
    assert "在入学指标以内录取。没有读到分数线。" in words


def test_the_rules_page_names_published_lines(client: PageClient) -> None:
    words = client.get("/zh/nanhu/rules/").words(f"#scheme-{COMMON}")
    assert "2022 年小学：30 分" in words.replace(" ：", "：").replace("： ", "：")
