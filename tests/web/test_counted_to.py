"""A table that counts up to another day says which: on the result, in the API, on the rules."""

from pathlib import Path

import pytest
from flask import Flask

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.tables import line, write_table
from tests.web.page_client import PageClient

TABLE = line(
    '{ kind = "rate", measure = { fact = "born", in = "full_years" }, points = 1, at_most = 90 }',
    more="max = 90",
)
DEDUCTION = line(
    '{ kind = "events", fact = "offences", points = 1, at_most = 4 }',
    "taken",
    "max = 4",
    "deduction",
)
BORN: dict[str, str | list[str]] = {"born-year": "1990", "born-month": "6", "born-day": "1"}


def app_of(folder: Path, counted_to: str, more: str = "") -> Flask:
    made = create_app(
        Settings(rules=write_table(folder, f'counted_to = "{counted_to}"\n{TABLE}{more}'))
    )
    made.testing = True
    return made


DAYS = {
    "previous 12-31": ("2019-12-31", "2019 年 12 月 31 日", "31 December 2019"),
    "05-31": ("2020-05-31", "2020 年 5 月 31 日", "31 May 2020"),
    "previous_month": ("2020-05-01", "2020 年 5 月 1 日", "1 May 2020"),
}


@pytest.mark.parametrize(
    ("counted_to", "every_year"),
    [
        ("previous 12-31", "申请前一年的 12 月 31 日"),
        ("05-31", "申请那年的 5 月 31 日"),
        ("previous_month", "申请前一个月的第一天"),
    ],
)
def test_the_day_is_said_wherever_the_points_are(
    tmp_path: Path, counted_to: str, every_year: str
) -> None:
    day, zh, en = DAYS[counted_to]
    app = app_of(tmp_path, counted_to)
    client = PageClient(app)
    said = client.post("/zh/somewhere/?on=2020-06-15", BORN)
    assert said.words("[data-counted-to]") == f"年龄、年限、月数这些，都算到 {zh}。"
    english = client.post("/en/somewhere/?on=2020-06-15", BORN).words("[data-counted-to]")
    assert english == f"Ages, years and months are counted up to {en}."
    assert every_year in client.get("/zh/somewhere/rules/").words()
    asked = {"answers": {"unit": "somewhere", "born": "1990-06-01"}, "on": "2020-06-15"}
    sheet = app.test_client().post("/api/v1/assess", json=asked).get_json()["points"][0]
    assert (sheet["counted_to"], sheet["low"]) == (day, "29")
    assert zh in sheet["counted_to_text"]
    told = app.test_client().get("/api/v1/rules/somewhere").get_json()["schemes"][0]
    assert told["counted_to"] == counted_to


def test_what_looks_at_the_day_itself_is_said_too(tmp_path: Path) -> None:
    client = PageClient(app_of(tmp_path, "05-31", DEDUCTION))
    assert "扣分和一票否决看现在" in client.post("/zh/somewhere/", BORN).words("[data-counted-to]")


def test_a_table_of_the_day_itself_says_nothing_of_it(tmp_path: Path) -> None:
    app = create_app(Settings(rules=write_table(tmp_path, TABLE)))
    app.testing = True
    page = PageClient(app).post("/zh/somewhere/?on=2020-06-15", BORN)
    assert not page.soup.select("[data-counted-to]")
