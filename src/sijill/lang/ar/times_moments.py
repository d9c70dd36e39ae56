"""One moment of the text: a day, a part of it and a clock time that stand together, and their interval."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import msgspec

from sijill.lang.reckoning import Stretch, later, weekday

from .times_dates import Anchor, named_date
from .times_days import day_group
from .times_hours import Clock, Part, clock, on_day, part, zone
from .times_periods import feast, period
from .times_words import Line, words

_LINKS = frozenset(
    {"من", "في", "،", ",", "عند", "نحو", "حوالي", "قرابه", "(", "-", "–", "مع", "قبل", "قبيل", "بعد", "بعيد"}
)
_NIGHTS = ("night", "evening")
_LINK_LIMIT = 3


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """What the words at one position say; `days` is None where no day stands beside the hour."""

    days: Stretch | None = None
    part: Part | None = None
    clock: Clock | None = None

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


def expression(line: Line, index: int, anchor: Anchor, pre: str = "وبلف") -> tuple[Moment, int] | None:
    """A moment or a longer period at `index`."""
    if not line.may_open(index):
        return None
    found = moment(line, index, anchor, pre)
    if found:
        return found
    longer = period(line, index, anchor)
    return (Moment(days=longer[0]), longer[1]) if longer else None


def moment(line: Line, index: int, anchor: Anchor, pre: str) -> tuple[Moment, int] | None:
    """A day, part of day and clock time in any order, as far as they stand together."""
    have, after, opened = Moment(), index, False
    while True:
        grown = None
        for start in range(after, after + _LINK_LIMIT + 1):
            grown = _grow(line, start, anchor, have, pre if start == index else "")
            if grown or after == index or line.norm(start) not in _LINKS:
                break
            opened = opened or line.norm(start) == "("
        if grown is None:
            break
        have, after = grown
        if opened and line.norm(after) == ")":
            opened, after = False, after + 1
    complete = have.days is not None or have.clock is not None or (have.part is not None and have.part.alone)
    return (have, after) if complete else None


def _grow(line: Line, index: int, anchor: Anchor, have: Moment, pre: str) -> tuple[Moment, int] | None:
    """Add the piece at `index` to the moment, if it has room for it."""
    if not line.may_open(index):
        return None
    night = _named_night(line, index, anchor, pre) if have.days is None and have.part is None else None
    if night:
        return msgspec.structs.replace(have, days=night[0], part=Part("night", True)), night[1]
    if have.clock is None:
        timed = clock(line, index, pre)
        if timed:
            return msgspec.structs.replace(have, clock=timed[0]), zone(line, timed[1])
    parted = part(line, index, pre)
    if parted and _fits(line, have, parted, anchor):
        kept = have.part if have.part is not None and have.part.name else parted[0]
        grown = msgspec.structs.replace(have, part=kept)
        between = (
            _night_between(line, parted[1], anchor)
            if parted[0].name in _NIGHTS and have.days is None
            else None
        )
        if between:
            return msgspec.structs.replace(grown, days=between[0]), between[1]
        eve = (
            feast(line, parted[1], anchor)
            if line.norm(parted[1] - 1) == "ليله" and have.days is None
            else None
        )
        if eve:
            day = later(eve[0].first, -1) if eve[0].first else None
            return msgspec.structs.replace(grown, days=Stretch(first=day, last=day)), eve[1]
        return grown, zone(line, parted[1])
    if have.days is None:
        grouped = day_group(line, index, anchor, pre) or feast(line, index, anchor)
        if grouped and grouped[0].precision == "day":
            return msgspec.structs.replace(have, days=grouped[0]), grouped[1]
    return None


def _fits(line: Line, have: Moment, parted: tuple[Part, int], anchor: Anchor) -> bool:
    """Whether a part of the day belongs to what is there, and not to a day of its own that follows."""
    same = (
        have.part is None
        or have.part.name == parted[0].name
        or {have.part.name, parted[0].name} <= set(_NIGHTS)
    )
    if not same or (have.part is not None and have.clock is None):
        return False
    return have.days is None or day_group(line, parted[1], anchor, "") is None


def _named_night(line: Line, index: int, anchor: Anchor, pre: str) -> tuple[Stretch, int] | None:
    """'last night', 'tonight', 'that night'."""
    if not line.begins(index, _night_words()):
        return None
    if line.norm(index).startswith("لل") and line.norm(index) != "للليله":
        return None
    told = line.find(index, words().told_nights, pre)
    if told:
        return _on(anchor.context, told[0]), told[1]
    near = line.find(index, words().nights, pre)
    if near is None:
        return None
    ordinal = line.find_bare(near[1], words().ordinals) and not line.joined(near[1])
    return None if ordinal and near[1] - index == 1 else (_on(anchor.published, near[0]), near[1])


@lru_cache(maxsize=1)
def _night_words() -> frozenset[str]:
    """The words that a night named by itself can begin with."""
    return frozenset(words().told_nights.most).union(words().nights.most)


def _on(base: date | None, shift: int) -> Stretch:
    day = later(base, shift) if base else None
    return Stretch(first=day, last=day)


def _night_between(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """The night between two weekdays or two dates that follow one another: the evening of the first."""
    start = index + (line.norm(index) in ("يوم", "امس"))
    first = line.find(start, words().weekdays)
    if first is None:
        dated = named_date(line, index, anchor)
        if dated and dated[0].first and dated[0].last == later(dated[0].first, 1):
            return msgspec.structs.replace(dated[0], last=dated[0].first), dated[1]
        return None
    step = first[1] + (line.norm(first[1]) in ("-", "–", "/", "علي", "الي", "حتي"))
    second = line.find(step, words().weekdays)
    if second is None or (second[0] - first[0]) % 7 != 1:
        return None
    which = line.find(second[1], words().which)
    after = which[1] if which else second[1]
    opened = line.norm(after) in ("(", "،", ",")
    dated = named_date(line, after + opened, anchor)
    if dated and dated[0].first:
        evening = dated[0].first
        if dated[0].last == evening and evening.weekday() == second[0]:
            evening = later(evening, -1)
        closed = line.norm(after) == "(" and line.norm(dated[1]) == ")"
        return Stretch(first=evening, last=evening, direction=dated[0].direction), dated[1] + closed
    day = weekday(anchor.published, first[0], which[0] if which else "") if anchor.published else None
    return Stretch(
        first=day, last=day, direction="future" if which and which[0] == "future" else "past"
    ), after


def settle(found: Moment, anchor: Anchor, beside: date | None) -> Interval:
    """The interval of a moment. A dayless one is of the day `beside` it, else of the last such hour."""
    stretch = found.days if found.days is not None else _default_day(found, anchor, beside)
    name = found.part.name if found.part else ""
    if stretch.first is None or stretch.last is None:
        precision = stretch.precision
        if stretch.last is not None:
            end = stretch.last.isoformat()
            return Interval(start=None, end=end, precision=precision, direction=stretch.direction)
        if found.clock is not None or name:
            precision = "part_of_day" if found.clock is None else "hour"
        return Interval(start=None, end=None, precision=precision, direction=stretch.direction)
    if found.clock is not None:
        timed = _timed(found.clock, name, stretch.first)
        if timed:
            precision = "minute" if found.clock.minute is not None else "hour"
            return Interval(
                start=timed, end=timed, precision=precision, direction=stretch.direction, today=stretch.today
            )
    if not name:
        return Interval(
            start=stretch.first.isoformat(),
            end=stretch.last.isoformat(),
            precision=stretch.precision,
            direction=stretch.direction,
            today=stretch.today,
        )
    low, high = words().hours[name]
    return Interval(
        start=_hour(stretch.first, low),
        end=_hour(stretch.last, high),
        precision="part_of_day",
        direction=stretch.direction,
        today=stretch.today,
    )


def _default_day(found: Moment, anchor: Anchor, beside: date | None) -> Stretch:
    if beside is not None:
        return Stretch(first=beside, last=beside)
    if anchor.published is None:
        return Stretch()
    told = anchor.context
    if told is not None and 0 <= (anchor.published - told).days <= 7:
        return Stretch(first=told, last=told)
    late = found.part is not None and found.part.name in _NIGHTS
    day = later(anchor.published, -1) if late else anchor.published
    return Stretch(first=day, last=day)


def _timed(told: Clock, name: str, day: date) -> str | None:
    """The date and time of a clock time on a day, or None where morning or evening is open."""
    hours = on_day(told, name)
    if hours is None:
        return None
    return _hour(day, hours[0], hours[1] or 0)


def _hour(day: date, hours: int, minutes: int = 0) -> str:
    base = later(day, hours // 24)
    return (datetime.combine(base, time()) + timedelta(hours=hours % 24, minutes=minutes)).isoformat(
        timespec="minutes"
    )
