"""What a unit sets itself: in its evidence, its conditions and its questions, and nowhere else."""

from datetime import date

import pytest

from selfcheck.engine.answers import ImpossibleAnswers, read_answers
from selfcheck.engine.assessment import EditionResult, assess
from selfcheck.rules.loader import load
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.rulebook import Rulebook
from selfcheck.rules.walk import walk
from tests.rules.folder import RulesFolder

OWN = "other_employment_proof"


def with_proofs(folder: RulesFolder, *proofs: tuple[str, str, str]) -> Rulebook:
    """Return the rules with proofs of Gangqu's own: a condition, a paper and a mode each."""
    for requirement, document, mode in proofs:
        folder.append(
            "units.toml",
            f"""
            [[unit.proof]]
            edition = "jiaxing-2014"
            requirement = "{requirement}"
            document = "{document}"
            mode = "{mode}"
            citation = {{ source = "jiaxing-2014-guideline", article = "三（一）2（3）" }}
            """,
        )
    return load(folder.path)


def employment_evidence(edition: Edition) -> list[tuple[str, ...]]:
    (evidence,) = [
        entry
        for permit in edition.permit
        for entry in permit.evidence
        if entry.for_ == "proof_of_employment"
    ]
    return [alternative.documents for alternative in evidence.alternative][2:]


def assessed(rulebook: Rulebook, papers: list[str], unit: str = "gangqu") -> EditionResult:
    answers = {
        "unit": unit,
        "hukou": "elsewhere",
        "permit_held": "none",
        "housing": "rented",
        "employment": "employed",
        "employment_months": 12,
        "contract_months": 0,
        "insurance_last_12": 0,
        "employment_papers": papers,
    }
    on = date(2014, 12, 1)
    return assess(read_answers(answers, rulebook, on), rulebook, "jiaxing-2014").result


def test_a_paper_that_is_added_stands_beside_the_editions_own(folder: RulesFolder) -> None:
    rulebook = with_proofs(folder, ("proof_of_employment", "tax_record", "add"))
    edition = rulebook.editions_of["gangqu"]["jiaxing-2014"]
    assert employment_evidence(edition) == [("employment_registration",), (OWN,), ("tax_record",)]
    for papers in ([OWN], ["tax_record"]):
        result = assessed(rulebook, papers)
        assert result.outcome == "residence_permit"
        assert result.permits[1].office_decides


def test_a_paper_that_replaces_takes_the_place_of_the_editions_own(folder: RulesFolder) -> None:
    rulebook = with_proofs(folder, ("proof_of_employment", "tax_record", "replace"))
    edition = rulebook.editions_of["gangqu"]["jiaxing-2014"]
    assert employment_evidence(edition) == [("employment_registration",), ("tax_record",)]
    assert assessed(rulebook, ["tax_record"]).outcome == "residence_permit"
    assert assessed(rulebook, [OWN]).outcome == "temporary_permit"


@pytest.mark.parametrize("modes", [("add", "replace"), ("replace", "add")])
def test_several_papers_do_not_depend_on_their_order(
    folder: RulesFolder, modes: tuple[str, str]
) -> None:
    rulebook = with_proofs(
        folder,
        ("proof_of_employment", "tax_record", modes[0]),
        ("proof_of_employment", "investment_papers", modes[1]),
    )
    edition = rulebook.editions_of["gangqu"]["jiaxing-2014"]
    assert employment_evidence(edition) == [
        ("employment_registration",),
        ("tax_record",),
        ("investment_papers",),
    ]
    assert assessed(rulebook, ["tax_record"]).outcome == "residence_permit"
    assert assessed(rulebook, ["investment_papers"]).outcome == "residence_permit"


def test_two_papers_that_are_added_are_each_there_once(folder: RulesFolder) -> None:
    rulebook = with_proofs(
        folder,
        ("proof_of_employment", "tax_record", "add"),
        ("proof_of_employment", "investment_papers", "add"),
    )
    edition = rulebook.editions_of["gangqu"]["jiaxing-2014"]
    assert employment_evidence(edition)[1:] == [(OWN,), ("tax_record",), ("investment_papers",)]


def test_the_unit_asks_for_its_own_paper_and_no_other_unit_does(folder: RulesFolder) -> None:
    rulebook = with_proofs(folder, ("proof_of_employment", "tax_record", "add"))
    choice = rulebook.facts_of["gangqu"]["employment_papers"].choices[-1]
    assert (choice.id, choice.label) == ("tax_record", rulebook.documents["tax_record"].name)
    assert rulebook.facts_of["nanhu"] == dict(rulebook.facts)
    with pytest.raises(ImpossibleAnswers):
        assessed(rulebook, ["tax_record"], unit="nanhu")


def test_a_paper_that_is_a_choice_already_is_asked_for_once(folder: RulesFolder) -> None:
    rulebook = with_proofs(folder, ("proof_of_employment", "labour_contract", "add"))
    assert rulebook.facts_of["gangqu"] == rulebook.facts_of["nanhu"]
    assert assessed(rulebook, ["labour_contract"]).outcome == "residence_permit"


def test_a_paper_for_housing_changes_only_what_to_bring(folder: RulesFolder) -> None:
    rulebook = with_proofs(folder, ("stable_housing", "purchase_contract", "replace"))
    edition = rulebook.editions_of["gangqu"]["jiaxing-2014"]
    (evidence,) = edition.permit[0].evidence
    assert [a.documents for a in evidence.alternative][3:] == [("purchase_contract",)]
    assert edition.permit[0].requirement == rulebook.editions["jiaxing-2014"].permit[0].requirement
    assert edition.permit[1] == rulebook.editions["jiaxing-2014"].permit[1]


def test_other_units_and_editions_stay_as_they_are(folder: RulesFolder) -> None:
    rulebook = with_proofs(folder, ("proof_of_employment", "tax_record", "replace"))
    assert rulebook.editions_of["gangqu"]["zhejiang-2016"] == rulebook.editions["zhejiang-2016"]
    for unit in set(rulebook.units) - {"gangqu"}:
        assert rulebook.editions_of[unit] == dict(rulebook.editions)


def test_a_condition_of_the_same_name_in_another_edition_stays_as_it_is(
    folder: RulesFolder,
) -> None:
    regulation = "editions/zhejiang-2016.toml"
    folder.replace(regulation, 'id = "one_of_three"', 'id = "proof_of_employment"')
    folder.replace(regulation, 'for = "one_of_three"', 'for = "proof_of_employment"')
    folder.replace(
        regulation, 'documents = ["student_card"]', 'documents = ["student_card"]\nlocal = true'
    )
    rulebook = with_proofs(folder, ("proof_of_employment", "tax_record", "replace"))
    assert rulebook.editions_of["gangqu"]["zhejiang-2016"] == rulebook.editions["zhejiang-2016"]


def test_the_shipped_guideline_marks_what_is_for_the_units(rulebook: Rulebook) -> None:
    marked = [
        path
        for path, entry in walk(rulebook.editions["jiaxing-2014"])
        if getattr(entry, "local", False)
    ]
    assert marked == [
        "permit[0].evidence[0].alternative[3]",
        "permit[1].requirement[3].test.any[3]",
        "permit[1].evidence[0].alternative[3]",
        "permit[1].evidence[1].alternative[3]",
    ]
