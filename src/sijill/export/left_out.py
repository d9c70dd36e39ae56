"""Incidents that a format has no place for: listed beside the export, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from sijill.incident import Incident

from .cells import Table
from .days import edtf, first_day

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
