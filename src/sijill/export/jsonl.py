"""Incidents as JSON Lines: one whole incident a line, with every version of every field and who says it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from .cargo import PLAIN, Cargo, Style, Written
from .spots import point, shown_incident
from .whole import whole_bytes

FIELDS = (
    "id",
    "event_type",
    "status",
    "time",
    "places",
    "origin",
    "participants",
    "harm",
    "weapons",
    "sources",
    "reports",
    "political",
    "synthetic",
    "voices",
    "answers",
    "fields",
    "was",
    "decided",
    "locked",
    "confirmed",
    "rejected",
    "issues",
)


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write one incident a line, in the ledger's order. JSON is always UTF-8 with no byte order mark."""
    rows = without_point = 0
    encoder = msgspec.json.Encoder()
    with whole_bytes(output) as file:
        for incident in cargo.incidents():
            file.write(encoder.encode(shown_incident(incident, cargo.registry)) + b"\n")
            rows += 1
            without_point += not point(next(iter(incident.places), None))
    return Written(files=(output,), rows=rows, without_point=without_point)
