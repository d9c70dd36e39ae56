"""What a time expression serves for: to date an event, to bound a window, to tell a habit or a duration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from sijill.lang.reckoning import Stretch, back_from, later, unit_span

from .times_dates import Anchor, figure_year
from .times_hours import Clock, clock
from .times_moments import Interval, Moment, expression
from .times_periods import Units, unit, units
from .times_words import within, words
from .written import Line

_FEW = (6, 2)
_CLAUSE = 9
_SINCE = ("since",)
_WHICH = {"last": "past", "past": "past", "previous": "past", "next": "future", "coming": "future"}
_NO_WINDOW = ("in", "for", "within")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An expression before its hours have found their day: `ends` are the moments that bound it.

    `shape` says how the ends make the interval: span (the one or two ends themselves), since (from the first
    end to publication), until (up to the end), before and after (all outside the end), none.
    """

    first: int
    last: int
    role: str = "point"
    shape: str = "span"
    ends: tuple[Moment, ...] = ()
    direction: str = ""

    def bounds(self, ends: Sequence[Interval], anchor: Anchor) -> tuple[str | None, str | None, str, str]:
        """Start, end, precision and direction of the whole."""
        if self.shape == "none" or not ends:
            return None, None, "vague", "none"
        head, tail = ends[0], ends[-1]
        direction = self.direction or head.direction
        published = anchor.published.isoformat() if anchor.published else None
        if self.shape in ("since", "after"):
            end = published if _in_order(head.start, published) else None
            return head.start, end, head.precision, direction
        if self.shape == "until":
            return None, tail.end, tail.precision, direction
        if self.shape == "before":
            day = date.fromisoformat(head.start[:10]) if head.start else None
            return None, (day - timedelta(days=1)).isoformat() if day else None, head.precision, direction
        if not _in_order(head.start, tail.end):
            return tail.start, tail.end, tail.precision, direction
        precision = "part_of_day" if len(ends) == 2 and self.role == "point" else head.precision
        return head.start, tail.end, precision, direction


def _in_order(start: str | None, end: str | None) -> bool:
    return start is None or end is None or start[:10] <= end[:10]


def candidate(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """The time expression that begins at a piece."""
    for rule in (habitual, since, between, until, over, duration, ago, plain, side):
        found = rule(line, index, anchor)
        if found:
            return found
    return None


def plain(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """An expression that may date an event."""
    found = expression(line, index, anchor)
    return Candidate(first=index, last=found[1], ends=(found[0],)) if found else None


def habitual(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'daily', 'every night', 'every two days', 'on Fridays', 'around the clock'."""
    found = words().habits.find(line, index)
    if found and not (within(line, index, "daily") and line.capital(index) and line.capital(found[1])):
        return Candidate(first=index, last=found[1], role="habitual", shape="none")
    if line.low(index) in ("every", "each"):
        counted = units(line, index + 1)
        low = line.low(index + 1)
        single = low in words().units or low in words().weekdays or low in ("morning", "evening", "afternoon")
        if counted or single or (low == "other" and line.low(index + 2) in words().units):
            after = counted[1] if counted else index + 2 + (low == "other")
            after += line.low(after) in ("morning", "night", "evening") and low in words().weekdays
            return Candidate(first=index, last=after, role="habitual", shape="none")
    low = line.low(index)
    if low.endswith("days") and low[:-1] in words().weekdays:
        return Candidate(first=index, last=index + 1, role="habitual", shape="none")
    return None


def duration(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'for three hours', 'for weeks', 'within 48 hours', 'all night'."""
    low = line.low(index)
    if low == "all" and line.low(index + 1) in ("night", "day", "week", "morning", "afternoon"):
        return Candidate(first=index, last=index + 2, role="duration", shape="none")
    if not (within(line, index, "length") or low == "within"):
        return None
    found = units(line, index + 1)
    if found is None or line.low(found[1]) in ("ago", "earlier", "later"):
        return None
    return Candidate(first=index, last=found[1], role="duration", shape="none")


def since(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'since Tuesday', 'since the war began in April', 'since early 2023', 'since 2011'."""
    if line.low(index) not in _SINCE:
        return None
    inner = expression(line, index + 1, anchor) or _after_link(line, index + 1, anchor)
    if inner:
        return _window_from(line, index, inner, anchor)
    for start in range(index + 2, min(index + 2 + _CLAUSE, line.size)):
        if (
            line.low(start) in (",", ".", ";", "and", "but", "since", "until", "said")
            or line.low(start) == "for"
        ):
            return None
        found = expression(line, start, anchor)
        if found:
            return _window_from(line, start, found, anchor)
        back = ago(line, start, anchor)
        if back and back.role == "point":
            return Candidate(first=start, last=back.last, role="window", shape="since", ends=back.ends)
    return None


def _after_link(line: Line, index: int, anchor: Anchor) -> tuple[Moment, int] | None:
    step = index + (line.low(index) in ("the", "on", "at", "around", "about", "as"))
    return expression(line, step, anchor) if step > index else None


def _window_from(line: Line, index: int, inner: tuple[Moment, int], anchor: Anchor) -> Candidate:
    if line.low(inner[1]) in ("until", "till", "to", "through"):
        end = expression(line, inner[1] + 1, anchor)
        if end:
            return Candidate(first=index, last=end[1], role="window", ends=(inner[0], end[0]))
    return Candidate(first=index, last=inner[1], role="window", shape="since", ends=(inner[0],))


def until(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'until Sunday', 'up to now', 'by Thursday evening': a window with an open beginning."""
    low = line.low(index)
    step = index + (low == "up")
    if line.low(step) not in ("until", "till", "by") and not (low == "up" and line.low(step) == "to"):
        return None
    today = anchor.published
    for now in (("now",), ("this", "day"), ("the", "present"), ("date",)):
        if line.follows(step + 1, now) and low != "by":
            end = Moment(days=Stretch(first=today, last=today))
            return Candidate(first=index, last=step + 1 + len(now), role="window", shape="until", ends=(end,))
    inner = expression(line, step + 1, anchor) or _after_link(line, step + 1, anchor)
    if inner is None or (low == "by" and inner[0].part == "night" and inner[0].dayless):
        return None
    return Candidate(first=index, last=inner[1], role="window", shape="until", ends=(inner[0],))


def between(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'from X to Y', 'between X and Y'; two hours of one day date an event."""
    opening = line.low(index)
    if opening not in ("from", "between"):
        return None
    start = index + 1 + (line.low(index + 1) in ("the", "about", "around", "approximately"))
    hours = _hours(line, start, opening, anchor)
    if hours:
        return msgspec.structs.replace(hours, first=index)
    head = _end_of_range(line, start, anchor)
    if head is None:
        return None
    joined = ("and",) if opening == "between" else ("to", "until", "till", "through", "-", "–")
    if line.low(head[1]) not in joined:
        days = head[0].days
        if days and days.first != days.last and days.precision == "day":
            return Candidate(first=index, last=head[1], role="window", ends=(head[0],))
        return None
    tail = _end_of_range(line, head[1] + 1, anchor)
    if tail is None:
        return None
    first = _with_year(head[0], tail[0])
    return Candidate(first=index, last=tail[1], role="window", ends=(first, tail[0]))


def _with_year(head: Moment, tail: Moment) -> Moment:
    """'from Nov. 3 to Nov. 8, 2022': the year at the end is that of both."""
    one, two = head.days, tail.days
    if (
        one is None
        or two is None
        or not one.yearless
        or two.yearless
        or one.first is None
        or two.first is None
    ):
        return head
    years = two.first.year - one.first.year
    if not years or one.precision != "day" or (one.first.month, one.first.day) == (2, 29):
        return head
    moved = one.first.replace(year=two.first.year)
    moved = moved if moved <= two.first else moved.replace(year=two.first.year - 1)
    return msgspec.structs.replace(head, days=Stretch(first=moved, last=moved))


def _hours(line: Line, index: int, opening: str, anchor: Anchor) -> Candidate | None:
    """'between 3:00 and 11:45 p.m. on Nov. 8', 'from 3 a.m. to 5 a.m.'."""
    first = clock(line, index)
    bare = line.is_number(index, 1, 12)
    head = first or ((Clock(bare, None, ""), index + 1) if bare is not None else None)
    if head is None or line.low(head[1]) not in (
        ("and",) if opening == "between" else ("to", "until", "-", "–")
    ):
        return None
    tail = expression(line, head[1] + 1, anchor)
    if tail is None or tail[0].clock is None:
        return None
    half = head[0].half or tail[0].clock.half
    opened = Moment(days=tail[0].days, part=tail[0].part, clock=head[0]._replace(half=half))
    return Candidate(first=index, last=tail[1], ends=(opened, tail[0]))


def _end_of_range(line: Line, index: int, anchor: Anchor) -> tuple[Moment, int] | None:
    found = expression(line, index, anchor)
    if found:
        return found
    year = figure_year(line, index)
    if year is None:
        return None
    days = Stretch(first=date(year[0], 1, 1), last=date(year[0], 12, 31), precision="year")
    return Moment(days=days), year[1]


def over(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'over the past 24 hours', 'in the last three days', 'in recent weeks', 'during last week'."""
    led = within(line, index, "scope")
    start = index + led
    if led and line.low(start) == "recent" and (found := units(line, start)):
        return _window(index, found, "past", anchor)
    step = start + (line.low(start) == "the")
    which = _WHICH.get(line.low(step))
    count = (units(line, step + 1) or _single(line, step + 1)) if which else None
    if count and which and not _calendar(line, step, count):
        return _window(index, count, which, anchor)
    return _during(line, index, start, anchor) if led and line.low(index) not in _NO_WINDOW else None


def _calendar(line: Line, index: int, count: tuple[Units, int]) -> bool:
    """Whether 'last week', 'next month' are meant, and no stretch of that length."""
    bare = count[0].amount == 1 and line.low(index + 1) in words().units
    return bare and line.low(index) in ("last", "next", "previous")


def _during(line: Line, index: int, start: int, anchor: Anchor) -> Candidate | None:
    """'during last week', 'throughout October': a calendar unit as a window."""
    named = unit(line, start, anchor)
    found = (Moment(days=named[0]), named[1]) if named else expression(line, start, anchor)
    days = found[0].days if found else None
    if found is None or days is None or found[0].part or found[0].clock:
        return None
    if days.first == days.last or days.precision == "day":
        return None
    return Candidate(first=index, last=found[1], role="window", ends=(found[0],))


def _single(line: Line, index: int) -> tuple[Units, int] | None:
    """'the past week': one unit, with no number before it."""
    name = words().units.get(line.low(index))
    return (Units(1, name), index + 1) if name and not line.low(index).endswith("s") else None


def _window(index: int, found: tuple[Units, int], which: str, anchor: Anchor) -> Candidate:
    days = _back(found[0], which, anchor)
    moment = Moment(days=days)
    return Candidate(first=index, last=found[1], role="window", ends=(moment,), direction=days.direction)


def _back(counted: Units, which: str, anchor: Anchor) -> Stretch:
    """The window that reaches `counted` units back from publication, or forward."""
    name, count = counted.unit, counted.amount
    short = {"moment": "day", "minute": "day", "hour": "day", "decade": "year"}
    precision = "vague" if count is None else short.get(name, name)
    direction = "future" if which == "future" else "past"
    today = anchor.published
    if today is None:
        return Stretch(precision=precision, direction=direction)
    if count is None:
        count = {"day": _FEW[0], "hour": 1}.get(name)
    if direction == "future":
        far = later(today, (today - back_from(today, name, count)).days) if count else None
        return Stretch(first=today, last=far, precision=precision, direction=direction)
    return Stretch(first=back_from(today, name, count) if count else None, last=today, precision=precision)


def ago(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'two days ago', 'a month ago', 'hours ago', 'a week earlier' with no day set before."""
    found = units(line, index)
    if found is None or line.low(found[1]) != "ago":
        return None
    return Candidate(first=index, last=found[1] + 1, ends=(Moment(days=_ago(found[0], anchor)),))


def side(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'before 2011', 'after Oct. 7': windows."""
    shape = line.low(index)
    if shape not in ("before", "after") or line.low(index - 1) in (
        "shortly",
        "hours",
        "days",
        "weeks",
        "day",
    ):
        return None
    inner = expression(line, index + 1, anchor)
    if inner is None or inner[0].part or inner[0].clock or inner[0].days is None:
        return None
    return Candidate(first=index, last=inner[1], role="window", shape=shape, ends=(inner[0],))


def _ago(counted: Units, anchor: Anchor) -> Stretch:
    """The day, week, month or year that lies `counted` units before publication."""
    name, count, today = counted.unit, counted.amount, anchor.published
    precisions = {"moment": "part_of_day", "minute": "part_of_day", "hour": "vague", "decade": "year"}
    precision = precisions.get(name, name)
    if today is None:
        return Stretch(precision=precision if count else "vague")
    if name in ("moment", "minute"):
        return Stretch(first=today, last=today, precision=precision)
    if name == "hour":
        if count is None or count < 24:
            return Stretch(first=later(today, -1), last=today, precision=precision)
        day = later(today, -(count // 24))
        return Stretch(first=day, last=day)
    if count is None:
        first, last = back_from(today, name, _FEW[0]), back_from(today, name, _FEW[1])
        return Stretch(first=first, last=last, precision="vague")
    first, last = unit_span(today, name, -count)
    return Stretch(first=first, last=last, precision=precision)
