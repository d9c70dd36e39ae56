"""The names of places that no list knows, by document; derived from the newest readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, insert, select

from ..unknown_places import UnknownPlace
from ..waiting import Sighting
from .database import Database, Scalar, encode
from .tables import documents, unknown_places

_SIGHTING = tuple(documents.c[n] for n in ("id", "outlet", "outlet_id", "lang", "published", "synthetic"))


def put_unknown(database: Database, document: int, found: Sequence[UnknownPlace]) -> None:
    """Set the unknown names of a document, in place of those of its older reading."""
    database.run(delete(unknown_places).where(unknown_places.c.document == document))
    rows: list[dict[str, Scalar]] = [
        {"document": document, "number": number, "key": one.key, "json": encode(one)}
        for number, one in enumerate(found)
    ]
    database.run(insert(unknown_places), rows)


def sightings(database: Database) -> Iterator[Sighting]:
    """Every unknown name where it stands, by document and place in it."""
    chosen = (
        select(*_SIGHTING, unknown_places.c.json)
        .join(unknown_places, unknown_places.c.document == documents.c.number)
        .order_by(documents.c.id, unknown_places.c.number)
    )
    for row in database.rows(chosen):
        yield Sighting(
            place=database.decode(row.json, UnknownPlace, f"unknown places of {row.id}"),
            doc=row.id,
            outlet=row.outlet,
            outlet_id=row.outlet_id,
            lang=row.lang,
            published=row.published,
            synthetic=bool(row.synthetic),
        )
