"""What every answer carries and every question must show: security headers, a known host, and for what
changes anything the page's own token.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from urllib.parse import unquote

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse

from ..errors import UsageError

Next = Callable[[Request], Awaitable[Response]]

TOKEN = "sijill-token"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
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


async def guard(request: Request, proceed: Next) -> Response:
    """Refuse unknown hosts, give each browser a token, and put the headers on every answer."""
    hosts: tuple[str, ...] = request.app.state.serving.hosts
    if host_of(request) not in hosts:
        return PlainTextResponse("unknown host\n", status_code=421, headers=dict(HEADERS))
    known = request.cookies.get(TOKEN, "")
    request.state.token = known or secrets.token_urlsafe(24)
    request.state.person = request.app.state.serving.signed_by or unquote(request.cookies.get("person", ""))
    response = await proceed(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not known and not request.url.path.startswith("/api/"):
        response.set_cookie(TOKEN, request.state.token, httponly=True, samesite="strict", path="/")
    return response


def host_of(request: Request) -> str:
    """The host that was asked for, without the port."""
    host = request.headers.get("host", "")
    return host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.partition(":")[0]


async def posted(request: Request) -> None:
    """Whether a form was sent by a page of this desk, as a dependency of every route that changes anything.

    Raises UsageError where its token is not the browser's, or another site sent it.
    """
    form = await request.form()
    given, known = str(form.get("token", "")), request.cookies.get(TOKEN, "")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if not known or not secrets.compare_digest(given, known) or site not in ("same-origin", "none"):
        raise UsageError("this form is no page's of this desk, or too old: load the page again")
