"""Dates in words and figures: 'Nov. 8', '8 November 2023', 'Nov. 3-8', '2023-11-08', '10 Ramadan 1444'."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from sijill.lang.reckoning import Stretch, day_of_year, days, lunar, lunar_year, solar

from .times_words import HYPHENS, within, words
from .written import Line

_ENDINGS = ("st", "nd", "rd", "th")
_DASHES = (*HYPHENS, "–", "—")
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_LOWER_VERBS = ("may", "march", "mar", "sun", "sat", "wed", "jan", "dec", "oct", "sep", "jun", "jul", "apr")
_STAMP = re.compile(r"(\d{2})(\d{2})(\d{2})")


class Anchor(NamedTuple):
    """The days that words are measured from: publication, and a day set earlier in the text."""

    published: date | None
    context: date | None


class Month(NamedTuple):
    """A named month, of the solar or the lunar calendar."""

    number: int
    hijri: bool


def month_name(line: Line, index: int) -> tuple[Month, int] | None:
    """A month's name at a piece, with the full stop of an abbreviation."""
    low = line.low(index)
    number = words().months.get(low)
    if number is not None and (line.capital(index) or low not in _LOWER_VERBS):
        after = index + 1
        short = len(low) < 5 and line.low(after) == "." and line.tight(index) and after + 1 < line.size
        return Month(number, False), after + short
    found = words().hijri.find(line, index)
    return (Month(found[0], True), found[1]) if found else None


def day_number(line: Line, index: int) -> tuple[int, int] | None:
    """A day of the month in figures, with or without its ending."""
    figure = line.is_number(index, 1, 31)
    if figure is None:
        return None
    ending = line.tight(index) and line.low(index + 1) in _ENDINGS
    return figure, index + 1 + ending


def day_list(line: Line, index: int) -> tuple[int, int, int] | None:
    """First and last of the days named under one month ('6 and 7', '3-5'), with the piece behind."""
    first = day_number(line, index)
    if first is None:
        return None
    last, after = first
    while line.low(after) in (*_DASHES, "and", "to", ",", "/", "&") and (more := day_number(line, after + 1)):
        if more[0] <= last:
            break
        last, after = more
    return first[0], last, after


def figure_year(line: Line, index: int) -> tuple[int, int] | None:
    """A year in four digits."""
    year = line.is_number(index, 1900, 2099)
    if year is None or (line.tight(index) and line.low(index + 1) in ("s", "/", "%")):
        return None
    return year, index + 1


def year_after(line: Line, index: int, anchor: Anchor) -> tuple[int | None, int] | None:
    """The year behind a day or month: '2014', ', 2014', 'of 2014', 'last year', 'of this year'."""
    start = index + (line.low(index) in (",", "of", "in"))
    figure = figure_year(line, start)
    if figure and not (line.low(index) == "in" and line.low(start - 1) != "in"):
        return figure
    hijri = line.is_number(start, 1343, 1500)
    if hijri is not None and line.low(start + 1) in ("ah", "hijri"):
        return hijri, start + 2
    which = words().which.find(line, start)
    if which is None or line.low(which[1]) != "year":
        return None
    shift = {"past": -1, "future": 1}.get(which[0], 0)
    return (anchor.published.year + shift if anchor.published else None), which[1] + 1


def named_date(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """A day or days of a named month, in either order."""
    return _month_first(line, index, anchor) or _day_first(line, index, anchor)


def _month_first(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'Nov. 8', 'November 8th, 2023', 'Nov. 3-8', 'Ramadan 10'."""
    month = month_name(line, index)
    step = month[1] + (line.low(month[1]) == "the") if month else 0
    listed = day_list(line, step) if month else None
    if month is None or listed is None or _is_clock(line, listed[2]):
        return None
    if within(line, listed[2], "name_tails") and line.capital(listed[2]):
        return None
    if listed[0] != listed[1] and _counts(line, listed[2]):
        listed = (listed[0], listed[0], step + 1)
    crossed = _cross_month(line, month[0], listed, anchor)
    return crossed or _dated(line, month[0], listed, listed[2], anchor)


def _is_clock(line: Line, index: int) -> bool:
    return line.low(index) in ("am", "pm", ":", "gmt")


def _counts(line: Line, index: int) -> bool:
    """Whether the last of several figures counts something ('on Nov. 8 and 9 people died')."""
    following = line.low(index)
    return line.kind(index) == "word" and (following.endswith("s") or following in ("people", "more", "men"))


def _cross_month(
    line: Line, month: Month, listed: tuple[int, int, int], anchor: Anchor
) -> tuple[Stretch, int] | None:
    """'Oct. 30-Nov. 2', within one year; tokens may leave the hyphen out."""
    other = month_name(line, listed[2] + (line.low(listed[2]) in _DASHES))
    last = day_number(line, other[1]) if other else None
    if other is None or last is None or other[0].hijri != month.hijri:
        return None
    end = _dated(line, other[0], (last[0], last[0], last[1]), last[1], anchor)
    if end is None or end[0].first is None:
        return end
    year = end[0].first.year - (other[0].number < month.number)
    first = solar(year, month.number, listed[0])
    return (Stretch(first=first, last=end[0].first, direction=end[0].direction), end[1]) if first else None


def _day_first(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'8 November', 'the 8th of November', '3-5 October 2023'."""
    listed = day_list(line, index + (line.low(index) == "the"))
    if listed is None:
        return None
    step = listed[2] + (line.low(listed[2]) == "of")
    month = month_name(line, step)
    if month is None:
        return _of_unit(line, step, listed, anchor) if step > listed[2] else None
    if within(line, month[1], "name_tails") and line.capital(month[1]):
        return None
    return _dated(line, month[0], listed, month[1], anchor)


def _of_unit(
    line: Line, index: int, listed: tuple[int, int, int], anchor: Anchor
) -> tuple[Stretch, int] | None:
    """'the 15th of this month', 'the 3rd of last month'."""
    which = words().which.find(line, index)
    if which is None or line.low(which[1]) != "month":
        return None
    if anchor.published is None:
        return Stretch(), which[1] + 1
    month = anchor.published.month + {"past": -1, "future": 1}.get(which[0], 0)
    year = anchor.published.year + (month - 1) // 12
    first, last = (solar(year, (month - 1) % 12 + 1, day) for day in listed[:2])
    if first is None or last is None:
        return None
    return Stretch(first=first, last=last, direction=direction_of(first, anchor)), which[1] + 1


def _dated(
    line: Line, month: Month, listed: tuple[int, int, int], index: int, anchor: Anchor
) -> tuple[Stretch, int] | None:
    year = year_after(line, index, anchor)
    after = year[1] if year else index
    made = [resolve_day(month, day, year, anchor) for day in listed[:2]]
    first, last = made
    if year is None and first and last and first > last:
        first = solar(last.year, month.number, listed[0]) if not month.hijri else last
    known = anchor.published is not None or (year is not None and year[0] is not None)
    if known and (first is None or last is None):
        return None
    return Stretch(
        first=first, last=last, direction=direction_of(first, anchor), yearless=year is None
    ), after


def resolve_day(month: Month, day: int, year: tuple[int | None, int] | None, anchor: Anchor) -> date | None:
    """The civil date of a day of a month, by its year or by the rule for days without one."""
    if year is not None:
        if year[0] is None:
            return None
        if month.hijri:
            return lunar(year[0] if year[0] < 1600 else lunar_year(date(year[0], 7, 1)), month.number, day)
        return solar(year[0], month.number, day)
    if anchor.published is None:
        return None
    return day_of_year(anchor.published, month.number, day, "", "hijri" if month.hijri else "")


def direction_of(first: date | None, anchor: Anchor) -> str:
    """Future where a day lies behind publication."""
    return "future" if first and anchor.published and first > anchor.published else "past"


def numeric(line: Line, index: int) -> tuple[Stretch, int] | None:
    """A date all in figures with its year: '2023-11-08', '08/11/2023', '8.11.2023'."""
    if line.kind(index) != "figure":
        return None
    text, after = line.text(index), index + 1
    while (
        after < index + 5
        and line.tight(after - 1)
        and (line.low(after) in "./-" or line.kind(after) == "figure")
    ):
        text, after = text + line.text(after), after + 1
    found = _NUMERIC.fullmatch(text.rstrip("."))
    if found is None:
        return None
    after -= text.endswith(".") and line.low(after - 1) == "."
    made = _from_figures(int(found[1]), int(found[3]), int(found[4]))
    return (days(made), after) if made else None


def _from_figures(first: int, second: int, third: int) -> date | None:
    """Year first; else day before month, unless only the other order makes a date."""
    if first > 31:
        return solar(first, second, third) if 1900 <= first <= 2099 else None
    year = third if third > 99 else 2000 + third
    if not 1900 <= year <= 2099:
        return None
    return solar(year, second, first) or solar(year, first, second)


def stamp(line: Line, index: int) -> tuple[date, int, int, int] | None:
    """A date-time group, '080230Z NOV 23': its day, hour, minute and the piece behind."""
    found = _STAMP.fullmatch(line.text(index))
    month = month_name(line, index + 2) if found and line.low(index + 1) == "z" else None
    year = line.is_number(month[1], 0, 2099) if month else None
    if found is None or month is None or year is None:
        return None
    day = solar(year if year > 99 else 2000 + year, month[0].number, int(found[1]))
    if day is None or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    return day, int(found[2]), int(found[3]), month[1] + 1
