"""From the name of a ledger to an open connection: a file in SQLite, or a PostgreSQL server by its URL."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from ..errors import LedgerCorrupt, LedgerError, LedgerForeign, LedgerMissing, UsageError
from .database import Database
from .faults import told

WAIT = 30.0  # seconds that one writer waits for another
# "Sjil": tells a ledger from other SQLite files.
APPLICATION = 0x536A696C
_SERVER = ("postgresql://", "postgres://", "postgresql+psycopg://")
_HEADER = b"SQLite format 3\0"


def is_server(where: str) -> bool:
    """Whether the name is a server's address and no file's."""
    return where.startswith(_SERVER)


def connect(where: str, wait: float = WAIT) -> tuple[Engine, Database]:
    """Connect. `wait` is how many seconds to wait for another writer. Raises LedgerError of some kind."""
    if is_server(where):
        engine, name = _server(where, wait)
    else:
        engine, name = _file(Path(where), wait), where
    try:
        connection = engine.connect()
    except DBAPIError as error:
        engine.dispose()
        raise told(name, error) from error
    return engine, Database(connection, name)


def check_file(path: Path) -> None:
    """Refuse what cannot be a ledger before SQLite touches it: a folder, another file, a missing folder."""
    try:
        start = _beginning(path)
    except OSError as error:
        raise LedgerError(f"ledger {path}: it cannot be read ({error.strerror}); mend its rights") from error
    if not start or start == _HEADER:
        return
    beside = path.with_name(path.name + "-wal")
    if beside.exists() and beside.stat().st_size:
        raise LedgerCorrupt(
            f"ledger {path}: its beginning is damaged; copy it and {beside.name} aside, "
            "then put back a backup"
        )
    raise LedgerForeign(
        f"ledger {path}: this is no ledger, or its beginning is damaged; "
        "name another file or put back a backup"
    )


def _beginning(path: Path) -> bytes:
    """The first bytes of a file, none where there is no file yet."""
    if path.is_dir():
        raise LedgerForeign(f"ledger {path}: a folder; name a file in it, such as {path / 'ledger.db'}")
    if not path.parent.is_dir():
        raise LedgerMissing(f"ledger {path}: there is no folder {path.parent}; make it first")
    if not path.exists():
        return b""
    with path.open("rb") as file:
        return file.read(len(_HEADER))


def _file(path: Path, wait: float) -> Engine:
    check_file(path)
    return create_engine(
        "sqlite://", creator=lambda: _open(path, wait), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )


def _open(path: Path, wait: float) -> sqlite3.Connection:
    name = "file:" + quote(str(path.absolute()))
    frozen = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    if frozen:
        beside = path.with_name(path.name + "-wal")
        name += "?mode=ro" if beside.exists() and beside.stat().st_size else "?mode=ro&immutable=1"
    made = sqlite3.connect(name, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        _refuse_foreign(made, path)
        made.execute("PRAGMA foreign_keys = ON")
        made.execute("PRAGMA synchronous = NORMAL")
        made.execute("PRAGMA cache_size = -32000")
        made.execute("PRAGMA temp_store = MEMORY")
        made.execute("PRAGMA journal_size_limit = 67108864")
        if not frozen:
            made.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        made.close()
        raise
    return made


def _refuse_foreign(made: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that another program made, before anything in it is changed."""
    ((number,),) = made.execute("PRAGMA application_id").fetchall()
    ((tables,),) = made.execute("SELECT count(*) FROM sqlite_master").fetchall()
    if number != APPLICATION and (number or tables):
        raise LedgerForeign(f"ledger {path}: a database of another program, no ledger; name another file")


def _server(where: str, wait: float) -> tuple[Engine, str]:
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise UsageError(
            "the ledger's address is no URL; write postgresql://NAME:PASSWORD@HOST:PORT/DATABASE"
        ) from error
    url = url.set(drivername="postgresql+psycopg")
    name = _shown(url)
    try:
        engine = create_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={
                "connect_timeout": 10,
                "options": f"-csearch_path=sijill -clock_timeout={int(wait * 1000)}",
            },
        )
    except ModuleNotFoundError as error:
        raise LedgerError(
            f"ledger {name}: PostgreSQL needs psycopg; install it with: pip install 'sijill[postgres]'"
        ) from error
    return engine, name


def _shown(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=True)
