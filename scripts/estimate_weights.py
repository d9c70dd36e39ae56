"""Estimate the weights of linking from labelled pairs, and write them to `src/sijill/link/weights.toml`.

python scripts/estimate_weights.py [--write]

Of every labelled pair of documents in the half `dev` the two most alike reports are taken, by the weights
as they stand; a logistic regression over the levels they reach, held near the weights set by hand (`HAND`,
a Gaussian prior), gives new weights; this is done until the choice of reports no longer changes. The bounds
are chosen by fifths of the groups, each linked with weights of the other four. Weights are bits: log2 of
how much likelier a level is between reports of one event than between others. The half `test` is only
scored.
"""

from __future__ import annotations

import sys
import tomllib
from itertools import product
from pathlib import Path
from zlib import crc32

import numpy as np
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parent.parent))
from evaluation.linking import Pair, Told, best, labelled, predicted, score, told

from sijill.link.compare import Weights, published_weights
from sijill.reader import load_reader

FILE = Path(__file__).parent.parent / "src/sijill/link/weights.toml"
HAND = Path(__file__).parent / "weights_by_hand.toml"
SPREAD = 1.0  # bits: how far a weight may stray from the one set by hand before evidence must be strong
ROUNDS = 6
NEWTON = 50  # steps, more than enough
FAR = 2.0  # bits: the longest step
FOLDS = 5
FAR_APART = 1_000_000
CLOSE = 0.004  # the F1 of some thousand pairs is no surer
SAME = (0.0, -0.5, -1.0, -1.5)
JOIN = (0.5, 0.0, -0.5, -1.0, -1.5, -2.0)
BAND = 2.5  # bits below 'same' that a person should look at


def by_hand() -> Weights:
    """The weights set by hand: the prior of the estimate."""
    import msgspec

    return msgspec.convert(tomllib.loads(HAND.read_text(encoding="utf-8")), type=Weights)


def estimate(read: Told, pairs: list[Pair], start: Weights) -> Weights:
    """One round: the most alike reports by `start`, then the regression."""
    hand = by_hand()
    names = [(c, lv) for c, levels in hand.levels.items() for lv in levels]
    at = {name: n for n, name in enumerate(names)}
    centre = np.array([hand.levels[c][lv] for c, lv in names] + [hand.prior])
    rows, truth = [], []
    for p in pairs:
        link = best(read, p, start)
        if link is None or link.barred:
            continue
        row = np.zeros(len(names) + 1)
        row[-1] = 1
        for step in link.steps:
            row[at[step.name, step.level]] = 1
        rows.append(row)
        truth.append(float(p.same))
    x, y = np.array(rows), np.array(truth)
    w = fitted(x, y, centre)
    levels: dict[str, dict[str, float]] = {c: {} for c in hand.levels}
    for (c, lv), weight in zip(names, w, strict=False):
        levels[c][lv] = round(float(weight), 2)
    return replace(start, prior=round(float(w[-1]), 2), levels=levels)


def settled(read: Told, pairs: list[Pair]) -> Weights:
    """The weights when the choice of reports no longer changes."""
    weights = by_hand()
    for _ in range(ROUNDS):
        weights = estimate(read, pairs, weights)
    return weights


def fitted(x: np.ndarray, y: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """The weights with the highest posterior, by Newton's method: one answer whatever the number of pairs."""
    w, ln2 = centre.copy(), np.log(2)
    for _ in range(NEWTON):
        likely = 1 / (1 + np.exp2(-(x @ w)))
        slope = x.T @ (y - likely) * ln2 - (w - centre) / SPREAD**2
        bend = (x.T * (likely * (1 - likely) * ln2**2)) @ x + np.eye(len(w)) / SPREAD**2
        step = np.linalg.solve(bend, slope)
        w += step * min(1.0, FAR / max(FAR, float(np.abs(step).max())))
    return w


def bounds(read: Told, pairs: list[Pair], weights: Weights) -> Weights:
    """The bounds of 'same' and of joining, by pairs of `dev` that the weights were not estimated on: of those
    whose F1 is within `CLOSE` of the best, the ones with the highest recall.
    """
    halves = [
        ([p for p in pairs if _fold(p) != k], [p for p in pairs if _fold(p) == k]) for k in range(FOLDS)
    ]
    made = [(settled(read, seen), unseen) for seen, unseen in halves]
    tried = {}
    for same, join in product(SAME, JOIN):
        found: dict[str, set[int]] = {}
        for k, (of_fold, unseen) in enumerate(made):
            told = predicted(read, replace(of_fold, same=same, join=join))
            docs = {doc for p in unseen for doc in (p.a, p.b)}
            found |= {doc: {n + k * FAR_APART for n in told[doc]} for doc in docs}
        tried[same, join] = score(pairs, found)
    best = max(f1 for _, _, f1 in tried.values())
    good = {at: told for at, told in tried.items() if told[2] >= best - CLOSE}
    same, join = max(good, key=lambda at: (good[at][1], good[at][2], at))
    print("unseen", " ".join(f"{v:.3f}" for v in tried[same, join]))
    return replace(weights, same=same, join=join, maybe=same - BAND)


def _fold(pair: Pair) -> int:
    """The fifth of the pairs that a group belongs to."""
    return crc32(pair.a.rpartition("-")[0].encode()) % FOLDS


def write(weights: Weights) -> None:
    """Write the weights as TOML."""
    lines = [
        "# The bits that each level of each comparison adds (docs/linking.md).",
        "# By scripts/estimate_weights.py from evaluation/pairs, half dev, near weights set by hand.",
        f'version = "{weights.version}"',
        'source = "evaluation/pairs, half dev, by scripts/estimate_weights.py"',
        *(f"{name} = {getattr(weights, name)}" for name in ("prior", "same", "maybe", "join")),
    ]
    for comparison, levels in weights.levels.items():
        lines += ["", f"[levels.{comparison}]", *(f'"{level}" = {w}' for level, w in levels.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Estimate, print the figures of both halves, and write on demand."""
    read = told(load_reader())
    pairs = labelled()
    dev, test = [p for p in pairs if p.split == "dev"], [p for p in pairs if p.split == "test"]
    weights = bounds(read, dev, settled(read, dev))
    for name, half in (("dev", dev), ("test", test)):
        print(name, " ".join(f"{v:.3f}" for v in score(half, predicted(read, weights))))
    print("published", " ".join(f"{v:.3f}" for v in score(test, predicted(read, published_weights()))))
    if "--write" in sys.argv:
        write(weights)


if __name__ == "__main__":
    main()
