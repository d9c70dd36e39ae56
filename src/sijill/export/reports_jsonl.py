"""Reports as JSON Lines: one report a line, with its document's outlet, day, address and copies' voice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from sijill.incident import Filed

from .cargo import PLAIN, Cargo, Style, Written
from .spots import point, shown
from .whole import whole_bytes

FIELDS = (
    "key",
    "doc",
    "report",
    "outlet",
    "outlet_id",
    "lang",
    "published",
    "url",
    "title",
    "voice",
    "synthetic",
    "reader",
    "quote",
)


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write one report a line, documents in the ledger's order."""
    rows = without_point = 0
    encoder = msgspec.json.Encoder()
    with whole_bytes(output) as file:
        for filed in reports(cargo):
            file.write(encoder.encode(filed) + b"\n")
            rows += 1
            without_point += not point(next(iter(filed.report.places), None))
    return Written(files=(output,), rows=rows, without_point=without_point)


def reports(cargo: Cargo) -> Iterator[Filed]:
    """Every current report with its places as they may be shown."""
    for entry in cargo.documents():
        for filed in cargo.reports_of(entry.id):
            report = filed.report
            places = tuple(shown(p, report.event_type, cargo.registry) for p in report.places)
            origin = tuple(shown(p, report.event_type, cargo.registry) for p in report.origin)
            report = msgspec.structs.replace(report, places=places, origin=origin)
            yield msgspec.structs.replace(filed, report=report)
