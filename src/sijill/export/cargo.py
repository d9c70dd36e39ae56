"""What an export needs of a ledger, how it is to be written, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from sijill.incident import Entry, Filed, Incident
from sijill.registry import Registry


class Cargo(msgspec.Struct, frozen=True, kw_only=True):
    """Everything to be exported, to be walked more than once and never held whole.

    `incidents` and `documents` begin a new walk each time they are called, in a stable order.
    `reports_of` gives the current reports of a document by its id, `entry` and `text` the document and
    its words (None for unknown ids). `changed` gives the ISO date-time of an incident's last change in
    the ledger, '' where unknown: exports never ask a clock. `version` names the program.
    """

    incidents: Callable[[], Iterator[Incident]]
    registry: Registry
    documents: Callable[[], Iterator[Entry]] = lambda: iter(())
    reports_of: Callable[[str], Sequence[Filed]] = lambda _doc: ()
    entry: Callable[[str], Entry | None] = lambda _doc: None
    text: Callable[[str], str | None] = lambda _doc: None
    changed: Callable[[str], str] = lambda _incident: ""
    version: str = ""


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How tables are written. `encoding` is utf-8 or utf-8-sig (with a byte order mark, for spreadsheet
    programs); `interaction` says whether ACLED's actor codes stand as numbers or as words.
    """

    encoding: Literal["utf-8", "utf-8-sig"] = "utf-8"
    interaction: Literal["numbers", "words"] = "numbers"


PLAIN = Style()


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What an export wrote: its files, how many rows, how many of them have no point on a map, and why
    how many incidents were left out.
    """

    files: tuple[Path, ...]
    rows: int = 0
    without_point: int = 0
    left_out: Mapping[str, int] = {}


class Writer(Protocol):
    """One format: writes a cargo to a file, whole or not at all. Raises OutputError."""

    def __call__(self, cargo: Cargo, output: Path, style: Style = ...) -> Written: ...
