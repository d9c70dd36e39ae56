"""Accounts, sessions, tokens, failed sign-ins and the audit log. Of a secret only its hash ever gets here."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import delete, insert, select, update

from ..errors import UsageError
from ..people import Account, AuditLine, Role, Session, Token, Tries
from .database import Database, Found, Scalar
from .tables import accounts, audit, sessions, tokens, tries

MOST_LINES = 500
LONGEST_DETAIL = 300


class People:
    """What a ledger keeps of those who may come in. Each method that writes is one transaction, or a part of
    the one that is open.
    """

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    def writing(self) -> contextlib.AbstractContextManager[None]:
        """One transaction, as `Ledger.writing`."""
        return self._database.writing()

    # accounts

    def any(self) -> bool:
        """Whether there is an account that may sign in."""
        query = select(accounts.c.number).where(accounts.c.state == "active").limit(1)
        return self._database.first(query) is not None

    def accounts(self) -> list[Account]:
        """Every account, by name."""
        return [_account(row) for row in self._database.rows(select(accounts).order_by(accounts.c.login))]

    def account(self, login: str) -> Account | None:
        """The account of a name; None where there is none."""
        row = self._database.first(select(accounts).where(accounts.c.login == login))
        return _account(row) if row is not None else None

    def numbered(self, number: int) -> Account | None:
        """The account of a number; None where there is none."""
        row = self._database.first(select(accounts).where(accounts.c.number == number))
        return _account(row) if row is not None else None

    def add(self, login: str, role: Role, password: str, at: str) -> Account:
        """Make an account; `password` is its hash. Raises UsageError where the name is taken."""
        with self.writing():
            if self.account(login) is not None:
                raise UsageError(f"there is an account '{login}' already")
            made = Account(
                number=self._database.next_number(accounts), login=login, role=role, password=password,
                made_at=at, changed_at=at,
            )  # fmt: skip
            self._database.run(insert(accounts), [msgspec.structs.asdict(made)])
            return made

    def change(self, number: int, at: str, **values: str) -> None:
        """Set `role`, `state` or `password` of an account and end its sessions. Raises UsageError where no
        active admin would be left.
        """
        with self.writing():
            chosen = accounts.c.number == number
            self._database.run(update(accounts).where(chosen).values(changed_at=at, **values))
            if "password" not in values:
                self._keep_an_admin()
            self.end_sessions(number)

    def rehashed(self, number: int, password: str) -> None:
        """Keep the same password's newer hash."""
        with self.writing():
            self._database.run(update(accounts).where(accounts.c.number == number).values(password=password))

    def _keep_an_admin(self) -> None:
        wanted = (accounts.c.role == "admin", accounts.c.state == "active")
        if self._database.first(select(accounts.c.number).where(*wanted).limit(1)) is None:
            raise UsageError("no active admin would be left: make another first")

    # sessions

    def open_session(self, session: Session) -> None:
        """Keep a session."""
        with self.writing():
            self._database.run(insert(sessions).values(**msgspec.structs.asdict(session)))

    def session(self, digest: str) -> tuple[Session, Account] | None:
        """A session with its account; None where there is none."""
        row = self._database.first(select(sessions).where(sessions.c.digest == digest))
        account = self.numbered(row.account) if row is not None else None
        return (_session(row), account) if row is not None and account is not None else None

    def sessions_of(self, account: int) -> list[Session]:
        """The sessions of an account, the last used first."""
        query = select(sessions).where(sessions.c.account == account)
        rows = self._database.rows(query.order_by(sessions.c.seen_at.desc(), sessions.c.digest))
        return [_session(row) for row in rows]

    def seen(self, digest: str, at: str) -> None:
        """A session was used."""
        with self.writing():
            self._database.run(update(sessions).where(sessions.c.digest == digest).values(seen_at=at))

    def end_session(self, digest: str, account: int) -> int:
        """End one session of an account; how many there were (0 or 1)."""
        with self.writing():
            both = (sessions.c.digest == digest, sessions.c.account == account)
            return self._database.run(delete(sessions).where(*both))

    def end_sessions(self, account: int, kept: str = "") -> int:
        """End every session of an account but the one with the digest `kept`; how many."""
        with self.writing():
            others = (sessions.c.account == account, sessions.c.digest != kept)
            return self._database.run(delete(sessions).where(*others))

    def forget_sessions(self, seen_before: str, made_before: str) -> None:
        """Remove sessions that count no more."""
        with self.writing():
            old = (sessions.c.seen_at <= seen_before) | (sessions.c.made_at <= made_before)
            self._database.run(delete(sessions).where(old))

    # tokens

    def add_token(self, token: Token) -> Token:
        """Keep a token under the next number, which the one returned has."""
        with self.writing():
            made = msgspec.structs.replace(token, number=self._database.next_number(tokens))
            self._database.run(insert(tokens), [msgspec.structs.asdict(made)])
            return made

    def token(self, digest: str) -> tuple[Token, Account] | None:
        """A token with its account; None where there is none."""
        row = self._database.first(select(tokens).where(tokens.c.digest == digest))
        account = self.numbered(row.account) if row is not None else None
        return (_token(row), account) if row is not None and account is not None else None

    def tokens_of(self, account: int) -> list[Token]:
        """The tokens of an account, revoked and run-out ones too, the newest first."""
        query = select(tokens).where(tokens.c.account == account).order_by(tokens.c.number.desc())
        return [_token(row) for row in self._database.rows(query)]

    def revoke(self, number: int, account: int, at: str) -> int:
        """Revoke a token of an account; how many that were not revoked yet (0 or 1)."""
        with self.writing():
            which = (tokens.c.number == number, tokens.c.account == account, tokens.c.revoked_at == "")
            return self._database.run(update(tokens).where(*which).values(revoked_at=at))

    def used(self, number: int, at: str) -> None:
        """A token was used."""
        with self.writing():
            self._database.run(update(tokens).where(tokens.c.number == number).values(used_at=at))

    # failed sign-ins

    def tries(self, subject: str) -> Tries:
        """How often signing in failed for a subject."""
        row = self._database.first(select(tries).where(tries.c.subject == subject))
        if row is None:
            return Tries()
        return Tries(failures=row.failures, last_at=row.last_at, until_at=row.until_at)

    def put_tries(self, subject: str, now: Tries) -> None:
        """Set how often signing in failed for a subject; none removes it."""
        with self.writing():
            self._database.run(delete(tries).where(tries.c.subject == subject))
            if now.failures:
                row = insert(tries).values(subject=subject, **msgspec.structs.asdict(now))
                self._database.run(row)

    def forget_tries(self, before: str) -> None:
        """Remove what was last tried before a time."""
        with self.writing():
            self._database.run(delete(tries).where(tries.c.last_at < before))

    # the audit log

    def note(self, line: AuditLine) -> None:
        """Add a line to the audit log."""
        with self.writing():
            note(self._database, line)

    def audit(self, limit: int, before: int = 0, by: str = "") -> Sequence[AuditLine]:
        """Lines of the audit log, the newest first: those before a number, or of one who did them."""
        query = select(audit).order_by(audit.c.number.desc()).limit(min(limit, MOST_LINES))
        if before:
            query = query.where(audit.c.number < before)
        if by:
            query = query.where(audit.c.made_by == by)
        return [
            AuditLine(
                number=row.number, at=row.made_at, by=row.made_by, what=row.what, about=row.about,
                detail=row.detail,
            )
            for row in self._database.rows(query)
        ]  # fmt: skip


def note(database: Database, line: AuditLine) -> None:
    """Add a line to the audit log, inside the transaction that is open."""
    row: dict[str, Scalar] = {
        "number": database.next_number(audit), "made_at": line.at, "made_by": line.by, "what": line.what,
        "about": line.about[:LONGEST_DETAIL], "detail": line.detail[:LONGEST_DETAIL],
    }  # fmt: skip
    database.run(insert(audit), [row])


def _account(row: Found) -> Account:
    return Account(**row._mapping)


def _session(row: Found) -> Session:
    return Session(**row._mapping)


def _token(row: Found) -> Token:
    return Token(**row._mapping)
