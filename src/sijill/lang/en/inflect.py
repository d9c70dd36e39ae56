"""From the citation forms of a word list to the spellings met in a text.

A noun is given as its singular ('air strike'), with its plural where the rules do not give it
('man of war/men of war'); a verb as its base form ('open fire'), the first word of a phrase being conjugated.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from sijill.lexicon import Spelling

_VOWELS = "aeiou"
_HISSING = ("s", "x", "z", "ch", "sh")


class _Irregular(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    doubling: tuple[str, ...]
    nouns: dict[str, str]
    verbs: dict[str, tuple[str, str]]


@lru_cache(maxsize=1)
def _irregular() -> _Irregular:
    return msgspec.toml.decode((Path(__file__).parent / "irregular.toml").read_bytes(), type=_Irregular)


def noun(citation: str) -> Iterator[Spelling]:
    """Yield the spellings of 'singular' or 'singular/plural'; '-' stands for the one that there is not."""
    singular, _, plural = citation.partition("/")
    if singular == "-":
        yield Spelling(plural, "N", "many")
        return
    yield Spelling(singular, "N", "one")
    if plural != "-":
        yield Spelling(plural or plural_of(singular), "N", "many")


def plural_of(singular: str) -> str:
    """The plural of a noun phrase: of its last word, or of the word before 'of', 'to', 'in'."""
    words = singular.split(" ")
    at = next(
        (n for n, word in enumerate(words) if n and word in ("of", "to", "in", "on", "by", "for")), len(words)
    )
    front, _, last = words[at - 1].rpartition("-")
    made = _irregular().nouns.get(last.lower()) or _plural(last)
    words[at - 1] = f"{front}-{made}" if front else made
    return " ".join(words)


def _plural(word: str) -> str:
    if word.endswith(_HISSING):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def verb(citation: str, voice: str = "") -> Iterator[Spelling]:
    """Yield the conjugated spellings of a base form; `voice` 'passive' is of those whose subject undergoes it
    in the active too ('came under fire').

    'going' is the form in -ing, 'done' a participle that is no past; the words around a verb say its voice
    and tense (lang/en/clauses.py).
    """
    head, _, rest = citation.partition(" ")
    tail = f" {rest}" if rest else ""
    past, participle = past_of(head)
    tenses = {head: "present", _plural(head): "present", ing_of(head): "going", past: "past"}
    tenses.setdefault(participle, "done")
    for form, tense in tenses.items():
        yield Spelling(form + tail, "V", "", "3", voice, tense)


def past_of(head: str) -> tuple[str, str]:
    """The past and the past participle of a verb."""
    prefix, _, last = head.rpartition("-")
    found = _irregular().verbs.get(last)
    if found:
        return (f"{prefix}-{found[0]}", f"{prefix}-{found[1]}") if prefix else found
    made = _suffixed(head, "ed")
    return made, made


def ing_of(head: str) -> str:
    """The form in -ing of a verb."""
    if head.endswith("ie"):
        return head[:-2] + "ying"
    return _suffixed(head, "ing")


def _suffixed(head: str, ending: str) -> str:
    if head in _irregular().doubling:
        return head + head[-1] + ending
    if ending == "ed" and head.endswith("y") and head[-2:-1] not in _VOWELS:
        return head[:-1] + "ied"
    if head.endswith("e") and not (ending == "ing" and head.endswith(("ee", "oe", "ye"))):
        return head[:-1] + ending
    if _doubles(head):
        return head + head[-1] + ending
    return head + ending


def _doubles(head: str) -> bool:
    """One syllable that ends in one vowel and one consonant: 'stab', 'gun'."""
    vowels = sum(letter in _VOWELS for letter in head)
    closed = len(head) > 2 and head[-1] not in _VOWELS + "wxy" and head[-2] in _VOWELS
    return closed and vowels == 1


def irregular_verbs() -> tuple[str, ...]:
    """The base forms of the irregular verbs."""
    return tuple(_irregular().verbs)
