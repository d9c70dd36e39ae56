"""Opening a ledger by its name: one that is there, or a new one."""

from __future__ import annotations

from pathlib import Path

from ..errors import LedgerMissing
from .connecting import WAIT, check_file, connect, is_server
from .ledger import Ledger
from .migrations import migrate


def open_ledger(where: str, wait: float = WAIT) -> Ledger:
    """Open the ledger in a file, or on a PostgreSQL server by its URL; make it where there is none.

    An older ledger is brought up to date, a file after a backup beside it. `wait` is for how many seconds
    a writer waits for another. Raises LedgerError of some kind, which says what to do.
    """
    engine, database = connect(where, wait)
    try:
        migrate(database, None if is_server(where) else Path(where))
    except BaseException:
        database.close()
        engine.dispose()
        raise
    return Ledger(engine, database)


def existing_ledger(where: str, wait: float = WAIT) -> Ledger:
    """Open a ledger that must be there already. Raises LedgerMissing where it is not."""
    if not there(where):
        raise LedgerMissing(
            f"ledger {where}: there is none; make one with: sijill add SOURCE --ledger {where}"
        )
    return open_ledger(where, wait)


def there(where: str) -> bool:
    """Whether a ledger is there already; of a server that is not known. Raises LedgerError for a file that is
    none, or a folder that is not there.
    """
    if is_server(where):
        return True
    path = Path(where)
    check_file(path)
    return path.exists() and bool(path.stat().st_size)
