"""The ledger: the only code that knows a database. See `docs/ledger/store.md`."""

from __future__ import annotations

from .counting import Counts, State
from .incidents import Filters
from .ledger import Ledger
from .opening import existing_ledger, open_ledger, there
from .people import People
from .search import Hit

__all__ = ["Counts", "Filters", "Hit", "Ledger", "People", "State", "existing_ledger", "open_ledger", "there"]
