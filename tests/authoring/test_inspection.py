"""An inspection: what nobody may publish is a mistake, what somebody has to look at a warning."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from selfcheck.authoring.inspection import Terms, inspect
from selfcheck.presenter.language import Language
from selfcheck.rules.loader import SHIPPED
from tests.rules.folder import RulesFolder
from tests.tables import line, without_ids, write_table

TERMS = Terms(date(2026, 12, 1))
COMMON = "schemes/zhejiang-common-2023.toml"
XIUZHOU = "schemes/xiuzhou-school-2021.toml"
PINGHU = "schemes/pinghu-points-2018.toml"

Spoken = Mapping[str, Language]


def mistakes(folder: RulesFolder, spoken: Spoken) -> list[str]:
    return [without_ids(mistake) for mistake in inspect(folder.path, spoken, TERMS).mistakes]


def warnings(folder: RulesFolder, spoken: Spoken, terms: Terms = TERMS) -> list[str]:
    found = inspect(folder.path, spoken, terms)
    assert found.mistakes == ()
    return [without_ids(warning) for warning in found.warnings]


def test_the_shipped_rules_have_neither_mistake_nor_warning(spoken: Spoken) -> None:
    found = inspect(SHIPPED, spoken, TERMS)
    assert found.mistakes == ()
    assert found.warnings == ()
    assert found.rulebook is not None


def test_what_does_not_fit_together_is_said_and_nothing_more_is_asked(
    folder: RulesFolder, spoken: Spoken
) -> None:
    folder.replace(COMMON, 'fact = "education"', 'fact = "schooling"')
    found = inspect(folder.path, spoken, TERMS)
    assert [m.key for m in found.mistakes] == ["line[1].formula.fact"]
    assert found.warnings == ()
    assert found.rulebook is None


def test_a_threshold_needs_an_example_just_above_it(folder: RulesFolder, spoken: Spoken) -> None:
    folder.replace(COMMON, "birth_date = 1968-01-15", "birth_date = 1967-01-15")
    said = "line[0].formula.bands[1].from: is 55; no example is just above that"
    assert mistakes(folder, spoken) == [f"{COMMON}: {said}"]


def test_no_example_is_asked_for_beyond_the_most_that_a_fact_can_be(
    folder: RulesFolder, spoken: Spoken
) -> None:
    folder.replace(XIUZHOU, "owned_share = 52", "owned_share = 100")
    assert len(mistakes(folder, spoken)) == 1
    text = folder.text("facts.toml")
    before, after = text.split('id = "owned_share"')
    after = after.replace("maximum = 100", "maximum = 51", 1)
    folder.write("facts.toml", f'{before}id = "owned_share"{after}')
    folder.write(XIUZHOU, folder.text(XIUZHOU).replace("owned_share = 100", "owned_share = 51"))
    assert mistakes(folder, spoken) == []


def test_a_band_beyond_the_most_that_a_fact_can_be_is_a_mistake(
    folder: RulesFolder, spoken: Spoken
) -> None:
    text = folder.text("facts.toml")
    before, after = text.split('id = "insurance_unit_months"')
    folder.write(
        "facts.toml", before + 'id = "insurance_unit_months"' + after.replace("1200", "59", 1)
    )
    said = [m for m in mistakes(folder, spoken) if "nobody is in this band" in m]
    assert said == [
        f"{XIUZHOU}: line[2].formula.bands[6].from: is 60, but 'insurance_unit_months' goes to "
        "59; nobody is in this band"
    ]


def test_a_rate_whose_cap_the_fact_cannot_reach_is_a_mistake(
    folder: RulesFolder, spoken: Spoken
) -> None:
    text = folder.text("facts.toml")
    before, after = text.split('id = "insurance_province_months"')
    folder.write(
        "facts.toml", before + 'id = "insurance_province_months"' + after.replace("1200", "59", 1)
    )
    said = [m for m in mistakes(folder, spoken) if "at_most" in m]
    assert said == [
        f"{COMMON}: line[3].formula.at_most: is 30, but 'insurance_province_months' goes to 59 "
        "and gives 29.5 at most"
    ]


NEVER = {
    "a formula for somebody who is two things at once": (
        XIUZHOU,
        'when = { fact = "permit_held", is = "residence" }',
        'when = { all = [{ fact = "permit_held", is = "residence" }, '
        '{ fact = "permit_held", is = "none" }] }',
        "line[0].formula.when",
    ),
    "a question that nobody is asked": (
        "facts.toml",
        'ask_if = { fact = "residence_registered", is = true }',
        'ask_if = { all = [{ fact = "residence_registered", is = true }, '
        '{ not = { fact = "residence_registered", is = true } }] }',
        "fact[5].ask_if",
    ),
    "a paper for nobody": (
        "editions/jiaxing-2014.toml",
        'when = { fact = "housing", is = "owned" }',
        'when = { all = [{ fact = "housing", known = false }, '
        '{ fact = "housing", is = "owned" }] }',
        "permit[0].evidence[0].alternative[0].when",
    ),
}


@pytest.mark.parametrize("name", NEVER)
def test_a_condition_that_nobody_can_meet_is_a_mistake(
    folder: RulesFolder, spoken: Spoken, name: str
) -> None:
    file, old, new, key = NEVER[name]
    folder.replace(file, old, new)
    said = [m for m in mistakes(folder, spoken) if "can never hold" in m]
    assert len(said) == 1
    assert said[0].startswith(f"{file}: {key}: ")


def test_levels_that_no_example_has_are_a_warning(folder: RulesFolder, spoken: Spoken) -> None:
    folder.replace(PINGHU, 'title = "assistant"', 'title = "none"')
    folder.replace(PINGHU, "low = 52\nhigh = 52", "low = 22\nhigh = 22")
    folder.replace(
        PINGHU, "education = 0, skill = 30, shortage = 0, insurance = 2", "insurance = 2"
    )
    said = "line[2].formula.of[1].levels: has choices that no example has: assistant"
    assert warnings(folder, spoken) == [f"{PINGHU}: {said}"]


def test_a_cap_below_what_the_parts_give_needs_a_reason(
    folder: RulesFolder, spoken: Spoken
) -> None:
    text = folder.text(XIUZHOU)
    line = next(row for row in text.splitlines() if row.startswith("as_printed"))
    folder.replace(XIUZHOU, line + "\n", "")
    assert warnings(folder, spoken) == [
        f"{XIUZHOU}: group[0].cap: is 50, but the parts give up to 60; if the document says so, "
        "say where in as_printed"
    ]


def test_a_cap_above_what_the_parts_give_needs_a_reason(
    folder: RulesFolder, spoken: Spoken
) -> None:
    folder.replace(
        XIUZHOU, 'combine = "sum"\ncap = 50\nmembers', 'combine = "sum"\ncap = 60\nmembers'
    )
    said = "group[1].cap: is 60, but the parts give at most 50; it is never reached"
    assert warnings(folder, spoken)[0].startswith(f"{XIUZHOU}: {said}")


def test_the_cap_of_a_line_is_compared_with_what_its_people_give(
    folder: RulesFolder, spoken: Spoken
) -> None:
    folder.replace(XIUZHOU, "max = 20\ncap = 20", "max = 20\ncap = 30")
    said = "line[3].cap: is 30, but the parts give at most 20; it is never reached"
    assert warnings(folder, spoken)[0].startswith(f"{XIUZHOU}: {said}")
    folder.replace(XIUZHOU, "cap = 30", 'cap = 30\nas_printed = "原表这样写"')
    assert warnings(folder, spoken) == []


def test_the_cap_of_a_sum_is_compared_with_its_parts(folder: RulesFolder, spoken: Spoken) -> None:
    folder.replace(XIUZHOU, 'kind = "sum"\nat_most = 20', 'kind = "sum"\nat_most = 25')
    said = "line[4].formula.at_most: is 25, but the parts give at most 20"
    assert warnings(folder, spoken)[0].startswith(f"{XIUZHOU}: {said}")


def test_days_between_two_versions_are_a_warning(folder: RulesFolder, spoken: Spoken) -> None:
    text = folder.text(PINGHU)
    old = text.replace("term = { ends = 2018-12-31 }", "term = { ends = 2018-06-30 }")
    new = (
        text.replace("term = { ends = 2018-12-31 }", "term = { begins = 2018-08-01 }")
        .replace('id = "pinghu-points-2018"\n', 'id = "pinghu-points-2019"\n')
        .replace("on = 2018-06-01", "on = 2018-08-01")
    )
    folder.write(PINGHU, old)
    folder.write("schemes/pinghu-points-2019.toml", moved(new))
    folder.replace(
        "units.toml", '"pinghu-points-2018"]', '"pinghu-points-2018", "pinghu-points-2019"]'
    )
    assert warnings(folder, spoken) == [
        "schemes/pinghu-points-2019.toml: term.begins: is 2018-08-01, but 'pinghu-points-2018' "
        "ends on 2018-06-30; no version is in force from 2018-07-01 to 2018-07-31"
    ]


def moved(text: str) -> str:
    """The examples two months later: the people are two months younger."""
    for year in range(1960, 1995):
        text = text.replace(f"= {year}-06-0", f"= {year}-08-0")
    return text


def test_a_source_not_looked_at_for_too_long_is_a_warning(
    folder: RulesFolder, spoken: Spoken
) -> None:
    assert warnings(folder, spoken, Terms(date(2027, 11, 22))) == []
    said = warnings(folder, spoken, Terms(date(2027, 11, 23)))
    assert len(said) == 3
    assert said[0] == (
        f"{PINGHU}: checked_on: is 2026-11-22, 366 days ago; compare it with its source again"
    )
    assert len(warnings(folder, spoken, Terms(date(2026, 12, 23), max_age=30))) == 3


def test_a_look_at_the_source_that_has_not_come_yet_is_a_warning(
    folder: RulesFolder, spoken: Spoken
) -> None:
    said = warnings(folder, spoken, Terms(date(2026, 11, 21)))
    assert said[0] == f"{PINGHU}: checked_on: is 2026-11-22, which has not come yet"


def test_a_text_without_words_in_a_language_is_a_warning_in_a_folder_of_ones_own(
    folder: RulesFolder, spoken: Spoken
) -> None:
    folder.replace("units.toml", 'name = "南湖区"', 'name = "南北湖区"')
    assert warnings(folder, spoken) == [
        "units.toml: has 1 text without words in 'en', the first is '南北湖区'; Chinese is shown"
    ]


def test_a_folder_without_a_catalogue_is_told_so_once(tmp_path: Path, spoken: Spoken) -> None:
    write_table(tmp_path, line('{ kind = "rate", measure = { fact = "months" }, points = 1 }'))
    found = inspect(tmp_path, spoken, Terms(date(2020, 6, 2)))
    assert [str(warning) for warning in found.warnings] == [
        "*.toml: have no words in 'en' for their texts; Chinese is shown"
    ]


def test_a_mistake_is_told_with_the_ids_of_the_entries_it_is_in(
    folder: RulesFolder, spoken: Spoken
) -> None:
    folder.replace(COMMON, "birth_date = 1968-01-15", "birth_date = 1967-01-15")
    said = "line[0] (age).formula.bands[1].from: is 55; no example is just above that"
    found = inspect(folder.path, spoken, TERMS).mistakes
    assert [str(mistake) for mistake in found] == [f"{COMMON}: {said}"]


def test_a_text_without_words_in_a_language_is_a_mistake_in_the_shipped_rules(
    folder: RulesFolder, spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.replace("units.toml", 'name = "南湖区"', 'name = "南北湖区"')
    monkeypatch.setattr("selfcheck.authoring.inspection.SHIPPED", folder.path)
    assert len(mistakes(folder, spoken)) == 1
