"""The word lists that documents were read with. Readings name a set of entries by its digest."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import insert, select

from ..lexicon import KINDS
from ..words_changed import Listed
from .database import Database, Scalar, encode, pieces
from .tables import word_entries, word_sets


class _Said(msgspec.Struct, frozen=True):
    lang: str
    kind: str
    entry: msgspec.Raw


class KeptWords:
    """The sets of entries that a ledger keeps."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    def has(self, digest: str) -> bool:
        """Whether a set was kept."""
        return _members(self._database, digest) is not None

    def note(self, digest: str, listed: Sequence[Listed]) -> None:
        """Keep a set of entries, in their order, under its digest; nothing where it is kept already."""
        with self._database.writing():
            _note(self._database, digest, listed)

    def kept(self, digest: str) -> tuple[Listed, ...] | None:
        """The entries of a set in their order; None where it was never kept, or holds what is none now."""
        return _kept(self._database, digest)


def _note(database: Database, digest: str, listed: Sequence[Listed]) -> None:
    if _members(database, digest) is not None:
        return
    chosen = select(word_entries.c.json, word_entries.c.number).order_by(word_entries.c.number)
    known = {row.json: row.number for row in database.rows(chosen)}
    wanted = [encode(one) for one in listed]
    first = database.next_number(word_entries)
    fresh = list(dict.fromkeys(json for json in wanted if json not in known))
    rows: list[dict[str, Scalar]] = [{"number": first + at, "json": json} for at, json in enumerate(fresh)]
    database.run(insert(word_entries), rows)
    known |= {json: first + at for at, json in enumerate(fresh)}
    members = encode([known[json] for json in wanted])
    number = database.next_number(word_sets)
    database.run(insert(word_sets), [{"number": number, "digest": digest, "members": members}])


def _kept(database: Database, digest: str) -> tuple[Listed, ...] | None:
    members = _members(database, digest)
    if members is None:
        return None
    numbers = database.decode(members, list[int], f"words {digest}")
    found: dict[int, Listed] = {}
    for piece in pieces(sorted(numbers)):
        for row in database.rows(select(word_entries).where(word_entries.c.number.in_(piece))):
            kept = database.decode(row.json, _Said, f"word {row.number}")
            if kept.kind not in KINDS:
                return None
            entry = database.decode(bytes(kept.entry).decode(), KINDS[kept.kind], f"word {row.number}")
            found[row.number] = Listed(kept.lang, kept.kind, entry)
    return tuple(found[number] for number in numbers)


def _members(database: Database, digest: str) -> str | None:
    row = database.first(select(word_sets.c.members).where(word_sets.c.digest == digest))
    return None if row is None else str(row[0])
