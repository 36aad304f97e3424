"""The whole way a person goes: start, unit, questions, errors, result, a changed answer, rules."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Visit = Callable[[Page, str], None]
"""What to do on every page reached, with a name for it."""

WORDS = {
    "zh": {"unit": "海宁市", "see": "看结果", "rules": "条件和积分标准"},
    "en": {"unit": "Haining", "see": "result", "rules": "standard"},
}


def show_everything(page: Page) -> None:
    """Where the script shows one section at a time, ask for all of them at once."""
    switch = page.locator('[data-mode="all"]')
    if switch.count() and switch.is_visible():
        switch.click()


def answer_as_a_worker(page: Page) -> None:
    """Answer what a worker in a rented room knows by heart."""
    show_everything(page)
    page.locator('[name="hukou"][value="elsewhere"]').check()
    page.locator('[name="birth_date-year"]').fill("1990")
    page.locator('[name="birth_date-month"]').fill("5")
    page.locator('[name="birth_date-day"]').fill("20")
    page.locator('[name="permit_held"][value="none"]').check()
    page.locator('[name="housing"][value="rented"]').check()
    page.locator('[name="housing_papers"][value="lease_contract"]').check()
    page.locator('[name="employment"][value="employed"]').check()
    page.locator('[name="employment_months"]').fill("14")
    page.locator('[name="contract_months"]').fill("24")
    page.locator('[name="employment_papers-none"]').check()
    page.locator('[name="insurance_last_12"]').fill("12")
    page.locator('[name="insurance_province_months"]').fill("36")
    page.locator('[name="education"][value="associate"]').check()


def submit(page: Page) -> None:
    """Send the form and wait for the page that answers it."""
    with page.expect_navigation():
        page.locator(".finish button").click()


def journey(page: Page, server: str, lang: str, visit: Visit, query: str = "") -> None:
    """Go the whole way, calling `visit` on every page."""
    page.goto(f"{server}/{lang}/{query}")
    visit(page, "start")
    page.get_by_role("link", name=WORDS[lang]["unit"]).first.click()
    expect(page.locator("h1")).to_contain_text(WORDS[lang]["unit"])
    visit(page, "form")
    show_everything(page)
    page.locator('[name="insurance_last_12"]').fill("13")
    submit(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    visit(page, "errors")
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "insurance_last_12"
    answer_as_a_worker(page)
    submit(page)
    expect(page.locator(".result")).to_have_attribute("data-outcome", "residence_permit")
    visit(page, "result")
    page.locator('.recap [href="#question-employment"]').click()
    page.locator('[name="employment"][value="none"]').check()
    submit(page)
    expect(page.locator(".result")).to_have_attribute("data-outcome", "temporary_permit")
    visit(page, "changed")
    page.go_back(wait_until="commit")
    expect(page.locator(".result")).to_have_attribute("data-outcome", "residence_permit")
    page.goto(f"{server}/{lang}/haining/rules/{query}")
    visit(page, "rules")
    page.goto(f"{server}/{lang}/privacy/{query}")
    visit(page, "privacy")
    page.goto(f"{server}/{lang}/accessibility/{query}")
    visit(page, "accessibility")
    page.goto(f"{server}/{lang}/nowhere/{query}")
    visit(page, "not-found")
