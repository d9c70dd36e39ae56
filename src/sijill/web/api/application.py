"""The API as an application of its own inside the desk's: finds the resource, asks it, writes the answer."""

from __future__ import annotations

import secrets
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...errors import LedgerError, LedgerLocked, LedgerMissing, LedgerUnreachable, SijillError
from ..serving import Ledgers
from .asked import Answer, Asked, Resource
from .describe import openapi
from .matching import match
from .parameters import Given, given
from .problem import Fault, problem
from .reader import require_reader
from .resources import RESOURCES
from .writing import allow, tag_of_state, unchanged, write

ROOT = "/api/v1"
DESCRIPTION = "/openapi.json"
ALLOWED = "GET, HEAD, OPTIONS"
BUSY = (LedgerLocked, LedgerMissing, LedgerUnreachable)


def api_of(state: State) -> Starlette:
    """The application, which shares the desk's state."""
    api = Starlette(
        routes=[Route("/{rest:path}", answer, methods=["GET", "HEAD", "OPTIONS"])],
        exception_handlers={Exception: _told, SijillError: _told, HTTPException: _told},
    )
    api.state = state
    api.state.salt = secrets.token_hex(8)
    return api


def answer(request: Request) -> Response:
    """Answer a question, in a thread of its own."""
    return allow(request, _answered(request))


def _answered(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ALLOWED})
    path = _path(request)
    if path.rstrip("/") == DESCRIPTION:
        accounts = getattr(request.app.state, "reader_of", None) is not None
        return write(request, openapi(with_accounts="yes" if accounts else "no"), "", {})
    require_reader(request)
    found = match(RESOURCES, path)
    if found is None:
        raise Fault(404, f"there is nothing at {ROOT}{path[:200]}; see {ROOT}{DESCRIPTION}")
    resource, ident = found
    if "\0" in ident:
        raise Fault(404, "an id holds no NUL")
    return _asked(request, resource, ident, given(resource.parameters, request.query_params.multi_items()))


def _asked(request: Request, resource: Resource, ident: str, asked: Given) -> Response:
    state, tag, fault = request.app.state, "", None
    ledgers: Ledgers = state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        if resource.unchanging:
            tag = tag_of_state(state.salt, ledger.state(), resource.name, ident, asked.pairs())
            if unchanged(request, tag):
                return write(request, None, tag, {})
        try:
            made = resource.answer(
                Asked(
                    ident=ident, given=asked, ledger=ledger, registry=ledgers.registry,
                    shelves=state.shelves, remembered=state.remembered,
                )
            )  # fmt: skip
        except Fault as error:  # not through the ledger, which is in order
            fault = error
    if fault is not None:
        raise fault
    return write(request, made.body, tag, _led(request, resource, ident, made))


def _led(request: Request, resource: Resource, ident: str, made: Answer) -> dict[str, str]:
    """Where an answer leads: the next page, and the address that the record is known by."""
    led = []
    if made.next:
        here = ROOT + resource.path.replace("{id}", quote(ident, safe=""))
        asked = request.query_params.multi_items()
        pairs = [(name, value) for name, value in asked if name not in ("cursor", "page")]
        led.append(f'<{here}?{urlencode([*pairs, ("cursor", made.next)])}>; rel="next"')
    if made.canonical:
        led.append(f'<{ROOT}{made.canonical}>; rel="canonical"')
    return {"Link": ", ".join(led)} if led else {}


def _path(request: Request) -> str:
    """The path below the root of the API as it was sent."""
    raw = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0]
    _, _, rest = raw.partition(ROOT)
    return rest or "/"


def _told(request: Request, error: Exception) -> Response:
    """The problem of an error."""
    if isinstance(error, Fault):
        made = problem(error.status, str(error), error.parameter)
        if error.status == 401:
            made.headers["WWW-Authenticate"] = 'Bearer realm="sijill"'
    elif isinstance(error, HTTPException):
        if error.status_code == 405:
            made = problem(405, f"nothing is written here: ask with {ALLOWED}")
            made.headers["Allow"] = ALLOWED
        else:
            made = problem(error.status_code, str(error.detail))
    elif isinstance(error, BUSY):
        made = problem(503, str(error))
        made.headers["Retry-After"] = "30"
    elif isinstance(error, LedgerError):
        made = problem(500, str(error))
    else:
        made = problem(500, "a defect of Sijill; the server's own output has the rest")
    return allow(request, made)
