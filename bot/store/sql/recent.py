"""Remember a few things, so that they need not be read again."""

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """
    Remembers so many things, and forgets what was put in longest ago.

    ``get`` gives what was put there, or None. It is asked a dozen times a turn, so it is the
    dictionary's own; that it does not note when something was used is the price.
    """

    __slots__ = ("_entries", "_most", "get")

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: dict[K, V] = {}
        self.get: Callable[[K], V | None] = self._entries.get

    def put(self, key: K, value: V) -> None:
        """Put something in, in the place of the oldest if need be."""
        self._entries.pop(key, None)
        self._entries[key] = value
        if len(self._entries) > self._most:
            del self._entries[next(iter(self._entries))]

    def take(self, key: K) -> V | None:
        """Give what was put there, or None, and forget it."""
        return self._entries.pop(key, None)

    def clear(self) -> None:
        """Forget all."""
        self._entries.clear()
