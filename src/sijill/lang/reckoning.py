"""Calendar arithmetic of the time grammar: which day, week, month or year is meant, seen from publication."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import msgspec
from hijridate import Gregorian, Hijri

SEARCH_YEARS = 9


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Days from `first` to `last`, both inclusive; either is None where the words alone do not tell.

    `today` is the day that the words call today; `yearless` marks a date whose year was inferred.
    """

    first: date | None = None
    last: date | None = None
    precision: str = "day"
    direction: str = "past"
    today: date | None = None
    yearless: bool = False


def days(start: date | None, count: int = 1, *, precision: str = "day", direction: str = "past") -> Stretch:
    """A stretch of `count` days that begins at `start`."""
    if start is None:
        return Stretch(precision=precision, direction=direction)
    return Stretch(first=start, last=later(start, count - 1), precision=precision, direction=direction)


def later(day: date, count: int) -> date:
    """The date `count` days after `day`, held inside the calendar."""
    ordinal = min(max(day.toordinal() + count, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def month_of(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; the month may lie outside 1 to 12 and then counts into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    year = min(max(year, 1), 9998)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def week_of(day: date) -> tuple[date, date]:
    """Monday to Sunday of the week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def solar(year: int, month: int, day: int) -> date | None:
    """A date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def lunar(year: int, month: int, day: int) -> date | None:
    """The civil date of a Hijri day, or None where there is none or the tables end."""
    try:
        converted = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(converted.year, converted.month, converted.day)


def lunar_year(day: date) -> int:
    """The Hijri year that holds `day`, by the tables or, outside them, by the mean length of its years."""
    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return int((day.year - 622) * 33 / 32)


def weekday(published: date, name: int, which: str = "") -> date:
    """The day a weekday's name means: the latest not after publication, or as `which` says."""
    back = (published.weekday() - name) % 7
    if which == "future":
        return later(published, (name - published.weekday() - 1) % 7 + 1)
    if which == "past":
        return later(published, -(back or 7))
    if which == "older":
        return later(published, -(back or 7) - 7)
    if which == "current":
        return later(week_of(published)[0], name)
    return later(published, -back)


def nearest_weekday(day: date, name: int) -> date:
    """The day of that name at most three days from `day`."""
    ahead = (name - day.weekday()) % 7
    return later(day, ahead if ahead <= 3 else ahead - 7)


def day_of_year(
    published: date, month: int, day: int, which: str = "", lunar_months: str = ""
) -> date | None:
    """The date of a day and month without a year: the latest not after publication, or as `which` says."""
    make, here = (lunar, lunar_year(published)) if lunar_months else (solar, published.year)
    if which == "current":
        return make(here, month, day)
    years = (
        range(here - 1, here + SEARCH_YEARS)
        if which == "future"
        else range(here + 1, here - SEARCH_YEARS, -1)
    )
    older = which == "older"
    for year in years:
        found = make(year, month, day)
        if found is None:
            continue
        if which == "future" and found > published:
            return found
        if which != "future" and (found < published or (found == published and which in ("", "past"))):
            if not older:
                return found
            older = False
    return None


def month_of_year(published: date, month: int, which: str = "") -> tuple[date, date]:
    """A month without a year: the latest that has begun, for 'past' the latest that has ended."""
    year = published.year
    if which == "current":
        return month_of(year, month)
    if which == "future":
        return month_of(year if month > published.month else year + 1, month)
    begun = month < published.month or (month == published.month and which == "")
    return month_of((year if begun else year - 1) - (which == "older"), month)


def lunar_month(year: int, month: int) -> tuple[date, date] | None:
    """First and last civil day of a Hijri month."""
    start = lunar(year, month, 1)
    following = lunar(year + month // 12, month % 12 + 1, 1)
    return None if start is None or following is None else (start, later(following, -1))


def third_of(start: date, end: date, third: str) -> tuple[date, date]:
    """The early, middle or late part: of a month by the 10th and 20th, of a year by four months."""
    if (end - start).days > 40:
        first = {"early": 0, "middle": 4, "late": 8}[third]
        return later_months(start, first), later(later_months(start, first + 4), -1)
    if third == "early":
        return start, later(start, 9)
    return (later(start, 10), later(start, 19)) if third == "middle" else (later(start, 20), end)


def later_months(start: date, count: int) -> date:
    """The first day of the month `count` months after the month of `start`."""
    return month_of(start.year, start.month + count)[0]


def unit_span(published: date, unit: str, shift: int) -> tuple[date, date]:
    """The calendar unit `shift` units away from the one that holds the publication date."""
    if unit == "week":
        return week_of(later(published, 7 * shift))
    if unit == "month":
        return month_of(published.year, published.month + shift)
    if unit in ("year", "decade"):
        year = min(max(published.year + shift * (10 if unit == "decade" else 1), 1), 9998)
        return date(year, 1, 1), date(year, 12, 31)
    there = later(published, shift)
    return there, there


def back_from(published: date, unit: str, count: int) -> date:
    """The day `count` units before publication, for the opening of a window."""
    if unit in ("moment", "minute"):
        return published
    if unit == "hour":
        return later(published, -max(1, -(-count // 24)))
    if unit in ("day", "week"):
        return later(published, -count * (7 if unit == "week" else 1))
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    first, last = month_of(published.year, published.month - months)
    return first.replace(day=min(published.day, last.day))
