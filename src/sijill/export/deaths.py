"""Harm added up: lowest, highest and best figure of a kind, and whose the dead are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from sijill.incident import Incident, Toll

CIVIL = frozenset({"civilian", "child", "woman", "journalist", "medic", "aid_worker"})
ARMED = frozenset({"military", "militant", "police"})
STATE = frozenset({"military", "police"})
Sort = Literal["state", "group", ""]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people: `low` and `high` as anyone says (None is open), `best` by the ledger's policy.

    `told` is False where nobody says anything of it, which is not none. `disputed` says that figures
    of different voices differ.
    """

    low: int | None = None
    high: int | None = None
    best: int | None = None
    told: bool = False
    disputed: bool = False


def tolls(incident: Incident, kind: str) -> tuple[Toll, ...]:
    """The totals of a kind of harm; its parts where no total is told."""
    every = [t for t in incident.harm if t.kind == kind]
    return tuple(t for t in every if not t.part) or tuple(every)


def figures(incident: Incident, kind: str, who: frozenset[str] | None = None) -> Figures:
    """What is said of one kind of harm, to everyone or to some: totals add up, parts are in them.

    Parts that stand alone, or beside a total without a number, are no total: the largest is the least that
    it can be. Asked for some
    people only, a part counts where no total is about those people.
    """
    found = tolls(incident, kind)
    if who is not None:
        found = tuple(t for t in found if t.who in who) or _parts(incident, kind, who)
    if not found:
        return Figures()
    disputed = any(len({v.value for v in t.values}) > 1 for t in found)
    if all(t.part for t in found) and (who is None or len(found) > 1):
        return _least(found, disputed=disputed)
    lows = [t.low for t in found if t.low is not None]
    bests = [best for t in found if (best := _best(t)) is not None]
    highs = [t.high for t in found if t.high is not None]
    if who is None and not lows and not bests and not highs:
        return _least([t for t in incident.harm if t.kind == kind], disputed=disputed)
    return Figures(
        low=sum(lows) if lows else None,
        high=sum(highs) if len(highs) == len(found) else None,
        best=sum(bests) if bests else None,
        told=True,
        disputed=disputed,
    )


def _least(found: Sequence[Toll], *, disputed: bool) -> Figures:
    """What parts alone say of the whole: it is no less than the largest of them."""
    least = max((t.low for t in found if t.low is not None), default=None)
    best = max((b for t in found if (b := _best(t)) is not None), default=None)
    return Figures(low=least, best=best, told=True, disputed=disputed)


def _parts(incident: Incident, kind: str, who: frozenset[str]) -> tuple[Toll, ...]:
    """Parts that are about some people; where civilians are told of, the groups among them are in it."""
    found = tuple(t for t in incident.harm if t.kind == kind and t.who in who)
    civil = tuple(t for t in found if t.who == "civilian")
    return civil if civil and who == CIVIL else found


def highest_named(found: Figures) -> int | None:
    """The highest number that anyone names, also where the figure is open above ('at least six' is six)."""
    return max((n for n in (found.low, found.high, found.best) if n is not None), default=None)


class Shares(msgspec.Struct, frozen=True, kw_only=True):
    """The dead of one incident by whose they are; the four add up to the best figure."""

    first: int = 0
    second: int = 0
    civilians: int = 0
    unknown: int = 0


def shares(incident: Incident, first: Sort, second: Sort) -> Shares:
    """Give the dead to the sides: soldiers and police to a state's side, fighters to a group's, where only
    one side is of that sort; what is told of nobody in particular stays unknown.
    """
    totals = [t for t in incident.harm if t.kind == "killed" and not t.part]
    dead: dict[str, int] = {"first": 0, "second": 0, "civilians": 0, "unknown": 0}
    for toll in totals:
        dead[_whose(toll.who, first, second)] += _best(toll) or 0
    dead["unknown"] += max(0, (figures(incident, "killed").best or 0) - sum(dead.values()))
    parts = [t for t in incident.harm if t.kind == "killed" and t.part]
    plain = [t for t in parts if t.who == "civilian"]
    for toll in plain + [t for t in parts if t.who in ARMED] if plain else parts:
        share = _whose(toll.who, first, second)
        taken = min(dead["unknown"], _best(toll) or 0)
        dead["unknown"] -= taken
        dead[share] += taken
    return Shares(**dead)


def _whose(who: str, first: Sort, second: Sort) -> str:
    if who in CIVIL:
        return "civilians"
    if who not in ARMED or first == second:
        return "unknown"
    wanted = "state" if who in STATE else "group"
    return "first" if first == wanted else "second" if second == wanted else "unknown"


def conceded(incident: Incident, kinds: Iterable[str]) -> dict[str, Figures]:
    """What doers themselves say, by actor: figures of the given kinds added up. Who denies it is no doer."""
    denying = {w.actor for w in incident.sources if w.stance == "denies"}
    said: dict[str, list[tuple[int | None, int | None]]] = {}
    for toll in incident.harm:
        if toll.kind in kinds and not toll.part:
            for one in toll.conceded:
                if one.actor in denying:
                    continue
                said.setdefault(one.actor, []).append((one.low, one.high))
    return {
        actor: Figures(
            low=sum(low for low, _ in pairs if low is not None),
            high=sum(h for _, h in pairs if h is not None) if all(h is not None for _, h in pairs) else None,
            told=True,
        )
        for actor, pairs in said.items()
    }


def _best(toll: Toll) -> int | None:
    return toll.best if toll.best is not None else toll.low
