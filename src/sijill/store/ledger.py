"""The ledger: every document, reading, report, link, decision and incident, in one of two databases."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Engine

from ..errors import LedgerMissing
from ..incident import Change, Decision, Entry, Filed, FiledTally, Incident, Link
from ..records import Framing, Issue, Reading, Reason
from . import copies, deciding, documents, incidents, linking
from .counting import Counts, count
from .database import Database
from .incidents import EVERY, Filters
from .migrations import migrate, version_of
from .opening import WAIT, check_file, connect, is_server
from .search import Hit, found_docs, newest_with, search

T = TypeVar("T")


def open_ledger(where: str, wait: float = WAIT) -> Ledger:
    """Open the ledger in a file, or on a PostgreSQL server by its URL; make it where there is none.

    An older ledger is brought up to date, a file after a backup beside it. `wait` is for how many seconds
    a writer waits for another. Raises LedgerError of some kind, which says what to do.
    """
    engine, database = connect(where, wait)
    try:
        migrate(database, None if is_server(where) else Path(where))
    except BaseException:
        database.close()
        engine.dispose()
        raise
    return Ledger(engine, database)


def existing_ledger(where: str, wait: float = WAIT) -> Ledger:
    """Open a ledger that must be there already. Raises LedgerMissing where it is not."""
    if not is_server(where):
        path = Path(where)
        check_file(path)
        if not path.exists() or not path.stat().st_size:
            raise LedgerMissing(
                f"ledger {where}: there is none; make one with: sijill add SOURCE --ledger {where}"
            )
    return open_ledger(where, wait)


class Ledger:
    """A ledger that is open. For one thread at a time; reading goes on while another program writes."""

    __slots__ = ("_database", "_engine")

    def __init__(self, engine: Engine, database: Database) -> None:
        self._engine = engine
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; what was not committed is undone."""
        self._database.close()
        self._engine.dispose()

    @property
    def where(self) -> str:
        """The file or the address, without a password."""
        return self._database.where

    @property
    def schema(self) -> int:
        """The version of the ledger's schema."""
        return version_of(self._database)

    def writing(self) -> contextlib.AbstractContextManager[None]:
        """One transaction: all that is written inside is kept, or, when anything raises, nothing of it.

        Inside another it joins that one; a method that writes outside any makes its own. Raises
        LedgerLocked when another writer takes too long.
        """
        return self._database.writing()

    def reading_at_once(self) -> contextlib.AbstractContextManager[None]:
        """All that is read inside is of one moment, whatever others write meanwhile."""
        return self._database.reading()

    # documents, readings and reports

    def known(self, doc: str) -> tuple[str, str] | None:
        """The sha256 of a document and the version that read it last; None where it is not in the ledger."""
        return documents.known(self._database, doc)

    def by_sha256(self, sha256: str) -> str | None:
        """The id of the first document that was added with these bytes."""
        return documents.by_sha256(self._database, sha256)

    def add(self, entry: Entry, text: str, reading: Reading, reader: str) -> tuple[str, ...]:
        """Add a document with its reading by the version `reader`, or a new reading of one that is there.

        Returns the keys that linking must look at: new ones and those whose report differs from before.
        Raises InputError when the id stands for other bytes or the text cannot be stored.
        """
        with self.writing():
            return documents.add(self._database, entry, text, reading, reader)

    def filed(self, keys: Iterable[str]) -> list[Filed]:
        """The reports of the keys, in the order of the keys; keys that no reading has now are left out."""
        return documents.filed(self._database, keys)

    def filed_all(self) -> Iterator[Filed]:
        """Every report that stands, in the order of the keys."""
        return documents.filed_all(self._database)

    def reports_of(self, doc: str) -> list[Filed]:
        """The reports that stand of one document, in the order of its text."""
        return documents.reports_of(self._database, doc)

    def entries(self) -> Iterator[Entry]:
        """Every document, in the order in which they were added."""
        return documents.entries(self._database)

    def entry(self, doc: str) -> Entry | None:
        """One document; None where it is not in the ledger."""
        return documents.entry(self._database, doc)

    def newest(self, limit: int, before: int = 0, outlet: str = "") -> list[tuple[int, Entry]]:
        """Documents with their numbers, the last added first; only those before a number, or of an outlet."""
        return documents.newest(self._database, limit, before, outlet)

    def texts(self) -> Iterator[tuple[Entry, str]]:
        """Every document with its text, in the order in which they were added."""
        return documents.texts(self._database)

    def text(self, doc: str) -> str | None:
        """The text of a document, as all spans index it."""
        return documents.text_of(self._database, doc)

    def reading(self, doc: str) -> Reading | None:
        """The newest reading of a document."""
        return documents.reading_of(self._database, doc)

    def tallies(self) -> Iterator[FiledTally]:
        """Every tally of the newest readings."""
        return documents.tallies(self._database)

    def framing(self) -> Iterator[tuple[Entry, Framing]]:
        """Every loaded wording of the newest readings, with its document."""
        return documents.framing(self._database)

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Documents with all the words in any spelling and with any one-letter prefix, the newest first."""
        return search(self._database, words, limit)

    def found_docs(self, words: str) -> list[str]:
        """The ids of every document with all the words."""
        return found_docs(self._database, words)

    def newest_with(self, phrases: Sequence[str], limit: int) -> list[str]:
        """The ids of the newest documents that have all the words of any of the phrases, as `search` finds
        them.
        """
        return newest_with(self._database, phrases, limit)

    def reasons(self, limit: int) -> Iterator[tuple[Entry, tuple[Reason, ...], tuple[Issue, ...]]]:
        """Why the newest readings of the documents added last say what they say, and what they left open."""
        return documents.reasons(self._database, limit)

    def last_reading(self) -> int:
        """The number of the reading that was kept last, 0 where there is none."""
        return documents.last_reading(self._database)

    # copies

    def put_bands(self, doc: str, bands: Iterable[str]) -> None:
        """Set the bands of a document's signature."""
        with self.writing():
            copies.put_bands(self._database, doc, bands)

    def near(self, bands: Iterable[str]) -> list[str]:
        """The ids of the documents that share a band."""
        return copies.near(self._database, bands)

    def speaking(self, voices: Iterable[str]) -> list[str]:
        """The ids of the documents that have one of these voices."""
        return copies.speaking(self._database, voices)

    def voices(self, docs: Iterable[str]) -> dict[str, str]:
        """The voice of each of these documents."""
        return copies.voices_of(self._database, docs)

    def set_voices(self, voices: Mapping[str, str]) -> None:
        """Set the voice of documents; a document whose voice is its own id is nobody's copy."""
        with self.writing():
            copies.set_voices(self._database, voices)

    # linking

    def pending(self) -> list[str]:
        """The keys of reports that linking has not looked at, or not since they were read anew."""
        return linking.in_state(self._database, "pending")

    def stale(self) -> list[str]:
        """The keys of reports that the newest reading of their document has no more, not taken out yet."""
        return linking.in_state(self._database, "stale")

    def settled(self, keys: Iterable[str]) -> None:
        """Linking is done with these keys; blocks and links of the stale ones go."""
        with self.writing():
            linking.settle(self._database, keys)

    def unsettle(self) -> None:
        """Make every report pending again, as before the first linking."""
        with self.writing():
            linking.unsettle(self._database)

    def put_blocks(self, blocks: Mapping[str, Iterable[str]]) -> None:
        """Set the block keys of reports, in place of those they had."""
        with self.writing():
            linking.put_blocks(self._database, blocks)

    def candidates(self, blocks: Iterable[str]) -> set[str]:
        """The keys of the reports that stand in one of the blocks."""
        return linking.candidates(self._database, blocks)

    def put_links(self, links: Iterable[Link]) -> None:
        """Set links, in place of what was between the same two reports."""
        with self.writing():
            linking.put_links(self._database, links)

    def drop_links(self, keys: Iterable[str]) -> None:
        """Take out every link of these reports."""
        with self.writing():
            linking.drop_links(self._database, keys)

    def links_of(self, keys: Iterable[str]) -> list[Link]:
        """Every link of these reports."""
        return linking.links_of(self._database, keys)

    def links_among(self, keys: Iterable[str]) -> list[Link]:
        """The links between two of these reports."""
        return linking.links_among(self._database, keys)

    def links_with(self, verdict: str) -> Iterator[Link]:
        """Every link with a verdict ('maybe' is the review queue), sorted by its keys."""
        return linking.links_with(self._database, verdict)

    def component(self, keys: Iterable[str]) -> set[str]:
        """The reports that links of verdict 'same' lead to from these, themselves among them."""
        return linking.component(self._database, keys)

    # incidents and changes

    def incidents(self, filters: Filters = EVERY) -> Iterator[Incident]:
        """The incidents that are wanted, by start and id; those without a time last."""
        return incidents.select_incidents(self._database, filters)

    def incident(self, ident: str) -> Incident | None:
        """One incident by its id or by one that it took over; None where there is none."""
        return incidents.incident(self._database, ident)

    def incidents_as(self, kind: type[T], idents: Sequence[str] | None = None) -> Iterator[tuple[str, T]]:
        """Each incident, or each of these, decoded as `kind`: a record with fewer of its fields."""
        return incidents.seen_as(self._database, kind, idents)

    def last_change(self) -> int:
        """The number of the last line of the feed of changes, 0 where there is none."""
        return incidents.last_change(self._database)

    def led_to(self, idents: Iterable[str]) -> set[str]:
        """The ids into which these ids went; those that went nowhere stand for themselves."""
        return incidents.led_to(self._database, idents)

    def incidents_of(self, keys: Iterable[str]) -> dict[str, str]:
        """The id of the incident that each report belongs to."""
        return incidents.incidents_of(self._database, keys)

    def replace_incidents(
        self, gone: Iterable[str], put: Sequence[Incident], aliases: Mapping[str, str], at: str
    ) -> tuple[Change, ...]:
        """Take `gone` out and put `put` in; `aliases` says into which incident an old id went.

        Appends to the feed, at the time `at`, what really changed, and returns it.
        """
        with self.writing():
            return incidents.replace(self._database, gone, put, aliases, at)

    def changes(self, since: int = 0) -> Iterator[Change]:
        """The feed of changes after a number."""
        return incidents.changes_since(self._database, since)

    def changes_of(self, idents: Iterable[str]) -> list[Change]:
        """The lines of the feed about these incidents."""
        return incidents.changes_of(self._database, idents)

    # decisions

    def add_decision(self, decision: Decision) -> Decision:
        """Keep a decision under the next number, which the one returned has. Raises UsageError when it
        withdraws a decision that is not there.
        """
        with self.writing():
            return deciding.add_decision(self._database, decision)

    def decisions(self) -> list[Decision]:
        """Every decision, in the order in which they were made."""
        return deciding.all_decisions(self._database)

    def decisions_on(self, keys: Iterable[str]) -> list[Decision]:
        """The decisions about any of these reports, and those that withdraw one of them."""
        return deciding.decisions_on(self._database, keys)

    # the whole

    def counts(self) -> Counts:
        """How much lies in the ledger."""
        return count(self._database)
