"""What finding copies keeps: the bands of a document's signature, its copies, and its voice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import and_, bindparam, delete, exists, insert, literal_column, select, update

from ..copies import Copy
from .database import Database, Scalar, pieces
from .tables import bands, copies, documents, voices

_LEADS = bands.c.leads == literal_column("1")  # written out, so that the index on leaders is used
_ONE, _OTHER, _LONGER = (documents.alias(name) for name in ("one", "other", "longer"))
_COPIES = (
    select(_ONE.c.id.label("one"), _OTHER.c.id.label("other"), _LONGER.c.id.label("longer"))
    .add_columns(copies.c.verdict, copies.c.jaccard, copies.c.contained)
    .join(_ONE, _ONE.c.number == copies.c.a)
    .join(_OTHER, _OTHER.c.number == copies.c.b)
    .join(_LONGER, _LONGER.c.number == copies.c.whole, isouter=True)
)
_BANDS_OF = select(documents.c.id, bands.c.band, bands.c.leads).join(
    bands, bands.c.document == documents.c.number
)
_DROP = delete(copies).where(and_(copies.c.a == bindparam("one"), copies.c.b == bindparam("other")))
_STEP_DOWN = (
    update(bands)
    .where(and_(bands.c.document == bindparam("who"), bands.c.band == bindparam("under")))
    .values(leads=0)
)


def put_bands(
    database: Database, given: Mapping[str, Iterable[str]], led: Mapping[str, Collection[str]]
) -> None:
    """Set the bands of documents, in place of those they had, and under which of them they lead; a document
    that is not there has none.
    """
    numbers = numbers_of_documents(database, given)
    for piece in pieces(sorted(numbers)):
        database.run(delete(bands).where(bands.c.document.in_([numbers[doc] for doc in piece])))
        rows: list[dict[str, Scalar]] = [
            {"band": band, "document": numbers[doc], "leads": int(band in led.get(doc, ()))}
            for doc in piece
            for band in sorted(set(given[doc]))
        ]
        database.run(insert(bands), rows)


def step_down(database: Database, given: Mapping[str, Iterable[str]]) -> None:
    """Documents lead no more under these bands of theirs."""
    numbers = numbers_of_documents(database, given)
    rows: list[dict[str, Scalar]] = [
        {"under": band, "who": numbers[doc]} for doc in sorted(numbers) for band in sorted(given[doc])
    ]
    database.run(_STEP_DOWN, rows)


def leaders(database: Database, given: Iterable[str]) -> dict[str, list[str]]:
    """The ids of the documents that lead under each of these bands."""
    found: dict[str, list[str]] = {band: [] for band in given}
    for piece in pieces(sorted(found)):
        chosen = (
            select(bands.c.band, documents.c.id)
            .join(documents, documents.c.number == bands.c.document)
            .where(and_(bands.c.band.in_(piece), _LEADS))
        )
        for row in database.rows(chosen):
            found[row.band].append(row.id)
    return found


def under(database: Database, given: Iterable[str]) -> list[str]:
    """The ids of all documents under these bands, sorted."""
    found: set[str] = set()
    for piece in pieces(sorted(set(given))):
        chosen = (
            select(documents.c.id)
            .join(bands, bands.c.document == documents.c.number)
            .where(bands.c.band.in_(piece))
            .distinct()
        )
        found.update(row.id for row in database.rows(chosen))
    return sorted(found)


def bands_of(database: Database, docs: Iterable[str]) -> dict[str, dict[str, bool]]:
    """The bands of each of these documents, and whether it leads under it."""
    found: dict[str, dict[str, bool]] = {}
    for piece in pieces(sorted(set(docs))):
        for row in database.rows(_BANDS_OF.where(documents.c.id.in_(piece))):
            found.setdefault(row.id, {})[row.band] = bool(row.leads)
    return found


def unfiled(database: Database) -> list[str]:
    """The ids of the documents that have no bands, sorted."""
    there = exists().where(bands.c.document == documents.c.number)
    return [row.id for row in database.rows(select(documents.c.id).where(~there).order_by(documents.c.id))]


def put_copies(database: Database, given: Iterable[Copy]) -> None:
    """Keep that documents are copies, in place of what was kept of the same two."""
    for piece in pieces(given):
        numbers = numbers_of_documents(database, {doc for copy in piece for doc in (copy.a, copy.b)})
        drop_copies(database, ((copy.a, copy.b) for copy in piece))
        rows: list[dict[str, Scalar]] = [
            {
                "a": numbers[copy.a],
                "b": numbers[copy.b],
                "verdict": copy.verdict,
                "jaccard": copy.jaccard,
                "contained": copy.contained,
                "whole": numbers.get(copy.whole),
            }
            for copy in piece
        ]
        database.run(insert(copies), rows)


def drop_copies(database: Database, pairs: Iterable[tuple[str, str]]) -> None:
    """Forget that these two and two are copies."""
    every = list(pairs)
    numbers = numbers_of_documents(database, {doc for pair in every for doc in pair})
    database.run(_DROP, [{"one": numbers[a], "other": numbers[b]} for a, b in every])


def copies_of(database: Database, docs: Iterable[str]) -> list[Copy]:
    """Every copy that one of these documents is of another, sorted by the two ids."""
    found: dict[tuple[str, str], Copy] = {}
    for piece in pieces(sorted(numbers_of_documents(database, docs).values())):
        for side in (copies.c.a, copies.c.b):
            for row in database.rows(_COPIES.where(side.in_(piece))):
                found[row.one, row.other] = Copy(
                    a=row.one,
                    b=row.other,
                    verdict=row.verdict,
                    jaccard=row.jaccard,
                    contained=row.contained,
                    whole=row.longer or "",
                )
    return [found[pair] for pair in sorted(found)]


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
