"""Every parser with changed inputs, for as long as told; what crashes or is slow is written down.

    python benchmarks/fuzz.py [MINUTES] [SEED] [FOLDER]

Parsers take turns, with inputs made of good ones of our own (`tests/parsers.py`). One that crashes goes to
FOLDER (`.fuzz`), to be mended and kept in `tests/test_fuzz_parsers.py`. Ends with 1 where anything crashed.
"""

from __future__ import annotations

import sys
import time
import traceback
from itertools import cycle
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.parsers import PARSERS, changed, tried

SLOW = 20.0  # seconds of the processor for one input
ROUND = 25  # inputs before the next parser has its turn


def main() -> int:
    """Fuzz, and print how many inputs each parser took."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    draw = Random(int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns())
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else ".fuzz")
    end = time.monotonic() + 60 * minutes
    seeds = {name: [make()] for name, (_, make) in PARSERS.items()}
    done = dict.fromkeys(PARSERS, 0)
    found: set[str] = set()
    for name in cycle(PARSERS):
        for _ in range(ROUND):
            data = changed(draw.choice(seeds[name]), draw)
            done[name] += 1
            if crash := _crash(name, data):
                if crash not in found:
                    found.add(crash)
                    folder.mkdir(exist_ok=True)
                    (folder / f"{name.replace(' ', '-')}-{len(found)}").write_bytes(data)
                    print(f"{name}: {crash}", flush=True)
            elif draw.random() < 0.02 and len(seeds[name]) < 50 and len(data) < 50_000:
                seeds[name].append(data)  # what was taken is changed further
        if time.monotonic() > end:
            break
    for name, count in done.items():
        print(f"{name:22} {count:9,}")
    print(f"{sum(done.values()):,} inputs, {len(found)} different crashes")
    return 1 if found else 0


def _crash(name: str, data: bytes) -> str:
    """What a parser crashed with, and where; '' where it did not."""
    began = time.process_time()
    try:
        tried(name, data)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {error}"[:200]
    return f"slow: {name}" if time.process_time() - began > SLOW else ""


if __name__ == "__main__":
    sys.exit(main())
