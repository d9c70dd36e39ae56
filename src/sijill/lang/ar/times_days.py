"""Days by name: 'today', 'yesterday Friday', 'last Thursday', 'Tuesday 22-02-2022', 'the following day'."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sijill.lang.reckoning import Stretch, later, nearest_weekday, solar, week_of, weekday

from .times_dates import Anchor, named_date, numeric, short_numeric
from .times_periods import unit
from .times_words import Line, spellings, words

_BETWEEN = frozenset({",", "،", "(", "الموافق", "المصادف", "في", "يوم", "-", "–", "ل", "اي", "وهو", "بتاريخ"})
_QUOTES = frozenset('"«»“”')
_WITH_DAY = frozenset({"ويوم", "ليوم", "بيوم"})
_FRIDAY = "جمعه"
_DAY_WORDS = frozenset({"يوم", "يومي", "ايام", "يوما", "بتاريخ", "تاريخ"})


class Weekdays(NamedTuple):
    """Weekdays named together, with the adjective that follows them and the week they are said to be of."""

    names: tuple[int, ...]
    which: str
    week: date | None


class Pieces(msgspec.Struct, frozen=True, kw_only=True):
    """What one naming of a day is made of."""

    near: int | None = None
    told: int | None = None
    named: Weekdays | None = None
    dated: Stretch | None = None


def day_group(line: Line, index: int, anchor: Anchor, pre: str = "وبلف") -> tuple[Stretch, int] | None:
    """A day named in one or several ways that belong together ('today, Wednesday 4 July 2023')."""
    if not (line.dated or _opens(line.norm(index))):
        return None
    pieces, after, opened = Pieces(), index, False
    while True:
        start = after
        if after > index:
            while line.norm(start) in _BETWEEN and start - after < 3:
                opened = opened or line.norm(start) == "("
                start += 1
        grown = _piece(line, start, anchor, pieces, pre if after == index else "")
        if grown is None:
            break
        pieces, after = grown
        if opened and line.norm(after) == ")":
            opened, after = False, after + 1
    if after == index:
        return None
    return resolve(pieces, anchor), after


@lru_cache(maxsize=1 << 16)
def _opens(norm: str) -> bool:
    """Whether a day can be named without a date from a word on."""
    if norm in _DAY_WORDS or norm in _WITH_DAY or norm == _FRIDAY:
        return True
    tables = (words().told.most, words().deictic.most, words().weekdays.most)
    return any(form in table for form, _ in spellings(norm) for table in tables)


def _piece(line: Line, index: int, anchor: Anchor, have: Pieces, pre: str) -> tuple[Pieces, int] | None:
    """One more way of naming the day, if it can stand beside what is there."""
    fresh = have == Pieces()
    if have.near is None and have.told is None and (fresh or have.named is None):
        told = line.find(index, words().told, pre) if fresh else None
        if told:
            return Pieces(told=told[0]), told[1]
        near = deictic(line, index, pre)
        if near and have.dated is None:
            return msgspec.structs.replace(have, near=near[0]), near[1]
    if have.named is None and have.told is None:
        named = weekdays(line, index, anchor, pre)
        if named and not (have.dated is not None and len(named[0].names) > 1):
            return msgspec.structs.replace(have, named=named[0]), named[1]
    if have.dated is None:
        dated = _dated_day(line, index, anchor, called=not fresh)
        if dated:
            return msgspec.structs.replace(have, dated=dated[0]), dated[1]
    return None


def _dated_day(line: Line, index: int, anchor: Anchor, *, called: bool) -> tuple[Stretch, int] | None:
    """A date in figures or words; a bare '18/7' only where a day is `called` for."""
    if not line.dated:
        return None
    start = index
    for _ in range(3):
        start += line.norm(start) in _DAY_WORDS or (start > index and line.norm(start) in ("ال", "من"))
    if start == index and line.norm(index) in _WITH_DAY:
        start += 1
    called = called or start > index or line.norm(index - 1) in ("في", "بتاريخ", "الموافق", "(")
    if not _in_name(line, index):
        found = numeric(line, start) or named_date(line, start, anchor)
        if found:
            return found
        return short_numeric(line, start, anchor) if called else None
    return None


def _in_name(line: Line, index: int) -> bool:
    """Whether the word before makes a date part of a name (a street, a unit, a revolution)."""
    return line.norm(index) not in _DAY_WORDS and line.within(index - 1, "name_heads", "وبلف")


def deictic(line: Line, index: int, pre: str) -> tuple[int, int] | None:
    """'today', 'yesterday', 'tomorrow' and the like, counted from publication."""
    start = index
    if line.norm(start) in ("يوم", "ويوم", "ليوم"):
        start, pre = start + 1, ""
    found = line.find(start, words().deictic, pre)
    if found is None:
        return None
    if found[0] == -1 and (
        line.within(index - 1, "figurative_before_yesterday") or line.within(found[1], "not_yesterday_after")
    ):
        return None
    day = line.bare(found[1] - 1) == "يوم" or line.norm(found[1] - 1) == "لليوم"
    if day and found[1] - start == 1 and not _is_today(line, index, found[1]):
        return None
    return found


def _is_today(line: Line, index: int, after: int) -> bool:
    """Whether 'the day' is today: no medium's name, no 'the seventh day', no 'per day'."""
    if line.within(after, "not_today_after") or line.find(after, words().same):
        return False
    if line.norm(index - 1) in _QUOTES and line.norm(after) in _QUOTES:
        return False
    ordinal = line.find_bare(after, words().ordinals) and not line.joined(after)
    if (ordinal and line.norm(after).startswith("ال")) or line.norm(after) == "ال":
        return False
    if line.within(index - 1, "media_before_today", "وبل") or line.within(index - 1, "media_heads", "وبل"):
        return False
    if line.within(index - 1, "outlet_before_today", "ل"):
        cited = line.norm(index - 1).startswith("ل") or line.within(index - 2, "quoting", "وف")
        return not (cited or line.norm(index - 2) in _QUOTES)
    per_day = line.norm(index - 1) in ("في", "ب") and weekdays(line, after, Anchor(None, None), "") is None
    return not per_day


def weekdays(line: Line, index: int, anchor: Anchor, pre: str) -> tuple[Weekdays, int] | None:
    """One weekday or several ('Saturday and Sunday'), with what follows them."""
    start = index
    if pre and line.norm(start) in _WITH_DAY:
        start += 1
    for _ in range(2):
        start += line.norm(start) in _DAY_WORDS
    first = line.find(start, words().weekdays, pre if start == index else "")
    if first is None or not _is_weekday(line, start, first[1]):
        return _friday_of(line, start)
    names, after = [first[0]], first[1]
    while len(names) < 7:
        step = after + (line.norm(after) in ("،", ",") and line.joined(after + 1))
        lone = line.norm(step) == "و"
        more = line.find(step + lone, words().weekdays, "و") if lone or line.joined(step) else None
        if more is None:
            break
        names.append(more[0])
        after = more[1]
    which = line.find(after, words().which)
    after = which[1] if which else after
    if which is None and line.norm(after) == "من":
        week = unit(line, after + 1, anchor)
        if week and week[0].precision == "week":
            return Weekdays(tuple(names), "week", week[0].first), week[1]
    return Weekdays(tuple(names), which[0] if which else "", None), after


def _is_weekday(line: Line, index: int, after: int) -> bool:
    """Whether a weekday's name is one here, and not a market, a mosque, a surname or 'the two'."""
    if line.norm(index - 1) in _DAY_WORDS:
        return True
    if line.norm(index) == "الاثنين" and line.within(after, "not_weekday_after"):
        return False
    two = line.norm(index) == "الاثنين" and line.norm(index - 1) == "بين"
    if two and not line.find(after, words().weekdays, "و"):
        return False
    return line.norm(after) != "عشر" and not line.within(index - 1, "not_weekday_before", "وبلف")


def _friday_of(line: Line, index: int) -> tuple[Weekdays, int] | None:
    """A protest's Friday ('the Friday of anger'), where the word before shows that a day is meant."""
    if line.norm(index) != _FRIDAY or not line.within(index - 1, "friday_before", "وبل"):
        return None
    name = index + 1 + (line.norm(index + 1) in ('"', "«", "“", "("))
    if not line.within(name, "friday_names"):
        return None
    closed = line.norm(name + 1) in ('"', "»", "”", ")")
    return Weekdays((4,), "", None), name + 1 + closed


def resolve(pieces: Pieces, anchor: Anchor) -> Stretch:
    """The day or days that the pieces name together: a date outranks a weekday, a weekday 'today'."""
    if pieces.near is not None and pieces.dated is not None and pieces.dated.yearless:
        pieces = msgspec.structs.replace(pieces, dated=_nearest_year(pieces.dated, pieces.near, anchor))
    today = _day_called_today(pieces, anchor)
    if pieces.dated is not None:
        return msgspec.structs.replace(pieces.dated, today=today)
    if pieces.told is not None:
        told = later(anchor.context, pieces.told) if anchor.context else None
        return Stretch(first=told, last=told)
    direction = "future" if (pieces.near or 0) > 0 else "past"
    if pieces.named is not None and pieces.near is None:
        return _of_weekdays(pieces.named, anchor)
    if anchor.published is None or pieces.near is None:
        return Stretch(direction=direction)
    day = later(anchor.published, pieces.near)
    if pieces.named is not None and len(pieces.named.names) == 1:
        day = nearest_weekday(day, pieces.named.names[0])
    return Stretch(first=day, last=day, direction=direction, today=today)


def _nearest_year(dated: Stretch, near: int, anchor: Anchor) -> Stretch:
    """A date beside 'today' in the year that brings it nearest, also a few days after publication."""
    if dated.first is None or anchor.published is None or dated.first != dated.last:
        return dated
    ahead = solar(dated.first.year + 1, dated.first.month, dated.first.day)
    if ahead is None or (ahead - later(anchor.published, near)).days > 7:
        return dated
    return msgspec.structs.replace(dated, first=ahead, last=ahead)


def _day_called_today(pieces: Pieces, anchor: Anchor) -> date | None:
    """The day that the words say is today, by a weekday or a date beside 'today' or 'yesterday'."""
    if pieces.near is None:
        return None
    if pieces.dated is not None and pieces.dated.first is not None:
        return later(pieces.dated.first, -pieces.near)
    if pieces.named is None or anchor.published is None or len(pieces.named.names) != 1:
        return None
    return later(nearest_weekday(later(anchor.published, pieces.near), pieces.named.names[0]), -pieces.near)


def _of_weekdays(named: Weekdays, anchor: Anchor) -> Stretch:
    direction = "future" if named.which == "future" else "past"
    if named.which == "week" and named.week is not None:
        monday = week_of(named.week)[0]
        first, last = later(monday, named.names[0]), later(monday, named.names[-1])
        if first > last:
            last = first
        future = anchor.published is not None and first > anchor.published
        return Stretch(first=first, last=last, direction="future" if future else "past")
    if anchor.published is None:
        return Stretch(direction=direction)
    if named.which == "future":
        first = weekday(anchor.published, named.names[0], "future")
        last = later(first, (named.names[-1] - named.names[0]) % 7)
        return Stretch(first=first, last=last, direction=direction)
    last = weekday(anchor.published, named.names[-1], named.which if named.which != "week" else "")
    first = later(last, -((named.names[-1] - named.names[0]) % 7))
    future = last > anchor.published
    return Stretch(first=first, last=last, direction="future" if future else "past")
