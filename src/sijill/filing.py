"""Add documents to a ledger: read them, keep them, link them. Killed at any moment, it goes on where it
was.

A portion of documents is kept whole or not at all; what was kept and not yet linked is linked at the next
run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import msgspec

from . import __version__
from .batch import Failed, each
from .copying import Copying
from .errors import InputError
from .gazetteer.own import own_version
from .incident import Entry
from .ingest import Arrival, Known, text_digest
from .kept import digest
from .own_words import words_version
from .reader import load_reader
from .records import Document, Reading
from .registry import Registry
from .settle import Settled, Settler
from .store import Ledger

AT_ONCE = 200


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one arrival: added, or `problem`, a defect of the reader's, or `refused` and why."""

    arrival: Arrival
    problem: str = ""
    refused: str = ""


def reader_version() -> str:
    """The version that readings are kept under: the program's, a digest of its code and data, one of the
    user's own words and one of the user's own places where there are any.
    """
    words, own = words_version(), own_version()
    return f"{__version__}+{digest()[:12]}" + (f"-{words}" if words else "") + (f".{own}" if own else "")


def registry_of(code: str = "ar") -> Registry:
    """The look-ups by id of one language and the places."""
    reader = load_reader(code)
    return Registry(reader.language.lexicon, reader.gazetteer)


def read_document(document: Document) -> Reading:
    """Read one document in its language; what a process of `batch` does."""
    return load_reader(document.lang).read(document)


class Clerk:
    """Files documents in a ledger. `clock` gives the time of a change as ISO in UTC."""

    __slots__ = ("_clock", "_copying", "_ledger", "_registry", "_settler", "_workers")

    def __init__(
        self, ledger: Ledger, registry: Registry, clock: Callable[[], str], workers: int = 1
    ) -> None:
        self._ledger = ledger
        self._registry = registry
        self._clock = clock
        self._workers = workers
        self._settler = Settler(ledger, registry)
        self._copying = Copying(ledger)

    def known(self) -> Iterator[Known]:
        """The documents that are here, as ingest asks about them."""
        for entry, text in self._ledger.texts():
            yield Known(id=entry.id, sha256=entry.sha256, text_sha256=text_digest(text), outlet=entry.outlet)

    def add(self, arrivals: Iterable[Arrival]) -> Iterator[Filed]:
        """Read and keep arrivals, a portion at a time; call `settle` when all came."""
        stream = iter(arrivals)
        while portion := list(islice(stream, AT_ONCE)):
            yield from self._keep(portion)

    def settle(self) -> Settled:
        """Link what waits."""
        return self._settler.settle(self._clock())

    def reread(self) -> Iterator[tuple[str, str]]:
        """Read every document anew that an older version read; yields its id and '' or what went wrong."""
        old = [
            entry
            for entry in self._ledger.entries()
            if (self._ledger.known(entry.id) or ("", ""))[1] != reader_version()
        ]
        stream = iter(old)
        while portion := list(islice(stream, AT_ONCE)):
            documents = [_document(entry, self._ledger.text(entry.id) or "") for entry in portion]
            with self._ledger.writing():
                for entry, done in zip(portion, each(read_document, documents, self._workers), strict=True):
                    if isinstance(done.result, Failed):
                        yield entry.id, done.result.why
                        continue
                    self._ledger.add(entry, done.thing.text, done.result, reader_version())
                    yield entry.id, ""

    def _keep(self, portion: list[Arrival]) -> list[Filed]:
        readings = list(each(read_document, [a.document for a in portion], self._workers))
        found = []
        with self._ledger.writing():
            for arrival, done in zip(portion, readings, strict=True):
                if isinstance(done.result, Failed):
                    found.append(Filed(arrival=arrival, problem=done.result.why))
                    continue
                try:
                    self._ledger.add(
                        self._entry(arrival), arrival.document.text, done.result, reader_version()
                    )
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
