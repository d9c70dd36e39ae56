"""Who says so: speakers by label, by verb, by 'according to', by chain; and over which words their saying goes."""

from __future__ import annotations

import msgspec

from .arguments import Clause, Group
from .lexicon import ActorEntry, ReportingEntry, SourceEntry
from .mentions import Mention

KIND_OF_ACTOR = {
    "state_forces": "military", "coalition": "military", "peacekeepers": "un_ngo", "police": "state_official",
    "intelligence": "state_official", "government": "state_official", "rebel": "armed_group",
    "political_militia": "armed_group", "identity_militia": "armed_group", "private_company": "armed_group",
    "political": "political", "civilians": "witness", "protesters": "witness", "rioters": "witness",
    "unidentified": "anonymous",
}


class Speech(msgspec.Struct):
    """One act of saying: the speaker, the stance of the words, and the tokens [first, last) it covers."""

    kind: str
    stance: str
    distance: bool
    start: int
    end: int
    text: str
    first: int
    last: int
    actor: str | None = None
    actor_kind: str = ""
    entry: str = ""
    via: Speech | None = None
    outlet: bool = False


class Voice(msgspec.Struct):
    """Whoever spoke last: carried from sentence to sentence for 'he added'; a label carries over lines."""

    last: Speech | None = None
    label: Speech | None = None


def find(clause: Clause, voice: Voice, opens: str) -> list[Speech]:
    """The acts of saying in one sentence. `opens` is 'paragraph' where the sentence opens one."""
    out: list[Speech] = []
    size = len(clause.seen.tokens)
    label = _label(clause) if opens == "paragraph" else None
    if label is not None:
        voice.label = None if label.outlet else label
        voice.last = label
        out.append(label)
    elif voice.label is not None:
        out.append(_again(voice.label, 0, size))
    for index in range(len(clause.seen.chunks)):
        out.extend(_said_at(clause, index, voice))
    return [s for s in out if not s.outlet]


def _again(speech: Speech, first: int, last: int) -> Speech:
    return msgspec.structs.replace(speech, first=first, last=last)


def _label(clause: Clause) -> Speech | None:
    """'Speaker:' at the head of a paragraph."""
    chunks = clause.seen.chunks
    for index, chunk in enumerate(chunks[:4]):
        if chunk.kind == "stop":
            token = clause.seen.tokens[chunk.first]
            if token.norm != ":" or index == 0 or clause.chunk(0).kind != "np":
                return None
            return _speech(clause.mention(0), clause, "reports", "", 0, len(clause.seen.tokens))
        if chunk.kind not in ("np", "mark", "comma"):
            return None
    return None


def _said_at(clause: Clause, index: int, voice: Voice) -> list[Speech]:
    entry = clause.reporting(index)
    if entry is None:
        return _according(clause, index, voice)
    size = len(clause.seen.tokens)
    chunk = clause.chunk(index)
    if entry.way == "participle" or (entry.way == "verb" and chunk.kind != "verb"):
        if entry.way != "participle" or voice.last is None:
            return []
        return [_restanced(voice.last, entry, chunk.first, size)]
    if entry.way in ("verb", "from"):
        return _by_verb(clause, index, entry, voice)
    if entry.way == "according":
        return _after(clause, index, entry, voice)
    if entry.way == "noun" and entry.stance != "reports" and voice.last is not None:
        return [_restanced(voice.last, entry, chunk.first, size)]
    return []


def _restanced(speech: Speech, entry: ReportingEntry, first: int, last: int) -> Speech:
    return msgspec.structs.replace(
        speech, stance=entry.stance, distance=entry.distance, first=first, last=last, entry=entry.id
    )


def _by_verb(clause: Clause, index: int, entry: ReportingEntry, voice: Voice) -> list[Speech]:
    """'X said that ...', 'that X said ...', and the bare 'he added'."""
    chunk = clause.chunk(index)
    size = len(clause.seen.tokens)
    right = clause.right(index)
    first = chunk.first if index > 2 and _complement(clause, index) else 0
    speaker = next((g for g in right if not g.prep and g.at <= index + 3), None)
    if speaker is None or not _can_speak(speaker.lead, entry):
        speaker = clause.left(index)
        if speaker is not None and (speaker.last < index - 2 or not _can_speak(speaker.lead, entry)):
            speaker = None
    if speaker is None:
        if voice.last is None:
            return []
        return [_restanced(voice.last, entry, chunk.first, size)]
    made = _speech(speaker.lead, clause, entry.stance, entry.id, first, size)
    if made is None:
        return []
    made.distance = entry.distance
    out = [made]
    chained = _from(right, speaker, entry)
    if entry.way == "from" and chained is None:
        return []
    if chained is not None:
        inner = _speech(chained.lead, clause, entry.stance, entry.id, first, size)
        if inner is not None:
            inner.via = made
            out.append(inner)
    if len(speaker.items) > 1:
        for item in speaker.items[1:]:
            other = _speech(item, clause, entry.stance, entry.id, first, size)
            if other is not None and _can_speak(item, entry):
                out.append(other)
    voice.last = out[-1] if not out[-1].outlet else voice.last
    return out


def _complement(clause: Clause, index: int) -> bool:
    """Whether what the verb says follows it: then the words before it are not its own."""
    return any(c.kind == "mark" and clause.seen.pos[c.first] == "S" for c in clause.seen.chunks[index + 1 : index + 6])


def _can_speak(mention: Mention, entry: ReportingEntry) -> bool:
    if mention.sort in ("source", "country"):
        return True
    if mention.sort == "actor":
        return mention.count is None
    return mention.sort == "thing" and mention.named and entry.stance in ("reports", "denies", "confirms")


def _from(right: list[Group], speaker: Group, entry: ReportingEntry) -> Group | None:
    if entry.way != "from":
        return None
    return next((g for g in right if g.prep in ("about", "from") and g.at > speaker.at), None)


def _after(clause: Clause, index: int, entry: ReportingEntry, voice: Voice) -> list[Speech]:
    """'According to X': the noun phrase after the words, over the whole sentence."""
    for group in clause.right(index)[:1]:
        made = _speech(group.lead, clause, entry.stance, entry.id, 0, len(clause.seen.tokens))
        if made is not None:
            made.distance = entry.distance
            voice.last = made
            return [made]
    return []


def _according(clause: Clause, index: int, voice: Voice) -> list[Speech]:
    """'According to X' where the words are a preposition and so no chunk of their own."""
    chunk = clause.chunk(index)
    if chunk.kind != "np":
        return []
    for at in range(max(0, chunk.first - 3), chunk.first):
        match = clause.seen.at("reporting", at)
        if match is None or match.last != chunk.first or not isinstance(match.entry, ReportingEntry):
            continue
        if match.entry.way == "according" and clause.seen.at("reporting", chunk.first) is not match:
            made = _speech(clause.mention(index), clause, match.entry.stance, match.entry.id, 0, len(clause.seen.tokens))
            if made is not None:
                made.distance = match.entry.distance
                voice.last = made
                return [made]
    return []


def _speech(
    mention: Mention, clause: Clause, stance: str, entry: str, first: int, last: int
) -> Speech | None:
    """Speech of a noun phrase; None where the phrase cannot speak."""
    kind, outlet = _kind(mention, clause)
    if not kind:
        return None
    actor = mention.actor
    return Speech(kind, stance, False, mention.start, mention.end, mention.text, first, last, actor,
                  mention.actor_kind, entry, None, outlet)


def _kind(mention: Mention, clause: Clause) -> tuple[str, bool]:
    """The kind of source a noun phrase is, and whether it is the outlet's own voice."""
    for match in clause.seen.inside("sources", mention.first, mention.last):
        entry = match.entry
        if isinstance(entry, SourceEntry):
            return entry.source_kind, entry.source_kind == "outlet"
    for match in clause.seen.inside("actors", mention.first, mention.last):
        entry = match.entry
        if isinstance(entry, ActorEntry):
            return KIND_OF_ACTOR.get(entry.actor_kind, "anonymous"), False
    if mention.sort == "country":
        return "state_official", False
    named = mention.sort == "thing" and mention.named and not clause.seen.inside("places", mention.first, mention.last)
    return ("political", False) if named else ("", False)
