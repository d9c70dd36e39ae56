"""How alike two reports' places are, by name, hierarchy and distance. The best pair of their finest spots
counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from ..gazetteer.geometry import distance_km
from .profile import Profile, Spot

BESIDE_KM = 3.0
NEAR_KM = 8.0
AROUND_KM = 15.0
FAR_KM = 60.0
BY = frozenset(("near", "outskirts"))
OUTLYING = frozenset(("countryside_of",))
ORDER = (
    "same town",
    "same name",
    "same city",
    "near",
    "inside",
    "around",
    "perhaps inside",
    "namesake",
    "same province",
    "next town",
    "other name",
    "other quarter",
    "same country",
    "other town",
    "far",
    "other country",
)


def compare_places(a: Profile, b: Profile) -> tuple[str, str]:
    """The level that the places of two reports reach, with the names."""
    ours, theirs = finest(a.spots), finest(b.spots)
    if not ours or not theirs:
        return _named(a, theirs) or _named(b, ours) or ("not told", "")
    best = min(
        ((ORDER.index(level(x, y)), x.name, y.name) for x in ours for y in theirs),
        key=lambda found: (found[0], min(found[1:]), max(found[1:])),
    )
    if best[0] > ORDER.index("namesake") and (name := _mistaken(a.spots, b.spots)):
        return ("namesake", name)
    names = sorted({best[1], best[2]})
    return (ORDER[best[0]], " / ".join(names))


def _mistaken(ours: Sequence[Spot], theirs: Sequence[Spot]) -> str:
    """A name that both have for two places, where one of them does not say which it means; or ''."""
    found = [
        min(x.name, y.name)
        for x in ours
        for y in theirs
        if x.id != y.id and _called_alike(x, y) and not (_sure(x, ours) and _sure(y, theirs))
    ]
    return min(found, default="")


def _sure(spot: Spot, told: Sequence[Spot]) -> bool:
    """Whether something around a place is told besides, so that its name can hardly mean another."""
    return any(s.id in spot.around or spot.id in s.around for s in told)


def _called_alike(a: Spot, b: Spot) -> bool:
    """Whether two spots share a name, be it written in one word or two."""
    return max(a.precision, b.precision) <= 2 and not set(a.names).isdisjoint(b.names)


def _one_name(a: Spot, b: Spot) -> bool:
    """Whether a name that no list knows is another spot's, a word before it ('camp', 'quarter') left off."""
    if (a.id and b.id) or max(a.precision, b.precision) > 2:
        return False
    pairs = [(known, other) for known, other in ((a, b), (b, a)) if not other.id]
    return _called_alike(a, b) or any("".join(o.words[1:]) in known.names for known, o in pairs)


def _named(silent: Profile, spots: Sequence[Spot]) -> tuple[str, str] | None:
    """Where one tells no place: whether the name of the other's stands among its words."""
    words = set(silent.words)
    for spot in spots:
        if spot.precision <= 2 and spot.words and (words.issuperset(spot.words) or words & set(spot.names)):
            return ("named in words", spot.name)
    return None


def finest(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots that are not there to say where another of them lies."""
    around = {outer for s in spots for outer in s.around}
    around |= {s.id for s in spots if any(_holds(s, o) and _apart(s, o, AROUND_KM) for o in spots)}
    towns = [s for s in spots if s.precision <= 2 and s.id not in around]
    towns = _parts_of_cities([s for s in towns if not _landmark(s, towns)])
    named = [s for s in towns if not s.relation.endswith("_of")] or towns
    return tuple(named or [s for s in spots if s.id not in around] or spots)


def _landmark(spot: Spot, towns: Sequence[Spot]) -> bool:
    """Whether a place only says where another lies: 'the village X, near | Y'."""
    return spot.relation == "near" and any(
        o.relation == "in" and o.precision == 1 and o.id != spot.id and not _apart(o, spot, AROUND_KM)
        for o in towns
    )


def _parts_of_cities(towns: Sequence[Spot]) -> list[Spot]:
    """The spots without the city that they are part of: a place told beside a large city, and near it."""
    cities = [s for s in towns if s.large and s.relation == "in"]
    found = []
    for spot in towns:
        inside = [
            c.id for c in cities if c.id != spot.id and not spot.large and not _apart(c, spot, AROUND_KM)
        ]
        found.append(
            structs.replace(spot, around=(*spot.around, *inside), city=spot.city or inside[0])
            if inside
            else spot
        )
    full = {i for s in found for i in s.around}
    return [s for s in found if s.id not in full]


def _holds(a: Spot, b: Spot) -> bool:
    """Whether a bare name may stand for the region that another spot lies in."""
    return bool(a.namesake) and a.id not in (b.id, *b.around) and b.precision <= 2 and a.namesake in b.around


def level(a: Spot, b: Spot) -> str:
    """How alike two spots are."""
    found = _level(a, b)
    if (_holds(a, b) or _holds(b, a)) and ORDER.index(found) > ORDER.index("perhaps inside"):
        return "perhaps inside"
    return found


def _level(a: Spot, b: Spot) -> str:
    if _one_name(a, b):
        return "same name"
    if a.country and b.country and a.country != b.country:
        return "other country" if _apart(a, b, NEAR_KM) else "near"
    if a.id and a.id == b.id:
        if a.precision > 2 or b.precision > 2:
            return "same province" if a.precision <= 3 and b.precision <= 3 else "same country"
        return "same city" if a.large else "same town"
    if (a.id and a.id in b.around) or (b.id and b.id in a.around):
        return "same country" if max(a.precision, b.precision) >= 4 else "inside"
    return _by_distance(a, b)


def _by_distance(a: Spot, b: Spot) -> str:
    rough = max(a.precision, b.precision) >= 3
    if rough:
        if a.admin1 and a.admin1 == b.admin1:
            return "same province"
        return "same country" if not (a.admin1 and b.admin1) else "far"
    distance = km(a, b)
    if distance is None:
        if a.admin1 and b.admin1 and a.admin1 != b.admin1:
            return "far"
        return "other name"
    if a.quarter and b.quarter:
        return "other quarter"
    if distance <= AROUND_KM and ((a.large and b.quarter) or (b.large and a.quarter)):
        return "inside"
    if NEAR_KM < distance <= max(a.reach, b.reach) and a.admin1 == b.admin1:
        return "perhaps inside"
    if distance > max(a.reach, b.reach) > 0 and a.admin1 == b.admin1 and not (a.settled and b.settled):
        return "same province"
    relations = {a.relation, b.relation}
    if distance <= (NEAR_KM if not (a.city and b.city) else AROUND_KM) and _neighbours(a, b):
        return "next town"
    if distance <= NEAR_KM:
        return "near" if distance <= BESIDE_KM or relations & BY else "around"
    if distance <= AROUND_KM and relations & BY:
        return "around"
    wide = OUTLYING & relations or (max(a.precision, b.precision) == 2 and a.relation == b.relation == "in")
    if distance <= FAR_KM and OUTLYING & relations and a.admin1 == b.admin1:
        return "same province"
    return "around" if wide and distance <= AROUND_KM else "other town" if distance <= FAR_KM else "far"


def _neighbours(a: Spot, b: Spot) -> bool:
    """Whether two spots are two towns, or lie in two cities, each told by its name."""
    if a.relation.endswith("_of") or b.relation.endswith("_of"):
        return False
    if a.city and b.city:
        return a.city != b.city
    return a.settled and b.settled and a.relation == b.relation == "in"


def km(a: Spot, b: Spot) -> float | None:
    """The distance of two spots in kilometres, None where one has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def _apart(a: Spot, b: Spot, limit: float) -> bool:
    distance = km(a, b)
    return distance is None or distance > limit
