"""All units side by side: the form, the page that answers it, and the API."""

from typing import Any

from flask import Flask

from selfcheck.rules.rulebook import Rulebook
from tests.web.form_data import as_form
from tests.web.page_client import Page, PageClient

WORKER: dict[str, Any] = {
    "hukou": "elsewhere",
    "housing": "owned",
    "owned_share": 60,
    "employment": "employed",
    "residence_registered": True,
    "registered_on": "2020-08-10",
    "insurance_province_months": 36,
    "birth_date": "1990-05-20",
}


def ask(client: PageClient, answers: dict[str, Any], query: str = "?on=2024-01-15") -> Page:
    return client.post(f"/zh/compare/{query}", as_form(answers))


def test_the_form_asks_the_questions_of_all_units(client: PageClient) -> None:
    page = client.get("/zh/compare/")
    asked = {str(question["data-fact"]) for question in page.soup.select("[data-fact]")}
    assert {"owned_share", "shortage_occupation", "education"} <= asked
    assert page.one("form.answers")["action"] == "/zh/compare/"


def test_every_unit_has_its_place(client: PageClient, rulebook: Rulebook) -> None:
    page = ask(client, WORKER)
    units = [str(unit["data-unit"]) for unit in page.soup.select(".compare [data-unit]")]
    assert sorted(units) == sorted(rulebook.units)
    assert len(page.soup.select(".across tbody tr")) == len(rulebook.units)


def test_each_scheme_has_its_points_beside_its_maximum(client: PageClient) -> None:
    page = ask(client, WORKER)
    common = page.soup.select('[data-scheme="zhejiang-common-2023"]')
    assert {sheet["data-low"] for sheet in common} == {common[0]["data-low"]}
    xiuzhou = page.one('[data-scheme="xiuzhou-school-2021"]')
    assert int(str(xiuzhou["data-low"])) >= 50


def test_bars_put_all_units_side_by_side_with_the_table_behind_them(
    client: PageClient, rulebook: Rulebook
) -> None:
    for lang in ("zh", "en"):
        page = client.post(f"/{lang}/compare/?on=2024-01-15", as_form(WORKER))
        common, own = page.soup.select("#side-by-side .bars")
        names = [row.get_text() for row in page.soup.select("#side-by-side tbody th")]
        assert len(names) == len(rulebook.units)
        bars = [bar.get_text() for bar in common.select("li")]
        assert [name for name, bar in zip(names, bars, strict=True) if name not in bar] == []
        # Xiuzhou has a table of its own; Pinghu's was over by then.
        assert len(own.select("rect.bar__sure")) == 1


def test_a_day_without_any_table_has_no_drawing(client: PageClient) -> None:
    page = ask(client, {"hukou": "elsewhere"}, "?on=2020-01-15")
    assert not page.soup.select("#side-by-side .bars")
    assert "没有一张积分表在施行" in page.words("#side-by-side")


def test_the_start_page_leads_to_the_comparison(client: PageClient) -> None:
    for lang, words in (("zh", "各个地方比一比"), ("en", "All places side by side")):
        link = client.get(f"/{lang}/").one(f'main a[href="/{lang}/compare/"]')
        assert link.get_text() == words


def test_what_differs_is_said(client: PageClient) -> None:
    words = ask(client, WORKER).words("#differences")
    assert "办证的结果，每个地方都一样" in words
    assert "“浙江省级共性积分”每个地方都有" in words
    assert "在秀洲区" in words


def test_what_only_some_units_need_is_offered_with_their_names(client: PageClient) -> None:
    page = ask(client, WORKER)
    chip = page.one('[data-missing="shortage_occupation"] a')
    assert chip["href"] == "#question-shortage_occupation"
    assert "平湖市" in chip.get_text()


def test_the_result_of_one_unit_sends_the_answers_along(client: PageClient) -> None:
    page = client.post("/zh/haining/?size=l", as_form({"hukou": "elsewhere"}))
    button = page.one(".elsewhere button[formaction]")
    assert button["formaction"] == "/zh/compare/?size=l"
    assert button["form"] == "form"
    back = ask(client, WORKER).soup.select('[data-unit="haining"] button')[0]
    assert back["formaction"] == "/zh/haining/?on=2024-01-15"


def test_answers_of_all_units_are_taken_by_the_form_of_one(client: PageClient) -> None:
    page = client.post("/zh/haining/?on=2024-01-15", as_form(WORKER))
    assert page.one(".result")["data-outcome"]


def test_what_is_impossible_is_refused_with_the_form(client: PageClient) -> None:
    page = client.post("/zh/compare/", as_form({"insurance_province_months": "many"}), 422)
    assert page.one(".govuk-error-summary a")["href"] == "#insurance_province_months"
    page = client.post("/zh/compare/", {"shoe_size": "43"}, 422)
    assert "shoe_size" in page.words(".govuk-error-summary")
    client.post("/zh/compare/?on=2024-01-15", as_form({"birth_date": "2030-01-01"}), 422)


def test_an_unknown_language_has_no_comparison(client: PageClient) -> None:
    client.get("/fr/compare/", 404)
    client.get("/zh/compare/?edition=none", 400)


def test_a_comparison_in_english_is_in_english(client: PageClient) -> None:
    page = client.post("/en/compare/", as_form(WORKER))
    assert "applies everywhere" in page.words("#differences")


def test_the_api_compares_too(app: Flask, rulebook: Rulebook) -> None:
    api = app.test_client()
    request: dict[str, Any] = {"answers": {"insurance_province_months": 36}, "on": "2024-01-15"}
    answer = api.post("/api/v1/compare", json=request).get_json()
    assert [unit["unit"] for unit in answer["units"]] == list(rulebook.units)
    assert answer["ruleset"] == rulebook.version
    assert sum(map(len, answer["alike"])) == len(rulebook.units)
    assert answer["units"][0]["points"][0]["low"] == "23"
    refused = api.post("/api/v1/compare", json={**request, "timeline": True})
    assert refused.status_code == 422
    wrong = api.post("/api/v1/compare", json={"answers": {"shoe_size": 43}})
    assert wrong.get_json()["errors"][0]["fact"] == "shoe_size"


def test_the_api_describes_the_comparison_without_a_unit(app: Flask) -> None:
    described = app.test_client().get("/api/v1/openapi.json").get_json()
    assert "/api/v1/compare" in described["paths"]
    request = described["components"]["schemas"]["CompareRequest"]
    assert "required" not in request["properties"]["answers"]
    assert "timeline" not in request["properties"]
