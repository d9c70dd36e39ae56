"""What stands around a number: the noun it counts, and the signs of a date, a year, a time or a name."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from .number_values import Numeral, Numerals
from .number_words import (
    CLOCK_ADVERBS,
    CLOCK_CUES,
    DAY_CUES,
    DESIGNATIONS,
    ERAS,
    LOOSE_YEAR_CUES,
    MONTH_WORDS,
    MONTHS,
    NAMED_BY_NUMBER,
    OTHERS,
    PERCENT,
    PERCENT_AFTER_IN,
    UNITS_BEFORE,
    YEAR_CUES,
    countable,
    readings,
)

_LATIN = re.compile(r"[A-Za-z]")
ARTICLES = frozenset(("ال", "وال", "بال", "فال", "كال", "لل", "ولل"))
_CLITICS = ARTICLES | {"و", "ب", "ل", "ف", "ك"}
_HYPHENS = frozenset(("-", "–", "—", "−", "ـ"))
_NOUN_ENDINGS = ("ة", "ات", "ين", "ون", "اً", "ًا", "ا")


class Found(NamedTuple):
    """A quantity in the making, at tokens [first, last); reading goes on at `next`, or at `last` where 0."""

    first: int
    last: int
    low: int | None
    high: int | None
    kind: str = "cardinal"
    head: int | None = None
    next: int = 0


class Context:
    """Judges the surroundings of the numbers of one run of tokens."""

    def __init__(self, numerals: Numerals) -> None:
        self.numerals = numerals
        self.tokens = numerals.tokens
        self._parts_of_codes = self._codes()

    def _codes(self) -> frozenset[int]:
        """Digits that are parts of dates, times, fractions and the like: 7/10/2023, 10:30, 2023-10-7."""
        codes: set[int] = set()
        run: list[int] = []
        marks = ""
        for index in range(len(self.tokens)):
            if not self.numerals.is_digits(index):
                continue
            mark = self.numerals.norm(run[-1] + 1) if run and index == run[-1] + 2 else ""
            if mark in ("/", ":", "\\", ".", *_HYPHENS) and (mark == "/" or self._joined(run[-1])):
                run.append(index)
                marks += mark
            else:
                run, marks = [index], ""
            if len(run) > 2 or any(mark in "/:\\" for mark in marks):
                codes.update(run)
        return frozenset(codes)

    def _joined(self, index: int) -> bool:
        return self.numerals.tight(index) and self.numerals.tight(index + 1)

    # The counted noun

    def is_noun(self, index: int) -> bool:
        """Whether the word at `index` can be what a number counts."""
        if not 0 <= index < len(self.tokens):
            return False
        token = self.tokens[index]
        if token.norm in OTHERS or self.counted(index):
            return True
        bare = not (token.article or token.pre or self.numerals.part(index))
        return bare and self.is_nominal(index)

    def may_be_noun(self, index: int) -> bool:
        """Whether the word at `index` is a content word, a guessed verb included."""
        if not 0 <= index < len(self.tokens):
            return False
        token = self.tokens[index]
        word = token.norm[:1].isalpha() and len(token.norm) > 1 and token.norm not in _CLITICS
        return word and token.pos in "NJXV"

    def is_nominal(self, index: int) -> bool:
        """Whether the word at `index` is a noun or adjective; a guessed verb with a noun's shape is one."""
        if not self.may_be_noun(index):
            return False
        token = self.tokens[index]
        shaped = token.article or token.text.endswith(_NOUN_ENDINGS) or token.norm.startswith("م")
        return token.pos != "V" or shaped or self.counted(index)

    def counted(self, index: int) -> bool:
        """Whether the word at `index` is a known countable noun with neither proclitic nor article."""
        noun = countable(self.numerals.norm(index))
        return noun is not None and not noun[1] and not noun[2]

    def head_after(self, last: int) -> int | None:
        """The counted noun that begins at `last`, if one does."""
        return last if self.is_noun(last) else None

    def head(self, first: int, last: int) -> int | None:
        """The noun after the number, a unit before it ('km 45'), or the noun that 'the three' follows."""
        before, bracket = self.before(first), self.numerals.norm(last) == ")"
        if self.numerals.norm(before) in UNITS_BEFORE and not self.counted(last):
            return before
        word, previous = self.numerals.word(first), first - 1
        agrees = word is not None and word.article and self.is_nominal(previous)
        if agrees and (self.tokens[previous].article or not self.is_noun(last)):
            return previous
        if self.is_noun(last):
            return last
        if self.numerals.norm(previous) in ARTICLES and self._counted_definite(last):
            return last
        if bracket and self.numerals.norm(previous) == "(" and self.is_noun(last + 1):
            return last + 1
        return None

    def before(self, first: int) -> int:
        """The word before the number, the number's own clitics and a hyphen that joins them left out."""
        index = first - 1
        while index >= 0 and (self.numerals.norm(index) in _CLITICS or self._links(index)):
            index -= 1
            if first - index > 3:
                break
        return index

    def _links(self, index: int) -> bool:
        return self.numerals.norm(index) in _HYPHENS and self._joined(index - 1)

    # What is no count

    def is_counting(self, first: int, last: int) -> bool:
        """Whether a number in words counts: 'six' may be a name, or half of 'I am not'."""
        word = self.numerals.word(first)
        if word is None:
            return True
        if word.key in ("ست", "سبع", "خمس") and last == first + 1:
            before = first - 1
            if word.article:
                return before >= 0 and self.tokens[before].article
            return self.counted(last) if word.pre[-1:] in ("ل", "ك") else self.is_noun(last)
        if word.part == "hundred" and word.article:
            return self.numerals.norm(first - 1) != "في"
        return True

    def is_ordinal(self, first: int, last: int) -> bool:
        """'the 12th', 'the twentieth': digits or a ten with the article and no counted noun."""
        if self.is_noun(last) or self._counted_definite(last):
            return False
        if self.numerals.is_digits(first):
            return self.numerals.norm(first - 1) in ARTICLES
        word = self.numerals.word(first)
        return word is not None and word.article and word.part == "tens" and last == first + 1

    def _counted_definite(self, index: int) -> bool:
        noun = countable(self.numerals.norm(index))
        return noun is not None and noun[2] and not noun[1]

    def percent_end(self, last: int) -> int | None:
        """Where 'per cent' after a number ends, if it is there."""
        if self.numerals.norm(last) in ("%", "٪") or self.numerals.norm(last) in PERCENT:
            return last + 1
        if self.numerals.norm(last) == "في" and self.numerals.norm(last + 1) in PERCENT_AFTER_IN:
            return last + 2
        return None

    def is_named(self, first: int, numeral: Numeral) -> bool:
        """Whether the number from `first` to the end of `numeral` is a date, year, time or a name's part,
        no count.
        """
        last, value, digits = numeral.last, numeral.value, numeral.digits
        return (
            any(index in self._parts_of_codes for index in range(first, last))
            or (value <= 31 and self.month_at(last))
            or self.is_clock(first, last, value)
            or self._is_year(first, last, value, digits)
            or self._is_day(first, last, value, digits)
            or (digits and self._is_designation(first, last, value))
            or self._is_place_name(first)
        )

    def month_at(self, index: int) -> bool:
        """Whether a month begins at `index`, also after 'of' or after more days ('17 and 18 November')."""
        for _ in range(3):
            norm = self.numerals.norm(index)
            if norm in ("من", "/"):
                return self._month(index + 1)
            if self._month(index):
                return not self.counted(index) or self.numerals.norm(index) in MONTHS
            joined = self.numerals.after_and(index)
            if joined is None and norm in _HYPHENS | {"،", "او", "الي"}:
                joined = index + 1
                if self._month(joined):
                    return norm in _HYPHENS
            numeral = self.numerals.term(joined) if joined is not None else None
            if numeral is None or numeral.value > 31:
                return False
            index = numeral.last
        return False

    def _month(self, index: int) -> bool:
        norm = self.numerals.norm(index)
        if norm in MONTH_WORDS:
            return self.numerals.norm(index - 1) == "من"
        return norm in MONTHS

    def is_clock(self, first: int, last: int, value: Fraction) -> bool:
        """'at 5', 'the fifth in the morning'."""
        before = self.numerals.norm(self.before(first))
        if before in CLOCK_CUES and value <= 90:
            return before != "ساعه" and not self.counted(last)
        after = self.numerals.norm(last)
        return value <= 24 and after in CLOCK_ADVERBS

    def _is_year(self, first: int, last: int, value: Fraction, digits: bool) -> bool:
        before = self._before_list(first)
        cue = any(key in YEAR_CUES for key, _, _ in readings(self.numerals.norm(before)))
        if cue and value >= 1000 and not (digits and self.counted(last) and not 1900 <= value < 2100):
            return True
        if cue and digits and value < 100 and not self.is_noun(last):
            return self.numerals.norm(before) not in ("منذ",)
        if digits and self.numerals.norm(last) in ERAS and (value > 1300 or cue):
            return True
        if not digits or not 1900 <= value < 2100 or len(self.numerals.norm(first)) != 4:
            return False
        if self.counted(last):
            return False
        loose = self.numerals.norm(before) in LOOSE_YEAR_CUES | MONTHS
        return loose or not self.is_noun(last)

    def _before_list(self, first: int) -> int:
        """The word before a list of years: 'the years 2014, 2015 and 2016'."""
        index = self.before(first)
        for _ in range(4):
            norm = self.numerals.norm(index)
            if not (norm.isdecimal() and len(norm) == 4) and norm not in _HYPHENS | {"،", "او", "الي", "حتي"}:
                break
            index = self.before(index)
        return index

    def _is_day(self, first: int, last: int, value: Fraction, digits: bool) -> bool:
        before = self.numerals.norm(self.before(first))
        if not digits or value > 31 or self.is_noun(last) or self.numerals.norm(first - 1) in ARTICLES:
            return False
        return any(key in DAY_CUES for key, _, _ in readings(before))

    def _is_designation(self, first: int, last: int, value: Fraction) -> bool:
        """A road, a unit, a model, a telephone or a list number: its digits do not count what follows."""
        norm, before = self.numerals.norm(first), self.numerals.norm(self.before(first))
        if (len(norm) > 9 and norm.isdecimal()) or before in ("+", "#", "№", "*"):
            return True
        if _LATIN.search(before):
            return True
        if self.numerals.tight(last - 1) and _LATIN.match(self.numerals.norm(last)):
            return True
        glued = self._links(first - 1) or (self.numerals.tight(first - 1) and not self.is_noun(last))
        if glued and before[:1].isalpha() and self.numerals.norm(first - 1) not in _CLITICS:
            return True
        if len(self.tokens) == 1:
            return True
        if self._numbers_list(first, last):
            return True
        if self.counted(last) or (self.is_noun(last) and self.tokens[last].norm in OTHERS):
            return any(key in ("رقم", "عيار", "طراز") for key, _, _ in readings(before))
        keys = {key for key, _, _ in readings(before)}
        of_some = self.numerals.norm(last) == "من" and self.may_be_noun(last + 1)
        return bool(keys & NAMED_BY_NUMBER) or (before in DESIGNATIONS and not of_some)

    def _numbers_list(self, first: int, last: int) -> bool:
        if self.numerals.norm(first - 1) == "[" and self.numerals.norm(last) == "]":
            return True
        if first != 0 or self.numerals.norm(last) not in _HYPHENS | {")", ".", ":", "/"}:
            return False
        return not self.numerals.is_digits(last + 1)

    def _is_place_name(self, first: int) -> bool:
        """Bir al-Sab and squares called after a number."""
        word = self.numerals.word(first)
        before = {key for key, _, _ in readings(self.numerals.norm(first - 1))}
        return word is not None and word.article and bool(before & ({"بءر"} | NAMED_BY_NUMBER))

    # Duals

    def dual(self, index: int) -> tuple[int, int] | None:
        """A dual noun at `index`: where it ends ('two' said besides included) and where to read on."""
        token = self.tokens[index]
        if token.norm[-2:] in ("ين", "ان") and self.may_be_noun(index) and not self.numerals.part(index):
            agrees = self.numerals.norm(index + 1)[-2:] == token.norm[-2:]
            last = index + 1 + (agrees and not self.numerals.part(index + 1))
            two = self.numerals.word(last)
            if two is not None and two.part == "two" and not two.pre and not two.article:
                return last + 1, last + 1
        noun = countable(token.norm)
        if noun is None or not self._is_dual(index, noun[0].form, noun[0].feminine, noun[2]):
            return None
        if not noun[1] and self._is_adjective(index):
            return None
        return index + 1, index + 1 if noun[0].form == "two of" else self._agreeing_end(index + 1, noun[2])

    def _is_dual(self, index: int, form: str, feminine: bool, article: bool) -> bool:
        if form != "two of":
            years = self.numerals.is_digits(index + 1) and len(self.numerals.norm(index + 1)) == 4
            return form == "two" and not years and self.numerals.norm(index + 1) != "عن"
        if article or not self.may_be_noun(index + 1):
            return False
        if feminine:
            return True
        if index == 0 or self.tokens[index - 1].pos != "P":
            return False
        return not self.tokens[index + 1].article or self._joined_by_and(index + 2)

    def _joined_by_and(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].norm.startswith("و")

    def _is_adjective(self, index: int) -> bool:
        """Whether a dual only agrees with the dual before it ('the two sister countries')."""
        if index == 0:
            return False
        before, token = self.tokens[index - 1], self.tokens[index]
        same = before.norm[-2:] == token.norm[-2:] and before.article == token.article
        return same and not token.pre and self.may_be_noun(index - 1)

    def _agreeing_end(self, index: int, article: bool) -> int:
        """Where the adjectives that agree with a dual end ('two civilian dead')."""
        while index < len(self.tokens):
            noun = countable(self.tokens[index].norm)
            if noun is None or noun[1] or noun[2] != article or not noun[0].form.startswith("two"):
                break
            index += 1
        return index
