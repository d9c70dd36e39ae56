"""Distances on the globe, good to the half per cent that places of a kilometre need."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

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
