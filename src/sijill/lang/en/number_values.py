"""Cardinal numbers of English in digits and words, read to a value."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from .number_words import words
from .written import Line

_WHOLE = re.compile(r"\d{1,15}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,3})?")
_DECIMAL = re.compile(r"\d{1,12}\.\d{1,6}")
_HYPHENS = ("-", "‐", "‑")


class Numeral(NamedTuple):
    """A number at pieces [first, last): value, whether in digits, and the last scale word's."""

    first: int
    last: int
    value: Fraction
    digits: bool
    scale: int = 1


def numeral(line: Line, index: int) -> Numeral | None:
    """The longest number that begins at a piece: '1,500', '2.5 million', 'a hundred', 'two dozen'."""
    found = _in_digits(line, index) or _in_words(line, index) or _with_article(line, index)
    if found is None:
        return None
    return _half_of_scale(line, _dozens(line, found))


def _in_digits(line: Line, index: int) -> Numeral | None:
    if line.kind(index) != "figure":
        return None
    text = line.text(index)
    if not text.isascii() or not any(form.fullmatch(text) for form in (_WHOLE, _GROUPED, _DECIMAL)):
        return None
    if len(text) > 1 and text[0] == "0" and "." not in text:
        return None
    value, last = Fraction(text.replace(",", "")), index + 1
    while line.text(last) == "000" and len(text) < 4 and last < index + 4:
        value, last = value * 1000, last + 1
    scale = _scale(line, last)
    short = words().short_scales.get(line.low(index + 1), 0) if scale is None and line.tight(index) else 0
    if short and not (line.low(index + 1) == "m" and value > 20):  # '30m' is a length
        return Numeral(index, index + 2, value * short, True, short)
    if scale is None:
        return Numeral(index, last, value, True)
    return Numeral(index, scale[1], value * scale[0], True, scale[0])


def _scale(line: Line, index: int) -> tuple[int, int] | None:
    """The value of the scale words at a piece ('thousand million'), a hyphen before them or none."""
    index += line.low(index) in _HYPHENS and line.low(index + 1) in words().scales
    value = words().scales.get(line.low(index))
    return None if value is None else (value, index + 1)


def _in_words(line: Line, index: int) -> Numeral | None:
    """A number in words, term by term while the scale falls: 'two million three hundred and five'."""
    total, at, least, last_scale = Fraction(0), index, 10**15, 1
    while (term := _below_thousand(line, at)) is not None:
        scaled = _scale(line, term[1])
        scale, after = scaled if scaled else (1, term[1])
        if scale >= least:
            break
        total, at, least, last_scale = total + term[0] * scale, after, scale, scale
        if scale == 1:
            break
        following = at + (line.low(at) in ("and", ",") and _below_thousand(line, at + 1) is not None)
        if following > at and line.low(at) == "," and _scale(line, _end(line, following)) is None:
            break
        if _below_thousand(line, following) is None:
            break
        at = following
    if at == index:
        return None
    return Numeral(index, at, total, False, last_scale)


def _end(line: Line, index: int) -> int:
    found = _below_thousand(line, index)
    return found[1] if found else index


def _below_thousand(line: Line, index: int) -> tuple[int, int] | None:
    small = _below_hundred(line, index)
    if small is None or line.low(small[1]) != "hundred":
        return small
    value, after = small[0] * 100, small[1] + 1
    rest = _below_hundred(line, after + (line.low(after) == "and"))
    return (value + rest[0], rest[1]) if rest else (value, after)


def _below_hundred(line: Line, index: int) -> tuple[int, int] | None:
    table, low = words(), line.low(index)
    if low in table.teens:
        return table.teens[low], index + 1
    if low in table.units:
        return table.units[low], index + 1
    if low not in table.tens:
        return None
    step = index + 1 + (line.low(index + 1) in _HYPHENS)
    unit = table.units.get(line.low(step))
    return (table.tens[low] + unit, step + 1) if unit else (table.tens[low], index + 1)


def _with_article(line: Line, index: int) -> Numeral | None:
    """'a hundred', 'a thousand', 'a million', 'a dozen', 'half a million', 'half a dozen'."""
    half = line.low(index) == "half"
    start = index + half + (line.low(index + half) in _HYPHENS)
    if line.low(start) not in ("a", "an") and not half:
        return None
    at = start + (line.low(start) in ("a", "an"))
    if half and line.low(start) == "of":
        return None
    unit = {"hundred": 100, "dozen": 12, "score": 20, **words().scales}.get(line.low(at))
    if unit is None:
        return None
    rest = None
    if unit == 100 and not half:
        rest = _below_hundred(line, at + 1 + (line.low(at + 1) == "and"))
        scaled = _scale(line, rest[1] if rest else at + 1)
        if scaled and not rest:
            return Numeral(index, scaled[1], Fraction(100 * scaled[0]), False, scaled[0])
    if rest:
        return Numeral(index, rest[1], Fraction(unit + rest[0]), False)
    return Numeral(index, at + 1, Fraction(unit, 2 if half else 1), False, unit if unit >= 1000 else 1)


def _dozens(line: Line, found: Numeral) -> Numeral:
    """'two dozen', '10 dozen'."""
    times = {"dozen": 12, "score": 20}.get(line.low(found.last))
    if times is None or found.value > 99:
        return found
    return found._replace(last=found.last + 1, value=found.value * times)


def _half_of_scale(line: Line, found: Numeral) -> Numeral:
    """'a million and a half', 'one and a half million', 'two and a half hours' (2.5)."""
    if not line.follows(found.last, ("and", "a", "half")):
        return found
    after = found.last + 3
    if found.scale > 1:
        return found._replace(last=after, value=found.value + Fraction(found.scale, 2))
    scale = _scale(line, after)
    value = found.value + Fraction(1, 2)
    if scale:
        return found._replace(last=scale[1], value=value * scale[0], scale=scale[0])
    return found._replace(last=after, value=value)
