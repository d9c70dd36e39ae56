"""What can go wrong with a server: each a clear message with exit code 4 that never shows the password."""

from __future__ import annotations

import socket

import pytest

from sijill.errors import LedgerError, LedgerForeign, LedgerReadOnly, LedgerUnreachable
from sijill.store import Ledger, open_ledger
from tests.store.conftest import Server
from tests.store.made import add


def _refused(where: str) -> LedgerError:
    with pytest.raises(LedgerError) as refused:
        open_ledger(where)
    assert refused.value.exit_code == 4
    assert "sesame" not in str(refused.value)
    assert "wrong" not in str(refused.value)
    return refused.value


def test_a_server_that_is_down() -> None:
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = _refused(f"postgresql://ana:sesame@127.0.0.1:{port}/ledger")
    assert isinstance(error, LedgerUnreachable)
    assert f"postgresql://ana:***@127.0.0.1:{port}/ledger" in str(error)


def test_a_host_that_nobody_knows() -> None:
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    assert isinstance(_refused("postgresql://ana:sesame@nowhere.invalid/ledger"), LedgerUnreachable)


def test_a_wrong_password(server: Server) -> None:
    error = _refused(server.url("postgres", password="wrong"))
    assert isinstance(error, LedgerUnreachable)
    assert "refuses the name or the password" in str(error)


def test_a_wrong_name(server: Server) -> None:
    error = _refused(server.url("postgres", user="nobody_here"))
    assert "refuses the name or the password" in str(error)


def test_a_database_that_is_not_there(server: Server) -> None:
    error = _refused(server.url("none_such"))
    assert isinstance(error, LedgerUnreachable)
    assert "createdb" in str(error)


def test_a_role_without_rights(server: Server) -> None:
    where = server.new()
    server.sql("CREATE ROLE reader LOGIN PASSWORD 'sesame'")
    database = where.rsplit("/", 1)[1]
    error = _refused(server.url(database, user="reader"))
    assert isinstance(error, LedgerReadOnly)
    assert "rights" in str(error)
    with open_ledger(where) as ledger:
        add(ledger, "d1")
    server.sql("GRANT USAGE ON SCHEMA sijill TO reader", database)
    server.sql("GRANT SELECT ON ALL TABLES IN SCHEMA sijill TO reader", database)
    with open_ledger(server.url(database, user="reader")) as ledger:
        assert ledger.counts().documents == 1
        with pytest.raises(LedgerReadOnly):
            add(ledger, "d2")


def test_a_database_that_is_read_only(server: Server) -> None:
    where = server.new()
    with open_ledger(where) as ledger:
        add(ledger, "d1")
    server.sql(f"ALTER DATABASE {where.rsplit('/', 1)[1]} SET default_transaction_read_only = on")
    with open_ledger(where) as ledger:
        assert ledger.counts().documents == 1
        with pytest.raises(LedgerReadOnly, match="may be read and not written"):
            add(ledger, "d2")


def test_a_schema_with_tables_of_others(server: Server) -> None:
    where = server.new()
    server.sql("CREATE SCHEMA sijill CREATE TABLE documents (a int)", where.rsplit("/", 1)[1])
    assert isinstance(_refused(where), LedgerForeign)


def _hang_up(server: Server, where: str) -> None:
    database = where.rsplit("/", 1)[1]
    server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")


def _hang_up_in_the_middle(server: Server, where: str, ledger: Ledger) -> None:
    with ledger.writing():
        add(ledger, "d2")
        _hang_up(server, where)
        add(ledger, "d3")


def _go_on_after_hanging_up(server: Server, where: str, ledger: Ledger) -> None:
    with ledger.writing():
        add(ledger, "d2")
        _hang_up(server, where)
        with pytest.raises(LedgerUnreachable):
            add(ledger, "d3")
        add(ledger, "d4")


def test_a_connection_that_is_dropped(server: Server) -> None:
    where = server.new()
    with open_ledger(where) as ledger:
        add(ledger, "d1")
        with pytest.raises(LedgerUnreachable, match="nothing of this was written"):
            _hang_up_in_the_middle(server, where, ledger)
        assert [e.id for e in ledger.entries()] == ["d1"]
        with pytest.raises(LedgerError, match="given up"):
            _go_on_after_hanging_up(server, where, ledger)
        assert [e.id for e in ledger.entries()] == ["d1"]
        _hang_up(server, where)
        with pytest.raises(LedgerUnreachable):
            ledger.counts()
        add(ledger, "d2")
        assert ledger.counts().documents == 2


def test_a_server_that_stops_and_starts_again(server: Server) -> None:
    where = server.new()
    with open_ledger(where) as ledger:
        add(ledger, "d1")
        server.control("-m", "immediate", "stop")
        try:
            for _ in range(2):
                with pytest.raises(LedgerUnreachable, match="server is down"):
                    add(ledger, "d2")
        finally:
            server.start()
        assert [e.id for e in ledger.entries()] == ["d1"]
        add(ledger, "d2")
