"""Which documents of a ledger are one voice: copies found as documents come, the same whatever the order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from .copies import Signature, bands, copies_among, voices
from .script import signed
from .store import Ledger

REMEMBERED = 4000
NEIGHBOURS = 400  # documents that hang together by shared runs and are looked at together


class Copying:
    """Keeps the voices of a ledger's documents: one for all that carry one text."""

    __slots__ = ("_ledger", "_signatures")

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._signatures: OrderedDict[str, Signature] = OrderedDict()

    def file(self, docs: Iterable[str]) -> frozenset[str]:
        """Find the copies of new documents. Returns the older documents whose voice is another now."""
        new = sorted(docs)
        for doc in new:
            self._ledger.put_bands(doc, bands(self._signature(doc)))
        changed: set[str] = set()
        done: set[str] = set()
        for doc in new:
            if doc not in done:
                near = self._near(doc)
                done |= near
                changed |= self._set(near)
        return frozenset(changed - set(new))

    def _near(self, doc: str) -> set[str]:
        """The documents that shared runs of words lead to from one, itself among them."""
        found, fresh = {doc}, [doc]
        while fresh and len(found) < NEIGHBOURS:
            beside = set(self._ledger.near(bands(self._signature(fresh.pop())))) - found
            found |= beside
            fresh += sorted(beside)
        return found

    def _set(self, near: set[str]) -> set[str]:
        """Set the voices of documents that hang together; returns those whose voice changed."""
        if len(near) == 1:
            return set()
        told = voices(copies_among({doc: self._signature(doc) for doc in near}))
        before = {e.id: e.voice or e.id for doc in near if (e := self._ledger.entry(doc)) is not None}
        now = {doc: told.get(doc, doc) for doc in before}
        differ = {doc: voice for doc, voice in now.items() if before[doc] != voice}
        self._ledger.set_voices(differ)
        return set(differ)

    def _signature(self, doc: str) -> Signature:
        known = self._signatures.get(doc)
        if known is None:
            entry = self._ledger.entry(doc)
            known = signed(self._ledger.text(doc) or "", entry.lang if entry else "ar")
            self._signatures[doc] = known
            if len(self._signatures) > REMEMBERED:
                self._signatures.popitem(last=False)
        return known
