"""The toll: a count told apart from the word for the dead or wounded ('the number of dead rose to seven')."""

from __future__ import annotations

from collections.abc import Sequence

from .arguments import Clause, Group
from .lexicon import CueEntry, HarmEntry
from .mentions import Mention

HEADS = frozenset({"tally.number", "tally.sum"})
REACH = 12
RISES = frozenset({"tally.rise", *HEADS})
AFTER = frozenset({"after", "because"})
WINDOWS = frozenset({"prep.since", "prep.during"})
SINCE = 3
FORCE = frozenset({"attack", "explode", "clash"})
HURT = frozenset({"harm", "people"})


def kind_of(clause: Clause, item: Mention) -> str:
    """The kind of harm whose toll a phrase names ('the number of the dead'), or ''."""
    if item.count is not None or not any(m in HEADS for m in _cues(clause, item.first, item.first + 1)):
        return ""
    told = (m.entry for m in clause.seen.inside("harm", item.first + 1, item.last))
    return next((e.harm for e in told if isinstance(e, HarmEntry) and e.way == "people" and e.harm), "")


def reached(clause: Clause, index: int) -> Group | None:
    """The number that the toll named by a chunk rose to: behind 'to', or right behind it or its verb."""
    chunks = clause.seen.chunks
    for at in range(index + 1, min(len(chunks), index + REACH)):
        chunk, before = chunks[at], chunks[max(0, index - 1)]
        if chunk.kind == "stop":
            return None
        if chunk.kind != "np" or clause.mention(at).count is None:
            continue
        since = before.first if at == index + 1 else chunks[index].last
        risen = "tally.rise" in _cues(clause, since, chunk.first)
        if chunk.prep == "to" and "tally.rise" in _cues(clause, 0, chunk.first):
            return clause.group_at(at)
        if not chunk.prep and risen and (at == index + 1 or chunks[at - 1].kind == "verb"):
            return clause.group_at(at)
    return None


def of_event(clause: Clause, index: int) -> bool:
    """Whether an event noun says whose toll is told, with the number it came to: 'the toll | of the raid on
    X | rose to seven', but none that runs on since a day.
    """
    chunks, chunk = clause.seen.chunks, clause.chunk(index)
    if not index or chunk.prep not in ("", "in") or not chunk.after or chunks[index - 1].kind != "np":
        return False
    before = chunks[index - 1]
    risen = "tally.rise" in _cues(clause, 0, chunk.first)
    if not risen or not HEADS & {*_cues(clause, before.first, before.last)}:
        return False
    if WINDOWS & {*clause.seen.cues.values()}:
        return False
    for at in range(index + 1, min(len(chunks), index + REACH)):
        if chunks[at].kind == "stop":
            return False
        told = clause.mention(at) if chunks[at].kind == "np" else None
        if told is not None and told.count is not None and (chunks[at].prep == "to" or told.sort in HURT):
            return not chunks[at].prep or chunks[at].prep == "to"
    return False


def told_before(clause: Clause, index: int) -> bool:
    """Whether the dead or wounded are told of before a chunk, in no relative clause: 'the dead were taken to
    X after | a raid'.
    """
    event = clause.seen.at("events", clause.chunk(index).head)
    if event is None or getattr(event.entry, "frame", "") not in FORCE:
        return False  # 'five were killed, after | two bodies were found' tells of the five
    if any(clause.relative(at) for at in range(index) if clause.chunk(at).kind == "verb"):
        return False
    found = clause.seen.inside("harm", 0, clause.chunk(index).first)
    return any(isinstance(m.entry, HarmEntry) and m.entry.harm in ("killed", "wounded") for m in found)


def late(clause: Clause, told: Sequence[tuple[int, str, int]]) -> list[tuple[int, int]]:
    """Which figures (chunk, kind, count) are among a toll that rose ('to six, after the death of two'; 'one
    more died, and the toll rose to six'): the places of the part and the whole.
    """
    chunks = clause.seen.chunks
    rises = [n for n, c in enumerate(chunks) if RISES & {*_cues(clause, c.first, c.last)}]
    found = []
    for whole, (to, kind, most) in enumerate(told):
        rise = max((n for n in rises if n < to), default=None)
        if rise is None or chunks[to].prep != "to" or _running(clause, chunks[to].last):
            continue
        for part, (chunk, other, number) in enumerate(told):
            after = chunk > to and chunks[chunk].prep in AFTER
            if other == kind and 0 < number < most and (after or chunk < rise):
                found.append((part, whole))
    return found


def _running(clause: Clause, end: int) -> bool:
    """Whether a figure that ends at a token counts more than one event: 'to 31 | since the year began'."""
    behind = (m.entry for m in clause.seen.inside("cues", end, end + SINCE))
    return any(isinstance(entry, CueEntry) and entry.cue in WINDOWS for entry in behind)


def _cues(clause: Clause, first: int, last: int) -> list[str]:
    """The words of counting that begin in [first, last)."""
    found = (m.entry for m in clause.seen.inside("counting", first, last))
    return [e.cue for e in found if isinstance(e, CueEntry)]
