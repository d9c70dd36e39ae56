"""One file for each format, and a dict of what there is: `EXPORTS["acled"](cargo, path, style)`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import (
    acled,
    airwars,
    ftm,
    ged,
    geojson,
    hxl,
    jsonl,
    label_studio,
    plover,
    polecat,
    reports_jsonl,
    tables_csv,
    tables_parquet,
    web_annotation,
)
from .cargo import Cargo, Style, Writer, Written

__all__ = ["EXPORTS", "Cargo", "Style", "Writer", "Written"]

EXPORTS: Mapping[str, Writer] = MappingProxyType(
    {
        "jsonl": jsonl.write,
        "reports-jsonl": reports_jsonl.write,
        "csv": tables_csv.write_incidents,
        "reports-csv": tables_csv.write_reports,
        "parquet": tables_parquet.write_incidents,
        "reports-parquet": tables_parquet.write_reports,
        "geojson": geojson.write,
        "acled": acled.write,
        "ged": ged.write,
        "plover": plover.write,
        "polecat": polecat.write,
        "hxl": hxl.write,
        "web-annotation": web_annotation.write,
        "label-studio": label_studio.write,
        "ftm": ftm.write,
        "airwars": airwars.write,
    }
)
