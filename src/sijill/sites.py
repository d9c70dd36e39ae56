"""Things hit that a sentence names one by one, each with its place: 'base A in X, base B in Y and base C in Z'."""

from __future__ import annotations

from .arguments import Clause
from .drafts import Site
from .places import PlaceMention


def find(clause: Clause, places: list[PlaceMention]) -> list[Site]:
    """The longest run of coordinated facilities that each have a place of their own; empty where there are not two."""
    best: list[Site] = []
    run: list[Site] = []
    for index, chunk in enumerate(clause.seen.chunks):
        if chunk.kind == "np" and not chunk.prep and clause.mention(index).sort == "facility":
            at = _places_after(clause, index, places)
            if at and (chunk.conj or not run):
                run = (
                    [*run, Site(clause.mention(index), at)]
                    if chunk.conj
                    else [Site(clause.mention(index), at)]
                )
            elif at:
                run = [Site(clause.mention(index), at)]
            else:
                run = []
        elif chunk.kind in ("verb", "stop", "event"):
            run = []
        if len(run) > len(best):
            best = run
    return best if len(best) > 1 else []


def _places_after(clause: Clause, index: int, places: list[PlaceMention]) -> list[PlaceMention]:
    """The places right after a phrase, up to the next phrase that is none."""
    found: list[PlaceMention] = []
    chunks = clause.seen.chunks
    here = index + 1
    while here < len(chunks) and chunks[here].kind in ("np", "comma"):
        chunk = chunks[here]
        if chunk.kind == "np":
            inside = [p for p in places if chunk.first <= p.first < chunk.last]
            if not inside or chunk.conj:
                break
            found.extend(inside)
        here += 1
    return found
