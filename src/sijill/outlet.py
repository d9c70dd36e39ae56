"""The document's own outlet: by which names a text speaks of the one that publishes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import msgspec

from .gazetteer.load import Gazetteer
from .language import Language, load_language
from .lexicon import DemonymEntry, Entry, OutletEntry, SourceEntry
from .matching import find

AT_HOME = frozenset({"National", "Subnational"})
HOME = 0.5


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


def home_of(language: Language, gazetteer: Gazetteer, name: str) -> str:
    """The country that an outlet of one country writes from (ISO code), by the registry or by the country or
    city that its own name has; empty for an outlet of many countries, or an unknown one.
    """
    entries = [e for e in _registry(language.code).get(_bare(name), ()) if isinstance(e, OutletEntry)]
    if entries:
        return next((e.country for e in entries if e.scale in AT_HOME), "")
    codes: set[str] = set()
    for match in find(language.tokens(name), language.lexicon.root):
        if isinstance(match.entry, DemonymEntry):
            codes.add(match.entry.country)
        records = [gazetteer.by_id[i] for i in match.places if i in gazetteer.by_id]
        codes |= {r.country for r in records if r.kind in ("city", "admin1", "country") and not r.needs_cue}
    return codes.pop() if len(codes) == 1 else ""


def at_home(countries: Mapping[str, float], home: str) -> dict[str, float]:
    """The countries that a document speaks of, the outlet's own a little more where it is one of them; alone
    where none is told.
    """
    if not home:
        return dict(countries)
    if not countries:
        return {home: HOME}
    return {code: weight + HOME * (code == home) for code, weight in countries.items()}


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


@lru_cache(maxsize=1 << 12)
def _bare(name: str) -> str:
    words = (w for w in name.casefold().split() if w not in ("of", "for", "the"))
    return "".join(c for word in words for c in word if c.isalnum())
