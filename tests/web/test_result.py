"""The result: what a person who reads only this page must learn."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.web.form_data import as_form
from tests.web.page_client import Page, PageClient

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = (PROJECT.parent / "shared" / "cases", PROJECT / "tests" / "cases")
CASES = [
    case
    for folder in FOLDERS
    for path in sorted(folder.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]

WORKER: dict[str, Any] = {
    "hukou": "elsewhere",
    "permit_held": "none",
    "housing": "rented",
    "employment": "employed",
    "employment_months": 14,
    "contract_months": 24,
    "insurance_last_12": 12,
    "employment_papers": [],
}


def ask(
    client: PageClient, answers: dict[str, Any], query: str = "", unit: str = "haining"
) -> Page:
    return client.post(f"/zh/{unit}/{query}", as_form(answers))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_page_agrees_with_the_case(client: PageClient, case: dict[str, Any]) -> None:
    request = case["request"]
    answers = request["answers"]
    query = f"?on={request['on']}&edition={request['edition']}"
    page = ask(client, answers, query, answers["unit"])
    for path, expected in case["expect"].items():
        _check(page, path, expected, request["edition"])


def _check(page: Page, path: str, expected: Any, edition: str) -> None:
    first, *rest = path.split(".")
    lead = f'.result [data-edition="{edition}"]'
    if first == "outcome":
        assert page.one(".result")["data-outcome"] == expected
    elif first == "permits" and rest[1] == "verdict":
        permit = page.one(f'{lead} [data-permit="{rest[0]}"]')
        assert permit["data-verdict"] == expected
    elif first == "points" and rest[1] in ("low", "high"):
        sheet = page.one(f'[data-scheme="{rest[0]}"]')
        assert sheet[f"data-{rest[1]}"] == (expected or "")


def test_outside_the_pilots_term_the_law_in_force_stands_beside_it(client: PageClient) -> None:
    page = ask(client, WORKER, "?on=2024-01-15")
    cards = page.soup.select(".result [data-edition]")
    editions = [card["data-edition"] for card in cards]
    assert set(editions) >= {"jiaxing-2014", "zhejiang-2016"}
    assert "2016 年 7 月 1 日" in page.words(".result")


def test_nobody_is_sent_for_a_permit_that_is_no_longer_issued(client: PageClient) -> None:
    page = ask(client, {"hukou": "elsewhere", "housing": "rented", "employment": "none"})
    assert page.one(".result")["data-outcome"] == "temporary_permit"
    words = page.words(".result").replace(" ", "")
    assert words.index("现行条例") < words.index("可以申领《浙江省临时居住证》")
    assert "不再发放" in words


def test_between_the_pilot_and_the_regulation_the_page_says_that_nothing_was_read(
    client: PageClient,
) -> None:
    page = ask(client, WORKER, "?on=2016-01-15")
    assert "没有当时适用的办证规则" in page.words(".result")


def test_in_the_pilots_term_there_is_one_edition(client: PageClient) -> None:
    page = ask(client, WORKER, "?on=2014-12-01")
    assert {card["data-edition"] for card in page.soup.select("[data-edition]")} == {"jiaxing-2014"}


def test_the_checklist_names_each_paper_and_says_what_is_at_hand(client: PageClient) -> None:
    answers = {**WORKER, "housing_papers": ["lease_contract"], "employment_papers": []}
    page = ask(client, answers, "?on=2014-12-01")
    lease = page.soup.select('[data-document="lease_contract"]')
    contract = page.soup.select('[data-document="labour_contract"]')
    assert "已有" in lease[0].get_text()
    assert "要去办" in contract[0].get_text()


def test_every_line_of_a_sheet_has_its_reason_and_source(client: PageClient) -> None:
    answers = {
        **WORKER,
        "birth_date": "1990-05-20",
        "education": "associate",
        "skill": "level_4",
        "title": "none",
        "insurance_province_months": 36,
        "residence_registered": True,
        "registered_on": "2020-08-10",
    }
    page = ask(client, answers, "?on=2024-01-15")
    words = page.words('[data-scheme="zhejiang-common-2023"]')
    assert "61.25" in words
    assert "省内社保 36 个月 × 0.5 = 18 分" in words
    assert "gansulong" in words
    assert "最高 200 分" in page.words(".result")


def test_what_is_unknown_is_a_range_and_the_questions_are_linked(client: PageClient) -> None:
    page = ask(client, {"hukou": "elsewhere", "birth_date": "1994-01-15"}, "?on=2024-01-15")
    sheet = page.one('[data-scheme="zhejiang-common-2023"]')
    assert (sheet["data-low"], sheet["data-high"]) == ("25", "100")
    assert page.soup.select('.result a[href="#question-education"]')


def test_all_fourteen_kinds_of_indicator_are_shown(client: PageClient) -> None:
    page = ask(client, {**WORKER, "commendation": "province"})
    assert len(page.soup.select("[data-kind]")) == 14


def test_the_units_documents_are_named(client: PageClient) -> None:
    page = ask(client, WORKER, unit="tongxiang")
    assert "桐乡市新市民积分管理服务办法" in page.words(".result")


def test_a_result_in_english_has_no_chinese_sentence_left(client: PageClient) -> None:
    page = client.post("/en/xiuzhou/", as_form({**WORKER, "birth_date": "1990-05-20"}))
    for paragraph in page.soup.select(".result p"):
        text = paragraph.get_text()
        chinese = sum("一" <= character <= "鿿" for character in text)
        assert chinese <= len(text) / 2, text


def test_the_most_useful_questions_are_linked_at_the_top(client: PageClient) -> None:
    page = ask(client, {**WORKER, "permit_held": "residence"}, "?on=2024-01-15")
    links = [str(link["href"]) for link in page.soup.select("#narrowing a")]
    assert links[0] == "#question-insurance_province_months"
    assert 0 < len(links) <= 3
    words = page.words(".result")
    assert words.index("先答这几题") < words.index("要带的材料")


def test_the_coming_months_are_drawn_with_a_table_behind(client: PageClient) -> None:
    answers = {**WORKER, "insurance_province_months": 50, "registered_on": "2023-12-01"}
    page = ask(client, answers, "?on=2024-01-15")
    assert page.one("#timeline .chart")["role"] == "img"
    assert page.words("#timeline .chart__levels") == "100 50 0"
    assert page.words("#timeline .chart__ticks") == "2024.1 2025.1 2026.1 2027.1"
    assert len(page.soup.select("#timeline tbody tr")) == 37
    words = page.words("#timeline")
    assert "2024 年 6 月 1 日，《浙江省居住证》的条件就够了。" in words
    assert "别的都不变" in words


def test_an_improvement_names_its_papers_and_all_together_are_added(client: PageClient) -> None:
    answers = {**WORKER, "skill": "level_4", "title": "none", "insurance_province_months": 59}
    page = ask(client, answers, "?on=2024-01-15")
    assert page.one("[data-together]")["data-together"] == "5.5"
    words = page.words("#improvements")
    assert "“省内社保”满 60 个月，多 0.5 分，这一项就满分了。" in words
    assert "材料：" in words


HOLDER = {**WORKER, "permit_held": "residence", "permit_issued_on": "2024-03-01"}


@pytest.mark.parametrize(
    ("answers", "query", "mark"),
    [
        (WORKER, "?on=2014-12-01", "later"),
        ({**HOLDER, "permit_endorsed": False}, "?edition=zhejiang-2016&on=2026-06-01", "later"),
        ({**HOLDER, "permit_endorsed": False}, "?edition=zhejiang-2016&on=2024-06-01", "met"),
    ],
    ids=["who can apply", "whose permit is suspended", "who holds a permit"],
)
def test_a_service_of_the_permit_has_a_tick_only_where_it_is_there_today(
    client: PageClient, answers: dict[str, Any], query: str, mark: str
) -> None:
    page = ask(client, answers, query)
    service = page.soup.select("#services > div [data-open='true']")[-1]
    assert service.select(f".mark--{mark}"), page.words("#services")


def test_a_reason_names_the_question_left_blank_though_it_is_not_asked(client: PageClient) -> None:
    answers = {**WORKER, "employment": "self_employed"}
    line = ask(client, answers, unit="xiuzhou").words('[data-indicator="large_employer"]')
    assert "没有填“规模以上企业”" in line


def test_the_questions_of_the_other_parent_are_named_as_theirs(client: PageClient) -> None:
    page = ask(client, {**WORKER, "has_partner": True}, unit="xiuzhou")
    links = page.soup.select('[data-indicator="income_tax"] a[href="#question-partner_employment"]')
    assert [link.get_text() for link in links] == ["另一方的工作"]


def test_a_percentage_stands_without_a_space(client: PageClient) -> None:
    page = ask(client, {**WORKER, "housing": "owned", "owned_share": 51}, unit="xiuzhou")
    assert page.one('[data-said="owned_share"] dd:not([class])').get_text() == "51%"


def test_two_tables_that_count_a_kind_are_named_apart(client: PageClient) -> None:
    kind = ask(client, WORKER, unit="pinghu").words('[data-kind="basic"]')
    assert "算在“浙江省级共性积分”、“平湖市新居民积分（2018 年前后）”里。" in kind


def test_a_holder_whose_endorsement_is_overdue_is_not_sent_for_a_new_permit(
    client: PageClient,
) -> None:
    held = {"permit_held": "residence", "permit_issued_on": "2022-03-01", "permit_endorsed": False}
    page = client.post("/zh/xiuzhou/", as_form({**WORKER, **held}))
    sheet = page.words(".result")
    assert "没有证或证已注销的，先申领；签注逾期的，先补办签注。" in sheet
    assert "先办好居住证" not in sheet
