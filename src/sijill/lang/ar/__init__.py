"""Arabic: its spelling, words, numbers, times, word lists and frames, as the core's `Language`."""

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
from sijill.lexicon import Entry, Lexicon, Node, Speller, load_entries
from sijill.lexicon_packed import pack, unpack
from sijill.matching import Match
from sijill.text import FoldTable, Token, folder

from . import agreement, inflect, latin, numbers, place_names, searching, times
from .tokens import Tokenizer
from .words import REMEMBERED, Words, bare_table, spelt

FOLDER = Path(__file__).parent
_WORD = re.compile(r"\d+|[^\W\d_]+")
_FUSED = "بل"  # a form may begin or go on with 'with' or 'for': such a word is no word of the vocabulary
_OUR = "نا"
_GOVERNING = ("ب", "ك")
_SPOKEN = "ي"
_MOTHER, _AND = "ام", "و"
_BEFORE_MOTHER = frozenset({"مقتل", "استشهاد", "وفاه", "اصابه", "اعتقال", "اختطاف", "خطف"})
_INITIALS = re.compile(r"(?<!\w)(?:\w\.){2,}\w?(?!\w)")


class Arabic:
    """The Arabic folder as the core sees it (see `sijill.language.Language`)."""

    code = "ar"

    def __init__(self) -> None:
        self.table = fold_table()
        self.fold, self.bare = folder(self.table), folder(bare_table(self.table))
        self.vocabulary: set[str] = set()
        self.words = Words(self.table, self.vocabulary)
        self.frames = msgspec.toml.decode((FOLDER / "frames.toml").read_bytes(), type=Frames)
        self._folded = lru_cache(maxsize=REMEMBERED)(self._fold_word)
        speller = Speller(self.phrase, inflect.noun, inflect.verb)
        self.lexicon = kept(
            "words-ar",
            lambda: Lexicon(load_entries(FOLDER / "lexicon"), speller),
            pack,
            lambda data: unpack(data, speller),
        )
        self._tokenizer = Tokenizer(self.words)
        self.learn(self.lexicon.root)

    def learn(self, node: Node) -> None:
        """Take the words of a trie into the vocabulary of known words, which are not cut."""
        inner: set[str] = set()
        for word, following in node.next.items():
            fused = word[0] in _FUSED and len(word) > 4 and word[1:] in node.next
            if not fused and not _is_ours(word, node):
                self.vocabulary.add(word)
            if following.next:
                _inner_words(following, inner)
        self.vocabulary.update(word for word in inner if word[0] not in _FUSED)
        self._tokenizer.forget()

    def take_in(self, more: Mapping[str, tuple[Entry, ...]]) -> None:
        """Add entries by kind to the word lists, before anything is read."""
        self.lexicon.take_in(more)
        self.learn(self.lexicon.root)

    def learn_names(self, names: Iterable[Sequence[str]], node: Node) -> None:
        """Take the words of names that a trie holds by now, and no others, into that vocabulary."""
        add, known = self.vocabulary.add, node.next
        for first, *rest in names:
            if first[0] not in _FUSED or len(first) < 5 or first[1:] not in known:
                add(first)
            for word in rest:
                if word[0] not in _FUSED:
                    add(word)
        self._tokenizer.forget()

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
        """The tokens of text[start:end], with offsets into `text`."""
        return self._tokenizer.tokens(text, start, len(text) if end is None else end)

    def tag(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The part of speech of each token, read in its sentence."""
        tags = list(self.words.tag(tokens))
        for index, token in enumerate(tokens):
            if tags[index] == "V" and token.pre[-1:] in _GOVERNING and token.stem[0] not in _SPOKEN:
                tags[index] = "N"  # no verb takes a preposition; a spoken present may begin so
        for index in range(1, len(tags)):
            if tags[index] == "N" == tags[index - 1] and _agree(tokens[index - 1], tokens[index]):
                tags[index] = "J"
            elif tokens[index].stem == _MOTHER and self._bears(tokens, tags, index):
                tags[index] = "N"
        return tuple(tags)

    def _bears(self, tokens: Sequence[Token], tags: Sequence[str], index: int) -> bool:
        """Whether a word written like 'or' is a mother: it has a pronoun, 'and' stands right behind it, or a
        preposition behind it and a verb of a woman, or a noun that is never followed by 'or', before it.
        """
        if tokens[index].suffix:
            return True
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is None or after.pre[:1] == _AND:
            return after is not None
        told = tags[index - 1] == "V" and tokens[index - 1].norm.endswith("ت")
        return tags[index + 1] == "P" and (told or tokens[index - 1].norm in _BEFORE_MOTHER)

    def believed(self, tokens: Sequence[Token], matches: Sequence[Match]) -> Sequence[Match]:
        """All matches: Arabic has no capitals."""
        return matches

    def laid_out(self, view: View) -> View:
        """The sentence as it stands."""
        return view

    def place_names(self, place: Named) -> Iterable[str]:
        """The Arabic name and its variants."""
        return (place.name_ar, *place.other_names) if place.name_ar else place.other_names

    def asks_cue(self, place: Named) -> bool:
        """As the gazetteer says."""
        return place.needs_cue

    def phrase(self, text: str) -> tuple[tuple[str, bool], ...]:
        """The folded words of a name or form, each with whether it carried an article."""
        return tuple([pair for word in text.split(" ") for pair in self._folded(word)])

    def _fold_word(self, text: str) -> tuple[tuple[str, bool], ...]:
        plain = self.bare(text)
        if "." in plain:
            plain = _INITIALS.sub(lambda found: found.group().replace(".", ""), plain)
        return tuple(self._without_article(word) for word in _WORD.findall(plain))

    def _without_article(self, word: str) -> tuple[str, bool]:
        """A word as the word lists know it: folded, its article off, unless it is a closed-class word."""
        norm = self.fold(word)
        if word.startswith("ال") and len(word) > 3 and norm not in self.words.closed:
            return norm[2:], True
        return norm, False

    def parted(self, phrase: Sequence[Known], word: Known) -> bool:
        """Whether a word with the article cannot go on with the noun phrase before it."""
        return agreement.parted(phrase, word)

    def latin(self, text: str) -> str:
        """A name in Latin letters as ids are spelt."""
        return latin.latin(text)

    def spellings(self, token: Token) -> tuple[str, ...]:
        """Folded forms in which a word that is searched for may stand in a text, its own form first."""
        return searching.spellings(token)

    def is_word(self, name: str) -> bool:
        """Whether a place's name is also an ordinary word, so that it needs a cue to be read as a place."""
        return place_names.is_word(name)

    def names_among(self, latin: str, names: Sequence[str]) -> tuple[str, ...]:
        """Of a place's names in many languages those of this one, the likest to its Latin name first."""
        return place_names.arabic_names(latin, names)

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


def _agree(noun: Token, after: Token) -> bool:
    """Whether two bare words both end in the accusative's alef: the second is an adjective of the first."""
    if after.pre or not after.norm.endswith("ا"):
        return False
    return all(word.norm.endswith("ا") and not word.article and len(word.stem) > 3 for word in (noun, after))


def _is_ours(word: str, node: Node) -> bool:
    """Whether a word is one that lists know with 'our' behind it: it is cut all the same."""
    stem = word.removesuffix(_OUR)
    return stem != word and len(stem) > 3 and any(one in node.next for one in spelt(stem, _OUR))


def _inner_words(node: Node, into: set[str]) -> None:
    into.update(node.next)
    for following in node.next.values():
        if following.next:
            _inner_words(following, into)


@lru_cache(maxsize=1)
def fold_table() -> FoldTable:
    """The fold table of language.toml, with the presentation forms of the Unicode standard added."""
    raw = tomllib.loads((FOLDER / "language.toml").read_text(encoding="utf-8"))["fold"]
    drop: set[str] = set()
    for item in raw["drop"]:
        first, _, last = item.partition("-")
        drop.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    letters: dict[str, str] = dict(raw["letters"])
    for code in (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            letters[chr(code)] = "".join(letters.get(c, c) for c in plain if c not in drop and c != " ")
    return FoldTable(drop=frozenset(drop), mapping=letters, pairs=dict(raw["pairs"]), joiners=raw["joiners"])


def language() -> Arabic:
    """The Arabic language, its word lists loaded."""
    return Arabic()
