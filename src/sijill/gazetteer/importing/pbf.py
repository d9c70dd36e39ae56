"""OpenStreetMap extracts as PBF (or .osm, .opl), through the optional package `osmium` (`sijill[osm]`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from sijill.errors import InputError, UsageError
from sijill.gazetteer.importing.found import Item
from sijill.gazetteer.importing.kinds import Kinds
from sijill.gazetteer.importing.osm import Osm, tagged


class Pbf(Osm):
    """An extract in one of OpenStreetMap's own formats. A relation has no point and is left out."""

    def __init__(self, path: Path, kinds: Kinds, country: str, code: str) -> None:
        super().__init__(path, kinds, country, code)

    def items(self) -> Iterator[Item]:
        """Every tagged node and way. Raises UsageError where `osmium` is not installed."""
        try:
            import osmium
        except ModuleNotFoundError as error:
            raise UsageError(
                "a .pbf needs the package osmium: pip install 'sijill[osm]', "
                "or make GeoJSON of it with: osmium export FILE -o FILE.geojson"
            ) from error
        processor = (
            osmium.FileProcessor(str(self._path))
            .with_locations()
            .with_filter(osmium.filter.KeyFilter("name", "name:en", f"name:{self._code}"))
        )
        try:
            for row, thing in enumerate(processor, 1):
                box = _box(thing)
                ident = f"{thing.type_str()}{thing.id}"
                yield from tagged(row, ident, dict(thing.tags), box, self._kinds, self._country, self._code)
        except (RuntimeError, OSError) as error:
            raise InputError(f"{self._path}: {error}") from error


class _Spot(Protocol):
    lat: float
    lon: float


def _box(thing: object) -> tuple[float, float, float, float] | None:
    """South, west, north and east in degrees of a node or way; None for a relation."""
    if hasattr(thing, "nodes"):
        points = [(n.lat, n.lon) for n in thing.nodes if n.location.valid()]
    elif hasattr(thing, "location"):
        spot: _Spot = thing.location
        points = [(spot.lat, spot.lon)]
    else:
        points = []
    if not points:
        return None
    lats, lons = zip(*points, strict=True)
    return min(lats), min(lons), max(lats), max(lons)
