"""The closed classes of English (`closed_class.toml`) and what an ending says of an open one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from . import inflect

_FILE = Path(__file__).parent / "closed_class.toml"
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
HAVE = frozenset({"has", "have", "had", "having"})
DO = frozenset({"do", "does", "did"})
WILL = frozenset({"will", "shall"})
MODAL = frozenset({"would", "should", "may", "might", "can", "could", "must", "ought"})
GET = frozenset({"get", "gets", "got", "getting"})
AUXILIARY = BE | HAVE | DO | WILL | MODAL
PAST = frozenset({"was", "were", "had", "did", "has", "have", "been"})
OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "your"})
PRONOUNS = frozenset(
    {
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "him",
        "them",
        "us",
        "me",
        "himself",
        "themselves",
        "itself",
    }
)
SUBJECTS = frozenset({"he", "she", "it", "they", "we", "i", "you"})
DETERMINERS = frozenset(
    {
        "a", "an", "the", "this", "that", "these", "those", "each", "every", "such", "another", "any", "some",
        "no", "all", "both",
    }
)  # fmt: skip


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class _Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    base: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    words: Mapping[str, tuple[str, ...]]
    numbers: _List
    verbs: _Verbs


@cache
def classes() -> Mapping[str, str]:
    """The letter of each word of a closed class."""
    file = msgspec.toml.decode(_FILE.read_bytes(), type=_File)
    found = dict.fromkeys(file.numbers.words, "#")
    for letter, words in file.words.items():
        for word in words:
            found.setdefault(word, letter)
    return found


class Verb(msgspec.Struct, frozen=True):
    """What a spelling may be of a verb: its base and -s form, its past, its participle, its -ing."""

    base: bool = False
    past: bool = False
    participle: bool = False
    ing: bool = False


@cache
def common() -> Mapping[str, Verb]:
    """The spellings of the irregular verbs and of the common ones that no word list has."""
    file = msgspec.toml.decode(_FILE.read_bytes(), type=_File)
    found: dict[str, Verb] = {}
    for base in dict.fromkeys((*file.verbs.base, *inflect.irregular_verbs())):
        for form, verb in forms_of(base).items():
            old = found.get(form, Verb())
            found[form] = joined(old, verb)
    return found


def forms_of(base: str) -> dict[str, Verb]:
    """The spellings of a verb with what each may be."""
    past, participle = inflect.past_of(base)
    found: dict[str, Verb] = {}
    for form, verb in (
        (base, Verb(base=True)),
        (inflect.plural_of(base), Verb(base=True)),
        (inflect.ing_of(base), Verb(ing=True)),
        (past, Verb(past=True)),
        (participle, Verb(participle=True)),
    ):
        found[form] = joined(found.get(form, Verb()), verb)
    return found


def joined(one: Verb, two: Verb) -> Verb:
    """Both readings of a spelling."""
    return Verb(
        one.base or two.base, one.past or two.past, one.participle or two.participle, one.ing or two.ing
    )
