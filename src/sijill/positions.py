"""Where a place phrase lies on the globe: the place's point, moved as the words say, and its doubt."""

from __future__ import annotations

import msgspec

from .gazetteer.geometry import apart_km, middle, moved
from .gazetteer.load import PlaceRecord
from .places import PlaceMention
from .records import Place

BEARINGS = {
    "north_of": 0.0,
    "northeast_of": 45.0,
    "east_of": 90.0,
    "southeast_of": 135.0,
    "south_of": 180.0,
    "southwest_of": 225.0,
    "west_of": 270.0,
    "northwest_of": 315.0,
}
SEA = "off_coast"
NEAR_KM = 10.0
LEAST_STEP_KM = 2.0
SHARE = 0.5
AREA = 3
DOUBT = 0.2
WATER_KM = 25.0


class Spot(msgspec.Struct, frozen=True):
    """A point, and the radius in kilometres within which what is told of lies."""

    lat: float
    lon: float
    radius_km: float


def position(record: PlaceRecord, relation: str, km: float | None, precision: int) -> Spot:
    """The point that words such as '12 km north of' a place mean.

    A direction with a distance moves the place's point by it, and errs by a fifth of the distance beside the
    place's own size. A direction alone moves it by the place's radius (2 to 10 km), for a province or country
    by half of it. A distance alone, and what lies beside a place or off its coast, only widens the radius.
    """
    towards = BEARINGS.get(relation)
    if towards is None:
        return Spot(record.lat, record.lon, _wide(record.radius_km, relation, km))
    if km is not None:
        lat, lon = moved(record.lat, record.lon, towards, km)
        return Spot(lat, lon, round(min(record.radius_km, NEAR_KM) + DOUBT * km, 1))
    if precision >= AREA and record.radius_km > NEAR_KM:
        step = SHARE * record.radius_km
        lat, lon = moved(record.lat, record.lon, towards, step)
        return Spot(lat, lon, record.radius_km)
    step = min(max(record.radius_km, LEAST_STEP_KM), NEAR_KM)
    lat, lon = moved(record.lat, record.lon, towards, step)
    return Spot(lat, lon, max(record.radius_km, NEAR_KM) + step)


def _wide(radius: float, relation: str, km: float | None) -> float:
    """The radius of what lies beside a place, at a distance or off its coast."""
    if km is not None:
        return round(radius + km, 1)
    if relation in ("in", ""):
        return radius
    return max(radius, WATER_KM if relation == SEA else NEAR_KM)


def halfway(one: PlaceRecord, other: PlaceRecord) -> Spot:
    """The middle between two places; what lies between them is within half of their distance."""
    lat, lon = middle(one.lat, one.lon, other.lat, other.lon)
    return Spot(lat, lon, round(max(apart_km(one, other) / 2, NEAR_KM), 1))


def placed(mention: PlaceMention, record: PlaceRecord, spot: Spot, precision: int, relation: str) -> Place:
    """The place of a phrase that the gazetteer knows: the record named, the point that the words mean."""
    return Place(
        gazetteer_id=record.id,
        name=record.name_en,
        name_ar=record.name_ar,
        admin1=record.admin1,
        admin2=record.admin2,
        lat=round(spot.lat, 2),
        lon=round(spot.lon, 2),
        radius_km=spot.radius_km,
        relation=relation,
        precision=precision,
        text=mention.text,
        start=mention.start,
        end=mention.end,
    )
