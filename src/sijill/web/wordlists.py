"""The word lists as a person looks at them: entries by kind, found by any spelling, id or English word."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import msgspec

from ..language import Language, folded
from ..lexicon import KINDS, ActorEntry, Entry, OutletEntry
from ..own_words import own_files
from ..script import FOLDERS
from ..wordcheck import files_of

PER_PAGE = 50


class Item(msgspec.Struct, frozen=True):
    """An entry with its kind, its file, whose it is, and all that it is found by."""

    entry: Entry
    kind: str
    file: str
    own: bool
    found_by: str

    @property
    def name(self) -> str:
        """The neutral English name, '' for what has none."""
        return self.entry.name_en if isinstance(self.entry, ActorEntry | OutletEntry) else ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """What it is written as, in the order of its list."""
        return spelt(self.entry)


def spelt(entry: Entry) -> tuple[str, ...]:
    """The citation forms and names of an entry, none twice."""
    names = (entry.name_ar,) if isinstance(entry, ActorEntry | OutletEntry) and entry.name_ar else ()
    loaded = tuple(one.form for one in entry.loaded) if isinstance(entry, ActorEntry) else ()
    return tuple(dict.fromkeys((*names, *entry.nouns, *entry.verbs, *entry.passives, *entry.forms, *loaded)))


def plain(text: str) -> str:
    """Latin letters without marks and case, for looking up."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in split if not unicodedata.combining(c)).split())


class Catalogue:
    """The entries of one loaded language."""

    __slots__ = ("by_id", "items", "language")

    def __init__(self, language: Language) -> None:
        self.language = language
        files = files_of(FOLDERS / language.code / "lexicon")
        own = own_files(language.code)
        fold = _folder(language)
        self.items = tuple(
            Item(
                entry,
                kind,
                own.get(entry.id) or files.get(entry.id, ""),
                entry.id in own,
                _found_by(entry, fold),
            )
            for kind in KINDS
            for entry in language.lexicon.of(kind)
        )
        self.by_id = {item.entry.id: item for item in self.items}

    def counts(self) -> dict[str, int]:
        """How many entries each kind has, the user's own counted under 'own' as well."""
        found = dict.fromkeys(KINDS, 0) | {"own": 0}
        for item in self.items:
            found[item.kind] += 1
            found["own"] += item.own
        return found

    def found(self, words: str, kind: str) -> Sequence[Item]:
        """The entries of a kind ('own': the user's; '' any) in which all the words stand."""
        fold = _folder(self.language)
        wanted = [{fold(word), plain(word)} - {""} for word in words.split()]
        return [
            item
            for item in self.items
            if (kind in ("", item.kind) or (kind == "own" and item.own))
            and all(any(key in item.found_by for key in keys) for keys in wanted)
        ]


def _folder(language: Language) -> Callable[[str], str]:
    return lambda text: plain(folded(language, text))


def _found_by(entry: Entry, fold: Callable[[str], str]) -> str:
    names = [entry.name_en] if isinstance(entry, ActorEntry | OutletEntry) else []
    codes = [v for f in msgspec.structs.fields(entry) if isinstance(v := getattr(entry, f.name), str)]
    citations = [part for text in spelt(entry) for part in text.split("/")]
    return "\n".join((plain(entry.id), *map(plain, names), *map(plain, codes), *map(fold, citations)))
