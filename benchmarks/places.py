"""What the gazetteer costs: seconds and memory of loading it, and the share of reading that places take.

    python benchmarks/places.py [ARTICLES] [PLACES]

Loading is measured in fresh processes, for our own places and for as many as PLACES (40,000): copies of ours
a degree away, under other names. The articles are those of benchmarks/read.py. `--load FOLDER` and `--kept
FOLDER` are what the fresh processes are asked for.
"""

from __future__ import annotations

import csv
import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

import msgspec

from sijill import pipeline, places
from sijill.gazetteer import Gazetteer, PlaceRecord, load_gazetteer
from sijill.gazetteer.load import COLUMNS, DATA
from sijill.kept import undisturbed
from sijill.language import load_language
from sijill.reader import load_reader
from sijill.whereabouts import Whereabouts

sys.path.insert(0, str(Path(__file__).parent))
from read import articles, rate

PLACES = 40_000
ROUNDS = 5
Kept = tuple[tuple[PlaceRecord, ...], dict[tuple[str, ...], list[str]]]


def more_places(folder: Path, least: int) -> None:
    """Write our places into a folder, and copies of those that are no country under other ids and names."""
    rows = [row for path in sorted(DATA.glob("*.csv")) for row in _rows(path)]
    small = [row for row in rows if row["kind"] not in ("country", "admin1", "admin2", "region")]
    copies = (_copy(row, number) for number in count(1) for row in small)
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS)
        out.writeheader()
        out.writerows(islice(chain(rows, copies), max(least, len(rows))))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _copy(row: dict[str, str], number: int) -> dict[str, str]:
    """A place of another id and name, a degree away."""
    last = chr(ord("\u0643") + number)
    names = ";".join(name + last for name in row["other_names"].split(";") if name)
    away = f"{(float(row['lat']) + number) % 90:.2f}"
    return row | {
        "id": f"{row['id']}-{number}", "name_ar": row["name_ar"] + last, "other_names": names, "lat": away
    }  # fmt: skip


def megabytes() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def load_only(folder: Path) -> None:
    """Print seconds of processor for loading a folder of places, megabytes of this process, and how many."""
    best = 9.0
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        gazetteer = load_gazetteer(folder)
        best = min(best, time.process_time() - began)
        size, held = megabytes(), len(gazetteer)
        del gazetteer
    print(best, size, held)


def load_kept(folder: Path) -> None:
    """Print seconds and megabytes that places as kept between runs add to the words, and how many."""
    with undisturbed():
        language = load_language("ar")
        gazetteer = load_gazetteer(folder)
        data = msgspec.msgpack.encode((tuple(gazetteer), pipeline.folded_names(language, gazetteer)))
        del gazetteer
        gc.collect()
        before, began = megabytes(), time.process_time()
        records, names = msgspec.msgpack.decode(data, type=Kept)
        pipeline.index_names(language, names)
        gazetteer = Gazetteer(records)
        held = len(gazetteer)
        print(time.process_time() - began, megabytes() - before, held)


def fresh(flag: str, folder: Path) -> tuple[float, float, int]:
    """Ask a process of its own for seconds, megabytes and the number of places."""
    words = [sys.executable, __file__, flag, str(folder)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1]), int(said[2])


def stages() -> Iterator[tuple[Any, str, str]]:
    """What reading does for the sake of places."""
    for name in ("surroundings", "document_countries", "settle", "credible"):
        yield pipeline, name, "which names are places"
    yield places, "find", "phrases of place"
    for name in ("place", "areas", "sure", "again"):
        yield Whereabouts, name, "which place is meant"


def watched(owner: Any, name: str, label: str, spent: dict[str, float], inside: list[str]) -> None:
    """Let a function note the time that it takes, unless one that is watched has called it."""
    inner = getattr(owner, name)

    def timed(*given: Any, **named: Any) -> Any:
        if inside:
            return inner(*given, **named)
        inside.append(name)
        began = time.process_time()
        try:
            return inner(*given, **named)
        finally:
            spent[label] = spent.get(label, 0.0) + time.process_time() - began
            inside.pop()

    setattr(owner, name, timed)


def shares(count: int) -> tuple[float, dict[str, float]]:
    """Seconds of processor for reading so many articles, and what of it places take, by what is done."""
    reader = load_reader("ar")
    documents = articles(count)
    reader.read(documents[0])
    spent: dict[str, float] = {}
    inside: list[str] = []
    for owner, name, label in stages():
        watched(owner, name, label, spent, inside)
    whole, _ = rate(reader, documents)
    return whole, spent


def main(words: list[str]) -> None:
    """Print seconds, megabytes and shares."""
    if words[:1] in (["--load"], ["--kept"]):
        (load_only if words[0] == "--load" else load_kept)(Path(words[1]))
        return
    number = int(words[0]) if words else 100
    least = int(words[1]) if len(words) > 1 else PLACES
    with tempfile.TemporaryDirectory() as name:
        more_places(Path(name), least)
        for folder in (DATA, Path(name)):
            seconds, size, held = fresh("--load", folder)
            print(f"{held} places from CSV: {seconds:.3f} s, {size:.0f} MB in all")
            seconds, size, held = fresh("--kept", folder)
            print(f"{held} places as kept, beside the words: {seconds:.3f} s, {size:.0f} MB more")
    whole, spent = shares(number)
    for label, seconds in spent.items():
        print(f"  {label:24} {1000 * seconds / number:6.2f} ms an article {100 * seconds / whole:5.1f} %")
    print(
        f"  {'places in all':24} {1000 * sum(spent.values()) / number:6.2f} ms an article "
        f"{100 * sum(spent.values()) / whole:5.1f} % of {1000 * whole / number:.2f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
