"""The lines: the committed file is the one we know, and points fall where they lie."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from sijill.errors import InputError
from sijill.gazetteer import load_gazetteer
from sijill.gazetteer.borders import BORDERS, Borders, load_borders
from sijill.gazetteer.pointcheck import load_provinces

DIGEST = "ea01a6ead3dac9da0c48bf37b06ce7cf5d84b02ac3737a3d93a473ab799838e9"


@pytest.fixture(scope="module")
def borders() -> Borders:
    return load_borders()


def test_the_file_is_what_the_script_wrote_and_is_small() -> None:
    data = BORDERS.read_bytes()
    assert hashlib.sha256(data).hexdigest() == DIGEST
    assert len(data) < 600_000


@pytest.mark.parametrize(
    ("lat", "lon", "iso"),
    [
        (33.51, 36.29, "SY-DI"), (36.2, 37.16, "SY-HL"), (31.5, 34.46, "PS-GZZ"), (32.22, 35.26, "PS-WBK"),
        (15.35, 44.2, "YE-SA"), (36.34, 43.13, "IQ-NI"), (13.63, 25.35, "SD-DN"), (32.89, 13.19, "LY-TN"),
        (35.7, 51.4, "IR-07"), (9.56, 44.06, "-99-X11~"), (48.86, 2.35, "FR"), (-1.29, 36.82, "KE-110"),
    ],
)  # fmt: skip
def test_a_point_lies_in_its_province(borders: Borders, lat: float, lon: float, iso: str) -> None:
    assert [area.iso for area in borders.at(lat, lon)] == [iso]


def test_nothing_holds_the_open_sea(borders: Borders) -> None:
    assert not list(borders.at(34.5, 33.9))
    assert not borders.countries_near(34.5, 34.0, 5)
    assert borders.countries_near(34.45, 35.75, 10) == {"LB"}


def test_distances_are_of_the_right_size(borders: Borders) -> None:
    (homs,) = borders.by_code("SY-HI")
    assert homs.gap_km(34.4, 38.2) == 0
    assert homs.depth_km(34.4, 38.2) > 40
    assert 60 < homs.gap_km(36.2, 37.16) < 130
    assert homs.depth_km(36.2, 37.16) == 0
    assert homs.is_near(36.2, 37.16, 130)
    assert not homs.is_near(36.2, 37.16, 60)


def test_codes_of_both_kinds_and_names_in_both_languages(borders: Borders) -> None:
    (one,), (other,) = borders.by_code("SY-HL"), borders.by_code("SY.09")
    assert one is other
    assert (one.country, one.name_en, one.name_ar) == ("SY", "Aleppo", "محافظة حلب")
    assert borders.by_code("ZZ-1") == ()
    assert {area.country for area in borders.of_country("YE")} == {"YE"}
    assert {area.disputed for area in borders.by_code("UA-43")} == {"crimea"}


def test_most_of_our_provinces_have_an_area(borders: Borders) -> None:
    """Those without lie in an outer region that has one, or in their country's areas."""
    also = load_provinces()
    ours = [record for record in load_gazetteer() if record.kind == "admin1"]
    found = [r for r in ours if r.id in also or any(borders.by_code(c) for c in r.source_id.split("/"))]
    assert len(found) >= 0.94 * len(ours)


def test_provinces_whose_lines_are_at_fault_exist_and_say_why(borders: Borders) -> None:
    gazetteer = load_gazetteer()
    for province in load_provinces().values():
        assert gazetteer.by_id[province.id].kind == "admin1"
        assert province.why
        assert province.also or 0 < province.slack_km <= 30
        assert all(borders.by_code(code) for code in province.also), province.id


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lines.json.gz"
    path.write_bytes(BORDERS.read_bytes()[:1000])
    with pytest.raises(InputError, match=r"lines\.json\.gz"):
        load_borders.__wrapped__(path)


def test_reading_a_document_loads_no_borders() -> None:
    script = """
from sijill.gazetteer import borders, pointcheck, worldview
from sijill.reader import load_reader
from sijill.records import Document
load_reader().read(Document(id="1", text="قصفت المدفعية بلدة سراقب يوم السبت.", published="2024-03-10"))
for loaded in (borders.load_borders, pointcheck.load_provinces, worldview.load_territories):
    assert loaded.cache_info().currsize == 0, loaded
"""
    subprocess.run([sys.executable, "-c", script], check=True)
