"""The ledger: the only code that knows a database. See `docs/ledger/store.md`."""

from __future__ import annotations

from .counting import Counts
from .incidents import Filters
from .ledger import Ledger, existing_ledger, open_ledger
from .people import People
from .search import Hit

__all__ = ["Counts", "Filters", "Hit", "Ledger", "People", "existing_ledger", "open_ledger"]
