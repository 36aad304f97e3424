"""Which question would narrow the result most."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import Assessment, assess
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.narrowing import ENDLESS, Narrowing, Question
from selfcheck.engine.truth import MET
from selfcheck.rules.loader import load
from selfcheck.rules.rulebook import PARTNER
from tests.engine.conftest import AssessFacts
from tests.engine.strategies import Person, people, people_and_what_they_tell, scored

RULES = load()
SCORED = scored(RULES)
TELLING = people_and_what_they_tell(RULES, SCORED)
TELLING_ANYTHING = people_and_what_they_tell(RULES)
EVERYBODY = settings(max_examples=60, deadline=None, derandomize=True)

COMMON, PINGHU, XIUZHOU = "zhejiang-common-2023", "pinghu-points-2018", "xiuzhou-school-2021"
NEEDS_NONE = {"local_resident", "holds_residence_permit", "special_channel"}
WORKER: dict[str, Any] = {
    "hukou": "elsewhere",
    "employment": "employed",
    "housing": "rented",
    "residence_registered": True,
}


def about(found: Assessment, *facts: str) -> Question:
    (question,) = [q for q in found.narrowing.questions if q.facts == facts]
    return question


def shrinks(question: Question) -> dict[str, tuple[Decimal, Decimal]]:
    return {p.scheme: (p.least, p.most) for p in question.points}


def test_nothing_is_asked_of_somebody_who_said_all(assessed: AssessFacts) -> None:
    facts: dict[str, Any] = {
        **WORKER,
        "registered_on": "2018-02-02",
        "birth_date": "1990-05-20",
        "education": "bachelor",
        "skill": "none",
        "title": "none",
        "insurance_province_months": 3,
    }
    assert assessed(on="2024-01-15", **facts).narrowing == Narrowing((), {})


def test_a_rate_is_exact_whatever_the_answer(assessed: AssessFacts) -> None:
    question = about(assessed(on="2024-01-15", **WORKER), "insurance_province_months")
    assert shrinks(question) == {COMMON: (Decimal(30), Decimal(30))}
    assert question.settles == "never"


def test_one_of_two_that_count_together_may_narrow_or_may_not(assessed: AssessFacts) -> None:
    found = assessed(on="2024-01-15", **WORKER)
    assert shrinks(about(found, "skill")) == {COMMON: (Decimal(0), Decimal(10))}


def test_a_question_that_comes_after_another_is_weighed_with_it(assessed: AssessFacts) -> None:
    found = assessed(on="2024-01-15", hukou="elsewhere", employment="employed", housing="rented")
    question = about(found, "residence_registered", "registered_on")
    assert shrinks(question) == {COMMON: (Decimal(30), Decimal(30))}
    assert question.settles == "always"


def test_what_an_earlier_answer_brings_with_it_is_not_asked_again(assessed: AssessFacts) -> None:
    asked = {
        name for q in assessed(on="2024-01-15", **WORKER).narrowing.questions for name in q.facts
    }
    assert "registered_on" in asked
    assert "residence_province_months" not in asked


def test_what_settles_the_permit_comes_before_what_only_narrows_points(
    assessed: AssessFacts,
) -> None:
    found = assessed(on="2024-01-15", **WORKER)
    assert found.narrowing.questions[0].facts == ("registered_on",)
    assert found.narrowing.questions[0].settles == "always"


def test_an_answer_that_may_settle_the_permit_is_said_to(assessed: AssessFacts) -> None:
    found = assessed(on="2024-01-15", employment="employed", housing="rented")
    assert about(found, "hukou").settles == "sometimes"


def test_who_needs_no_permit_is_not_asked_for_one(assessed: AssessFacts) -> None:
    told: dict[str, Any] = {"on": "2024-01-15", "edition": "zhejiang-2016"}
    for facts in ({"permit_held": "residence"}, {"hukou": "here"}, {"channel": "talent"}):
        found = assessed(**told, **facts)
        assert {q.settles for q in found.narrowing.questions} == {"never"}
    assert "sometimes" in {q.settles for q in assessed(**told).narrowing.questions}


def test_the_guidelines_permits_are_asked_about_in_its_own_term(assessed: AssessFacts) -> None:
    facts = {"hukou": "elsewhere", "housing": "rented", "employment": "employed"}
    found = assessed(on="2014-12-01", employment_months=12, **facts)
    assert about(found, "employment_papers").settles == "sometimes"


def test_an_open_upper_end_counts_as_endless(assessed: AssessFacts) -> None:
    facts = {"education": "doctor", "degree_and_diploma": "both", "birth_date": "1990-05-20"}
    found = assessed(on="2018-06-01", unit="pinghu", **facts)
    assert shrinks(about(found, "insurance_unit_months"))[PINGHU] == (Decimal(10), ENDLESS)


def test_a_table_out_of_force_asks_for_nothing(assessed: AssessFacts) -> None:
    found = assessed(on="2024-01-15", unit="pinghu", **WORKER)
    assert PINGHU not in {p.scheme for q in found.narrowing.questions for p in q.points}


def test_nobody_is_asked_about_a_partner_who_may_not_be_there(assessed: AssessFacts) -> None:
    names = [
        name
        for question in assessed(on="2024-01-15", unit="xiuzhou").narrowing.questions
        for name in question.facts
    ]
    assert "has_partner" in names
    assert not [name for name in names if name.startswith("partner_")]
    asked = assessed(on="2024-01-15", unit="xiuzhou", has_partner=True).narrowing.questions
    assert ("partner_permit_held", "partner_permit_issued_on") in {q.facts for q in asked}


def test_the_last_questions_are_named_when_they_are_few(assessed: AssessFacts) -> None:
    facts: dict[str, Any] = {**WORKER, "birth_date": "1990-05-20", "education": "bachelor"}
    last = assessed(on="2024-01-15", insurance_province_months=12, **facts).narrowing.last
    assert last == {COMMON: ("registered_on", "skill", "title")}
    assert assessed(on="2024-01-15").narrowing.last == {}


def test_a_question_that_an_earlier_one_makes_idle_is_not_among_the_last(
    assessed: AssessFacts,
) -> None:
    facts: dict[str, Any] = {"hukou": "elsewhere", "birth_date": "1990-05-20"}
    facts |= {"education": "senior", "skill": "level_1", "insurance_province_months": 12}
    last = assessed(on="2024-01-15", **facts).narrowing.last
    assert last == {COMMON: ("residence_registered", "registered_on")}


@EVERYBODY
@given(TELLING)
def test_what_is_answered_narrows_as_much_as_was_said(
    telling: tuple[Person, frozenset[str], frozenset[str]],
) -> None:
    person, some, _ = telling
    told = person.told(some)
    found = assess(read_answers(told, RULES, person.on), RULES, "jiaxing-2014")
    now = widths(found)
    for question in found.narrowing.questions:
        answered = {n: person.facts[n] for n in question.facts if is_asked(person, n)}
        if not answered:
            continue
        after = widths(assess_told(person, {**told, **answered}))
        for shrinking in question.points:
            least = ENDLESS if now[shrinking.scheme] == ENDLESS else now[shrinking.scheme]
            if ENDLESS not in (least, after[shrinking.scheme]):
                shrunk = least - after[shrinking.scheme]
                assert shrinking.least <= shrunk <= shrinking.most, (question, answered)


@EVERYBODY
@given(st.data(), people(RULES, names=SCORED))
def test_after_the_last_questions_nothing_else_narrows(data: st.DataObject, person: Person) -> None:
    left_out = data.draw(st.sets(st.sampled_from(sorted(person.facts)), min_size=1, max_size=4))
    told = person.told(frozenset(person.facts) - left_out)
    last = assess_told(person, told).narrowing.last
    whole = widths(assess_told(person, person.told()))
    for scheme, names in last.items():
        answered = {name: person.facts[name] for name in names if name in person.facts}
        if len(answered) == len(names):
            assert widths(assess_told(person, {**told, **answered}))[scheme] == whole[scheme]


@EVERYBODY
@given(TELLING_ANYTHING)
def test_what_always_settles_a_permit_does(
    telling: tuple[Person, frozenset[str], frozenset[str]],
) -> None:
    person, some, _ = telling
    told = person.told(some)
    found = assess_told(person, told)
    if (found.also or found.result).outcome in NEEDS_NONE:
        assert {q.settles for q in found.narrowing.questions} <= {"never"}
        return
    for question in found.narrowing.questions:
        answered = {n: person.facts[n] for n in question.facts if n in person.facts}
        if question.settles != "sometimes" and answered:
            settled = doubtful(assess_told(person, {**told, **answered})) < doubtful(found)
            assert settled == (question.settles == "always"), (question, answered)


def assess_told(person: Person, told: dict[str, Any]) -> Assessment:
    return assess(read_answers(told, RULES, person.on), RULES, "jiaxing-2014")


def is_asked(person: Person, name: str) -> bool:
    """Say whether the person has an answer, and the question comes up with the others' answers."""
    if name not in person.facts:
        return False
    condition = RULES.facts[name].ask_if
    if condition is None:
        return True
    answers = read_answers(person.told(), RULES, person.on)
    prefix = PARTNER if name.startswith(PARTNER) else ""
    at = Situation(answers, RULES.facts, Endorsement("cannot_tell"), person=prefix)
    return verdict(condition, at) is MET


def widths(found: Assessment) -> dict[str, Decimal]:
    return {s.scheme.id: ENDLESS if s.high is None else s.high - s.low for s in found.sheets}


def doubtful(found: Assessment) -> int:
    return sum(p.verdict == "cannot_tell" for p in (found.also or found.result).permits)
