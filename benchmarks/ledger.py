"""How long the whole way takes: documents added, linked and exported in every format by the commands.

    python benchmarks/ledger.py [DOCUMENTS [LEDGER]]

Makes that many documents (10,000 by default) of the texts of `sijill demo`, each time in other towns and
weeks, adds half of them, then the other half, with two processes, and writes every export. Nothing in the
documents happened. Prints seconds, documents a second and the most memory of each step: for a way that is
linear the second half takes what the first took. LEDGER may name an empty PostgreSQL database.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from sijill.demo import CORPUS
from sijill.export import EXPORTS
from sijill.filing import registry_of
from sijill.registry import Registry

COMMAND = [sys.executable, "-c", "from sijill.cli import main; main()"]
TOWNS = frozenset(("city", "town", "village"))
WEEKS = 500


def towns(registry: Registry) -> dict[str, list[str]]:
    """The Arabic names of the towns of each country."""
    found: dict[str, list[str]] = {}
    for record in registry.places:
        if record.kind in TOWNS and record.country and len(record.name_ar) > 3:
            found.setdefault(record.country, []).append(record.name_ar)
    return found


def documents(count: int) -> Iterator[dict[str, object]]:
    """The bundled texts over and over, in other towns and other weeks."""
    there = towns(registry_of())
    home = {name: code for code, names in there.items() for name in names}
    known = re.compile("|".join(sorted(map(re.escape, home), key=len, reverse=True)))
    texts = [json.loads(line) for f in sorted(CORPUS.glob("*.jsonl")) for line in f.open(encoding="utf-8")]
    chance = random.Random(1)
    for number in range(count):
        turn, at = divmod(number, len(texts))
        if at == 0:
            moved, shift = dict[str, str](), timedelta(weeks=chance.randrange(WEEKS))
        yield _moved(texts[at], turn, shift, known, home, there, moved, chance)


def _moved(
    text: dict[str, object],
    turn: int,
    shift: timedelta,
    known: re.Pattern[str],
    home: dict[str, str],
    there: dict[str, list[str]],
    moved: dict[str, str],
    chance: random.Random,
) -> dict[str, object]:
    def other(match: re.Match[str]) -> str:
        name = match[0]
        return moved.setdefault(name, chance.choice(there[home[name]]))

    made = dict(text)
    made["id"] = f"{text['id']}-{turn}"
    made["title"] = known.sub(other, str(text.get("title", "")))
    made["text"] = known.sub(other, str(text["text"]))
    if text.get("published"):
        made["published"] = (date.fromisoformat(str(text["published"])[:10]) - shift).isoformat()
    return made


def run(name: str, words: Sequence[str], count: int, folder: Path) -> None:
    """Run a command and print what it took."""
    start = time.perf_counter()
    with (folder / "said").open("wb") as said:
        pid = os.posix_spawn(
            COMMAND[0],
            [*COMMAND, *words],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, said.fileno(), fd) for fd in (1, 2)],
        )
        _, status, used = os.wait4(pid, 0)
    took = time.perf_counter() - start
    if status:
        sys.exit(f"{name}: exit {os.waitstatus_to_exitcode(status)}\n{(folder / 'said').read_text()[-2000:]}")
    print(f"{name:24}{took:9.1f} s{count / took:9.0f} /s{used.ru_maxrss / 1024:8.0f} MB", flush=True)


def main() -> None:
    """Make the documents, and time each step."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        where = sys.argv[2] if len(sys.argv) > 2 else str(folder / "ledger.db")
        halves = [folder / "one.jsonl", folder / "two.jsonl"]
        files = [half.open("w", encoding="utf-8") for half in halves]
        for number, made in enumerate(documents(count)):
            files[number * 2 // count].write(json.dumps(made, ensure_ascii=False) + "\n")
        for file in files:
            file.close()
        for half in halves:
            run(
                f"add {half.stem}",
                ["add", str(half), "--ledger", where, "--workers", "2"],
                count // 2,
                folder,
            )
        run("link anew", ["link", "--ledger", where, "anew"], count, folder)
        for words in (["incidents"], ["tallies"], ["framing"], ["changes"], ["review"]):
            run(words[0], [*words, "--ledger", where], count, folder)
        for form in EXPORTS:
            out = str(folder / form)
            run(f"export {form}", ["export", form, "--ledger", where, "--output", out], count, folder)


if __name__ == "__main__":
    main()
