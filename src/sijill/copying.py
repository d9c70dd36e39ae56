"""Which documents of a ledger are one voice: copies found as documents come, the same whatever the order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from .copies import Copy, Signature, bands, compared, copies_among, voices
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
            changed |= self._set(self._group(doc))
        return frozenset(changed - set(new))

    def _group(self, doc: str) -> set[str]:
        """A document, its copies, those of the round-ups among them, and all who have one of their voices."""
        copies = self._copies(doc)
        found = {doc, *copies}
        for whole in {copy.whole for copy in copies.values() if copy.whole}:
            found |= {whole, *self._copies(whole)}
        return found | set(self._ledger.speaking(self._ledger.voices(found).values()))

    def _copies(self, doc: str) -> dict[str, Copy]:
        """The documents that are copies of one."""
        mine = self._signature(doc)
        near = (other for other in self._ledger.near(bands(mine)) if other != doc)
        return {o: copy for o in near if (copy := compared(doc, mine, o, self._signature(o)))}

    def _set(self, group: set[str]) -> set[str]:
        """Set the voices of documents that hang together; returns those whose voice changed."""
        if len(group) == 1:
            return set()
        told = voices(copies_among({doc: self._signature(doc) for doc in group}))
        before = self._ledger.voices(group)
        differ = {doc: v for doc, old in before.items() if (v := told.get(doc, doc)) != old}
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
