"""Questions for events and periods: a row for each, the level to pick, the unit."""

from pathlib import Path

import pytest
from flask import Flask

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.tables import QUESTIONS, line, write_table
from tests.web.page_client import PageClient

SAYS = QUESTIONS.replace("maximum = 1000", 'maximum = 1000, suffix = "毫升"').replace(
    'label = "县"', 'label = "县，或者 区"'
)
TABLE = (
    line(
        '{ kind = "events", fact = "blood", per = 400, points = 2, at_most = 20 }',
        "blood",
        "max = 20",
    )
    + line(
        '{ kind = "events", fact = "awards", levels = { county = 1, city = 3 }, at_most = 15 }',
        "awards",
        "max = 15",
    )
    + line('{ kind = "events", fact = "offences", points = 1, at_most = 4 }', "offences", "max = 4")
    + line(
        '{ kind = "rate", measure = { fact = "insured", in = "full_months" }, points = 1, '
        "at_most = 50 }",
        more="max = 50",
    )
    + line(
        '{ kind = "rate", measure = { fact = "permit", in = "full_years" }, points = 1, '
        "at_most = 50 }",
        "permit",
        "max = 50",
    )
)
ON = "?on=2020-06-01"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("rows")
    made = create_app(Settings(rules=write_table(folder, TABLE, SAYS)))
    made.testing = True
    return made


@pytest.fixture
def somewhere(app: Flask) -> PageClient:
    return PageClient(app)


def test_levels_are_picked_and_amounts_have_their_unit(somewhere: PageClient) -> None:
    page = somewhere.get("/zh/somewhere/")
    options = page.soup.select('[name="awards-1-level"] option')
    assert [option["value"] for option in options] == ["", "county", "city"]
    assert options[1].get_text() == "县，或者 区"
    blood = page.words("#question-blood")
    assert "多少毫升" in blood
    assert not page.soup.select('[name="awards-1-amount"], [name="offences-1-level"]')
    assert "amount" not in blood
    assert "；" not in blood
    assert "How much (毫升)" in somewhere.get("/en/somewhere/").words("#question-blood")


def test_rows_are_read_scored_and_shown_again(somewhere: PageClient) -> None:
    said: dict[str, str | list[str]] = {
        "blood-1-on": "2019年5月1日",
        "blood-1-amount": "４００毫升",
        "awards-1-on": "2018.1.1",
        "awards-1-level": "county",
        "awards-3-on": "20190101",
        "awards-3-level": "city",
        "offences-none": "yes",
        "insured-1-from": "2019-01-01",
        "insured-1-to": "2019-12-31",
        "insured-1-level": "paid",
        "insured-2-from": "2020-04-01",
        "insured-2-level": "late",
    }
    page = somewhere.post(f"/zh/somewhere/{ON}", {**said, "blood-1-amount": "400"})
    lines = {one["data-indicator"]: one["data-low"] for one in page.soup.select(".line")}
    assert lines == {"blood": "2", "awards": "4", "offences": "0", "it": "14", "permit": "0"}
    assert page.one('[name="blood-1-on"]')["value"] == "2019年5月1日"
    assert page.one('[name="awards-3-level"] [selected]')["value"] == "city"
    assert page.one('[name="offences-none"]').has_attr("checked")
    assert not page.soup.select("details[data-rows][open]")


def test_a_row_further_down_is_in_sight_once_it_is_filled(somewhere: PageClient) -> None:
    said: dict[str, str | list[str]] = {"insured-5-from": "2019-01-01", "insured-5-level": "paid"}
    page = somewhere.post(f"/zh/somewhere/{ON}", said)
    opened = page.soup.select("details[data-rows][open]")
    assert [str(one["data-rows"]) for one in opened] == ["4"]
    assert opened[0].select('[name="insured-5-from"][value]')


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"awards-2-on": "2019-01-01"}, "“K”第 2 行没有选哪一种。请选一种。"),
        ({"awards-1-level": "city"}, "“K”第 1 次没有填哪天。"),
        ({"blood-1-on": "2019-01-01"}, "“J”第 1 次没有填多少。"),
        ({"blood-1-on": "2019-01-01", "blood-1-amount": "很多"}, "0 到 1000 之间"),
        ({"permit-1-to": "2019-01-01"}, "“N”第 1 段没有填从哪天开始。"),
        ({"permit-1-from": "昨天"}, "真实的日期"),
        ({"permit-1-from": "2019-01-02", "permit-1-to": "2019-01-01"}, "早于开始日期"),
        ({"awards-1-on": "2019-01-01", "awards-1-level": "moon"}, "可用：县，或者 区、市。"),
        ({"offences-none": "yes", "offences-1-on": "2019-01-01"}, "勾了“没有”，又填了别的"),
        ({"offences-1-on": ["2019-01-01", "2019-01-02"]}, "只能选一个"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_in_peoples_words(
    somewhere: PageClient, said: dict[str, str | list[str]], words: str
) -> None:
    page = somewhere.post(f"/zh/somewhere/{ON}", said, status=422)
    told = page.words(".govuk-error-summary")
    assert words in told
    assert "列表" not in told and "level" not in told
    (link,) = page.soup.select(".govuk-error-summary a")
    assert page.soup.select(str(link["href"]))[0].name == "input"


def test_how_it_stands_so_far_reads_rows_too(app: Flask) -> None:
    said = {"awards-1-on": "2019-01-01", "awards-1-level": "city", "blood-1-on": "2019-01-01"}
    answer = app.test_client().post(f"/zh/somewhere/so-far/{ON}", data=said).get_json()
    assert "没有填多少" in answer["problems"]["blood"]
    assert list(answer["problems"]) == ["blood"]
    assert answer["text"]


def test_english_rows_read_well(somewhere: PageClient) -> None:
    said: dict[str, str | list[str]] = {"awards-2-on": "1 May 2019"}
    page = somewhere.post(f"/en/somewhere/{ON}", said, status=422)
    assert "row 2" in page.words(".govuk-error-summary")


def test_a_long_list_ends_somewhere_and_a_browser_can_send_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfcheck.web.security.FIELD_LIMIT", 20)
    many = SAYS.replace("most = 5", "most = 60")
    made = create_app(Settings(rules=write_table(tmp_path, TABLE, many)))
    made.testing = True
    client = PageClient(made)
    page = client.get("/zh/somewhere/")
    assert "这里最多填 18 行" in page.words("#question-insured")
    assert "这里最多填" not in page.words("#question-offences")
    blank = {str(one["name"]): "" for one in page.soup.select("form#form [name]")}
    assert len(blank) > 100
    client.post(f"/zh/somewhere/{ON}", blank)
    client.post(f"/zh/somewhere/{ON}", {f"more{n}": "" for n in range(1000)}, status=413)
