"""Counts over a window: how many attacks, dead or wounded since or during a time, and their parts.

A figure is a tally where the nearest time is a window, where an ordinal counts up to it, or where a sum has
no event of its own. The harm of one event told with its day, 'the toll of the blast rose' among it, is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from .arguments import Clause
from .attribution import Speech
from .counted import Piece, bare, parted, pieces, tally_cues
from .drafts import FAMILY, FORCE, Draft
from .harm import HarmMention
from .ordinals import ordinals
from .places import PlaceMention
from .records import Scope, Source, Tally, TallyPart, Window
from .windows import Told, distance, is_duration, windows

LARGE = 50
REACH_ORDINAL = 14
BREAKDOWN = 700
BULLETS = frozenset("-–—•*▪◾●·")


class Taken(msgspec.Struct, frozen=True):
    """A stretch of the document that tells of tallies: no report and no harm is read from it."""

    start: int
    end: int


class Tallier:
    """Reads the tallies of a document's sentences in order; what follows a tally may break it down."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.found: list[Tally] = []
        self.last_window: Told | None = None
        self.heading: Told | None = None
        self.listing = False

    def read(
        self,
        clause: Clause,
        places: Sequence[PlaceMention],
        speech: Sequence[Speech],
        figures: Sequence[HarmMention],
        drafts: Sequence[Draft],
    ) -> list[Taken]:
        """Read one sentence; return the stretches of it that are tallies or parts of one."""
        counted = pieces(clause, figures)
        told = windows(clause, self.published, self.last_window)
        if self._bullet(clause) and self.listing and self.found:
            return self._list_line(clause, counted, places)
        loose = bare(clause, counted)
        broken = self._break_down(clause, [*counted, *loose], places)
        counted = [p for p in counted if p not in broken]
        spans = [Taken(p.since, p.end) for p in broken]
        made = self._made(clause, counted, told, drafts, loose, places)
        for piece, window in made:
            own_parts = self._parts(clause, piece, [*counted, *loose], [p for p, _ in made], places)
            self.found.append(self._tally(clause, piece, window, own_parts, places, speech, drafts))
            if not piece.ordinal:
                spans.append(Taken(piece.since, piece.end))
                spans.extend(Taken(p.start, p.end) for p in own_parts)
        spans_told = [t for t in told if t.window]
        self.last_window = spans_told[-1] if spans_told else self.last_window
        ends = clause.source[clause.seen.tokens[-1].end - 1 :][:1] == ":"
        self.listing = ends and bool(made)
        self.heading = (
            spans_told[-1]
            if ends and spans_told and not made
            else self.heading
            if self._bullet(clause)
            else None
        )
        return spans + _regions(clause, [p for p, _ in made if not p.ordinal], told)

    def close(self) -> tuple[Tally, ...]:
        """All tallies of the document, each told once."""
        kept: list[Tally] = []
        for tally in self.found:
            at = next((n for n, old in enumerate(kept) if _retold(old, tally)), None)
            if at is None:
                kept.append(tally)
            elif kept[at].window.start is None and tally.window.start is not None:
                kept[at] = tally
        return tuple(kept)

    def _made(
        self,
        clause: Clause,
        counted: Sequence[Piece],
        told: Sequence[Told],
        drafts: Sequence[Draft],
        loose: Sequence[Piece],
        places: Sequence[PlaceMention],
    ) -> list[tuple[Piece, Told]]:
        """The counts of a sentence that are tallies, each with its window."""
        made: list[tuple[Piece, Told]] = []
        if tally_cues(clause, "tally.nature"):
            return made
        single = [d for d in drafts if _single(d, counted)]
        for piece in counted:
            window = self._window(clause, piece, told)
            if window is not None and self._fills(piece, window, single):
                made.append((piece, window))
            elif window is None and (
                _sum_alone(clause, piece, told, single) or _spread(clause, piece, loose, places)
            ):
                made.append((piece, _points(told)))
        if not any((p.count.min or 0) > 1 or p.summed for p, _ in made):
            made = []
        return made + self._ordered(clause, told)

    def _window(self, clause: Clause, piece: Piece, told: Sequence[Told]) -> Told | None:
        """The window that a count fills: the nearest time, if it is one; in a list, the heading's."""
        able = [t for t in told if not (t.only_after and piece.first < t.first)]
        nearest = min(able, key=lambda t: distance(clause, piece, t), default=None)
        if nearest is None:
            return self.heading if self._bullet(clause) else None
        return nearest if nearest.window else None

    def _fills(self, piece: Piece, window: Told, single: Sequence[Draft]) -> bool:
        if window.needs_sum or window.short:
            return piece.summed
        if piece.noun == "events":
            return (piece.count.min or 0) > 1
        return not single or piece.summed

    def _ordered(self, clause: Clause, told: Sequence[Told]) -> list[tuple[Piece, Told]]:
        """Ordinals that count up to now, with the window that they count in."""
        made: list[tuple[Piece, Told]] = []
        for piece in ordinals(clause):
            row = any(0 <= m.first - piece.last < 2 for m in tally_cues(clause, "tally.row"))
            near = next(
                (t for t in told if t.first >= piece.first and t.first - piece.last < REACH_ORDINAL), None
            )
            if row and piece.noun == "turn":
                made.append((piece, self._row(piece, told)))
            elif near is not None and (near.window or is_duration(clause, near)):
                made.append((piece, near if near.window else Told(near.first, near.last, None, None, True)))
            elif piece.noun == "wave":
                made.append((piece, Told(piece.first, piece.last, None, None, True)))
        return made

    def _row(self, piece: Piece, told: Sequence[Told]) -> Told:
        """'The seventh night in a row' reaches back six days from the day told, or from publication."""
        days = [t.end for t in told if not t.window and t.end]
        end = date.fromisoformat(days[0]) if days else self.published
        if end is None:
            return Told(piece.first, piece.last, None, None, True)
        start = end - timedelta(days=(piece.count.min or 1) - 1)
        return Told(piece.first, piece.last, start.isoformat(), end.isoformat(), True)

    def _bullet(self, clause: Clause) -> bool:
        return clause.seen.tokens[0].norm in BULLETS

    def _list_line(
        self, clause: Clause, counted: Sequence[Piece], places: Sequence[PlaceMention]
    ) -> list[Taken]:
        """A line of a list under a tally: its first number is a part; all of it is taken."""
        tally = self.found[-1]
        first = next(iter(sorted([*counted, *bare(clause, counted)], key=lambda p: p.first)), None)
        for index in range(len(self.found) - 1, -1, -1):
            if first is not None and _alike(first.measure, self.found[index].measure):
                tally = self.found[index]
                part = _part(clause, first, places)
                self.found[index] = _with_parts(tally, (*tally.parts, part))
                break
        tokens = clause.seen.tokens
        return [Taken(tokens[0].start, tokens[-1].end)]

    def _break_down(
        self, clause: Clause, after: Sequence[Piece], places: Sequence[PlaceMention]
    ) -> list[Piece]:
        """Let counts of this sentence be the parts of an earlier tally that they add up to."""
        after = sorted(after, key=lambda p: p.first)
        for index in range(len(self.found) - 1, -1, -1):
            tally = self.found[index]
            if tally.parts or not after or after[0].start - tally.end > BREAKDOWN:
                continue
            group = _adding_up(tally.measure, tally.count.min, after)
            if group:
                self.found[index] = _with_parts(tally, tuple(_part(clause, p, places) for p in group))
                return group
        return []

    def _parts(
        self,
        clause: Clause,
        piece: Piece,
        others: Sequence[Piece],
        made: Sequence[Piece],
        places: Sequence[PlaceMention],
    ) -> tuple[TallyPart, ...]:
        """The parts of a count in its sentence: figures among it, and numbers after it that add up."""
        if piece.parts:
            return tuple(_part(clause, p, ()) for p in piece.parts)
        after = sorted((p for p in others if p.first >= piece.last and p not in made), key=lambda p: p.first)
        group = _adding_up(piece.measure, piece.count.min, after)
        return tuple(_part(clause, p, places) for p in group)

    def _tally(
        self,
        clause: Clause,
        piece: Piece,
        window: Told,
        parts: tuple[TallyPart, ...],
        places: Sequence[PlaceMention],
        speech: Sequence[Speech],
        drafts: Sequence[Draft],
    ) -> Tally:
        sources = tuple(
            Source(
                kind=s.kind,
                stance=s.stance,
                actor=s.actor,
                distance=s.distance,
                text=s.text,
                start=s.start,
                end=s.end,
            )
            for s in speech
        )
        inside = [
            p for p in places if not any(t.start <= p.start for t in parts) and _beside(clause, piece, p)
        ]
        named = tuple(dict.fromkeys(_code(p) for p in inside if len(p.ids) == 1))
        own = [d for d in drafts if any(piece.since <= t.start < piece.end for t in d.triggers)]
        doers = [m.actor for d in own for m in d.of("attacker") if m.actor]
        tally = Tally(
            measure=piece.measure,
            count=piece.count,
            window=Window(start=window.start, end=window.end),
            scope=Scope(places=named, actor=doers[0] if doers else None),
            sources=sources,
            text=clause.source[piece.start : piece.end],
            start=piece.start,
            end=piece.end,
        )
        return _with_parts(tally, parts)


def _code(place: PlaceMention) -> str:
    """A country by its code, another place by its id."""
    code = place.ids[0].removeprefix("place.")
    return code.upper() if len(code) == 2 else place.ids[0]


def _beside(clause: Clause, piece: Piece, place: PlaceMention) -> bool:
    """Whether no comma parts a place from a count."""
    return not (parted(clause, piece.last, place.first) or parted(clause, place.last, piece.first))


def _single(draft: Draft, counted: Sequence[Piece]) -> bool:
    """Whether a draft tells of one event: a countable event noun in the singular that no number counts."""
    trigger = draft.triggers[0]
    if any(p.start <= trigger.start < p.end for p in counted) or FAMILY[draft.event_type] not in FORCE:
        return False
    return (
        trigger.noun
        and not trigger.plural
        and any(n.partition("/")[2] and n.split("/")[0] for n in trigger.entry.nouns)
    )


def _sum_alone(clause: Clause, piece: Piece, told: Sequence[Told], single: Sequence[Draft]) -> bool:
    """Whether a sum with no time is one: a recorded number of events, or dead by the score."""
    if told or single or (piece.count.min or 0) < 2:
        return False
    if piece.noun == "events":
        return piece.summed
    if piece.measure not in ("killed", "casualties", "wounded", "displaced", "arrested"):
        return piece.summed and piece.measure == "violations"
    era = any(m.first < piece.first for m in tally_cues(clause, "tally.era"))
    sums = tally_cues(clause, "tally.sum", "tally.number", "tally.record")
    if any(clause.seen.at("events", m.last) for m in sums if m.last < len(clause.seen.tokens)):
        return False  # 'the toll of the clashes'
    return (piece.count.min or 0) >= LARGE and (era or (piece.summed and bool(sums)))


def _spread(clause: Clause, piece: Piece, loose: Sequence[Piece], places: Sequence[PlaceMention]) -> bool:
    """Whether a count is broken down over places right after it: a sum over events apart."""
    group = _adding_up(piece.measure, piece.count.min, [p for p in loose if p.first >= piece.last])
    named = [place for p in group if (place := _place(clause, p, places))]
    return len(group) > 1 and len(set(named)) == len(group)


def _points(told: Sequence[Told]) -> Told:
    """The days told in a sentence as one window."""
    starts = sorted(t.start for t in told if t.start)
    ends = sorted(t.end for t in told if t.end)
    return Told(0, 0, starts[0] if starts else None, ends[-1] if ends else None, True)


def _adding_up(measure: str, total: int | None, after: Sequence[Piece]) -> list[Piece]:
    """The first two to six later counts of a measure (or with their noun left out) that make the whole."""
    able = [p for p in after if _alike(p.measure, measure)]
    for begin in range(min(3, len(able))):
        for size in range(2, 7):
            group = able[begin : begin + size]
            if total and len(group) == size and sum(p.count.min or 0 for p in group) == total:
                return group
    return []


def _alike(part: str, whole: str) -> bool:
    """Whether a part can be of a whole: the same measure, its noun left out, or attacks of one kind."""
    return part in ("", whole) or (part == "attacks" and whole in ("airstrikes", "explosions"))


def _place(clause: Clause, piece: Piece, places: Sequence[PlaceMention]) -> str | None:
    """The place a part is for: the first after it before the next number, else the last before it."""
    following = [n.first for n in clause.seen.numbers if n.first >= piece.last]
    limit = min(following, default=len(clause.seen.tokens))
    preceding = [n.last for n in clause.seen.numbers if n.last <= piece.first]
    floor = max(preceding, default=0)
    known = [p for p in places if p.ids]
    after = next((p for p in known if piece.last <= p.first < limit), None)
    before = next((p for p in reversed(known) if floor <= p.first < piece.first), None)
    found = after or before
    return _code(found) if found is not None else None


def _part(clause: Clause, piece: Piece, places: Sequence[PlaceMention]) -> TallyPart:
    return TallyPart(
        count=piece.count,
        place=_place(clause, piece, places),
        text=clause.source[piece.start : piece.end],
        start=piece.start,
        end=piece.end,
    )


def _with_parts(tally: Tally, parts: tuple[TallyPart, ...]) -> Tally:
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


def _retold(old: Tally, new: Tally) -> bool:
    """Whether a tally was told before: in the headline, or again further on."""
    if (old.measure, old.count) != (new.measure, new.count):
        return False
    return old.window == new.window or (old.window.start is None) != (new.window.start is None)


def _regions(clause: Clause, made: Sequence[Piece], told: Sequence[Told]) -> list[Taken]:
    """Where no day is told, all from the comma before the first tally and its window is theirs."""
    if not made:
        return []
    tokens = clause.seen.tokens
    if not any(not t.window and t.start for t in told):
        cut = _clause_before(clause, min(p.first for p in made), told)
        return [Taken(tokens[cut].start, tokens[-1].end)]
    return []


def _clause_before(clause: Clause, first: int, told: Sequence[Told]) -> int:
    """The token at which a tally's stretch begins: after the last comma before it and its window."""
    begin = min([first, *(t.first for t in told if t.window)])
    marks = [c.last for c in clause.seen.chunks if c.kind in ("comma", "stop") and c.last <= begin]
    return max(marks, default=0)
