"""The grammar of Arabic numbers: how many, within which bounds, and of what.

`find` reads the tokens of a sentence once, left to right. Each quantity carries the words that bound it
('more than 20'), but not the counted noun, unless the noun itself says the number, as a dual does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor

import msgspec

from sijill.records import Count
from sijill.text import Token

from .number_context import ARTICLES, Context, Found
from .number_singles import read_single
from .number_values import Numeral, Numerals
from .number_words import COUNT_NOUNS, RISES, Phrase, bounds_after, bounds_before, countable

_REACH = 5
_RANGE_MARKS = ("-", "–", "—", "−", "الي", "او")


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number at tokens [first, last). Kinds: cardinal, ordinal, fraction, dual, vague.

    `head` is the counted noun where it stands next to the number (a dual is its own head); a unit of measure
    or of time is a head too. A fraction's count is open, unless it is a decimal or a percentage, which whole
    numbers bound.
    """

    first: int
    last: int
    count: Count
    kind: str
    head: int | None = None


def find(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """The quantities among `tokens`, in order, none overlapping."""
    numerals = Numerals(tokens)
    return tuple(_Finder(numerals).run()) if any(numerals.opens) else ()


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


class _Finder:
    def __init__(self, numerals: Numerals) -> None:
        self.tokens = numerals.tokens
        self.numerals = numerals
        self.context = Context(numerals)
        self.pending: dict[int, str] = {}
        self.used = 0

    def run(self) -> list[Quantity]:
        quantities: list[Quantity] = []
        after = 0
        for index, opens in enumerate(self.numerals.opens):
            if not opens or index < after or (opens != "alone" and self._is_idle(index, opens)):
                continue
            found, following = self._at(index)
            if found:
                quantities.append(_quantity(found))
            after = max(following, index + 1)
        return quantities

    def _is_idle(self, index: int, opens: str) -> bool:
        """Whether what a word needs to begin a quantity is not there: a look that saves slow ones."""
        if self.numerals.begins(index + 1) or self.numerals.begins(index + 2):
            return False
        return opens == "with" or not self._bounds(index)[0]

    def _at(self, index: int) -> tuple[Found | None, int]:
        """The quantity that begins at `index`, if any, and where to read on."""
        bounds, start = self._bounds(index)
        found, following = self._item(start)
        if found and bounds:
            low, high = found.low, found.high
            for bound in reversed(bounds):
                low, high = bounded(low, high, bound)
            return found._replace(first=index, low=low, high=high), following
        if found:
            if found.first in self.pending:
                low, high = bounded(found.low, found.high, self.pending.pop(found.first))
                found = found._replace(low=low, high=high)
            return self._bounded_after(found)
        if following > start:
            return None, following
        if bounds:
            return self._more_than_one(index, start, bounds), index + 1
        return None, index + 1

    # Bounds

    def _bounds(self, index: int) -> tuple[list[str], int]:
        bounds: list[str] = []
        while index >= self.used and len(bounds) < 3 and (phrase := self._phrase(index, bounds_before)):
            bounds.append(phrase[0].bound)
            index = phrase[1]
        bracketed = self.numerals.norm(index) == "(" and self.numerals.norm(index + 2) == ")"
        if bounds and (bracketed or self.numerals.norm(index) in ARTICLES):
            index += 1
        return bounds, index

    def _phrase(self, index: int, phrases: Callable[[str], tuple[Phrase, ...]]) -> tuple[Phrase, int] | None:
        for phrase in phrases(self.numerals.norm(index)):
            if (end := self._phrase_end(index, phrase.words)) is not None:
                return phrase, end
        return None

    def _phrase_end(self, index: int, words: tuple[str, ...]) -> int | None:
        """Where the phrase ends; 'their number' may stand in it ('no less, their number, than')."""
        norm = self.numerals.norm
        index += 1
        for word in words[1:]:
            found = norm(index)
            if found in COUNT_NOUNS:
                index += 1
                found = norm(index)
            if found != word:
                return None
            index += 1
        return index

    def _more_than_one(self, index: int, start: int, bounds: list[str]) -> Found | None:
        """'more than one place', its noun in the singular; and a bound whose number comes after its noun."""
        if start >= len(self.tokens):
            return None
        noun = countable(self.numerals.norm(start))
        if self.numerals.norm(index).endswith("اكثر") and bounds[0] == "more" and noun:
            form, pre, article = noun
            if form.form == "one" and not pre and not article:
                return Found(index, start, 2, None, "vague", start)
        if self.numerals.norm(start) in COUNT_NOUNS:
            for ahead in range(start + 1, min(start + 4, len(self.tokens))):
                if self.tokens[ahead].pos == ".":
                    break
                if self.numerals.is_digits(ahead) or self.numerals.part(ahead) in ("unit", "tens", "hundred"):
                    self.pending[ahead] = bounds[0]
                    break
        return None

    def _bounded_after(self, found: Found) -> tuple[Found, int]:
        """A bound after the number, at once ('20 at least') or after its noun ('20 dead at least')."""
        following = found.next or found.last
        if found.kind not in ("cardinal", "dual", "vague"):
            return found, following
        for index in range(found.last, min(found.last + _REACH, len(self.tokens))):
            if phrase := self._phrase(index, bounds_after):
                low, high = bounded(found.low, found.high, phrase[0].bound)
                self.used = phrase[1]
                last = phrase[1] if index == found.last else found.last
                head = (
                    found.head
                    if index > found.last
                    else _either(found.head, self.context.head_after(phrase[1]))
                )
                return found._replace(last=last, low=low, high=high, head=head), max(following, last)
            if self._breaks(index, found):
                break
        return found, following

    def _breaks(self, index: int, found: Found) -> bool:
        token = self.tokens[index]
        if index in (found.head, found.last):
            return token.pos == "."
        number = self.numerals.is_digits(index) or self.numerals.part(index) not in ("", "one")
        return token.pos in ".VR" or number or token.pre.startswith("و")

    # What there is to find at one place

    def _item(self, index: int) -> tuple[Found | None, int]:
        if index >= len(self.tokens):
            return None, index
        found = self._range(index)
        if found is None and (numeral := self.numerals.numeral(index)):
            following = numeral.last
            if self.context.is_named(numeral.first, numeral):
                return None, following
            return self._cardinal(numeral), following
        if found is None:
            found = read_single(self.context, index) or self._dual(index)
            if found and not found.kind:
                return None, found.last
        if found is None and self.numerals.is_digits(index):
            return None, index + 1
        return found, (found.next or found.last) if found else index

    def _cardinal(self, numeral: Numeral) -> Found | None:
        first, last = numeral.first, numeral.last
        if not numeral.digits and not self.context.is_counting(first, last):
            return None
        percent = self.context.percent_end(last)
        if percent is not None:
            low, high = floor(numeral.value), ceil(numeral.value)
            return Found(first, percent, low, high, "fraction", None)
        if self.context.is_ordinal(first, last):
            value = int(numeral.value)
            return Found(first, last, value, value, "ordinal")
        low, high = floor(numeral.value), ceil(numeral.value)
        return Found(first, last, low, high, _kind(numeral.value), self.context.head(first, last))

    def _range(self, index: int) -> Found | None:
        """'between 5 and 7', 'from 3 to 5', '3-5', 'five or six'."""
        norm, start = self.numerals.norm(index), index
        between = norm.endswith("بين") and norm in ("بين", "وبين", "فبين", "مابين")
        if norm in ("ما", "وما") and self.numerals.norm(index + 1) == "بين":
            between, start = True, index + 1
        start += between or norm == "من"
        low = self.numerals.numeral(start)
        if low is None:
            return None
        high = self._other_end(low, between=between)
        if high is None and between and (first := self.numerals.term(start)):
            first = self._shortest(first)
            low, high = first, self._other_end(first, between=True)
        if high is None or (not between and self._rises(index)):
            return None
        least = low.value
        if low.scale == 1 and high.scale > 1 and low.value < high.group and high.group > 1:
            least = low.value * high.scale
        if least >= high.value or self.context.is_named(low.first, high):
            return None
        if self.context.is_named(low.first, low):
            return None
        kind, head = _kind(high.value), self.context.head(low.first, high.last)
        return Found(index, high.last, floor(least), ceil(high.value), kind, head)

    def _shortest(self, found: Numeral) -> Numeral:
        """The first word of a number read as one ('between five and twenty' is no 25)."""
        word = self.numerals.word(found.first)
        if word and word.part == "unit" and found.last > found.first + 1 and found.scale == 1:
            value = Fraction(word.value)
            return Numeral(found.first, found.first + 1, value, value, 1, False)
        return found

    def _other_end(self, low: Numeral, *, between: bool) -> Numeral | None:
        mark = self.numerals.norm(low.last)
        if between:
            joined = self.numerals.after_and(low.last)
            if joined is not None:
                return self.numerals.numeral(joined)
        if mark in _RANGE_MARKS or (mark == "حتي" and self.numerals.norm(low.first - 1) == "من"):
            return self.numerals.numeral(low.last + 1)
        return None

    def _rises(self, index: int) -> bool:
        """Whether 'from 3 to 5' tells a change and not a range."""
        norms = (self.numerals.norm(before) for before in range(max(0, index - 6), index))
        return any(norm in RISES or norm[1:] in RISES for norm in norms)

    def _dual(self, index: int) -> Found | None:
        dual = self.context.dual(index)
        if dual is None:
            return None
        last, following = dual
        return Found(index, last, 2, 2, "dual", index, following)


def _either(first: int | None, second: int | None) -> int | None:
    return second if first is None else first


def _quantity(found: Found) -> Quantity:
    count = Count(min=found.low, max=found.high)
    return Quantity(first=found.first, last=found.last, count=count, kind=found.kind, head=found.head)


def _kind(value: Fraction) -> str:
    return "cardinal" if value.denominator == 1 else "fraction"
