"""A person who has answered nearly everything, for tests that need an ordinary request."""

from typing import Any

ANSWERS: dict[str, Any] = {
    "unit": "haining",
    "hukou": "elsewhere",
    "channel": "ordinary",
    "birth_date": "1990-05-20",
    "residence_registered": True,
    "registered_on": "2018-02-02",
    "permit_held": "residence",
    "permit_issued_on": "2018-09-01",
    "permit_endorsed": True,
    "permit_endorsed_on": "2019-08-20",
    "housing": "rented",
    "housing_papers": ["lease_contract"],
    "employment": "employed",
    "employment_months": 30,
    "contract_months": 24,
    "employment_papers": ["labour_contract"],
    "insurance_last_12": 12,
    "insurance_unit_months": 30,
    "insurance_province_months": 36,
    "education": "bachelor",
    "skill": "level_4",
    "title": "none",
    "patent": "none",
    "commendation": "city",
    "social_service": ["blood_donation"],
}
