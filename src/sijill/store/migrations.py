"""How a ledger gets from one version of its schema to the next: forward only, one transaction each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from string import Template

import msgspec
from sqlalchemy import insert, select, text, update

from ..errors import LedgerError, LedgerForeign, LedgerNewer
from ..language import load_language
from ..unknown_places import unknown_places
from .connecting import APPLICATION
from .database import Database
from .documents import newest_readings
from .search import index_all, make_index
from .tables import FIRST_APPEND_ONLY, meta
from .unknowns import put_unknown

_SPELT: Mapping[bool, Mapping[str, str]] = {
    False: {"text": "TEXT", "real": "REAL", "strict": "STRICT", "compact": "STRICT, WITHOUT ROWID"},
    True: {"text": 'TEXT COLLATE "C"', "real": "DOUBLE PRECISION", "strict": "", "compact": ""},
}


class Migration(msgspec.Struct, frozen=True):
    """One step. `version` is the schema's number once it is done; `do` does it inside a transaction."""

    version: int
    what: str
    do: Callable[[Database], None]


def _first(database: Database) -> None:
    if database.postgres:
        database.script(("CREATE SCHEMA IF NOT EXISTS sijill",))
    _run_schema(database, 1)
    for table in FIRST_APPEND_ONLY:
        _protect(database, table)


def _copies(database: Database) -> None:
    _run_schema(database, 2)


def _leaders(database: Database) -> None:
    _run_schema(database, 5)


def _search(database: Database) -> None:
    make_index(database)
    index_all(database)


def _unknown(database: Database) -> None:
    _run_schema(database, 4)
    for number, reading in newest_readings(database):
        put_unknown(database, number, unknown_places(reading, load_language(reading.doc.lang)))


def _access(database: Database) -> None:
    _run_schema(database, 6)
    _protect(database, "audit")


def _words(database: Database) -> None:
    _run_schema(database, 7)


MIGRATIONS = (
    Migration(1, "documents, readings, reports, links, incidents, decisions, changes", _first),
    Migration(2, "copies: signatures of near-duplicates, and voices", _copies),
    Migration(3, "full-text search", _search),
    Migration(4, "names of places that no list knows; places of users' own", _unknown),
    Migration(5, "copies: who leads under a band, and which documents are copies", _leaders),
    Migration(6, "access: accounts, sessions, tokens, and the audit log", _access),
    Migration(7, "the word lists that documents were read with", _words),
)
NEWEST = MIGRATIONS[-1].version


def version_of(database: Database) -> int:
    """The version of the schema, 0 where nothing has been made yet. Raises LedgerForeign, LedgerNewer."""
    if not _has_table(database, "meta"):
        return 0
    found = database.first(select(meta.c.value).where(meta.c.name == "schema"))
    if found is None or not str(found[0]).isdigit():
        raise LedgerForeign(f"ledger {database.where}: its schema has no version; name another ledger")
    version = int(found[0])
    if version > NEWEST:
        raise LedgerNewer(
            f"ledger {database.where}: made by a newer version of Sijill (schema {version}, this one knows "
            f"{NEWEST}); nothing was touched: install that version or a later one"
        )
    return version


def migrate(database: Database, file: Path | None, upto: int = NEWEST) -> None:
    """Bring the schema to version `upto`, after a backup of a file that has documents in it.

    Two programs that open one old ledger at once: one migrates, the other waits and finds it done.
    """
    begun = version_of(database)
    for migration in MIGRATIONS[begun:upto]:
        with database.writing():
            version = version_of(database)
            if version >= migration.version:
                continue
            if version and version == begun and file is not None:
                back_up(file, version)  # while nobody can write
            migration.do(database)
            _note(database, migration.version)


def back_up(file: Path, version: int) -> Path:
    """Copy a ledger, whole and as of now, beside itself: `NAME.v1.backup`; an older backup is kept."""
    number, target = 1, file.with_name(f"{file.name}.v{version}.backup")
    while target.exists():
        number, target = number + 1, file.with_name(f"{file.name}.v{version}.backup-{number + 1}")
    part = target.with_name(f"{target.name}.part")
    try:
        source, copy = sqlite3.connect(file), sqlite3.connect(part)
        try:
            source.backup(copy)
        finally:
            copy.close()
            source.close()
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise LedgerError(
            f"ledger {file}: it is of schema {version} and must be brought to {NEWEST}, but no backup can be "
            f"written beside it ({error}); nothing was touched"
        ) from error
    return target


def _note(database: Database, version: int) -> None:
    if version == 1:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        database.run(insert(meta), [{"name": "schema", "value": "1"}, {"name": "created", "value": made}])
        if not database.postgres:
            database.script((f"PRAGMA application_id = {APPLICATION}",))
        return
    database.run(update(meta).where(meta.c.name == "schema").values(value=str(version)))


def _run_schema(database: Database, version: int) -> None:
    written = (files(__package__) / "schema" / f"{version:04}.sql").read_text(encoding="utf-8")
    lines = [line for line in written.splitlines() if not line.startswith("--")]
    spelt = Template("\n".join(lines)).substitute(_SPELT[database.postgres])
    database.script(statement for statement in spelt.split(";\n") if statement.strip())


def _protect(database: Database, table: str) -> None:
    """Triggers that refuse to change or to remove a row."""
    refusal = f"{table} is append-only"
    body = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    if not database.postgres:
        database.script(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} {body}" for act in ("UPDATE", "DELETE")
        )
        return
    body = f"BEGIN RAISE EXCEPTION '{refusal}'; END"
    database.script(
        (
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        )
    )


def _has_table(database: Database, name: str) -> bool:
    # Not to_regclass, which may remember that there was no such schema before another program made it.
    query = text(
        "SELECT 1 FROM pg_tables WHERE schemaname = 'sijill' AND tablename = :name"
        if database.postgres
        else "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name"
    )
    return database.first(query.bindparams(name=name)) is not None
