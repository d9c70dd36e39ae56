"""The commands on places, from the command to what reading and a ledger make of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sijill.gazetteer.own import imports, own_version
from sijill.reader import load_reader
from tests.conftest import Ran
from tests.gazetteer.importing.files import dump_row, written

Sijill = Callable[..., Ran]
TEXT = "قصفت المدفعية بلدة كفر المثال ليل السبت."
ADD = ("--kind", "village", "--at", "35.90,36.80", "--in", "Idlib", "--english", "Kafr Mithal")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIJILL_PLACES", str(tmp_path / "own"))
    monkeypatch.setenv("SIJILL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "own"


def names(ran: Ran) -> list[str]:
    return [place["gazetteer_id"] for r in json.loads(ran.out)["reports"] for place in r["places"]]


def test_an_added_place_is_read_and_undone(sijill: Sijill, tmp_path: Path) -> None:
    read = ("read", written(tmp_path / "a.txt", TEXT), "--published", "2024-03-10", "--format", "json")
    before = sijill(*read).out
    assert sijill("places", "add", "كفر المثال", *ADD).code == 0
    assert names(sijill(*read)) == ["place.sy.kafr-mithal"]
    assert sijill("places", "undo").code == 0
    assert sijill(*read).out == before
    assert sijill("places", "undo").code == 2


def test_one_entry_mends_the_reports_of_a_ledger(sijill: Sijill, tmp_path: Path) -> None:
    ledger = ("--ledger", tmp_path / "l.sijill")
    document = {"id": "a", "outlet": "x", "published": "2024-03-10", "text": TEXT}
    path = written(tmp_path / "a.jsonl", json.dumps(document))
    assert sijill("add", path, *ledger).code == 0
    assert "Kafr Mithal" not in sijill("incidents", *ledger).out
    assert sijill("places", "add", "كفر المثال", *ADD).code == 0
    assert sijill("link", "reread", *ledger).code == 0
    assert "Kafr Mithal (Idlib, SY)" in sijill("incidents", *ledger).out
    assert sijill("places", "undo").code == 0
    assert sijill("link", "reread", *ledger).code == 0
    assert "Kafr Mithal" not in sijill("incidents", *ledger).out


def test_another_process_reads_the_same(sijill: Sijill, tmp_path: Path) -> None:
    assert sijill("places", "add", "كفر المثال", *ADD).code == 0
    path = written(tmp_path / "a.txt", TEXT)
    code = "import sys; from sijill.cli import main; sys.argv[0] = 'sijill'; main()"
    words = ["read", str(path), "--published", "2024-03-10", "--format", "json"]
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, *words], check=True, capture_output=True, env=dict(os.environ)
        ).stdout
        for _ in range(2)  # the first makes the kept index, the second reads it
    ]
    assert runs[0] == runs[1] == sijill(*words).out.encode()
    assert b"place.sy.kafr-mithal" in runs[0]


def test_find_says_whose_and_what_is_hidden(sijill: Sijill) -> None:
    assert sijill("places", "add", "سراقب", *ADD[:2], "--at", "35.87,36.81", "--country", "SY").code == 0
    ran = sijill("places", "find", "سَراقب")
    mine = imports()[0].name
    assert mine == "0001-added"
    assert "yours: own; hides place.sy.saraqib" in ran.out
    assert "ours: general knowledge; hidden by place.sy." in ran.out
    assert sijill("places", "find", "saraqib").code == 0
    assert sijill("places", "find", "لا مكان كهذا").code == 1


def test_an_id_of_ours_replaces_it(sijill: Sijill) -> None:
    told = ("--kind", "city", "--at", "35.87,36.81", "--in", "place.sy.idlib-governorate")
    assert sijill("places", "add", "سراقب", *told, "--id", "place.sy.saraqib", "--radius", "9").code == 0
    found = load_reader("ar").gazetteer.by_id["place.sy.saraqib"]
    assert (found.radius_km, found.other_names) == (9.0, ())
    assert "replaces ours" in sijill("places", "find", "سراقب").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--kind", "hotel", "--at", "35.9,36.8", "--country", "SY"), "--kind hotel"),
        (("--kind", "village", "--at", "here", "--country", "SY"), "--at here"),
        (("--kind", "village", "--at", "36.8,35.9", "--country", "SY"), "swapped"),
        (("--kind", "village", "--at", "35.9,36.8", "--in", "nowhere"), "--in nowhere"),
        (("--kind", "village", "--at", "35.9,36.8"), "needs a country"),
    ],
)
def test_what_cannot_be_added(sijill: Sijill, words: tuple[str, ...], says: str) -> None:
    ran = sijill("places", "add", "كفر المثال", *words)
    assert ran.code == 2
    assert says in ran.err
    assert not imports()


def test_a_military_site_is_never_told_closely(sijill: Sijill) -> None:
    told = ("--kind", "base", "--at", "35.912345,36.812345", "--country", "SY", "--radius", "0.2")
    assert sijill("places", "add", "قاعدة المثال", *told).code == 0
    (one,) = (r for r in load_reader("ar").gazetteer if r.name_ar == "قاعدة المثال")
    assert (one.lat, one.lon, one.radius_km) == (35.91, 36.81, 2.0)


def test_check_names_the_file_and_rule(sijill: Sijill, tmp_path: Path, folder: Path) -> None:
    assert sijill("places", "add", "كفر المثال", *ADD).code == 0
    assert sijill("places", "check").code == 0
    path = folder / "0001-kafr-mithal.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",35.90,", ",12.90,"), encoding="utf-8")
    ran = sijill("places", "check", path)
    assert ran.code == 1
    assert "0001-kafr-mithal.csv: place.sy.kafr-mithal: lat, lon: lies in" in ran.out


def test_imports_are_listed_and_undone_the_last_first(sijill: Sijill, tmp_path: Path, folder: Path) -> None:
    assert sijill("places", "list").out == ""
    path = written(tmp_path / "SY.txt", dump_row(61, "Qarya", "قرية المثال", 35.81, 36.72))
    assert sijill("places", "import", path).code == 0
    assert sijill("places", "add", "كفر المثال", *ADD).code == 0
    lines = sijill("places", "list").out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["0001-sy", "0002-kafr-mithal"]
    version = own_version()
    assert sijill("places", "undo").code == 0
    assert [one.name for one in imports()] == ["0001-sy"]
    assert own_version() not in ("", version)
    assert sijill("places", "undo").code == 0
    assert not list(folder.iterdir())
    assert own_version() == ""


def test_a_file_put_there_by_hand_is_read_and_a_broken_one_named(
    sijill: Sijill, tmp_path: Path, folder: Path
) -> None:
    assert sijill("places", "add", "كفر المثال", *ADD).code == 0
    made = (folder / "0001-kafr-mithal.csv").read_text(encoding="utf-8")
    assert sijill("places", "undo").code == 0
    written(folder / "hand.csv", made)
    assert "hand  put there by hand" in sijill("places", "list").out
    written(folder / "hand.csv", made.replace("35.90", "north"))
    ran = sijill("read", written(tmp_path / "a.txt", TEXT))
    assert ran.code == 1 or ran.code == 3
    assert "hand.csv line 2, column lat: 'north' is no number" in ran.err
