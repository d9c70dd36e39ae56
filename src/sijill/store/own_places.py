"""The users' own places that documents were read with: which there were in each set, and what changed since.

Readings name the set by its digest. A set is kept as what it adds to the one before and takes from it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, insert, or_, select, update

from ..gazetteer.load import PlaceRecord
from .database import Database, Scalar, encode
from .tables import own_places, place_sets

STILL = 0


def note_places(database: Database, digest: str, records: Sequence[PlaceRecord]) -> None:
    """Keep a set of places under its digest; nothing where it is kept already."""
    if _number(database, digest) is not None:
        return
    number = database.next_number(place_sets)
    database.run(insert(place_sets), [{"number": number, "digest": digest}])
    wanted = {encode(record): record.id for record in records}
    chosen = select(own_places.c.number, own_places.c.json).where(own_places.c.until == STILL)
    before = {row.json: row.number for row in database.rows(chosen)}
    ended = sorted(before[json] for json in before.keys() - wanted.keys())
    for one in ended:
        database.run(update(own_places).where(own_places.c.number == one).values(until=number))
    first = database.next_number(own_places)
    new = sorted(wanted.keys() - before.keys())
    rows: list[dict[str, Scalar]] = [
        {"number": first + at, "id": wanted[json], "since": number, "until": STILL, "json": json}
        for at, json in enumerate(new)
    ]
    database.run(insert(own_places), rows)


def kept_places(database: Database, digest: str) -> tuple[PlaceRecord, ...] | None:
    """The places of a set, by id; None where it was never kept."""
    number = _number(database, digest)
    if number is None:
        return None
    held = or_(own_places.c.until == STILL, own_places.c.until > number)
    chosen = select(own_places.c.json, own_places.c.id).where(and_(own_places.c.since <= number, held))
    rows = database.rows(chosen.order_by(own_places.c.id, own_places.c.number))
    return tuple(database.decode(row.json, PlaceRecord, f"place {row.id}") for row in rows)


def _number(database: Database, digest: str) -> int | None:
    row = database.first(select(place_sets.c.number).where(place_sets.c.digest == digest))
    return None if row is None else int(row[0])
