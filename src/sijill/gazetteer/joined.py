"""Ours and the user's places as one: the user's win, and nothing of ours that they do not touch changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from sijill.gazetteer.geometry import apart_km
from sijill.gazetteer.load import PlaceRecord

SAME_PLACE_KM = 15.0
# Kinds under which two sources may have one place: what one calls a town is a village to the other.
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "city": "settlement",
        "town": "settlement",
        "village": "settlement",
        "neighbourhood": "settlement",
        "base": "military",
        "airbase": "military",
        "oil_field": "field",
        "gas_field": "field",
    }
)

Fold = Callable[[str], str]


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """All places, ours first. `own` are the ids of the user's; `hidden` has ours that one of them hides."""

    records: tuple[PlaceRecord, ...]
    own: frozenset[str]
    hidden: Mapping[str, str]


def family(kind: str) -> str:
    """The kinds that one place may go by in two sources, under one name."""
    return FAMILIES.get(kind, kind)


def names_of(record: PlaceRecord) -> Iterator[str]:
    """The names of a place in the language of the texts, the one shown first."""
    if record.name_ar:
        yield record.name_ar
    yield from record.other_names


class ByName:
    """Places by country, family of kinds and folded name."""

    __slots__ = ("_fold", "_found")

    def __init__(self, records: Iterable[PlaceRecord], fold: Fold) -> None:
        self._fold = fold
        self._found: dict[tuple[str, str], list[PlaceRecord]] = {}
        for record in records:
            for name in {fold(name) for name in names_of(record)} - {""}:
                self._found.setdefault((record.country, name), []).append(record)

    def named(self, name: str, country: str) -> Sequence[PlaceRecord]:
        """The places of a country that go by a name in whatever spelling."""
        return self._found.get((country, self._fold(name)), ())

    def same(self, record: PlaceRecord) -> PlaceRecord | None:
        """The nearest place of one of the names, the family and the country within `SAME_PLACE_KM`."""
        found = [
            (apart_km(record, other), other.id, other)
            for name in names_of(record)
            for other in self.named(name, record.country)
            if family(other.kind) == family(record.kind)
        ]
        near = [one for one in found if one[0] <= SAME_PLACE_KM]
        return min(near, key=lambda one: one[:2])[2] if near else None


def join(ours: Sequence[PlaceRecord], own: Sequence[PlaceRecord], fold: Fold) -> Joined:
    """Lay the user's places over ours.

    One of the same id takes the place of ours; one of the same name, family and country near ours hides it,
    and takes over its other names and what lies in it. `fold` makes spellings of one name the same.
    """
    taken = {record.id: record for record in own}
    left = ByName((record for record in ours if record.id not in taken), fold)
    hidden: dict[str, str] = {}
    whole: dict[str, PlaceRecord] = {}
    for record in taken.values():
        other = left.same(record) if record.kind != "country" else None
        if other is not None and other.id not in hidden:
            hidden[other.id] = record.id
            record = _with_names(record, other, fold)
        whole[record.id] = record
    kept = [whole.pop(r.id, r) for r in ours if r.id not in hidden]
    return Joined(
        records=tuple(_moved(record, hidden) for record in (*kept, *whole.values())),
        own=frozenset(taken),
        hidden=hidden,
    )


def readable(own: Sequence[PlaceRecord]) -> tuple[PlaceRecord, ...]:
    """The user's places that texts can name: those without a name in the texts' language only as parents."""
    parents = {record.parent for record in own}
    return tuple(r for r in own if r.name_ar or r.other_names or r.id in parents)


def _with_names(record: PlaceRecord, other: PlaceRecord, fold: Fold) -> PlaceRecord:
    """A place with the names of one that it hides, and the people it counts where nothing else does."""
    seen = {fold(name) for name in names_of(record)}
    more = [name for name in names_of(other) if fold(name) not in seen]
    return msgspec.structs.replace(
        record,
        other_names=(*record.other_names, *more),
        population=record.population or other.population,
    )


def _moved(record: PlaceRecord, hidden: Mapping[str, str]) -> PlaceRecord:
    """A place of which the one around it is hidden lies in the one that hides it."""
    parent = hidden.get(record.parent)
    if parent is None or parent == record.id:
        return record
    return msgspec.structs.replace(record, parent=parent)
