"""Words, numbers and punctuation marks of an Arabic text, with their offsets."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sijill.text import Analysis, FoldTable, Key, Token

from .words import REMEMBERED, Words, as_token

_LETTER = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u0870-\u08c7\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
_SYMBOLS = frozenset("+=<>|$€£°٪%")
_NO_PUNCTUATION = frozenset("*_~^`")


class Tokenizer:
    """Cuts a text into tokens and asks `words` what each word is."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._pattern = _pattern(words.table)
        self._pieces = lru_cache(maxsize=REMEMBERED)(self._cut)

    def forget(self) -> None:
        """Read every word anew: the vocabulary has changed."""
        self._pieces.cache_clear()
        self._words.forget()

    def tokens(self, text: str, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of text[start:end], offsets into `text`, each with a guess of its part of speech."""
        found: list[Token] = []
        pieces = self._pieces
        for match in self._pattern.finditer(text, start, end):
            written, at, kind = match.group(), match.start(), match.lastgroup
            if kind == "word":
                for first, part, analysis in pieces(written):
                    found.append(as_token(part, at + first, analysis))
            elif kind != "point":
                found.append(as_token(written, at, self._words.analyse(written)))
            elif _is_point(written):
                found.append(as_token(written, at, _point(written)))
        return tuple(found)

    def _cut(self, written: str) -> tuple[tuple[int, str, Analysis], ...]:
        """The words in one written word, each with where it begins and what it is made of."""
        cuts = self._words.unglue(written)
        parts = [
            (first, written[first:last])
            for first, last in zip((0, *cuts), (*cuts, len(written)), strict=True)
        ]
        return tuple((first, part, self._words.analyse(part)) for first, part in parts)


def _pattern(table: FoldTable) -> re.Pattern[str]:
    """Words (also broken ones), numbers, words of other scripts, single marks of punctuation."""
    letter, unseen = f"[{_LETTER}]", "[" + _MARKS + "".join(re.escape(c) for c in sorted(table.drop)) + "]"
    stretch = f"[{re.escape(table.joiners)}]"
    piece = f"{letter}+(?:{unseen}+{letter}+)*[{_MARKS}]*"
    # A stretched letter on both sides of any mark or blank, on one side of a full stop, or a star inside.
    broken = (
        rf"(?:(?<={stretch})[^\w\s]{{1,3}}{stretch}+|(?<={stretch})[ \xa0]{stretch}+"
        rf"|(?<={stretch})[.·•*]{{1,3}}|[.·•*]{{1,3}}{stretch}+|(?<={letter})[*•]{{1,2}})"
    )
    spelt = rf"(?<![{_LETTER}]){letter}(?:{unseen}*\.{unseen}*{letter}){{2,}}(?![{_LETTER}])"
    number = r"\d{1,3}(?:[,٬،]\d{3})+(?!\d)(?:[.٫]\d+)?|(?<!\d[./-])\d+[.٫,]\d+(?![\d./-]*\d)|\d+"
    other = rf"(?:(?![{_LETTER}])[^\W\d_]|[\u0300-\u036f])+(?:['’](?:(?![{_LETTER}])[^\W\d_])+)*"
    return re.compile(
        rf"(?P<word>{spelt}|{piece}(?:{broken}{piece})*)|(?P<number>{number})|(?P<other>{other})|(?P<point>[^\w\s])"
    )


@lru_cache(maxsize=4096)
def _is_point(char: str) -> bool:
    """Punctuation and money signs are read; emoji, flags, stars and marks without a letter are not."""
    return char in _SYMBOLS or (char not in _NO_PUNCTUATION and unicodedata.category(char).startswith("P"))


@lru_cache(maxsize=4096)
def _point(char: str) -> Analysis:
    return Analysis(norm=char, stem=char, pos=".", tail=1, keys=(Key(char, "", False, "", 0),))
