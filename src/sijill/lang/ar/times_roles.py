"""What a time expression serves for: to date an event, to bound a window, to tell a habit or a duration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from sijill.lang.reckoning import Stretch, back_from, later, unit_span

from .times_dates import Anchor, figure_year, named_date
from .times_moments import Interval, Moment, expression
from .times_periods import Units, units
from .times_words import Line, Table, words

SINCE = Table({"منذ": 0, "مذ": 0})
BEFORE_OR_AFTER = Table({"قبل": "before", "بعد": "after"})
BETWEEN = Table({"من": "من", "بين": "بين", "ما بين": "بين", "ابتداء من": "من", "بدءا من": "من"})
OVER = Table({"علي مدي": 0, "علي مدار": 0, "علي امتداد": 0})
_FEW = (6, 2)
_CLAUSE = 7


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An expression before its hours have found their day: `ends` are the moments that bound it.

    `shape` says how the ends make the interval: span (the one or two ends themselves), since (from the first
    end to publication), until (up to the end), before and after (all outside the end), none.
    """

    first: int
    last: int
    role: str = "point"
    shape: str = "span"
    ends: tuple[Moment, ...] = ()
    direction: str = ""

    def bounds(self, ends: Sequence[Interval], anchor: Anchor) -> tuple[str | None, str | None, str, str]:
        """Start, end, precision and direction of the whole."""
        if self.shape == "none" or not ends:
            return None, None, "vague", "none"
        head, tail = ends[0], ends[-1]
        direction = self.direction or head.direction
        published = anchor.published.isoformat() if anchor.published else None
        if self.shape == "since":
            return (
                head.start,
                published if _in_order(head.start, published) else None,
                head.precision,
                direction,
            )
        if self.shape == "until":
            return None, tail.end, tail.precision, direction
        if self.shape == "before":
            day = date.fromisoformat(head.start[:10]) if head.start else None
            return None, (day - timedelta(days=1)).isoformat() if day else None, head.precision, direction
        if self.shape == "after":
            return (
                head.start,
                published if _in_order(head.start, published) else None,
                head.precision,
                direction,
            )
        if not _in_order(head.start, tail.end):
            return tail.start, tail.end, tail.precision, direction
        return head.start, tail.end, head.precision, direction


def _in_order(start: str | None, end: str | None) -> bool:
    return start is None or end is None or start[:10] <= end[:10]


def plain(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """An expression that may date an event."""
    found = expression(line, index, anchor)
    return Candidate(first=index, last=found[1], ends=(found[0],)) if found else None


def habitual(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'daily', 'every night', 'every two days', 'on Fridays', 'the morning of every day'."""
    if line.within(index, "daily", "و"):
        return Candidate(first=index, last=index + 1, role="habitual", shape="none")
    start = index + (line.find(index, words().parts.construct, "و") is not None)
    start += line.norm(start) == "يوم"
    if line.within(start, "every", "ب"):
        found = units(line, start + 1)
        name = line.find(start + 1, _bare_days()) or line.find(start + 1, words().weekdays)
        after = found[1] if found else name[1] if name else 0
        if after and not (found and found[0].definite):
            return Candidate(first=index, last=after, role="habitual", shape="none")
    if line.norm(index) in ("بشكل", "بصوره", "شبه") and line.within(index + 1, "regular"):
        return Candidate(first=index, last=index + 2, role="habitual", shape="none")
    fridays = line.find(index + 1, words().weekdays) if line.norm(index) in ("ايام", "وايام") else None
    if (
        fridays
        and not line.find(fridays[1], words().weekdays, "و")
        and not line.find(fridays[1], words().which)
    ):
        return Candidate(first=index, last=fridays[1], role="habitual", shape="none")
    return None


@lru_cache(maxsize=1)
def _bare_days() -> Table[int]:
    return Table({day[2:]: 0 for day in words().weekdays})


def duration(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'for three hours', 'all night'; where a day is named ('all of last night') it dates an event."""
    led = line.within(index, "length", "و")
    if not led:
        found = units(line, index) if line.norm(index)[:1] == "ل" and line.norm(index)[:2] != "لل" else None
        bare = line.norm(index) in ("ليله", "ليال", "ليالي", "ليلتين", "لحظه", "لحظات")
        if found is None or bare or expression(line, index, anchor):
            return None
        return Candidate(first=index, last=found[1], role="duration", shape="none")
    inner = expression(line, index + 1, anchor)
    if inner and not inner[0].dayless and inner[0].days and inner[0].days.precision == "day":
        return None
    found = units(line, index + 1)
    after = found[1] if found else inner[1] if inner else None
    named = line.find(index + 1, words().parts.definite) if after is None else None
    after = named[1] if named else after
    return Candidate(first=index, last=after, role="duration", shape="none") if after else None


def since(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'since Tuesday', 'for two days now', 'since it began in April'; 'moments ago' dates an event."""
    if line.find(index, SINCE, "و") is None:
        return None
    start = index + 1 + (line.norm(index + 1) in ("نحو", "حوالي", "قرابه"))
    inner = expression(line, start, anchor, "")
    if inner is None:
        return _units_ago(line, index, start, anchor) or _since_clause(line, index, anchor)
    end = _until_end(line, inner[1], anchor)
    if end:
        return Candidate(first=index, last=end[1], role="window", ends=(inner[0], end[0]))
    return Candidate(first=index, last=inner[1], role="window", shape="since", ends=(inner[0],))


def _since_clause(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """The date inside a clause after 'since' ('since the fighting broke out in April', '… a month ago')."""
    told = line.norm(index + 1) == "ان"  # 'since they began … in March'
    for start in range(index + 2, min(index + 2 + _CLAUSE + told, line.size)):
        if (
            line.tokens[start].pos == "."
            or (line.tokens[start].pos == "V" and not told)
            or line.norm(start) in ("،", ",", ".")
            or line.within(start, "until")
        ):
            return None
        found = expression(line, start, anchor, "")
        if found:
            end = _until_end(line, found[1], anchor)
            if end:
                return Candidate(first=start, last=end[1], role="window", ends=(found[0], end[0]))
            return Candidate(first=start, last=found[1], role="window", shape="since", ends=(found[0],))
        back = ago(line, start, anchor) if line.norm(start) == "قبل" else None
        if back and back.role == "point":
            return Candidate(first=start, last=back.last, role="window", shape="since", ends=back.ends)
    return None


def _units_ago(line: Line, index: int, start: int, anchor: Anchor) -> Candidate | None:
    found = units(line, start)
    if found is None:
        return None
    if found[0].unit in ("moment", "minute"):
        return Candidate(first=index, last=found[1], ends=(Moment(days=_ago(found[0], anchor)),))
    days = _back(found[0], anchor)
    return Candidate(first=index, last=found[1], role="window", ends=(Moment(days=days),))


def _until_end(line: Line, index: int, anchor: Anchor) -> tuple[Moment, int] | None:
    """'until X' or 'until now' after the beginning of a window."""
    if not (line.within(index, "until") or line.norm(index) in ("الي", "والي")):
        return None
    index += line.norm(index) in ("الي", "حتي", "وحتي") and line.norm(index + 1) in ("غايه", "تاريخ")
    step = index + 1 + (line.norm(index + 1) in ("هذه", "هذا"))
    inner = expression(line, index + 1, anchor, "")
    if inner:
        return inner
    if line.within(step, "now"):
        today = anchor.published
        return Moment(days=Stretch(first=today, last=today)), step + 1
    return None


def until(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'until X', 'up to now', 'to this day': a window with an open beginning."""
    to_today = line.norm(index) in ("الي", "والي") and line.norm(index + 1) in (
        "اليوم",
        "الان",
        "يومنا",
        "غايه",
    )
    if not (line.within(index, "until") or to_today):
        return None
    end = _until_end(line, index, anchor)
    return Candidate(first=index, last=end[1], role="window", shape="until", ends=(end[0],)) if end else None


def between(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'from X to Y', 'between X and Y'."""
    opening = line.find(index, BETWEEN, "وف")
    if opening is None:
        return None
    start = opening[1]
    one = named_date(line, start + (line.norm(start) in ("يوم", "يومي", "ايام")), anchor)
    if one and one[0].first != one[0].last and one[0].precision == "day":
        return Candidate(first=index, last=one[1], role="window", ends=(Moment(days=one[0]),))
    head = _end_of_range(line, start, anchor, "")
    if head is None:
        return None
    days = head[0].days
    if opening[0] == "بين" and days and days.first != days.last and not _second(line, head[1], "بين"):
        return Candidate(first=index, last=head[1], role="window", ends=(head[0],))
    step = _second(line, head[1], opening[0])
    tail = _end_of_range(line, step, anchor, "و" if opening[0] == "بين" else "") if step else None
    if tail is None:
        return None
    return Candidate(first=index, last=tail[1], role="window", ends=(head[0], tail[0]))


def _second(line: Line, index: int, opening: str) -> int:
    """The index of the second end of a range, or 0."""
    if opening == "من":
        return index + 1 if line.norm(index) in ("الي", "حتي", "والي", "وحتي", "لغايه") else 0
    if line.norm(index) == "و":
        return index + 1
    return index if line.joined(index) else 0


def _end_of_range(line: Line, index: int, anchor: Anchor, pre: str) -> tuple[Moment, int] | None:
    found = expression(line, index, anchor, pre)
    if found:
        return found
    year = figure_year(line, index)
    if year is None or year[0].number is None or year[0].hijri:
        return None
    number = year[0].number
    days = Stretch(first=date(number, 1, 1), last=date(number, 12, 31), precision="year")
    return Moment(days=days), year[1]


def over(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'during last week', 'over the past three days'; 'during the night' dates an event."""
    led = line.find(index, OVER, "و")
    if led is None and not line.within(index, "scope", "و"):
        return None
    start = led[1] if led else index + 1
    if led and line.norm(start) == "الساعه" and not line.within(start + 1, "few"):
        return Candidate(first=index, last=start + 1, role="habitual", shape="none")
    found = units(line, start)
    inner = expression(line, start, anchor, "")
    if inner:
        days = inner[0].days
        if (
            days is None
            or inner[0].part
            or inner[0].clock
            or (days.precision == "day" and days.first == days.last)
        ):
            return None
        return Candidate(first=index, last=inner[1], role="window", ends=(inner[0],))
    if found is None:
        return None
    if line.norm(start - 1) == "غضون" and not found[0].which:
        return Candidate(first=index, last=found[1], role="duration", shape="none")
    return _window(index, found, anchor)


def counted(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'the past three days', 'the last hours', 'the coming weeks' with no word of scope before them."""
    found = units(line, index)
    if found is None or found[0].which in ("", "current"):
        return None
    return _window(index, found, anchor)


def _window(index: int, found: tuple[Units, int], anchor: Anchor) -> Candidate:
    days = _back(found[0], anchor)
    return Candidate(
        first=index, last=found[1], role="window", ends=(Moment(days=days),), direction=days.direction
    )


def _back(counted: Units, anchor: Anchor) -> Stretch:
    """The window that reaches `counted` units back from publication, or forward."""
    unit, count = counted.unit, counted.amount
    precision = (
        "vague"
        if count is None
        else {"moment": "day", "minute": "day", "hour": "day", "decade": "year"}.get(unit, unit)
    )
    direction = "future" if counted.which == "future" else "past"
    today = anchor.published
    if today is None:
        return Stretch(precision=precision, direction=direction)
    if count is None:
        count = {"day": _FEW[0], "hour": 1}.get(unit)
    if direction == "future":
        far = later(today, (today - back_from(today, unit, count)).days) if count else None
        return Stretch(first=today, last=far, precision=precision, direction=direction)
    first = back_from(today, unit, count) if count else None
    return Stretch(first=first, last=today, precision=precision)


def ago(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """'two days ago', 'a month ago'; 'before 2011', 'after 7 October' are windows."""
    side = line.find(index, BEFORE_OR_AFTER, "وف")
    if side is None:
        return None
    inner = expression(line, side[1], anchor, "")
    if inner:
        if inner[0].part or inner[0].clock or inner[0].days is None:
            return None
        return Candidate(first=index, last=inner[1], role="window", shape=side[0], ends=(inner[0],))
    start = side[1] + (line.norm(side[1]) in ("نحو", "حوالي", "قرابه"))
    found = units(line, start)
    if found is None or found[0].definite or found[0].which or _of_event(line, found[1]):
        return None
    if side[0] == "after":
        return _afterwards(index, found, anchor)
    return Candidate(first=index, last=found[1], ends=(Moment(days=_ago(found[0], anchor)),))


def _of_event(line: Line, index: int) -> bool:
    """Whether the count is measured from something else than publication ('two days before the vote')."""
    return line.norm(index) in ("من", "علي", "واحد", "واحده") and line.norm(index + 1) not in (
        "الان",
        "قبل",
        "جانب",
    )


def _afterwards(index: int, found: tuple[Units, int], anchor: Anchor) -> Candidate | None:
    """'two days later', from a day set before in the text."""
    if anchor.context is None or found[0].unit != "day" or found[0].amount is None:
        return None
    day = later(anchor.context, found[0].amount)
    return Candidate(first=index, last=found[1], ends=(Moment(days=Stretch(first=day, last=day)),))


def _ago(counted: Units, anchor: Anchor) -> Stretch:
    """The day, week, month or year that lies `counted` units before publication."""
    unit, count, today = counted.unit, counted.amount, anchor.published
    precision = {"moment": "part_of_day", "minute": "part_of_day", "hour": "vague", "decade": "year"}.get(
        unit, unit
    )
    if today is None:
        return Stretch(precision=precision if count else "vague")
    if unit in ("moment", "minute"):
        return Stretch(first=today, last=today, precision=precision)
    if unit == "hour":
        if count is None or count < 24:
            return Stretch(first=later(today, -1), last=today, precision=precision)
        day = later(today, -(count // 24))
        return Stretch(first=day, last=day)
    if count is None:
        return Stretch(
            first=back_from(today, unit, _FEW[0]), last=back_from(today, unit, _FEW[1]), precision="vague"
        )
    first, last = unit_span(today, unit, -count)
    return Stretch(first=first, last=last, precision=precision)
