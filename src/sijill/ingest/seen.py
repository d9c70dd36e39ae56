"""Which documents are here already: the same document twice is one, and an id belongs to one text."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from .arrival import Arrival, Arrived, Item

ENOUGH = 8  # characters of a digest that tell two texts of one id apart


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a document that is here: its id, outlet, the sha256 of its bytes and of its text."""

    id: str
    sha256: str
    text_sha256: str
    outlet: str = ""


def text_digest(text: str) -> str:
    """The sha256 of a text's words, whatever the blanks between them."""
    return sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


class Seen:
    """The documents that came before, of earlier runs (`known`) and of this one."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._ids: dict[str, Known] = {}
        self._texts: dict[str, tuple[Known, ...]] = {}
        for one in known:
            self._keep(one)

    def judge(self, item: Item, arrival: Arrival) -> Arrived:
        """The arrival, kept and given on; or that it is here already; or that its id is taken.

        The same id with the same bytes or words is the same document. The same words under another id are
        the same document when the outlet is the same or one of the two is not known; from another outlet
        they are a copy, which is kept. Another text under a taken id is refused where the id is the
        source's own word; an id made of a file's name or an address gets a digest behind it.
        """
        where, note = item.where, item.note
        new = _known(arrival)
        old = self._ids.get(new.id)
        if old is not None and not _same(old, new):
            if item.own_id:
                taken = f"the id '{new.id}' is taken by a document with another text"
                return Arrived(where=where, problem=taken, note=note, code="id-taken")
            renamed = f"{new.id}~{new.text_sha256[:ENOUGH]}"
            told = f"another text under the id '{new.id}': kept as '{renamed}'"
            document = msgspec.structs.replace(arrival.document, id=renamed)
            arrival = msgspec.structs.replace(arrival, document=document)
            note = "; ".join(filter(None, (note, told)))
            new = _known(arrival)
            old = self._ids.get(new.id)
        if old is not None:
            return Arrived(where=where, code="same-document")
        for twin in self._texts.get(new.text_sha256, ()):
            if not (twin.outlet and new.outlet) or twin.outlet == new.outlet:
                return Arrived(where=where, code="same-text", note=f"the same text as '{twin.id}'")
        self._keep(new)
        return Arrived(where=where, arrival=arrival, note=note)

    def _keep(self, one: Known) -> None:
        self._ids[one.id] = one
        self._texts[one.text_sha256] = (*self._texts.get(one.text_sha256, ()), one)


def _known(arrival: Arrival) -> Known:
    document = arrival.document
    return Known(
        id=document.id,
        sha256=arrival.sha256,
        text_sha256=text_digest(document.text),
        outlet=document.outlet,
    )


def _same(old: Known, new: Known) -> bool:
    return old.sha256 == new.sha256 or old.text_sha256 == new.text_sha256
