"""What would raise a score, by how much and from when."""

from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.answers import Value
from tests.engine.conftest import AssessFacts

Found = tuple[Value, Decimal, date | None]


def found(assessed: AssessFacts, fact: str, scheme: str, **facts: Any) -> list[Found]:
    return [
        (improvement.value, improvement.gain, improvement.on)
        for improvement in assessed(on="2024-01-15", **facts).improvements
        if (improvement.fact, improvement.scheme) == (fact, scheme)
    ]


COMMON, PINGHU, XIUZHOU = "zhejiang-common-2023", "pinghu-points-2018", "xiuzhou-school-2021"


def test_what_grows_has_its_first_gain_and_its_largest(assessed: AssessFacts) -> None:
    months = found(assessed, "insurance_province_months", COMMON, insurance_province_months=0)
    assert months == [
        (36, Decimal(18), date(2027, 1, 15)),
        (1, Decimal("0.5"), date(2024, 2, 15)),
    ]


def test_the_largest_gain_is_named_on_its_first_day(assessed: AssessFacts) -> None:
    months = found(assessed, "insurance_province_months", COMMON, insurance_province_months=50)
    assert months == [
        (60, Decimal(5), date(2024, 11, 15)),
        (51, Decimal("0.5"), date(2024, 2, 15)),
    ]


def test_one_gain_is_named_once(assessed: AssessFacts) -> None:
    months = found(assessed, "insurance_province_months", COMMON, insurance_province_months=59)
    assert months == [(60, Decimal("0.5"), date(2024, 2, 15))]


def test_bands_are_gained_when_they_begin(assessed: AssessFacts) -> None:
    months = found(
        assessed, "insurance_unit_months", XIUZHOU, unit="xiuzhou", insurance_unit_months=10
    )
    assert months == [
        (36, Decimal(14), date(2026, 3, 15)),
        (12, Decimal(4), date(2024, 3, 15)),
    ]


def test_a_full_line_cannot_be_raised(assessed: AssessFacts) -> None:
    assert found(assessed, "insurance_province_months", COMMON, insurance_province_months=60) == []


def test_what_is_not_known_is_not_improved(assessed: AssessFacts) -> None:
    assert assessed(on="2024-01-15").improvements == ()


def test_what_does_not_count_yet_is_not_improved(assessed: AssessFacts) -> None:
    facts = {"residence_registered": False, "residence_province_months": 3}
    assert found(assessed, "residence_province_months", COMMON, **facts) == []


def test_months_that_a_date_stands_in_for_grow_too(assessed: AssessFacts) -> None:
    months = found(assessed, "residence_province_months", COMMON, registered_on="2020-01-15")
    assert months == [
        (84, Decimal(9), date(2027, 1, 15)),
        (49, Decimal("0.25"), date(2024, 2, 15)),
    ]


def test_months_counted_since_a_day_are_full_on_that_day_of_the_month(
    assessed: AssessFacts,
) -> None:
    months = found(assessed, "residence_province_months", COMMON, registered_on="2020-01-20")
    assert [day for _, _, day in months] == [date(2026, 12, 20), date(2024, 1, 20)]


def test_a_choice_has_each_gain_once_by_the_smallest_change(assessed: AssessFacts) -> None:
    skills = found(assessed, "skill", COMMON, skill="level_5", title="none")
    assert skills == [
        ("level_2", Decimal(7), None),
        ("special_advanced", Decimal(5), None),
        ("level_4", Decimal(2), None),
    ]


def test_a_choice_gains_only_above_what_counts_already(assessed: AssessFacts) -> None:
    assert found(assessed, "skill", COMMON, skill="none", title="assistant") == [
        ("level_2", Decimal(2), None)
    ]


def test_a_no_that_could_become_a_yes_is_named(assessed: AssessFacts) -> None:
    facts = {"unit": "pinghu", "education": "junior", "skill": "level_5", "title": "none"}
    shortage = found(assessed, "shortage_occupation", PINGHU, shortage_occupation=False, **facts)
    assert shortage == [(True, Decimal(30), None)]
    assert found(assessed, "shortage_occupation", PINGHU, shortage_occupation=True, **facts) == []


def test_a_cap_of_a_group_swallows_a_gain(assessed: AssessFacts) -> None:
    facts = {"unit": "pinghu", "education": "doctor", "degree_and_diploma": "both"}
    assert found(assessed, "shortage_occupation", PINGHU, shortage_occupation=False, **facts) == []


def test_the_largest_gain_comes_first(assessed: AssessFacts) -> None:
    gains = [
        improvement.gain
        for improvement in assessed(
            on="2024-01-15", skill="none", title="none", insurance_province_months=30
        ).improvements
    ]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) > 4
