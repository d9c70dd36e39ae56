"""The lines and names of the map, out of the gazetteer's outlines (Natural Earth, public domain) as GeoJSON.

Every line is drawn once: between countries, between provinces of one, or `disputed`, wherever land begins
whose status is open. Land is one shape without countries: no outline here gives a place its country.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

import msgspec

from .. import gazetteer
from ..errors import InputError
from ..gazetteer.load import PlaceRecord

OUTLINES = Path(gazetteer.__file__).parent / "borders.json.gz"
DRAWN_AS = b"lines 1"
GRID = 100
SMALLEST = 0.05

Point = tuple[int, int]
Edge = tuple[Point, Point]


class Facts(msgspec.Struct, frozen=True):
    """What is told of an area: codes, names, and of which open question of status it is a part."""

    country: str = ""
    iso: str = ""
    name_ar: str = ""
    name_en: str = ""
    disputed: str = ""

    @property
    def standing(self) -> str:
        """The open question of status that it belongs to, '' for none; land of no country is its own."""
        return self.disputed or ("" if self.country else self.iso)


class _Geometry(msgspec.Struct, frozen=True):
    properties: Facts
    arcs: tuple[tuple[tuple[int, ...], ...], ...]


class _Layer(msgspec.Struct, frozen=True):
    geometries: tuple[_Geometry, ...]


class _Layers(msgspec.Struct, frozen=True):
    borders: _Layer
    disputed: _Layer


class _Topology(msgspec.Struct, frozen=True):
    objects: _Layers
    arcs: tuple[tuple[Point, ...], ...]


class _Shape(msgspec.Struct, frozen=True):
    type: str
    coordinates: object


class _Properties(msgspec.Struct, frozen=True, omit_defaults=True):
    """`kind` is land, water, country, province, disputed or name; `rank` orders names, `extent` is the size
    in degrees of what is named."""

    kind: str
    name_ar: str = ""
    name_en: str = ""
    rank: int = 0
    extent: float = 0.0


class _Feature(msgspec.Struct, frozen=True):
    properties: _Properties
    geometry: _Shape
    type: str = "Feature"


class _Collection(msgspec.Struct, frozen=True):
    features: tuple[_Feature, ...]
    type: str = "FeatureCollection"


@lru_cache(maxsize=1)
def digest_of(path: Path = OUTLINES) -> str:
    """A name for the lines that changes when they do."""
    return hashlib.sha256(DRAWN_AS + path.read_bytes()).hexdigest()[:16]


@lru_cache(maxsize=1)
def lines(countries: tuple[PlaceRecord, ...], path: Path = OUTLINES) -> bytes:
    """The whole collection as gzipped GeoJSON, with the names of countries; worked out once.

    Raises InputError, naming the file, where the outlines cannot be read.
    """
    try:
        found = msgspec.json.decode(gzip.decompress(path.read_bytes()), type=_Topology)
    except (OSError, EOFError, msgspec.MsgspecError) as error:
        raise InputError(f"{path.name}: {error}") from error
    areas = [(g.properties, _polygons(g, found.arcs)) for g in found.objects.borders.geometries]
    open_land = [(g.properties, _polygons(g, found.arcs)) for g in found.objects.disputed.geometries]
    features = (*_land_and_lines(areas), *_dashed(open_land), *_names(areas, open_land, countries))
    return gzip.compress(msgspec.json.encode(_Collection(features)), 6, mtime=0)


_Area = tuple[Facts, list[list[list[Point]]]]


def _polygons(geometry: _Geometry, arcs: Sequence[Sequence[Point]]) -> list[list[list[Point]]]:
    """Rings on the grid, outer ones against the clock and holes with it."""
    found = []
    for polygon in geometry.arcs:
        rings = [_ring(arcs[n]) for parts in polygon for n in parts]
        found.append([_turned(ring, 1 if n == 0 else -1) for n, ring in enumerate(rings)])
    return found


def _ring(steps: Sequence[Point]) -> list[Point]:
    easts, norths = (list(accumulate(step[axis] for step in steps)) for axis in (0, 1))
    return list(zip(easts, norths, strict=True))


def _turned(ring: list[Point], way: int) -> list[Point]:
    return ring if _area(ring) * way >= 0 else ring[::-1]


def _area(ring: Sequence[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _land_and_lines(areas: Sequence[_Area]) -> Iterator[_Feature]:
    rings = [(facts, ring) for facts, polygons in areas for polygon in polygons for ring in polygon]
    beside: dict[Edge, Facts] = {}
    for facts, ring in rings:
        beside.update(dict.fromkeys(pairwise(ring), facts))
    coast: dict[Point, list[Point]] = {}
    runs: list[tuple[str, list[Point]]] = []
    for facts, ring in rings:
        kind = ""
        run: list[Point] = []
        for start, end in pairwise(ring):
            other = beside.get((end, start))
            now = _between(facts, other) if other is not None and start < end else ""
            if other is None:
                coast.setdefault(start, []).append(end)
            if now != kind:
                runs.append((kind, run))
                kind, run = now, [start]
            run.append(end)
        runs.append((kind, run))
    yield from (_line(kind, run) for kind, run in _joined(runs))
    yield from _land(coast)


def _between(one: Facts, other: Facts) -> str:
    """What a line between two areas is."""
    if one.standing != other.standing:
        return "disputed"
    return "province" if one.country == other.country else "country"


def _joined(runs: Iterable[tuple[str, list[Point]]]) -> Iterator[tuple[str, list[Point]]]:
    """Pieces of lines put together where the end of one is the beginning of another of its kind."""
    kept = [(kind, run) for kind, run in runs if kind]
    ends: dict[tuple[str, Point], list[int]] = {}
    for n, (kind, run) in enumerate(kept):
        for point in (run[0], run[-1]):
            ends.setdefault((kind, point), []).append(n)
    used = bytearray(len(kept))
    for n, (kind, run) in enumerate(kept):
        if used[n]:
            continue
        used[n] = 1
        whole = list(run)
        for _ in range(2):
            while (following := _next(kept, ends[kind, whole[-1]], used)) is not None:
                more = kept[following][1]
                whole += more[1:] if more[0] == whole[-1] else more[-2::-1]
            whole.reverse()
        yield kind, whole


def _next(kept: Sequence[tuple[str, list[Point]]], there: Sequence[int], used: bytearray) -> int | None:
    """The one piece that goes on from a point, None where none does or several meet."""
    free = [n for n in there if not used[n]]
    if len(there) != 2 or len(free) != 1:
        return None
    used[free[0]] = 1
    return free[0]


def _land(coast: dict[Point, list[Point]]) -> Iterator[_Feature]:
    """The coasts as closed rings: land against the clock, water in it with the clock."""
    while coast:
        begin = point = next(iter(coast))
        ring = [begin]
        while ring[1:2] == [] or point != begin:
            following = coast.get(point)
            if not following:
                break
            ring.append(following.pop())
            if not following:
                del coast[point]
            point = ring[-1]
        if ring[0] != ring[-1] or len(ring) < 4:
            continue
        size = _area(ring) / GRID**2
        if abs(size) * GRID > SMALLEST:
            shape = _Shape("Polygon", [_degrees(ring)])
            yield _Feature(_Properties(kind="land" if size > 0 else "water"), shape)


def _dashed(open_land: Iterable[_Area]) -> Iterator[_Feature]:
    return (_line("disputed", ring) for _, polygons in open_land for polygon in polygons for ring in polygon)


def _line(kind: str, run: Sequence[Point]) -> _Feature:
    return _Feature(_Properties(kind=kind), _Shape("LineString", _degrees(run)))


def _names(
    areas: Sequence[_Area], open_land: Sequence[_Area], countries: Iterable[PlaceRecord]
) -> Iterator[_Feature]:
    """Countries by the gazetteer's names and points; provinces in the middle of their largest part."""
    wide = {facts.country: 0.0 for facts, _ in areas}
    for facts, polygons in areas:
        wide[facts.country] += sum(abs(_area(polygon[0])) for polygon in polygons) / GRID**2
    for record in countries:
        at = _Shape("Point", (record.lon, record.lat))
        size = round(wide.get(record.country, 0.0) ** 0.5, 2)
        yield _Feature(_Properties("name", record.name_ar, record.name_en, 0, size), at)
    for rank, held in ((1, open_land), (2, areas)):
        for facts, polygons in held:
            if rank == 2 and (facts.iso == facts.country or not (facts.name_ar and facts.name_en)):
                continue
            ring = max((polygon[0] for polygon in polygons), key=lambda r: abs(_area(r)))
            size = round((abs(_area(ring)) / GRID**2) ** 0.5, 2)
            named = _Properties("name", facts.name_ar, facts.name_en, rank, size)
            yield _Feature(named, _Shape("Point", _middle(ring)))


def _middle(ring: Sequence[Point]) -> tuple[float, float]:
    """The centre of gravity of a ring, in degrees."""
    whole = _area(ring) * 6 or 1.0
    cross = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)]
    x = sum((a[0] + b[0]) * c for a, b, c in cross) / whole
    y = sum((a[1] + b[1]) * c for a, b, c in cross) / whole
    return round(x / GRID, 2), round(y / GRID, 2)


def _degrees(run: Iterable[Point]) -> list[tuple[float, float]]:
    return [(x / GRID, y / GRID) for x, y in run]
