"""The result on paper: two sheets of A4, type that can be read, ticks kept, who printed it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.browser.states import LANGS, ORIGIN, RESULTS, STATES, State, fetched, serve

pytestmark = pytest.mark.browser

DESK = "南湖区新居民服务站"
LONGEST = ("school", "range")
"""The results with the longest tables: in English they take a third sheet."""

BASE = 12
"""The least size of type on paper, in CSS pixels: 9 pt."""

SMALLER = """least => {
    const small = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const around = texts.currentNode.parentElement;
        const size = parseFloat(getComputedStyle(around).fontSize);
        const seen = around.getClientRects().length && !around.closest('.govuk-visually-hidden');
        if (texts.currentNode.data.trim() && seen && size < least - 0.01) {
            small.push(`${size} px: ${texts.currentNode.data.trim().slice(0, 60)}`);
        }
    }
    return small;
}"""
WHITE = """() => {
    const white = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const around = texts.currentNode.parentElement;
        const seen = around.getClientRects().length && !around.closest('.govuk-visually-hidden');
        if (texts.currentNode.data.trim() && seen
            && getComputedStyle(around).color === 'rgb(255, 255, 255)') {
            white.push(texts.currentNode.data.trim().slice(0, 60));
        }
    }
    return white;
}"""
SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that finds the pages as a desk with a name prints them."""
    context = browser.new_context()
    app = create_app(Settings(organisation=DESK))
    serve(context, app, dict(fetched(app)))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", RESULTS, ids=[state.name for state in RESULTS])
def test_a_result_fits_on_two_sheets_of_paper(tab: Page, lang: str, state: State) -> None:
    tab.goto(f"{ORIGIN}/{lang}/{state.name}")
    sheets = len(SHEET.findall(tab.pdf(prefer_css_page_size=True)))
    most = 3 if lang == "en" and state.name in LONGEST else 2
    assert 1 <= sheets <= most, f"{sheets} sheets"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", RESULTS, ids=[state.name for state in RESULTS])
def test_nothing_on_paper_is_set_smaller_than_nine_points(
    tab: Page, lang: str, state: State
) -> None:
    tab.goto(f"{ORIGIN}/{lang}/{state.name}")
    tab.emulate_media(media="print")
    small = tab.evaluate(SMALLER, BASE)
    tab.emulate_media(media="null")
    assert not small, small[:10]


def test_the_print_names_the_desk_the_rules_and_the_day_and_no_controls(tab: Page) -> None:
    tab.goto(f"{ORIGIN}/zh/residence-permit")
    expect(tab.locator(".printed")).to_be_hidden()
    tab.emulate_media(media="print")
    head = tab.locator(".printed")
    expect(head).to_be_visible()
    expect(head).to_contain_text(DESK)
    expect(head).to_contain_text("2014 年 12 月 1 日")
    version = tab.locator(".footer__version").text_content() or ""
    expect(head).to_contain_text(version.split()[-1])
    for hidden in ("main form", ".contents", ".sizes", ".trail", ".masthead__language"):
        for found in tab.locator(hidden).all():
            expect(found).to_be_hidden()
    for shown in ("#bring", "#points", "#endorsement", "#answers", "#limits .facts", "[data-code]"):
        expect(tab.locator(shown)).to_be_visible()
    tab.emulate_media(media="null")


def test_a_tick_made_on_the_screen_is_on_the_paper(tab: Page) -> None:
    tab.goto(f"{ORIGIN}/zh/residence-permit")
    box = tab.locator('[data-document] input[type="checkbox"]').first
    box.check()
    tab.emulate_media(media="print")
    expect(box).to_be_visible()
    expect(box).to_be_checked()
    tab.emulate_media(media="null")


def test_without_a_desk_the_print_names_none(browser: Browser) -> None:
    context = browser.new_context()
    app = create_app(Settings())
    serve(context, app, dict(fetched(app, RESULTS[:1])))
    tab = context.new_page()
    tab.goto(f"{ORIGIN}/zh/{RESULTS[0].name}")
    expect(tab.locator(".printed strong")).to_have_count(0)
    context.close()


@pytest.mark.parametrize(("width", "shown"), [(360, False), (1024, True)])
def test_the_button_to_print_is_there_on_wide_windows_only(
    tab: Page, width: int, shown: bool
) -> None:
    tab.set_viewport_size({"width": width, "height": 640})
    tab.goto(f"{ORIGIN}/zh/residence-permit")
    expect(tab.locator("[data-print]")).to_be_visible(visible=shown)


@pytest.mark.parametrize("state", STATES, ids=[state.name for state in STATES])
def test_paper_has_no_buttons_and_no_white_letters(tab: Page, state: State) -> None:
    tab.goto(f"{ORIGIN}/zh/{state.name}")
    tab.emulate_media(media="print")
    buttons = [one for one in tab.locator(".govuk-button").all() if one.is_visible()]
    white = tab.evaluate(WHITE)
    tab.emulate_media(media="null")
    assert not buttons
    assert not white, white[:5]
