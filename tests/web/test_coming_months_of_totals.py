"""The coming months on the page of a table with totals, deductions and an end."""

from pathlib import Path

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.tables import FILE, HEAD, line, write_table
from tests.web.page_client import PageClient

CITED = 'citation = { source = "the-document", article = "表" }'
EVENTS = '{ kind = "events", fact = "offences", points = 5, window = { months = 24 } }'
RATE = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 9 }'


def total(name: str, label: str) -> str:
    return f'[[total]]\nid = "{name}"\nlabel = "{label}"\n{CITED}\n'


def test_what_is_drawn_and_for_how_long_it_holds_stand_beside_the_drawing(tmp_path: Path) -> None:
    table = (
        line(RATE, more="max = 9")
        + line(EVENTS, "off", head="deduction")
        + total("all", "积分")
        + total("other", "入户")
    )
    write_table(tmp_path, table)
    term = HEAD.replace("term = {}", "term = { begins = 2020-01-01, ends = 2021-06-30 }")
    (tmp_path / FILE).write_text(term + table, "utf-8")
    app = create_app(Settings(rules=tmp_path))
    app.testing = True
    page = PageClient(app).post(
        "/zh/somewhere/?on=2020-06-01",
        {"offences-1-on": "2019-09-01", "offences-2-on": "2018-09-01", "months": "3"},
    )
    words = page.words("#timeline")
    assert "这里的分数和图都是“积分”的。" in words
    assert "这张表到 2021 年 6 月 30 日为止。" in words
    assert "2021 年 9 月 2 日，“…”少扣 5 分，以后不再扣。" in words
    assert page.words("#timeline .chart__levels") == "7 0 -7"
