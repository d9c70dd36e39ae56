"""The English word lists: the ids of the Arabic ones, the same treatment of all sides, and their own examples."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

import pytest

from sijill.language import load_language
from sijill.lexicon import ActorEntry, Entry, FramingEntry, load_entries
from sijill.script import FOLDERS
from sijill.wordcheck import Finding, check

KINDS = (
    "actors",
    "demonyms",
    "facilities",
    "framing",
    "outlets",
    "people",
    "placewords",
    "sources",
    "weapons",
)
NO_ADJECTIVE = {"weapon.artillery.adjective", "weapon.rocket.adjective"}  # a noun before a noun, in English


@lru_cache(maxsize=2)
def entries(code: str) -> dict[str, tuple[Entry, ...]]:
    return load_entries(FOLDERS / code / "lexicon")


@lru_cache(maxsize=1)
def findings() -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in check(load_language("en")):
        found[finding.file.split("/")[0]].append(finding)
    return dict(found)


@pytest.mark.parametrize("kind", KINDS)
def test_word_lists(kind: str) -> None:
    wrong = findings().get(kind, [])
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_those_of_the_arabic_lists(kind: str) -> None:
    arabic, english = ({entry.id for entry in entries(code)[kind]} for code in ("ar", "en"))
    assert english == arabic - NO_ADJECTIVE


def test_an_actor_is_the_same_in_both_languages() -> None:
    """But for its words, an entry says the same: kind, country, codes, dates, sides."""
    arabic = {entry.id: entry for entry in entries("ar")["actors"]}
    fields = [
        "name_en",
        "actor_kind",
        "country",
        "inter",
        "plover",
        "cameo",
        "ucdp",
        "since",
        "until",
        "part_of",
        "sides",
        "generic",
    ]
    for entry in entries("en")["actors"]:
        assert [getattr(entry, f) for f in fields] == [getattr(arabic[entry.id], f) for f in fields]


def test_loaded_names_have_the_categories_of_the_arabic_lists() -> None:
    known = {entry.category for entry in entries("ar")["framing"] if isinstance(entry, FramingEntry)}
    used = {n.category for e in entries("en")["actors"] if isinstance(e, ActorEntry) for n in e.loaded}
    assert used <= known


def test_every_military_and_government_has_the_same_loaded_names() -> None:
    """What one army is called by its foes, every army is."""
    of_a_country = re.compile(r"actor\.[a-z]{2}-(military|government)")
    for entry in entries("en")["actors"]:
        if isinstance(entry, ActorEntry) and of_a_country.fullmatch(entry.id) and entry.loaded:
            told = " | ".join(name.form for name in entry.loaded)
            ending = "occupation forces" if entry.id.endswith("-military") else "regime"
            assert ending in told or "Moroccan" in entry.name_en, entry.id
