"""Put what the ledger finds beside what was worked out by hand.

    python evaluation/sheets.py [demo] [tallies]

`demo` files the corpus of the demonstration and compares its incidents with
`src/sijill/demo/expected.toml`; `tallies` files `evaluation/tallies` and compares totals with its
`expected.toml`. Each entry of a sheet gets a line; what differs is told with both values.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sijill.demo import CORPUS
from sijill.filing import registry_of
from sijill.incident import Incident, TallyCheck, Toll
from sijill.ledger_commands import Adding, add_sources
from sijill.reconcile.audit import audit
from sijill.store import existing_ledger

TALLIES = Path(__file__).parent / "tallies"
KINDS = ("killed", "wounded", "arrested")


class Found(NamedTuple):
    """What a ledger holds after the texts of a sheet went in."""

    incidents: tuple[Incident, ...]
    checks: tuple[TallyCheck, ...]


class Line(NamedTuple):
    """An entry of the sheet, and what differs from it: (field, worked out, found)."""

    name: str
    differs: tuple[tuple[str, object, object], ...]


def filed(paths: Sequence[Path]) -> Found:
    """A fresh ledger of the documents of these files."""
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "sheet.db")
        add_sources([str(p) for p in paths], where, Adding())
        with existing_ledger(where) as ledger:
            incidents = tuple(ledger.incidents())
            return Found(incidents, audit(tuple(ledger.tallies()), incidents, registry_of()))


def sheet(path: Path) -> dict[str, Any]:
    """A sheet that was worked out by hand."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def documents(incident: Incident) -> set[str]:
    """The documents that tell of an incident."""
    return {t.doc for t in incident.reports}


def fitting(incidents: Sequence[Incident], told: set[str]) -> Incident | None:
    """The incident that shares most documents with a set of them."""
    best = max(incidents, key=lambda i: (len(documents(i) & told), -len(documents(i)), i.id), default=None)
    return best if best is not None and documents(best) & told else None


def against_incident(wanted: dict[str, Any], incidents: Sequence[Incident]) -> Line:
    """What differs between an entry of the demonstration's sheet and the ledger's incident."""
    told = set(wanted["documents"])
    found = fitting(incidents, told)
    if found is None:
        return Line(wanted["name"], (("incident", wanted["name"], None),))
    pairs: list[tuple[str, object, object]] = [
        ("event_type", wanted["event_type"], found.event_type),
        ("status", wanted["status"], found.status),
        ("day", wanted["day"], ((found.time.start if found.time else None) or "")[:10]),
        ("place", wanted["place"], found.places[0].gazetteer_id if found.places else ""),
        ("documents", sorted(told), sorted(documents(found))),
        ("incidents", 1, sum(bool(documents(i) & told) for i in incidents)),
    ]
    pairs += [(k, wanted[k], bounds(found, k)) for k in KINDS if k in wanted]
    return Line(wanted["name"], tuple(p for p in pairs if p[1] != p[2]))


def bounds(incident: Incident, kind: str) -> list[int | None]:
    """The lowest and the highest number that anyone says of a harm; 'at least six' says six."""
    tolls: list[Toll] = [t for t in incident.harm if t.kind == kind and not t.part]
    highest = [
        int(n) for t in tolls for v in t.values for n in v.value.replace("–", "-").split("-") if n.isdigit()
    ]
    highs = [t.high for t in tolls if t.high is not None]
    low = min((t.low for t in tolls if t.low is not None), default=None)
    return [low, max([*highest, *highs], default=None)]


def against_total(wanted: dict[str, Any], found: Found, names: dict[str, set[str]]) -> Line:
    """What differs between an entry of the sheet of totals and the ledger's check of it."""
    check = next((c for c in found.checks if c.doc == wanted["document"]), None)
    if check is None:
        return Line(wanted["document"], (("tally", wanted["count"], None),))
    of = {i.id: next((n for n, docs in names.items() if docs & documents(i)), i.id) for i in found.incidents}
    counted = sorted(of[i] for i in check.incidents)
    earlier = check.earlier.partition("/")[0]
    pairs: list[tuple[str, object, object]] = [
        ("adds_up", wanted.get("adds_up"), check.adds_up),
        ("earlier", wanted.get("earlier", ""), earlier),
        ("monotone", wanted.get("monotone"), check.monotone),
        ("incidents", sorted(wanted["incidents"]), counted),
        ("found", wanted["found"], [check.found_low, check.found_high]),
        ("verdict", wanted["verdict"], check.verdict),
        ("difference", wanted["difference"], check.difference),
    ]
    return Line(wanted["document"], tuple(p for p in pairs if p[1] != p[2]))


def demo() -> list[Line]:
    """The ten incidents of the demonstration."""
    wanted, found = sheet(CORPUS.parent / "expected.toml"), filed([CORPUS])
    return [against_incident(i, found.incidents) for i in wanted["incident"]]


def tallies() -> list[Line]:
    """The twelve totals."""
    wanted, found = sheet(TALLIES / "expected.toml"), filed(sorted(TALLIES.glob("*.jsonl")))
    names = {i["name"]: set(i["documents"]) for i in wanted["incident"]}
    return [against_total(t, found, names) for t in wanted["tally"]]


def main() -> None:
    """Print each sheet asked for (both by default), and how many of its entries come out whole."""
    asked = sys.argv[1:] or ["demo", "tallies"]
    for name, lines in ((n, {"demo": demo, "tallies": tallies}[n]()) for n in asked):
        for line in lines:
            print(f"{name:8} {line.name:20} {'as worked out' if not line.differs else 'differs'}")
            for field, by_hand, by_ledger in line.differs:
                print(f"           {field}: worked out {by_hand}, found {by_ledger}")
        print(f"{name:8} {sum(not line.differs for line in lines)} of {len(lines)} as worked out by hand")


if __name__ == "__main__":
    main()
