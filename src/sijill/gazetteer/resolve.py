"""Choose between places of one name by what is said around it; where nothing decides, say so.

Evidence comes first: places named around (in them, or near them), the document's countries, the cue noun.
People and kind of place speak only where the evidence is level. A choice always carries its reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10

import msgspec

from sijill.gazetteer.geometry import apart_km, bearing
from sijill.gazetteer.load import Gazetteer, PlaceRecord

INSIDE = 6.0
HOLDS = 3.0
NEAR = ((25.0, 5.0), (70.0, 2.5), (160.0, 1.0))
OWN_REACH_KM = 10.0
ELSEWHERE = -1.5
RANK_FADES = 0.8
COUNTRY = 3.0
OTHER_COUNTRY = -2.0
BORDER = 1.5
BORDER_KM = 100.0
CUE_FITS = 3.0
CUE_CLOSE = 1.0
CUE_AGAINST = -3.0
LEVEL = 0.6
PROMINENCE_MARGIN = 0.5
SAME_SPOT_KM = 12.0
SURE_COUNTRY = 0.6
ON_SIDE = 1.0
OFF_SIDE = -1.5
SIDE_DEGREES = 50.0
SIDE_KM = 130.0

SETTLEMENTS = frozenset({"city", "town", "village"})
AREAS = frozenset({"country", "admin1", "admin2", "region", "sea", "island", "mountain", "strait"})
PROMINENCE: Mapping[str, float] = {
    "country": 4.0, "city": 2.5, "sea": 2.5, "strait": 2.5, "region": 2.0, "admin1": 1.8, "town": 1.0,
    "admin2": 0.6, "neighbourhood": 0.3, "village": 0.3,
}  # fmt: skip
HAND = "general knowledge"
BY_HAND = 0.6
PEOPLE: Mapping[str, int] = {"city": 50_000, "town": 5_000, "village": 500}
CUE_KINDS: Mapping[str, frozenset[str]] = {
    "city": frozenset({"city"}),
    "town": frozenset({"town"}),
    "village": frozenset({"village"}),
    "district": frozenset({"admin2"}),
    "governorate": frozenset({"admin1"}),
    "neighbourhood": frozenset({"neighbourhood"}),
    "camp": frozenset({"camp"}),
    "base": frozenset({"base", "airbase"}),
    "field": frozenset({"oil_field", "gas_field"}),
    "refinery": frozenset({"refinery"}),
    "crossing": frozenset({"crossing"}),
    "airport": frozenset({"airport", "airbase"}),
    "dam": frozenset({"dam"}),
    "island": frozenset({"island"}),
    "strait": frozenset({"strait"}),
    "sea": frozenset({"sea"}),
    "river": frozenset({"river"}),
    "mountain": frozenset({"mountain"}),
    "road": frozenset({"road"}),
    "port": frozenset({"port"}),
    "region": frozenset({"region", "admin1"}),
    "country": frozenset({"country"}),
    "site": frozenset({"site"}),
}
CUE_KINDS_CLOSE: Mapping[str, frozenset[str]] = {
    "city": frozenset({"town", "neighbourhood"}),
    "town": frozenset({"city", "village"}),
    "village": frozenset({"town", "neighbourhood"}),
    "district": SETTLEMENTS | {"neighbourhood", "region"},
    "governorate": frozenset({"region"}),
    "neighbourhood": SETTLEMENTS | {"camp"},
    "camp": frozenset({"neighbourhood"}),
    "base": frozenset({"airport", "site", "port"}),
    "airport": frozenset({"base"}),
    "region": SETTLEMENTS | {"admin2", "neighbourhood", "mountain", "site"},
    "countryside": SETTLEMENTS | {"admin1", "admin2"},
    "front": SETTLEMENTS | {"neighbourhood", "mountain", "base", "region"},
    "sea": frozenset({"strait"}),
    "strait": frozenset({"sea"}),
    "mountain": frozenset({"region"}),
    "site": frozenset({"base", "port", "refinery", "mountain"}),
}


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What the words beside a name say of where it lies: towards `bearing` (degrees from north by east) of a
    place, `km` from it where that is told.
    """

    place_id: str
    bearing: float
    km: float | None = None


class PlaceContext(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around a name: places said beside it (ids, nearest first), the document's countries, a cue.

    `document_countries` weighs ISO codes by other places, outlet and actors; only proportions count. `cue` is
    the `place_kind` of the word that introduces the name, empty for none. `sides` are the directions told.
    `related` says that a word of direction or distance stands before the name, so that it is one of a place.
    """

    near_ids: tuple[str, ...] = ()
    document_countries: Mapping[str, float] = {}
    cue: str = ""
    sides: tuple[Side, ...] = ()
    related: bool = False


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The place chosen, or none. `region` is then the smallest place that holds all that is possible.

    `radius_km` is the radius of what is given; `reasons` names each piece of evidence; `open_ids` lists the
    places between which nothing decided.
    """

    record: PlaceRecord | None = None
    region: PlaceRecord | None = None
    radius_km: float | None = None
    reasons: tuple[str, ...] = ()
    open_ids: tuple[str, ...] = ()


class _Scored(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate with the evidence for it."""

    record: PlaceRecord
    score: float
    near: bool
    reasons: tuple[str, ...]


def choose(candidates: Sequence[PlaceRecord], context: PlaceContext, gazetteer: Gazetteer) -> Choice:
    """Choose the place that a name means; `candidates` share the name. See the module for the order."""
    scored = [_weigh(record, context, gazetteer) for record in candidates]
    if not scored:
        return Choice(reasons=("no-candidate",))
    allowed = [one for one in scored if context.related or _is_cued(one, context.cue)]
    allowed += [one for one in scored if one not in allowed and _seat_of(one, allowed, gazetteer)]
    best = max((one.score for one in allowed), default=0.0)
    if not allowed or (best < 0 and max(one.score for one in scored) > best + LEVEL):
        return Choice(reasons=("needs-cue",))
    level = [one for one in allowed if one.score >= best - LEVEL]
    level.sort(key=lambda one: (-_prominence(one.record), one.record.id))
    first = level[0] if context.cue else _seat(level[0], allowed, gazetteer)
    rivals = [one for one in level if one is not first and _rivals(first, one, gazetteer)]
    if not rivals:
        return _chosen(first)
    own = [one for one in (first, *rivals) if one.record.id in gazetteer.own]
    if len(own) == 1:
        return _chosen(msgspec.structs.replace(own[0], reasons=(*own[0].reasons, "own-place")))
    return _undecided([first, *rivals], gazetteer)


def fallback(context: PlaceContext, gazetteer: Gazetteer) -> Choice:
    """Place an unknown name: in the smallest area named around it, else around the nearest settlement named.

    With no place around it, a country that clearly rules the document is given.
    """
    near = [gazetteer.by_id[ident] for ident in context.near_ids if ident in gazetteer.by_id]
    areas = [record for record in near if record.kind in AREAS]
    if areas:
        smallest = min(areas, key=lambda record: (record.radius_km, near.index(record)))
        return Choice(region=smallest, radius_km=smallest.radius_km, reasons=(f"area-named:{smallest.id}",))
    if near:
        around = next((record for record in gazetteer.chain(near[0].id)[1:]), near[0])
        return Choice(region=around, radius_km=around.radius_km, reasons=(f"around-named:{near[0].id}",))
    total = sum(context.document_countries.values())
    for code, weight in sorted(context.document_countries.items(), key=lambda pair: (-pair[1], pair[0])):
        country = gazetteer.country_record(code)
        if country is not None and weight >= SURE_COUNTRY * total:
            return Choice(region=country, radius_km=country.radius_km, reasons=(f"document-country:{code}",))
        break
    return Choice(reasons=("nothing-around",))


def _chosen(one: _Scored) -> Choice:
    """The choice of one record."""
    return Choice(
        record=one.record, radius_km=one.record.radius_km, reasons=one.reasons or ("only-candidate",)
    )


def _undecided(open_ones: Sequence[_Scored], gazetteer: Gazetteer) -> Choice:
    """No record, but the smallest place that holds every one that is still possible."""
    idents = tuple(one.record.id for one in open_ones)
    shared = next(
        (
            outer
            for outer in gazetteer.chain(idents[0])[1:]
            if all(gazetteer.is_within(ident, outer.id) for ident in idents)
        ),
        None,
    )
    radius = shared.radius_km if shared is not None else None
    return Choice(region=shared, radius_km=radius, reasons=("undecided",), open_ids=idents)


def _weigh(record: PlaceRecord, context: PlaceContext, gazetteer: Gazetteer) -> _Scored:
    """Add up the evidence for one candidate."""
    reasons: list[str] = []
    near_score = _near_score(record, context, gazetteer, reasons)
    score = near_score + _country_score(record, context, gazetteer, reasons)
    score += _side_score(record, context, gazetteer, reasons)
    if context.cue:
        fit = cue_score(record, context.cue)
        if fit:
            reasons.append(f"cue:{context.cue}:{fit:+.1f}")
        score += fit
    return _Scored(record=record, score=score, near=near_score > 0, reasons=tuple(reasons))


def _near_score(
    record: PlaceRecord, context: PlaceContext, gazetteer: Gazetteer, reasons: list[str]
) -> float:
    """Evidence of the places said around: the best counts whole, the next ones less and less."""
    total, weight = 0.0, 1.0
    for ident in context.near_ids:
        near = gazetteer.by_id.get(ident)
        if near is None or near.id == record.id:
            continue
        value = _nearness(record, near, gazetteer)
        if value:
            reasons.append(f"near:{near.id}:{value * weight:+.1f}")
        total += value * weight
        weight *= RANK_FADES
    return total


def _nearness(record: PlaceRecord, near: PlaceRecord, gazetteer: Gazetteer) -> float:
    """What one place said around says for a candidate."""
    if near.kind == "country":
        return INSIDE / 2 if record.country == near.country else 2 * ELSEWHERE
    if gazetteer.is_within(record.id, near.id):
        return INSIDE
    distance = apart_km(record, near)
    if gazetteer.is_within(near.id, record.id):
        return HOLDS if record.kind in AREAS else max(HOLDS, _closeness(distance, near, record))
    if _same_tree(record) and near.kind not in AREAS and distance <= record.radius_km:
        return HOLDS if record.country == near.country else 0.0
    if near.kind in AREAS:
        if not _same_tree(near) and distance <= near.radius_km * 1.1:
            return INSIDE - 1
        gap = max(0.0, distance - near.radius_km)
        return NEAR[1][1] if gap <= NEAR[0][0] and record.country == near.country else ELSEWHERE
    closeness = _closeness(distance, near, record)
    if record.country == near.country:
        return closeness
    return closeness / 2 if closeness else ELSEWHERE  # what is told beside it lies in one country more often


def _closeness(distance: float, near: PlaceRecord, record: PlaceRecord) -> float:
    """Evidence of mere distance, beyond what the points are sure of."""
    gap = max(0.0, distance - near.radius_km - min(record.radius_km, OWN_REACH_KM))
    return next((value for limit, value in NEAR if gap <= limit), 0.0)


def _side_score(
    record: PlaceRecord, context: PlaceContext, gazetteer: Gazetteer, reasons: list[str]
) -> float:
    """Evidence of the directions and distances told: it lies on that side of the other place, and so far."""
    total = 0.0
    for side in context.sides:
        anchor = gazetteer.by_id.get(side.place_id)
        if anchor is None or anchor.id == record.id:
            continue
        value = _on_side(record, anchor, side)
        if value:
            reasons.append(f"side:{anchor.id}:{side.bearing:.0f}:{value:+.1f}")
        total += value
    return total


def _on_side(record: PlaceRecord, anchor: PlaceRecord, side: Side) -> float:
    distance = apart_km(anchor, record)
    if distance <= min(anchor.radius_km, OWN_REACH_KM):
        return 0.0
    if side.km is not None:
        off = abs(distance - side.km) - record.radius_km - min(anchor.radius_km, OWN_REACH_KM)
        if off > max(OWN_REACH_KM, side.km / 2):
            return OFF_SIDE
    elif distance > SIDE_KM:
        return 0.0
    turn = abs(bearing(anchor.lat, anchor.lon, record.lat, record.lon) - side.bearing) % 360
    turn = min(turn, 360 - turn)
    return ON_SIDE if turn <= SIDE_DEGREES else OFF_SIDE if turn > 2 * SIDE_DEGREES else 0.0


def _same_tree(near: PlaceRecord) -> bool:
    """Say whether the hierarchy tells what lies in this area (it does not for customary regions and seas)."""
    return near.kind in {"admin1", "admin2", "country"}


def _country_score(
    record: PlaceRecord, context: PlaceContext, gazetteer: Gazetteer, reasons: list[str]
) -> float:
    """Evidence of the document's countries, by their share."""
    total = sum(context.document_countries.values())
    if total <= 0 or not record.country:
        return 0.0
    share = context.document_countries.get(record.country, 0.0) / total
    value = (COUNTRY * share if share else OTHER_COUNTRY) + BORDER * _beside(record, context, gazetteer)
    reasons.append(f"document-country:{record.country}:{value:+.1f}")
    return value


def _beside(record: PlaceRecord, context: PlaceContext, gazetteer: Gazetteer) -> float:
    """The share of the document's other countries that a place lies in reach of, beyond a border."""
    total = sum(context.document_countries.values())
    reached = 0.0
    for code, weight in context.document_countries.items():
        country = gazetteer.country_record(code) if code != record.country else None
        if country is not None and apart_km(record, country) <= country.radius_km + BORDER_KM:
            reached += weight
    return reached / total


def cue_score(record: PlaceRecord, cue: str) -> float:
    """Evidence of the noun before the name: what kind of place it announces."""
    if record.kind in CUE_KINDS.get(cue, frozenset()):
        return CUE_FITS
    if record.kind in CUE_KINDS_CLOSE.get(cue, frozenset()):
        return CUE_CLOSE
    return CUE_AGAINST if cue in CUE_KINDS else 0.0


def _is_cued(one: _Scored, cue: str) -> bool:
    """Say whether the name may stand for this place: it needs no cue, has a fitting one, or lies near and the
    word before it announces nothing else. What news calls an area varies: any word for one will do.
    """
    fit = cue_score(one.record, cue)
    return not one.record.needs_cue or fit > 0 or (one.near and (fit == 0 or one.record.kind in AREAS))


def _prominence(record: PlaceRecord) -> float:
    """Kind and people, the last resort. Without a cue a town comes before the province named after it.
    A place written by hand is one that the news names; with people unknown it counts as one of its kind.
    """
    by_hand = HAND in record.source
    people = record.population or (PEOPLE.get(record.kind, 0) if by_hand else 0)
    known = 0.5 * log10(people) if people > 1 else 0.0
    return PROMINENCE.get(record.kind, 0.8) + known + (BY_HAND if by_hand else 0.0)


def _seat(first: _Scored, allowed: Sequence[_Scored], gazetteer: Gazetteer) -> _Scored:
    """A province said without a cue yields to the town in it that bears its name."""
    if first.record.kind not in AREAS:
        return first
    return next(
        (
            one
            for one in allowed
            if one.record.kind in SETTLEMENTS and _seated(one.record, first.record, gazetteer)
        ),
        first,
    )


def _seat_of(one: _Scored, allowed: Sequence[_Scored], gazetteer: Gazetteer) -> bool:
    """Whether a town bears the name of the province around it, which needs no cue: then neither does it."""
    return one.record.kind in SETTLEMENTS and any(
        area.record.kind == "admin1" and _seated(one.record, area.record, gazetteer) for area in allowed
    )


def _seated(town: PlaceRecord, area: PlaceRecord, gazetteer: Gazetteer) -> bool:
    """Say whether a town lies in an area, by the hierarchy or, where that is silent, on the ground."""
    if gazetteer.is_within(town.id, area.id):
        return True
    near = apart_km(town, area) <= (area.radius_km if not town.admin1 else SAME_SPOT_KM)
    return town.country == area.country != "" and near


def _rivals(first: _Scored, other: _Scored, gazetteer: Gazetteer) -> bool:
    """Say whether nothing decides between two: as prominent, elsewhere, neither in the other."""
    one, two = first.record, other.record
    if gazetteer.is_within(one.id, two.id) or gazetteer.is_within(two.id, one.id):
        return False
    if apart_km(one, two) <= max(SAME_SPOT_KM, one.radius_km / 2):
        return False
    return _prominence(one) - _prominence(two) < PROMINENCE_MARGIN
