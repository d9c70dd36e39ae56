"""The grammar of English numbers: how many, within which bounds, and of what."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sijill.records import Count
from sijill.text import Token


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number at tokens [first, last). Kinds: cardinal, ordinal, fraction, dual, vague.

    `head` is the counted noun where it stands next to the number.
    """

    first: int
    last: int
    count: Count
    kind: str
    head: int | None = None


def find(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """The quantities among `tokens`, in order, none overlapping."""
    return ()
