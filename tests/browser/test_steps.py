"""With the script: one section at a time, as a person goes through it, slips included."""

from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

OLD_ENGINE = """
for (const name of ["fetch", "IntersectionObserver", "ResizeObserver", "MutationObserver",
                    "AbortController", "URL", "URLSearchParams", "FormData", "Promise",
                    "customElements", "speechSynthesis", "performance"]) {
  delete window[name];
}
for (const [kind, names] of [
  [Element, ["closest", "matches", "append", "replaceWith", "toggleAttribute", "replaceChildren"]],
  [NodeList, ["forEach", "entries", "keys", "values"]],
  [Array, ["includes", "flat", "flatMap", "at", "find", "findIndex"]],
  [String, ["includes", "startsWith", "endsWith", "padStart", "matchAll", "replaceAll"]],
  [HTMLFormElement, ["requestSubmit"]],
]) {
  names.forEach((name) => delete kind.prototype[name]);
}
delete Object.entries; delete Object.fromEntries; delete Object.values; delete Array.from;
history.replaceState = undefined; history.pushState = undefined;
"""
"""Takes away what came to browsers after 2015, before the page is there."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a small phone; a fault of the script fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    opened = context.new_page()
    faults: list[object] = []

    def note(fault: object) -> None:
        faults.append(fault)

    opened.on("pageerror", note)
    yield opened
    context.close()
    assert not faults


def step_forward(page: Page) -> None:
    page.locator('[data-step="1"]:visible').click()


def expect_step(page: Page, name: str) -> None:
    """One section is shown, and it is this one."""
    expect(page.locator(f"#section-{name}")).to_be_visible()
    expect(page.locator(".step:visible")).to_have_count(1)


def expect_everything(page: Page) -> None:
    """All six sections are shown."""
    expect(page.locator(".step:visible")).to_have_count(6)


def pick(page: Page, name: str, value: str) -> None:
    page.locator(f'[name="{name}"][value="{value}"]').check()


def fill(page: Page, name: str, text: str) -> None:
    page.locator(f'[name="{name}"]').fill(text)
    page.locator(f'[name="{name}"]').blur()


def walk_to_the_result(page: Page) -> None:
    """Go through all six steps as a worker would, and see the result."""
    pick(page, "hukou", "elsewhere")
    fill(page, "birth_date-year", "９０年５月２０日")
    pick(page, "permit_held", "none")
    step_forward(page)
    pick(page, "housing", "rented")
    pick(page, "housing_papers", "lease_contract")
    step_forward(page)
    pick(page, "employment", "employed")
    fill(page, "employment_months", "1年2个月")
    fill(page, "contract_months", "24")
    page.locator('[name="employment_papers-none"]').check()
    step_forward(page)
    fill(page, "insurance_last_12", "12")
    step_forward(page)
    pick(page, "education", "associate")
    step_forward(page)
    with page.expect_navigation():
        page.locator(".finish__button").click()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_section_at_a_time_leads_to_the_result(page: Page, server: str, lang: str) -> None:
    page.goto(f"{server}/{lang}/haining/")
    expect_step(page, "place")
    walk_to_the_result(page)
    expect(page.locator(".result")).to_have_attribute("data-outcome", "residence_permit")
    assert page.locator('[name="birth_date-year"]').input_value() == "1990"
    assert page.locator('[name="employment_months"]').input_value() == "14"


def test_below_a_result_a_step_comes_when_an_answer_is_to_be_changed(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/zh/haining/")
    walk_to_the_result(page)
    expect(page.locator("form.answers")).to_be_hidden()
    page.locator('.recap [href="#question-insurance_last_12"]').click()
    expect_step(page, "insurance")
    expect(page.locator("#question-insurance_last_12")).to_be_focused()
    page.locator('[name="insurance_last_12"]').fill("3")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".result")).to_have_attribute("data-outcome", "temporary_permit")
    expect(page.locator("form.answers")).to_be_hidden()
    page.locator(".jumps a").nth(1).click()
    expect_step(page, "housing")
    expect(page.locator(".finish__button")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("form.answers")).to_be_hidden()
    page.locator('[data-mode="all"]').click()
    expect_everything(page)


def test_a_result_is_read_aloud_not_its_form(page: Page, server: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'speechSynthesis', {value: {cancel: () => {}}});"
    )
    page.goto(f"{server}/zh/haining/")
    assert page.locator("[data-read]").get_attribute("data-read") == "form"
    walk_to_the_result(page)
    assert page.locator("[data-read]").get_attribute("data-read") == "verdict"
    expect(page.locator("[data-read]")).to_be_visible()
    assert "下一步" in page.locator("#verdict").inner_text()


def test_the_result_can_be_seen_from_the_first_step(page: Page, server: str) -> None:
    page.goto(f"{server}/zh/haining/")
    expect_step(page, "place")
    pick(page, "hukou", "here")
    with page.expect_navigation():
        page.locator(".finish__button").click()
    expect(page.locator(".result")).to_have_attribute("data-outcome", "local_resident")


def test_a_step_moves_the_focus_to_its_heading_and_back_goes_back(page: Page, server: str) -> None:
    page.goto(f"{server}/zh/haining/")
    step_forward(page)
    expect(page.locator("#section-housing-title")).to_be_focused()
    expect(page.locator(".step:visible")).to_contain_text("第 2 步，共 6 步")
    step_forward(page)
    page.go_back()
    expect_step(page, "housing")
    page.locator('[data-step="-1"]:visible').click()
    expect_step(page, "place")


def test_reload_back_forward_and_a_turned_phone_lose_nothing(page: Page, server: str) -> None:
    page.goto(f"{server}/zh/haining/")
    pick(page, "hukou", "elsewhere")
    fill(page, "birth_date-year", "1990")
    pick(page, "permit_held", "none")
    step_forward(page)
    pick(page, "housing", "rented")

    def check() -> None:
        expect_step(page, "housing")
        expect(page.locator('[name="housing"][value="rented"]')).to_be_checked()
        expect(page.locator('[name="hukou"][value="elsewhere"]')).to_be_checked()
        expect(page.locator('[name="birth_date-year"]')).to_have_value("1990")
        expect(page.locator("#question-permit_issued_on")).to_have_attribute("hidden", "")

    check()
    page.set_viewport_size({"width": 640, "height": 360})
    check()
    page.reload()
    check()
    page.goto(f"{server}/zh/privacy/")
    page.go_back(wait_until="commit")
    check()
    page.go_forward(wait_until="commit")
    expect(page.locator("h1")).to_contain_text("隐私")
    page.go_back(wait_until="commit")
    check()


def test_the_result_and_the_form_come_back_with_back_and_forward(page: Page, server: str) -> None:
    page.goto(f"{server}/zh/haining/")
    walk_to_the_result(page)
    page.go_back(wait_until="commit")
    expect(page.locator('[name="education"][value="associate"]')).to_be_checked()
    assert page.locator(".result").count() == 0
    page.go_forward(wait_until="commit")
    expect(page.locator(".result")).to_have_attribute("data-outcome", "residence_permit")


def test_a_question_that_does_not_apply_is_gone_at_once_and_keeps_its_answer(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/zh/haining/")
    question = page.locator("#question-permit_issued_on")
    expect(question).to_be_visible()
    pick(page, "permit_held", "residence")
    fill(page, "permit_issued_on-year", "2020")
    pick(page, "permit_held", "none")
    expect(question).to_be_hidden()
    with page.expect_request("**/so-far/") as asked:
        step_forward(page)
    sent = parse_qs(asked.value.post_data or "")
    assert sent["permit_held"] == ["none"]
    assert "permit_issued_on-year" not in sent
    page.go_back()
    pick(page, "permit_held", "residence")
    expect(page.locator('[name="permit_issued_on-year"]')).to_have_value("2020")


def test_what_is_typed_is_read_as_it_was_meant_and_slips_are_told_gently(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/zh/haining/?mode=all")
    fill(page, "birth_date-year", "1990/05/20")
    expect(page.locator('[name="birth_date-day"]')).to_have_value("20")
    fill(page, "employment_months", "３年")
    expect(page.locator('[name="employment_months"]')).to_have_value("36")
    expect(page.locator("#question-employment_months .understood")).to_have_text("按 36 个月算。")
    fill(page, "insurance_last_12", "13")
    slip = page.locator("#question-insurance_last_12 .understood")
    expect(slip).to_contain_text("0 到 12")
    described = str(page.locator('[name="insurance_last_12"]').get_attribute("aria-describedby"))
    assert str(slip.get_attribute("id")) in described.split()
    fill(page, "insurance_last_12", "12")
    expect(slip).to_have_text("")


def test_the_range_so_far_is_told_politely_and_is_silent_without_a_network(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/zh/haining/")
    place = page.locator("[data-so-far-place]")
    expect(place).to_be_hidden()
    fill(page, "birth_date-year", "1990.5.20")
    step_forward(page)
    told = page.locator("[data-so-far-text]")
    expect(told).to_contain_text("浙江省级共性积分：25 到 100 分")
    assert told.get_attribute("aria-live") == "polite"
    page.context.set_offline(True)
    pick(page, "housing", "rented")
    step_forward(page)
    expect(page.locator("#section-employment")).to_be_visible()
    expect(told).to_contain_text("25 到 100 分")
    page.context.set_offline(False)


def test_the_comparison_goes_step_by_step_too_and_tells_how_it_stands(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/zh/compare/")
    expect_step(page, "place")
    pick(page, "hukou", "elsewhere")
    fill(page, "birth_date-year", "90年5月20日")
    step_forward(page)
    expect_step(page, "housing")
    expect(page.locator("[data-so-far-text]")).to_contain_text("每个地方都有，都是 25 到 100 分")
    with page.expect_navigation():
        page.locator(".finish__button").click()
    expect(page.locator("[data-unit]")).to_have_count(9)
    page.locator('[data-mode="step"]').click()
    expect_step(page, "place")
    assert page.locator('[name="birth_date-year"]').input_value() == "1990"


@pytest.mark.parametrize("sees_the_result", [True, False])
def test_back_after_next_person_brings_nothing_of_the_last_one(
    page: Page, server: str, sees_the_result: bool
) -> None:
    address = f"{server}/zh/haining/"
    page.goto(address)
    pick(page, "hukou", "elsewhere")
    fill(page, "birth_date-year", "1990/5/20")
    step_forward(page)
    pick(page, "housing", "rented")
    back = 2
    if sees_the_result:
        back = 3
        with page.expect_navigation():
            page.locator(".finish__button").click()
        expect(page.locator(".result")).to_be_visible()
    with page.expect_navigation():
        page.locator("[data-next-person]").click()
    page.evaluate(f"history.go(-{back})")
    page.wait_for_url(address)
    expect_step(page, "place")
    expect(page.locator('[name="birth_date-year"]')).to_have_value("")
    expect(page.locator('[name="hukou"]:checked')).to_have_count(0)
    page.go_forward(wait_until="commit")
    expect(page.locator('[name="housing"]:checked')).to_have_count(0)


def test_the_next_person_in_turn_loses_nothing_with_back(page: Page, server: str) -> None:
    page.goto(f"{server}/zh/clear/?unit=haining")
    page.goto(f"{server}/zh/haining/")
    fill(page, "birth_date-year", "1985")
    page.goto(f"{server}/zh/privacy/")
    page.go_back(wait_until="commit")
    expect(page.locator('[name="birth_date-year"]')).to_have_value("1985")


def test_an_error_is_where_the_focus_is_and_leads_to_its_step(page: Page, server: str) -> None:
    page.goto(f"{server}/zh/haining/#section-insurance")
    fill(page, "insurance_last_12", "13")
    page.goto(f"{server}/zh/haining/#section-conduct")
    page.go_back()
    fill(page, "insurance_last_12", "13")
    page.evaluate("location.hash = 'section-conduct'")
    with page.expect_navigation():
        page.locator(".finish__button").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect_step(page, "insurance")
    page.locator(".govuk-error-summary a").click()
    expect(page.locator('[name="insurance_last_12"]')).to_be_focused()


def test_enter_in_a_box_goes_on_and_does_not_send_the_form(page: Page, server: str) -> None:
    page.goto(f"{server}/zh/haining/")
    page.locator('[name="birth_date-year"]').fill("1990")
    page.keyboard.press("Enter")
    expect_step(page, "housing")
    assert page.locator(".result, .govuk-error-summary").count() == 0


@pytest.mark.parametrize("address", ["?mode=all", "#all"])
def test_everything_at_once_with_the_keyboard_alone(page: Page, server: str, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{server}/zh/haining/{address}")
    expect_everything(page)
    page.locator(".shortcuts summary").click()
    assert "Ctrl" in page.locator(".shortcuts").inner_text()
    page.keyboard.press("Alt+Shift+Digit4")
    expect(page.locator("#section-insurance-title")).to_be_focused()
    expect_everything(page)
    page.keyboard.press("Tab")
    expect(page.locator('[name="insurance_last_12"]')).to_be_focused()
    page.keyboard.type("12")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.locator(".result").count() == 1


def test_the_switch_leads_to_everything_and_back(page: Page, server: str) -> None:
    page.goto(f"{server}/zh/haining/")
    page.locator('[data-mode="all"]').click()
    expect_everything(page)
    page.locator('[data-mode="step"]').click()
    expect_step(page, "place")


def test_a_slow_network_only_makes_it_slower(page: Page, server: str) -> None:
    network = page.context.new_cdp_session(page)
    network.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 300,
            "downloadThroughput": 50 * 1024 / 8 * 8,
            "uploadThroughput": 20 * 1024,
        },
    )
    page.goto(f"{server}/zh/haining/")
    walk_to_the_result(page)
    expect(page.locator(".result")).to_have_attribute("data-outcome", "residence_permit")


def test_an_engine_of_ten_years_ago_gets_through(page: Page, server: str) -> None:
    page.add_init_script(OLD_ENGINE)
    page.goto(f"{server}/zh/haining/")
    assert page.evaluate("typeof fetch + typeof [].includes") == "undefinedundefined"
    expect_step(page, "place")
    walk_to_the_result(page)
    expect(page.locator(".result")).to_have_attribute("data-outcome", "residence_permit")


def test_without_script_the_whole_form_is_there(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/zh/haining/")
    expect_everything(page)
    expect(page.locator("[data-step-nav]").first).to_be_hidden()
    expect(page.locator("[data-read]")).to_be_hidden()
    context.close()


def test_reading_aloud_speaks_the_questions_in_view(page: Page, server: str) -> None:
    page.add_init_script(
        """window.said = [];
        Object.defineProperty(window, 'speechSynthesis', {value: {
          speak: (u) => window.said.push([u.lang, u.text]), cancel: () => {}}});"""
    )
    page.goto(f"{server}/zh/haining/")
    button = page.locator("[data-read]").first
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    said = page.evaluate("window.said")
    assert ["zh-CN", "你的户口在这里吗？"] in [[lang, text.strip()] for lang, text in said] or any(
        "户口" in text for _, text in said
    )
    assert not any("你住在什么样的房子里" in text for _, text in said)
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
