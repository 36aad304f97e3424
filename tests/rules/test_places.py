"""Where a mistake is, told with the ids of the entries it is in."""

from pathlib import Path

from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.places import placed

TEXT = """
[[line]]
id = "insurance"
bands = [{ from = 0 }]

[[example]]
name = "…"

[[permit]]
evidence = [{ for = "housing" }]
"""


def told(tmp_path: Path, key: str, file: str = "a.toml") -> str:
    (tmp_path / "a.toml").write_text(TEXT, "utf-8")
    (mistake,) = placed([Mistake(file, key, "is wrong")], tmp_path)
    return str(mistake)


def test_an_entry_of_a_list_is_told_by_its_id(tmp_path: Path) -> None:
    assert told(tmp_path, "line[0].max") == "a.toml: line[0] (insurance).max: is wrong"


def test_an_entry_without_an_id_is_told_by_what_it_is_for_or_by_its_name(tmp_path: Path) -> None:
    assert told(tmp_path, "permit[0].evidence[0]") == (
        "a.toml: permit[0].evidence[0] (housing): is wrong"
    )
    assert told(tmp_path, "example[0].low") == "a.toml: example[0] (…).low: is wrong"


def test_an_entry_without_any_name_keeps_its_number(tmp_path: Path) -> None:
    assert told(tmp_path, "line[0].bands[0].from") == (
        "a.toml: line[0] (insurance).bands[0].from: is wrong"
    )


def test_a_place_that_the_file_does_not_have_keeps_its_number(tmp_path: Path) -> None:
    assert told(tmp_path, "line[7].max.more[0]") == "a.toml: line[7].max.more[0]: is wrong"


def test_a_file_that_cannot_be_read_has_no_places(tmp_path: Path) -> None:
    assert told(tmp_path, "line[0]", "b.toml") == "b.toml: line[0]: is wrong"
    assert told(tmp_path, "", "b.toml") == "b.toml: is wrong"
