"""How alike two reports are: one level for each thing compared, a weight for each level, and their sum in
bits.

The weights stand in `weights.toml`; `scripts/estimate_weights.py` estimates them from labelled pairs. A
score never stands alone: its steps are the waterfall that `explain` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from ..incident import Link, Step
from .places import compare_places
from .profile import UNREST, Profile, kinds

VIOLENT = frozenset(
    (
        "airstrike",
        "drone_strike",
        "shelling",
        "bombing",
        "suicide_bombing",
        "chemical_attack",
        "armed_clash",
        "armed_attack",
        "killing",
        "interception",
        "raid",
        "property_destruction",
    )
)
KIN = tuple(
    frozenset(group.split())
    for group in (
        "airstrike drone_strike shelling interception",
        "airstrike drone_strike shelling chemical_attack",
        "bombing suicide_bombing",
        "armed_attack armed_clash raid territory_change",
        "armed_attack killing",
        "arrest raid abduction",
        "protest riot",
        "deployment military_exercise",
        "agreement release",
    )
)
FORCE = frozenset(("armed_attack", "killing", "armed_clash"))
OPEN_TYPES = frozenset(("armed_attack", "killing"))


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The published weights: the bits of each level, and the bounds of same and maybe."""

    version: str
    source: str
    same: float
    maybe: float
    prior: float
    join: float
    levels: Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def published_weights() -> Weights:
    """The weights that Sijill publishes with itself."""
    return msgspec.toml.decode((Path(__file__).parent / "weights.toml").read_bytes(), type=Weights)


Level = tuple[str, str]


def compare(a: Profile, b: Profile, weights: Weights) -> Link:
    """The link of two reports with its waterfall. The order of the two makes no difference."""
    if b.key < a.key:
        a, b = b, a
    steps = tuple(_steps(a, b, weights))
    score = round(weights.prior + sum(s.weight for s in steps), 3)
    barred = bar(a, b, {s.name: s.level for s in steps})
    verdict = "apart" if barred or score < weights.maybe else "same" if score >= weights.same else "maybe"
    return Link(a=a.key, b=b.key, score=score, verdict=verdict, barred=barred, steps=steps)


def levels(a: Profile, b: Profile) -> dict[str, Level]:
    """The level that two reports reach in each comparison, with a word of detail."""
    return {name: comparison(a, b) for name, comparison in COMPARISONS.items()}


def bar(a: Profile, b: Profile, reached: Mapping[str, str]) -> str:
    """Why two reports may never be one, or ''."""
    if a.doc == b.doc and not _rivals(a, b, reached):
        return "one document tells them apart"
    if reached["type"] == "other":
        return "another kind of event"
    if reached["time"] == "apart":
        return "another day"
    if reached["place"] in ("far", "other town", "other country", "other quarter"):
        return "another place"
    return ""


def _rivals(a: Profile, b: Profile, reached: Mapping[str, str]) -> bool:
    """Whether one document gives two accounts of one event: its place and day, and two of these three:
    another speaker, another doer, denied and told.
    """
    return (
        reached["time"] in ("same day", "same day, borrowed")
        and reached["place"] in ("same town", "same name", "same city")
        and (a.speakers != b.speakers) + (reached["doer"] == "other") + (a.realis != b.realis) >= 2
    )


def _steps(a: Profile, b: Profile, weights: Weights) -> list[Step]:
    steps = []
    for name, (level, detail) in levels(a, b).items():
        steps.append(Step(name=name, level=level, weight=weights.levels[name].get(level, 0.0), detail=detail))
    return steps


def _type(a: Profile, b: Profile) -> Level:
    pair = {a.event_type, b.event_type}
    detail = " / ".join(sorted(pair))
    if len(pair) == 1:
        return ("same", detail)
    if any(pair <= group for group in KIN):
        return ("kin", detail)
    if pair & OPEN_TYPES and pair <= VIOLENT:
        return ("open", detail)
    if pair & UNREST and pair & FORCE and "violence" in kinds(a) and "violence" in kinds(b):
        return ("crackdown", detail)
    return ("violent", detail) if pair <= VIOLENT else ("other", detail)


def _time(a: Profile, b: Profile) -> Level:
    gap = max(a.first, b.first) - min(a.last, b.last)
    detail = f"{gap} days between" if gap > 0 else ""
    if gap > 1:
        return ("apart", detail)
    sure = a.told == b.told == "said"
    if gap == 1 and (night := _night(a, b)):
        return (night, "the night between")
    if gap == 1:
        return ("next day" if sure else "next day, unsure", detail)
    if "vague" in (a.told, b.told):
        return ("may be the day", detail)
    if a.first == b.first and a.last == b.last:
        return ("same day" if sure else "same day, borrowed", detail)
    return ("overlap", detail)


def _night(a: Profile, b: Profile) -> str:
    """Where one tells of a night and the other of the day it ends on: whether that may be one time, or ''."""
    early, late = sorted((a, b), key=lambda p: p.first)
    if early.hours is None or early.hours[1] <= 24 * (late.first - early.first):
        return ""
    if late.hours is None:
        return "the night before"
    return "overlap" if _hours(a, b)[0] == "same hours" else ""


def _hours(a: Profile, b: Profile) -> Level:
    if a.hours is None or b.hours is None:
        return ("not told", "")
    shift = 24 * (b.first - a.first)
    start, end = b.hours[0] + shift, b.hours[1] + shift
    gap = max(a.hours[0], start) - min(a.hours[1], end)
    return (
        ("same hours", "")
        if gap <= 0
        else ("near hours", f"{gap:.0f} h")
        if gap <= 3
        else ("other hours", f"{gap:.0f} h")
    )


def _chains(a: tuple[tuple[str, ...], ...], b: tuple[tuple[str, ...], ...]) -> Level:
    if not a or not b:
        return ("not told", "")
    heads, others = {c[0] for c in a}, {c[0] for c in b}
    if heads & others:
        return ("same", ", ".join(sorted(heads & others)))
    if {i for c in a for i in c} & {i for c in b for i in c}:
        return ("kin", "one is part of the other, or both of a third")
    return ("other", f"{', '.join(sorted(heads))} / {', '.join(sorted(others))}")


def _doer(a: Profile, b: Profile) -> Level:
    return _chains(a.doers, b.doers)


def _target(a: Profile, b: Profile) -> Level:
    chains = _chains(a.targets, b.targets)
    if chains[0] in ("same", "kin"):
        return chains
    things = set(a.things) & set(b.things)
    if things:
        return ("same", ", ".join(sorted(things)))
    if a.things and b.things and "other" not in a.things + b.things:
        return ("other", f"{', '.join(a.things)} / {', '.join(b.things)}")
    return chains


def _weapon(a: Profile, b: Profile) -> Level:
    if not a.weapons or not b.weapons:
        return ("not told", "")
    both = sorted(set(a.weapons) & set(b.weapons))
    return (
        ("same", ", ".join(both)) if both else ("other", f"{', '.join(a.weapons)} / {', '.join(b.weapons)}")
    )


def _toll(kind: str) -> Callable[[Profile, Profile], Level]:
    def reached(a: Profile, b: Profile) -> Level:
        ours, theirs = a.tolls.get(kind), b.tolls.get(kind)
        if ours is None or theirs is None:
            return ("not told", "")
        low, high = sorted((ours, theirs))
        detail = f"{low[0]}-{low[1]} / {high[0]}-{high[1]}"
        if low[1] >= high[0]:
            return ("same many" if low[1] >= 5 else "same few" if low[1] >= 2 else "same one or none", detail)
        if low[1] == 0:
            return ("none and some", detail)
        return ("near" if high[0] <= 2 * low[1] + 1 else "differ", detail)

    return reached


def _words(a: Profile, b: Profile) -> Level:
    ours, theirs = set(a.words), set(b.words)
    least = min(len(ours), len(theirs))
    if least < 4:
        return ("too few", "")
    share = len(ours & theirs) / least
    for bound, level in ((0.8, "copy"), (0.5, "much"), (0.35, "some"), (0.2, "little")):
        if share >= bound:
            return (level, f"{share:.2f} of the shorter")
    return ("hardly any", f"{share:.2f} of the shorter")


COMPARISONS: Mapping[str, Callable[[Profile, Profile], Level]] = {
    "type": _type,
    "time": _time,
    "hours": _hours,
    "place": compare_places,
    "doer": _doer,
    "target": _target,
    "weapon": _weapon,
    "killed": _toll("killed"),
    "wounded": _toll("wounded"),
    "arrested": _toll("arrested"),
    "words": _words,
}
