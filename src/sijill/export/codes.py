"""The code tables of the target formats: data files under `tables/`, read once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

TABLES = Path(__file__).parent / "tables"
Codes = TypeVar("Codes", bound=msgspec.Struct)


class Country(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A country's codes: ISO 3166-1 (`numeric` as ACLED's `iso`), Gleditsch-Ward, Correlates of War, and the
    region ACLED counts it to. '' where a list has no such state.
    """

    iso2: str
    iso3: str = ""
    numeric: str = ""
    gw: str = ""
    cow: str = ""
    acled_region: str = ""


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition of `cases.py` and the code that holds where it is met."""

    case: str
    then: str


class AcledEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ACLED's sub-event of one of our types; the first `when` that is met comes before it."""

    sub_event: str
    when: tuple[When, ...] = ()


class SubEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An ACLED sub-event: the event type it belongs to and its disorder type."""

    event_type: str
    disorder_type: str


class AcledCodes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ACLED's lists."""

    events: Mapping[str, AcledEvent]
    sub_events: Mapping[str, SubEvent]
    inter: Mapping[str, str]
    kinds: Mapping[str, int]
    groups: Mapping[str, str]
    unnamed: Mapping[str, str]
    scales: tuple[str, ...]


class PloverEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PLOVER's event, mode and contexts for one of our types; the first `when` that is met names another
    mode, or, in capitals, another event with no mode.
    """

    event: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
    when: tuple[When, ...] = ()


class PloverCodes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PLOVER's lists."""

    events: Mapping[str, PloverEvent]
    quads: Mapping[str, int]
    scores: Mapping[str, float]
    modes: Mapping[str, tuple[str, ...]]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    kinds: Mapping[str, str]
    facilities: Mapping[str, str]


class UcdpRegion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A region of UCDP: the Gleditsch-Ward numbers `first` to `last`."""

    name: str
    first: int
    last: int


class UcdpCodes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """UCDP's lists."""

    regions: tuple[UcdpRegion, ...]
    state: tuple[str, ...]
    armed: tuple[str, ...]
    types: Mapping[str, str]
    where_prec: Mapping[str, int]


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How notes tell of one of our event types: by a doer, by a doer on a target, and with no doer."""

    did: str
    did_to: str
    happened: str
    happened_to: str


class NoteWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The neutral English of the notes."""

    events: Mapping[str, Wording]
    facilities: Mapping[str, str]
    relations: Mapping[str, str]
    sources: Mapping[str, str]
    harm: Mapping[str, str]
    people: Mapping[str, tuple[str, str]]


class AirwarsCodes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Airwars-style lists: which of our types are strikes and under which name, and sorts of belligerent."""

    strikes: Mapping[str, str]
    belligerents: Mapping[str, str]


@cache
def countries() -> Mapping[str, Country]:
    """Every country's codes by ISO 3166-1 alpha-2."""
    lines = (TABLES / "countries.csv").read_text(encoding="utf-8").splitlines()
    return {row["iso2"]: msgspec.convert(row, Country) for row in csv.DictReader(lines)}


def country(code: str) -> Country:
    """The codes of one country; only its own code where it is in no list."""
    return countries().get(code) or Country(iso2=code)


@cache
def acled_codes() -> AcledCodes:
    """The table of `acled.toml`."""
    return _read("acled.toml", AcledCodes)


@cache
def plover_codes() -> PloverCodes:
    """The table of `plover.toml`."""
    return _read("plover.toml", PloverCodes)


@cache
def ucdp_codes() -> UcdpCodes:
    """The table of `ucdp.toml`."""
    return _read("ucdp.toml", UcdpCodes)


@cache
def note_words() -> NoteWords:
    """The table of `notes.toml`."""
    return _read("notes.toml", NoteWords)


@cache
def airwars_codes() -> AirwarsCodes:
    """The table of `airwars.toml`."""
    return _read("airwars.toml", AirwarsCodes)


def _read(name: str, kind: type[Codes]) -> Codes:
    return msgspec.toml.decode((TABLES / name).read_bytes(), type=kind)
