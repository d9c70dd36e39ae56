"""Load the places: CSV files beside this module, one theme or country each, into one immutable gazetteer.

Nothing here folds or compares spellings: names come out as written, and the caller folds them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

import msgspec

from sijill.errors import InputError
from sijill.kept import undisturbed

DATA = Path(__file__).parent / "data"
OPTIONAL = frozenset(("needs_cue", "population"))
NUMBERS = ("lat", "lon", "radius_km", "population")
COLUMNS = (
    "id",
    "name_ar",
    "name_en",
    "other_names",
    "kind",
    "parent",
    "country",
    "admin1",
    "admin2",
    "pcode",
    "lat",
    "lon",
    "radius_km",
    "needs_cue",
    "population",
    "source",
    "source_id",
    "added",
)


class PlaceRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place. `parent` is the id of the place around it, empty only for countries and what lies in none.

    `needs_cue` marks a name that is also an ordinary word or a person's name: it counts as a place only
    beside a cue ('town', 'village') or a place that lies near it. `population` is 0 where unknown. `pcode` is
    the code of humanitarian data sets (HDX/OCHA) for an administrative area, empty where there is none.
    """

    id: str
    name_ar: str
    name_en: str
    other_names: tuple[str, ...]
    kind: str
    parent: str
    country: str
    admin1: str
    admin2: str
    pcode: str
    lat: float
    lon: float
    radius_km: float
    needs_cue: bool
    population: int
    source: str
    source_id: str
    added: str


class Gazetteer:
    """All places `by_id`, with their hierarchy. Immutable once built; later records of one id are refused.

    `own` are the ids of places that the user gave: they are chosen where nothing else decides.
    """

    __slots__ = ("_chains", "_countries", "_provinces", "by_id", "own")

    def __init__(self, records: Iterable[PlaceRecord], own: Iterable[str] = ()) -> None:
        self.own = frozenset(own)
        by_id: dict[str, PlaceRecord] = {}
        countries: dict[str, PlaceRecord] = {}
        provinces: dict[tuple[str, str], PlaceRecord] = {}
        for record in records:
            if record.id in by_id:
                raise InputError(f"place '{record.id}' stands twice")
            by_id[record.id] = record
            if record.kind == "country":
                countries[record.country] = record
            elif record.kind == "admin1":
                provinces.setdefault((record.country, record.admin1), record)
        self.by_id: Mapping[str, PlaceRecord] = MappingProxyType(by_id)
        self._countries, self._provinces = countries, provinces
        self._chains: dict[str, tuple[PlaceRecord, ...]] = {}

    def __len__(self) -> int:
        return len(self.by_id)

    def __iter__(self) -> Iterator[PlaceRecord]:
        return iter(self.by_id.values())

    def names(self) -> Iterator[tuple[str, PlaceRecord]]:
        """Yield each name and spelling variant as written, with its record; the caller folds it."""
        for record in self.by_id.values():
            if record.name_ar:
                yield record.name_ar, record
            for name in record.other_names:
                yield name, record

    def chain(self, place_id: str) -> tuple[PlaceRecord, ...]:
        """Return the place and what lies around it, innermost first; empty for an unknown id."""
        found = self._chains.get(place_id)
        if found is None:
            found = self._chains[place_id] = tuple(self._outwards(place_id))
        return found

    def _outwards(self, place_id: str) -> list[PlaceRecord]:
        found: list[PlaceRecord] = []
        current = self.by_id.get(place_id)
        while current is not None and current not in found:
            found.append(current)
            current = self.by_id.get(current.parent)
        return found

    def is_within(self, place_id: str, outer_id: str) -> bool:
        """Say whether one place is another or lies in it, by the hierarchy."""
        return outer_id in [record.id for record in self.chain(place_id)]

    def country_of(self, place_id: str) -> str:
        """Return the ISO 3166-1 alpha-2 code of the place's country, empty for seas and unknown ids."""
        record = self.by_id.get(place_id)
        return record.country if record is not None else ""

    def country_record(self, code: str) -> PlaceRecord | None:
        """Return the record of a country by its ISO code."""
        return self._countries.get(code)

    def province_record(self, country: str, name: str) -> PlaceRecord | None:
        """Return the record of a province by the name that `admin1` of the places in it has."""
        return self._provinces.get((country, name))


def read_places(path: Path) -> Iterator[PlaceRecord]:
    """Read one CSV of places with the columns of `docs/places.md`, in any order.

    Raises InputError, naming file, line and column, for a column that is missing or unknown, a row of another
    length and a number that is none.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = _rows(file)
        _, header = next(rows, (0, []))
        _check_header(header, path)
        in_order = itemgetter(*[header.index(name) if name in header else len(header) for name in COLUMNS])
        plain, width = tuple(header) == COLUMNS, len(header)
        words: dict[str, str] = {}
        for line, row in rows:
            if len(row) != width:
                raise InputError(f"{path.name} line {line}: {len(row)} values for {width} columns")
            # One value more: what an optional column holds that is not there.
            values = row if plain else in_order([*row, ""])
            try:
                yield _record(values, words.setdefault)
            except ValueError as error:
                raise _no_number(values, path, line) from error


def _rows(lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV, each with the line it ends on; few have quotes, and those cost more."""
    number = 0
    for line in lines:
        number += 1
        if '"' in line:
            reader = csv.reader(chain((line,), lines))
            row = next(reader)
            number += reader.line_num - 1
            yield number, row
        else:
            plain = line.rstrip("\r\n")
            yield number, plain.split(",") if plain else []


def _record(values: Sequence[str], shared: Callable[[str, str], str]) -> PlaceRecord:
    """Make a record of the values of COLUMNS; `shared` gives one string for all that are alike."""
    (
        ident, name_ar, name_en, others, kind, parent, country, admin1, admin2, pcode, lat, lon, radius_km,
        needs_cue, population, source, source_id, added,
    ) = values  # fmt: skip
    return PlaceRecord(
        id=ident,
        name_ar=name_ar,
        name_en=name_en,
        other_names=tuple(others.split(";")) if others else (),
        kind=shared(kind, kind),
        parent=shared(parent, parent),
        country=shared(country, country),
        admin1=shared(admin1, admin1),
        admin2=shared(admin2, admin2),
        pcode=pcode,
        lat=float(lat),
        lon=float(lon),
        radius_km=float(radius_km),
        needs_cue=needs_cue == "1",
        population=int(population) if population.isdecimal() else int(float(population or "0")),
        source=shared(source, source),
        source_id=source_id,
        added=shared(added, added),
    )


def _no_number(values: Sequence[str], path: Path, line: int) -> InputError:
    """The error for the first value that should be a number and is none."""
    for column in NUMBERS:
        text = values[COLUMNS.index(column)] or ("0" if column in OPTIONAL else "")
        try:
            float(text)
        except ValueError:
            return InputError(f"{path.name} line {line}, column {column}: '{text}' is no number")
    return InputError(f"{path.name} line {line}, column population: no whole number")


def _check_header(header: Sequence[str], path: Path) -> None:
    missing = [name for name in COLUMNS if name not in header and name not in OPTIONAL]
    unknown = [name for name in header if name not in COLUMNS]
    twice = sorted({name for name in header if header.count(name) > 1})
    for what, names in (("missing", missing), ("unknown", unknown), ("there twice", twice)):
        if names:
            raise InputError(f"{path.name} line 1: column {', '.join(names)} {what}")


def load_gazetteer(folder: Path = DATA) -> Gazetteer:
    """Read every CSV of the folder, in the order of the file names."""
    paths = sorted(folder.glob("*.csv"))
    if not paths:
        raise InputError(f"no places in {folder}")
    with undisturbed():
        return Gazetteer(record for path in paths for record in read_places(path))
