"""What a noun counts: the measure of a word for events, arms, harm or people, and the shape of a count."""

from __future__ import annotations

import msgspec

from .arguments import Clause
from .language import Quantity
from .lexicon import CueEntry, EventEntry, HarmEntry, WeaponEntry
from .matching import Match
from .records import Count

MEASURES = {
    "airstrike": "airstrikes",
    "drone_strike": "airstrikes",
    "bombing": "explosions",
    "protest": "protests",
    "riot": "protests",
    "killing": "killed",
    "arrest": "arrested",
    "abduction": "abducted",
    "release": "released",
}
ATTACKS = frozenset(
    {
        "shelling",
        "suicide_bombing",
        "chemical_attack",
        "armed_attack",
        "armed_clash",
        "raid",
        "property_destruction",
    }
)
WEAPONS = {
    "rocket": "rockets",
    "missile": "missiles",
    "ballistic_missile": "missiles",
    "cruise_missile": "missiles",
    "drone": "drones",
    "artillery": "shells",
    "mortar": "shells",
}
HARMS = frozenset({"killed", "wounded", "missing", "abducted", "arrested", "displaced"})
TEN = 10  # a singular noun follows a higher number
NUMBERS = frozenset({"cardinal", "dual", "vague"})


class Piece(msgspec.Struct):
    """One counted thing: its measure ('' where the noun is left out), count, tokens [first, last) and span.

    `since` is the offset of the word that tells of it; `summed` says that a word of summing governs it;
    `counting` says that an ordinal itself counts up ('a fourth attack', 'this is the fourth');
    `noun` is the kind of the counted noun; `parts` are figures said to be among it.
    """

    measure: str
    count: Count
    first: int
    last: int
    start: int
    end: int
    since: int
    summed: bool = False
    ordinal: bool = False
    counting: bool = False
    noun: str = ""
    parts: tuple[Piece, ...] = ()


def tally_cues(clause: Clause, *names: str) -> list[Match]:
    """The matches of the named cues in a sentence."""
    return [
        m
        for m in clause.seen.kinds.get("counting", ())
        if isinstance(m.entry, CueEntry) and m.entry.cue in names
    ]


def tally_cue_at(clause: Clause, index: int) -> tuple[str, Match | None]:
    """The cue of counting that begins at a token, by its name."""
    match = clause.seen.at("counting", index)
    if match is None or match.first != index or not isinstance(match.entry, CueEntry):
        return "", None
    return match.entry.cue, match


def parted(clause: Clause, first: int, last: int) -> bool:
    """Whether a comma or a stop stands between two tokens."""
    for chunk in clause.seen.chunks:
        if first <= chunk.first < last and chunk.kind in ("comma", "stop"):
            return True
    return False


def stopped(clause: Clause, first: int, last: int) -> bool:
    """Whether a full stop or a colon parts two tokens."""
    return any(c.kind == "stop" and first <= c.first < last for c in clause.seen.chunks)


def joined(clause: Clause, index: int) -> bool:
    """Whether 'and' is on a token, or stands as a token of its own before it."""
    proclitics, tokens = clause.frames.proclitics, clause.seen.tokens
    if proclitics.get(tokens[index].pre[:1]) == "and":
        return True
    return index > 0 and proclitics.get(tokens[index - 1].norm) == "and"


def in_time(clause: Clause, index: int) -> bool:
    """Whether a token is part of a time."""
    return index in clause.seen.timed


def counts(clause: Clause, number: Quantity) -> bool:
    """Whether a number tells how many, and is no part of a time."""
    return number.kind in NUMBERS and bool(number.count.min) and not in_time(clause, number.first)


def head_of(clause: Clause, number: Quantity) -> int | None:
    """The counted noun of a number; a noun that 'and' joins to it is none."""
    head = number.head
    return None if head is None or (head >= number.last and joined(clause, head)) else head


def piece_of(clause: Clause, measure: str, number: Quantity, last: int, noun: str = "") -> Piece:
    """The count of a number and the words up to token `last`."""
    tokens = clause.seen.tokens
    start = tokens[number.first].body
    return Piece(measure, number.count, number.first, last, start, tokens[last - 1].end, start, noun=noun)


def kind_at(clause: Clause, index: int, measure: str) -> str:
    """Of which kind a counted noun is: events, harm or weapons."""
    if measure in WEAPONS.values():
        return "weapons"
    cue, _ = tally_cue_at(clause, index)
    if cue in ("measure.attacks", "measure.protests", "measure.violations", "measure.operation"):
        return "events"
    return next(
        (kind for kind in ("events", "harm", "weapons") if clause.seen.at(kind, index) is not None), ""
    )


def harms(match: Match) -> bool:
    """Whether a match is a verb or noun of harm to people."""
    entry = match.entry if match.kind == "harm" else None
    return isinstance(entry, HarmEntry) and entry.harm in HARMS and entry.way in ("verb", "noun", "active")


def measure_at(clause: Clause, head: int) -> tuple[str, int]:
    """What the noun at a token counts, and where its words end."""
    if head >= len(clause.seen.tokens):
        return "", head
    cue, match = tally_cue_at(clause, head)
    if match is not None and cue.startswith("measure."):
        if cue == "measure.case":  # 'thirty cases of arrest', 'two cases of the attacks'
            prep = match.last < len(clause.seen.pos) and clause.seen.pos[match.last] == "P"
            return measure_at(clause, match.last + prep)
        if cue == "measure.operation":
            return _operation(clause, head, match)
        means = _air(clause, match.last) if cue == "measure.attacks" else None
        return ("airstrikes", means.last) if means else (cue.removeprefix("measure."), match.last)
    for kind in ("harm", "events", "weapons"):
        match = clause.seen.at(kind, head)
        if match is None or match.first > head:
            continue
        entry = match.entry
        if isinstance(entry, HarmEntry) and entry.way in ("people", "noun"):
            return entry.harm or "casualties", match.last
        if isinstance(entry, EventEntry) and (
            clause.seen.tokens[head].article
            or any(n.head == head >= n.last and (n.count.min or 0) > TEN for n in clause.seen.numbers)
            or not any(f.spelling.pos == "V" for f in match.forms)
        ):
            if entry.event_type == "protest" and clause.seen.at("weapons", head) is not None:
                continue  # one word is a march and a drone
            return of_event(clause, entry, match)
        if isinstance(entry, WeaponEntry) and entry.weapon in WEAPONS and not entry.adjective:
            return WEAPONS[entry.weapon], match.last
    return "", head + 1


def _operation(clause: Clause, head: int, cue: Match) -> tuple[str, int]:
    """'Operation': of the kind that the noun after it tells, else an attack; of another noun it is none."""
    event = clause.seen.at("events", head)
    if event is not None and isinstance(event.entry, EventEntry) and event.first == head:
        return of_event(clause, event.entry, event)
    kind = clause.seen.at("events", cue.last)
    if kind is not None and isinstance(kind.entry, EventEntry) and not clause.seen.tokens[cue.last].article:
        return of_event(clause, kind.entry, kind)
    after, last = measure_at(clause, cue.last)
    if after:
        return after, last
    plain = cue.last >= len(clause.seen.tokens) or clause.seen.pos[cue.last] != "N"
    return ("attacks", cue.last) if plain or clause.seen.tokens[cue.last].pre else ("", cue.last)


def of_event(clause: Clause, entry: EventEntry, match: Match) -> tuple[str, int]:
    """The measure of an event word; an adjective of means makes it its kind ('air attacks')."""
    means = _air(clause, match.last) if entry.event_type in ("armed_attack", "shelling") else None
    if means is not None:
        return "airstrikes", means.last
    return MEASURES.get(entry.event_type, "attacks" if entry.event_type in ATTACKS else ""), match.last


def _air(clause: Clause, index: int) -> Match | None:
    """The adjective of the air or of drones at a token."""
    means = clause.seen.at("weapons", index) if index < len(clause.seen.tokens) else None
    if means is None or not isinstance(means.entry, WeaponEntry) or not means.entry.adjective:
        return None
    if means.entry.refines not in ("airstrike", "drone_strike") or _mixed(clause, means):
        return None
    return means


def _mixed(clause: Clause, means: Match) -> bool:
    """Whether 'and' joins another adjective to one of means ('attacks by air and by land')."""
    index = means.last
    if index >= len(clause.seen.tokens) or not joined(clause, index):
        return False
    token, first = clause.seen.tokens[index], clause.seen.tokens[means.first]
    other = clause.seen.at("weapons", index)
    if other is not None and isinstance(other.entry, WeaponEntry) and other.entry.adjective:
        return other.entry.refines not in ("airstrike", "drone_strike")
    if other is not None and not (isinstance(other.entry, WeaponEntry) and other.entry.platform):
        return token.article and first.article
    adjective = clause.seen.pos[index] in "JX" or token.article
    thing = any(clause.seen.at(kind, index) for kind in ("events", "harm", "weapons", "people", "actors"))
    return adjective and token.article == first.article and not thing
