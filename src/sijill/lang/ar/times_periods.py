"""Longer stretches: years, quarters, seasons, weeks, thirds of a month, feasts, and counts of units."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sijill.lang.reckoning import (
    Stretch,
    day_of_year,
    later,
    lunar,
    lunar_year,
    month_of,
    solar,
    third_of,
    unit_span,
    week_of,
)

from .times_dates import Anchor, Year, figure_year, named_month, year_after
from .times_words import Feast, Line, Table, words

_SHIFT = {"past": -1, "older": -2, "current": 0, "future": 1, "": 0}
_LEAD = 5
_SINGULAR = Table({"الاسبوع": "week", "الشهر": "month", "العام": "year", "السنه": "year", "العقد": "decade"})


class Units(NamedTuple):
    """A count of units: `amount` is None for a bare plural; `which` an adjective of past or future."""

    amount: int | None
    unit: str
    which: str
    definite: bool


def period(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """Any stretch that is named by its calendar unit."""
    return (
        weekend(line, index, anchor)
        or third(line, index, anchor)
        or part_of_year(line, index, anchor)
        or feast(line, index, anchor)
        or named_month(line, index, anchor)
        or unit(line, index, anchor)
        or named_year(line, index, anchor)
    )


def unit(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'last week', 'this month', 'the current year', 'the same year'."""
    this = line.norm(index) in ("هذا", "هذه", "ذات", "نفس", "ذلك", "تلك")
    told = line.norm(index) in ("ذات", "نفس", "ذلك", "تلك")
    this = this or line.norm(index) in ("لهذا", "لهذه")
    name = line.find(index + this, _SINGULAR, "" if this else "ول")
    if name is None:
        return None
    which = line.find(name[1], words().which)
    same = line.find(name[1], words().same)
    if not (this or which or same):
        return None
    end = which[1] if which else same[1] if same else name[1]
    figure = figure_year(line, end) if name[0] == "year" else None
    if figure and not figure[0].hijri:
        first_day, last_day = _year_span(figure[0])
        return Stretch(first=first_day, last=last_day, precision="year"), figure[1]
    base = anchor.context if told or same else anchor.published
    precision = "year" if name[0] == "decade" else name[0]
    adjective = which[0] if which else ""
    direction = "future" if adjective == "future" else "past"
    if base is None:
        return Stretch(precision=precision, direction=direction), end
    first, last = unit_span(base, name[0], _SHIFT[adjective])
    if name[0] == "week" and first <= base <= last:
        last = base
    return Stretch(first=first, last=last, precision=precision, direction=direction), end


def third(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'early October', 'the end of last month', 'the beginning of the year 2020', 'the start of the week'."""
    which = line.find(index, words().thirds, "وبل")
    if which is None:
        return None
    start = which[1] + (line.norm(which[1]) in ("من", "ال"))
    inner = (
        _month_or_year(line, start, anchor) or unit(line, start, anchor) or _bare_unit(line, start, anchor)
    )
    if inner is None:
        return None
    stretch, after = inner
    if stretch.first is None or stretch.last is None:
        return Stretch(precision="vague", direction=stretch.direction), after
    if stretch.precision == "week":
        return inner
    first, last = third_of(stretch.first, stretch.last, which[0])
    return Stretch(first=first, last=last, precision="vague", direction=stretch.direction), after


def _month_or_year(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """A month after 'early', which needs nothing else to show that it is one; or a year."""
    licensed = _Licensed(line, index)
    return named_month(licensed, index, anchor) or named_year(licensed, index, anchor)


class _Licensed(Line):
    """A line read as if 'month' stood before position `at`."""

    def __init__(self, line: Line, at: int) -> None:
        self.tokens, self.size, self.forms, self._at = line.tokens, line.size, line.forms, at
        self.norms, self.dated = line.norms, line.dated

    def norm(self, index: int) -> str:
        """The folded word, with the one before `at` replaced."""
        return "شهر" if index == self._at - 1 else super().norm(index)

    def within(self, index: int, group: str, pre: str = "") -> bool:
        """Whether the word is of a group; the one before `at` is 'month'."""
        return "شهر" in words().groups[group] if index == self._at - 1 else super().within(index, group, pre)


def _bare_unit(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'the year', 'the month' with no adjective, after 'the beginning of'."""
    name = line.find(index, _SINGULAR)
    if name is None or name[0] == "decade":
        return None
    if anchor.published is None:
        return Stretch(precision=name[0]), name[1]
    first, last = unit_span(anchor.published, name[0], 0)
    return Stretch(first=first, last=last, precision=name[0]), name[1]


def weekend(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """Saturday and Sunday: the last ones that have begun, or the next."""
    start = index + (line.bare(index) in ("عطله", "اجازه"))
    if line.bare(start) != "نهايه" or line.norm(start + 1) != "الاسبوع":
        return None
    which = line.find(start + 2, words().which)
    after = which[1] if which else start + 2
    adjective = which[0] if which else ""
    direction = "future" if adjective == "future" else "past"
    if anchor.published is None:
        return Stretch(direction=direction), after
    saturday = later(week_of(anchor.published)[0], 5)
    if adjective in ("past", "older") or (adjective == "" and saturday > anchor.published):
        saturday = later(saturday, -14 if adjective == "older" else -7)
    return Stretch(first=saturday, last=later(saturday, 1), direction=direction), after


def named_year(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'the year 2017', 'the years 2011 and 2012', 'in 2003'."""
    many = line.bare(index) in ("عامي", "اعوام", "سنوات", "سنتي")
    one = line.norm(index) in ("عام", "العام", "سنه", "السنه", "للعام", "لعام", "بعام", "وعام")
    start = index + (many or one)
    if not (many or one) and not line.within(index - 1, "month_license", "وف"):
        return None
    found = figure_year(line, start)
    if found is None and one and line.number(start, 1343, 1500) is not None:
        found = Year(int(line.norm(start)), True), start + 1
    if found is None or (not (many or one) and _counts(line, start)):
        return None
    first, after = _year_span(found[0])[0], found[1]
    last = _year_span(found[0])[1]
    while many and (line.norm(after) in ("و", "-", "–") or line.joined(after)):
        more = figure_year(line, after + 1)
        if more is None:
            break
        last, after = _year_span(more[0])[1], more[1]
    if not first or not last or first > last:
        return None
    future = anchor.published is not None and first > anchor.published
    return Stretch(first=first, last=last, precision="year", direction="future" if future else "past"), after


def _counts(line: Line, index: int) -> bool:
    """Whether a round figure after 'in' counts something ('in 2000 villages')."""
    following = line.tokens[index + 1] if index + 1 < line.size else None
    return bool(
        following and following.pos == "N" and not following.article and line.norm(index).endswith("00")
    )


def _year_span(year: Year) -> tuple[date | None, date | None]:
    number = year.number or 0
    if not year.hijri:
        return date(number, 1, 1), date(number, 12, 31)
    following = lunar(number + 1, 1, 1)
    return lunar(number, 1, 1), later(following, -1) if following else None


def part_of_year(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'the first quarter of 2023', 'the second half of last year', 'summer 2014', 'last summer'."""
    share = {"الربع": 3, "النصف": 6}.get(line.norm(index))
    if share:
        ordinal = line.find_bare(index + 1, words().ordinals)
        if ordinal is None and line.norm(index + 1) in ("الاخير",):
            ordinal = (12 // share, index + 2)
        year = year_after(line, ordinal[1], anchor.published) if ordinal else None
        if ordinal and year is None and share == 6:
            return _half_month(line, ordinal[1], ordinal[0], anchor)
        if ordinal is None or year is None or ordinal[0] > 12 // share:
            return None
        months = ((ordinal[0] - 1) * share + 1, ordinal[0] * share)
        return _months(year[0], *months), year[1]
    season = line.find_bare(index, words().seasons)
    if season is None:
        return None
    year = year_after(line, season[1], anchor.published)
    if year:
        return _months(year[0], *_season(season[0])), year[1]
    which = line.find(season[1], words().which)
    if which is None or not line.norm(index).startswith("ال"):
        return None
    if anchor.published is None:
        return Stretch(precision="vague"), which[1]
    low, high = _season(season[0])
    shift = _SHIFT[which[0]]
    here = anchor.published.year
    over, ahead = month_of(here, high)[1] < anchor.published, month_of(here, low)[0] > anchor.published
    if (which[0] == "past" and over) or (which[0] == "future" and ahead):
        shift = 0
    return _months(Year(here + shift, False), low, high), which[1]


def _half_month(line: Line, index: int, which: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'the first half of March', 'the second half of last month'."""
    start = index + (line.norm(index) == "من")
    inner = _month_or_year(line, start, anchor) or unit(line, start, anchor)
    stretch = inner[0] if inner is not None else Stretch()
    if inner is None or stretch.first is None or stretch.last is None or stretch.precision != "month":
        return None
    middle = later(stretch.first, 14)
    first, last = (stretch.first, middle) if which == 1 else (later(middle, 1), stretch.last)
    return Stretch(first=first, last=last, precision="vague", direction=stretch.direction), inner[1]


def _season(months: tuple[int, int]) -> tuple[int, int]:
    return (0, months[1]) if months[0] < 0 else months


def _months(year: Year, low: int, high: int) -> Stretch:
    if year.number is None or year.hijri:
        return Stretch(precision="vague")
    return Stretch(
        first=month_of(year.number, low)[0], last=month_of(year.number, high)[1], precision="vague"
    )


def feast(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """A feast, or one of its days, where a word before it shows that its time is meant."""
    ordinal = line.find(index, words().ordinals, "وبل")
    start = index
    if ordinal and line.norm(ordinal[1]) in ("ايام", "يوم", "يومي"):
        start = ordinal[1] + 1 + (line.norm(ordinal[1] + 1) == "من")
    elif line.norm(index) in ("يوم", "ايام"):
        start, ordinal = index + 1, None
    elif not line.within(index - 1, "month_license") and line.norm(index - 1) != "ليله":
        return None
    else:
        ordinal = None
    named = line.find(start, words().feasts) or line.find(index, words().feasts)
    feasts = [named[0]] if named else _any_feast(line, start) if ordinal else []
    if not feasts:
        return None
    after = named[1] if named else start + 1
    year = year_after(line, after, anchor.published)
    which = line.find(after, words().which)
    after = year[1] if year else which[1] if which else after
    adjective = which[0] if which else ""
    starts = [_feast_day(one, year[0] if year else None, adjective, anchor) for one in feasts]
    known = [day for day in starts if day]
    if not known:
        return (Stretch(), after) if anchor.published is None else None
    begin = max(known)
    offset, length = (ordinal[0] - 1, 1) if ordinal else (0, feasts[0].days)
    first = later(begin, offset)
    direction = "future" if anchor.published and first > anchor.published else "past"
    return Stretch(first=first, last=later(first, length - 1), direction=direction), after


def _any_feast(line: Line, index: int) -> list[Feast]:
    """'the first days of the feast': either of the two."""
    if line.norm(index) != "العيد":
        return []
    table = words().feasts
    return [table["عيد الفطر"], table["عيد الاضحي"]]


def _feast_day(named: Feast, year: Year | None, which: str, anchor: Anchor) -> date | None:
    hijri = named.calendar == "hijri"
    if year is not None and year.number is not None:
        if not hijri:
            return solar(year.number, named.month, named.day)
        return _lunar_in(year, named)
    if anchor.published is None:
        return None
    return day_of_year(anchor.published, named.month, named.day, which, "hijri" if hijri else "")


def _lunar_in(year: Year, named: Feast) -> date | None:
    """The feast that falls in a solar year, or in the Hijri year that is named."""
    if year.hijri or year.number is None:
        return lunar(year.number or 1, named.month, named.day)
    near = lunar_year(date(year.number, 1, 1))
    for number in (near, near + 1):
        day = lunar(number, named.month, named.day)
        if day and day.year == year.number:
            return day
    return None


def units(line: Line, index: int) -> tuple[Units, int] | None:
    """A count of units: 'two days', '24 hours', 'the three past days', 'the past weeks', 'months'."""
    last, limit = False, index + _LEAD
    while index < limit and (
        line.within(index, "about", "ل") or line.norm(index) in ("اخر", "ال") or _about(line, index)
    ):
        last = last or line.norm(index) == "اخر"
        index += 2 if _about(line, index) else 1
    found = _counted(line, index)
    if found and last and not found[0].which:
        return found[0]._replace(which="past"), found[1]
    return found


def _counted(line: Line, index: int) -> tuple[Units, int] | None:
    table = words().units
    two = line.find_bare(index, table.two)
    if two:
        return _described(line, 2, two[0], index, two[1])
    count = _count(line, index)
    if count:
        name = line.find_bare(count[1], {**table.many, **table.one})
        return _described(line, count[0], name[0], index, name[1]) if name else None
    many = line.find_bare(index, table.many)
    if many:
        return _described(line, None, many[0], index, many[1])
    one = line.find(index, table.one, "ل")
    return _described(line, 1, one[0], index, one[1]) if one else None


def _about(line: Line, index: int) -> bool:
    first = line.norm(index)
    first = first[1:] if first.startswith("لا") else first
    return f"{first} {line.norm(index + 1)}" in words().groups["about"]


def _count(line: Line, index: int) -> tuple[int, int] | None:
    index += line.norm(index) == "ال"
    figure = line.number(index, 1, 999)
    if figure is not None:
        return figure, index + 1
    found = line.find_bare(index, words().cardinals)
    if found and line.joined(found[1]):
        ten = line.find_bare(found[1], words().cardinals)
        if ten and ten[0] in range(20, 100, 10):
            return found[0] + ten[0], ten[1]
    return found


def _described(line: Line, count: int | None, unit: str, start: int, after: int) -> tuple[Units, int]:
    """Take in the number and the adjectives that follow the unit."""
    definite = line.norm(start).startswith("ال")
    if count is None:
        number = _count(line, after)
        if number and (line.norm(after).startswith("ال")):
            count, after = number
    after += line.within(after, "few")
    which = line.find(after, words().which)
    if which:
        return Units(count, unit, which[0], definite), which[1]
    return Units(count, unit, "", definite), after
