"""The table of which rows of other people's files are places of ours: `kinds.toml` beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

TABLE = Path(__file__).parent / "kinds.toml"
BY_PEOPLE = "settlement"


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kind and radius in kilometres of a settlement with at least so many people."""

    people: int
    kind: str
    radius_km: float


class Tagged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kind of what carries one or more tags, as `key=value` with a blank between two."""

    tag: str
    kind: str

    def fits(self, tags: Mapping[str, str]) -> bool:
        """Whether something has all of the tags."""
        pairs = (pair.split("=", 1) for pair in self.tag.split(" "))
        return all(tags.get(key) == value for key, value in pairs)


class Blurred(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kinds that are never told more closely than `least_radius_km`."""

    kinds: frozenset[str]
    least_radius_km: float


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    settlement: tuple[Step, ...]
    radius_km: Mapping[str, float]
    geonames: Mapping[str, str]
    blurred: Blurred
    osm: tuple[Tagged, ...]
    hdx: Mapping[str, str]

    def by_people(self, people: int) -> Step:
        """Kind and radius of a settlement by its number of people, 0 for unknown."""
        return next(step for step in self.settlement if people >= step.people)

    def of_tags(self, tags: Mapping[str, str]) -> str:
        """The kind of what carries these OSM tags; '' for what is no place of ours."""
        return next((one.kind for one in self.osm if one.fits(tags)), "")

    def least_radius(self, kind: str) -> float:
        """The radius in kilometres that a place of a kind has at least."""
        return self.blurred.least_radius_km if kind in self.blurred.kinds else 0.1


@lru_cache(maxsize=1)
def load_kinds() -> Kinds:
    """Read the table, once."""
    return msgspec.toml.decode(TABLE.read_bytes(), type=Kinds)
