"""Days by name: 'today', 'on Wednesday', 'last Thursday', 'Wednesday, Nov. 8', 'the following day'."""

from __future__ import annotations

from datetime import date

from sijill.lang.reckoning import Stretch, later, nearest_weekday, solar, week_of, weekday

from .times_dates import Anchor, named_date, numeric
from .times_words import within, words
from .written import Line

_SHORT = 6
_BETWEEN = (",", "(", "the", "on")
_JOINS = ("and", "to", "-", "–", "or", "/")
_PROMISE = 7


def day_group(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """A day named in one or more ways that stand together."""
    return (
        _deictic(line, index, anchor)
        or _told(line, index, anchor)
        or _weekdays(line, index, anchor)
        or _date(line, index, anchor)
    )


def _date(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    found = named_date(line, index, anchor) or numeric(line, index)
    if found is None:
        return None
    step = found[1] + (line.low(found[1]) in (",", "("))
    name = weekday_name(line, step)
    if name is None or step == found[1]:
        return found
    closed = line.low(found[1]) == "(" and line.low(name[1]) == ")"
    return found[0], name[1] + closed


def _deictic(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'today', 'yesterday', 'today, Thursday', 'Wednesday' beside it."""
    found = words().deictic.find(line, index)
    if found is None or _named_today(line, index, found[1]):
        return None
    shift, after = found
    step = after + (line.low(after) in (",", "("))
    dated = named_date(line, step, anchor)
    name = weekday_name(line, step) if dated is None else None
    closing = (dated or name or (None, after))[1]
    closed = line.low(after) == "(" and line.low(closing) == ")"
    if anchor.published is None:
        return (
            (dated[0], closing + closed)
            if dated
            else (Stretch(direction="future" if shift > 0 else "past"), after)
        )
    day = later(anchor.published, shift)
    direction = "future" if shift > 0 else "past"
    if dated and dated[0].first:
        first = _nearest_year(dated[0], day)
        return Stretch(first=first, last=first, direction=direction, today=later(first, -shift)), dated[
            1
        ] + closed
    if name and step > after:
        day = nearest_weekday(day, name[0])
        return Stretch(first=day, last=day, direction=direction, today=later(day, -shift)), name[1] + closed
    return Stretch(first=day, last=day, direction=direction), after


def _nearest_year(dated: Stretch, day: date) -> date:
    """A date beside 'today' in the year that brings it nearest, also a few days behind publication."""
    first = dated.first or day
    ahead = solar(first.year + 1, first.month, first.day) if dated.yearless else None
    return ahead if ahead is not None and (ahead - day).days <= 7 else first


def _named_today(line: Line, index: int, after: int) -> bool:
    """Whether 'today' closes an outlet's name, or means these days ('today's world')."""
    if line.low(index) != "today":
        return line.low(index).endswith("'s")
    return line.capital(index) and within(line, index - 1, "today_names_before")


def _told(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'that day', 'the following day', 'two days later': from a day that the text set before."""
    found = words().told.find(line, index)
    if found is not None:
        if line.low(index) == "on" and not line.follows(index, ("on", "the", "day")):
            return None
        if line.low(found[1]) in ("of", "after", "before", "when") and line.low(found[1] - 1) == "day":
            return None
        return _from_context(found[0], anchor), found[1]
    count = line.is_number(index, 2, 60) or words().cardinals.get(line.low(index), 0)
    if count < 2 or line.low(index + 1) != "days" or line.low(index + 2) not in ("later", "earlier"):
        return None
    return _from_context(count if line.low(index + 2) == "later" else -count, anchor), index + 3


def _from_context(shift: int, anchor: Anchor) -> Stretch:
    day = later(anchor.context, shift) if anchor.context else None
    return Stretch(first=day, last=day)


def weekday_name(line: Line, index: int) -> tuple[int, int] | None:
    """A weekday's name; an abbreviation needs its full stop or a date beside it. 'Sunday's' counts."""
    low = line.low(index).removesuffix("'s")
    number = words().weekdays.get(low)
    if number is None or within(line, index - 1, "weekday_names_before"):
        return None
    after = index + 1
    if len(low) < _SHORT:
        dot = line.low(after) == "." and line.tight(index)
        dated = line.low(after + dot) == "," or line.is_number(after + dot, 1, 31) is not None
        if not line.capital(index) or not (dot or dated) or after + dot >= line.size:
            return None
        return number, after + dot
    if within(line, after, "name_tails") and line.capital(after) and line.capital(index):
        return None
    return number, after


def _weekdays(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """'Wednesday', 'last Friday', 'Sunday and Monday', 'Wednesday, Nov. 8', 'Tuesday of last week'."""
    led = words().which.find(line, index)
    start = led[1] if led else index
    first = weekday_name(line, start)
    if first is None:
        return None
    which, names, after = led[0] if led else "", [first[0]], first[1]
    while line.low(after) in _JOINS and (more := weekday_name(line, after + 1)):
        names.append(more[0])
        after = more[1]
    dated = _date_beside(line, after, anchor)
    if dated:
        return dated
    week = _of_week(line, after)
    if week and anchor.published:
        monday = week_of(later(anchor.published, 7 * week[0]))[0]
        day = later(monday, names[0])
        return Stretch(first=day, last=later(monday, names[-1]), direction=_direction(day, anchor)), week[1]
    if not which and _promised(line, index):
        which = "future"
    return _resolve(names, which, anchor), after


def _date_beside(line: Line, index: int, anchor: Anchor) -> tuple[Stretch, int] | None:
    """A date behind a weekday outranks it."""
    step = index
    while line.low(step) in _BETWEEN and step < index + 2:
        step += 1
    found = named_date(line, step, anchor) or (numeric(line, step) if step > index else None)
    if found is None or (step > index and line.low(index) == "on"):
        return None
    closed = line.low(index) == "(" and line.low(found[1]) == ")"
    return found[0], found[1] + closed


def _of_week(line: Line, index: int) -> tuple[int, int] | None:
    """'of last week', 'last week', 'this week', 'next week' behind a weekday."""
    which = words().which.find(line, index + (line.low(index) == "of"))
    if which is None or line.low(which[1]) != "week":
        return None
    return {"past": -1, "future": 1}.get(which[0], 0), which[1] + 1


def _promised(line: Line, index: int) -> bool:
    """Whether a word of the future stands before a bare weekday in its clause."""
    for back in range(index - 1, max(-1, index - 1 - _PROMISE), -1):
        if line.low(back) in (".", ";", ":", "who", "which", "said"):
            return False
        if within(line, back, "future_before"):
            return line.low(back) not in ("set", "due") or line.low(back + 1) in ("to", "for", "on")
    return False


def _direction(day: date, anchor: Anchor) -> str:
    return "future" if anchor.published and day > anchor.published else "past"


def _resolve(names: list[int], which: str, anchor: Anchor) -> Stretch:
    direction = "future" if which == "future" else "past"
    published = anchor.published
    if published is None:
        return Stretch(direction=direction)
    if which == "following":
        first = weekday(anchor.context, names[0], "future") if anchor.context else None
        return Stretch(first=first, last=first)
    if which == "future":
        first = weekday(published, names[0], "future")
        return Stretch(first=first, last=later(first, (names[-1] - names[0]) % 7), direction=direction)
    last = weekday(published, names[-1], which)
    first = later(last, -((names[-1] - names[0]) % 7))
    return Stretch(first=first, last=last, direction=_direction(last, anchor))
