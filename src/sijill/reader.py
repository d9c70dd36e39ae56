"""A language and the places, loaded once and ready to read documents one after another."""

from __future__ import annotations

import gc
from functools import lru_cache

import msgspec

from .gazetteer.load import Gazetteer, PlaceRecord, load_gazetteer
from .kept import kept, undisturbed
from .language import Language, load_language
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
    """The places and their names, as they are kept between runs."""

    records: tuple[PlaceRecord, ...]
    names: dict[tuple[str, ...], list[str]]


@lru_cache(maxsize=4)
def load_reader(code: str = "ar") -> Reader:
    """The reader of a language with every place known to it. Raises LanguageError where there is none."""
    with undisturbed():
        language = load_language(code)

        def make() -> _Places:
            gazetteer = load_gazetteer()
            return _Places(tuple(gazetteer), folded_names(language, gazetteer))

        places = kept(
            f"places-{code}",
            make,
            msgspec.msgpack.encode,
            lambda data: msgspec.msgpack.decode(data, type=_Places),
        )
        index_names(language, places.names)
        reader = Reader(language, Gazetteer(places.records))
        gc.freeze()  # what is loaded stays: the search for garbage need not walk it again and again
    return reader
