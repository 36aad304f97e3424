"""Where a line of Chinese may not break, on the pages as they are sent."""

import re

import pytest
from flask import Flask

from selfcheck.web.breaks import unbroken
from tests.web.page_client import PageClient

KEPT_TOGETHER = "\N{NO-BREAK SPACE}"
LOOSE = re.compile("[0-9] [\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("满 6 个月", "满 6_个月"),
        ("2016 年 7 月 1 日起", "2016_年 7_月 1_日起"),
        ("最高 %(points)s 分", "最高 %(points)s_分"),
        ("还有 \x01left\x01 项", "还有 \x01left\x01_项"),
        ("WCAG 2.2 AA", "WCAG 2.2 AA"),
        ("Points: 6 months", "Points: 6 months"),
    ],
)
def test_a_figure_is_held_to_what_it_counts(text: str, joined: str) -> None:
    assert unbroken(text) == joined.replace("_", KEPT_TOGETHER)


@pytest.mark.parametrize(
    "path", ["/zh/", "/zh/haining/", "/zh/xiuzhou/rules/", "/zh/accessibility/"]
)
def test_a_page_without_answers_leaves_no_figure_alone(client: PageClient, path: str) -> None:
    page = client.get(path)
    assert KEPT_TOGETHER in page.text
    assert not LOOSE.search(page.text)


def test_an_answer_goes_to_programs_with_plain_spaces(app: Flask) -> None:
    asked = {"answers": {"unit": "haining", "hukou": "elsewhere", "employment_months": 3}}
    answer = app.test_client().post("/api/v1/assess", json=asked)
    assert answer.status_code == 200
    assert KEPT_TOGETHER not in answer.get_data(as_text=True)
