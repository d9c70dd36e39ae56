"""Administrative tables of HDX/OCHA (COD-AB): names of levels 0 to 4, p-codes, with or without a centre.

Columns are named otherwise in nearly every country: `ADM2_EN`, `admin2Name_en`, `adm2_name`, `ADM2_PCODE`,
`admin2Pcode`. Each row gives its deepest level, and the levels around it where no row was their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from sijill.errors import InputError
from sijill.gazetteer.importing.found import Fault, Found, Item, LeftOut
from sijill.gazetteer.importing.kinds import Kinds
from sijill.gazetteer.importing.table import Rows, number, opened_table

LEVELS = (0, 1, 2, 3, 4)
TAGGED = "#"
_LEVEL = re.compile(r"adm(?:in)?[ _]?([0-4])[ _]?(.*)")
_LAT = ("lat", "latitude", "latitudey", "centerlat", "centroidlat", "ycoord", "pointy", "y")
_LON = (
    "lon",
    "long",
    "longitude",
    "longitudex",
    "centerlon",
    "centroidlon",
    "xcoord",
    "pointx",
    "centroidx",
    "x",
)
_CODES = ("pcode", "code", "pcod")
_ENGLISH = ("en", "eng", "nameen", "nameeng", "name", "refname")
_ALPHA2 = ("iso2", "iso", "countrycode")


class Level(msgspec.Struct, frozen=True):
    """The columns of one level: its code, its names in the texts' language, in English and in others."""

    code: str = ""
    english: str = ""
    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Layout(msgspec.Struct, frozen=True):
    """Which column of a table is what; '' for what it has not."""

    levels: tuple[Level, ...]
    lat: str
    lon: str
    iso: str


class Hdx:
    """An administrative table. `code` is the texts' language, as column names end in it."""

    name = "hdx"
    source = "HDX/OCHA"
    licence = "as HDX states for the file"
    strict = True
    unites = True

    def __init__(self, path: Path, kinds: Kinds, encoding: str, country: str, code: str) -> None:
        self._path = path
        self._kinds = kinds
        self._encoding = encoding
        self._country = country
        self._code = code

    def items(self) -> Iterator[Item]:
        """The areas, the wider first. Raises InputError where no level has both a name and a code."""
        faults, rows = self._read()
        yield from faults
        given: set[str] = set()
        for depth in LEVELS[1:]:
            told: dict[str, Found] = {}
            for layout, row, cells, deepest in rows:
                item = self._item(layout, row, cells, depth, deepest)
                if isinstance(item, LeftOut):
                    if depth == deepest:
                        yield item
                elif isinstance(item, Fault):
                    yield item
                elif depth == deepest and item.pcode in given:
                    yield Fault(row, layout.levels[depth].code, f"p-code {item.pcode} stands twice")
                elif depth == deepest:
                    given.add(item.pcode)
                    yield item
                elif item.pcode not in given:
                    told.setdefault(item.pcode, item)
            yield from (item for code, item in told.items() if code not in given)

    def _read(self) -> tuple[list[Fault], list[tuple[Layout, int, dict[str, str], int]]]:
        """The rows, each with its deepest level, and the torn ones; these tables have thousands at most."""
        faults: list[Fault] = []
        found: list[tuple[Layout, int, dict[str, str], int]] = []
        with opened_table(self._path, self._encoding) as rows:
            layout = self._layout(rows)
            for row, cells in rows:
                if isinstance(cells, Fault):
                    faults.append(cells)
                elif not any(value.startswith(TAGGED) for value in cells.values()):
                    found.append((layout, row, cells, self._deepest(layout, cells)))
        return faults, found

    def _layout(self, rows: Rows) -> Layout:
        layout = layout_of(rows.header, self._code)
        if not any(level.code and (level.english or level.own) for level in layout.levels[1:]):
            raise InputError(
                f"{self._path} line 1: column ADM1_PCODE with ADM1_EN (or of another level) missing; "
                f"there are {', '.join(rows.header[:12])}"
            )
        return layout

    def _deepest(self, layout: Layout, cells: Mapping[str, str]) -> int:
        return max((n for n in LEVELS if _cell(cells, layout.levels[n].code)), default=0)

    def _item(self, layout: Layout, row: int, cells: Mapping[str, str], depth: int, deepest: int) -> Item:
        level = layout.levels[depth]
        code = _cell(cells, level.code)
        if depth > deepest or not code:
            return LeftOut(row, "no code of a level")
        kind = self._kinds.hdx.get(str(depth), "")
        country = self._country or _cell(cells, layout.iso) or code[:2].upper()
        lat, lon = (number(cells, c, row) if depth == deepest else None for c in (layout.lat, layout.lon))
        if isinstance(lat, Fault) or isinstance(lon, Fault):
            return lat if isinstance(lat, Fault) else lon if isinstance(lon, Fault) else LeftOut(row, "")
        around = (_cell(cells, layout.levels[n].code) for n in range(depth - 1, 0, -1))
        return Found(
            row=row,
            ident=code,
            kind=kind,
            country=country,
            lat=lat,
            lon=lon,
            latin=_cell(cells, level.english),
            own_names=tuple(filter(None, (_cell(cells, c) for c in level.own))),
            names=tuple(filter(None, (_cell(cells, c) for c in level.others))),
            key=code,
            around=tuple(filter(None, around)),
            pcode=code,
            source=self.source,
            source_id=code,
            lat_column=layout.lat,
            lon_column=layout.lon,
        )


def layout_of(header: Sequence[str], code: str) -> Layout:
    """Which column is what, by the ways in which these tables are known to name them."""
    levels = []
    parts = {name: (int(m[1]), m[2]) for name in header if (m := _LEVEL.fullmatch(name.lower().strip()))}
    for depth in LEVELS:
        mine = {name: re.sub(r"[ _]", "", rest) for name, (n, rest) in parts.items() if n == depth}
        english = [name for want in _ENGLISH for name, rest in mine.items() if rest == want]
        own = [
            name
            for name, rest in mine.items()
            if rest in (code, f"name{code}", f"alt{code}", f"altname{code}")
        ]
        others = [
            n for n, rest in mine.items() if re.fullmatch(r"(name|alt|ref)?(\d|[a-z]{2})?(name)?", rest)
        ]
        levels.append(
            Level(
                code=next((n for want in _CODES for n, rest in mine.items() if rest == want), ""),
                english=english[0] if english else "",
                own=tuple(own),
                others=tuple(n for n in others if n not in (*own, *english[:1])),
            )
        )
    plain = {re.sub(r"[ _]", "", name.lower()): name for name in header}
    lat, lon, iso = (next((plain[n] for n in names if n in plain), "") for names in (_LAT, _LON, _ALPHA2))
    return Layout(tuple(levels), lat, lon, iso)


def _cell(cells: Mapping[str, str], column: str) -> str:
    return cells.get(column, "") if column else ""
