"""What direction and distance make of a place's point and radius."""

from __future__ import annotations

import pytest

from sijill.gazetteer.geometry import bearing, distance_km
from sijill.gazetteer.load import PlaceRecord
from sijill.positions import BEARINGS, Spot, halfway, position
from sijill.reader import Reader


def record(reader: Reader, ident: str) -> PlaceRecord:
    return reader.gazetteer.by_id[ident]


def away(place: PlaceRecord, spot: Spot) -> float:
    return distance_km(place.lat, place.lon, spot.lat, spot.lon)


@pytest.mark.parametrize("relation", sorted(BEARINGS))
def test_a_distance_with_a_direction_moves_the_point(reader: Reader, relation: str) -> None:
    place = record(reader, "place.iq.baghdad")
    spot = position(place, relation, 60.0, 2)
    assert away(place, spot) == pytest.approx(60.0, abs=0.5)
    turn = abs(bearing(place.lat, place.lon, spot.lat, spot.lon) - BEARINGS[relation]) % 360
    assert min(turn, 360 - turn) < 1
    assert 12 <= spot.radius_km <= 22


def test_a_direction_alone_moves_a_town_by_its_own_size(reader: Reader) -> None:
    place = record(reader, "place.sy.jarabulus")
    spot = position(place, "south_of", None, 2)
    assert 2 <= away(place, spot) <= 10
    assert spot.lat < place.lat
    assert spot.radius_km > max(place.radius_km, 10)


def test_a_part_of_a_province_lies_halfway_to_its_edge(reader: Reader) -> None:
    place = record(reader, "place.sy.aleppo-governorate")
    spot = position(place, "north_of", None, 3)
    assert away(place, spot) == pytest.approx(place.radius_km / 2, abs=0.5)


def test_a_distance_alone_only_widens_the_radius(reader: Reader) -> None:
    place = record(reader, "place.ml.gao")
    spot = position(place, "near", 20.0, 2)
    assert away(place, spot) == 0
    assert spot.radius_km >= 20


def test_off_the_coast_is_wider_than_near(reader: Reader) -> None:
    place = record(reader, "place.ye.hodeidah")
    assert position(place, "off_coast", None, 5).radius_km > position(place, "near", None, 2).radius_km
    assert position(place, "in", None, 1) == Spot(place.lat, place.lon, place.radius_km)


def test_between_is_halfway_with_half_the_distance(reader: Reader) -> None:
    one, two = record(reader, "place.sy.homs"), record(reader, "place.sy.palmyra")
    spot = halfway(one, two)
    assert away(one, spot) == pytest.approx(away(two, spot), abs=1)
    assert spot.radius_km == pytest.approx(distance_km(one.lat, one.lon, two.lat, two.lon) / 2, abs=0.1)
    assert halfway(two, one).lat == pytest.approx(spot.lat, abs=0.01)
