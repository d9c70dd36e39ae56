"""What taking a country's GeoNames dump in costs: seconds of one core and the most memory held.

    python benchmarks/places_import.py [ROWS] [SHARE]

The dump is made up: ROWS (300,000) rows across Syria's outlines, SHARE (0.5) of them settlements with an
Arabic name, the rest wells, hills and hotels, as in real ones. The command imports it, in a process and a
folder of its own; then a reader is started on it, first without and then with what is kept.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sijill.gazetteer.borders import load_borders

ROWS = 300_000
SHARE = 0.5
HEADS = (
    "\u062a\u0644",
    "\u0643\u0641\u0631",
    "\u0639\u064a\u0646",
    "\u0628\u064a\u062a",
    "\u062e\u0631\u0628\u0629",
)
LETTERS = (
    "\u0628\u062a\u062c\u062d\u062f\u0631\u0632\u0633\u0634\u0635"
    "\u0637\u0639\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u064a"
)
OTHERS = ("H.WLL", "T.HLL", "S.HTL", "S.RUIN")
MEASURED = """
import resource, sys, time
from sijill.{module} import {name}
began = time.process_time()
{call}
spent = resource.getrusage(resource.RUSAGE_SELF)
print(time.process_time() - began, spent.ru_maxrss / 1000, file=sys.stderr)
"""


def rows(count: int, share: float) -> Iterator[str]:
    """Rows of a dump: the same ones each time."""
    chance = random.Random(7)
    areas = load_borders().of_country("SY")
    for number in range(count):
        area = chance.choice(areas)
        west, south, east, north = area.box
        lat, lon = chance.uniform(south, north), chance.uniform(west, east)
        while not area.holds(lat, lon):
            lat, lon = chance.uniform(south, north), chance.uniform(west, east)
        settled = number < share * count
        kind, _, code = ("P.PPL" if settled else chance.choice(OTHERS)).partition(".")
        name = f"{chance.choice(HEADS)} {''.join(chance.choices(LETTERS, k=5))}" if settled else ""
        latin = f"Place {number:x}"
        cells = (
            5_000_000 + number, latin, latin, name, f"{lat:.5f}", f"{lon:.5f}", kind, code, "SY", "",
            area.geonames.partition(".")[2], "", "", "", 0, "", 310, "Asia/Damascus", "2020-01-01",
        )  # fmt: skip
        yield "\t".join(map(str, cells)) + "\n"


def measured(module: str, name: str, call: str, folder: Path) -> tuple[float, float]:
    """Seconds of processor and the most megabytes of a call in a process of its own."""
    code = MEASURED.format(module=module, name=name, call=call)
    kept = {"SIJILL_PLACES": str(folder / "own"), "SIJILL_CACHE": str(folder / "cache")}
    words = [sys.executable, "-c", code]
    ran = subprocess.run(words, check=True, capture_output=True, text=True, env=os.environ | kept)
    seconds, most = ran.stderr.strip().split("\n")[-1].split()
    return float(seconds), float(most)


def main(words: list[str]) -> None:
    """Print seconds and megabytes of importing and of starting to read."""
    count = int(words[0]) if words else ROWS
    share = float(words[1]) if len(words) > 1 else SHARE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dump = folder / "SY.txt"
        with dump.open("w", encoding="utf-8") as file:
            file.writelines(rows(count, share))
        importing = f"import_places(Path({str(dump)!r}), Importing(reading=Reading(form='geonames')))"
        ways = (
            ("import", "places_commands", "Importing, import_places\nfrom pathlib import Path\n"
             "from sijill.gazetteer.importing.formats import Reading", importing),
            ("first start", "reader", "load_reader", "load_reader()"),
            ("later start", "reader", "load_reader", "load_reader()"),
        )  # fmt: skip
        print(f"{count} rows, {dump.stat().st_size / 1e6:.0f} MB, {share:.0%} settlements")
        for what, module, names, call in ways:
            seconds, most = measured(module, names, call, folder)
            print(f"  {what:12} {seconds:6.1f} s of one core, at most {most:5.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
