"""Disputed land: what stands in `country`, as per which source, who claims it; and what a user has instead.

Borders shown are a choice. Ours is written in `disputed.toml`, with its reasons; a user's own file
of overrides may name another country for a territory, and its places then carry that one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from sijill.errors import InputError
from sijill.gazetteer.borders import Area, AreaNames, Borders, area_of, load_borders
from sijill.gazetteer.load import PlaceRecord

DISPUTED = Path(__file__).parent / "disputed.toml"


class Territory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Land that several claim or whose status is open. `country` is what its places carry, `as_per` why.

    `claimed_by` are ISO codes of states that claim it, `held_by` says who governs it on the ground.
    `polygons` are codes of areas of the borders, `outline` a closed line of (latitude, longitude); either may
    be empty. `places` are ids of what is this land or lies wholly in it.
    """

    id: str
    name_ar: str
    name_en: str
    places: tuple[str, ...]
    country: str
    as_per: str
    held_by: str
    claimed_by: tuple[str, ...]
    polygons: tuple[str, ...] = ()
    outline: tuple[tuple[float, float], ...] = ()
    note: str = ""

    def areas(self, borders: Borders) -> tuple[Area, ...]:
        """Where it lies: the named areas of the borders, and its own outline."""
        found = tuple(area for code in self.polygons for area in borders.by_code(code))
        if not self.outline:
            return found
        names = AreaNames(
            iso="", geonames="", country=self.country, name_ar=self.name_ar, name_en=self.name_en
        )
        return (*found, area_of(names, [tuple((east, north) for north, east in self.outline)]))


class Override(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user has instead: the country that the places of a territory carry, and as per whom."""

    territory: str
    country: str
    as_per: str


class _Territories(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    territory: tuple[Territory, ...]


class _Overrides(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    override: tuple[Override, ...]


@lru_cache(maxsize=1)
def load_territories(path: Path = DISPUTED) -> tuple[Territory, ...]:
    """All disputed land that we know of. Raises InputError, naming the file."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Territories).territory
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise InputError(f"{path.name}: {error}") from error


def read_overrides(path: Path) -> tuple[Override, ...]:
    """A user's overrides: `[[override]]` with `territory`, `country` and `as_per`.

    Raises InputError, naming file and entry, for a territory that is not ours, or an `as_per` left out.
    """
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Overrides).override
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise InputError(f"{path.name}: {error}") from error
    known = {territory.id for territory in load_territories()}
    for number, override in enumerate(found, 1):
        if override.territory not in known:
            raise InputError(
                f"{path.name} override {number}, territory: '{override.territory}' is none of ours"
            )
        if not override.as_per:
            raise InputError(f"{path.name} override {number}, as_per: say as per which source")
    return found


def seen_as(records: Iterable[PlaceRecord], overrides: Sequence[Override]) -> Iterator[PlaceRecord]:
    """Yield the places, those of a territory with the country that the user chose for it.

    A country's own record stays as it is. Without overrides nothing is read and nothing changes. Raises
    KeyError for a territory that is not ours.
    """
    if not overrides:
        yield from records
        return
    borders = load_borders()
    by_id = {territory.id: territory for territory in load_territories()}
    chosen = [(by_id[c.territory], by_id[c.territory].areas(borders), c.country) for c in overrides]
    for record in records:
        yield _chosen(record, chosen) if record.kind != "country" else record


def _chosen(record: PlaceRecord, chosen: Iterable[tuple[Territory, Sequence[Area], str]]) -> PlaceRecord:
    for territory, areas, country in chosen:
        inside = record.id in territory.places or any(area.holds(record.lat, record.lon) for area in areas)
        if inside and record.country == territory.country:
            return msgspec.structs.replace(record, country=country)
    return record
