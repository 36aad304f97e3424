"""The resume code in a browser: the QR address, and the next person who must not see the last."""

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Request, expect

from tests.browser.journey import answer_as_a_worker, submit

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    yield context.new_page()
    context.close()


def result_with_code(page: Page, server: str) -> str:
    page.goto(f"{server}/zh/haining/")
    answer_as_a_worker(page)
    submit(page)
    return str(page.locator("[data-code]").get_attribute("data-code"))


def test_the_address_of_the_qr_picture_opens_the_result_and_no_request_shows_the_code(
    browser: Browser, page: Page, server: str
) -> None:
    code = result_with_code(page, server).replace("-", "")
    other = browser.new_context()
    phone = other.new_page()
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    phone.on("request", note)
    phone.goto(f"{server}/zh/haining/#{code}")
    expect(phone.locator(".result")).to_have_attribute("data-outcome", "residence_permit")
    expect(phone.locator('[name="education"][value="associate"]')).to_be_checked()
    assert not [request.url for request in asked if code in request.url.partition("#")[0]]
    assert code not in phone.url
    phone.go_back(wait_until="commit")
    expect(phone.locator(".result")).to_have_count(0)
    other.close()


def test_the_picture_comes_into_the_result_without_script_and_onto_the_paper(
    browser: Browser, server: str
) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = plain.new_page()
    code = result_with_code(page, server)
    page.locator('#keep [name="with-qr"]').click()
    picture = page.locator("#keep img")
    expect(picture).to_be_in_viewport()
    expect(page.locator("[data-code]")).to_have_attribute("data-code", code)
    expect(page.locator('[name="education"][value="associate"]')).to_be_checked()
    assert urlsplit(page.url).query == ""
    page.emulate_media(media="print")
    expect(picture).to_be_visible()
    plain.close()


def test_a_code_typed_on_the_start_page_works_without_script(
    browser: Browser, page: Page, server: str
) -> None:
    code = result_with_code(page, server)
    other = browser.new_context(java_script_enabled=False)
    old = other.new_page()
    old.goto(f"{server}/zh/")
    old.locator("#code").fill(code.lower().replace("-", " "))
    old.locator("form.resume-enter button").click()
    expect(old.locator(".result")).to_have_attribute("data-outcome", "residence_permit")
    other.close()


@pytest.mark.parametrize("address", ["?mode=all", ""])
def test_the_next_person_does_not_see_the_last_result_with_back(
    page: Page, server: str, address: str
) -> None:
    page.goto(f"{server}/zh/haining/{address}")
    answer_as_a_worker(page)
    submit(page)
    page.locator("[data-next-person]").click()
    expect(page.locator("h1")).to_have_text("已经清空")
    page.locator("main a.govuk-button").click()
    expect(page.locator('[name="hukou"]:checked')).to_have_count(0)
    expect(page.locator(".step:visible")).to_have_count(6)
    for _ in range(3):
        with suppress(Error):  # Chromium shows a page of its own in place of the result
            page.go_back(wait_until="load")
        with suppress(Error):
            page.wait_for_load_state("load")
        expect(page.locator(".result")).to_have_count(0)
        if address:
            expect(page.locator("form.answers input:checked")).to_have_count(0)
            boxes = page.locator('form.answers input[type="text"]')
            assert not any(boxes.evaluate_all("found => found.map(box => box.value)"))


def test_a_changed_answer_stands_beside_the_earlier_result(page: Page, server: str) -> None:
    result_with_code(page, server)
    page.locator('.recap [href="#question-employment"]').click()
    page.locator('[name="employment"][value="none"]').check()
    submit(page)
    expect(page.locator("#changed")).to_contain_text("没有工作")
