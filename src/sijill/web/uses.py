"""Where entries and places are used in the documents added last, from the reasons that readings keep.

Bounded: of a large ledger only the newest documents are looked at, and pages say so.
"""

from __future__ import annotations

import threading

import msgspec

from ..incident import Entry
from ..store import Ledger

LOOKED_AT = 3000
QUOTES = 20
AROUND = 80


class Use(msgspec.Struct, frozen=True):
    """An entry used once: in which document, on which words, by which rule."""

    doc: str
    start: int
    end: int
    rule: str


class Used(msgspec.Struct):
    """How often one thing is used: in how many documents, and the first uses in the newest of them."""

    documents: int = 0
    last: str = ""
    uses: list[Use] = []


class Looked(msgspec.Struct, frozen=True):
    """What the newest documents use: entries and places by id."""

    documents: int
    all: bool
    used: dict[str, Used]
    entries: dict[str, Entry]

    def of(self, ident: str) -> Used:
        """How a thing is used, not at all where nothing uses it."""
        return self.used.get(ident) or Used()


class Uses:
    """What the newest documents of a ledger use, looked up again when it was added to."""

    __slots__ = ("_as_of", "_lock", "_looked")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._as_of = -1
        self._looked: Looked | None = None

    def of(self, ledger: Ledger) -> Looked:
        """What is used as of the last reading."""
        with self._lock:
            last = ledger.last_reading()
            if self._looked is None or self._as_of != last:
                self._looked, self._as_of = _look(ledger), last
            return self._looked


def _look(ledger: Ledger) -> Looked:
    used: dict[str, Used] = {}
    entries: dict[str, Entry] = {}
    every = sorted(ledger.reasons(LOOKED_AT), key=lambda one: one[0].published, reverse=True)
    for entry, reasons in every:
        entries[entry.id] = entry
        for reason in reasons:
            if reason.entry:
                one = used.setdefault(reason.entry, Used())
                _take(one, entry.id, reason.start, reason.end, reason.rule)
    whole = len(every) < LOOKED_AT
    return Looked(len(every), whole, used, entries)


def _take(one: Used, doc: str, start: int, end: int, rule: str) -> None:
    if one.last != doc:
        one.documents += 1
        one.last = doc
    known = any(use.doc == doc and use.start == start for use in one.uses)
    if end > start and len(one.uses) < QUOTES and not known:
        one.uses.append(Use(doc, start, end, rule.partition(":")[0]))


class Quote(msgspec.Struct, frozen=True):
    """The words of a use with those around them."""

    use: Use
    entry: Entry
    before: str
    words: str
    after: str


def quotes(ledger: Ledger, looked: Looked, uses: list[Use]) -> list[Quote]:
    """The uses with the words around them, as the documents have them."""
    found: list[Quote] = []
    for use in uses:
        text = ledger.text(use.doc)
        if text is None or use.doc not in looked.entries:
            continue
        first = max(text.rfind("\n", 0, use.start) + 1, use.start - AROUND)
        if first and not text[first - 1].isspace():
            first = text.find(" ", first, use.start) + 1 or use.start
        stop = text.find("\n", use.end)
        last = min(len(text) if stop < 0 else stop, use.end + AROUND)
        if last < len(text) and not text[last].isspace():
            last = max(text.rfind(" ", use.end, last), use.end)
        parts = text[first : use.start], text[use.start : use.end], text[use.end : last]
        found.append(Quote(use, looked.entries[use.doc], *parts))
    return found
