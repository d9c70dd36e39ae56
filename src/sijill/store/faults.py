"""What a database's own errors mean for the reader of a message, and what to do next."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from ..errors import (
    LedgerCorrupt,
    LedgerError,
    LedgerForeign,
    LedgerFull,
    LedgerLocked,
    LedgerReadOnly,
    LedgerUnreachable,
)

_LOCKED = "another program is writing to it; nothing of this was written: run it again when that one is done"
_READ_ONLY = "it may be read and not written; mend its rights, or copy it to where you may write"
_FULL = "no space is left; nothing of this was written: make space and run it again"
_CORRUPT = (
    "it is damaged; copy the file aside, then put back a backup of it or add the documents to a new ledger"
)
_FOREIGN = "it is no ledger; name another file"
_UNOPENED = "it cannot be opened; see whether the folder is there and may be written"
_FAILED = "the disk failed while it was read or written; nothing of this was written"
_GONE = "the server is down, does not know it, or hung up; nothing of this was written: see to it, run again"
_REFUSED = "the server refuses the name or the password"
_FORBIDDEN = "the role may not do that; ask for its rights"
_CLASHES = "its schema already holds tables that are not the ledger's; name another database"

# The low byte of SQLite's result codes (sqlite.org/rescode.html).
_SQLITE: dict[int, tuple[type[LedgerError], str]] = {
    sqlite3.SQLITE_BUSY: (LedgerLocked, _LOCKED),
    sqlite3.SQLITE_LOCKED: (LedgerLocked, _LOCKED),
    sqlite3.SQLITE_PROTOCOL: (LedgerLocked, _LOCKED),
    sqlite3.SQLITE_READONLY: (LedgerReadOnly, _READ_ONLY),
    sqlite3.SQLITE_PERM: (LedgerReadOnly, _READ_ONLY),
    sqlite3.SQLITE_FULL: (LedgerFull, _FULL),
    sqlite3.SQLITE_CORRUPT: (LedgerCorrupt, _CORRUPT),
    sqlite3.SQLITE_NOTADB: (LedgerForeign, _FOREIGN),
    sqlite3.SQLITE_CANTOPEN: (LedgerError, _UNOPENED),
    sqlite3.SQLITE_IOERR: (LedgerError, _FAILED),
}

# PostgreSQL's SQLSTATE, whole or its class (postgresql.org/docs/15/errcodes-appendix.html).
_POSTGRES: dict[str, tuple[type[LedgerError], str]] = {
    "55P03": (LedgerLocked, _LOCKED),
    "40P01": (LedgerLocked, _LOCKED),
    "25006": (LedgerReadOnly, _READ_ONLY),
    "42501": (LedgerReadOnly, _FORBIDDEN),
    "42P07": (LedgerForeign, _CLASHES),
    "53100": (LedgerFull, _FULL),
    "28": (LedgerUnreachable, _REFUSED),
    "3D": (LedgerUnreachable, "the server has no such database; make it first (createdb)"),
    "08": (LedgerUnreachable, _GONE),
    "57": (LedgerUnreachable, _GONE),
    "53": (LedgerUnreachable, "the server has no room for one more connection, or no memory"),
    "XX": (LedgerCorrupt, _CORRUPT),
}


def told(where: str, error: DBAPIError) -> LedgerError:
    """The error of ours that a database's error amounts to. `where` names the ledger, without password."""
    kind, advice = _meaning(error.orig)
    detail = str(error.orig).strip().splitlines()
    return kind(f"ledger {where}: {advice} ({detail[0] if detail else type(error.orig).__name__})")


def _meaning(error: BaseException | None) -> tuple[type[LedgerError], str]:
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    state = getattr(error, "sqlstate", None) or ""
    text = str(error)
    if "password" in text or "no pg_hba.conf entry" in text or "authentication failed" in text:
        return LedgerUnreachable, _REFUSED
    if not state and "does not exist" in text:
        return _POSTGRES["28" if "role " in text else "3D"]
    if not state:
        return LedgerUnreachable, _GONE
    return _POSTGRES.get(state) or _POSTGRES.get(state[:2]) or (LedgerError, "the database refused")


def _of_sqlite(error: sqlite3.Error) -> tuple[type[LedgerError], str]:
    if "decode to UTF-8" in str(error):
        return LedgerCorrupt, _CORRUPT
    code = getattr(error, "sqlite_errorcode", 0)
    return _SQLITE.get(code & 0xFF, (LedgerError, "the database refused"))


def corrupt_row(where: str, what: str, detail: str) -> LedgerCorrupt:
    """The error for a row whose words can no longer be read as what they were written as."""
    return LedgerCorrupt(f"ledger {where}: {_CORRUPT} ({what}: {detail})")
