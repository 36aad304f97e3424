"""The helper's desk: two versions side by side, the next person."""

import pytest

from tests.web.page_client import Page, PageClient
from tests.web.test_form import WORKER
from tests.web.test_resume import filled


def form_of(page: Page) -> dict[str, list[str]]:
    """Return what the form below a result would post, the earlier answers included."""
    return {**filled(page), "earlier-answers": [str(page.one('[name="earlier-answers"]')["value"])]}


def test_a_changed_answer_shows_what_it_changed(client: PageClient) -> None:
    first = client.post("/zh/haining/?on=2014-12-01", WORKER)
    assert not first.soup.select("#changed")
    changed = {**form_of(first), "employment_months": ["9"], "insurance_last_12": ["12"]}
    words = client.post("/zh/haining/?on=2014-12-01", changed).words("#changed")
    assert "连续工作 3 个月 9 个月" in words
    assert "上一次 这一次" in words
    assert "居住证" in words


def test_points_that_changed_stand_beside_what_they_were(client: PageClient) -> None:
    answers = {**WORKER, "insurance_province_months": "10"}
    first = client.post("/zh/haining/", answers)
    changed = {**form_of(first), "insurance_province_months": ["20"]}
    words = client.post("/zh/haining/", changed).words("#changed")
    assert "5 分 10 分" in words


def test_an_answer_taken_away_is_said_to_be_not_given(client: PageClient) -> None:
    form = form_of(client.post("/zh/haining/", {**WORKER, "offence": "none"}))
    del form["offence"]
    words = client.post("/zh/haining/", form).words("#changed")
    assert "违法记录 没有 没有填" in words


@pytest.mark.parametrize("code", ["", "nonsense", "2222-2222"])
def test_the_same_answers_or_no_earlier_ones_show_nothing(client: PageClient, code: str) -> None:
    first = form_of(client.post("/zh/haining/", WORKER))
    assert not client.post("/zh/haining/", first).soup.select("#changed")
    page = client.post("/zh/haining/", {**first, "earlier-answers": [code], "hukou": ["here"]})
    assert not page.soup.select("#changed")


def test_answers_of_another_unit_are_not_compared(client: PageClient) -> None:
    first = form_of(client.post("/zh/xiuzhou/", WORKER))
    changed = {**first, "hukou": ["here"]}
    assert not client.post("/zh/haining/", changed).soup.select("#changed")


def test_the_next_person_starts_with_nothing_of_the_last(client: PageClient) -> None:
    form = client.get("/zh/haining/?size=l")
    link = str(form.one("[data-next-person]")["href"])
    page = client.get(link)
    assert page.response.headers["Clear-Site-Data"] == '"cache"'
    assert page.response.headers["Cache-Control"] == "no-store"
    onward = page.one("main a.govuk-button")["href"]
    assert onward == "/zh/haining/?size=l&mode=all"
    client.get(str(onward))
    client.get("/zh/clear/")
    client.get("/zh/clear/?unit=moon", status=404)
