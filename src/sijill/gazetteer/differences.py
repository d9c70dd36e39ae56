"""What two states of the places differ in: which places a reading may come out otherwise for."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sijill.gazetteer.load import PlaceRecord


class Differences(msgspec.Struct, frozen=True, kw_only=True):
    """The names to look for, as written: `came` by the places as they are now, `went` as they were.

    Of a place that changed both have its names, and so of what lies in it. `everywhere` says that a country
    changed, which any document may speak of.
    """

    came: frozenset[str] = frozenset()
    went: frozenset[str] = frozenset()
    everywhere: bool = False


def differences(before: Iterable[PlaceRecord], after: Iterable[PlaceRecord]) -> Differences:
    """What changed from one state of all places to another; the order of the places says nothing."""
    old, new = ({record.id: record for record in some} for some in (before, after))
    changed = {ident for ident in {*old, *new} if old.get(ident) != new.get(ident)}
    kinds = {some[i].kind for some in (old, new) for i in changed if i in some}
    return Differences(
        came=_names(new, changed),
        went=_names(old, changed),
        everywhere="country" in kinds,
    )


def _names(places: dict[str, PlaceRecord], changed: set[str]) -> frozenset[str]:
    """The names of the places that changed and of all that lies in them."""
    if not changed:
        return frozenset()
    inside: dict[str, list[str]] = {}
    for record in places.values():
        inside.setdefault(record.parent, []).append(record.id)
    reached: set[str] = set()
    ahead = [ident for ident in changed if ident]
    while ahead:
        ident = ahead.pop()
        if ident not in reached:
            reached.add(ident)
            ahead.extend(inside.get(ident, ()))
    records = (places[i] for i in reached if i in places)
    return frozenset(n for r in records for n in (r.name_ar, *r.other_names) if n)
