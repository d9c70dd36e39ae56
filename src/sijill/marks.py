"""The marks of reports, by which their keys outlive a new reading of the document (see `incident.py`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .records import Report, Tally


def mark_reports(reports: Iterable[Report]) -> dict[str, str]:
    """The mark of each report id of one document: where its trigger stands, numbered from its second use."""
    seen: Counter[str] = Counter()
    marks: dict[str, str] = {}
    for report in reports:
        place = f"{report.trigger.start}-{report.trigger.end}"
        seen[place] += 1
        marks[report.id] = place if seen[place] == 1 else f"{place}.{seen[place]}"
    return marks


def mark_tallies(tallies: Iterable[Tally]) -> tuple[str, ...]:
    """The mark of each tally of one document, in their order: `k` and the span of its words."""
    seen: Counter[str] = Counter()
    marks: list[str] = []
    for tally in tallies:
        place = f"k{tally.start}-{tally.end}"
        seen[place] += 1
        marks.append(place if seen[place] == 1 else f"{place}.{seen[place]}")
    return tuple(marks)
