"""Documents, their readings and the reports in them: adding, and finding again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import ColumnElement, ScalarSelect, func, insert, select, update

from ..errors import InputError
from ..incident import Entry, Filed
from ..language import load_language
from ..marks import mark_reports
from ..records import Document, Framing, Issue, Reading, Reason, Report, Tally
from ..unknown_places import unknown_places
from .database import Database, Found, Query, Scalar, encode, pieces
from .search import index
from .tables import documents, readings, reports, standing, voices
from .unknowns import put_unknown

_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_ENTRY = (
    *(documents.c[n] for n in ("number", "id", "sha256", "outlet", "outlet_id", "lang", "url", "title")),
    *(documents.c[n] for n in ("published", "dated_by", "retrieved", "origin", "synthetic")),
    voices.c.voice,
)
_FILED = (
    *(standing.c[n] for n in ("number", "key")),
    *(
        documents.c[n]
        for n in ("id", "outlet", "outlet_id", "lang", "published", "url", "title", "synthetic")
    ),
    voices.c.voice,
    readings.c.reader,
    reports.c.quote,
    reports.c.json,
)
# Said so that no database looks for it by the index on states, which would be nearly all of them.
CURRENT = standing.c.state.not_in(("stale", "gone"))


class Rest(msgspec.Struct, frozen=True):
    """What of a reading is looked at one document at a time."""

    issues: tuple[Issue, ...] = ()
    reasons: tuple[Reason, ...] = ()


def known(database: Database, doc: str) -> tuple[str, str] | None:
    """The sha256 of a document and the version that read it last; None where it is not in the ledger."""
    chosen = (
        select(documents.c.sha256, readings.c.reader)
        .join(readings, readings.c.document == documents.c.number)
        .where(documents.c.id == doc)
        .order_by(readings.c.number.desc())
        .limit(1)
    )
    row = database.first(chosen)
    return None if row is None else (row[0], row[1])


def by_sha256(database: Database, sha256: str) -> str | None:
    """The first document that was added with these bytes."""
    chosen = select(documents.c.id).where(documents.c.sha256 == sha256).order_by(documents.c.number).limit(1)
    row = database.first(chosen)
    return None if row is None else str(row[0])


def add(database: Database, entry: Entry, text: str, reading: Reading, reader: str) -> tuple[str, ...]:
    """Add a document with its reading, or a new reading of a document that is there.

    Returns the keys that linking must look at: new ones, and those whose report is another than before.
    """
    _refuse_unstorable(entry, text)
    load_language(entry.lang)  # raises here, before anything is written
    row = database.first(select(documents.c.number, documents.c.sha256).where(documents.c.id == entry.id))
    if row is None:
        number = _add_document(database, entry, text)
    elif row.sha256 != entry.sha256:
        raise InputError(
            f"document {entry.id}: the ledger has it with other words (sha256 {row.sha256[:12]}, now "
            f"{entry.sha256[:12]}); what lies in a ledger is never rewritten: add it under another id"
        )
    else:
        number = row.number
    put_unknown(database, number, unknown_places(reading, load_language(entry.lang)))
    return _add_reading(database, number, entry.id, text, reading, reader)


def newest(database: Database, limit: int, before: int, outlet: str) -> list[tuple[int, Entry]]:
    """Documents with their numbers, the last added first; those before a number, of one outlet."""
    chosen = _of_entries()
    if before:
        chosen = chosen.where(documents.c.number < before)
    if outlet:
        chosen = chosen.where(documents.c.outlet == outlet)
    rows = database.rows(chosen.order_by(documents.c.number.desc()).limit(limit))
    return [(row.number, as_entry(row)) for row in rows]


def _refuse_unstorable(entry: Entry, text: str) -> None:
    for words in (text, *(v for v in msgspec.structs.astuple(entry) if isinstance(v, str))):
        if _NO_TEXT.search(words):
            raise InputError(f"document {entry.id}: it holds a NUL or half a surrogate, which is no text")


def _add_document(database: Database, entry: Entry, text: str) -> int:
    number = database.next_number(documents)
    values: dict[str, Scalar] = {
        c.name: getattr(entry, c.name, "") for c in documents.c if c.name != "number"
    }
    values |= {"number": number, "synthetic": int(entry.synthetic), "text": text}
    database.run(insert(documents), [values])
    if entry.voice and entry.voice != entry.id:
        database.run(insert(voices), [{"document": number, "voice": entry.voice}])
    index(database, number, entry.lang, text)
    return number


def _add_reading(
    database: Database, document: int, doc: str, text: str, reading: Reading, reader: str
) -> tuple[str, ...]:
    number = database.next_number(readings)
    values: dict[str, Scalar] = {
        "number": number,
        "document": document,
        "reader": reader,
        "tallies": encode(reading.tallies),
        "framing": encode(reading.framing),
        "rest": encode(Rest(issues=reading.issues, reasons=reading.reasons)),
    }
    database.run(insert(readings), [values])
    marks = mark_reports(reading.reports)
    first = database.next_number(reports)
    rows: list[dict[str, Scalar]] = [
        {
            "number": first + at,
            "reading": number,
            "key": f"{doc}/{marks[report.id]}",
            "quote": _quote(text, report),
            "json": encode(report),
        }
        for at, report in enumerate(reading.reports)
    ]
    database.run(insert(reports), rows)
    return _stand(database, document, rows)


def _stand(database: Database, document: int, rows: Sequence[dict[str, Scalar]]) -> tuple[str, ...]:
    """Let the new reports stand for their keys; what the new reading has no more is stale."""
    chosen = (
        select(standing.c.number, standing.c.key, standing.c.state, reports.c.json)
        .join(reports, reports.c.number == standing.c.report)
        .where(standing.c.document == document)
    )
    before = {row.key: row for row in database.rows(chosen)}
    number = database.next_number(standing)
    new: list[dict[str, Scalar]] = []
    open_keys: list[str] = []
    for row in rows:
        key, old = str(row["key"]), before.pop(str(row["key"]), None)
        if old is None:
            new.append(
                {"number": number + len(new), "key": key, "document": document, "report": row["number"]}
            )
            open_keys.append(key)
            continue
        same = old.json == row["json"] and old.state in ("settled", "pending")
        state = old.state if same else "pending"
        database.run(
            update(standing).where(standing.c.number == old.number).values(report=row["number"], state=state)
        )
        if state == "pending":
            open_keys.append(key)
    database.run(insert(standing).values(state="pending"), new)
    lost = [row.number for row in before.values() if row.state in ("settled", "pending")]
    database.run(update(standing).where(standing.c.number.in_(lost)).values(state="stale"))
    return tuple(open_keys)


def _quote(text: str, report: Report) -> str:
    """The words of the first sentence of a report."""
    if not report.sentences:
        return ""
    start, end = report.sentences[0]
    return text[start:end].strip()


def _of_filed() -> Query:
    return (
        select(*_FILED)
        .join(reports, reports.c.number == standing.c.report)
        .join(readings, readings.c.number == reports.c.reading)
        .join(documents, documents.c.number == standing.c.document)
        .join(voices, voices.c.document == documents.c.number, isouter=True)
        .where(CURRENT)
    )


def filed(database: Database, keys: Iterable[str]) -> list[Filed]:
    """The reports of the keys, in the order of the keys; keys that no reading has now are left out."""
    found: list[Filed] = []
    for piece in pieces(sorted(set(keys))):
        rows = database.rows(_of_filed().where(standing.c.key.in_(piece)).order_by(standing.c.key))
        found.extend(_as_filed(database, row) for row in rows)
    return found


def beside(database: Database, keys: Iterable[str]) -> dict[str, dict[str, Report]]:
    """For each key that no reading has now, all reports by key of the last reading that had it."""
    found: dict[str, dict[str, Report]] = {}
    for key in sorted(set(keys)):
        own = (
            select(reports.c.reading)
            .join(standing, standing.c.report == reports.c.number)
            .where(standing.c.key == key, ~CURRENT)
        )
        chosen = select(reports.c.key, reports.c.json).where(reports.c.reading == own.scalar_subquery())
        rows = database.rows(chosen.order_by(reports.c.number))
        if rows:
            found[key] = {row.key: database.decode(row.json, Report, f"report {row.key}") for row in rows}
    return found


def reports_of(database: Database, doc: str) -> list[Filed]:
    """The reports that stand of one document, in the order of its text."""
    chosen = select(standing.c.key).join(documents, documents.c.number == standing.c.document)
    keys = [row.key for row in database.rows(chosen.where(documents.c.id == doc, CURRENT))]
    return sorted(filed(database, keys), key=lambda f: (f.report.trigger.start, f.key))


def filed_all(database: Database) -> Iterator[Filed]:
    """Every report that stands, in the order of the keys, some hundred in memory at a time."""
    for row in database.pages(_of_filed(), standing.c.key, ""):
        yield _as_filed(database, row)


def _as_filed(database: Database, row: Found) -> Filed:
    return Filed(
        key=row.key,
        doc=row.id,
        report=database.decode(row.json, Report, f"report {row.key}"),
        outlet=row.outlet,
        outlet_id=row.outlet_id,
        lang=row.lang,
        published=row.published,
        url=row.url,
        title=row.title,
        voice=row.voice or row.id,
        synthetic=bool(row.synthetic),
        reader=row.reader,
        quote=row.quote,
    )


def _of_entries() -> Query:
    return select(*_ENTRY).join(voices, voices.c.document == documents.c.number, isouter=True)


def as_entry(row: Found) -> Entry:
    """A document of a row that has its columns and its voice."""
    values = {
        name: getattr(row, name) for name in Entry.__struct_fields__ if name not in ("voice", "synthetic")
    }
    return Entry(**values, voice=row.voice or row.id, synthetic=bool(row.synthetic))


def entries(database: Database) -> Iterator[Entry]:
    """Every document in the order in which they were added."""
    for row in database.pages(_of_entries(), documents.c.number, 0):
        yield as_entry(row)


def numbered(database: Database, since: int) -> Iterator[tuple[int, str]]:
    """Number and id of each document after a number, in order."""
    for row in database.pages(select(documents.c.number, documents.c.id), documents.c.number, since):
        yield row.number, row.id


def entry(database: Database, doc: str) -> Entry | None:
    """One document; None where it is not in the ledger."""
    row = database.first(_of_entries().where(documents.c.id == doc))
    return None if row is None else as_entry(row)


def texts(database: Database) -> Iterator[tuple[Entry, str]]:
    """Every document with its text, in the order in which they were added."""
    for row in database.pages(_of_entries().add_columns(documents.c.text), documents.c.number, 0):
        yield as_entry(row), row.text


def text_of(database: Database, doc: str) -> str | None:
    """The text of a document, as all spans index it."""
    row = database.first(select(documents.c.text).where(documents.c.id == doc))
    return None if row is None else str(row[0])


def reading_of(database: Database, doc: str) -> Reading | None:
    """The newest reading of a document, with its text."""
    row = database.first(newest_of_each().add_columns(documents.c.text).where(documents.c.id == doc))
    return None if row is None else _as_reading(database, row)


def newest_readings(database: Database) -> Iterator[tuple[int, Reading]]:
    """The newest reading of each document, with the document's number, in the order of the numbers."""
    for row in database.pages(newest_of_each().add_columns(documents.c.text), documents.c.number, 0):
        yield row.number, _as_reading(database, row)


def read_by(database: Database) -> Iterator[tuple[str, str, str]]:
    """Each document's id, language and the version that read it last, in the order in which they came."""
    chosen = (
        select(documents.c.number, documents.c.id, documents.c.lang, readings.c.reader)
        .join(readings, readings.c.document == documents.c.number)
        .where(readings.c.number == _latest())
    )
    for row in database.pages(chosen, documents.c.number, 0):
        yield row.id, row.lang, row.reader


def _as_reading(database: Database, row: Found) -> Reading:
    chosen = select(reports.c.json).where(reports.c.reading == row.reading).order_by(reports.c.number)
    what = f"reading of {row.id}"
    rest = database.decode(row.rest, Rest, what)
    return Reading(
        doc=Document(
            id=row.id,
            lang=row.lang,
            outlet=row.outlet,
            url=row.url,
            title=row.title,
            published=row.published,
            text=row.text,
        ),
        reports=tuple(database.decode(one[0], Report, what) for one in database.rows(chosen)),
        tallies=database.decode(row.tallies, tuple[Tally, ...], what),
        framing=database.decode(row.framing, tuple[Framing, ...], what),
        issues=rest.issues,
        reasons=rest.reasons,
    )


def newest_of_each() -> Query:
    """The newest reading of each document."""
    return (
        select(*_ENTRY, readings.c.number.label("reading"), readings.c.tallies, readings.c.framing)
        .add_columns(readings.c.rest)
        .join(readings, readings.c.document == documents.c.number)
        .join(voices, voices.c.document == documents.c.number, isouter=True)
        .where(readings.c.number == _latest())
    )


def _latest() -> ScalarSelect[int]:
    """The number of a document's newest reading."""
    every = readings.alias("every")
    return select(func.max(every.c.number)).where(every.c.document == documents.c.number).scalar_subquery()


def newest_with(database: Database, condition: ColumnElement[bool]) -> Iterator[Found]:
    """The newest reading of each document that meets a condition, in the order in which they came."""
    return database.pages(newest_of_each().where(condition), documents.c.number, 0)
