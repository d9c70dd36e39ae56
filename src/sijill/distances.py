"""How far from a place: '120 km north of X', 'east of X by 15 km', '20 km from X', between X and Y."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .language import Quantity
from .lexicon import PlaceWordEntry
from .matching import Match
from .places import PlaceMention
from .seen import Seen

FARTHEST_KM = 1500.0
SINGLE = 1.0
FROM = frozenset({"prep.from", "prep.about"})


class Distance(msgspec.Struct, frozen=True):
    """A distance told in tokens [first, last): `away` where words say that it is one from somewhere."""

    first: int
    last: int
    km: float
    away: bool


def measure(seen: Seen, mentions: Sequence[PlaceMention]) -> None:
    """Give each place phrase the distance told right before it, or right after a direction, in `km`."""
    for distance in find(seen):
        after = next((m for m in mentions if _leads(seen, distance, m)), None)
        if after is not None:
            after.km = distance.km
            if after.relation in ("in", ""):
                after.relation, after.precision = "near", max(2, after.precision)
            after.prep = "in"
            continue
        before = next((m for m in reversed(mentions) if m.last <= distance.first), None)
        if before is not None and before.direction and before.km is None and _follows(seen, before, distance):
            before.km = distance.km


def find(seen: Seen) -> list[Distance]:
    """All distances of a sentence from left to right; the range of an arm or the length of a road is none."""
    units = [m for m in seen.kinds.get("placewords", ()) if _way(m) == "unit"]
    found: list[Distance] = []
    for unit in units:
        number = next((n for n in seen.numbers if _counts(n, unit)), None)
        first = unit.first if number is None else number.first
        opener = _opener(seen, first)
        if (number is None and opener is None) or (opener is not None and _way(opener) == "extent"):
            continue
        km = (SINGLE if number is None else _amount(number)) * _unit(unit)
        if 0 < km <= FARTHEST_KM:
            begin = first if opener is None else opener.first
            found.append(Distance(begin, unit.last, km, opener is not None))
    return found


def _counts(number: Quantity, unit: Match) -> bool:
    """Whether a number counts a unit: it stands right before it, or is its dual."""
    return number.last == unit.first or (number.first <= unit.first < number.last)


def _amount(number: Quantity) -> float:
    """How many: the middle of two bounds, else the one that is told."""
    least, most = number.count.min, number.count.max
    if least is not None and most is not None:
        return (least + most) / 2
    return float(least if least is not None else most or 0)


def _unit(match: Match) -> float:
    return match.entry.km if isinstance(match.entry, PlaceWordEntry) else 0.0


def _way(match: Match) -> str:
    return match.entry.way if isinstance(match.entry, PlaceWordEntry) else ""


def _opener(seen: Seen, first: int) -> Match | None:
    """The words 'at a distance of' or 'with a range of' that end right before a number."""
    ends = {m.last: m for m in seen.kinds.get("placewords", ()) if _way(m) in ("away", "extent")}
    for at in (first, first - 1):
        if at in ends and (at == first or seen.pos[at] in "PNJ"):
            return ends[at]
    return None


def _leads(seen: Seen, distance: Distance, mention: PlaceMention) -> bool:
    """Whether a place phrase begins right behind a distance: '5 km | north of X', '5 km from | X'."""
    gap = range(distance.last, mention.first)
    if mention.first < distance.last or len(gap) > 1:
        return False
    if mention.direction:
        return all(seen.pos[n] == "P" for n in gap)
    return distance.away and len(gap) == 1 and seen.cues.get(gap[0], "") in FROM


def _follows(seen: Seen, mention: PlaceMention, distance: Distance) -> bool:
    """Whether a distance is told right behind a direction: 'east of X | by 15 km'."""
    gap = range(mention.last, distance.first)
    number = seen.tokens[distance.first]
    plain = all(seen.pos[n] == "P" or seen.tokens[n].norm in seen.commas for n in gap)
    if len(gap) > 2 or not plain:
        return False
    return distance.away or bool(number.pre) or any(seen.pos[n] == "P" for n in gap)
