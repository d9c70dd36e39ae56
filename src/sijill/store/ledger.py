"""The ledger: every document, reading, report, link, decision and incident, in one of two databases."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Engine

from ..copies import Copy
from ..gazetteer.load import PlaceRecord
from ..incident import Change, Decision, Entry, Filed, FiledTally, Incident, Link
from ..records import Framing, Issue, Reading, Reason, Report
from ..waiting import Sighting
from . import copies, deciding, documents, incidents, linking, occurrences, own_places, readings, unknowns
from .counting import Counts, State, count, state
from .database import Database
from .incidents import EVERY, Filters
from .migrations import version_of
from .people import People
from .search import Hit, found_numbers, newest_with, search
from .word_sets import KeptWords

T = TypeVar("T")


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

    def beside(self, keys: Iterable[str]) -> dict[str, dict[str, Report]]:
        """For each of these keys that no reading has now, all reports of the last reading that had it."""
        return documents.beside(self._database, keys)

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
        return readings.tallies(self._database)

    def framing(self) -> Iterator[tuple[Entry, Framing]]:
        """Every loaded wording of the newest readings, with its document."""
        return readings.framing(self._database)

    def issues(self, since: int = 0) -> Iterator[tuple[int, Entry, tuple[Issue, ...]]]:
        """What the newest readings after a number did not understand, each with the reading's number and its
        document; of all readings, only those with anything.
        """
        return readings.issues(self._database, since)

    def search(self, words: str, limit: int = 20, after: str = "") -> list[Hit]:
        """Documents with all the words in any spelling and prefix, the newest first; those after an id."""
        return search(self._database, words, limit, after)

    def found_numbers(self, words: str) -> list[int]:
        """The numbers of every document with all the words."""
        return found_numbers(self._database, words)

    def numbered(self, since: int) -> Iterator[tuple[int, str]]:
        """Each document's number and id, after a number, in order."""
        return documents.numbered(self._database, since)

    def newest_with(self, phrases: Sequence[str], limit: int) -> list[str]:
        """The ids of the newest documents that have all the words of a phrase, as `search` finds them."""
        return newest_with(self._database, phrases, limit)

    def reasons(self, limit: int) -> Iterator[tuple[Entry, tuple[Reason, ...]]]:
        """Why the newest readings of the documents added last say what they say."""
        return readings.reasons(self._database, limit)

    def last_reading(self) -> int:
        """The number of the reading that was kept last, 0 where there is none."""
        return readings.last_reading(self._database)

    # names of places

    def sightings(self) -> Iterator[Sighting]:
        """Every name of a place that no list knows, where it stands by the newest readings."""
        return unknowns.sightings(self._database)

    def read_by(self) -> Iterator[tuple[str, str, str]]:
        """Each document's id, language and the version that read it last, in the order in which they came."""
        return documents.read_by(self._database)

    def index_words(self) -> Iterator[str]:
        """Every different word of the index of texts, as it stands there, folded."""
        return occurrences.index_words(self._database)

    def documents_with(self, names: Sequence[Sequence[frozenset[str]]]) -> set[str]:
        """The documents that have a name: of each of its groups one of the words, as the index has them."""
        return occurrences.documents_with(self._database, names)

    def note_places(self, digest: str, records: Sequence[PlaceRecord]) -> None:
        """Keep a set of the user's own places, which readings name by its digest."""
        with self.writing():
            own_places.note_places(self._database, digest, records)

    def kept_places(self, digest: str) -> tuple[PlaceRecord, ...] | None:
        """A set of own places that was kept; None where it was not."""
        return own_places.kept_places(self._database, digest)

    @property
    def words(self) -> KeptWords:
        """The word lists that documents were read with."""
        return KeptWords(self._database)

    # copies

    def put_bands(self, bands: Mapping[str, Iterable[str]], led: Mapping[str, Collection[str]]) -> None:
        """Set the bands of documents' signatures, and under which of them they lead."""
        with self.writing():
            copies.put_bands(self._database, bands, led)

    def step_down(self, bands: Mapping[str, Iterable[str]]) -> None:
        """Documents lead no more under these bands of theirs."""
        with self.writing():
            copies.step_down(self._database, bands)

    def bands_of(self, docs: Iterable[str]) -> dict[str, dict[str, bool]]:
        """The bands of each of these documents, and whether it leads under it."""
        return copies.bands_of(self._database, docs)

    def leaders(self, bands: Iterable[str]) -> dict[str, list[str]]:
        """The ids of the documents that lead under each of these bands."""
        return copies.leaders(self._database, bands)

    def under(self, bands: Iterable[str]) -> list[str]:
        """The ids of all documents under these bands."""
        return copies.under(self._database, bands)

    def unfiled(self) -> list[str]:
        """The ids of the documents whose copies nobody has looked for."""
        return copies.unfiled(self._database)

    def put_copies(self, found: Iterable[Copy]) -> None:
        """Keep that documents are copies, in place of what was kept of the same two."""
        with self.writing():
            copies.put_copies(self._database, found)

    def drop_copies(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget that these two and two are copies."""
        with self.writing():
            copies.drop_copies(self._database, pairs)

    def copies_of(self, docs: Iterable[str]) -> list[Copy]:
        """Every copy that one of these documents is of another."""
        return copies.copies_of(self._database, docs)

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

    def pending(self, most: int | None = None) -> list[str]:
        """The keys of reports that linking has not looked at since they were read; the first so many."""
        return linking.in_state(self._database, "pending", most)

    def stale(self, most: int | None = None) -> list[str]:
        """The keys of reports that no newest reading has any more, not taken out yet; the first so many."""
        return linking.in_state(self._database, "stale", most)

    def settled(self, keys: Iterable[str]) -> None:
        """Linking is done with these keys; blocks and links of the stale ones go."""
        with self.writing():
            linking.settle(self._database, keys)

    def unsettle(self) -> None:
        """Make every report pending again, as before the first linking."""
        with self.writing():
            linking.unsettle(self._database)

    def reopen(self, docs: Iterable[str]) -> None:
        """Make the reports of some documents pending."""
        with self.writing():
            linking.reopen(self._database, docs)

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

    def incident_ids(self, filters: Filters = EVERY) -> list[str]:
        """The ids of the incidents that are wanted, in the order in which `incidents` has them."""
        return incidents.wanted_ids(self._database, filters)

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
        """Keep a decision under the next number. UsageError when it withdraws one that is not there."""
        with self.writing():
            return deciding.add_decision(self._database, decision)

    def decisions(self) -> list[Decision]:
        """Every decision, in the order in which they were made."""
        return deciding.all_decisions(self._database)

    def last_decision(self) -> int:
        """The number of the last decision, 0 where there is none."""
        return deciding.last_decision(self._database)

    def decisions_on(self, keys: Iterable[str]) -> list[Decision]:
        """The decisions about any of these reports, and those that withdraw one of them."""
        return deciding.decisions_on(self._database, keys)

    # who may come in

    @property
    def people(self) -> People:
        """Accounts, sessions, tokens, and the audit log."""
        return People(self._database)

    # the whole

    def counts(self) -> Counts:
        """How much lies in the ledger."""
        return count(self._database)

    def state(self) -> State:
        """How far the ledger has come, known at once."""
        return state(self._database)
