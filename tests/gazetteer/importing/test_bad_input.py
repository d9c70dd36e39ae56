"""What is wrong with a file is named by row and column, and nothing of it is taken in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran
from tests.gazetteer.importing.files import dump_row, written, zipped

from sijill.gazetteer.own import imports

Sijill = Callable[..., Ran]
GOOD = dump_row(61, "Kafr Mithal", "كفر مثال", 35.81, 36.72)
HEAD = "name_ar,name_en,kind,country,lat,lon\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIJILL_PLACES", str(tmp_path / "own"))
    return tmp_path / "own"


def empty(folder: Path) -> bool:
    return not imports() and not (folder.exists() and list(folder.iterdir()))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD.replace("lat,", "latitude,") + "ا,a,village,SY,1,1\n", "line 1: column lat missing"),
        (HEAD.replace("kind", "kind,colour") + "ا,a,village,x,SY,1,1\n", "line 1: column colour unknown"),
        (HEAD.replace("lon", "lat") + "ا,a,village,SY,1,1\n", "line 1: column lat there twice"),
        (HEAD + "قرية,a,village,SY,35.8\n", "row 2, column 6: 5 values for 6 columns"),
        (HEAD + 'قرية,"a,village,SY,35.8,36.7\n', "unexpected end of data"),
        (HEAD + "قرية,a,village,SY,north,36.7\n", "row 2, column lat: 'north' is no number"),
        (HEAD + "قرية,a,village,SY,,36.7\n", "row 2, column lat: no value"),
        (HEAD + "قرية,a,hotel,SY,35.8,36.7\n", "row 2, column kind: 'hotel' is no kind of place"),
        (HEAD + "قرية,a,village,QQ,35.8,36.7\n", "row 2, column country: 'QQ' is no country"),
        (HEAD + "قرية,a,village,,35.8,36.7\n", "row 2, column country: a village needs a country"),
        (HEAD + "قرية,a,village,SY,36.7,35.8\n", "row 2, column lat, lon: 36.7, 35.8 lies in the sea"),
        (HEAD + "قرية,a,village,SY,36.7,35.8\n", "swapped it would lie in Idlib (SY)"),
        (HEAD + "قرية,a,village,SY,34.9,34.5\n", "row 2, column lat, lon: 34.9, 34.5 lies in the sea"),
        (HEAD + "قرية,a,village,SY,33.3,44.4\n", "row 2, column lat, lon: 33.3, 44.4 lies in Baghdad (IQ)"),
        (HEAD + "قرية,a,village,SY,135.8,36.7\n", "row 2, column lat: 135.8, 36.7 is not on the globe"),
        (HEAD + "قرية,a,village,RU,150.8,60\n", "swapped it would lie there"),
        (HEAD + 2 * "قرية,a,village,SY,35.8,36.7\n", "row 3, column name: the same name and kind at the same point as row 2"),
        (HEAD.replace("lon", "lon,id") + 2 * "قرية,a,village,SY,35.8,36.7,place.sy.q\n", "row 3, column id: 'place.sy.q' stands in row 2 too"),
        (HEAD.replace("lon", "lon,id") + "قرية,a,village,SY,35.8,36.7,Q 7\n", "row 2, column id: 'Q 7' is not like"),
        ("ADM1_EN,ADM1_AR,ADM1_PCODE,lat,lon\n" + 2 * "A,ألف,SY90,35.8,36.7\n", "row 3, column ADM1_PCODE: p-code SY90 stands twice"),
        ("ADM1_PCODE,lat,lon\nSY90,35.8,36.7\n", "line 1: column ADM1_PCODE with ADM1_EN"),
        ("a,b,c\n1,2,3\n", "line 1: no format that is known"),
        (GOOD + "1\t2\n", "row 2, column 3: 2 columns, and a GeoNames dump has 19"),
        (GOOD.replace("35.81", "35,81"), "row 1, column 5 (latitude): '35,81' is no number"),
        (GOOD.replace("\tSY\t", "\tSyria\t"), "row 1, column 9 (country code): 'Syria' is no ISO code"),
        (GOOD + GOOD, "row 2, column id: '61' stands in row 1 too"),
        ('{"type":"FeatureCollection","features":[{"type":"Feature"', "feature 1 is no JSON or cut off"),
        ('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null}', "before the collection does"),
        ('{"type":"Point","coordinates":[1,2]}', "no GeoJSON feature"),
        (b"", "the file is empty"),
        ("name_ar,kind,country,lat,lon\n", "no row in it"),
        ("name_ar,kind\n".encode("utf-16"), "line 1, byte 1: UTF-16"),
        (HEAD.encode() + b"\xd9\x82,a\x00b,village,SY,1,1\n", "line 2, byte 42: a NUL byte"),
    ],
)  # fmt: skip
def test_nothing_is_half_imported(
    sijill: Sijill, tmp_path: Path, folder: Path, text: str | bytes, says: str
) -> None:
    ran = sijill("places", "import", written(tmp_path / "places.txt", text))
    assert says in ran.err
    assert ran.code == 3
    assert empty(folder)


def test_a_zip_that_is_cut_off(sijill: Sijill, tmp_path: Path, folder: Path) -> None:
    path = zipped(tmp_path / "SY.zip", SY_txt=GOOD * 50)
    whole = path.read_bytes()
    ran = sijill("places", "import", written(path, whole[:-40]))
    assert ran.code == 3
    assert "the zip is damaged or cut off" in ran.err
    at = whole.index(b"SY.txt") + 20
    ran = sijill("places", "import", written(path, whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :]))
    assert ran.code == 3
    assert empty(folder)


def test_a_zip_that_grows_out_of_proportion(sijill: Sijill, tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "SY.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("SY.txt", "w", force_zip64=True) as out,
    ):
        for _ in range(80):
            out.write(b"0" * (1 << 20))
    ran = sijill("places", "import", path)
    assert ran.code == 3
    assert "which no file of places does" in ran.err
    assert empty(folder)


def test_a_zip_with_several_files(sijill: Sijill, tmp_path: Path, folder: Path) -> None:
    ran = sijill("places", "import", zipped(tmp_path / "a.zip", SY_txt=GOOD, IQ_txt=GOOD))
    assert ran.code == 3
    assert "SY.txt, IQ.txt" in ran.err
    assert empty(folder)


def test_single_wrong_points_of_a_dump_are_named_and_left_out(sijill: Sijill, tmp_path: Path) -> None:
    path = written(tmp_path / "SY.txt", GOOD + dump_row(62, "Bahr", "بحر مثال", 34.9, 34.5))
    ran = sijill("places", "import", path)
    assert ran.code == 1
    assert "row 2, column latitude, longitude: 34.9, 34.5 lies in the sea" in ran.err
    assert len(imports()) == 1


def test_a_dump_with_many_wrong_points_is_refused(sijill: Sijill, tmp_path: Path, folder: Path) -> None:
    bad = "".join(dump_row(70 + n, f"B{n}", f"بحر مثال {'ابتثجح'[n]}", 34.9, 34.5 + n / 50) for n in range(6))
    path = written(tmp_path / "SY.txt", GOOD + bad)
    ran = sijill("places", "import", path)
    assert ran.code == 3
    assert "6 bad rows, nothing was taken in" in ran.err
    assert empty(folder)
    assert sijill("places", "import", path, "--bad-rows", "leave-out").code == 1


def test_disputed_land_is_no_fault(sijill: Sijill, tmp_path: Path) -> None:
    row = dump_row(63, "Golan Mithal", "جولان المثال", 33.0, 35.75, admin1="03")
    assert sijill("places", "import", written(tmp_path / "SY.txt", row)).code == 0


def test_a_missing_file_and_a_spreadsheet(sijill: Sijill, tmp_path: Path) -> None:
    assert sijill("places", "import", tmp_path / "none.txt").code == 3
    ran = sijill("places", "import", written(tmp_path / "a.xlsx", b"PK\3\4"))
    assert ran.code == 3
    assert "save the sheet" in ran.err


def test_a_folder_that_cannot_be_written(
    sijill: Sijill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "SY.txt", GOOD)
    monkeypatch.setenv("SIJILL_PLACES", str(written(tmp_path / "file", "x") / "places"))
    assert sijill("places", "import", path).code == 3
    monkeypatch.setenv("SIJILL_PLACES", "")
    assert sijill("places", "import", path).code == 2
