"""Entries written as TOML are read back as they were, number for number."""

from decimal import Decimal

import pytest

from selfcheck.authoring.toml import raw_of, toml
from selfcheck.rules.files import read_entry
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.rulebook import Rulebook


@pytest.mark.parametrize(
    "scheme", ["zhejiang-common-2023", "xiuzhou-school-2021", "pinghu-points-2018"]
)
def test_a_scheme_is_read_back_as_it_was(rulebook: Rulebook, scheme: str) -> None:
    written = toml(raw_of(rulebook.schemes[scheme]))
    read, mistakes = read_entry("x.toml", written.encode(), Scheme)
    assert mistakes == []
    assert read == rulebook.schemes[scheme]


def test_a_number_keeps_its_digits() -> None:
    text = toml({"a": Decimal("0.1"), "b": Decimal("0.30"), "c": Decimal(100), "d": 7})
    assert text == "a = 0.1\nb = 0.30\nc = 100\nd = 7\n"


def test_a_long_list_of_tables_has_one_a_line() -> None:
    bands = [{"from": n, "points": n} for n in (0, 1000, 2000, 3000)]
    assert toml({"it": {"kind": "bands", "bands": bands}}).count("\n    {from") == 4


def test_what_toml_cannot_say_is_refused() -> None:
    with pytest.raises(TypeError, match="no TOML for None"):
        toml({"a": None})
