"""GeoNames country dumps: 19 columns parted by tabs, no header; other names in a column or a file of theirs.

The columns are those of the readme at download.geonames.org/export/dump. Two passes: areas, then the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from math import inf, isfinite
from pathlib import Path

from sijill.errors import InputError
from sijill.gazetteer.importing.found import LONGEST_COUNT, Fault, Found, Item, LeftOut
from sijill.gazetteer.importing.kinds import BY_PEOPLE, Kinds
from sijill.gazetteer.importing.opened import opened_lines

COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class",
    "feature code", "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code",
    "population", "elevation", "dem", "timezone", "modification date",
)  # fmt: skip
AREAS = ("A.ADM1", "A.ADM2", "A.ADM3")
NAME_COLUMNS = (8, 10)
NO_NAMES = frozenset(("link", "post", "iata", "icao", "faac", "wkdt", "unlc", "abbr", "phon", "piny", "tcid"))
_COUNTRY = re.compile(r"[A-Z]{2}")

Among = Callable[[str, Sequence[str]], tuple[str, ...]]


class GeoNames:
    """A country dump. `names` is an alternateNamesV2 file; `code` and `among` are the texts' language."""

    name = "geonames"
    source = "GeoNames (CC BY 4.0)"
    licence = "CC BY 4.0"
    strict = False
    unites = True

    def __init__(self, path: Path, kinds: Kinds, names: Path | None, code: str, among: Among) -> None:
        self._path = path
        self._kinds = kinds
        self._names = names
        self._code = code
        self._among = among
        self._english: dict[str, str] = {}
        self._own: dict[str, tuple[str, ...]] = {}

    def items(self) -> Iterator[Item]:
        """Every row, areas before what lies in them. Raises InputError where the file is no dump."""
        if self._names is not None:
            self._read_names(self._names)
        areas: list[tuple[str, Item]] = []
        for row, cells in self._rows():
            if _code(cells) in AREAS:
                areas.append((cells[7], self._item(row, cells)))
        yield from (item for _, item in sorted(areas, key=lambda area: area[0]))
        for row, cells in self._rows():
            if _code(cells) not in AREAS:
                yield self._item(row, cells)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        with opened_lines(self._path, member="*.txt") as lines:
            for row, line in enumerate(lines, 1):
                if line.strip():
                    yield row, line.rstrip("\r\n").split("\t")

    def _item(self, row: int, cells: list[str]) -> Item:
        fault = _fault(row, cells)
        if fault is not None:
            return fault
        code, ident, country = _code(cells), cells[0], cells[8]
        kind = self._kinds.geonames.get(code, "")
        if not kind:
            return LeftOut(row, code)
        people = int(cells[14] or 0)
        radius = 0.0
        if kind == BY_PEOPLE:
            step = self._kinds.by_people(people)
            kind, radius = step.kind, step.radius_km
        elif code == "A.ADM3":
            radius = self._kinds.radius_km["admin2"] / 2
        return Found(
            row=row,
            ident=ident,
            kind=kind,
            country=country,
            lat=float(cells[4]),
            lon=float(cells[5]),
            latin=self._english.get(ident) or cells[2] or cells[1],
            own_names=self._own.get(ident, ()),
            names=(cells[1], *cells[3].split(",")),
            key=_key(cells) if code in AREAS else "",
            around=_around(cells, code),
            radius_km=radius,
            population=people,
            source=self.source,
            source_id=ident,
        )

    def _read_names(self, path: Path) -> None:
        """Take the English name and those of the texts' language of every place of the dump."""
        wanted = {cells[0] for _, cells in self._rows() if _code(cells) in self._kinds.geonames}
        preferred: dict[str, list[str]] = {}
        others: dict[str, list[str]] = {}
        with opened_lines(path, member="*alternateNames*.txt" if path.suffix == ".zip" else "*") as lines:
            for row, line in enumerate(lines, 1):
                cells = line.rstrip("\r\n").split("\t")
                if len(cells) not in NAME_COLUMNS:
                    raise InputError(f"{path} line {row}: {len(cells)} columns, and alternateNamesV2 has 10")
                ident, tongue, name, first, historic = cells[1], cells[2], cells[3], cells[4], cells[7]
                if ident not in wanted or tongue in NO_NAMES or historic == "1":
                    continue
                if tongue == "en" and (first == "1" or ident not in self._english):
                    self._english[ident] = name
                elif tongue == self._code or self._among("", (name,)):
                    told = preferred if tongue == self._code and first == "1" else others
                    told.setdefault(ident, []).append(name)
        for ident in {**preferred, **others}:
            self._own[ident] = (*preferred.get(ident, ()), *others.get(ident, ()))


def is_dump(line: str) -> bool:
    """Whether a first line is that of a dump."""
    cells = line.rstrip("\r\n").split("\t")
    return len(cells) > 8 and cells[0].isdecimal() and len(cells[6]) <= 1


def _code(cells: Sequence[str]) -> str:
    """Class and code of a row; '' for a torn one."""
    return f"{cells[6]}.{cells[7]}" if len(cells) == len(COLUMNS) else ""


def _fault(row: int, cells: list[str]) -> Fault | None:
    """What in a row does not have the form of its column."""
    if len(cells) != len(COLUMNS):
        why = f"{len(cells)} columns, and a GeoNames dump has {len(COLUMNS)}"
        return Fault(row, str(min(len(cells), len(COLUMNS)) + 1), why, torn=True)
    if not cells[0].isdecimal():
        return _wrong(row, 0, cells[0], "no number")
    for at in (4, 5):
        try:
            found = float(cells[at])
        except ValueError:
            found = inf
        if not isfinite(found):
            return _wrong(row, at, cells[at], "no number")
    if cells[14] and not (cells[14].isdecimal() and len(cells[14]) < LONGEST_COUNT):
        return _wrong(row, 14, cells[14], "no number of people")
    if cells[8] and not _COUNTRY.fullmatch(cells[8]):
        return _wrong(row, 8, cells[8], "no ISO code of a country")
    return None


def _wrong(row: int, at: int, text: str, why: str) -> Fault:
    return Fault(row, f"{at + 1} ({COLUMNS[at]})", f"'{text[:40]}' is {why}", torn=True)


def _key(cells: list[str]) -> str:
    """The code of an area as other rows spell it: country, then the codes of its levels."""
    depth = int(cells[7][3])
    return ".".join((cells[8], *cells[10 : 10 + depth]))


def _around(cells: list[str], code: str) -> tuple[str, ...]:
    """The codes of the areas around a row, innermost first."""
    most = int(code[-1]) - 1 if code in AREAS else 3
    filled = 0
    while filled < most and cells[10 + filled] not in ("", "00"):
        filled += 1
    return tuple(".".join((cells[8], *cells[10 : 10 + n])) for n in range(filled, 0, -1))
