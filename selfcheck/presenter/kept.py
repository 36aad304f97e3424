"""What is kept from one answer to the next, up to a bound."""

from collections.abc import Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


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
