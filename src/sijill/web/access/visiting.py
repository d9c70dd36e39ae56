"""Who asks, and whether the route is theirs: met before anything is answered, checked on every route."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from ...people import may
from ..refusing import refusal
from ..serving import Serving
from .door import EVERYONE, NOBODY, Door, Visitor
from .rights import ANYONE, OPEN_FOLDER, is_open, needed

COOKIE = "__Host-sijill"
API = "/api/"


class Forbidden(Exception):
    """The visitor's role is not enough for the route."""


def met(request: Request) -> None:
    """Learn who asks, for `request.state.visitor`. Raises LedgerError of some kind."""
    request.state.visitor = NOBODY
    request.state.visitor = _visitor(request)


def _visitor(request: Request) -> Visitor:
    serving: Serving = request.app.state.serving
    if serving.accounts == "none":
        return EVERYONE
    door: Door = request.app.state.door
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    secret = request.cookies.get(COOKIE, "")
    if request.url.path.startswith(OPEN_FOLDER) or not (kind or secret):
        return NOBODY
    with request.app.state.ledgers.lent() as ledger:
        if kind and request.url.path.startswith(API):
            return door.of_token(
                ledger.people, token.strip() if kind.lower() == "bearer" else "", serving.now()
            )
        return door.of_session(ledger.people, secret, serving.now())


def turned_away(request: Request) -> Response | None:
    """The answer to one who is not signed in and asks for what is not open to all; else None."""
    if request.state.visitor.role or is_open(request.url.path):
        return None
    if request.url.path.startswith(API):
        return JSONResponse(
            {"error": "sign in, or send a token: Authorization: Bearer sijill_…"},
            status_code=401,
            headers={"WWW-Authenticate": "Bearer"},
        )
    if request.method not in ("GET", "HEAD"):
        return refusal(request, 401, "access.signed_out")
    query = f"?{request.url.query}" if request.url.query else ""
    there = urlencode({"next": request.url.path + query}) if request.url.path != "/" or query else ""
    return RedirectResponse("/login" + (f"?{there}" if there else ""), status_code=303)


def forbidden(request: Request) -> Response:
    """The answer to one whose role is not enough."""
    if request.url.path.startswith(API):
        return JSONResponse({"error": "your role is not enough for this"}, status_code=403)
    return refusal(request, 403, "access.forbidden")


def allowed(request: Request) -> None:
    """Whether the visitor's role is enough, as a dependency of every route. Raises Forbidden."""
    wanted = needed(request.method, request.scope["route"].path)
    if wanted != ANYONE and not may(request.state.visitor.role, wanted):
        raise Forbidden
