"""A published line over the points of several tables: exact, in a range, and what is refused."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine.cutoffs import CutoffFinding, cutoff_finding
from selfcheck.engine.scoring import sheet
from selfcheck.rules.loader import load
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.rulebook import Rulebook
from tests.tables import FILE, HEAD, TABLE, UNITS, line, situation, without_ids, write_table

OTHER = "other-2021"
THIRD = "third-2021"
CITED = 'citation = { source = "the-document", article = "表" }'
MONTHS = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }'
ENDLESS = '{ kind = "rate", measure = { fact = "months" }, points = 1 }'
LEVEL = '{ kind = "ladder", fact = "level", levels = { low = 10, high = 20 } }'
PARTY = (
    '{ kind = "flat", points = 5, when = { fact = "party", is = true }, why = "a", why_not = "b" }'
)


def cutoff(points: int, more: str = "") -> str:
    return f'[[cutoff]]\npoints = {points}\nlabel = "…"\n{more}\n{CITED}\n'


def total(name: str) -> str:
    return f'[[total]]\nid = "{name}"\nlabel = "…"\n{CITED}\n'


def write_tables(folder: Path, table: str, **others: str) -> Path:
    """Write a folder in which the one unit has the table and the others."""
    write_table(folder, table)
    names = [TABLE, *(name.replace("_", "-") for name in others)]
    for name, text in zip(names[1:], others.values(), strict=True):
        head = HEAD.replace(TABLE, name)
        (folder / "schemes" / f"{name}.toml").write_text(head + text, "utf-8")
    listed = ", ".join(f'"{name}"' for name in names)
    (folder / "units.toml").write_text(UNITS.replace(f'"{TABLE}"', listed), "utf-8")
    return folder


def finding(rulebook: Rulebook, facts: dict[str, Any], on: str = "2020-06-01") -> CutoffFinding:
    at = situation(rulebook, facts, on)
    sheets = [sheet(scheme, at) for scheme in rulebook.schemes.values()]
    own = next(found for found in sheets if found.scheme.id == TABLE)
    return cutoff_finding(own.scheme.cutoff[0], own, sheets, at)


def said(found: CutoffFinding) -> tuple[int, int | None, str | None]:
    high = None if found.high is None else int(found.high)
    return int(found.low), high, found.reached and found.reached.value


CASES: dict[str, tuple[dict[str, Any], tuple[int, int | None, str | None]]] = {
    "both reach it together": ({"months": 20, "level": "low"}, (30, 30, "met")),
    "together they miss it": ({"months": 19, "level": "low"}, (29, 29, "unmet")),
    "the one is not known": ({"months": 12}, (22, 32, "cannot_tell")),
    "neither is known": ({}, (10, 70, "cannot_tell")),
    "not known, and reached all the same": ({"months": 20}, (30, 40, "met")),
    "not known, and out of reach": ({"months": 9}, (19, 29, "unmet")),
}


@pytest.fixture(scope="module")
def two_tables(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    table = line(MONTHS, more="max = 50") + cutoff(30, f'plus = ["{OTHER}"]')
    other = line(LEVEL, more="max = 20")
    return load(write_tables(tmp_path_factory.mktemp("two"), table, other_2021=other))


@pytest.mark.parametrize(("facts", "expected"), CASES.values(), ids=CASES)
def test_a_line_over_two_tables_is_compared_with_their_sum(
    two_tables: Rulebook, facts: dict[str, Any], expected: tuple[int, int | None, str | None]
) -> None:
    assert said(finding(two_tables, facts)) == expected


def test_a_line_over_two_tables_of_other_days_is_not_compared(tmp_path: Path) -> None:
    table = line(MONTHS, more="max = 50") + cutoff(
        30, f'plus = ["{OTHER}"]\nterm = {{ ends = 2019-12-31 }}'
    )
    folder = write_tables(tmp_path, table, other_2021=line(LEVEL, more="max = 20"))
    assert said(finding(load(folder), {"months": 25, "level": "low"})) == (35, 35, None)


def test_a_table_without_an_upper_bound_leaves_the_sum_open(tmp_path: Path) -> None:
    table = line(LEVEL, more="max = 20") + cutoff(30, f'plus = ["{OTHER}"]')
    rulebook = load(write_tables(tmp_path, table, other_2021=line(ENDLESS)))
    assert said(finding(rulebook, {"level": "low"})) == (10, None, "cannot_tell")


def test_of_the_other_table_the_total_of_that_name_counts_or_else_the_first(tmp_path: Path) -> None:
    table = (
        line(MONTHS, more="max = 50")
        + total("school")
        + total("hukou")
        + cutoff(30, f'total = "hukou"\nplus = ["{OTHER}", "{THIRD}"]')
    )
    other = (
        line(LEVEL, more='max = 20\ntotals = ["school"]')
        + line(PARTY, "party", 'max = 5\ntotals = ["hukou"]')
        + total("school")
        + total("hukou")
    )
    third = line(LEVEL, more='max = 20\ntotals = ["main"]') + total("main") + total("rest")
    rulebook = load(write_tables(tmp_path, table, other_2021=other, third_2021=third))
    facts = {"months": 3, "level": "low", "party": True}
    assert said(finding(rulebook, facts)) == (3 + 5 + 10, 18, "unmet")


LINES = st.sampled_from(
    (
        line(MONTHS, more="max = 50"),
        line(LEVEL, more="max = 20"),
        line(LEVEL.replace("low = 10", "low = 30"), more="max = 30"),
        line(PARTY, more="max = 5"),
    )
)
PEOPLE = st.fixed_dictionaries(
    {
        "months": st.integers(0, 60),
        "level": st.sampled_from(("low", "high")),
        "party": st.booleans(),
    }
)
NAMES = ("months", "level", "party")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(LINES, min_size=2, max_size=3),
    st.integers(0, 80),
    PEOPLE,
    st.sets(st.sampled_from(NAMES)),
)
def test_what_is_said_of_a_line_over_tables_holds_whatever_is_answered(
    lines: list[str], points: int, person: dict[str, Any], told: set[str]
) -> None:
    first, *others = lines
    names = [f"other{number}-2021" for number in range(len(others))]
    plus = ", ".join(f'"{name}"' for name in names)
    tables = {name.replace("-", "_"): text for name, text in zip(names, others, strict=True)}
    with TemporaryDirectory() as folder:
        table = first + cutoff(points, f"plus = [{plus}]")
        rulebook = load(write_tables(Path(folder), table, **tables))
    wide = finding(rulebook, {name: person[name] for name in told})
    exact = finding(rulebook, person)
    assert exact.low == exact.high
    assert wide.low <= exact.low <= (wide.high or Decimal("Infinity"))
    assert wide.reached is not None
    assert exact.reached is not None
    assert wide.reached.value in ("cannot_tell", exact.reached.value)


WRONG = {
    "one that is not there": ('["nothing-2021"]', "names the scheme 'nothing-2021', which is not"),
    "itself": (f'["{TABLE}"]', "names the table itself, whose points count already; leave it out"),
    "one twice": (f'["{OTHER}", "{OTHER}"]', f"has '{OTHER}' 2 times; once is right"),
}


@pytest.mark.parametrize(("plus", "message"), WRONG.values(), ids=WRONG)
def test_a_table_that_cannot_be_added_is_refused(tmp_path: Path, plus: str, message: str) -> None:
    table = line(MONTHS, more="max = 50") + cutoff(30, f"plus = {plus}")
    folder = write_tables(tmp_path, table, other_2021=line(LEVEL, more="max = 20"))
    with pytest.raises(BrokenRules) as refused:
        load(folder)
    (mistake,) = (without_ids(mistake) for mistake in refused.value.mistakes)
    assert mistake.startswith(f"{FILE}: cutoff[0].plus: {message}")


def test_a_unit_with_the_one_table_must_have_the_other(tmp_path: Path) -> None:
    table = line(MONTHS, more="max = 50") + cutoff(30, f'plus = ["{OTHER}"]')
    folder = write_tables(tmp_path, table, other_2021=line(LEVEL, more="max = 20"))
    units = (folder / "units.toml").read_text("utf-8")
    (folder / "units.toml").write_text(units + UNITS.replace("somewhere", "elsewhere"), "utf-8")
    with pytest.raises(BrokenRules) as refused:
        load(folder)
    (mistake,) = (without_ids(mistake) for mistake in refused.value.mistakes)
    assert mistake == (
        f"{FILE}: cutoff[0].plus: names '{OTHER}', which 'elsewhere' does not have; "
        "add it to the schemes of the unit in units.toml, or leave it out here"
    )


# --- one unknown fact that several tables read ------------------------------------------------

RISING = '{ kind = "ladder", fact = "level", levels = { low = 0, high = 10 } }'
FALLING = '{ kind = "ladder", fact = "level", levels = { low = 8, high = 0 } }'
YEARS = (
    '{ kind = "bands", measure = { fact = "months", in = "full_years" }, bands = ['
    "{ from = 0, below = 2, points = 30 }, { from = 2, points = 4 }] }"
)
OF_AGE = (
    '{ kind = "bands", measure = { fact = "born", in = "full_years" }, bands = ['
    "{ from = 0, below = 30, points = 6 }, { from = 30, points = 2 }] }"
)
OLD = (
    '{ kind = "flat", points = 8, when = { fact = "born", years_old = 40 },'
    ' why = "a", why_not = "b" }'
)
ALONE = (
    '{ kind = "flat", points = 9, when = { fact = "has_partner", is = false },'
    ' why = "a", why_not = "b" }'
)
SHARED: dict[str, tuple[str, str, dict[str, Any], list[dict[str, Any]]]] = {
    "a choice": (
        line(RISING, more="max = 10"),
        line(FALLING, more="max = 8"),
        {},
        [{"level": "low"}, {"level": "high"}],
    ),
    "months": (
        line(MONTHS, more="max = 50"),
        line(YEARS, more="max = 30"),
        {},
        [{"months": months} for months in range(601)],
    ),
    "a date": (
        line(OF_AGE, more="max = 6"),
        line(OLD, more="max = 8"),
        {},
        [{"born": f"{year}-06-01"} for year in range(1900, 2021)],
    ),
    "whether there is a partner": (
        line(PARTY, more='max = 10\npeople = "each"'),
        line(ALONE, more="max = 9"),
        {"party": True, "partner_party": True},
        [{"has_partner": True}, {"has_partner": False}],
    ),
    "the partner's": (
        line(RISING, more='max = 20\npeople = "each"'),
        line(FALLING, more='max = 16\npeople = "each"'),
        {"has_partner": True, "level": "low"},
        [{"partner_level": "low"}, {"partner_level": "high"}],
    ),
}


@pytest.mark.parametrize(("one", "other", "facts", "tried"), SHARED.values(), ids=SHARED)
def test_a_fact_that_two_tables_read_is_one_answer(
    tmp_path: Path, one: str, other: str, facts: dict[str, Any], tried: list[dict[str, Any]]
) -> None:
    table = one + cutoff(30, f'plus = ["{OTHER}"]')
    rulebook = load(write_tables(tmp_path, table, other_2021=other))
    each = [finding(rulebook, {**facts, **answer}) for answer in tried]
    assert all(found.low == found.high for found in each)
    found = finding(rulebook, facts)
    assert (found.low, found.high) == (min(f.low for f in each), max(f.low for f in each))


def test_events_that_two_tables_read_leave_the_sum_as_wide_as_it_is(tmp_path: Path) -> None:
    awards = '{ kind = "events", fact = "awards", levels = { county = 1, city = 2 }, at_most = 4 }'
    table = line(awards, more="max = 4") + cutoff(30, f'plus = ["{OTHER}"]')
    rulebook = load(write_tables(tmp_path, table, other_2021=line(awards, more="max = 4")))
    assert said(finding(rulebook, {})) == (0, 8, "unmet")


def test_the_sum_looks_at_totals_vetoes_and_deductions_too(tmp_path: Path) -> None:
    zero = (
        '[[veto]]\nid = "no"\nwhen = { fact = "party", is = true }\ntext = "…"\neffect = "zero"\n'
        f"{CITED}\n"
    )
    table = line(MONTHS, more="max = 50") + zero + cutoff(30, f'plus = ["{OTHER}"]')
    other = line(MONTHS, more="max = 50") + line(PARTY, "taken", head="deduction")
    rulebook = load(write_tables(tmp_path, table, other_2021=other))
    # With the party: nothing of the table, and the other less 5; without: both in full.
    assert said(finding(rulebook, {"months": 20})) == (15, 40, "cannot_tell")
