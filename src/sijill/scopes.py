"""What a tally counts over: its places, who did what is counted, and whom it was done to."""

from __future__ import annotations

from collections.abc import Sequence

from .arguments import Clause
from .attribution import Speech
from .drafts import Draft
from .lexicon import DemonymEntry
from .matching import Match
from .measures import Piece, parted, tally_cues
from .mentions import Mention
from .parts import code
from .places import PlaceMention
from .records import Scope, TallyPart

DOING = frozenset({"light", "managed"})
COUNTED = frozenset({"events", "weapons"})
TOLD_AT = frozenset({"in", "on", "near", "inside", "around", "against", "to"})
AIMED = frozenset({"on", "against"})
COUNTRY = 2
BEHIND = 3


def scope_of(
    clause: Clause,
    piece: Piece,
    parts: Sequence[TallyPart],
    places: Sequence[PlaceMention],
    speech: Sequence[Speech],
    drafts: Sequence[Draft],
) -> Scope:
    """The places, the doer and the target that a sentence tells of a count."""
    own = [d for d in drafts if any(piece.since <= t.start < piece.end for t in d.triggers)]
    if piece.noun in ("times", "turn"):
        own = list(drafts) if len(drafts) == 1 else []
    inside = [
        p
        for p in places
        if not any(t.start <= p.start for t in parts)
        and _beside(clause, piece, p)
        and not named_for(clause, p, speech)
    ]
    named = [code(p) for p in inside if p.ids and (len(code(p)) > COUNTRY or _over(clause, p))]
    return Scope(
        places=tuple(dict.fromkeys(named)),
        actor=_role(own, "attacker", piece) or _doer(clause, piece, speech),
        target=_sufferer(clause, piece, speech) or _role(own, "target", piece) or _aim(clause, piece),
    )


def _beside(clause: Clause, piece: Piece, place: PlaceMention) -> bool:
    """Whether no comma parts a place from a count."""
    return not (parted(clause, piece.last, place.first) or parted(clause, place.last, piece.first))


def named_for(clause: Clause, place: PlaceMention, speech: Sequence[Speech]) -> bool:
    """Whether a place is a word of a name: of who says it, or of an actor or body ('the … of Iraq')."""
    if any(s.start < place.start < s.end for s in speech):
        return True
    if place.last == place.first + 1 and clause.seen.pos[place.first] == "P":
        return True  # a preposition that is spelt as a far village
    names = [m for m in clause.seen.matches if m.kind in ("actors", "outlets", "sources")]
    return any(
        m.first < place.first < m.last or (m.kind == "sources" and m.last == place.first and _bare(clause, m))
        for m in names
    )


def _bare(clause: Clause, match: Match) -> bool:
    """Whether the word behind a body's noun has no letter before it: it is the body's name."""
    return not clause.seen.tokens[match.last].pre and not clause.seen.tokens[match.first].article


def _over(clause: Clause, place: PlaceMention) -> bool:
    """Whether a country is where it happened, and no doer or owner: by its preposition or its verb."""
    if place.prep in TOLD_AT or place.cue or place.relation not in ("in", "between", ""):
        return True
    at = _chunk_at(clause, place.first)
    if at is None:
        return False
    prep = clause.chunk(at).prep
    if prep:
        return prep in TOLD_AT or (prep == "from" and clause.chunk(at).first + 1 >= place.first)
    return at > 0 and clause.cue(at - 1) == "undergo"


def _role(drafts: Sequence[Draft], role: str, piece: Piece) -> str | None:
    """The first actor in a role of the counted events; of a site that is struck, its owner."""
    able = (m for d in drafts for m in d.of(role) if not piece.start <= m.start < piece.end)
    return next((a for m in able if (a := _actor(m))), None)


def _actor(mention: Mention) -> str | None:
    owners = mention.actors if mention.sort in ("facility", "platform") else ()
    return mention.actor or next(iter(owners), None)


def _chunk_at(clause: Clause, token: int) -> int | None:
    """The index of the chunk that holds a token."""
    return next((i for i, c in enumerate(clause.seen.chunks) if c.first <= token < c.last), None)


def _verb(clause: Clause, piece: Piece, cues: frozenset[str]) -> int | None:
    """The verb with a cue that governs a count: the nearest one before it, with no comma between."""
    for index in range((_chunk_at(clause, piece.first) or 0) - 1, -1, -1):
        kind = clause.chunk(index).kind
        if kind in ("comma", "stop"):
            return None
        if kind == "verb":
            return index if clause.cue(index) in cues else None
    return None


def _subject(clause: Clause, verb: int, piece: Piece, speech: Sequence[Speech]) -> str | None:
    """The actor that is a verb's subject: behind it, before it, or who speaks ('it says that it …')."""
    after, before = verb + 1, verb - 1
    chunks = clause.seen.chunks
    if chunks[after].kind == "np" and not chunks[after].prep and chunks[after].last <= piece.first:
        return clause.mention(after).actor
    while before > 0 and chunks[before].kind == "np" and _of_place(clause, before):
        before -= 1  # 'the bases | in Iraq | and Syria | came under …'
    if before >= 0 and chunks[before].kind == "np" and not chunks[before].prep:
        theirs = bool(clause.seen.tokens[chunks[before].first].suffix)
        return _actor(clause.mention(before)) or _speaker(clause, chunks[before].first, speech, theirs)
    if before >= 0 and chunks[before].kind == "mark" and clause.seen.tokens[chunks[before].first].suffix:
        return _speaker(clause, chunks[before].first, speech, True)
    return None


def _of_place(clause: Clause, index: int) -> bool:
    """Whether a noun phrase only says where: it has a preposition, or goes on with one that has."""
    chunk = clause.chunk(index)
    return bool(chunk.prep) or (chunk.conj and clause.mention(index).sort in ("country", "place"))


def _speaker(clause: Clause, token: int, speech: Sequence[Speech], meant: bool) -> str | None:
    """The actor who says the words at a token, where a pronoun there means it; a ministry's is its army."""
    if not meant:
        return None
    for said in speech:
        if not said.first <= token < said.last:
            continue
        if said.actor and said.actor_kind != "government":
            return said.actor
        for match in clause.seen.kinds.get("demonyms", ()):
            if said.start <= match.start < said.end and isinstance(match.entry, DemonymEntry):
                return match.entry.actor or None
    return None


def _doer(clause: Clause, piece: Piece, speech: Sequence[Speech]) -> str | None:
    """The doer of counted events or of shots: the subject of the verb that carries them."""
    if piece.noun not in COUNTED or piece.ordinal:
        return None
    verb = _verb(clause, piece, DOING)
    return (_subject(clause, verb, piece, speech) if verb is not None else None) or _behind(clause, piece)


def _behind(clause: Clause, piece: Piece) -> str | None:
    """The doer of a relative clause with a pronoun for the counted ('ninety breaches | it committed | X')."""
    recorded = {i for m in tally_cues(clause, "tally.record") for i in range(m.first, m.last)}
    at = (_chunk_at(clause, piece.last - 1) or 0) + 1
    for index in range(at, min(at + BEHIND, len(clause.seen.chunks) - 1)):
        chunk, after = clause.chunk(index), clause.chunk(index + 1)
        if chunk.kind == "verb" and clause.seen.tokens[chunk.head].suffix and chunk.head not in recorded:
            named = after.kind == "np" and not after.prep and clause.reporting(index) is None
            return clause.mention(index + 1).actor if named else None
        if chunk.kind in ("comma", "stop", "verb"):
            return None
    return None


def _sufferer(clause: Clause, piece: Piece, speech: Sequence[Speech]) -> str | None:
    """Who underwent the counted events ('its forces came under nine attacks')."""
    if piece.noun not in COUNTED or piece.ordinal:
        return None
    verb = _verb(clause, piece, frozenset({"undergo"}))
    if verb is None or clause.chunk(_chunk_at(clause, piece.first) or 0).prep not in ("for", "to"):
        return None
    return _subject(clause, verb, piece, speech)


def _aim(clause: Clause, piece: Piece) -> str | None:
    """Whom the counted events were aimed at: the actor of 'on' or 'against' right behind them."""
    at = _chunk_at(clause, piece.last - 1)
    if piece.noun not in COUNTED or piece.ordinal or at is None:
        return None
    for index in range(at + 1, min(at + BEHIND, len(clause.seen.chunks))):
        chunk = clause.chunk(index)
        if chunk.kind == "np" and chunk.prep in AIMED:
            mention = clause.mention(index)
            return _actor(mention) if mention.sort not in ("country", "place") else None
        if chunk.kind not in ("event", "np", "time"):
            break
    return None
