"""Sums: numbers that a word of summing governs ('the number of attacks rose to seven'), and what goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .arguments import Clause
from .language import Quantity
from .lexicon import CueEntry, EventEntry, HarmEntry
from .matching import Match
from .measures import (
    MEASURES,
    Piece,
    counts,
    harms,
    head_of,
    joined,
    kind_at,
    measure_at,
    parted,
    piece_of,
    stopped,
    tally_cues,
)
from .records import Count

SUMS = ("tally.sum", "tally.number", "tally.record", "tally.rise", "tally.exceed")
REACH = 12
FAR = 16
CLAUSE = 9
PEOPLE = frozenset({"killed", "arrested", "abducted", "released"})


def of_sums(clause: Clause) -> Iterator[Piece]:
    """'The number of attacks rose to seven': a noun of summing and its number."""
    for cue in tally_cues(clause, "tally.sum", "tally.number"):
        if any(n.first <= cue.first < n.last for n in clause.seen.numbers) or cue.last >= len(
            clause.seen.tokens
        ):
            continue
        measure, after = _summed(clause, cue.last)
        number = _number_of(clause, cue, measure, after) if measure else None
        if number is not None:
            piece = piece_of(clause, measure, number, number.last, noun=kind_at(clause, cue.last, measure))
            piece.since = min(clause.seen.tokens[cue.first].body, piece.start)
            piece.summed = True
            piece.count = _beyond(clause, cue.first - 1, number)
            yield piece


def _summed(clause: Clause, index: int) -> tuple[str, int]:
    """What is summed up from a token: a noun, or people of whom a clause tells ('those who were freed')."""
    measure, after = measure_at(clause, index)
    if measure:
        return measure, after
    seen = clause.seen
    told = any(seen.at(kind, index) for kind in ("people", "actors", "demonyms")) or seen.pos[index] == "R"
    if not told and not (
        seen.pos[index] in "PX" and index + 1 < len(seen.tokens) and seen.pos[index + 1] == "V"
    ):
        return "", index
    numbered = {i for n in seen.numbers for i in range(n.first, n.last)}
    for at in range(index, min(index + CLAUSE, len(seen.tokens))):
        if at in numbered or parted(clause, at, at + 1):
            return "", index
        if governs := governing(clause, at):
            return governs, at + 1
    return "", index


def governing(clause: Clause, index: int) -> str:
    """What a verb or noun of harm, arrest or release at a token tells of people."""
    event = clause.seen.at("events", index)
    if event is not None and isinstance(event.entry, EventEntry) and event.entry.event_type == "release":
        return "released"
    harm = clause.seen.at("harm", index)
    if harm is not None and harms(harm) and isinstance(harm.entry, HarmEntry):
        return harm.entry.harm
    if event is not None and isinstance(event.entry, EventEntry):
        measure = MEASURES.get(event.entry.event_type, "")
        return measure if measure in PEOPLE else ""
    return ""


def _number_of(clause: Clause, cue: Match, measure: str, after: int) -> Quantity | None:
    """The number that a noun of summing has: right before it, or next after it with no other noun."""
    for number in clause.seen.numbers:
        if not counts(clause, number):
            continue
        if 0 <= cue.first - number.last <= 1:
            return number
        if number.first >= cue.last:
            head = number.head
            other = measure_at(clause, head)[0] if head is not None else ""
            if number.kind == "dual" and other != measure:
                continue  # the dual of another noun counts nothing here
            near = number.first - after <= REACH and number.first - cue.last <= FAR
            return (
                number
                if near and not stopped(clause, cue.last, number.first) and other in ("", measure)
                else None
            )
    return None


def _beyond(clause: Clause, first: int, number: Quantity) -> Count:
    """The count of a number; after a verb of exceeding it is open above."""
    count = number.count
    over = any(first <= m.first < number.first for m in tally_cues(clause, "tally.exceed"))
    if not over or count.min is None or count.min != count.max:
        return count
    return Count(min=count.min + 1, max=None)


def continued(clause: Clause, found: Sequence[Piece]) -> Iterator[Piece]:
    """'… reached 240, and the wounded 1100', '… against 260 in 2023': a sum that goes on."""
    parts = tally_cues(clause, "tally.against")
    for number in clause.seen.numbers:
        before = [p for p in found if p.last <= number.first and p.summed]
        if not before or not counts(clause, number) or head_of(clause, number) is not None:
            continue
        people = clause.seen.at("harm", number.first - 1)
        if (
            people is not None
            and isinstance(people.entry, HarmEntry)
            and people.entry.way == "people"
            and clause.seen.tokens[people.first].article
            and joined(clause, people.first)
        ):
            yield _after_sum(clause, people.entry.harm or "casualties", number)
        elif any(m.last == number.first for m in parts) and any(
            0 <= w.first - number.last <= 1 for w in clause.seen.times
        ):
            yield _after_sum(clause, before[-1].measure, number)


def _after_sum(clause: Clause, measure: str, number: Quantity) -> Piece:
    piece = piece_of(clause, measure, number, number.last)
    piece.summed = True
    return piece


def is_summed(clause: Clause, piece: Piece) -> bool:
    """Whether a word of summing, recording or rising stands close before a count."""
    return any(
        0 <= piece.first - cue.last <= REACH and not stopped(clause, cue.last, piece.first)
        for cue in tally_cues(clause, *SUMS)
        if not _classifies(clause, cue)
    )


def _classifies(clause: Clause, cue: Match) -> bool:
    """Whether 'number' stands before a bare figure or is 'a number of', and sums nothing."""
    assert isinstance(cue.entry, CueEntry)
    if cue.entry.cue != "tally.number":
        return False
    after = clause.seen.at("cues", cue.last) if cue.last < len(clause.seen.tokens) else None
    some = after is not None and isinstance(after.entry, CueEntry) and after.entry.cue == "prep.from"
    return some or any(0 <= n.first - cue.last < 2 for n in clause.seen.numbers)
