"""What is worked out once and used again, up to a bound.

Each store has a bound of its own, and all of a process share one room: many units and languages
would fill many stores. When the room is full a new turn begins, in which each store begins anew as
soon as something is put into it.
"""

from collections.abc import Callable, Hashable
from typing import Any, Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
W = TypeVar("W")


THING = 1024
"""Bytes that a thing in a store is taken for, with what it is found by; measured as a mean."""

TEXT = 256
"""The same of a short text."""


class Room:
    """What all stores of a process may hold, in bytes; `turn` counts how often it was full."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.turn = 0
        self._taken = 0

    def take(self, size: int) -> int:
        """Take so many bytes; return the turn in which that is, a new one where it was full."""
        self._taken += size
        if self._taken > self.most:
            self._taken = size
            self.turn += 1
        return self.turn

    def empty(self) -> None:
        """Begin a new turn with all of the room."""
        self._taken = 0
        self.turn += 1


MEGABYTE: Final = 1024 * 1024
MEGABYTES: Final = 12
ROOM: Final = Room(MEGABYTES * MEGABYTE)
"""The room of this process, unless it is told another: 4,000 random people in one unit take 11."""


class Kept(dict[K, V]):
    """A dictionary that begins anew when it holds `most` things, and when the room is full.

    `size` is what a thing takes of the room, in bytes.
    """

    def __init__(self, most: int, size: int = THING) -> None:
        super().__init__()
        self._most = most
        self._size = size
        self._turn = ROOM.turn

    def __setitem__(self, key: K, value: V) -> None:
        """Keep the value."""
        turn = ROOM.take(self._size)
        if turn != self._turn or len(self) >= self._most:
            self._turn = turn
            self.clear()
        super().__setitem__(key, value)


_of_the_process: list[Kept[Any, Any]] = []


def shared(most: int) -> Kept[Any, Any]:
    """Return a store for everybody, which `forget` empties."""
    store: Kept[Any, Any] = Kept(most)
    _of_the_process.append(store)
    return store


def forget() -> None:
    """Empty every shared store, so that nothing of rules that were replaced is held."""
    ROOM.empty()
    for store in _of_the_process:
        store.clear()


class Once(Generic[W]):
    """What is made once for an entry of the rules and a few codes; so many things at most."""

    def __init__(self, most: int) -> None:
        self.made: Kept[tuple[int, Hashable], tuple[object, W]] = shared(most)

    def of(self, entry: object, codes: Hashable, make: Callable[[], W]) -> W:
        """Return what was made for the entry and the codes, or make it now."""
        key = (id(entry), codes)
        found = self.made.get(key)
        if found is None:
            # The entry is held beside, so that its id stays its own.
            found = self.made[key] = (entry, make())
        return found[1]
