"""Names that no list knows: never dropped, never shown as a point, put together over documents.

All outlets, places of unknown name and events are invented.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from sijill.gazetteer.load import COLUMNS
from sijill.link.profile import profile
from sijill.printing import where
from sijill.reader import Reader
from sijill.records import Document, Issue, Place, Reading, Report, Span
from sijill.settle import folder_of
from sijill.unknown_commands import lists_of
from sijill.unknown_places import UnknownPlace, name_key, quote, unknown, unknown_places
from sijill.waiting import Sighting, WaitingName, described, waiting
from tests.filed import registry, told

NAME = "كفرزيتونيا"
IN_IDLIB = f"قصفت قوات النظام بلدة {NAME} في ريف إدلب يوم السبت، ما أدى إلى مقتل ثلاثة مدنيين."


def read(reader: Reader, text: str, doc: str = "d1") -> Reading:
    return reader.read(Document(id=doc, text=text, published="2024-03-10"))


def found(reader: Reader, text: str) -> tuple[UnknownPlace, ...]:
    return unknown_places(read(reader, text), reader.language)


def sightings(reader: Reader, texts: Sequence[str]) -> list[Sighting]:
    return [
        Sighting(
            place=one, doc=f"d{n}", outlet=f"Outlet {n % 2}", published=f"2024-03-{10 + n}", synthetic=n == 0
        )
        for n, text in enumerate(texts)
        for one in found(reader, text)
    ]


def test_a_name_keeps_its_words_its_region_and_a_radius(reader: Reader) -> None:
    reading = read(reader, IN_IDLIB)
    (place,) = [p for r in reading.reports for p in r.places if p.name_ar == NAME]
    assert unknown(place)
    assert place.within == "place.sy.idlib-governorate"
    assert place.radius_km == reader.gazetteer.by_id[place.within].radius_km
    assert (place.country, place.admin1, place.gazetteer_id) == ("SY", "Idlib", "")
    (one,) = unknown_places(reading, reader.language)
    assert (one.name, one.cue, one.within) == (NAME, "town", place.within)
    assert reading.doc.text[one.start : one.end] == f"بلدة {NAME}"
    assert one.key == name_key(NAME, reader.language)
    assert one.reports == ("r1",)
    assert NAME in one.quote


def test_a_known_place_is_none(reader: Reader) -> None:
    assert found(reader, "قصفت قوات النظام مدينة سراقب في ريف إدلب يوم السبت.") == ()
    idlib = read(reader, "قصفت قوات النظام مدينة سراقب يوم السبت.").reports[0].places[0]
    assert not unknown(idlib)
    assert not unknown(Place())


def test_a_phrase_that_names_nothing_waits_for_no_point(reader: Reader) -> None:
    text = "الأحياء الشرقية"
    issue = Issue(code="unknown-place", text=text, start=0, end=len(text), detail="place.sy")
    reading = Reading(doc=Document(id="d", text=text), issues=(issue,))
    assert unknown_places(reading, reader.language) == ()


def test_an_issue_without_a_report_is_kept_and_one_place_counts_once(reader: Reader) -> None:
    text = f"قرية {NAME} وقرية {NAME}"
    issues = tuple(
        Issue(code="unknown-place", text=text[a:b], start=a, end=b, detail="")
        for a, b in ((0, 15), (0, 15), (17, 32))
    )
    got = unknown_places(Reading(doc=Document(id="d", text=text), issues=issues), reader.language)
    assert [(one.name, one.cue, one.start) for one in got] == [(NAME, "village", 0), (NAME, "village", 17)]
    assert [one.reports for one in got] == [(), ()]


def test_of_two_cue_words_the_second_is_a_part_of_the_name(reader: Reader) -> None:
    (one,) = found(reader, IN_IDLIB.replace(f"بلدة {NAME}", "قرية كفر زيتونيا"))
    assert (one.name, one.cue) == ("كفر زيتونيا", "village")


def test_homonyms_that_stayed_open_are_named(reader: Reader) -> None:
    text = "قرية الحسينية"
    place = Place(name_ar="الحسينية", text=text, start=0, end=len(text))
    report = Report(id="r1", event_type="shelling", trigger=Span(text="", start=0, end=0), places=(place,))
    from sijill.records import Reason

    rule = "name not settled: undecided, place.sy.a, place.sy.b"
    reading = Reading(
        doc=Document(id="d", text=text),
        reports=(report,),
        issues=(Issue(code="unknown-place", text=text, start=0, end=len(text), detail="place.sy"),),
        reasons=(Reason(path="r1.places.0", rule=rule),),
    )
    (one,) = unknown_places(reading, reader.language)
    assert one.between == ("place.sy.a", "place.sy.b")


@pytest.mark.parametrize(
    ("text", "start", "end", "shown"),
    [
        ("abc def ghi", 4, 7, "abc def ghi"),
        ("one\nabc def\ntwo", 8, 11, "abc def"),
        ("x" * 200 + " abc " + "y" * 200, 201, 204, "abc"),
        ("", 0, 0, ""),
    ],
)
def test_words_around_a_name(text: str, start: int, end: int, shown: str) -> None:
    assert quote(text, start, end) == shown


def names(reader: Reader, texts: Sequence[str], **how: object) -> list[WaitingName]:
    return waiting(sightings(reader, texts), lists_of(reader), **how)  # type: ignore[arg-type]


def test_spellings_are_one_name_and_documents_count_once(reader: Reader) -> None:
    texts = [
        IN_IDLIB,
        IN_IDLIB.replace(NAME, "كَفرزيتونيا"),
        IN_IDLIB + "\n" + f"كما قصفت قرية {NAME} يوم الأحد.",
        "قصفت قوات النظام قرية تل الجوزيات في ريف حماة يوم السبت.",
    ]
    got = names(reader, texts)
    assert [one.documents for one in got] == sorted((one.documents for one in got), reverse=True)
    first = got[0]
    assert first.name == NAME
    assert (first.documents, first.outlets, first.synthetic) == (3, 2, 1)
    assert (first.first, first.last) == ("2024-03-10", "2024-03-12")
    assert {n.value: n.count for n in first.spellings} == {NAME: 2, "كَفرزيتونيا": 1}
    assert first.cues[0].value == "town"
    assert first.within[0].value == "place.sy.idlib-governorate"
    assert first.within[0].label
    assert [n.value for n in first.countries] == ["SY"]
    assert len(first.quotes) == len({q.text for q in first.quotes}) <= 3
    assert first.quotes[0].doc == "d2", "the newest first"


def test_the_line_to_fill_in_is_one_of_the_gazetteer(reader: Reader) -> None:
    (one,) = [n for n in names(reader, [IN_IDLIB]) if n.name == NAME]
    row = dict(zip(COLUMNS, one.row, strict=True))
    assert row["id"].startswith("place.sy.kfr")
    assert row["id"].isascii()
    assert row["id"] == row["id"].lower()
    assert row["id"] not in reader.gazetteer.by_id
    assert row["parent"] in reader.gazetteer.by_id
    assert (row["name_ar"], row["kind"], row["country"], row["admin1"]) == (NAME, "town", "SY", "Idlib")
    assert {row[c] for c in ("lat", "lon", "radius_km", "source", "added", "name_en")} == {""}


def test_ids_of_two_names_differ(reader: Reader) -> None:
    """Two names that Latin letters do not tell apart."""
    one, two = ("كفرهاسين", "كفرحاسين")
    got = names(reader, [IN_IDLIB.replace(NAME, one), IN_IDLIB.replace(NAME, two)])
    ids = [n.row[0] for n in got]
    assert len(ids) == len(set(ids)) == 2
    assert sorted(ids)[1] == f"{sorted(ids)[0]}-2"


def test_filters(reader: Reader) -> None:
    texts = [IN_IDLIB, IN_IDLIB, "قصفت طائرات التحالف قرية عين الجوزيات في محافظة صعدة باليمن يوم السبت."]
    assert {n.name for n in names(reader, texts, least=2)} == {NAME}
    assert NAME not in {n.name for n in names(reader, texts, countries=["YE"])}
    assert {n.name for n in names(reader, texts, countries=["SY"])} == {NAME}
    assert names(reader, texts, countries=["BR"]) == []


def test_any_order_gives_the_same_list(reader: Reader) -> None:
    texts = [IN_IDLIB, IN_IDLIB.replace("بلدة", "قرية"), IN_IDLIB.replace(NAME, "كفرحاسين")]
    given = sightings(reader, texts)
    lists = lists_of(reader)
    assert waiting(given, lists) == waiting(reversed(given), lists)


def test_a_name_that_a_list_has_elsewhere_says_so(reader: Reader) -> None:
    given = Sighting(place=UnknownPlace(key=name_key("حلب", reader.language), name="حلب"), doc="d")
    (one,) = waiting([given], lists_of(reader))
    assert "place.sy.aleppo" in {n.value for n in one.known}
    assert any("listed" in line and "place.sy.aleppo" in line for line in described(one))
    assert one.row[0] not in reader.gazetteer.by_id


def test_lines_for_people(reader: Reader) -> None:
    (one,) = [n for n in names(reader, [IN_IDLIB, IN_IDLIB]) if n.name == NAME]
    lines = list(described(one))
    assert lines[0] == f"{NAME}  2 times in 2 documents of 2 outlets  2024-03-10 to 2024-03-11  1 synthetic"
    assert any(line.startswith("  said to be  town 2") for line in lines)
    alone = next(iter(names(reader, [IN_IDLIB])))
    assert next(iter(described(alone))).endswith("  synthetic")


def test_show_says_that_the_place_is_unknown(reader: Reader) -> None:
    (place,) = [p for r in read(reader, IN_IDLIB).reports for p in r.places if unknown(p)]
    assert where(place) == f"{NAME} (unknown place in Idlib, SY, within {place.radius_km:g} km)"
    assert where(replace(place, radius_km=None, admin1="", country=None)) == f"{NAME} (unknown place)"


def test_the_middle_of_a_region_is_no_point_to_linking() -> None:
    """Two unknown villages of one district would lie at one point, and be 'near' each other."""
    region = registry().around("place.sy.saraqib")[0]
    spot = Place(name_ar=NAME, country="SY", admin1="Idlib", lat=region.lat, lon=region.lon, within=region.id)
    filed = told("d/1-2", "shelling", "2024-03-09", [spot])
    (got,) = profile(filed, (), registry(), folder_of("ar")).spots
    assert (got.lat, got.lon) == (None, None)
    assert region.id in got.around
