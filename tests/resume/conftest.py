from datetime import date
from typing import Any, Protocol

import pytest

from selfcheck.engine.answers import read_answers
from selfcheck.resume.code import Packed, ResumeCodes
from selfcheck.resume.registry import Registry
from selfcheck.rules.rulebook import Rulebook

ON = date(2026, 11, 24)

WORKER = {
    "unit": "haining",
    "hukou": "elsewhere",
    "birth_date": "1990-05-20",
    "permit_held": "none",
    "housing": "rented",
    "housing_papers": ["lease_contract"],
    "employment": "employed",
    "employment_months": 14,
    "contract_months": 24,
    "employment_papers": [],
    "insurance_last_12": 12,
    "insurance_province_months": 36,
    "education": "associate",
}
USUAL = {
    **WORKER,
    "channel": "ordinary",
    "residence_registered": True,
    "registered_on": "2021-03-04",
    "residence_province_months": 60,
    "in_school": False,
    "insurance_unit_months": 30,
    "skill": "level_4",
    "title": "none",
    "patent": "none",
}


class Pack(Protocol):
    """Packs raw answers."""

    def __call__(
        self, answers: dict[str, Any], *, with_sensitive: bool = ..., on: date = ...
    ) -> Packed: ...


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture(scope="session")
def codes(rulebook: Rulebook, registry: Registry) -> ResumeCodes:
    return ResumeCodes(rulebook, registry)


@pytest.fixture
def pack(rulebook: Rulebook, codes: ResumeCodes) -> Pack:
    def pack_answers(
        answers: dict[str, Any], *, with_sensitive: bool = False, on: date = ON
    ) -> Packed:
        read = read_answers(answers, rulebook, on)
        return codes.pack(read.unit, read.given, on, with_sensitive=with_sensitive)

    return pack_answers
