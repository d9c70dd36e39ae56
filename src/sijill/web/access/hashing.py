"""Secrets: how passwords are hashed and checked, and how the random ones are made. None is kept in clear."""

from __future__ import annotations

import hmac
import secrets
import threading
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MARK = "sijill_"  # begins every token, so that one left lying about is known for what it is
AT_ONCE = 2  # each hash takes 64 MiB of memory
# The hash of a random password that was thrown away: checked where there is no account, to take as long.
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$CJIjMIR5i6YesR9w46w7SA$df69vBe4vMxdSzv18zF1pcXMiinWIvyXU2kmojMrZtE"


class Hasher:
    """Passwords by argon2id (RFC 9106, the set for little memory), a few at once."""

    __slots__ = ("_argon2", "_few")

    def __init__(self) -> None:
        self._argon2 = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
        self._few = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """The hash of a password, with its salt and costs in it."""
        with self._few:
            return self._argon2.hash(password)

    def right(self, password: str, known: str) -> bool:
        """Whether a password is the one of a hash. '' for the hash of nobody takes as long and is wrong."""
        with self._few:
            try:
                return self._argon2.verify(known or NOBODYS, password) and bool(known)
            except (VerificationError, InvalidHashError):
                return False

    def old(self, known: str) -> bool:
        """Whether a hash was made at other costs than today's."""
        return self._argon2.check_needs_rehash(known)


def fresh_secret() -> str:
    """A random secret of 256 bits."""
    return secrets.token_urlsafe(32)


def fresh_token() -> str:
    """A random secret for a program."""
    return MARK + fresh_secret()


def digest(secret: str) -> str:
    """What is kept of a random secret. It needs no salt and no slow hash: nobody can guess 256 bits."""
    return sha256(secret.encode()).hexdigest()


def form_token(session: str) -> str:
    """What the forms of a session carry: made from its secret, and of no use without it."""
    return hmac.new(session.encode(), b"sijill form", sha256).hexdigest()
