"""Words, numbers and punctuation marks of an English text, with their offsets.

A compound is cut at its hyphens ('US-led' is two words, the second an adjective), a possessive is a word of
its own ('Israel' + "'s"), 'not' comes off its verb, the article 'the' is told by the word behind it. The full
stop of an abbreviation belongs to it unless it ends the sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import msgspec

from sijill.text import Key, Token

from . import closed

REMEMBERED = 1 << 16
POSSESSIVE = "'s"
THE = "the"
_QUOTES = "'\u2019\u02bc\u2018"
_DASH = "\\-\u2010\u2011"
_LETTER = r"[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]"
_SYMBOLS = frozenset("+=<>|$\u20ac\u00a3\u00b0%\u00d7")
_NO_PUNCTUATION = frozenset("*_~^`")
_MODELS = r"(?:[A-Z]{1,4}|Mi|Su|Tu|Ka|Kh|Il|An|Yak|Sa|Shahab|Fateh)[-\u2010\u2011]?\d+[A-Za-z]{0,2}"
_TAILS = (
    ("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "had"),
)  # fmt: skip
_IS_AFTER = frozenset({"it", "he", "she", "that", "there", "here", "who", "what", "where", "let", "how"})
_SHORTENED = {"ca": "can", "wo": "will", "sha": "shall"}
_COMPOUND = (
    "ed",
    "led",
    "held",
    "run",
    "ing",
    "made",
    "based",
    "old",
    "wide",
    "long",
    "born",
    "built",
    "range",
)


class Settings(msgspec.Struct, frozen=True):
    """What `language.toml` says of spelling: dropped characters, names in capitals, abbreviations."""

    drop: frozenset[str]
    capitals: Mapping[str, str]
    always: frozenset[str]
    figure: frozenset[str]
    openings: frozenset[str]


def folding(drop: frozenset[str]) -> Callable[[str], str]:
    """Lowercase, accents and apostrophes off."""
    table = {ord(char): None for char in drop}

    def fold(text: str) -> str:
        if text.isascii() and text.isalnum():
            return text.lower()
        return unicodedata.normalize("NFKD", text).translate(table).lower()

    return fold


class Tokenizer:
    """Cuts a text into tokens; `pos` of each is a first guess for words that need no sentence to tell."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.fold = lru_cache(maxsize=REMEMBERED)(folding(settings.drop))
        self._pattern = _pattern(settings)

    def tokens(self, text: str, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of text[start:end], offsets into `text`."""
        found: list[Token] = []
        the = False
        shouted = text[start:end].isupper()
        for token in self._cut(text, start, end, shouted):
            if token.norm == THE and token.pos == "D":
                the = True
                continue
            found.append(msgspec.structs.replace(token, article=True) if the and token.pos != "." else token)
            the = the and token.pos == "."
        return tuple(found)

    def words(self, text: str) -> tuple[tuple[str, bool], ...]:
        """The folded words of a name or form, each with whether 'the' stands before it."""
        tokens = self.tokens(text, 0, len(text))
        return tuple((t.norm, t.article) for t in tokens if t.pos != ".")

    def _cut(self, text: str, start: int, end: int, shouted: bool) -> Iterator[Token]:
        for match in self._pattern.finditer(text, start, end):
            written, at, kind = match.group(), match.start(), match.lastgroup
            if kind == "word":
                yield from self._word(written, at, shouted)
            elif kind == "model":
                yield _token(written, at, re.sub(f"[{_DASH}]", "", written).lower(), "X")
            elif kind == "dotted":
                yield from self._dotted(text, written, at, end)
            elif kind == "short":
                yield _token(written, at, self.fold(written[:-1]), "N")
            elif kind == "number":
                yield _token(written, at, written, "#")
            elif kind == "decade":
                yield _token(written, at, written.replace("'", "").replace("\u2019", ""), "N")
            elif kind == "owner":
                yield _token(written, at, POSSESSIVE, "P")
            elif kind == "dots":
                yield _token(written, at, "\u2026", ".")
            elif kind == "point" and _is_point(written) and not _joins(text, at):
                yield _token(written, at, written, ".")

    def _word(self, written: str, at: int, shouted: bool) -> Iterator[Token]:
        parts = list(re.finditer(rf"[^{_DASH}]+", written))
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            yield from self._single(part.group(), at + part.start(), shouted, number > 0 and last)

    def _single(self, written: str, at: int, shouted: bool, compound: bool) -> Iterator[Token]:
        plain = re.sub(f"[{_QUOTES}]", "'", written)
        low = plain.lower()
        for tail, meaning in _TAILS:
            if low.endswith(tail) and len(low) > len(tail):
                cut = len(written) - len(tail)
                front = self.fold(written[:cut])
                yield _token(written[:cut], at, _SHORTENED.get(front, front), _guess("", front))
                yield _token(written[cut:], at + cut, meaning, _guess("", meaning))
                return
        if low.endswith(POSSESSIVE) and len(low) > 2:
            cut = len(written) - 2
            front = self._norm(written[:cut], shouted)
            yield _token(written[:cut], at, front, _guess(written, front))
            verb = front in _IS_AFTER
            yield _token(written[cut:], at + cut, "is" if verb else POSSESSIVE, "V" if verb else "P")
            return
        norm = self._norm(written, shouted)
        adjective = compound and norm.endswith(_COMPOUND)
        yield _token(written, at, norm, "J" if adjective else _guess(written, norm))

    def _norm(self, written: str, shouted: bool) -> str:
        if not shouted and written in self._settings.capitals:
            return self._settings.capitals[written]
        return self.fold(written)

    def _dotted(self, text: str, written: str, at: int, end: int) -> Iterator[Token]:
        """'U.S.', 'a.m.': the last full stop is the sentence's too where a new sentence opens behind it."""
        plain = written.replace(".", "")
        norm = self._settings.capitals.get(plain.upper(), plain.lower()) if len(plain) > 1 else plain.lower()
        ends = written.endswith(".") and self._opens(text, at + len(written), end)
        yield _token(written[:-1] if ends else written, at, norm, "N")
        if ends:
            yield _token(".", at + len(written) - 1, ".", ".")

    def _opens(self, text: str, at: int, end: int) -> bool:
        rest = text[at:end].lstrip("\"\u201d')")
        if not rest.strip():
            return True
        word = re.match(r"\s+[\"\u201c'\u2018(]?([A-Z][a-z]*)", rest)
        return word is not None and word.group(1).lower() in self._settings.openings


def _pattern(settings: Settings) -> re.Pattern[str]:
    always = "|".join(sorted(map(re.escape, settings.always), key=len, reverse=True))
    figure = "|".join(sorted(map(re.escape, settings.figure), key=len, reverse=True))
    letters = rf"(?:{_LETTER})+"
    single = rf"{letters}(?:[{_QUOTES}`\u02bb\u02be\u02bf]{letters})*"
    word = rf"{single}(?:[{_DASH}]{single})*"
    number = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+\.\d+(?![\d./-]*\d)|\d+(?:st|nd|rd|th)\b|\d+"
    return re.compile(
        rf"(?P<model>\b{_MODELS}\b)"
        rf"|(?P<dotted>\b(?:[A-Za-z]\.){{2,}}(?![A-Za-z]\w)|(?<![\w.])[A-Z]\.(?=\s?[A-Z]))"
        rf"|(?P<short>\b(?i:{always})\.(?=\s?\S)|\b(?i:{figure})\.(?=\s?\d))"
        rf"|(?P<decade>\b\d{{2,4}}['\u2019]?s\b)|(?P<number>{number})"
        rf"|(?P<word>{word})"
        rf"|(?P<owner>(?<=s)['\u2019](?=\s[A-Za-z0-9]))"
        r"|(?P<dots>\.{2,}|\u2026)|(?P<point>[^\w\s])"
    )


def _guess(written: str, norm: str) -> str:
    """What a word is by itself: of a closed class, a name by its capital, else a noun."""
    return closed.classes().get(norm) or ("X" if written[:1].isupper() else "N")


def _token(text: str, at: int, norm: str, pos: str) -> Token:
    norm = norm or text
    return Token(text, at, at + len(text), at, norm, norm, pos=pos, keys=_keys(norm))


@lru_cache(maxsize=REMEMBERED)
def _keys(norm: str) -> tuple[Key, ...]:
    """The ways to look a word up: one; the same object for the same word."""
    return (Key(norm, "", False, "", 0),)


def _joins(text: str, at: int) -> bool:
    """Whether a hyphen ties a word to a figure ('12-year-old'); between two figures it spans a range."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    tied = text[at] in "-\u2010\u2011" and before.isalnum() and after.isalnum()
    return tied and not (before.isdigit() and after.isdigit())


@lru_cache(maxsize=4096)
def _is_point(char: str) -> bool:
    """Punctuation and money signs are read; emoji, flags, stars and marks without a letter are not."""
    return char in _SYMBOLS or (char not in _NO_PUNCTUATION and unicodedata.category(char).startswith("P"))
