"""A name that the gazetteer lacks is never dropped: words, the smallest region said, a radius, an Issue."""

from __future__ import annotations

import pytest

from sijill.reader import Reader
from sijill.records import Document, Issue, Place

TEXTS = {
    "a province": ("قصفت المدفعية بلدة تل الورود السبعة في ولاية كسلا.", "place.sd.kassala-province"),
    "a countryside": ("هاجم مسلحون قرية عين السماق بريف حمص الشرقي.", "place.sy.eastern-homs-countryside"),
    "a country": ("قتل رجل بقصف على قرية كفر السروات في اليمن.", "place.ye"),
    "a district": ("قتل مزارع في قرية البو حمدون في قضاء المقدادية بمحافظة ديالى.", "place.iq.diyala-governorate"),
    "a side and a distance": ("قتل ستة في قصف على قرية تل عبيان الصغرى شمالي منبج بنحو 9 كم.", ""),
    "a quarter": ("اغتيل ناشط في حي الحسين وسط مدينة البصرة.", "place.iq.basra-governorate"),
    "an undecided homonym": ("قصفت المدفعية بلدة الحسينية في العراق.", "place.iq"),
    "a namesake elsewhere": ("انفجرت عبوة ناسفة في قرية العدوان في ريف القامشلي شمال الحسكة.", ""),
}  # fmt: skip


def unknown(reader: Reader, text: str) -> tuple[Place, Issue]:
    reading = reader.read(Document(id="x", published="2024-03-16", text=text))
    place = next(p for r in reading.reports for p in r.places if not p.gazetteer_id)
    return place, next(i for i in reading.issues if (i.start, i.end) == (place.start, place.end))


@pytest.mark.parametrize("name", TEXTS)
def test_an_unknown_name_keeps_words_region_radius_and_issue(reader: Reader, name: str) -> None:
    text, region = TEXTS[name]
    place, issue = unknown(reader, text)
    assert issue.code == "unknown-place"
    assert text[issue.start : issue.end] == issue.text == place.text
    assert place.name_ar
    assert place.country
    assert (place.radius_km or 0) > 0
    assert issue.detail in reader.gazetteer.by_id
    if region:
        assert issue.detail == region
    if place.lat is None:
        assert place.radius_km == reader.gazetteer.by_id[issue.detail].radius_km
    else:
        assert (place.radius_km or 0) <= 25


def test_a_side_and_a_distance_give_an_unknown_name_its_point(reader: Reader) -> None:
    place, _ = unknown(reader, TEXTS["a side and a distance"][0])
    manbij = reader.gazetteer.by_id["place.sy.manbij"]
    assert place.lat == pytest.approx(manbij.lat + 0.08, abs=0.02)
    assert place.lon == pytest.approx(manbij.lon, abs=0.02)


def test_a_direction_of_a_province_gives_an_unknown_name_no_point(reader: Reader) -> None:
    place, _ = unknown(reader, "قصفت المدفعية قرية عين السماق غربي حلب.")
    assert place.lat is None


def test_with_nothing_said_around_there_is_no_region_and_still_an_issue(reader: Reader) -> None:
    place, issue = unknown(reader, "قصفت المدفعية قرية طعنوزة.")
    assert (place.lat, place.radius_km, issue.detail) == (None, None, "")


def test_two_misread_names_do_not_push_each_other_out(reader: Reader) -> None:
    reading = reader.read(
        Document(id="x", published="2024-03-16", text="هزت انفجارات حي الوحدة في مدينة خورمكسر.")
    )
    assert "place.ye.khormaksar" in {p.gazetteer_id for r in reading.reports for p in r.places}
