"""Whether points lie where their rows say: in their country, on land, and not with latitude for longitude."""

from __future__ import annotations

from itertools import pairwise
from math import floor

from sijill.gazetteer.borders import Area, Borders
from sijill.gazetteer.importing.found import Fault, Found
from sijill.gazetteer.importing.kinds import Kinds

BANDS = 20  # to a degree
NEAR_KM = 8.0
OFF_SHORE_KM = 80.0
AT_SEA = frozenset(("island", "strait", "sea", "oil_field", "gas_field", "port", "crossing"))

Line = tuple[float, float, float, float]


class Ground:
    """Checks points against the borders. It gives no place its country."""

    __slots__ = ("_bands", "_borders", "_kinds", "_last")

    def __init__(self, borders: Borders, kinds: Kinds) -> None:
        self._borders = borders
        self._kinds = kinds
        self._last: Area | None = None
        self._bands: dict[str, dict[int, list[Line]]] = {}

    def fault(self, found: Found) -> Fault | None:
        """What is wrong with a place's point: swapped, at sea, in another country; None where it is right."""
        lat, lon = found.lat, found.lon
        if lat is None or lon is None:
            return None
        on_globe = -90 <= lat <= 90 and -180 <= lon <= 180
        if on_globe and self._fits(found, lat, lon):
            return None
        both = f"{found.lat_column}/{found.lon_column}"
        if -90 <= lon <= 90 and self._inside(found.country, lon, lat):
            return Fault(found.row, both, f"{lat:g}, {lon:g}: latitude and longitude are swapped")
        if not on_globe:
            column = found.lat_column if not -90 <= lat <= 90 else found.lon_column
            return Fault(found.row, column, f"{lat:g}, {lon:g} is not on the globe")
        others = sorted({area.country for area in self._borders.at(lat, lon)})
        where = f"lies in {', '.join(others)}" if others else "lies in the sea"
        return Fault(found.row, both, f"{lat:g}, {lon:g} {where}, not in {found.country}")

    def province(self, country: str, lat: float, lon: float) -> Area | None:
        """The province of a country that holds a point."""
        return next((a for a in self._borders.of_country(country) if self._holds(a, lat, lon)), None)

    def _fits(self, found: Found, lat: float, lon: float) -> bool:
        areas = self._borders.of_country(found.country)
        if not areas or not found.country or self._inside(found.country, lat, lon):
            return True
        reach = OFF_SHORE_KM if found.kind in AT_SEA else NEAR_KM
        near = self._borders.countries_near(lat, lon, reach)
        return found.country in near or self._kinds.may_lie_in(found.country, tuple(near))

    def _inside(self, country: str, lat: float, lon: float) -> bool:
        """Whether a country holds a point; rows stand by province often, so the last one is asked first."""
        if self._last is not None and self._last.country == country and self._holds(self._last, lat, lon):
            return True
        self._last = self.province(country, lat, lon)
        return self._last is not None

    def _holds(self, area: Area, lat: float, lon: float) -> bool:
        """The same as `area.holds`, looking at the few lines of the point's latitude alone."""
        west, south, east, north = area.box
        if not (south <= lat <= north and west <= lon <= east):
            return False
        bands = self._bands.get(area.iso)
        if bands is None:
            bands = self._bands[area.iso] = _in_bands(area)
        lines = bands.get(floor(lat * BANDS), ())
        crossed = sum((y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * s for x1, y1, y2, s in lines)
        return crossed % 2 == 1


def _in_bands(area: Area) -> dict[int, list[Line]]:
    """The lines of an area by the bands of latitude that they reach: start, the two latitudes, slope."""
    bands: dict[int, list[Line]] = {}
    for ring in area.rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if y1 != y2:
                line = (x1, y1, y2, (x2 - x1) / (y2 - y1))
                for band in range(floor(min(y1, y2) * BANDS), floor(max(y1, y2) * BANDS) + 1):
                    bands.setdefault(band, []).append(line)
    return bands
