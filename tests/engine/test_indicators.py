"""The guideline's fourteen kinds of indicator: who scores each, and what there is to show."""

from typing import Any, get_args

import pytest

from selfcheck.rules.model.schemes import IndicatorId
from tests.engine.conftest import AssessFacts


def test_all_fourteen_are_there_in_the_guidelines_order(assessed: AssessFacts) -> None:
    found = [finding.indicator.id for finding in assessed().indicators]
    assert tuple(found) == get_args(IndicatorId)


def test_each_names_the_schemes_of_the_unit_that_score_it(assessed: AssessFacts) -> None:
    found = {f.indicator.id: f.scored_by for f in assessed(unit="xiuzhou").indicators}
    assert found["basic"] == ("zhejiang-common-2023",)
    assert found["residence_years"] == ("zhejiang-common-2023", "xiuzhou-school-2021")
    assert found["plus"] == ("xiuzhou-school-2021",)
    assert found["commendation"] == ()
    other = {f.indicator.id: f.scored_by for f in assessed(unit="haining").indicators}
    assert other["plus"] == ()


@pytest.mark.parametrize(
    ("kind", "facts", "given"),
    [
        ("basic", {"birth_date": "1990-01-01"}, True),
        ("basic", {}, None),
        ("qualification", {"patent": "design"}, True),
        ("qualification", {"skill": "none", "title": "none", "patent": "none"}, False),
        ("qualification", {"skill": "none"}, None),
        ("residence_years", {"residence_registered": False}, False),
        ("employment_registration", {"employment_papers": ["employment_registration"]}, True),
        ("employment_registration", {"employment_papers": []}, False),
        ("residence_years", {"residence_registered": False, "permit_held": "none"}, False),
        ("insurance_years", {"insurance_last_12": 1}, True),
        ("law_abiding", {}, None),
        ("investment_tax", {"investment_or_tax": True}, True),
        ("social_service", {"social_service": ["blood_donation"]}, True),
        ("commendation", {"commendation": "city"}, True),
        ("rental_registration", {"housing_papers": ["rental_registration"]}, True),
        ("tax_receipt", {"housing_papers": ["rental_registration"]}, False),
        ("plus", {}, None),
        ("minus", {"offence": "administrative"}, True),
        ("veto", {"offence": "criminal"}, None),
    ],
)
def test_there_is_something_to_show_or_not_or_nobody_knows(
    assessed: AssessFacts, kind: str, facts: dict[str, Any], given: bool | None
) -> None:
    (finding,) = [f for f in assessed(**facts).indicators if f.indicator.id == kind]
    assert finding.given is given


def test_where_a_line_has_points_there_is_something_to_show(assessed: AssessFacts) -> None:
    """Xiuzhou scores the permit itself among the years of residence."""
    facts: dict[str, Any] = {
        "residence_registered": False,
        "permit_held": "residence",
        "permit_issued_on": "2012-01-01",
    }
    for unit, given in (("xiuzhou", True), ("haining", False)):
        found = {f.indicator.id: f.given for f in assessed(unit=unit, **facts).indicators}
        assert found["residence_years"] is given
