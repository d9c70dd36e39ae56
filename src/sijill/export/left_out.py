"""Incidents that a format has no place for: listed beside the export, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from sijill.incident import Incident

from .cargo import Cargo, Written
from .cells import Cell, Table
from .days import edtf, first_day
from .spots import point

COLUMNS = ("id", "event_type", "status", "date", "reason", "synthetic")


def why_not(incident: Incident) -> str:
    """Why an incident is no event of political violence or disorder that can be dated; '' where it is one."""
    if incident.rejected:
        return "rejected by a person"
    if not incident.political:
        return "private crime or not political"
    if incident.status == "denied":
        return "denied by all but the accuser"
    if first_day(incident.time) is None:
        return "no date"
    return ""


def rows_of(
    cargo: Cargo, output: Path, table: Table, row: Callable[[Incident, Cargo], Mapping[str, Cell]]
) -> Written:
    """Write a row for each incident that the format has a place for; count the others by their reason."""
    reasons: Counter[str] = Counter()
    rows = without_point = 0
    for incident in cargo.incidents():
        reason = why_not(incident)
        if reason:
            reasons[reason] += 1
            continue
        table.row(row(incident, cargo))
        rows += 1
        without_point += not point(next(iter(incident.places), None))
    return Written(
        files=(output,), rows=rows, without_point=without_point, left_out=dict(sorted(reasons.items()))
    )


def left_out_table(file: TextIO) -> Callable[[Incident, str], None]:
    """Begin the table; what is returned adds an incident with the reason."""
    table = Table(file, COLUMNS)

    def add(incident: Incident, reason: str) -> None:
        table.row(
            {
                "id": incident.id,
                "event_type": incident.event_type,
                "status": incident.status,
                "date": edtf(incident.time),
                "reason": reason,
                "synthetic": incident.synthetic,
            }
        )

    return add
