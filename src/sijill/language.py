"""All that the core may know of a language; the rest is in the language's folder."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, Protocol, cast

import msgspec

from .errors import LanguageError
from .lexicon import Entry, Lexicon, Node
from .matching import Match
from .own_words import own_words, words_version
from .records import Count
from .text import Token


class Quantity(Protocol):
    """A number found among tokens [first, last)."""

    first: int
    last: int
    count: Count
    kind: str
    head: int | None


class When(Protocol):
    """A time expression found among tokens [first, last); `role` is point, window, habitual or duration."""

    first: int
    last: int
    start: str | None
    end: str | None
    precision: str
    role: str
    direction: str
    today: str | None


class Known(msgspec.Struct, frozen=True, gc=False):
    """A word of a noun phrase with what is known of it.

    `number` is one, two, many or ''; `noun` says that a word list has it as a noun for a site, `thing` as
    one for a person or site, `named` that it ends a name, `qualifies` that it is an adjective of country
    or means.
    """

    token: Token
    pos: str
    number: str = ""
    noun: bool = False
    thing: bool = False
    named: bool = False
    qualifies: bool = False


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which role a verb's subject and object, and each function of a preposition, take.

    `classes` limits a role to what can fill it; an argument of another class is left out.
    """

    subject: str = ""
    object: str = ""
    functions: Mapping[str, str] = {}


class Frames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The language's tables for assembly: what its proclitics and marks do, and the frames by name."""

    proclitics: Mapping[str, str]
    plural_suffixes: tuple[str, ...] = ()
    dual_suffixes: tuple[str, ...] = ()
    first_person: tuple[str, ...] = ()
    sentence_ends: tuple[str, ...] = ()
    semicolons: tuple[str, ...] = ()
    commas: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    seats: Mapping[str, str] = {}
    frames: Mapping[str, Frame]


class Named(Protocol):
    """A place with its names, as the gazetteer has it."""

    @property
    def name_ar(self) -> str:
        """Its name in Arabic, '' where it has none."""

    @property
    def name_en(self) -> str:
        """Its name in Latin letters."""

    @property
    def other_names(self) -> Sequence[str]:
        """Variants of either."""

    @property
    def needs_cue(self) -> bool:
        """Whether its Arabic name is an ordinary word."""

    @property
    def population(self) -> int:
        """How many live there, 0 where nobody says."""


class View(NamedTuple):
    """One sentence as a language lays it out for the core: what all token numbers in it count from.

    The core reads a noun phrase from its head, a genitive behind what it belongs to, and a speaker before the
    words. A language that has it otherwise gives its tokens in that order; offsets stay those of the text.
    """

    tokens: Sequence[Token]
    pos: Sequence[str]
    matches: Sequence[Match]
    times: Sequence[When]
    numbers: Sequence[Quantity]


class Language(Protocol):
    """What a language's folder gives the core."""

    code: str
    lexicon: Lexicon
    frames: Frames

    def __hash__(self) -> int:
        """Languages are kept apart by identity."""

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
        """The tokens of text[start:end], with offsets into `text`."""

    def tag(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The part of speech of each token, read in its sentence."""

    def learn(self, node: Node) -> None:
        """Take the words of a trie into the vocabulary of words that are known as they stand."""

    def take_in(self, more: Mapping[str, tuple[Entry, ...]]) -> None:
        """Add entries by kind to the word lists, before anything is read. Raises LexiconError for an id
        that is there already.
        """

    def learn_names(self, names: Iterable[Sequence[str]], node: Node) -> None:
        """Take the words of names that a trie holds by now, and no others, into that vocabulary."""

    def believed(self, tokens: Sequence[Token], matches: Sequence[Match]) -> Sequence[Match]:
        """The matches that the spelling of their words allows ('Hit' is a town, 'hit' is none)."""

    def laid_out(self, view: View) -> View:
        """A sentence in the order in which the core reads it: as it stands, where that is the order."""

    def place_names(self, place: Named) -> Iterable[str]:
        """Of a place's names those by which this language's texts call it."""

    def asks_cue(self, place: Named) -> bool:
        """Whether a place is read only beside a cue: one whose name is an ordinary word of the language."""

    def phrase(self, text: str) -> tuple[tuple[str, bool], ...]:
        """The folded words of a name or form, each with whether it carried an article."""

    def parted(self, phrase: Sequence[Known], word: Known) -> bool:
        """Whether a word with the article cannot go on with the noun phrase before it."""

    def latin(self, text: str) -> str:
        """A name in Latin letters as ids are spelt: lowercase words, hyphens between them."""

    def spellings(self, token: Token) -> tuple[str, ...]:
        """Folded forms in which a word that is searched for may stand in a text, its own form first."""

    def is_word(self, name: str) -> bool:
        """Whether a place's name is also an ordinary word, so that it needs a cue to be read as a place."""

    def names_among(self, latin: str, names: Sequence[str]) -> tuple[str, ...]:
        """Of a place's names in many languages those of this one, the likest to its Latin name first."""

    def numbers(self, tokens: Sequence[Token]) -> Sequence[Quantity]:
        """The numbers among the tokens."""

    def times(self, tokens: Sequence[Token], published: date | None, context: date | None) -> Sequence[When]:
        """The time expressions among the tokens, resolved against the publication date."""

    def calls_today(self, tokens: Sequence[Token]) -> bool:
        """Whether the tokens can say which day is today: where they do not, no time of theirs has one."""


def load_language(code: str) -> Language:
    """The language of folder `sijill/lang/<code>`, the user's own words among its.

    Loaded once, and again after these changed in this process. Raises LanguageError where there is none,
    LexiconError for words of the user that break a rule.
    """
    return _loaded(code, words_version(code))


@lru_cache(maxsize=4)
def _loaded(code: str, words: str) -> Language:
    return new_language(code)


def new_language(code: str, more: Mapping[str, tuple[Entry, ...]] = MappingProxyType({})) -> Language:
    """The same, loaded anew: a reader whose places differ needs words of its own to put them among.

    `more` are entries on trial, beside the user's own. Raises LanguageError where there is none.
    """
    if not code.isidentifier():
        raise LanguageError(f"'{code}' is no language code")
    try:
        module = importlib.import_module(f"sijill.lang.{code}")
    except ModuleNotFoundError as error:
        raise LanguageError(f"no language folder for '{code}'") from error
    made = cast(Language, module.language())
    own = own_words(code)
    if own or more:
        made.take_in({kind: (*own.get(kind, ()), *more.get(kind, ())) for kind in (*own, *more)})
    return made


def folded(language: Language, name: str) -> str:
    """A name as its words, spelling variants and the article alike; '' for one without a word."""
    return " ".join(word for word, _ in language.phrase(name))
