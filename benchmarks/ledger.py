"""How long the whole way takes: documents added, linked and exported in every format by the commands.

    python benchmarks/ledger.py [DOCUMENTS [LEDGER]] [--forms]

Makes that many documents (10,000 by default) and adds half of them, then the other half, with two processes,
and writes every export. Each has the beginning of a text of `sijill demo`, in other towns, another week and
with other figures, then some sentences out of all those texts; one in ten is carried by a second outlet. With
`--forms` they are the texts of `sijill demo` whole, over and over in other towns and weeks: some seventy
forms, each used more than a hundred times. Nothing in the documents happened. Prints seconds, seconds of
processor, documents a second of processor, and the most memory of each step: for a way that is linear the
second half takes what the first took. LEDGER may name an empty PostgreSQL database.
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
CARRIED = 0.1
SENTENCE = re.compile("[^.!\u061f\n]{20,}[.!\u061f]?")
NUMBER = re.compile(r"\b\d{1,3}\b")


def towns(registry: Registry) -> dict[str, list[str]]:
    """The Arabic names of the towns of each country."""
    found: dict[str, list[str]] = {}
    for record in registry.places:
        if record.kind in TOWNS and record.country and len(record.name_ar) > 3:
            found.setdefault(record.country, []).append(record.name_ar)
    return found


class Maker:
    """Makes documents of the bundled texts."""

    def __init__(self) -> None:
        self.chance = random.Random(1)
        self.there = towns(registry_of())
        self.home = {name: code for code, names in self.there.items() for name in names}
        self.known = re.compile("|".join(sorted(map(re.escape, self.home), key=len, reverse=True)))
        paths = sorted(CORPUS.glob("*.jsonl"))
        self.texts = [json.loads(line) for path in paths for line in path.open(encoding="utf-8")]
        self.sentences = [s for text in self.texts for s in SENTENCE.findall(str(text["text"]))]

    def forms(self, count: int) -> Iterator[dict[str, object]]:
        """The bundled texts over and over, in other towns and other weeks."""
        for number in range(count):
            turn, at = divmod(number, len(self.texts))
            if at == 0:
                moved, shift = dict[str, str](), timedelta(weeks=self.chance.randrange(WEEKS))
            text = self.texts[at]
            yield self._made(text, f"{text['id']}-{turn}", str(text["text"]), moved, shift)

    def articles(self, count: int) -> Iterator[dict[str, object]]:
        """Texts of their own, and one in ten of another outlet's."""
        chance, last = self.chance, dict[str, object]()
        for number in range(count):
            if last and chance.random() < CARRIED:
                yield {**last, "id": f"c{number}", "outlet": f"{last['outlet']} {chance.randrange(9)}"}
                continue
            text = chance.choice(self.texts)
            lead = SENTENCE.findall(str(text["text"]))[: chance.randint(1, 2)]
            rest = chance.sample(self.sentences, chance.randint(2, 6))
            words = NUMBER.sub(lambda _: str(chance.randint(2, 60)), " ".join((*lead, *rest)))
            shift = timedelta(weeks=chance.randrange(WEEKS), days=chance.randrange(7))
            last = self._made(text, f"a{number}", words, {}, shift)
            yield last

    def _made(
        self, text: dict[str, object], ident: str, words: str, moved: dict[str, str], shift: timedelta
    ) -> dict[str, object]:
        def other(match: re.Match[str]) -> str:
            name = match[0]
            return moved.setdefault(name, self.chance.choice(self.there[self.home[name]]))

        made = dict(text)
        made["id"] = ident
        made["title"] = self.known.sub(other, str(text.get("title", "")))
        made["text"] = self.known.sub(other, words)
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
    spent = used.ru_utime + used.ru_stime
    print(
        f"{name:24}{took:9.1f} s{spent:9.1f} s of processor{count / spent:9.0f} /s"
        f"{used.ru_maxrss / 1024:8.0f} MB",
        flush=True,
    )


def main() -> None:
    """Make the documents, and time each step."""
    given = [word for word in sys.argv[1:] if not word.startswith("-")]
    count = int(given[0]) if given else 10_000
    maker = Maker()
    made = maker.forms(count) if "--forms" in sys.argv else maker.articles(count)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        where = given[1] if len(given) > 1 else str(folder / "ledger.db")
        halves = [folder / "one.jsonl", folder / "two.jsonl"]
        files = [half.open("w", encoding="utf-8") for half in halves]
        for number, document in enumerate(made):
            files[number * 2 // count].write(json.dumps(document, ensure_ascii=False) + "\n")
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
