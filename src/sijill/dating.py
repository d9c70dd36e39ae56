"""Whether a time in a sentence is that of its event, or only of the words that tell it."""

from __future__ import annotations

from .arguments import Clause
from .attribution import Speech
from .drafts import Dated, Draft
from .language import When

ISSUED = 25


def dated(clause: Clause, when: When, drafts: list[Draft], speech: list[Speech]) -> Dated | None:
    """A time that can date the drafts of its sentence, marked where it is that of an announcement."""
    if when.role != "point" or when.start is None:
        return None
    start, end = clause.seen.tokens[when.first].body, clause.seen.tokens[when.last - 1].end
    found = Dated(when, start, end, clause.source[start:end])
    if _announced(clause, when, drafts) or _issued(clause, when, drafts, speech):
        found.borrowed = "announced"
    return found


def _announced(clause: Clause, when: When, drafts: list[Draft]) -> bool:
    """Whether the time is that of the saying: between a verb of saying and its 'that'."""
    said = False
    for index, chunk in enumerate(clause.seen.chunks):
        if chunk.first >= when.first:
            break
        if clause.reporting(index) is not None:
            said = True
        elif (
            chunk.kind in ("stop",)
            or any(t.chunk == index for d in drafts for t in d.triggers)
            or (chunk.kind == "mark" and clause.seen.pos[chunk.first] == "S")
        ):
            said = False
    if not said:
        return False
    later = [c for c in clause.seen.chunks if c.first >= when.last]
    if any(c.kind == "mark" and clause.seen.pos[c.first] == "S" for c in later[:6]):
        return True
    dated = [w.first for w in clause.seen.times if w.role == "point" and w.start and w.first >= when.last]
    heads = [t.head for d in drafts for t in d.triggers]
    return bool(heads) and when.first < min(heads) and any(min(heads) < first for first in dated)


def _issued(clause: Clause, when: When, drafts: list[Draft], speech: list[Speech]) -> bool:
    """Whether the time is that of a statement told last: 'by a statement that arrived on Monday'."""
    at = next((n for n, c in enumerate(clause.seen.chunks) if c.first == when.first), 0)
    told = max((t.end for d in drafts for t in d.triggers), default=0)
    for index in range(at - 1, -1, -1):
        chunk = clause.chunk(index)
        if chunk.kind not in ("verb", "np", "mark"):
            return False
        if chunk.kind == "verb":
            start = clause.seen.tokens[chunk.first].start
            return any(told < s.start and 0 <= start - s.end < ISSUED for s in speech)
    return False
