"""The desk as an application: its routes in order, what guards them, and how errors are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from .. import __version__
from ..errors import LedgerLocked, LedgerMissing, SijillError, UsageError
from ..filing import registry_of
from . import documents, framing, incident, incidents, overview, places, settings, tallies, words
from .guard import guard
from .owned import Workshop
from .pages import HERE, environment, islands_of, page
from .remembered import Remembered
from .serving import Ledgers, Serving
from .shelf import Shelves

ROUTERS = (
    overview.router,
    incidents.router,
    incident.router,
    documents.router,
    tallies.router,
    framing.router,
    words.router,
    places.router,
    settings.router,
)


def create_app(serving: Serving) -> FastAPI:
    """The application for a ledger. Nothing is asked of any other host."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.ledgers.close()

    app = FastAPI(title="Sijill", version=__version__, docs_url=None, redoc_url=None, lifespan=living)
    app.state.serving = serving
    app.state.ledgers = Ledgers(serving.ledger, registry_of())
    app.state.shelves = Shelves()
    app.state.remembered = Remembered()
    app.state.workshop = Workshop()
    app.state.templates = environment()
    app.state.islands = islands_of(HERE / "static" / "built")
    app.middleware("http")(guard)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_exception_handler(SijillError, _told)
    app.add_exception_handler(HTTPException, _told)
    return app


def _told(request: Request, error: Exception) -> Response:
    """The page that says what went wrong and what to do."""
    if isinstance(error, HTTPException):
        status, words = error.status_code, "" if error.status_code == 404 else str(error.detail)
    else:
        codes = {UsageError: 400, LedgerMissing: 503, LedgerLocked: 503}
        status = next((code for kind, code in codes.items() if isinstance(error, kind)), 500)
        words = str(error)
    return page(request, "error.html", status=status, number=status, words=words)
