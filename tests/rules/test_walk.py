from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.walk import facts_named, join, walk
from tests.toml import condition


def nested() -> Condition:
    return condition(
        '{ all = [{ not = { fact = "in_school", is = true } },'
        ' { any = [{ endorsement = ["due"] }, { fact = "hukou", is = "here" }] }] }'
    )


def test_a_walk_names_each_entry_as_the_file_does() -> None:
    assert [path for path, _ in walk(nested(), "test")] == [
        "test",
        "test.all[0]",
        "test.all[0].not",
        "test.all[1]",
        "test.all[1].any[0]",
        "test.all[1].any[1]",
    ]


def test_a_walk_begins_without_a_path() -> None:
    assert [path for path, _ in walk(nested())][:3] == ["", "all[0]", "all[0].not"]


def test_facts_are_named_with_their_keys() -> None:
    assert list(facts_named(nested(), "when")) == [
        ("when.all[0].not.fact", "in_school"),
        ("when.all[1].any[1].fact", "hukou"),
    ]


def test_nothing_names_no_fact() -> None:
    assert list(facts_named(None)) == []


def test_a_key_of_the_whole_file_has_no_path_before_it() -> None:
    assert join("", "term") == "term"
    assert join("permit[0]", "id") == "permit[0].id"
