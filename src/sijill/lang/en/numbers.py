"""The grammar of English numbers: how many, within which bounds, and of what.

`find` reads a sentence once, left to right. Each quantity carries the words that bound it ('more than 20'),
but not the counted noun. Bounds and vague words are coded by the codebook's ruling on number words, as in
every language; 'a soldier' is one where the noun is a person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import msgspec

from sijill.records import Count
from sijill.text import Token

from .number_context import head_at, is_label, is_year, measured_in_time, named_time
from .number_singles import Found, read_single
from .number_values import Numeral, numeral
from .number_words import Phrase, words
from .written import Line

_DASHES = ("-", "‐", "‑", "–", "—", "−")
_BOUNDED = ("cardinal", "vague")


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number at tokens [first, last). Kinds: cardinal, ordinal, fraction, vague.

    `head` is the counted noun where it follows; a unit of measure or of time is a head too. A fraction's
    count is open, unless it is a decimal or a percentage, which whole numbers bound.
    """

    first: int
    last: int
    count: Count
    kind: str
    head: int | None = None


def find(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """The quantities among `tokens`, in order, none overlapping."""
    line = Line(tokens)
    taken = named_time(line)
    found: list[Quantity] = []
    index = 0
    while index < line.size:
        here, after = (None, taken[index]) if index in taken else _at(line, index)
        if here is not None:
            quantity = _quantity(line, here)
            if not found or quantity.first >= found[-1].last:
                found.append(quantity)
        index = max(after, index + 1)
    return tuple(found)


def bounded(low: int | None, high: int | None, bound: str) -> tuple[int | None, int | None]:
    """Apply a bound ('more', 'least', 'about', 'less', 'most') to a number or range."""
    if bound == "more":
        return (None if low is None else low + 1 if low == high else low), None
    if bound == "least":
        return low, None
    if bound == "less":
        return None, (None if high is None else max(0, high - 1))
    if bound == "most":
        return None, high
    return low, high


def _at(line: Line, index: int) -> tuple[Found | None, int]:
    """The quantity that begins at a piece, if any, and where to read on."""
    if line.kind(index) != "figure" and line.low(index) not in words().openings:
        return None, index + 1
    bounds, start = _bounds(line, index)
    found, after = _item(line, start)
    if found is None:
        return None, after if not bounds else index + 1
    if bounds and _over_time(line, index, found):
        return None, found.last
    if bounds and line.low(start) in ("a", "an") and found.low == found.high == 1:
        return None, index + 1
    low, high = found.low, found.high
    for bound in reversed(bounds):
        low, high = bounded(low, high, bound)
    found = found._replace(first=index, low=low, high=high)
    return _bounded_after(line, found)


def _bounds(line: Line, index: int) -> tuple[list[str], int]:
    bounds: list[str] = []
    while len(bounds) < 3 and (phrase := _phrase(line, index, words().before.get(line.low(index), ()))):
        bounds.append(phrase.bound)
        index += len(phrase.words)
    return bounds, index


def _phrase(line: Line, index: int, phrases: Sequence[Phrase]) -> Phrase | None:
    return next((phrase for phrase in phrases if line.follows(index, phrase.words)), None)


def _over_time(line: Line, index: int, found: Found) -> bool:
    """Whether 'over three days' measures a stretch of time."""
    return line.low(index) == "over" and measured_in_time(line, found.last)


def _item(line: Line, index: int) -> tuple[Found | None, int]:
    """The number itself at a piece: a range, a numeral or a word that tells how many."""
    found = _range(line, index)
    if found is not None:
        hours = line.low(found.last) in words().groups["clock_after"]  # 'between 3 and 9 p.m.'
        return (None if hours else found), found.last
    single = read_single(line, index)
    if single is not None:
        return (single if single.kind else None), single.last
    number = numeral(line, index)
    if number is None:
        return None, index + 1
    return _cardinal(line, number), number.last


def _cardinal(line: Line, number: Numeral) -> Found | None:
    if is_label(line, number) or is_year(line, number):
        return None
    low, high = floor(number.value), ceil(number.value)
    kind = "cardinal" if number.value.denominator == 1 else "fraction"
    percent = _percent_end(line, number.last)
    if percent:
        return Found(number.first, percent, low, high, "fraction")
    return Found(number.first, number.last, low, high, kind, head_at(line, number.last))


def _percent_end(line: Line, index: int) -> int | None:
    if line.low(index) in ("%", "percent", "pct"):
        return index + 1
    return index + 2 if line.follows(index, ("per", "cent")) else None


def _range(line: Line, index: int) -> Found | None:
    """'between 5 and 7', 'from 3 to 5', '3-5', 'five or six', '10 to 15'."""
    opening = line.low(index)
    start = index + (opening in ("between", "from"))
    low = numeral(line, start)
    if low is None or line.low(start) in ("a", "an"):
        return None
    joined = _joined(line, low.last, opening)
    high = numeral(line, joined) if joined else None
    if high is None or ("from" in (opening, line.low(index - 1)) and _rises(line, index)):
        return None
    least = (
        low.value * high.scale
        if low.scale == 1 < high.scale and low.value * high.scale < high.value
        else low.value
    )
    if least >= high.value or is_label(line, low._replace(last=high.last)):
        return None
    if is_year(line, high) or is_year(line, low):
        return None
    if line.low(low.last) == "or" and high.value > 2 * least + 1:
        return None
    percent = _percent_end(line, high.last)
    if percent:
        return Found(index, percent, floor(least), ceil(high.value), "fraction")
    return Found(index, high.last, floor(least), ceil(high.value), "cardinal", head_at(line, high.last))


def _joined(line: Line, index: int, opening: str) -> int:
    """Where the second number of a range begins; 0 where none does."""
    mark = line.low(index)
    if opening == "between":
        return index + 1 if mark == "and" else 0
    if mark == "to" or (mark == "or" and opening != "from"):
        return index + 1
    return index + 1 if mark in _DASHES and opening != "from" else 0


def _rises(line: Line, index: int) -> bool:
    """Whether 'from 3 to 5' tells a change and not a range."""
    return any(line.low(before) in words().groups["rises"] for before in range(max(0, index - 6), index))


def _bounded_after(line: Line, found: Found) -> tuple[Found, int]:
    """A bound behind the number ('20 or more', '200+'), or behind its noun ('20 dead at least')."""
    if found.kind not in _BOUNDED:
        return found, found.last
    places = [found.last]
    if found.head is not None and found.head - found.last < 3:
        places.append(found.head + 1)
    for index in places:
        step = index + (line.low(index) in _DASHES and line.low(index + 1) in ("plus", "odd"))
        phrase = _phrase(line, step, words().after.get(line.low(step), ()))
        if phrase is None or numeral(line, step + len(phrase.words)) is not None:
            continue
        if (
            phrase.words in (("plus",), ("odd",))
            and line.pieces[index].start - line.pieces[index - 1].end > 1
        ):
            continue
        low, high = bounded(found.low, found.high, phrase.bound)
        last = step + len(phrase.words)
        if index > found.last:
            return found._replace(low=low, high=high), last
        return found._replace(last=last, low=low, high=high, head=head_at(line, last)), last
    return found, found.last


def _quantity(line: Line, found: Found) -> Quantity:
    first, last = line.span(found.first, found.last)
    head = None if found.head is None else line.token(found.head)
    count = Count(min=found.low, max=found.high)
    return Quantity(first=first, last=max(last, first + 1), count=count, kind=found.kind, head=head)
