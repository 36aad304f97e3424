"""The whole: two editions from the same answers, services, notices, and what goes with them."""

from datetime import date
from typing import Any

import pytest

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import EditionResult, assess
from selfcheck.rules.rulebook import Rulebook
from tests.engine.conftest import AssessFacts

GUIDELINE, REGULATION = "jiaxing-2014", "zhejiang-2016"


@pytest.mark.parametrize(
    ("on", "edition", "in_term", "also"),
    [
        ("2014-10-30", GUIDELINE, False, None),
        ("2014-10-31", GUIDELINE, True, None),
        ("2015-10-30", GUIDELINE, True, None),
        ("2015-10-31", GUIDELINE, False, None),
        ("2016-06-30", GUIDELINE, False, None),
        ("2016-07-01", GUIDELINE, False, REGULATION),
        ("2026-11-22", GUIDELINE, False, REGULATION),
        ("2014-10-31", REGULATION, False, GUIDELINE),
        ("2016-06-30", REGULATION, False, None),
        ("2016-07-01", REGULATION, True, None),
    ],
)
def test_outside_its_term_an_edition_stands_beside_the_one_in_force(
    assessed: AssessFacts, on: str, edition: str, in_term: bool, also: str | None
) -> None:
    found = assessed(on=on, edition=edition, housing="rented")
    assert found.result.edition.id == edition
    assert found.in_term is in_term
    assert (found.also.edition.id if found.also else None) == also


def test_each_edition_looks_at_endorsement_with_its_own_eyes(assessed: AssessFacts) -> None:
    found = assessed(
        on="2018-01-01",
        permit_held="residence",
        permit_issued_on="2016-08-01",
        permit_endorsed=False,
    )
    assert found.also is not None
    assert (found.result.endorsement.state, found.also.endorsement.state) == (
        "cancelled",
        "suspended",
    )


def test_the_sheets_do_not_turn_on_the_other_edition(assessed: AssessFacts) -> None:
    facts: dict[str, Any] = {
        "on": "2018-01-01",
        "permit_held": "residence",
        "permit_issued_on": "2016-08-01",
        "permit_endorsed": False,
    }
    lead, other = (assessed(edition=edition, **facts) for edition in (GUIDELINE, REGULATION))
    assert lead.sheets[0].entry == "not_yet"
    assert other.sheets[0].entry == "qualifies"
    assert lead.sheets[0].low == other.sheets[0].low


def test_an_edition_that_is_not_there_is_an_error(rulebook: Rulebook) -> None:
    answers = read_answers({"unit": "haining"}, rulebook, date(2014, 12, 1))
    with pytest.raises(KeyError):
        assess(answers, rulebook, "jiaxing-2013")


def test_an_assessment_names_its_rules_and_its_answers(
    assessed: AssessFacts, rulebook: Rulebook
) -> None:
    found = assessed(unit="xiuzhou", hukou="here")
    assert found.ruleset == rulebook.version
    assert found.answers.unit == "xiuzhou"
    assert [sheet.scheme.id for sheet in found.sheets] == [
        "zhejiang-common-2023",
        "xiuzhou-school-2021",
    ]


def services(found: EditionResult) -> set[str]:
    return {service.opened_by for service in found.services}


@pytest.mark.parametrize(
    ("facts", "opened"),
    [
        ({"residence_registered": True}, {"registration"}),
        ({"registered_on": "2014-06-01"}, {"registration"}),
        ({"permit_held": "temporary"}, {"registration"}),
        ({"residence_registered": False, "permit_held": "none"}, set()),
        ({}, set()),
        ({"hukou": "elsewhere", "housing": "rented"}, {"registration"}),
        (
            {"permit_held": "residence", "permit_issued_on": "2014-06-01"},
            {"registration", "residence_permit"},
        ),
    ],
)
def test_services_are_opened_by_registering_or_by_the_permit(
    assessed: AssessFacts, facts: dict[str, Any], opened: set[str]
) -> None:
    assert services(assessed(**facts).result) == opened


def notices(found: EditionResult) -> set[str]:
    return {notice.id for notice in found.notices}


def test_a_notice_is_given_always_or_where_it_matters(assessed: AssessFacts) -> None:
    plain = notices(assessed(housing="rented").result)
    assert "papers_as_published" in plain
    assert "local_details" not in plain
    assert "local_details" in notices(assessed(housing="other").result)
    assert "special_channel_ordinary" in notices(assessed(channel="talent").result)
    assert "older_permit" not in notices(assessed().result)
