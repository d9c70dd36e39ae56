"""Add documents to a ledger: read them, keep them, link them. Killed at any moment, it goes on where it
was.

A portion of documents is kept whole or not at all; what was kept and not yet linked is linked at the next
run.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TypeVar

import msgspec

from .batch import Failed, each
from .carrying import Carrying
from .copying import Copying
from .errors import InputError
from .gazetteer.joined import join, readable
from .gazetteer.load import load_gazetteer
from .gazetteer.own import own_records, own_version, own_view
from .gazetteer.worldview import changed_by
from .incident import Entry
from .ingest import Arrival, Known, text_digest
from .language import folded, load_language
from .mending import NONE, Mender, OwnPlaces
from .reader import load_reader
from .records import Document, Reading
from .registry import Registry
from .settle import Settled, Settler
from .store import Ledger
from .versions import reader_version

T = TypeVar("T")

AT_ONCE = 200


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one arrival: added, or `problem`, a defect of the reader's, or `refused` and why."""

    arrival: Arrival
    problem: str = ""
    refused: str = ""


def registry_of(code: str = "ar") -> Registry:
    """The look-ups by id of one language and the places."""
    reader = load_reader(code)
    return Registry(reader.language.lexicon, reader.gazetteer)


def own_places(code: str = "ar") -> OwnPlaces:
    """The user's own places as a clerk needs them, and ours that the user's view of disputed land changes."""
    language = load_language(code)
    ours = lru_cache(maxsize=1)(lambda: tuple(load_gazetteer()))
    return OwnPlaces(
        own_version(),
        lambda: changed_by(own_view(), ours, own_records()),
        laid=lambda own: join(ours(), readable(own), lambda name: folded(language, name)).records,
    )


def read_document(document: Document) -> Reading:
    """Read one document in its language; what a process of `batch` does."""
    return load_reader(document.lang).read(document)


class Clerk:
    """Files documents in a ledger. `clock` gives the time of a change as ISO in UTC, `own` are the user's own
    places, which `read` must know.
    """

    __slots__ = (
        "_clock",
        "_copying",
        "_ledger",
        "_mender",
        "_read",
        "_registry",
        "_settler",
        "_version",
        "_workers",
    )

    def __init__(
        self,
        ledger: Ledger,
        registry: Registry,
        clock: Callable[[], str],
        workers: int = 1,
        own: OwnPlaces = NONE,
        read: Callable[[Document], Reading] = read_document,
    ) -> None:
        self._ledger = ledger
        self._registry = registry
        self._clock = clock
        self._workers = workers
        self._settler = Settler(ledger, registry)
        self._copying = Copying(ledger)
        self._mender = Mender(ledger, own)
        self._read = read
        self._version = reader_version(own.digest)

    def known(self) -> Iterator[Known]:
        """The documents that are here, as ingest asks about them."""
        for entry, text in self._ledger.texts():
            yield Known(id=entry.id, sha256=entry.sha256, text_sha256=text_digest(text), outlet=entry.outlet)

    def add(self, arrivals: Iterable[Arrival]) -> Iterator[Filed]:
        """Read and keep arrivals, a portion at a time; call `settle` when all came."""
        stream = self._read_each(arrivals, lambda arrival: arrival.document)
        while portion := list(islice(stream, AT_ONCE)):
            yield from self._keep(portion)

    def _read_each(
        self, things: Iterable[T], document: Callable[[T], Document]
    ) -> Iterator[tuple[T, Reading | Failed]]:
        """Each thing with the reading of its document: no transaction is open while they are read."""
        waiting: deque[T] = deque()

        def documents() -> Iterator[Document]:
            for thing in things:
                waiting.append(thing)
                yield document(thing)

        for done in each(self._read, documents(), self._workers):
            yield waiting.popleft(), done.result

    def settle(self) -> Settled:
        """Link what waits."""
        return self._settler.settle(self._clock())

    def carry(self) -> tuple[str, ...]:
        """Carry decisions over to reports that have another name since their document was read anew."""
        with self._ledger.writing():
            keys = Carrying(self._ledger, self._clock()).carry()
            linked = self._ledger.incidents_of(f.key for f in self._ledger.filed(keys))
            if linked:  # the others wait for linking, which looks at what was carried
                self._settler.anew(linked, self._clock())
        return keys

    def reread(self) -> Iterator[tuple[str, str]]:
        """Read anew what another version of the program read, and what other words or places change; yields
        the document's id and '' or what went wrong.
        """
        yield from self._anew(self._mender.outdated(self._version))

    def mend(self) -> Iterator[tuple[str, str]]:
        """Read anew only what other places change: the documents in which a name stands whose place came,
        changed or went since. Yields the document's id and '' or what went wrong.
        """
        yield from self._anew(self._mender.touched())

    def _anew(self, docs: Iterable[str]) -> Iterator[tuple[str, str]]:
        known = (entry for doc in docs if (entry := self._ledger.entry(doc)) is not None)
        stream = self._read_each(known, lambda entry: _document(entry, self._ledger.text(entry.id) or ""))
        while portion := list(islice(stream, AT_ONCE)):
            with self._ledger.writing():
                self._mender.note()
                for entry, read in portion:
                    if not isinstance(read, Failed):
                        self._ledger.add(entry, read.doc.text, read, self._version)
                # a place may lie elsewhere although the report says the same
                self._ledger.reopen(entry.id for entry, _ in portion)
            for entry, read in portion:
                yield entry.id, read.why if isinstance(read, Failed) else ""

    def _keep(self, portion: list[tuple[Arrival, Reading | Failed]]) -> list[Filed]:
        found = []
        with self._ledger.writing():
            self._mender.note()
            for arrival, read in portion:
                if isinstance(read, Failed):
                    found.append(Filed(arrival=arrival, problem=read.why))
                    continue
                try:
                    self._ledger.add(self._entry(arrival), arrival.document.text, read, self._version)
                    found.append(Filed(arrival=arrival))
                except InputError as error:  # one document must not undo the others
                    found.append(Filed(arrival=arrival, refused=str(error)))
            others = self._copying.file(f.arrival.document.id for f in found if not (f.problem or f.refused))
            keys = [r.key for doc in sorted(others) for r in self._ledger.reports_of(doc)]
            if keys:
                self._settler.anew(keys, self._clock())
        return found

    def _entry(self, arrival: Arrival) -> Entry:
        document = arrival.document
        return Entry(
            id=document.id,
            sha256=arrival.sha256,
            outlet=document.outlet,
            outlet_id=self._registry.outlet_id(document.outlet),
            lang=document.lang,
            url=document.url,
            title=document.title,
            published=document.published,
            dated_by=arrival.dated_by,
            retrieved=arrival.retrieved,
            origin=arrival.origin,
            synthetic=arrival.synthetic,
        )


def _document(entry: Entry, text: str) -> Document:
    return Document(
        id=entry.id,
        lang=entry.lang,
        outlet=entry.outlet,
        url=entry.url,
        title=entry.title,
        published=entry.published,
        text=text,
    )
