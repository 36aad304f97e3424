"""Kleene's tables: doubt stays doubt until it no longer matters."""

from itertools import product

import pytest

from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET, Truth, every, opposite, some, truth

AND = {
    (MET, MET): MET,
    (MET, CANNOT_TELL): CANNOT_TELL,
    (MET, UNMET): UNMET,
    (CANNOT_TELL, MET): CANNOT_TELL,
    (CANNOT_TELL, CANNOT_TELL): CANNOT_TELL,
    (CANNOT_TELL, UNMET): UNMET,
    (UNMET, MET): UNMET,
    (UNMET, CANNOT_TELL): UNMET,
    (UNMET, UNMET): UNMET,
}
OR = {
    (MET, MET): MET,
    (MET, CANNOT_TELL): MET,
    (MET, UNMET): MET,
    (CANNOT_TELL, MET): MET,
    (CANNOT_TELL, CANNOT_TELL): CANNOT_TELL,
    (CANNOT_TELL, UNMET): CANNOT_TELL,
    (UNMET, MET): MET,
    (UNMET, CANNOT_TELL): CANNOT_TELL,
    (UNMET, UNMET): UNMET,
}


@pytest.mark.parametrize(("pair", "result"), AND.items())
def test_every_follows_the_table_of_and(pair: tuple[Truth, Truth], result: Truth) -> None:
    assert every(pair) is result


@pytest.mark.parametrize(("pair", "result"), OR.items())
def test_some_follows_the_table_of_or(pair: tuple[Truth, Truth], result: Truth) -> None:
    assert some(pair) is result


def test_not_turns_all_but_doubt() -> None:
    assert [opposite(verdict) for verdict in (MET, UNMET, CANNOT_TELL)] == [UNMET, MET, CANNOT_TELL]


def test_of_no_conditions_every_one_is_met_and_none_is() -> None:
    assert every(()) is MET
    assert some(()) is UNMET


def test_what_is_known_is_met_or_unmet() -> None:
    assert truth(True) is MET
    assert truth(False) is UNMET


def test_one_is_the_mirror_of_the_other() -> None:
    for verdicts in product(Truth, repeat=3):
        assert opposite(every(verdicts)) is some(map(opposite, verdicts))
