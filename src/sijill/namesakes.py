"""Which places of a name its words can mean at all, and which one they speak of clearly."""

from __future__ import annotations

from collections.abc import Mapping

from .gazetteer.geometry import apart_km
from .gazetteer.load import Gazetteer, PlaceRecord
from .gazetteer.resolve import AREAS, HAND, cue_score
from .places import PlaceMention

NO_COUNTRY = frozenset({"island", "site", "road", "mountain", "river", "town", "dam"})
VAST = frozenset({"country", "admin1", "sea", "region"})
POINT = 25.0


def fits(record: PlaceRecord, kind: str) -> bool:
    """Whether a place can be called by the cue word before its name: no province is a village, no country an
    island or a street.
    """
    if record.kind == "country" and kind in NO_COUNTRY:
        return False
    return kind not in ("village", "camp", "neighbourhood") or record.kind not in VAST


def announced(record: PlaceRecord, kind: str) -> bool:
    """Whether the cue word before a name does not speak against a place, an ordinary word by its name."""
    return fits(record, kind) and not (record.needs_cue and kind and cue_score(record, kind) < 0)


def clear(mention: PlaceMention, gazetteer: Gazetteer, countries: Mapping[str, float]) -> tuple[str, ...]:
    """The ids of a phrase that speaks clearly: one record, or the region among several."""
    records = [gazetteer.by_id[i] for i in mention.ids if i in gazetteer.by_id]
    records = [r for r in records if announced(r, mention.kind)]
    if len(records) == 1:
        return (records[0].id,)
    most = max((countries.get(r.country, 0.0) for r in records), default=0.0)
    records = [r for r in records if countries.get(r.country, 0.0) >= most / 2]
    areas = [r for r in records if r.kind in ("admin1", "country", "region")]
    if len({r.country for r in areas}) > 1:
        areas = [r for r in areas if HAND in r.source]
    wide = [r.id for r in areas] if len({r.country for r in areas}) == 1 else []
    if mention.relation == "countryside_of" or mention.kind in ("governorate", "region", "country"):
        return tuple(wide[:1])
    local = [r for r in records if countries.get(r.country, 0) > 0] or records
    if local and all(apart_km(local[0], r) <= max(POINT, r.radius_km) for r in local):
        return (min(local, key=lambda r: (r.kind in AREAS, r.radius_km)).id,)  # a town and its district
    return tuple(wide[:1])
