"""Pages that say what went wrong and what to do."""

from __future__ import annotations

import logging

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ..errors import LedgerLocked, LedgerMissing, SijillError, UsageError
from .pages import page, speech_of

LOG = logging.getLogger("sijill.web")


def told(request: Request, error: Exception) -> Response:
    """The page of an error."""
    if isinstance(error, HTTPException):
        status, words = error.status_code, "" if error.status_code == 404 else str(error.detail)
    else:
        codes = {UsageError: 400, LedgerMissing: 503, LedgerLocked: 503}
        status = next((code for kind, code in codes.items() if isinstance(error, kind)), 500)
        words = str(error) if isinstance(error, SijillError) else ""
        if status >= 500:
            LOG.error("%s %s: %s", request.method, request.url.path, error)
            if (
                not words or request.app.state.serving.accounts == "asked"
            ):  # where the ledger lies is nobody's
                return refusal(request, status, "access.trouble")
    return page(request, "error.html", status=status, number=status, words=words)


def refusal(request: Request, status: int, key: str) -> Response:
    """The page of a refusal, in the words of a key."""
    words = speech_of(request).text(key)
    return page(request, "error.html", status=status, number=status, words=words)
