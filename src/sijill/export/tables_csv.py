"""Incidents and reports as plain CSV, one row each, in the columns of `flat.py`."""

from __future__ import annotations

from pathlib import Path

from .cargo import PLAIN, Cargo, Style, Written
from .cells import Table
from .flat import INCIDENT, REPORT, incident_row, names, report_row
from .reports_jsonl import reports
from .whole import whole_text


def write_incidents(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write one incident a row."""
    rows = without_point = 0
    with whole_text(output, style.encoding) as file:
        table = Table(file, names(INCIDENT))
        for incident in cargo.incidents():
            cells = incident_row(incident, cargo)
            table.row(cells)
            rows += 1
            without_point += cells["latitude"] is None
    return Written(files=(output,), rows=rows, without_point=without_point)


def write_reports(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write one report a row."""
    rows = without_point = 0
    with whole_text(output, style.encoding) as file:
        table = Table(file, names(REPORT))
        for filed in reports(cargo):
            cells = report_row(filed)
            table.row(cells)
            rows += 1
            without_point += cells["latitude"] is None
    return Written(files=(output,), rows=rows, without_point=without_point)
