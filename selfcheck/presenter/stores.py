"""Words kept for many people, each in a place of its own, so that it is found in one step.

A key is made of codes and of ids of objects that are the same each time. What a key names by its
id is held beside the words, so that the id stays its own.
"""

from typing import Any, Final, final

from selfcheck.engine.kept import Kept

Words = dict[str, Any]
Store = Kept[tuple[object, ...], tuple[object, Words]]

PARTS_KEPT = 2048
"""Lines or improvements of a unit."""


@final
class UnitStores:
    """What is kept of one unit, for its pages or for others.

    `tables` are the ids of its lines that are tables; `raised` the schemes and facts of which no
    change rests on anything but tables.
    """

    def __init__(self, tables: frozenset[int], raised: frozenset[tuple[str, str]]) -> None:
        self.tables: Final = tables
        self.raised: Final = raised
        self.editions: Final[Store] = Kept(PARTS_KEPT)
        self.permits: Final[Kept[tuple[object, ...], tuple[object, Words, tuple[str, ...]]]] = Kept(
            PARTS_KEPT
        )
        self.endorsements: Final[
            Kept[tuple[object, ...], tuple[object, Words, str | None, str | None]]
        ] = Kept(PARTS_KEPT)
        self.sheets: Final[Store] = Kept(PARTS_KEPT)
        self.lines: Final[Store] = Kept(PARTS_KEPT)
        self.sentences: Final[Kept[tuple[object, ...], tuple[str, Words]]] = Kept(PARTS_KEPT)
        self.improvements: Final[Kept[int, tuple[object, Words]]] = Kept(PARTS_KEPT)
        self.together: Final[Kept[tuple[str, str], Words]] = Kept(PARTS_KEPT)
        self.questions: Final[Kept[tuple[object, ...], Words]] = Kept(PARTS_KEPT)


@final
class Papers:
    """Which of some papers are at hand, as far as that was said."""

    def __init__(self, have: dict[str, bool]) -> None:
        self._have = have
        self._known: dict[tuple[str, ...], tuple[bool | None, ...]] = {}

    def having(self, names: tuple[str, ...]) -> tuple[bool | None, ...]:
        """Return, for each of the papers of one entry of the rules, whether it is at hand."""
        having = self._known.get(names)
        if having is None:
            having = self._known[names] = tuple([self._have.get(name) for name in names])
        return having
