"""Dates in words and figures: '17 October', 'the fifth of this month', '22-02-2022', '10 Ramadan 1444'."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from sijill.lang.reckoning import (
    Stretch,
    day_of_year,
    days,
    lunar,
    lunar_month,
    lunar_year,
    month_of,
    month_of_year,
    solar,
)

from .times_words import Line, words

_WHOLE = re.compile(r"(\d{1,4})[./\-](\d{1,2})[./\-](\d{1,4})")
_SEPARATORS = frozenset("/-.–\\")
_MADDA = "آ"
_BEFORE_YEAR = frozenset({",", "،", "من", "ل", "/"})
_FEMININE = ("ه", "اولي")  # a day is masculine: 'the fifth hour' is none
_NAMES = 3
_LIST_WORDS = frozenset({"الي", "حتي", "علي", "-", "–", "/"})


class Anchor(NamedTuple):
    """The days that words are measured from: publication, and a day set earlier in the text."""

    published: date | None
    context: date | None


class Month(NamedTuple):
    """A named month, of the solar or the lunar calendar."""

    number: int
    hijri: bool


class Year(NamedTuple):
    """A year said beside a day or month; `number` is None where it hangs on an unknown publication date."""

    number: int | None
    hijri: bool


def day_number(line: Line, index: int) -> tuple[int, int] | None:
    """A day of the month in figures or as an ordinal."""
    if line.norm(index) in ("ال", "بال", "لل"):
        index += 1
    figure = line.number(index, 1, 31)
    if figure is not None:
        return figure, index + 1
    unit = line.find_bare(index, words().ones)
    if unit and line.joined(unit[1]):
        ten = line.find_bare(unit[1], words().ordinals)
        if ten and ten[0] in (20, 30) and unit[0] + ten[0] <= 31:
            return unit[0] + ten[0], ten[1]
    if line.norm(index).endswith(_FEMININE):
        return None
    found = line.find_bare(index, words().ordinals)
    return found if found and found[0] <= 31 else None


def day_list(line: Line, index: int) -> tuple[int, int, int] | None:
    """First and last of the days named under one month ('6 and 7', '3-5', '3 to 7'), with the index after."""
    first = day_number(line, index)
    if first is None:
        return None
    last, after = first
    while True:
        following = after
        if line.norm(following) in _LIST_WORDS or line.norm(following) == "و":
            following += 1
        elif not (line.joined(following) and day_number(line, following)):
            break
        more = day_number(line, following)
        if more is None or more[0] <= last:
            break
        last, after = more
    return first[0], last, after


def month_name(line: Line, index: int) -> tuple[Month, int] | None:
    """A month's name, with 'month' before it and the same month's other names after it."""
    for _ in range(3):
        index += line.norm(index) in ("من", "شهر", "ل", "لشهر")
    found = _one_month(line, index)
    if found is None:
        return None
    month, after = found
    for _ in range(_NAMES):
        opened = line.norm(after) in ("/", "(", "-", "–", "\\", "او")
        other = _one_month(line, after + opened)
        if other is None or other[0].hijri != month.hijri:
            break
        if other[0].number != month.number:
            # the two Kanuns and the two Tishrins are mistaken for one another, the other names are not
            if not (line.norm(after) in ("/", "(") and line.norm(index) in ("كانون", "تشرين")):
                break
            month = other[0]
        closed = line.norm(after) == "(" and line.norm(other[1]) == ")"
        after = other[1] + closed
    return month, after


def _one_month(line: Line, index: int) -> tuple[Month, int] | None:
    for table, hijri in ((words().months, False), (words().hijri, True)):
        found = line.find(index, table, "بل")
        if found and not (line.norm(index) == "اب" and not _is_august(line, index)):
            return Month(found[0], hijri), found[1]
    return None


def _is_august(line: Line, index: int) -> bool:
    """Whether a word that may be 'father' is the month: by its madda, a figure or a slash beside it."""
    beside = line.number(index - 1, 1, 31) is not None or "/" in (line.norm(index - 1), line.norm(index + 1))
    return _MADDA in line.tokens[index].text or beside or line.norm(index - 1) == "("


def year_after(line: Line, index: int, published: date | None) -> tuple[Year, int] | None:
    """The year said after a day or month: '2014', 'of the year 2014', 'of last year'."""
    if line.norm(index) in _BEFORE_YEAR:
        index += 1 + (line.norm(index + 1) in _BEFORE_YEAR)
    this = line.norm(index) in ("هذا", "هذه")
    named = line.norm(index + this) in ("عام", "سنه", "العام", "السنه", "للعام", "لعام", "بعام")
    index = index + this + named if named else index
    which = line.find(index, words().which) if named and not this else None
    if which or (this and named):
        shift = {"past": -1, "older": -2, "future": 1}.get(which[0] if which else "", 0)
        number = published.year + shift if published else None
        after = which[1] if which else index
        figure = figure_year(line, after)
        return figure or (Year(number, False), after)
    return figure_year(line, index)


def figure_year(line: Line, index: int) -> tuple[Year, int] | None:
    """A year in figures, with the letter of its calendar."""
    solar_year = line.number(index, 1900, 2099)
    if solar_year is not None:
        return Year(solar_year, False), index + 1 + line.within(index + 1, "after_year")
    if line.norm(index) in ("الفين", "الفان") and line.joined(index + 1):
        return _year_in_words(line, index + 1)
    hijri_year = line.number(index, 1343, 1500)
    if hijri_year is not None and line.within(index + 1, "after_hijri_year"):
        return Year(hijri_year, True), index + 2
    return None


def _year_in_words(line: Line, index: int) -> tuple[Year, int] | None:
    """The rest of 'two thousand and nineteen', 'two thousand and twenty-three'."""
    found = line.find_bare(index, words().cardinals)
    if found is None or found[0] > 99:
        return None
    ten = line.find_bare(found[1], words().cardinals) if found[0] < 10 and line.joined(found[1]) else None
    if ten and ten[0] in range(20, 100, 10):
        return Year(2000 + found[0] + ten[0], False), ten[1]
    return Year(2000 + found[0], False), found[1]


def numeric(line: Line, index: int) -> tuple[Stretch, int] | None:
    """A date all in figures, with its year, in one token or in five."""
    whole = _WHOLE.fullmatch(line.norm(index))
    if whole:
        made = _from_figures(*(int(figure) for figure in whole.groups()))
        return (days(made), index + 1) if made else None
    figures = [line.norm(index + step) for step in (0, 2, 4)]
    if line.norm(index + 1) not in _SEPARATORS or not all(f.isascii() and f.isdigit() for f in figures[:2]):
        return None
    if line.norm(index + 3) == line.norm(index + 1) and figures[2].isascii() and figures[2].isdigit():
        made = _from_figures(*(int(figure[:5]) for figure in figures))
        return (days(made), index + 5) if made else None
    return None


def _from_figures(first: int, second: int, third: int) -> date | None:
    if first > 31:
        return solar(first, second, third) if 1900 <= first <= 2099 else None
    year = third if third > 99 else 2000 + third
    if not 1900 <= year <= 2099:
        return None
    return solar(year, second, first) or solar(year, first, second)


def short_numeric(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'18/7': a day and month in figures, for the caller to accept only where a day is called for."""
    day, month = line.number(index, 1, 31), line.number(index + 2, 1, 12)
    if day is None or month is None or line.norm(index + 1) not in ("/", "-") or not line.glued(index + 1):
        return None
    if line.norm(index + 3) in _SEPARATORS and line.number(index + 4, 0, 9999) is not None:
        return None
    found = day_of_year(anchor.published, month, day) if anchor.published else None
    return days(found), index + 3


def named_date(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'17 October [of] [year] [last]', several days of one month, or 'October 17, 2023'."""
    listed = day_list(line, index)
    month = month_name(line, listed[2]) if listed else None
    if listed is None or month is None:
        return _of_this_month(line, index, anchor) if listed else _month_first(line, index, anchor)
    year, which, after = _tail(line, month[1], anchor)
    first = resolve_day(month[0], listed[0], year, which, anchor)
    last = resolve_day(month[0], listed[1], year, which, anchor)
    if year is None and first and last and first > last:
        first = (
            resolve_day(month[0], listed[0], Year(last.year, False), "", anchor)
            if not month[0].hijri
            else last
        )
    if anchor.published and (first is None or last is None):
        return None
    direction = _direction(which, first, anchor)
    return Stretch(first=first, last=last, direction=direction, yearless=year is None and not which), after


def _month_first(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    month = month_name(line, index)
    day = line.number(month[1], 1, 31) if month else None
    year = year_after(line, month[1] + 1, anchor.published) if month and day else None
    if month is None or day is None or year is None:
        return None
    made = resolve_day(month[0], day, year[0], "", anchor)
    return (days(made), year[1]) if made else None


def _of_this_month(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'the 15th of the current month', '15 of last month', '15 of the same month', '15 current'."""
    listed = day_list(line, index)
    if listed is None:
        return None
    after = listed[2] + (line.norm(listed[2]) == "من")
    this = line.norm(after) in ("هذا", "ذات", "نفس", "ذلك")
    month = line.norm(after + this) in ("الشهر", "شهر")
    which = line.find(after + this + month, words().which)
    same = line.find(after + this + month, words().same)
    if not month and not (which and which[0] == "current"):
        return None
    if not (this or which or same):
        return None
    told = bool(same) or line.norm(after) in ("ذات", "نفس", "ذلك")
    base = anchor.context if told else anchor.published
    end = which[1] if which else same[1] if same else after + this + month
    if base is None:
        return Stretch(), end
    shift = {"past": -1, "older": -2, "future": 1}.get(which[0] if which else "", 0)
    start = month_of(base.year, base.month + shift)[0]
    first, last = solar(start.year, start.month, listed[0]), solar(start.year, start.month, listed[1])
    if first is None or last is None:
        return None
    return Stretch(first=first, last=last, direction=_direction("", first, anchor)), end


def _tail(line: Line, index: int, anchor: Anchor) -> tuple[Year | None, str, int]:
    """The year and the adjective after a month, in either order."""
    year = year_after(line, index, anchor.published)
    index = year[1] if year else index
    which = line.find(index, words().which)
    if which is None:
        return (year[0] if year else None), "", index
    late = None if year else year_after(line, which[1], anchor.published)
    if late:
        return late[0], which[0], late[1]
    return (year[0] if year else None), which[0], which[1]


def resolve_day(month: Month, day: int, year: Year | None, which: str, anchor: Anchor) -> date | None:
    """The civil date of a day of a month, by its year or by the rule for days without one."""
    if year is not None:
        if year.number is None:
            return None
        if month.hijri:
            return lunar(_hijri_year(year), month.number, day)
        return solar(year.number, month.number, day)
    if anchor.published is None:
        return None
    return day_of_year(anchor.published, month.number, day, which, "hijri" if month.hijri else "")


def _hijri_year(year: Year) -> int:
    number = year.number or 1
    return number if year.hijri else lunar_year(date(number, 7, 1))


def named_month(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'October', 'October 2014', 'last October', where something beside it shows that the month is meant."""
    spelled = line.norm(index) in ("شهر", "لشهر", "بشهر")
    month = None if line.norm(index) in ("من", "ل") else month_name(line, index)
    if month is None or line.norm(month[1]) == "الاسود":
        return None
    year, which, after = _tail(line, month[1], anchor)
    group = "hijri_license" if month[0].hijri else "month_license"
    if not (year or which or spelled or line.within(index - 1, group, "و")):
        return None
    if line.norm(index) == "مارس" and not (
        year or which or line.norm(index - 1) in ("في", "شهر", "منذ", "خلال")
    ):
        return None
    span = _month_span(month[0], year, which, anchor)
    first, last = span or (None, None)
    return Stretch(
        first=first, last=last, precision="month", direction=_direction(which, first, anchor)
    ), after


def _month_span(month: Month, year: Year | None, which: str, anchor: Anchor) -> tuple[date, date] | None:
    if year is not None and year.number is not None:
        return (
            lunar_month(_hijri_year(year), month.number)
            if month.hijri
            else month_of(year.number, month.number)
        )
    if anchor.published is None or year is not None:
        return None
    if not month.hijri:
        return month_of_year(anchor.published, month.number, which)
    first = day_of_year(anchor.published, month.number, 1, which, "hijri")
    return lunar_month(lunar_year(first), month.number) if first else None


def _direction(which: str, first: date | None, anchor: Anchor) -> str:
    if which == "future" or (first and anchor.published and first > anchor.published):
        return "future"
    return "past"
