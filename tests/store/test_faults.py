"""What can go wrong with a file: each a clear message with exit code 4, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from sijill.errors import (
    LedgerCorrupt,
    LedgerError,
    LedgerForeign,
    LedgerFull,
    LedgerMissing,
    UsageError,
)
from sijill.incident import Link
from sijill.store import Ledger, existing_ledger, open_ledger
from tests.store.made import TEXT, add, incident, report
from tests.store.programs import output

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with something of everything in it."""
    path = tmp_path / "ledger.db"
    with open_ledger(str(path)) as ledger, ledger.writing():
        for number in range(60):
            keys = add(ledger, f"d{number:02}", report("r1"), report("r2", 9), text=f"{TEXT} {number}")
            ledger.put_blocks({key: [f"b{number % 7}"] for key in keys})
            ledger.put_links([Link(a=keys[0], b=keys[1], score=1.0, verdict="same")])
            ledger.replace_incidents([], [incident(f"i{number:02}", *keys)], {}, "2024")
    return path


def _read_everything(ledger: Ledger) -> None:
    keys = [one.key for one in ledger.filed_all()]
    for ident in [e.id for e in ledger.entries()]:
        ledger.reading(ident)
    list(ledger.incidents())
    list(ledger.changes())
    ledger.links_of(keys)
    ledger.component(keys)
    ledger.incidents_of(keys)
    ledger.candidates([f"b{n}" for n in range(7)])
    ledger.search("سراقب", 100)
    ledger.counts()


@pytest.mark.parametrize("opening", [open_ledger, existing_ledger])
def test_a_folder_is_no_ledger(tmp_path: Path, opening: type[Ledger]) -> None:
    with pytest.raises(LedgerForeign, match="a folder; name a file in it") as refused:
        opening(str(tmp_path))
    assert refused.value.exit_code == 4


@pytest.mark.parametrize("opening", [open_ledger, existing_ledger])
def test_a_missing_folder(tmp_path: Path, opening: type[Ledger]) -> None:
    with pytest.raises(LedgerMissing, match="make it first"):
        opening(str(tmp_path / "none" / "ledger.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_ledger_is_not_made_by_asking(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with pytest.raises(LedgerMissing, match="sijill add"):
        existing_ledger(str(path))
    assert not path.exists()
    path.touch()
    with pytest.raises(LedgerMissing):
        existing_ledger(str(path))
    open_ledger(str(path)).close()
    existing_ledger(str(path)).close()


@pytest.mark.parametrize(
    "content", [b"hello", b"\x89PNG\r\n\x1a\n" + b"x" * 5000, TEXT.encode(), b"\0" * 9000]
)
def test_another_file_is_no_ledger_and_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(content)
    with pytest.raises(LedgerForeign, match="no ledger"):
        open_ledger(str(path))
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.db"]


@pytest.mark.parametrize("command", ["CREATE TABLE mine (a)", "PRAGMA application_id = 7"])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, command: str) -> None:
    path = tmp_path / "other.db"
    made = sqlite3.connect(path)
    made.execute(command)
    made.close()
    before = path.read_bytes()
    with pytest.raises(LedgerForeign, match="another program"):
        open_ledger(str(path))
    assert path.read_bytes() == before


def test_a_meta_table_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE meta (name, value)")
    made.close()
    with pytest.raises(LedgerForeign):
        open_ledger(str(path))


@pytest.mark.parametrize("where", ["postgresql://host:port/x", "postgres://a:b@host:12ab/x"])
def test_an_address_that_is_none(where: str) -> None:
    with pytest.raises(UsageError, match="postgresql://NAME:PASSWORD@HOST:PORT/DATABASE"):
        open_ledger(where)


@pytest.mark.parametrize("name", ["a b#c?d%20.db", "سجل.db", "'; DROP TABLE meta; --.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with open_ledger(str(tmp_path / name)) as ledger:
        add(ledger, "d1")
    assert [p.name for p in tmp_path.iterdir()] == [name]


READ_ONLY = """
import os
from sijill.errors import LedgerReadOnly
with open_ledger(sys.argv[2]) as scratch:
    add(scratch, "warm")  # everything is loaded while this process may still read its own code
if os.geteuid() == 0:
    os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)
with open_ledger(sys.argv[1]) as ledger:
    print(ledger.counts().documents, len(ledger.search("سراقب", 100)), len(list(ledger.incidents())))
    try:
        add(ledger, "new")
    except LedgerReadOnly as error:
        print(error.exit_code, error)
"""


def _let_others_in(folder: Path) -> None:
    for above in (folder, *folder.parents):
        if Path(tempfile.gettempdir()) in above.parents:
            above.chmod(0o755)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only_it_is_read_and_not_written(
    path: Path, what: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = path.parent
    _let_others_in(folder)
    path.chmod(0o444 if what == "file" else 0o666)
    folder.chmod(0o777 if what == "file" else 0o555)
    scratch = tmp_path_factory.mktemp("scratch") / "scratch.db"
    try:
        first, second = output(READ_ONLY, str(path), str(scratch)).splitlines()
    finally:
        folder.chmod(0o755)
    assert first == "60 60 60"
    assert second.startswith("4 ledger ")
    assert "may be read and not written" in second
    assert [p.name for p in folder.iterdir()] == ["ledger.db"]


UNREADABLE = (
    READ_ONLY.split("with open_ledger(sys.argv[1])")[0]
    + """
from sijill.errors import LedgerError
try:
    open_ledger(sys.argv[1])
except LedgerError as error:
    print(error.exit_code, error)
"""
)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_read(path: Path, what: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    _let_others_in(path.parent)
    (path if what == "file" else path.parent).chmod(0)
    told = output(UNREADABLE, str(path), str(tmp_path_factory.mktemp("scratch") / "scratch.db"))
    path.parent.chmod(0o755)
    assert told.startswith("4 ledger ")
    assert "mend its rights" in told


FULL = """
import resource
from itertools import count
from sijill.errors import LedgerError
with open_ledger(sys.argv[1]) as ledger:
    ledger.search("load the language")
    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
    try:
        for number in count():
            add(ledger, f"n{number}", text=TEXT * 40)
            print(number, flush=True)
    except LedgerError as error:
        print(error.exit_code, error, flush=True)
    print(ledger.counts().documents, flush=True)
"""


def test_a_disk_that_fills_up_loses_nothing_that_was_added(path: Path) -> None:
    """A limit on the size of a file makes the system's own write fail."""
    *added, told, count = output(FULL, str(path)).splitlines()
    assert added
    assert told.startswith("4 ledger ")
    assert "nothing of this was written" in told
    assert int(count) == 60 + len(added)
    with open_ledger(str(path)) as ledger:
        assert ledger.counts().documents == 60 + len(added)
        add(ledger, "more")
        assert [tuple(row) for row in ledger._database.rows(text("PRAGMA integrity_check"))] == [("ok",)]


def _fill(ledger: Ledger) -> None:
    for number in range(1000):
        add(ledger, f"n{number}", text=TEXT * 40)


def test_a_full_database_says_so(path: Path) -> None:
    with open_ledger(str(path)) as ledger:
        ledger._database.rows(text(f"PRAGMA max_page_count = {path.stat().st_size // PAGE + 20}"))
        with pytest.raises(LedgerFull, match="make space and run it again"):
            _fill(ledger)
        whole = [e.id for e in ledger.entries()]
        assert len(whole) > 60
        assert all(ledger.reading(doc) is not None for doc in whole)
        ledger._database.rows(text("PRAGMA max_page_count = 100000"))
        add(ledger, f"n{len(whole) - 60}")


def test_a_damaged_beginning(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:100] = Random(1).randbytes(100)
    path.write_bytes(data)
    with pytest.raises(LedgerForeign, match="put back a backup"):
        open_ledger(str(path))
    assert path.read_bytes() == bytes(data)
    path.with_name("ledger.db-wal").write_bytes(b"something not yet in the file")
    with pytest.raises(LedgerCorrupt, match=r"ledger\.db-wal"):
        open_ledger(str(path))


def test_a_file_that_was_cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 5 * PAGE + 77])
    with pytest.raises(LedgerCorrupt, match="put back a backup"), open_ledger(str(path)) as ledger:
        _read_everything(ledger)


def _damaged(path: Path, into: Path) -> Iterator[Path]:
    """Copies of a ledger, in each of which some page is overwritten with noise or with nothing."""
    data, chance = path.read_bytes(), Random(11)
    for number in range(40):
        page = chance.randrange(0, len(data) // PAGE)
        start = page * PAGE + (100 if page == 0 else 0)
        noise = chance.randbytes(PAGE) if number % 2 else b"\0" * PAGE
        copy = into / f"{number}.db"
        copy.write_bytes(data[:start] + noise[: PAGE - start % PAGE] + data[start - start % PAGE + PAGE :])
        yield copy


def test_damaged_pages_are_told_and_never_a_crash(
    path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copies = list(_damaged(path, tmp_path_factory.mktemp("damaged")))
    told = [(str(copy), _trouble_with(copy)) for copy in copies]
    assert all(where in str(error) for where, error in told if error is not None)
    assert sum(isinstance(error, LedgerCorrupt) for _, error in told) > len(copies) / 2


def _trouble_with(path: Path) -> LedgerError | None:
    try:
        with open_ledger(str(path)) as ledger:
            _read_everything(ledger)
            add(ledger, "new")
    except LedgerError as error:
        return error
    return None


def test_a_damaged_record_names_its_row(path: Path) -> None:
    with open_ledger(str(path)) as ledger:
        ledger._database.run(text("UPDATE incidents SET json = substr(json, 1, 40) WHERE id = 'i07'"))
        with pytest.raises(LedgerCorrupt, match="incident i07"):
            list(ledger.incidents())
        assert ledger.incident("i08") is not None


def test_a_ledger_may_be_moved_and_copied(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "copy.db")
    os.remove(path)
    with existing_ledger(str(tmp_path / "copy.db")) as ledger:
        _read_everything(ledger)
        assert ledger.counts().documents == 60
