"""The time, the places and the type of an incident, each chosen by a named policy from what reports give."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..incident import Field, Filed
from ..records import Place, Time, Weapon
from ..registry import Registry
from .speech import first_cited, said
from .values import Given, best, field, gather, heard

TIME_POLICY = "said before inferred, finest precision, most voices, earliest"
PLACE_POLICY = "finest precision, a known place, most voices"
TYPE_POLICY = "most voices, then the most specific"
PRECISIONS = ("minute", "hour", "part_of_day", "day", "week", "month", "year", "vague")
UNSPECIFIC = ("killing", "armed_attack", "raid")
OUTLYING = 2


def event_type(told: Sequence[Filed], registry: Registry) -> Field:
    """The type of the incident with every type that is told."""
    given = [
        (
            f.report.event_type,
            f.report.event_type.replace("_", " "),
            said(f, first_cited(f), _trigger(f), registry),
        )
        for f in told
    ]
    values = gather(given)
    stand = heard(given, _days(told), lambda later, earlier: later in UNSPECIFIC)
    chosen = best(
        [v for v in values if v.value in stand], lambda v: (-len(stand[v.value]), v.value in UNSPECIFIC)
    )
    return field("event_type", values, TYPE_POLICY, chosen.value if chosen else "", stand)


def _days(told: Sequence[Filed]) -> dict[str, str]:
    """The day of publication of each report."""
    return {filed.key: filed.published for filed in told}


def _trigger(filed: Filed) -> tuple[str, int, int]:
    trigger = filed.report.trigger
    return trigger.text, trigger.start, trigger.end


def when(told: Sequence[Filed], registry: Registry) -> tuple[Time | None, Field | None]:
    """The time chosen, without spans of its own, and every time that is told."""
    times = {(f.key): f.report.time for f in told if f.report.time is not None and f.report.time.start}
    given: list[Given] = []
    by_value: dict[str, Time] = {}
    for filed in told:
        time = times.get(filed.key)
        if time is None:
            continue
        value = edtf(time)
        by_value[value] = _finer(by_value.get(value), time)
        span = time.spans[0] if time.spans else (0, 0)
        given.append((value, value, said(filed, first_cited(filed), (time.text, *span), registry)))
    if not given:
        return None, None
    values = gather(given)
    stand = heard(given, _days(told), lambda later, earlier: _tells_less(by_value[later], by_value[earlier]))
    chosen = best(
        [v for v in values if v.value in stand],
        lambda v: (*_time_rank(by_value[v.value]), -len(stand[v.value])),
    )
    if chosen is None:
        return None, None
    time = msgspec.structs.replace(by_value[chosen.value], text="", spans=())
    return time, field("time", values, TIME_POLICY, chosen.value, stand)


def _tells_less(later: Time, earlier: Time) -> bool:
    """Whether a time takes nothing back of an earlier one: it is guessed where that was said, or holds it."""
    if _time_rank(later)[:2] > _time_rank(earlier)[:2]:
        return True
    first, last = (later.start or "")[:10], (later.end or later.start or "")[:10]
    inside = first <= (earlier.start or "")[:10] and (earlier.end or earlier.start or "")[:10] <= last
    return inside and _time_rank(later) > _time_rank(earlier)


def edtf(time: Time) -> str:
    """A time as one value: a day, a moment, or an interval with a stroke."""
    start, end = time.start or "", time.end or ""
    return start if not end or end == start else f"{start}/{end}"


def _finer(known: Time | None, time: Time) -> Time:
    return time if known is None or _time_rank(time) < _time_rank(known) else known


def _time_rank(time: Time) -> tuple[float, ...]:
    guessed = time.precision == "vague" or (time.inferred is not None and time.inferred != "previous report")
    return (float(guessed), float(time.inferred is not None), float(PRECISIONS.index(time.precision)))


def where(told: Sequence[Filed], registry: Registry) -> tuple[tuple[Place, ...], Field | None]:
    """The places of the incident, the chosen one first, what lies around it last; and every finest place
    told.
    """
    given: list[Given] = []
    by_value: dict[str, Place] = {}
    for filed in told:
        for place in pinpoint(filed.report.places, registry):
            value = place.gazetteer_id or f"name:{place.name_ar or place.text}"
            known = by_value.get(value)
            by_value[value] = place if known is None or place.precision < known.precision else known
            words = (place.text, place.start, place.end)
            label = place.name or place.name_ar or place.text
            given.append((value, label, said(filed, first_cited(filed), words, registry)))
    if not given:
        return (), None
    values = gather(given)
    stand = heard(
        given, _days(told), lambda later, earlier: _says_less(by_value[later], by_value[earlier], registry)
    )
    there = [v for v in values if v.value in stand]
    chosen = best(there, lambda v: (*_place_rank(by_value[v.value]), -len(stand[v.value])))
    if chosen is None:
        return (), None
    rest = [by_value[v.value] for v in there if v is not chosen]
    first = by_value[chosen.value]
    outer = _around(told, {chosen.value, *by_value}, first, registry)
    return (first, *rest, *outer), field("place", values, PLACE_POLICY, chosen.value, stand)


def _says_less(later: Place, earlier: Place, registry: Registry) -> bool:
    """Whether a place takes nothing back of an earlier one: it lies around it, or no list knows it."""
    if not later.gazetteer_id:
        return True
    return any(r.id == later.gazetteer_id for r in registry.around(earlier.gazetteer_id)[1:])


def _place_rank(place: Place) -> tuple[float, ...]:
    return (float(place.precision), float(not place.gazetteer_id), float(place.lat is None))


def pinpoint(places: Sequence[Place], registry: Registry) -> tuple[Place, ...]:
    """The places that are not there to say where another of them lies."""
    outer = {r.id for p in places if p.gazetteer_id for r in registry.around(p.gazetteer_id)[1:]}
    inner = [p for p in places if p.gazetteer_id not in outer or not p.gazetteer_id]
    fine = [p for p in inner if p.precision <= OUTLYING and p.relation != "countryside_of"]
    there = [p for p in fine if not p.relation.endswith("_of")]  # 'in X, east of Y': Y only says where X is
    return tuple(there or fine or [p for p in inner if p.precision <= OUTLYING] or inner or places)


def _around(told: Sequence[Filed], have: set[str], first: Place, registry: Registry) -> tuple[Place, ...]:
    """The larger places that the tellings name beside, each once, the smallest first."""
    found: dict[str, Place] = {}
    for filed in told:
        for place in filed.report.places:
            if place.gazetteer_id and place.gazetteer_id not in have and place.country == first.country:
                found.setdefault(place.gazetteer_id, place)
    return tuple(sorted(found.values(), key=lambda p: (p.precision, p.radius_km or 0.0, p.gazetteer_id)))


def weapons(told: Sequence[Filed], registry: Registry) -> tuple[tuple[Weapon, ...], Field | None]:
    """The means that are told, each kind once with the widest bounds of its count."""
    given: list[Given] = []
    kinds: dict[str, Weapon] = {}
    for filed in told:
        for weapon in filed.report.weapons:
            given.append(
                (
                    weapon.kind,
                    weapon.kind.replace("_", " "),
                    said(filed, first_cited(filed), (weapon.text, weapon.start, weapon.end), registry),
                )
            )
            known = kinds.get(weapon.kind)
            kinds[weapon.kind] = weapon if known is None or known.count is None else known
    if not given:
        return (), None
    values = gather(given)
    policy = "every kind that is told; most voices first"
    ordered = tuple(kinds[v.value] for v in values)
    return ordered, field("weapon", values, policy, values[0].value)
