"""Single words that tell how many and are no plain number: dozens, several, most, half, first, one of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from .number_context import Context, Found
from .number_words import (
    BIG,
    CLOCK_CUES,
    JOINED_ONE,
    ORDINAL_MONTHS,
    OTHERS,
    RANKS,
    WEEKDAY_TWO,
    Word,
    readings,
)

_NOT_ONCE = ("جديد", "ثاني", "ثالث", "رابع", "خامس", "واحد")
_NOT_ONCE_BEFORE = ("كل", "ذات", "اول", "لاول", "باول", "اخر", "غير", "ثاني", "ثالث")
_YESTERDAY = ("امس", "البارحه")


def read_single(context: Context, index: int) -> Found | None:
    """The quantity that the word at `index` tells by itself. A kind of '' says: read, and no quantity."""
    word = context.numerals.word(index)
    reader = _READERS.get(word.part) if word else None
    return reader(context, index, word) if reader and word else None


def _with_of(context: Context, index: int) -> tuple[int, int | None]:
    """The end of a word and of the 'of' after it, and the noun that follows."""
    if context.numerals.norm(index) == "من" and _is_genitive(context, index + 1):
        return index + 1, index + 1
    return index, index if _is_genitive(context, index) else None


def _is_genitive(context: Context, index: int) -> bool:
    """Whether a noun, with the article or without, follows in the genitive."""
    if index >= len(context.tokens):
        return False
    plain = not context.tokens[index].pre and not context.numerals.part(index)
    return context.counted(index) or (plain and context.may_be_noun(index))


def _many(context: Context, index: int, word: Word) -> Found | None:
    """'dozens', 'hundreds of thousands'."""
    low, last = word.value, index + 1
    scale = context.numerals.word(last)
    if scale and scale.part == "scales" and not scale.pre:
        low, last = low * scale.value, last + 1
    return _round(context, index, last, low)


def _thousands(context: Context, index: int, word: Word) -> Found | None:
    return _round(context, index, index + 1, word.value)


def _round(context: Context, first: int, last: int, unit: int) -> Found:
    """An unnamed number of tens, hundreds or more. See the codebook's ruling on number words."""
    end, head = _with_of(context, last)
    return Found(first, end, 2 * unit, 10 * unit - 1, "vague", head)


def _several(context: Context, index: int, word: Word) -> Found | None:
    """'several': before its noun, after it, or before dozens and thousands."""
    following = context.numerals.word(index + 1)
    if following and following.part in ("many", "scales") and not following.pre:
        found = (_many if following.part == "many" else _thousands)(context, index + 1, following)
        return found._replace(first=index) if found else None
    if word.article:
        return None
    head = context.head_after(index + 1)
    if head is None and word.key == "عده" and index and context.is_nominal(index - 1):
        head = index - 1
    return None if head is None else Found(index, index + 1, 3, None, "vague", head)


def _number_of(context: Context, index: int, word: Word) -> Found | None:
    """'a number of', 'a great number of', 'many of'."""
    last = index + 1
    if context.numerals.norm(last) in BIG:
        last += 1
    if context.numerals.norm(last) != "من":
        return None
    if word.article and word.key.startswith("عدد"):
        return None
    end, head = _with_of(context, last)
    return Found(index, end, None, None, "vague", head) if end > last else None


def _most(context: Context, index: int, word: Word) -> Found | None:
    if word.article or not _is_genitive(context, index + 1):
        return None
    return Found(index, index + 1, None, None, "vague", index + 1)


def _own_part(context: Context, index: int, word: Word) -> Found | None:
    return Found(index, index + 1, None, None, "fraction" if "share" in word.part else "vague")


def _share(context: Context, index: int, word: Word) -> Found | None:
    if word.article or context.numerals.norm(index + 1) in ("النهاءي", "نهاءي"):
        return None
    nouns = _is_genitive(context, index + 1)
    if not nouns and not word.pre.startswith("و"):
        return None
    return Found(index, index + 1, None, None, "fraction", index + 1 if nouns else None)


def _one(context: Context, index: int, word: Word) -> Found | None:
    """'one', which follows its noun."""
    before = context.numerals.norm(index - 1)
    if word.article or any(key in JOINED_ONE for key, _, _ in readings(before)) or word.pre == "ب":
        return None
    if context.numerals.norm(index + 1) in ("تلو", "بعد"):
        return None
    head = index - 1 if not word.pre and context.is_nominal(index - 1) else None
    if context.numerals.norm(index + 1) in OTHERS:
        head = None
    return Found(index, index + 1, 1, 1, "cardinal", head)


def _one_of(context: Context, index: int, word: Word) -> Found | None:
    """'one of' with its genitive; bare it is 'anyone', with the article a Sunday."""
    if word.article:
        return None
    if not (_is_genitive(context, index + 1) and context.is_nominal(index + 1)) or context.numerals.norm(
        index - 1
    ) in ("لا", "جبل", "يوم", "اي"):
        return None
    return Found(index, index + 1, 1, 1, "cardinal", index + 1)


def _own_one(context: Context, index: int, word: Word) -> Found | None:
    return Found(index, index + 1, 1, 1, "cardinal")


def _two(context: Context, index: int, word: Word) -> Found | None:
    """'two', but no Monday."""
    if word.article or context.numerals.norm(index - 1) in WEEKDAY_TWO:
        return None
    return Found(index, index + 1, 2, 2, "cardinal", context.head_after(index + 1))


def _zero(context: Context, index: int, word: Word) -> Found | None:
    if word.article or context.numerals.is_digits(index - 1) or not context.counted(index + 1):
        return None
    return Found(index, index + 1, 0, 0, "cardinal", index + 1)


def _eleventh(context: Context, index: int, word: Word) -> Found | None:
    return _ordinal(context, index, word)


def _ordinal(context: Context, index: int, word: Word) -> Found | None:
    """'the third', 'a third raid', 'the fifth and twentieth'; not in dates, months and times of day."""
    value, last = word.value, index + 1
    ten = context.numerals.word(last)
    joined = context.numerals.after_and(last)
    if ten and ten.part == "ten" and not ten.pre:
        value, last = value + 10, last + 1
    elif joined is not None and context.numerals.part(joined) == "tens":
        tens = context.numerals.word(joined)
        value, last = value + (tens.value if tens else 0), joined + 1
    elif word.part == "eleventh":
        return None
    no_quantity = Found(index, _half_past(context, last), None, None, "")
    if context.numerals.norm(index - 1) in ORDINAL_MONTHS | (
        RANKS if value == 1 else frozenset()
    ) or _is_dated(context, index, last, value):
        return no_quantity
    if not word.article and last == index + 1 and not _in_construct(context, index, word):
        return None
    return Found(index, last, value, value, "ordinal", context.head_after(last))


def _is_dated(context: Context, first: int, last: int, value: int) -> bool:
    """A day of a month, a time of the day, or 'the day before yesterday'."""
    norm = context.numerals.norm
    before = norm(first - 1)
    following = norm(last + 1) if norm(last) == "من" else norm(last)
    if context.month_at(last) or following in _YESTERDAY:
        return True
    if any(key in CLOCK_CUES for key, _, _ in readings(before)):
        return True
    if context.is_clock(first, last, Fraction(value)):
        return True
    return norm(last) == "من" and following in ("فجر", "مساء", "صباح", "ظهر", "عصر", "بعد")


def _half_past(context: Context, last: int) -> int:
    word = context.numerals.word(last)
    return last + 1 if word and word.part == "share" and word.article else last


def _in_construct(context: Context, index: int, word: Word) -> bool:
    """'a third raid', after its noun or before it; not 'again' or 'secondly'."""
    following = _is_genitive(context, index + 1)
    if context.numerals.part(index - 1) == "time":
        return True
    if word.key in ("ثانيه", "رابعه", "ثان", "ثاني"):
        return following and word.key in ("ثاني",) and not context.tokens[index + 1].article
    return following


def _time(context: Context, index: int, word: Word) -> Found | None:
    """'once'; 'another time', 'each time' and 'the first time' are none."""
    before, after = context.numerals.norm(index - 1), context.numerals.norm(index + 1)
    if word.article or before in _NOT_ONCE_BEFORE:
        return None
    if after in OTHERS or after.startswith(_NOT_ONCE) or word.pre == "ل":
        return None
    return Found(index, index + 1, 1, 1, "cardinal", index)


_READERS: Mapping[str, Callable[[Context, int, Word], Found | None]] = {
    "many": _many,
    "scales": _thousands,
    "several": _several,
    "number of": _number_of,
    "most": _most,
    "some": _most,
    "own most": _own_part,
    "own share": _own_part,
    "share": _share,
    "shares": _share,
    "one": _one,
    "one of": _one_of,
    "own one": _own_one,
    "two": _two,
    "zero": _zero,
    "ordinal": _ordinal,
    "eleventh": _eleventh,
    "time": _time,
}
