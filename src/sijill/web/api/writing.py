"""Answers as they are sent: JSON straight from the records, an ETag, gzip, and leave for other origins."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ...store import State
from ..serving import Serving

WORTH = 1024
EXPOSED = "ETag, Link"


def write(request: Request, body: object, tag: str, more: Mapping[str, str]) -> Response:
    """The answer with a record in it, or 304 where the reader has it already.

    Without a tag, one is made of what is written.
    """
    data = b"" if body is None else msgspec.json.encode(body)
    tag = tag or _tag(data)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding", **more}
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    if len(data) >= WORTH and _takes_gzip(request):
        data, headers["Content-Encoding"] = gzip.compress(data, 5, mtime=0), "gzip"
    headers["Content-Length"] = str(len(data))
    return Response(b"" if request.method == "HEAD" else data, 200, headers, "application/json")


def tag_of_state(salt: str, state: State, resource: str, ident: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The ETag of what is asked of a ledger in a state."""
    return _tag(msgspec.json.encode((salt, state, resource, ident, pairs)))


def _tag(data: bytes) -> str:
    return f'W/"{hashlib.sha256(data).hexdigest()[:32]}"'


def unchanged(request: Request, tag: str) -> bool:
    """Whether the reader has the answer of this tag."""
    known = request.headers.get("if-none-match", "")
    opaque = tag.removeprefix("W/")
    return known.strip() == "*" or opaque in {one.strip().removeprefix("W/") for one in known.split(",")}


def _takes_gzip(request: Request) -> bool:
    for coding in request.headers.get("accept-encoding", "").split(","):
        name, _, quality = coding.partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def allow(request: Request, made: Response) -> Response:
    """Let pages of the origins that the desk was told of read an answer; nothing of it without them."""
    serving: Serving = request.app.state.serving
    if not serving.cors:
        return made
    made.headers.add_vary_header("Origin")
    origin = request.headers.get("origin", "")
    if origin in serving.cors:
        made.headers["Access-Control-Allow-Origin"] = origin
        made.headers["Access-Control-Expose-Headers"] = EXPOSED
        made.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            made.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
            made.headers["Access-Control-Allow-Headers"] = "Authorization, If-None-Match"
            made.headers["Access-Control-Max-Age"] = "600"
    return made
