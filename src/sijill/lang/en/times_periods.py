"""Longer stretches: months, years, seasons, weeks, thirds of a month, feasts, and counts of units."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sijill.lang.reckoning import (
    Stretch,
    day_of_year,
    later,
    lunar,
    lunar_month,
    lunar_year,
    month_of,
    month_of_year,
    solar,
    third_of,
    unit_span,
    week_of,
)

from .times_dates import Anchor, direction_of, figure_year, month_name, year_after
from .times_words import within, words
from .written import Line

_SHIFT = {"past": -1, "current": 0, "future": 1, "following": 1}
_BEFORE_MAY = ("in", "since", "until", "during", "by", "between", "from", "of", "and", "to")
_SINGLE = ("week", "month", "year", "decade")


class Units(NamedTuple):
    """A count of units: `amount` is None for a bare plural."""

    amount: int | None
    unit: str


def period(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """Any stretch that is named by its calendar unit."""
    return (
        weekend(line, index, anchor)
        or third(line, index, anchor)
        or part_of_year(line, index, anchor)
        or season(line, index, anchor)
        or feast(line, index, anchor)
        or named_month(line, index, anchor)
        or unit(line, index, anchor)
        or named_year(line, index, anchor)
    )


def unit(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'last week', 'this month', 'earlier this year', 'the same year', 'later this month'."""
    soft = line.low(index) if line.low(index) in ("earlier", "later") else ""
    start = index + bool(soft) + (bool(soft) and line.low(index + 1) == "in")
    same = line.low(start + 1) == "same" and line.low(start) == "the"
    which = ("current", start + 2) if same or line.low(start) == "that" else words().which.find(line, start)
    if line.low(start) == "that":
        which = ("current", start + 1)
    named = which is not None and line.low(which[1]) in _SINGLE and line.low(start) not in ("past", "the")
    if not named and not same:
        return None
    name, after = words().units.get(line.low((which or ("", 0))[1]), ""), (which or ("", 0))[1] + 1
    if not which or name not in _SINGLE:
        return None
    base = anchor.context if same or line.low(start) == "that" else anchor.published
    precision = "year" if name == "decade" else name
    direction = "future" if which[0] in ("future", "following") or soft == "later" else "past"
    if base is None:
        return Stretch(precision=precision, direction=direction), after
    first, last = unit_span(base, name, _SHIFT[which[0]])
    if soft == "later":
        first = base
    elif (soft or name == "week") and first <= base <= last:
        last = base
    return Stretch(first=first, last=last, precision=precision, direction=direction), after


def third(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'early October', 'late last month', 'mid-2014', 'the end of the year', 'early this week'."""
    which = words().thirds.find(line, index)
    if which is None:
        return None
    start = which[1] + (line.low(which[1]) == "the")
    inner = (
        named_month(line, start, anchor, licensed="third")
        or unit(line, start, anchor)
        or _bare_unit(line, start, anchor)
        or named_year(line, start, anchor, licensed="third")
    )
    if inner is None:
        return None
    stretch, after = inner
    if stretch.first is None or stretch.last is None:
        return Stretch(precision="vague", direction=stretch.direction), after
    if stretch.precision == "week" or not which[0]:
        return inner
    end = date(stretch.first.year, 12, 31) if stretch.precision == "year" else stretch.last
    first, last = third_of(stretch.first, end, which[0])
    return Stretch(first=first, last=last, precision="vague", direction=stretch.direction), after


def _bare_unit(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'the year', 'the month' with no adjective, behind 'the beginning of'."""
    name = line.low(index)
    if name not in ("week", "month", "year") or line.low(index - 1) != "the":
        return None
    figure = figure_year(line, index + 1) if name == "year" else None
    if figure:
        return None
    if anchor.published is None:
        return Stretch(precision=name), index + 1
    first, last = unit_span(anchor.published, name, 0)
    return Stretch(first=first, last=last, precision=name), index + 1


def weekend(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """Saturday and Sunday: the last ones that have begun, or the next."""
    which = words().which.find(line, index)
    start = which[1] if which else index + (line.low(index) == "the")
    if line.low(start) != "weekend" or (which is None and start == index):
        return None
    adjective = which[0] if which else ""
    direction = "future" if adjective == "future" else "past"
    if anchor.published is None:
        return Stretch(direction=direction), start + 1
    saturday = later(week_of(anchor.published)[0], 5)
    if adjective == "past" or (adjective == "" and saturday > anchor.published):
        saturday = later(saturday, -7)
    if adjective == "future" and saturday <= anchor.published:
        saturday = later(saturday, 7)
    return Stretch(first=saturday, last=later(saturday, 1), direction=direction), start + 1


def named_month(line: Line, index: int, anchor: Anchor, licensed: str = "") -> tuple[Stretch, int] | None:
    """'in October', 'October 2014', 'last October', where its company shows that it is one."""
    which = words().which.find(line, index)
    spelt = line.follows(index, ("the", "month", "of"))
    start = which[1] if which else index + 3 * spelt
    month = month_name(line, start)
    if month is None:
        return None
    short = line.low(month[1]) in ("-", ",") and line.is_number(month[1] + 1, 1, 31) is not None
    if line.is_number(month[1], 1, 31) is not None or (short and line.low(month[1]) == ","):
        return None
    year = year_after(line, month[1], anchor)
    led = within(line, index - 1, "month_license") or (line.low(index - 1) == "the" and not month[0].hijri)
    if not (which or year or spelt or licensed or led):
        return None
    doubtful = line.low(start) in ("may", "march") and not (which or year or licensed)
    if doubtful and line.low(index - 1) not in _BEFORE_MAY:
        return None
    after = year[1] if year else month[1]
    span = _month_span(month[0].number, month[0].hijri, year, which[0] if which else "", anchor)
    first, last = span or (None, None)
    direction = "future" if which and which[0] == "future" else direction_of(first, anchor)
    return Stretch(first=first, last=last, precision="month", direction=direction), after


def _month_span(
    number: int, hijri: bool, year: tuple[int | None, int] | None, which: str, anchor: Anchor
) -> tuple[date, date] | None:
    if year is not None and year[0] is not None:
        if not hijri:
            return month_of(year[0], number)
        return lunar_month(year[0] if year[0] < 1600 else lunar_year(date(year[0], 7, 1)), number)
    if anchor.published is None or year is not None:
        return None
    if not hijri:
        return month_of_year(anchor.published, number, which)
    first = day_of_year(anchor.published, number, 1, which, "hijri")
    return lunar_month(lunar_year(first), number) if first else None


def named_year(line: Line, index: int, anchor: Anchor, licensed: str = "") -> tuple[Stretch, int] | None:
    """'in 2014', 'the year 2017', 'in 2011 and 2012', 'the 1990s'."""
    said = line.low(index) == "the"
    start = index + said
    year_said = line.low(start) == "year"
    start += year_said
    decade = line.is_number(start, 1900, 2090)
    if decade is not None and line.tight(start) and line.low(start + 1) == "s" and decade % 10 == 0:
        span = Stretch(first=date(decade, 1, 1), last=date(decade + 9, 12, 31), precision="year")
        return span, start + 2
    found = figure_year(line, start)
    if found is None or (said and not year_said):
        return None
    if not (year_said or licensed or within(line, index - 1, "year_license")) or _counts(line, found[1]):
        return None
    first, last, after = found[0], found[0], found[1]
    more = figure_year(line, after + 1) if line.low(after) in ("and", "-", "–") else None
    ranged = line.low(index - 1) in ("between", "from")
    if more and more[0] > first and not ranged and not _counts(line, more[1]):
        last, after = more
    future = anchor.published is not None and first > anchor.published.year
    span = Stretch(
        first=date(first, 1, 1),
        last=date(last, 12, 31),
        precision="year",
        direction="future" if future else "past",
    )
    return span, after


def _counts(line: Line, index: int) -> bool:
    """Whether a figure like a year counts something ('in 2000 villages')."""
    low = line.low(index)
    plural = (
        low.endswith("s") and not low.endswith(("ss", "us", "is", "was", "has", "'s"))
    ) or low == "people"
    return line.kind(index) == "word" and plural and line.low(index) not in ("forces", "troops")


def season(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'summer 2014', 'the spring of 2016', 'last winter', 'this summer'."""
    which = words().which.find(line, index)
    start = which[1] if which else index + (line.low(index) == "the")
    span = words().seasons.get(line.low(start))
    if span is None:
        return None
    step = start + 1 + (line.low(start + 1) == "of")
    year = year_after(line, step, anchor)
    if year is None and which is None:
        return None
    number = year[0] if year else anchor.published.year if anchor.published else None
    after = year[1] if year else start + 1
    if number is None:
        return Stretch(precision="vague"), after
    first, last = _season(number, span)
    if year is None and which and anchor.published:
        if which[0] == "past" and last >= anchor.published:
            first, last = _season(number - 1, span)
        elif which[0] == "future" and first <= anchor.published:
            first, last = _season(number + 1, span)
    return Stretch(first=first, last=last, precision="vague", direction=direction_of(first, anchor)), after


def _season(year: int, span: tuple[int, int]) -> tuple[date, date]:
    low = span[0] if span[0] > 0 else span[0] + 1
    return month_of(year, low)[0], month_of(year, span[1])[1]


def part_of_year(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'the first quarter of 2023', 'the second half of last year', 'the first half of October'."""
    start = index + (line.low(index) == "the")
    ordinal = words().ordinals.get(line.low(start))
    share = {"quarter": 3, "half": 6}.get(line.low(start + 1))
    if ordinal is None or share is None or line.low(start + 2) != "of":
        return None
    parts = 12 // share
    ordinal = ordinal or parts
    year = year_after(line, start + 2, anchor)
    if year is None or ordinal > parts:
        month = named_month(line, start + 3, anchor, licensed="half") if share == 6 and ordinal < 3 else None
        return _half_month(month, ordinal) if month else None
    if year[0] is None:
        return Stretch(precision="vague"), year[1]
    first = month_of(year[0], share * (ordinal - 1) + 1)[0]
    last = month_of(year[0], share * ordinal)[1]
    return Stretch(first=first, last=last, precision="vague", direction=direction_of(first, anchor)), year[1]


def _half_month(month: tuple[Stretch, int], ordinal: int) -> tuple[Stretch, int]:
    stretch, after = month
    if stretch.first is None or stretch.last is None:
        return Stretch(precision="vague"), after
    middle = later(stretch.first, 14)
    first, last = (stretch.first, middle) if ordinal == 1 else (later(middle, 1), stretch.last)
    return Stretch(first=first, last=last, precision="vague", direction=stretch.direction), after


def feast(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'Eid al-Fitr', 'on Christmas', 'Ashura', 'the Eid': the latest, or of a year said behind it."""
    which = words().which.find(line, index)
    start = which[1] if which else index
    found = words().feasts.find(line, start)
    if found is None:
        return _eid(line, start, anchor)
    year = year_after(line, found[1], anchor)
    first = None
    if anchor.published or year:
        first = _feast_day(found[0].calendar, found[0].month, found[0].day, year, which, anchor)
    after = year[1] if year else found[1]
    after += line.low(after) in ("holiday", "holidays")
    last = later(first, found[0].length - 1) if first else None
    return Stretch(first=first, last=last, direction=direction_of(first, anchor)), after


def _feast_day(
    calendar: str, month: int, day: int, year: tuple[int | None, int] | None,
    which: tuple[str, int] | None, anchor: Anchor,
) -> date | None:  # fmt: skip
    if year is not None and year[0] is not None:
        return (
            solar(year[0], month, day)
            if calendar == "solar"
            else lunar(lunar_year(date(year[0], 7, 1)), month, day)
        )
    if anchor.published is None:
        return None
    way = which[0] if which and which[0] in ("past", "future") else ""
    return day_of_year(anchor.published, month, day, way, "hijri" if calendar == "hijri" else "")


def _eid(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'Eid' alone is the later of the two feasts that lie before publication."""
    start = index + (line.low(index) == "the")
    if line.low(start) != "eid" or line.low(start + 1) in ("al", "ul", "el", "-", "gah"):
        return None
    after = start + 1 + (line.low(start + 1) in ("holiday", "holidays", "feast"))
    if anchor.published is None:
        return Stretch(), after
    days = (
        (day_of_year(anchor.published, month, day, "", "hijri"), length)
        for month, day, length in ((10, 1, 3), (12, 10, 4))
    )
    known = max(((day, length) for day, length in days if day is not None), default=None)
    return (
        (Stretch(first=known[0], last=later(known[0], known[1] - 1)), after) if known else (Stretch(), after)
    )


def units(line: Line, index: int) -> tuple[Units, int] | None:
    """'two days', '24 hours', 'a month', 'a few weeks', 'hours', 'half an hour', 'a day and a half'."""
    vague = words().few.find(line, index)
    start = vague[1] if vague else index
    while not vague and (loose := words().about.find(line, start)):
        start = loose[1]
    half = line.low(start) == "half" and line.low(start + 1) in ("a", "an")
    start += half
    count = line.is_number(start, 1, 999) or words().cardinals.get(line.low(start))
    step = start + (count is not None)
    if count is not None and count >= 20 and line.low(step + (line.low(step) == "-")) in words().cardinals:
        step += line.low(step) == "-"
        count, step = count + words().cardinals[line.low(step)], step + 1
    name = words().units.get(line.low(step))
    if name is None or (count is None and not line.low(step).endswith("s")) or line.low(step) in ("second",):
        return None
    if count is None or vague:
        return Units(None, name), step + 1
    return Units(count, name), step + 1
