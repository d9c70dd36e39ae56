"""The first page: what lies in the ledger, what is new, and what waits for a person."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from .pages import page
from .serving import Ledgers

router = APIRouter()


@router.get("/")
def overview(request: Request) -> Response:
    """Counts of the ledger."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        return page(request, "overview.html", counts=ledger.counts())
