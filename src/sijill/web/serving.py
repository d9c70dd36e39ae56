"""What a running desk was started with, and its open ledgers: one for each request that is being answered."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from ..registry import Registry
from ..store import Ledger, existing_ledger


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """How a desk is served. `now` gives the time that decisions carry (ISO 8601, UTC); `hosts` are the names
    by which it may be asked; `signed_by` signs decisions where there are no accounts ('' asks each person).
    `accounts`: 'none' (this machine alone, nobody is asked who they are) or 'asked' (who is not signed in
    sees nothing). `proxy`: 'none', or 'trusted': a proxy on this machine says who asks and whether by https.
    `cors` are other origins whose pages may ask the API.
    """

    ledger: str
    now: Callable[[], str]
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    signed_by: str = ""
    accounts: Literal["none", "asked"] = "none"
    proxy: Literal["none", "trusted"] = "none"
    cors: tuple[str, ...] = ()


class Ledgers:
    """Open ledgers, lent out one at a time: a ledger is for one thread, a server has several."""

    __slots__ = ("_idle", "_where", "registry")

    def __init__(self, where: str, registry: Registry) -> None:
        self._where = where
        self._idle: queue.SimpleQueue[Ledger] = queue.SimpleQueue()
        self.registry = registry

    @contextlib.contextmanager
    def lent(self) -> Iterator[Ledger]:
        """A ledger for the length of a request. Raises LedgerError of some kind where it cannot be opened."""
        try:
            ledger = self._idle.get_nowait()
        except queue.Empty:
            ledger = existing_ledger(self._where)
        try:
            yield ledger
        except BaseException:
            ledger.close()
            raise
        self._idle.put(ledger)

    def close(self) -> None:
        """Close every ledger that is not lent out."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()
