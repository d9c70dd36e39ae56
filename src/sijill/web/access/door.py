"""The door: who is let in, with which role, and who must wait. Every change is told to the audit log."""

from __future__ import annotations

import contextlib
import unicodedata

import msgspec

from ...errors import LedgerLocked, SijillError, UsageError
from ...people import (
    ABSOLUTE,
    FORGOTTEN,
    FREE_OF_ACCOUNT,
    FREE_OF_ADDRESS,
    IDLE,
    LONGEST_TOKEN,
    Account,
    AuditLine,
    Role,
    Session,
    Token,
    Tries,
    checked_password,
    counts,
    label_of,
    later,
    lives,
    login_of,
    may,
    once_more,
    role_of,
    seconds_until,
)
from ...store import People, existing_ledger
from .hashing import Hasher, digest, form_token, fresh_secret, fresh_token

TOUCH = 300  # seconds between two notes that a session or token was used
LONGEST_AGENT = 120


class NotSignedIn(SijillError):
    """The name or the password is wrong, or the account is disabled; it is never said which."""


class MustWait(SijillError):
    """Signing in failed too often; `seconds` are still to be waited."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"signing in failed too often: wait {seconds} seconds")
        self.seconds = seconds


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks. `session` is the digest of the browser's session, '' for a program and for nobody."""

    login: str = ""
    role: str = ""
    account: int = 0
    session: str = ""
    form: str = ""


NOBODY = Visitor()
# Where there are no accounts, this machine's one user may do everything.
EVERYONE = Visitor(role="admin")


class Door:
    """Lets people in to the ledger at `where`."""

    __slots__ = ("_hasher", "_where")

    def __init__(self, where: str, hasher: Hasher) -> None:
        self._where = where
        self._hasher = hasher

    # coming in

    def sign_in(self, people: People, name: str, password: str, address: str, agent: str, at: str) -> str:
        """The secret of a new session. Raises NotSignedIn, or MustWait without looking at the password.

        A try counts as failed before the password is looked at, so that many at once are no way around.
        """
        login = _as_login(name)
        subjects = self._count_try(people, login, address, at)
        account = people.account(login)
        active = account is not None and account.state == "active"
        right = self._hasher.right(password, account.password if account is not None and active else "")
        if account is None or not right:
            people.note(_line(at, "", "login-failed", account.login if account else "", address))
            raise NotSignedIn("the name or the password is wrong")
        with people.writing():
            for subject, before in subjects.items():
                people.put_tries(subject, Tries() if subject == _subject("account", login) else before)
            people.forget_sessions(later(at, -IDLE), later(at, -ABSOLUTE))
            if self._hasher.old(account.password):
                people.rehashed(account.number, self._hasher.hash(password))
            people.note(_line(at, account.login, "login", "", address))
            return self.open_session(people, account, agent, at)

    def _count_try(self, people: People, login: str, address: str, at: str) -> dict[str, Tries]:
        """Count one more failure for the name and the address; how it stood before. Raises MustWait."""
        free = {_subject("account", login): FREE_OF_ACCOUNT, _subject("address", address): FREE_OF_ADDRESS}
        with people.writing():
            before = {subject: people.tries(subject) for subject in free}
            wait = max(seconds_until(at, tries.until_at) for tries in before.values())
            if wait:
                raise MustWait(wait)
            people.forget_tries(later(at, -FORGOTTEN))
            for subject, tries in before.items():
                now = once_more(tries, at, free[subject])
                people.put_tries(subject, now)
                if now.until_at:
                    whose = people.account(login) if subject == _subject("account", login) else None
                    what = f"{address}: {now.failures} failures, until {now.until_at}"
                    people.note(_line(at, "", "locked-out", whose.login if whose else "", what))
        return before

    def open_session(self, people: People, account: Account, agent: str, at: str) -> str:
        """Open a session without asking for a password; its secret."""
        secret = fresh_secret()
        people.open_session(
            Session(
                digest=digest(secret), account=account.number, made_at=at, seen_at=at,
                agent=" ".join(agent.split())[:LONGEST_AGENT],
            )
        )  # fmt: skip
        return secret

    def of_session(self, people: People, secret: str, at: str) -> Visitor:
        """Who a session's secret belongs to; NOBODY where it counts no more."""
        found = people.session(digest(secret)) if secret else None
        if found is None or not lives(found[0], at) or found[1].state != "active":
            return NOBODY
        session, account = found
        if later(session.seen_at, TOUCH) <= at:
            with contextlib.suppress(LedgerLocked), existing_ledger(self._where, 1.0) as ledger:
                ledger.people.seen(session.digest, at)
        return Visitor(
            login=account.login, role=account.role, account=account.number, session=session.digest,
            form=form_token(secret),
        )  # fmt: skip

    def of_token(self, people: People, secret: str, at: str) -> Visitor:
        """Who a program's token stands for; NOBODY where it counts no more. It may never do more than its
        owner may now.
        """
        found = people.token(digest(secret))
        if found is None or not counts(found[0], at) or found[1].state != "active":
            return NOBODY
        token, account = found
        if not token.used_at or later(token.used_at, TOUCH) <= at:
            with contextlib.suppress(LedgerLocked), existing_ledger(self._where, 1.0) as ledger:
                ledger.people.used(token.number, at)
        role = token.role if may(account.role, token.role) else account.role
        return Visitor(login=account.login, role=role, account=account.number)

    # what a person changes

    def check(self, people: People, account: Account, password: str, address: str, at: str) -> None:
        """Ask a person who is signed in for the password again. Raises NotSignedIn, MustWait."""
        before = self._count_try(people, account.login, address, at)
        if not self._hasher.right(password, account.password):
            people.note(_line(at, account.login, "password-refused", "", address))
            raise NotSignedIn("the password is wrong")
        for subject, tries in before.items():
            people.put_tries(subject, tries)

    def hashed(self, password: str, login: str) -> str:
        """The hash of a password that the rules allow. Raises UsageError for another."""
        return self._hasher.hash(checked_password(password, login))


def issue_token(
    people: People, account: Account, name: str, role: str, days: int, by: str, at: str
) -> tuple[Token, str]:
    """Make a token for an account: what is kept of it, and its secret, to be shown once. Raises UsageError
    where the role is above the account's or the days are too many.
    """
    wanted = role_of(role)
    if not may(account.role, wanted):
        raise UsageError(f"{account.login} is {account.role}: a token cannot be {wanted}")
    if not 1 <= days <= LONGEST_TOKEN:
        raise UsageError(f"a token lives 1 to {LONGEST_TOKEN} days, not {days}")
    secret = fresh_token()
    token = Token(
        number=0, account=account.number, name=label_of(name), role=wanted, digest=digest(secret),
        made_at=at, expires_at=later(at, days * 86400),
    )  # fmt: skip
    with people.writing():
        made = people.add_token(token)
        people.note(_line(at, by, "token-made", account.login, f"{made.number} {made.name} ({made.role})"))
    return made, secret


def revoke_token(people: People, number: int, account: Account, by: str, at: str) -> None:
    """Revoke a token. Raises UsageError where the account has none of this number that still counts."""
    with people.writing():
        if not people.revoke(number, account.number, at):
            raise UsageError(f"{account.login} has no token {number} to revoke")
        people.note(_line(at, by, "token-revoked", account.login, str(number)))


def add_account(people: People, name: str, role: str, password: str, by: str, at: str) -> Account:
    """Make an account; `password` is the hash. Raises UsageError for a name or role that cannot be."""
    login, wanted = login_of(name), role_of(role)
    with people.writing():
        made = people.add(login, wanted, password, at)
        people.note(_line(at, by, "account-added", login, wanted))
    return made


def set_role(people: People, account: Account, role: str, by: str, at: str) -> None:
    """Give an account another role and end its sessions. Raises UsageError where no admin would be left."""
    wanted: Role = role_of(role)
    with people.writing():
        people.change(account.number, at, role=wanted)
        people.note(_line(at, by, "role", account.login, f"{account.role} → {wanted}"))


def set_state(people: People, account: Account, state: str, by: str, at: str) -> None:
    """Set an account 'active' or 'disabled' and end its sessions. Raises UsageError where no admin would be
    left, or for another word.
    """
    if state not in ("active", "disabled"):
        raise UsageError(f"'{state}' is no state of an account (active or disabled)")
    with people.writing():
        people.change(account.number, at, state=state)
        people.note(_line(at, by, state, account.login))


def set_password(people: People, account: Account, hashed: str, by: str, at: str) -> None:
    """Set the password of an account to one with this hash, end its sessions, and let it in again at once
    where it had to wait.
    """
    with people.writing():
        people.change(account.number, at, password=hashed)
        people.put_tries(_subject("account", account.login), Tries())
        people.note(_line(at, by, "password", account.login))


def _line(at: str, by: str, what: str, about: str = "", detail: str = "") -> AuditLine:
    return AuditLine(at=at, by=f"person:{by}" if by and ":" not in by else by, what=what, about=about,
                     detail=detail)  # fmt: skip


def _as_login(name: str) -> str:
    """A name as an account would have it; one that none can have is in some form too, and found nowhere."""
    try:
        return login_of(name)
    except UsageError:
        return unicodedata.normalize("NFKC", name.strip()).casefold()


def _subject(kind: str, of: str) -> str:
    """What tries are counted under: a hash, for people type passwords where names belong."""
    return f"{kind}:{digest(of)}"
