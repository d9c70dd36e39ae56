"""Counts over a window: how many attacks, dead or wounded since or during a time, and their parts.

A figure is a tally where the nearest time is a window, where an ordinal counts up to it, or where a sum has
no event of its own. The harm of one event told with its day, 'the toll of the blast rose' among it, is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from .areas import Areas
from .arguments import Clause
from .attribution import Speech
from .counted import bare, pieces
from .drafts import Draft
from .harm import HarmMention
from .measures import Piece, tally_cues
from .ordinals import ordinals
from .parts import adding_up, alike, listed, part, with_parts
from .places import PlaceMention
from .records import Source, Tally, TallyPart, Window
from .scopes import scope_of
from .totals import (
    TEN,
    Around,
    apart,
    around,
    drawn,
    few,
    inner,
    lives,
    points,
    risen,
    spread,
    sum_alone,
    undivided,
    vague,
)
from .whereabouts import Whereabouts
from .windows import Told, distance, during, is_duration, windows

AGE = 3
REACH_ORDINAL = 14
BREAKDOWN = 700
MONTH = timedelta(days=27)
YEAR = timedelta(days=366)
LINE = 10
NUMBERED = frozenset("-–—.)/")
OPENING = frozenset("\"'«“”‘’([{…#@")


class Taken(msgspec.Struct, frozen=True):
    """A stretch of the document that tells of tallies: no report and no harm is read from it."""

    start: int
    end: int


class Tallier:
    """Reads the tallies of a document's sentences in order; what follows a tally may break it down."""

    def __init__(self, published: date | None, where: Whereabouts) -> None:
        self.published = published
        self.where = where
        self.found: list[Tally] = []
        self.last_window: Told | None = None
        self.heading: Told | None = None
        self.listing = False
        self.carried: Told | None = None
        self.age = 0

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
        places = Areas(self.where, places) if counted or clause.seen.numbers else ()
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
        self._carry(told, [(p, w) for p, w in made if not p.ordinal], drafts)
        ends = clause.source[clause.seen.tokens[-1].end - 1 :][:1] == ":"
        self.listing = ends and (bool(made) or (self.carried is not None and not told))
        self.heading = self._headed(clause, told, spans_told) if ends and not made else self._kept(clause)
        whole = [p for p, _ in made if not p.ordinal and not (undivided(p) and not spans_told)]
        return spans + _regions(clause, whole, told)

    def _headed(self, clause: Clause, told: Sequence[Told], spans: Sequence[Told]) -> Told | None:
        """The window of the lines under a heading: its own, or the days of one that announces a sum."""
        if spans:
            return msgspec.structs.replace(spans[-1], wide=False)
        return points(told) if tally_cues(clause, "tally.sum", "tally.record") else None

    def _kept(self, clause: Clause) -> Told | None:
        return self.heading if self._item(clause) else None

    def _item(self, clause: Clause) -> bool:
        """Whether a sentence is a line under a heading: one with a mark, or a short one with a number."""
        short = len(clause.seen.tokens) <= LINE and bool(clause.seen.numbers)
        return self.heading is not None and (self._bullet(clause) or short)

    def _carry(
        self, told: Sequence[Told], made: Sequence[tuple[Piece, Told]], drafts: Sequence[Draft]
    ) -> None:
        """Keep the window of a sum, or of a report announced, for the sums of the sentences after it."""
        spans = [t for t in told if t.window and t.start]
        if any(w.start for _, w in made):
            self.carried, self.age = next(w for _, w in made if w.start), 0
        elif spans and not drafts and not made:
            self.carried, self.age = spans[-1], 0
        elif any(t.start and not t.said for t in told) or self.age >= AGE:
            self.carried = None
        self.age += 1

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
        if not (counted or clause.seen.numbers) or tally_cues(clause, "tally.nature"):
            return made
        beside = around(clause, drafts, counted)
        parts = inner(counted, loose)
        parts += [q for p in counted for q in listed(clause, p, [*counted, *loose], places)]
        for piece in counted:
            if piece in parts or lives(clause, piece) or few(piece):
                continue
            window = self._window(clause, piece, told, made)
            if window is not None and risen(clause, piece, window, counted):
                continue
            if window is not None and (
                self._fills(clause, piece, window, beside) or _led(made, piece, window, beside)
            ):
                made.append((piece, window))
            elif window is None and (
                sum_alone(clause, piece, told, beside) or spread(clause, piece, loose, places)
            ):
                made.append((piece, points(told)))
        if not any((p.count.min or 0) > 1 or p.summed for p, _ in made):
            made = []
        return made + self._ordered(clause, told)

    def _window(
        self, clause: Clause, piece: Piece, told: Sequence[Told], made: Sequence[tuple[Piece, Told]]
    ) -> Told | None:
        """The window that a count fills: the nearest time, if it is one; in a list, the heading's."""
        led = next((m for m in reversed(made) if m[0].noun == "events" and m[0].last <= piece.first), None)
        if led is not None and not any(led[0].first < t.first < piece.first for t in told):
            return led[1]  # 'nine attacks …, which killed'
        able = [t for t in told if not (t.only_after and piece.first < t.first)]
        if any(t.window for t in able):
            able = [t for t in able if not t.said]
        nearest = min(able, key=lambda t: distance(clause, piece, t), default=None)
        if nearest is None or (nearest.said and nearest.window is False):
            if self._item(clause):
                return self.heading
            return (
                self.carried
                if not self._bullet(clause) and drawn(clause, piece, made, self.carried)
                else None
            )
        return nearest if nearest.window else None

    def _fills(self, clause: Clause, piece: Piece, window: Told, beside: Around) -> bool:
        """Whether a count is one over a window: by its noun, or by a word of summing where that is open."""
        open_ended = window.short and not (window.since and piece.noun in ("events", "weapons"))
        if undivided(piece):
            return True
        if open_ended and piece.noun == "weapons":
            return False
        if piece.noun == "undivided" and window.start and not window.short:
            return True
        if window.wide and piece.noun != "events":
            return self._in_month(piece, window, beside)
        if window.needs_sum or open_ended:
            return piece.summed
        if piece.noun == "events":
            return (piece.count.min or 0) > (2 if window.wide else 1)
        return (
            not beside.single or piece.summed or (not window.short and apart(clause, piece, window, beside))
        )

    def _in_month(self, piece: Piece, window: Told, beside: Around) -> bool:
        """Whether harm of a calendar month or year is a sum: recorded as one, or many arrests."""
        if self.published is None or window.start is None or window.end is None:
            return piece.summed
        begun, ended = date.fromisoformat(window.start), date.fromisoformat(window.end)
        late = ended - begun >= MONTH and self.published - begun < YEAR
        many = not vague(piece) and (piece.count.min or 0) >= TEN
        if piece.measure == "arrested" and many and late and not (beside.single or beside.happened):
            return True
        if piece.measure in ("arrested", "released") and many and window.within and not beside.single:
            return True
        return piece.summed and ended - begun >= MONTH

    def _ordered(self, clause: Clause, told: Sequence[Told]) -> list[tuple[Piece, Told]]:
        """Ordinals that count up to now, with the window that they count in."""
        made: list[tuple[Piece, Told]] = []
        for piece in ordinals(clause):
            row = any(0 <= m.first - piece.last < 2 for m in tally_cues(clause, "tally.row"))
            near = next(
                (t for t in told if t.first >= piece.first and t.first - piece.last < REACH_ORDINAL), None
            )
            if piece.noun == "times":
                if near is not None and near.window and not near.short:
                    made.append((piece, near))
            elif row and piece.noun in ("turn", "events"):
                made.append((piece, self._row(piece, told)))
            elif near is not None and (near.window or near.needs_sum or during(clause, near)):
                made.append((piece, near))
            elif near is not None and is_duration(clause, near):
                made.append((piece, Told(near.first, near.last, None, None, True)))
            elif piece.noun == "wave" or piece.counting:
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
        """Whether a sentence begins with a mark of lists: a sign, or a number and one, and no quotation."""
        first, *after = (t.norm for t in clause.seen.tokens[:2])
        if first.isdigit():
            return bool(after) and after[0] in NUMBERED
        return first not in OPENING and not any(c.isalnum() for c in first)

    def _list_line(
        self, clause: Clause, counted: Sequence[Piece], places: Sequence[PlaceMention]
    ) -> list[Taken]:
        """A line of a list under a tally: its first number is a part; all of it is taken."""
        tally = self.found[-1]
        first = next(iter(sorted([*counted, *bare(clause, counted)], key=lambda p: p.first)), None)
        for index in range(len(self.found) - 1, -1, -1):
            if first is not None and (first.count.min or 0) > (self.found[index].count.min or 0):
                continue
            if first is not None and alike(first.measure, self.found[index].measure):
                tally = self.found[index]
                self.found[index] = with_parts(tally, (*tally.parts, part(clause, first, places)))
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
            group = adding_up(tally.measure, tally.count.min, after)
            if group:
                self.found[index] = with_parts(tally, tuple(part(clause, p, places) for p in group))
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
        if group := listed(clause, piece, [*others, *piece.parts], places):
            return tuple(part(clause, p, places, where="after") for p in group)
        if piece.parts:
            kinds = ("events", "weapons")
            return tuple(part(clause, p, places if p.noun in kinds else (), "after") for p in piece.parts)
        after = sorted((p for p in others if p.first >= piece.last and p not in made), key=lambda p: p.first)
        group = adding_up(piece.measure, piece.count.min, after)
        return tuple(part(clause, p, places) for p in group)

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
        tally = Tally(
            measure=piece.measure,
            count=piece.count,
            window=Window(start=window.start, end=window.end),
            scope=scope_of(clause, piece, parts, places, speech, drafts),
            sources=sources,
            text=clause.source[piece.start : piece.end],
            start=piece.start,
            end=piece.end,
        )
        return with_parts(tally, parts)


def _led(made: Sequence[tuple[Piece, Told]], piece: Piece, window: Told, beside: Around) -> bool:
    """Whether a figure of harm is that of events just counted over the same window."""
    return not beside.single and any(
        w is window and p.noun == "events" and p.last <= piece.first for p, w in made
    )


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
