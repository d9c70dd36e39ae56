"""What fills in the ids of the actors and places that a coder marked: the word lists and the gazetteer.

For Arabic these are the reader's own lists. For English they are the same records under the names in
`names_en.toml` and the English names of the records, so that English gold does not hang on any reader.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from sijill.gazetteer import Gazetteer
from sijill.homonyms import Setting, settle
from sijill.language import Language
from sijill.lexicon import ActorEntry, DemonymEntry, Lexicon
from sijill.matching import Match, find
from sijill.pipeline import index_places
from sijill.recognise import sentences
from sijill.records import Document, Span
from sijill.toponyms import document_countries, surroundings

NAMES = Path(__file__).parent / "names_en.toml"
DOERS = ("attacker", "party", "claimant")

Named = Callable[[Span, str], str | None]


class Known(Protocol):
    """What a coder's markup is filled in from."""

    lexicon: Lexicon
    proclitics: frozenset[str]

    def names_in(self, document: Document) -> Named:
        """What tells the actor that a span of the document names, for a role; None where it names none."""

    def place(self, words: str, country: str | None) -> dict[str, object]:
        """What the gazetteer says of a place: only where it knows just one of that name in the country."""


class Places:
    """The places of the gazetteer by the words of their names."""

    def __init__(self, gazetteer: Gazetteer, names: Mapping[tuple[str, ...], Sequence[str]]) -> None:
        self.gazetteer = gazetteer
        self.names = names

    def told(self, parts: tuple[str, ...], country: str | None) -> dict[str, object]:
        """The record of the place that these words, or all but the first one or two, name."""
        for skip in range(min(3, len(parts))):
            ids = {
                i
                for i in self.names.get(parts[skip:], ())
                if self.gazetteer.by_id[i].country == (country or "")
            }
            if len(ids) == 1:
                r = self.gazetteer.by_id[ids.pop()]
                return {
                    "gazetteer_id": r.id,
                    "name": r.name_en,
                    "name_ar": r.name_ar,
                    "admin1": r.admin1,
                    "admin2": r.admin2,
                }
        return {}


class Arabic:
    """By the reader's word lists."""

    def __init__(self, language: Language, gazetteer: Gazetteer) -> None:
        self.language = language
        self.lexicon = language.lexicon
        self.gazetteer = gazetteer
        self.proclitics = frozenset(language.frames.proclitics)
        names: dict[tuple[str, ...], list[str]] = {}
        for name, record in gazetteer.names():
            names.setdefault(tuple(w for w, _ in language.phrase(name)), []).append(record.id)
        self.places = Places(gazetteer, names)
        index_places(language, gazetteer)

    def names_in(self, document: Document) -> Named:
        """The actors and demonyms that are meant in a document."""
        stretches = list(sentences(document.text, self.language))
        raw = [find(s.tokens, self.lexicon.root) for s in stretches]
        arounds = [surroundings(s.tokens, m) for s, m in zip(stretches, raw, strict=True)]
        countries = document_countries(arounds, raw, self.gazetteer)
        setting = Setting(document.published, countries)
        matches = [m for group in raw for m in settle(group, setting) if m.kind in ("actors", "demonyms")]
        return lambda span, role: actor_of(matches, span, role)

    def place(self, words: str, country: str | None) -> dict[str, object]:
        """By the Arabic names."""
        return self.places.told(tuple(w for w, _ in self.language.phrase(words)), country)


class English:
    """By the English names of the records."""

    proclitics: frozenset[str] = frozenset()

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon = lexicon
        table = tomllib.loads(NAMES.read_text(encoding="utf-8"))
        self.actors = {k: f"actor.{v}" for k, v in table["actors"].items()}
        self.adjectives = {k: f"actor.{v}" for k, v in table["adjectives"].items()}
        for entry in lexicon.by_id.values():
            if isinstance(entry, ActorEntry) and len(entry.name_en) > 3:
                self.actors.setdefault(entry.name_en, entry.id)
        names: dict[tuple[str, ...], list[str]] = {}
        for record in gazetteer.by_id.values():
            if record.name_en:
                names.setdefault(_words(record.name_en), []).append(record.id)
        self.places = Places(gazetteer, names)

    def names_in(self, document: Document) -> Named:
        """By the longest name inside the span; for a doer an adjective of country is a name too."""
        return lambda span, role: (
            _longest(span.text, self.actors)
            or (_longest(span.text, self.adjectives) if role in DOERS else None)
        )

    def place(self, words: str, country: str | None) -> dict[str, object]:
        """By the English names."""
        return self.places.told(_words(words), country)


def _words(name: str) -> tuple[str, ...]:
    return tuple(w for w in re.findall(r"\w+", name.casefold()) if w not in ("al", "the"))


def _longest(text: str, names: Mapping[str, str]) -> str | None:
    found = [n for n in names if n in text and re.search(rf"\b{re.escape(n)}(?!\w)", text)]
    return names[max(found, key=lambda n: (len(n), n))] if found else None


def actor_of(matches: Sequence[Match], span: Span, role: str = "") -> str | None:
    """The actor named inside a span; for a doer or a party an adjective of country is a name too."""
    inside = [m for m in matches if m.start < span.end and span.start < m.end]
    for match in sorted(inside, key=lambda m: (m.start, m.start - m.end)):
        entry = match.entry
        if isinstance(entry, ActorEntry):
            return entry.id
    for match in inside if role in DOERS else ():
        if isinstance(match.entry, DemonymEntry) and match.entry.actor:
            return match.entry.actor
    return None
