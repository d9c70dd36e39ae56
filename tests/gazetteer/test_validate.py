"""Each rule that places keep is broken here once, and the message says what, where and what was expected."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from sijill.gazetteer import Gazetteer, PlaceRecord, load_gazetteer, problems
from sijill.gazetteer.validate import Rules, findings, load_rules
from sijill.language import load_language


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def place(**changes: object) -> PlaceRecord:
    """A village that keeps every rule, with changes."""
    row = {
        "id": "place.sy.x", "name_ar": "تل", "name_en": "X", "other_names": (), "kind": "village",
        "parent": "place.sy.homs-governorate", "country": "SY", "admin1": "Homs", "admin2": "",
        "pcode": "", "lat": 34.4, "lon": 38.2, "radius_km": 5.0, "needs_cue": False, "population": 0,
        "source": "general knowledge", "source_id": "", "added": "2026-11-22",
    }  # fmt: skip
    return msgspec.convert(row | changes, PlaceRecord)


def test_our_own_places_keep_every_rule_and_survive_folding(gazetteer: Gazetteer) -> None:
    language = load_language("ar")

    def fold(name: str) -> Sequence[str]:
        return [word for word, _ in language.phrase(name)]

    assert problems(gazetteer, fold) == []


def test_a_place_that_keeps_the_rules_is_not_named(rules: Rules, gazetteer: Gazetteer) -> None:
    assert findings([place()], rules, gazetteer) == []


@pytest.mark.parametrize(
    ("record", "column", "message"),
    [
        (place(id="Place SY"), "id", "lowercase"),
        (place(kind="hamlet"), "kind", "unknown kind 'hamlet'; expected one of admin1"),
        (place(name_en=""), "name_en", "the name is missing"),
        (place(name_ar="Homs"), "name_ar", "no Arabic letter"),
        (place(name_en="حمص"), "name_en", "an Arabic letter"),
        (place(other_names=("تل",)), "other_names", "stands twice"),
        (place(other_names=(" ت",)), "other_names", "padded"),
        (place(pcode="sy12"), "pcode", "expected SY and then digits"),
        (place(pcode="IQ12"), "pcode", "expected SY"),
        (place(added="yesterday"), "added", "no date"),
        (place(lat=95.0), "lat", "95.0 is not on the globe; expected -90 to 90"),
        (place(lon=195.0), "lon", "not on the globe"),
        (place(lat=34.411), "lat", "more than two decimals"),
        (place(radius_km=0.0), "radius_km", "above zero"),
        (place(radius_km=float("nan")), "radius_km", "above zero"),
        (place(radius_km=200.0), "radius_km", "200 km is no village"),
        (place(kind="base", radius_km=1.0), "radius_km", "at least 2 km"),
        (place(kind="site", name_en="X hospital", radius_km=1.0), "radius_km", "at least 2 km"),
        (place(population=-1), "population", "below zero"),
        (place(source=""), "source", "the source is missing"),
        (place(source="somewhere"), "source", "'somewhere' is declared in no sources.toml"),
        (place(source="GeoNames (CC BY 4.0); a friend"), "source", "'a friend' is declared"),
        (place(parent=""), "parent", "a parent is missing; expected the area around this village"),
        (place(parent="place.sy.nowhere"), "parent", "'place.sy.nowhere' does not exist"),
        (place(parent="place.sy.x"), "parent", "circle"),
        (place(parent="place.sy.palmyra"), "parent", "a village lies in no"),
        (place(parent="place.iq.anbar-governorate"), "country", "is 'SY'; 'place.iq.anbar-governorate' is in IQ"),
        (place(country=""), "country", "a country is missing"),
        (place(country="QQ"), "country", "unknown country 'QQ'"),
        (place(lat=38.2, lon=34.4), "lat, lon", "swapped it would lie in Homs (SY)"),
        (place(lat=33.3, lon=44.4), "lat, lon", "lies in Baghdad (IQ)"),
        (place(lat=34.5, lon=34.0), "lat, lon", "lies in the sea"),
        (place(lat=36.2, lon=37.2), "parent", "outside of Homs, in Aleppo (SY)"),
        (place(country="IL", parent="place.il", lat=33.0, lon=35.75), "country", "which carries SY as per ISO"),
    ],
)  # fmt: skip
def test_messages_name_id_column_and_what_was_expected(
    rules: Rules, gazetteer: Gazetteer, record: PlaceRecord, column: str, message: str
) -> None:
    found = findings([record], rules, gazetteer)
    assert any(one.column == column and message in one.message for one in found), [*map(str, found)]
    assert all(str(one).startswith(f"{record.id}: {one.column}: ") for one in found)


def test_a_chain_that_comes_back_to_itself_ends(rules: Rules, gazetteer: Gazetteer) -> None:
    one = place(id="place.sy.one", kind="region", parent="place.sy.two")
    two = place(id="place.sy.two", kind="region", parent="place.sy.one")
    assert {str(found) for found in findings([one, two], rules, gazetteer)} == {
        "place.sy.one: parent: the parents run in a circle",
        "place.sy.two: parent: the parents run in a circle",
    }


def test_what_lies_at_sea_by_its_kind_may(rules: Rules, gazetteer: Gazetteer) -> None:
    at_sea = place(kind="gas_field", parent="place.sy", lat=34.9, lon=35.3)
    assert findings([at_sea], rules, gazetteer) == []
    village = msgspec.structs.replace(at_sea, kind="village")
    assert [one.rule for one in findings([village], rules, gazetteer)] == ["at-sea"]
    far = msgspec.structs.replace(at_sea, lat=0.0, lon=-20.0)
    assert [one.rule for one in findings([far], rules, gazetteer)] == ["at-sea"]


def test_the_tolerance_is_the_radius_and_the_coarseness_of_the_lines(
    rules: Rules, gazetteer: Gazetteer
) -> None:
    beyond = place(parent="place.sy.aleppo-governorate", lat=35.85, lon=36.72, radius_km=2.0)
    (found,) = findings([beyond], rules, gazetteer)
    assert found.rule == "other-province"
    wide = msgspec.structs.replace(beyond, radius_km=15.0)
    gap = int(found.message.split(" km")[0].split()[-1])
    assert gap > 5
    assert bool(findings([wide], rules, gazetteer)) == (gap > 18)


def test_names_that_fold_to_nothing_are_named(gazetteer: Gazetteer) -> None:
    language = load_language("ar")
    rules = load_rules(lambda name: [word for word, _ in language.phrase(name)])
    found = findings([place(other_names=("؟!",))], rules, gazetteer)
    assert [(one.column, one.rule) for one in found] == [("other_names", "fold")]


def test_a_parent_may_stand_in_the_same_import_or_among_what_is_known(
    rules: Rules, gazetteer: Gazetteer
) -> None:
    district = place(id="place.sy.d", kind="admin2", parent="place.sy.homs-governorate")
    inside = place(parent="place.sy.d")
    assert findings([inside, district], rules, gazetteer) == []
    assert any("does not exist" in one.message for one in findings([inside], rules, gazetteer))
    assert findings([place(id="place.sy.palmyra")], rules, gazetteer) == []
