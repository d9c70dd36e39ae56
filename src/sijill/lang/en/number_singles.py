"""English words that tell how many and are no plain number: dozens, several, half, first, both, twice."""

from __future__ import annotations

import re
from typing import NamedTuple

from .number_context import head_at, is_ordinal_name
from .number_values import numeral
from .number_words import Phrase, is_plural, words
from .written import Line

_ENDING = re.compile(r"st|nd|rd|th")
_HYPHENS = ("-", "‐", "‑")
_REACH = 4


class Found(NamedTuple):
    """A number read at pieces [first, last), `head` the piece of its noun. A kind of '' is
    none."""

    first: int
    last: int
    low: int | None
    high: int | None
    kind: str
    head: int | None = None


def read_single(line: Line, index: int) -> Found | None:
    """The quantity that a word tells by itself."""
    return (
        _times(line, index)
        or _share(line, index)
        or _many(line, index)
        or _vague(line, index)
        or _ordinal(line, index)
        or _one(line, index)
        or _person(line, index)
    )


def _times(line: Line, index: int) -> Found | None:
    """'twice', 'thrice', 'both soldiers'."""
    low = line.low(index)
    if low in ("twice", "thrice"):
        count = 2 if low == "twice" else 3
        return Found(index, index + 1, count, count, "cardinal", index)
    if low == "both" and (head := head_at(line, index + 1)) is not None and is_plural(line.low(head)):
        return Found(index, index + 1, 2, 2, "cardinal", head)
    return None


def _share(line: Line, index: int) -> Found | None:
    """'half of', 'a third of', 'two-thirds of', 'a quarter of'."""
    at = index
    if line.low(at) in ("a", "one") or line.low(at) in words().units or line.kind(at) == "figure":
        at += 1
    at += at > index and line.low(at) in _HYPHENS
    word = line.low(at)
    if word not in words().shares or (at == index and word != "half"):
        return None
    led = line.low(at + 1) == "of" or (word == "half" and line.low(at + 1) in ("the", "its", "their"))
    if not led or line.follows(at + 1, ("of", "a")):
        return None
    return Found(index, at + 1, None, None, "fraction", head_at(line, at + 1))


def _many(line: Line, index: int) -> Found | None:
    """'dozens of', 'tens of thousands of', 'several hundred', 'a few dozen', 'thousands'."""
    table = words()
    opened = _several_scale(line, index)
    if opened:
        return opened
    low = table.many.get(line.low(index))
    if low is None or (line.low(index) == "tens" and line.low(index + 1) != "of"):
        return None
    last = index + 1
    if line.low(last) == "of" and line.low(last + 1) in ("thousands", "millions", "billions"):
        low, last = low * table.many[line.low(last + 1)], last + 2
    elif line.low(index) == "scores" and line.low(last) not in ("of", "more", "were", "have"):
        return None
    last += line.low(last) == "of"
    return Found(index, last, 2 * low, 10 * low - 1, "vague", head_at(line, last))


def _several_scale(line: Line, index: int) -> Found | None:
    """'several hundred', 'a few thousand', 'several dozen'."""
    phrase = _phrase(line, index)
    if phrase is None or phrase.low != 3:
        return None
    at = index + len(phrase.words)
    unit = {"dozen": 10, "hundred": 100, **words().scales}.get(line.low(at))
    if unit is None:
        return None
    last = at + 1
    second = words().scales.get(line.low(last))
    if second:
        unit, last = unit * second, last + 1
    return Found(index, last, 2 * unit, 10 * unit - 1, "vague", head_at(line, last))


def _phrase(line: Line, index: int) -> Phrase | None:
    phrases = words().vague.get(line.low(index), ())
    return next((phrase for phrase in phrases if line.follows(index, phrase.words)), None)


def _vague(line: Line, index: int) -> Found | None:
    """'several', 'a number of', 'many', 'a handful of', where a plural follows."""
    phrase = _phrase(line, index)
    if phrase is None:
        return None
    if phrase.words == ("few",) and line.low(index - 1) in ("very", "too", "no", "the", "quite"):
        return None
    if phrase.words == ("many",) and line.low(index - 1) in ("as", "how", "so", "too"):
        return None
    last = index + len(phrase.words)
    head = head_at(line, last)
    opened = last > index + 1 or line.low(last - 1) in ("several", "most")
    if head is None or not (is_plural(line.low(head)) or line.low(last) == "of"):
        return (
            None
            if not (opened and line.low(last - 1) == "several")
            else _alone(line, index, last, phrase.low)
        )
    if (
        line.low(index) == "most"
        and line.low(last) not in ("of",)
        and phrase.words == ("most",)
        and _adverb(line, index)
    ):
        return None
    return Found(index, last, phrase.low or None, None, "vague", head)


def _alone(line: Line, index: int, last: int, low: int) -> Found | None:
    """'wounding several', 'killing several and ...': no noun, and none is needed."""
    if line.kind(last) == "word" and line.low(last) not in words().groups["stops"]:
        return None
    return Found(index, last, low, None, "vague")


def _adverb(line: Line, index: int) -> bool:
    """Whether 'most' makes a superlative: an article stands before it."""
    return line.low(index - 1) in ("the", "a", "its", "their", "at", "his", "s")


def _ordinal(line: Line, index: int) -> Found | None:
    """'the third attack', '11th', 'twenty-first'; names and dates with an ordinal are none."""
    table = words()
    after, value = index + 1, table.ordinals.get(line.low(index))
    figure = line.is_number(index, 1, 999)
    if value is None and figure is not None and line.tight(index) and _ENDING.fullmatch(line.low(index + 1)):
        value, after = figure, index + 2
    if value is None and line.low(index) in table.tens:
        at = index + 1 + (line.low(index + 1) in _HYPHENS)
        unit = table.ordinals.get(line.low(at), 99)
        value, after = (table.tens[line.low(index)] + unit, at + 1) if unit < 10 else (None, after)
    if value is None:
        return None
    if is_ordinal_name(line, index, after) or not _qualifies(line, index, after):
        return Found(index, after, None, None, "")
    return Found(index, after, value, value, "ordinal", head_at(line, after))


def _qualifies(line: Line, index: int, after: int) -> bool:
    """Whether the ordinal stands before what it numbers, behind an article, 'for' or another modifier."""
    before, following = line.low(index - 1), line.low(after)
    if line.capital(index) and index and line.text(index).isalpha() and line.capital(after):
        return False
    if line.kind(after) != "word" or following in words().groups["stops"]:
        return line.kind(index) == "figure" and before in ("the", "its") and line.kind(after) != "word"
    return before in (
        "the",
        "a",
        "its",
        "their",
        "his",
        "this",
        "for",
        "at least",
        "another",
        "s",
        "'s",
        "",
    ) or (
        before.endswith("'s") or following in ("time", "attack", "strike", "such", "day", "incident", "raid")
    )


def _one(line: Line, index: int) -> Found | None:
    """'one': a number, unless an idiom or a pronoun."""
    groups = words().groups
    if line.low(index) != "one" or line.low(index + 1) in (
        *_HYPHENS,
        "million",
        "hundred",
        "thousand",
        "billion",
    ):
        return None
    if numeral(line, index) is None or line.low(index + 1) in ("and", "or", "to"):
        return None
    if line.low(index - 1) in groups["idioms_before_one"]:
        return Found(index, index + 1, None, None, "")
    if line.low(index + 1) == "of":
        at = index + 2 + (line.low(index + 2) in ("the", "its", "their", "his", "our", "those", "these"))
        tops = any(line.low(at + step) in groups["superlatives"] for step in range(2))
        if tops or line.low(index + 2) in ("many", "several"):
            return Found(index, index + 1, None, None, "")
        return Found(index, index + 1, 1, 1, "cardinal", head_at(line, index + 1))
    if line.low(index + 1) in groups["idioms_after_one"] and line.low(index - 1) not in (
        "killing",
        "wounding",
        "injuring",
        "least",
        "than",
    ):
        return Found(index, index + 1, None, None, "")
    return None


def _person(line: Line, index: int) -> Found | None:
    """'a soldier', 'an elderly woman', 'another civilian', 'a 12-year-old boy': one person."""
    if line.low(index) not in ("a", "an") or line.low(index + 1) in ("", "few", "lot", "number"):
        return None
    persons = words().groups["persons"]
    at, steps = index + 1, 0
    while steps < _REACH and at < line.size:
        low = line.low(at)
        if low in words().units or low in words().tens:
            return None
        if low in persons:
            following = line.low(at + 1)
            if is_plural(following) or following in persons or _goes_on(line, at):
                at, steps = at + 1, steps + 1
                continue
            return Found(index, index + 1, 1, 1, "cardinal", at)
        age = line.kind(at) == "figure" or low in _HYPHENS
        if not age and (line.kind(at) != "word" or low in words().groups["stops"]):
            return None
        steps += not age and low not in ("year", "month", "day", "old")
        at += 1
    return None


def _goes_on(line: Line, at: int) -> bool:
    """Whether the person's noun only qualifies the next ('a police station', 'a rebel base')."""
    following = line.low(at + 1)
    if line.kind(at + 1) != "word" or following in words().groups["stops"]:
        return line.low(at + 1) in _HYPHENS
    return following in words().groups["qualified"]
