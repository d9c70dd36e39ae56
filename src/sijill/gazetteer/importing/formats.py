"""Which format a file of places is in."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sijill.errors import InputError
from sijill.gazetteer.importing.found import Form
from sijill.gazetteer.importing.geonames import Among, GeoNames, is_dump
from sijill.gazetteer.importing.hdx import Hdx, layout_of
from sijill.gazetteer.importing.kinds import Kinds
from sijill.gazetteer.importing.opened import opened_bytes, refuse_marks
from sijill.gazetteer.importing.osm import Osm
from sijill.gazetteer.importing.pbf import Pbf
from sijill.gazetteer.importing.table import DELIMITERS, OwnTable

FORMATS = ("auto", "geonames", "hdx", "osm", "csv")
PEEK = 1 << 16
OSM_FILES = (".pbf", ".osm", ".opl", ".osm.bz2", ".osm.gz")
SHEETS = (".xlsx", ".xls", ".ods")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How a file is to be read: a format or 'auto', and what the file does not say itself.

    `names` is a GeoNames file of alternate names; `country` an ISO code for rows that have none; `encoding`
    that of a table; `code` the texts' language.
    """

    form: str = "auto"
    names: Path | None = None
    country: str = ""
    encoding: str = "utf-8"
    code: str = "ar"


def form_of(path: Path, reading: Reading, kinds: Kinds, among: Among) -> Form:
    """The reader of a file's format. Raises InputError where the format is none that is known."""
    name = reading.form if reading.form != "auto" else recognised(path, reading.code)
    if name == "geonames":
        return GeoNames(path, kinds, reading.names, reading.code, among)
    if name == "hdx":
        return Hdx(path, kinds, reading.encoding, reading.country, reading.code)
    if name == "osm":
        extract = Pbf if path.name.lower().endswith(OSM_FILES) else Osm
        return extract(path, kinds, reading.country, reading.code)
    return OwnTable(path, reading.encoding, reading.country)


def recognised(path: Path, code: str) -> str:
    """The name of a file's format, by its name and its first line."""
    if path.name.lower().endswith(OSM_FILES):
        return "osm"
    if path.name.lower().endswith(SHEETS):
        raise InputError(f"{path}: a spreadsheet; save the sheet that has the places as CSV")
    with opened_bytes(path) as file:
        start = file.read(PEEK)
    refuse_marks(path, start)
    first = start.decode("utf-8-sig", "replace").lstrip().split("\n")[0]
    if first.startswith(("{", "\x1e")):
        return "osm"
    if is_dump(first):
        return "geonames"
    delimiter = max(DELIMITERS, key=first.count)
    header = [cell.strip().strip('"') for cell in first.strip("\r").split(delimiter)]
    if any(level.code for level in layout_of(header, code).levels[1:]):
        return "hdx"
    if {"kind", "lat", "lon", "name_ar"} & {name.lower() for name in header}:
        return "csv"
    raise InputError(
        f"{path} line 1: no format that is known (a GeoNames dump, an HDX table with p-codes, GeoJSON of "
        f"OpenStreetMap, a table in our columns); it begins with: {', '.join(header)[:80]}"
    )
