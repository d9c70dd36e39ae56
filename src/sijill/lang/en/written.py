"""The words of a run of tokens as one line of text, whatever the tokens cut: a grammar over it reads pieces.

A piece is a word, a figure with its marks, or one mark of punctuation; spans of pieces come back as spans of
tokens. So the grammars of numbers and of times do not hang on how the tokeniser treats '3:15 p.m.'.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from sijill.text import Token

_PIECE = re.compile(
    r"(?P<figure>\d+(?:[.,:]\d+)*)|(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<mark>[^\s])"
)
_QUOTE = "’"
_THE = "the "  # tokens leave it out, and say of the next that it stood there


class Piece(NamedTuple):
    """A word, figure or mark: as written, in small letters without its dots, and its place in the line."""

    text: str
    low: str
    start: int
    end: int
    kind: str


class Line:
    """Tokens as pieces. `low` and `text` may be asked for outside the line, and are '' there."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.pieces = _pieces(tokens)
        self.size = len(self.pieces)
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]

    def low(self, index: int) -> str:
        """The piece in small letters, dots inside an abbreviation off."""
        return self.pieces[index].low if 0 <= index < self.size else ""

    def text(self, index: int) -> str:
        """The piece as written."""
        return self.pieces[index].text if 0 <= index < self.size else ""

    def kind(self, index: int) -> str:
        """figure, word or mark; '' outside."""
        return self.pieces[index].kind if 0 <= index < self.size else ""

    def tight(self, index: int) -> bool:
        """Whether nothing stands between a piece and the next."""
        return 0 <= index < self.size - 1 and self.pieces[index].end == self.pieces[index + 1].start

    def capital(self, index: int) -> bool:
        """Whether a piece begins with a capital letter."""
        return self.text(index)[:1].isupper()

    def is_number(self, index: int, low: int, high: int) -> int | None:
        """The whole number that a piece writes in digits, within bounds."""
        text = self.text(index)
        if not text.isascii() or not text.isdigit() or len(text) > 4:
            return None
        return int(text) if low <= int(text) <= high else None

    def follows(self, index: int, phrase: Sequence[str]) -> bool:
        """Whether these words, in small letters, stand from a piece on."""
        return all(self.low(index + step) == word for step, word in enumerate(phrase))

    def after_dot(self, index: int) -> int:
        """The index behind a dot that closes an abbreviation right before `index`."""
        return index + (self.low(index) == "." and self.tight(index - 1))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The tokens that pieces [first, last) stand in."""
        start, end = self.pieces[first].start, self.pieces[last - 1].end
        return bisect_right(self._ends, start), bisect_left(self._starts, end)

    def token(self, index: int) -> int:
        """The token that a piece stands in."""
        return self.span(index, index + 1)[0]


def _pieces(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """The pieces of the text that the tokens stand in, a space wherever no token stands, 'the' put back."""
    if not tokens:
        return ()
    base = max(0, tokens[0].start - len(_THE))
    parts: list[str] = []
    at = base
    for token in tokens:
        led = token.article and token.start - at >= len(_THE)
        parts.append((_THE if led else "").rjust(token.start - at))
        parts.append(token.text)
        at = token.end
    found = []
    for piece in _PIECE.finditer("".join(parts)):
        text, start, end = piece.group(), piece.start(), piece.end()
        low = text.lower().replace(".", "") if len(text) > 1 else text.lower()
        low = low.replace(_QUOTE, "'") if piece.lastgroup == "word" else low
        found.append(Piece(text, low, base + start, base + end, str(piece.lastgroup)))
    return tuple(found)
