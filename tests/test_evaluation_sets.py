"""The sets that linking and tallies are measured on: whole, consistent, and worked out right."""

from __future__ import annotations

import csv
import json
import tomllib
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sijill.reader import Reader
from sijill.records import Document, Reading
from sijill.registry import Registry
from tests.conftest import ROOT

PAIRS = ROOT / "evaluation" / "pairs"
TALLIES = ROOT / "evaluation" / "tallies"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


TOLD = {line["id"]: line for path in sorted(PAIRS.glob("*.jsonl")) for line in lines(path)}
SUMS = {line["id"]: line for line in lines(TALLIES / "tallies.jsonl")}
BEHIND = {line["id"]: line for line in lines(TALLIES / "incidents.jsonl")}
SHEET = tomllib.loads((TALLIES / "expected.toml").read_text(encoding="utf-8"))
INCIDENTS = {i["name"]: i for i in SHEET["incident"]}
ANNOUNCED = {t["document"]: t for t in SHEET["tally"]}


@cache
def labelled() -> list[dict[str, str]]:
    with (PAIRS / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def reading(reader: Reader, line: dict[str, Any]) -> Reading:
    return reader.read(
        Document(id=line["id"], outlet=line["outlet"], published=line["published"], text=line["text"])
    )


def test_every_text_is_synthetic_dated_and_from_an_invented_outlet(reader: Reader) -> None:
    registry = Registry(reader.language.lexicon, reader.gazetteer)
    for line in [*TOLD.values(), *SUMS.values(), *BEHIND.values()]:
        assert line["synthetic"] is True
        assert date.fromisoformat(line["published"])
        assert not registry.outlet_id(line["outlet"]), line["outlet"]


def test_ids_are_unique_over_the_files() -> None:
    assert len(TOLD) == sum(len(lines(p)) for p in PAIRS.glob("*.jsonl"))
    assert len({*TOLD, *SUMS, *BEHIND}) == len(TOLD) + len(SUMS) + len(BEHIND)


def test_pairs_are_whole_and_of_one_group() -> None:
    pairs = labelled()
    assert len(pairs) >= 300
    assert len({frozenset((p["a"], p["b"])) for p in pairs}) == len(pairs)
    for p in pairs:
        assert p["a"] != p["b"]
        assert p["same"] in ("0", "1")
        assert p["why"]
        assert TOLD[p["a"]]["group"] == TOLD[p["b"]]["group"] == p["group"]
    assert {doc for p in pairs for doc in (p["a"], p["b"])} == set(TOLD)


def test_a_group_belongs_to_one_half() -> None:
    halves: dict[str, set[str]] = defaultdict(set)
    for p in labelled():
        halves[p["group"]].add(p["split"])
    assert all(len(h) == 1 for h in halves.values())
    assert {h for s in halves.values() for h in s} == {"dev", "test"}


def test_near_misses_are_about_half_in_each_half_of_the_set() -> None:
    for half in ("dev", "test"):
        pairs = [p for p in labelled() if p["split"] == half]
        assert len(pairs) >= 150
        assert 0.35 < sum(p["same"] == "1" for p in pairs) / len(pairs) < 0.65


def test_same_is_an_equivalence() -> None:
    """What is the same as the same is the same: no pair is labelled against what follows from others."""
    of: dict[str, str] = {doc: doc for doc in TOLD}

    def root(doc: str) -> str:
        while of[doc] != doc:
            doc = of[doc]
        return doc

    for p in labelled():
        if p["same"] == "1":
            of[root(p["a"])] = root(p["b"])
    assert not [p for p in labelled() if (root(p["a"]) == root(p["b"])) is not (p["same"] == "1")]


def test_most_main_events_are_read_as_labelled(reader: Reader) -> None:
    """`about` is the main event's type in these words; the few that are misread are leads for the reader."""
    read = [d for d, t in TOLD.items() if t["about"] in {r.event_type for r in reading(reader, t).reports}]
    assert len(read) / len(TOLD) > 0.85


def test_tallies_name_their_incidents() -> None:
    assert len(SUMS) == len(ANNOUNCED) == 12
    assert set(SUMS) == set(ANNOUNCED)
    assert sorted(d for i in INCIDENTS.values() for d in i["documents"]) == sorted(BEHIND)
    assert all(set(t["incidents"]) <= set(INCIDENTS) for t in SHEET["tally"])


@pytest.mark.parametrize("tally", SHEET["tally"], ids=lambda t: t["document"])
def test_the_arithmetic_of_the_sheet(tally: dict[str, Any]) -> None:
    start, end = tally["window"]
    assert all(start <= INCIDENTS[n]["day"] <= end for n in tally["incidents"])
    if "adds_up" in tally:
        assert (sum(tally["parts"]) == tally["count"]) is tally["adds_up"]
    if "earlier" in tally:
        earlier = ANNOUNCED[tally["earlier"]]
        assert (earlier["measure"], earlier["window"][0]) == (tally["measure"], start)
        assert (earlier["count"] <= tally["count"]) is tally["monotone"]
    kind = tally["measure"]
    figures = [INCIDENTS[n].get(kind, [1, 1]) for n in tally["incidents"]]
    low, high = sum(f[0] for f in figures), sum(f[1] for f in figures)
    assert [low, high] == tally["found"]
    count = tally["count"]
    nearest = count - high if count > high else count - low if count < low else 0
    assert nearest == tally["difference"]
    assert (
        tally["verdict"] == ("agrees", "above the ledger", "below the ledger")[(count > high) - (count < low)]
    )


@pytest.mark.parametrize("name", INCIDENTS)
def test_the_incidents_behind_are_read(reader: Reader, name: str) -> None:
    wanted = INCIDENTS[name]
    bounds: dict[str, list[int]] = defaultdict(list)
    taking_part: set[tuple[str, str | None]] = set()
    for doc in wanted["documents"]:
        (report,) = reading(reader, BEHIND[doc]).reports
        assert report.event_type == wanted["event_type"]
        assert report.time is not None
        assert (report.time.start or "")[:10] == wanted["day"]
        assert wanted["place"] in {p.gazetteer_id for p in report.places}
        taking_part |= {(p.role, p.actor) for p in report.participants}
        for h in report.harm:
            bounds[h.kind] += [n for n in (h.count.min, h.count.max) if n is not None and h.part_of is None]
    assert {(role, wanted[role]) for role in ("attacker", "target") if role in wanted} <= taking_part
    for kind in ("killed", "arrested"):
        if kind in wanted:
            assert [min(bounds[kind]), max(bounds[kind])] == wanted[kind]


@pytest.mark.parametrize("name", SUMS)
def test_tallies_are_read(reader: Reader, name: str) -> None:
    """Measure, number, window and parts; the scope is read by what compares tallies with the ledger."""
    wanted = ANNOUNCED[name]
    (found,) = reading(reader, SUMS[name]).tallies
    assert (found.measure, found.count.min, found.count.max) == (wanted["measure"], *[wanted["count"]] * 2)
    assert [found.window.start, found.window.end] == wanted["window"]
    assert [p.count.min for p in found.parts] == wanted.get("parts", [])
    assert found.adds_up is wanted.get("adds_up")
