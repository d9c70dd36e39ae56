"""Ordinals that count: 'the fourth attack within six days', 'the tenth wave'."""

from __future__ import annotations

from .arguments import Clause
from .language import Quantity
from .lexicon import CueEntry, EventEntry, WeaponEntry
from .matching import Match
from .measures import (
    Piece,
    counts,
    in_time,
    measure_at,
    of_event,
    parted,
    piece_of,
    stopped,
    tally_cue_at,
    tally_cues,
)

BEFORE = 15
ADJECTIVES = 2
BEFALLS = 5


def ordinals(clause: Clause) -> list[Piece]:
    """'The fourth attack', 'the seventh night of raids', 'the eleventh wave': how many there have been."""
    out: list[Piece] = []
    for number in clause.seen.numbers:
        if (number.count.min or 0) < 2 or in_time(clause, number.first):
            continue
        if number.kind != "ordinal" and tally_cue_at(clause, number.first - 1)[0] != "tally.wave":
            continue
        measure, first, last, noun = _ordered(clause, number)
        if measure:
            tokens = clause.seen.tokens
            start = tokens[first].body
            out.append(
                Piece(
                    measure,
                    number.count,
                    first,
                    last,
                    start,
                    tokens[last - 1].end,
                    start,
                    ordinal=True,
                    noun=noun,
                    counting=_counts_up(clause, number, noun),
                )
            )
    return out + _times(clause)


def _times(clause: Clause) -> list[Piece]:
    """'Was shelled four times': the number of times that the event told before them happened."""
    out: list[Piece] = []
    for number in clause.seen.numbers:
        head = number.first if number.head is None else number.head
        if not counts(clause, number) or (number.count.min or 0) < 2 or in_time(clause, head):
            continue
        many = number.kind == "cardinal" and head >= number.last  # 'seventy times', in the singular
        if tally_cue_at(clause, head)[0] not in (("tally.times", "tally.time") if many else ("tally.times",)):
            continue
        last = max(head + 1, number.last)
        if measure := _of_turn(clause, number.first, last):
            piece = piece_of(clause, measure, number, last, noun="times")
            piece.ordinal = True
            out.append(piece)
    return out


def _counts_up(clause: Clause, number: Quantity, noun: str) -> bool:
    """Whether an ordinal counts up by its place: 'this attack is the third', 'a third attack'."""
    before = clause.seen.pos[number.first - 1] if number.first else ""
    follows = number.last < len(clause.seen.tokens) and not clause.seen.tokens[number.last].pre
    after = _event_measure(clause, number.last) if follows else ""
    return noun == "events" and (before == "D" or bool(after))


def _ordered(clause: Clause, number: Quantity) -> tuple[str, int, int, str]:
    """The measure, tokens and kind of what an ordinal numbers: the noun before it, or after it."""
    turns = tally_cues(clause, "tally.turn", "tally.time", "tally.wave")
    begin = number.first
    if begin and not clause.seen.tokens[begin - 1].stem:
        begin -= 1  # an article that stands alone before digits
    before = begin - 1
    turn = next((t for t in turns if t.last == begin or t.first == number.last), None)
    if turn is not None and isinstance(turn.entry, CueEntry):
        first, last = min(turn.first, number.first), max(turn.last, number.last)
        if turn.entry.cue == "tally.wave":
            return _after(clause, last) or "attacks", first, last, "wave"
        return _of_turn(clause, first, last), first, last, "turn"
    for index in (_noun_before(clause, before), number.last):
        if not 0 <= index < len(clause.seen.tokens) or (index > before and clause.seen.tokens[index].pre):
            continue
        if measure := _event_measure(clause, index):
            return measure, min(index, number.first), max(index + 1, number.last), "events"
    if measure := _befallen(clause, number.last):
        return measure, max(before, 0), number.last, "events"
    return "", 0, 0, ""


def _noun_before(clause: Clause, index: int) -> int:
    """The noun that an ordinal after its adjectives or a pronoun is said of ('this attack is the third')."""
    pos = clause.seen.pos
    if index > 0 and pos[index] in "DV" and not clause.seen.tokens[index].pre:
        index -= 1
    for at in range(index, max(-1, index - ADJECTIVES - 1), -1):
        if clause.seen.at("events", at) is not None or pos[at] not in "JX":
            return at
    return index


def _befallen(clause: Clause, index: int) -> str:
    """What the nth thing of its kind went through: 'the fifth clinic that was struck'."""
    if index >= len(clause.seen.pos) or clause.seen.pos[index] != "R":
        return ""
    for at in range(index + 1, min(index + BEFALLS, len(clause.seen.tokens))):
        match = clause.seen.at("events", at)
        if match is not None and isinstance(match.entry, EventEntry) and match.first == at:
            return of_event(clause, match.entry, match)[0]
        if parted(clause, at, at + 1):
            break
    return ""


def _event_measure(clause: Clause, index: int) -> str:
    match = clause.seen.at("events", index)
    return measure_at(clause, index)[0] if match is not None and match.first <= index else ""


def _of_turn(clause: Clause, first: int, last: int) -> str:
    """What has a turn: the event 'of' which it is said, else the one told before it in its clause."""
    row = next((m for m in tally_cues(clause, "tally.row") if 0 <= m.first - last < 2), None)
    after = row.last if row is not None else last
    if _of(clause, after) and (measure := _after(clause, after)):
        return measure
    for index in range(first - 1, max(-1, first - BEFORE - 1), -1):
        match = _event_at(clause, index)
        if match is not None and isinstance(match.entry, EventEntry):
            return _flown(clause, of_event(clause, match.entry, match)[0], match.last)
        goes_on = tally_cue_at(clause, index)[0] == "tally.ongoing"
        if (clause.seen.pos[index] in "VS" and not goes_on) or stopped(clause, index, index + 1):
            break
    return _fronted(clause, last) if first == 0 else ""


def _event_at(clause: Clause, index: int) -> Match | None:
    """The event word at a token; one word is a march and a drone, and beside a turn it is the drone."""
    match = clause.seen.at("events", index)
    march = match is not None and getattr(match.entry, "event_type", "") == "protest"
    return None if march and clause.seen.at("weapons", index) is not None else match


def _fronted(clause: Clause, last: int) -> str:
    """'For the third time in a month, a drone struck …': what stands behind a turn that opens a sentence."""
    numbered = {i for n in clause.seen.numbers for i in range(n.first, n.last)}
    for index in range(last, min(last + BEFORE, len(clause.seen.tokens))):
        if in_time(clause, index):
            continue
        match = _event_at(clause, index)
        if match is not None and isinstance(match.entry, EventEntry):
            return _flown(clause, of_event(clause, match.entry, match)[0], match.last)
        if index in numbered or clause.seen.pos[index] in "S" or stopped(clause, index, index + 1):
            break
    return ""


def _of(clause: Clause, index: int) -> bool:
    """Whether 'of' stands at a token ('the seventh night of …')."""
    match = clause.seen.at("cues", index) if index < len(clause.seen.tokens) else None
    return match is not None and isinstance(match.entry, CueEntry) and match.entry.cue == "prep.from"


def _flown(clause: Clause, measure: str, index: int) -> str:
    """An attack whose doer, right behind the verb, is an aircraft is an airstrike."""
    doer = clause.seen.at("weapons", index) if index < len(clause.seen.tokens) else None
    entry = doer.entry if doer is not None else None
    by_air = isinstance(entry, WeaponEntry) and entry.platform and entry.weapon in ("aircraft_bomb", "drone")
    return "airstrikes" if measure == "attacks" and by_air else measure


def _after(clause: Clause, index: int) -> str:
    """The measure of the first event noun after a token, before any verb or comma."""
    for at in range(index, min(index + 6, len(clause.seen.tokens))):
        if clause.seen.pos[at] in "VSR" or parted(clause, at, at + 1):
            return ""
        if measure := _event_measure(clause, at):
            return measure
    return ""
