"""Score coded documents against gold (docs/evaluation.md says what is measured)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .assignment import assign
from .evaluate_match import SLOTS, Matcher, hits, pair_off, same_tally, values
from .evaluate_records import Coded, CodedReport, Value
from .script import Script

SCORED = frozenset({"actual", "denied"})
MEASURES = ("event", "type", *SLOTS, "slots", "realis", "precision", "tally", "framing")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """Precision, recall and F1, rounded to three places, with the numbers they come from."""

    p: float
    r: float
    f1: float
    gold: int
    pred: int


class DocumentScore(msgspec.Struct, frozen=True, kw_only=True):
    """How one document came out: reports missed (with their types) and spurious."""

    id: str
    missed: tuple[str, ...]
    spurious: int


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """All figures. `macro`: event F1 averaged over documents; `overall`: mean of event, type and slots F1."""

    figures: dict[str, Figure]
    macro: float
    overall: float
    documents: tuple[DocumentScore, ...]
    absent: tuple[str, ...] = ()


class _Tally:
    """Counts of hits, gold values and predicted values for one measure."""

    __slots__ = ("gold", "hit", "pred")

    def __init__(self) -> None:
        self.hit = self.gold = self.pred = 0

    def add(self, hit: int, gold: int, pred: int) -> None:
        self.hit += hit
        self.gold += gold
        self.pred += pred

    def figure(self) -> Figure:
        p = self.hit / self.pred if self.pred else 0.0
        r = self.hit / self.gold if self.gold else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return Figure(p=round(p, 3), r=round(r, 3), f1=round(f1, 3), gold=self.gold, pred=self.pred)


class _Scorer:
    def __init__(self, script: Script) -> None:
        self.matcher = Matcher(script)
        self.tallies: dict[str, _Tally] = {}
        self.documents: list[DocumentScore] = []
        self.shares: list[float] = []

    def add(self, measure: str, hit: int, gold: int, pred: int) -> None:
        self.tallies.setdefault(measure, _Tally()).add(hit, gold, pred)

    def document(self, gold: Coded, pred: Coded | None) -> None:
        wanted, had = _scored(gold), _scored(pred)
        pairs = (
            assign([[self.matcher.closeness(g, p) for p in had] for g in wanted]) if wanted and had else []
        )
        self.add("event", len(pairs), len(wanted), len(had))
        aligned = [(wanted[i], had[j]) for i, j in pairs]
        self._reports(wanted, had, aligned)
        tallies = (gold.tallies or (), (pred.tallies if pred is not None else None) or ())
        self.add("tally", pair_off(*tallies, same_tally), len(tallies[0]), len(tallies[1]))
        if gold.framing is not None:
            framing = (pred.framing if pred is not None else None) or ()
            self.add(
                "framing", pair_off(gold.framing, framing, _same_framing), len(gold.framing), len(framing)
            )
        if wanted or had:
            self.shares.append(2 * len(pairs) / (len(wanted) + len(had)))
        found = {i for i, _ in pairs}
        missed = tuple(r.event_type for n, r in enumerate(wanted) if n not in found)
        self.documents.append(DocumentScore(id=gold.doc.id, missed=missed, spurious=len(had) - len(pairs)))

    def _reports(
        self,
        wanted: list[CodedReport],
        had: list[CodedReport],
        aligned: list[tuple[CodedReport, CodedReport]],
    ) -> None:
        self.add("type", sum(g.event_type == p.event_type for g, p in aligned), len(wanted), len(had))
        for slot in SLOTS:
            hit = sum(self.matcher.matched(slot, g, p) for g, p in aligned)
            sizes = [sum(len(values(r, slot)) for r in side) for side in (wanted, had)]
            self.add(slot, hit, sizes[0], sizes[1])
            self.add("slots", hit, sizes[0], sizes[1])
        self.add("realis", sum(g.realis == p.realis for g, p in aligned), len(wanted), len(had))
        met = [(a, b) for g, p in aligned for a in g.places or () for b in p.places or () if hits(a, b)]
        self.add("precision", sum(a.precision == b.precision for a, b in met), len(met), len(met))

    def scores(self, absent: tuple[str, ...]) -> Scores:
        figures = {name: self.tallies[name].figure() for name in MEASURES if name in self.tallies}
        macro = round(sum(self.shares) / len(self.shares), 3) if self.shares else 0.0
        parts = [figures[name].f1 for name in ("event", "type", "slots") if name in figures]
        overall = round(sum(parts) / len(parts), 3) if parts else 0.0
        return Scores(
            figures=figures, macro=macro, overall=overall, documents=tuple(self.documents), absent=absent
        )


def score(gold: Mapping[str, Coded], predicted: Mapping[str, Coded], script: Script) -> Scores:
    """Score predictions against gold, matched by document id; a gold document without any is missed."""
    scorer = _Scorer(script)
    for ident, document in gold.items():
        scorer.document(document, predicted.get(ident))
    return scorer.scores(tuple(ident for ident in gold if ident not in predicted))


def table(scores: Scores, worst: int = 0) -> str:
    """The figures as lines for people, then the documents that came out worst."""
    lines = [
        f"{name:9} P {f.p:.3f}  R {f.r:.3f}  F1 {f.f1:.3f}   gold {f.gold:4}  predicted {f.pred:4}"
        for name, f in scores.figures.items()
    ]
    ranked = sorted(scores.documents, key=lambda d: -(len(d.missed) + d.spurious))
    lines += [
        f"  {d.id}: missed {len(d.missed)} {list(d.missed)}, spurious {d.spurious}" for d in ranked[:worst]
    ]
    lines.append(f"overall {scores.overall:.3f}   (event F1 averaged over documents {scores.macro:.3f})")
    return "\n".join(lines)


def _scored(document: Coded | None) -> list[CodedReport]:
    reports = (document.reports if document is not None else None) or ()
    return [r for r in reports if r.realis in SCORED]


def _same_framing(gold: Value, predicted: Value) -> bool:
    return hits(gold, predicted) and gold.category == predicted.category
