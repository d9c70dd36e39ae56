"""One moment of the text: a day, a part of it and a clock time that stand together, and their interval."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec

from sijill.lang.reckoning import Stretch, later

from .times_dates import Anchor, stamp
from .times_days import day_group
from .times_hours import Clock, alone, clock, on_day, part
from .times_periods import feast, period
from .times_words import words
from .written import Line

_LINKS = frozenset(
    {
        ",",
        "on",
        "at",
        "in",
        "the",
        "of",
        "around",
        "about",
        "approximately",
        "(",
        "roughly",
        "just",
        "shortly",
        "before",
        "after",
        "hours",
        "some",
    }
)
_LINK_LIMIT = 3
_NIGHTS = ("night", "evening", "late")


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """What the words at one position say; `days` is None where no day stands beside the hour."""

    days: Stretch | None = None
    part: str = ""
    clock: Clock | None = None
    whole: bool = False

    @property
    def dayless(self) -> bool:
        """Whether an hour or part of the day has no day beside it."""
        return self.days is None


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """A resolved moment: ISO strings, both inclusive, and how exact they are."""

    start: str | None
    end: str | None
    precision: str
    direction: str
    today: date | None = None


def expression(line: Line, index: int, anchor: Anchor) -> tuple[Moment, int] | None:
    """A moment or a longer period at a piece."""
    found = moment(line, index, anchor)
    longer = period(line, index, anchor)
    if longer and (found is None or longer[1] > found[1]):
        return Moment(days=longer[0]), longer[1]
    return found


def moment(line: Line, index: int, anchor: Anchor) -> tuple[Moment, int] | None:
    """A day, part of day and clock time in any order, as far as they stand together."""
    stamped = stamp(line, index)
    if stamped:
        day = Stretch(first=stamped[0], last=stamped[0])
        return Moment(days=day, clock=Clock(stamped[1], stamped[2], "exact")), stamped[3]
    have, after, opened = Moment(), index, False
    while True:
        grown = None
        for start in range(after, after + _LINK_LIMIT + 1):
            grown = _grow(line, start, anchor, have)
            if grown or after == index or line.low(start) not in _LINKS:
                break
        if grown is None:
            break
        opened = opened or any(line.low(at) == "(" for at in range(after, grown[1]))
        have, after = grown
        if opened and line.low(after) == ")":
            opened, after = False, after + 1
    complete = have.days is not None or have.clock is not None or (bool(have.part) and have.whole)
    return (have, after) if complete else None


def _grow(line: Line, index: int, anchor: Anchor, have: Moment) -> tuple[Moment, int] | None:
    """Add the piece at `index` to the moment, if it has room for it."""
    night = _named_night(line, index, anchor) if have.days is None and not have.part else None
    if night:
        return msgspec.structs.replace(have, days=night[0], part=night[1]), night[2]
    timed = clock(line, index) if have.clock is None else None
    if timed:
        return msgspec.structs.replace(have, clock=timed[0]), timed[1]
    if have.part == "early" and line.low(index) == "morning":
        return have, index + 1
    if not have.part or have.part == "late":
        by_itself = alone(line, index)
        if by_itself:
            return _with_part(line, have, by_itself, anchor)
        parted = part(line, index)
        if parted and (have.days is not None or _day_follows(line, parted, anchor)):
            return _with_part(line, have, parted, anchor)
    if have.days is None:
        grouped = day_group(line, index, anchor) or feast(line, index, anchor)
        if grouped and grouped[0].precision == "day":
            return msgspec.structs.replace(have, days=grouped[0]), grouped[1]
    return None


def _with_part(line: Line, have: Moment, found: tuple[str, int], anchor: Anchor) -> tuple[Moment, int] | None:
    """The part taken in, unless a day of its own follows where the moment has one."""
    whole = alone(line, found[1] - 1) is not None or found[0] != "late"
    if have.days is not None and _own_day(line, found[1], anchor):
        return None
    return msgspec.structs.replace(have, part=found[0], whole=have.whole or whole), found[1]


def _own_day(line: Line, index: int, anchor: Anchor) -> bool:
    step = index + (line.low(index) in ("on", "of"))
    return day_group(line, step, anchor) is not None


def _day_follows(line: Line, found: tuple[str, int], anchor: Anchor) -> bool:
    """Whether a day stands behind a part of the day ('early on Friday', 'the night of Nov. 8')."""
    step = found[1]
    for _ in range(3):
        if day_group(line, step, anchor) is not None:
            return True
        if line.low(step) not in ("on", "of", "the", "in", "hours", "morning", "evening", ","):
            return False
        step += 1
    return False


def _named_night(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, str, int] | None:
    """'last night', 'tonight', 'that night', 'the following morning'."""
    told = words().told_parts.find(line, index)
    if told:
        return _on(anchor.context, told[0][0]), told[0][1], told[1]
    near = words().nights.find(line, index)
    return (_on(anchor.published, near[0]), "night", near[1]) if near else None


def _on(base: date | None, shift: int) -> Stretch:
    day = later(base, shift) if base else None
    return Stretch(first=day, last=day)


def settle(found: Moment, anchor: Anchor, beside: date | None) -> Interval:
    """The interval of a moment. A dayless one is of the day `beside` it, else of the last such hour."""
    stretch = found.days if found.days is not None else _default_day(found, anchor, beside)
    if stretch.first is None or stretch.last is None:
        precision = stretch.precision
        if stretch.last is None and (found.clock is not None or found.part):
            precision = "part_of_day" if found.clock is None else "hour"
        end = stretch.last.isoformat() if stretch.last else None
        return Interval(start=None, end=end, precision=precision, direction=stretch.direction)
    if found.clock is not None:
        hours = on_day(found.clock, found.part)
        if hours:
            at = _hour(stretch.first, hours[0], hours[1] or 0)
            precision = "minute" if found.clock.minute is not None else "hour"
            return _interval(at, at, precision, stretch)
    if not found.part:
        return _interval(stretch.first.isoformat(), stretch.last.isoformat(), stretch.precision, stretch)
    low, high = words().hours[found.part]
    return _interval(_hour(stretch.first, low), _hour(stretch.last, high), "part_of_day", stretch)


def _interval(start: str, end: str, precision: str, of: Stretch) -> Interval:
    return Interval(start=start, end=end, precision=precision, direction=of.direction, today=of.today)


def _default_day(found: Moment, anchor: Anchor, beside: date | None) -> Stretch:
    if beside is not None:
        return Stretch(first=beside, last=beside)
    if anchor.published is None:
        return Stretch()
    told = anchor.context
    if told is not None and 0 <= (anchor.published - told).days <= 7:
        return Stretch(first=told, last=told)
    day = later(anchor.published, -1) if found.part in _NIGHTS else anchor.published
    return Stretch(first=day, last=day)


def _hour(day: date, hours: int, minutes: int = 0) -> str:
    base = later(day, hours // 24)
    moment_of = datetime.combine(base, time()) + timedelta(hours=hours % 24, minutes=minutes)
    return moment_of.isoformat(timespec="minutes")
