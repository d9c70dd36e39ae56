"""CSV and TSV with a column map -> documents. Errors name row (as a spreadsheet counts) and column."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

import msgspec

from ..errors import InputError, LanguageError, UsageError
from ..script import decode, script_of
from .arrival import Given, Item, Refused
from .dates import civil_date
from .documents import Line, failed, line_item, stem

FIELDS = tuple(Line.__struct_fields__)
DELIMITERS = (",", ";", "\t", "|")
_TRUE = frozenset({"true", "1", "yes"})
_FALSE = frozenset({"", "false", "0", "no"})


def column_map(text: str) -> dict[str, str]:
    """`text=body,published=date` as a map from field to column. UsageError where it is off."""
    found: dict[str, str] = {}
    for pair in filter(None, (p.strip() for p in text.split(","))):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column:
            raise UsageError(f"'{pair}' is no FIELD=COLUMN")
        if field not in FIELDS:
            raise UsageError(f"'{field}' is no field ({', '.join(FIELDS)})")
        if field in found:
            raise UsageError(f"'{field}' is given two columns")
        found[field] = column
    return found


def table(name: str, data: bytes, columns: Mapping[str, str], given: Given) -> Iterator[Item]:
    """The documents of a table's rows; a bad row is told and the rest is done."""
    try:
        text, note = decode(data, script_of(given.lang))
        rows = _Rows(text)
        places = _places(rows.header, columns)
    except (InputError, LanguageError) as error:
        yield failed(name, error)
        return
    for number, cells, raw, wrong in rows:
        where = f"{name}:row {number}"
        if wrong:
            yield Item(where=where, problem=wrong, code="bad-row")
        elif any(cell.strip() for cell in cells):
            item = _row(where, f"{stem(name)}-{number}", cells, raw, places, given)
            yield msgspec.structs.replace(item, note=item.note or note)
            note = ""


LONGEST_CELL = 131_072  # what csv takes by itself; other programs in one process may have raised that


class _Rows:
    """The rows of a table with their numbers, the header being row 1, and their own characters."""

    def __init__(self, text: str) -> None:
        lines = list(StringIO(text, newline=""))
        first = lines[0] if lines else ""
        told = first.rstrip("\r\n").lower()
        start = 1 if told.startswith("sep=") and len(told) == 5 else 0
        self.header: list[str] = []
        self._taken: list[str] = []
        header = lines[start] if len(lines) > start else ""
        delimiter = told[4] if start else max(DELIMITERS, key=header.count)
        self._reader = csv.reader(self._given(lines[start:]), delimiter=delimiter, strict=True)
        self._number = 1
        try:
            self.header = [cell.strip() for cell in next(self._reader, [])]
        except csv.Error as error:
            raise Refused("columns", f"row 1: {error}") from error

    def _given(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._taken.append(line)
            yield line

    def __iter__(self) -> Iterator[tuple[int, list[str], bytes, str]]:
        while True:
            self._taken.clear()
            self._number += 1
            try:
                cells = next(self._reader, None)
                wrong = ""
            except csv.Error as error:
                cells, wrong = [], str(error)
            if cells is None:
                return
            yield self._number, cells, "".join(self._taken).encode("utf-8", "surrogatepass"), wrong


def _places(header: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Where each field's column stands. Refused where one that is asked for, or the text's, is not there."""
    known = {name.casefold(): at for at, name in reversed(list(enumerate(header)))}
    places: dict[str, int] = {}
    for field in FIELDS:
        wanted = columns.get(field, field)
        at = known.get(wanted.casefold())
        if at is not None:
            places[field] = at
        elif field in columns or field == "text":
            there = ", ".join(name or "(no name)" for name in header[:20]) or "none"
            raise Refused("columns", f"row 1: no column '{wanted}' for {field} (there are: {there})")
    return places


def _row(
    where: str, ident: str, cells: list[str], raw: bytes, places: Mapping[str, int], given: Given
) -> Item:
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return Item(where=where, problem=f"a cell of more than {LONGEST_CELL} characters", code="bad-row")
    if len(cells) <= max(places.values()):
        short = f"{len(cells)} cells, and column {max(places.values()) + 1} is wanted"
        return Item(where=where, problem=short, code="bad-row")
    said = {field: cells[at].strip() for field, at in places.items() if field not in ("text", "synthetic")}
    flag = cells[places["synthetic"]].strip().lower() if "synthetic" in places else ""
    if flag not in _TRUE | _FALSE:
        return Item(
            where=f"{where}, column synthetic", problem=f"'{flag}' is neither true nor false", code="bad-row"
        )
    try:
        civil_date(said.get("published", ""))
    except UsageError as error:
        return Item(where=f"{where}, column published", problem=str(error), code="bad-date")
    line = Line(
        text=cells[places["text"]],
        synthetic=flag in _TRUE,
        **{field: value or None for field, value in said.items()},
    )
    return line_item(where, ident, line, raw, given)
