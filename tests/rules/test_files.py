"""One rule file by itself: whatever it should not hold is named with file and key."""

from pathlib import Path

import pytest

from selfcheck.rules.files import model_of, read_entry, read_folder
from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.model.facts import FactFile
from selfcheck.rules.model.schemes import Scheme
from tests.rules.folder import Damage, RulesFolder

GUIDELINE = "editions/jiaxing-2014.toml"
COMMON = "schemes/zhejiang-common-2023.toml"
XIUZHOU = "schemes/xiuzhou-school-2021.toml"
PINGHU = "schemes/pinghu-points-2018.toml"

MISSING = "is missing and must be given"
UNKNOWN = "is not a key that belongs here; check its spelling and its place"


DAMAGE = {
    "a key that nobody knows": Damage(
        "facts.toml",
        'kind = "choice"',
        'kind = "choice"\nsort = 1',
        "fact[unit].sort",
        UNKNOWN,
    ),
    "a key by the name that only the code has": Damage(
        GUIDELINE,
        "[[permit.requirement]]",
        "[[permit.requirement]]\nfor_ = 1",
        "permit[temporary_permit].requirement[hukou_elsewhere].for_",
        UNKNOWN,
    ),
    "a key that is missing": Damage(
        GUIDELINE,
        'name = "嘉兴市 2014 年居住证改革试点指导意见"',
        "",
        "name",
        MISSING,
    ),
    "a key that is missing deep inside": Damage(
        GUIDELINE,
        'label = "户口在外地"\n',
        "",
        "permit[temporary_permit].requirement[hukou_elsewhere].label",
        MISSING,
    ),
    "an unknown key inside a formula": Damage(
        COMMON,
        'fact = "insurance_province_months" }',
        'fact = "insurance_province_months", inn = "value" }',
        "line[insurance].formula.measure.inn",
        "is not a key that belongs here; the nearest that does is 'in'",
    ),
    "a missing key inside a formula": Damage(
        COMMON,
        'measure = { fact = "insurance_province_months" }',
        'measure = { in = "value" }',
        "line[insurance].formula.measure.fact",
        MISSING,
    ),
    "a flag for a number inside bands": Damage(
        XIUZHOU,
        "{ from = 1, below = 2, points = 10 }",
        "{ from = 1, below = 2, points = true }",
        "line[permit].formula.bands[1].points",
        "must be a number (found true)",
    ),
    "a number written as text": Damage(
        COMMON,
        "points = 0.5",
        'points = "0.5"',
        "line[insurance].formula.points",
        "is a number in quotes; write it without them: 0.5",
    ),
    "a number that is none": Damage(
        COMMON,
        "points = 0.5",
        "points = nan",
        "line[insurance].formula.points",
        "must be a number with an end, not inf or nan (found NaN)",
    ),
    "a list for a number": Damage(
        COMMON,
        "max = 100\n",
        "max = [100]\n",
        "max",
        "must be a number",
    ),
    "half a month for a window": Damage(
        GUIDELINE,
        "window_months = 1",
        "window_months = 1.5",
        "endorsement.window_months",
        "must be a whole number, without quotes (found 1.5)",
    ),
    "days below nothing": Damage(
        GUIDELINE,
        "grace_days = 60",
        "grace_days = -60",
        "endorsement.grace_days",
        "must be 0 or more (found -60)",
    ),
    "an endorsement every no years": Damage(
        GUIDELINE,
        "every_years = 1",
        "every_years = 0",
        "endorsement.every_years",
        "must be 1 or more (found 0)",
    ),
    "a day written as text": Damage(
        GUIDELINE,
        "begins = 2014-10-31",
        'begins = "2014-10-31"',
        "term.begins",
        "is a day in quotes; write it without them: 2014-10-31",
    ),
    "an outcome that the contract does not have": Damage(
        GUIDELINE,
        'id = "local_resident"',
        'id = "local_residence"',
        "outcome[0].id",
        "'local_resident'",
    ),
    "an id with a capital letter": Damage(
        "facts.toml",
        'id = "hukou"',
        'id = "Hukou"',
        "fact[1].id",
        "(found 'Hukou')",
    ),
    "a text of blanks": Damage(
        "facts.toml",
        'name = "户口所在地"',
        'name = "  "',
        "fact[hukou].name",
        "must not be empty",
    ),
    "a condition of no known kind": Damage(
        GUIDELINE,
        'test = { fact = "hukou", is = "elsewhere" }',
        'test = { fact = "hukou", are = "elsewhere" }',
        "permit[temporary_permit].requirement[hukou_elsewhere].test",
        "must be a condition, with one of the keys is, one_of, has",
    ),
    "a word for a condition": Damage(
        GUIDELINE,
        'test = { fact = "hukou", is = "elsewhere" }',
        'test = "hukou"',
        "permit[temporary_permit].requirement[hukou_elsewhere].test",
        "must be a condition, with one of the keys",
    ),
    "a condition without its fact": Damage(
        GUIDELINE,
        'test = { fact = "hukou", is = "elsewhere" }',
        'test = { is = "elsewhere" }',
        "permit[temporary_permit].requirement[hukou_elsewhere].test.fact",
        MISSING,
    ),
    "a condition of two kinds at once": Damage(
        GUIDELINE,
        'test = { fact = "hukou", is = "elsewhere" }',
        'test = { fact = "hukou", is = "elsewhere", at_least = 3 }',
        "permit[temporary_permit].requirement[hukou_elsewhere].test.at_least",
        "stands beside is; a condition has one comparison, and all joins several",
    ),
    "a choice out of nothing inside any": Damage(
        GUIDELINE,
        '{ fact = "housing", one_of = ["owned", "rented", "dormitory"] },',
        '{ fact = "housing", one_of = [] },',
        "permit[temporary_permit].requirement[stable_housing].test.any[0].one_of",
        "must hold at least one entry",
    ),
    "an age below nothing inside not": Damage(
        COMMON,
        'when = { fact = "birth_date", years_old = 61 }',
        'when = { not = { not = { fact = "birth_date", years_old = -1 } } }',
        "reading[0].when.not.not.years_old",
        "must be 0 or more",
    ),
    "a day that only leap years have": Damage(
        XIUZHOU,
        'by = "08-31"',
        'by = "02-29"',
        "entry[child_six_by_august].test.by",
        "must be a day that every year has, as month-day (for instance 08-31) (found '02-29')",
    ),
    "a formula of no known kind": Damage(
        PINGHU,
        'kind = "highest"',
        'kind = "best"',
        "line[skill].formula",
        "must be a formula, with a kind out of bands, rate, ladder, items, events, flat",
    ),
    "a number for the kind of a formula": Damage(
        PINGHU,
        'kind = "highest"',
        "kind = 3",
        "line[skill].formula",
        "must be a formula",
    ),
    "a missing fact in the first of several formulas": Damage(
        PINGHU,
        '[line.formula]\nkind = "highest"\n\n[[line.formula.of]]\nkind = "ladder"\nfact = "skill"',
        '[line.formula]\nkind = "highest"\n\n[[line.formula.of]]\nkind = "ladder"',
        "line[skill].formula.of[0].fact",
        MISSING,
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_mistake_inside_a_file_is_named_with_its_key(folder: RulesFolder, damage: Damage) -> None:
    folder.damage(damage)
    (mistake,) = folder.mistakes()
    assert mistake.file == damage.file
    assert mistake.key == folder.key(damage.file, damage.key)
    assert damage.said in mistake.message


def test_a_place_that_a_draft_left_open_is_named_once_with_what_belongs_there(
    folder: RulesFolder,
) -> None:
    folder.replace(COMMON, "points = 0.5", 'points = "待填：每个月几分"')
    (mistake,) = folder.mistakes()
    assert mistake.key == "line[3].formula.points"
    assert mistake.message == "is still to be filled in: 每个月几分"


def test_a_text_that_a_draft_left_open_is_no_text_yet(folder: RulesFolder) -> None:
    folder.replace(COMMON, 'checked_by = "公安"', 'checked_by = "待填"')
    folder.replace(COMMON, 'documents = ["diploma"]', 'documents = ["待填：材料"]')
    assert [(m.key, m.message) for m in folder.mistakes()] == [
        ("line[0].checked_by", "is still to be filled in: see the document"),
        ("line[1].documents[0]", "is still to be filled in: 材料"),
    ]


def test_a_mistake_reads_as_file_key_and_message() -> None:
    assert (
        str(Mistake("units.toml", "unit[0].id", "is wrong")) == "units.toml: unit[0].id: is wrong"
    )
    assert str(Mistake("units.toml", "", "is wrong")) == "units.toml: is wrong"


def test_a_file_that_is_no_toml_is_named_with_the_line(folder: RulesFolder) -> None:
    folder.write("units.toml", "unit = [\n{ id = haining },\n]")
    (mistake,) = folder.mistakes()
    assert (mistake.file, mistake.key) == ("units.toml", "")
    assert mistake.message == (
        "cannot be read at line 2: the text 'haining' stands in double quotes, and a number in "
        "digits alone"
    )


def test_a_file_saved_with_a_mark_at_its_beginning_is_read(folder: RulesFolder) -> None:
    folder.write("units.toml", "\ufeff" + folder.text("units.toml"))
    assert folder.mistakes() == []


def test_a_file_that_is_not_utf8_is_named(folder: RulesFolder) -> None:
    (folder.path / "units.toml").write_bytes("name = '海宁市'".encode("gb18030"))
    (mistake,) = folder.mistakes()
    assert mistake.file == "units.toml"
    assert mistake.message.startswith("is not saved as UTF-8 (line 1); save it again")


def test_an_empty_file_is_no_file_of_rules(folder: RulesFolder) -> None:
    (folder.path / "units.toml").write_bytes(b"")
    assert folder.mistakes() == [Mistake("units.toml", "unit", MISSING)]


def test_a_list_that_is_empty_is_no_list_of_rules(folder: RulesFolder) -> None:
    folder.write("facts.toml", "fact = []")
    (mistake,) = folder.mistakes()
    assert (mistake.file, mistake.key) == ("facts.toml", "fact")


def test_a_file_that_is_missing_is_named(folder: RulesFolder) -> None:
    (folder.path / "facts.toml").unlink()
    (mistake,) = folder.mistakes()
    assert str(mistake) == "facts.toml: cannot be read: No such file or directory"


def test_a_folder_in_the_place_of_a_file_is_named(folder: RulesFolder) -> None:
    (folder.path / "schemes" / "new.toml").mkdir()
    (mistake,) = folder.mistakes()
    assert str(mistake) == "schemes/new.toml: cannot be read: Is a directory"


def test_a_stray_file_is_named(folder: RulesFolder) -> None:
    folder.write("scheme.toml", "")
    folder.write("editions/notes.txt", "a file of another kind is nobody's business")
    (mistake,) = folder.mistakes()
    assert str(mistake) == "scheme.toml: is not a file of a rules folder; move or rename it"


def test_a_file_in_a_folder_too_deep_is_stray(folder: RulesFolder) -> None:
    (folder.path / "schemes" / "old").mkdir()
    folder.write("schemes/old/haining-2012.toml", "")
    (mistake,) = folder.mistakes()
    assert mistake.file == "schemes/old/haining-2012.toml"


def test_a_folder_without_schemes_is_named(folder: RulesFolder) -> None:
    for path in (folder.path / "schemes").glob("*.toml"):
        path.unlink()
    (mistake,) = folder.mistakes()
    assert str(mistake) == "schemes/: holds no .toml file; at least one is needed"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (mistake,) = read_folder(tmp_path / "nowhere").mistakes
    assert mistake.file == str(tmp_path / "nowhere")
    assert mistake.message == "is not a folder of rule files"


def test_all_mistakes_of_all_files_are_reported_at_once(folder: RulesFolder) -> None:
    folder.replace("facts.toml", 'kind = "choice"', 'kind = "choise"')
    folder.replace("facts.toml", 'id = "hukou"', 'id = "hukou"\nsort = 1')
    folder.replace(GUIDELINE, "grace_days = 60", "grace_days = -60")
    folder.replace(COMMON, "coverage = ", "covers = ")
    folder.write("stray.toml", "")
    found = [(mistake.file, mistake.key) for mistake in folder.mistakes()]
    assert found == [
        ("facts.toml", "fact[0].kind"),
        ("facts.toml", "fact[1].sort"),
        (GUIDELINE, "endorsement.grace_days"),
        (COMMON, "coverage"),
        (COMMON, "covers"),
        ("stray.toml", ""),
    ]


def test_the_version_names_the_content_and_nothing_else(folder: RulesFolder) -> None:
    before = read_folder(folder.path).version
    folder.write("notes.txt", "not a rule")
    assert read_folder(folder.path).version == before
    folder.append("units.toml", "# a remark")
    assert read_folder(folder.path).version != before


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("facts.toml", FactFile),
        ("selfcheck/rules/data/facts.toml", FactFile),
        ("/anywhere/editions/jiaxing-2014.toml", Edition),
        ("schemes/haining-2030.toml", Scheme),
    ],
)
def test_the_path_says_what_a_file_must_hold(path: str, model: type) -> None:
    assert model_of(path) is model


def test_a_path_of_no_rule_file_is_refused() -> None:
    with pytest.raises(KeyError):
        model_of("selfcheck/rules/data/notes.toml")


def test_one_file_can_be_read_by_itself(folder: RulesFolder) -> None:
    entry, mistakes = read_entry(GUIDELINE, folder.text(GUIDELINE).encode(), Edition)
    assert mistakes == []
    assert entry is not None
    assert entry.id == "jiaxing-2014"
