"""What is tried as a way to more points, and that each gain is what assessing gives."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from selfcheck.authoring.untried_ways import improvable_in_vain
from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import Assessment, assess
from selfcheck.rules.rulebook import Rulebook
from tests.tables import ON, line, read_table, sheet_of

HOME = (
    '  { id = "home", section = "housing", kind = "choice", name = "房", label = "房", '
    'improvable = true, choices = [{ id = "none", label = "无" }, { id = "rented", label = "租" }, '
    '{ id = "owned", label = "买" }] },\n'
    '  { id = "home_since", section = "housing", kind = "date", name = "起", label = "起", '
    'ask_if = { fact = "home", one_of = ["rented", "owned"] } },\n'
    '  { id = "home_months", section = "housing", kind = "months", name = "月", label = "月", '
    'minimum = 0, maximum = 600, ask_if = { fact = "home", one_of = ["rented", "owned"] } },\n'
    '  { id = "home_times", section = "housing", kind = "periods", name = "段", label = "段", '
    'most = 3, ask_if = { fact = "home", one_of = ["rented", "owned"] } },\n'
    '  { id = "tax", section = "insurance", kind = "yuan", name = "税", label = "税", '
    "minimum = 0, maximum = 1000000, improvable = true },\n"
    '  { id = "good", section = "conduct", kind = "set", name = "善", label = "善", improvable = '
    'true, choices = [{ id = "one", label = "一" }, { id = "two", label = "二" }, '
    '{ id = "three", label = "三" }] },\n'
)
HAS = (
    '  { id = "has_partner", section = "place", kind = "yes_no", name = "A", label = "A", '
    "about_person = false },\n"
)
CITED = 'citation = { source = "the-document", article = "表" }'
QUESTIONS = "fact = [\n" + HAS + HOME + "]\n"


def by_home(measure: str, kind: str = "owned", points: int = 1) -> str:
    when = f'{{ fact = "home", is = "{kind}" }}'
    return (
        f'{{ kind = "rate", measure = {measure}, points = {points}, when = {when}, why_not = "…" }}'
    )


def found_for(rulebook: Rulebook, facts: dict[str, Any]) -> Assessment:
    answers = read_answers({"unit": "somewhere", **facts}, rulebook, date.fromisoformat(ON))
    return assess(answers, rulebook, next(iter(rulebook.editions)))


def told(rulebook: Rulebook, facts: dict[str, Any]) -> list[tuple[Any, str]]:
    return [
        (sorted(i.value) if isinstance(i.value, frozenset) else i.value, f"{i.gain.normalize():f}")
        for i in found_for(rulebook, facts).improvements
    ]


TIMES = {
    "a date": ("home_since", '{ fact = "home_since", in = "full_months" }', "2018-05-01", ON),
    "months": ("home_months", '{ fact = "home_months" }', 25, 0),
    "periods": (
        "home_times",
        '{ fact = "home_times", in = "full_months" }',
        [{"from": "2018-05-01"}],
        [],
    ),
}


@pytest.mark.parametrize(("name", "measure", "old", "anew"), TIMES.values(), ids=TIMES)
def test_with_another_answer_the_time_that_belonged_to_the_old_one_begins_anew(
    tmp_path: Path, name: str, measure: str, old: Any, anew: Any
) -> None:
    first = '{ kind = "ladder", fact = "home", levels = { none = 0, rented = 1, owned = 4 } }'
    table = line(by_home(measure), "time") + line(first, "first", "max = 4")
    rulebook = read_table(tmp_path, table, QUESTIONS)
    facts = {"home": "rented", name: old}
    assert told(rulebook, facts) == [("owned", "3")]
    changed = sheet_of(rulebook, {"home": "owned", name: anew})
    assert changed.low - sheet_of(rulebook, facts).low == 3
    (together,) = found_for(rulebook, facts).together
    assert together.gain == 3


def test_what_brings_nothing_but_time_that_was_another_is_left_out(tmp_path: Path) -> None:
    measure = '{ fact = "home_since", in = "full_months" }'
    rulebook = read_table(tmp_path, line(by_home(measure)), QUESTIONS)
    assert told(rulebook, {"home": "rented", "home_since": "2018-05-01"}) == []


def test_a_time_that_no_line_reads_with_the_choice_stays(tmp_path: Path) -> None:
    first = '{ kind = "ladder", fact = "home", levels = { none = 0, rented = 1, owned = 4 } }'
    since = '{ kind = "rate", measure = { fact = "home_since", in = "full_months" }, points = 1 }'
    table = line(since, "time") + line(first, "first", "max = 4")
    rulebook = read_table(tmp_path, table, QUESTIONS)
    assert told(rulebook, {"home": "rented", "home_since": "2018-05-01"}) == [("owned", "3")]


def test_of_an_amount_the_next_threshold_is_named(tmp_path: Path) -> None:
    bands = (
        '{ kind = "bands", measure = { fact = "tax" }, bands = [{ from = 0, below = 2000, points = '
        "0 }, { from = 2000, below = 5000, points = 2 }, { from = 5000, points = 5 }] }"
    )
    rulebook = read_table(tmp_path, line(bands, more="max = 5"), QUESTIONS)
    assert [told(rulebook, {"tax": tax}) for tax in (0, 2000, 4999.5, 5000)] == [
        [(2000, "2")],
        [(5000, "3")],
        [(5000, "3")],
        [],
    ]


def test_a_rate_has_its_next_step(tmp_path: Path) -> None:
    rate = '{ kind = "rate", measure = { fact = "tax" }, points = 1, per = 1000, at_most = 5 }'
    rulebook = read_table(tmp_path, line(rate, more="max = 5"), QUESTIONS)
    assert told(rulebook, {"tax": 2300}) == [(3000, "1")]


def test_who_has_the_most_that_can_be_told_is_told_of_no_more(tmp_path: Path) -> None:
    rate = '{ kind = "rate", measure = { fact = "tax" }, points = 1, per = 1000 }'
    rulebook = read_table(tmp_path, line(rate), QUESTIONS)
    assert told(rulebook, {"tax": 1000000}) == []


def test_of_a_set_one_more_is_tried(tmp_path: Path) -> None:
    items = '{ kind = "items", fact = "good", points = { one = 1, two = 2, three = 2 } }'
    rulebook = read_table(tmp_path, line(items, more="max = 5"), QUESTIONS)
    assert told(rulebook, {"good": ["one"]}) == [(["one", "two"], "2")]
    assert told(rulebook, {"good": []}) == [(["two"], "2"), (["one"], "1")]
    assert told(rulebook, {"good": ["one", "two", "three"]}) == []


VAIN = {
    "a date": (
        'kind = "date", name = "起"',
        "home_since",
        "is true, but nothing is tried of a date; time that brings points stands in the coming "
        "months",
    ),
    "periods": ('kind = "periods", name = "段"', "home_times", "nothing is tried of periods"),
    "what no line reads": ('kind = "months", name = "月"', "home_months", "no line reads"),
}


@pytest.mark.parametrize(("old", "name", "said"), VAIN.values(), ids=VAIN)
def test_who_marks_what_is_never_tried_is_told(
    tmp_path: Path, old: str, name: str, said: str
) -> None:
    questions = QUESTIONS.replace("improvable = true, ", "").replace(", improvable = true", "")
    marked = questions.replace(old, "improvable = true, " + old)
    table = line('{ kind = "rate", measure = { fact = "tax" }, points = 1 }')
    (mistake,) = improvable_in_vain(read_table(tmp_path, table, marked))
    place = ["has_partner", "home", "home_since", "home_months", "home_times"].index(name)
    assert (mistake.file, mistake.key) == ("facts.toml", f"fact[{place}].improvable")
    assert said in mistake.message


def test_nothing_is_looked_for_in_a_total_that_is_not_the_first(tmp_path: Path) -> None:
    total = f'[[total]]\nid = "NAME"\nlabel = "…"\n{CITED}\n'
    rate = '{ kind = "rate", measure = { fact = "FACT" }, points = 1 }'
    table = (
        line(rate.replace("FACT", "home_months"), "a", 'totals = ["first"]')
        + line(rate.replace("FACT", "tax"), "b", 'totals = ["second"]')
        + total.replace("NAME", "first")
        + total.replace("NAME", "second")
    )
    questions = QUESTIONS.replace("true, choices", "false, choices")
    (mistake,) = improvable_in_vain(read_table(tmp_path, table, questions))
    assert "only lines of totals that are not the first read it" in mistake.message


def test_what_only_time_brings_is_not_named_as_a_number_to_have(tmp_path: Path) -> None:
    growing = QUESTIONS.replace(
        'kind = "months", name', 'kind = "months", improvable = true, grows = "once_begun", name'
    )
    rate = '{ kind = "rate", measure = { fact = "home_months" }, points = 1 }'
    assert told(read_table(tmp_path, line(rate), growing), {"home_months": 0}) == []
