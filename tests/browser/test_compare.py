"""All units side by side, and the coming months, in Chromium on a small phone."""

import pytest
from playwright.sync_api import Browser

from tests.browser.journey import answer_as_a_worker, submit
from tests.browser.test_journey import check_accessibility, check_layout, open_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("query", ["", "?size=xl"])
def test_the_answers_of_a_result_go_along_to_every_unit(
    browser: Browser, server: str, lang: str, query: str
) -> None:
    page = open_page(browser, script=True)
    page.goto(f"{server}/{lang}/haining/{query}")
    answer_as_a_worker(page)
    submit(page)
    check_accessibility(page, "result")
    with page.expect_navigation():
        page.click("button[formaction*='/compare/']")
    assert page.url.split("?")[0] == f"{server}/{lang}/compare/"
    check_accessibility(page, "comparison")
    assert page.locator("[data-unit]").count() == 9
    with page.expect_navigation():
        page.click("[data-unit='pinghu'] button")
    assert page.url.split("?")[0] == f"{server}/{lang}/pinghu/"
    assert page.locator(".result").get_attribute("data-outcome")
    page.context.close()


def test_the_comparison_works_without_script_and_in_the_dark(browser: Browser, server: str) -> None:
    page = open_page(browser, script=False, dark=True)
    page.goto(f"{server}/zh/compare/")
    answer_as_a_worker(page)
    submit(page)
    check_layout(page, "comparison")
    assert page.locator("[data-unit]").count() == 9
    page.context.close()
