"""The documents: a list to search in, and each with what was read in it; any text can be read at once."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ..errors import UsageError
from ..incident import Entry
from ..ingest import civil_date
from ..reader import load_reader
from ..records import Document, Reading
from ..store import Ledger
from .guard import posted
from .marking import LAYERS, marks, pieces
from .naming import Naming
from .pages import page, speech_of
from .serving import Ledgers

router = APIRouter()
PER_PAGE = 50
HITS = 50
LONGEST_TEXT = 200_000
OPENING = 70


@router.get("/documents")
def documents(request: Request, q: str = "", after: str = "", outlet: str = "") -> Response:
    """The documents, the newest first, or those that have all the words."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        hits = ledger.search(q, HITS + 1, after) if q.strip() else []
        entries = [] if q.strip() else ledger.newest(PER_PAGE + 1, _number(after), outlet)
        shown = entries[:PER_PAGE]
        shelf = request.app.state.shelves.of(ledger)
        return page(
            request,
            "documents.html",
            q=q,
            outlet=outlet,
            after=after,
            hits=hits[:HITS],
            more_hits=hits[HITS - 1].doc if len(hits) > HITS else "",
            entries=[entry for _, entry in shown],
            opening={e.id: opening(ledger.text(e.id) or "") for _, e in shown if not e.title},
            titles={e.voice: _title(e.voice, ledger) for _, e in shown if e.voice not in ("", e.id)},
            known={ident: shelf.get(ident) for hit in hits for ident in hit.incidents},
            following=shown[-1][0] if len(entries) > PER_PAGE else 0,
            synthetic=any(h.synthetic for h in hits) or any(entry.synthetic for _, entry in shown),
        )


def opening(text: str) -> str:
    """The first words of a text that has no title, cut between words; '' for an empty text."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= OPENING else line[:OPENING].rpartition(" ")[0] + " …"


def _title(ident: str, ledger: Ledger) -> str:
    entry = ledger.entry(ident)
    return entry.title if entry else ""


def _number(text: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise UsageError(f"after: '{text}' is no number")
    return int(text or "0")


@router.get("/documents/{ident:path}")
def document(request: Request, ident: str) -> Response:
    """One document with its marks; `from` and `to` in the address are the words looked for."""
    first, last = (_number(request.query_params.get(name, "")) for name in ("from", "to"))
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        entry, reading = ledger.entry(ident), ledger.reading(ident)
        if entry is None or reading is None:
            raise HTTPException(404)
        reading = msgspec.structs.replace(reading, doc=_document(entry, ledger))
        return _shown(request, reading, entry, first, last, _homes(ledger, ident))


def _document(entry: Entry, ledger: Ledger) -> Document:
    return Document(
        id=entry.id, lang=entry.lang, outlet=entry.outlet, url=entry.url, title=entry.title,
        published=entry.published, text=ledger.text(entry.id) or "",
    )  # fmt: skip


def _homes(ledger: Ledger, ident: str) -> dict[str, str]:
    """The incident of each report of a document, by the report's id in it."""
    filed = ledger.reports_of(ident)
    homes = ledger.incidents_of(one.key for one in filed)
    return {one.report.id: homes[one.key] for one in filed if one.key in homes}


@router.get("/read")
def paste(request: Request) -> Response:
    """The page to paste a text into."""
    return page(request, "read.html", text="", published="", outlet="")


@router.post("/read", dependencies=[Depends(posted)])
def read(
    request: Request,
    text: Annotated[str, Form()],
    published: Annotated[str, Form()] = "",
    outlet: Annotated[str, Form()] = "",
) -> Response:
    """Read a pasted text at once; nothing is kept."""
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"the text has {len(text)} characters; at most {LONGEST_TEXT} are read at once")
    given = Document(
        id="pasted", outlet=outlet.strip(), published=civil_date(published.strip()),
        text=text.replace("\r\n", "\n"),
    )  # fmt: skip
    return _shown(request, load_reader().read(given), None, 0, 0, {})


def _shown(
    request: Request, reading: Reading, entry: Entry | None, first: int, last: int, homes: dict[str, str]
) -> Response:
    ledgers: Ledgers = request.app.state.ledgers
    found = marks(reading, Naming(speech_of(request), ledgers.registry))
    return page(
        request,
        "document.html",
        reading=reading,
        entry=entry,
        marks=found,
        paragraphs=pieces(reading.doc.text, found, first, last),
        layers=LAYERS,
        homes=homes,
        opening=opening(reading.doc.text),
        synthetic=entry is not None and entry.synthetic,
    )
