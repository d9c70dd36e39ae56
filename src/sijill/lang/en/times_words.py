"""The words of times.toml, and phrases found in a line with the hyphen written or not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from .written import Line

T = TypeVar("T")
_FILE = Path(__file__).with_name("times.toml")
HYPHENS = ("-", "‐", "‑")
_PIECES = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)?|[,/]")


class Table(Generic[T]):
    """Phrases with what each means, by their first word, the longest first."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        self.firsts: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase in sorted(entries, key=lambda text: (-len(_PIECES.findall(text)), text)):
            pieces = tuple(_PIECES.findall(phrase))
            self.firsts.setdefault(pieces[0], []).append((pieces, entries[phrase]))

    def find(self, line: Line, index: int) -> tuple[T, int] | None:
        """What the longest phrase at a piece means, and the piece behind it."""
        for pieces, meaning in self.firsts.get(line.low(index), ()):
            after = _end(line, index, pieces)
            if after is not None:
                return meaning, after
        return None


def _end(line: Line, index: int, pieces: tuple[str, ...]) -> int | None:
    for step, word in enumerate(pieces):
        index += step > 0 and line.low(index) in HYPHENS
        if line.low(index) != word:
            return None
        index += 1
    return index


class Feast(NamedTuple):
    """A feast's calendar, month and day, and how many days it has."""

    calendar: str
    month: int
    day: int
    length: int


class Words(NamedTuple):
    """The tables of times.toml."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    hijri: Table[int]
    parts: Table[str]
    alone: Table[str]
    hours: Mapping[str, tuple[int, int]]
    deictic: Table[int]
    nights: Table[int]
    told: Table[int]
    told_parts: Table[tuple[int, str]]
    which: Table[str]
    thirds: Table[str]
    units: Mapping[str, str]
    seasons: Mapping[str, tuple[int, int]]
    feasts: Table[Feast]
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    few: Table[int]
    about: Table[int]
    zones: Table[int]
    habits: Table[int]
    groups: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def words() -> Words:
    """The tables, read once."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    groups = raw["groups"]
    return Words(
        weekdays=raw["weekdays"],
        months=raw["months"],
        hijri=Table(raw["hijri"]),
        parts=Table(raw["parts"]),
        alone=Table(raw["alone"]),
        hours={name: (low, high) for name, (low, high) in raw["hours"].items()},
        deictic=Table(raw["deictic"]),
        nights=Table(raw["nights"]),
        told=Table(raw["told"]),
        told_parts=Table({text: (shift, part) for text, (shift, part) in raw["told_parts"].items()}),
        which=Table(raw["which"]),
        thirds=Table(raw["thirds"]),
        units=raw["units"],
        seasons={name: (low, high) for name, (low, high) in raw["seasons"].items()},
        feasts=Table({name: Feast(*told) for name, told in raw["feasts"].items()}),
        cardinals=raw["cardinals"],
        ordinals=raw["ordinals"],
        few=_set(groups["few"]),
        about=_set(groups["about"]),
        zones=_set(groups["zones"]),
        habits=_set([*groups["habit_phrases"], *groups["daily"]]),
        groups={name: frozenset(group) for name, group in groups.items()},
    )


def _set(phrases: list[str]) -> Table[int]:
    return Table(dict.fromkeys(phrases, 0))


def within(line: Line, index: int, group: str) -> bool:
    """Whether a piece is of a group of times.toml."""
    return line.low(index) in words().groups[group]


def calls_today(norm: str) -> bool:
    """Whether a word counts days from today."""
    return norm in ("today", "yesterday", "tomorrow", "tonight")
