"""The places as a person looks at them: found by any spelling, by kind and country, with namesakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..gazetteer.load import Gazetteer, PlaceRecord
from ..language import Language, folded
from .wordlists import plain

PER_PAGE = 50


class Spot(msgspec.Struct, frozen=True):
    """A place with the names that it is found by, folded, and whether it is the user's own."""

    record: PlaceRecord
    names: tuple[str, ...]
    own: bool


class Atlas:
    """The places of one loaded reader by name."""

    __slots__ = ("_by_name", "by_id", "countries", "gazetteer", "kinds", "language", "spots")

    def __init__(self, language: Language, gazetteer: Gazetteer) -> None:
        self.language, self.gazetteer = language, gazetteer
        self.spots = tuple(
            Spot(record, self._names(record), record.id in gazetteer.own) for record in gazetteer
        )
        self.by_id = {spot.record.id: spot for spot in self.spots}
        self.kinds = tuple(sorted({spot.record.kind for spot in self.spots}))
        self.countries = tuple(sorted({s.record.country for s in self.spots} - {""}))
        self._by_name: dict[str, list[PlaceRecord]] = {}
        for spot in self.spots:
            for name in spot.names[1:]:
                self._by_name.setdefault(name, []).append(spot.record)

    def _names(self, record: PlaceRecord) -> tuple[str, ...]:
        """The English name, then every name in the language of the texts, as they are matched."""
        names = (self.folded(name) for name in (record.name_ar, *record.other_names) if name)
        return (plain(record.name_en), *dict.fromkeys(name for name in names if name))

    def folded(self, name: str) -> str:
        """A name as names are matched."""
        return plain(folded(self.language, name))

    def found(self, words: str, kind: str, country: str) -> Sequence[Spot]:
        """The places of a kind ('own': the user's) and country by whose name one asks, whole names first."""
        folds, latin = self.folded(words), plain(words)

        def rank(spot: Spot) -> int:
            if spot.record.id == words or latin == spot.names[0] or folds in spot.names[1:]:
                return 0
            held = (folds and any(folds in n for n in spot.names[1:])) or latin in spot.names[0]
            return 1 if held else 2

        wanted = [
            spot
            for spot in self.spots
            if (kind in ("", spot.record.kind) or (kind == "own" and spot.own))
            and country in ("", spot.record.country)
        ]
        if not latin:
            return wanted
        ranked = [(rank(spot), number) for number, spot in enumerate(wanted)]
        return [wanted[number] for place, number in sorted(ranked) if place < 2]

    def named(self, name: str) -> Sequence[PlaceRecord]:
        """The places that a name may mean."""
        return self._by_name.get(self.folded(name), ())

    def namesakes(self, ident: str) -> list[PlaceRecord]:
        """The other places that bear a name of this one."""
        found = {r.id: r for name in self.by_id[ident].names[1:] for r in self._by_name[name]}
        return [record for key, record in found.items() if key != ident]

    def inside(self, ident: str) -> Iterator[PlaceRecord]:
        """The places that lie right in this one."""
        return (spot.record for spot in self.spots if spot.record.parent == ident)
