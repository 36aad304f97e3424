"""What a person told us: what is impossible is refused by name, what is blank stays unknown."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from selfcheck.engine.answers import Answers, ImpossibleAnswers, Problem, read_answers
from selfcheck.rules.rulebook import Rulebook

ON = date(2014, 12, 1)


def read(rulebook: Rulebook, **facts: Any) -> Answers:
    return read_answers({"unit": "haining", **facts}, rulebook, ON)


def problems(rulebook: Rulebook, raw: Mapping[str, Any]) -> list[Problem]:
    with pytest.raises(ImpossibleAnswers) as raised:
        read_answers(raw, rulebook, ON)
    return raised.value.problems


def problem(rulebook: Rulebook, fact: str, value: Any) -> Problem:
    (found,) = problems(rulebook, {"unit": "haining", fact: value})
    assert found.fact == fact
    return found


def test_a_unit_must_be_given(rulebook: Rulebook) -> None:
    for raw in ({}, {"unit": None, "hukou": "abroad"}):
        (found,) = problems(rulebook, raw)
        assert (found.fact, found.code) == ("unit", "unit_missing")
        assert found.values == {"codes": tuple(rulebook.units)}


@pytest.mark.parametrize("unit", ["hangzhou", "", 3, ["haining"], True])
def test_a_unit_must_be_one_of_the_nine(rulebook: Rulebook, unit: Any) -> None:
    (found,) = problems(rulebook, {"unit": unit})
    assert (found.fact, found.code) == ("unit", "unknown_code")
    assert found.values == {"codes": tuple(rulebook.units)}


def test_a_fact_that_nobody_knows_is_refused(rulebook: Rulebook) -> None:
    assert problem(rulebook, "shoe_size", 43) == Problem("shoe_size", "unknown_fact")
    assert problem(rulebook, "shoe_size", None) == Problem("shoe_size", "unknown_fact")


@pytest.mark.parametrize("value", ["abroad", "", "Here", 1, True, ["here"], {"here": 1}])
def test_a_choice_must_be_one_of_its_codes(rulebook: Rulebook, value: Any) -> None:
    assert problem(rulebook, "hukou", value) == Problem(
        "hukou", "unknown_code", {"codes": ("here", "elsewhere")}
    )


@pytest.mark.parametrize("value", ["yes", "true", 1, 0, []])
def test_a_yes_or_no_must_be_true_or_false(rulebook: Rulebook, value: Any) -> None:
    assert problem(rulebook, "in_school", value) == Problem("in_school", "not_yes_no")


@pytest.mark.parametrize(
    "value",
    [
        "2014-02-29",
        "2014-13-01",
        "2014-1-1",
        "20140101",
        "2014-W10-1",
        "2014-01-01T00:00",
        " 2014-01-01",
        "2014-01-01\n",
        "二〇一四-01-01",
        "２０１４-01-01",
        "yesterday",
        "",
        20140101,
        True,
        ["2014-01-01"],
        datetime(2014, 1, 1),  # noqa: DTZ001 - what TOML would read
    ],
)
def test_a_date_must_be_a_day_written_in_full(rulebook: Rulebook, value: Any) -> None:
    assert problem(rulebook, "birth_date", value) == Problem("birth_date", "not_a_date")


@pytest.mark.parametrize("value", ["1899-12-31", "0001-01-01", date(1899, 12, 31)])
def test_a_date_before_1900_is_a_slip(rulebook: Rulebook, value: Any) -> None:
    assert problem(rulebook, "birth_date", value) == Problem("birth_date", "too_early")
    assert read(rulebook, birth_date="1900-01-01").get("birth_date") == date(1900, 1, 1)


@pytest.mark.parametrize("value", [6.0, 6.5, "6", True, Decimal(6), [6]])
def test_months_must_be_a_whole_number(rulebook: Rulebook, value: Any) -> None:
    bounds = {"minimum": Decimal(0), "maximum": Decimal(12)}
    assert problem(rulebook, "insurance_last_12", value) == Problem(
        "insurance_last_12", "not_whole", bounds
    )


@pytest.mark.parametrize("value", [-1, 13, 10**30])
def test_months_must_be_within_their_bounds(rulebook: Rulebook, value: int) -> None:
    bounds = {"minimum": Decimal(0), "maximum": Decimal(12)}
    assert problem(rulebook, "insurance_last_12", value) == Problem(
        "insurance_last_12", "out_of_bounds", bounds
    )


@pytest.mark.parametrize("value", ["51", True, [51], {}])
def test_a_share_must_be_a_number(rulebook: Rulebook, value: Any) -> None:
    bounds = {"minimum": Decimal(0), "maximum": Decimal(100)}
    assert problem(rulebook, "owned_share", value) == Problem("owned_share", "not_a_number", bounds)


@pytest.mark.parametrize(
    "value",
    [
        -0.01,
        100.01,
        10**30,
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        Decimal("1e999999"),
    ],
)
def test_a_share_must_be_within_its_bounds(rulebook: Rulebook, value: Any) -> None:
    bounds = {"minimum": Decimal(0), "maximum": Decimal(100)}
    assert problem(rulebook, "owned_share", value) == Problem(
        "owned_share", "out_of_bounds", bounds
    )


@pytest.mark.parametrize("value", ["lease_contract", 3, True, {"lease_contract": 1}])
def test_papers_must_be_a_list(rulebook: Rulebook, value: Any) -> None:
    assert problem(rulebook, "housing_papers", value).code == "not_a_list"


@pytest.mark.parametrize("value", [["lease"], ["lease_contract", 3], [["lease_contract"]], [None]])
def test_papers_must_be_among_the_choices(rulebook: Rulebook, value: Any) -> None:
    found = problem(rulebook, "housing_papers", value)
    assert found.code == "unknown_code"
    assert "lease_contract" in found.values["codes"]


@pytest.mark.parametrize("fact", ["registered_on", "permit_issued_on", "partner_registered_on"])
def test_a_date_after_the_day_of_assessment_is_impossible(rulebook: Rulebook, fact: str) -> None:
    assert problem(rulebook, fact, "2014-12-02") == Problem(fact, "after_assessment", {"on": ON})
    assert read(rulebook, **{fact: "2014-12-01"}).get(fact) == ON


@pytest.mark.parametrize("person", ["", "partner_"])
def test_an_endorsement_before_the_issue_is_impossible(rulebook: Rulebook, person: str) -> None:
    issued, endorsed = f"{person}permit_issued_on", f"{person}permit_endorsed_on"
    raw = {"unit": "haining", issued: "2014-06-01", endorsed: "2014-05-31"}
    assert problems(rulebook, raw) == [
        Problem(endorsed, "before_issue", {"issued": date(2014, 6, 1)})
    ]
    same_day = read(rulebook, **{issued: "2014-06-01", endorsed: "2014-06-01"})
    assert same_day.get(endorsed) == date(2014, 6, 1)
    alone = read(rulebook, **{endorsed: "2014-05-31"})
    assert alone.get(endorsed) == date(2014, 5, 31)


def test_every_problem_is_named_at_once(rulebook: Rulebook) -> None:
    raw = {"unit": "haining", "shoe_size": 43, "hukou": "abroad", "birth_date": "2030-01-01"}
    found = problems(rulebook, raw)
    assert [(p.fact, p.code) for p in found] == [
        ("shoe_size", "unknown_fact"),
        ("hukou", "unknown_code"),
        ("birth_date", "after_assessment"),
    ]
    assert str(ImpossibleAnswers(found)) == (
        "shoe_size: unknown_fact, hukou: unknown_code, birth_date: after_assessment"
    )


def test_null_and_absent_are_both_unknown(rulebook: Rulebook) -> None:
    answers = read(rulebook, hukou=None)
    assert answers.get("hukou") is None
    assert answers == read(rulebook)


def test_each_kind_is_read_as_its_type(rulebook: Rulebook) -> None:
    answers = read(
        rulebook,
        hukou="here",
        in_school=False,
        birth_date="1990-05-20",
        contract_months=24,
        owned_share=50.5,
        business_tax_3y=10000,
        housing_papers=["lease_contract", "lease_contract"],
        employment_papers=(),
    )
    assert dict(answers.given) == {
        "unit": "haining",
        "hukou": "here",
        "in_school": False,
        "birth_date": date(1990, 5, 20),
        "contract_months": 24,
        "owned_share": Decimal("50.5"),
        "business_tax_3y": Decimal(10000),
        "housing_papers": frozenset({"lease_contract"}),
        "employment_papers": frozenset(),
    }


def test_a_float_is_the_number_that_was_written(rulebook: Rulebook) -> None:
    assert read(rulebook, owned_share=0.1).get("owned_share") == Decimal("0.1")


def test_values_that_are_typed_already_are_read_too(rulebook: Rulebook) -> None:
    answers = read(
        rulebook,
        birth_date=date(1990, 5, 20),
        owned_share=Decimal("50.5"),
        housing_papers=frozenset({"lease_contract"}),
    )
    assert answers.get("birth_date") == date(1990, 5, 20)


def test_a_fact_that_does_not_apply_is_kept(rulebook: Rulebook) -> None:
    assert read(rulebook, employment="none", contract_months=24).get("contract_months") == 24


def test_a_channel_left_blank_is_the_ordinary_one(rulebook: Rulebook) -> None:
    answers = read(rulebook)
    assert answers.get("channel") == "ordinary"
    assert "channel" not in answers.given
    assert read(rulebook, channel="talent").get("channel") == "talent"


@pytest.mark.parametrize("person", ["", "partner_"])
def test_a_date_of_registration_says_that_the_person_registered(
    rulebook: Rulebook, person: str
) -> None:
    said = {f"{person}registered_on": "2014-06-01"}
    assert read(rulebook, **said).get(f"{person}residence_registered") is True
    assert read(rulebook).get(f"{person}residence_registered") is None
    no = {**said, f"{person}residence_registered": False}
    assert read(rulebook, **no).get(f"{person}residence_registered") is False


def test_full_months_since_registration_stand_in_for_months_in_the_province(
    rulebook: Rulebook,
) -> None:
    since = {"registered_on": "2014-06-15"}
    assert read(rulebook, **since).get("residence_province_months") == 5
    assert (
        read(rulebook, **since, residence_province_months=40).get("residence_province_months") == 40
    )
    assert read(rulebook).get("residence_province_months") is None


def test_one_fact_can_be_changed_and_the_rest_stays(rulebook: Rulebook) -> None:
    before = read(rulebook, registered_on="2014-06-15", skill="none")
    after = before.with_facts({"skill": "level_1"})
    assert (before.get("skill"), after.get("skill")) == ("none", "level_1")
    assert after.given["skill"] == "level_1"
    assert after.get("residence_province_months") == 5
    assert (after.unit, after.on) == ("haining", ON)


def test_on_a_later_day_what_grows_has_grown_by_the_full_months(rulebook: Rulebook) -> None:
    said = {"unit": "haining", "insurance_province_months": 10, "insurance_last_12": 11}
    now = read_answers({**said, "registered_on": "2023-07-15"}, rulebook, date(2024, 1, 15))
    later = now.later(date(2024, 4, 14), now.moving(rulebook.facts))
    assert later.on == date(2024, 4, 14)
    assert later.get("insurance_province_months") == 12
    assert later.get("insurance_last_12") == 12  # there are no more in a year
    assert later.get("registered_on") == date(2023, 7, 15)
    assert later.get("residence_province_months") == 8


def test_tax_that_was_never_paid_does_not_grow(rulebook: Rulebook) -> None:
    for months, later_on in ((0, 0), (1, 4)):
        said = {"unit": "xiuzhou", "business_tax_months": months}
        now = read_answers(said, rulebook, date(2024, 1, 15))
        later = now.later(date(2024, 4, 15), now.moving(rulebook.facts))
        assert later.get("business_tax_months") == later_on


def test_what_is_supposed_brings_with_it_what_follows(rulebook: Rulebook) -> None:
    now = read_answers({"unit": "haining"}, rulebook, date(2024, 1, 15))
    changes = {"registered_on": date(2023, 7, 15)}
    supposed = now.supposing(changes, rulebook.followers)
    assert supposed.get("residence_registered") is True
    assert supposed.get("residence_province_months") == 6
    said = now.supposing({"residence_province_months": 40}, rulebook.followers)
    assert said.supposing(changes, rulebook.followers).get("residence_province_months") == 40
