"""Who asks, and whether the route is theirs: met before anything is answered, checked on every route."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from ...people import may
from ..refusing import refusal
from ..serving import Serving
from .door import EVERYONE, NOBODY, Door, Visitor
from .rights import ANYONE, OPEN_FOLDER, is_open, needed

COOKIE = "__Host-sijill"
API = "/api/v1/"


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
    """The answer to one who is not signed in and asks for what is not open to all; else None. The API answers
    for itself, for its readers are programs.
    """
    if request.state.visitor.role or is_open(request.url.path) or request.url.path.startswith(API):
        return None
    if request.method not in ("GET", "HEAD"):
        return refusal(request, 401, "access.signed_out")
    query = f"?{request.url.query}" if request.url.query else ""
    there = urlencode({"next": request.url.path + query}) if request.url.path != "/" or query else ""
    return RedirectResponse("/login" + (f"?{there}" if there else ""), status_code=303)


def forbidden(request: Request) -> Response:
    """The answer to one whose role is not enough."""
    return refusal(request, 403, "access.forbidden")


def allowed(request: Request) -> None:
    """Whether the visitor's role is enough, as a dependency of every route. Raises Forbidden."""
    wanted = needed(request.method, request.scope["route"].path)
    if wanted != ANYONE and not may(request.state.visitor.role, wanted):
        raise Forbidden


def signed_in(request: Request) -> str:
    """The name of the account that asks, '' for nobody's."""
    visitor: Visitor = request.state.visitor
    return visitor.login
