"""Who says it goes before what is said: '..., the army said' is laid out as 'the army said that ...'."""

from __future__ import annotations

from .groups import phrase_end
from .line import THAT, Line

_SAYING = ("verb", "from")
_OPENERS = frozenset("\"“”‘’':")
_SHORT = 14
_THEMSELVES = frozenset({"it", "they", "he", "she", "we"})


def move(line: Line) -> None:
    """Bring words of saying that trail or stand between two commas to the front, and open what is said."""
    _own_acts(line)
    for at in range(len(line)):
        if line.entry("reporting", at, "way") not in _SAYING or line.tag(at) != "V":
            continue
        first = _trailing(line, at)
        if first is not None:
            _forward(line, first, at)
        else:
            _open(line, at)


def _own_acts(line: Line) -> None:
    """'Said that it had struck': the pronoun goes onto 'that', for it stands for who says so."""
    for at in range(len(line) - 1):
        if line.norm(at) == THAT and line.tag(at) == "S" and line.norm(at + 1) in _THEMSELVES:
            line.change(at, suffix="it")
            line.drop([at + 1])


def _trailing(line: Line, verb: int) -> int | None:
    """Where a clause of saying begins that stands behind words that are said; None for none."""
    first = verb - 1
    while first > 0 and line.tag(first) != "." and line.tag(first) not in "VSR":
        first -= 1
    if first <= 0 or line.norm(first) not in {",", "”", '"', "’", "—", "-", "–"}:
        return None
    if line.tag(first - 1) == "." and line.norm(first - 1) == ",":
        first -= 0
    subject = first + 1
    if subject == verb:  # ', said X'
        inverted = phrase_end(line, verb + 1) > verb + 1 and not _that(line, verb)
        return subject if inverted and _told(line, first) else None
    if line.norm(subject) in ("and", "but", "who", "which"):
        return None
    if line.norm(first) == "," and _that(line, verb):
        return None
    return subject if _told(line, first) else None


def _told(line: Line, before: int) -> bool:
    """Whether something is said before a place: a verb or an event."""
    return any(
        line.tag(n) == "V" or line.at("events", n) is not None or line.at("harm", n) is not None
        for n in range(before)
    )


def _that(line: Line, verb: int) -> bool:
    """Whether what is said follows the verb: 'that', a colon or a quotation."""
    for at in range(verb + 1, min(len(line), verb + _SHORT)):
        if line.norm(at) == "that" and line.tag(at) == "S":
            return True
        if line.norm(at) in ("“", '"', ":"):
            return True
        if line.tag(at) in "V" or line.norm(at) in (",", ".", ";"):
            return False
    return False


def _forward(line: Line, first: int, verb: int) -> None:
    """Move the clause of saying to the front of its sentence, 'that' behind it."""
    last = verb + 1
    while last < len(line) and line.norm(last) not in (",", ".", ";", "!", "?"):
        last += 1
    if last < len(line) and line.norm(last) == "," and line.norm(last - 1).isdigit():
        last += 1
        while last < len(line) and line.norm(last) not in (",", ".", ";"):
            last += 1
    clause = [n for n in line.order if first <= n < last]
    rest = [n for n in line.order if not first <= n < last]
    marks = {first - 1}
    if line.norm(last) == ",":
        marks.add(last)
    line.drop(n for n in marks if line.norm(n) == ",")
    if any(line.norm(n) == "and" for n in clause if n < verb):
        clause = [*(n for n in clause if n == verb), *(n for n in clause if n != verb)]  # 'X and Y said'
    line.order = [*clause, *rest]
    opening = next((n for n in rest if n not in line.dropped and line.tag(n) != "."), None)
    if opening is not None:
        line.subordinate(opening)


def _open(line: Line, verb: int) -> None:
    """Put 'that' before a clause that follows a verb of saying with no word between."""
    last = line.at("reporting", verb)
    at = last.last if last is not None else verb + 1
    if _that(line, verb):
        return
    while at < len(line) and (at in line.timed or line.tag(at) in "PA"):
        here = line.unit_end(at)
        if line.tag(at) == "P":
            here = max(here, phrase_end(line, here))
        at = here
    end = phrase_end(line, at)
    if end == at and line.norm(at) not in ("it", "he", "she", "they", "we", "there"):
        return
    here = max(end, at + 1)
    while here < len(line) and line.tag(here) not in "V.SR":
        here += 1
    if line.tag(here) == "V":
        inside = [n for n in line.order if at <= n < max(end, at + 1) and n not in line.dropped]
        if line.norm(at) in _THEMSELVES and end == at:
            line.subordinate(at, "it")
            line.drop([at])
        else:
            line.subordinate(inside[0] if inside else at)
