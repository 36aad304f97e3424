"""Rows for events and periods as a person fills them in, with and without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.launch import running_server

pytestmark = pytest.mark.browser

ZHONGSHAN = Path(__file__).resolve().parents[1] / "rulebooks" / "zhongshan-2014"
FORM = "zh/zhongshan/?on=2015-06-01"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a points table of another place, with lists of every kind."""
    with running_server(SELFCHECK_RULES=str(ZHONGSHAN)) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page on a small phone."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


def test_rows_are_filled_sent_and_come_back(server: str, page: Page) -> None:
    page.goto(f"{server}/{FORM}&mode=all")
    blood = page.locator("#question-blood")
    blood.locator('[name="blood-1-on"]').fill("2015-02-01")
    blood.locator('[name="blood-1-amount"]').fill("400")
    blood.locator('[name="blood-1-level"]').select_option(label="在中山")
    blood.locator("summary").first.click()
    blood.locator('[name="blood-5-on"]').fill("2015年3月1日")
    blood.locator('[name="blood-5-amount"]').fill("200")
    page.locator(".finish [type=submit]").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("“献血”第 5 行没有选哪一种")
    page.locator(".govuk-error-summary a").click()
    expect(page.locator('[name="blood-5-on"]')).to_be_visible()
    page.locator('[name="blood-5-level"]').select_option("elsewhere")
    page.locator(".finish [type=submit]").click()
    expect(page.locator('[data-indicator="blood"]')).to_have_attribute("data-low", "6")
    expect(page.locator('[name="blood-5-level"]')).to_have_value("elsewhere")


def test_no_row_is_wider_than_a_small_phone(server: str, page: Page) -> None:
    for size in ("", "&size=xl"):
        page.set_viewport_size({"width": 280, "height": 600})
        page.goto(f"{server}/{FORM}&mode=all{size}")
        assert page.evaluate("document.documentElement.scrollWidth") == 280
        heights = page.locator("#question-blood .box:visible").evaluate_all(
            "boxes => boxes.map(box => box.getBoundingClientRect().height)"
        )
        assert min(heights) >= 44


def test_a_reload_keeps_what_was_picked(server: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{server}/{FORM}&mode=all")
    page.locator('[name="blood-1-on"]').fill("2015-02-01")
    page.locator('[name="blood-1-level"]').select_option("local")
    page.reload()
    expect(page.locator('[name="blood-1-on"]')).to_have_value("2015-02-01")
    expect(page.locator('[name="blood-1-level"]')).to_have_value("local")
    context.close()


def test_a_row_that_is_not_whole_is_said_at_its_question(server: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{server}/{FORM}#section-conduct")
    page.locator('[name="blood-1-on"]').fill("2015-02-01")
    page.locator('[name="crimes-1-on"]').fill("2014-01-01")
    page.locator('[name="crimes-2-on"]').focus()
    expect(page.locator("#question-blood .understood")).to_contain_text("第 1 次没有填多少")
    context.close()
