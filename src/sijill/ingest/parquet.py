"""Parquet -> documents, a row each: some rows in memory at a time. The columns are named as in JSON Lines."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from .arrival import MOST_BYTES, Given, Item, Refused
from .documents import Line, line_item, stem

AT_ONCE = 64
FIELDS = tuple(Line.__struct_fields__)


def parquet_file(
    name: str, held: Path | bytes, given: Given, columns: Mapping[str, str] | None = None
) -> Iterator[Item]:
    """The documents of a Parquet file. Refused where it is none, is cut short or has no column of texts."""
    number = 0
    try:
        with pq.ParquetFile(held if isinstance(held, Path) else pa.BufferReader(held)) as file:
            places = _places(file.schema_arrow.names, columns or {})
            _refuse_large(file)
            for batch in file.iter_batches(AT_ONCE, columns=sorted(set(places.values()))):
                for row in batch.to_pylist():
                    number += 1
                    yield _row(f"{name}:row {number}", f"{stem(name)}-{number}", row, places, given)
    except (pa.ArrowException, OverflowError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise Refused("malformed", f"row {number + 1}: no Parquet, or cut short: {reason}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise Refused("malformed", f"row {number + 1}: no Parquet, or cut short: {error}") from error


def _refuse_large(file: pq.ParquetFile) -> None:
    """Refused where a group of rows is larger than may be held in memory."""
    for at in range(file.metadata.num_row_groups):
        if file.metadata.row_group(at).total_byte_size > MOST_BYTES:
            raise Refused("too-big", f"a group of rows of more than {MOST_BYTES} bytes")


def _places(names: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    """The column of each field. Refused where one that is asked for, or the text's, is not there."""
    known = {name.casefold(): name for name in reversed(names)}
    found = {}
    for field in FIELDS:
        wanted = columns.get(field, field)
        if (column := known.get(wanted.casefold())) is not None:
            found[field] = column
        elif field in columns or field == "text":
            there = ", ".join(names[:20]) or "none"
            raise Refused("columns", f"no column '{wanted}' for {field} (there are: {there})")
    return found


def _row(where: str, ident: str, row: Mapping[str, Any], places: Mapping[str, str], given: Given) -> Item:
    said = {field: _plain(row[column]) for field, column in places.items()}
    try:
        line = msgspec.convert(said, type=Line)
        data = msgspec.json.encode(said)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        return Item(where=where, problem=str(error), code="bad-row")
    return line_item(where, ident, line, data, given)


def _plain(value: object) -> object:
    """A cell as JSON Lines would have it."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    return value
