"""Cardinal numbers in digits and words, read to a value. Dates and years are sorted out elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from sijill.text import Token

from .number_words import Word, look_up, opens

_WHOLE = re.compile(r"\d{1,15}")
_GROUPED = re.compile(r"\d{1,3}(?:[,٬،]\d{3}){1,4}(?:[.٫]\d{1,3})?|[1-9]\d{0,2}(?:\.\d{3}){1,4}")
_DECIMAL = re.compile(r"(\d{1,12})[.,٫،](\d{1,6})")
_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_SCALES = ("scale", "scale in a", "scales")


def _reversed(first: str, mark: str, second: str) -> Fraction:
    """A decimal in three tokens. With a letter as its mark it is typed fraction first, to look right."""
    return Fraction(f"{second}.{first}" if mark == "ر" else f"{first}.{second}")


class _Look(NamedTuple):
    """What a word can be in the grammar of numbers, wherever it stands: see `Numerals`."""

    norm: str
    figures: bool
    word: Word | None
    opens: str


@lru_cache(maxsize=1 << 16)
def _look(norm: str, text: str, mark: bool) -> _Look:
    word = None if mark else look_up(norm, text)
    norm = (text.translate(_WESTERN) if text[:1].isdecimal() else "") or norm
    figures = norm[:1].isdigit()
    return _Look(norm, figures, word, "alone" if figures or word else opens(norm))


class Numeral(NamedTuple):
    """A number at tokens [first, last). `group` is what the last scale word multiplies, `scale` its value."""

    first: int
    last: int
    value: Fraction
    group: Fraction
    scale: int
    digits: bool


class Numerals:
    """Reads the numbers of one run of tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._numerals: dict[int, Numeral | None] = {}
        seen = [_look(token.norm, token.text, token.pos == ".") for token in tokens]
        self.norms: Sequence[str]
        self._figures: Sequence[bool]
        self.words: Sequence[Word | None]
        self.opens: Sequence[str]
        self.norms, self._figures, self.words, self.opens = zip(*seen, strict=True) if seen else ((),) * 4

    def word(self, index: int) -> Word | None:
        """The number word at `index`, if it is one."""
        return self.words[index] if 0 <= index < len(self.words) else None

    def norm(self, index: int) -> str:
        """The folded word at `index`, or its digits with all their marks; empty outside."""
        return self.norms[index] if 0 <= index < len(self.norms) else ""

    def tight(self, index: int) -> bool:
        """Whether nothing stands between token `index` and the next."""
        return 0 <= index < len(self.tokens) - 1 and self.tokens[index].end == self.tokens[index + 1].start

    def is_digits(self, index: int) -> bool:
        """Whether token `index` is written in digits."""
        return 0 <= index < len(self._figures) and self._figures[index]

    def begins(self, index: int) -> bool:
        """Whether a number word or digits stand at `index`."""
        return 0 <= index < len(self.words) and (self.words[index] is not None or self._figures[index])

    def part(self, index: int) -> str:
        """The part of the word at `index` in the grammar of numbers, empty where it has none."""
        word = self.word(index)
        return word.part if word else ""

    def after_and(self, index: int) -> int | None:
        """Where the word joined by 'and' at `index` stands: there (glued) or one on."""
        if self.norm(index) == "و":
            return index + 1
        word = self.word(index)
        return index if word and word.pre.startswith("و") else None

    def numeral(self, index: int) -> Numeral | None:
        """The longest number that begins at `index`."""
        if index not in self._numerals:
            found = self.term(index)
            while found is not None and (longer := self._joined(found)) is not None:
                found = longer
            self._numerals[index] = found
        return self._numerals[index]

    def term(self, index: int) -> Numeral | None:
        """A number at `index` with at most one scale word, and 'and' only below a thousand."""
        word = self.word(index)
        if word and word.part == "scale in a":
            follows = self.after_and(index + 1) is None and self._noun(index + 1)
            double = 2 if follows and not self.tokens[index + 1].norm.endswith("ا") else 1
            return self._scaled(index, index + 1, Fraction(double), word.value)
        if word and word.part in ("scale", "two scales"):
            times = 2 if word.part == "two scales" else 1
            return self._scaled(index, index + 1, Fraction(times), word.value)
        if word and word.part in ("share", "shares"):
            return self._share_of_scale(index, word)
        return self._group_and_scale(index)

    def _noun(self, index: int) -> bool:
        if index >= len(self.tokens) or self.words[index] or not self.norm(index)[:1].isalpha():
            return False
        return self.tokens[index].pos in "NJXV"

    def _scaled(self, first: int, last: int, group: Fraction, scale: int) -> Numeral:
        after = self.word(last)
        while after and after.part in _SCALES and not after.pre and scale * after.value <= 10**15:
            scale, last = scale * after.value, last + 1
            after = self.word(last)
        return Numeral(first, last, group * scale, group, scale, False)

    def _share_of_scale(self, index: int, word: Word) -> Numeral | None:
        scale = self.word(index + 1)
        if scale is None or scale.part != "scale" or scale.pre or word.part != "share":
            return None
        return Numeral(
            index, index + 2, Fraction(scale.value, word.value), Fraction(1, word.value), scale.value, False
        )

    def _group_and_scale(self, index: int) -> Numeral | None:
        digits = self._digits(index)
        found = digits or self._hundreds(index)
        if found is None:
            return None
        value, last = found
        after = self.word(last)
        if after and after.part in _SCALES and not after.pre and not (after.part == "scales" and value > 999):
            decimal = self._before_scale(index, last, value) if digits else value
            scaled = self._scaled(index, last, decimal, 1)
            return scaled._replace(digits=digits is not None)
        return Numeral(index, last, value, value, 1, digits is not None)

    def _before_scale(self, index: int, last: int, value: Fraction) -> Fraction:
        """'1.250 million' has a decimal point, '1.250 dead' a separator of thousands."""
        norm = self.norm(index)
        if last == index + 1 and norm.count(".") == 1 and "," not in norm:
            return Fraction(norm)
        return value

    def _digits(self, index: int) -> tuple[Fraction, int] | None:
        norm = self.norm(index)
        if not norm[:1].isdigit() or (not norm.isascii() and not set(norm) <= set("0123456789٫٬،.,")):
            return None
        if _WHOLE.fullmatch(norm):
            return self._whole(index, norm)
        if _GROUPED.fullmatch(norm):
            if norm.count(".") == 1 and not re.search("[,٬،]", norm):
                return Fraction(norm.replace(".", "")), index + 1
            return Fraction(re.sub("[,٬،]", "", norm).replace("٫", ".")), index + 1
        if decimal := _DECIMAL.fullmatch(norm):
            return Fraction(f"{decimal[1]}.{decimal[2]}"), index + 1
        return None

    def _whole(self, index: int, norm: str) -> tuple[Fraction, int] | None:
        if len(norm) > 1 and norm[0] == "0":
            return None
        if (
            self.norm(index + 1) in ("ر", "٫")
            and self.tight(index)
            and self.tight(index + 1)
            and self.norm(index + 2).isdecimal()
            and len(self.norm(index + 2)) < 4
        ):
            return _reversed(norm, self.norm(index + 1), self.norm(index + 2)), index + 3
        if self.norm(index + 1) in ("فاصل", "فاصله") and self.norm(index + 2).isdecimal():
            return _reversed(norm, ".", self.norm(index + 2)[:6]), index + 3
        value, last = Fraction(norm), index + 1
        while len(norm) <= 3 and self.norm(last) == "000" and last < index + 5:
            value, last = value * 1000, last + 1
        return value, last

    def _hundreds(self, index: int) -> tuple[Fraction, int] | None:
        word = self.word(index)
        if word is None:
            return None
        after = self.word(index + 1)
        if word.part in ("hundred", "hundreds"):
            value, last = word.value, index + 1
        elif word.part == "unit" and after and after.part == "hundred" and not after.pre:
            value, last = word.value * 100, index + 2
        else:
            return self._below_hundred(index)
        joined = self.after_and(last)
        rest = self._below_hundred(joined) if joined is not None else None
        if rest is None and joined is not None and self.part(joined) in ("one", "two"):
            small = self._small_one(joined)
            rest = (small.value, small.last) if small else None
        if rest is None and joined is not None and self.norm(joined).isdecimal():
            digits = self._digits(joined)
            rest = digits if digits and digits[0] < 100 else None
        return (value + rest[0], rest[1]) if rest else (Fraction(value), last)

    def _below_hundred(self, index: int) -> tuple[Fraction, int] | None:
        word = self.word(index)
        if word is None:
            return None
        if word.part in ("ten", "teen", "tens"):
            return Fraction(word.value), index + 1
        if word.part not in ("one", "one of", "two", "two before ten", "unit"):
            return None
        after = self.word(index + 1)
        if after and after.part == "ten" and not after.pre:
            return Fraction(word.value + 10), index + 2
        joined = self.after_and(index + 1)
        tens = self.word(joined) if joined is not None else None
        if joined is not None and tens is not None and tens.part == "tens":
            return Fraction(word.value + tens.value), joined + 1
        return (Fraction(word.value), index + 1) if word.part == "unit" else None

    def _joined(self, found: Numeral) -> Numeral | None:
        """`found` with the smaller term joined by 'and': 'a thousand and ten', 'a million and a half'."""
        joined = self.after_and(found.last)
        if found.scale < 1000 or joined is None:
            return None
        word = self.word(joined)
        if word and word.part == "share":
            scale = self.word(joined + 1)
            again = scale is not None and scale.part == "scale" and scale.value == found.scale
            last = joined + 1 + again
            return found._replace(last=last, value=found.value + Fraction(found.scale, word.value), scale=1)
        rest = self.term(joined) or self._small_one(joined)
        if rest is None or rest.value >= found.scale:
            return None
        return found._replace(
            last=rest.last, value=found.value + rest.value, scale=rest.scale, group=rest.group
        )

    def _small_one(self, index: int) -> Numeral | None:
        word = self.word(index)
        if word is None or word.part not in ("one", "two"):
            return None
        value = Fraction(word.value)
        return Numeral(index, index + 1, value, value, 1, False)
