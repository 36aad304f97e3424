"""What is worked out once and used again: by an entry of the rules and a few codes."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

W = TypeVar("W")


class Kept(Generic[W]):
    """So many things at most; when there are more, it begins anew."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.made: dict[tuple[int, Hashable], tuple[object, W]] = {}

    def once(self, entry: object, codes: Hashable, make: Callable[[], W]) -> W:
        """Return what was made for the entry and the codes, or make it now."""
        key = (id(entry), codes)
        found = self.made.get(key)
        if found is None:
            if len(self.made) >= self.most:
                self.made.clear()
            # The entry is held beside, so that its id stays its own.
            found = self.made[key] = (entry, make())
        return found[1]
