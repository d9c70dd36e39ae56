"""The bundled corpus: it is what it says, and the reader reads of it what was worked out by hand."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

from sijill.demo import CORPUS
from sijill.reader import Reader
from sijill.records import Document, Reading, Report
from sijill.registry import Registry

FILES = sorted(CORPUS.glob("*.jsonl"))
EXPECTED = tomllib.loads((CORPUS.parent / "expected.toml").read_text(encoding="utf-8"))
INCIDENTS = {i["name"]: i for i in EXPECTED["incident"]}
SHEETS = {d["id"]: d for d in EXPECTED["document"]}
LINES = [json.loads(line) for path in FILES for line in path.read_text(encoding="utf-8").splitlines()]
TEXTS = {line["id"]: line for line in LINES}
TELLINGS = [(name, doc) for name, i in INCIDENTS.items() for doc in i["documents"]]
QUIET = {"drill": {"military_exercise"}, "rhetoric": set(), "nothing": set(), "tally": set()}
STATUSES = {"claimed", "reported", "acknowledged", "disputed", "denied"}


@cache
def reading(reader: Reader, ident: str) -> Reading:
    line = TEXTS[ident]
    title = f"{line['title']}\n" if "title" in line else ""
    return reader.read(
        Document(id=ident, outlet=line["outlet"], published=line["published"], text=title + line["text"])
    )


def days(report: Report) -> tuple[str, str]:
    time = report.time
    return ((time.start or "")[:10], (time.end or "")[:10]) if time else ("", "")


def within(reader: Reader, found: str, wanted: str) -> bool:
    """Whether one place is the other, or lies around it."""
    if not found:
        return False
    chains = [{p.id for p in reader.gazetteer.chain(ident)} | {ident} for ident in (found, wanted)]
    return wanted in chains[0] or found in chains[1]


def test_every_line_is_synthetic_and_whole() -> None:
    keys = {"id", "lang", "outlet", "published", "title", "text", "synthetic"}
    assert all(line["synthetic"] is True and set(line) <= keys for line in LINES)
    assert all(date.fromisoformat(line["published"]).month == 3 and line["text"].strip() for line in LINES)
    assert len(TEXTS) == len(LINES) >= 60


def test_outlets_are_invented(reader: Reader) -> None:
    registry = Registry(reader.language.lexicon, reader.gazetteer)
    outlets = {line["outlet"] for line in LINES}
    assert len(outlets) == len(FILES) >= 8
    assert not [o for o in outlets if registry.outlet_id(o)]


def test_the_sheet_names_every_document_once() -> None:
    assert Counter(d["id"] for d in EXPECTED["document"]) == Counter(list(TEXTS))
    told = {doc: name for name, doc in TELLINGS}
    assert len(told) == len(TELLINGS)
    assert {i: d["incident"] for i, d in SHEETS.items() if "incident" in d} == told
    assert all(d["for"] for d in EXPECTED["document"])


def test_ten_incidents_told_by_three_to_eight_outlets() -> None:
    assert len(INCIDENTS) == 10
    for incident in INCIDENTS.values():
        assert 3 <= len({TEXTS[d]["outlet"] for d in incident["documents"]}) <= 8
        assert incident["status"] in STATUSES
        assert incident.get("killed", [0, 0]) == sorted(incident.get("killed", [0, 0]))
        assert incident.get("answers", "jisr-market") in INCIDENTS
    assert {i["status"] for i in INCIDENTS.values()} == STATUSES


@pytest.mark.parametrize("pair", EXPECTED["copy"], ids=lambda p: p["document"])
def test_copies_are_near_identical(pair: dict[str, str]) -> None:
    one, other = (
        set(zip(w, w[1:], w[2:], strict=False)) for w in (TEXTS[pair[k]]["text"].split() for k in pair)
    )
    assert len(one & other) / len(one | other) > 0.75
    assert TEXTS[pair["of"]]["outlet"] != TEXTS[pair["document"]]["outlet"]
    assert SHEETS[pair["document"]]["kind"] == "copy"


@pytest.mark.parametrize(("name", "ident"), TELLINGS)
def test_tellings_are_read(reader: Reader, name: str, ident: str) -> None:
    """Type, day and place of the incident stand in one report of each document that tells of it."""
    incident = INCIDENTS[name]
    types = {incident["event_type"], *incident.get("other_types", [])}
    found = [
        r
        for r in reading(reader, ident).reports
        if r.event_type in types
        and days(r)[0] <= incident["day"] <= days(r)[1]
        and any(within(reader, p.gazetteer_id, incident["place"]) for p in r.places)
    ]
    assert found


@pytest.mark.parametrize("name", INCIDENTS)
def test_the_figures_of_the_tellings_are_the_bounds(reader: Reader, name: str) -> None:
    incident = INCIDENTS[name]
    for kind in ("killed", "wounded", "arrested"):
        if kind not in incident:
            continue
        told: list[int] = []
        for ident in incident["documents"]:
            reports = [r for r in reading(reader, ident).reports if r.realis == "actual"]
            whole = [h for r in reports for h in r.harm if h.kind == kind and h.part_of is None]
            told += [n for h in whole for n in (h.count.min, h.count.max) if n is not None]
        low, high = incident[kind]
        # A late death told beside the new total is a figure of its own ('… to seven, after one more died').
        assert high in told or (name, kind) == ("daraa-killing", "killed")
        assert low in told
        assert all(n <= high for n in told)


@pytest.mark.parametrize("ident", [i for i, d in SHEETS.items() if d["kind"] in QUIET])
def test_what_is_no_attack_is_read_as_none(reader: Reader, ident: str) -> None:
    """Where a text that the sheet calls misread is read right at last, take the mark off it."""
    found = {r.event_type for r in reading(reader, ident).reports}
    assert (found == QUIET[SHEETS[ident]["kind"]]) is ("misread" not in SHEETS[ident])


@pytest.mark.parametrize("wanted", EXPECTED["tally"], ids=lambda t: t["document"])
def test_tallies(reader: Reader, wanted: dict[str, Any]) -> None:
    assert (sum(wanted["parts"]) == wanted["count"]) is wanted["adds_up"]
    (found,) = reading(reader, wanted["document"]).tallies
    assert (found.measure, found.count.min, found.count.max) == (
        wanted["measure"],
        wanted["count"],
        wanted["count"],
    )
    assert [found.window.start, found.window.end] == wanted["window"]
    assert [p.count.min for p in found.parts] == wanted["parts"]
    assert found.adds_up is wanted["adds_up"]
    if "after" in wanted:
        earlier = next(t for t in EXPECTED["tally"] if t["document"] == wanted["after"])
        assert wanted["wrong"]
        assert wanted["count"] < earlier["count"]
    assert set(wanted["in_ledger"]) <= set(INCIDENTS)
