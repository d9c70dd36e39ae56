"""Distances and bearings on the globe, good to the half per cent that places of a kilometre need."""

from __future__ import annotations

from functools import lru_cache
from math import asin, atan2, cos, degrees, radians, sin, sqrt

from sijill.gazetteer.load import PlaceRecord

EARTH_RADIUS_KM = 6371.0


@lru_cache(maxsize=1 << 14)
def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points, by the haversine formula."""
    north, east = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    part = sin(north) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(east) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(part)))


def apart_km(one: PlaceRecord, other: PlaceRecord) -> float:
    """Distance between the central points of two places."""
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """In which direction the second point lies from the first: degrees from north by east, 0 to 360."""
    north, south, east = radians(lat1), radians(lat2), radians(lon2 - lon1)
    ahead = cos(north) * sin(south) - sin(north) * cos(south) * cos(east)
    return degrees(atan2(sin(east) * cos(south), ahead)) % 360


def moved(lat: float, lon: float, towards: float, km: float) -> tuple[float, float]:
    """The point that lies so many kilometres from another, towards a bearing in degrees."""
    north, east, turn, arc = radians(lat), radians(lon), radians(towards), km / EARTH_RADIUS_KM
    there = asin(sin(north) * cos(arc) + cos(north) * sin(arc) * cos(turn))
    aside = atan2(sin(turn) * sin(arc) * cos(north), cos(arc) - sin(north) * sin(there))
    return degrees(there), (degrees(east + aside) + 540) % 360 - 180


def middle(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """The point halfway between two."""
    half = distance_km(lat1, lon1, lat2, lon2) / 2
    return moved(lat1, lon1, bearing(lat1, lon1, lat2, lon2), half)
