"""What was said stands below the result, each answer with the way back to its question."""

from tests.web.page_client import PageClient
from tests.web.test_form import WORKER


def test_every_answer_is_repeated_in_words(client: PageClient) -> None:
    page = client.post("/zh/haining/", WORKER)
    said = {str(row["data-said"]): row.get_text(" ") for row in page.soup.select("[data-said]")}
    assert "1990 年 5 月 20 日" in said["birth_date"]
    assert "单位宿舍" in said["housing"]
    assert "3 个月" in said["employment_months"]
    assert "一样都没有" in said["employment_papers"]
    assert len(said) == 9


def test_each_repeated_answer_leads_to_its_question(client: PageClient) -> None:
    page = client.post("/en/haining/", WORKER)
    for row in page.soup.select("[data-said]"):
        link = row.select_one("a")
        assert link is not None
        assert link["href"] == f"#question-{row['data-said']}"
        assert link.get_text().startswith("Change")


def test_an_answer_that_the_form_does_not_ask_for_has_no_way_back(client: PageClient) -> None:
    page = client.post("/zh/haining/", {**WORKER, "owned_share": "60"})
    row = page.one('[data-said="owned_share"]')
    assert not row.select("a")


def test_without_an_answer_the_recap_says_so(client: PageClient) -> None:
    page = client.post("/zh/haining/", {})
    assert not page.soup.select("[data-said]")
    assert "还没有填" in page.words("#answers")


def test_a_condition_that_failed_leads_to_what_it_looks_at(client: PageClient) -> None:
    page = client.post("/zh/haining/?on=2014-12-01", WORKER)
    failed = page.one('[data-permit="residence_permit"] [data-condition="six_months_employment"]')
    links = [str(link["href"]) for link in failed.select("a")]
    assert "#question-employment_months" in links


def test_the_form_below_a_result_is_sent_by_a_button_that_says_so(client: PageClient) -> None:
    assert "再算一次" in client.post("/zh/haining/", WORKER).words("form .finish")
    assert "看结果" in client.get("/zh/haining/").words("form .finish")
