"""Totals are as narrow as they can be where one unknown fact is read by several lines.

What a total can be with one fact unknown is found by giving every answer there is.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine import tightening
from selfcheck.engine.formulas import Range
from selfcheck.engine.scoring import rescored
from selfcheck.rules.rulebook import Rulebook
from tests.engine.test_totals import group, times, total
from tests.tables import line, range_of, read_table, sheet_of, situation

QUESTIONS = """fact = [
  { id = "has_partner", section = "place", kind = "yes_no", name = "A", label = "A", about_person = false },
  { id = "here", section = "place", kind = "yes_no", name = "H", label = "H", about_person = false },
  { id = "born", section = "place", kind = "date", name = "B", label = "B" },
  { id = "months", section = "insurance", kind = "months", name = "C", label = "C", minimum = 0, maximum = 60 },
  { id = "area", section = "housing", kind = "number", name = "D", label = "D", minimum = 0, maximum = 40 },
  { id = "level", section = "education", kind = "choice", name = "F", label = "F", choices = [{ id = "low", label = "低" }, { id = "mid", label = "中" }, { id = "high", label = "高" }] },
  { id = "party", section = "conduct", kind = "yes_no", name = "G", label = "G" },
  { id = "deeds", section = "conduct", kind = "set", name = "I", label = "I", choices = [{ id = "one", label = "一" }, { id = "two", label = "二" }] },
  { id = "awards", section = "conduct", kind = "events", name = "K", label = "K", most = 3 },
]
"""  # noqa: E501 -- one question a line, as in a table

LEVELS = '{ kind = "ladder", fact = "level", levels = { low = %s, mid = %s, high = %s } }'
RISING = LEVELS % (0, 5, 10)
FALLING = LEVELS % (10, 5, 0)
PEAK = LEVELS % (0, 9, 2)
STEPS = '{ kind = "rate", measure = { fact = "months" }, points = 12, per = 12, at_most = 60 }'
MONTHLY = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 40 }'
YEARS = (
    '{ kind = "bands", measure = { fact = "months", in = "full_years" }, bands = ['
    "{ from = 0, below = 2, points = 20 }, { from = 2, points = 3 }] }"
)
BEGUN = YEARS.replace("full_years", "begun_years").replace("20 }", "19 }")
LONG = (
    '{ kind = "flat", points = 7, when = { not = { fact = "months", at_least = 25 } },'
    ' why = "a", why_not = "b" }'
)
ROOMY = (
    '{ kind = "rate", measure = { fact = "area" }, points = 1, at_most = 30, parts = true,'
    " digits = 2 }"
)
CRAMPED = '{ kind = "rate", measure = { fact = "area" }, points = 0.5, parts = true, digits = 2 }'
OLD = (
    '{ kind = "flat", points = 8, when = { fact = "born", years_old = 30 },'
    ' why = "a", why_not = "b" }'
)
YOUNG = (
    '{ kind = "bands", measure = { fact = "born", in = "full_years" }, bands = ['
    "{ from = 0, below = 30, points = 6 }, { from = 30, below = 50, points = 2 },"
    " { from = 50, points = 0 }] }"
)
PASSED = (
    '{ kind = "flat", points = 4, when = { not = { fact = "born", months_passed = 480 } },'
    ' why = "a", why_not = "b" }'
)
PARTY = (
    '{ kind = "flat", points = 5, when = { fact = "party", is = true }, why = "a", why_not = "b" }'
)
NO_PARTY = PARTY.replace("is = true", "is = false").replace("points = 5", "points = 3")
ITEMS = '{ kind = "items", fact = "deeds", points = { one = 4, two = 3 } }'
NO_ITEMS = (
    '{ kind = "flat", points = 6, when = { not = { fact = "deeds", has = ["two"] } },'
    ' why = "a", why_not = "b" }'
)
AWARDS = '{ kind = "events", fact = "awards", points = 2 }'
HERE = (
    '{ kind = "flat", points = 5, when = { fact = "here", is = true }, why = "a", why_not = "b" }'
)
ALONE = (
    '{ kind = "flat", points = 9, when = { fact = "has_partner", is = false },'
    ' why = "a", why_not = "b" }'
)
NOT_WITH = ALONE.replace(
    '{ fact = "has_partner", is = false }', '{ not = { fact = "has_partner", is = true } }'
)
CITED = 'citation = { source = "the-document", article = "表" }'


def zero(when: str) -> str:
    return f'[[veto]]\nid = "no"\nwhen = {when}\ntext = "…"\neffect = "zero"\n{CITED}\n'


def table(*formulas: str, more: str = "", head: str = "line") -> str:
    return "".join(
        line(formula, f"{head}_{number}", f"max = {top(formula)}{more}", head)
        for number, formula in enumerate(formulas)
    )


def top(formula: str) -> int:
    """The most that a formula gives, as its line must say."""
    return {
        RISING: 10, FALLING: 10, PEAK: 9, MONTHLY: 40, YEARS: 20, BEGUN: 19, LONG: 7, ROOMY: 30,
        OLD: 8, YOUNG: 6, PASSED: 4, PARTY: 5, NO_PARTY: 3, ITEMS: 7, NO_ITEMS: 6,
        HERE: 5, ALONE: 9, NOT_WITH: 9, HERE.replace("is = true", "is = false"): 5,
    }[formula]  # fmt: skip


def answers(fact: str) -> Iterable[Any]:
    if fact == "born":
        # Every day on which something may turn, and those beside it.
        marks = [date(2020, 6, 1), date(1900, 1, 1)]
        marks += [date(2020 - years, 6, 1) for years in (30, 40, 50)]
        days = {mark + timedelta(by) for mark in marks for by in (-1, 0, 1)}
        return sorted(d.isoformat() for d in days if date(1900, 1, 1) <= d <= date(2020, 6, 1))
    return {
        "months": range(61),
        "partner_months": range(61),
        "area": [Decimal(tenth) / 10 for tenth in range(401)],
        "level": ("low", "mid", "high"),
        "deeds": ([], ["one"], ["two"], ["one", "two"]),
    }.get(fact, (True, False))


def by_trying(book: Rulebook, told: dict[str, Any], fact: str) -> Range:
    found = [sheet_of(book, {**told, fact: answer}) for answer in answers(fact)]
    assert all(sheet.low == sheet.high for sheet in found)
    return min(sheet.low for sheet in found), max(sheet.low for sheet in found)


BOTH = {"has_partner": True, "months": 24, "partner_months": 36}
CASES: dict[str, tuple[str, dict[str, Any], str]] = {
    "a choice, up and down": (table(RISING, FALLING), {}, "level"),
    "a choice, three ways": (table(RISING, PEAK, FALLING), {}, "level"),
    "yes or no": (table(PARTY, NO_PARTY), {}, "party"),
    "a set": (table(ITEMS, NO_ITEMS), {}, "deeds"),
    "months that rise and fall": (table(MONTHLY, YEARS), {}, "months"),
    "months of years that have begun": (table(MONTHLY, BEGUN), {}, "months"),
    "months in a condition": (table(MONTHLY, LONG, YEARS), {}, "months"),
    "months against each other in many steps": (
        line(STEPS, "a", "max = 60") + line(MONTHLY, "b", head="deduction"),
        {},
        "months",
    ),
    "numbers with decimals": (
        table(ROOMY) + line(CRAMPED, "b", head="deduction"),
        {},
        "area",
    ),
    "a date": (table(OLD, YOUNG, PASSED), {}, "born"),
    "a line and a deduction": (
        table(RISING) + line(PEAK, "b", head="deduction"),
        {},
        "level",
    ),
    "a group of which the highest counts": (
        table(RISING, FALLING, PEAK)
        + group("g", '["line_0", "line_1"]', 'combine = "highest"'),
        {},
        "level",
    ),
    "a line and a multiplier": (
        table(HERE) + line(MONTHLY, "b", "max = 40") + total("all") + times("0.5"),
        {"months": 20},
        "here",
    ),
    "a line and a veto that leaves nothing": (
        table(PARTY, HERE) + zero('{ fact = "party", is = true }'),
        {"here": True},
        "party",
    ),
    "a line kept down by one that falls": (
        line(RISING, "a", 'max = 5\nnot_above = "b"') + line(FALLING, "b", "max = 10"),
        {},
        "level",
    ),
    "lines for both parents, by what the other has": (
        line(MONTHLY, "a", 'max = 80\npeople = "each"')
        + line(YEARS, "b", 'max = 40\npeople = "each"'),
        {"has_partner": True, "months": 24},
        "partner_months",
    ),
    "whether there is a partner, for and against": (
        line(MONTHLY, "a", 'max = 80\npeople = "each"') + table(ALONE),
        {"months": 24, "partner_months": 36},
        "has_partner",
    ),
    "whether there is a partner, said the other way round": (
        line(MONTHLY, "a", 'max = 80\npeople = "each"') + table(NOT_WITH),
        {"months": 24, "partner_months": 36},
        "has_partner",
    ),
    "whether there is a partner, in deductions": (
        line(MONTHLY, "a", 'max = 80\npeople = "each"')
        + line(MONTHLY, "b", 'people = "each"', head="deduction"),
        {"months": 24, "partner_months": 36},
        "has_partner",
    ),
    "when the other counts, and a line": (
        line(MONTHLY, "a", 'max = 80\npeople = "each"\npartner_when = { fact = "here", is = true }')
        + table(HERE.replace("is = true", "is = false")),
        BOTH,
        "here",
    ),
    "a total of the higher parent": (
        line(MONTHLY, "a", "max = 40") + line(YEARS, "b", "max = 20")
        + total("all", 'people = "higher"\nother_percent = 50'),
        {"has_partner": True, "months": 24},
        "partner_months",
    ),
    "within a floor and a cap": (
        table(RISING, PEAK) + total("all", "at_least = 3\ncap = 11"),
        {},
        "level",
    ),
    "twice in one line": (
        line(f'{{ kind = "sum", of = [{MONTHLY}, {YEARS}] }}', more="max = 60"),
        {},
        "months",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("written", "told", "fact"), CASES.values(), ids=CASES)
def test_the_range_with_one_fact_unknown_is_what_its_answers_give(
    tmp_path: Path, written: str, told: dict[str, Any], fact: str
) -> None:
    book = read_table(tmp_path, written, QUESTIONS)
    found = sheet_of(book, told)
    assert (found.low, found.high) == by_trying(book, told, fact)
    again = rescored(found, found.scheme.line, situation(book, told))
    assert again == (found.low, found.high)


SHARING = st.lists(
    st.tuples(
        st.sampled_from((RISING, FALLING, PEAK, MONTHLY, YEARS, LONG, PARTY, NO_PARTY)),
        st.booleans(),
    ),
    min_size=2,
    max_size=4,
)
PEOPLE = st.fixed_dictionaries(
    {
        "months": st.integers(0, 60),
        "level": st.sampled_from(("low", "mid", "high")),
        "party": st.booleans(),
    }
)
GROUPS = st.sampled_from(
    (
        "",
        group("g", '["p_0", "p_1"]', 'combine = "highest"'),
        group("g", '["p_0", "p_1"]', 'combine = "lowest"'),
        group("g", '["p_0", "p_1"]', 'combine = "sum"\ncap = 9'),
        group("g", '["p_0", "p_1"]', 'combine = "sum"\nat_least = 4'),
    )
)


def shared_table(parts: list[tuple[str, bool]], grouped: str) -> str:
    """A table of lines and deductions; the first two are lines where a group has them."""
    heads = ["deduction" if away and not (grouped and n < 2) else "line" for n, (_, away) in
             enumerate(parts)]  # fmt: skip
    if "line" not in heads:
        heads[0] = "line"
    return grouped + "".join(
        line(formula, f"p_{number}", f"max = {top(formula)}", head)
        for number, ((formula, _), head) in enumerate(zip(parts, heads, strict=True))
    )


SOME = settings(max_examples=60, deadline=None, derandomize=True)


@SOME
@given(SHARING, GROUPS, PEOPLE, st.sampled_from(("months", "level", "party")))
def test_one_unknown_fact_leaves_no_more_than_its_answers_give(
    parts: list[tuple[str, bool]], grouped: str, person: dict[str, Any], fact: str
) -> None:
    with TemporaryDirectory() as folder:
        book = read_table(Path(folder), shared_table(parts, grouped), QUESTIONS)
    told = {name: value for name, value in person.items() if name != fact}
    found = sheet_of(book, told)
    assert (found.low, found.high) == by_trying(book, told, fact)


@SOME
@given(SHARING, GROUPS, PEOPLE, st.sets(st.sampled_from(("months", "level", "party"))))
def test_a_tight_range_still_holds_whoever_it_is(
    parts: list[tuple[str, bool]], grouped: str, person: dict[str, Any], known: set[str]
) -> None:
    with TemporaryDirectory() as folder:
        book = read_table(Path(folder), shared_table(parts, grouped), QUESTIONS)
    found = sheet_of(book, {name: person[name] for name in known})
    exact = sheet_of(book, person)
    assert exact.low == exact.high
    assert found.low <= exact.low
    assert found.high is not None
    assert exact.low <= found.high


def test_with_two_unknown_facts_what_each_forbids_is_left_out(tmp_path: Path) -> None:
    book = read_table(tmp_path, table(RISING, FALLING, PARTY, NO_PARTY), QUESTIONS)
    assert range_of(sheet_of(book, {})) == ("10", "18")


def test_each_total_is_tight_by_itself_and_refused_by_what_is_left(tmp_path: Path) -> None:
    written = (
        line(RISING, "a", "max = 10")
        + line(FALLING, "b", 'max = 10\ntotals = ["one"]')
        + total("one", "refused_below = 10")
        + total("other", "refused_below = 10")
    )
    found = sheet_of(read_table(tmp_path, written, QUESTIONS), {})
    assert [(f"{of.low}", f"{of.high}", of.too_low.value) for of in found.totals] == [
        ("10", "10", "unmet"),
        ("0", "10", "cannot_tell"),
    ]
    assert found.entry == "qualifies"


def test_without_an_upper_bound_the_lower_end_is_tight_all_the_same(tmp_path: Path) -> None:
    endless = MONTHLY.replace(", at_most = 40", "")
    found = sheet_of(read_table(tmp_path, line(endless, "a") + table(YEARS), QUESTIONS), {})
    assert range_of(found) == ("20", None)


def test_lists_of_events_are_left_as_they_are(tmp_path: Path) -> None:
    written = line(AWARDS, "a") + line(AWARDS, "b", head="deduction")
    assert range_of(sheet_of(read_table(tmp_path, written, QUESTIONS), {})) == ("-6", None)


MANY = ", ".join(f'{{ id = "c_{n}", label = "…" }}' for n in range(7))
MANY_DEEDS = QUESTIONS.replace(
    '[{ id = "one", label = "一" }, { id = "two", label = "二" }]', f"[{MANY}]"
)


def test_a_set_of_many_things_is_left_as_it_is(tmp_path: Path) -> None:
    points = ", ".join(f"c_{n} = 1" for n in range(7))
    items = f'{{ kind = "items", fact = "deeds", points = {{ {points} }} }}'
    written = line(items, "a", "max = 7") + line(items, "b", head="deduction")
    assert range_of(sheet_of(read_table(tmp_path, written, MANY_DEEDS), {})) == ("-7", "7")


def test_a_jump_up_and_down_at_one_number_with_decimals_is_not_told_apart(tmp_path: Path) -> None:
    at_20 = '{ kind = "flat", points = 5, when = %s, why = "a", why_not = "b" }'
    large = '{ fact = "area", at_least = 20 }'
    written = line(at_20 % large, "a", "max = 5") + line(
        at_20 % f"{{ not = {large} }}", "b", "max = 5"
    )
    assert range_of(sheet_of(read_table(tmp_path, written, QUESTIONS), {})) == ("0", "10")


def test_after_so_many_tries_a_range_stays_as_wide_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = table(ROOMY) + line(CRAMPED, "b", head="deduction")
    book = read_table(tmp_path, written, QUESTIONS)
    assert range_of(sheet_of(book, {})) == ("0", "15")
    monkeypatch.setattr(tightening, "MOST_PARTS", 1)
    assert range_of(sheet_of(book, {})) == ("-15", "30")


def test_a_fact_that_only_has_to_be_known_leaves_the_range_as_it_is(tmp_path: Path) -> None:
    known = (
        '{ kind = "flat", points = 5, when = { fact = "level", known = true },'
        ' why = "a", why_not = "b" }'
    )
    written = line(known, "a", "max = 0") + line(known, "b", "max = 0") + table(HERE)
    assert range_of(sheet_of(read_table(tmp_path, written, QUESTIONS), {})) == ("0", "5")


def test_a_date_after_the_day_up_to_which_is_counted_is_one_it_may_be(tmp_path: Path) -> None:
    head = 'counted_to = "03-31"\n'
    written = head + table(YOUNG, OLD)
    found = sheet_of(read_table(tmp_path, written, QUESTIONS), {})
    assert range_of(found) == ("0", "10")


def test_a_rate_that_nobody_lives_long_enough_to_fill_is_no_turn(tmp_path: Path) -> None:
    endless = (
        '{ kind = "rate", measure = { fact = "born", in = "full_years" }, points = 0.1, per = 2,'
        " at_most = 3000 }"
    )
    written = line(endless, "a", "max = 6") + table(OLD)
    assert range_of(sheet_of(read_table(tmp_path, written, QUESTIONS), {})) == ("0", "14")


def test_nothing_is_tried_where_no_two_lines_read_one_fact(tmp_path: Path) -> None:
    book = read_table(tmp_path, table(RISING, MONTHLY, PARTY), QUESTIONS)
    scheme = next(iter(book.schemes.values()))
    assert scheme.shared == ()
    assert scheme.is_plain
