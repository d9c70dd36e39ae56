"""When: first and last day of a time, and how exactly the target formats say that it is known."""

from __future__ import annotations

from datetime import date

from sijill.records import Time

SHARP = frozenset({"minute", "hour", "part_of_day", "day"})
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def first_day(time: Time | None) -> date | None:
    """The day a time begins; of an interval with an open beginning, its end; None where none is known."""
    words = (time.start or time.end) if time is not None else None
    return date.fromisoformat(words[:10]) if words else None


def last_day(time: Time | None) -> date | None:
    """The last day of a time, which may be the first."""
    words = (time.end or time.start) if time is not None else None
    return date.fromisoformat(words[:10]) if words else None


def width(time: Time) -> int:
    """How many days a time covers, first and last counted; 0 where no day is known."""
    first, last = first_day(time), last_day(time)
    return (last - first).days + 1 if first and last else 0


def sharp(time: Time) -> bool:
    """Whether the day is known: by the precision, unless the bounds lie further apart than a night."""
    return time.precision in SHARP and (width(time) <= 1 or time.precision == "part_of_day")


def acled_time_precision(time: Time) -> int:
    """ACLED: 1 the day, 2 the week (also a few days in a row), 3 less than that."""
    if sharp(time):
        return 1
    if time.precision == "week" or (time.precision in SHARP and width(time) <= 7):
        return 2
    return 3


def ucdp_date_prec(time: Time) -> int:
    """UCDP: 1 the day, 2 within 2 to 6 days, 3 the week, 4 up to a month, 5 more than that."""
    if sharp(time):
        return 1
    if time.precision in ("week", "month", "year"):
        return {"week": 3, "month": 4, "year": 5}[time.precision]
    for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)):
        if width(time) <= most:
            return code
    return 5


def edtf(time: Time | None) -> str:
    """The time in the Extended Date/Time Format: `?` marks what was inferred and not said."""
    if time is None or not (time.start or time.end):
        return ""
    doubt = "?" if time.inferred or time.precision == "vague" else ""
    first = time.start[:10] if time.start else ""
    last = time.end[:10] if time.end else ""
    if first and time.precision == "year" and first[:4] == last[:4]:
        return first[:4] + doubt
    if first and time.precision == "month" and first[:7] == last[:7]:
        return first[:7] + doubt
    if first and first == (last or first):
        return first + doubt
    return f"{first + doubt if first else '..'}/{last + doubt if last else '..'}"


def said_day(day: date) -> str:
    """A day as English notes write it: 9 March 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
