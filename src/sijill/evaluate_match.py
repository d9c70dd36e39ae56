"""When a predicted value counts as a gold value, and how close two reports are (docs/evaluation.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from .evaluate_records import Bounds, CodedReport, CodedTally, Interval, Value
from .script import Script

T = TypeVar("T")
NEAR = 160
LONGEST_SENTENCE = 1200
FAMILY = {
    "airstrike": "remote",
    "drone_strike": "remote",
    "shelling": "remote",
    "bombing": "explosive",
    "suicide_bombing": "explosive",
    "chemical_attack": "remote",
    "armed_clash": "ground",
    "armed_attack": "ground",
    "killing": "person",
    "abduction": "abduction",
    "sexual_violence": "custody",
    "torture": "custody",
    "interception": "interception",
    "weapons_seizure": "seizure",
    "raid": "raid",
    "arrest": "arrest",
    "property_destruction": "property",
    "territory_change": "territory",
    "protest": "protest",
    "riot": "protest",
    "deployment": "posture",
    "military_exercise": "posture",
    "agreement": "agreement",
    "release": "release",
    "threat": "threat",
}
NEIGHBOURS = (
    frozenset({"remote", "explosive", "ground", "person"}),
    frozenset({"raid", "arrest", "ground"}),
    frozenset({"raid", "property"}),
)
SAME_WEAPON = (
    frozenset({"rocket", "missile", "ballistic_missile", "cruise_missile"}),
    frozenset({"ied", "vehicle_bomb", "landmine"}),
    frozenset({"artillery", "mortar"}),
)
WIDE = ("week", "month", "year")
SLOTS = ("attacker", "target", "victim", "party", "weapon", "place", "time", "harm", "source")
CLOSENESS_SLOTS = ("place", "time", "attacker", "target", "harm")
Filler = Value | Interval


def values(report: CodedReport, slot: str) -> list[Filler]:
    """What a report says in one slot, as far as it is scored."""
    if slot == "weapon":
        return list(report.weapons or ())
    if slot == "place":
        return list(report.places or ())
    if slot == "time":
        time = report.time
        return [time] if time is not None and time.start and time.precision != "vague" else []
    if slot == "harm":
        return list(report.harm or ())
    if slot == "source":
        return [s for s in report.sources or () if s.kind != "outlet"]
    return [p for p in report.participants or () if p.role == slot]


class Matcher:
    """Compares coded values, with the spelling of names as the script folds it."""

    def __init__(self, script: Script) -> None:
        self._script = script

    def same(self, slot: str, gold: Filler, predicted: Filler) -> bool:
        """Whether a predicted value of a slot counts as the gold value."""
        if isinstance(gold, Interval) or isinstance(predicted, Interval):
            return (
                isinstance(gold, Interval) and isinstance(predicted, Interval) and same_time(gold, predicted)
            )
        if slot == "weapon":
            return _same_weapon(gold, predicted)
        if slot == "harm":
            who = gold.who in (predicted.who, "unspecified")
            return gold.kind == predicted.kind and who and _bounds(gold.count) == _bounds(predicted.count)
        if slot == "source":
            return gold.stance == predicted.stance and (hits(gold, predicted) or gold.kind == predicted.kind)
        if slot == "place" and gold.country and gold.country != predicted.country:
            return False
        return hits(gold, predicted) or bool(self._names(gold) & self._names(predicted))

    def matched(self, slot: str, gold: CodedReport, predicted: CodedReport) -> int:
        """How many gold values of a slot the predicted report has."""
        return pair_off(values(gold, slot), values(predicted, slot), lambda a, b: self.same(slot, a, b))

    def closeness(self, gold: CodedReport, predicted: CodedReport) -> float:
        """0 where two reports may not be one; otherwise larger for better pairs."""
        if not compatible(gold.event_type, predicted.event_type) or not touching(gold, predicted):
            return 0.0
        score = 1.0 + (gold.event_type == predicted.event_type) + 1.5 * _hit(gold.trigger, predicted.trigger)
        for slot in CLOSENESS_SLOTS:
            there = values(predicted, slot)
            score += 0.5 * any(self.same(slot, a, b) for a in values(gold, slot) for b in there)
        return score

    def _names(self, value: Value) -> set[str]:
        return {self._script.words(t) for t in (value.name, value.name_ar, value.text) if t} - {""}


def pair_off(gold: Sequence[T], predicted: Sequence[T], same: Callable[[T, T], bool]) -> int:
    """How many gold values find a predicted one of their own, first come first served."""
    left, found = list(predicted), 0
    for one in gold:
        at = next((n for n, other in enumerate(left) if same(one, other)), None)
        if at is not None:
            del left[at]
            found += 1
    return found


def compatible(one: str, two: str) -> bool:
    """Whether two event types are of one family or of neighbouring ones."""
    a, b = FAMILY.get(one, one), FAMILY.get(two, two)
    return a == b or any(a in group and b in group for group in NEIGHBOURS)


def touching(gold: CodedReport, predicted: CodedReport) -> bool:
    """Whether two reports rest on the same words, on one sentence, or on words close together."""
    theirs = [s for s in _sentences(predicted) if s[1] - s[0] <= LONGEST_SENTENCE]
    if _hit(gold.trigger, predicted.trigger) or any(_overlap(a, b) for a in _sentences(gold) for b in theirs):
        return True
    g, p = _span(gold.trigger), _span(predicted.trigger)
    return g is not None and p is not None and min(abs(g[0] - p[1]), abs(p[0] - g[1])) <= NEAR


def hits(gold: Value, predicted: Value) -> bool:
    """Whether the predicted span touches the gold span and is not much longer."""
    g, p = _span(gold), _span(predicted)
    return g is not None and p is not None and _overlap(g, p) and p[1] - p[0] <= 2 * (g[1] - g[0]) + 20


def same_time(gold: Interval, predicted: Interval) -> bool:
    """Whether two times agree: a day apart at most, or overlapping by half for weeks and longer."""
    a0, a1 = as_day(gold.start), as_day(gold.end or gold.start)
    b0, b1 = as_day(predicted.start), as_day(predicted.end or predicted.start)
    if a0 is None or a1 is None or b0 is None or b1 is None:
        return False
    if gold.precision in WIDE:
        union = (max(a1, b1) - min(a0, b0)).days + 1
        return ((min(a1, b1) - max(a0, b0)).days + 1) / union >= 0.5
    slack = timedelta(days=1 if gold.precision == "part_of_day" else 0)
    return abs(a0 - b0) <= slack and abs(a1 - b1) <= timedelta(days=1)


def same_tally(gold: CodedTally, predicted: CodedTally) -> bool:
    """Whether two tallies have one measure and count, and windows that begin within a day."""
    begins = as_day(gold.window.start) if gold.window is not None else None
    stated = gold.window is not None and bool(gold.window.start)
    theirs = as_day(predicted.window.start) if predicted.window is not None else None
    window = not stated or (
        begins is not None and theirs is not None and abs(begins - theirs) <= timedelta(days=1)
    )
    return gold.measure == predicted.measure and window and _bounds(gold.count) == _bounds(predicted.count)


def as_day(text: str | None) -> date | None:
    """The day of an ISO date or date-time."""
    try:
        return datetime.fromisoformat(text[:19]).date() if text else None
    except ValueError:
        return None


def _same_weapon(gold: Value, predicted: Value) -> bool:
    near = gold.kind == predicted.kind or any(gold.kind in g and predicted.kind in g for g in SAME_WEAPON)
    uncounted = gold.count is None or gold.count.min is None
    return near and (
        uncounted or (predicted.count is not None and _bounds(gold.count) == _bounds(predicted.count))
    )


def _bounds(count: Bounds | None) -> tuple[int | None, int | None]:
    return (None, None) if count is None else (count.min, count.max)


def _hit(gold: Value | None, predicted: Value | None) -> bool:
    return gold is not None and predicted is not None and hits(gold, predicted)


def _span(value: Value | None) -> tuple[int, int] | None:
    if value is None or value.start is None or value.end is None or value.end <= value.start:
        return None
    return value.start, value.end


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _sentences(report: CodedReport) -> list[tuple[int, int]]:
    return [s for s in report.sentences or () if s[1] > s[0]]
