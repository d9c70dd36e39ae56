"""Where places come from: each source with its licence, its credit line and whether we may carry its data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sijill.errors import InputError

SOURCES = Path(__file__).parent / "sources.toml"
BETWEEN = ";"


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source of places. `bundled` says whether its data may be part of Sijill (ODbL data may not).

    `credit` is the line to show with the data, empty where none is asked for; `address` is the project's own.
    """

    name: str
    licence: str
    credit: str
    address: str
    bundled: bool
    note: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: tuple[Source, ...]


def load_sources(*paths: Path) -> Mapping[str, Source]:
    """Our declared sources by name, and those of further files of the same form; a later one wins.

    Raises InputError, naming the file, for one that cannot be read, and for a source without a licence.
    """
    found: dict[str, Source] = {}
    for path in (SOURCES, *paths):
        try:
            file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        except (OSError, ValueError, msgspec.ValidationError) as error:
            raise InputError(f"{path.name}: {error}") from error
        for source in file.source:
            if not source.licence:
                raise InputError(f"{path.name}: source '{source.name}' has no licence")
            found[source.name] = source
    return found


def named_sources(text: str) -> tuple[str, ...]:
    """The names in a `source` column: parted by ';', each without the licence in brackets after it."""
    parts = (part.partition("(")[0].strip() for part in text.split(BETWEEN))
    return tuple(part for part in parts if part)
