"""Windows that begin on a day of the person's own, against what each such day gives."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from selfcheck.authoring.boundaries import lacking, proposals
from selfcheck.rules.rulebook import Rulebook
from tests.tables import ON, line, mistakes_in, range_of, read_table, sheet_of

SINCE = 'since_date = { fact = "born" }'
AWARDS = f'kind = "events", fact = "awards", window = {{ {SINCE} }}'
BY_LEVEL = f"{AWARDS}, levels = {{ county = 1, city = 2 }}"
AMONG_ALL = (
    f'{AWARDS}, each = [{{ levels = ["county"], escalating = [0, 4] }},'
    ' { levels = ["city"], escalating = [7, 1] }], place_among = "all"'
)
COUNT = f'{{ fact = "awards", in = "count", window = {{ {SINCE} }} }}'
AMOUNT = f'{{ fact = "blood", in = "amount", window = {{ months = 24, {SINCE} }} }}'
TIME = f'{{ fact = "permit", in = "full_months", window = {{ since = 2017-01-01, {SINCE} }} }}'
BESIDE = (
    '{ fact = "permit", in = "full_months", during = { fact = "insured" },'
    f" window = {{ {SINCE} }} }}"
)


def rate(measure: str) -> str:
    return f'kind = "rate", measure = {measure}, points = 1'


TOLD: dict[str, Any] = {
    "awards": [
        {"on": "2016-05-01", "level": "county"},
        {"on": "2018-05-01", "level": "city"},
        {"on": "2018-05-01", "level": "county"},
        {"on": "2020-06-01", "level": "city"},
    ],
    "blood": [{"on": "2018-01-01", "amount": 200}, {"on": "2019-03-01", "amount": 400}],
    "permit": [{"from": "2015-01-01", "to": "2017-12-31"}, {"from": "2019-06-02"}],
    "insured": [{"from": "2016-01-01", "to": "2019-12-31", "level": "paid"}],
}
FORMULAS = {
    "events by level": BY_LEVEL,
    "events by their place among all": AMONG_ALL,
    "how many": rate(COUNT),
    "amounts": rate(AMOUNT),
    "time": rate(TIME),
    "time beside other periods": rate(BESIDE),
}
EXACT = [
    (BY_LEVEL, "2016-05-01", "6"),
    (BY_LEVEL, "2016-05-02", "5"),
    (BY_LEVEL, "2018-05-02", "2"),
    (BY_LEVEL, "2020-06-01", "2"),
    (AMONG_ALL, "2015-01-01", "6"),
    (AMONG_ALL, "2017-01-01", "12"),
    (rate(COUNT), "2018-05-01", "3"),
    (rate(AMOUNT), "2018-01-01", "400"),
    (rate(AMOUNT), "2019-03-02", "0"),
    (rate(TIME), "2015-01-01", "24"),
    (rate(TIME), "2017-07-01", "18"),
    (rate(TIME), "2020-01-02", "5"),
    (rate(BESIDE), "2017-07-01", "12"),
]


def table(folder: Path, formula: str) -> Rulebook:
    return read_table(folder, line(f"{{ {formula} }}"))


@pytest.mark.parametrize(("formula", "since", "points"), EXACT)
def test_what_lies_before_the_day_does_not_count(
    tmp_path: Path, formula: str, since: str, points: str
) -> None:
    found = sheet_of(table(tmp_path, formula), {**TOLD, "born": since})
    assert range_of(found) == (points, points)


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_an_unknown_day_leaves_what_some_day_gives(tmp_path: Path, formula: str) -> None:
    rulebook, today = table(tmp_path, formula), date.fromisoformat(ON)
    days = [date(1900, 1, 1), *(today - timedelta(ago) for ago in range(0, 2300, 5)), today]
    days += [date.fromisoformat(event["on"]) + timedelta(1) for event in TOLD["awards"][:3]]
    each = [sheet_of(rulebook, {**TOLD, "born": day}) for day in days]
    assert all(found.low == found.high for found in each)
    nobody = sheet_of(rulebook, TOLD)
    assert (nobody.low, nobody.high) == (min(f.low for f in each), max(f.low for f in each))


@pytest.mark.parametrize("formula", [BY_LEVEL, rate(COUNT), rate(TIME), rate(BESIDE)])
def test_what_nobody_told_of_may_be_nothing(tmp_path: Path, formula: str) -> None:
    rulebook = table(tmp_path, formula)
    for facts in ({}, {"born": "2018-06-01"}):
        assert sheet_of(rulebook, facts).low == 0
    assert range_of(sheet_of(rulebook, {"born": ON, "insured": []}))[0] == "0"


def test_a_known_day_limits_the_time_that_nobody_told_of(tmp_path: Path) -> None:
    rulebook = table(tmp_path, rate(TIME))
    assert range_of(sheet_of(rulebook, {"born": "2019-06-02"})) == ("0", "12")
    capped = read_table_of_caps(tmp_path)
    assert range_of(sheet_of(capped, {"born": ON})) == ("0", "9")
    assert range_of(sheet_of(capped, {})) == ("0", "9")


def read_table_of_caps(folder: Path) -> Rulebook:
    inner = folder / "caps"
    inner.mkdir()
    return read_table(inner, line(f"{{ {BY_LEVEL}, at_most = 9 }}", more="max = 9"))


def test_the_partner_has_a_day_of_their_own(tmp_path: Path) -> None:
    rulebook = read_table(tmp_path, line(f"{{ {BY_LEVEL} }}", more='people = "each"'))
    facts = {**TOLD, "has_partner": True, "partner_awards": TOLD["awards"], "born": "2020-06-01"}
    assert sheet_of(rulebook, {**facts, "partner_born": "2018-05-02"}).low == 2 + 2
    assert range_of(sheet_of(rulebook, facts)) == ("4", "8")


EXAMPLE = (
    '[[example]]\nname = "…"\non = 2020-06-01\nanswers = { party = true }\nlow = 0\nhigh = 5\n'
)


def test_examples_are_proposed_with_a_day(tmp_path: Path) -> None:
    bands = (
        f'{{ kind = "bands", measure = {COUNT}, bands = [{{ from = 0, below = 2, points = 0 }},'
        " { from = 2, points = 5 }] }"
    )
    rulebook = read_table(tmp_path, line(bands, more="max = 5") + EXAMPLE)
    scheme = next(iter(rulebook.schemes.values()))
    made = proposals(scheme, rulebook)
    whole = scheme.model_copy(update={"example": (*scheme.example, *made)})
    assert lacking(whole, rulebook) == []


def test_only_a_date_has_a_day(tmp_path: Path) -> None:
    wrong = BY_LEVEL.replace('"born"', '"months"')
    (said,) = mistakes_in(tmp_path, line(f"{{ {wrong} }}"))
    assert said.endswith(
        "formula.window.since_date.fact: names 'months', which is of kind 'months'; this needs date"
    )
