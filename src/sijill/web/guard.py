"""What every answer carries and every question must show: security headers, a known host, a role where people
have accounts, and for what changes anything the page's own token.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse
from starlette.concurrency import run_in_threadpool

from ..errors import SijillError, UsageError
from .access.asked import host_of, is_secure
from .access.visiting import API, met, turned_away
from .refusing import told

Next = Callable[[Request], Awaitable[Response]]

TOKEN = "sijill-token"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
LONGEST_QUERY = 8_192
LONGEST_PATH = 4_096
LARGEST_FORM = 1_000_000
LARGER_FORMS: Mapping[str, int] = MappingProxyType({"/read": 2_000_000})
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
        "font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
)
HSTS = "max-age=31536000"


async def guard(request: Request, proceed: Next) -> Response:
    """Refuse what no page of ours asks, learn who asks, and put the headers on every answer."""
    response = _misasked(request)
    if response is None:
        known = request.cookies.get(TOKEN, "")
        request.state.token = known or secrets.token_urlsafe(24)
        try:
            await run_in_threadpool(met, request)
        except SijillError as error:
            response = told(request, error)
        else:
            _signing(request)
            response = turned_away(request) or await proceed(request)
        if not known:
            _give_token(request, response)
    dress(request, response)
    return response


def _misasked(request: Request) -> Response | None:
    """The answer to a question that is none: to another host, endless, or too large."""
    if host_of(request) not in request.app.state.serving.hosts:
        return PlainTextResponse("unknown host\n", status_code=421)
    if len(request.url.query) > LONGEST_QUERY or len(request.url.path) > LONGEST_PATH:
        return PlainTextResponse("this address is too long\n", status_code=414)
    if request.method in SAFE or request.url.path.startswith(API):  # which takes no form and says so itself
        return None
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        return PlainTextResponse("say how long it is\n", status_code=411)
    if int(length) > LARGER_FORMS.get(request.url.path, LARGEST_FORM):
        return PlainTextResponse("this is too much for a form\n", status_code=413)
    return None


def _signing(request: Request) -> None:
    """Whose name signs decisions: an account's, always, where there are accounts."""
    if request.state.visitor.form:
        request.state.token = request.state.visitor.form
    serving = request.app.state.serving
    if serving.accounts == "asked":
        request.state.person = request.state.visitor.login
    else:
        request.state.person = serving.signed_by or unquote(request.cookies.get("person", ""))


def _give_token(request: Request, response: Response) -> None:
    """Keep the token in the browser, where a page may need it and no session has its own."""
    if response.headers.get("content-type", "").startswith("text/html") and not request.state.visitor.form:
        response.set_cookie(
            TOKEN, request.state.token, httponly=True, samesite="strict", path="/", secure=is_secure(request)
        )


def dress(request: Request, response: Response) -> None:
    """Put the headers on an answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if is_secure(request):
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    open_to_all = request.url.path.startswith("/static/") or "public" in response.headers.get(
        "Cache-Control", ""
    )
    if request.app.state.serving.accounts == "asked" and not open_to_all:
        response.headers["Cache-Control"] = "private, no-store"


async def posted(request: Request) -> None:
    """Whether a form was sent by a page of this desk, as a dependency of every route that changes anything.

    Raises UsageError where its token is not the browser's or the session's, or another site sent it.
    """
    form = await request.form()
    given, wanted = str(form.get("token", "")), str(request.state.token)
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "")
    foreign = origin not in ("", "null") and urlsplit(origin).netloc != request.headers.get("host", "")
    same = secrets.compare_digest(given.encode(), wanted.encode())
    if not given or not same or foreign or site not in ("same-origin", "none"):
        raise UsageError("this form is no page's of this desk, or too old: load the page again")
