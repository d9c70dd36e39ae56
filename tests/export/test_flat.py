"""JSON Lines, CSV, Parquet and GeoJSON of incidents and reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from sijill.export import EXPORTS, Cargo, Style, Written
from sijill.export.flat import INCIDENT, REPORT, names
from sijill.export.jsonl import FIELDS
from sijill.export.reports_jsonl import FIELDS as REPORT_FIELDS
from sijill.incident import Filed, Incident
from sijill.records import Place
from tests.export.conftest import TEXT, make, table

Export = Callable[..., tuple[Path, Written]]


def test_jsonl_is_the_contract(export: Export, incidents: dict[str, Incident]) -> None:
    path, written = export("jsonl")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert written.rows == len(lines) == len(incidents)
    one = json.loads(lines[0])
    assert list(one) == list(FIELDS)
    contract = ["id", "event_type", "status", "time", "places"]
    contract += ["participants", "harm", "weapons", "sources", "reports"]
    assert [k for k in one if k in contract] == contract
    assert {"doc", "report", "outlet"} <= set(one["reports"][0])
    assert one["synthetic"] is True
    assert msgspec.json.decode(lines[0], type=Incident) == incidents["shelling"]
    assert json.loads(lines[list(incidents).index("release")])["time"] is None


def test_jsonl_rounds_points_and_hides_sites_of_deployments(export: Export, at: Callable[..., Place]) -> None:
    fine = at("place.sy.saraqib", lat=35.863219, lon=36.806)
    path, _ = export(
        "jsonl", make("i-1", "shelling", places=(fine,)), make("i-2", "deployment", places=(fine,))
    )
    shelled, moved = (json.loads(line)["places"][0] for line in path.read_text(encoding="utf-8").splitlines())
    assert (shelled["lat"], shelled["lon"]) == (35.86, 36.81)
    assert moved["precision"] >= 2
    assert moved["gazetteer_id"] != "place.sy.saraqib"


def test_reports_jsonl(export: Export, filed: Filed) -> None:
    path, written = export("reports-jsonl")
    (line,) = path.read_text(encoding="utf-8").splitlines()
    assert written.rows == 1
    assert list(json.loads(line)) == list(REPORT_FIELDS)
    assert msgspec.json.decode(line, type=Filed) == filed


def test_csv_of_incidents(export: Export, incidents: dict[str, Incident]) -> None:
    path, written = export("csv")
    rows = {r["id"]: r for r in table(path)}
    assert list(rows["i-shelling"]) == list(names(INCIDENT))
    shelling = rows["i-shelling"]
    assert (shelling["killed_low"], shelling["killed_high"], shelling["killed_best"]) == ("4", "6", "4")
    assert (shelling["wounded_low"], shelling["wounded_high"]) == ("9", "")
    assert shelling["missing_low"] == ""
    assert shelling["edtf"] == "2024-03-09/2024-03-10"
    assert rows["i-agreement"]["edtf"] == "2024-03"
    assert rows["i-threat"]["edtf"] == "2024-03-08?/2024-03-09?"
    assert (rows["i-interception"]["killed_low"], rows["i-interception"]["killed_high"]) == ("0", "0")
    assert rows["i-strike"]["outlets"] == "Wadi Voice"
    assert shelling["outlets"] == "synthetic: true"
    assert {r["synthetic"] for r in rows.values()} == {"true", "false"}
    assert written.without_point == sum(r["latitude"] == "" for r in rows.values()) > 0


def test_csv_of_reports(export: Export) -> None:
    path, _ = export("reports-csv")
    (got,) = table(path)
    assert list(got) == list(names(REPORT))
    assert got["harm"] == "killed civilian 4-4"
    assert got["outlet"] == "synthetic: true"
    assert (got["trigger"], got["trigger_start"], got["trigger_end"]) == ("قصف", "0", "3")


def test_byte_order_mark_is_an_option(export: Export) -> None:
    plain, _ = export("csv")
    marked, _ = export("reports-csv", style=Style(encoding="utf-8-sig"))
    assert not plain.read_bytes().startswith(b"\xef\xbb\xbf")
    assert marked.read_bytes().startswith(b"\xef\xbb\xbf")
    assert table(marked, encoding="utf-8-sig")[0]["key"] == "d1/0-3"


@pytest.mark.parametrize(("name", "columns"), [("parquet", INCIDENT), ("reports-parquet", REPORT)])
def test_parquet_read_back_by_duckdb(export: Export, name: str, columns: tuple[object, ...]) -> None:
    duckdb = pytest.importorskip("duckdb")
    path, written = export(name)
    found = duckdb.sql(f"describe select * from read_parquet('{path}')").fetchall()
    kinds = {"text": "VARCHAR", "whole": "BIGINT", "decimal": "DOUBLE", "truth": "BOOLEAN"}
    assert [(n, k) for n, k, *_ in found] == [(c.name, kinds[c.kind]) for c in columns]  # type: ignore[attr-defined]
    assert duckdb.sql(f"select count(*) from read_parquet('{path}')").fetchall() == [(written.rows,)]
    if name == "parquet":
        query = f"select killed_low, killed_high, wounded_high, synthetic from read_parquet('{path}') where id = 'i-shelling'"
        assert duckdb.sql(query).fetchall() == [(4, 6, None, True)]


def test_parquet_and_csv_say_the_same(export: Export) -> None:
    duckdb = pytest.importorskip("duckdb")
    parquet, _ = export("parquet")
    plain, _ = export("csv")
    rows = duckdb.sql(
        f"select id, place_ar, according_to, killed_best from read_parquet('{parquet}')"
    ).fetchall()
    told = [(r["id"], r["place_ar"], r["according_to"], r["killed_best"]) for r in table(plain)]
    assert [(a, b or "", c, "" if d is None else str(d)) for a, b, c, d in rows] == told


def test_a_ledger_of_thousands_is_written_in_groups(
    cargo: Cargo, incidents: dict[str, Incident], tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    one = incidents["shelling"]
    many = replace(cargo, incidents=lambda: (replace(one, id=f"i-{n}") for n in range(12_000)))
    written = EXPORTS["parquet"](many, tmp_path / "many.parquet")
    found = parquet.ParquetFile(tmp_path / "many.parquet").metadata
    assert (written.rows, found.num_rows, found.num_row_groups) == (12_000, 12_000, 3)


def test_geojson(export: Export, incidents: dict[str, Incident]) -> None:
    path, written = export("geojson")
    found = json.loads(path.read_text(encoding="utf-8"))
    features = {f["id"]: f for f in found["features"]}
    assert len(features) == written.rows == len(incidents)
    assert features["i-shelling"]["geometry"] == {"type": "Point", "coordinates": [36.81, 35.86]}
    assert features["i-drone"]["geometry"]["type"] == "MultiPoint"
    assert len(features["i-drone"]["geometry"]["coordinates"]) == 4
    assert features["i-agreement"]["geometry"] is None
    assert features["i-exercise"]["geometry"] is None
    nowhere = sum(f["geometry"] is None for f in features.values())
    assert found["without_point"] == written.without_point == nowhere
    assert found["synthetic"] == len(incidents) - 1
    assert features["i-shelling"]["properties"]["synthetic"] is True
    assert features["i-shelling"]["properties"]["killed_high"] == 6
    assert "crs" not in found


def test_geojson_of_nothing(cargo: Cargo, tmp_path: Path) -> None:
    written = EXPORTS["geojson"](replace(cargo, incidents=lambda: iter(())), tmp_path / "none.json")
    assert written.rows == 0
    assert json.loads((tmp_path / "none.json").read_text())["features"] == []


def test_text_of_the_fixture() -> None:
    assert TEXT.startswith("قصف")
