"""The first page: what lies in the ledger, what is new, and what waits for a person."""

from __future__ import annotations

import itertools

from fastapi import APIRouter, Request
from fastapi.responses import Response

from .asking import Query
from .pages import page
from .queueing import Ask
from .remembered import Remembered
from .serving import Ledgers
from .shelf import Shelves
from .tallies import checks
from .waiting import Boards

router = APIRouter()
NEW = 12
LISTED = 8


@router.get("/")
def overview(request: Request) -> Response:
    """Counts, the latest changes, disputes, and what waits."""
    ledgers: Ledgers = request.app.state.ledgers
    shelves: Shelves = request.app.state.shelves
    remembered: Remembered = request.app.state.remembered
    boards: Boards = request.app.state.boards
    with ledgers.lent() as ledger, ledger.reading_at_once():
        shelf = shelves.of(ledger)
        counts = remembered.of("counts", ledger, ledger.counts)
        disputed = Query(chosen={"status": ("denied", "disputed")})
        found = shelf.having(disputed, shelf.live)
        latest = list(ledger.changes(max(0, ledger.last_change() - NEW)))
        wrong = [check for check in checks(request, ledger) if check.verdict.endswith("the ledger")]
        return page(
            request,
            "overview.html",
            counts=counts,
            empty=not counts.documents,
            pairs=boards.of(ledger, shelves).counts(Ask())["pair"],
            facets=shelf.counts(Query(), shelf.live),
            disputed=list(itertools.islice(shelf.ordered(found, "newest"), LISTED)),
            disputed_number=found.bit_count(),
            latest=latest[::-1],
            known={change.incident: shelf.get(change.incident) for change in latest},
            wrong=wrong[:LISTED],
            wrong_number=len(wrong),
            synthetic=counts.synthetic > 0,
        )
