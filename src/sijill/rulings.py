"""Rulings on hard cases that need places and doers together (codebook 14)."""

from __future__ import annotations

from collections.abc import Mapping

from .drafts import Draft
from .gazetteer.load import Gazetteer
from .lexicon import ActorEntry, Lexicon

FROM_THE_AIR = {("IL", "SY")}
UNPLACED = frozenset({"rocket", "missile", "aircraft_bomb"})


def platform(draft: Draft, lexicon: Lexicon, gazetteer: Gazetteer, countries: Mapping[str, float]) -> None:
    """Missiles on Syria from Israel with no platform are an airstrike; what is fired from the air is a missile."""
    if draft.event_type in ("shelling", "armed_attack"):
        launched = {m.kind for m in draft.means if m.kind}
        pairs = {
            (doer, hit) for doer in _doers(draft, lexicon) for hit in _places(draft, gazetteer, countries)
        }
        if pairs & FROM_THE_AIR and launched <= UNPLACED:
            draft.event_type = "airstrike"
    if draft.event_type in ("airstrike", "drone_strike"):
        for means in draft.means:
            means.kind = "missile" if means.kind == "rocket" else means.kind


def _doers(draft: Draft, lexicon: Lexicon) -> set[str]:
    entries = (
        lexicon.by_id.get(i)
        for m in draft.of("attacker")
        for i in (*m.actors, *([m.actor] if m.actor else []))
    )
    return {e.country for e in entries if isinstance(e, ActorEntry)}


def _places(draft: Draft, gazetteer: Gazetteer, countries: Mapping[str, float]) -> set[str]:
    """The countries hit: of the draft's places, or every country that the document speaks of."""
    named = {gazetteer.by_id[i].country for p in draft.places for i in p.ids if i in gazetteer.by_id}
    return named or {code for code, weight in countries.items() if weight >= 1}
