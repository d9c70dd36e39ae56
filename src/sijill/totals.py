"""Whether a count is a total: one over a time or over events apart, or the harm of one event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .arguments import Clause
from .drafts import FAMILY, FORCE, Draft, Trigger
from .lexicon import CueEntry
from .measures import Piece, parted, tally_cues
from .parts import adding_up, place_of
from .places import PlaceMention
from .realis import IRREALIS
from .windows import Told

STATES = frozenset({"displaced", "arrested", "abducted", "missing"})
DEADLY = frozenset({"killed", "wounded", "casualties"})
FEW = 3
VICTIMS = 1
TEN = 10
PLENTY = 20
LARGE = 50
MANY = 100
HUGE = 1000
THRONG = 100_000
ERA = 4
STATE = 8
HERE = 2
FEARED = 14


def apart(clause: Clause, piece: Piece, window: Told, around: Around) -> bool:
    """Whether commas part a count with its window from every single event of the sentence."""
    if parted(clause, min(piece.first, window.first), max(piece.last, window.last)):
        return False
    first, last = min(piece.first, window.first), max(piece.last, window.last)
    for draft in around.single:
        index = next((i for i, t in enumerate(clause.seen.tokens) if t.end > draft.triggers[0].start), 0)
        if not parted(clause, min(index, last), max(index, first)):
            return False
    return True


class Around(NamedTuple):
    """The events in the sentence of a count: single ones by a noun, and any that are not in the plural."""

    single: tuple[Draft, ...]
    happened: bool


def around(clause: Clause, drafts: Sequence[Draft], counted: Sequence[Piece]) -> Around:
    """What a sentence tells beside its counts; what a window counts from is left out."""
    able = [d for d in drafts if FAMILY[d.event_type] in FORCE and not era(clause, d)]
    return Around(
        tuple(d for d in able if single(clause, d, counted)),
        any(not (d.triggers[0].noun and d.triggers[0].plural) for d in able),
    )


def inner(counted: Sequence[Piece], loose: Sequence[Piece]) -> list[Piece]:
    """The counts that are parts of one before them in their sentence, since they add up to it."""
    ordered = sorted([*counted, *loose], key=lambda p: p.first)
    out: list[Piece] = []
    for piece in counted:
        if (piece.count.min or 0) > FEW:
            out += adding_up(piece.measure, piece.count.min, [p for p in ordered if p.first >= piece.last])
    return out


def _two(clause: Clause, trigger: Trigger) -> bool:
    """Whether an event noun is in the dual: 'two attacks' are not one."""
    tokens = clause.seen.tokens
    duals = (n for n in clause.seen.numbers if n.kind == "dual")
    return any(tokens[n.first].start <= trigger.start < tokens[n.last - 1].end for n in duals)


def single(clause: Clause, draft: Draft, counted: Sequence[Piece]) -> bool:
    """Whether a draft tells of one event: a countable event noun in the singular that no number counts."""
    trigger = draft.triggers[0]
    if _two(clause, trigger):
        return False
    if any(p.start <= trigger.start < p.end for p in counted) or FAMILY[draft.event_type] not in FORCE:
        return False
    return (
        trigger.noun
        and not trigger.plural
        and any(n.partition("/")[2] and n.split("/")[0] for n in trigger.entry.nouns)
    )


def era(clause: Clause, draft: Draft) -> bool:
    """Whether a draft is only what a window counts from ('since the campaign began')."""
    head = next((i for i, t in enumerate(clause.seen.tokens) if t.end > draft.triggers[0].start), 0)
    return any(
        0 <= head - m.last < ERA
        for m in clause.seen.kinds.get("cues", ())
        if isinstance(m.entry, CueEntry) and m.entry.cue == "prep.since"
    )


def lives(clause: Clause, piece: Piece) -> bool:
    """Whether people are only said to be somewhere ('5,000 displaced live in the camp')."""
    if piece.summed or piece.measure not in STATES:
        return False
    states = tally_cues(clause, "tally.state")
    before = any(
        0 <= piece.first - m.last < STATE and not parted(clause, m.last, piece.first) for m in states
    )
    return before or any(0 <= m.first - piece.last < HERE and clause.seen.pos[m.first] == "V" for m in states)


def risen(clause: Clause, piece: Piece, window: Told, counted: Sequence[Piece]) -> bool:
    """Whether a count stands before a rise that has the window: it is the event's, the rise's the sum."""
    if piece.summed or piece.noun == "events":
        return False
    rises = tally_cues(clause, "tally.rise", "tally.exceed")
    return any(
        piece.last <= m.first
        and m.last <= window.first
        and any(q.summed and q.last > m.first for q in counted)
        for m in rises
    )


def _feared(clause: Clause, piece: Piece) -> bool:
    """Whether a count is feared or planned, and none yet."""
    return any(
        m.kind == "cues"
        and isinstance(m.entry, CueEntry)
        and m.entry.cue in IRREALIS
        and 0 <= piece.first - m.last < FEARED
        and not parted(clause, m.last, piece.first)
        for m in clause.seen.matches
    )


def sum_alone(clause: Clause, piece: Piece, told: Sequence[Told], around: Around) -> bool:
    """Whether a sum with no time is one: a recorded number of events, dead by the score, harm undivided."""
    least = piece.count.min or 0
    if least < 2 or _feared(clause, piece):
        return False
    if undivided(piece) and not (piece.noun == "victims" and not piece.summed and around.happened):
        return True
    if _by_habit(clause, piece):
        return True
    if piece.noun == "events" and least > FEW and _apportioned(clause, piece):
        return True
    era = any(m.first < piece.first for m in tally_cues(clause, "tally.era"))
    huge = piece.measure in DEADLY and least >= HUGE and not around.single
    if huge and (era or not (told or vague(piece))):
        return True
    if told or around.single:
        return False
    if piece.measure == "displaced" and least >= THRONG and not vague(piece):
        return True
    thus = piece.summed and not around.happened and _thus(clause)
    if piece.noun == "events":
        return piece.summed or least >= MANY
    if piece.measure not in ("killed", "casualties", "wounded", "displaced", "arrested"):
        return thus or (piece.summed and piece.measure == "violations")
    if (around.happened and not era) or (piece.measure == "displaced" and vague(piece) and not piece.summed):
        return False
    sums = tally_cues(clause, "tally.sum", "tally.number", "tally.record")
    if any(clause.seen.at("events", m.last) for m in sums if m.last < len(clause.seen.tokens)):
        return False  # 'the toll of the clashes'
    return thus or (least >= LARGE and (era or (piece.summed and bool(sums))))


def _by_habit(clause: Clause, piece: Piece) -> bool:
    """Whether a vague count of people harmed is a habit's ('shells them daily, dozens died')."""
    habits = [t.first for t in clause.seen.times if t.role == "habitual"]
    habits += [m.first for m in tally_cues(clause, "tally.habit")]
    return piece.measure in DEADLY and vague(piece) and any(first < piece.first for first in habits)


def _apportioned(clause: Clause, piece: Piece) -> bool:
    """Whether a word of parting stands right behind a count ('nine operations that spread over …')."""
    return any(0 <= m.first - piece.last < FEW for m in tally_cues(clause, "tally.part"))


def drawn(clause: Clause, piece: Piece, made: Sequence[tuple[Piece, Told]], carried: Told | None) -> bool:
    """Whether a count with no time of its own goes on with a sum told before: recorded too, or beside one."""
    if (piece.count.min or 0) < 2:
        return False
    beside = any(w is carried and p.measure == piece.measure for p, w in made)
    beside = beside or (piece.noun == "events" and (piece.count.min or 0) > FEW)
    sums = tally_cues(clause, "tally.sum", "tally.number", "tally.record")
    return beside or (piece.summed and any(m.first < piece.last for m in sums))


def few(piece: Piece) -> bool:
    """Whether a count is a mere 'several', which counts nothing."""
    return piece.count.min == FEW and piece.count.max is None


def _thus(clause: Clause) -> bool:
    """'Thereby the number rises to six': a sum drawn over what was told before."""
    rises = tally_cues(clause, "tally.rise", "tally.exceed")
    drawn = any("for" in map(clause.frames.proclitics.get, clause.seen.tokens[m.first].pre) for m in rises)
    return drawn or bool(tally_cues(clause, "tally.thus"))


def vague(piece: Piece) -> bool:
    """Whether a count is a word for many ('hundreds')."""
    return piece.count.max is not None and piece.count.max != piece.count.min


def undivided(piece: Piece) -> bool:
    """Whether a count is an exact one of dead and wounded together, which is no figure of an event's harm."""
    told = piece.noun in ("undivided", "victims") or piece.summed
    least = VICTIMS if piece.noun == "victims" else FEW
    return piece.measure == "casualties" and told and not vague(piece) and (piece.count.min or 0) > least


def spread(clause: Clause, piece: Piece, loose: Sequence[Piece], places: Sequence[PlaceMention]) -> bool:
    """Whether a count is broken down over places right after it: a sum over events apart."""
    group = adding_up(piece.measure, piece.count.min, [p for p in loose if p.first >= piece.last])
    named = {place for p in group if (place := place_of(clause, p, places))}
    if len(group) > 1 and _several(clause, piece.last, group[0].first):
        return True
    return len(group) > 1 and (len(named) == len(group) or (bool(named) and (piece.count.min or 0) >= PLENTY))


def _several(clause: Clause, first: int, last: int) -> bool:
    """Whether a number of events, two or more, is told between two tokens ('… in two attacks, 17 in …')."""
    heads = [n.first if n.head is None else n.head for n in clause.seen.numbers if first <= n.first < last]
    return any(clause.seen.at("events", head) is not None for head in heads)


def points(told: Sequence[Told]) -> Told:
    """The days told in a sentence as one window."""
    starts = sorted(t.start for t in told if t.start)
    ends = sorted(t.end for t in told if t.end)
    return Told(0, 0, starts[0] if starts else None, ends[-1] if ends else None, True)
