"""Whether an event is told as having happened: denied, planned, threatened, hypothetical, generic,
or not at all.
"""

from __future__ import annotations

from typing import NamedTuple

from .arguments import Clause
from .lexicon import CueEntry, EventEntry
from .matching import QUOTES, Match

NEAR = 7
IRREALIS = {
    "planned": "planned",
    "hypothetical": "hypothetical",
    "any": "hypothetical",
    "desire": "planned",
    "ability": "hypothetical",
    "purpose": "planned",
}


class Told(NamedTuple):
    """A realis, with the word that gives it where one does."""

    realis: str
    cue: Match | None = None


def of_trigger(clause: Clause, index: int) -> str:
    """The realis of the trigger of chunk `index`; 'none' where it is no event at all."""
    return read(clause, index).realis


def read(clause: Clause, index: int) -> Told:
    """The realis that the words around the trigger of chunk `index` give it, with the word that does."""
    chunk = clause.chunk(index)
    token = clause.seen.tokens[chunk.head]
    if any(clause.frames.proclitics.get(letter) == "will" for letter in token.pre):
        return Told("planned")
    for at in range(chunk.head - 1, max(-1, chunk.head - NEAR - 1), -1):
        if clause.seen.pos[at] == "." and clause.seen.tokens[at].norm not in QUOTES:
            break
        match = clause.seen.at("cues", at) if at in clause.seen.cues else None
        if match is None or not isinstance(match.entry, CueEntry):
            continue
        cue, gap = match.entry.cue, chunk.head - match.last
        if cue == "negation" and gap <= 0:
            return Told("none", match)
        if cue == "negation" and chunk.prep in ("in", "means") and _took_part(clause, match.last):
            return Told("denied", match)
        if (cue == "any" and _denied(clause, at)) or (cue == "purpose" and _befell(clause, at, chunk.head)):
            continue  # 'in order to save two men | wounded in a raid'
        if cue in IRREALIS and gap <= (5 if chunk.kind == "event" else 3):
            return Told(IRREALIS[cue], match)
        if cue == "demanding" and gap <= 2 and chunk.prep in ("means", "to", "for"):
            return Told("none", match)
        if cue in ("result", "meanwhile", "because"):
            break
    found = _around(clause, chunk.first, chunk.last)
    if found.realis != "drill":
        return found
    return Told("actual" if _is_drill(clause, index) else "none", found.cue)


def _took_part(clause: Clause, token: int) -> bool:
    """Whether a verb of taking part stands at a token ('did not | take part in the raids')."""
    cue = clause.seen.at("cues", token)
    return cue is not None and isinstance(cue.entry, CueEntry) and cue.entry.cue == "light"


def _befell(clause: Clause, first: int, last: int) -> bool:
    """Whether a verb of harm in the past is among tokens [first, last): what it tells has happened."""
    words = [match for at in range(first, last) if (match := clause.seen.at("harm", at)) is not None]
    return any(all(f.spelling.pos == "V" and f.spelling.tense == "past" for f in m.forms) for m in words)


def gainsaid(clause: Clause, index: int) -> Match | None:
    """The verb of denial that governs an event noun with one bare phrase for its subject between, whoever
    that is ('the office | denied the shelling').
    """
    if clause.chunk(index).prep or index < 1:
        return None
    verb = (
        index - 2 if clause.chunk(index - 1).kind == "np" and not clause.chunk(index - 1).prep else index - 1
    )
    if verb < 0 or clause.chunk(verb).kind != "verb" or clause.cue(verb - 1 if verb else verb) == "negation":
        return None
    said = clause.reporting(verb)
    denies = said is not None and said.stance == "denies"
    return clause.seen.at("reporting", clause.chunk(verb).head) if denies else None


def _denied(clause: Clause, token: int) -> bool:
    """Whether a word of denial stands before a token in its clause ('denied having fired | any shell')."""
    for at in range(token - 1, -1, -1):
        if clause.seen.pos[at] == "." and clause.seen.tokens[at].norm not in QUOTES:
            return False
        match = clause.seen.at("reporting", at)
        if match is not None and getattr(match.entry, "stance", "") == "denies":
            return True
    return False


def _around(clause: Clause, first: int, last: int) -> Told:
    """Habit and exercise, told by words on either side within the clause."""
    cues = clause.seen.cues
    habits = [at for at, cue in cues.items() if cue in ("generic", "exercise")]
    for at in sorted(habits) if habits else ():
        if not first - NEAR <= at < last + NEAR + 6:
            continue
        cue = cues[at]
        if cue == "generic" and first - 4 <= at <= last + 9:
            return Told("generic", clause.seen.at("cues", at))
        if cue == "exercise":
            return Told("drill", clause.seen.at("cues", at))
    return Told("actual")


def _is_drill(clause: Clause, index: int) -> bool:
    """Whether the trigger is the drill itself and not what it rehearses."""
    match = clause.seen.at("events", clause.chunk(index).head)
    return (
        match is not None
        and isinstance(match.entry, EventEntry)
        and match.entry.event_type == "military_exercise"
    )
