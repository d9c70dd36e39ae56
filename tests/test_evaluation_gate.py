"""The gold that is published and the floors that the reader is held to (docs/evaluation.md)."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sys
from collections import Counter
from datetime import date
from types import ModuleType
from typing import Any

import msgspec
import pytest

from sijill.records import Reading
from tests.conftest import ROOT

EVALUATION = ROOT / "evaluation"
SETS = ("ar", "en_dev", "en_test")
CROSS = EVALUATION / "pairs" / "cross"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"evaluation_{name}", EVALUATION / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(EVALUATION))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(EVALUATION))
    return module


GATE = loaded("gate")
SOUNDNESS = loaded("soundness")
LINES = loaded("lines")
TERMS = LINES.load_terms(EVALUATION / "terms.toml")


def gold(name: str) -> list[Reading]:
    path = EVALUATION / "gold" / f"{name}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [msgspec.convert(_bare(json.loads(line)), Reading) for line in lines]


def _bare(line: dict[str, Any]) -> dict[str, Any]:
    assert line["doc"].pop("synthetic") is True
    return line


@pytest.mark.parametrize("name", SETS)
def test_every_coding_is_sound(name: str) -> None:
    found = [f"{r.doc.id} {flaw}" for r in gold(name) for flaw in SOUNDNESS.flaws(r, TERMS)]
    assert found == []


@pytest.mark.parametrize(("name", "documents"), [("ar", 80), ("en_dev", 40), ("en_test", 40)])
def test_every_type_and_realis_stands_in_every_set(name: str, documents: int) -> None:
    readings = gold(name)
    assert len(readings) >= documents
    assert {r.doc.lang for r in readings} == {name[:2]}
    reports = [r for reading in readings for r in reading.reports]
    assert {r.event_type for r in reports} == TERMS["events"]
    assert {r.realis for r in reports} == TERMS["realis"]
    assert any(not r.reports for r in readings)


def test_no_document_is_in_two_sets() -> None:
    ids = [r.doc.id for name in SETS for r in gold(name)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", SETS)
def test_the_page_gives_the_digest_of_every_set(name: str) -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    digest = GATE.digest(EVALUATION / "gold" / f"{name}.jsonl")[:12]
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
    assert f"`{digest}`" in row
    assert f"| {len(gold(name))} |" in row


def changed(**values: Any) -> list[str]:
    reading = next(r for r in gold("en_dev") if r.reports and r.reports[0].time)
    report = msgspec.structs.replace(reading.reports[0], **values)
    bad = msgspec.structs.replace(reading, reports=(report, *reading.reports[1:]))
    return list(SOUNDNESS.flaws(bad, TERMS))


def test_what_is_not_sound_is_told() -> None:
    report = next(r for r in gold("en_dev") if r.reports and r.reports[0].time).reports[0]
    time = report.time
    assert time is not None
    told = msgspec.structs.replace
    assert changed() == []
    assert any("event type" in f for f in changed(event_type="battle"))
    assert any("does not stand" in f for f in changed(trigger=told(report.trigger, start=0, end=3)))
    assert any("ill formed" in f for f in changed(time=told(time, start="2024-13-01")))
    assert any("ill formed" in f for f in changed(time=told(time, start="2026-12-31", end="2003-01-01")))
    assert any("generic" in f for f in changed(time=None))
    assert any("answers" in f for f in changed(response_to="r99"))


def test_a_sentence_does_not_end_at_a_rank_or_a_month() -> None:
    text = "Two of Lt. Gen. X's men fell on Jan. 24 in the U.S. base. “It burns.” Then calm"
    assert [text[a:b] for a, b in LINES.Text(text, frozenset()).sentences] == [
        "Two of Lt. Gen. X's men fell on Jan. 24 in the U.S. base.",
        "“It burns.”",
        "Then calm",
    ]


def test_a_field_below_its_floor_is_told() -> None:
    assert GATE.fallen({"event": 0.8, "place": 0.6}, {"event": 0.8, "place": 0.59}) == []
    assert GATE.fallen({"event": 0.79}, {"event": 0.8, "place": 0.5}) == [
        "event: F1 0.790 is below its floor 0.800",
        "place: F1 0.000 is below its floor 0.500",
    ]


@pytest.mark.parametrize("language", GATE.floors())
def test_floors_stand_on_the_gold_that_is_there(language: str) -> None:
    entry = GATE.floors()[language]
    path = GATE.gold_of(language)
    assert entry["gold"] == GATE.digest(path), f"set the floors of {language} again: its gold has changed"
    assert entry["documents"] == len(path.read_text(encoding="utf-8").splitlines())
    assert set(entry["floors"]) >= {"event", "type", "slots", "tally", "framing", "overall"}


@pytest.mark.parametrize("language", GATE.floors())
def test_no_floor_changes_without_a_line_in_the_changelog(language: str) -> None:
    entry = GATE.floors()[language]
    mark = GATE.mark(language, entry)
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line.startswith(f"- Floors of `{language}`") and f"`{mark}`" in line]
    assert said, f"CHANGELOG.md has no line on the floors of {language} with the mark {mark}"
    overall = re.search(r"overall (\d\.\d+)", said[0])
    assert overall is not None
    assert float(overall.group(1)) == entry["floors"]["overall"]


def test_a_lower_floor_has_another_mark() -> None:
    entry = GATE.floors()["ar"]
    lower = {**entry, "floors": {**entry["floors"], "event": entry["floors"]["event"] - 0.01}}
    assert GATE.mark("ar", lower) != GATE.mark("ar", entry)


def cross() -> tuple[dict[str, dict[str, Any]], list[dict[str, str]]]:
    lines = (CROSS / "texts.jsonl").read_text(encoding="utf-8").splitlines()
    with (CROSS / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return {t["id"]: t for t in map(json.loads, lines)}, list(csv.DictReader(file))


def test_pairs_across_languages_are_whole() -> None:
    texts, pairs = cross()
    assert len(pairs) >= 120
    assert len({(p["a"], p["b"]) for p in pairs}) == len(pairs)
    for p in pairs:
        assert (texts[p["a"]]["lang"], texts[p["b"]]["lang"]) == ("en", "ar")
        assert texts[p["a"]]["group"] == texts[p["b"]]["group"] == p["group"]
        assert p["same"] in ("0", "1")
        assert p["why"]
    assert {doc for p in pairs for doc in (p["a"], p["b"])} == set(texts)
    for t in texts.values():
        assert t["synthetic"] is True
        assert date.fromisoformat(t["published"])
        assert "about" not in t or t["about"] in TERMS["events"]


def test_halves_across_languages_are_alike() -> None:
    _, pairs = cross()
    halves = {p["group"]: p["split"] for p in pairs}
    assert all(halves[p["group"]] == p["split"] for p in pairs)
    for half in ("dev", "test"):
        kinds = Counter(p["same"] for p in pairs if p["split"] == half)
        assert kinds.total() >= 60
        assert 0.35 < kinds["1"] / kinds.total() < 0.65
