"""How fast a ledger takes documents in, and how fast it finds what one new article is to be compared with.

    python benchmarks/store.py [DOCUMENTS [REPORTS_OF_THE_LARGE_LEDGER [URL]]]

Documents are synthetic, of 300 words with three reports each; nothing in them happened. Without URL the
ledgers are SQLite files in a folder that is removed at the end; URL names an empty PostgreSQL database.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import msgspec
from read import articles

from sijill.incident import Entry, Incident, Link, Step, Telling
from sijill.records import Count, Document, Harm, Participant, Place, Reading, Report, Source, Span, Time
from sijill.store import Ledger, open_ledger

BATCH = 100
BLOCKS = 6  # of each report
CROWD = 60  # reports in a block, at most
LINKS = 3  # of each report


def reports(number: int) -> tuple[Report, ...]:
    """Three reports such as a reading has."""
    place = Place(
        gazetteer_id=f"place.{number % 900}",
        name="Saraqib",
        name_ar="سراقب",
        country="SY",
        lat=35.9,
        lon=36.8,
    )
    return tuple(
        Report(
            id=f"r{at + 1}",
            event_type="shelling",
            trigger=Span(text="قصفت", start=at * 90, end=at * 90 + 4),
            sentences=((at * 90, at * 90 + 80),),
            participants=(
                Participant(role="attacker", actor="actor.sy-army", name="Army", text="قوات", start=5, end=9),
            ),
            places=(place,),
            time=Time(start="2024-03-09", end="2024-03-09"),
            harm=(Harm(kind="killed", who="civilian", count=Count(min=4, max=4)),),
            sources=(Source(kind="outlet"),),
            confidence=0.8,
        )
        for at in range(3)
    )


def add(ledger: Ledger, first: int, last: int, texts: list[Document]) -> list[str]:
    """Add documents in transactions of a hundred; their report keys."""
    keys: list[str] = []
    for start in range(first, last, BATCH):
        with ledger.writing():
            for number in range(start, min(last, start + BATCH)):
                document = msgspec.structs.replace(texts[number % len(texts)], id=f"d{number:06}")
                entry = Entry(id=document.id, sha256=f"{number:064x}", outlet="Wadi Bulletin", synthetic=True)
                reading = Reading(doc=document, reports=reports(number))
                keys += ledger.add(entry, document.text, reading, "0.1.0")
    return keys


def link(ledger: Ledger, keys: list[str]) -> None:
    """Give every report blocks, links to those before it, and an incident of three."""
    steps = tuple(
        Step(name=name, level="near", weight=1.5, detail="2024-03-09")
        for name in ("time", "place", "type", "doer", "harm", "words")
    )
    for start in range(0, len(keys), 3000):
        some = keys[start : start + 3000]
        with ledger.writing():
            ledger.put_blocks(
                {key: [f"{at}:{(start + n) // CROWD}" for at in range(BLOCKS)] for n, key in enumerate(some)}
            )
            ledger.put_links(
                Link(
                    a=some[n - back],
                    b=key,
                    score=4.5,
                    verdict="same" if n % 3 == back else "apart",
                    steps=steps,
                )
                for n, key in enumerate(some)
                for back in range(1, min(LINKS, n) + 1)
            )
            put = [incident(some[n : n + 3]) for n in range(0, len(some), 3)]
            ledger.replace_incidents([], put, {}, "2024-03-10")
            ledger.settled(some)


def incident(keys: list[str]) -> Incident:
    """An incident of three reports."""
    tellings = tuple(Telling(doc=key.split("/")[0], report="r1", key=key, quote="قصف " * 20) for key in keys)
    return Incident(
        id=f"i-{keys[0]}",
        event_type="shelling",
        status="reported",
        time=Time(start="2024-03-09"),
        reports=tellings,
    )


def warm(action: Callable[[], object]) -> float:
    """Seconds that an action takes, the best of seven."""
    times = []
    for _ in range(7):
        began = time.perf_counter()
        action()
        times.append(time.perf_counter() - began)
    return min(times)


def memory() -> float:
    """The most memory that this process took, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def taking_in(ledger: Ledger, count: int, texts: list[Document]) -> list[str]:
    """Add documents and print what each tenth of them took."""
    keys: list[str] = []
    ledger.search("حلب")  # the language is loaded before the clock starts
    for tenth in range(10):
        began = time.perf_counter()
        keys += add(ledger, count * tenth // 10, count * (tenth + 1) // 10, texts)
        took = time.perf_counter() - began
        print(
            f"documents {count * (tenth + 1) // 10:>7}: {count / 10 / took:7.0f}/s  {memory():5.0f} MB",
            flush=True,
        )
    return keys


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    large = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    texts = articles(40)
    with tempfile.TemporaryDirectory() as folder:
        where = sys.argv[3] if len(sys.argv) > 3 else str(Path(folder) / "ledger.db")
        with open_ledger(where) as ledger:
            keys = taking_in(ledger, count, texts)
            if len(keys) < large:
                keys += add(ledger, count, large // 3 + 1, texts)
            began = time.perf_counter()
            link(ledger, keys)
            print(f"blocks, links, incidents of {len(keys)} reports: {time.perf_counter() - began:.1f} s")
            finding(ledger, keys)
            print(ledger.counts())
        if Path(where).exists():
            print(f"file {Path(where).stat().st_size / 2**20:.0f} MB; memory {memory():.0f} MB")


def finding(ledger: Ledger, keys: list[str]) -> None:
    """Print what it takes to find what one article is to be compared with, and to search."""
    middle = len(keys) // 2 // CROWD
    blocks = [f"{at}:{middle + more}" for at in range(BLOCKS) for more in range(2)]
    near = ledger.candidates(blocks)
    parts: dict[str, Callable[[], object]] = {
        "candidates": lambda: ledger.candidates(blocks),
        "filed": lambda: ledger.filed(near),
        "links_of": lambda: ledger.links_of(near),
        "component": lambda: ledger.component(sorted(near)[:3]),
        "incidents_of": lambda: ledger.incidents_of(near),
        "pending": ledger.pending,
        "search": lambda: ledger.search("سراقب الفاشر"),
        "search, a common word": lambda: ledger.search("مدنيين"),
        "search, a rare word": lambda: ledger.search("زمرد"),
        "a thousand incidents": lambda: list(islice(ledger.incidents(), 1000)),
    }
    times = {name: warm(action) for name, action in parts.items()}
    for name, seconds in times.items():
        print(f"{name:<22}{seconds * 1000:8.1f} ms")
    article = sum(times[name] for name in ("candidates", "filed", "links_of"))
    print(f"one article ({len(near)} candidates): {article * 1000:.1f} ms in a ledger of {len(keys)} reports")


if __name__ == "__main__":
    main()
