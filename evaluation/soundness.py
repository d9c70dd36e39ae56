"""What a coded document must keep to, whoever coded it (docs/codebook.md); compile.py refuses the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from sijill.records import Count, Framing, Harm, Participant, Place, Reading, Report, Span, Tally, Weapon

Terms = Mapping[str, frozenset[str]]
Coded = Span | Participant | Place | Weapon | Harm | Framing | Tally

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOCK = ("minute", "hour", "part_of_day")
_WIDEST = {"minute": 0.01, "hour": 0.1, "part_of_day": 0.55, "day": 9, "week": 9, "month": 31, "year": 366}


def flaws(reading: Reading, terms: Terms) -> Iterator[str]:
    """What is wrong with a coded document, a line each; nothing where it is sound."""
    text = reading.doc.text
    if not _DAY.fullmatch(reading.doc.published):
        yield f"published '{reading.doc.published}' is no date"
    ids = [r.id for r in reading.reports]
    if ids != [f"r{n}" for n in range(1, len(ids) + 1)]:
        yield f"reports are not numbered in order: {ids}"
    for report in reading.reports:
        for flaw in _report(report, reading, terms):
            yield f"{report.id}: {flaw}"
    for tally in reading.tallies:
        yield from _span(tally, text)
        yield from _count(tally.count)
        if not _ordered(tally.window.start, tally.window.end):
            yield f"window {tally.window.start} to {tally.window.end}"
    for framing in reading.framing:
        yield from _span(framing, text)
    for first, second in pairwise(reading.framing):
        if (first.start, first.category) == (second.start, second.category):
            yield f"'{first.text}' is framing twice"


def _report(report: Report, reading: Reading, terms: Terms) -> Iterator[str]:
    text = reading.doc.text
    values: list[Coded] = [
        *report.participants,
        *report.weapons,
        *report.places,
        *report.origin,
        *report.harm,
    ]
    for value in [*values, report.trigger]:
        yield from _span(value, text)
    for start, end in report.sentences:
        if not 0 <= start < end <= len(text):
            yield f"sentence {start} to {end}"
    yield from _legal("event type", [report.event_type], terms["events"])
    yield from _legal("realis", [report.realis], terms["realis"])
    yield from _legal("weapon", [w.kind for w in report.weapons], terms["weapons"])
    yield from _legal(
        "facility", [p.facility for p in report.participants if p.facility], terms["facilities"]
    )
    yield from _legal("stance", [s.stance for s in report.sources], terms["stances"])
    for number in [h.count for h in report.harm] + [w.count for w in report.weapons]:
        yield from _count(number)
    for place in report.places:
        if place.country is None and place.precision < 5:
            yield f"'{place.text}' has no country"
    if len({(p.role, p.start) for p in report.participants}) < len(report.participants):
        yield "the same words twice in one role"
    if report.response_to and report.response_to not in {r.id for r in reading.reports}:
        yield f"answers {report.response_to}, which is not there"
    yield from _time(report, reading.doc.published)


def _time(report: Report, published: str) -> Iterator[str]:
    time = report.time
    if time is None or report.realis == "generic":
        if (time is None) != (report.realis == "generic"):
            yield "a generic report has no time, every other has one"
        return
    told = f"time {time.start} to {time.end} ({time.precision})"
    ends = (time.start or "", time.end or "")
    clock = time.precision in _CLOCK and (time.precision != "part_of_day" or "T" in "".join(ends))
    if not all((_MINUTE if clock else _DAY).fullmatch(t) for t in ends) or not _ordered(*ends):
        yield f"{told} is ill formed"
        return
    width = _moment(time.end or "") - _moment(time.start or "")
    if width > timedelta(days=_WIDEST.get(time.precision, 366), minutes=1):
        yield f"{told} is too wide"
    if report.realis in ("actual", "denied") and (time.start or "")[:10] > published:
        yield f"{told} is after {published}"
    named = [day for day in _WEEKDAYS if day in time.text]
    if (
        named
        and time.precision != "vague"
        and " into " not in time.text
        and _moment(ends[0]).weekday() != _WEEKDAYS.index(named[0])
    ):
        yield f"{told} is a {_WEEKDAYS[_moment(ends[0]).weekday()]}, not a {named[0]}"
    if bool(time.spans) == (time.inferred == "published"):
        yield f"{told} rests on words or on the date of publication, not on both"


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


def _ordered(start: str | None, end: str | None) -> bool:
    try:
        for value in (start, end):
            date.fromisoformat((value or "2000-01-01")[:10])
            _moment(value or "2000-01-01")
    except ValueError:
        return False
    return start is None or end is None or start <= end


def _span(value: Coded, text: str) -> Iterator[str]:
    if not value.text or text[value.start : value.end] != value.text:
        yield f"'{value.text}' does not stand at {value.start} to {value.end}"


def _count(count: Count) -> Iterator[str]:
    if count.min is not None and count.max is not None and count.min > count.max:
        yield f"count {count.min} to {count.max}"


def _legal(what: str, values: Iterable[str], legal: frozenset[str]) -> Iterator[str]:
    for value in values:
        if value not in legal:
            yield f"{what} '{value}'"
