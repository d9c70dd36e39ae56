"""The gazetteer loads, holds what reporting names, and breaks none of its own rules."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from sijill.errors import InputError
from sijill.gazetteer import Gazetteer, PlaceRecord, load_gazetteer, problems, read_places
from sijill.gazetteer.load import COLUMNS, DATA


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def place(**changes: object) -> PlaceRecord:
    row = {
        "id": "place.sy.x", "name_ar": "x", "name_en": "X", "other_names": (), "kind": "town",
        "parent": "place.sy",
        "country": "SY", "admin1": "", "admin2": "", "pcode": "", "lat": 35.0, "lon": 38.0, "radius_km": 5.0,
        "needs_cue": False, "population": 0, "source": "test", "source_id": "", "added": "2026-11-22",
    }  # fmt: skip
    return msgspec.convert(row | changes, PlaceRecord)


COUNTRY = place(id="place.sy", kind="country", parent="", radius_km=250.0)


def test_loads_fast() -> None:
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        load_gazetteer()
        best = min(best, time.perf_counter() - start)
    assert best < 1.5


@pytest.mark.parametrize(
    ("country", "least"),
    [("SY", 3000), ("IQ", 1600), ("JO", 320), ("YE", 1350), ("LB", 750), ("PS", 880), ("IL", 480), ("LY", 550),
     ("SD", 900), ("SO", 340), ("EG", 480), ("IR", 2600), ("TR", 600), ("AF", 420), ("PK", 270), ("SA", 260),
     ("AE", 85), ("OM", 60), ("QA", 55), ("KW", 50), ("BH", 34), ("SS", 190), ("ET", 190), ("ML", 175),
     ("NE", 110), ("BF", 150), ("TD", 110), ("NG", 235), ("DZ", 310), ("TN", 235)],
)  # fmt: skip
def test_wide_not_a_sample(gazetteer: Gazetteer, country: str, least: int) -> None:
    assert sum(record.country == country for record in gazetteer) >= least


def test_all_districts_of_yemen(gazetteer: Gazetteer) -> None:
    districts = [record for record in gazetteer if record.kind == "admin2" and record.country == "YE"]
    assert len(districts) >= 333
    assert len({record.parent for record in districts}) == 22


def test_all_countries_have_a_record(gazetteer: Gazetteer) -> None:
    assert sum(record.kind == "country" for record in gazetteer) >= 195
    for code in ("SY", "IL", "PS", "SS", "XK", "EH", "TW"):
        assert gazetteer.country_record(code) is not None


def test_names_are_as_written(gazetteer: Gazetteer) -> None:
    pairs = list(gazetteer.names())
    assert len(pairs) > len(gazetteer)
    assert all(name in (record.name_ar, *record.other_names) for name, record in pairs)


def test_hierarchy(gazetteer: Gazetteer) -> None:
    chain = [record.id for record in gazetteer.chain("place.ps.jabalia")]
    assert chain == ["place.ps.jabalia", "place.ps.north-gaza-governorate", "place.ps.gaza-strip", "place.ps"]
    assert gazetteer.is_within("place.iq.zakho", "place.iq.kurdistan-region")
    assert not gazetteer.is_within("place.iq.mosul", "place.iq.kurdistan-region")
    assert gazetteer.country_of("place.ye.al-anad-air-base") == "YE"
    assert gazetteer.country_of("place.x.red-sea") == ""
    assert gazetteer.chain("place.nowhere") == ()


def test_sensitive_sites_are_not_pinned(gazetteer: Gazetteer) -> None:
    wide = [record for record in gazetteer if record.kind in ("base", "airbase", "camp")]
    assert len(wide) > 120
    assert all(record.radius_km >= 2 for record in wide)


def test_one_id_twice_is_refused() -> None:
    assert any("twice" in line for line in problems([COUNTRY, place(), place()]))
    with pytest.raises(InputError, match="twice"):
        Gazetteer([place(), place()])


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no places"):
        load_gazetteer(tmp_path)
    bad = tmp_path / "bad.csv"
    bad.write_text("id,name\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 1: column name_ar, .* missing"):
        load_gazetteer(tmp_path)
    bad.write_text(",".join([*COLUMNS, "elevation"]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="column elevation unknown"):
        load_gazetteer(tmp_path)
    bad.write_text(",".join([*COLUMNS, "id"]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="column id there twice"):
        load_gazetteer(tmp_path)
    bad.write_text(",".join(COLUMNS) + "\nplace.sy,a,b,,town\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.csv line 2: 5 values for 18 columns"):
        load_gazetteer(tmp_path)
    row = dict.fromkeys(COLUMNS, "1") | {"lat": "35,2"}
    bad.write_text(
        ",".join(COLUMNS) + "\n" + ",".join(f'"{v}"' for v in row.values()) + "\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"bad\.csv line 2, column lat: '35,2' is no number"):
        load_gazetteer(tmp_path)


def test_columns_come_in_any_order_and_two_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    names = [name for name in reversed(COLUMNS) if name not in ("needs_cue", "population")]
    row = {"id": "place.sy.x", "name_ar": "x", "name_en": "X", "kind": "town", "lat": "35", "lon": "38"}
    row |= {"radius_km": "5", "pcode": "SY0101", "other_names": "y;z"}
    path.write_text(",".join(names) + "\n" + ",".join(row.get(n, "") for n in names) + "\n", encoding="utf-8")
    (record,) = read_places(path)
    assert (record.id, record.pcode, record.other_names, record.lat) == (
        "place.sy.x",
        "SY0101",
        ("y", "z"),
        35,
    )
    assert not record.needs_cue
    assert record.population == 0


def test_each_file_says_its_sources() -> None:
    for path in DATA.glob("*.csv"):
        for record in read_places(path):
            assert record.source
            assert record.added >= "2026-11-22"
            if path.name == "geonames.csv":
                assert "GeoNames (CC BY 4.0)" in record.source
                assert record.source_id.isdigit()


def test_forty_thousand_places_load_fast_and_small(tmp_path: Path) -> None:
    """The figures are 0.25 s of processor and 120 MB; the floor leaves room for a slow machine."""
    script = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from places import load_only, more_places
more_places(Path(sys.argv[1]), 40_000)
load_only(Path(sys.argv[1]))
"""
    benchmarks = Path(__file__).parents[2] / "benchmarks"
    words = [sys.executable, "-c", script, str(tmp_path), str(benchmarks)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    assert float(said[0]) < 0.75
    assert float(said[1]) < 120
    assert int(said[2]) == 40_000


def test_places_take_a_small_share_of_reading() -> None:
    """The figure is 10 % (`python benchmarks/places.py`); the floor leaves room for noise."""
    benchmarks = Path(__file__).parents[2] / "benchmarks"
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from places import shares; whole, spent = shares(8); "
        "print(sum(spent.values()) / whole)"
    )
    words = [sys.executable, "-c", script, str(benchmarks)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    assert float(said) < 0.16


def test_quoted_values_and_lines_are_read_as_csv_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    row = dict.fromkeys(COLUMNS, "1") | {"name_en": 'a "b", c', "source": "two\nlines"}
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS)
        out.writeheader()
        out.writerows([row, row | {"id": "2", "name_en": "plain", "source": "one"}, row | {"lat": "x"}])
    rows = read_places(path)
    one, two = next(rows), next(rows)
    assert (one.name_en, one.source, two.id, two.name_en) == ('a "b", c', "two\nlines", "2", "plain")
    with pytest.raises(InputError, match=r"own\.csv line 6, column lat: 'x'"):
        next(rows)
