"""Which word with the article goes on with a noun phrase in Arabic, and which begins one of its own.

A definite word behind a noun is its genitive where the noun can govern one, or its adjective where it agrees
with it. What is neither begins a new phrase, which is how the object is told from a subject that stands
before it with nothing in between.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sijill.language import Known

_FILE = Path(__file__).parent / "agreement.toml"
_FEMININE = ("ه", "ات")
_FULL = ("ون", "ين", "ان")  # with this ending a plural or dual governs nothing
_CASE = {"ون": "subject", "و": "subject", "ين": "object", "ي": "object"}


def parted(phrase: Sequence[Known], word: Known) -> bool:
    """Whether a word cannot go on with the phrase before it."""
    last = phrase[-1]
    if not word.token.article:
        if word.thing and last.token.article and not word.qualifies:
            return True  # 'the villagers | a patrol': no adjective of a definite noun is bare
        if word.thing and word.pos == "N" and not word.qualifies and _described(phrase):
            return True  # 'a Turkish aircraft | positions': no genitive stands behind an adjective
        if _full(last) and word.pos == "N" and not _ends_alike(word.token.norm):
            return True  # 'two rockets | a flat'
        return _accusative(word) and last.pos in "NJX" and not _accusative(last)
    if last.named and word.thing and not word.noun and word.pos == "N":
        return True  # 'the forces of X | the young man'
    if any(w.token.article or w.token.suffix or w.named for w in phrase):
        return word.noun or not any(_agrees(noun, word) for noun in phrase if noun.pos in "NXJ")
    return _full(last) or _described(phrase)


def _accusative(word: Known) -> bool:
    """Whether a bare word ends in the alef of the accusative, as no genitive and no mere subject does."""
    if word.token.article or word.token.suffix:
        return False
    if word.token.text.endswith(("\u0627\u064b", "\u064b\u0627")):
        return True
    return word.number in ("one", "") and word.thing and word.token.norm.endswith("ا")


def _ends_alike(norm: str) -> bool:
    """Whether a word has an ending of the dual or the sound plural, as an adjective of one would."""
    return norm.endswith(_FULL) or (len(norm) > 4 and norm.endswith(("و", "ي")))


def _full(word: Known) -> bool:
    """Whether a bare word shows by its ending that it governs no genitive: 'gunmen', not 'gunmen of'."""
    if word.token.suffix or word.pos not in "NJ":
        return False
    return word.number in ("many", "two") and word.token.norm.endswith(_FULL)


def _described(phrase: Sequence[Known]) -> bool:
    """Whether a bare noun and its bare adjective end the phrase: an adjective stands between no noun and its
    genitive.
    """
    if len(phrase) < 2:
        return False
    word = phrase[-1]
    noun = next((w for w in reversed(phrase[:-1]) if w.pos not in "JA"), phrase[0])
    if noun.pos not in "NX" or word.noun or word.pos not in "NJA" or word.token.article or word.token.suffix:
        return False
    feminine = noun.token.norm.endswith(_FEMININE), word.token.norm.endswith(_FEMININE)
    if word.pos in "JA" or word.qualifies:
        return feminine[0] == feminine[1] or noun.number == "many"
    return all(feminine) and _participle(word.token.norm)


def _participle(norm: str) -> bool:
    """Whether a word has the mould of an adjective: 'armed', 'unknown', 'military', not 'treatment of'."""
    if norm.endswith("يه"):
        return not norm.startswith("ت")
    return norm.startswith("م") and len(norm) >= 5 and norm[2] != "ا"


def _agrees(noun: Known, word: Known) -> bool:
    """Whether a definite word can be an adjective of a noun, by gender, number and case."""
    ending = word.token.norm
    if _plural(ending):
        return _may_be_people(noun) and _case(noun) in ("", _case(word))
    if ending.endswith("ات"):
        return noun.token.norm.endswith(("ات", "اء")) or noun.number == "many"
    if ending.endswith("ه") or word.token.text.endswith("ى"):
        return noun.token.stem not in _masculine()
    if word.number == "one" and noun.number in ("many", "two") and _ends_alike(noun.token.norm):
        return False
    return not noun.token.norm.endswith(_FEMININE)


def _plural(norm: str) -> bool:
    """Whether a definite word has the ending of the masculine plural; a few nouns end so by nature."""
    if len(norm) < 6 or not norm.endswith(("ون", "ين")):
        return False
    return not (norm.startswith("الت") and len(norm) == 7)


def _may_be_people(noun: Known) -> bool:
    stem = noun.token.stem
    if noun.pos == "X" and not noun.token.article:
        return False
    return noun.number != "one" and stem not in _masculine() and not stem.endswith(_FEMININE)


def _case(word: Known) -> str:
    """The case that the ending of a sound plural shows."""
    norm = word.token.norm
    if word.number == "many" or (word.token.article and _plural(norm)):
        return next((case for ending, case in _CASE.items() if norm.endswith(ending)), "")
    return ""


@cache
def _masculine() -> frozenset[str]:
    """Folded nouns of bodies and persons that take an adjective of the masculine singular alone."""
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["masculine"])
