"""The document's own outlet: by which names a text speaks of the one that publishes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import msgspec

from .language import Language, load_language
from .lexicon import Entry, OutletEntry, SourceEntry


class Outlet(msgspec.Struct, frozen=True):
    """The document's own outlet: the names it goes by, as folded words, and its country."""

    words: Callable[[str], tuple[tuple[str, bool], ...]]
    names: frozenset[tuple[str, ...]] = frozenset()
    country: str = ""
    registered: bool = False

    def plain(self, text: str) -> tuple[str, ...]:
        """The folded words of a phrase, articles left off."""
        return tuple(word for word, _ in self.words(text))

    def named_in(self, text: str) -> bool:
        """Whether one of the outlet's names stands in a phrase."""
        inside = self.plain(text)
        return any(
            inside[at : at + len(name)] == name
            for name in self.names
            for at in range(len(inside) - len(name) + 1)
        )


def outlet_of(language: Language, name: str) -> Outlet:
    """The outlet a document gives, by the registry where it is there, else by its bare name."""
    wanted = _bare(name)
    if not wanted:
        return Outlet(language.phrase)
    index = _registry(language.code)
    names = {name}
    country = ""
    found = index.get(wanted, ())
    for entry in found:
        names |= set(entry.forms)
        if isinstance(entry, OutletEntry):
            names.add(entry.name_ar)
            country = entry.country
    for known in tuple(names):
        names |= {form for entry in index.get(_bare(known), ()) for form in entry.forms}
    folded = {tuple(word for word, _ in language.phrase(n)) for n in names}
    return Outlet(language.phrase, frozenset(folded - {()}), country, bool(found))


@lru_cache(maxsize=4)
def _registry(code: str) -> dict[str, tuple[Entry, ...]]:
    """The outlets and the named media and monitors of a language by their bare names."""
    index: dict[str, tuple[Entry, ...]] = {}
    lexicon = load_language(code).lexicon
    for entry in (*lexicon.of("outlets"), *lexicon.of("sources")):
        names = entry.forms
        if isinstance(entry, OutletEntry):
            names = (entry.name_en, entry.name_ar, *entry.forms)
        elif isinstance(entry, SourceEntry) and entry.source_kind not in ("news_agency", "monitor"):
            continue
        for bare in {_bare(n) for n in names} - {""}:
            index[bare] = (*index.get(bare, ()), entry)
    return index


def _bare(name: str) -> str:
    words = (w for w in name.casefold().split() if w not in ("of", "for", "the"))
    return "".join(c for word in words for c in word if c.isalnum())
