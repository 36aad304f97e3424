"""Which units the rules do not tell apart."""

from dataclasses import replace

from selfcheck.rules.alike import alike
from selfcheck.rules.model.conditions import FactIs
from selfcheck.rules.rulebook import Rulebook


def test_units_with_the_same_rules_are_one_lot(rulebook: Rulebook) -> None:
    lots = alike(rulebook)
    assert sorted(unit for lot in lots for unit in lot) == sorted(rulebook.units)
    for lot in lots:
        schemes = {rulebook.units[unit].schemes for unit in lot}
        assert len(schemes) == 1
    assert ("xiuzhou",) in lots
    assert ("pinghu",) in lots


def test_a_rule_that_names_a_unit_tells_all_apart(rulebook: Rulebook) -> None:
    edition = rulebook.editions["zhejiang-2016"]
    named = edition.model_copy(
        update={"registered": FactIs.model_validate({"fact": "unit", "is": "haining"})}
    )
    editions_of = {unit: {**local, named.id: named} for unit, local in rulebook.editions_of.items()}
    lots = alike(replace(rulebook, editions_of=editions_of))
    assert lots == tuple((unit,) for unit in rulebook.units)
