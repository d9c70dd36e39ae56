"""File all our own texts in twenty orders and portions: the incidents must be the same each time.

    python evaluation/shuffled.py [ORDERS]

Compared are the reports of every incident, its type, status, voices and tolls.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from sijill.demo import CORPUS
from sijill.filing import Clerk, registry_of
from sijill.ingest import Arrival
from sijill.records import Document
from sijill.registry import Registry
from sijill.store import open_ledger

HERE = Path(__file__).parent
AT = "2026-01-01T00:00:00Z"
PORTIONS = (40, 110, 500)


def arrivals() -> list[Arrival]:
    """The labelled pairs, the tally texts and the corpus of the demonstration."""
    found = []
    for path in sorted(
        (*(HERE / "pairs").glob("*.jsonl"), *(HERE / "tallies").glob("*.jsonl"), *CORPUS.glob("*.jsonl"))
    ):
        for line in path.read_text(encoding="utf-8").splitlines():
            d = json.loads(line)
            document = Document(id=d["id"], outlet=d["outlet"], published=d["published"], text=d["text"])
            digest = sha256(d["text"].encode()).hexdigest()
            found.append(Arrival(document=document, sha256=digest, retrieved=AT, synthetic=True))
    return found


def filed(texts: list[Arrival], portion: int, registry: Registry) -> list[tuple[object, ...]]:
    """The incidents of texts filed in this order, so many at a time."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "x.sijill")) as ledger:
        clerk = Clerk(ledger, registry, lambda: AT)
        for start in range(0, len(texts), portion):
            list(clerk.add(texts[start : start + portion]))
            clerk.settle()
        return sorted(
            (
                sorted(t.key for t in i.reports),
                i.event_type,
                i.status,
                i.voices,
                [(h.kind, h.who, h.part, str(h.low), str(h.high), str(h.best)) for h in i.harm],
            )
            for i in ledger.incidents()
        )


def main() -> None:
    """Print for each order whether it gave what the first gave; the exit code says whether all did."""
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    texts, registry = arrivals(), registry_of()
    first = filed(texts, len(texts), registry)
    same = 0
    for seed in range(orders):
        mixed = texts[:]
        random.Random(seed).shuffle(mixed)
        same += filed(mixed, PORTIONS[seed % len(PORTIONS)], registry) == first
    print(f"{len(texts)} texts, {len(first)} incidents: the same in {same} of {orders} orders")
    sys.exit(same != orders)


if __name__ == "__main__":
    main()
