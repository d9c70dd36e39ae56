"""Does a place's point lie where its line says: in its province, in its country, on land?

The lines are coarse (`borders.py`), and what they tell of a province may be out of date: `provinces.toml`
says where, `disputed.toml` where states disagree. Coordinates the wrong way round are recognised.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from sijill.errors import InputError
from sijill.gazetteer.borders import COARSE_KM, Area, Borders
from sijill.gazetteer.load import PlaceRecord
from sijill.gazetteer.worldview import Territory

PROVINCES = Path(__file__).parent / "provinces.toml"
AT_SEA = frozenset({"sea", "strait", "island", "port", "oil_field", "gas_field", "region"})
OFFSHORE_KM = 370.0
WIDEST_KM = 15.0
CODED = frozenset({"admin1", "region"})
AREAS = frozenset({"country", "admin1", "admin2", "region", "mountain", "river", "road", "sea", "strait"})


class Province(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the lines are older or coarser than a province: further areas, and a slack in kilometres."""

    id: str
    why: str
    also: tuple[str, ...] = ()
    slack_km: float = 0.0


class Misplaced(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a point: the rule it breaks, the column at fault, what is and what was expected."""

    rule: str
    column: str
    message: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    province: tuple[Province, ...]


@lru_cache(maxsize=1)
def load_provinces(path: Path = PROVINCES) -> Mapping[str, Province]:
    """What is known of the lines' faults, by the id of the province. Raises InputError, naming the file."""
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).province
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise InputError(f"{path.name}: {error}") from error
    return {province.id: province for province in found}


class Ground:
    """The lines, with what is known of their faults, and the land that several claim."""

    __slots__ = ("_lands", "borders", "provinces")

    def __init__(
        self, borders: Borders, provinces: Mapping[str, Province], territories: Sequence[Territory]
    ) -> None:
        self.borders = borders
        self.provinces = provinces
        self._lands = [(territory, territory.areas(borders)) for territory in territories]

    def misplaced(self, record: PlaceRecord, chain: Sequence[PlaceRecord]) -> Misplaced | None:
        """What is wrong with the point of a place, if anything; `chain` is the place and all around it."""
        if not record.country or record.kind == "country":
            return None
        slack = COARSE_KM + _doubt_km(record)
        lands = self._disputed(record, slack)
        if any(record.country == land.country for land in lands):
            return None
        if lands:
            return _at_odds(record, lands)
        areas, more, name = self._expected(record, chain)
        home = self.borders.of_country(record.country)
        wanted = areas or home
        if not wanted or any(area.is_near(record.lat, record.lon, slack + more) for area in wanted):
            return None
        return self._fault(record, min(a.gap_km(record.lat, record.lon) for a in wanted), name, home)

    def _disputed(self, record: PlaceRecord, slack: float) -> list[Territory]:
        """The disputed land well inside of which a point lies; at its edge, land of the record's country."""
        lat, lon = record.lat, record.lon
        return [
            land
            for land, areas in self._lands
            if any(area.holds(lat, lon) and not self._at_edge(record, land, area) for area in areas)
            or (record.country == land.country and any(area.is_near(lat, lon, slack) for area in areas))
        ]

    def _at_edge(self, record: PlaceRecord, land: Territory, area: Area) -> bool:
        """Whether a point lies so near the edge of disputed land that it may well lie beyond it."""
        lat, lon = record.lat, record.lon
        home = (a for a in self.borders.of_country(record.country) if a.disputed != land.id)
        return area.depth_km(lat, lon) <= COARSE_KM and any(a.is_near(lat, lon, COARSE_KM) for a in home)

    def _expected(
        self, record: PlaceRecord, chain: Sequence[PlaceRecord]
    ) -> tuple[Sequence[Area], float, str]:
        """The areas of the province or region around a place, the slack they need, and what they are."""
        for outer in chain[1:] if record.kind not in AREAS else chain:
            known = self.provinces.get(outer.id)
            areas = list(self._by_source_id(outer.source_id)) if outer.kind in CODED else []
            areas += [area for code in (known.also if known else ()) for area in self.borders.by_code(code)]
            if areas:
                return areas, known.slack_km if known else 0.0, outer.name_en
        return (), 0.0, ""

    def _by_source_id(self, source_id: str) -> Sequence[Area]:
        """The areas that 'ISO 3166-2/GeoNames' names, by the first of the two that is known."""
        for code in source_id.split("/"):
            if areas := self.borders.by_code(code):
                return areas
        return ()

    def _fault(
        self, record: PlaceRecord, gap: float, province: str, home: Sequence[Area]
    ) -> Misplaced | None:
        """Name what a wrong point looks like: swapped, at sea, in another country, in another province."""
        lat, lon = record.lat, record.lon
        here = list(self.borders.at(lat, lon))
        expected = f"expected {province or 'a point'} ({record.country})"
        abroad = min((area.gap_km(lat, lon) for area in home), default=0.0)
        if abroad > COARSE_KM and (turned := next((a for a in home if a.holds(lon, lat)), None)):
            would = f"swapped it would lie in {turned.name_en} ({turned.country})"
            where = _named(here) or "the sea"
            return Misplaced(
                rule="swapped", column="lat, lon", message=f"lies in {where}; {expected}; {would}"
            )
        if here and all(area.country != record.country for area in here):
            message = f"lies in {_named(here)}, {abroad:.0f} km outside; {expected}"
            return Misplaced(rule="other-country", column="lat, lon", message=message)
        if not here and not self.borders.countries_near(lat, lon, COARSE_KM):
            if record.kind in AT_SEA and abroad <= OFFSHORE_KM:
                return None
            message = f"lies in the sea, {gap:.0f} km from land where {expected}"
            return Misplaced(rule="at-sea", column="lat, lon", message=message)
        where = f", in {_named(here)}" if here else ""
        message = f"the point lies {gap:.0f} km outside of {province or record.country}{where}"
        return Misplaced(rule="other-province", column="parent", message=message)


def _at_odds(record: PlaceRecord, lands: Sequence[Territory]) -> Misplaced:
    """A place in disputed land whose places carry another country."""
    names = ", ".join(f"{land.name_en}, which carries {land.country} as per {land.as_per}" for land in lands)
    return Misplaced(rule="territory", column="country", message=f"is {record.country}, lies in {names}")


def _named(areas: Sequence[Area]) -> str:
    return ", ".join(f"{area.name_en} ({area.country or area.iso})" for area in areas)


def _doubt_km(record: PlaceRecord) -> float:
    """How far outside its province the point may honestly lie: its radius, capped for mere points."""
    return record.radius_km if record.kind in AREAS else min(record.radius_km, WIDEST_KM)
