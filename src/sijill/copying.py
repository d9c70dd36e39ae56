"""Which documents of a ledger are one voice: copies found as documents come, the same whatever the order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from .copies import Signature, bands, copies_among, voices
from .script import signed
from .store import Ledger

REMEMBERED = 4000


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
        for doc in new:
            changed |= self._set(self._near(doc))
        return frozenset(changed - set(new))

    def _near(self, doc: str) -> set[str]:
        """The documents that share runs of words with one, and those of their voices."""
        found = {doc, *self._ledger.near(bands(self._signature(doc)))}
        said = {e.voice or e.id for ident in found if (e := self._ledger.entry(ident)) is not None}
        return found | set(self._ledger.speaking(said))

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
