"""Time that two kinds of periods share, or one without the other; and one number less others.

The reading goes day by day: the days of the one that are (or are not) among those of the other, in
runs, whose full months are added; the days left over of several make a month of thirty.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.authoring.boundaries import lacking, proposals
from selfcheck.engine.conditions import verdict
from selfcheck.engine.measures import begins_after, span
from selfcheck.engine.periods import add_months, full_months
from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET
from selfcheck.rules.rulebook import Rulebook
from tests.tables import ON, line, mistakes_in, range_of, read_table, sheet_of, situation
from tests.toml import condition

SOME = settings(max_examples=60, deadline=None, derandomize=True)
TODAY = date.fromisoformat(ON)
DURING = 'during = { fact = "insured" }'
PAID = 'during = { fact = "insured", levels = ["paid"] }'
OUTSIDE = 'outside = { fact = "insured" }'
BOTH = 'during = { fact = "insured", levels = ["paid"] }, outside = { fact = "insured", levels = ["late"] }'  # noqa: E501 -- one table
UNBROKEN = "unbroken = true, gap_months = 1"
WINDOW = "window = { months = 24 }"


def rate(more: str, how: str = "full_months") -> str:
    return (
        f'{{ kind = "rate", measure = {{ fact = "permit", in = "{how}", {more} }}, points = 1,'
        " at_most = 2000 }"
    )


def table(folder: Path, more: str) -> Rulebook:
    return read_table(folder, line(rate(more), more="max = 1445"))


def bare(folder: Path, more: str) -> Rulebook:
    return read_table(folder, line(rate(more).replace(", at_most = 2000", "")))


DAYS = st.dates(date(2015, 1, 1), TODAY)


def drawn(level: st.SearchStrategy[dict[str, str]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    ends = st.tuples(DAYS, DAYS).map(sorted)
    entry = st.builds(lambda two, of: {"from": two[0], "to": two[1], **of}, ends, level)
    return st.lists(entry, max_size=3)


PERMIT = drawn(st.just({}))
INSURED = drawn(st.sampled_from([{"level": "paid"}, {"level": "late"}]))


def days_of(periods: Sequence[dict[str, Any]], *levels: str) -> set[int]:
    return {
        day
        for p in periods
        if not levels or p["level"] in levels
        for day in range(p["from"].toordinal(), p["to"].toordinal() + 1)
        if day <= TODAY.toordinal()
    }


def runs(days: set[int]) -> Iterator[tuple[date, date]]:
    first = 0
    for day in sorted(days):
        if day - 1 not in days:
            first = day
        if day + 1 not in days:
            yield date.fromordinal(first), date.fromordinal(day + 1)


def months_in(days: set[int]) -> int:
    months, left = 0, []
    for begins, ends in runs(days):
        full = full_months(begins, ends)
        months += full
        left.append((ends - add_months(begins, full)).days)
    several = sum(1 for days in left if days) > 1
    return months + (sum(left) // 30 if several else 0)


def reading(more: str, permit: list[dict[str, Any]], insured: list[dict[str, Any]]) -> int:
    days = days_of(permit)
    if WINDOW in more:
        days = {day for day in days if day >= add_months(TODAY + timedelta(1), -24).toordinal()}
    if DURING in more:
        days &= days_of(insured)
    if PAID in more:
        days &= days_of(insured, "paid")
    if OUTSIDE in more:
        days -= days_of(insured)
    if BOTH in more:
        days -= days_of(insured, "late")
    return months_in(days)


KINDS = [DURING, PAID, OUTSIDE, BOTH, f"{DURING}, {WINDOW}", f"{OUTSIDE}, {WINDOW}"]


@pytest.mark.parametrize("more", KINDS)
@SOME
@given(permit=PERMIT, insured=INSURED)
def test_the_time_is_what_a_reading_day_by_day_says(
    tmp_path_factory: pytest.TempPathFactory,
    more: str,
    permit: list[dict[str, Any]],
    insured: list[dict[str, Any]],
) -> None:
    rulebook = bare(tmp_path_factory.mktemp("table"), more)
    found = sheet_of(rulebook, {"permit": permit, "insured": insured})
    points = reading(more, permit, insured)
    assert found.low == found.high == points


@pytest.mark.parametrize("more", [*KINDS, f"{DURING}, {UNBROKEN}", f"{OUTSIDE}, {UNBROKEN}"])
@SOME
@given(permit=PERMIT, insured=INSURED)
def test_what_one_of_them_leaves_open_holds_what_both_give(
    tmp_path_factory: pytest.TempPathFactory,
    more: str,
    permit: list[dict[str, Any]],
    insured: list[dict[str, Any]],
) -> None:
    rulebook = bare(tmp_path_factory.mktemp("table"), more)
    both = sheet_of(rulebook, {"permit": permit, "insured": insured}).low
    for told in ({"permit": permit}, {"insured": insured}, {}):
        found = sheet_of(rulebook, told)
        assert found.low <= both
        assert found.high is None or both <= found.high


YEAR = [{"from": "2018-01-01", "to": "2018-12-31"}]
HALF = [{"from": "2018-07-01", "to": "2019-06-30", "level": "paid"}]
ENDS: dict[str, tuple[str, dict[str, Any], tuple[str, str | None]]] = {
    "all of it may be shared": (DURING, {"permit": YEAR}, ("0", "12")),
    "all of it may be alone": (OUTSIDE, {"permit": YEAR}, ("0", "12")),
    "no more than the other": (DURING, {"insured": HALF}, ("0", "12")),
    "all but the other, in a window": (
        f"{OUTSIDE}, {WINDOW}",
        {"insured": HALF},
        ("0", "12"),
    ),
    "all but the other, since ever": (OUTSIDE, {"insured": HALF}, ("0", None)),
    "nobody told": (DURING, {}, ("0", None)),
    "nobody told, in a window": (f"{DURING}, {WINDOW}", {}, ("0", "24")),
    "none of the one": (DURING, {"permit": []}, ("0", "0")),
    "none of the other": (DURING, {"insured": []}, ("0", "0")),
    "all alone where there is no other": (OUTSIDE, {"permit": YEAR, "insured": []}, ("12", "12")),
}


@pytest.mark.parametrize(("more", "facts", "ends"), ENDS.values(), ids=ENDS)
def test_both_ends_are_what_some_answer_gives(
    tmp_path: Path, more: str, facts: dict[str, Any], ends: tuple[str, str | None]
) -> None:
    assert range_of(sheet_of(bare(tmp_path, more), facts)) == ends


def test_what_may_be_cut_in_two_may_come_to_a_month_more(tmp_path: Path) -> None:
    rulebook = bare(tmp_path, OUTSIDE)
    permit = [{"from": "2018-07-01", "to": "2018-08-30"}]
    assert range_of(sheet_of(rulebook, {"permit": permit})) == ("0", "2")
    cut = [{"from": "2018-07-31", "to": "2018-07-31", "level": "paid"}]
    assert sheet_of(rulebook, {"permit": permit, "insured": []}).low == 1
    assert sheet_of(rulebook, {"permit": permit, "insured": cut}).low == 2


def test_what_the_other_leaves_out_is_a_gap(tmp_path: Path) -> None:
    rulebook = bare(tmp_path, f"{OUTSIDE}, unbroken = true")
    facts = {
        "permit": [{"from": "2018-01-01"}],
        "insured": [{"from": "2019-01-01", "to": "2019-05-31", "level": "late"}],
    }
    assert sheet_of(rulebook, facts).low == 12


def test_it_is_looked_at_of_the_other_parent_too(tmp_path: Path) -> None:
    rulebook = read_table(
        tmp_path, line(rate(DURING).replace(", at_most = 2000", ""), more='people = "each"')
    )
    facts: dict[str, Any] = {"has_partner": True, "permit": YEAR, "insured": HALF}
    facts |= {"partner_permit": YEAR, "partner_insured": [{**HALF[0], "to": "2018-08-31"}]}
    assert sheet_of(rulebook, facts).low == 6 + 2


def test_months_of_both_are_proposed_as_examples(tmp_path: Path) -> None:
    bands = "bands = [{ from = 0, below = 6, points = 0 }, { from = 6, points = 5 }]"
    tables = "".join(
        line(
            f'{{ kind = "bands", measure = {{ fact = "permit", in = "full_months", {more} }},'
            f" {bands} }}",
            name,
            "max = 5",
        )
        for name, more in (("a", PAID), ("b", OUTSIDE))
    )
    rulebook = read_table(tmp_path, tables + EMPTY)
    scheme = next(iter(rulebook.schemes.values()))
    made = proposals(scheme, rulebook)
    whole = scheme.model_copy(update={"example": (*scheme.example, *made)})
    assert lacking(whole, rulebook) == []


EMPTY = '[[example]]\nname = "…"\non = 2020-06-01\nanswers = { party = true }\nlow = 0\nhigh = 10\n'


# --- one number less others -------------------------------------------------------------------

LESS = '{ subtract = [{ fact = "months" }, { fact = "area" }] }'
LESS_TWO = '{ subtract = [{ fact = "months" }, { fact = "area" }, { number = 10 }] }'
BELOW = '{ subtract = [{ fact = "months" }, { fact = "area" }], at_least = -500 }'


@pytest.mark.parametrize(
    ("measure", "facts", "ends"),
    [
        (LESS, {"months": 12, "area": 5}, (7, 7)),
        (LESS, {"months": 12, "area": 50}, (0, 0)),
        (LESS, {"months": 12}, (0, 12)),
        (LESS, {"area": 5}, (0, 595)),
        (LESS, {}, (0, 600)),
        (LESS_TWO, {"months": 30, "area": 5}, (15, 15)),
        (BELOW, {"months": 12, "area": 50}, (-38, -38)),
        (BELOW, {"months": 12}, (-488, 12)),
    ],
)
def test_a_difference_is_what_is_left_and_not_below_nothing(
    tmp_path: Path, measure: str, facts: dict[str, Any], ends: tuple[int, int]
) -> None:
    it = condition(f"{{ measure = {measure}, at_least = 1 }}")
    at = situation(read_table(tmp_path, line(BASE, more="max = 1")), facts)
    found = span(it.measure, at)  # type: ignore[union-attr]
    assert (int(found.low), int(found.high)) == ends
    expected = MET if ends[0] >= 1 else UNMET if ends[1] < 1 else CANNOT_TELL
    assert verdict(it, at) is expected


BASE = '{ kind = "base", points = 1, why = "…" }'


def test_a_rate_counts_a_difference(tmp_path: Path) -> None:
    formula = f'{{ kind = "rate", measure = {LESS}, points = 0.5 }}'
    rulebook = read_table(tmp_path, line(formula))
    assert range_of(sheet_of(rulebook, {"months": 30, "area": 10})) == ("10", "10")
    assert range_of(sheet_of(rulebook, {"area": 10})) == ("0", None)
    assert range_of(sheet_of(rulebook, {"months": 30})) == ("0", "15")


def test_the_same_fact_on_both_sides_is_one_answer(tmp_path: Path) -> None:
    years = '{ fact = "months", in = "full_years" }'
    ten = f"{{ least = [{years}, {{ number = 10 }}] }}"
    less = f"{{ subtract = [{years}, {ten}] }}"
    formula = f'{{ kind = "rate", measure = {less}, points = 1, at_most = 50 }}'
    rulebook = read_table(tmp_path, line(formula, more="max = 40"))
    assert range_of(sheet_of(rulebook, {})) == ("0", "40")
    assert range_of(sheet_of(rulebook, {"months": 240})) == ("10", "10")


BANDS = (
    f'{{ kind = "bands", measure = {BELOW}, bands = [{{ from = -500, below = 0, points = -5 }},'
    " { from = 0, below = 50, points = 0 }, { from = 50, points = 5 }] }"
)


@pytest.mark.parametrize(
    ("months", "area", "points"), [(0, 500, -5), (9, 9.5, -5), (9, 9, 0), (60, 10, 5)]
)
def test_bands_may_begin_below_nothing(
    tmp_path: Path, months: int, area: float, points: int
) -> None:
    rulebook = read_table(tmp_path, line(BANDS, more="max = 5"))
    assert sheet_of(rulebook, {"months": months, "area": area}).low == points


def test_examples_are_proposed_around_a_difference_below_nothing(tmp_path: Path) -> None:
    bands = BANDS.replace("below = 0, points = -5", "below = -2, points = -5").replace(
        "from = 0, below = 50", "from = -2, below = 50"
    )
    example = EMPTY.replace("party = true", "months = 9, area = 9").replace("= 10", "= 0")
    rulebook = read_table(tmp_path, line(bands, more="max = 5") + example)
    scheme = next(iter(rulebook.schemes.values()))
    assert lacking(scheme, rulebook)
    made = proposals(scheme, rulebook)
    whole = scheme.model_copy(update={"example": (*scheme.example, *made)})
    assert lacking(whole, rulebook) == []


@pytest.mark.parametrize(("born", "truth"), [("2021-01-01", MET), ("2019-01-01", UNMET)])
def test_a_difference_has_not_begun_where_its_first_has_not(
    tmp_path: Path, born: str, truth: object
) -> None:
    measure = '{ subtract = [{ fact = "born", in = "full_years" }, { number = 1 }] }'
    rulebook = read_table(tmp_path, line(BASE, more="max = 1"))
    at = situation(rulebook, {"born": born}, "2022-06-01").up_to(TODAY)
    it = condition(f"{{ measure = {measure}, at_least = 1 }}")
    assert begins_after(it.measure, at) is truth  # type: ignore[union-attr]


WRONG = {
    "a rate of less than nothing": (
        f'{{ kind = "rate", measure = {BELOW}, points = 1 }}',
        "measure.at_least",
    ),
    "less than nothing, added": (
        f'{{ kind = "rate", measure = {{ add = [{BELOW}, {{ fact = "area" }}] }}, points = 1 }}',
        "measure.add[0].at_least",
    ),
    "less than nothing, divided": (
        f'{{ kind = "rate", measure = {{ ratio = [{BELOW}, {{ number = 2 }}] }}, points = 1 }}',
        "measure.ratio[0].at_least",
    ),
    "less than nothing, multiplied by": (
        f'{{ kind = "scaled", of = {BASE}, by = {BELOW} }}',
        "by.at_least",
    ),
}


@pytest.mark.parametrize(("formula", "key"), WRONG.values(), ids=WRONG)
def test_less_than_nothing_is_for_bands_and_conditions(
    tmp_path: Path, formula: str, key: str
) -> None:
    (said,) = mistakes_in(tmp_path, line(formula, more="max = 100"))
    assert said == (
        f"schemes/table-2020.toml: line[0].formula.{key}: is below 0, which only bands and"
        " conditions compare with; leave it out"
    )


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ('{ fact = "months", during = { fact = "insured" } }', "measure.during: goes with periods"),
        (
            '{ fact = "permit", in = "full_years", outside = { fact = "months" } }',
            "measure.outside.fact: names 'months', which is of kind 'months'; this needs periods",
        ),
        (
            '{ fact = "permit", in = "full_years", during = { fact = "studied" } }',
            "measure.during.fact: names the fact 'studied', which is not there",
        ),
        (
            '{ fact = "permit", in = "full_years", during = { fact = "insured", levels = ["x"] } }',
            "measure.during.levels: names 'x', which is not a choice of 'insured'; it has paid,"
            " late",
        ),
    ],
)
def test_only_periods_are_beside_periods(tmp_path: Path, measure: str, said: str) -> None:
    (found,) = mistakes_in(tmp_path, line(f'{{ kind = "rate", measure = {measure}, points = 1 }}'))
    assert said in found


def test_a_ratio_may_divide_by_a_difference_that_is_never_nothing(tmp_path: Path) -> None:
    at_least_one = LESS.replace(" }] }", " }], at_least = 1 }")
    ratio = f'{{ ratio = [{{ fact = "area" }}, {at_least_one}] }}'
    formula = f'{{ kind = "rate", measure = {ratio}, points = 1 }}'
    assert mistakes_in(tmp_path, line(formula)) == []


# --- bands that fall without end --------------------------------------------------------------

FALLING = (
    '{ kind = "bands", measure = { fact = "born", in = "full_years" }, bands = ['
    "{ from = 0, below = 46, points = 20 }, { from = 46, points = 20, anchor = 45, step = -2 }] }"
)


@pytest.mark.parametrize(
    ("born", "points"), [("1975-06-01", 20), ("1974-06-01", 18), ("1960-06-01", -10)]
)
def test_points_go_on_falling(tmp_path: Path, born: str, points: int) -> None:
    rulebook = read_table(tmp_path, line(FALLING, more="max = 20"))
    assert range_of(sheet_of(rulebook, {"born": born})) == (str(points), str(points))


def test_points_that_fall_without_end_fall_as_far_as_the_question_goes(tmp_path: Path) -> None:
    rulebook = read_table(tmp_path, line(FALLING, more="max = 20"))
    oldest = sheet_of(rulebook, {"born": "1900-01-01"}).low
    assert oldest == Decimal(20 - 2 * (120 - 45))
    nobody = sheet_of(rulebook, {})
    assert (nobody.low, nobody.high) == (oldest, Decimal(20))
