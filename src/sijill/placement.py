"""Where the words right behind a name say that it lies: 'in A | west of B', 'in A | in the province of B'."""

from __future__ import annotations

from collections.abc import Sequence

from .gazetteer.geometry import apart_km, bearing
from .gazetteer.load import Gazetteer, PlaceRecord
from .lexicon import PlaceWordEntry
from .matching import Match
from .positions import BEARINGS
from .surroundings import Around, records_of

LOCAL = frozenset(
    {"city", "town", "village", "neighbourhood", "camp", "admin2", "crossing", "airport", "island"}
)
SIDE_KM = 75.0
FAR_SIDE_KM = 500.0
SIDE_DEGREES = 60.0
TOWNS = frozenset({"city", "town"})
OUTER = frozenset({"governorate", "district", "countryside", "region"})
REACH = 6


def lies(
    around: Around, match: Match, records: Sequence[PlaceRecord], gazetteer: Gazetteer
) -> list[PlaceRecord]:
    """The places that lie where the words right behind their name say: 'in A | west of B', 'in A (70 km west
    of B', 'in A | in the province of B'.
    """
    behind = _past_distance(around, match.last)
    for word in around.kinds.get("placewords", ()):
        if word.first not in (behind, behind + 1) or not isinstance(word.entry, PlaceWordEntry):
            continue
        outer = _behind(around, word.last, gazetteer)
        towards = BEARINGS.get(word.entry.relation)
        if towards is not None and word.first == behind and outer:
            near = FAR_SIDE_KM if behind > match.last else SIDE_KM
            towns = [a for a in outer if a.kind in LOCAL]
            return [r for r in records if any(_fits_side(r, a, towards, near) for a in towns)]
        led = word.pre or word.first == behind or around.led.get(word.first) == behind
        if word.entry.place_kind in OUTER and led and outer:
            return [r for r in records if any(_in_area(r, a, gazetteer) for a in outer)]
    return _in_province(around, match, records, gazetteer)


def _past_distance(around: Around, index: int) -> int:
    """The token after a bracket and a distance: 'A | (70 km | west of B'."""
    here = index
    units = {m.first: m.last for m in around.kinds.get("placewords", ()) if _way(m) in ("unit", "away")}
    while here < min(index + REACH, len(around.words)):
        if here in units:
            here = units[here]
        elif around.words[here].pos in ".#":
            here += 1
        else:
            break
    return here if here > index and any(index <= at < here for at in units) else index


def _way(match: Match) -> str:
    return match.entry.way if isinstance(match.entry, PlaceWordEntry) else ""


def _behind(around: Around, index: int, gazetteer: Gazetteer) -> list[PlaceRecord]:
    """The places whose name begins at a token, or behind one cue word there."""
    found = (
        m
        for m in around.kinds.get("places", ())
        if m.first == index or (m.first == index + 1 and index in around.cue_at)
    )
    return [r for m in found for r in records_of(m, gazetteer)]


def _in_province(
    around: Around, match: Match, records: Sequence[PlaceRecord], gazetteer: Gazetteer
) -> list[PlaceRecord]:
    """The towns that lie in the province named right behind them, any place in one that a direction names."""
    found: list[PlaceRecord] = []
    for area in (m for m in around.kinds["places"] if m.first == match.last):
        if not area.pre and area.first not in around.cue_at:
            continue
        areas = [a for a in records_of(area, gazetteer) if a.kind == "admin1"]
        kept = [r for r in records if r.kind in TOWNS or not area.pre]
        found += [r for r in kept if any(_in_area(r, a, gazetteer) for a in areas)]
    return found


def _in_area(record: PlaceRecord, area: PlaceRecord, gazetteer: Gazetteer) -> bool:
    """Whether a place lies in another, by the hierarchy or, within a district, on the ground."""
    if record.id == area.id:
        return False
    near = record.country == area.country and (area.kind == "admin2" or not record.admin1)
    return gazetteer.is_within(record.id, area.id) or (near and apart_km(record, area) <= area.radius_km)


def _fits_side(record: PlaceRecord, anchor: PlaceRecord, towards: float, reach: float) -> bool:
    """Whether a place of the same country lies near another, on the side told."""
    if record.country != anchor.country or not 0 < apart_km(anchor, record) <= reach:
        return False
    turn = abs(bearing(anchor.lat, anchor.lon, record.lat, record.lon) - towards) % 360
    return min(turn, 360 - turn) <= SIDE_DEGREES
