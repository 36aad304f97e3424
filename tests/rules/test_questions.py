"""Which questions a unit asks: all that its rules read, and no others."""

import pytest

from selfcheck.rules.rulebook import PARTNER, Rulebook
from selfcheck.rules.walk import facts_named


def asked(rulebook: Rulebook, unit: str) -> list[str]:
    return [fact.id for fact in rulebook.questions_of[unit]]


def test_every_unit_asks_what_the_editions_and_its_schemes_read(rulebook: Rulebook) -> None:
    for unit in rulebook.units:
        names = asked(rulebook, unit)
        for scheme in rulebook.schemes_of(unit):
            assert set(rulebook.lines_reading[scheme.id]) <= set(names)
        assert {"hukou", "housing", "employment", "permit_issued_on", "in_school"} <= set(names)


def test_no_unit_asks_for_itself(rulebook: Rulebook) -> None:
    assert all("unit" not in asked(rulebook, unit) for unit in rulebook.units)


@pytest.mark.parametrize(
    ("fact", "units"),
    [
        ("owned_share", {"xiuzhou"}),
        ("child_birth_date", {"xiuzhou"}),
        ("has_partner", {"xiuzhou"}),
        ("partner_registered_on", {"xiuzhou"}),
        ("partner_insurance_unit_months", {"xiuzhou"}),
        ("degree_and_diploma", {"pinghu"}),
        ("shortage_occupation", {"pinghu"}),
    ],
)
def test_what_only_one_scheme_reads_is_asked_in_its_units_only(
    rulebook: Rulebook, fact: str, units: set[str]
) -> None:
    assert {unit for unit in rulebook.units if fact in asked(rulebook, unit)} == units


def test_the_date_that_stands_in_is_asked_for_too(rulebook: Rulebook) -> None:
    names = asked(rulebook, "haining")
    assert {"residence_province_months", "registered_on"} <= set(names)


def test_the_partners_endorsement_is_nobodys_business(rulebook: Rulebook) -> None:
    names = asked(rulebook, "xiuzhou")
    assert "permit_endorsed_on" in names
    assert "partner_permit_issued_on" in names
    assert "partner_permit_endorsed_on" not in names


def test_questions_keep_the_order_of_the_file(rulebook: Rulebook) -> None:
    names = asked(rulebook, "xiuzhou")
    assert names == [name for name in rulebook.facts if name in names]


def test_a_question_is_asked_only_with_those_that_it_hangs_on(rulebook: Rulebook) -> None:
    for unit in rulebook.units:
        names = asked(rulebook, unit)
        for fact in rulebook.questions_of[unit]:
            person = PARTNER if fact.id.startswith(PARTNER) else ""
            for _, name in facts_named(fact.ask_if):
                assert person + name in names, f"{unit}: {fact.id}"
