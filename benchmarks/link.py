"""How long linking one more article takes in a large ledger, warm and reading aside.

python benchmarks/link.py [REPORTS] [LEDGER]

Makes a ledger of so many reports (100,000 by default) of invented events in real towns over ten years,
three to a document, with about a third of them told by several outlets; then adds fifty more articles one
by one and prints the median and the longest time that keeping and linking one took.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sijill.filing import registry_of
from sijill.incident import Entry
from sijill.records import Count, Document, Harm, Participant, Place, Reading, Report, Source, Span, Time
from sijill.registry import Registry
from sijill.settle import Settler
from sijill.store import Ledger, open_ledger

TYPES = ("shelling", "airstrike", "armed_attack", "killing", "bombing", "arrest", "raid", "protest")
DOERS = (
    "actor.sy-assad-army",
    "actor.ru-military",
    "actor.sdf",
    "actor.hts",
    "actor.il-army",
    "actor.houthis",
)
FIRST = date(2014, 1, 1)
DAYS = 3650
TEXT = "0123456789" * 6


def towns(registry: Registry) -> list[Place]:
    """Places with a point in five countries."""
    return [
        Place(
            gazetteer_id=r.id, name=r.name_en, name_ar=r.name_ar, country=r.country, admin1=r.admin1,
            admin2=r.admin2, lat=r.lat, lon=r.lon, radius_km=r.radius_km, text=r.name_ar,
        )
        for r in registry.places
        if r.country in ("SY", "IQ", "YE", "LB", "PS") and r.kind in ("city", "town", "village")
    ]  # fmt: skip


def events(chance: random.Random, where: list[Place]) -> Iterator[tuple[Report, date]]:
    """Reports of invented events; each event is told by one to five documents."""
    while True:
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        place, kind, doer = chance.choice(where), chance.choice(TYPES), chance.choice(DOERS)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
            dead = chance.randrange(6)
            yield (
                Report(
                    id="r1",
                    event_type=kind,
                    trigger=Span(text="0", start=0, end=1),
                    sentences=((0, 60),),
                    places=(place,),
                    time=Time(start=day.isoformat(), end=day.isoformat()),
                    participants=(Participant(role="attacker", actor=doer, text="0"),),
                    harm=(Harm(kind="killed", count=Count(min=dead, max=dead), text="0"),),
                    sources=(Source(kind="outlet"),),
                ),
                day,
            )


def documents(count: int) -> Iterator[tuple[Entry, Reading]]:
    """Documents of three reports each."""
    from msgspec.structs import replace

    chance = random.Random(11)
    pool: list[tuple[Report, date]] = []
    stream = events(chance, towns(registry_of()))
    for number in range(count):
        while len(pool) < 3000:
            pool.append(next(stream))
        told = [pool.pop(chance.randrange(len(pool))) for _ in range(3)]
        day = max(d for _, d in told) + timedelta(days=1)
        reports = tuple(
            replace(r, id=f"r{n}", trigger=Span(text="0", start=n, end=n + 1))
            for n, (r, _) in enumerate(told, 1)
        )
        entry = Entry(
            id=f"d{number}",
            sha256=f"{number:064x}",
            outlet=f"Outlet {number % 40}",
            published=day.isoformat(),
            synthetic=True,
        )
        yield entry, Reading(doc=Document(id=entry.id, text=TEXT), reports=reports)


def fill(ledger: Ledger, settler: Settler, made: Iterator[tuple[Entry, Reading]], count: int) -> None:
    """Keep and link so many documents, two hundred at a time."""
    begun = time.perf_counter()
    for start in range(0, count, 200):
        with ledger.writing():
            for _ in range(min(200, count - start)):
                entry, reading = next(made)
                ledger.add(entry, TEXT, reading, "bench")
        settler.settle("2026-01-01T00:00:00Z")
        if start % 5000 == 0:
            spent = time.perf_counter() - begun
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{start + 200:>7} documents  {spent:7.1f} s  {peak:5.0f} MB", flush=True)


def main() -> None:
    """Fill, then time one article after another."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    registry = registry_of()
    with tempfile.TemporaryDirectory() as folder:
        where = sys.argv[2] if len(sys.argv) > 2 else str(Path(folder) / "bench.sijill")
        with open_ledger(where) as ledger:
            settler = Settler(ledger, registry)
            made = documents(reports // 3 + 60)
            fill(ledger, settler, made, reports // 3)
            times = []
            for _ in range(50):
                entry, reading = next(made)
                begun = time.perf_counter()
                with ledger.writing():
                    ledger.add(entry, TEXT, reading, "bench")
                    settler.settle("2026-01-01T00:00:00Z")
                times.append(time.perf_counter() - begun)
            print(ledger.counts())
            print(f"one more article: median {statistics.median(times):.3f} s, longest {max(times):.3f} s")


if __name__ == "__main__":
    main()
