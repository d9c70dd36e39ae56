"""The user's places over ours: which win, what is hidden, what stays."""

from __future__ import annotations

import msgspec
import pytest

from sijill.gazetteer import Gazetteer, PlaceContext, PlaceRecord, choose
from sijill.gazetteer.joined import join, readable


def fold(name: str) -> str:
    return name.replace("أ", "ا").strip()


def place(ident: str, name: str, **facts: object) -> PlaceRecord:
    told = {
        "name_en": ident, "other_names": (), "kind": "village", "parent": "place.sy", "country": "SY",
        "admin1": "", "admin2": "", "pcode": "", "lat": 35.0, "lon": 37.0, "radius_km": 2.0, "needs_cue": False,
        "population": 0, "source": "own", "source_id": "", "added": "2026-11-22",
    }  # fmt: skip
    return msgspec.convert({"id": ident, "name_ar": name, **told, **facts}, PlaceRecord, strict=False)


OURS = (
    place("place.sy", "سوريا", kind="country", parent=""),
    place("place.sy.a", "أرض", other_names=["أرضنا"], population=900),
    place("place.sy.q", "حي", kind="neighbourhood", parent="place.sy.a"),
)


def test_nothing_of_the_user_changes_nothing() -> None:
    joined = join(OURS, (), fold)
    assert joined.records == OURS
    assert not joined.own
    assert not joined.hidden


def test_the_same_id_replaces() -> None:
    mine = place("place.sy.a", "غيرها", lat=30.0)
    joined = join(OURS, (mine,), fold)
    assert joined.records == (OURS[0], mine, OURS[2])
    assert not joined.hidden


@pytest.mark.parametrize(
    ("facts", "hides"),
    [
        ({}, True),
        ({"kind": "town"}, True),
        ({"lat": 35.13}, True),
        ({"lat": 35.14}, False),
        ({"kind": "admin2"}, False),
        ({"country": "IQ"}, False),
    ],
)
def test_one_of_the_same_name_family_and_country_near_ours_hides_it(
    facts: dict[str, object], hides: bool
) -> None:
    mine = place("place.sy.mine", "ارض", **facts)
    joined = join(OURS, (mine,), fold)
    by_id = {record.id: record for record in joined.records}
    assert ("place.sy.a" not in by_id) == hides
    assert joined.hidden == ({"place.sy.a": "place.sy.mine"} if hides else {})
    assert by_id["place.sy.q"].parent == ("place.sy.mine" if hides else "place.sy.a")
    assert by_id["place.sy.mine"].other_names == (("أرضنا",) if hides else ())
    assert by_id["place.sy.mine"].population == (900 if hides else 0)


def test_places_without_a_name_to_read_wait_unless_others_lie_in_them() -> None:
    silent, around = place("place.sy.s", ""), place("place.sy.r", "", kind="admin2")
    inner = place("place.sy.i", "داخل", parent="place.sy.r")
    assert readable((silent, around, inner)) == (around, inner)


def test_where_nothing_else_decides_the_users_is_chosen() -> None:
    here, there = place("place.sy.one", "واحد", lat=33.0), place("place.sy.two", "واحد", lat=36.0)
    level = Gazetteer((OURS[0], here, there))
    assert choose((here, there), PlaceContext(), level).record is None
    mine = Gazetteer((OURS[0], here, there), ("place.sy.two",))
    chosen = choose((here, there), PlaceContext(), mine)
    assert chosen.record == there
    assert "own-place" in chosen.reasons
    near = choose((here, there), PlaceContext(near_ids=("place.sy.one",)), mine)
    assert near.record is not None
