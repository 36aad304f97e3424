"""What to bring: the alternatives that are open to this person, no others."""

from typing import Any

import pytest

from tests.engine.conftest import AssessFacts
from tests.engine.flattening import answer_of

HOUSING = {
    "owned": [["land_use_certificate", "ownership_certificate"]],
    "rented": [["lease_contract"]],
    "dormitory": [["employer_housing_certificate"]],
    "other": [["other_housing_proof"]],
    "none": [],
}
CARD = [["temporary_permit_card"]]
REGISTRATION_OR_OTHER = [["employment_registration"], ["other_employment_proof"]]


def evidence(assessed: AssessFacts, permit: str, **facts: Any) -> dict[str, Any]:
    found: dict[str, Any] = answer_of(assessed(**facts))["permits"][permit]["evidence"]
    return found


@pytest.mark.parametrize("housing", HOUSING)
def test_each_dwelling_has_its_own_proof(assessed: AssessFacts, housing: str) -> None:
    for permit in ("temporary_permit", "residence_permit"):
        found = evidence(assessed, permit, housing=housing, permit_held="none")
        assert found["housing"] == HOUSING[housing]


def test_a_dwelling_left_blank_may_need_any_proof(assessed: AssessFacts) -> None:
    found = evidence(assessed, "temporary_permit")
    assert found["housing"] == sorted(proof for proofs in HOUSING.values() for proof in proofs)


@pytest.mark.parametrize(
    ("permit", "open_to_them"),
    [
        ({"permit_held": "temporary", "permit_issued_on": "2014-06-01"}, True),
        ({"permit_held": "temporary", "permit_issued_on": "2013-12-01"}, True),
        ({"permit_held": "temporary", "permit_issued_on": "2012-12-01"}, True),
        ({}, True),
        (
            {
                "permit_held": "temporary",
                "permit_issued_on": "2013-11-01",
                "permit_endorsed": False,
            },
            False,
        ),
        ({"permit_held": "residence", "permit_issued_on": "2014-06-01"}, False),
        ({"permit_held": "none"}, False),
    ],
)
def test_the_card_serves_unless_it_is_known_not_to(
    assessed: AssessFacts, permit: dict[str, Any], open_to_them: bool
) -> None:
    found = evidence(assessed, "residence_permit", housing="rented", **permit)
    assert found["housing"] == [["lease_contract"], *(CARD if open_to_them else [])]


@pytest.mark.parametrize(
    ("employment", "own"),
    [
        ("employed", [["insurance_record", "labour_contract"]]),
        ("self_employed", [["business_licence", "insurance_record"]]),
        ("none", []),
        (
            None,
            [["insurance_record", "labour_contract"], ["business_licence", "insurance_record"]],
        ),
    ],
)
def test_work_is_proved_by_what_fits_it_or_by_registration(
    assessed: AssessFacts, employment: str | None, own: list[list[str]]
) -> None:
    found = evidence(assessed, "residence_permit", employment=employment)
    assert found["employment"] == sorted([*own, *REGISTRATION_OR_OTHER])


def test_under_the_regulation_one_of_three_is_proved_by_any_that_fits(
    assessed: AssessFacts,
) -> None:
    found = evidence(
        assessed,
        "residence_permit",
        edition="zhejiang-2016",
        on="2024-01-15",
        housing="owned",
        employment="self_employed",
        in_school=False,
    )
    assert found == {
        "identity": [["identity_card", "photo"]],
        "one_of_three": [
            ["business_licence"],
            ["other_work_proof"],
            ["property_document"],
            ["purchase_contract"],
        ],
    }
