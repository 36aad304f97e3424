import pytest

from selfcheck.rules.cycles import cycle

STRAIGHT: dict[str, dict[str, set[str]]] = {
    "nothing": {},
    "names that lead nowhere": {"a": set(), "b": set()},
    "a chain": {"a": {"b"}, "b": {"c"}},
    "two ways to one end": {"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": {"e"}},
}


@pytest.mark.parametrize("leads_to", STRAIGHT.values(), ids=STRAIGHT)
def test_names_that_never_come_back_are_no_circle(leads_to: dict[str, set[str]]) -> None:
    assert cycle(leads_to) == ()


def test_a_name_that_leads_to_itself_is_a_circle() -> None:
    assert cycle({"a": {"a"}}) == ("a",)


def test_a_circle_is_told_from_the_way_to_it() -> None:
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"d"}, "d": {"b"}}) == ("b", "c", "d")


def test_a_circle_behind_a_dead_end_is_found() -> None:
    assert cycle({"a": {"b", "c"}, "b": set(), "c": {"a"}}) == ("a", "c")
