"""A lexicon as bytes and back: forms by the number of their entry, the trie by the numbers of its forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from .lexicon import KINDS, Entry, Form, Lexicon, Node, Speller, Spelling


class _Mould(NamedTuple):
    """What many forms are alike in: few moulds tell it of all of them, and hold it once in memory."""

    kind: str
    told: tuple[str, ...]
    article: bool
    loaded: str


class _PackedForm(msgspec.Struct, frozen=True, array_like=True, gc=False):
    entry: int
    mould: int
    text: str


class _PackedNode(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    next: dict[str, _PackedNode] | None = None
    forms: tuple[int, ...] = ()
    gaps: tuple[tuple[str, str, int], ...] = ()


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    entries: dict[str, msgspec.Raw]
    moulds: tuple[_Mould, ...]
    forms: tuple[_PackedForm, ...]
    root: _PackedNode


def pack(lexicon: Lexicon) -> bytes:
    """The lexicon as bytes."""
    number = {id(entry): n for n, entry in enumerate(e for group in lexicon.entries.values() for e in group)}
    forms: dict[int, int] = {}
    moulds: dict[_Mould, int] = {}
    packed: list[_PackedForm] = []

    def of(form: Form) -> int:
        if id(form) not in forms:
            forms[id(form)] = len(packed)
            entry = -1 if form.entry is None else number[id(form.entry)]
            mould = _Mould(form.kind, form.spelling[1:], form.article, form.loaded)
            packed.append(_PackedForm(entry, moulds.setdefault(mould, len(moulds)), form.spelling.text))
        return forms[id(form)]

    def node(here: Node) -> _PackedNode:
        following = {word: node(after) for word, after in here.next.items()}
        return _PackedNode(
            following or None,
            tuple(map(of, here.forms)),
            tuple((word, lead, of(f)) for word, lead, f in here.gaps),
        )

    root = node(lexicon.root)
    entries = {kind: msgspec.Raw(msgspec.msgpack.encode(group)) for kind, group in lexicon.entries.items()}
    return msgspec.msgpack.encode(_Packed(entries, tuple(moulds), tuple(packed), root))


def unpack(data: bytes, speller: Speller) -> Lexicon:
    """The lexicon that `pack` packed. Raises msgspec.MsgspecError or LookupError where it is none."""
    packed = msgspec.msgpack.decode(data, type=_Packed)
    lexicon = Lexicon({}, speller)
    lexicon.entries = {kind: _entries(raw, KINDS[kind]) for kind, raw in packed.entries.items()}
    everything: list[Entry | None] = [entry for group in lexicon.entries.values() for entry in group]
    lexicon.by_id = {entry.id: entry for entry in everything if entry is not None}
    everything.append(None)  # what -1, no entry, stands for
    forms = [_form(everything[f.entry], packed.moulds[f.mould], f.text) for f in packed.forms]
    shared: dict[str, str] = {}
    _fill(lexicon.root, packed.root, forms, shared.setdefault)
    return lexicon


def _form(entry: Entry | None, mould: _Mould, text: str) -> Form:
    return Form(entry, mould.kind, Spelling(text, *mould.told), mould.article, mould.loaded)


def _entries(raw: msgspec.Raw, struct: type[Entry]) -> tuple[Entry, ...]:
    return msgspec.msgpack.decode(raw, type=tuple[struct, ...])  # type: ignore[valid-type]


def _fill(node: Node, packed: _PackedNode, forms: Sequence[Form], shared: Callable[[str, str], str]) -> None:
    """Make a node what a packed one says; `shared` gives one string for all words that are alike."""
    if packed.forms:
        node.forms = tuple([forms[n] for n in packed.forms])
    if packed.gaps:
        node.gaps = tuple([(word, lead, forms[n]) for word, lead, n in packed.gaps])
    if packed.next:
        following = node.next = {}
        for word, after in packed.next.items():
            made = following[shared(word, word)] = Node()
            _fill(made, after, forms, shared)
