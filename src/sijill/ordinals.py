"""Ordinals that count: 'the fourth attack within six days', 'the tenth wave'."""

from __future__ import annotations

from .arguments import Clause
from .counted import Piece, in_time, measure_at, parted, tally_cues
from .language import Quantity
from .lexicon import CueEntry


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
        measure = _after(clause, last)
        wave = turn.entry.cue == "tally.wave"
        return (measure or "attacks") if wave else measure, first, last, "wave" if wave else "turn"
    for index in (before, number.last):
        if 0 <= index < len(clause.seen.tokens) and (measure := _event_measure(clause, index)):
            return measure, min(index, number.first), max(index + 1, number.last), "events"
    return "", 0, 0, ""


def _event_measure(clause: Clause, index: int) -> str:
    match = clause.seen.at("events", index)
    return measure_at(clause, index)[0] if match is not None and match.first <= index else ""


def _after(clause: Clause, index: int) -> str:
    """The measure of the first event noun after a token, before any verb or comma."""
    for at in range(index, min(index + 6, len(clause.seen.tokens))):
        if clause.seen.pos[at] in "VSR" or parted(clause, at, at + 1):
            return ""
        if measure := _event_measure(clause, at):
            return measure
    return ""
