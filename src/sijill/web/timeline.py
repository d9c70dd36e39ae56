"""The timeline: how many incidents began on each day, week, month or year, as bars to draw and to list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from .asking import Query

WIDE, HIGH = 10, 100
GAP = 1.5
LOWEST = 2.0
MOST_DAYS = 62
MOST_WEEKS = 62
MOST_MONTHS = 120
MOST_YEARS = 120


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of time with its first and last day, how many began in it, and where it is drawn.

    `x` is the left edge of its share of the drawing, `height` what it fills from below; `chosen` says whether
    the days that are asked for touch it.
    """

    since: str
    until: str
    number: int
    chosen: bool
    x: int
    height: float


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The bars in order of time. `kind` is day, week, month or year; `undated` began nobody tells when.

    `hidden` lie before the first or after the last bar: days that are asked for show with their surroundings.
    """

    kind: str
    bars: tuple[Bar, ...]
    most: int
    undated: int
    hidden: int
    width: int
    height: int = HIGH
    bar: float = WIDE - GAP
    inset: float = GAP / 2

    @property
    def first(self) -> str:
        """The first day."""
        return self.bars[0].since

    @property
    def last(self) -> str:
        """The last day."""
        return self.bars[-1].until


def timeline(days: Mapping[str, int], query: Query, direction: str) -> Timeline | None:
    """The bars of incidents by day on which they began; time runs the way the reader reads ('rtl', 'ltr').

    None where no incident has a day.
    """
    known = {date.fromisoformat(day): number for day, number in days.items() if day}
    if not known:
        return None
    first, last = _window(min(known), max(known), query)
    shown = {day: number for day, number in known.items() if first <= day <= last}
    kind, pieces = _pieces(first, last)
    starts = [since for since, _ in pieces]
    counts = dict.fromkeys(starts, 0)
    place = _places(kind, pieces)
    for day, number in shown.items():
        counts[place(day)] += number
    most = max(counts.values())
    bars = tuple(
        Bar(
            since=since.isoformat(),
            until=until.isoformat(),
            number=counts[since],
            chosen=_touches(query, since, until),
            x=WIDE * (n if direction == "ltr" else len(pieces) - 1 - n),
            height=_height(counts[since], most),
        )
        for n, (since, until) in enumerate(pieces)
    )
    return Timeline(
        kind=kind,
        bars=bars,
        most=most,
        undated=days.get("", 0),
        hidden=sum(known.values()) - sum(shown.values()),
        width=WIDE * len(pieces),
    )


def _window(first: date, last: date, query: Query) -> tuple[date, date]:
    """The days to show: all, or those asked for with as many again on either side."""
    if not (query.since or query.until):
        return first, last
    since = date.fromisoformat(query.since) if query.since else min(first, date.fromisoformat(query.until))
    until = date.fromisoformat(query.until) if query.until else max(last, since)
    if until < since:
        return min(first, until), max(last, since)
    length = (until - since).days + 1
    early = max(min(first, since), _shifted(since, -length))
    return early, min(max(last, until), _shifted(until, length))


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _pieces(first: date, last: date) -> tuple[str, list[tuple[date, date]]]:
    """Into what a span of days is cut, and the pieces."""
    span = (last - first).days + 1
    if span <= MOST_DAYS:
        return "day", list(_even(first, last, 1))
    if span <= MOST_WEEKS * 7:
        return "week", list(_even(_monday(first), last, 7))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= MOST_MONTHS:
        return "month", list(_months(first, months))
    step = 1
    while (last.year - first.year) // step >= MOST_YEARS:
        step *= 10
    begin = max(1, first.year // step * step)
    ends = ((year, min(9999, year - year % step + step - 1)) for year in _years(begin, last.year, step))
    return "year", [(date(year, 1, 1), date(end, 12, 31)) for year, end in ends]


def _monday(day: date) -> date:
    return _shifted(day, -day.weekday())


def _years(first: int, last: int, step: int) -> Iterator[int]:
    yield first
    yield from range(first - first % step + step, last + 1, step)


def _even(first: date, last: date, step: int) -> Iterator[tuple[date, date]]:
    since = first
    while since <= last:
        until = _shifted(since, step - 1)
        yield since, until
        if until == date.max:
            return
        since = until + timedelta(days=1)


def _months(first: date, number: int) -> Iterator[tuple[date, date]]:
    for n in range(first.month - 1, first.month - 1 + number):
        since = date(first.year + n // 12, n % 12 + 1, 1)
        following = _shifted(since, 31).replace(day=1)
        yield since, _shifted(following, -1) if following > since else date.max


class _Place(msgspec.Struct, frozen=True):
    """Which piece a day lies in, by its first day."""

    kind: str
    starts: dict[int, date]
    first: date

    def __call__(self, day: date) -> date:
        if self.kind == "day":
            return day
        if self.kind == "week":
            return max(_monday(day), self.first)
        return day.replace(day=1) if self.kind == "month" else self.starts[day.year]


def _places(kind: str, pieces: list[tuple[date, date]]) -> _Place:
    starts = {}
    if kind == "year":
        starts = {year: since for since, until in pieces for year in range(since.year, until.year + 1)}
    return _Place(kind, starts, pieces[0][0])


def _touches(query: Query, since: date, until: date) -> bool:
    return until.isoformat() >= query.since and since.isoformat() <= (query.until or "~")


def _height(number: int, most: int) -> float:
    """A bar's height; the smallest number is still seen."""
    return round(max(LOWEST, HIGH * number / most), 1) if number else 0.0
