"""docs/add-a-unit.md followed to the letter gives rules that the checker accepts.

A block that begins with `# FILE` is added to the end of that file, in the order of the page; for
`[[unit.…]]` that is below the new unit, because it is the last one.
"""

import re
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from selfcheck.authoring.inspection import Terms, inspect
from selfcheck.engine.examples import example_mistakes
from selfcheck.presenter.language import languages
from selfcheck.rules.loader import SHIPPED, load
from selfcheck.rules.rulebook import Rulebook
from selfcheck.shipped import shipped

PAGE = Path(__file__).resolve().parents[2] / "docs" / "add-a-unit.md"
BLOCK = re.compile(r"^```toml\n# ([\w/.-]+\.toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHOICE = '  { id = "jiayi", label = "甲乙区" },\n'
SCHEMES = 'schemes = ["zhejiang-common-2023", "jiayi-points-2027"]\n'
SCHEME = "jiayi-points-2027"


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copytree(SHIPPED, tmp_path_factory.mktemp("guide") / "my-rules")
    text = PAGE.read_text("utf-8")
    for file, block in BLOCK.findall(text):
        with (folder / file).open("a", encoding="utf-8") as target:
            target.write(f"\n{block}")
    assert CHOICE in text
    replace(folder / "facts.toml", '  { id = "gangqu"', CHOICE + '  { id = "gangqu"')
    assert SCHEMES in text
    units = folder / "units.toml"
    before, new, after = units.read_text("utf-8").rpartition('id = "jiayi"')
    after = after.replace('schemes = ["zhejiang-common-2023"]\n', SCHEMES)
    units.write_text(before + new + after, "utf-8")
    return folder


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def rulebook(rules: Path) -> Rulebook:
    return load(rules)


def test_the_new_unit_has_its_scheme_and_its_documents(rulebook: Rulebook) -> None:
    unit = rulebook.units["jiayi"]
    assert SCHEME in unit.schemes
    assert [document.read for document in unit.document] == ["part"]


def test_the_local_proof_can_be_ticked_in_the_new_unit_only(rulebook: Rulebook) -> None:
    def papers(unit: str) -> set[str]:
        return {choice.id for choice in rulebook.facts_of[unit]["employment_papers"].choices}

    assert "platform_work_record" in papers("jiayi")
    assert "platform_work_record" not in papers("nanhu")


def test_the_worked_examples_of_the_guide_are_right_and_enough(rulebook: Rulebook) -> None:
    assert example_mistakes(rulebook) == []


def test_the_whole_guide_passes_the_check_that_is_made_before_publishing(rules: Path) -> None:
    terms = Terms(date(2027, 6, 1))
    assert inspect(rules, languages(shipped("translations")), terms).mistakes == ()


def test_a_new_edition_takes_the_place_of_the_one_in_force(rules: Path, tmp_path: Path) -> None:
    folder = copytree(rules, tmp_path / "my-rules")
    old = folder / "editions" / "zhejiang-2016.toml"
    new = folder / "editions" / "zhejiang-2027.toml"
    new.write_text(old.read_text("utf-8"), "utf-8")
    replace(new, 'id = "zhejiang-2016"\n', 'id = "zhejiang-2027"\n')
    replace(new, "term = { begins = 2016-07-01 }", "term = { begins = 2027-01-01 }")
    replace(
        old,
        "term = { begins = 2016-07-01 }",
        "term = { begins = 2016-07-01, ends = 2026-12-31 }",
    )
    assert list(load(folder).editions) == ["jiaxing-2014", "zhejiang-2016", "zhejiang-2027"]
