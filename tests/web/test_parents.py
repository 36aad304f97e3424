"""Rules on either parent and on when the other one counts: on the pages, and in the resume code."""

import re
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from selfcheck.app import create_app
from selfcheck.rules.loader import SHIPPED
from selfcheck.web.settings import Settings
from tests.web.form_data import as_form
from tests.web.page_client import PageClient
from tests.web.test_resume import code_of, filled

TABLE = "schemes/xiuzhou-school-2021.toml"
LINE = 'people = "each"\nmax = 50\ncap = 50\ndocuments = ["insurance_record"]\n'
ONE_YEAR = 'partner_when = { fact = "registered_on", months_passed = 12 }\n'
VETO = """
[[veto]]
id = "unregistered"
when = { any_parent = { fact = "residence_registered", is = false } }
text = "父母有一方没有办居住登记，不能申请。"
citation = { source = "xiuzhou-school-2021", article = "申请条件" }
"""
INSURANCE = '[data-scheme="xiuzhou-school-2021"] .lines > [data-indicator="insurance"]'
PATH = "xiuzhou/?on=2026-11-24"
BOTH = {
    "has_partner": True,
    "residence_registered": True,
    "registered_on": "2020-11-12",
    "insurance_unit_months": 24,
    "partner_residence_registered": True,
    "partner_registered_on": "2024-12-29",
    "partner_insurance_unit_months": 60,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> PageClient:
    """A visitor of the shipped rules, with a veto on either parent and a year before the other."""
    folder = copytree(SHIPPED, tmp_path_factory.mktemp("rules") / "rules")
    text = (folder / TABLE).read_text("utf-8")
    assert LINE in text
    text = re.sub(r"\[\[example\]\]\n(?:[^\[\n].*\n|\n)*", "", text).replace(LINE, LINE + ONE_YEAR)
    (folder / TABLE).write_text(text + VETO, "utf-8")
    made = create_app(Settings(rules=Path(folder)))
    made.testing = True
    return PageClient(made)


def test_both_parents_are_asked(client: PageClient) -> None:
    page = client.get("/zh/xiuzhou/")
    for name in ("partner_residence_registered", "partner_insurance_unit_months"):
        assert page.soup.select(f'[name^="{name}"]')


VETOES: dict[str, tuple[dict[str, Any], str, str]] = {
    "neither": ({}, "", ""),
    "the applicant": ({"residence_registered": False}, "unregistered", ""),
    "the other": ({"partner_residence_registered": False}, "unregistered", ""),
    "the other, who is not there": (
        {"has_partner": False, "partner_residence_registered": False},
        "",
        "",
    ),
    "the other, of whom nothing is known": (
        {"has_partner": None, "partner_residence_registered": False},
        "",
        "unregistered",
    ),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("told", "met", "possible"), VETOES.values(), ids=VETOES)
def test_a_veto_on_either_parent_is_shown(
    client: PageClient, lang: str, told: dict[str, Any], met: str, possible: str
) -> None:
    registered = {"registered_on": None, "partner_registered_on": None}
    page = client.post(f"/{lang}/{PATH}", as_form({**BOTH, **registered, **told}))
    assert [veto["data-veto"] for veto in page.soup.select("[data-veto]")] == [met] * bool(met)
    doubtful = [veto["data-possible-veto"] for veto in page.soup.select("[data-possible-veto]")]
    assert doubtful == [possible] * bool(possible)


COUNTS: dict[str, tuple[dict[str, Any], tuple[str, str], str, str]] = {
    "after a year": ({}, ("35", "35"), "你：", "You: "),
    "before a year": (
        {"registered_on": "2026-03-01"},
        ("10", "10"),
        "这一项另一方还不能算，0 分",
        "the other parent does not count here yet, 0 points",
    ),
    "who knows": (
        {"registered_on": None},
        ("10", "35"),
        "看不出来另一方现在算不算，所以是 0 到 25 分",
        "whether the other parent counts now cannot be told, so 0 to 25 points",
    ),
    "without another": (
        {"has_partner": False},
        ("10", "10"),
        "另一方：没有，0 分",
        "none, 0 points",
    ),
    "nobody said whether there is another": (
        {"has_partner": None},
        ("10", "35"),
        "没有填有没有另一方家长，所以是 0 到 25 分",
        "you did not say whether there is one, so 0 to 25 points",
    ),
}


@pytest.mark.parametrize(("told", "ends", "zh", "en"), COUNTS.values(), ids=COUNTS)
def test_whether_the_other_parent_counts_is_said_in_both_languages(
    client: PageClient, told: dict[str, Any], ends: tuple[str, str], zh: str, en: str
) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        page = client.post(f"/{lang}/{PATH}", as_form({**BOTH, **told}))
        line = page.one(INSURANCE)
        assert (line["data-low"], line["data-high"]) == ends
        assert words.lower() in page.words(INSURANCE).lower()
        changed = {link["href"] for link in line.select(".changes a")}
        assert {"#question-insurance_unit_months", "#question-registered_on"} <= changed


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("told", [{}, {"partner_residence_registered": False}], ids=str)
def test_a_code_brings_back_both_parents(
    client: PageClient, lang: str, told: dict[str, Any]
) -> None:
    said = {**BOTH, **told}
    if told:
        said["partner_registered_on"] = None
    first = client.post(f"/{lang}/{PATH}", as_form(said))
    again = client.post(f"/{lang}/resume/?on=2026-11-24", {"code": code_of(first)})
    assert filled(again) == filled(first)
    assert filled(again)["partner_insurance_unit_months"] == ["60"]
    shown = [str(page.one("#points")) for page in (first, again)]
    assert shown[0] == shown[1]
    assert ("data-veto" in shown[0]) == bool(told)
