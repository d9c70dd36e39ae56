"""What is costly to work out of a whole ledger, worked out once for each state of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar, cast

from ..store import Ledger, State

T = TypeVar("T")


class Remembered:
    """Results by name, each good for as long as the ledger has not changed."""

    __slots__ = ("_held", "_lock")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, tuple[State, object]] = {}

    def of(self, name: str, ledger: Ledger, make: Callable[[], T]) -> T:
        """The result of a name for the ledger as it is now."""
        state = ledger.state()
        with self._lock:
            held = self._held.get(name)
            if held is None or held[0] != state:
                held = self._held[name] = (state, make())
        return cast(T, held[1])
