"""Homonyms: each row of homonyms.csv is a name with what is said around it, and the place that is meant.

An empty `expected` means that nothing may be chosen.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from sijill.gazetteer import Choice, Gazetteer, PlaceContext, PlaceRecord, choose, fallback, load_gazetteer
from sijill.gazetteer.resolve import Side

CASES = list(csv.DictReader((Path(__file__).parent / "homonyms.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def by_name(gazetteer: Gazetteer) -> dict[str, list[PlaceRecord]]:
    found: dict[str, list[PlaceRecord]] = {}
    for name, record in gazetteer.names():
        for spelling in {name, name.removeprefix("\u0627\u0644"), "\u0627\u0644" + name}:
            found.setdefault(spelling, [])
            if record not in found[spelling]:
                found[spelling].append(record)
    return found


def context(near: str, countries: str, cue: str) -> PlaceContext:
    weights = {pair.split(":")[0]: float(pair.split(":")[1]) for pair in countries.split()}
    return PlaceContext(near_ids=tuple(near.split()), document_countries=weights, cue=cue)


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['expected'] or 'none'}-{case['cue'] or 'bare'}"
)
def test_homonym(case: dict[str, str], gazetteer: Gazetteer, by_name: dict[str, list[PlaceRecord]]) -> None:
    for ident in (*case["near"].split(), *filter(None, [case["expected"]])):
        assert ident in gazetteer.by_id
    candidates = by_name[case["name"]]
    found = choose(candidates, context(case["near"], case["countries"], case["cue"]), gazetteer)
    assert (found.record.id if found.record else "") == case["expected"], found
    assert found.reasons


def test_enough_cases() -> None:
    assert len(CASES) >= 60


def pick(gazetteer: Gazetteer, idents: Sequence[str], **around: object) -> Choice:
    records = [gazetteer.by_id[ident] for ident in idents]
    return choose(records, PlaceContext(**around), gazetteer)  # type: ignore[arg-type]


def test_undecided_gives_the_smallest_common_region(gazetteer: Gazetteer) -> None:
    two = ["place.sy.al-husayniyah-dayr", "place.sy.al-hamidiyah-qusayr"]
    found = pick(gazetteer, two, document_countries={"SY": 1.0}, cue="village")
    assert found.record is None
    assert found.region is not None
    assert found.region.id == "place.sy"
    assert set(found.open_ids) == set(two)
    assert found.reasons == ("undecided",)


def test_undecided_across_countries_has_no_region(gazetteer: Gazetteer) -> None:
    found = pick(gazetteer, ["place.sy.aqraba-daraa", "place.lb.muhaybib"])
    assert found.record is None
    assert found.region is None


def test_order_of_candidates_changes_nothing(gazetteer: Gazetteer) -> None:
    idents = ["place.ly.tripoli", "place.lb.tripoli", "place.ly.tripoli-province"]
    around = {"near_ids": ("place.ly.misrata",), "document_countries": {"LY": 1.0}}
    assert pick(gazetteer, idents, **around) == pick(gazetteer, idents[::-1], **around)


def test_no_candidate(gazetteer: Gazetteer) -> None:
    assert choose([], PlaceContext(), gazetteer).reasons == ("no-candidate",)


def test_fallback_takes_the_smallest_area(gazetteer: Gazetteer) -> None:
    near = ("place.sy", "place.sy.idlib-governorate", "place.sy.jabal-al-zawiya", "place.sy.saraqib")
    found = fallback(PlaceContext(near_ids=near), gazetteer)
    assert found.record is None
    assert found.region is not None
    assert found.region.id == "place.sy.jabal-al-zawiya"
    assert found.radius_km == found.region.radius_km


def test_fallback_around_a_town_is_its_district_or_province(gazetteer: Gazetteer) -> None:
    found = fallback(PlaceContext(near_ids=("place.sy.saraqib",)), gazetteer)
    assert found.region is not None
    assert found.region.id == "place.sy.idlib-governorate"


def test_fallback_to_the_country_only_when_clear(gazetteer: Gazetteer) -> None:
    found = fallback(PlaceContext(document_countries={"YE": 3.0, "SA": 1.0}), gazetteer)
    assert found.region is not None
    assert found.region.id == "place.ye"
    assert fallback(PlaceContext(document_countries={"YE": 1.0, "SA": 1.0}), gazetteer).region is None
    assert fallback(PlaceContext(), gazetteer).reasons == ("nothing-around",)


def side(ident: str, bearing: float, km: float | None = None) -> Side:
    return Side(place_id=ident, bearing=bearing, km=km)


def test_the_side_told_decides_between_two_villages_of_one_name(gazetteer: Gazetteer) -> None:
    idents = ("place.ps.duma-nablus", "place.sy.douma")
    found = pick(gazetteer, idents, sides=(side("place.ps.nablus", 160),))
    assert found.record is not None
    assert found.record.id == "place.ps.duma-nablus"
    assert any(reason.startswith("side:place.ps.nablus:160:+") for reason in found.reasons)


def test_a_distance_told_that_does_not_fit_speaks_against(gazetteer: Gazetteer) -> None:
    ident = "place.ly.gharyan"
    near = pick(gazetteer, (ident,), sides=(side("place.ly.tripoli", 180, 75),))
    far = pick(gazetteer, (ident,), sides=(side("place.ly.tripoli", 180, 400),))
    assert any(":+" in reason for reason in near.reasons)
    assert any(reason.startswith("side:") and ":-" in reason for reason in far.reasons)


def test_a_side_far_beyond_reach_says_nothing(gazetteer: Gazetteer) -> None:
    found = pick(gazetteer, ("place.sy.damascus",), sides=(side("place.sy.aleppo", 180),))
    assert not any(reason.startswith("side:") for reason in found.reasons)


def test_a_word_of_distance_makes_a_name_a_place(gazetteer: Gazetteer) -> None:
    assert pick(gazetteer, ("place.iq.rutba",)).reasons == ("needs-cue",)
    found = pick(gazetteer, ("place.iq.rutba",), related=True)
    assert found.record is not None


def test_a_place_written_by_hand_goes_before_a_derived_one(gazetteer: Gazetteer) -> None:
    found = pick(gazetteer, ("place.mz.gaza-province", "place.ps.gaza-governorate"), cue="governorate")
    assert found.record is not None
    assert found.record.id == "place.ps.gaza-governorate"
