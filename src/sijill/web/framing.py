"""How each outlet words each actor and act, with quotes; the neutral name stands beside every loaded word."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ..wording import Naming, by_outlet
from .pages import page
from .remembered import Remembered
from .serving import Ledgers

router = APIRouter()


@router.get("/framing")
def framing(request: Request, outlet: str = "", about: str = "") -> Response:
    """A table of outlets by what is meant; with an outlet or a thing named, the quotes."""
    ledgers: Ledgers = request.app.state.ledgers
    remembered: Remembered = request.app.state.remembered
    with ledgers.lent() as ledger, ledger.reading_at_once():
        every = remembered.of("framing", ledger, lambda: by_outlet(ledger.framing()))
        empty = not ledger.newest(1, 0, "")
        synthetic = remembered.of("counts", ledger, ledger.counts).synthetic > 0
    shown = [n for n in every if (not outlet or n.outlet == outlet) and (not about or meant(n) == about)]
    outlets = sorted({n.outlet for n in shown}, key=lambda outlet: (-_by(shown, outlet), outlet))
    things = sorted({meant(n) for n in shown}, key=lambda thing: (-_times(shown, thing), thing))
    cells: dict[tuple[str, str], list[Naming]] = {}
    for naming in shown:
        cells.setdefault((naming.outlet, meant(naming)), []).append(naming)
    return page(
        request,
        "framing.html",
        outlets=outlets,
        things=things,
        cells=cells,
        outlet=outlet,
        about=about,
        quotes=shown if outlet or about else [],
        synthetic=synthetic,
        empty=empty,
    )


def meant(naming: Naming) -> str:
    """Who or what is meant: an id, else neutral words."""
    return naming.about or naming.neutral


def _times(namings: list[Naming], thing: str) -> int:
    return sum(n.count for n in namings if meant(n) == thing)


def _by(namings: list[Naming], outlet: str) -> int:
    return sum(n.count for n in namings if n.outlet == outlet)
