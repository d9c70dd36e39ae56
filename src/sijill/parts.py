"""The parts of a tally: counts that add up to it, and the place that each is for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .arguments import Clause
from .measures import Piece
from .places import PlaceMention
from .records import Tally, TallyPart


def code(place: PlaceMention) -> str:
    """A country by its code, another place by its id."""
    short = place.ids[0].removeprefix("place.")
    return short.upper() if len(short) == 2 else place.ids[0]


def adding_up(measure: str, total: int | None, after: Sequence[Piece]) -> list[Piece]:
    """The first two to six later counts of a measure (or with their noun left out) that make the whole."""
    able = [p for p in after if alike(p.measure, measure)]
    for begin in range(min(3, len(able))):
        for size in range(2, 7):
            group = able[begin : begin + size]
            if total and len(group) == size and sum(p.count.min or 0 for p in group) == total:
                return group
    return []


def alike(part: str, whole: str) -> bool:
    """Whether a part can be of a whole: the same measure, its noun left out, or attacks of one kind."""
    kinds = ("airstrikes", "explosions")
    return (
        part in ("", whole)
        or (part == "attacks" and whole in kinds)
        or (whole == "attacks" and part in kinds)
    )


def place_of(clause: Clause, piece: Piece, places: Sequence[PlaceMention]) -> str | None:
    """The place a part is for: the first after it before the next number, else the last before it."""
    following = [n.first for n in clause.seen.numbers if n.first >= piece.last]
    limit = min(following, default=len(clause.seen.tokens))
    preceding = [n.last for n in clause.seen.numbers if n.last <= piece.first]
    floor = max(preceding, default=0)
    known = [p for p in places if p.ids]
    after = next((p for p in known if piece.last <= p.first < limit), None)
    before = next((p for p in reversed(known) if floor <= p.first < piece.first), None)
    found = after or before
    return code(found) if found is not None else None


def part(clause: Clause, piece: Piece, places: Sequence[PlaceMention]) -> TallyPart:
    """A count as a part, with the place that it is for."""
    return TallyPart(
        count=piece.count,
        place=place_of(clause, piece, places),
        text=clause.source[piece.start : piece.end],
        start=piece.start,
        end=piece.end,
    )


def with_parts(tally: Tally, parts: tuple[TallyPart, ...]) -> Tally:
    """The tally with its parts; `adds_up` is left open where they are one group among the whole."""
    total = sum(p.count.min or 0 for p in parts)
    adds: bool | None = None
    if parts and total == tally.count.min:
        adds = True
    elif (
        parts
        and tally.count.min is not None
        and (total > tally.count.min or (len(parts) > 1 and parts[0].place))
    ):
        adds = False
    return msgspec.structs.replace(tally, parts=parts, adds_up=adds)
