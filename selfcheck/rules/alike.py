"""Which units are alike: the same questions, the same permits and the same schemes.

Whoever looks at all units does the work once for each lot of units that are alike.
"""

from selfcheck.rules.rulebook import Rulebook
from selfcheck.rules.walk import facts_named


def alike(rulebook: Rulebook) -> tuple[tuple[str, ...], ...]:
    """Return the units in lots that the rules do not tell apart, in the order of the units."""
    lots: list[list[str]] = []
    for unit in rulebook.units:
        lot = next((lot for lot in lots if _same(lot[0], unit, rulebook)), None)
        if lot is None:
            lots.append([unit])
        else:
            lot.append(unit)
    return tuple(map(tuple, lots))


def _same(one: str, other: str, rulebook: Rulebook) -> bool:
    return (
        rulebook.units[one].schemes == rulebook.units[other].schemes
        and rulebook.facts_of[one] == rulebook.facts_of[other]
        and rulebook.editions_of[one] == rulebook.editions_of[other]
        and rulebook.questions_of[one] == rulebook.questions_of[other]
        and not _told_by_name(one, rulebook)
    )


def _told_by_name(unit: str, rulebook: Rulebook) -> bool:
    """Say whether a rule looks at which unit it is."""
    read = (*rulebook.editions_of[unit].values(), *rulebook.schemes_of(unit))
    return any(fact == "unit" for entry in read for _, fact in facts_named(entry))
