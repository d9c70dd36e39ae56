"""Totals that parties announce, checked: against their parts, their earlier totals, and the ledger's
incidents.

The ledger is a record of what was reported and read, no census: a difference is a question, not a verdict.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..gazetteer.geometry import distance_km
from ..gazetteer.load import PlaceRecord
from ..incident import FiledTally, Incident, TallyCheck
from ..records import Count, Place, Tally
from ..registry import Registry
from ..slim import Slim, SlimPlace

STRIKES = frozenset(("airstrike", "drone_strike"))
ATTACKS = STRIKES | frozenset(
    ("shelling", "bombing", "suicide_bombing", "chemical_attack", "armed_attack", "killing")
)
EVENTS: Mapping[str, frozenset[str]] = {
    "attacks": ATTACKS,
    "violations": ATTACKS | {"armed_clash", "raid", "interception", "property_destruction"},
    "airstrikes": STRIKES,
    "explosions": frozenset(("bombing", "suicide_bombing")),
    "protests": frozenset(("protest", "riot")),
}
PEOPLE = frozenset(("killed", "wounded", "missing", "arrested", "abducted", "displaced"))
MUNITIONS: Mapping[str, frozenset[str]] = {
    "drones": frozenset(("drone",)),
    "rockets": frozenset(("rocket",)),
    "missiles": frozenset(("missile", "ballistic_missile", "cruise_missile", "rocket")),
    "shells": frozenset(("artillery", "mortar")),
}
PARTS_OF_TOWNS = frozenset(("camp", "neighbourhood", "site", "market", "hospital"))
Range = tuple[int, int | None]
Held = Incident | Slim


def audit(
    tallies: Sequence[FiledTally], incidents: Sequence[Held], registry: Registry
) -> tuple[TallyCheck, ...]:
    """Every tally with what its parts, its predecessor and the ledger say of it, in the order of
    publication.
    """
    ordered = sorted(tallies, key=lambda t: (t.published, t.key))
    dated = [(_day(i), i) for i in incidents if not i.rejected and i.status != "denied" and _day(i)]
    counted = Dated(sorted(dated, key=lambda pair: (pair[0], pair[1].id)))
    found: list[TallyCheck] = []
    series: dict[tuple[object, ...], list[FiledTally]] = {}
    for tally in ordered:
        before = series.setdefault(_series(tally), [])
        earlier = next((b for b in reversed(before) if b.doc != tally.doc), None)
        found.append(_check(tally, earlier if tally.tally.window.start else None, counted, registry))
        before.append(tally)
    return tuple(found)


class Dated:
    """Helds by their first day, so that a window is looked at alone."""

    __slots__ = ("_days", "_incidents")

    def __init__(self, ordered: Sequence[tuple[str, Held]]) -> None:
        self._days = [day for day, _ in ordered]
        self._incidents = [incident for _, incident in ordered]

    def between(self, first: str, last: str) -> Sequence[Held]:
        """Those of the days from `first` to `last`; '' is no bound."""
        start = bisect_left(self._days, first)
        return self._incidents[start : bisect_right(self._days, last) if last else None]


def _day(incident: Held) -> str:
    return (incident.time.start or "")[:10] if incident.time else ""


def _check(filed: FiledTally, earlier: FiledTally | None, incidents: Dated, registry: Registry) -> TallyCheck:
    """A tally with the same speaker's last one of this measure and scope that began on the same day."""
    tally = filed.tally
    low, high = _parts(tally)
    inside = _all_inside(incidents, filed, registry) if _bounded(filed) else []
    found = _found(tally.measure, inside)
    verdict, difference, reason = _compared(filed, found)
    return TallyCheck(
        key=filed.key,
        doc=filed.doc,
        outlet=filed.outlet,
        speaker=speaker_of(filed),
        published=filed.published,
        measure=tally.measure,
        count=tally.count,
        tally=tally,
        adds_up=tally.adds_up if tally.adds_up is None else _adds_up(tally.count, low, high),
        parts_low=low,
        parts_high=high,
        earlier=earlier.key if earlier else "",
        earlier_count=earlier.tally.count if earlier else None,
        monotone=_not_fallen(earlier.tally.count, tally.count) if earlier else None,
        incidents=tuple(sorted(i.id for i in inside)),
        found_low=found[0] if found else None,
        found_high=found[1] if found else None,
        difference=difference,
        verdict=verdict,
        reason=reason,
        synthetic=filed.synthetic,
    )


def speaker_of(filed: FiledTally) -> str:
    """Whose tally it is: the innermost speaker, an actor where it is known; else the outlet."""
    cited = [s for s in filed.tally.sources if s.kind != "outlet"]
    if not cited:
        return filed.outlet_id or filed.outlet or filed.doc
    return cited[-1].actor or f"{cited[-1].kind} in {filed.outlet_id or filed.outlet}"


def _parts(tally: Tally) -> tuple[int | None, int | None]:
    """What the parts come to."""
    if not tally.parts:
        return None, None
    lows, highs = [p.count.min for p in tally.parts], [p.count.max for p in tally.parts]
    low = sum(n or 0 for n in lows)
    return low, None if None in highs else sum(n or 0 for n in highs)


def _adds_up(count: Count, low: int | None, high: int | None) -> bool:
    """Whether a count and the sum of its parts can be one number."""
    return (count.min or 0) <= (10**9 if high is None else high) and (low or 0) <= (
        10**9 if count.max is None else count.max
    )


def _series(filed: FiledTally) -> tuple[object, ...]:
    tally = filed.tally
    return (speaker_of(filed), tally.window.start, tally.measure, tally.scope)


def _not_fallen(earlier: Count, later: Count) -> bool:
    return later.max is None or (earlier.min or 0) <= later.max


def _bounded(filed: FiledTally) -> bool:
    return bool(filed.tally.window.start or filed.tally.window.end)


def _all_inside(incidents: Dated, filed: FiledTally, registry: Registry) -> list[Held]:
    """The incidents in the tally's window and scope."""
    window = filed.tally.window
    near = incidents.between((window.start or "")[:10], (window.end or filed.published)[:10])
    return [incident for incident in near if _inside(incident, filed, registry)]


def _inside(incident: Held, filed: FiledTally, registry: Registry) -> bool:
    """Whether an incident lies in the tally's scope."""
    scope = filed.tally.scope
    places = {*scope.places, *(p.place for p in filed.tally.parts if scope.places and p.place)}
    if places and not any(_in_place(incident, place, registry) for place in places):
        return False
    if scope.actor and not _takes_part(incident, scope.actor, ("attacker", "claimant", "party"), registry):
        return False
    if scope.target and not _hit(incident, scope.target, registry):
        return False
    return not scope.means or bool({w.kind for w in incident.weapons} & set(scope.means))


def _in_place(incident: Held, place: str, registry: Registry) -> bool:
    """Whether an incident's first place lies in a place: by the hierarchy, in a region by distance."""
    for spot in incident.places[:1]:
        around = registry.around(spot.gazetteer_id or spot.within)
        if spot.country == place or any(r.id == place for r in around):
            return True
        outer = next(iter(registry.around(place)), None)
        if outer is not None and _reaches(outer, spot, registry):
            return True
    return False


def _reaches(outer: PlaceRecord, spot: Place | SlimPlace, registry: Registry) -> bool:
    """Whether a region, or a city with a camp or quarter of its own, reaches to a spot."""
    if spot.lat is None or spot.lon is None or spot.within:
        return False
    kind = next((r.kind for r in registry.around(spot.gazetteer_id)), "")
    part = outer.kind in ("city", "town") and kind in PARTS_OF_TOWNS
    near = distance_km(spot.lat, spot.lon, outer.lat, outer.lon) <= outer.radius_km
    return near and (part or outer.kind == "region")


def _takes_part(incident: Held, actor: str, roles: tuple[str, ...], registry: Registry) -> bool:
    return any(actor in registry.actor_chain(p.actor) for p in incident.participants if p.role in roles)


def _hit(incident: Held, target: str, registry: Registry) -> bool:
    if _takes_part(incident, target, ("target", "victim", "party"), registry):
        return True
    return any(p.facility == target for p in incident.participants)


def _found(measure: str, inside: Iterable[Held]) -> Range | None:
    """What incidents come to in a measure; None for what incidents do not count."""
    if measure in EVENTS:
        number = sum(1 for i in inside if i.event_type in EVENTS[measure])
        return number, number
    if measure in PEOPLE:
        return _summed(inside, lambda i: _harmed(i, measure))
    if measure in MUNITIONS:
        return _summed(inside, lambda i: _munitions(i, MUNITIONS[measure]))
    if measure == "casualties":
        return _summed(inside, lambda i: _both(_harmed(i, "killed"), _harmed(i, "wounded")))
    if measure == "released":
        number = sum(1 for i in inside if i.event_type == "release")
        return number, None
    return None


def _summed(inside: Iterable[Held], value: Callable[[Held], Range]) -> Range:
    total: Range = (0, 0)
    for incident in inside:
        total = _both(total, value(incident))
    return total


def _both(a: Range, b: Range) -> Range:
    return a[0] + b[0], None if a[1] is None or b[1] is None else a[1] + b[1]


def _harmed(incident: Held, kind: str) -> Range:
    for toll in incident.harm:
        if toll.kind == kind and not toll.part:
            return toll.low or 0, toll.high
    return 0, 0


def _munitions(incident: Held, kinds: frozenset[str]) -> Range:
    total: Range = (0, 0)
    for weapon in incident.weapons:
        if weapon.kind in kinds:
            count = weapon.count
            total = _both(total, (1, None) if count is None or count.min is None else (count.min, count.max))
    return total


def _compared(filed: FiledTally, found: Range | None) -> tuple[str, int | None, str]:
    """How the announced count stands to what the ledger holds."""
    count = filed.tally.count
    if found is None:
        return "not comparable", None, f"incidents do not count '{filed.tally.measure}'"
    if not _bounded(filed):
        return "not comparable", None, "the tally names no window"
    if count.min is None:
        return "not comparable", None, "the tally gives no number"
    low, high = found
    if high is not None and count.min > high:
        return "above the ledger", count.min - high, "more was announced than the ledger holds"
    if count.max is not None and count.max < low:
        return "below the ledger", count.max - low, "the ledger holds more than was announced"
    return "agrees", 0, ""
