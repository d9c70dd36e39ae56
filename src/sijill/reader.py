"""A language and the places, loaded once and ready to read documents one after another."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import msgspec

from .gazetteer.joined import join, readable
from .gazetteer.load import Gazetteer, PlaceRecord, load_gazetteer
from .gazetteer.own import own_records, own_version, own_view
from .gazetteer.worldview import seen_as
from .kept import kept, undisturbed
from .language import Language, folded, load_language, new_language
from .lexicon import Entry
from .own_words import words_version
from .pipeline import folded_names, index_names, read
from .records import Document, Reading


class Reader:
    """Reads documents of one language; holds nothing of what it read before."""

    __slots__ = ("gazetteer", "language")

    def __init__(self, language: Language, gazetteer: Gazetteer) -> None:
        self.language = language
        self.gazetteer = gazetteer

    def read(self, document: Document) -> Reading:
        """Read one document (codebook section 13)."""
        with undisturbed():
            return read(document, self.language, self.gazetteer)


class _Places(msgspec.Struct, frozen=True, array_like=True):
    """The places, which of them are the user's own, and their names, as they are kept between runs."""

    records: tuple[PlaceRecord, ...]
    own: frozenset[str]
    names: dict[tuple[str, ...], list[str]]


def load_reader(code: str = "ar") -> Reader:
    """The reader of a language with every place known to it, ours and the user's own.

    Loaded once, and again after the user's places or words changed in this process. Raises LanguageError
    where there is no such language, InputError or LexiconError for places or words of the user that break a
    rule.
    """
    return _reader(code, own_version(), words_version(code))


def trial_reader(
    code: str,
    words: Mapping[str, tuple[Entry, ...]] = MappingProxyType({}),
    places: Sequence[PlaceRecord] = (),
) -> Reader:
    """A reader that knows some words and places more than the user's own: to see what they would change.

    Nothing of it is kept. Raises LexiconError for an entry whose id is taken.
    """
    with undisturbed():
        language, gazetteer = new_language(code, words), load_reader(code).gazetteer
        if places:
            joined = join(tuple(gazetteer), tuple(places), lambda name: folded(language, name))
            gazetteer = Gazetteer(joined.records, joined.own)
        index_names(language, folded_names(language, gazetteer))
        return Reader(language, gazetteer)


@lru_cache(maxsize=4)
def _reader(code: str, own: str, words: str) -> Reader:
    with undisturbed():
        language = new_language(code) if own else load_language(code)
        places = kept(
            f"places-{code}",
            lambda: _places(language, own),
            msgspec.msgpack.encode,
            lambda data: msgspec.msgpack.decode(data, type=_Places),
            own,
        )
        index_names(language, places.names)
        reader = Reader(language, Gazetteer(places.records, places.own))
        gc.freeze()  # what is loaded stays: the search for garbage need not walk it again and again
    return reader


def _places(language: Language, own: str) -> _Places:
    gazetteer = load_gazetteer()
    if own:
        joined = join(tuple(gazetteer), readable(own_records(own)), lambda name: folded(language, name))
        gazetteer = Gazetteer(seen_as(joined.records, own_view()), joined.own)
    gazetteer = Gazetteer((_called(language, record) for record in gazetteer), gazetteer.own)
    return _Places(tuple(gazetteer), gazetteer.own, folded_names(language, gazetteer))


def _called(language: Language, record: PlaceRecord) -> PlaceRecord:
    """A place by the names that the language has for it, and with a cue where that is an ordinary word."""
    names = tuple(name for name in language.place_names(record) if name != record.name_ar)
    cue = language.asks_cue(record)
    if names == record.other_names and cue == record.needs_cue:
        return record
    return msgspec.structs.replace(record, other_names=names, needs_cue=cue)
