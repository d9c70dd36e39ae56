"""Documents: the list, one with or without its text, its reading, one report, and the search for words."""

from __future__ import annotations

from msgspec import UNSET

from ...render import coded
from . import paging
from .asked import Answer, Asked, first_of, found
from .parameters import PAGING, Parameter
from .shapes import DocumentPage, DocumentTold, Home, ReadingTold, ReportTold, SearchPage, told

LIST = (Parameter(name="outlet"), *PAGING)
ONE = (Parameter(name="text", sort="choice", values=("no", "yes")),)
WORDS = (Parameter(name="q", required=True), *PAGING)


def documents(asked: Asked) -> Answer:
    """The documents, the last added first."""
    end = paging.after("documents", asked.given.text("cursor"), tuple[paging.Number])
    before = end[0] if end else 0
    rows = asked.ledger.newest(asked.limit + 1, before, asked.given.text("outlet")) if end != (0,) else []
    shown, more = first_of(rows, asked.limit)
    following = paging.cursor("documents", shown[-1][0]) if more else ""
    body = DocumentPage(items=tuple(entry for _, entry in shown), next=following or None)
    return Answer(body=body, next=following)


def document(asked: Asked) -> Answer:
    """One document."""
    entry = found(asked.ledger.entry(asked.ident), "document", asked.ident)
    keys = [filed.key for filed in asked.ledger.reports_of(entry.id)]
    homes = asked.ledger.incidents_of(keys)
    text = asked.ledger.text(entry.id) if asked.given.text("text") == "yes" else None
    reports = tuple(Home(key=key, incident=homes.get(key, "")) for key in keys)
    return Answer(body=told(DocumentTold, entry, reports=reports, text=UNSET if text is None else text))


def reading(asked: Asked) -> Answer:
    """The newest reading of a document, as section 13 of the codebook has it."""
    entry = found(asked.ledger.entry(asked.ident), "document", asked.ident)
    newest = found(asked.ledger.reading(entry.id), "reading of document", entry.id)
    _, reader = asked.ledger.known(entry.id) or ("", "")
    return Answer(body=told(ReadingTold, coded(newest), reader=reader, synthetic=entry.synthetic))


def report(asked: Asked) -> Answer:
    """One report by its key."""
    (filed,) = asked.ledger.filed([asked.ident]) or (None,)
    known = found(filed, "report", asked.ident)
    home = asked.ledger.incidents_of([known.key]).get(known.key, "")
    return Answer(body=told(ReportTold, known, incident=home))


def search(asked: Asked) -> Answer:
    """The documents that have all the words."""
    end = paging.after("search", asked.given.text("cursor"), tuple[str])
    hits = asked.ledger.search(asked.given.text("q"), asked.limit + 1, end[0] if end else "")
    shown, more = first_of(hits, asked.limit)
    following = paging.cursor("search", shown[-1].doc) if more else ""
    return Answer(body=SearchPage(items=shown, next=following or None), next=following)
