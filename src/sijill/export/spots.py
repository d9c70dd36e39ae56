"""Where: places as an export may show them, their countries, codes and points."""

from __future__ import annotations

import math
import re

import msgspec

from sijill.gazetteer.load import PlaceRecord
from sijill.incident import Incident
from sijill.records import Place
from sijill.registry import Registry
from sijill.unknown_places import unknown

COARSE = ("admin2", "admin1", "country")
AREAS = frozenset({"admin2", "admin1", "region", "country"})
STRETCH_KM = 25.0


def shown_places(incident: Incident, registry: Registry) -> tuple[Place, ...]:
    """The places of an incident, the first its main one; a deployment's no finer than admin-2.

    A place that has a point comes before one that has none, and what only names the wider area of the
    main place is no other place and left out.
    """
    every = dict.fromkeys(shown(place, incident.event_type, registry) for place in incident.places)
    found = sorted(every, key=lambda p: point(p) is None)
    return tuple(p for n, p in enumerate(found) if n == 0 or not _is_area(p, found[0], registry))


def shown(place: Place, event_type: str, registry: Registry) -> Place:
    """A place as it may be shown: coordinates of two decimals, a deployment's district and not its site, a
    name that no list knows no more precisely than the region that holds it.
    """
    unlisted = unknown(place)
    if unlisted:
        place = msgspec.structs.replace(place, precision=max(place.precision, _held(place, registry)))
    if event_type == "deployment" and (unlisted or place.precision in (1, 2)):
        return _coarse(place, registry)
    spot = point(place)
    if spot is None:
        return msgspec.structs.replace(place, lat=None, lon=None)
    return msgspec.structs.replace(place, lat=spot[0], lon=spot[1])


def shown_incident(incident: Incident, registry: Registry) -> Incident:
    """An incident with its places as they may be shown."""
    origin = tuple(shown(place, incident.event_type, registry) for place in incident.origin)
    places = tuple(shown(place, incident.event_type, registry) for place in incident.places)
    return msgspec.structs.replace(incident, places=places, origin=origin)


def named(place: Place, registry: Registry) -> str:
    """The English name of what the coordinates are of: of the region around a name that no list knows."""
    region = registry.places.by_id.get(place.within) if unknown(place) else None
    return region.name_en if region is not None else place.name


def mapped(place: Place) -> tuple[float, float] | None:
    """The point of a place on a map: none for a name that no list knows, where it is the region's."""
    return None if unknown(place) else point(place)


def point(place: Place | None) -> tuple[float, float] | None:
    """Latitude and longitude to two decimals, or None where the place has no point."""
    if place is None or place.lat is None or place.lon is None:
        return None
    if not (math.isfinite(place.lat) and math.isfinite(place.lon)):
        return None
    return round(place.lat, 2), round(place.lon, 2)


def country_of(places: tuple[Place, ...], registry: Registry) -> str:
    """The ISO code of the first place that has a country, '' for the sea and for no place."""
    for place in places:
        code = place.country or registry.places.country_of(place.gazetteer_id)
        if code:
            return code
    return ""


def country_name(code: str, registry: Registry) -> str:
    """The English name of a country; its code where the gazetteer has none."""
    record = registry.places.country_record(code) if code else None
    return record.name_en if record is not None else code


def kind(place: Place, registry: Registry) -> str:
    """The gazetteer's word for what a place is (city, admin2, base …), '' for unknown places."""
    record = registry.places.by_id.get(place.gazetteer_id)
    return record.kind if record is not None else ""


def admin1_record(place: Place, registry: Registry) -> PlaceRecord | None:
    """The province around a place, where the gazetteer knows it."""
    return next((r for r in registry.around(place.gazetteer_id) if r.kind == "admin1"), None)


def admin1_code(place: Place, registry: Registry) -> str:
    """The ISO 3166-2 code of the province, '' where unknown."""
    record = admin1_record(place, registry)
    code = record.source_id.split("/")[0] if record is not None else ""
    return code if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code) else ""


def geonames_id(place: Place, registry: Registry) -> str:
    """The GeoNames number of a place, '' where the gazetteer has none."""
    record = registry.places.by_id.get(place.gazetteer_id)
    if record is None:
        return ""
    named = record.source_id.removeprefix("geonames/")
    numbered = record.source_id.startswith("geonames/") or record.source.startswith("GeoNames")
    return named if numbered and named.isdigit() else ""


def _held(place: Place, registry: Registry) -> int:
    """The precision of the region that holds an unknown name: 2 a district or a stretch of 25 km, 3, 4."""
    region = registry.places.by_id.get(place.within)
    if region is None or region.kind == "country":
        return 4
    return 2 if region.kind == "admin2" or region.radius_km <= STRETCH_KM else 3


def _is_area(place: Place, main: Place, registry: Registry) -> bool:
    """Whether a place is only the wider area of the main one: around it, or a region of its country."""
    around = {r.id for r in registry.around(main.gazetteer_id)}
    wide = place.precision >= 3 or kind(place, registry) in AREAS
    namesake = bool(main.admin1) and place.name == main.admin1  # a town that its province is named after
    return place.gazetteer_id in around or ((wide or namesake) and place.country == main.country)


def _coarse(place: Place, registry: Registry) -> Place:
    """The district, province or country around a place, with the words it rests on."""
    around = {r.kind: r for r in reversed(registry.around(place.gazetteer_id or place.within))}
    for level, name in enumerate(COARSE):
        if name in around:
            return _instead(place, around[name], (2, 3, 4)[level])
    return msgspec.structs.replace(
        place,
        gazetteer_id="",
        name=place.admin2 or place.admin1,
        name_ar="",
        lat=None,
        lon=None,
        radius_km=None,
        within="",
        relation="in",
        precision=2 if place.admin2 else 3 if place.admin1 else 4,
        text="",
    )


def _instead(place: Place, record: PlaceRecord, precision: int) -> Place:
    return msgspec.structs.replace(
        place,
        gazetteer_id=record.id,
        name=record.name_en,
        name_ar=record.name_ar,
        country=record.country or place.country,
        admin1=record.admin1,
        admin2=record.admin2,
        lat=round(record.lat, 2),
        lon=round(record.lon, 2),
        radius_km=record.radius_km,
        within="",
        relation="in",
        precision=precision,
        text="",
    )
