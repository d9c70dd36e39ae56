"""Disputed land: what stands in `country`, as per which source, who claims it; and what a user has instead.

Borders shown are a choice. Ours is written in `disputed.toml`, with its reasons; a user's own file
of overrides may name another country for a territory, and its places then carry that one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import cos, hypot, radians
from pathlib import Path

import msgspec

from sijill.errors import InputError
from sijill.gazetteer.borders import KM_A_DEGREE, Area, AreaNames, Borders, area_of, load_borders
from sijill.gazetteer.load import PlaceRecord

DISPUTED = Path(__file__).parent / "disputed.toml"
CODE = re.compile("[A-Z]{2}")


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

    Raises InputError, naming file and entry, for a territory that is not ours or stands twice, a country that
    is no code, or an `as_per` left out.
    """
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Overrides).override
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise InputError(f"{path.name}: {error}") from error
    left = {territory.id for territory in load_territories()}
    for number, override in enumerate(found, 1):
        if override.territory not in left:
            why = "stands twice" if override.territory in {o.territory for o in found[: number - 1]} else ""
            raise InputError(
                f"{path.name} override {number}, territory: '{override.territory}' {why or 'is none of ours'}"
            )
        left.discard(override.territory)
        if not CODE.fullmatch(override.country):
            raise InputError(
                f"{path.name} override {number}, country: '{override.country}' is no ISO code such as SY"
            )
        if not override.as_per:
            raise InputError(f"{path.name} override {number}, as_per: say as per which source")
    return found


def lands_as(overrides: Sequence[Override]) -> tuple[Territory, ...]:
    """All disputed land with the countries that the user chose, and as per whom."""
    chosen = {override.territory: override for override in overrides}
    return tuple(
        msgspec.structs.replace(land, country=chosen[land.id].country, as_per=chosen[land.id].as_per)
        if land.id in chosen
        else land
        for land in load_territories()
    )


def seen_as(records: Iterable[PlaceRecord], overrides: Sequence[Override]) -> Iterator[PlaceRecord]:
    """Yield the places, those of a territory with the country that the user chose for it.

    One whose surroundings stay behind lies right in its new country. A country's own record stays as it is.
    Without overrides nothing is read and nothing changes. Raises KeyError for a territory that is not ours.
    """
    if not overrides:
        yield from records
        return
    borders = load_borders()
    by_id = {territory.id: territory for territory in load_territories()}
    chosen = [(by_id[c.territory], by_id[c.territory].areas(borders), c.country) for c in overrides]
    everything = list(records)
    parents = {record.id: record.parent for record in everything}
    moved = {r.id: to for r in everything if r.kind != "country" and (to := _chosen(r, chosen, parents))}
    for record in everything:
        yield _in_country(record, moved) if record.id in moved else record


def changed_by(
    overrides: Sequence[Override], ours: Callable[[], Iterable[PlaceRecord]], own: Sequence[PlaceRecord]
) -> Sequence[PlaceRecord]:
    """The user's own places as they are seen, and those of ours that are seen otherwise than we do."""
    if not overrides:
        return own
    mine = {record.id: record for record in own}
    laid = {**{record.id: record for record in ours()}, **mine}
    return [r for r in seen_as(laid.values(), overrides) if r.id in mine or r is not laid[r.id]]


def _chosen(
    record: PlaceRecord,
    chosen: Iterable[tuple[Territory, Sequence[Area], str]],
    parents: Mapping[str, str],
) -> str:
    """The country that was chosen for the land of a place, '' where that is not touched."""
    for territory, areas, country in chosen:
        if record.country == territory.country != country and (
            _lies_in(record.id, territory.places, parents) or any(_holds(area, record) for area in areas)
        ):
            return country
    return ""


def _lies_in(ident: str, places: Sequence[str], parents: Mapping[str, str]) -> bool:
    """Whether a place is one of some or lies in one, by the hierarchy."""
    seen: set[str] = set()
    while ident and ident not in seen:
        if ident in places:
            return True
        seen.add(ident)
        ident = parents.get(ident, "")
    return False


def _holds(area: Area, record: PlaceRecord) -> bool:
    """Whether an area holds a place; a province or district that reaches further than it is not held."""
    west, south, east, north = area.box
    reach = hypot((north - south) * KM_A_DEGREE, (east - west) * KM_A_DEGREE * cos(radians(record.lat))) / 2
    wide = record.kind in ("admin1", "admin2", "region") and record.radius_km > reach
    return not wide and area.holds(record.lat, record.lon)


def _in_country(record: PlaceRecord, moved: Mapping[str, str]) -> PlaceRecord:
    """A place in its chosen country, with what lies around it where that was chosen with it.

    A district whose province was not is a region there.
    """
    country = moved[record.id]
    record = msgspec.structs.replace(record, country=country, pcode="")  # which names the other country
    if moved.get(record.parent) == country:
        return record
    around = f"place.{country.lower()}"
    inner = {"admin1": record.admin1 if record.kind == "admin1" else "", "admin2": ""}
    kind = "region" if record.kind == "admin2" else record.kind
    return msgspec.structs.replace(record, parent=around, kind=kind, **inner)
