"""A long run of `sijill read` over synthetic documents: memory sampled, speed over time, every document once.

    python benchmarks/soak.py [DOCUMENTS] [WORKERS] [WORDS]

Documents are made on the way from templates (nothing in them happened), WORDS long (60). The memory is that
of the whole family of processes (proportional set size), sampled each second; it must not grow: the highest
of the second half may be a tenth above the highest of the first, once a tenth has warmed up. Ends with 1
where it grew, or where a document is missing or there twice.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

sys.path.insert(0, str(Path(__file__).parent))

from read import ACTORS, DAYS, NUMBERS, PLACES, TEMPLATES

GROWTH = 1.1
COMMAND = "from sijill.cli import main; main()"


def lines(count: int, words: int) -> Iterator[str]:
    """JSON Lines of synthetic documents, no two alike."""
    for number in range(count):
        text: list[str] = [f"خبر رقم {number}"]
        at = number
        while sum(len(line.split()) for line in text) < words:
            text.append(
                TEMPLATES[at % len(TEMPLATES)].format(
                    actor=ACTORS[at // 3 % len(ACTORS)],
                    place=PLACES[at // 5 % len(PLACES)],
                    day=DAYS[at // 7 % len(DAYS)],
                    n=NUMBERS[at // 11 % len(NUMBERS)],
                )
            )
            at += 1 + number % 13
        record = {"id": f"s{number}", "text": "\n".join(text), "published": "2024-03-10", "synthetic": True}
        yield json.dumps(record, ensure_ascii=False) + "\n"


def family(pid: int) -> list[int]:
    """A process and every process under it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found, wave = [pid], [pid]
    while wave:
        wave = [child for child, parent in parents.items() if parent in wave]
        found += wave
    return found


def memory(pid: int) -> float:
    """Megabytes that a family of processes holds, shared ones counted once."""
    total = 0
    for one in family(pid):
        try:
            for line in (Path("/proc") / str(one) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except OSError:
            continue
    return total / 1024


def fed(process: Popen[bytes], count: int, words: int) -> None:
    """Give the documents to a process as fast as it takes them."""
    assert process.stdin is not None
    for line in lines(count, words):
        process.stdin.write(line.encode())
    process.stdin.close()


def checked(output: Path, count: int) -> bool:
    """Whether every document is there once, in its order."""
    with output.open(encoding="utf-8") as file:
        return all(json.loads(line)["doc"]["id"] == f"s{at}" for at, line in enumerate(file)) and (
            sum(1 for _ in output.open(encoding="utf-8")) == count
        )


def main() -> int:
    """Run, and print what was measured."""
    count, workers, words = (int(one) for one in (*sys.argv[1:], *("200000", "2", "60")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory(prefix="sijill-soak-") as folder:
        output = Path(folder) / "out.jsonl"
        asked = ["read", "-", "--format", "jsonl", "--output", str(output), "--workers", str(workers)]
        began, samples = time.monotonic(), []
        with Popen([sys.executable, "-c", COMMAND, *asked], stdin=subprocess.PIPE) as process:
            feeding = threading.Thread(target=fed, args=(process, count, words))
            feeding.start()
            while process.poll() is None:
                samples.append(memory(process.pid))
                time.sleep(1)
            feeding.join()
        seconds = time.monotonic() - began
        whole = process.returncode == 0 and checked(output, count)
    warm = samples[len(samples) // 10 + 3 : -3]
    first, last = max(warm[: len(warm) // 2], default=0.0), max(warm[len(warm) // 2 :], default=0.0)
    print(f"{count:,} documents of {words} words, {workers} workers")
    print(f"{seconds:.0f} s, {count / seconds:.1f} a second")
    print(f"memory: {first:.0f} MB at most in the first half, {last:.0f} in the second; {len(warm)} samples")
    print("every document once" if whole else "documents are missing, or there twice")
    return 0 if whole and last <= GROWTH * first else 1


if __name__ == "__main__":
    sys.exit(main())
