"""What stands around an English number: its noun, and the names, years and hours that it may be."""

from __future__ import annotations

from .number_values import Numeral
from .number_words import is_plural, words
from .written import Line

_REACH = 8
_HYPHENS = ("-", "‐", "‑")
_DAY_ENDINGS = ("th", "st", "nd", "rd")
_DETERMINERS = ("the", "its", "their", "his", "these", "those", "our")


def head_at(line: Line, index: int) -> int | None:
    """The piece of the noun that a number ending before `index` counts; None where none follows."""
    groups = words().groups
    while line.low(index) in groups["skip_before_head"]:
        index += 1
    index += line.low(index - 1) == "of" and line.low(index) in _DETERMINERS
    first = None
    for at in range(index, min(index + _REACH, line.size)):
        low = line.low(at)
        if (low in _HYPHENS and line.tight(at) and at > index) or _in_code(line, at):
            continue
        if line.kind(at) != "word" or low in groups["stops"]:
            break
        if is_plural(low):
            return _last_plural(line, at)
        first = at if first is None or line.low(at) in groups["persons"] else first
        if low in groups["persons"]:
            return at
    if first is None or line.low(first).endswith(("ly", "ed", "ing")):
        return None
    return first


def _in_code(line: Line, at: int) -> bool:
    """Whether a piece is of a type's name with a figure ('F-16 jets')."""
    if line.kind(at) == "figure":
        return line.low(at - 1) in _HYPHENS and line.tight(at - 1)
    return line.low(at + 1) in _HYPHENS and line.tight(at) and line.kind(at + 2) == "figure"


def _last_plural(line: Line, at: int) -> int:
    """In 'two armed forces bases' the last plural is counted; dead and wounded stand behind what they are."""
    following = line.low(at + 1)
    if line.low(at) in ("armed", "special", "security", "forces") and is_plural(following):
        return at + 1
    return at


def measured_in_time(line: Line, index: int) -> bool:
    """Whether a unit of time follows a number."""
    return line.low(index) in words().groups["time_units"]


def is_label(line: Line, number: Numeral) -> bool:
    """Whether a number names or measures off something: 'Resolution 1701', 'F-16', '155mm', '12-year-old'."""
    before, first, last = line.low(number.first - 1), number.first, number.last
    if before in words().groups["currency"] or (before == "#" and line.tight(first - 1)):
        return True
    if (
        line.tight(last - 1)
        and line.low(last) in _HYPHENS
        and line.tight(last)
        and line.kind(last + 1) == "word"
    ):
        return line.low(last + 1) not in ("plus", "odd", "some")
    if line.low(last) in words().groups["hyphened"] and _close(line, last) and (number.value != 1):
        return True
    if not number.digits:
        return before in ("division", "channel", "phase", "article") or _hyphened(line, first)
    if _hyphened(line, first) or (line.tight(first - 1) and line.kind(first - 1) == "word"):
        return True
    if (
        line.tight(last - 1)
        and line.kind(last) == "word"
        and line.low(last) not in ("km", "kg", "m", "percent")
    ):
        return line.low(last) not in words().short_scales
    if line.low(last) in ("/", ":", ".") and line.tight(last - 1) and line.kind(last + 1) == "figure":
        return True
    if before in ("/", ":", "-") and line.tight(first - 1) and line.kind(first - 2) == "figure":
        return True
    return _named(line, number) or _aged(line, number)


def _close(line: Line, index: int) -> bool:
    """Whether one character at most parts a piece from the one before: tokens do not keep a hyphen."""
    return line.pieces[index].start - line.pieces[index - 1].end <= 1


def _hyphened(line: Line, first: int) -> bool:
    """Whether a hyphen ties the number to a word before it ('F-16', 'Type-3')."""
    if line.low(first - 1) not in _HYPHENS or not line.tight(first - 1) or not line.tight(first - 2):
        return False
    return line.kind(first - 2) == "word" and line.low(first - 2) not in ("mid",)


def _named(line: Line, number: Numeral) -> bool:
    """Whether a label stands before digits, or digits close a name in capitals."""
    first = number.first
    step = first - 1 - (line.low(first - 1) in (".", "#"))
    label = line.low(step)
    if label not in words().groups["labels"]:
        return False
    if (
        step == first - 1
        and not line.capital(step)
        and label in ("force", "group", "unit", "site", "day", "camp")
    ):
        return head_at(line, number.last) is None
    following = line.low(number.last)
    return not (is_plural(following) and not line.capital(step))


def _aged(line: Line, number: Numeral) -> bool:
    """Whether a number between commas behind a name is an age ('Omar, 34, said'), or 'years old' follows."""
    last = number.last
    if line.low(last) in ("year", "years", "month", "months") and line.low(last + 1) in ("old", "-"):
        return True
    if line.low(number.first - 1) != "," or number.value > 110 or number.value.denominator != 1:
        return False
    return (
        line.capital(number.first - 2)
        and line.low(last) in (",", ".", ")", "")
        and line.kind(number.first - 2) == "word"
    )


def is_year(line: Line, number: Numeral) -> bool:
    """Whether four digits are a year: nothing is counted behind them, or a word leads a year before them."""
    text = line.text(number.first)
    if number.last != number.first + 1 or line.is_number(number.first, 1900, 2099) is None:
        return False
    before, following = line.low(number.first - 1), line.low(number.last)
    if before in words().groups["month_names"] or following in ("-", "–", "/"):
        return True
    if line.low(number.first - 1) == "," and line.is_number(number.first - 2, 1, 31) is not None:
        return True
    counted = is_plural(following) or (
        head_at(line, number.last) is not None and is_plural(line.low(number.last + 1))
    )
    if before in words().groups["year_before"]:
        return not is_plural(following) or before in (
            "since",
            "early",
            "late",
            "mid",
            "spring",
            "summer",
            "the",
            "year",
        )
    return not counted and len(text) == 4


def is_ordinal_name(line: Line, index: int, after: int) -> bool:
    """Whether an ordinal is of a name or a fixed phrase ('the 1st Division', 'first lady', 'at first')."""
    following = line.low(after + (line.low(after) in _HYPHENS))
    if following in words().groups["named_after_ordinal"] or line.low(index - 1) == "at":
        return True
    return line.low(after) in _HYPHENS and line.tight(after)


def named_time(line: Line) -> dict[int, int]:
    """Pieces at which a date or a clock time stands, each with the piece behind it."""
    taken: dict[int, int] = {}
    months, clocks = words().groups["month_names"], words().groups["clock_after"]
    for index, piece in enumerate(line.pieces):
        if piece.low in months and (
            line.capital(index) or piece.low not in ("may", "march", "mar", "jun", "jul")
        ):
            _around_month(line, index, taken)
        elif piece.kind == "figure" and _is_clock(line, index, clocks):
            taken[index] = index + 1
        elif (
            piece.low in clocks and line.capital(index + 1) is False and line.low(index - 1) in words().units
        ) and piece.low in ("am", "pm", "o'clock"):
            taken[index - 1] = index + 1
    return taken


def _is_clock(line: Line, index: int, clocks: frozenset[str]) -> bool:
    text = line.text(index)
    if ":" in text or (text.isdigit() and len(text) == 4 and text[0] == "0"):
        return True
    following = line.low(index + 1)
    if following not in clocks:
        return False
    if following in ("am", "pm", "o'clock"):
        return True
    return len(text) == 4 and text.isdigit()


def _around_month(line: Line, index: int, taken: dict[int, int]) -> None:
    """The day before or behind a month's name, and the year behind them."""
    after = line.after_dot(index + 1)
    behind = line.is_number(after, 1, 31)
    ending = after + 1 + (line.low(after + 1) in _DAY_ENDINGS and line.tight(after))
    ahead = index - 1 - (line.low(index - 1) == "of")
    ahead -= line.low(ahead) in _DAY_ENDINGS and line.tight(ahead - 1)
    if line.is_number(ahead, 1, 31) is not None:
        taken[ahead] = index
        for step in (2, 4):
            if line.low(ahead - step + 1) in ("-", "–", "and", "to", ",") and line.is_number(
                ahead - step, 1, 31
            ):
                taken[ahead - step] = ahead
    elif behind is not None:
        taken[after] = ending
        step = ending
        while line.low(step) in ("-", "–", "and", "to", ",") and line.is_number(step + 1, 1, 31) is not None:
            if head_at(line, step + 2) is not None and line.low(step) in ("and", ",", "to"):
                break
            taken[step + 1] = step + 2
            step += 2
