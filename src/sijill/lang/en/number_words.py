"""The words of numbers.toml, as the grammar of numbers asks for them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("numbers.toml")
_SIBILANT = ("ss", "us", "is")


class Phrase(NamedTuple):
    """Words that bound a number (more, least, about, less, most), or tell a vague one from `low` up."""

    words: tuple[str, ...]
    bound: str
    low: int = 0


class Words(NamedTuple):
    """The tables of numbers.toml, phrases by their first word with the longest first."""

    units: Mapping[str, int]
    teens: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    short_scales: Mapping[str, int]
    many: Mapping[str, int]
    ordinals: Mapping[str, int]
    shares: Mapping[str, int]
    vague: Mapping[str, tuple[Phrase, ...]]
    before: Mapping[str, tuple[Phrase, ...]]
    after: Mapping[str, tuple[Phrase, ...]]
    groups: Mapping[str, frozenset[str]]
    openings: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The tables, read once."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    vague = _by_first([Phrase(tuple(text.split()), "", low) for text, low in raw["vague"].items()])
    before, after = (
        _by_first(
            [Phrase(tuple(text.split()), bound) for bound, texts in raw[side].items() for text in texts]
        )
        for side in ("bounds_before", "bounds_after")
    )
    plain = ("units", "teens", "tens", "scales", "many", "ordinals", "shares")
    openings = frozenset(word for table in plain for word in raw[table]) | set(vague) | set(before)
    groups = {name: frozenset(group) for name, group in raw["groups"].items()}
    return Words(
        units=raw["units"],
        teens=raw["teens"],
        tens=raw["tens"],
        scales=raw["scales"],
        short_scales=raw["short_scales"],
        many=raw["many"],
        ordinals=raw["ordinals"],
        shares=raw["shares"],
        vague=vague,
        before=before,
        after=after,
        groups=groups,
        openings=openings | {"a", "an", "twice", "thrice", "both", "between", "from", "half", "one-third"},
    )


def _by_first(phrases: list[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p.words), p.words)):
        found.setdefault(phrase.words[0], []).append(phrase)
    return {first: tuple(group) for first, group in found.items()}


def is_plural(low: str) -> bool:
    """Whether a word, in small letters, looks like the plural of a noun."""
    groups = words().groups
    if low in groups["plurals"]:
        return True
    return (
        len(low) > 3 and low.endswith("s") and not low.endswith(_SIBILANT) and low not in groups["not_plural"]
    )
