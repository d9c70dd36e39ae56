"""Incidents with little of what is known of them, for what goes over all of a ledger: lists, maps, sums.

Each has the names of the whole records (`incident.py`, `records.py`), and is decoded from the same rows.
"""

from __future__ import annotations

import msgspec


class SlimTime(msgspec.Struct, frozen=True, gc=False):
    """When it happened."""

    start: str | None = None
    end: str | None = None


class SlimPlace(msgspec.Struct, frozen=True, gc=False):
    """A place of it."""

    gazetteer_id: str = ""
    name: str = ""
    name_ar: str = ""
    text: str = ""
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int = 0
    within: str = ""


class SlimParty(msgspec.Struct, frozen=True, gc=False):
    """Who took part."""

    role: str
    actor: str | None = None
    facility: str | None = None


class SlimToll(msgspec.Struct, frozen=True, gc=False):
    """Harm of one kind."""

    kind: str
    low: int | None = None
    high: int | None = None
    best: int | None = None
    part: bool = False


class SlimCount(msgspec.Struct, frozen=True, gc=False):
    """A number of something."""

    min: int | None = None
    max: int | None = None


class SlimWeapon(msgspec.Struct, frozen=True, gc=False):
    """A means used."""

    kind: str = ""
    count: SlimCount | None = None


class SlimTelling(msgspec.Struct, frozen=True, gc=False):
    """A report of it."""

    doc: str
    key: str = ""
    outlet: str = ""


class Slim(msgspec.Struct, frozen=True, gc=False):
    """An incident with no more than lists, maps and sums need of it."""

    id: str
    event_type: str
    status: str
    time: SlimTime | None = None
    places: tuple[SlimPlace, ...] = ()
    participants: tuple[SlimParty, ...] = ()
    harm: tuple[SlimToll, ...] = ()
    weapons: tuple[SlimWeapon, ...] = ()
    reports: tuple[SlimTelling, ...] = ()
    synthetic: bool = False
    voices: int = 1
    confirmed: bool = False
    rejected: bool = False
    issues: tuple[str, ...] = ()

    @property
    def start(self) -> str:
        """When it began, '' where unknown."""
        return (self.time.start or self.time.end or "") if self.time else ""

    @property
    def end(self) -> str:
        """When it ended, '' where unknown."""
        return (self.time.end or self.time.start or "") if self.time else ""

    @property
    def spot(self) -> SlimPlace | None:
        """The first place with a point."""
        return next((p for p in self.places if p.lat is not None and p.lon is not None), None)

    @property
    def killed(self) -> SlimToll | None:
        """The total of the dead, None where nobody tells any."""
        return next((t for t in self.harm if t.kind == "killed" and not t.part), None)
