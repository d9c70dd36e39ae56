"""After a change of words only what they touch is read again, and the ledger is as if all had been read anew."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import msgspec
import pytest

from sijill.demo import CORPUS
from sijill.filing import Clerk
from sijill.ingest import Arrival, Given
from sijill.ingest.arrivals import arrivals
from sijill.language import new_language
from sijill.lexicon import Entry, Lexicon, PeopleEntry, WeaponEntry
from sijill.mending import AllWords, Mender, OwnPlaces
from sijill.pipeline import folded_names, index_names
from sijill.reader import Reader, load_reader
from sijill.records import Document, Reading
from sijill.registry import Registry
from sijill.store import Ledger, open_ledger
from sijill.words_changed import Concerned, Listed, concerned
from tests.store.made import entry
from tests.store.test_mending import bare

AT = "2024-04-01T00:00:00Z"
DAY = datetime.date(2026, 11, 1)
Lists = Mapping[str, tuple[Entry, ...]]


@cache
def without(*idents: str) -> Reader:
    """A reader that knows all word lists but these entries."""
    return with_lists(less(*idents))


def with_lists(entries: Lists) -> Reader:
    """A reader that knows these word lists and no others."""
    places = load_reader().gazetteer
    language = new_language("ar")
    language.lexicon = Lexicon(dict(entries), language.lexicon.speller)
    language.vocabulary.clear()  # type: ignore[attr-defined]
    language._tokenizer.forget()  # type: ignore[attr-defined]
    language.learn(language.lexicon.root)
    index_names(language, folded_names(language, places))
    return Reader(language, places)


def full() -> Lists:
    return load_reader().language.lexicon.entries


def listed(entries: Lists) -> tuple[Listed, ...]:
    return tuple(Listed("ar", kind, one) for kind, group in entries.items() for one in group)


def words(reader: Reader, digest: str) -> AllWords:
    return AllWords(digest, lambda: listed(reader.language.lexicon.entries))


@cache
def corpus() -> tuple[Arrival, ...]:
    every = arrivals([str(CORPUS)], Given(), clock=lambda: AT)
    return tuple(came.arrival for came in every if came.arrival)[::2]


def less(*idents: str) -> Lists:
    assert not {*idents} - {one.id for group in full().values() for one in group}
    return {kind: tuple(one for one in group if one.id not in idents) for kind, group in full().items()}


class Rereading:
    """A clerk's work with one reader on one ledger, and the ids of what it read."""

    def __init__(self, ledger: Ledger, reader: Reader, digest: str) -> None:
        self.reader, self.read = reader, []
        registry = Registry(reader.language.lexicon, reader.gazetteer)
        own = OwnPlaces(language=lambda _: reader.language)
        self.clerk = Clerk(ledger, registry, lambda: AT, own=own, read=self)
        self.clerk._mender = Mender(ledger, own, words(reader, digest))
        self.clerk._version = f"1+x-{digest}"

    def __call__(self, document: Document) -> Reading:
        self.read.append(document.id)
        return self.reader.read(document)

    def add(self) -> None:
        assert not [filed for filed in self.clerk.add(corpus()) if filed.problem or filed.refused]
        self.clerk.settle()

    def reread(self) -> None:
        assert not [problem for _, problem in self.clerk.reread() if problem]
        self.clerk.settle()


def same(one: Ledger, other: Ledger) -> None:
    docs = [found.id for found in one.entries()]
    assert docs == [found.id for found in other.entries()]
    assert all(one.reading(doc) == other.reading(doc) for doc in docs)
    assert bare(one) == bare(other)


@pytest.mark.parametrize("turn", ["came", "went"])
def test_the_ledger_is_as_if_all_had_been_read_anew(tmp_path: Path, turn: str) -> None:
    whole, short = without(), without("event.shelling", "weapon.drone", "actor.il-army")
    ledger = open_ledger(str(tmp_path / "ledger.db"))
    before, after = (short, whole) if turn == "came" else (whole, short)
    Rereading(ledger, before, "old").add()
    again = Rereading(ledger, after, "new")
    again.reread()
    assert 0 < len(again.read) < len(corpus())
    with open_ledger(str(tmp_path / "fresh.db")) as other:
        Rereading(other, after, "new").add()
        same(ledger, other)
    ledger.close()


def test_no_document_is_missed_whatever_word_goes(tmp_path: Path) -> None:
    """Entries drawn at random, common and rare, go: every document that reads otherwise is found."""
    ledger = open_ledger(str(tmp_path / "ledger.db"))
    whole = load_reader()
    first = {a.document.id: whole.read(a.document) for a in corpus()}
    seen = {reason.entry for reading in first.values() for reason in reading.reasons}
    draw = Random(11)
    wide = {"counting", "cues", "outlets", "placewords"}
    every = sorted(one.id for kind, group in full().items() if kind not in wide for one in group)
    common = [ident for ident in every if ident in seen]
    with ledger.writing():
        for arrival in corpus():
            document = arrival.document
            made = entry(document.id, document.text, published=document.published)
            ledger.add(made, document.text, first[document.id], "1+x-old")
    ledger.words.note("old", listed(full()))
    for _ in range(2):
        gone = {*draw.sample(common, 1), *draw.sample(every, 2)}
        after = without(*gone)
        differ = {a.document.id for a in corpus() if after.read(a.document) != first[a.document.id]}
        own = OwnPlaces(language=lambda _, after=after: after.language)
        found = set(Mender(ledger, own, words(after, "new")).outdated("1+x-new"))
        assert differ <= found, gone
    ledger.close()


def test_what_is_no_change_reads_nothing_again(ledger: Ledger) -> None:
    language = load_reader().language
    noted = [Listed(o.lang, o.kind, _noted(o.entry)) for o in listed(full())]
    assert concerned(listed(full()), noted, language) == Concerned()


def _noted(one: Entry) -> Entry:
    return msgspec.structs.replace(one, note="another note", source="another source", found_in=(), added=DAY)


def test_a_change_that_steers_others_concerns_every_document() -> None:
    language = load_reader().language
    before = listed(full())
    for kind in ("cues", "counting", "outlets", "placewords"):
        at = next(n for n, one in enumerate(before) if one.kind == kind)
        assert concerned(before, before[:at] + before[at + 1 :], language).everywhere
    assert concerned(before, (before[1], before[0], *before[2:]), language).everywhere
    assert concerned((), before, language).everywhere


def test_a_new_word_is_looked_for_with_its_forms() -> None:
    language = load_reader().language
    new = WeaponEntry(id="weapon.own.x", source="x", added=DAY, forms=("زنبرك ناري",), weapon="rocket")
    found = concerned(listed(full()), [*listed(full()), Listed("ar", "weapons", new)], language)
    assert ("زنبرك", "ناري") in found.phrases
    assert ("زنبرك",) in found.phrases, "a word that nothing else knows changes how texts are cut"
    people = PeopleEntry(id="people.own.x", source="x", added=DAY, nouns=("زنبركي",), who="civilian")
    more = concerned(listed(full()), [*listed(full()), Listed("ar", "people", people)], language)
    assert len(more.phrases) > 1
    assert not more.gone
    assert concerned([Listed("ar", "people", people)], [], language).gone


def test_words_that_nobody_noted(ledger: Ledger) -> None:
    """Without the old lists nothing can be said of the difference: all is read again."""
    reading = Reading(doc=Document(id="a", text="قصف"))
    ledger.add(entry("a", "قصف"), "قصف", reading, "1+x-lost")
    language = load_reader().language
    mender = Mender(ledger, OwnPlaces(language=lambda _: language), words(load_reader(), "new"))
    assert mender.outdated("1+x-new") == ["a"]
    mender.note()
    assert ledger.words.kept("new") == listed(full())
    mender.note()
    assert ledger.words.kept("other") is None
