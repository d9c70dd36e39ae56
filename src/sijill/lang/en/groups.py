"""Noun phrases from their heads on: 'two Israeli air strikes' is laid out as 'two strikes air Israeli'.

A genitive goes behind what it belongs to ('the army's base', 'the killing of five men'), so 'of' and the
possessive need no word. Names keep their order, and an office stands before its holder's name.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from . import closed
from .line import Line
from .numbers import Quantity

NOMINAL = frozenset("NJX#")
QUOTES = frozenset("\"'“”‘’`")
LISTS = (
    "actors",
    "places",
    "sources",
    "weapons",
    "facilities",
    "events",
    "people",
    "harm",
    "demonyms",
    "placewords",
)
HARMED = "people"
_KEPT = frozenset({"any", "some", "no", "all", "another", "each", "every", "such", "other"})
_TELLING = frozenset({"on", "against", "in", "at", "near", "that", "which", "by", "of", "between", "with"})
_POINTING = frozenset({"this", "that", "these", "those"})


class Unit:
    """Tokens that stay together, with what they are."""

    __slots__ = ("first", "last", "line")

    def __init__(self, line: Line, first: int, last: int) -> None:
        self.line, self.first, self.last = line, first, last

    def kind(self, kind: str) -> bool:
        """Whether a list of some kind knows these words whole."""
        match = self.line.at(kind, self.first)
        return match is not None and match.first == self.first and match.last == self.last

    @property
    def name(self) -> bool:
        """Whether the words are a name that no list knows as a noun."""
        known = any(self.kind(k) for k in LISTS if k not in ("places", "actors"))
        return not known and self.line.tag(self.last - 1) == "X"

    @property
    def proper(self) -> bool:
        """Whether the words are a name, known or not."""
        if self.kind("actors"):
            return not getattr(self.line.at("actors", self.first).entry, "generic", False)  # type: ignore[union-attr]
        return self.name or self.kind("places")

    @property
    def adjective(self) -> bool:
        """Whether the words qualify: an adjective, one of a country, one of means."""
        return self.line.tag(self.last - 1) == "J" or self.kind("demonyms")

    @property
    def direction(self) -> bool:
        """Whether the word says on which side of a place something lies."""
        return self.line.entry("placewords", self.first, "way") == "relation"


def arrange(line: Line) -> None:
    """Lay every noun phrase of a sentence out from its head."""
    at = 0
    order: list[int] = []
    while at < len(line):
        end = phrase_end(line, at)
        if end > at:
            order.extend(_phrase(line, at, end))
            at = end
        elif _links(line, at):
            line.drop([at])
            order.append(at)
            at += 1
        else:
            last = line.unit_end(at)
            order.extend(range(at, last))
            at = last
    line.order = order


def phrase_end(line: Line, at: int) -> int:
    """Where the noun phrase that begins at a place ends; `at` where none does."""
    here, begun = at, False
    while here < len(line):
        if here in line.timed or here in line.alone:
            break
        tag, norm = line.tag(here), line.norm(here)
        if tag == "D":
            if begun or norm in closed.PRONOUNS or norm not in closed.DETERMINERS | closed.OWNERS:
                break
            here += 1
            continue
        if norm == "'s":
            if not begun or phrase_end(line, here + 1) == here + 1:
                break
            here, begun = here + 1, False
            continue
        if tag == "." and norm in QUOTES and begun is False and here > at:
            here += 1
            continue
        if not _nominal(line, here) or (begun and _opens_anew(line, here)):
            break
        here, begun = line.unit_end(here), True
    while here > at and (line.tag(here - 1) == "." or line.norm(here - 1) == "'s"):
        here -= 1
    return here if begun or any(line.tag(n) in NOMINAL for n in range(at, here)) else at


def _nominal(line: Line, at: int) -> bool:
    """Whether a unit that can stand in a noun phrase begins at a place."""
    if at in line.counted:
        return True
    tag = line.tag(at)
    if tag == "V" or tag == ".":
        return False
    if any(
        (m := line.at(k, at)) and m.first == at and m.last > at + 1
        for k in ("actors", "sources", "places", "facilities")
    ):
        return True
    cue = line.cue(at)
    if cue.startswith("prep.") or cue in (
        "negation",
        "meanwhile",
        "background",
        "result",
        "among",
        "hypothetical",
    ):
        return False
    reporting = line.at("reporting", at)
    if reporting is not None and reporting.first == at and reporting.last > at + 1:
        return False
    return tag in NOMINAL


def _opens_anew(line: Line, at: int) -> bool:
    """Whether a number behind a noun begins another phrase: 'on Monday five men'."""
    number = line.counted.get(at)
    return number is not None and line.tag(number.last) in "NJX" and number.kind != "ordinal"


def _links(line: Line, at: int) -> bool:
    """Whether 'of' stands between two phrases, the second telling whose or of whom the first is."""
    if line.norm(at) != "of" or line.tag(at - 1) not in NOMINAL | {"V"} or at == 0:
        return False
    match = line.at("cues", at)
    if match is not None and match.last > match.first + 1:
        return False
    return phrase_end(line, at + 1) > at + 1 or line.norm(at + 1) in ("them", "whom", "which")


def _phrase(line: Line, first: int, last: int) -> list[int]:
    """The tokens of a noun phrase in their new order: the last owner's thing first."""
    cuts = [n for n in range(first, last) if line.norm(n) == "'s" and not _inside(line, n)]
    line.drop(cuts)
    bounds = [first, *(n + 1 for n in cuts)]
    ends = [*cuts, last]
    made: list[int] = []
    owned = bool(cuts) or line.norm(last) == "of"
    for number, (begin, end) in enumerate(zip(reversed(bounds), reversed(ends), strict=True)):
        construct = number < len(cuts) or (number == 0 and owned)
        made.extend(_segment(line, begin, end, construct))
    return [*made, *(n for n in range(first, last) if n not in made)]


def _inside(line: Line, at: int) -> bool:
    """Whether a possessive stands inside a name of a list."""
    return any(m.first < at < m.last - 1 for m in line.cover.get(at, {}).values() if m.kind in LISTS)


def _segment(line: Line, first: int, last: int, construct: bool) -> list[int]:
    """One phrase without owners, laid out from its head, its article where the core looks for one."""
    definite, front, at, owner = _opening(line, first, last)
    units = _units(line, at, last)
    if not units:
        return list(range(first, last))
    number = units.pop(0) if units[0].first in line.counted and len(units) > 1 else None
    head, before, after = _headed(line, units)
    if line.norm(last) == "of" and line.entry("placewords", head[0].first, "way") == "cue":
        line.drop(n for unit in before for n in range(unit.first, unit.last))
        before = []  # 'the northern city | of X': the name goes right behind its kind
    definite = definite or any(line.tokens[n].article for n in range(first, last))
    laid = [*head, *after, *reversed(before)]
    if owner:
        line.own(head[0].first, owner)
    _articles(line, laid, definite, construct or any(not u.adjective for u in (*before,)))
    if number is not None:
        for count in line.numbers:
            if count.first == number.first:
                _count(line, count, head[0].first)
    if number is not None and line.tag(number.first) == "D":
        line.tags[number.first] = "#"
    made = [*front]
    for unit in [*([number] if number else []), *laid]:
        made.extend(range(unit.first, unit.last))
    return made


def _count(line: Line, count: Quantity, head: int) -> None:
    """Tell a number what it counts."""
    line.numbers = [msgspec.structs.replace(n, head=head) if n is count else n for n in line.numbers]


def _opening(line: Line, first: int, last: int) -> tuple[bool, list[int], int, str]:
    """What stands before the nouns: articles and owners go into the noun, words that point or count stay."""
    definite, front, at, owner = False, [], first, ""
    while at < last and line.tag(at) == "D" and line.unit_end(at) == at + 1 and at not in line.counted:
        norm = line.norm(at)
        if norm in _POINTING:
            definite = True
            front.append(at)
        elif norm in _KEPT:
            front.append(at)
        else:
            line.drop([at])
            if norm in closed.OWNERS:
                owner = norm
        at += 1
    return definite, front, at, owner


def _units(line: Line, at: int, last: int) -> list[Unit]:
    """The units of a phrase; names that no list knows and stand together are one."""
    units: list[Unit] = []
    while at < last:
        if line.tag(at) == "." and line.norm(at) in QUOTES:
            line.drop([at])
            at += 1
            continue
        unit = Unit(line, at, min(line.unit_end(at), last))
        at = unit.last
        if (
            units
            and unit.name
            and units[-1].name
            and not unit.kind("places")
            and not units[-1].kind("places")
        ):
            unit.first = units.pop().first
        elif units and units[-1].direction and (unit.kind("places") or unit.kind("placewords")):
            unit.first = units.pop().first  # 'southern | Lebanon'
        units.append(unit)
    return units


def _headed(line: Line, units: Sequence[Unit]) -> tuple[list[Unit], list[Unit], list[Unit]]:
    """The head, what stands before it, and what stays behind it (the name of an office's holder)."""
    at = len(units) - 1
    while at > 0 and units[at].proper and _titled(units[at - 1]):
        at -= 1
    if (
        at == len(units) - 1
        and at > 0
        and units[at].name
        and not units[at - 1].proper
        and not units[at - 1].adjective
    ):
        at -= 1  # 'the minister | X': a noun and the name of whom it is told
    head = [units[at]]
    before = list(units[:at])
    if before and _harmed(line, before[-1]) and units[at].kind("people"):
        head = [before.pop(), units[at]]
    return head, before, list(units[at + 1 :])


def _titled(unit: Unit) -> bool:
    """Whether a noun is an office or kind of group that a name may follow."""
    line = unit.line
    if unit.kind("actors") and getattr(line.at("actors", unit.first).entry, "generic", False):  # type: ignore[union-attr]
        return True
    if unit.proper or unit.adjective or unit.kind("weapons") or unit.kind("events"):
        return False
    return unit.kind("people") or unit.kind("sources") or unit.kind("placewords")


def _harmed(line: Line, unit: Unit) -> bool:
    match = line.at("harm", unit.first)
    return match is not None and any(getattr(f.entry, "way", "") == HARMED for f in match.forms)


def laid_end(laid: Sequence[Unit]) -> int:
    """The token behind a phrase."""
    return max(unit.last for unit in laid)


def _articles(line: Line, laid: Sequence[Unit], definite: bool, construct: bool) -> None:
    """The article on the head and its adjectives, or, where it has a genitive, on that alone."""
    for unit in laid:
        for at in range(unit.first, unit.last):
            if line.tokens[at].article:
                line.change(at, article=False)
    if not definite or (laid[0].kind("events") and line.norm(laid_end(laid)) in _TELLING):
        return
    if not construct:
        line.change(laid[0].first, article=True)
        for unit in laid[1:]:
            if unit.adjective:
                line.change(unit.first, article=True)
    elif len(laid) > 1 and not laid[-1].proper:
        line.change(laid[-1].first, article=True)
