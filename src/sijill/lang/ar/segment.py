"""Where one Arabic word is cut: proclitics, article, stem, pronoun suffix.

A character model proposes, grammar disposes: only cuts that are legal in the language are ever returned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources

import msgspec
import pycrfsuite

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_FUTURE = "س"
_IMPERFECT = "يتنا"
_SUFFIXES = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي")
_SHORTEST_STEM = 2
_FRONTS = frozenset(
    (first + second) for first in ("", *_CONJUNCTIONS) for second in ("", *_PREPOSITIONS, _FUTURE)
)


class Cut(msgspec.Struct, frozen=True, array_like=True):
    """A word cut up: how many letters each part takes; `article` is 0, 1 (the lam of لل) or 2."""

    pre: int
    article: int
    stem: int
    suffix: int


class CharacterModel:
    """A conditional random field over the letters of one word."""

    def __init__(self, path: str | None = None) -> None:
        self._tagger = pycrfsuite.Tagger()
        if path is None:
            # the tagger reads from these bytes for as long as it lives and does not keep them alive itself
            self._model = resources.files(__package__).joinpath("segment.crfsuite").read_bytes()
            self._tagger.open_inmemory(self._model)
        else:
            self._tagger.open(path)

    def cut(self, word: str) -> Cut | None:
        """Cut `word` (marks off, hamza and ta marbuta kept); None where the labels make no legal cut."""
        return from_labels(word, self._tagger.tag(features(word)))

    def probability(self, cut: Cut) -> float:
        """How likely `cut` is, of the word that was cut last."""
        return float(self._tagger.probability(labels(cut)))


def features(word: str) -> list[list[str]]:
    """The model's view of each letter: its neighbours, the word's two ends, and how far they are."""
    padded = "^^^" + word + "$$$"
    length = len(word)
    rows = []
    for index in range(length):
        at = index + 3
        left, here, right = padded[at - 3 : at], padded[at], padded[at + 1 : at + 4]
        behind = length - 1 - index
        row = [
            here,
            "a" + left[2] + here,
            "b" + here + right[0],
            "c" + left[2] + here + right[0],
            "f" + here + right,
            "g" + left + here,
        ]
        if index < 5:
            row.append(f"h{index}{word[: index + 3]}")
            row.append(f"i{index}{min(length, 9)}")
            row.append(f"m{word[: index + 1]}|{padded[at + 1 : at + 5]}")
        if behind < 4:
            row.append(f"j{behind}{word[-4:]}")
            row.append(f"k{behind}{word[:2]}{min(length, 9)}")
            row.append(f"l{behind}{word[-5:]}")
        rows.append(row)
    return rows


def labels(cut: Cut) -> list[str]:
    """One label a letter: P proclitic, A article, S stem, F suffix."""
    return ["P"] * cut.pre + ["A"] * cut.article + ["S"] * cut.stem + ["F"] * cut.suffix


def from_labels(word: str, marks: Sequence[str]) -> Cut | None:
    """The cut that a row of labels means, or None when it is not a legal one."""
    line = "".join(marks)
    pre = len(line) - len(line.lstrip("P"))
    article = len(line) - pre - len(line[pre:].lstrip("A"))
    suffix = len(line) - len(line.rstrip("F"))
    stem = len(line) - pre - article - suffix
    cut = Cut(pre, article, stem, suffix)
    return cut if line == "".join(labels(cut)) and is_legal(word, cut) else None


def is_legal(word: str, cut: Cut) -> bool:
    """Whether the language allows `cut` in `word`."""
    if cut.stem < _SHORTEST_STEM:
        return False
    rest = word[cut.pre + cut.article :]
    if cut.suffix and word[len(word) - cut.suffix :] not in _SUFFIXES:
        return False
    if cut.article and cut.suffix:
        return False
    pre = word[: cut.pre]
    if not _legal_proclitics(pre, rest):
        return False
    if cut.article == 2:
        return word.startswith("ال", cut.pre) and not pre.endswith(("ل", _FUTURE))
    return cut.article == 0 or (pre.endswith("ل") and word[cut.pre] == "ل")


def _legal_proclitics(pre: str, rest: str) -> bool:
    inner = pre[1:] if pre[:1] and pre[0] in _CONJUNCTIONS else pre
    if inner == _FUTURE:
        return rest[0] in _IMPERFECT + "أ"
    return inner == "" or (len(inner) == 1 and inner in _PREPOSITIONS)


def fronts(word: str) -> Iterator[tuple[int, int]]:
    """Every legal (proclitics, article) at the front of `word`, the fewest letters first."""
    for pre in range(min(3, len(word))):
        if word[:pre] not in _FRONTS:
            continue
        for article in _articles(word, pre):
            if is_legal(word, Cut(pre, article, len(word) - pre - article, 0)):
                yield pre, article


def _articles(word: str, pre: int) -> tuple[int, ...]:
    if word.startswith("ال", pre):
        return (2, 0)
    return (1, 0) if pre and word.startswith("لل", pre - 1) else (0,)


def backs(word: str) -> Iterator[int]:
    """Every legal length of a pronoun suffix at the end of `word`, the longest first."""
    if word.endswith("ة"):
        return
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            yield len(suffix)
