"""What goes on over a long time: a series of events, and no instance of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .arguments import Clause
from .drafts import Draft, Trigger
from .language import When
from .measures import parted, tally_cues

DAYS = 3  # what went on for longer is told as a series
REACH = 8  # tokens between a word that looks back and the window that it looks back over


def mark(clause: Clause, drafts: Sequence[Draft], published: date | None) -> None:
    """Make generic what a sentence tells over a long window ('since the start of the year', 'for weeks')."""
    if any(w.role == "point" for w in clause.seen.times):
        return
    long = [w for w in clause.seen.times if _long(w, published) and not _looks_back(clause, w)]
    for draft in drafts if long else ():
        if draft.realis != "actual" or draft.event_type == "territory_change":
            continue
        if draft.title and long[0].start is None:
            continue  # a headline is of one event, whatever went on before
        if not _beside(clause, draft.triggers[0], long[0].first):
            draft.realis = "generic"
            tokens = clause.seen.tokens
            span = tokens[long[0].first].body, tokens[long[0].last - 1].end
            draft.note("realis", "told over a long window", "", *span)


def _long(window: When, published: date | None) -> bool:
    """Whether a time is a window of more than days, by its start or as untold weeks, months or years."""
    if window.role != "window" or published is None:
        return False
    if window.start is None:
        untold = window.precision == "vague" and window.direction == "past"
        return untold and window.end == published.isoformat()
    return (published - date.fromisoformat(window.start[:10])).days > DAYS


def _looks_back(clause: Clause, window: When) -> bool:
    """'The deadliest attack | in months', 'the first since X': one event, measured against earlier ones."""
    if window.start is not None:
        return False
    if any(n.kind == "ordinal" and 0 <= window.first - n.last < REACH for n in clause.seen.numbers):
        return True
    words = [m for m in tally_cues(clause, "tally.superlative") if 0 <= window.first - m.last < REACH]
    return any(not parted(clause, m.last, window.first) for m in words)


def _beside(clause: Clause, told: Trigger, window: int) -> bool:
    """Whether a window stands in what is said of a place or side named behind one event ('a raid
    on X, | which ...').
    """
    if told.plural:
        return False
    for index, chunk in enumerate(clause.seen.chunks):
        relative = chunk.kind == "mark" and clause.seen.pos[chunk.first] == "R"
        if relative and told.head < chunk.first < window and index:
            before = clause.chunk(index - 1)
            return before.kind == "np" and clause.mention(index - 1).sort in ("place", "actor", "country")
    return False
