"""The totals that parties announce, beside what the ledger holds for the same days and places."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from ..incident import TallyCheck
from ..reconcile.audit import audit
from ..store import Ledger
from .pages import page
from .remembered import Remembered
from .serving import Ledgers
from .shelf import Shelves

router = APIRouter()
WIDTH, THICK, GAP, EDGE = 600, 16, 6, 8


class Bar(msgspec.Struct, frozen=True):
    """A bar of a drawing: from `x` on, `width` wide; `open` says that it has no upper end."""

    x: float
    width: float
    open: bool


class Beside(msgspec.Struct, frozen=True):
    """A tally with the drawing of what was announced and what the ledger holds; None: nothing to draw."""

    check: TallyCheck
    announced: Bar | None
    found: Bar | None


def checks(request: Request, ledger: Ledger) -> tuple[TallyCheck, ...]:
    """Every tally of the ledger with its checks, worked out once for each state of the ledger."""
    remembered: Remembered = request.app.state.remembered
    ledgers: Ledgers = request.app.state.ledgers
    shelves: Shelves = request.app.state.shelves
    return remembered.of(
        "tallies",
        ledger,
        lambda: audit(list(ledger.tallies()), shelves.of(ledger).rows, ledgers.registry),
    )


@router.get("/tallies")
def tallies(request: Request, verdict: str = "") -> Response:
    """Every tally, the newest first."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        every = checks(request, ledger)
        empty = not ledger.newest(1, 0, "")
        shelf = request.app.state.shelves.of(ledger)
    shown = [check for check in every if not verdict or check.verdict == verdict]
    shown.sort(key=lambda check: (check.published, check.key), reverse=True)
    return page(
        request,
        "tallies.html",
        tallies=[beside(check) for check in shown],
        verdicts=sorted({check.verdict for check in every}),
        verdict=verdict,
        total=len(every),
        empty=empty,
        known={ident: shelf.get(ident) for check in shown for ident in check.incidents},
        width=WIDTH,
        height=2 * THICK + 3 * GAP,
        thick=THICK,
        gap=GAP,
        synthetic=any(check.synthetic for check in shown),
    )


def beside(check: TallyCheck) -> Beside:
    """A tally with its two bars on one scale."""
    ends = [check.count.min, check.count.max, check.found_low, check.found_high]
    most = max((end for end in ends if end is not None), default=0)
    if not most:
        return Beside(check, None, None)
    return Beside(
        check, _bar(check.count.min, check.count.max, most), _bar(check.found_low, check.found_high, most)
    )


def _bar(low: int | None, high: int | None, most: int) -> Bar | None:
    top = high if high is not None else low
    if top is None:
        return None
    return Bar(EDGE, round((WIDTH - 2 * EDGE) * top / most, 1), high is None)
