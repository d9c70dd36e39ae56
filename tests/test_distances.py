"""Distances told beside places: read where they say how far, and not where they measure something else."""

from __future__ import annotations

import pytest

from sijill.gazetteer.geometry import distance_km
from sijill.reader import Reader
from sijill.records import Document, Place

FAR = {
    "انفجرت عبوة ناسفة على بعد 60 كلم شمال بغداد.": ("place.iq.baghdad", "north_of", 60),
    "قتل رجلان شرقي الموصل بنحو 15 كم.": ("place.iq.mosul", "east_of", 15),
    "قصفت الطائرات موقعا على مسافة عشرين كيلومترا إلى الجنوب من مدينة كركوك.": ("place.iq.kirkuk", "south_of", 20),
    "هاجم مسلحون حاجزا على بعد كيلومترين غرب مدينة إدلب.": ("place.sy.idlib", "west_of", 2),
    "تعرضت ناقلة لهجوم على بعد 60 ميلا بحريا غربي الحديدة.": ("place.ye.hodeidah", "west_of", 111),
    "قتل ستة بقصف على قرية شمالي منبج، على بعد 9 كم.": ("place.sy.manbij", "north_of", 9),
    "هاجم مسلحون قافلة على بعد ما بين 10 و 20 كلم شرق غاو.": ("place.ml.gao", "east_of", 15),
}  # fmt: skip
NOT_FAR = [
    "قصف الحوثيون بصواريخ مداها 300 كلم شمال مدينة مأرب.",
    "حفر الجنود خندقا بطول 20 كلم شرق مدينة منبج وقصفوا المدينة.",
    "قصفت الطائرات بلدة شمالي حلب وقتل 15 رجلا.",
]
BESIDE = {
    "انفجر لغم بمركبة على بعد 20 كيلومترا من غاو.": ("place.ml.gao", 20),
    "انفجرت عبوتان على بعد كيلومترين من مطار أربيل.": ("place.iq.erbil-airport", 2),
}


def places(reader: Reader, text: str) -> list[Place]:
    reports = reader.read(Document(id="x", published="2024-03-16", text=text)).reports
    return [p for r in reports for p in r.places]


def moved_by(reader: Reader, place: Place) -> float:
    record = reader.gazetteer.by_id[place.gazetteer_id]
    assert place.lat is not None
    assert place.lon is not None
    return distance_km(record.lat, record.lon, place.lat, place.lon)


@pytest.mark.parametrize("text", FAR)
def test_a_distance_with_a_direction(reader: Reader, text: str) -> None:
    ident, relation, km = FAR[text]
    (place,) = [p for p in places(reader, text) if p.gazetteer_id]
    assert (place.gazetteer_id, place.relation, place.precision) == (ident, relation, place.precision)
    assert moved_by(reader, place) == pytest.approx(km, abs=max(1.5, 0.02 * km))


@pytest.mark.parametrize("text", NOT_FAR)
def test_a_range_a_length_and_a_count_are_no_distance(reader: Reader, text: str) -> None:
    found = [p for p in places(reader, text) if p.gazetteer_id]
    assert found
    assert all(moved_by(reader, p) < 45 for p in found)
    assert all(moved_by(reader, p) <= 12 or p.precision == 3 for p in found)


@pytest.mark.parametrize("text", BESIDE)
def test_a_distance_alone_widens_the_radius(reader: Reader, text: str) -> None:
    ident, km = BESIDE[text]
    (place,) = [p for p in places(reader, text) if p.gazetteer_id]
    assert (place.gazetteer_id, place.relation, place.precision) == (ident, "near", 2)
    assert moved_by(reader, place) < 1
    assert (place.radius_km or 0) >= km


def test_where_a_journey_ends_is_no_place_so_far_away(reader: Reader) -> None:
    (place,) = places(reader, "سار الرتل 40 كيلومترا من حماة وقصف بلدة مورك.")[-1:]
    assert place.gazetteer_id == "place.sy.murik"
    assert place.relation == "in"
