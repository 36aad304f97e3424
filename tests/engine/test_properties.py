"""What holds for everybody, whatever they tell and whatever they leave out."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.engine.formulas import Range
from selfcheck.engine.improvements import HORIZON
from selfcheck.engine.scoring import Sheet
from selfcheck.rules.loader import load
from selfcheck.rules.rulebook import Rulebook
from tests.engine.flattening import answer_of
from tests.engine.strategies import Person, people, people_and_what_they_tell, scored

RULES = load()
SCORED = scored(RULES)
PEOPLE = people(RULES, names=SCORED)
TELLING = people_and_what_they_tell(RULES, SCORED)
TELLING_ANYTHING = people_and_what_they_tell(RULES)
EDITIONS = st.sampled_from(sorted(RULES.editions))

EVERYBODY = settings(max_examples=100, deadline=None, derandomize=True)

ENDLESS = Decimal("Infinity")


def sheets(person: Person, told: dict[str, Any]) -> tuple[Sheet, ...]:
    return assess(read_answers(told, RULES, person.on), RULES, "jiaxing-2014").sheets


def ranges(found: tuple[Sheet, ...]) -> dict[str, tuple[Decimal, Decimal]]:
    """Return every range of every sheet by name; one without an upper end is endless."""
    named: dict[str, Range] = {}
    for sheet in found:
        scheme = sheet.scheme.id
        named[scheme] = (sheet.low, sheet.high)
        named |= {f"{scheme} {line.line.id}": (line.low, line.high) for line in sheet.lines}
        named |= {f"{scheme} {group.group.id}": (group.low, group.high) for group in sheet.groups}
    return {name: (low, ENDLESS if high is None else high) for name, (low, high) in named.items()}


@EVERYBODY
@given(TELLING)
def test_an_answer_never_widens_a_range(
    telling: tuple[Person, frozenset[str], frozenset[str]],
) -> None:
    person, some, more = telling
    wide, narrow, exact = (
        ranges(sheets(person, person.told(names))) for names in (some, more, None)
    )
    for name, (low, high) in wide.items():
        assert low <= narrow[name][0] <= exact[name][0] <= exact[name][1]
        assert exact[name][1] <= narrow[name][1] <= high


@EVERYBODY
@given(TELLING)
def test_a_total_is_the_sum_of_its_parts(
    telling: tuple[Person, frozenset[str], frozenset[str]],
) -> None:
    person, some, _ = telling
    for sheet in sheets(person, person.told(some)):
        assert added(sheet, "low") == sheet.low
        assert added(sheet, "high") == (ENDLESS if sheet.high is None else sheet.high)


def added(sheet: Sheet, end: str) -> Decimal:
    """Return one end of the total, from the lines up through the groups."""
    lines = {line.line.id: getattr(line, end) for line in sheet.lines}
    groups = {group.id: group for group in sheet.scheme.group}
    inner = {member for group in groups.values() for member in group.members}

    def points(name: str) -> Decimal:
        if name in lines:
            return ENDLESS if lines[name] is None else Decimal(lines[name])
        group = groups[name]
        members = [points(member) for member in group.members]
        whole = max(members) if group.combine == "highest" else sum(members, Decimal(0))
        return whole if group.cap is None else min(whole, group.cap)

    outer = [name for name in (*lines, *groups) if name not in inner]
    return sum((points(name) for name in outer), Decimal(0))


@EVERYBODY
@given(TELLING_ANYTHING, EDITIONS)
def test_any_mix_of_known_and_unknown_gives_an_answer(
    telling: tuple[Person, frozenset[str], frozenset[str]], edition: str
) -> None:
    person, some, more = telling
    told = {**dict.fromkeys(more), **person.told(some)}
    found = assess(read_answers(told, RULES, person.on), RULES, edition)
    answer = answer_of(found)
    assert answer["edition"] == edition
    assert all(sheet.high is None or sheet.low <= sheet.high for sheet in found.sheets)
    for permit in found.result.permits:
        assert (permit.verdict == "qualifies") == (permit.earliest_on == person.on)
        assert permit.earliest_on is None or permit.earliest_on >= person.on


RANKS = {
    "education": ["primary", "junior", "senior", "associate", "bachelor", "master", "doctor"],
    "skill": ["none", "level_5", "level_4", "level_3", "level_2", "level_1"],
    "title": ["none", "technician", "assistant", "intermediate", "associate_senior", "senior"],
    "degree_and_diploma": ["one", "both"],
}

MORE = sorted(
    {
        name
        for lines in RULES.lines_reading.values()
        for name in lines
        if RULES.facts[name].kind in ("months", "number", "yuan", "yes_no")
    }
)


def people_scored_by(fact: str) -> st.SearchStrategy[Person]:
    """Return people in a unit where points rest on the fact."""
    units = [
        unit
        for unit in ("haining", "pinghu", "xiuzhou")
        if any(fact in RULES.lines_reading[scheme.id] for scheme in RULES.schemes_of(unit))
    ]
    return people(RULES, st.sampled_from(units), SCORED)


@pytest.mark.parametrize("fact", MORE)
@settings(EVERYBODY, max_examples=20)
@given(data=st.data())
def test_more_of_what_earns_points_never_loses_any(fact: str, data: st.DataObject) -> None:
    person = data.draw(people_scored_by(fact))
    now = person.facts[fact]
    more = True if isinstance(now, bool) else now + data.draw(st.integers(0, 60))
    maximum = RULES.facts[fact].maximum
    more = more if maximum is None else min(more, int(maximum))
    assert_nothing_is_lost(person, person.told(), person.told(None, **{fact: more}))


@pytest.mark.parametrize("fact", RANKS)
@settings(EVERYBODY, max_examples=20)
@given(data=st.data())
def test_a_higher_rank_never_loses_points(fact: str, data: st.DataObject) -> None:
    person = data.draw(people_scored_by(fact))
    low, high = sorted(
        data.draw(st.lists(st.integers(0, len(RANKS[fact]) - 1), min_size=2, max_size=2))
    )
    lower, higher = (person.told(None, **{fact: RANKS[fact][rank]}) for rank in (low, high))
    assert_nothing_is_lost(person, lower, higher)


def test_an_advanced_certificate_is_worth_no_less_than_an_ordinary_one(
    rulebook: Rulebook,
) -> None:
    for scheme in rulebook.schemes.values():
        for line in scheme.line:
            levels = getattr(line.formula, "levels", {})
            if "special_advanced" in levels:
                assert levels["special_advanced"] >= levels["special_ordinary"] >= levels["none"]


@EVERYBODY
@given(data=st.data(), person=PEOPLE)
def test_whoever_is_younger_loses_no_points_of_age(data: st.DataObject, person: Person) -> None:
    born = person.facts["birth_date"]
    later = data.draw(st.dates(born, person.on))
    assert_nothing_is_lost(person, person.told(), person.told(None, birth_date=later))


def assert_nothing_is_lost(person: Person, before: dict[str, Any], after: dict[str, Any]) -> None:
    then, now = ranges(sheets(person, before)), ranges(sheets(person, after))
    for name, (low, high) in then.items():
        assert now[name][0] >= low, name
        assert now[name][1] >= high, name


@settings(EVERYBODY, max_examples=40)
@given(TELLING)
def test_an_improvement_gains_what_it_says_and_no_other_day_gains_more(
    telling: tuple[Person, frozenset[str], frozenset[str]],
) -> None:
    person, some, _ = telling
    told = person.told(some)
    found = assess(read_answers(told, RULES, person.on), RULES, "jiaxing-2014")
    now = {sheet.scheme.id: sheet.low for sheet in found.sheets}

    def gain(scheme: str, fact: str, value: Any) -> Decimal:
        after = {s.scheme.id: s.low for s in sheets(person, {**told, fact: value})}
        return after[scheme] - now[scheme]

    for improvement in found.improvements:
        scheme, fact = improvement.scheme, improvement.fact
        assert gain(scheme, fact, improvement.value) == improvement.gain > 0
    for scheme, fact in {(i.scheme, i.fact) for i in found.improvements if i.on}:
        since = read_answers(told, RULES, person.on).get(fact)
        gains = [gain(scheme, fact, since + ahead) for ahead in range(1, HORIZON + 1)]
        named = {
            i.value - since: i.gain
            for i in found.improvements
            if (i.scheme, i.fact) == (scheme, fact)
        }
        first = next(ahead for ahead, points in enumerate(gains, start=1) if points > 0)
        assert named[first] == gains[first - 1]
        assert max(named.values()) == max(gains)
        assert set(named) == {first, gains.index(max(gains)) + 1}


@settings(EVERYBODY, max_examples=40)
@given(TELLING)
def test_all_improvements_together_gain_what_they_say(
    telling: tuple[Person, frozenset[str], frozenset[str]],
) -> None:
    person, some, _ = telling
    told = person.told(some)
    found = assess(read_answers(told, RULES, person.on), RULES, "jiaxing-2014")
    now = {sheet.scheme.id: sheet.low for sheet in found.sheets}
    for all_of_them in found.together:
        largest: dict[str, Any] = {}
        for improvement in found.improvements:
            if improvement.scheme == all_of_them.scheme:
                largest.setdefault(improvement.fact, improvement.value)
        after = {s.scheme.id: s.low for s in sheets(person, {**told, **largest})}
        assert after[all_of_them.scheme] - now[all_of_them.scheme] == all_of_them.gain > 0
