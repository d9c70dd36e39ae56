"""Coded documents as Parquet: a row each, the document's fields as texts, what was read in it as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from .records import Document

GROUP = 1000  # rows that are written together
FIELDS = tuple(Document.__struct_fields__)
READ = ("reports", "tallies", "framing", "issues")
SCHEMA = pa.schema([pa.field(name, pa.large_string(), nullable=False) for name in (*FIELDS, *READ)])


class _Coded(msgspec.Struct, frozen=True):
    doc: Document
    reports: msgspec.Raw
    tallies: msgspec.Raw
    framing: msgspec.Raw
    issues: msgspec.Raw


def write_coded(out: BinaryIO, data: Iterable[bytes]) -> None:
    """Write the documents of some JSON Lines, in groups of rows that do not depend on how they came."""
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        for rows in _groups(data):
            writer.write_table(pa.Table.from_pylist(rows, schema=SCHEMA))


def _groups(data: Iterable[bytes]) -> Iterator[list[dict[str, str]]]:
    rows: list[dict[str, str]] = []
    for piece in data:
        for line in piece.splitlines():
            rows.append(_row(line))
            if len(rows) == GROUP:
                yield rows
                rows = []
    if rows:
        yield rows


def _row(line: bytes) -> dict[str, str]:
    coded = msgspec.json.decode(line, type=_Coded)
    fields = {name: getattr(coded.doc, name) for name in FIELDS}
    return fields | {name: bytes(getattr(coded, name)).decode() for name in READ}
