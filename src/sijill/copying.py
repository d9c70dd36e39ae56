"""Which documents of a ledger are one voice: copies found as documents come, the same whatever the order.

A new document meets those that lead under its bands, and, where it leads itself, all that stand under them
(`copies.copies_among` says who meets whom among documents that are all there). What is found is kept, so that
a group of copies that grows is not compared again.
"""

from __future__ import annotations

from bisect import insort
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from .copies import CROWD, Copy, Signature, bands, compared, grouped, rank, voices
from .script import signed
from .store import Ledger

AT_ONCE = 200
REMEMBERED = 16_000  # signatures, of which each takes some kilobytes


class Copying:
    """Keeps the voices of a ledger's documents: one for all that carry one text."""

    __slots__ = ("_behind", "_ledger", "_signatures", "_words")

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._signatures: OrderedDict[str, Signature] = OrderedDict()
        self._words: dict[str, str] = {}  # each word once, whatever texts have it
        self._behind = True  # documents of an older ledger may not have been filed yet

    def file(self, docs: Iterable[str]) -> frozenset[str]:
        """Find the copies of new documents. Returns the older documents whose voice is another now."""
        new = set(docs)
        every = sorted(new | set(self._ledger.unfiled())) if self._behind else sorted(new)
        self._behind = False
        changed: set[str] = set()
        for at in range(0, len(every), AT_ONCE):
            changed |= self._file(every[at : at + AT_ONCE])
        return frozenset(changed - new)

    def _file(self, docs: Sequence[str]) -> set[str]:
        """File some documents; returns those whose voice is another now."""
        ledger = self._ledger
        keys = {doc: bands(self._signature(doc)) for doc in docs}
        shelves = Shelves(ledger.leaders({key for found in keys.values() for key in found}))
        made: list[Copy] = []
        for doc in docs:
            full = shelves.put(doc, keys[doc])
            near = shelves.met(keys[doc], full) | set(ledger.under(full) if full else ())
            found = (self._compared(doc, other) for other in sorted(near - {doc}))
            made += [copy for copy in found if copy is not None]
        ledger.put_bands(keys, shelves.led)
        outdone = {doc: given for doc, given in shelves.outdone.items() if doc not in keys}
        ledger.step_down(outdone)
        ledger.put_copies(made)
        lost = self._parted(shelves.outdone)
        plain = [copy for copy in made if not copy.whole]
        joined = self._join(plain)
        return joined | self._anew([*(copy for copy in made if copy.whole), *lost])

    def _compared(self, doc: str, other: str) -> Copy | None:
        return compared(doc, self._signature(doc), other, self._signature(other))

    def _parted(self, outdone: Iterable[str]) -> list[Copy]:
        """Forget the copies that meet no more since documents stepped down."""
        known = self._ledger.copies_of(outdone)
        under = self._ledger.bands_of({doc for copy in known for doc in (copy.a, copy.b)})
        lost = [copy for copy in known if not _meet(under.get(copy.a, {}), under.get(copy.b, {}))]
        self._ledger.drop_copies((copy.a, copy.b) for copy in lost)
        return lost

    def _join(self, made: Sequence[Copy]) -> set[str]:
        """Make one voice of those that new copies join. Returns whose voice changed."""
        before = self._ledger.voices({doc for copy in made for doc in (copy.a, copy.b)})
        now = grouped((before[copy.a], before[copy.b]) for copy in made)
        moved = {voice: to for voice, to in now.items() if voice != to}
        return self._set({doc: moved[v] for doc, v in self._speaking(moved).items()})

    def _anew(self, changed: Sequence[Copy]) -> set[str]:
        """Work out anew the voices around copies that may make or unmake a round-up, or came apart."""
        if not changed:
            return set()
        ledger = self._ledger
        ends = {doc for copy in changed for doc in (copy.a, copy.b)}
        wholes = {c.whole for c in (*changed, *ledger.copies_of(ends)) if c.whole}
        parts = {doc for c in ledger.copies_of(wholes) if c.whole in wholes for doc in (c.a, c.b)}
        seeds = ends | wholes | parts
        group = set(self._speaking(set(ledger.voices(seeds).values()))) | seeds
        inside = ledger.copies_of(group)
        around = ledger.copies_of({copy.whole for copy in inside if copy.whole})
        beside = ledger.copies_of({doc for copy in around for doc in (copy.a, copy.b)})
        known = {(copy.a, copy.b): copy for copy in (*inside, *around, *beside)}
        told = voices(known.values())
        return self._set({doc: told.get(doc, doc) for doc in group})

    def _speaking(self, names: Iterable[str]) -> dict[str, str]:
        """The documents that have one of these voices, each with its voice."""
        wanted = set(names)
        if not wanted:
            return {}
        every = self._ledger.voices(self._ledger.speaking(wanted))
        return {doc: voice for doc, voice in every.items() if voice in wanted}

    def _set(self, told: dict[str, str]) -> set[str]:
        """Set voices; returns those whose voice changed."""
        before = self._ledger.voices(told)
        differ = {doc: told[doc] for doc, old in before.items() if told[doc] != old}
        self._ledger.set_voices(differ)
        return set(differ)

    def _signature(self, doc: str) -> Signature:
        known = self._signatures.get(doc)
        if known is None:
            entry = self._ledger.entry(doc)
            made = signed(self._ledger.text(doc) or "", entry.lang if entry else "ar")
            known = replace(made, words=tuple(self._words.setdefault(word, word) for word in made.words))
            self._signatures[doc] = known
            if len(self._signatures) > REMEMBERED:
                self._signatures.popitem(last=False)
        self._signatures.move_to_end(doc)
        return known


class Shelves:
    """Who leads under which band while documents are put under them, one after another.

    `leaders` are those that led before. `led` and `outdone` are by document the bands under which it leads,
    of those that were put here, and those under which it stepped down.
    """

    def __init__(self, leaders: Mapping[str, Iterable[str]]) -> None:
        self._leaders = {band: sorted(found, key=rank) for band, found in leaders.items()}
        self._here: defaultdict[str, set[str]] = defaultdict(set)
        self.led: defaultdict[str, set[str]] = defaultdict(set)
        self.outdone: defaultdict[str, set[str]] = defaultdict(set)

    def put(self, doc: str, keys: Iterable[str]) -> list[str]:
        """Put a document under its bands. Returns the bands under which it leads more than lead with it."""
        full = []
        for band in keys:
            found = self._leaders.setdefault(band, [])
            self._here[band].add(doc)
            insort(found, doc, key=rank)
            self.led[doc].add(band)
            if len(found) > CROWD:
                last = found.pop()
                self.led[last].discard(band)
                if last != doc:
                    full.append(band)
                    self.outdone[last].add(band)
        return full

    def met(self, keys: Iterable[str], full: Iterable[str]) -> set[str]:
        """The documents that lead under these bands, and all that were put here under those of `full`."""
        found = {other for band in keys for other in self._leaders[band]}
        return found.union(*(self._here[band] for band in full))


def _meet(one: Mapping[str, bool], other: Mapping[str, bool]) -> bool:
    """Whether two documents stand under one band where one of them leads."""
    return any(leads or other[band] for band, leads in one.items() if band in other)
