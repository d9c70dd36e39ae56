"""Who may ask: everybody on a machine of one's own, holders of a token where there are accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from starlette.requests import Request

from .problem import Fault

# The name of the account whose token or session a request shows, '' for nobody's.
ReaderOf: TypeAlias = Callable[[Request], str]


def require_reader(request: Request) -> str:
    """The name of who asks, '' where there are no accounts. Accounts put `reader_of` into the state of the
    application; raises Fault (401) where it knows nobody.
    """
    reader_of: ReaderOf | None = getattr(request.app.state, "reader_of", None)
    if reader_of is None:
        return ""
    name = reader_of(request)
    if not name:
        raise Fault(401, "this desk has accounts: send a token as 'Authorization: Bearer TOKEN'")
    return name
