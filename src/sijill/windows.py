"""The times of a sentence as counts see them: windows that a count can fill, and days that date one event."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from .arguments import Clause
from .language import When
from .lexicon import CueEntry
from .measures import Piece, parted, stopped, tally_cues

COMMA = 5
NEXT = 2
SAYING = 8
WIDE = frozenset({"week", "month", "year"})


class Told(msgspec.Struct):
    """A time of a sentence as counts see it: tokens, days, and whether counts can fill it.

    `short` is a day at most, `since` a window from an earlier day on; `wide` is a month or year that an event
    can have as its date too; `said` is the time of an announcement.
    """

    first: int
    last: int
    start: str | None
    end: str | None
    window: bool
    short: bool = False
    needs_sum: bool = False
    only_after: bool = False
    since: bool = False
    wide: bool = False
    said: bool = False
    within: bool = False


def windows(clause: Clause, published: date | None, last: Told | None) -> list[Told]:
    """The times of a sentence, and the windows that have no date ('since the war broke out')."""
    out = [
        _of_time(clause, when, published)
        for when in clause.seen.times
        if when.role in ("point", "window", "duration")
    ]
    for cue in clause.seen.kinds.get("cues", ()):
        entry = cue.entry
        if not isinstance(entry, CueEntry) or entry.cue not in ("prep.since", "prep.during"):
            continue
        if any(t.first <= cue.first < t.last for t in out):
            continue
        near = 4 if entry.cue == "prep.since" else 1
        eras = tally_cues(clause, "tally.era")
        if not any(t.since and t.window for t in out):
            eras += tally_cues(clause, "tally.begin")
        era = next((m for m in eras if 0 <= m.first - cue.last < near), None)
        dated = [t for t in out if t.window and t.start and cue.last <= t.first]
        if era is not None and not any(t.first <= era.last + 6 for t in dated):
            out.append(Told(cue.first, era.last, None, None, True))
    for match in tally_cues(clause, "tally.same-window"):
        if last is not None:
            out.append(Told(match.first, match.last, last.start, last.end, True))
    return _bounded(clause, sorted(out, key=lambda t: t.first))


def _bounded(clause: Clause, told: list[Told]) -> list[Told]:
    """'Since the war began … until yesterday' is one window; 'until now' reaches back to one before it."""
    out: list[Told] = []
    for time in told:
        before = next((t for t in reversed(out) if t.window and not t.said), None)
        if before is None or not (time.window and time.start is None and time.end) or time.wide:
            out.append(time)
        elif 0 <= time.first - before.last <= NEXT and not parted(clause, before.last, time.first):
            before.last, before.end = time.last, time.end
        else:
            time.start, time.needs_sum, time.short = before.start, before.needs_sum, before.short
            time.since = before.since
            out.append(time)
    return out


def _of_time(clause: Clause, when: When, published: date | None) -> Told:
    """One time of a sentence; a window is none to count in where a superlative looks back over it."""
    start, end = _day(when.start), _day(when.end)
    told = Told(when.first, when.last, start, end, when.role == "window" and when.direction != "future")
    if when.role == "point" and start and _since_before(clause, when.first) and published:
        told.window, told.end = True, published.isoformat()  # 'since the signing of … in March'
    if not told.window:
        told.wide = bool(start) and when.precision in WIDE and when.direction != "future"
        told.window, told.said = told.wide, _is_said(clause, when)
        told.within = told.wide and (during(clause, told) or _during_at(clause, told.first))
        return told
    told.needs_sum = start is None and (when.precision != "vague" or end is None)
    told.short = _is_short(clause, when)
    told.since = _opens_since(clause, when.first) and bool(start and end and start < end)
    if any(n.kind == "ordinal" and 0 <= when.first - n.last < 8 for n in clause.seen.numbers):
        told.only_after = True  # 'the third war since 2008': the window is the ordinal's
        told.needs_sum = True
    before = [
        m
        for m in tally_cues(clause, "tally.superlative", "tally.ongoing", "tally.state")
        if 0 <= when.first - m.last < 3
    ]
    superlative = [m for m in tally_cues(clause, "tally.superlative") if 0 <= when.first - m.last < 8]
    if any(not parted(clause, m.last, when.first) for m in superlative):
        told.window = False
    told.only_after = bool(before)
    return told


def _day(stamp: str | None) -> str | None:
    return stamp[:10] if stamp else None


def _opens_since(clause: Clause, index: int) -> bool:
    """Whether a time begins with 'since'."""
    match = clause.seen.at("cues", index)
    return match is not None and isinstance(match.entry, CueEntry) and match.entry.cue == "prep.since"


def _since_before(clause: Clause, index: int) -> bool:
    """Whether 'since' stands before a date with nothing but one noun phrase between."""
    for match in clause.seen.kinds.get("cues", ()):
        entry = match.entry
        if isinstance(entry, CueEntry) and entry.cue == "prep.since" and 0 < index - match.last <= 10:
            between = clause.seen.pos[match.last : index]
            return "V" not in between and not parted(clause, match.last, index)
    return False


def _is_said(clause: Clause, when: When) -> bool:
    """Whether a time is that of an announcement: behind a word of saying, with no event between."""
    said = [m for m in clause.seen.kinds.get("reporting", ()) if 0 <= when.first - m.last <= SAYING]
    if not said or stopped(clause, said[-1].last, when.first):
        return False
    between = range(said[-1].last, when.first)
    told = any(clause.seen.at(kind, i) for i in between for kind in ("events", "harm"))
    return not told and not any(clause.seen.pos[i] in "S#" for i in between)


def is_duration(clause: Clause, told: Told) -> bool:
    """Whether a time is a length of time with no date of its own."""
    return any(w.first == told.first and w.role == "duration" for w in clause.seen.times)


def during(clause: Clause, told: Told) -> bool:
    """Whether 'during' stands before a time ('the third time during the day')."""
    return told.first > 0 and _during_at(clause, told.first - 1)


def _during_at(clause: Clause, index: int) -> bool:
    return clause.seen.cues.get(index) == "prep.during"


def distance(clause: Clause, piece: Piece, told: Told) -> int:
    """How far a time stands from a count; a comma between makes it further."""
    first, last = (told.last, piece.first) if told.first < piece.first else (piece.last, told.first)
    commas = sum(c.kind == "comma" and first <= c.first < last for c in clause.seen.chunks)
    stops = sum(c.kind == "stop" and first <= c.first < last for c in clause.seen.chunks)
    return max(0, last - first) + COMMA * commas + 4 * COMMA * stops


def _is_short(clause: Clause, when: When) -> bool:
    """Whether a window is a day at most and tells no number of hours: the time of one event as well."""
    start, end = when.start, when.end
    if start is None or end is None:
        return False
    long = date.fromisoformat(end[:10]) - date.fromisoformat(start[:10]) > timedelta(days=1)
    return not long and "#" not in clause.seen.pos[when.first : when.last]
