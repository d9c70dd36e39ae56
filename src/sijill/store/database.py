"""One connection to one of two databases: transactions, errors told in our words, long lists in pieces."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, Table, func, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.sql import Executable

from ..errors import LedgerError, UsageError
from .faults import corrupt_row, told

T = TypeVar("T")
Scalar: TypeAlias = str | int | float | None
# A row, and a query, of several columns.
Found: TypeAlias = Row[*tuple[Any, ...]]
Query: TypeAlias = Select[*tuple[Any, ...]]

PIECE = 800
_PAGE = 500
# What writers of one PostgreSQL ledger hold while they write, so that there is one at a time as in SQLite.
_WRITER = 0x736A6C


class Database:
    """A connection that stays open. `where` names the ledger in messages, without its password."""

    __slots__ = ("_connection", "_depth", "_failed", "_frozen", "postgres", "where")

    def __init__(self, connection: Connection, where: str) -> None:
        self._connection = connection
        self._depth = 0
        self._failed = self._frozen = False
        self.where = where
        self.postgres = connection.dialect.name == "postgresql"

    def close(self) -> None:
        """Let go of the connection; what was not committed is undone."""
        with contextlib.suppress(SQLAlchemyError):
            self._connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all that is written inside is kept, or, when anything raises, none of it.

        Inside another it is a part of that one, which may fail for itself. Raises LedgerLocked when another
        writer takes too long, UsageError inside `reading`.
        """
        if self._frozen:
            raise UsageError("nothing can be written inside a reading of one moment")
        if self._depth:
            with self._part(f"part_{self._depth}"):
                yield
            return
        with self._whole("BEGIN" if self.postgres else "BEGIN IMMEDIATE"):
            if self.postgres:
                self._do(f"SELECT pg_advisory_xact_lock({_WRITER})")
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever others write meanwhile."""
        if self._depth:
            yield
            return
        with self._whole("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if self.postgres else "BEGIN"):
            self._frozen = True
            try:
                yield
            finally:
                self._frozen = False

    @contextlib.contextmanager
    def _whole(self, begin: str) -> Iterator[None]:
        self._do(begin)
        self._depth, self._failed = 1, False
        try:
            yield
            if self._failed:
                raise LedgerError(
                    f"ledger {self.where}: given up after an earlier error; nothing was written"
                )
            self._do("COMMIT")
        except BaseException:
            with contextlib.suppress(SQLAlchemyError):
                self._connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            self._depth, self._failed = 0, False

    @contextlib.contextmanager
    def _part(self, name: str) -> Iterator[None]:
        self._do(f"SAVEPOINT {name}")
        self._depth += 1
        try:
            yield
            self._do(f"RELEASE {name}")
        except BaseException:
            with contextlib.suppress(SQLAlchemyError):
                self._connection.exec_driver_sql(f"ROLLBACK TO {name}")
                self._connection.exec_driver_sql(f"RELEASE {name}")
                self._failed = False  # the part is undone; what was written before it still stands
            raise
        finally:
            self._depth -= 1

    def _do(self, command: str) -> None:
        with self._faults():
            self._connection.exec_driver_sql(command)

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        """Tell the database's errors in our words; after one, the transaction is not committed."""
        if self._failed:
            raise LedgerError(f"ledger {self.where}: given up after an earlier error; nothing was written")
        try:
            yield
        except DBAPIError as error:
            self._failed = self._depth > 0
            if self._connection.invalidated:
                self._connection.rollback()  # so that the next call connects anew
            raise told(self.where, error) from error

    def rows(self, statement: Executable, values: Mapping[str, Scalar] | None = None) -> Sequence[Found]:
        """All rows of a query."""
        with self._faults():
            return self._connection.execute(statement, dict(values or {})).all()

    def pages(self, statement: Query, column: ColumnElement[Any], last: str | int) -> Iterator[Found]:
        """The rows of a query after `last`, by a column that no two rows share, some hundred at a time.

        Each page is a query of its own, so that writing may go on between two of them.
        """
        page = statement.order_by(column).limit(_PAGE)
        while rows := self.rows(page.where(column > last)):
            yield from rows
            ahead = rows[-1]._mapping[column]
            if ahead <= last:
                raise corrupt_row(self.where, "an index leads backwards", str(ahead))
            last = ahead

    def first(self, statement: Executable) -> Found | None:
        """The first row of a query, None where there is none."""
        with self._faults():
            return self._connection.execute(statement).first()

    def run(self, statement: Executable, many: Sequence[Mapping[str, Scalar]] | None = None) -> int:
        """Run a statement once, or once for each of `many`; the number of rows it touched."""
        if many is not None and not many:
            return 0
        with self._faults():
            done = self._connection.execute(statement, [dict(one) for one in many] if many else None)
            return done.rowcount

    def script(self, statements: Iterable[str]) -> None:
        """Run statements that are the database's own and take no values."""
        with self._faults():
            for statement in statements:
                self._connection.execute(text(statement.replace(":", r"\:")))

    def next_number(self, table: Table) -> int:
        """The number after the highest of a table. Only while writing: there is one writer at a time."""
        highest = self.first(select(func.max(table.c.number)))
        return int(str(highest[0])) + 1 if highest is not None and highest[0] is not None else 1

    def decode(self, json: str, kind: type[T], what: str) -> T:
        """A record of ours from its JSON. Raises LedgerCorrupt, naming the row, where it is damaged."""
        try:
            return msgspec.json.decode(json, type=kind)
        except (msgspec.MsgspecError, ValueError) as error:
            raise corrupt_row(self.where, what, str(error)) from error


def encode(value: object) -> str:
    """The JSON of a record of ours."""
    return msgspec.json.encode(value).decode()


def pieces(values: Iterable[T], size: int = PIECE) -> Iterator[list[T]]:
    """The values in lists that are short enough for one statement."""
    piece: list[T] = []
    for value in values:
        piece.append(value)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece
