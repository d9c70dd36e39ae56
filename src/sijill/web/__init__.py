"""The desk: the ledger in a browser, in Arabic and English. `create_app` is all that the outside needs."""

from __future__ import annotations

from .app import create_app
from .serving import Serving

__all__ = ["Serving", "create_app"]
