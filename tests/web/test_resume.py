"""The resume code on the pages: shown with a result, entered, opened, made into a QR picture."""

import logging
import re

import pytest
from flask import Flask

from tests.web.page_client import Page, PageClient
from tests.web.test_form import WORKER

PRIVATE = {"offence": "administrative", "family_papers": "yes"}


def code_of(page: Page) -> str:
    return str(page.one("[data-code]")["data-code"])


def filled(page: Page) -> dict[str, list[str]]:
    """Return what stands in the form, as it would be posted."""
    values: dict[str, list[str]] = {}
    for control in page.soup.select("form.answers input"):
        kind = control.get("type")
        if kind == "hidden" or (kind in ("radio", "checkbox") and control.get("checked") is None):
            continue
        if control.get("value"):
            values.setdefault(str(control["name"]), []).append(str(control["value"]))
    return values


def test_the_code_of_a_result_brings_back_the_form_and_the_result(client: PageClient) -> None:
    first = client.post("/zh/haining/?on=2026-11-24", WORKER)
    again = client.post("/zh/resume/?on=2026-11-24", {"code": code_of(first)})
    assert filled(again) == filled(first)
    assert again.one(".result")["data-outcome"] == first.one(".result")["data-outcome"]
    assert again.one("form.answers")["action"] == "/zh/haining/?on=2026-11-24"
    assert "上次填的都回来了" in again.words(".banner--opened")


def test_a_code_can_be_entered_on_the_start_page(client: PageClient) -> None:
    form = client.get("/zh/?size=l").one("form.resume-enter")
    assert form["method"] == "post"
    assert form["action"] == "/zh/resume/?size=l"
    assert form.select('textarea[name="code"]')


def test_private_answers_are_not_in_the_code_and_the_page_says_which(client: PageClient) -> None:
    page = client.post("/zh/haining/", {**WORKER, **PRIVATE})
    assert "违法记录" in page.words("#keep")
    assert "计划生育" in page.words("#keep")
    again = client.post("/zh/resume/", {"code": code_of(page)})
    assert filled(again).keys() == filled(page).keys() - PRIVATE.keys()


def test_an_older_code_asks_to_look_at_what_has_grown(client: PageClient) -> None:
    code = code_of(client.post("/zh/haining/?on=2014-12-01", WORKER))
    words = client.post("/zh/resume/?on=2016-01-15", {"code": code}).words(".banner--opened")
    assert "2014 年 12 月" in words
    assert "连续工作" in words
    assert "合同期限" not in words
    same_month = client.post("/zh/resume/?on=2014-12-20", {"code": code})
    assert "月数可能又多了" not in same_month.words(".banner--opened")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("", "请先输入"),
        ("A0BC-DEFG", "不会有“0”"),
        ("ABC-DEFG", "第 1 组"),
        ("ABCDE", "少了字"),
        ("A" * 500, "太长"),
        ("2222-2222-2222", "这个码打不开"),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong(client: PageClient, wrong: str, words: str) -> None:
    page = client.post("/zh/resume/", {"code": wrong}, status=422)
    assert words in page.words(".govuk-error-summary")
    assert page.one('[name="code"]').text == wrong


def test_a_slip_is_told_by_its_group_in_both_languages(client: PageClient) -> None:
    code = code_of(client.post("/zh/haining/", WORKER))
    groups = code.split("-")
    groups[2] = ("A" if groups[2][0] != "A" else "B") + groups[2][1:]
    zh = client.post("/zh/resume/", {"code": "-".join(groups)}, status=422)
    assert "第 3 组不对" in zh.words(".govuk-error-summary")
    en = client.post("/en/resume/", {"code": "-".join(groups)}, status=422)
    assert re.search(r"group 3", en.words(".govuk-error-summary"), re.IGNORECASE)


def test_an_answer_that_is_no_longer_possible_shows_the_form_with_the_error(
    client: PageClient,
) -> None:
    code = code_of(client.post("/zh/haining/?on=2026-11-24", {**WORKER, "birth_date-year": "2020"}))
    page = client.post("/zh/resume/?on=2014-12-01", {"code": code}, status=422)
    assert "不能晚于" in page.words(".govuk-error-summary")
    assert page.one('[name="birth_date-year"]')["value"] == "2020"


def test_the_card_shows_the_code_as_a_picture_that_is_in_the_page(client: PageClient) -> None:
    code = code_of(client.post("/zh/haining/", WORKER))
    page = client.post("/zh/resume/card/", {"code": code})
    picture = page.one("img.resume-card__qr")
    assert str(picture["src"]).startswith("data:image/svg+xml")
    assert picture["alt"]
    assert code.replace("-", " ") in page.words()
    client.post("/zh/resume/card/", {"code": "nonsense"}, status=422)


def test_a_result_has_the_picture_where_it_is_asked_for_and_only_there(
    client: PageClient,
) -> None:
    page = client.post("/zh/haining/", WORKER)
    assert not page.soup.select("#keep img")
    button = page.one('#keep button[name="with-qr"]')
    assert (button["form"], button["formaction"]) == ("form", "/zh/haining/#keep")
    again = client.post("/zh/haining/", {**WORKER, "with-qr": "1"})
    card = client.post("/zh/resume/card/", {"code": code_of(page)})
    assert again.one("#keep img")["src"] == card.one("img.resume-card__qr")["src"]
    assert code_of(again) == code_of(page)
    assert not again.soup.select('[name="with-qr"]')
    assert 'value="1990"' in str(again.one('[name="birth_date-year"]'))


def test_no_code_reaches_the_log_or_an_address(
    app: Flask, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger("selfcheck")
    logger.addHandler(caplog.handler)
    try:
        page = client.post("/zh/haining/", WORKER)
        code = code_of(page)
        opened = client.post("/zh/resume/", {"code": code})
        card = client.post("/zh/resume/card/", {"code": code})
        printed = client.post("/zh/haining/", {**WORKER, "with-qr": "1"})
        client.post("/zh/resume/", {"code": code[:-1]}, status=422)
        app.test_client().post("/api/v1/resume/open", json={"code": code})
    finally:
        logger.removeHandler(caplog.handler)
    assert "POST /<lang>/resume/" in caplog.text
    assert code[:9] not in caplog.text
    assert code.replace("-", "")[:8] not in caplog.text
    for shown in (page, opened, card, printed):
        for tag in shown.soup.select("[href], [action]"):
            assert code[:4] not in str(tag.get("href", "")) + str(tag.get("action", ""))


def test_the_api_packs_answers_and_opens_codes(app: Flask) -> None:
    client = app.test_client()
    answers = {"unit": "xiuzhou", "hukou": "elsewhere", "owned_share": 33.5, "business_tax_3y": 20}
    packed = client.post(
        "/api/v1/resume/pack",
        json={"answers": {**answers, "offence": "none"}, "on": "2026-11-24"},
    ).get_json()
    assert packed["left_out"] == ["offence"]
    opened = client.post("/api/v1/resume/open", json={"code": packed["code"]}).get_json()
    assert opened == {"answers": answers, "month": "2026-11", "dropped": []}


@pytest.mark.parametrize(
    ("path", "sent", "code"),
    [
        ("pack", {"answers": {"unit": "moon"}}, "unknown_code"),
        ("open", {"code": "ABCDE"}, "length"),
        ("open", {"code": 5, "lang": "en"}, "empty"),
        ("open", {"answers": {}}, "code_only"),
        ("open", [], "code_only"),
    ],
)
def test_the_api_says_what_is_wrong_with_a_code(
    app: Flask, path: str, sent: object, code: str
) -> None:
    response = app.test_client().post(f"/api/v1/resume/{path}", json=sent)
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert response.get_json()["errors"][0]["code"] == code
