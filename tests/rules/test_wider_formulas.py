"""What can be wrong with events, periods, measures, totals and the rest: file, key and remedy."""

from pathlib import Path

import pytest

from selfcheck.rules.thresholds import thresholds
from tests.tables import FILE, QUESTIONS, line, mistakes_in, read_table
from tests.toml import condition, formula

MONTHS = '{ kind = "rate", measure = { fact = "months" }, points = 1 }'
ZERO = '{ kind = "flat", points = 1, when = WHEN, why = "a", why_not = "b" }'
CITED = 'citation = { source = "the-document", article = "表" }'


def rate(measure: str, more: str = "") -> str:
    return f'{{ kind = "rate", measure = {measure}, points = 1{more} }}'


def flat(when: str) -> str:
    return ZERO.replace("WHEN", when)


def events(more: str, fact: str = "offences") -> str:
    return f'{{ kind = "events", fact = "{fact}", {more} }}'


def total(name: str, more: str = "") -> str:
    return f'[[total]]\nid = "{name}"\nlabel = "…"\n{more}\n{CITED}\n'


def group(members: str, more: str) -> str:
    return f'[[group]]\nid = "g"\nlabel = "…"\nmembers = {members}\n{more}\n{CITED}\n'


FORMULA = "line[0].formula"

WRONG: dict[str, tuple[str, str, str]] = {
    "a count of what are no events": (
        line(rate('{ fact = "months", in = "count" }')),
        f"{FORMULA}.measure.fact",
        "names 'months', which is of kind 'months'; this needs events",
    ),
    "amounts of events that have none": (
        line(rate('{ fact = "offences", in = "amount" }')),
        f"{FORMULA}.measure.in",
        "asks for amounts, but the events of 'offences' have none; give it a maximum",
    ),
    "a window on a number": (
        line(rate('{ fact = "months", window = { months = 12 } }')),
        f"{FORMULA}.measure.window",
        "goes with events and periods only; 'months' is 'months'",
    ),
    "unbroken events": (
        line(rate('{ fact = "offences", in = "count", unbroken = true }')),
        f"{FORMULA}.measure.unbroken",
        "goes with periods only; 'offences' is 'events'",
    ),
    "gaps in what is added": (
        line(rate('{ fact = "permit", in = "full_months", gap_months = 3 }')),
        f"{FORMULA}.measure.gap_months",
        "goes with unbroken = true only",
    ),
    "levels that nobody asked for": (
        line(rate('{ fact = "offences", in = "count", levels = ["city"] }')),
        f"{FORMULA}.measure.levels",
        "names 'city', but 'offences' has no choices",
    ),
    "a level that is no choice": (
        line(rate('{ fact = "awards", in = "count", levels = ["moon"] }')),
        f"{FORMULA}.measure.levels",
        "names 'moon', which is not a choice of 'awards'",
    ),
    "a measured fact that is not there": (
        line(rate('{ add = [{ fact = "moons" }] }')),
        f"{FORMULA}.measure.add[0].fact",
        "names the fact 'moons', which is not there",
    ),
    "a window that ends before it begins": (
        line(events("points = 1, window = { since = 2020-01-02, until = 2020-01-01 }")),
        f"{FORMULA}.window.until",
        "is 2020-01-01, before since = 2020-01-02",
    ),
    "a window of which nothing is left": (
        line(events("points = 1, window = { months = 12, older_than = 12 }")),
        f"{FORMULA}.window.older_than",
        "is 12, so that nothing of 12 months is left",
    ),
    "a constant below nothing": (
        line(rate('{ add = [{ number = -1 }, { fact = "area" }] }')),
        f"{FORMULA}.measure.add[0].number",
        "is below 0; a measure is never negative",
    ),
    "a number by choice below nothing": (
        line(rate('{ fact = "level", values = { low = -1, high = 2 } }')),
        f"{FORMULA}.measure.values.low",
        "is below 0; a measure is never negative",
    ),
    "a number that a choice lacks": (
        line(rate('{ fact = "level", values = { low = 1 } }')),
        f"{FORMULA}.measure.values",
        "has no figure for the choice 'high'",
    ),
    "figures for what has no choices": (
        line('{ kind = "items", fact = "months", points = { one = 1 } }', more="max = 1"),
        f"{FORMULA}.points",
        "has figures for choices, but 'months' has no choices",
    ),
    "a comparison with nothing": (
        line(flat('{ measure = { fact = "months" } }'), more="max = 1"),
        f"{FORMULA}.when.measure",
        "is compared with nothing; give at_least or above, below, or both ends",
    ),
    "one of the parents, of what only the family has": (
        line(flat('{ any_parent = { fact = "here", is = true } }'), more="max = 1"),
        f"{FORMULA}.when.any_parent.fact",
        "names 'here', which the other parent cannot have",
    ),
    "one of the parents inside each": (
        line(
            flat('{ each_parent = { any_parent = { fact = "party", is = true } } }'),
            more="max = 1",
        ),
        f"{FORMULA}.when.each_parent",
        "looks at the applicant only; it cannot be put to each parent",
    ),
    "a partner who counts in nobody's total": (
        line(MONTHS) + total("all", 'partner_when = { fact = "here", is = true }'),
        "total[0].partner_when",
        "goes with people = higher only",
    ),
    "two beginnings": (
        line(flat('{ measure = { fact = "months" }, at_least = 1, above = 1 }'), more="max = 1"),
        f"{FORMULA}.when.above",
        "stands beside at_least; take at_least where the number itself is enough, "
        "above where it is not",
    ),
    "an end before the beginning": (
        line(flat('{ measure = { fact = "months" }, above = 3, below = 3 }'), more="max = 1"),
        f"{FORMULA}.when.below",
        "is 3, not above 3, where it begins",
    ),
    "a first step that takes away": (
        line(rate('{ fact = "months" }', ", first = { at = 3, points = -1 }")),
        f"{FORMULA}.first.points",
        "is below 0; a rate only gives, bands can take away",
    ),
    "units counted before the first step": (
        line(rate('{ fact = "months" }', ", first = { at = 3, points = 1 }, after = 2")),
        f"{FORMULA}.after",
        "is 2, before the first step at 3",
    ),
    "a first stretch below nothing": (
        line(rate('{ fact = "months" }', ", after = -2")),
        f"{FORMULA}.after",
        "is below 0",
    ),
    "points multiplied by a length of time": (
        line(
            '{ kind = "scaled", by = { fact = "months", in = "full_years" }, of = ' + MONTHS + " }"
        ),
        f"{FORMULA}.by",
        "multiplies by a length of time; a share or a ratio is meant",
    ),
    "events that give nothing": (
        line(events("at_most = 3"), more="max = 3"),
        f"{FORMULA}.points",
        "is needed, or levels, escalating or each: exactly one says what an event gives",
    ),
    "an amount without points": (
        line(events("per = 100, escalating = [1]", "blood")),
        f"{FORMULA}.per",
        "goes with points: so many for each full per of an event's amount",
    ),
    "an amount of events that have none": (
        line(events("per = 100, points = 1")),
        f"{FORMULA}.per",
        "needs amounts, but the events of 'offences' have none; give it a maximum",
    ),
    "events that take away": (
        line(events("escalating = [1, -2]")),
        f"{FORMULA}.points",
        "is below 0; write what takes away as a deduction, with positive figures",
    ),
    "events of what are none": (
        line(events("points = 1", "months")),
        f"{FORMULA}.fact",
        "names 'months', which is of kind 'months'; this needs events",
    ),
    "a level of events without a figure": (
        line(events("levels = { county = 1 }", "awards")),
        f"{FORMULA}.levels",
        "has no figure for the choice 'city'",
    ),
    "a partner's share where nobody counts the partner": (
        line(MONTHS, more="other_percent = 50"),
        "line[0].other_percent",
        "goes with people = each or higher only",
    ),
    "a partner's formula on a fact of the family": (
        line(
            MONTHS,
            more='people = "each"\npartner_formula = ' + flat('{ fact = "here", is = true }'),
        ),
        "line[0].partner_formula.when.fact",
        "names 'here', which the other parent cannot have",
    ),
    "lines and deductions in one group": (
        line(MONTHS, "a")
        + line(MONTHS, "b", head="deduction")
        + group('["a", "b"]', 'combine = "sum"'),
        "group[0].members",
        "has lines and deductions together; make two groups of them",
    ),
    "the best two of a sum": (
        line(MONTHS, "a") + group('["a"]', 'combine = "sum"\ntake = 2'),
        "group[0].take",
        "goes with combine = highest only",
    ),
    "a total that is not there": (
        line(MONTHS, more='totals = ["school"]'),
        "line[0].totals",
        "names the total 'school', which is not there",
    ),
    "a published line of a total that is not there": (
        line(MONTHS) + f'[[cutoff]]\npoints = 1\nlabel = "…"\ntotal = "school"\n{CITED}\n',
        "cutoff[0].total",
        "names the total 'school', which is not there",
    ),
    "two totals of one name": (
        line(MONTHS) + total("a") + total("a"),
        "total",
        "has 'a' 2 times; once is right",
    ),
    "both parents twice": (
        line(MONTHS, more='people = "each"') + total("a", 'people = "higher"'),
        "line[0].people",
        "goes over both parents, and so does a total",
    ),
    "the partner by name in a total over both parents": (
        line(rate('{ fact = "partner_months" }')) + total("a", 'people = "higher"'),
        f"{FORMULA}.measure.fact",
        "names 'partner_months', who would stay the same one when the total is the partner's; "
        "make a group for each of the two who may come first, and count the higher group",
    ),
    "a deduction of one in a total over both parents": (
        line(MONTHS)
        + line(flat('{ fact = "partner_party", is = true }'), "off", "max = 1", head="deduction")
        + total("a", 'people = "higher"'),
        "deduction[0].formula.when.fact",
        "names 'partner_party', who would stay the same one",
    ),
    "the endorsement in a total over both parents": (
        line(flat('{ endorsement = ["due"] }'), more="max = 1") + total("a", 'people = "higher"'),
        f"{FORMULA}.when",
        "looks at the applicant only; it cannot be put to each parent",
    ),
    "parts of what has none": (
        line(rate('{ fact = "born", in = "full_years" }', ", parts = true")),
        f"{FORMULA}.parts",
        'has no effect, as full years have no parts; write in = "full_months", and per, after '
        "and from in months",
    ),
    "parts of years of a number of months": (
        line(rate('{ fact = "months", in = "begun_years" }', ", parts = true")),
        f"{FORMULA}.parts",
        "has no effect, as begun years have no parts; leave in out, and write per, after and from "
        "in months",
    ),
    "parts of full months": (
        line(rate('{ most = [{ fact = "born", in = "full_months" }] }', ", parts = true")),
        f"{FORMULA}.parts",
        "has no effect, as full months have no parts; leave parts out",
    ),
    "a line kept down by nothing": (
        line(MONTHS, more='not_above = "b"'),
        "line[0].not_above",
        "names the line 'b', which is not there",
    ),
    "a line kept down by itself": (
        line(MONTHS, more='not_above = "it"'),
        "line[0].not_above",
        "names the line itself",
    ),
    "a line kept down by one that is kept down": (
        line(MONTHS, "a", 'not_above = "b"')
        + line(MONTHS, "b", 'not_above = "c"')
        + line(MONTHS, "c"),
        "line[0].not_above",
        "names 'b', which is itself kept down by another line",
    ),
    "a deduction kept down by a line": (
        line(MONTHS, "a") + line(MONTHS, "b", 'not_above = "a"', head="deduction"),
        "deduction[0].not_above",
        "goes with lines only; a deduction has cap",
    ),
    "an example with a total that is not there": (
        line(MONTHS)
        + '[[example]]\nname = "…"\non = 2020-06-01\nanswers = {}\nlow = 0\ntotals = { a = 1 }\n',
        "example[0].totals.a",
        "names the total 'a', which is not there",
    ),
    "an example with a veto that is not there": (
        line(MONTHS)
        + '[[example]]\nname = "…"\non = 2020-06-01\nanswers = {}\nlow = 0\nvetoes = ["a"]\n',
        "example[0].vetoes",
        "names the veto 'a', which is not there",
    ),
    "half a day of the year": (
        'counted_to = "13-01"\n' + line(MONTHS),
        "counted_to",
        "must be a day that every year has, as month-day (for instance 08-31) (found '13-01')",
    ),
    "what is no measure": (
        line(rate('"months"')),
        f"{FORMULA}.measure",
        "must be a measure: a table with fact, or with one of the keys values, number, ratio, add,"
        " subtract, multiply, least, most (found 'months')",
    ),
}


@pytest.mark.parametrize(("table", "key", "said"), WRONG.values(), ids=WRONG)
def test_a_mistake_in_a_table_is_named_with_its_key(
    tmp_path: Path, table: str, key: str, said: str
) -> None:
    found = mistakes_in(tmp_path, table)
    assert any(one.startswith(f"{FILE}: {key}: {said}") for one in found)


DIVISORS = {
    '{ fact = "area" }': False,
    '{ fact = "people" }': True,
    "{ number = 3 }": True,
    '{ fact = "level", values = { low = 1, high = 2 } }': True,
    '{ fact = "level", values = { low = 0, high = 2 } }': False,
    '{ ratio = [{ fact = "people" }, { number = 2 }] }': True,
    '{ add = [{ fact = "area" }, { number = 1 }] }': True,
    '{ multiply = [{ fact = "people" }, { fact = "area" }] }': False,
    '{ least = [{ fact = "people" }, { fact = "area" }] }': False,
    '{ most = [{ fact = "people" }, { fact = "area" }] }': True,
    '{ fact = "born", in = "full_years" }': False,
}


@pytest.mark.parametrize("divisor", DIVISORS)
def test_nothing_is_divided_by_what_can_be_nothing(tmp_path: Path, divisor: str) -> None:
    table = line(rate(f'{{ ratio = [{{ fact = "area" }}, {divisor}] }}'))
    said = "can be 0, by which nothing can be divided; give its fact a minimum above 0"
    wrong = f"{FILE}: {FORMULA}.measure.ratio[1]: {said}"
    assert (wrong not in mistakes_in(tmp_path, table)) is DIVISORS[divisor]


QUESTIONS_WRONG = {
    "events without a largest number": (
        'kind = "events", name = "L", label = "L", most = 4',
        'kind = "events", name = "L", label = "L"',
        "most: is needed for events and periods, and goes with them only",
    ),
    "a largest number of months": (
        'name = "C", label = "C"',
        'name = "C", label = "C", most = 3',
        "most: is needed for events and periods, and goes with them only",
    ),
    "amounts below nothing": (
        "most = 5, minimum = 0, maximum = 1000",
        "most = 5, minimum = -1, maximum = 1000",
        "minimum: is below 0; amounts are never negative",
    ),
    "amounts the wrong way round": (
        "most = 5, minimum = 0, maximum = 1000",
        "most = 5, minimum = 9, maximum = 3",
        "minimum: is 9, above maximum = 3",
    ),
    "amounts with one end": (
        "most = 5, minimum = 0, maximum = 1000",
        "most = 5, minimum = 0",
        "maximum: is missing; give both minimum and maximum, or none",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), QUESTIONS_WRONG.values(), ids=QUESTIONS_WRONG)
def test_a_mistake_in_a_question_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in QUESTIONS
    found = mistakes_in(tmp_path, line(MONTHS), QUESTIONS.replace(old, new))
    assert any(mistake.startswith("facts.toml: ") and said in mistake for mistake in found)


def test_a_table_over_both_parents_needs_the_question_whether_there_are_two(tmp_path: Path) -> None:
    questions = "\n".join(row for row in QUESTIONS.splitlines() if "has_partner" not in row)
    for number, table in enumerate(
        (
            line(MONTHS, more='people = "higher"'),
            line(MONTHS) + total("a", 'people = "higher"'),
            line(flat('{ each_parent = { fact = "party", is = true } }'), more="max = 1"),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        needed = "facts.toml: fact: names the fact 'has_partner', which is not there"
        assert needed in mistakes_in(folder, table, questions)


RIGHT = {
    "a line of another total": line(rate('{ fact = "partner_months" }'), "b", 'totals = ["other"]')
    + line(MONTHS)
    + total("a", 'people = "higher"')
    + total("other"),
    "months by the year": line(
        rate('{ fact = "born", in = "full_months" }', ", per = 12, parts = true")
    ),
    "years by two": line(rate('{ fact = "born", in = "full_years" }', ", per = 2, parts = true")),
    "a share of years": line(
        rate('{ ratio = [{ fact = "born", in = "full_years" }, { number = 2 }] }', ", parts = true")
    ),
}


@pytest.mark.parametrize("table", RIGHT.values(), ids=RIGHT)
def test_what_is_no_mistake_is_let_through(tmp_path: Path, table: str) -> None:
    assert mistakes_in(tmp_path, table) == []


def test_a_table_that_looks_at_the_endorsement_needs_the_questions_of_permits(
    tmp_path: Path,
) -> None:
    found = mistakes_in(tmp_path, line(flat('{ endorsement = ["due"] }'), more="max = 1"))
    said = "facts.toml: fact: names the fact 'permit_held', which is not there"
    assert any(one.startswith(said) for one in found)


def test_a_folder_needs_no_permits_papers_indicators_or_question_for_the_unit(
    tmp_path: Path,
) -> None:
    rulebook = read_table(tmp_path, line(MONTHS))
    assert list(rulebook.editions) == ["no-permits"]
    assert [choice.label for choice in rulebook.facts["unit"].choices] == ["某地"]
    assert (rulebook.documents, rulebook.indicators) == ({}, {})


def test_a_folder_may_ask_for_the_unit_itself(tmp_path: Path) -> None:
    unit = (
        '  { id = "unit", section = "place", kind = "choice", name = "哪里", label = "哪里？",'
        ' about_person = false, choices = [{ id = "somewhere", label = "某地" }] },\n]'
    )
    questions = QUESTIONS.rstrip().removesuffix("]") + unit
    rulebook = read_table(tmp_path, line(MONTHS), questions)
    assert rulebook.facts["unit"].name == "哪里"


THRESHOLDS = {
    '{ kind = "rate", measure = { fact = "months" }, points = 1, from = 5 }': [("from", 5)],
    '{ kind = "rate", measure = { fact = "months" }, points = 1, per = 2, after = 6 }': [
        ("after", 8)
    ],
    rate('{ fact = "months" }', ", first = { at = 3, points = 1 }"): [("first.at", 3)],
    rate('{ fact = "months" }', ', per = 12, round = "up"'): [("round", 12)],
    rate('{ fact = "months" }', ', per = 12, after = 6, round = "up"'): [("after", 6)],
    rate('{ fact = "months" }', ', first = { at = 3, points = 1 }, round = "up"'): [
        ("first.at", 3)
    ],
    flat('{ measure = { fact = "months" }, at_least = 3, below = 9 }'): [
        ("when.at_least", 3),
        ("when.below", 9),
    ],
    flat('{ fact = "born", years_old = 6, by = "08-31" }'): [("when.years_old", 6)],
    flat('{ fact = "born", months_passed = 7 }'): [("when.months_passed", 7)],
}


@pytest.mark.parametrize("text", THRESHOLDS)
def test_a_formula_names_its_thresholds(text: str) -> None:
    found = [(threshold.key, int(threshold.number)) for threshold in thresholds(formula(text))]
    assert found == THRESHOLDS[text]


def test_a_condition_names_its_thresholds_with_the_path_of_the_file() -> None:
    both = condition('{ any = [{ fact = "months", at_least = 6 }] }')
    (found,) = thresholds(both, "entry[0].test")
    assert (found.key, int(found.number)) == ("entry[0].test.any[0].at_least", 6)
