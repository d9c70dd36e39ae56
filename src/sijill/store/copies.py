"""What finding copies keeps: the bands of a document's signature, and the voice that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, func, insert, select

from ..copies import CROWD
from .database import Database, Scalar, pieces
from .tables import bands, documents, voices


def put_bands(database: Database, doc: str, given: Iterable[str]) -> None:
    """Set the bands of a document, in place of those it had; a document that is not there has none."""
    number = numbers_of_documents(database, (doc,)).get(doc)
    if number is None:
        return
    database.run(delete(bands).where(bands.c.document == number))
    database.run(insert(bands), [{"band": band, "document": number} for band in sorted(set(given))])


def near(database: Database, given: Iterable[str]) -> list[str]:
    """The ids of the documents that share a band, sorted; of a crowd under one band the smallest ids."""
    found: set[str] = set()
    for piece in pieces(sorted(set(given))):
        place = func.row_number().over(partition_by=bands.c.band, order_by=documents.c.id)
        crowd = (
            select(documents.c.id, place.label("place"))
            .join(bands, bands.c.document == documents.c.number)
            .where(bands.c.band.in_(piece))
            .subquery()
        )
        chosen = select(crowd.c.id).where(crowd.c.place <= CROWD).distinct()
        found.update(row.id for row in database.rows(chosen))
    return sorted(found)


def speaking(database: Database, given: Iterable[str]) -> list[str]:
    """The ids of the documents that have one of these voices, sorted."""
    wanted = sorted(set(given))
    found = set(numbers_of_documents(database, wanted))
    for piece in pieces(wanted):
        chosen = (
            select(documents.c.id)
            .join(voices, voices.c.document == documents.c.number)
            .where(voices.c.voice.in_(piece))
        )
        found.update(row.id for row in database.rows(chosen))
    return sorted(found)


def voices_of(database: Database, docs: Iterable[str]) -> dict[str, str]:
    """The voice of each of these documents; its own id where it is nobody's copy."""
    found: dict[str, str] = {}
    for piece in pieces(sorted(set(docs))):
        chosen = (
            select(documents.c.id, voices.c.voice)
            .join(voices, voices.c.document == documents.c.number, isouter=True)
            .where(documents.c.id.in_(piece))
        )
        found.update((row.id, row.voice or row.id) for row in database.rows(chosen))
    return found


def set_voices(database: Database, given: Mapping[str, str]) -> None:
    """Set the voice of documents; its own id is no copy's."""
    numbers = numbers_of_documents(database, given)
    for piece in pieces(sorted(numbers)):
        database.run(delete(voices).where(voices.c.document.in_([numbers[doc] for doc in piece])))
        rows: list[dict[str, Scalar]] = [
            {"document": numbers[doc], "voice": given[doc]} for doc in piece if given[doc] not in ("", doc)
        ]
        database.run(insert(voices), rows)


def numbers_of_documents(database: Database, docs: Iterable[str]) -> dict[str, int]:
    """The number of each document that is in the ledger."""
    found: dict[str, int] = {}
    for piece in pieces(sorted(set(docs))):
        chosen = select(documents.c.id, documents.c.number).where(documents.c.id.in_(piece))
        found.update((row.id, row.number) for row in database.rows(chosen))
    return found
