"""Harm to people: who was killed, wounded, missing, taken or displaced, and how many, with the words."""

from __future__ import annotations

import msgspec

from .arguments import Clause, Group, subject_object
from .lexicon import CueEntry, HarmEntry
from .matching import Match
from .mentions import Mention
from .records import Count

ARMED = {"state_forces": "military", "coalition": "military", "peacekeepers": "military", "police": "police",
         "intelligence": "police"}
HUMAN = frozenset({"people", "harm", "actor", "thing", "source", "platform"})


class HarmMention(msgspec.Struct):
    """One figure of harm. `chunk` is where it stands in the sentence; `whole` the figure it is a part of."""

    kind: str
    who: str
    count: Count
    start: int
    end: int
    text: str
    chunk: int
    entry: str
    victim: Mention | None = None
    whole: HarmMention | None = None
    doer: Group | None = None
    active: bool = False


def find(clause: Clause) -> list[HarmMention]:
    """All harm told in a sentence, in order."""
    out: list[HarmMention] = []
    taken: set[int] = set()
    for index, chunk in enumerate(clause.seen.chunks):
        if _among(clause, index) and out:
            _parts(clause, index, out, taken)
            continue
        if chunk.kind in ("verb", "event"):
            match = clause.seen.at("harm", chunk.head)
            if match is not None and isinstance(match.entry, HarmEntry):
                _of_word(clause, index, match.entry, out, taken)
        elif chunk.kind == "np" and index not in taken:
            _of_people(clause, index, out, taken)
        _zero(clause, index, out)
    return out


def _among(clause: Clause, index: int) -> bool:
    return clause.cue(index) == "among"


def _of_word(clause: Clause, index: int, entry: HarmEntry, out: list[HarmMention], taken: set[int]) -> None:
    """A verb or masdar of harm with the people it tells of."""
    if not entry.harm:
        return
    doer: Group | None = None
    active = False
    if clause.chunk(index).kind == "event":
        group = _genitive(clause, index)
    else:
        subject, target = subject_object(clause, index)
        if entry.way == "active" or (target is not None and subject is not None and _killer(subject, target)):
            active, doer, group = True, subject if target is not None else None, target or subject
        else:
            group = subject or target
    if group is None or group.lead.sort not in HUMAN or group.at in taken:
        return
    for item in group.items:
        made = _figure(_own_kind(item) or entry.harm, item, index, entry.id, out)
        if made is not None:
            made.doer, made.active = doer, active
            out.append(made)
    taken.update(range(group.at, group.last + 1))
    _shared_masdar(clause, index, entry, group, out)


def _own_kind(item: Mention) -> str:
    """The kind of harm that a noun for the harmed tells by itself ('dead and wounded fell')."""
    entry = item.match.entry if item.sort == "harm" and item.match is not None else None
    return entry.harm if isinstance(entry, HarmEntry) else ""


def _killer(subject: Group, target: Group) -> bool:
    return subject.lead.sort in ("actor", "platform", "people", "country") and target.lead.sort in HUMAN and (
        subject.lead.count is None
    )


def _genitive(clause: Clause, index: int) -> Group | None:
    """The people that a masdar of harm governs: right after it, or after a masdar coordinated with it."""
    here = index + 1
    chunks = clause.seen.chunks
    while here < len(chunks) and chunks[here].kind == "event" and chunks[here].conj and clause.seen.at("harm", chunks[here].head):
        here += 1
    while here < len(chunks) and chunks[here].kind == "time":
        here += 1
    if here < len(chunks) and chunks[here].kind == "np" and not chunks[here].prep and not chunks[here].conj:
        return clause.group_at(here)
    return None


def _shared_masdar(clause: Clause, index: int, entry: HarmEntry, group: Group, out: list[HarmMention]) -> None:
    """'Killing and wounding of five': the second masdar has the same people, with no figure of its own."""
    here = index + 1
    while here < group.at and clause.chunk(here).kind == "event":
        match = clause.seen.at("harm", clause.chunk(here).head)
        if match is not None and isinstance(match.entry, HarmEntry) and match.entry.harm and match.entry.harm != entry.harm:
            for item in group.items:
                made = _figure(match.entry.harm, item, here, match.entry.id, out)
                if made is not None:
                    made.victim = None
                    out.append(made)
        here += 1


def _of_people(clause: Clause, index: int, out: list[HarmMention], taken: set[int]) -> None:
    """'Five dead and ten wounded': nouns that name the harmed."""
    group = clause.group_at(index)
    for offset, item in enumerate(group.items):
        match = item.match
        if item.sort == "harm" and isinstance(match, Match) and isinstance(match.entry, HarmEntry) and match.entry.harm:
            if item.definite and item.count is None:
                continue
            made = _figure(match.entry.harm, item, index + offset, match.entry.id, out)
            if made is not None:
                out.append(made)
                taken.add(group.at + offset)


def _figure(kind: str, item: Mention, chunk: int, entry: str, out: list[HarmMention]) -> HarmMention | None:
    """One figure from one noun phrase; None where the phrase is no people."""
    if item.sort not in HUMAN or item.sort == "platform":
        return None
    if item.sort == "thing" and item.count is not None and not item.others and item.noun:
        return None  # a number of something that is no people: years, houses
    who = _who(item, out)
    count = item.count if item.count is not None else _by_number(item)
    victim = item if item.sort in ("people", "actor", "thing", "source") and not _bare_others(item) else None
    return HarmMention(kind, who, count, item.start, item.end, item.text, chunk, entry, victim)


def _by_number(item: Mention) -> Count:
    """The count that a noun's own number tells."""
    if item.some:
        return Count()
    if item.number == "two":
        return Count(min=2, max=2)
    if item.number == "one" or (item.sort in ("thing", "source") and item.match is None) or item.number == "":
        return Count(min=1, max=1) if item.sort != "actor" else Count()
    return Count()


def _who(item: Mention, out: list[HarmMention]) -> str:
    if item.who in ("", "unspecified", "member") and item.actor_kind and item.sort != "source":
        if item.who == "unspecified" and not item.actor:
            return "unspecified"
        if item.actor_kind in ("civilians", "protesters", "rioters"):
            return "civilian"
        return ARMED.get(item.actor_kind, "militant")
    if item.who == "member":
        return "militant"
    if item.who:
        return item.who
    return out[-1].who if out and item.others else "unspecified"


def _bare_others(item: Mention) -> bool:
    """'Three others': a phrase whose noun is left out."""
    return item.sort == "thing" and item.match is None and item.actor is None and item.last - item.first <= 3 and (
        item.count is not None
    )


def _parts(clause: Clause, index: int, out: list[HarmMention], taken: set[int]) -> None:
    """'Among them four children': figures that are parts of the one before."""
    whole = out[-1]
    here = index + 1
    if here < len(clause.seen.chunks) and clause.chunk(here).kind == "np" and here not in taken:
        group = clause.group_at(here)
        for item in group.items:
            if item.sort not in ("people", "harm", "actor"):
                continue
            made = _figure(whole.kind, item, here, whole.entry, out)
            if made is not None and made.who != "unspecified":
                made.whole = whole
                out.append(made)
        taken.update(range(group.at, group.last + 1))


def _zero(clause: Clause, index: int, out: list[HarmMention]) -> None:
    """'No casualties' is nought dead and nought wounded; 'no word of casualties' is nothing."""
    chunk = clause.chunk(index)
    for at in range(chunk.first, chunk.last):
        match = clause.seen.at("harm", at)
        if match is None or match.first != at or not isinstance(match.entry, HarmEntry) or match.entry.way != "zero":
            continue
        kinds = (match.entry.harm,) if match.entry.harm else ("killed", "wounded")
        text = clause.source[match.start : match.end]
        out.extend(
            HarmMention(kind, "unspecified", Count(min=0, max=0), match.start, match.end, text, index, match.entry.id)
            for kind in kinds
        )


def cue_of(match: Match) -> str:
    """The cue of a match of kind cues."""
    return match.entry.cue if isinstance(match.entry, CueEntry) else ""
