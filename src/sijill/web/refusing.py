"""Pages that say what went wrong and what to do."""

from __future__ import annotations

import logging
import re
from functools import cache
from string import Formatter

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ..errors import LedgerLocked, LedgerMissing, SijillError, UsageError
from .pages import page, speech_of
from .speech import Speech, texts

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
    words = said(words, speech_of(request)) if words else ""
    return page(request, "error.html", status=status, number=status, words=words)


def refusal(request: Request, status: int, key: str) -> Response:
    """The page of a refusal, in the words of a key."""
    words = speech_of(request).text(key)
    return page(request, "error.html", status=status, number=status, words=words)


def said(words: str, speech: Speech) -> str:
    """A refusal in the reader's language: the code says it in English, by which the text is found. What has
    no text stays as it is, and the reader is told that it is a refusal.
    """
    if speech.language == "en":
        return words
    for key, pattern in _patterns():
        if found := pattern.fullmatch(words):
            return speech.words(key, **found.groupdict())
    return speech.words("refused.other", words=words)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each text of a refusal with what it is known by; what follows in parentheses is help in English."""
    found = []
    for key, text in texts("en").items():
        if key.startswith("refused.") and key != "refused.other":
            parts = Formatter().parse(text)
            spelt = (re.escape(fixed) + (f"(?P<{name}>.+?)" if name else "") for fixed, name, _, _ in parts)
            found.append((key, re.compile("".join(spelt) + r"(?: \(.*\))?", re.DOTALL)))
    return tuple(found)
