"""A question to the API, and its answer before it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from ...registry import Registry
from ...store import Ledger
from ..remembered import Remembered
from ..shelf import Shelf, Shelves
from .parameters import LIMIT, Given, Parameter
from .problem import Fault

T = TypeVar("T")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: the id in the address ('' where there is none), the query, and where to look."""

    ident: str
    given: Given
    ledger: Ledger
    registry: Registry
    shelves: Shelves
    remembered: Remembered

    @property
    def shelf(self) -> Shelf:
        """Every incident as lists show it."""
        return self.shelves.of(self.ledger)

    @property
    def limit(self) -> int:
        """How many records at most."""
        return self.given.number("limit", LIMIT.usual or 1)

    def is_synthetic(self, idents: Sequence[str]) -> bool | None:
        """Whether one of these incidents is made up; None where none of them is there."""
        shelf = self.shelf
        known = [slim.synthetic for slim in map(shelf.get, idents) if slim is not None]
        return any(known) if known else None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A record to be written. `next` is the cursor of the next page; `canonical` the address of the
    record, from the root of the API on.
    """

    body: msgspec.Struct
    next: str = ""
    canonical: str = ""


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be asked for at `path`, where `{id}` stands for an id. `shape` is the record that is
    answered. `unchanging` says that two answers are the same as long as the ledger's state is.
    """

    name: str
    path: str
    shape: type[msgspec.Struct]
    answer: Callable[[Asked], Answer]
    parameters: tuple[Parameter, ...] = ()
    unchanging: bool = False
    example: str = ""


def first_of(records: Sequence[T], limit: int) -> tuple[tuple[T, ...], bool]:
    """The records of a page, and whether others follow."""
    return tuple(records[:limit]), len(records) > limit


def found(record: T | None, what: str, ident: str) -> T:
    """A record that is there. Raises Fault (404) where it is not."""
    if record is None:
        raise Fault(404, f"there is no {what} '{ident[:200]}'")
    return record
