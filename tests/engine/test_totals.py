"""Totals, groups, deductions, vetoes, people: how lines become a score."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine.answers import Answers
from selfcheck.engine.cutoffs import cutoff_finding
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.improvements import improvements
from selfcheck.engine.scoring import Sheet, rescored
from selfcheck.engine.situation import Situation
from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET, Truth
from tests.tables import line, range_of, read_table, sheet_of, situation

MONTHS = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }'
ENDLESS = '{ kind = "rate", measure = { fact = "months" }, points = 1 }'
LEVEL = '{ kind = "ladder", fact = "level", levels = { low = 10, high = 20 } }'
PARTY = (
    '{ kind = "flat", points = 5, when = { fact = "party", is = true }, why = "a", why_not = "b" }'
)
REVERSED = '{ kind = "ladder", fact = "level", levels = { low = 20, high = 10 } }'
OFFENCES = '{ kind = "events", fact = "offences", points = 3 }'
AWARDS = '{ kind = "events", fact = "awards", levels = { county = 2, city = 7 } }'
CITED = 'citation = { source = "the-document", article = "表" }'


def total(name: str, more: str = "") -> str:
    return f'[[total]]\nid = "{name}"\nlabel = "…"\n{more}\n{CITED}\n'


def group(name: str, members: str, more: str) -> str:
    return f'[[group]]\nid = "{name}"\nlabel = "…"\nmembers = {members}\n{more}\n{CITED}\n'


def times(factor: str) -> str:
    when = '{ fact = "here", is = true }'
    return f'[[total.multiplier]]\nfactor = {factor}\nwhen = {when}\nlabel = "…"\n{CITED}\n'


def veto(more: str = "") -> str:
    when = '{ fact = "party", is = true }'
    return f'[[veto]]\nid = "no"\nwhen = {when}\ntext = "…"\n{more}\n{CITED}\n'


EACH = 'people = "each"\n'
HIGHER = 'people = "higher"\n'
BOTH = {"has_partner": True, "months": 6, "partner_months": 10}

TABLES: dict[str, tuple[str, list[tuple[dict[str, Any], tuple[str, str | None]]]]] = {
    "both parents are added, up to a cap": (
        line(MONTHS, more=EACH + "max = 15\ncap = 15"),
        [(BOTH, ("15", "15")), ({"has_partner": False, "months": 6}, ("6", "6"))],
    ),
    "the partner counts in part": (
        line(MONTHS, more=EACH + "max = 75\nother_percent = 50"),
        [(BOTH, ("11", "11")), ({"months": 6, "partner_months": 10}, ("6", "11"))],
    ),
    "only the higher parent counts": (
        line(MONTHS, more=HIGHER + "max = 50"),
        [(BOTH, ("10", "10")), ({"has_partner": True, "months": 6}, ("6", "50"))],
    ),
    "the lower parent counts in part, without an upper bound": (
        line(ENDLESS, more=HIGHER + "other_percent = 50"),
        [(BOTH, ("13", "13")), ({"has_partner": True, "months": 6}, ("6", None))],
    ),
    "the partner counts by a formula and a condition of its own": (
        line(
            MONTHS,
            more=EACH
            + "max = 60\npartner_formula = "
            + MONTHS.replace("points = 1", "points = 2").replace("at_most = 50", "at_most = 10")
            + '\npartner_when = { fact = "here", is = true }',
        ),
        [
            ({**BOTH, "here": True}, ("16", "16")),
            ({**BOTH, "here": False}, ("6", "6")),
            (BOTH, ("6", "16")),
        ],
    ),
    "a line of one person has a cap": (
        line(MONTHS, more="max = 9\ncap = 9"),
        [({"months": 12}, ("9", "9")), ({}, ("0", "9"))],
    ),
    "a line is kept down by another": (
        line(MONTHS, more='max = 20\nnot_above = "other"') + line(LEVEL, "other", "max = 20"),
        [
            ({"months": 15, "level": "low"}, ("20", "20")),
            ({"months": 5, "level": "low"}, ("15", "15")),
            ({"months": 15}, ("20", "35")),
        ],
    ),
    "the best two of three are added": (
        line(MONTHS, "a", "max = 50")
        + line(LEVEL, "b", "max = 20")
        + line(PARTY, "c", "max = 5")
        + group("best", '["a", "b", "c"]', 'combine = "highest"\ntake = 2'),
        [
            ({"months": 7, "level": "low", "party": True}, ("17", "17")),
            ({"months": 7, "party": True}, ("17", "27")),
        ],
    ),
    "the best two, one of them without an upper bound": (
        line(ENDLESS, "a")
        + line(LEVEL, "b", "max = 20")
        + group("best", '["a", "b"]', 'combine = "highest"\ntake = 2'),
        [({"level": "low"}, ("10", None))],
    ),
    "the lowest of a group counts, within its bounds": (
        line(MONTHS, "a", "max = 50")
        + line(LEVEL, "b", "max = 20")
        + group("low", '["a", "b"]', 'combine = "lowest"\nat_least = 3\ncap = 18'),
        [
            ({"months": 1, "level": "low"}, ("3", "3")),
            ({"months": 40, "level": "high"}, ("18", "18")),
        ],
    ),
    "the applicant chooses within a group": (
        line(MONTHS, "a", "max = 50")
        + line(LEVEL, "b", "max = 20")
        + group("choice", '["a", "b"]', 'combine = "choice"'),
        [({"months": 7, "level": "low"}, ("10", "10"))],
    ),
    "deductions have a group and a cap of their own": (
        line(MONTHS, "a", "max = 50")
        + line(OFFENCES, "b", head="deduction")
        + line(AWARDS, "c", head="deduction")
        + group("away", '["b", "c"]', 'combine = "sum"\ncap = 10')
        + group("outer", '["away"]', 'combine = "highest"'),
        [
            ({"months": 40, "offences": ["2020-01-01"], "awards": []}, ("37", "37")),
            ({"months": 40, "offences": ["2020-01-01"] * 4, "awards": []}, ("30", "30")),
            ({"months": 40, "awards": []}, ("30", "40")),
        ],
    ),
    "an unknown deduction goes as far as its question": (
        line(MONTHS, "a", "max = 50") + line(OFFENCES, "b", head="deduction"),
        [({"months": 40}, ("28", "40"))],
    ),
    "a deduction of which the document leaves the end open": (
        line(MONTHS, "a", "max = 50")
        + line(
            '{ kind = "bands", measure = { fact = "area" }, bands = ['
            "{ from = 0, below = 9, points = 0 }, { from = 9, low = 2 }] }",
            "b",
            head="deduction",
        ),
        [({"months": 40, "area": 3}, ("40", "40"))],
    ),
    "a total is multiplied where the condition holds": (
        line(LEVEL, more="max = 20") + total("all") + times("1.5"),
        [
            ({"level": "low", "here": True}, ("15", "15")),
            ({"level": "low", "here": False}, ("10", "10")),
            ({"level": "low"}, ("10", "15")),
        ],
    ),
    "a total without an upper bound is multiplied, and capped": (
        line(ENDLESS) + total("all", "cap = 99") + times("2"),
        [({"here": True}, ("0", "99")), ({}, ("0", "99"))],
    ),
    "a total does not fall below its floor": (
        line(LEVEL, more="max = 20")
        + line(OFFENCES, "b", head="deduction")
        + total("all", "at_least = 8\nrefused_below = 9"),
        [({"level": "low", "offences": ["2020-01-01"]}, ("8", "8"))],
    ),
    "the parent with more counts in a total": (
        line(MONTHS, more="max = 50") + total("all", 'people = "higher"'),
        [
            (BOTH, ("10", "10")),
            ({"has_partner": False, "months": 6}, ("6", "6")),
            ({"months": 6, "partner_months": 10}, ("6", "10")),
        ],
    ),
    "the other parent counts in part in a total": (
        line(MONTHS, more="max = 50") + total("all", 'people = "higher"\nother_percent = 50'),
        [(BOTH, ("13", "13"))],
    ),
    "a veto leaves the points, or nothing of them": (
        line(MONTHS, more="max = 50") + veto(),
        [({"months": 7, "party": True}, ("7", "7"))],
    ),
    "a veto that leaves nothing": (
        line(MONTHS, more="max = 50") + veto('effect = "zero"'),
        [
            ({"months": 7, "party": True}, ("0", "0")),
            ({"months": 7, "party": False}, ("7", "7")),
            ({"months": 7}, ("0", "7")),
        ],
    ),
    "the month before the day is the last that counts": (
        'counted_to = "previous_month"\n'
        + line(
            '{ kind = "rate", measure = { fact = "permit", in = "full_months" }, points = 1,'
            " at_most = 99 }",
            more="max = 99",
        ),
        [({"permit": [{"from": "2020-01-01"}]}, ("4", "4"))],
    ),
    "one person is chosen between two rows by the same unknown": (
        line(
            '{ kind = "cases", cases = ['
            '{ when = { fact = "level", is = "low" }, then = ' + LEVEL + " }], "
            "otherwise = " + LEVEL.replace("low = 10", "low = 99") + " }",
            more="max = 20",
        ),
        [({}, ("10", "20")), ({"level": "high"}, ("20", "20"))],
    ),
    "a yes or no that is read twice": (
        line(
            f'{{ kind = "sum", of = [{PARTY}, {PARTY.replace("points = 5", "points = -5")}] }}',
            more="max = 0",
        ),
        [({}, ("0", "0")), ({"party": True}, ("0", "0"))],
    ),
    "a choice that is read twice for each parent": (
        line(
            f'{{ kind = "lowest", of = [{LEVEL}, {REVERSED}] }}',
            more=EACH + "max = 20",
        ),
        [
            ({"has_partner": True}, ("20", "20")),
            ({"has_partner": True, "level": "low"}, ("20", "20")),
        ],
    ),
    "rows of which none may hold": (
        line(
            '{ kind = "cases", cases = [{ when = { fact = "party", is = true }, then = '
            + LEVEL
            + " }] }",
            more="max = 20",
        ),
        [
            ({"party": False}, ("0", "0")),
            ({"level": "high"}, ("0", "20")),
            ({"party": True, "level": "low"}, ("10", "10")),
        ],
    ),
    "in proportion, rounded, within a cap": (
        line(
            '{ kind = "scaled", of = '
            + LEVEL
            + ', by = { ratio = [{ number = 1 }, { fact = "people" }] },'
            " at_most = 15 }",
            more="max = 15",
        ),
        [
            ({"level": "high", "people": 3}, ("6.67", "6.67")),
            ({"level": "high", "people": 1}, ("15", "15")),
            ({"people": 2}, ("5", "10")),
        ],
    ),
    "in proportion of what has no upper bound": (
        line('{ kind = "scaled", of = ' + ENDLESS + ", by = { number = 0.5 } }", "a")
        + line('{ kind = "scaled", of = ' + ENDLESS + ", by = { number = 0 } }", "b"),
        [({}, ("0", None)), ({"months": 9}, ("4.5", "4.5"))],
    ),
    "nothing in proportion is nothing": (
        line('{ kind = "scaled", of = ' + ENDLESS + ", by = { number = 0 } }"),
        [({}, ("0", "0"))],
    ),
    "only the highest of a set": (
        line(
            '{ kind = "items", fact = "deeds", points = { one = 3, two = 8 },'
            ' combine = "highest" }',
            more="max = 8",
        ),
        [({"deeds": ["one", "two"]}, ("8", "8")), ({"deeds": []}, ("0", "0")), ({}, ("0", "8"))],
    ),
    "a set in which something takes away": (
        line(
            '{ kind = "items", fact = "deeds", points = { one = -3, two = 8 }, at_most = 6 }',
            more="max = 6",
        ),
        [({"deeds": ["one", "two"]}, ("5", "5")), ({}, ("-3", "6"))],
    ),
    "the best two formulas within a cap, and the lowest": (
        line(
            '{ kind = "highest", take = 2, at_most = 20, of = ['
            + ", ".join((MONTHS, LEVEL, PARTY))
            + "] }",
            "a",
            "max = 20",
        )
        + line('{ kind = "lowest", of = [' + ", ".join((MONTHS, LEVEL)) + "] }", "b", "max = 20")
        + line('{ kind = "choice", of = [' + ", ".join((MONTHS, LEVEL)) + "] }", "c", "max = 50"),
        [({"months": 7, "level": "high", "party": True}, ("47", "47"))],
    ),
    "events by level, the best in each year and for life": (
        line(
            '{ kind = "events", fact = "awards", levels = { county = 2, city = 7 },'
            ' combine = "highest", year_at_most = 5 }',
        ),
        [
            (
                {
                    "awards": [
                        {"on": "2020-01-01", "level": "city"},
                        {"on": "2019-01-01", "level": "county"},
                    ]
                },
                ("5", "5"),
            ),
            ({}, ("0", "5")),
        ],
    ),
    "events by amount, each limited": (
        line(
            '{ kind = "events", fact = "blood", per = 100, points = 1, each_at_most = 3,'
            ' combine = "highest" }',
        ),
        [({"blood": [{"on": "2020-01-01", "amount": 900}]}, ("3", "3")), ({}, ("0", "3"))],
    ),
    "events that escalate": (
        line('{ kind = "events", fact = "offences", escalating = [1, 5] }'),
        [
            ({"offences": ["2018-01-01", "2019-01-01", "2020-01-01"]}, ("11", "11")),
            ({}, ("0", None)),
        ],
    ),
    "events that escalate, taken away": (
        line(MONTHS, more="max = 50")
        + line(
            '{ kind = "events", fact = "offences", escalating = [1, 5] }', "b", head="deduction"
        ),
        [({"months": 50}, ("34", "50"))],
    ),
    "events with a cap for each year, in a window": (
        line(
            '{ kind = "events", fact = "offences", points = 2, year_at_most = 3,'
            " window = { calendar_years = 2 } }",
        ),
        [({}, ("0", "6")), ({"offences": ["2020-01-01", "2020-01-02", "2018-01-01"]}, ("3", "3"))],
    ),
    "a band that ends where the question does": (
        line(
            '{ kind = "bands", measure = { fact = "people" }, bands = [{ from = 1, points = 4 }] }',
            more="max = 4",
        ),
        [({}, ("4", "4"))],
    ),
}

EACH_TABLE = [
    pytest.param(table, facts, ends, id=f"{name}: {facts}")
    for name, (table, cases) in TABLES.items()
    for facts, ends in cases
]


@pytest.mark.parametrize(("table", "facts", "ends"), EACH_TABLE)
def test_a_table_gives_its_points(
    tmp_path: Path, table: str, facts: dict[str, Any], ends: tuple[str, str | None]
) -> None:
    assert range_of(sheet_of(read_table(tmp_path, table), facts)) == ends


def test_lines_deductions_and_vetoes_can_be_of_some_totals_only(tmp_path: Path) -> None:
    table = (
        line(MONTHS, "a", "max = 50")
        + line(LEVEL, "b", 'max = 20\ntotals = ["school"]')
        + line(OFFENCES, "c", 'totals = ["hukou"]', head="deduction")
        + group("only_school", '["b"]', 'combine = "sum"')
        + veto('effect = "zero"\ntotals = ["hukou"]')
        + total("school")
        + total("hukou")
    )
    facts = {"months": 5, "level": "high", "offences": ["2020-01-01"], "party": False}
    rulebook = read_table(tmp_path, table)
    found = sheet_of(rulebook, facts)
    assert [(int(t.low), int(t.high or 0)) for t in found.totals] == [(25, 25), (2, 2)]
    assert [len(t.groups) for t in found.totals] == [1, 0]
    vetoed = sheet_of(rulebook, {**facts, "party": True})
    assert [(int(t.low), int(t.high or 0)) for t in vetoed.totals] == [(25, 25), (0, 0)]
    assert vetoed.entry == "qualifies"
    assert [t.refused.value for t in vetoed.totals] == ["unmet", "met"]
    assert [t.refused.value for t in found.totals] == ["unmet", "unmet"]
    unknown = sheet_of(rulebook, {name: value for name, value in facts.items() if name != "party"})
    assert [t.refused.value for t in unknown.totals] == ["unmet", "cannot_tell"]


def test_a_veto_or_a_total_that_is_too_low_refuses_entry(tmp_path: Path) -> None:
    table = line(MONTHS, more="max = 50") + veto() + total("all", "refused_below = 5")
    rulebook = read_table(tmp_path, table)
    entries = {
        (months, party): sheet_of(rulebook, {"months": months, "party": party}).entry
        for months in (4, 5, None)
        for party in (True, False, None)
    }
    assert entries == {
        (4, True): "not_yet",
        (4, False): "not_yet",
        (4, None): "not_yet",
        (5, True): "not_yet",
        (5, False): "qualifies",
        (5, None): "cannot_tell",
        (None, True): "not_yet",
        (None, False): "cannot_tell",
        (None, None): "cannot_tell",
    }


def entry(name: str, test: str, more: str = "") -> str:
    said = 'label = "…"\nmet = "…"\nunmet = "…"\ncannot_tell = "…"'
    return f'[[entry]]\nid = "{name}"\ntest = {test}\n{said}\n{more}\n{CITED}\n'


def test_a_condition_of_entry_can_be_for_some_totals_only(tmp_path: Path) -> None:
    table = (
        line(MONTHS, more="max = 50")
        + total("school")
        + total("hukou", "refused_below = 5")
        + entry("here", '{ fact = "here", is = true }')
        + entry("party", '{ fact = "party", is = true }', 'totals = ["hukou"]')
    )
    rulebook = read_table(tmp_path, table)
    verdicts = {}
    for here, party, months in (
        (True, True, 5),
        (True, False, 5),
        (True, None, 5),
        (False, True, 5),
        (True, True, 4),
        (None, True, None),
    ):
        found = sheet_of(rulebook, {"here": here, "party": party, "months": months})
        assert found.entry == found.totals[0].entry
        verdicts[here, party, months] = [of.entry for of in found.totals]
    assert verdicts == {
        (True, True, 5): ["qualifies", "qualifies"],
        (True, False, 5): ["qualifies", "not_yet"],
        (True, None, 5): ["qualifies", "cannot_tell"],
        (False, True, 5): ["not_yet", "not_yet"],
        (True, True, 4): ["qualifies", "not_yet"],
        (None, True, None): ["cannot_tell", "cannot_tell"],
    }


CONDITIONS = st.tuples(
    st.sampled_from(("here", "party")),
    st.sets(st.sampled_from(("school", "hukou"))).map(sorted),
)
KNOWN_OR_NOT = st.sampled_from((True, False, None))
ANSWERS = st.fixed_dictionaries({"here": KNOWN_OR_NOT, "party": KNOWN_OR_NOT})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(CONDITIONS, max_size=4), ANSWERS)
def test_each_total_is_entered_under_the_conditions_that_are_about_it(
    conditions: list[tuple[str, list[str]]], facts: dict[str, bool | None]
) -> None:
    table = line(MONTHS, more="max = 50") + total("school") + total("hukou")
    for number, (fact, about) in enumerate(conditions):
        more = f"totals = {about}".replace("'", '"')
        table += entry(f"e_{number}", f'{{ fact = "{fact}", is = true }}', more)
    with TemporaryDirectory() as folder:
        found = sheet_of(read_table(Path(folder), table), {"months": 5, **facts})
    for of in found.totals:
        name = of.total.id if of.total else ""
        answers = {facts[fact] for fact, about in conditions if not about or name in about}
        expected = (
            "not_yet" if False in answers else "cannot_tell" if None in answers else "qualifies"
        )
        assert of.entry == expected


def reached(found: Sheet) -> Truth | None:
    nobody = Situation(Answers("", found.on, {}, {}), {}, Endorsement("cannot_tell"))
    return cutoff_finding(found.scheme.cutoff[0], found, (found,), nobody).reached


def test_a_published_line_is_reached_or_not_or_cannot_be_told(tmp_path: Path) -> None:
    cutoff = f'[[cutoff]]\npoints = 10\nlabel = "…"\ntotal = "all"\n{CITED}\n'
    rulebook = read_table(tmp_path, line(MONTHS, more="max = 50") + total("all") + cutoff)
    found = [sheet_of(rulebook, {"months": months}) for months in (10, 9, None)]
    verdicts = [reached(sheet) for sheet in found]
    assert verdicts == [MET, UNMET, CANNOT_TELL]


LINES_OF = {
    "of that day": ("{ begins = 2020-06-01, ends = 2020-06-01 }", "met"),
    "of a year that is over": ("{ ends = 2020-05-31 }", None),
    "of a year to come": ("{ begins = 2020-06-02 }", None),
    "of which no day is known": ("{}", "met"),
}


@pytest.mark.parametrize(("term", "verdict"), LINES_OF.values(), ids=LINES_OF)
def test_a_published_line_is_compared_on_the_days_of_its_term_only(
    tmp_path: Path, term: str, verdict: str | None
) -> None:
    cutoff = f'[[cutoff]]\npoints = 10\nlabel = "…"\nterm = {term}\n{CITED}\n'
    sheet = sheet_of(read_table(tmp_path, line(MONTHS, more="max = 50") + cutoff), {"months": 10})
    found = reached(sheet)
    assert (found and found.value) == verdict


def test_deductions_and_vetoes_look_at_the_day_of_assessment_whatever_is_counted(
    tmp_path: Path,
) -> None:
    ban = (
        '{ measure = { fact = "offences", in = "count", window = { months = 60 } }, at_least = 1 }'
    )
    table = (
        'counted_to = "03-31"\n'
        + line(OFFENCES.replace(" }", ", at_most = 12 }"), "b", "max = 12")
        + line(OFFENCES, "c", head="deduction")
        + f'[[veto]]\nid = "ban"\nwhen = {ban}\ntext = "…"\n{CITED}\n'
        + total("all", 'people = "higher"')
    )
    rulebook = read_table(tmp_path, table)
    late = {"offences": ["2020-04-15"]}
    for facts in (
        {**late, "has_partner": False},
        {"offences": [], "has_partner": True, "partner_offences": ["2020-04-15"]},
    ):
        found = sheet_of(rulebook, facts)
        own = bool(facts["offences"])
        assert [(int(one.low), int(one.high or 0)) for one in found.lines] == [(0, 0)]
        assert [int(one.low) for one in found.deductions] == [-3 if own else 0]
        assert [veto.veto.id for veto in found.vetoes] == (["ban"] if own else [])
        again = rescored(found, found.scheme.line, situation(rulebook, facts))
        assert again == (found.low, found.high)
    both = sheet_of(rulebook, {**late, "has_partner": True, "partner_offences": ["2020-04-15"]})
    assert (int(both.low), int(both.high or 0)) == (-3, -3)


SINCE = (
    '{ kind = "bands", measure = { fact = "born", in = "full_years"%s }, bands = ['
    "{ from = 0, below = 1, points = 3 }, { from = 1, points = 5 }] }"
)
RATE_SINCE = (
    '{ kind = "rate", measure = { fact = "born", in = "full_years"%s }, points = 2,'
    " first = { at = 0, points = 3 }, at_most = 5 }"
)
COUNTED = 'counted_to = "03-31"\n'
SINCE_A_DATE = {
    "bands": (COUNTED, SINCE % ""),
    "a rate": (COUNTED, RATE_SINCE % ""),
    "bands up to a day of their own": ("", SINCE % ', by = "03-31"'),
}


@pytest.mark.parametrize(("head", "formula"), SINCE_A_DATE.values(), ids=SINCE_A_DATE)
def test_a_date_after_the_day_up_to_which_is_counted_gives_nothing(
    tmp_path: Path, head: str, formula: str
) -> None:
    rulebook = read_table(tmp_path, head + line(formula, more="max = 5"))
    points = {
        born: range_of(sheet_of(rulebook, {"born": born} if born else {}))
        for born in ("2020-04-01", "2020-03-31", "2019-03-31", None)
    }
    assert points == {
        "2020-04-01": ("0", "0"),
        "2020-03-31": ("3", "3"),
        "2019-03-31": ("5", "5"),
        None: ("0", "5"),
    }
    assert range_of(sheet_of(rulebook, {}, "2020-03-31")) == ("3", "5")


@pytest.mark.parametrize(
    ("head", "by"), [('counted_to = "previous 12-31"\n', ""), ("", ', by = "previous 12-31"')]
)
def test_a_table_may_count_up_to_a_day_of_the_year_before(
    tmp_path: Path, head: str, by: str
) -> None:
    rulebook = read_table(tmp_path, head + line(SINCE % by, more="max = 5"))
    points = {
        (born, on): range_of(sheet_of(rulebook, {"born": born}, on))
        for born, on in (
            ("2018-12-31", "2020-01-01"),
            ("2019-01-01", "2020-12-31"),
            ("2020-01-01", "2020-12-31"),
            ("2020-01-01", "2021-01-01"),
        )
    }
    assert list(points.values()) == [("5", "5"), ("3", "3"), ("0", "0"), ("3", "3")]


def test_the_partner_counts_in_a_total_only_under_its_condition(tmp_path: Path) -> None:
    more = 'people = "higher"\nother_percent = 50\npartner_when = { fact = "here", is = true }'
    rulebook = read_table(tmp_path, line(MONTHS, more="max = 50") + total("all", more))
    both = {"has_partner": True, "months": 6, "partner_months": 10}
    found = {here: range_of(sheet_of(rulebook, {**both, "here": here})) for here in (True, False)}
    assert found == {True: ("13", "13"), False: ("6", "6")}
    assert range_of(sheet_of(rulebook, both)) == ("6", "13")


@pytest.mark.parametrize(
    "more",
    [total("all"), total("all") + times("2"), 'counted_to = "05-31"\n', veto('effect = "zero"')],
    ids=["a total", "a multiplier", "a day of its own", "a veto"],
)
@pytest.mark.parametrize("limit", ["", 'not_above = "b"\n'], ids=["", "kept down"])
def test_what_is_scored_anew_is_what_the_whole_sheet_gives(
    tmp_path: Path, more: str, limit: str
) -> None:
    lines = line(MONTHS, "a", f"max = {20 if limit else 50}\n{limit}") + line(
        LEVEL, "b", "max = 20"
    )
    taken = line(OFFENCES, "c", head="deduction")
    table = more + lines + taken if more.startswith("counted") else lines + taken + more
    rulebook = read_table(tmp_path, table)
    facts = {"months": 12, "level": "low", "offences": [], "here": True, "party": False}
    now = sheet_of(rulebook, facts)
    changed = situation(rulebook, {**facts, "months": 30, "offences": ["2020-01-01"]})
    again = rescored(now, now.scheme.line[:1], changed)
    whole = sheet_of(rulebook, {**facts, "months": 30, "offences": ["2020-01-01"]})
    assert again == (whole.low, whole.high)


def test_too_many_answers_are_not_tried(tmp_path: Path) -> None:
    choices = ", ".join(f'{{ id = "c{n}", label = "…" }}' for n in range(65))
    levels = ", ".join(f"c{n} = {n}" for n in range(65))
    questions = (
        'fact = [{ id = "many", section = "place", kind = "choice", name = "A", label = "A",'
        f" choices = [{choices}] }}]\n"
    )
    ladder = f'{{ kind = "ladder", fact = "many", levels = {{ {levels} }} }}'
    table = line(f'{{ kind = "sum", of = [{ladder}, {ladder}] }}', more="max = 128")
    assert range_of(sheet_of(read_table(tmp_path, table, questions), {})) == ("0", "128")


def test_the_improvement_of_a_table_with_totals_is_what_the_total_gains(tmp_path: Path) -> None:
    table = line(PARTY, "a", "max = 5") + total("all") + times("2")
    questions = (
        'fact = [{ id = "party", section = "conduct", kind = "yes_no", name = "A", label = "A",'
        ' improvable = true }, { id = "here", section = "place", kind = "yes_no", name = "B",'
        ' label = "B" }]\n'
    )
    rulebook = read_table(tmp_path, table, questions)
    facts = {"party": False, "here": True}
    found = improvements(sheet_of(rulebook, facts), rulebook, situation(rulebook, facts))
    assert [(i.fact, i.gain) for i in found] == [("party", Decimal(10))]


@pytest.mark.parametrize(("which", "points"), [("any", "11"), ("each", "10")])
def test_a_condition_on_both_parents_is_the_same_in_either_total(
    tmp_path: Path, which: str, points: str
) -> None:
    when = f'{{ {which}_parent = {{ fact = "party", is = true }} }}'
    flat = f'{{ kind = "flat", points = 1, when = {when}, why = "…", why_not = "…" }}'
    table = line(MONTHS, more="max = 50") + line(flat, "party", "max = 1")
    rulebook = read_table(tmp_path, table + total("all", HIGHER))
    told = {**BOTH, "party": True, "partner_party": False}
    assert range_of(sheet_of(rulebook, told)) == (points, points)
