"""Score linking on the labelled pairs of `evaluation/pairs`: two documents are linked where they share an
incident.

python evaluation/linking.py [dev|test|all] [--wrong]

All documents are read, filed and linked together, as a ledger would; only labelled pairs are scored.
`--wrong` prints each wrong pair with why it was labelled so and the waterfall of its best reports.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from sijill.incident import Filed, Link
from sijill.link.block import kept_under, looks_under
from sijill.link.cluster import clusters
from sijill.link.compare import Weights, compare, published_weights
from sijill.link.profile import Profile, content, evidence, profile
from sijill.reader import Reader, load_reader
from sijill.records import Document
from sijill.registry import Registry
from sijill.settle import folder_of

PAIRS = Path(__file__).parent / "pairs"


class Pair(NamedTuple):
    """Two documents, whether they tell of one event, why, and the half of the set they belong to."""

    a: str
    b: str
    same: bool
    why: str
    split: str


class Told(NamedTuple):
    """Everything that was read of the labelled documents."""

    profiles: dict[str, Profile]
    of: dict[str, list[str]]


def labelled() -> list[Pair]:
    """The labelled pairs."""
    with (PAIRS / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return [Pair(r["a"], r["b"], r["same"] == "1", r["why"], r["split"]) for r in csv.DictReader(file)]


def documents() -> Iterator[Document]:
    """The texts of the labelled pairs, written by us."""
    for path in sorted(PAIRS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            d = json.loads(line)
            yield Document(id=d["id"], outlet=d["outlet"], published=d["published"], text=d["text"])


def told(reader: Reader) -> Told:
    """Read every document and make what linking looks at."""
    registry = Registry(reader.language.lexicon, reader.gazetteer)
    profiles: dict[str, Profile] = {}
    of: dict[str, list[str]] = {}
    for document in documents():
        of[document.id] = []
        for report in reader.read(document).reports:
            if not evidence(report):
                continue
            key = f"{document.id}/{report.id}"
            filed = Filed(
                key=key, doc=document.id, report=report, outlet=document.outlet, published=document.published
            )
            words = content(
                t for a, b in report.sentences for t in reader.language.tokens(document.text, a, b)
            )
            profiles[key] = profile(filed, words, registry, folder_of(document.lang))
            of[document.id].append(key)
    return Told(profiles, of)


def all_links(profiles: Mapping[str, Profile], weights: Weights) -> list[Link]:
    """The links of every two reports that blocking brings together."""
    index: dict[str, list[str]] = {}
    for p in profiles.values():
        for block in kept_under(p):
            index.setdefault(block, []).append(p.key)
    found = {
        tuple(sorted((p.key, other)))
        for p in profiles.values()
        for block in looks_under(p)
        for other in index.get(block, ())
        if other != p.key
    }
    return [compare(profiles[a], profiles[b], weights) for a, b in sorted(found)]


def predicted(read: Told, weights: Weights) -> dict[str, set[int]]:
    """For each document the incidents it is put into."""
    sets = clusters(read.profiles, all_links(read.profiles, weights), weights)
    found: dict[str, set[int]] = {doc: set() for doc in read.of}
    for number, keys in enumerate(sets):
        for key in keys:
            found[read.profiles[key].doc].add(number)
    return found


def best(read: Told, pair: Pair, weights: Weights) -> Link | None:
    """The link of the two most alike reports of two documents; None where one tells of nothing."""
    links = [
        compare(read.profiles[a], read.profiles[b], weights)
        for a, b in product(read.of[pair.a], read.of[pair.b])
    ]
    return max(links, key=lambda link: (not link.barred, link.score, link.a, link.b), default=None)


def score(pairs: Sequence[Pair], found: Mapping[str, set[int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the labelled pairs."""
    hits = sum(p.same and bool(found[p.a] & found[p.b]) for p in pairs)
    linked = sum(bool(found[p.a] & found[p.b]) for p in pairs)
    wanted = sum(p.same for p in pairs)
    precision, recall = hits / max(1, linked), hits / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Print the figures, and on demand the wrong pairs."""
    half = next((a for a in sys.argv[1:] if not a.startswith("-")), "all")
    weights, read = published_weights(), told(load_reader())
    found = predicted(read, weights)
    for split in ("dev", "test") if half == "all" else (half,):
        pairs = [p for p in labelled() if p.split == split]
        precision, recall, f1 = score(pairs, found)
        print(f"{split:5} {len(pairs)} pairs  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
        if "--wrong" in sys.argv:
            for p in pairs:
                if p.same != bool(found[p.a] & found[p.b]):
                    link = best(read, p, weights)
                    print(f"  {'missed' if p.same else 'wrong '} {p.a} {p.b}: {p.why}")
                    steps = (
                        [f"{s.name}={s.level}({s.weight:+g})" for s in link.steps if s.weight] if link else []
                    )
                    head = f"{link.score} {link.barred}" if link else "no report"
                    print(f"      {head} {' '.join(steps)}")


if __name__ == "__main__":
    main()
