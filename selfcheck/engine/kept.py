"""What is worked out once and used again, up to a bound."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
W = TypeVar("W")


class Kept(dict[K, V]):
    """A dictionary that begins anew when it holds `most` things."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        """Keep the value."""
        if len(self) >= self._most:
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
