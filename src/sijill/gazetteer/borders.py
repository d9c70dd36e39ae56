"""Which province or country a point lies in, by simplified lines of Natural Earth (public domain).

The lines are de facto, two kilometres coarse and imply no recognition: they serve to find points that are
wrong and to draw maps, never to give a place its country (docs/worldview.md). Reading documents loads none.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import cos, hypot, radians
from pathlib import Path

import msgspec

from sijill.errors import InputError

BORDERS = Path(__file__).parent / "borders.json.gz"
KM_A_DEGREE = 111.2
COARSE_KM = 3.0

Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]


class AreaNames(msgspec.Struct, frozen=True, kw_only=True):
    """How an area is called. `iso` is its code in ISO 3166-2 (or alpha-2 for a country's outline).

    `country` is the one that governs it as Natural Earth sees it, empty where that names none; `geonames` its
    code there, empty for none. `disputed` is the id of the territory (`disputed.toml`) that it is a part of.
    """

    iso: str
    geonames: str
    country: str
    name_ar: str
    name_en: str
    disputed: str = ""


class Area(AreaNames, frozen=True, kw_only=True):
    """A province, or a country's outline. `rings` are closed lines of (longitude, latitude) in degrees, holes
    among them; `box` is west, south, east, north of them all.
    """

    rings: tuple[Ring, ...]
    box: Box

    def holds(self, lat: float, lon: float) -> bool:
        """Say whether a point in degrees lies inside, by the number of lines east of it."""
        west, south, east, north = self.box
        if not (south <= lat <= north and west <= lon <= east):
            return False
        return _within(self.rings, lat, lon)

    def gap_km(self, lat: float, lon: float) -> float:
        """How far outside a point lies, in kilometres; 0 for one inside."""
        if self.holds(lat, lon):
            return 0.0
        return min(_line_km(ring, lat, lon) for ring in self.rings)

    def depth_km(self, lat: float, lon: float) -> float:
        """How far inside a point lies, in kilometres; 0 for one outside."""
        return min(_line_km(ring, lat, lon) for ring in self.rings) if self.holds(lat, lon) else 0.0

    def is_near(self, lat: float, lon: float, km: float) -> bool:
        """Say whether a point in degrees lies inside, or at most so many kilometres outside."""
        return _meet(self.box, _around(lat, lon, km)) and self.gap_km(lat, lon) <= km


def area_of(facts: AreaNames, rings: Iterable[Ring]) -> Area:
    """The area that closed lines of (longitude, latitude) bound."""
    lines = tuple(rings)
    lons = [x for ring in lines for x, _ in ring]
    lats = [y for ring in lines for _, y in ring]
    return Area(
        iso=facts.iso,
        geonames=facts.geonames,
        country=facts.country,
        name_ar=facts.name_ar,
        name_en=facts.name_en,
        disputed=facts.disputed,
        rings=lines,
        box=(min(lons), min(lats), max(lons), max(lats)),
    )


class Borders:
    """All areas, found by code or by point."""

    __slots__ = ("_by_code", "_of_country", "areas")

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = tuple(areas)
        self._by_code: dict[str, list[Area]] = {}
        self._of_country: dict[str, list[Area]] = {}
        for area in self.areas:
            for code in {area.iso, area.geonames} - {""}:
                self._by_code.setdefault(code, []).append(area)
            self._of_country.setdefault(area.country, []).append(area)

    def by_code(self, code: str) -> Sequence[Area]:
        """The areas that ISO 3166-2 or GeoNames calls by a code."""
        return self._by_code.get(code, ())

    def of_country(self, country: str) -> Sequence[Area]:
        """The areas that a country governs; none for a code that is not known."""
        return self._of_country.get(country, ())

    def at(self, lat: float, lon: float) -> Iterator[Area]:
        """Yield the areas that hold a point in degrees: none at sea, hardly ever two."""
        return (area for area in self.areas if area.holds(lat, lon))

    def countries_near(self, lat: float, lon: float, km: float) -> frozenset[str]:
        """The countries that hold a point or begin within so many kilometres of it."""
        return frozenset(area.country for area in self.areas if area.is_near(lat, lon, km))


def _within(rings: Iterable[Ring], lat: float, lon: float) -> bool:
    """Say whether a point in degrees lies inside the closed lines; what two of them hold is outside."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside


def _line_km(ring: Ring, lat: float, lon: float) -> float:
    """Distance from a point to a line, on a flat sheet that touches the globe at the point."""
    wide = KM_A_DEGREE * cos(radians(lat))
    flat = [((x - lon) * wide, (y - lat) * KM_A_DEGREE) for x, y in ring]
    best = hypot(*flat[0])
    for (x1, y1), (x2, y2) in pairwise(flat):
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        along = min(1.0, max(0.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
        best = min(best, hypot(x1 + along * dx, y1 + along * dy))
    return best


def _around(lat: float, lon: float, km: float) -> Box:
    """A box that holds all that lies within so many kilometres of a point."""
    north = km / KM_A_DEGREE
    east = north / max(0.05, cos(radians(lat)))
    return lon - east, lat - north, lon + east, lat + north


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


class _Geometry(msgspec.Struct, frozen=True):
    properties: AreaNames
    arcs: tuple[tuple[tuple[int, ...], ...], ...]


class _Layer(msgspec.Struct, frozen=True):
    geometries: tuple[_Geometry, ...]


class _Layers(msgspec.Struct, frozen=True):
    borders: _Layer


class _Transform(msgspec.Struct, frozen=True):
    scale: tuple[float, float]


class _Topology(msgspec.Struct, frozen=True):
    """The part of TopoJSON that `scripts/build_borders.py` writes: each ring is one arc of steps."""

    transform: _Transform
    objects: _Layers
    arcs: tuple[tuple[tuple[int, int], ...], ...]


@lru_cache(maxsize=1)
def load_borders(path: Path = BORDERS) -> Borders:
    """Read the lines, once. Raises InputError, naming the file, where they cannot be read."""
    try:
        found = msgspec.json.decode(gzip.decompress(path.read_bytes()), type=_Topology)
    except (OSError, EOFError, msgspec.MsgspecError) as error:
        raise InputError(f"{path.name}: {error}") from error
    grid = round(1 / found.transform.scale[0])
    return Borders(_area(geometry, found.arcs, grid) for geometry in found.objects.borders.geometries)


def _area(geometry: _Geometry, arcs: Sequence[Sequence[tuple[int, int]]], grid: int) -> Area:
    rings = (_ring(arcs[n], grid) for polygon in geometry.arcs for ring in polygon for n in ring)
    return area_of(geometry.properties, rings)


def _ring(steps: Sequence[tuple[int, int]], grid: int) -> Ring:
    easts = accumulate(step[0] for step in steps)
    norths = accumulate(step[1] for step in steps)
    return tuple((east / grid, north / grid) for east, north in zip(easts, norths, strict=True))
