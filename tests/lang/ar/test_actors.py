"""Mentions of actors: each case of `corpus/actors.toml` through the real sentences, trie and homonyms."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import pytest

import sijill.lang.ar
from sijill.gazetteer import Gazetteer, load_gazetteer
from sijill.homonyms import Setting, settle
from sijill.language import Language, load_language
from sijill.lexicon import ActorEntry
from sijill.matching import Match, find
from sijill.pipeline import index_places
from sijill.recognise import sentences
from sijill.toponyms import document_countries, surroundings

FLOOR = 0.90
REST_OF_DOCUMENT = 3.0


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence, words in it, the actor they name (empty: none), and what the rest of the document tells."""

    text: str
    words: str
    actor: str = ""
    country: str = ""
    published: str = ""
    side: str = ""


class Corpus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    case: tuple[Case, ...]


CORPUS = Path(sijill.lang.ar.__file__).parent / "corpus" / "actors.toml"
CASES = msgspec.toml.decode(CORPUS.read_bytes(), type=Corpus).case


@lru_cache(maxsize=1)
def parts() -> tuple[Language, Gazetteer]:
    """The language with the places in its trie, as the pipeline has them."""
    language, gazetteer = load_language("ar"), load_gazetteer()
    index_places(language, gazetteer)
    return language, gazetteer


def named(case: Case) -> str:
    """The id of the actor that the case's words name, or an empty string."""
    language, gazetteer = parts()
    stretches = list(sentences(case.text, language))
    raw = [find(s.tokens, language.lexicon.root) for s in stretches]
    arounds = [surroundings(s.tokens, m) for s, m in zip(stretches, raw, strict=True)]
    countries = document_countries(arounds, raw, gazetteer)
    if case.country:
        countries[case.country] = countries.get(case.country, 0.0) + REST_OF_DOCUMENT
    setting = Setting(case.published, countries, case.side)
    start = case.text.index(case.words)
    end = start + len(case.words)
    inside = [
        m for group in raw for m in settle(group, setting) if actor(m) and m.start < end and start < m.end
    ]
    return (
        actor(max(inside, key=lambda m: (min(m.end, end) - max(m.start, start), -m.start))) if inside else ""
    )


def actor(match: Match) -> str:
    """The id of the actor that a match names, or an empty string."""
    return match.entry.id if match.kind == "actors" and isinstance(match.entry, ActorEntry) else ""


@lru_cache(maxsize=1)
def misses() -> tuple[str, ...]:
    """Every case that is read otherwise than the corpus says."""
    found = [(case, named(case)) for case in CASES]
    return tuple(
        f"{case.text} [{case.words}] {case.actor or 'no actor'}, read {got or 'no actor'}"
        for case, got in found
        if got != case.actor
    )


def test_share() -> None:
    share = 1 - len(misses()) / len(CASES)
    assert share >= FLOOR, f"{share:.3f}\n" + "\n".join(misses())


def test_size() -> None:
    assert len(CASES) >= 220
    assert sum(not case.actor for case in CASES) >= 40
    assert len({case.text for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_case_is_sound(case: Case) -> None:
    language, _ = parts()
    assert case.words in case.text
    assert not case.actor or case.actor in language.lexicon.by_id
