"""Tables of text: cells that no spreadsheet program takes for a formula, and rows of named columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

Cell = str | int | float | bool | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def guarded(cell: Cell) -> str:
    r"""A cell as it is written: nothing for None, and text that begins like a formula gets a `'` before it.

    Numbers stay numbers, whether they come as such or as text. Every line break is one `\n`.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, str):
        return str(cell)
    safe = "'" + cell if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell
    return "\n".join(re.split(r"\r\n?", safe))  # one sort of line break, which every reader takes as quoted


def joined(values: Iterable[str]) -> str:
    """Several values in one cell: each once, in their order, with '; ' between them."""
    return "; ".join(dict.fromkeys(v for v in values if v))


class Table:
    """Rows of the same columns, written one by one. A row of other columns is refused."""

    def __init__(self, file: TextIO, columns: Sequence[str], delimiter: str = ",") -> None:
        self._columns = tuple(columns)
        self._known = frozenset(columns)
        self._rows = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        self._rows.writerow(self._columns)

    def tags(self, tags: Sequence[str]) -> None:
        """Write a row as it stands, not guarded: a row of tags under the names of the columns."""
        self._rows.writerow(tags)

    def row(self, cells: Mapping[str, Cell]) -> None:
        """Write one row, guarded."""
        if cells.keys() != self._known:
            raise KeyError(f"columns differ: {sorted(cells.keys() ^ self._known)}")
        self._rows.writerow([guarded(cells[name]) for name in self._columns])
