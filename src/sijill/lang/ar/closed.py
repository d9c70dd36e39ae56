"""The closed classes of Arabic (`closed_class.toml`): words whose cut and part of speech need no model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

_FILE = Path(__file__).parent / "closed_class.toml"
_ARTICLE = "ال"
_VERB_ENDINGS = ("ت", "وا", "ا", "تا")
_BARE_ARTICLES = ("ال", "وال", "فال", "بال", "كال", "لل", "ولل", "فلل", "وبال", "فبال")


class Closed(msgspec.Struct, frozen=True, array_like=True):
    """A word of a closed class: its parts, folded, and its letter (see `sijill.text.Token`)."""

    pre: str
    article: bool
    stem: str
    suffix: str
    pos: str


class _List(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class _Numbers(_List, frozen=True, kw_only=True, forbid_unknown_fields=True):
    never_with_article: tuple[str, ...]


class _Uncut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    names: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: str
    words: Mapping[str, tuple[str, ...]]
    numbers: _Numbers
    pronouns: Mapping[str, tuple[str, ...]]
    takes_preposition: Mapping[str, tuple[str, ...]]
    never_with_conjunction: _List
    uncut: _Uncut


def uncut(fold: Callable[[str], str]) -> frozenset[str]:
    """Folded words, without article, that look as if they had a clitic and have none."""
    words = _file().uncut
    verbs = (verb.removesuffix("ى") + ending for verb in words.verbs for ending in _VERB_ENDINGS)
    nouns = (noun + ending for noun in words.nouns for ending in ("", *_noun_endings(noun)))
    return frozenset(fold(word) for word in (*words.verbs, *verbs, *nouns, *words.names) if len(word) > 2)


def names(fold: Callable[[str], str]) -> frozenset[str]:
    """Folded names of places and people among the words of `uncut`, without article."""
    return frozenset(map(fold, _file().uncut.names))


def _noun_endings(noun: str) -> tuple[str, ...]:
    return () if noun.endswith(("ة", "ا", "ى", "ء", "ه")) or len(noun) < 3 else ("ا", "ان", "ين", "ون")


@cache
def _file() -> _File:
    return msgspec.toml.decode(_FILE.read_bytes(), type=_File)


def load(fold: Callable[[str], str]) -> Mapping[str, Closed]:
    """All words of the closed classes by their folded spelling, with every clitic they take."""
    file = _file()
    found: dict[str, Closed] = {}
    for entry in _plain(file):
        word = Closed(fold(entry.pre), entry.article, fold(entry.stem), fold(entry.suffix), entry.pos)
        found.setdefault(spell(word), word)
    never = {fold(word) for word in file.never_with_conjunction.words}
    for norm, word in tuple(found.items()):
        for letter in "وف":
            if len(norm) > 1 and letter + norm not in never:
                found.setdefault(letter + norm, msgspec.structs.replace(word, pre=letter + word.pre))
    for norm in _BARE_ARTICLES:
        found[norm] = Closed(
            norm.removesuffix(_ARTICLE) if norm.endswith(_ARTICLE) else norm[:-1], True, "", "", "N"
        )
    return found


def spell(word: Closed) -> str:
    """The folded spelling of `word`, all parts joined."""
    if word.article and word.pre.endswith("ل"):
        return word.pre + "ل" + word.stem
    return word.pre + (_ARTICLE if word.article else "") + word.stem + word.suffix


def _plain(file: _File) -> Iterator[Closed]:
    for pos, words in file.words.items():
        yield from (Closed("", False, word, "", pos) for word in words)
    for pos, words in file.takes_preposition.items():
        yield from (_relative(letter, word, pos) for word in words for letter in "بلك")
    for word in file.numbers.words:
        yield Closed("", False, word, "", "#")
        if word not in file.numbers.never_with_article:
            yield from (Closed(letter, True, word, "", "#") for letter in ("", "ب", "ل", "ك"))
        if len(word) > 2:
            yield from (Closed(letter, False, word, "", "#") for letter in "بلك")
    never = set(file.pronouns.get("never", ()))
    for pos, words in file.pronouns.items():
        if pos in ("never", "suffixes"):
            continue
        for word in words:
            for suffix in file.pronouns["suffixes"]:
                if word + suffix not in never:
                    yield _held(word, suffix, pos)


def _relative(letter: str, word: str, pos: str) -> Closed:
    """A relative pronoun's ال is part of it, and loses its alef after ل."""
    stem = word[1:] if letter == "ل" and word.startswith(_ARTICLE) else word
    return Closed(letter, False, stem, "", pos)


def _held(word: str, suffix: str, pos: str) -> Closed:
    """A particle with its pronoun; بأن, لأن and كأن are a proclitic and أن."""
    if len(word) == 3 and word.endswith("أن"):
        return Closed(word[0], False, word[1:], suffix, pos)
    return Closed("", False, word, suffix, pos)
