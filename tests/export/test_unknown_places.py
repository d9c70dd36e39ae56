"""A place that no list knows: its words are kept, and the region around it is never shown as the spot."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sijill.export import Written
from sijill.incident import Incident
from sijill.records import Place
from sijill.registry import Registry
from tests.export.conftest import make

NAME = "كفرزيتونيا"
Export = Callable[..., tuple[Path, Written]]
Row = Callable[..., dict[str, str]]


def held(registry: Registry, within: str, **more: object) -> Place:
    """An unknown name as the reader gives it in a region: with a point only in a stretch of 25 km."""
    region = registry.places.by_id[within]
    small = region.radius_km <= 25
    given: dict[str, object] = {
        "name_ar": NAME, "country": region.country, "admin1": region.admin1, "admin2": region.admin2,
        "lat": region.lat if small else None, "lon": region.lon if small else None,
        "radius_km": region.radius_km, "within": within, "text": NAME,
    }  # fmt: skip
    return Place(**{**given, **more})  # type: ignore[arg-type]  # the fields of a place


def told(place: Place, event_type: str = "shelling") -> Incident:
    return make("i-x", event_type, places=(place,), issues=(f"unknown-place: {NAME}",))


CASES = [
    ("place.sy.idlib-governorate", "3", "4"),
    ("place.sy.ariha-district", "2", "3"),
    ("place.sy", "3", "6"),
]


@pytest.mark.parametrize(("within", "acled", "ucdp"), CASES)
def test_precision_is_the_regions(row: Row, registry: Registry, within: str, acled: str, ucdp: str) -> None:
    from sijill.export.ged import where_prec
    from sijill.export.spots import shown_places

    incident = told(held(registry, within))
    got = row("acled", incident)
    assert got["geo_precision"] == acled
    assert got["location"] == NAME
    (shown,) = shown_places(incident, registry)
    assert str(where_prec(shown, registry)) == ucdp


def test_a_name_of_nowhere_has_no_point_and_no_precision_of_a_town(row: Row) -> None:
    got = row("acled", told(Place(name_ar=NAME, text=NAME)))
    assert (got["latitude"], got["longitude"], got["country"]) == ("", "", "")
    assert got["geo_precision"] == "3"


def test_a_map_gets_no_point(export: Export, registry: Registry) -> None:
    place = held(registry, "place.sy.ariha-district")
    assert place.lat is not None, "the region is small enough to have a point beside the words"
    path, written = export("geojson", told(place))
    (feature,) = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert feature["geometry"] is None
    assert written.without_point == 1
    shown = feature["properties"]
    assert (shown["place_ar"], shown["within"]) == (NAME, "place.sy.ariha-district")
    assert (shown["place_precision"], shown["radius_km"]) == (2, place.radius_km)
    assert shown["issues"] == f"unknown-place: {NAME}"


def test_a_known_place_beside_it_is_on_the_map(
    export: Export, registry: Registry, at: Callable[..., Place]
) -> None:
    known = at("place.sy.saraqib")
    incident = make("i-x", "shelling", places=(known, held(registry, "place.sy.ariha-district")))
    path, _ = export("geojson", incident)
    (feature,) = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [known.lon, known.lat]}
    assert feature["properties"]["within"] is None


def test_notes_say_that_the_place_is_on_no_list(row: Row, registry: Registry) -> None:
    notes = row("acled", told(held(registry, "place.sy.idlib-governorate")))["notes"]
    assert "a place in Idlib that is not on the lists" in notes
    assert NAME not in notes


def test_a_deployment_at_an_unknown_name_is_shown_as_its_region(row: Row, registry: Registry) -> None:
    got = row("acled", told(held(registry, "place.sy.idlib-governorate"), "deployment"))
    assert NAME not in got["location"]
    assert got["admin1"] == "Idlib"
    assert got["geo_precision"] == "3"
