"""Ordinals that count: 'the fourth attack within six days', 'the tenth wave'."""

from __future__ import annotations

from .arguments import Clause
from .language import Quantity
from .lexicon import CueEntry, EventEntry, WeaponEntry
from .measures import Piece, in_time, measure_at, of_event, parted, stopped, tally_cue_at, tally_cues

BEFORE = 15


def ordinals(clause: Clause) -> list[Piece]:
    """'The fourth attack', 'the seventh night of raids', 'the eleventh wave': how many there have been."""
    out: list[Piece] = []
    for number in clause.seen.numbers:
        if number.kind != "ordinal" or (number.count.min or 0) < 2 or in_time(clause, number.first):
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
                )
            )
    return out


def _ordered(clause: Clause, number: Quantity) -> tuple[str, int, int, str]:
    """The measure, tokens and kind of what an ordinal numbers: the noun before it, or after it."""
    turns = tally_cues(clause, "tally.turn", "tally.wave")
    before = number.first - 1
    turn = next((t for t in turns if t.last == number.first or t.first == number.last), None)
    if turn is not None and isinstance(turn.entry, CueEntry):
        first, last = min(turn.first, number.first), max(turn.last, number.last)
        if turn.entry.cue == "tally.wave":
            return _after(clause, last) or "attacks", first, last, "wave"
        return _of_turn(clause, first, last), first, last, "turn"
    for index in (before, number.last):
        if 0 <= index < len(clause.seen.tokens) and (measure := _event_measure(clause, index)):
            return measure, min(index, number.first), max(index + 1, number.last), "events"
    return "", 0, 0, ""


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
        match = clause.seen.at("events", index)
        if match is not None and isinstance(match.entry, EventEntry):
            return _flown(clause, of_event(clause, match.entry, match)[0], match.last)
        goes_on = tally_cue_at(clause, index)[0] == "tally.ongoing"
        if (clause.seen.pos[index] in "VS" and not goes_on) or stopped(clause, index, index + 1):
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
