"""The journey in Chromium on a small phone: both languages, with and without script."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.journey import answer_as_a_worker, journey, submit

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).resolve().parents[2]
AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def open_page(browser: Browser, script: bool, width: int = 360, dark: bool = False) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 640},
        java_script_enabled=script,
        bypass_csp=script,
        color_scheme="dark" if dark else "light",
    )
    return context.new_page()


def check_layout(page: Page, name: str) -> None:
    """The page is no wider than the phone, and keeps nothing in it."""
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= inner, f"{name} is {width} px wide on a {inner} px screen"
    assert page.context.cookies() == [], name


def check_accessibility(page: Page, name: str) -> None:
    """axe-core finds nothing to object to."""
    check_layout(page, name)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    broken = [
        f"{v['id']}: {v['nodes'][0]['html'][:200]} ({v['nodes'][0]['failureSummary'][:200]})"
        for v in found["violations"]
    ]
    assert not broken, f"{name}: " + "\n".join(broken)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("query", ["", "?size=l", "?size=xl"])
def test_the_journey_with_script_is_accessible_on_every_page(
    browser: Browser, server: str, lang: str, query: str
) -> None:
    page = open_page(browser, script=True)
    journey(page, server, lang, check_accessibility, query)
    page.context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_journey_works_without_script(browser: Browser, server: str, lang: str) -> None:
    page = open_page(browser, script=False)
    journey(page, server, lang, lambda _page, _name: None)
    page.context.close()


def test_the_journey_is_accessible_in_the_dark(browser: Browser, server: str) -> None:
    page = open_page(browser, script=True, dark=True)
    journey(page, server, "zh", check_accessibility)
    page.context.close()


@pytest.mark.parametrize("width", [280, 320, 414, 768, 1280])
def test_no_page_is_wider_than_its_screen(browser: Browser, server: str, width: int) -> None:
    page = open_page(browser, script=True, width=width)
    journey(page, server, "zh", check_layout)
    page.context.close()


@pytest.mark.parametrize("query", ["?on=2014-12-01", "?on=2016-01-15", "?edition=zhejiang-2016"])
def test_every_shape_of_result_is_accessible(browser: Browser, server: str, query: str) -> None:
    page = open_page(browser, script=True)
    page.goto(f"{server}/zh/xiuzhou/{query}")
    submit(page)
    check_accessibility(page, "nothing answered")
    answer_as_a_worker(page)
    submit(page)
    check_accessibility(page, "a worker")
    page.context.close()


def test_targets_are_large_enough_for_a_thumb(browser: Browser, server: str) -> None:
    page = open_page(browser, script=True)
    page.goto(f"{server}/zh/haining/")
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            '.option, button, input[type=text]')]
            .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
            .filter(([, height]) => height && height < 44)"""
    )
    assert not small
    page.context.close()


def test_ticks_on_the_checklist_stay_while_the_page_is_open(browser: Browser, server: str) -> None:
    page = open_page(browser, script=False)
    page.goto(f"{server}/zh/haining/?on=2014-12-01")
    answer_as_a_worker(page)
    submit(page)
    box = page.locator('[data-document] input[type="checkbox"]').first
    box.check()
    page.emulate_media(media="print")
    assert box.is_checked()
    assert box.is_visible()
    page.context.close()


def test_the_start_leads_to_the_result_with_the_keyboard_alone(
    browser: Browser, server: str
) -> None:
    page = open_page(browser, script=False)
    page.goto(f"{server}/zh/haining/")
    for _ in range(400):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.get_attribute("name") == "hukou":
            page.keyboard.press("Space")
        if focused.get_attribute("type") == "submit":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".result").get_attribute("data-outcome") is not None
    page.context.close()
