"""Whether points lie where their rows say: in their country, on land, and not with latitude for longitude."""

from __future__ import annotations

from itertools import pairwise
from math import floor

from sijill.gazetteer.borders import Area
from sijill.gazetteer.importing.found import Fault, Found
from sijill.gazetteer.load import PlaceRecord
from sijill.gazetteer.pointcheck import Ground

BANDS = 20  # to a degree
REFUSED = frozenset(("swapped", "other-country", "at-sea"))

Line = tuple[float, float, float, float]


class Points:
    """Checks points against the borders, a file at a time. It gives no place its country."""

    __slots__ = ("_bands", "_ground", "_last")

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._last: Area | None = None
        self._bands: dict[str, dict[int, list[Line]]] = {}

    def fault(self, found: Found, record: PlaceRecord, country: PlaceRecord | None) -> Fault | None:
        """What is wrong with a place's point: swapped, at sea, in another country; None where it is right.

        `record` is the place as it will stand. Which province it lies in, and who governs disputed land, is
        no reason to refuse it.
        """
        lat, lon = found.lat, found.lon
        if lat is None or lon is None or not found.country:
            return None
        both = f"{found.lat_column}, {found.lon_column}"
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            turned = -90 <= lon <= 90 and self._inside(found.country, lon, lat)
            column = both if turned else found.lat_column if not -90 <= lat <= 90 else found.lon_column
            swapped = "; swapped it would lie there" if turned else ""
            return Fault(found.row, column, f"{lat:g}, {lon:g} is not on the globe{swapped}")
        if country is None or self._inside(found.country, lat, lon):
            return None
        wrong = self._ground.misplaced(record, (record, country))
        if wrong is None or wrong.rule not in REFUSED:
            return None
        return Fault(found.row, both, f"{lat:g}, {lon:g} {wrong.message}")

    def province(self, country: str, lat: float, lon: float) -> Area | None:
        """The province of a country that holds a point."""
        return next((a for a in self._ground.borders.of_country(country) if self._holds(a, lat, lon)), None)

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
