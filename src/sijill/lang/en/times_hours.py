"""Parts of the day and clock times: 'at dawn', 'overnight', '0300 local', '2:15 p.m. (1215 GMT)'."""

from __future__ import annotations

import re
from typing import NamedTuple

from .times_words import words
from .written import Line

_COLON = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?")
_FOUR = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
_HALVES = {"am": "am", "pm": "pm"}
_IN_THE = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}


class Clock(NamedTuple):
    """Hours and minutes after midnight; `minute` is None where only the hour is told, `half` am, pm or ''."""

    hour: int
    minute: int | None
    half: str


def part(line: Line, index: int) -> tuple[str, int] | None:
    """A part of the day beside a day: the name of its hours."""
    found = words().parts.find(line, index)
    if found and line.low(found[1]) == "hours" and found[0] != "night":
        return ("dawn" if found[0] == "early" else found[0]), found[1] + 1
    return found


def alone(line: Line, index: int) -> tuple[str, int] | None:
    """A part of the day that needs no day beside it, 'shortly' or 'just' before it or not."""
    start = index + (line.low(index) in ("shortly", "just", "late", "early", "well"))
    found = words().alone.find(line, start)
    if found is None:
        return None
    return ("dawn", found[1] + 1) if line.low(found[1]) == "hours" else found


def clock(line: Line, index: int) -> tuple[Clock, int] | None:
    """A clock time with its half of the day, its zone and the same hour in another zone in brackets."""
    found = _figures(line, index) or _in_words(line, index)
    if found is None:
        return None
    return found[0], _zones(line, found[1])


def _figures(line: Line, index: int) -> tuple[Clock, int] | None:
    if line.kind(index) != "figure":
        return None
    text, after = line.text(index), index + 1
    colon, four, plain = _COLON.fullmatch(text), _FOUR.fullmatch(text), line.is_number(index, 0, 24)
    half = half_at(line, after)
    if colon and ("." not in text or half or _zone(line, after) > after):
        if int(colon[1]) > 24 or int(colon[2]) > 59:
            return None
        return _made(int(colon[1]), int(colon[2]), half, after)
    if four and (_military(line, index) or half is not None):
        return _made(int(four[1]), int(four[2]), half, after, exact=True)
    if plain is not None and half is not None and plain:
        return _made(plain, None, half, after)
    return None


def _made(
    hour: int, minute: int | None, half: tuple[str, int] | None, after: int, *, exact: bool = False
) -> tuple[Clock, int]:
    said = half[0] if half else "exact" if exact or hour > 12 or hour == 0 else ""
    return Clock(hour, minute, said), half[1] if half else after


def _military(line: Line, index: int) -> bool:
    """Whether four digits are an hour: a zone or 'hours' behind them, or a nought in front."""
    after = index + 1
    if line.low(after) == "hours" and not line.text(index).startswith("0"):
        return line.low(index - 1) in ("at", "around", "approximately", "about", "by", "from", "until")
    if _zone(line, after) > after:
        return True
    return line.text(index)[0] == "0" and line.low(index - 1) in (
        "at",
        "around",
        "approximately",
        "about",
        "by",
    )


def half_at(line: Line, index: int) -> tuple[str, int] | None:
    """'a.m.', 'pm', 'in the morning', 'at night' behind an hour."""
    step = index + (line.low(index) in ("o'clock",))
    low = line.low(step)
    if low in _HALVES:
        dot = (
            line.low(step + 1) == "." and line.tight(step) and "." in line.text(step) and step + 2 < line.size
        )
        return _HALVES[low], step + 1 + dot
    if low in ("a", "p") and line.low(step + 1) == "." and line.low(step + 2) == "m":
        return low + "m", step + 3 + (line.low(step + 3) == ".")
    if line.follows(step, ("in", "the")) and line.low(step + 2) in _IN_THE:
        return _IN_THE[line.low(step + 2)], step + 3
    if line.follows(step, ("at", "night")):
        return "night", step + 2
    if step > index and low in _IN_THE:
        return _IN_THE[low], step + 1
    return None


def _in_words(line: Line, index: int) -> tuple[Clock, int] | None:
    """'five o'clock', 'three in the morning', 'eight p.m.'."""
    hour = words().cardinals.get(line.low(index), 99)
    if hour > 12 or line.low(index) in ("a", "an"):
        return None
    half = half_at(line, index + 1)
    if half and (line.low(index + 1) in _HALVES or line.low(index + 1) == "o'clock"):
        return Clock(hour, None, half[0]), half[1]
    if line.low(index + 1) == "o'clock":
        return Clock(hour, None, ""), index + 2
    at = line.low(index - 1) in ("at", "around", "about")
    return (Clock(hour, None, half[0]), half[1]) if half and at else None


def _zone(line: Line, index: int) -> int:
    found = words().zones.find(line, index)
    if found is None or line.low(index) in ("in", "at"):
        return index
    return found[1]


def _zones(line: Line, index: int) -> int:
    """The piece behind a zone and bracketed hours: 'local time (1215 GMT)', '(Sanaa time)', ', 3 p.m. ET'."""
    after = _zone(line, index)
    if line.low(after) in ("(", "/", ","):
        inner = after + 1
        while inner < min(after + 7, line.size) and line.low(inner) not in (")", "(", "."):
            inner += 1
        said = any(
            line.low(at) in ("gmt", "utc", "time", "et", "edt", "est", "z") for at in range(after + 1, inner)
        )
        if line.low(after) == "(" and said and line.low(inner) == ")":
            return inner + 1
        return after
    if line.capital(after) and line.low(after + 1) == "time":
        return after + 2
    return after


def on_day(told: Clock, name: str) -> tuple[int, int | None] | None:
    """Hours behind midnight of a clock time in a part of the day; None where its half of the day is open."""
    hour, minute = told.hour, told.minute
    if told.half == "exact":
        return hour, minute
    if told.half == "am" or (not told.half and name in ("dawn", "morning", "early")):
        return hour % 12 if hour == 12 else hour, minute
    if told.half == "pm" or (
        not told.half and name in ("noon", "afternoon", "late_afternoon", "evening", "daylight")
    ):
        return (hour if hour >= 12 else hour + 12), minute
    if told.half == "night" or name in ("night", "late"):
        return (24 if hour == 12 else hour + 24 if hour < 5 else hour + 12), minute
    return None
