"""Who may come in: accounts, their sessions and tokens, what each role may do, and the rules of names,
passwords and waiting. Nothing here knows a secret in clear, a clock or a database.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal

import msgspec

from .errors import UsageError

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
RANKS: Mapping[str, int] = MappingProxyType({"reader": 1, "reviewer": 2, "admin": 3})

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1024
SHORTEST_LOGIN, LONGEST_LOGIN = 2, 32
FEWEST_LETTERS = 5  # different ones, in a password
BESIDE_NAME = 8  # letters of a password besides its owner's name

IDLE, ABSOLUTE = 2 * 3600, 12 * 3600  # seconds that a session lives: unused, and at all
LONGEST_TOKEN = 365  # days
FREE_OF_ACCOUNT, FREE_OF_ADDRESS = 5, 30  # failures before one must wait
FIRST_WAIT, LONGEST_WAIT = 30, 900  # seconds
FORGOTTEN = 3600  # seconds without a failure after which none is remembered


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A person who may sign in. `password` is an argon2id hash; `state` is 'active' or 'disabled'."""

    number: int
    login: str
    role: Role
    password: str
    state: str = "active"
    made_at: str = ""
    changed_at: str = ""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A browser that is signed in. `digest` is the sha256 of what its cookie holds."""

    digest: str
    account: int
    made_at: str
    seen_at: str
    agent: str = ""


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A program's way in. `digest` is the sha256 of what was shown once; '' in a time: never."""

    number: int
    account: int
    name: str
    role: Role
    digest: str
    made_at: str
    expires_at: str
    revoked_at: str = ""
    used_at: str = ""


class Tries(msgspec.Struct, frozen=True, kw_only=True):
    """How often signing in failed lately, by one account's name or from one address."""

    failures: int = 0
    last_at: str = ""
    until_at: str = ""


class AuditLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the audit log: who (`by`) did what, when, to what (`about`)."""

    number: int = 0
    at: str
    by: str
    what: str
    about: str = ""
    detail: str = ""


def may(role: str, needed: str) -> bool:
    """Whether a role may do what needs another; an unknown one may nothing, and nobody what is unknown."""
    return RANKS.get(role, 0) >= RANKS.get(needed, len(RANKS) + 1)


def role_of(text: str) -> Role:
    """The role of a name. Raises UsageError for any other word."""
    found = next((role for role in ROLES if role == text), None)
    if found is None:
        raise UsageError(f"'{text}' is no role (one of {', '.join(ROLES)})")
    return found


def login_of(text: str) -> str:
    """A name as it is kept: in one way of writing and small letters. Raises UsageError for a name that is too
    short or long, has other signs than letters, digits and . _ -, or letters of two scripts, which could
    pass for another's name.
    """
    login = unicodedata.normalize("NFKC", text.strip()).casefold()
    if not SHORTEST_LOGIN <= len(login) <= LONGEST_LOGIN:
        raise UsageError(f"a name has {SHORTEST_LOGIN} to {LONGEST_LOGIN} letters, this has {len(login)}")
    if not login[0].isalnum() or not all(c.isalnum() or c in "._-" for c in login):
        raise UsageError("a name begins with a letter or digit and has only letters, digits and . _ -")
    scripts = {unicodedata.name(c, "?").split()[0] for c in login if c.isalpha()}
    if len(scripts) > 1:
        raise UsageError("a name has letters of one script only")
    return login


def checked_password(password: str, login: str) -> str:
    """A password that may be set. Raises UsageError, never with the password in it, for one that is short,
    endless, little more than the name, or of few different letters.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise UsageError(f"a password has at least {SHORTEST_PASSWORD} letters: several words are best")
    if len(password) > LONGEST_PASSWORD:
        raise UsageError(f"a password has at most {LONGEST_PASSWORD} letters")
    if len(unicodedata.normalize("NFKC", password).casefold().replace(login, "")) < BESIDE_NAME:
        raise UsageError("a password is more than the name")
    if len(set(password)) < FEWEST_LETTERS:
        raise UsageError(f"a password has at least {FEWEST_LETTERS} different letters")
    return password


def label_of(text: str) -> str:
    """The name of a token, blanks in order. Raises UsageError where there is none or it is too long."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= 60:
        raise UsageError("a token's name has 1 to 60 letters: it says what the token is for")
    return name


def later(at: str, seconds: int) -> str:
    """The time so many seconds after another (or before it), in the same form."""
    moved = datetime.fromisoformat(at) + timedelta(seconds=seconds)
    return moved.isoformat(timespec="seconds").replace("+00:00", "Z")


def seconds_until(at: str, then: str) -> int:
    """Seconds from a time to a later one, 0 where that has passed or is ''."""
    if not then:
        return 0
    return max(0, int((datetime.fromisoformat(then) - datetime.fromisoformat(at)).total_seconds()))


def once_more(tries: Tries, at: str, free: int) -> Tries:
    """The tries after one more failure: past `free` of them each doubles the time to wait, up to a limit."""
    fresh = not tries.last_at or later(tries.last_at, FORGOTTEN) <= at
    failures = 1 if fresh else tries.failures + 1
    over = min(failures - free, 20)
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2**over) if over >= 0 else 0
    return Tries(failures=failures, last_at=at, until_at=later(at, wait) if wait else "")


def lives(session: Session, at: str) -> bool:
    """Whether a session still counts at a time: neither unused for too long nor too old."""
    return later(session.seen_at, IDLE) > at and later(session.made_at, ABSOLUTE) > at


def counts(token: Token, at: str) -> bool:
    """Whether a token still counts at a time."""
    return not token.revoked_at and token.expires_at > at
