"""Every page and state, in both languages, at three sizes of text, light and dark, with the script
and without: accessible, never wider than the screen, every target large enough.

axe-core's whole set of rules runs in every combination. A page is loaded once with the script and
once without; size and scheme change in place.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.browser.states import LANGS, ORIGIN, SCHEMES, SIZES, STATES, State, fetched, serve
from tests.browser.test_journey import AXE, TAGS

pytestmark = pytest.mark.browser

WIDTHS = (280, 320, 360, 768)
SET_SIZE = "size => { document.documentElement.className = size ? 'size-' + size : '' }"
# A rule that stopped half-way has found nothing, and is told like one that was broken.
RUN_AXE = """tags => axe.run(
    {runOnly: tags, iframes: false, resultTypes: ['violations']}).then(found =>
    found.violations.concat(found.incomplete.filter(rule => rule.error)).map(
        rule => rule.id + ': ' + (rule.error ? rule.error.message : rule.nodes.slice(0, 3).map(
        n => n.html.slice(0, 160) + ' ' + n.failureSummary.slice(0, 200)).join(' | '))))"""
SMALL_TARGETS = """least => {
    const small = [];
    for (const target of document.querySelectorAll('a[href], button, summary, input')) {
        if (target.closest('.govuk-skip-link') || target.type === 'hidden') continue;
        const box = (target.matches('[type=radio], [type=checkbox]') && target.closest('label'))
            || target;
        // A link within a sentence is as high as its line, and may be.
        if (target.matches('a') && getComputedStyle(target).display === 'inline') continue;
        const {width, height} = box.getBoundingClientRect();
        if (width && height && (height < least - 0.5 || width < least - 0.5)) {
            small.push(`${Math.round(width)}x${Math.round(height)} ${box.outerHTML.slice(0, 120)}`);
        }
    }
    return small;
}"""
FORCED = """() => {
    const style = name => getComputedStyle(document.querySelector(name));
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.cssText = 'forced-color-adjust: none; color: CanvasText; background: Canvas';
    return {
        bar: style('.bar__sure').fill, key: style('.key--sure').backgroundColor,
        mark: style('.mark circle').fill, rest: style('.bar__all').fill,
        text: getComputedStyle(probe).color, ground: getComputedStyle(probe).backgroundColor,
    };
}"""
LEAST_TARGET = {"": 44, "l": 44, "xl": 60}

CASES = [(lang, state) for lang in LANGS for state in STATES]
NAMES = [f"{lang}-{state.name}" for lang, state in CASES]


@pytest.fixture(scope="module")
def app() -> Flask:
    """The application with the settings of a fresh checkout."""
    return create_app(Settings())


@pytest.fixture(scope="module", params=[True, False], ids=["script", "no-script"])
def tab(request: pytest.FixtureRequest, browser: Browser, app: Flask) -> Iterator[Page]:
    """One tab for all pages, with axe-core in each of them."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(path=AXE)
    serve(context, app, dict(fetched(app)), script=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("lang", "state"), CASES, ids=NAMES)
def test_every_state_is_accessible(tab: Page, lang: str, state: State) -> None:
    tab.set_viewport_size({"width": 360, "height": 640})
    tab.goto(f"{ORIGIN}/{lang}/{state.name}")
    broken: list[str] = []
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for size in SIZES:
            tab.evaluate(SET_SIZE, size)
            found = tab.evaluate(RUN_AXE, TAGS)
            broken += [f"{size or 'normal'} {scheme}: {violation}" for violation in found]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("lang", "state"), CASES, ids=NAMES)
def test_every_state_fits_the_screen_and_the_thumb(tab: Page, lang: str, state: State) -> None:
    tab.goto(f"{ORIGIN}/{lang}/{state.name}")
    wrong: list[str] = []
    for size in SIZES:
        tab.evaluate(SET_SIZE, size)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 640})
            wide = tab.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wrong.append(f"{size or 'normal'}: {wide} px wide on {width} px")
        tab.set_viewport_size({"width": 360, "height": 640})
        wrong += [
            f"{size or 'normal'}: {t}" for t in tab.evaluate(SMALL_TARGETS, LEAST_TARGET[size])
        ]
    assert not wrong, "\n".join(wrong)


def test_drawings_and_their_keys_follow_the_colours_a_person_has_chosen(tab: Page) -> None:
    tab.emulate_media(forced_colors="active")
    tab.goto(f"{ORIGIN}/zh/residence-permit")
    colours = tab.evaluate(FORCED)
    tab.emulate_media(forced_colors="none")
    assert colours["bar"] == colours["key"] == colours["mark"] == colours["text"]
    assert colours["rest"] == colours["ground"]


@pytest.mark.parametrize("lang", LANGS)
def test_each_result_of_the_matrix_has_the_outcome_it_is_named_for(app: Flask, lang: str) -> None:
    for state in STATES:
        if state.outcome:
            assert f'data-outcome="{state.outcome}"' in state.fetch(app, lang), state.name
