"""Parts of the day and clock times: 'the night of', 'at dawn', 'after noon', 'at half past nine'."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .times_words import Line, Table, words

_ONE_TOKEN = re.compile(r"(\d{1,2})[.:](\d{2})")


class Part(NamedTuple):
    """A part of the day (a key of [hours]); `alone` tells whether it can stand with no day beside it."""

    name: str
    alone: bool


class Clock(NamedTuple):
    """An hour and, where told, a minute; `exact` for a 24-hour figure that needs no part of the day."""

    hour: int
    minute: int | None
    exact: bool


def part(line: Line, index: int, pre: str) -> tuple[Part, int] | None:
    """A part of the day at `index`, with what may stand before it ('late in the', 'the first hours of')."""
    if not line.begins(index, _part_words()):
        return None
    return (
        _midnight(line, index, pre)
        or _after_noon(line, index, pre)
        or _prayer(line, index, pre)
        or _vague_hour(line, index, pre)
        or _plain(line, index, pre)
    )


@lru_cache(maxsize=1)
def _part_words() -> frozenset[str]:
    """The words that a part of the day can begin with."""
    parts = words().parts
    named = (parts.construct.most, parts.adverb.most, parts.definite.most, _VAGUE.most, _MIDDLE.most)
    return _BEFORE_PARTS.union(*named, *(table.most for table, _, _ in _NOONS))


def _plain(line: Line, index: int, pre: str) -> tuple[Part, int] | None:
    start = index + (line.norm(index) in _TIMES)
    pre = pre if start == index else ""
    construct = line.find(start, words().parts.construct, pre)
    adverb = line.find(start, words().parts.adverb, pre)
    if construct and not line.within(start - 1, "verb_before", "و"):
        after = _soften(line, construct[1])
        return Part(construct[0], bool(adverb) and line.tokens[start].text.rstrip()[-1:] in "ًى"), after
    if adverb and not construct:
        return Part(adverb[0], True), _soften(line, adverb[1])
    definite = line.find(start, words().parts.definite, "بو" if start == index else "")
    if definite is None:
        return None
    led = start > index or line.within(start - 1, "lead", "وف") or line.norm(start).startswith("بال")
    if line.norm(start) in ("الظهر", "العصر", "الضحي") and line.norm(start - 1) in (
        "في",
        "من",
        "خلال",
        "حتي",
        "منذ",
    ):
        led = False
    return (Part(definite[0], True), _soften(line, definite[1])) if led else None


def _soften(line: Line, index: int) -> int:
    for _ in range(2):
        index += line.within(index, "soft")
    return index


_NOONS = tuple(
    (Table({word: 0, "ما " + word: 0}), word, name)
    for word, name in (("بعد", "afternoon"), ("قبل", "before_noon"))
)
_VAGUE = Table({"وقت": 0, "ساعه": 0, "الساعات": 1, "اولي ساعات": 2, "ساعات": 3})
_TIMES = frozenset({"ساعات", "حلول", "وقت"})
_BESIDE_MIDNIGHT = frozenset({"بعد", "قبل", "قبيل", "بعيد", "عند", "وبعد", "وقبل"})
_BESIDE_PRAYER = frozenset({"بعد", "قبل", "قبيل", "عقب", "اثناء", "خلال", "وقت", "مع", "عند", "بعيد"})
_BEFORE_PARTS = _TIMES | _BESIDE_MIDNIGHT | _BESIDE_PRAYER
_MIDDLE = Table({"منتصف": 0, "انتصاف": 0})
_HOUR = Table({"الساعه": 0})
_HOUR_WORDS = frozenset(_HOUR.most)


def _midnight(line: Line, index: int, pre: str) -> tuple[Part, int] | None:
    start = index + (line.norm(index) in _BESIDE_MIDNIGHT)
    named = line.find(start, _MIDDLE, pre if start == index else "")
    if named is None:
        return None
    if line.norm(named[1]) in ("ليل", "ليله"):
        return Part("night", False), named[1] + 1
    if line.norm(named[1]) == "الليل":
        return Part("night", True), named[1] + 1
    if line.norm(named[1]) in ("نهار", "النهار"):
        return Part("noon", line.norm(named[1]) == "النهار"), named[1] + 1
    return None


def _after_noon(line: Line, index: int, pre: str) -> tuple[Part, int] | None:
    for table, word, name in _NOONS:
        found = line.find(index, table, pre)
        if found is None:
            continue
        noon = line.norm(found[1])
        if noon in ("ظهر", "الظهر"):
            return Part(name, noon == "الظهر"), found[1] + 1
        if noon in ("عصر", "العصر") and word == "بعد":
            return Part("late_afternoon", noon == "العصر"), found[1] + 1
    return None


def _prayer(line: Line, index: int, pre: str) -> tuple[Part, int] | None:
    start = index + (line.norm(index) in _BESIDE_PRAYER)
    if start == index or line.norm(start) not in ("صلاه", "اذان", "صلاتي"):
        return None
    found = line.find(start + 1, words().prayers)
    return (Part(found[0], True), found[1]) if found else None


def _vague_hour(line: Line, index: int, pre: str) -> tuple[Part, int] | None:
    """'at a late hour of', 'early on', 'in the first hours of', with or without a part of the day."""
    found = line.find(index, _VAGUE, pre)
    if found is None:
        return None
    after = found[1]
    kinds = {"night": "late_hour", "early": "early_hour", "": "plain_hour"}
    if found[0] == 0:
        name = next((name for name, group in kinds.items() if line.within(after, group)), None)
        if name is None:
            return None
        after += 1
    elif found[0] == 1 and line.norm(after) in ("الاولي", "المبكره", "المتاخره", "الاخيره"):
        name = "night" if line.norm(after) in ("المتاخره", "الاخيره") else "dawn"
        after += 1
    elif found[0] == 2:
        name = "dawn"
    else:
        return None
    linked = line.norm(after) in ("من", "ل")
    inner = _midnight(line, after + linked, "") or _plain(line, after + linked, "ل")
    if inner:
        return inner
    return (Part(name, False), after + linked) if linked or found[0] != 1 else None


def clock(line: Line, index: int, pre: str) -> tuple[Clock, int] | None:
    """A clock time after 'the hour', or figures with minutes before a part of the day or a time zone."""
    norm = line.norm(index)
    if not (norm[:1].isdigit() or norm.startswith("ال") or line.begins(index, _HOUR_WORDS)):
        return None
    said = line.find(index, _HOUR, pre)
    start = said[1] if said else index
    for _ in range(2):
        start += said is not None and (line.within(start, "around") or line.norm(start) == "ال")
    wrapped = said is not None and line.norm(start) == "("
    figures = _figures(line, start + wrapped)
    if figures:
        after = figures[1] + (wrapped and line.norm(figures[1]) == ")")
        if said or (figures[0].minute is not None and _hour_follows(line, after)):
            return figures[0], after
        return None
    if said is None:
        return _bare_ordinal(line, index)
    hour = line.find_bare(start, words().ordinals) or line.find_bare(start, words().cardinals)
    if hour is None or hour[0] > 12:
        return None
    minute, after = _minutes(line, hour[1])
    value, minute = (hour[0] - 1, 60 + minute) if minute is not None and minute < 0 else (hour[0], minute)
    return Clock(value % 24, minute, False), after


def _bare_ordinal(line: Line, index: int) -> tuple[Clock, int] | None:
    """'at nine in the morning' without 'the hour': an ordinal with a part of the day after it."""
    if not line.norm(index).startswith("ال") or not line.within(index - 1, "around"):
        return None
    hour = line.find_bare(index, words().ordinals)
    if hour is None or hour[0] > 12:
        return None
    minute, after = _minutes(line, hour[1])
    if minute is not None and minute < 0:
        return None
    return (Clock(hour[0], minute, False), after) if _hour_follows(line, after) else None


def _figures(line: Line, index: int) -> tuple[Clock, int] | None:
    if not line.norm(index)[:1].isdigit():
        return None
    whole = _ONE_TOKEN.fullmatch(line.norm(index))
    if whole:
        return _clock(int(whole[1]), int(whole[2]), len(whole[1])), index + 1
    norm, hour = line.norm(index), line.number(index, 0, 24)
    if hour is None:
        return None
    minute = line.number(index + 2, 0, 59) if line.norm(index + 1) in (":", ".") else None
    if minute is not None and len(line.norm(index + 2)) == 2:
        after = index + 3
        if line.norm(after) == ":" and line.number(after + 1, 0, 59) is not None:
            after += 2
        return _clock(hour, minute, len(line.norm(index))), after
    minute, after = _minutes(line, index + 1)
    if minute is not None and minute < 0:
        return Clock((hour - 1) % 24, 60 + minute, hour > 12), after
    return Clock(hour % 24, minute, hour > 12 or (minute is not None and norm.startswith("0"))), after


def _clock(hour: int, minute: int, width: int) -> Clock:
    minute = min(minute, 59)
    return Clock(hour % 24, minute, hour > 12 or hour == 0 or (width == 2 and hour < 10))


def _minutes(line: Line, index: int) -> tuple[int | None, int]:
    """'and a half', 'and ten minutes', 'less a quarter'; negative where it is to be taken off."""
    if line.norm(index) == "الا":
        less = line.find(index + 1, words().fractions)
        return (-less[0], less[1]) if less else (None, index)
    step = index + (line.norm(index) == "و")
    if not line.joined(index):
        return None, index
    fraction = line.find(step, words().fractions, "و")
    if fraction:
        return fraction[0], fraction[1]
    figure = line.number(step, 1, 59)
    count = (figure, step + 1) if figure is not None else line.find_bare(step, words().cardinals)
    if count and line.joined(count[1]):
        ten = line.find_bare(count[1], words().cardinals)
        count = (count[0] + ten[0], ten[1]) if ten else count
    if count and count[0] < 60 and line.norm(count[1]) in ("دقيقه", "دقائق", "دقاءق"):
        return count[0], count[1] + 1
    return None, index


def _hour_follows(line: Line, index: int) -> bool:
    """Whether a part of the day or a time zone follows, so that figures are a clock time."""
    step = index + (line.norm(index) in ("من", "في"))
    return part(line, step, "") is not None or zone(line, index) > index


def zone(line: Line, index: int) -> int:
    """The index after a time zone ('Damascus time', '(19:00 GMT)'), or `index` where there is none."""
    start = index + (line.norm(index) in ("،", "-", "("))
    opened = line.norm(index) == "("
    if opened:
        figures = _figures(line, start)
        start = figures[1] if figures else start
    if line.within(start, "zone_short"):
        after = start + 1
    elif line.within(start, "zones"):
        after = _zone_name(line, start + 1)
    else:
        return index
    return after + (opened and line.norm(after) == ")")


def _zone_name(line: Line, index: int) -> int:
    index += line.norm(index) in ("شرق", "غرب", "شمال")
    return min(index + 1 + (line.norm(index) in ("الولايات", "مكه")), line.size)


def on_day(clock: Clock, name: str) -> tuple[int, int | None] | None:
    """Hours after midnight for a clock time in a part of the day; None where its half of the day is open."""
    hour, minute = clock.hour, clock.minute
    if clock.exact:
        late = name in ("night", "evening") and hour < 6
        return hour + 24 * late, minute
    if name in ("dawn", "morning", "early", "before_noon"):
        return (0 if hour == 12 and name in ("dawn", "early") else hour), minute
    if name == "evening":
        return (24 if hour == 12 else hour + 12), minute
    if name == "night":
        return (24 if hour == 12 else hour + 24 if hour < 5 else hour + 12), minute
    if name in ("noon", "afternoon", "late_afternoon", "daylight"):
        return (hour + 12 if hour < 9 else hour), minute
    return None
