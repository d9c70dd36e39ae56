"""An older ledger is brought up to date with all that is in it; a newer one is left alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, text

from sijill.errors import LedgerError, LedgerForeign, LedgerNewer
from sijill.store import Ledger, open_ledger
from sijill.store.connecting import connect
from sijill.store.database import Database
from sijill.store.migrations import MIGRATIONS, NEWEST, migrate
from sijill.store.tables import ALL
from tests.conftest import ROOT
from tests.store.made import add, report

DUMP = (Path(__file__).parent / "ledger_v1.sql").read_text(encoding="utf-8")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger as schema 1 left it, with a document, a reading, an incident and a decision in it."""
    path = tmp_path / "ledger.db"
    made = sqlite3.connect(path)
    made.executescript(DUMP)
    made.close()
    return path


@pytest.fixture
def bare(where: str) -> Iterator[Database]:
    """A connection to a place where nothing has been made, once in each database."""
    engine, database = connect(where)
    yield database
    database.close()
    engine.dispose()


def _holds_what_the_old_one_held(ledger: Ledger) -> None:
    assert ledger.schema == NEWEST
    assert ledger.known("d1") == ("aa11", "0.1.0")
    assert [one.key for one in ledger.filed_all()] == ["d1/0-4"]
    assert [hit.incidents for hit in ledger.search("حلب قصف")] == [("i1",)]
    old_id = ledger.incident("i0")
    assert old_id is not None
    assert old_id.id == "i1"
    assert [one.kind for one in ledger.decisions_on(["d1/0-4"])] == ["confirm"]
    assert [one.kind for one in ledger.changes()] == ["new"]
    assert ledger.pending() == []
    entry = ledger.entry("d1")
    assert entry is not None
    assert entry.voice == "d1"


def test_an_old_ledger_is_brought_up_to_date(old: Path) -> None:
    with open_ledger(str(old)) as ledger:
        _holds_what_the_old_one_held(ledger)
        assert add(ledger, "d2", report("r1")) == ("d2/0-3",)
        ledger.set_voices({"d2": "d1"})
    with open_ledger(str(old)) as ledger:
        assert ledger.counts().documents == 2


def test_a_backup_is_made_first(old: Path) -> None:
    open_ledger(str(old)).close()
    backup = old.with_name("ledger.db.v1.backup")
    assert sorted(p.name for p in old.parent.iterdir()) == ["ledger.db", backup.name]
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT value FROM meta WHERE name = 'schema'").fetchall() == [("1",)]
    assert "\n".join(copy.iterdump()) in DUMP
    copy.close()
    backup.replace(old)
    backup.write_bytes(b"an older backup")
    open_ledger(str(old)).close()
    assert backup.read_bytes() == b"an older backup"
    assert old.with_name("ledger.db.v1.backup-2").exists()


def test_a_new_ledger_and_a_current_one_need_no_backup(tmp_path: Path) -> None:
    for _ in range(2):
        open_ledger(str(tmp_path / "ledger.db")).close()
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.db"]


def test_where_no_backup_can_be_written_nothing_is_touched(old: Path) -> None:
    """A limit on the size of a file stands for a disk that fills while the copy is written."""
    before, size = old.read_bytes(), old.stat().st_size
    code = f"""
import resource
from sijill.errors import LedgerError
from sijill.store import open_ledger
resource.setrlimit(resource.RLIMIT_FSIZE, ({size // 2}, {size // 2}))
try:
    open_ledger({str(old)!r})
except LedgerError as error:
    print(error.exit_code, error)
"""
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said.startswith("4 ")
    assert "no backup can be written" in said
    assert [p.name for p in old.parent.iterdir()] == ["ledger.db"]
    assert old.read_bytes()[100:] == before[100:]


def test_two_programs_may_open_an_old_ledger_at_once(old: Path) -> None:
    code = f"from sijill.store import open_ledger\nwith open_ledger({str(old)!r}) as l: print(l.schema, l.counts().documents)"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [one.communicate() for one in running] == [(f"{NEWEST} 1\n", "")] * 3


def test_each_step_from_each_version_in_both_databases(bare: Database) -> None:
    """A document that was added before search existed is found afterwards."""
    migrate(bare, None, 1)
    for statement in _inserts():
        bare.run(text(statement.replace(":", r"\:")))
    for version in range(2, NEWEST + 1):
        migrate(bare, None, version)
        migrate(bare, None, version)
    with open_ledger(_again(bare)) as ledger:
        _holds_what_the_old_one_held(ledger)


def _inserts() -> Iterator[str]:
    """The rows of the old ledger, its own version aside, each table after those that it refers to."""
    lines = [line for line in DUMP.splitlines() if line.startswith("INSERT")]
    order = [table.name for table in ALL.sorted_tables]
    wanted = ["documents", "readings", "reports", "standing", "incidents", "membership", "aliases"]
    for name in [*wanted, "decisions", "decided", "changes"]:
        assert name in order
        yield from (line for line in lines if line.startswith(f'INSERT INTO "{name}"'))


def _again(database: Database) -> str:
    if not database.postgres:
        return database.where
    return database.where.replace("***", "sesame")


def test_the_tables_that_queries_name_are_the_tables_there_are(ledger: Ledger) -> None:
    found = MetaData()
    found.reflect(ledger._database._connection, schema="sijill" if ledger._database.postgres else None)
    made = {t.name: {c.name: c.nullable for c in t.columns} for t in found.tables.values()}
    named = {t.name: {c.name: c.nullable for c in t.columns} for t in ALL.tables.values()}
    assert {name: set(columns) for name, columns in made.items() if name in named} == {
        name: set(columns) for name, columns in named.items()
    }
    rest = {name for name in made if name not in named and not name.startswith("shadow")}
    assert not rest


def test_a_file_is_strict_and_keeps_its_journal(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(str(path)) as ledger:
        ask = ledger._database.first
        for pragma, wanted in (
            ("journal_mode", "wal"),
            ("foreign_keys", 1),
            ("synchronous", 1),
            ("busy_timeout", 30000),
        ):
            row = ask(text(f"PRAGMA {pragma}"))
            assert row is not None
            assert row[0] == wanted
        with pytest.raises(LedgerError, match="cannot store TEXT value"):
            ledger._database.run(text("INSERT INTO standing VALUES (1, 'k', 'x', 1, 'pending')"))
        with pytest.raises(LedgerError, match="FOREIGN KEY"):
            ledger._database.run(text("INSERT INTO standing VALUES (1, 'k', 1, 1, 'pending')"))


def test_a_newer_ledger_is_left_alone(where: str) -> None:
    with open_ledger(where) as ledger:
        add(ledger, "d1")
        ledger._database.run(text(f"UPDATE meta SET value = '{NEWEST + 1}' WHERE name = 'schema'"))
    with pytest.raises(
        LedgerNewer, match=f"schema {NEWEST + 1}.*newer|newer.*schema {NEWEST + 1}"
    ) as refused:
        open_ledger(where)
    assert refused.value.exit_code == 4


def test_a_ledger_without_a_version_is_refused(where: str) -> None:
    with open_ledger(where) as ledger:
        ledger._database.run(text("DELETE FROM meta"))
    with pytest.raises(LedgerForeign, match="no version"):
        open_ledger(where)


def test_the_versions_are_listed_on_one_page() -> None:
    page = (ROOT / "docs" / "ledger" / "store.md").read_text(encoding="utf-8")
    assert [m.version for m in MIGRATIONS] == list(range(1, NEWEST + 1))
    for migration in MIGRATIONS:
        assert f"| {migration.version} | {migration.what} |" in page
