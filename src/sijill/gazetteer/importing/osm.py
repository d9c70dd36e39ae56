"""OpenStreetMap extracts as GeoJSON, as overpass and osmium export them: a collection, or one feature a line.

Features are read one after another, never the whole file. ODbL: such data stays the user's own.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import msgspec

from sijill.errors import InputError
from sijill.gazetteer.geometry import distance_km
from sijill.gazetteer.importing.found import LONGEST_COUNT, Fault, Found, Item, LeftOut
from sijill.gazetteer.importing.kinds import Kinds
from sijill.gazetteer.importing.opened import opened_bytes

PIECE = 1 << 20
MOST_FEATURE = 256 << 20
MOST_REACH_KM = 100.0
WIDE = frozenset(("admin1", "admin2", "region", "island", "mountain"))
COUNTRY_TAGS = ("ISO3166-1:alpha2", "ISO3166-1", "is_in:country_code", "addr:country", "country_code")
SHOWN_TAGS = (
    "place", "military", "aeroway", "boundary", "natural", "amenity", "landuse", "waterway", "barrier",
    "highway", "building", "man_made", "tourism", "shop", "power", "industrial", "railway", "historic",
)  # fmt: skip
_IDENT = re.compile(r"(node|way|relation|area|[nwra])/?(\d+)")
_START = re.compile(r'"features"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,\x1e]*")


class _Geometry(msgspec.Struct, frozen=True):
    type: str
    coordinates: msgspec.Raw = msgspec.Raw(b"[]")


class _Feature(msgspec.Struct, frozen=True):
    geometry: _Geometry | None = None
    properties: dict[str, object] | None = None
    id: str | int = ""
    type: str = ""


class Osm:
    """A GeoJSON extract. `code` is the texts' language, as in the tag `name:ar`."""

    name = "osm"
    source = "OpenStreetMap (ODbL 1.0)"
    licence = "ODbL 1.0"
    strict = False
    unites = True

    def __init__(self, path: Path, kinds: Kinds, country: str, code: str) -> None:
        self._path = path
        self._kinds = kinds
        self._country = country
        self._code = code

    def items(self) -> Iterator[Item]:
        """Every feature, in the order of the file. Raises InputError where it is no GeoJSON."""
        with opened_bytes(self._path, member="*json*") as file:
            for row, text in enumerate(features(self._path, file), 1):
                try:
                    feature = msgspec.json.decode(text, type=_Feature)
                    box = _box(feature.geometry)
                except msgspec.MsgspecError as error:
                    yield Fault(row, "feature", str(error), torn=True)
                    continue
                if feature.type != "Feature":
                    raise InputError(f"{self._path}: thing {row} is no GeoJSON feature")
                tags = {k: str(v) for k, v in (feature.properties or {}).items() if v is not None}
                yield from tagged(
                    row, _ident(feature, tags), tags, box, self._kinds, self._country, self._code
                )


def tagged(
    row: int,
    ident: str,
    tags: Mapping[str, str],
    box: tuple[float, float, float, float] | None,
    kinds: Kinds,
    country: str,
    code: str,
) -> Iterator[Item]:
    """What the tags of one thing make of it. `box` is its south, west, north and east in degrees."""
    kind = kinds.of_tags(tags)
    named = [n for n in (tags.get("name"), tags.get("name:en"), tags.get(f"name:{code}")) if n]
    country = next((tags[t].upper() for t in COUNTRY_TAGS if len(tags.get(t, "")) == 2), country)
    if not kind:
        yield LeftOut(row, next((f"{k}={tags[k]}" for k in SHOWN_TAGS if k in tags), "no tag of a place"))
    elif not named:
        yield LeftOut(row, "no name")
    elif box is None:
        yield LeftOut(row, "no point")
    elif not country:
        yield Fault(
            row, "country", "the file does not say which country this is in: say --country XX", torn=True
        )
    else:
        yield _found(row, ident, tags, box, kind, country, code)


def _found(
    row: int, ident: str, tags: Mapping[str, str], box: tuple[float, ...], kind: str, country: str, code: str
) -> Found:
    south, west, north, east = box
    reach = distance_km(south, west, north, east) / 2
    people = tags.get("population", "").replace(",", "").replace(" ", "")
    return Found(
        row=row,
        ident=ident,
        kind=kind,
        country=country,
        lat=(south + north) / 2,
        lon=(west + east) / 2,
        latin=tags.get("name:en") or tags.get("int_name") or tags.get("name:latin") or "",
        own_names=tuple(
            v for k, v in tags.items() if k == f"name:{code}" or k.startswith(f"alt_name:{code}")
        ),
        names=tuple(
            part.strip()
            for k in ("name", "alt_name", "old_name", "official_name")
            for part in tags.get(k, "").split(";")
        ),
        radius_km=min(MOST_REACH_KM, round(reach)) if kind in WIDE else 0.0,
        population=int(people) if people.isdecimal() and len(people) < LONGEST_COUNT else 0,
        source=Osm.source,
        source_id=ident,
        lat_column="geometry (latitude)",
        lon_column="geometry (longitude)",
    )


def features(path: Path, file: IO[bytes]) -> Iterator[str]:
    """The text of each feature of a collection, or of each line (RFC 8142 with its marks or without)."""
    decoder, pieces = json.JSONDecoder(), _pieces(path, file)
    held = next(pieces, "")
    start = _START.search(held) if "FeatureCollection" in held else None
    while start is None and '"FeatureCollection"' in held[:4096] and (more := next(pieces, "")):
        held += more
        start = _START.search(held)
    at = start.end() if start else 0
    count = 0
    while True:
        at = _skipped(held, at)
        if at >= len(held) or held[at] == "]":
            if at >= len(held) and (more := next(pieces, "")):
                held, at = more, 0
                continue
            if start is not None and at >= len(held):
                raise InputError(f"{path}: ends after feature {count}, before the collection does: cut off?")
            return
        try:
            _, end = decoder.raw_decode(held, at)
        except json.JSONDecodeError as error:
            more = next(pieces, "")
            if not more or len(held) - at > MOST_FEATURE:
                raise InputError(
                    f"{path}: feature {count + 1} is no JSON or cut off ({error.msg})"
                ) from error
            held, at = held[at:] + more, 0
            continue
        count += 1
        yield held[at:end]
        at = end
        if at > PIECE:
            held, at = held[at:], 0


def _skipped(held: str, at: int) -> int:
    found = _BETWEEN.match(held, at)
    return found.end() if found else at


def _pieces(path: Path, file: IO[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    before = 0
    while data := file.read(PIECE):
        try:
            yield decoder.decode(data)
        except UnicodeDecodeError as error:
            at = before + error.start + 1
            raise InputError(f"{path}, about byte {at}: not UTF-8, and GeoJSON is always that") from error
        before += len(data)


def _box(geometry: _Geometry | None) -> tuple[float, float, float, float] | None:
    """South, west, north and east of a geometry, however deep its coordinates are nested."""
    if geometry is None:
        return None
    numbers = [
        float(n) for n in re.findall(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", bytes(geometry.coordinates))
    ]
    if len(numbers) < 2:
        return None
    step = 3 if re.search(rb"\[\s*[^\[\],]+,[^\[\],]+,[^\[\],]+\]", bytes(geometry.coordinates)) else 2
    lons, lats = numbers[0::step], numbers[1::step]
    return min(lats), min(lons), max(lats), max(lons)


def _ident(feature: _Feature, tags: Mapping[str, str]) -> str:
    """`n123`, `w123` or `r123`, from any of the ways in which the two tools write it; '' for none."""
    told = [str(feature.id), tags.get("@id", ""), f"{tags.get('@type', '')}/{tags.get('@id', '')}"]
    match = next((m for t in reversed(told) if (m := _IDENT.fullmatch(t))), None)
    if match is None:
        return ""
    kind, number = match[1][0], int(match[2])
    if kind == "a":  # osmium's areas: even of ways, odd of relations
        return f"{'r' if number % 2 else 'w'}{number // 2}"
    return f"{kind}{number}"
