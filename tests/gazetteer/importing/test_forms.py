"""Every format of place files, as its source writes it, becomes places of ours."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.conftest import Ran
from tests.gazetteer.importing.files import dump_row, written, zipped

from sijill.gazetteer.importing.formats import recognised
from sijill.gazetteer.importing.hdx import layout_of
from sijill.gazetteer.load import PlaceRecord, load_gazetteer, read_places
from sijill.gazetteer.own import imports, own_folder

Sijill = Callable[..., Ran]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIJILL_PLACES", str(tmp_path / "own"))
    return tmp_path / "own"


def taken() -> Mapping[str, PlaceRecord]:
    assert own_folder() is not None
    return {record.id: record for one in imports() for record in read_places(one.path)}


def test_a_dump_in_a_zip_is_in_use_after_one_command(sijill: Sijill, tmp_path: Path) -> None:
    rows = (
        dump_row(91, "Kafr Mithal", "Kafr Mithal,كفر مثال", "35.8123", "36.7234", people=1500)
        + dump_row(92, "Tall Big", "تل كبيرة جدا", 35.9, 36.7, people=60_000)
        + dump_row(93, "Hotel", "", 35.9, 36.7, "S.HTL")
        + dump_row(94, "Well", "بئر", 35.9, 36.7, "H.WLL")
        + dump_row(95, "Qaada", "قاعدة مثال", 35.91, 36.71, "L.MILB")
        + dump_row(96, "Bab Mithal", "الباب", 35.7, 36.5)
        + dump_row(97, "No Arabic", "Sans Arabe", 35.7, 36.6)
    )
    ran = sijill("places", "import", zipped(tmp_path / "SY.zip", SY_txt=rows, readme_txt="Readme"))
    assert ran.code == 0
    places = taken()
    one = places["place.sy.kafr-mithal-91"]
    assert (one.name_ar, one.kind, one.parent) == ("كفر مثال", "village", "place.sy.idlib-governorate")
    assert (one.lat, one.lon, one.radius_km, one.admin1) == (35.81, 36.72, 2.0, "Idlib")
    assert (one.source, one.source_id, one.needs_cue) == ("GeoNames (CC BY 4.0)", "91", False)
    assert places["place.sy.tall-big-92"].kind == "city"
    assert places["place.sy.qaada-95"].radius_km >= 2
    assert places["place.sy.bab-mithal-96"].needs_cue
    assert places["place.sy.no-arabic-97"].name_ar == ""
    assert "left out   2: H.WLL 1, S.HTL 1" in ran.out
    assert "1 have none in the language of the texts" in ran.out
    assert len(places) == 5


def test_areas_of_a_dump_hold_what_lies_in_them_wherever_they_stand(sijill: Sijill, tmp_path: Path) -> None:
    rows = (
        dump_row(81, "Qarya", "قرية المثال", 35.8, 36.7, admin2="SY0799")
        + dump_row(82, "Nahiya", "ناحية المثال", 35.8, 36.7, "A.ADM2", admin2="SY0799")
        + dump_row(83, "Idlib", "محافظة إدلب", 35.8, 36.7, "A.ADM1")
    )
    assert sijill("places", "import", written(tmp_path / "SY.txt", rows)).code == 0
    places = taken()
    assert places["place.sy.qarya-81"].parent == "place.sy.nahiya-82-district"
    assert places["place.sy.qarya-81"].admin2 == "Nahiya"
    assert places["place.sy.nahiya-82-district"].parent == "place.sy.idlib-governorate"
    assert not [ident for ident in places if ident.endswith("-83-province")]


def test_a_file_of_alternate_names_says_which_are_arabic_preferred_and_historic(
    sijill: Sijill, tmp_path: Path
) -> None:
    dump = written(tmp_path / "SY.txt", dump_row(71, "Qaryat Mithal", "", 35.8, 36.7))
    names = (
        ("1", "71", "ar", "قرية مثال", "", "", "", "", "", ""),
        ("2", "71", "ar", "مثال الجديدة", "1", "", "", "", "", ""),
        ("3", "71", "ar", "مثال العتيقة", "", "", "", "1", "1900", "1950"),
        ("4", "71", "en", "Mithal Village", "1", "", "", "", "", ""),
        ("5", "71", "link", "https://example.org/مثال", "", "", "", "", "", ""),
        ("6", "99", "ar", "سواها", "", "", "", "", "", ""),
    )
    text = "".join("\t".join(row) + "\n" for row in names)
    packed = zipped(tmp_path / "names.zip", alternateNamesV2_txt=text)
    assert sijill("places", "import", dump, "--names", packed).code == 0
    (one,) = taken().values()
    assert (one.name_en, one.name_ar, one.other_names) == ("Mithal Village", "مثال الجديدة", ("قرية مثال",))


@pytest.mark.parametrize(
    "header",
    [
        "ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,LATITUDE,LONGITUDE",
        "admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,center_lat,center_lon",
        "adm1_name,adm1_name_ar,adm1_pcode,adm2_name,adm2_name_ar,adm2_pcode,y_coord,x_coord",
        "admin1RefName,admin1AltName_ar,ADM1_CODE,adm2_ref_name,adm2_alt_name_ar,ADM2_CODE,lat,lon",
    ],
)
def test_tables_of_hdx_name_their_columns_as_they_like(sijill: Sijill, tmp_path: Path, header: str) -> None:
    rows = "Irbid,إربد,JO97,Mithal,قضاء المثال,JO9799,32.55,35.85\n"
    assert recognised(written(tmp_path / "a.csv", header + "\n" + rows), "ar") == "hdx"
    assert sijill("places", "import", tmp_path / "a.csv").code == 0
    places = taken()
    assert places["place.jo.irbid-governorate"].pcode == "JO97"
    (one,) = (record for record in places.values() if record.kind == "admin2")
    assert (one.name_ar, one.pcode, one.lat, one.lon) == ("قضاء المثال", "JO9799", 32.55, 35.85)
    assert (one.parent, one.admin1) == ("place.jo.irbid-governorate", "Irbid")


def test_an_area_without_a_centre_has_the_point_and_doubt_of_what_lies_around(
    sijill: Sijill, tmp_path: Path
) -> None:
    text = "ADM2_EN;ADM2_AR;ADM2_PCODE;ADM1_EN;ADM1_PCODE\n#adm2+name;#adm2+ar;#adm2+code;#adm1;#adm1+code\n"
    text += "Mithal;قضاء المثال;SY0799;Idlib;SY07\n"
    ran = sijill("places", "import", written(tmp_path / "a.csv", text))
    places = taken()
    around = load_gazetteer().by_id["place.sy.idlib-governorate"]
    one = places["place.sy.mithal-sy0799-district"]
    assert (one.lat, one.lon, one.radius_km) == (around.lat, around.lon, around.radius_km)
    assert "points     1 have none" in ran.out


def test_codes_go_to_the_districts_that_we_have(sijill: Sijill, tmp_path: Path) -> None:
    text = (
        "ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE\n"
        "Harim,حارم,SY0791,Idleb,إدلب,SY07\n"
        "Jisr-Ash-Shugur,جسر الشغور,SY0792,Idleb,إدلب,SY07\n"
        "Menbij,منبج,SY0291,Aleppo,حلب,SY02\n"
    )
    ours = load_gazetteer().by_id
    assert not ours["place.sy.harem-district"].pcode
    ran = sijill("places", "import", written(tmp_path / "adm2.csv", text))
    assert ran.code == 0
    places = taken()
    assert {ident: one.pcode for ident, one in places.items()} == {
        "place.sy.harem-district": "SY0791",
        "place.sy.jisr-al-shughur-district": "SY0792",
        "place.sy.manbij-district": "SY0291",
    }
    assert all((one.lat, one.parent) == (ours[i].lat, ours[i].parent) for i, one in places.items())
    assert "3 in place of one that is known" in ran.out
    assert "known already 2" in ran.out  # the two provinces


def test_a_code_of_the_file_goes_before_ours_and_a_code_alone_makes_no_place_the_same(
    sijill: Sijill, tmp_path: Path
) -> None:
    text = (
        "ADM1_EN,ADM1_AR,ADM1_PCODE,lat,lon\n"
        "Idleb,إدلب,SY91,35.85,36.68\n"  # ours is SY07
        "Mithal,محافظة المثال,SY14,35.20,40.10\n"  # ours of that code lies elsewhere and has another name
    )
    assert sijill("places", "import", written(tmp_path / "adm1.csv", text)).code == 0
    places = taken()
    assert places["place.sy.idlib-governorate"].pcode == "SY91"
    assert "place.sy.quneitra-governorate" not in places
    assert places["place.sy.mithal-sy14-province"].pcode == "SY14"


def test_a_layout_knows_the_levels() -> None:
    layout = layout_of(("ADM0_EN", "ADM0_PCODE", "ADM3_AR", "ADM3_PCODE", "date", "x", "y"), "ar")
    assert layout.levels[3].own == ("ADM3_AR",)
    assert (layout.levels[0].code, layout.lat, layout.lon) == ("ADM0_PCODE", "y", "x")


def feature(ident: str, geometry: dict[str, object], **tags: str) -> dict[str, object]:
    named = {key.replace("__", ":"): value for key, value in tags.items()}
    return {"type": "Feature", "id": ident, "properties": {"@id": ident, **named}, "geometry": geometry}


POINT = {"type": "Point", "coordinates": [36.71, 35.81]}
RING = [[[36.70, 35.90], [36.72, 35.90], [36.72, 35.92], [36.70, 35.90]]]
FEATURES = (
    feature("node/11", POINT, name="قرية التجربة", name__en="Tajriba", place="hamlet", population="320"),
    feature("way/12", {"type": "Polygon", "coordinates": RING}, name="معسكر التجربة", landuse="military"),
    feature("node/13", POINT, name="فندق", tourism="hotel"),
    feature("node/14", POINT, place="village"),
)


@pytest.mark.parametrize("lines", ["collection", "lines", "sequence"])
def test_an_extract_of_openstreetmap(sijill: Sijill, tmp_path: Path, lines: str) -> None:
    if lines == "collection":
        text = json.dumps({"type": "FeatureCollection", "generator": "overpass", "features": FEATURES})
    else:
        mark = "\x1e" if lines == "sequence" else ""
        text = "".join(f"{mark}{json.dumps(one, ensure_ascii=False)}\n" for one in FEATURES)
    ran = sijill("places", "import", written(tmp_path / "a.geojson", text), "--country", "sy")
    assert ran.code == 0
    places = taken()
    assert set(places) == {"place.sy.tajriba-n11", "place.sy.w12"}
    assert places["place.sy.tajriba-n11"].source == "OpenStreetMap (ODbL 1.0)"
    assert (places["place.sy.w12"].lat, places["place.sy.w12"].lon) == (35.91, 36.71)
    assert places["place.sy.w12"].radius_km >= 2
    assert "no name 1, tourism=hotel 1" in ran.out
    assert imports()[0].manifest is not None
    assert imports()[0].manifest.licence == "ODbL 1.0"


def test_a_feature_longer_than_what_is_read_at_a_time(sijill: Sijill, tmp_path: Path) -> None:
    ring = [[36.70 + n % 7 / 1000, 35.90] for n in range(150_000)]
    long = feature(
        "relation/5", {"type": "Polygon", "coordinates": [ring]}, name="جزيرة التجربة", place="island"
    )
    text = json.dumps({"type": "FeatureCollection", "features": [long, *FEATURES]})
    assert len(text) > 2 << 20
    assert sijill("places", "import", written(tmp_path / "a.json", text), "--country", "SY").code == 0
    assert len(taken()) == 3


def test_without_the_optional_package_a_pbf_is_refused_with_the_way_out(
    sijill: Sijill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "osmium", None)
    ran = sijill("places", "import", written(tmp_path / "a.osm.pbf", b"\0\0\0\x0d"), "--country", "SY")
    assert ran.code == 2
    assert "sijill[osm]" in ran.err


OSM = (
    "n1 v1 dV c1 t2020-01-01T00:00:00Z i1 ut Tplace=village,name=تجربة%20%القرية,name:en=Tajriba x36.7 y35.8\n"
    "n2 v1 dV c1 t2020-01-01T00:00:00Z i1 ut T x36.8 y35.8\nn3 v1 dV c1 t2020-01-01T00:00:00Z i1 ut T x36.8 y35.9\n"
    "w1 v1 dV c1 t2020-01-01T00:00:00Z i1 ut Tmilitary=base,name=قاعدة%20%التجربة Nn2,n3\n"
    "r1 v1 dV c1 t2020-01-01T00:00:00Z i1 ut Tplace=town,name=بلدة Mn2@label\n"
)


def test_an_extract_as_pbf(sijill: Sijill, tmp_path: Path) -> None:
    if importlib.util.find_spec("osmium") is None:
        pytest.skip("osmium is not installed")
    import osmium

    with osmium.SimpleWriter(str(tmp_path / "a.osm.pbf")) as out:
        for thing in osmium.FileProcessor(str(written(tmp_path / "a.opl", OSM))):
            out.add(thing)
    ran = sijill("places", "import", tmp_path / "a.osm.pbf", "--country", "SY")
    places = taken()
    assert set(places) == {"place.sy.tajriba-n1", "place.sy.w1"}
    assert (places["place.sy.w1"].lat, places["place.sy.w1"].lon) == (35.85, 36.8)
    assert "no point 1" in ran.out


def test_a_table_in_our_columns(sijill: Sijill, tmp_path: Path) -> None:
    text = "﻿name_ar;kind;lat;lon;other_names;needs_cue\nتل التجربة;village;35.8;36.7;تل تجربة,ثانية;1\n"
    path = written(tmp_path / "mine.csv", text)
    ran = sijill("places", "import", path, "--country", "SY", "--source", "a (desk)", "--licence", "CC0")
    assert ran.code == 0, ran.err
    (one,) = taken().values()
    assert (one.needs_cue, one.source, one.parent) == (True, "own (a desk)", "place.sy.idlib-governorate")
    assert sijill("places", "check").code == 0


def test_windows_arabic_only_when_asked_for(sijill: Sijill, tmp_path: Path) -> None:
    text = "name_ar,kind,country,lat,lon\nتل التجربة,village,SY,35.8,36.7\n".encode("cp1256")
    path = written(tmp_path / "mine.csv", text)
    ran = sijill("places", "import", path)
    assert ran.code == 3
    assert "line 2, byte 30 (0xCA)" in ran.err
    assert "--encoding cp1256" in ran.err
    assert not imports()
    assert sijill("places", "import", path, "--encoding", "cp1256").code == 0
    assert [record.name_ar for record in taken().values()] == ["تل التجربة"]


def test_what_is_known_is_not_brought_again(sijill: Sijill, tmp_path: Path) -> None:
    rows = dump_row(170063, "Aleppo", "حلب", 36.20, 37.16, "P.PPLA", admin1="09", people=1_602_264)
    rows += dump_row(61, "Kafr Mithal", "كفر مثال", 35.81, 36.72)
    path = written(tmp_path / "SY.txt", rows)
    assert "known already 1" in sijill("places", "import", path).out
    again = sijill("places", "import", path)
    assert again.code == 0
    assert "known already 2" in again.out
    assert len(imports()) == 1


def test_a_new_name_of_a_place_of_ours_joins_its_names(sijill: Sijill, tmp_path: Path) -> None:
    row = dump_row(170063, "Aleppo", "حلب,حلب المثالية", 36.20, 37.16, "P.PPLA", admin1="09")
    assert sijill("places", "import", written(tmp_path / "SY.txt", row)).code == 0
    (one,) = taken().values()
    assert (one.id, one.kind, one.name_ar) == ("place.sy.aleppo", "city", "حلب")
    assert "حلب المثالية" in one.other_names


def test_a_number_that_geonames_uses_elsewhere_joins_nothing(sijill: Sijill, tmp_path: Path) -> None:
    row = dump_row(170063, "Kafr Mithal", "كفر مثال", 35.81, 36.72)
    assert sijill("places", "import", written(tmp_path / "SY.txt", row)).code == 0
    assert set(taken()) == {"place.sy.kafr-mithal-170063"}


def test_a_preview_writes_nothing(sijill: Sijill, tmp_path: Path, folder: Path) -> None:
    path = written(tmp_path / "SY.txt", dump_row(61, "Kafr Mithal", "كفر مثال", 35.81, 36.72))
    ran = sijill("places", "import", path, "--preview")
    assert ran.code == 0
    assert "places     1: village 1" in ran.out
    assert not folder.exists()
