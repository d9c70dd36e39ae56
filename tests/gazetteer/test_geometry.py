"""Distances, bearings and points on the globe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.gazetteer.geometry import bearing, distance_km, middle, moved

LATITUDES = st.floats(min_value=-70, max_value=70)
LONGITUDES = st.floats(min_value=-179, max_value=179)


def test_a_degree_north_is_111_km() -> None:
    assert moved(33.0, 44.0, 0, 111.19) == pytest.approx((34.0, 44.0), abs=0.01)


def test_east_of_a_place_keeps_its_latitude_nearly() -> None:
    lat, lon = moved(33.34, 44.4, 90, 50)
    assert lat == pytest.approx(33.34, abs=0.01)
    assert lon > 44.9


@given(LATITUDES, LONGITUDES, st.floats(min_value=0, max_value=359), st.floats(min_value=1, max_value=500))
def test_a_moved_point_lies_so_far_in_that_direction(
    lat: float, lon: float, towards: float, km: float
) -> None:
    there = moved(lat, lon, towards, km)
    assert distance_km(lat, lon, *there) == pytest.approx(km, rel=0.001)
    turn = abs(bearing(lat, lon, *there) - towards) % 360
    assert min(turn, 360 - turn) < 0.5


@given(LATITUDES, LONGITUDES, LATITUDES)
def test_the_middle_is_as_far_from_both(lat: float, lon: float, other: float) -> None:
    there = middle(lat, lon, other, lon / 2)
    one, two = distance_km(lat, lon, *there), distance_km(other, lon / 2, *there)
    assert one == pytest.approx(two, abs=1.0)
