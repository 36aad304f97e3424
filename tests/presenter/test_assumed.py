"""What a blank is taken for, where its question says so: scored so, and said everywhere."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from selfcheck.app import create_app
from selfcheck.engine.examples import wrong_examples
from selfcheck.engine.lines import LineScore
from selfcheck.presenter.language import languages
from selfcheck.presenter.selfcheck import SelfCheck
from selfcheck.rules.loader import load
from selfcheck.rules.rulebook import Rulebook
from selfcheck.shipped import shipped
from selfcheck.web.settings import Settings
from tests.tables import QUESTIONS, line, mistakes_in, range_of, read_table, sheet_of, write_table
from tests.web.page_client import PageClient

ASSUMED = {
    "party": "assumed = false",
    "offences": "sensitive = true, assumed = []",
    "permit": "assumed = []",
    "deeds": 'none_label = "一样都没有", assumed = []',
    "level": 'assumed = "low"',
}


def questions() -> str:
    """The questions of every table, of which some say what a blank means."""
    text = QUESTIONS
    for fact, more in ASSUMED.items():
        begins = text.index(f'id = "{fact}"')
        ends = text.index(" },\n", begins)
        text = f"{text[:ends]}, {more}{text[ends:]}"
    return text


BOTH = 'people = "each"\n'
TABLE = (
    'counted_to = "05-31"\n'
    + line('{ kind = "rate", measure = { fact = "months" }, points = 1 }', "months")
    + line(
        '{ kind = "flat", points = 5, when = { fact = "party", is = true }, why = "是。",'
        ' why_not = "不是。" }',
        "party",
        BOTH + "max = 10",
    )
    + line(
        '{ kind = "ladder", fact = "level", levels = { low = 1, high = 2 } }', "level", "max = 2"
    )
    + line('{ kind = "items", fact = "deeds", points = { one = 1, two = 2 } }', "deeds", "max = 3")
    + line(
        '{ kind = "rate", measure = { fact = "permit", in = "full_years" }, points = 1 }', "permit"
    )
    + line('{ kind = "events", fact = "offences", points = 10 }', "taken", "max = 40", "deduction")
    + '[[veto]]\nid = "banned"\ntext = "不能申请"\n'
    + 'citation = { source = "the-document", article = "表" }\n'
    + 'when = { measure = { fact = "offences", in = "count" }, at_least = 3 }\n'
)
ALL = ["partner_party", "level", "party", "deeds", "offences", "permit"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_table(tmp_path_factory.mktemp("table"), TABLE, questions())


@pytest.fixture(scope="module")
def book(folder: Path) -> Rulebook:
    return load(folder)


def answer(book: Rulebook, lang: str, **facts: Any) -> dict[str, Any]:
    selfcheck = SelfCheck(book, languages(shipped("translations")))
    edition = next(iter(book.editions))
    told = selfcheck.answer({"unit": "somewhere", **facts}, date(2020, 6, 1), edition, lang)
    sheet: dict[str, Any] = told["points"][0]
    return sheet


def test_a_blank_is_what_is_assumed_and_an_answer_is_what_it_says(book: Rulebook) -> None:
    assert range_of(sheet_of(book, {"months": 12, "has_partner": True})) == ("13", "13")
    assert sheet_of(book, {"months": 12, "has_partner": True}).vetoes == ()
    said = {"months": 12, "has_partner": True, "offences": ["2020-01-01"] * 3, "party": True}
    assert range_of(sheet_of(book, said)) == ("-12", "-12")
    assert sheet_of(book, said).vetoes[0].truth.value == "met"


def test_the_most_of_a_line_is_compared_with_any_answer_and_not_with_what_is_assumed(
    tmp_path: Path, book: Rulebook
) -> None:
    assert wrong_examples(book) == []
    wrong = read_table(tmp_path, TABLE.replace("max = 40", "max = 30"), questions())
    assert [(m.key, m.message) for m in wrong_examples(wrong)] == [
        (
            "deduction[0].max",
            "is 30, but the deduction takes away at most 40; correct the one or the other",
        )
    ]


def test_the_answer_lists_what_was_assumed_and_says_it_at_each_line(book: Rulebook) -> None:
    sheet = answer(book, "zh", months=12, has_partner=True)
    assert [one["fact"] for one in sheet["assumed"]] == ALL
    texts = {one["fact"]: one["text"] for one in sheet["assumed"]}
    assert texts["party"] == "“G”没有填，按“否”算"
    assert texts["partner_party"] == "“另一方的G”没有填，按“否”算"
    assert texts["level"] == "“F”没有填，按“低”算"
    assert texts["deeds"] == "“I”没有填，按“一样都没有”算"
    assert texts["offences"] == "“L”没有填，按“没有”算"
    lines = {line["indicator"]: line["text"] for line in (*sheet["lines"], *sheet["deductions"])}
    assert lines["taken"].endswith("；“L”没有填，按“没有”算")
    assert "没有填" not in lines["months"]


def test_what_was_said_or_has_no_partner_is_not_assumed(book: Rulebook) -> None:
    sheet = answer(book, "en", has_partner=False, offences=[], party=True, level="low")
    assert [one["text"] for one in sheet["assumed"]] == [
        "“I” was not answered; taken as “None of these”",
        "“N” was not answered; taken as “None”",
    ]


def test_a_yes_that_a_date_implies_is_not_assumed(tmp_path: Path) -> None:
    asked = QUESTIONS.replace(
        '{ id = "party", section = "conduct", kind = "yes_no", name = "G", label = "G" }',
        '{ id = "party", section = "conduct", kind = "yes_no", name = "G", label = "G",'
        ' implied_by = "born", assumed = true }',
    )
    flat = '{ kind = "flat", points = 5, when = WHEN, why = "是。", why_not = "不是。" }'
    flat = flat.replace("WHEN", '{ fact = "party", is = true }')
    book = read_table(tmp_path, line(flat, more="max = 5"), asked)
    assert answer(book, "zh", born="1990-01-01")["assumed"] == []
    assert answer(book, "zh")["assumed"] == [{"fact": "party", "text": "“G”没有填，按“是”算"}]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_question_the_result_and_the_page_of_rules_say_what_is_assumed(
    folder: Path, lang: str
) -> None:
    app = create_app(Settings(rules=folder))
    app.testing = True
    client = PageClient(app)
    hint = {"zh": "不填就按“没有”算。", "en": "If you leave this blank, we count it as “None”."}
    assert hint[lang] in client.get(f"/{lang}/somewhere/").words("#question-offences")
    result = client.post(f"/{lang}/somewhere/", {"offences-1-on": "2020-01-01"})
    assert result.soup.select("[data-assumed=permit]")
    assert not result.soup.select("[data-assumed=offences]")
    compared = client.post(f"/{lang}/compare/", {"offences-1-on": "2020-01-01"})
    assert compared.soup.select("[data-assumed=permit]")
    rules = client.get(f"/{lang}/somewhere/rules/").words("main")
    assert {"zh": "“L”没有填，按“没有”算", "en": "“L” was not answered; taken as “None”"}[
        lang
    ] in rules


OF_THE_PARTNER = {
    "level": 'partner_assumed = "high"',
    "party": "assumed = true, partner_assumed = false",
    "months": "assumed = 12",
    "area": "assumed = 1.5, partner_assumed = 2.5",
    "born": "assumed = 2018-06-01",
}
FOR_BOTH = "".join(
    line(formula, name, BOTH + more)
    for name, (formula, more) in {
        "level": ('{ kind = "ladder", fact = "level", levels = { low = 1, high = 2 } }', "max = 4"),
        "months": ('{ kind = "rate", measure = { fact = "months" }, points = 1 }', ""),
        "area": ('{ kind = "rate", measure = { fact = "area" }, points = 2, parts = true }', ""),
        "born": (
            '{ kind = "rate", measure = { fact = "born", in = "full_years" }, points = 1 }',
            "",
        ),
        "party": (
            '{ kind = "flat", points = 5, when = { fact = "party", is = true }, why = "是。",'
            ' why_not = "不是。" }',
            "max = 10",
        ),
    }.items()
)


def with_partner() -> str:
    text = QUESTIONS
    for fact, more in OF_THE_PARTNER.items():
        begins = text.index(f'id = "{fact}"')
        ends = text.index(" },\n", begins)
        text = f"{text[:ends]}, {more}{text[ends:]}"
    return text


def test_numbers_days_and_the_choices_of_the_partner_are_assumed_where_that_is_said(
    tmp_path: Path,
) -> None:
    book = read_table(tmp_path, FOR_BOTH, with_partner())
    found = {f.line.id: [f.own.low, f.partner.low] for f in lines_of(book) if f.partner}
    assert found == {
        "level": [1, 2],
        "months": [12, 12],
        "area": [3, 5],
        "born": [2, 2],
        "party": [5, 0],
    }
    sheet = answer(book, "en", has_partner=True, level="low")
    texts = {one["fact"]: one["text"] for one in sheet["assumed"]}
    assert texts["partner_level"].endswith("taken as “高”")
    assert texts["months"] == "“C” was not answered; taken as “12 months”"
    assert texts["partner_area"].endswith("taken as “2.5”")
    assert texts["born"] == "“B” was not answered; taken as “1 June 2018”"
    assert "level" not in texts


def lines_of(book: Rulebook) -> tuple[LineScore, ...]:
    return sheet_of(book, {"has_partner": True, "level": "low"}).lines


def test_what_follows_from_a_date_follows_from_an_assumed_one(tmp_path: Path) -> None:
    asked = QUESTIONS.replace(
        '{ id = "born", section = "place", kind = "date", name = "B", label = "B" },',
        '{ id = "since", section = "place", kind = "months", name = "S", label = "S", minimum = 0,'
        ' maximum = 900, stand_in = { full_months_since = "born" } },'
        ' { id = "born", section = "place", kind = "date", name = "B", label = "B",'
        " assumed = 2018-06-01 },",
    )
    rate = '{ kind = "rate", measure = { fact = "since" }, points = 1 }'
    book = read_table(tmp_path, line(rate), asked)
    assert range_of(sheet_of(book, {})) == ("24", "24")
    assert range_of(sheet_of(book, {"born": "2019-06-01"})) == ("12", "12")


def test_what_is_assumed_must_fit_the_question(tmp_path: Path) -> None:
    wrong = questions().replace("assumed = false", 'assumed = "no"')
    key = "facts.toml: fact[6].assumed"
    assert mistakes_in(tmp_path, TABLE, wrong) == [
        f"{key}: must be true or false, for a fact of kind 'yes_no'"
    ]


def test_what_is_no_answer_at_all_cannot_be_assumed(tmp_path: Path) -> None:
    wrong = questions().replace("assumed = false", "assumed = 3")
    said = mistakes_in(tmp_path, TABLE, wrong)
    assert all(one.startswith("facts.toml: fact[6].assumed: must be ") for one in said)
    assert said
