"""The words of the time grammar: the tables of `times.toml`, and a line of tokens to look them up in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Generic, NamedTuple, TypeVar, get_args

import msgspec

from sijill.text import Token

T = TypeVar("T")

_FOLD = str.maketrans("أإآىةؤئ", "ااايهءء")
# Prepositions that open an expression only with certain words behind them, or with one that opens one itself:
# they are among the commonest words of all.
_OVER, _TO = ("مدي", "مدار", "امتداد"), ("اليوم", "الان", "يومنا", "غايه")
_FOLLOWED = {"علي": _OVER, "وعلي": _OVER, "الي": _TO, "والي": _TO}
_FROM = ("من", "ومن")
_REACH = 6


class Table(dict[str, T], Generic[T]):
    """Phrases and what they mean. `most` says of how many words the longest is that begins with a word."""

    def __init__(self, phrases: Mapping[str, T]) -> None:
        super().__init__(phrases)
        self.most: dict[str, int] = {}
        for first, *rest in map(str.split, phrases):
            self.most[first] = max(self.most.get(first, 0), 1 + len(rest))


class PartWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of parts of the day by how they may stand."""

    construct: Table[str]
    adverb: Table[str]
    definite: Table[str]


class UnitWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of units of time by number."""

    one: Table[str]
    two: Table[str]
    many: Table[str]


class Feast(NamedTuple):
    """A feast: its calendar (hijri or solar), month, first day, and how many days it lasts."""

    calendar: str
    month: int
    day: int
    days: int


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of `times.toml`, folded."""

    weekdays: Table[int]
    months: Table[int]
    hijri: Table[int]
    parts: PartWords
    prayers: Table[str]
    hours: dict[str, tuple[int, int]]
    deictic: Table[int]
    nights: Table[int]
    told: Table[int]
    told_nights: Table[int]
    which: Table[str]
    same: Table[str]
    thirds: Table[str]
    units: UnitWords
    cardinals: Table[int]
    ordinals: Table[int]
    ones: Table[int]
    fractions: Table[int]
    seasons: Table[tuple[int, int]]
    feasts: Table[Feast]
    groups: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def words() -> Words:
    """The tables, read and folded once."""
    text = resources.files(__package__).joinpath("times.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text.translate(_FOLD), type=Words, dec_hook=_table)


def _table(kind: type, phrases: dict[str, object]) -> Table[object]:
    return Table(msgspec.convert(phrases, dict[str, get_args(kind)[0]]))  # type: ignore[misc]


@lru_cache(maxsize=1)
def openers() -> frozenset[str]:
    """The words that an expression can begin with, their articles off."""
    known, parts, unit = words(), words().parts, words().units
    tables: tuple[Mapping[str, object], ...] = (
        *(
            known.weekdays,
            known.months,
            known.hijri,
            known.deictic,
            known.nights,
            known.told,
            known.told_nights,
        ),
        *(known.thirds, known.cardinals, known.ordinals, known.ones, known.seasons, known.feasts),
        *(parts.construct, parts.adverb, parts.definite, unit.one, unit.two, unit.many),
    )
    groups = ("openers", "scope", "length", "until", "every", "daily", "about")
    phrases = [
        *(form for table in tables for form in table),
        *(form for name in groups for form in known.groups[name]),
    ]
    return frozenset(_articleless(phrase.split()[0]) for phrase in phrases)


@lru_cache(maxsize=1)
def _date_words() -> frozenset[str]:
    """The words that a date without figures begins with or has in it, their articles off."""
    known = words()
    tables: tuple[Mapping[str, object], ...] = (known.months, known.hijri, known.ordinals, known.ones)
    return frozenset(_articleless(phrase.split()[0]) for table in tables for phrase in table)


@lru_cache(maxsize=1 << 16)
def _may_date(norm: str) -> bool:
    return norm[:1].isdigit() or any(_articleless(form) in _date_words() for form, _ in spellings(norm))


@lru_cache(maxsize=1 << 16)
def _may_open(norm: str) -> bool:
    return norm[:1].isdigit() or any(_articleless(form) in openers() for form, _ in spellings(norm))


@lru_cache(maxsize=1 << 16)
def calls_today(norm: str) -> bool:
    """Whether a word counts days from today ('today', 'yesterday'): beside a date it says which."""
    return any(form in words().deictic.most for form, _ in spellings(norm))


@lru_cache(maxsize=1 << 16)
def _leads(norm: str) -> bool:
    """Whether a word opens an expression only with a word of time behind it: a preposition, a number."""
    known = words()
    return any(form in known.groups["leads"] or form in known.cardinals for form, _ in spellings(norm))


def _articleless(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


@lru_cache(maxsize=1 << 16)
def spellings(norm: str) -> tuple[tuple[str, str], ...]:
    """The word itself, then the word with proclitics off: each with those proclitics."""
    out = [(norm, "")]
    rest, pre = norm, ""
    if len(rest) > 2 and rest[0] in "وف":
        rest, pre = rest[1:], rest[0]
        out.append((rest, pre))
    if rest.startswith("لل") and len(rest) > 3:
        out.append(("ال" + rest[2:], pre + "ل"))
    elif len(rest) > 2 and rest[0] in "بلك":
        out.append((rest[1:], pre + rest[0]))
    return tuple(out)


class _Look(NamedTuple):
    """What a word can be in the grammar of times, wherever it stands."""

    forms: tuple[tuple[str, str], ...]
    opens: bool
    dates: bool


@lru_cache(maxsize=1 << 16)
def _look(norm: str) -> _Look:
    return _Look(spellings(norm), _may_open(norm), _may_date(norm))


class Line:
    """One sentence's tokens, with cheap look-ups by position; positions past the end hold the empty word."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.size = len(tokens)
        self.norms = [token.norm for token in tokens]
        seen = [_look(norm) for norm in self.norms]
        self.forms = [look.forms for look in seen]
        self.dated = any(look.dates for look in seen)
        self._able = [index for index, look in enumerate(seen) if look.opens]

    def norm(self, index: int) -> str:
        """The folded word at `index`, empty outside the sentence."""
        return self.norms[index] if 0 <= index < self.size else ""

    def bare(self, index: int) -> str:
        """The folded word without its article."""
        norm = self.norm(index)
        return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm

    def find(self, index: int, table: Table[T], pre: str = "") -> tuple[T, int] | None:
        """The longest form of `table` that begins at `index`, with the index after it.

        `pre` are the proclitics that the first word may carry.
        """
        if not 0 <= index < self.size:
            return None
        for form, clitics in self.forms[index]:
            most = table.most.get(form)
            if most is None or any(letter not in pre for letter in clitics):
                continue
            for after in range(min(index + most, self.size), index, -1):
                phrase = " ".join((form, *self.norms[index + 1 : after]))
                if phrase in table:
                    return table[phrase], after
        return None

    def begins(self, index: int, known: frozenset[str]) -> bool:
        """Whether the word at `index` is known as it stands or with its proclitics off."""
        if not 0 <= index < self.size:
            return False
        return not known.isdisjoint([form for form, _ in self.forms[index]])

    def find_bare(self, index: int, table: Mapping[str, T]) -> tuple[T, int] | None:
        """Like `find` for a table of words without article, with or without articles before them."""
        if not 0 <= index < self.size:
            return None
        for form, clitics in self.forms[index]:
            if any(letter not in "وبل" for letter in clitics):
                continue
            first = form[2:] if form.startswith("ال") and len(form) > 3 else form
            two = f"{first} {self.bare(index + 1)}"
            if two in table:
                return table[two], index + 2
            if first in table:
                return table[first], index + 1
        return None

    def within(self, index: int, group: str, pre: str = "") -> bool:
        """Whether the word at `index` is of a group of [groups]."""
        members = words().groups[group]
        if not 0 <= index < self.size:
            return False
        for form, clitics in self.forms[index]:
            if form in members and all(letter in pre for letter in clitics):
                return True
        return False

    def may_open(self, index: int) -> bool:
        """Whether the word at `index` is one that expressions begin with."""
        return _may_open(self.norm(index))

    def openings(self) -> Iterator[int]:
        """Where an expression may begin: a quick look that saves the slow ones."""
        return (index for index in self._able if self._opens(index, self.norms[index]))

    def _opens(self, index: int, norm: str) -> bool:
        if norm in _FOLLOWED:
            return self.norm(index + 1) in _FOLLOWED[norm]
        if _leads(norm) and not any(
            _may_open(after) and not _leads(after) for after in self.norms[index + 1 : index + 1 + _REACH]
        ):
            return False
        return norm not in _FROM or _may_open(self.norm(index + 1)) or _may_open(self.norm(index + 2))

    def number(self, index: int, low: int, high: int) -> int | None:
        """The whole number in digits at `index`, if it lies between `low` and `high`."""
        norm = self.norm(index)
        if not (norm.isascii() and norm.isdigit() and len(norm) <= 4):
            return None
        value = int(norm)
        return value if low <= value <= high else None

    def joined(self, index: int) -> bool:
        """Whether the token at `index` is a lone or prefixed 'and'."""
        return self.norm(index).startswith("و")

    def glued(self, index: int) -> bool:
        """Whether the token at `index` touches the one before it."""
        return 0 < index < self.size and self.tokens[index].start == self.tokens[index - 1].end
