"""How long the desk takes to answer from a large ledger.

    python benchmarks/desk.py [INCIDENTS [LEDGER]]

Makes a ledger of that many incidents (100,000 by default), each with a document, out of the bundled corpus:
other days, other points, none of which happened. Serves it with `sijill serve`, asks over a real connection
and prints milliseconds to the first byte: the median, the 95th of a hundred and the slowest of some turns,
after one that is not counted. LEDGER keeps the ledger, or names one that was kept: it is built once.
"""

from __future__ import annotations

import http.client
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from sijill.demo import CORPUS
from sijill.incident import Entry, Incident
from sijill.ledger_commands import Adding, add_sources
from sijill.records import Reading
from sijill.store import Ledger, open_ledger

COMMAND = [sys.executable, "-c", "from sijill.cli import main; main()"]
AT = "2026-01-01T00:00:00Z"
FIRST, DAYS = date(2012, 1, 1), 4400
AT_ONCE = 2000
TURNS = 60
PORT = 8397
# What is asked, by the page's name; {id} is an incident with many sources.
ASKED = (
    ("list", "/incidents"),
    ("list, filtered", "/incidents?type=shelling&country=SY&status=disputed"),
    ("list, a far page", "/incidents?page=900"),
    ("list, most killed", "/incidents?sort=killed"),
    ("incident", "/incidents/{id}"),
    ("search, rare word", "/incidents?q=%D8%A5%D8%B9%D8%B2%D8%A7%D8%B2"),
    ("search, common word", "/incidents?q=%D9%82%D8%B5%D9%81"),
    ("map, the region", "/incidents/points.json?zoom=5&bounds=30,12,60,38"),
    ("overview", "/"),
    ("review", "/review"),
    ("tallies", "/tallies"),
    ("framing", "/framing"),
    ("API, list", "/api/v1/incidents"),
)


def make(where: str, number: int) -> None:
    """Fill a ledger that is not there yet."""
    add_sources([str(CORPUS)], where, Adding())
    with open_ledger(where) as ledger:
        incidents = list(ledger.incidents())
        texts = {entry.id: (entry, text) for entry, text in ledger.texts()}
        readings = {doc: found for doc in texts if (found := ledger.reading(doc)) is not None}
        chance = random.Random(4)
        for begin in range(0, number, AT_ONCE):
            _fill(ledger, range(begin, min(begin + AT_ONCE, number)), incidents, texts, readings, chance)


def _fill(
    ledger: Ledger,
    numbers: range,
    incidents: Sequence[Incident],
    texts: dict[str, tuple[Entry, str]],
    readings: dict[str, Reading],
    chance: random.Random,
) -> None:
    made = []
    with ledger.writing():
        for number in numbers:
            like = incidents[number % len(incidents)]
            telling = like.reports[0]
            entry, text = texts[telling.doc]
            doc, day = f"made-{number:07}", (FIRST + timedelta(chance.randrange(DAYS))).isoformat()
            reading = readings[entry.id]
            ledger.add(
                replace(entry, id=doc, sha256=f"{number:064x}", published=day, synthetic=True),
                text,
                replace(reading, doc=replace(reading.doc, id=doc, published=day)),
                "made",
            )
            key = doc + telling.key[telling.key.index("/", len(entry.id)) :]
            made.append(_moved(like, number, day, replace(telling, doc=doc, key=key), chance))
        ledger.settled([telling.key for one in made for telling in one.reports])
        ledger.replace_incidents((), made, {}, AT)


def _moved(like: Incident, number: int, day: str, telling: object, chance: random.Random) -> Incident:
    places = tuple(
        replace(p, lat=p.lat + chance.uniform(-1, 1), lon=p.lon + chance.uniform(-1, 1))
        if p.lat is not None and p.lon is not None
        else p
        for p in like.places
    )
    when = replace(like.time, start=day, end=day) if like.time else None
    return replace(
        like, id=f"i-{number:012x}", time=when, places=places, reports=(telling,), was=(), decided=()
    )


@contextmanager
def served(where: str) -> Iterator[float]:
    """Serve a ledger while the block runs; gives the seconds until the first answer."""
    begun = time.perf_counter()
    run = subprocess.Popen([*COMMAND, "serve", "--ledger", where, "--port", str(PORT)])
    try:
        while True:
            try:
                first_byte("/incidents")
                break
            except OSError:
                time.sleep(0.1)
        yield time.perf_counter() - begun
    finally:
        run.terminate()
        run.wait(20)


def first_byte(path: str) -> float:
    """Milliseconds from the question to the first byte of its answer."""
    asking = http.client.HTTPConnection("127.0.0.1", PORT, timeout=300)
    try:
        begun = time.perf_counter()
        asking.request("GET", path, headers={"Cookie": "language=ar"})
        answer = asking.getresponse()
        answer.read(1)
        took = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        return took
    finally:
        asking.close()


def main(number: int, where: str) -> None:
    """Make the ledger where it is not kept, and print what each page takes."""
    if not Path(where).exists():
        begun = time.perf_counter()
        make(where, number)
        print(f"made {number} incidents in {time.perf_counter() - begun:.0f} s")
    with open_ledger(where) as ledger:
        ident = max(ledger.incidents(), key=lambda one: (len(one.reports), one.id)).id
    with served(where) as started:
        print(f"{'first answer after start':<24}{started:7.1f} s")
        for name, path in ASKED:
            there = path.replace("{id}", ident)
            cold = first_byte(there)
            warm = [first_byte(there) for _ in range(TURNS)]
            late = statistics.quantiles(warm, n=20)[-1]
            told = f"{statistics.median(warm):7.0f} ms {late:7.0f} p95 {max(warm):7.0f} slowest"
            print(f"{name:<24}{told} {cold:7.0f} first", flush=True)


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        main(asked, sys.argv[2])
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(asked, str(Path(folder) / "many.sijill"))
