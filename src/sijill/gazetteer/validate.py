"""Check places: every message names the id and the rule, so that one run shows all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sijill.gazetteer.geometry import apart_km
from sijill.gazetteer.load import PlaceRecord

KINDS = frozenset(
    (
        "country", "admin1", "admin2", "city", "town", "village", "neighbourhood",
        "camp", "base", "oil_field", "gas_field", "refinery", "crossing", "airport",
        "airbase", "dam", "island", "strait", "sea", "river", "mountain",
        "region", "road", "port", "site",
    )
)  # fmt: skip
COUNTRYLESS_KINDS = frozenset({"sea", "strait", "region", "river", "mountain", "island", "site"})
WIDE_KINDS = frozenset({"camp", "base", "airbase"})
LEAST_RADIUS_KM = 2.0
BOX_SLACK = 2.2


def problems(records: Iterable[PlaceRecord]) -> list[str]:
    """Return a message for each rule that a record breaks; an empty list means that all hold."""
    everything = list(records)
    by_id = {record.id: record for record in everything}
    countries = {record.country: record for record in everything if record.kind == "country"}
    found: list[str] = []
    seen: set[str] = set()
    for record in everything:
        if record.id in seen:
            found.append(f"{record.id}: the id stands twice")
        seen.add(record.id)
        found.extend(f"{record.id}: {message}" for message in _own_problems(record))
        found.extend(f"{record.id}: {message}" for message in _parent_problems(record, by_id))
        found.extend(f"{record.id}: {message}" for message in _country_problems(record, countries))
    return found


def _own_problems(record: PlaceRecord) -> Iterator[str]:
    """Rules that need no other record."""
    if not record.id.startswith("place.") or record.id != record.id.lower() or " " in record.id:
        yield "an id is lowercase, dotted and begins with 'place.'"
    if record.kind not in KINDS:
        yield f"unknown kind '{record.kind}'"
    if not record.name_ar or not record.name_en:
        yield "a name is missing"
    if not (-90 <= record.lat <= 90 and -180 <= record.lon <= 180):
        yield "the point is not on the globe"
    if round(record.lat, 2) != record.lat or round(record.lon, 2) != record.lon:
        yield "coordinates have more than two decimals"
    if record.radius_km <= 0:
        yield "the radius must be above zero"
    if record.kind in WIDE_KINDS and record.radius_km < LEAST_RADIUS_KM:
        yield f"the radius of a {record.kind} is at least {LEAST_RADIUS_KM:g} km"
    names = (record.name_ar, *record.other_names)
    if len(set(names)) != len(names) or any(name != name.strip() or not name for name in names):
        yield "a name is empty, padded or stands twice"
    if not record.source or not record.added:
        yield "source or date is missing"


def _parent_problems(record: PlaceRecord, by_id: dict[str, PlaceRecord]) -> Iterator[str]:
    """The parent exists, and following parents ends."""
    if not record.parent:
        if record.kind != "country" and record.kind not in COUNTRYLESS_KINDS:
            yield "a parent is missing"
        return
    seen = {record.id}
    parent = record.parent
    while parent:
        if parent not in by_id:
            yield f"the parent '{parent}' does not exist"
            return
        if parent in seen:
            yield "the parents run in a circle"
            return
        seen.add(parent)
        parent = by_id[parent].parent


def _country_problems(record: PlaceRecord, countries: dict[str, PlaceRecord]) -> Iterator[str]:
    """The country exists, and the point is not far outside the circle drawn around it."""
    if not record.country:
        if record.kind not in COUNTRYLESS_KINDS:
            yield "a country is missing"
        return
    country = countries.get(record.country)
    if country is None:
        yield f"unknown country '{record.country}'"
    elif apart_km(record, country) > country.radius_km * BOX_SLACK + 250:
        yield f"lies {apart_km(record, country):.0f} km from the middle of {country.name_en}"
