"""Incidents and reports as Parquet, in the typed columns of `flat.py`, written in groups of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from .cargo import PLAIN, Cargo, Style, Written
from .cells import Cell
from .flat import INCIDENT, REPORT, Column, incident_row, report_row
from .reports_jsonl import reports
from .whole import whole_bytes

GROUP = 5000


def write_incidents(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write one incident a row."""
    with whole_bytes(output) as file:
        return _write(file, output, INCIDENT, (incident_row(i, cargo) for i in cargo.incidents()))


def write_reports(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write one report a row."""
    with whole_bytes(output) as file:
        return _write(file, output, REPORT, map(report_row, reports(cargo)))


def _write(
    file: BinaryIO, output: Path, columns: Sequence[Column], rows: Iterable[Mapping[str, Cell]]
) -> Written:
    import pyarrow as pa  # takes a third of a second, and only Parquet needs it
    from pyarrow import parquet

    kinds = {"text": pa.string(), "whole": pa.int64(), "decimal": pa.float64(), "truth": pa.bool_()}
    schema = pa.schema(
        [pa.field(c.name, kinds[c.kind], metadata={"meaning": c.meaning}) for c in columns],
        metadata={"made_by": "sijill"},
    )
    count = without_point = 0
    waiting = iter(rows)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(waiting, GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            count += len(group)
            without_point += sum(row["latitude"] is None for row in group)
    return Written(files=(output,), rows=count, without_point=without_point)
