"""The coarse part of speech of each word of a sentence, by a model over words."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import msgspec
import pycrfsuite

from sijill.text import Token


class View(msgspec.Struct, frozen=True, array_like=True):
    """What the tagger sees of one word: its own features, and those it lends to the word after and before it.

    They are in UTF-8, as the model has them: a word's are made once and read each time it comes.
    """

    own: tuple[bytes, ...]
    left: tuple[bytes, ...]
    right: tuple[bytes, ...]


class TagModel:
    """A conditional random field over the words of one sentence."""

    def __init__(self, path: str | None = None) -> None:
        self._tagger = pycrfsuite.Tagger()
        file = Path(path) if path else resources.files(__package__).joinpath("tag.crfsuite")
        # the tagger reads from these bytes for as long as it lives and does not keep them alive itself
        self._model = file.read_bytes()
        self._tagger.open_inmemory(self._model)
        self._known = features(self._model)

    def known(self, view: View) -> View:
        """The part of a view that the model has weights for: it passes over the rest, and slowly."""
        parts = (view.own, view.left, view.right)
        return View(*(tuple(filter(self._known.__contains__, part)) for part in parts))

    def tag(self, views: Sequence[View]) -> tuple[str, ...]:
        """One letter a word (see `sijill.text.Token`)."""
        return tuple(self._tagger.tag(rows(views)))


def features(model: bytes) -> frozenset[bytes]:
    """The names of a model's features, from its file.

    The tenth number of the file says where the table of names begins; in the table's own head, the fifth and
    sixth say how many names there are and where their places are listed.
    """
    (table,) = struct.unpack_from("<I", model, 36)
    count, places = struct.unpack_from("<2I", model, table + 16)
    found: list[bytes] = []
    for place in struct.unpack_from(f"<{count}I", model, table + places):
        (length,) = struct.unpack_from("<I", model, table + place + 4)  # with the nought that ends a name
        found.append(model[table + place + 8 : table + place + 7 + length])
    return frozenset(found)


def view(token: Token, closed: str) -> View:
    """Look at `token`; `closed` is its letter in the list of closed classes, or nothing."""
    norm, stem = token.norm, token.stem
    shape = _shape(norm)
    if shape:
        return _lending((shape, "w" + norm), (shape,))
    marbuta = "ة" if token.text.endswith("ة") else ""
    article = "A" if token.article else ""
    own = [
        "w" + norm,
        "s" + stem,
        "x" + article + stem[:1],
        "y" + article + stem[:2],
        "z" + stem[:3],
        "1" + article + marbuta + stem[-1:],
        "2" + article + marbuta + stem[-2:],
        "3" + marbuta + stem[-3:],
        f"l{min(len(stem), 8)}{article}{marbuta}",
        "p" + token.pre,
        "f" + token.suffix,
        "v" + stem[:1] + "|" + stem[-2:],
        "u" + _pattern(stem, marbuta) + article,
    ]
    if closed:
        own.append("c" + closed)
    lent = (
        "w" + norm,
        "s" + stem,
        "e" + article + marbuta + stem[-2:] + closed,
        "p" + token.pre[-1:] + article + closed,
    )
    return _lending(tuple(own), lent)


def _lending(own: tuple[str, ...], lent: tuple[str, ...]) -> View:
    return View(
        tuple(name.encode() for name in own),
        tuple(("<" + name).encode() for name in lent),
        tuple((">" + name).encode() for name in lent),
    )


def rows(views: Sequence[View]) -> list[list[bytes]]:
    """The model's view of each word: its own features and what its neighbours lend."""
    before = [(b"<#",), *(v.left for v in views[:-1])]
    after = [*(v.right for v in views[1:]), (b">#",)]
    return [[*v.own, *left, *right] for v, left, right in zip(views, before, after, strict=True)]


def _shape(norm: str) -> str:
    if norm[:1].isdigit():
        return "digit"
    if not norm[:1].isalpha():
        return "point"
    return "latin" if norm[0] < "\u0250" else ""


def _pattern(stem: str, marbuta: str) -> str:
    """The word's mould: letters that belong to moulds are kept, the others are written as one sign."""
    return "".join(char if char in "اويتمنسء" else "-" for char in stem[:9]) + marbuta
