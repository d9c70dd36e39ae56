"""The two databases that every storage test runs on: a SQLite file, and a PostgreSQL server started here."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest

from sijill.store import Ledger, open_ledger

_NUMBERS = count(1)


class Server(msgspec.Struct, frozen=True):
    """A PostgreSQL server on the loopback; `control` runs pg_ctl, `new` makes a database and gives its URL."""

    port: int
    folder: Path
    binaries: Path
    password: str = "sesame"

    def url(self, database: str, *, user: str = "postgres", password: str | None = None) -> str:
        secret = self.password if password is None else password
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}"

    def new(self) -> str:
        name = f"ledger{next(_NUMBERS)}_{os.getpid()}"
        self.sql(f"CREATE DATABASE {name}")
        return self.url(name)

    def sql(self, command: str, database: str = "postgres") -> str:
        run = [self.binaries / "psql", "-XAtqc", command, self.url(database)]
        return subprocess.run(run, check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        listen = f"-p {self.port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off"
        self.control("-o", listen, "-l", str(self.folder / "log"), "start")

    def control(self, *words: str) -> None:
        run = [self.binaries / "pg_ctl", "-D", self.folder / "data", "-w", *words]
        quiet = subprocess.DEVNULL
        subprocess.run(run, check=True, stdout=quiet, stderr=quiet, stdin=quiet, cwd="/", **_as_postgres())


def _as_postgres() -> dict[str, str]:
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


def _binaries() -> Path | None:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb")
    return versions[-1].parent if versions else Path(found).parent if found else None


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of our own, started for the tests and stopped after them."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed here (no initdb)")
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="sijill-pg-"))
    started = Server(port, folder, binaries)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        secret = folder / "secret"
        secret.write_text(started.password)
        secret.chmod(0o644)
        run = [binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-E", "UTF8", "--locale=C"]
        run += ["--auth=scram-sha-256", f"--pwfile={secret}"]
        subprocess.run(run, check=True, capture_output=True, cwd="/", **_as_postgres())
        started.start()
        yield started
        started.control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The name of a ledger that is not there yet, once in each database."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    started: Server = request.getfixturevalue("server")
    return started.new()


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """An empty ledger, once in each database."""
    with open_ledger(where) as opened:
        yield opened


@pytest.fixture
def opened(where: str) -> Iterator[Callable[[], Ledger]]:
    """Open the same ledger as often as wanted, as several programs would."""
    made: list[Ledger] = []

    def again() -> Ledger:
        made.append(open_ledger(where, 0.5))
        return made[-1]

    yield again
    for one in made:
        one.close()
