"""What linking, reconciling and exports ask about ids: an actor's kind, an outlet's scale, a place's parents.

Built once of word lists and gazetteer; pure look-ups, the same for every language.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .gazetteer.load import Gazetteer, PlaceRecord
from .lexicon import ActorEntry, Lexicon, OutletEntry


class ActorFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as it was on a day: its kind and ACLED code may change with time (`sides` of its entry)."""

    id: str
    name: str
    name_ar: str
    kind: str
    country: str
    inter: int
    plover: str
    cameo: str
    ucdp: str


class Registry:
    """Look-ups by id over the word lists of one language and the places."""

    __slots__ = ("_actors", "_called", "_names", "_outlets", "places")

    def __init__(self, lexicon: Lexicon, places: Gazetteer) -> None:
        self.places = places
        self._actors: Mapping[str, ActorEntry] = {
            e.id: e for e in lexicon.of("actors") if isinstance(e, ActorEntry)
        }
        self._called = {e.name_en: e.id for e in reversed(tuple(self._actors.values()))}
        outlets = [e for e in lexicon.of("outlets") if isinstance(e, OutletEntry)]
        self._outlets: Mapping[str, OutletEntry] = {e.id: e for e in outlets}
        self._names = {bare(n): e.id for e in reversed(outlets) for n in (*e.forms, e.name_ar, e.name_en)}

    def actor(self, ident: str | None, day: str = "") -> ActorFacts | None:
        """What is known of an actor, on an ISO day where its side changed; None for unknown ids."""
        entry = self._actors.get(ident or "")
        if entry is None:
            return None
        kind, inter = entry.actor_kind, entry.inter
        for side in entry.sides:
            if day and (not side.since or side.since <= day) and (not side.until or day <= side.until):
                kind, inter = side.actor_kind, side.inter
        return ActorFacts(
            id=entry.id,
            name=entry.name_en,
            name_ar=entry.name_ar,
            kind=kind,
            country=entry.country,
            inter=inter,
            plover=entry.plover,
            cameo=entry.cameo,
            ucdp=entry.ucdp,
        )

    def actors(self) -> tuple[str, ...]:
        """The ids of every actor of the word lists."""
        return tuple(self._actors)

    def called(self, name: str) -> ActorFacts | None:
        """The actor of a neutral English name, as chains of speakers give it; None where no list has it."""
        return self.actor(self._called.get(name))

    def actor_chain(self, ident: str | None) -> tuple[str, ...]:
        """The actor and what it is part of, innermost first; an id that no list knows stands alone."""
        found: list[str] = [ident] if ident and ident not in self._actors else []
        entry = self._actors.get(ident or "")
        while entry is not None and entry.id not in found:
            found.append(entry.id)
            entry = self._actors.get(entry.part_of)
        return tuple(found)

    def generic(self, ident: str | None) -> bool:
        """Whether an id stands for a sort of actor ('unknown gunmen') and for nobody in particular."""
        entry = self._actors.get(ident or "")
        return entry is not None and entry.generic

    def outlet_id(self, name: str) -> str:
        """The id of the outlet that goes by a name, '' where the registry has none."""
        return self._names.get(bare(name), "") if name else ""

    def outlet(self, ident: str) -> OutletEntry | None:
        """The outlet of an id."""
        return self._outlets.get(ident)

    def around(self, place_id: str) -> tuple[PlaceRecord, ...]:
        """The place and what lies around it, innermost first."""
        return self.places.chain(place_id)


def bare(name: str) -> str:
    """A name as its letters and digits alone, so that spacing and case do not part one outlet in two."""
    return "".join(c for c in name.casefold() if c.isalnum())
