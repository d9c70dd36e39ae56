"""What a reader of a place file gives for each row: a place, a row that is none of ours, or what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import msgspec

LONGEST_COUNT = 16  # digits of a number of people


class Found(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place as a file tells it. `row` counts lines or features from 1.

    `latin` is its name in Latin letters; `names` has those in other languages, unsorted, `own_names` those
    that the file says are in the language of the texts. `ident` is the source's id. `key` is the code that
    other rows name an area by; `around` has the codes or ids of what it lies in, innermost first. `lat` and
    `lon` are degrees, None where the file has no point; `radius_km` is 0 where the kind decides. `cue` is '1'
    or '0' where the file says whether the name needs a cue. `lat_column` and `lon_column` say where the point
    stands in the file, for messages.
    """

    row: int
    ident: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    latin: str = ""
    own_names: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    id: str = ""
    key: str = ""
    around: tuple[str, ...] = ()
    admin1: str = ""
    admin2: str = ""
    pcode: str = ""
    radius_km: float = 0.0
    population: int = 0
    cue: str = ""
    source: str = ""
    source_id: str = ""
    added: str = ""
    lat_column: str = "latitude"
    lon_column: str = "longitude"


class LeftOut(msgspec.Struct, frozen=True, gc=False):
    """A row that is no place of ours; `why` is its code or tag, or a reason in words."""

    row: int
    why: str


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a row, and in which column. A `torn` row does not have the form of its file."""

    row: int
    column: str
    why: str
    torn: bool = False

    def __str__(self) -> str:
        return f"row {self.row}, column {self.column}: {self.why}"


Item = Found | LeftOut | Fault


class Form(Protocol):
    """A format of place files: `strict` and `unites` as in `draft.Given`."""

    name: str
    source: str
    licence: str
    strict: bool
    unites: bool

    def items(self) -> Iterator[Item]:
        """Every row, areas before what lies in them. Raises InputError where the file is of no such form."""
