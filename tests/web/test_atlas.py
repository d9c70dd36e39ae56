"""Places and days counted: nothing lost, nothing moved, every box lists what its circle counts."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from itertools import pairwise

import msgspec
import pytest

from sijill.errors import UsageError
from sijill.filing import registry_of
from sijill.slim import Slim
from sijill.web.asking import Query, box_of
from sijill.web.atlas import WHOLE, Atlas, Atlases, shared
from sijill.web.outlines import lines
from sijill.web.shelf import Shelf
from sijill.web.timeline import timeline

STATUSES = ("reported", "claimed", "disputed")


def slims(number: int, places: int, seed: int = 1) -> list[Slim]:
    chance = random.Random(seed)
    spots = [
        {"name": f"p{n}", "lat": round(chance.uniform(12, 37), 2), "lon": round(chance.uniform(33, 60), 2)}
        for n in range(places)
    ]
    made = [
        {
            "id": f"i-{n:06}",
            "event_type": "shelling",
            "status": chance.choice(STATUSES),
            "time": {"start": f"20{chance.randint(15, 24)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"},
            "places": [] if n % 10 == 0 else [{**chance.choice(spots), "precision": chance.randint(1, 3)}],
        }
        for n in range(number)
    ]
    return msgspec.convert(made, list[Slim])


@pytest.mark.parametrize("zoom", [0, 3, 6, 9, 12, 22])
def test_every_incident_with_a_point_is_in_one_spot_that_lists_it(zoom: int) -> None:
    shelf = Shelf(slims(2000, 150), 1)
    placed = Atlas(shelf.rows).placed(shelf.live)
    spots = list(placed.spots(zoom, (33.0, 12.0, 60.0, 37.0)))
    assert sum(spot.number for spot in spots) == len(placed) == 1800
    points = {(s.spot.lat, s.spot.lon) for s in shelf.rows if s.spot}
    assert {(spot.lat, spot.lon) for spot in spots} <= points
    for spot in spots:
        listed = shelf.apart_from_facets(Query(box=spot.box))
        assert listed.bit_count() == spot.number
        held = list(shelf.ordered(listed, "newest"))
        assert Counter(s.status for s in held) == dict(spot.status)
        assert len({(s.spot.lat, s.spot.lon) for s in held if s.spot}) == spot.places
        assert sum(s.spot.precision >= 3 for s in held if s.spot) == spot.coarse
    if zoom >= 12:
        close = list(placed.spots(zoom, (40.0, 20.0, 40.5, 20.5)))
        assert {spot.places for spot in close} <= {1}


def test_a_view_holds_what_lies_in_it() -> None:
    shelf = Shelf(slims(2000, 150), 1)
    placed = Atlas(shelf.rows).placed(shelf.live)
    view = (40.0, 20.0, 45.0, 25.0)
    inside = shelf.apart_from_facets(Query(box=view)).bit_count()
    seen = sum(spot.number for spot in placed.spots(8, view))
    assert inside <= seen < len(placed)


def test_however_many_incidents_a_view_is_small() -> None:
    shelf = Shelf(slims(20_000, 20_000), 1)
    placed = Atlas(shelf.rows).placed(shelf.live)
    for zoom in (0, 5, 9, 22):
        spots = list(placed.spots(zoom, WHOLE))
        assert len(spots) <= 6400
        assert sum(spot.number for spot in spots) == len(placed)


def test_points_are_rounded_and_never_moved_apart() -> None:
    same = slims(400, 1)
    (spot,) = Atlas(same).placed((1 << 400) - 1).spots(22)
    assert (spot.number, spot.places) == (360, 1)
    near = msgspec.convert(
        [
            {
                "id": f"i-{n}",
                "event_type": "x",
                "status": "reported",
                "places": [{"name": "a", "lat": 33.126, "lon": lon}],
            }
            for n, lon in enumerate((36.125, 36.1349, 36.135))
        ],
        list[Slim],
    )
    shelf = Shelf(near, 1)
    spots = sorted(
        Atlas(shelf.rows).placed(shelf.live).spots(22, (36.0, 33.0, 36.5, 33.5)), key=lambda s: s.lon
    )
    assert [(s.lon, s.lat, s.number) for s in spots] == [(36.13, 33.13, 2), (36.14, 33.13, 1)]
    assert [shelf.apart_from_facets(Query(box=s.box)).bit_count() for s in spots] == [2, 1]


def test_nothing_gives_nothing() -> None:
    atlas = Atlas([])
    assert list(atlas.placed(0).spots(3)) == []
    assert atlas.placed(0).extent() is None
    assert timeline(atlas.days(0), Query(), "rtl") is None
    with pytest.raises(UsageError, match="bounds"):
        box_of("bounds", "1,2,3")
    assert shared((0, 0, 2, 2), (1, 1, 3, 3)) == (1, 1, 2, 2)


@pytest.mark.parametrize(
    ("first", "last", "kind", "bars"),
    [
        ("2024-03-01", "2024-03-01", "day", 1),
        ("2024-03-01", "2024-05-01", "day", 62),
        ("2024-03-01", "2024-05-02", "week", 10),
        ("2023-12-25", "2024-12-29", "week", 53),
        ("2015-03-31", "2024-12-29", "month", 118),
        ("1990-03-31", "2024-12-29", "year", 35),
        ("0001-01-01", "9999-12-31", "year", 100),
    ],
)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_bars_cover_the_time_without_gaps(
    first: str, last: str, kind: str, bars: int, direction: str
) -> None:
    found = timeline({first: 2, last: 3, "": 4}, Query(), direction)
    assert found is not None
    assert (found.kind, len(found.bars), found.undated, found.hidden) == (kind, bars, 4, 0)
    assert sum(bar.number for bar in found.bars) == (5 if first != last else 3)
    assert found.first <= first <= last <= found.last
    assert all(one.until < other.since for one, other in pairwise(found.bars))
    assert all((one.x < other.x) is (direction == "ltr") for one, other in pairwise(found.bars))


def test_days_that_are_asked_for_show_with_what_lies_around() -> None:
    days = {"2020-01-01": 1, "2024-03-05": 2, "2024-03-08": 3, "2024-12-31": 4}
    found = timeline(days, Query(since="2024-03-05", until="2024-03-07"), "ltr")
    assert found is not None
    assert (found.first, found.last, found.hidden) == ("2024-03-02", "2024-03-10", 5)
    assert [bar.since for bar in found.bars if bar.chosen] == ["2024-03-05", "2024-03-06", "2024-03-07"]
    for query in (Query(since="2030-01-01"), Query(until="1999-01-01"), Query(since="9999-12-31")):
        assert timeline(days, query, "ltr") is not None
    turned = timeline(days, Query(since="2024-06-01", until="2024-01-01"), "ltr")
    assert turned is not None
    assert turned.hidden == 0


def test_lines_of_open_status_are_told_from_borders_and_land_has_no_country() -> None:
    countries = tuple(record for record in registry_of().places if record.kind == "country")
    features = json.loads(gzip.decompress(lines(countries)))["features"]
    by_kind: dict[str, list[dict]] = {}
    for feature in features:
        by_kind.setdefault(feature["properties"]["kind"], []).append(feature)
    assert by_kind.keys() == {"land", "water", "country", "province", "disputed", "name"}
    assert {key for f in by_kind["land"] for key in f["properties"]} == {"kind"}
    seen, twice = set[tuple](), 0
    for kind in ("country", "province"):
        for feature in by_kind[kind]:
            for a, b in pairwise(map(tuple, feature["geometry"]["coordinates"])):
                twice += (a, b) in seen or (b, a) in seen
                seen.add((a, b))
    assert twice < 10 < len(seen) // 1000
    golan = [f for f in by_kind["disputed"] if [35.68, 33.25] in f["geometry"]["coordinates"]]
    assert golan
    names = {f["properties"]["name_ar"] for f in by_kind["name"]}
    assert {"سوريا", "فلسطين", "السودان"} <= names
    assert max(len(f["geometry"]["coordinates"][0]) for f in by_kind["land"]) > 10_000


@pytest.mark.parametrize("seed", range(5))
def test_an_altered_shelf_is_as_one_that_is_made_anew(seed: int) -> None:
    before = slims(300, 20)
    after = {slim.id: slim for slim in slims(300, 20, seed)[:: seed + 2]}
    shelf = Shelf(before, 1, {"d": 1})
    shelf.docs()
    for sort in ("newest", "voices", "killed"):
        list(shelf.ordered(shelf.live, sort))
    altered, anew = shelf.newer(after, 2), Shelf([after.get(s.id, s) for s in before], 2)
    assert altered.rows == anew.rows
    assert altered.counts(Query(), altered.live) == anew.counts(Query(), anew.live)
    assert altered.docs() == anew.docs()
    for sort in ("newest", "oldest", "voices", "killed"):
        assert list(altered.ordered(altered.live, sort)) == list(anew.ordered(anew.live, sort))
    assert shelf.rows == before


def test_an_atlas_is_kept_where_nothing_on_it_changed() -> None:
    shelf, atlases = Shelf(slims(50, 5), 1), Atlases()
    first = atlases.of(shelf)
    same = shelf.newer({"i-000001": msgspec.structs.replace(shelf.rows[1], confirmed=True)}, 2)
    assert atlases.of(same) is first
    moved = same.newer({"i-000001": msgspec.structs.replace(shelf.rows[1], status="denied")}, 3)
    assert atlases.of(moved) is not first
