"""Examples around thresholds: which are lacking, and what the program proposes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from selfcheck.authoring.boundaries import SIDES, lacking, proposals, with_proposals
from selfcheck.authoring.inspection import Terms, inspect
from selfcheck.engine.examples import example_mistakes
from selfcheck.presenter.language import Language
from selfcheck.presenter.rules import RulesWords
from selfcheck.rules.loader import load
from selfcheck.rules.rulebook import Rulebook
from tests.rules.folder import RulesFolder
from tests.tables import line, read_table

SCHEMES = ["zhejiang-common-2023", "xiuzhou-school-2021", "pinghu-points-2018"]
COMMON = "schemes/zhejiang-common-2023.toml"
RULEBOOKS = Path(__file__).parents[1] / "rulebooks"


def keep_first_example(folder: RulesFolder, scheme: str) -> None:
    file = f"schemes/{scheme}.toml"
    head, first, *_ = folder.text(file).split("[[example]]")
    folder.write(file, f"{head}[[example]]{first}")


def add_proposals(folder: RulesFolder, scheme: str) -> Rulebook:
    rulebook = load(folder.path)
    file = f"schemes/{scheme}.toml"
    made = proposals(rulebook.schemes[scheme], rulebook)
    folder.write(file, with_proposals(folder.text(file), made))
    return load(folder.path)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_shipped_schemes_lack_no_example(rulebook: Rulebook, scheme: str) -> None:
    assert lacking(rulebook.schemes[scheme], rulebook) == []
    assert proposals(rulebook.schemes[scheme], rulebook) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_proposals_fill_every_side_of_every_threshold(folder: RulesFolder, scheme: str) -> None:
    keep_first_example(folder, scheme)
    before = load(folder.path)
    assert lacking(before.schemes[scheme], before)
    after = add_proposals(folder, scheme)
    assert lacking(after.schemes[scheme], after) == []
    assert example_mistakes(after) == []


def test_a_proposal_says_what_the_rules_give_and_is_not_confirmed(folder: RulesFolder) -> None:
    keep_first_example(folder, "zhejiang-common-2023")
    made = add_proposals(folder, "zhejiang-common-2023").schemes["zhejiang-common-2023"].example[1:]
    at_55 = next(example for example in made if example.name == "待核对：年龄，刚好到 55")
    assert at_55.answers["birth_date"] == date(1969, 1, 15)
    assert [at_55.low, at_55.high, at_55.lines["age"]] == [Decimal(10), Decimal(10), Decimal(5)]
    assert not any(example.confirmed for example in made)


def test_the_text_of_the_file_stays_as_it_was_before_the_proposals(folder: RulesFolder) -> None:
    keep_first_example(folder, "zhejiang-common-2023")
    before = folder.text(COMMON)
    add_proposals(folder, "zhejiang-common-2023")
    assert folder.text(COMMON).startswith(before.rstrip())
    assert with_proposals("id = 1\n", []) == "id = 1\n"


def test_unconfirmed_examples_do_not_stop_a_server_but_are_said(
    folder: RulesFolder, spoken: Mapping[str, Language]
) -> None:
    keep_first_example(folder, "zhejiang-common-2023")
    rulebook = add_proposals(folder, "zhejiang-common-2023")
    assert example_mistakes(rulebook) == []
    found = inspect(folder.path, spoken, Terms(date(2026, 12, 1)))
    waiting = [w for w in found.warnings if w.key == "example[1].confirmed"]
    assert len(waiting) == 1
    assert waiting[0].message.startswith("is false in 6 examples, from this one on")
    assert found.mistakes == ()


def test_an_unconfirmed_example_that_the_rules_left_behind_is_a_warning(
    folder: RulesFolder, spoken: Mapping[str, Language]
) -> None:
    folder.append(
        COMMON,
        '[[example]]\nname = "x"\non = 2024-01-15\nconfirmed = false\n'
        'answers = { education = "junior" }\nlow = 99\nhigh = 99\n',
    )
    found = inspect(folder.path, spoken, Terms(date(2026, 12, 1)))
    assert found.mistakes == ()
    said = [w.message for w in found.warnings if w.key == "example[12].low"]
    assert said == ["expected 99, found 5; the rules have changed since it was proposed"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_shows_an_unconfirmed_example(
    folder: RulesFolder, spoken: Mapping[str, Language], lang: str
) -> None:
    folder.replace(COMMON, "low = 11\n", "confirmed = false\nlow = 11\n")
    rulebook = load(folder.path)
    words = RulesWords(rulebook, spoken[lang]).unit("haining", date(2024, 1, 15))
    shown = next(s for s in words["schemes"] if s["id"] == "zhejiang-common-2023")["examples"]
    assert len(shown) == len(rulebook.schemes["zhejiang-common-2023"].example) - 1


def test_deductions_and_vetoes_have_thresholds_with_two_sides_too(folder: RulesFolder) -> None:
    folder.append(
        COMMON,
        '[[deduction]]\nid = "debt"\nlabel = "欠税"\nrule = "x"\n'
        'citation = { source = "zhejiang-common-table", article = "x" }\n\n'
        "[deduction.formula]\n"
        'kind = "bands"\nmeasure = { fact = "employment_months" }\n'
        "bands = [{ from = 0, below = 7, points = 0 }, { from = 7, points = 5 }]\n\n"
        '[[veto]]\nid = "short"\nwhen = { fact = "insurance_last_12", at_least = 3 }\n'
        'text = "不能申请"\ncitation = { source = "zhejiang-common-table", article = "x" }\n',
    )
    rulebook = load(folder.path)
    labels = {b.label for b in lacking(rulebook.schemes["zhejiang-common-2023"], rulebook)}
    assert labels == {"欠税", "不能申请"}
    after = add_proposals(folder, "zhejiang-common-2023")
    assert lacking(after.schemes["zhejiang-common-2023"], after) == []
    made = after.schemes["zhejiang-common-2023"].example[-1]
    assert "debt" not in made.lines or made.lines["debt"] <= 0


def test_a_proposal_is_made_for_the_day_that_its_line_looks_at(tmp_path: Path) -> None:
    bands = (
        '{ kind = "bands", measure = { fact = "born", in = "full_years" }, bands = ['
        "{ from = 0, below = 1, points = 3 }, { from = 1, points = 5 }] }"
    )
    example = '[[example]]\nname = "…"\non = 2020-06-01\nanswers = { born = 2010-01-01 }\nlow = 5\n'
    for number, (counted, born) in enumerate(
        (("", date(2019, 6, 1)), ('counted_to = "03-31"\n', date(2019, 3, 31)))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        rulebook = read_table(folder, counted + line(bands, more="max = 5") + example)
        made = proposals(next(iter(rulebook.schemes.values())), rulebook)
        at = next(found for found in made if "刚好到" in found.name)
        assert at.answers["born"] == born


@pytest.mark.parametrize("place", ["jindong-2015", "shanghai-2015"])
def test_events_periods_and_joined_measures_get_proposals_too(place: str) -> None:
    rulebook = load(RULEBOOKS / place)
    [whole] = rulebook.schemes.values()
    scheme = whole.model_copy(update={"example": whole.example[:1]})
    assert lacking(scheme, rulebook)
    more = (*scheme.example, *proposals(scheme, rulebook))
    assert lacking(scheme.model_copy(update={"example": more}), rulebook) == []


@pytest.mark.parametrize(
    ("measure", "bound", "answers"),
    [
        ('{ fact = "offences", in = "count" }', 2, "offences = []"),
        ('{ fact = "blood", in = "amount" }', 400, "blood = []"),
        ('{ fact = "blood", in = "count", window = { older_than = 12 } }', 2, "blood = []"),
        ('{ fact = "awards", in = "count", levels = ["city"] }', 2, "awards = []"),
        ('{ fact = "permit", in = "full_months" }', 6, "permit = []"),
        ('{ add = [{ fact = "months" }, { fact = "area" }] }', 20, "months = 4, area = 7"),
        ('{ least = [{ fact = "months" }, { number = 50 }] }', 20, "months = 4"),
    ],
)
def test_each_side_is_reached_from_a_single_example(
    tmp_path: Path, measure: str, bound: int, answers: str
) -> None:
    bands = (
        f'{{ kind = "bands", measure = {measure}, bands = ['
        f"{{ from = 0, below = {bound}, points = 3 }}, {{ from = {bound}, points = 5 }}] }}"
    )
    example = f'[[example]]\nname = "…"\non = 2020-06-01\nanswers = {{ {answers} }}\nlow = 3\n'
    rulebook = read_table(tmp_path, line(bands, more="max = 5") + example)
    [scheme] = rulebook.schemes.values()
    assert lacking(scheme, rulebook)
    more = (*scheme.example, *proposals(scheme, rulebook))
    assert lacking(scheme.model_copy(update={"example": more}), rulebook) == []


def test_a_side_that_no_answer_reaches_is_left_open(tmp_path: Path) -> None:
    doubled = '{ multiply = [{ fact = "months" }, { number = 2 }] }'
    bands = (
        f'{{ kind = "bands", measure = {doubled}, bands = ['
        "{ from = 0, below = 6, points = 3 }, { from = 6, points = 5 }] }"
    )
    example = '[[example]]\nname = "…"\non = 2020-06-01\nanswers = { months = 1 }\nlow = 3\n'
    rulebook = read_table(tmp_path, line(bands, more="max = 5") + example)
    [scheme] = rulebook.schemes.values()
    [made] = proposals(scheme, rulebook)
    assert made.answers["months"] == 3


@pytest.mark.parametrize(
    ("measure", "most", "sides"),
    [
        ('fact = "permit", in = "full_months", window = { months = 12 }', 12, {"below", "at"}),
        ('fact = "permit", in = "full_years", window = { months = 24 }', 2, {"below", "at"}),
        (
            'fact = "permit", in = "full_months", window = { months = 15, older_than = 3 }',
            12,
            {"below", "at"},
        ),
        ('fact = "permit", in = "full_months", window = { months = 13 }', 12, set(SIDES)),
        ('fact = "offences", in = "count", window = { months = 60 }', 4, {"below", "at"}),
    ],
)
def test_no_example_is_asked_for_beyond_what_a_window_or_a_question_holds(
    tmp_path: Path, measure: str, most: int, sides: set[str]
) -> None:
    condition = f"{{ measure = {{ {measure} }}, at_least = {most} }}"
    flat = f'{{ kind = "flat", when = {condition}, points = 5, why = "…", why_not = "…" }}'
    example = '[[example]]\nname = "…"\non = 2020-06-01\nanswers = {}\nlow = 0\nhigh = 5\n'
    rulebook = read_table(tmp_path, line(flat, more="max = 5") + example)
    [scheme] = rulebook.schemes.values()
    assert {boundary.side for boundary in lacking(scheme, rulebook)} == sides


RATIOS: dict[str, tuple[str, str, str]] = {
    "below one": ('[{ fact = "area" }, { fact = "people" }]', "0.8", "area = 60, people = 2"),
    "of what nobody told": ('[{ fact = "area" }, { fact = "people" }]', "15", ""),
    "of a number by a fact": ('[{ number = 10 }, { fact = "people" }]', "2", "people = 2"),
    "of amounts": ('[{ fact = "blood", in = "amount" }, { fact = "people" }]', "200", "people = 2"),
    "of amounts that are more than one event": (
        '[{ fact = "blood", in = "amount" }, { fact = "people" }]',
        "900",
        "people = 4",
    ),
    "of what is multiplied": (
        '[{ multiply = [{ fact = "area" }, { fact = "months" }] }, { fact = "people" }]',
        "20",
        "people = 2",
    ),
}


@pytest.mark.parametrize(("ratio", "bound", "answers"), RATIOS.values(), ids=RATIOS)
def test_each_side_of_a_ratio_is_reached(
    tmp_path: Path, ratio: str, bound: str, answers: str
) -> None:
    bands = (
        f'{{ kind = "bands", measure = {{ ratio = {ratio} }}, bands = ['
        f"{{ from = 0, below = {bound}, points = 3 }}, {{ from = {bound}, points = 5 }}] }}"
    )
    example = f'[[example]]\nname = "…"\non = 2020-06-01\nanswers = {{ {answers} }}\nlow = 3\n'
    rulebook = read_table(tmp_path, line(bands, more="max = 5") + example)
    [scheme] = rulebook.schemes.values()
    assert {boundary.side for boundary in lacking(scheme, rulebook)} >= {"below", "at"}
    made = proposals(scheme, rulebook)
    more = scheme.model_copy(update={"example": (*scheme.example, *made)})
    assert lacking(more, rulebook) == []
    numbers = [n for example in made for n in example.answers.values() if isinstance(n, Decimal)]
    assert all(len(n.as_tuple().digits) <= 5 for n in numbers)
