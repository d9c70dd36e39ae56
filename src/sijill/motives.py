"""What a sentence says an event answers or protests against: its places and dead are not the event's own."""

from __future__ import annotations

from .arguments import Clause
from .drafts import Draft
from .places import PlaceMention

WHY = frozenset({"response", "demanding"})


def answers(clause: Clause, index: int) -> bool:
    """Whether an event noun stands right behind the words 'in answer to'."""
    return index > 0 and clause.chunk(index - 1).kind == "mark" and clause.cue(index - 1) == "response"


def behind(clause: Clause, index: int, drafts: list[Draft]) -> bool:
    """Whether a chunk stands behind a word that says why ('in protest at | the killing of a boy'), with no
    event of the sentence between.
    """
    triggers = {t.chunk for draft in drafts for t in draft.triggers}
    at = index
    while at >= 0 and at not in triggers and clause.chunk(at).kind in ("np", "event", "time", "mark"):
        if clause.chunk(at).kind == "mark" and clause.cue(at) in WHY:
            return True
        at -= 1
    return False


def leave(clause: Clause, drafts: list[Draft], places: list[PlaceMention]) -> None:
    """Take from each draft the places of what is answered or protested against, where its own is told."""
    meant = [p for p in places if not p.heading and behind(clause, _chunk(clause, p), drafts)]
    for draft in drafts if meant else ():
        own = [p for p in draft.places if p not in meant]
        if own:
            draft.places[:] = own


def _chunk(clause: Clause, place: PlaceMention) -> int:
    chunks = clause.seen.chunks
    return next((n for n, c in enumerate(chunks) if c.first <= place.first < c.last), -1)
