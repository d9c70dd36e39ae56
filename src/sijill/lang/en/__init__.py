"""English: its spelling, words, numbers, times, word lists and frames, as the core's `Language`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from sijill.kept import kept
from sijill.language import Frames, Known
from sijill.lexicon import Entry, Lexicon, Node, Speller, load_entries
from sijill.lexicon_packed import pack, unpack
from sijill.text import Token

from . import inflect, numbers, tagger, times
from .tokens import REMEMBERED, Settings, Tokenizer

FOLDER = Path(__file__).parent
_LATIN = re.compile(r"[^a-z0-9]+")


class English:
    """The English folder as the core sees it (see `sijill.language.Language`)."""

    code = "en"

    def __init__(self) -> None:
        self._tokenizer = Tokenizer(settings())
        self.frames = msgspec.toml.decode((FOLDER / "frames.toml").read_bytes(), type=Frames)
        self._folded = lru_cache(maxsize=REMEMBERED)(self._tokenizer.words)
        speller = Speller(self.phrase, inflect.noun, inflect.verb)
        self.lexicon = kept(
            "words-en",
            lambda: Lexicon(load_entries(FOLDER / "lexicon"), speller),
            pack,
            lambda data: unpack(data, speller),
        )

    def learn(self, node: Node) -> None:
        """Nothing: English words are not cut, so that none needs to be known whole."""

    def take_in(self, more: Mapping[str, tuple[Entry, ...]]) -> None:
        """Add entries by kind to the word lists, before anything is read."""
        self.lexicon.take_in(more)

    def learn_names(self, names: Iterable[Sequence[str]], node: Node) -> None:
        """Nothing, as `learn`."""

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
        """The tokens of text[start:end], with offsets into `text`."""
        return self._tokenizer.tokens(text, start, len(text) if end is None else end)

    def tag(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The part of speech of each token, read in its sentence."""
        return tagger.tag(tokens)

    def phrase(self, text: str) -> tuple[tuple[str, bool], ...]:
        """The folded words of a name or form, each with whether 'the' stood before it."""
        return self._folded(text)

    def parted(self, phrase: Sequence[Known], word: Known) -> bool:
        """Whether a word with the article cannot go on with the noun phrase before it: never in English."""
        return word.token.article

    def latin(self, text: str) -> str:
        """A name as ids are spelt."""
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        return _LATIN.sub("-", plain.replace("'", "")).strip("-")

    def spellings(self, token: Token) -> tuple[str, ...]:
        """Folded forms in which a word that is searched for may stand in a text, its own form first."""
        return (token.norm,)

    def is_word(self, name: str) -> bool:
        """Whether a place's name is also an ordinary word, so that it needs a cue to be read as a place."""
        return False

    def names_among(self, latin: str, names: Sequence[str]) -> tuple[str, ...]:
        """Of a place's names in many languages those in Latin letters."""
        return tuple(name for name in names if name.isascii())[:5]

    def numbers(self, tokens: Sequence[Token]) -> Sequence[numbers.Quantity]:
        """The numbers among the tokens."""
        return numbers.find(tokens)

    def times(
        self, tokens: Sequence[Token], published: date | None, context: date | None
    ) -> Sequence[times.When]:
        """The time expressions among the tokens, resolved against the publication date."""
        return times.find(tokens, times.Anchor(published=published, context=context))

    def calls_today(self, tokens: Sequence[Token]) -> bool:
        """Whether a word that counts days from today is among the tokens."""
        return any(times.calls_today(token.norm) for token in tokens)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """What language.toml says of spelling."""
    raw = tomllib.loads((FOLDER / "language.toml").read_text(encoding="utf-8"))
    drop: set[str] = set()
    for item in raw["fold"]["drop"]:
        first, _, last = item.partition("-")
        drop.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    short = raw["abbreviations"]
    return Settings(
        drop=frozenset(drop),
        capitals=dict(raw["capitals"]),
        always=frozenset(short["always"]),
        figure=frozenset(short["figure"]),
        openings=frozenset(short["openings"]),
    )


def language() -> English:
    """The English language, its word lists loaded."""
    return English()
