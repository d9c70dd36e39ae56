"""Place files as the sources write them, with invented places, for the tests of importing."""

from __future__ import annotations

import zipfile
from pathlib import Path

ALTERNATE = "\t".join


def dump_row(
    ident: int,
    name: str,
    alternates: str,
    lat: float | str,
    lon: float | str,
    code: str = "P.PPL",
    country: str = "SY",
    admin1: str = "12",
    admin2: str = "",
    people: int | str = 0,
) -> str:
    """A row of a GeoNames dump: 19 columns, parted by tabs."""
    kind, _, feature = code.partition(".")
    cells = [
        ident,
        name,
        name,
        alternates,
        lat,
        lon,
        kind,
        feature,
        country,
        "",
        admin1,
        admin2,
        "",
        "",
        people,
    ]
    return "\t".join(map(str, [*cells, "", 310, "Asia/Damascus", "2020-01-01"])) + "\n"


def zipped(path: Path, **files: str | bytes) -> Path:
    """A zip as GeoNames packs it; `SY_txt` becomes SY.txt."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return path


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
