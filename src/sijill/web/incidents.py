"""The incidents: list, counts, and everything that is downloaded, all from one query string."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException

from ..errors import UsageError
from ..incident import Incident
from ..ledger_commands import cargo_of
from ..slim import Slim
from ..store import Filters, Ledger
from .asking import KINDS, Query, query_of
from .atlas import shared
from .drawn import drawn
from .pages import page
from .serving import Ledgers
from .shelf import Shelf, Shelves

router = APIRouter()
SHOWN_VALUES = 12
PIECE = 500


class Wanted(msgspec.Struct, frozen=True):
    """What a query gave: its incidents as a set of the shelf, and what days, box and words left."""

    query: Query
    shelf: Shelf
    rest: int
    found: int
    docs: tuple[int, ...] | None = None

    def also(self, query: Query) -> int:
        """The set that a query with the same words wants."""
        return self.shelf.having(query, self.shelf.apart_from_facets(query, self.docs))

    @property
    def number(self) -> int:
        """How many incidents."""
        return self.found.bit_count()

    @property
    def pages(self) -> int:
        """How many pages of them."""
        return max(1, -(-self.number // self.query.per_page))

    def rows(self) -> list[Slim]:
        """The incidents of the page that was asked for."""
        first = (self.query.page - 1) * self.query.per_page
        return list(itertools.islice(self.all(), first, first + self.query.per_page))

    def all(self) -> Iterator[Slim]:
        """All of them in order."""
        return self.shelf.ordered(self.found, self.query.sort)


def wanted(request: Request, ledger: Ledger) -> Wanted:
    """What the address asks of the ledger. Raises UsageError where it asks nonsense."""
    shelves: Shelves = request.app.state.shelves
    return looked_up(query_of(request.query_params.multi_items()), shelves.of(ledger), ledger)


def looked_up(query: Query, shelf: Shelf, ledger: Ledger) -> Wanted:
    """What a query gives of a shelf, its words searched in the ledger."""
    docs = tuple(ledger.found_numbers(query.words)) if query.words else None
    rest = shelf.apart_from_facets(query, docs)
    return Wanted(query, shelf, rest, shelf.having(query, rest), docs)


@router.get("/incidents")
def incidents(request: Request) -> Response:
    """The list with its counts."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        asked = wanted(request, ledger)
        rows = asked.rows()
        return page(
            request,
            "incidents.html",
            asked=asked,
            query=asked.query,
            rows=rows,
            kinds=KINDS,
            counts=asked.shelf.counts(asked.query, asked.rest),
            shown_values=SHOWN_VALUES,
            formats=sorted(ENDINGS),
            drawn=drawn(request, asked),
            shared=shared,
            empty=not ledger.newest(1, 0, ""),
            synthetic=any(row.synthetic for row in rows),
        )


@router.get("/incidents/download")
def download(request: Request, form: str = "csv") -> Response:
    """What the page shows, whole, in a format of `docs/exports`."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        return _written(ledger, form, "incidents", [slim.id for slim in wanted(request, ledger).all()])


@router.get("/incidents/{ident}/download")
def download_one(request: Request, ident: str, form: str = "jsonl") -> Response:
    """One incident in a format of `docs/exports`."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        found = ledger.incident(ident)
        if found is None:
            raise HTTPException(404)
        return _written(ledger, form, found.id, [found.id])


def _written(ledger: Ledger, form: str, name: str, ids: list[str]) -> Response:
    from ..export import EXPORTS, Style

    if form not in EXPORTS:
        raise UsageError(f"'{form}' is no format (one of {', '.join(sorted(EXPORTS))})")
    folder = tempfile.TemporaryDirectory(prefix="sijill-")
    named = name if form == ENDINGS[form] else f"{name}-{form}"
    target = Path(folder.name) / f"{named}.{ENDINGS[form]}"
    cargo = msgspec.structs.replace(cargo_of(ledger, Filters()), incidents=lambda: _in_pieces(ledger, ids))
    EXPORTS[form](cargo, target, Style())
    return FileResponse(target, filename=target.name, background=BackgroundTask(folder.cleanup))


def _in_pieces(ledger: Ledger, ids: list[str]) -> Iterator[Incident]:
    for first in range(0, len(ids), PIECE):
        yield from ledger.incidents(Filters(ids=tuple(ids[first : first + PIECE])))


ENDINGS = {
    "jsonl": "jsonl", "reports-jsonl": "jsonl", "csv": "csv", "reports-csv": "csv", "parquet": "parquet",
    "reports-parquet": "parquet", "geojson": "geojson", "acled": "csv", "ged": "csv", "plover": "jsonl",
    "polecat": "tsv", "hxl": "csv", "web-annotation": "jsonld", "label-studio": "json", "ftm": "jsonl",
    "airwars": "csv",
}  # fmt: skip
