"""The parts of a tally: counts that add up to it, and the place that each is for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .arguments import Clause
from .lexicon import CueEntry
from .measures import Piece, joined, parted
from .places import PlaceMention
from .records import Tally, TallyPart

AMONG = frozenset({"among", "tally.among", "tally.part"})
COLONS = frozenset(":：")
AFTER = 2


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


def place_of(
    clause: Clause, piece: Piece, places: Sequence[PlaceMention], where: str = "around"
) -> str | None:
    """The place a part is for: the first after it before the next number, else the last before it."""
    following = [n.first for n in clause.seen.numbers if n.first >= piece.last]
    limit = min(following, default=len(clause.seen.tokens))
    known = [p for p in places if p.ids]
    found = next((p for p in known if piece.last <= p.first < limit), None)
    if found is None and where == "around":
        preceding = [n.last for n in clause.seen.numbers if n.last <= piece.first]
        floor = max(preceding, default=0)
        found = next((p for p in reversed(known) if floor <= p.first < piece.first), None)
    return code(found) if found is not None else None


def part(clause: Clause, piece: Piece, places: Sequence[PlaceMention], where: str = "around") -> TallyPart:
    """A count as a part, with the place that it is for; where `after`, only one that follows it."""
    return TallyPart(
        count=piece.count,
        place=place_of(clause, piece, places, where),
        text=clause.source[piece.start : piece.end],
        start=piece.start,
        end=piece.end,
    )


def listed(
    clause: Clause, whole: Piece, others: Sequence[Piece], places: Sequence[PlaceMention]
) -> list[Piece]:
    """Counts said to be among a whole, each with its place ('of them 14 in …, 9 in …'), adding up or not."""
    out: list[Piece] = []
    for piece in sorted((p for p in others if p.first >= whole.last), key=lambda p: p.first):
        if not alike(piece.measure, whole.measure) or (piece.count.min or 0) > (whole.count.min or 0):
            break
        if place_of(clause, piece, places, where="after") is None:
            break
        since = out[-1].last if out else whole.last
        if not (_goes_on(clause, since, piece) if out else _marked(clause, whole, piece)):
            break
        out.append(piece)
    return out if len(out) > 1 else []


def _marked(clause: Clause, whole: Piece, piece: Piece) -> bool:
    """Whether 'of them', 'spread over' or a colon stands between a whole and its first part, and no verb."""
    between = range(whole.last, piece.first)
    words = [*clause.seen.kinds.get("cues", ()), *clause.seen.kinds.get("counting", ())]
    words = [m for m in words if whole.last <= m.first and m.last <= piece.last + AFTER]
    marks = [m for m in words if isinstance(m.entry, CueEntry) and m.entry.cue in AMONG]
    inside = {i for m in marks for i in range(m.first, m.last)}
    if any(clause.seen.pos[i] == "V" for i in between if i not in inside):
        return False
    return bool(marks) or clause.seen.tokens[piece.first - 1].norm in COLONS


def _goes_on(clause: Clause, since: int, piece: Piece) -> bool:
    """Whether a part is coordinated to the one before it, with no verb between."""
    verbs = any(clause.seen.pos[i] == "V" for i in range(since, piece.first))
    return not verbs and (joined(clause, piece.first) or parted(clause, since, piece.first))


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
