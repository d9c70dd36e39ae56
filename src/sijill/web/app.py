"""The desk as an application: its routes in order, what guards them, and how errors are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from .. import __version__
from ..errors import SijillError
from ..filing import registry_of
from . import (
    api,
    documents,
    framing,
    incident,
    incidents,
    judging,
    mapped,
    overview,
    places,
    reviewing,
    settings,
    tallies,
    words,
)
from .access import accounts, login, own
from .access.door import Door
from .access.hashing import Hasher
from .access.visiting import Forbidden, allowed, forbidden, signed_in
from .api import page as api_page
from .atlas import Atlases
from .guard import dress, guard
from .owned import Workshop
from .pages import HERE, environment, islands_of
from .refusing import refusal, told
from .remembered import Remembered
from .serving import Ledgers, Serving
from .shelf import Shelves
from .waiting import Boards

ROUTERS = (
    overview.router,
    incidents.router,
    mapped.router,
    incident.router,
    documents.router,
    tallies.router,
    framing.router,
    reviewing.router,
    judging.router,
    words.router,
    places.router,
    settings.router,
    api_page.router,
    login.router,
    own.router,
    accounts.router,
)


def create_app(serving: Serving) -> FastAPI:
    """The application for a ledger. Nothing is asked of any other host."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.ledgers.close()

    app = FastAPI(
        title="Sijill", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=living,
        dependencies=[Depends(allowed)],
    )  # fmt: skip
    app.state.serving = serving
    app.state.ledgers = Ledgers(serving.ledger, registry_of())
    app.state.door = Door(serving.ledger, Hasher())
    if serving.accounts == "asked":
        app.state.reader_of = signed_in
    app.state.shelves = Shelves()
    app.state.atlases = Atlases()
    app.state.boards = Boards()
    app.state.remembered = Remembered()
    app.state.workshop = Workshop()
    app.state.templates = environment()
    app.state.islands = islands_of(HERE / "static" / "built")
    app.middleware("http")(guard)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.mount(api.ROOT, api.api_of(app.state))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_exception_handler(SijillError, told)
    app.add_exception_handler(HTTPException, told)
    app.add_exception_handler(Forbidden, _forbidden)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(Exception, _broken)
    return app


def _broken(request: Request, error: Exception) -> Response:
    """The page for what nobody foresaw; nothing of it is told but in the log."""
    answer = told(request, error)
    dress(request, answer)
    return answer


def _forbidden(request: Request, error: Exception) -> Response:
    return forbidden(request)


def _unreadable(request: Request, error: Exception) -> Response:
    """The page for a form or an address whose parts are not what the route takes."""
    return refusal(request, 422, "access.unreadable")
