"""Opaque cursors: where a page ended, by what the list is ordered by, so that the next goes on there whatever
has come or gone meanwhile.
"""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, TypeVar

import msgspec

from .parameters import GREATEST
from .problem import Fault

T = TypeVar("T")
Number = Annotated[int, msgspec.Meta(ge=-1, le=GREATEST)]
Value = str | int
OFF = "is no cursor of this list: take it from 'next' of the answer before"


class _End(msgspec.Struct, frozen=True, array_like=True):
    of: str
    at: tuple[Value, ...]


def cursor(of: str, *at: Value) -> str:
    """The cursor of a list after the record that has these values."""
    return base64.urlsafe_b64encode(msgspec.json.encode(_End(of, at))).rstrip(b"=").decode()


def after(of: str, text: str, kind: type[T]) -> T | None:
    """Where a cursor of a list leads on from, as `kind`; None for ''. Raises Fault for another's cursor."""
    if not text:
        return None
    try:
        end = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=_End)
        found = msgspec.convert(end.at, kind)
    except (binascii.Error, ValueError) as error:
        raise Fault(400, f"cursor: '{text[:60]}' {OFF}", "cursor") from error
    if end.of != of or any("\0" in value for value in end.at if isinstance(value, str)):
        raise Fault(400, f"cursor: '{text[:60]}' {OFF}", "cursor")
    return found
