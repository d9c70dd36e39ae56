"""A language and the places, loaded once and ready to read documents one after another."""

from __future__ import annotations

from functools import lru_cache

from .gazetteer.load import Gazetteer, load_gazetteer
from .language import Language, load_language
from .pipeline import index_places, read
from .records import Document, Reading


class Reader:
    """Reads documents of one language; holds nothing of what it read before."""

    __slots__ = ("gazetteer", "language")

    def __init__(self, language: Language, gazetteer: Gazetteer) -> None:
        self.language = language
        self.gazetteer = gazetteer

    def read(self, document: Document) -> Reading:
        """Read one document (codebook section 13)."""
        return read(document, self.language, self.gazetteer)


@lru_cache(maxsize=4)
def load_reader(code: str = "ar") -> Reader:
    """The reader of a language with every place known to it. Raises LanguageError where there is none."""
    language, gazetteer = load_language(code), load_gazetteer()
    index_places(language, gazetteer)
    return Reader(language, gazetteer)
