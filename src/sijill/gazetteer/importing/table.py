"""Tables with a header: their delimiter, their rows as cells by column, and a table in our own columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import inf, isfinite
from pathlib import Path

from sijill.errors import InputError
from sijill.gazetteer.importing.found import LONGEST_COUNT, Fault, Found, Item
from sijill.gazetteer.importing.opened import opened_lines
from sijill.gazetteer.load import COLUMNS
from sijill.gazetteer.validate import KINDS

DELIMITERS = ",;\t"
NEEDED = ("kind", "lat", "lon")
LONGEST_CELL = 1 << 20


class Rows:
    """The header of a table and its rows, each with the number of its line. Blank rows are passed over."""

    def __init__(self, path: Path, lines: Iterator[str]) -> None:
        self._path = path
        first = next(lines, "")
        delimiter = max(DELIMITERS, key=first.count)
        csv.field_size_limit(LONGEST_CELL)
        self._rows = csv.reader(_again(first, lines), delimiter=delimiter, strict=True)
        self.header = [cell.strip() for cell in self._next()]
        twice = sorted({name for name in self.header if name and self.header.count(name) > 1})
        if twice:
            raise InputError(f"{path} line 1: column {', '.join(twice)} there twice")

    def __iter__(self) -> Iterator[tuple[int, dict[str, str] | Fault]]:
        while cells := self._next():
            row = self._rows.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self.header):
                at = min(len(cells), len(self.header)) + 1
                why = f"{len(cells)} values for {len(self.header)} columns"
                yield row, Fault(row, str(at), why, torn=True)
                continue
            yield row, {name: cell.strip() for name, cell in zip(self.header, cells, strict=True)}

    def _next(self) -> list[str]:
        """The next row; [] at the end of the table. A blank line is a row with one empty cell."""
        try:
            cells = next(self._rows)
        except StopIteration:
            return []
        except csv.Error as error:
            raise InputError(f"{self._path} line {self._rows.line_num}: {error}") from error
        return cells or [""]


@contextmanager
def opened_table(path: Path, encoding: str) -> Iterator[Rows]:
    """A table of a file, or of the one CSV in a zip."""
    with opened_lines(path, encoding) as lines:
        yield Rows(path, lines)


def number(cells: Mapping[str, str], column: str, row: int) -> float | Fault | None:
    """The number in a cell, None where it is empty. A comma for a decimal point is no number."""
    text = cells.get(column, "")
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = inf
    return (
        found
        if isfinite(found) and abs(found) < 10**LONGEST_COUNT
        else Fault(row, column, f"'{text[:40]}' is no number", torn=True)
    )


class OwnTable:
    """A table in the columns of docs/places.md: kind, point, name and country; the rest as far as known."""

    name = "csv"
    source = ""
    licence = ""
    strict = True
    unites = False

    def __init__(self, path: Path, encoding: str, country: str) -> None:
        self._path = path
        self._encoding = encoding
        self._country = country

    def items(self) -> Iterator[Item]:
        """Every row. Raises InputError for a column that is missing, unknown or there twice."""
        with opened_table(self._path, self._encoding) as rows:
            _check_header(self._path, rows.header, self._country)
            for row, cells in rows:
                yield cells if isinstance(cells, Fault) else self._item(row, cells)

    def _item(self, row: int, cells: Mapping[str, str]) -> Item:
        numbers = {name: number(cells, name, row) for name in ("lat", "lon", "radius_km", "population")}
        if fault := next((found for found in numbers.values() if isinstance(found, Fault)), None):
            return fault
        lat, lon, radius, people = (n if isinstance(n, float) else None for n in numbers.values())
        if lat is None or lon is None:
            return Fault(row, "lat" if lat is None else "lon", "no value", torn=True)
        if cells["kind"] not in KINDS:
            return Fault(row, "kind", f"'{cells['kind']}' is no kind of place", torn=True)
        if cells.get("needs_cue", "") not in ("", "0", "1"):
            return Fault(row, "needs_cue", f"'{cells['needs_cue']}' is neither 0 nor 1", torn=True)
        name = cells.get("name_ar", "")
        others = tuple(n.strip() for n in cells.get("other_names", "").split(";") if n.strip())
        if not name and not cells.get("name_en"):
            return Fault(row, "name_ar", "no name", torn=True)
        return Found(
            row=row,
            ident=cells.get("id", ""),
            kind=cells["kind"],
            country=cells.get("country", "") or self._country,
            lat=lat,
            lon=lon,
            latin=cells.get("name_en", ""),
            own_names=(*((name,) if name else ()), *others),
            id=cells.get("id", ""),
            around=tuple(filter(None, (cells.get("parent", ""),))),
            admin1=cells.get("admin1", ""),
            admin2=cells.get("admin2", ""),
            pcode=cells.get("pcode", ""),
            radius_km=radius or 0.0,
            population=int(people or 0),
            cue=cells.get("needs_cue", ""),
            source=cells.get("source", ""),
            source_id=cells.get("source_id", ""),
            added=cells.get("added", ""),
            lat_column="lat",
            lon_column="lon",
        )


def _check_header(path: Path, header: Sequence[str], country: str) -> None:
    missing = [name for name in NEEDED if name not in header]
    if not {"name_ar", "name_en"} & set(header):
        missing.append("name_ar")
    if "country" not in header and not country:
        missing.append("country (or say --country)")
    unknown = [name for name in header if name not in COLUMNS]
    for what, names in (("missing", missing), ("unknown", unknown)):
        if names:
            raise InputError(f"{path} line 1: column {', '.join(names)} {what}")


def _again(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines
