"""The form: which questions are asked, how what was typed is read, and what errors say."""

import pytest
from flask import Flask

from selfcheck.web.form_page import ERROR, Fields, FormPage
from selfcheck.web.posted import Posted
from selfcheck.web.stamps import stamps_of
from tests.web.page_client import PageClient

WORKER = {
    "hukou": "elsewhere",
    "birth_date-year": "1990",
    "birth_date-month": "5",
    "birth_date-day": "20",
    "permit_held": "none",
    "housing": "dormitory",
    "employment": "employed",
    "employment_months": "3",
    "contract_months": "12",
    "insurance_last_12": "3",
    "employment_papers-none": "yes",
}


def test_the_form_asks_only_what_the_unit_needs(client: PageClient) -> None:
    haining = client.get("/zh/haining/")
    xiuzhou = client.get("/zh/xiuzhou/")
    assert not haining.soup.select('[name="owned_share"]')
    assert not haining.soup.select('[name^="partner_"]')
    assert xiuzhou.soup.select('[name="owned_share"]')
    assert xiuzhou.soup.select('[name="partner_permit_held"]')


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_has_six_sections_and_no_answer_is_preselected(
    client: PageClient, lang: str
) -> None:
    page = client.get(f"/{lang}/xiuzhou/")
    assert len(page.soup.select("form [data-section]")) == 6
    assert not page.soup.select("form [checked], form [selected]")
    assert not [i for i in page.soup.select('form input[type="text"]') if i.get("value")]


def test_a_date_is_three_text_controls(client: PageClient) -> None:
    page = client.get("/zh/haining/")
    for part in ("year", "month", "day"):
        control = page.one(f'[name="birth_date-{part}"]')
        assert control["inputmode"] == "numeric"


def test_a_set_can_be_answered_with_none_of_these(client: PageClient) -> None:
    page = client.post("/zh/haining/", WORKER)
    assert page.soup.select('[name="employment_papers-none"][checked]')
    assert not page.soup.select('[name="housing_papers-none"][checked]')


def test_the_answered_form_stands_filled_below_the_result(client: PageClient) -> None:
    page = client.post("/zh/haining/", WORKER)
    assert page.one('[name="birth_date-year"]')["value"] == "1990"
    assert page.one('[name="employment_months"]')["value"] == "3"
    assert [c["value"] for c in page.soup.select('[name="housing"][checked]')] == ["dormitory"]
    assert page.text.index("data-outcome") < page.text.index('name="hukou"')


def test_what_was_typed_is_escaped(client: PageClient) -> None:
    typed = '"><script>alert(1)</script>'
    page = client.post("/zh/haining/", {**WORKER, "employment_months": typed}, status=422)
    assert page.one('[name="employment_months"]')["value"] == typed
    assert "<script>alert" not in page.text


def test_a_year_for_a_question_that_asks_for_no_date_is_no_question(client: PageClient) -> None:
    page = client.post("/zh/haining/", {**WORKER, "hukou-year": "1990"}, status=422)
    assert "没有“hukou-year”这个问题" in page.words()


@pytest.mark.parametrize(
    ("control", "typed", "read"),
    [
        ("employment_months", "６", "6"),
        ("employment_months", " 6 个月 ", "6"),
        ("employment_months", "06", "6"),
    ],
)
def test_full_width_digits_and_unit_signs_are_understood(
    client: PageClient, control: str, typed: str, read: str
) -> None:
    plain = client.post("/zh/haining/", {**WORKER, control: read})
    other = client.post("/zh/haining/", {**WORKER, control: typed})
    assert other.one(".result")["data-outcome"] == plain.one(".result")["data-outcome"]


@pytest.mark.parametrize(
    ("control", "typed", "words"),
    [
        ("employment_months", "好几", "整数"),
        ("employment_months", "1e3", "整数"),
        ("employment_months", "-1", "整数"),
        ("insurance_last_12", "13", "0 到 12"),
        ("employment_months", "99999", "1200"),
        ("birth_date-month", "13", "真实的日期"),
        ("birth_date-day", "31日x", "真实的日期"),
        ("birth_date-year", "199", "四位数"),
        ("birth_date-year", "2990", "不能晚于"),
        ("birth_date-year", "", "填全"),
        ("hukou", "moon", "可用：在这里、在外地。"),
        ("housing_papers", "moon", "可用：房屋所有权证、"),
        ("nonsense", "1", "没有“nonsense”这个问题"),
    ],
)
def test_an_impossible_answer_is_refused_with_what_would_be_right(
    client: PageClient, control: str, typed: str, words: str
) -> None:
    page = client.post("/zh/haining/", {**WORKER, control: typed}, status=422)
    summary = page.words(".govuk-error-summary")
    assert words in summary
    assert page.soup.select(".govuk-error-summary a[href^='#']")
    assert "data-outcome" not in page.text


def test_every_error_is_said_at_once_and_at_its_field(client: PageClient) -> None:
    wrong = {**WORKER, "employment_months": "x", "insurance_last_12": "13"}
    page = client.post("/zh/haining/", wrong, status=422)
    assert len(page.soup.select(".govuk-error-summary li")) == 2
    assert len(page.soup.select(".govuk-error-message")) == 2


def test_an_endorsement_before_the_issue_is_refused(client: PageClient) -> None:
    dates = {
        "permit_held": "residence",
        "permit_issued_on-year": "2020",
        "permit_issued_on-month": "5",
        "permit_issued_on-day": "1",
        "permit_endorsed_on-year": "2019",
        "permit_endorsed_on-month": "5",
        "permit_endorsed_on-day": "1",
    }
    page = client.post("/zh/haining/", {**WORKER, **dates}, status=422)
    assert "不能早于证件签发日期" in page.words(".govuk-error-summary")


def test_none_of_these_together_with_one_of_them_is_refused(client: PageClient) -> None:
    both: dict[str, str | list[str]] = {**WORKER, "employment_papers": ["labour_contract"]}
    page = client.post("/zh/haining/", both, status=422)
    assert "只留一种" in page.words(".govuk-error-summary")


def test_two_values_for_one_question_are_refused(client: PageClient) -> None:
    page = client.post("/zh/haining/", {**WORKER, "hukou": ["here", "elsewhere"]}, status=422)
    assert "只能选一个" in page.words(".govuk-error-summary")


def test_errors_come_in_english_on_english_pages(client: PageClient) -> None:
    page = client.post("/en/haining/", {**WORKER, "insurance_last_12": "13"}, status=422)
    assert "from 0 to 12" in page.words(".govuk-error-summary")


def test_nothing_of_one_form_is_left_when_the_next_is_read(client: PageClient) -> None:
    client.post("/zh/haining/", {**WORKER, "insurance_last_12": "13"}, status=422)
    first = client.post("/zh/haining/", {"hukou": "elsewhere"})
    client.post("/zh/haining/", WORKER)
    again = client.post("/zh/haining/", {"hukou": "elsewhere"})
    assert again.text == first.text
    assert not again.soup.select(".govuk-error-summary")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_field_with_its_error_is_the_one_that_is_rendered_for_it(app: Flask, lang: str) -> None:
    page: FormPage = app.extensions["selfcheck"].form_pages["xiuzhou", lang]
    error = "“<1 & 2>”：要满 18 岁，最多 1,000 元"
    fields: Fields = vars(page)["_fields"]
    for name, field in vars(page)["_controls"].items():
        posted = Posted({name: 30}, [], {}, frozenset([name]))
        rendered = fields.rendered(field.fact, error, page.notes(posted)[name])
        assert stamps_of(rendered, field).stamped({}, {}) in page.html(posted, {name: error})


def test_nobody_can_post_the_place_of_an_error(app: Flask) -> None:
    said = {**WORKER, "employment_months": ERROR}
    answer = app.test_client().post("/zh/haining/", data=said)
    assert answer.status_code == 422
    assert f'name="employment_months" value="{ERROR}"' in answer.text
