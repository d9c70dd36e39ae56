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
from sijill.language import Frames, Known, Named, View
from sijill.lexicon import Entry, Form, Lexicon, Node, Speller, Spelling, load_entries
from sijill.lexicon_packed import pack, unpack
from sijill.matching import Match
from sijill.text import Token

from . import inflect, layout, numbers, times
from .closed import Verb, classes, joined
from .tagger import Tagger
from .tokens import REMEMBERED, Settings, Tokenizer

FOLDER = Path(__file__).parent
_FAMOUS = 300_000
_NO_NOUNS = frozenset({"reporting", "cues", "counting"})
_SHAPES = {
    "present": Verb(base=True),
    "past": Verb(past=True, participle=True),
    "done": Verb(participle=True),
    "going": Verb(ing=True),
    "": Verb(base=True),
}
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
        self._learnt()

    def _learnt(self) -> None:
        """What the tagger must know of the word lists: which spellings are verbs, which are others."""
        verbs: dict[str, Verb] = {}
        nouns: set[str] = set()
        sayings: set[str] = set()
        for word, node in self.lexicon.root.next.items():
            for form in _forms(node):
                if form.spelling.pos == "V":
                    verbs[word] = joined(verbs.get(word, Verb()), _SHAPES[form.spelling.tense])
                    if form.kind == "reporting":
                        sayings.add(word)
            if any(
                f.spelling.pos != "V" and f.entry is not None and f.kind not in _NO_NOUNS for f in node.forms
            ):
                nouns.add(word)
        self._tagger = Tagger(verbs, frozenset(nouns), frozenset(sayings))
        marks = {name: self.lexicon.by_id.get(f"cue.{name}") for name in ("purpose", "undergo", "on")}
        self._marks = {
            name: Form(entry, "cues", Spelling(name, "V" if name == "undergo" else "", "", "3", "", "past"))
            for name, entry in marks.items()
            if entry is not None
        }

    def learn(self, node: Node) -> None:
        """Nothing: English words are not cut, so that none needs to be known whole."""

    def take_in(self, more: Mapping[str, tuple[Entry, ...]]) -> None:
        """Add entries by kind to the word lists, before anything is read."""
        self.lexicon.take_in(more)
        self._learnt()

    def learn_names(self, names: Iterable[Sequence[str]], node: Node) -> None:
        """Nothing, as `learn`."""

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
        """The tokens of text[start:end], with offsets into `text`."""
        return self._tokenizer.tokens(text, start, len(text) if end is None else end)

    def tag(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The part of speech of each token, read in its sentence."""
        return self._tagger.tag(tokens)

    def believed(self, tokens: Sequence[Token], matches: Sequence[Match]) -> Sequence[Match]:
        """The matches that capitals allow: the name of a place has one."""
        plain = not any(t.text[:1].isupper() for t in tokens)
        return [m for m in matches if m.kind != "places" or plain or _capital(tokens, m)]

    def laid_out(self, view: View) -> View:
        """A sentence with its phrases from their heads on, its speakers before their words."""
        return layout.laid_out(view, self._tagger, self._marks, self.lexicon.root)

    def place_names(self, place: Named) -> Iterable[str]:
        """The Latin name and the variants in Latin letters."""
        return [n for n in (place.name_en, *place.other_names) if n and n[0].isascii() and n[0].isalpha()]

    def asks_cue(self, place: Named) -> bool:
        """Whether the name is an ordinary word."""
        return self.is_word(place.name_en) and place.population < _FAMOUS

    def phrase(self, text: str) -> tuple[tuple[str, bool], ...]:
        """The folded words of a name or form, each with whether 'the' stood before it."""
        return self._folded(text)

    def parted(self, phrase: Sequence[Known], word: Known) -> bool:
        """Whether a word with the article cannot go on with the noun phrase before it: never in English."""
        return word.token.article and word.pos != "J" and not word.qualifies

    def latin(self, text: str) -> str:
        """A name as ids are spelt."""
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        return _LATIN.sub("-", plain.replace("'", "")).strip("-")

    def spellings(self, token: Token) -> tuple[str, ...]:
        """Folded forms in which a word that is searched for may stand in a text, its own form first."""
        return (token.norm,)

    def is_word(self, name: str) -> bool:
        """Whether a place's name is also an ordinary word, so that it needs a cue to be read as a place."""
        low = name.lower()
        return low in classes() or low in _words() or low in self._tagger.words

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


def _forms(node: Node) -> Iterable[Form]:
    """The verbs that a word is or begins."""
    yield from node.forms
    stack = list(node.next.values())
    while stack:
        here = stack.pop()
        yield from (f for f in here.forms if f.spelling.pos == "V")
        stack.extend(here.next.values())


def _capital(tokens: Sequence[Token], match: Match) -> bool:
    """Whether the name of a place is spelt with a capital; at the head of a line another word shows it."""
    words = tokens[match.first : match.last]
    return any(t.text[:1].isupper() for t in words)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Ordinary words that are also names of places."""
    return frozenset((FOLDER / "words_as_names.txt").read_text(encoding="utf-8").split())


def language() -> English:
    """The English language, its word lists loaded."""
    return English()
