from datetime import date

import pytest

from selfcheck.rules.loader import load
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.rulebook import Rulebook
from tests.rules.folder import RulesFolder


def test_the_units_of_the_contract_are_there_in_its_order(rulebook: Rulebook) -> None:
    assert list(rulebook.units) == [
        "nanhu",
        "xiuzhou",
        "jiashan",
        "pinghu",
        "haiyan",
        "haining",
        "tongxiang",
        "jingkai",
        "gangqu",
    ]


def test_the_editions_and_schemes_of_the_contract_are_there(rulebook: Rulebook) -> None:
    assert set(rulebook.editions) == {"jiaxing-2014", "zhejiang-2016"}
    assert set(rulebook.schemes) == {
        "zhejiang-common-2023",
        "xiuzhou-school-2021",
        "pinghu-points-2018",
    }


@pytest.mark.parametrize(
    ("on", "edition"),
    [
        (date(2014, 10, 30), None),
        (date(2014, 10, 31), "jiaxing-2014"),
        (date(2015, 10, 30), "jiaxing-2014"),
        (date(2015, 10, 31), None),
        (date(2016, 6, 30), None),
        (date(2016, 7, 1), "zhejiang-2016"),
        (date(2200, 1, 1), "zhejiang-2016"),
    ],
)
def test_a_day_has_the_edition_in_force_on_it(
    rulebook: Rulebook, on: date, edition: str | None
) -> None:
    found = rulebook.edition_in_force(on)
    assert (found.id if found else None) == edition


def test_a_unit_has_its_schemes_in_its_own_order(rulebook: Rulebook) -> None:
    assert [scheme.id for scheme in rulebook.schemes_of("xiuzhou")] == [
        "zhejiang-common-2023",
        "xiuzhou-school-2021",
    ]
    assert [scheme.id for scheme in rulebook.schemes_of("haining")] == ["zhejiang-common-2023"]
    with pytest.raises(KeyError):
        rulebook.schemes_of("hangzhou")


def test_a_scheme_knows_which_lines_read_a_fact(rulebook: Rulebook) -> None:
    readers = rulebook.lines_reading["xiuzhou-school-2021"]
    assert [line.id for line in readers["employment"]] == ["income_tax"]
    assert [line.id for line in readers["registered_on"]] == ["registration"]
    assert "education" not in readers


def test_two_lines_that_read_one_fact_are_both_known(folder: RulesFolder) -> None:
    folder.replace(
        "schemes/zhejiang-common-2023.toml",
        'measure = { fact = "residence_province_months" }',
        'measure = { fact = "insurance_province_months" }',
    )
    readers = load(folder.path).lines_reading["zhejiang-common-2023"]
    lines = [line.id for line in readers["insurance_province_months"]]
    assert lines == ["insurance", "residence"]


def test_a_partner_has_every_fact_that_a_person_has(rulebook: Rulebook) -> None:
    facts = rulebook.facts
    own = {name for name in facts if not name.startswith("partner_")}
    twins = {name.removeprefix("partner_") for name in facts if name.startswith("partner_")}
    assert twins == {name for name in own if facts[name].about_person}
    assert "owned_share" not in twins


def test_the_partners_facts_follow_the_question_whether_there_is_one(rulebook: Rulebook) -> None:
    names = list(rulebook.facts)
    first = names.index("has_partner") + 1
    twins = [name for name in names if name.startswith("partner_")]
    assert names[first : first + len(twins)] == twins


def test_a_partners_fact_follows_from_the_partners_own(rulebook: Rulebook) -> None:
    registered = rulebook.facts["partner_residence_registered"]
    assert registered.implied_by == "partner_registered_on"
    assert registered.label == rulebook.facts["residence_registered"].partner_label
    months = rulebook.facts["partner_residence_province_months"]
    assert months.stand_in is not None
    assert months.stand_in.full_months_since == "partner_registered_on"
    assert rulebook.facts["partner_channel"].assumed is None


def test_rules_with_mistakes_are_refused_whole(folder: RulesFolder) -> None:
    folder.write("facts.toml", "fact = 1")
    folder.write("units.toml", "unit = 1")
    with pytest.raises(BrokenRules) as raised:
        load(folder.path)
    assert str(raised.value).splitlines() == [str(m) for m in raised.value.mistakes]
    assert len(raised.value.mistakes) == 2


def test_the_same_files_have_the_same_version(rulebook: Rulebook, folder: RulesFolder) -> None:
    assert load(folder.path).version == rulebook.version
