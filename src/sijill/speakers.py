"""Who speaks: a speaker's phrase from its first word, its kind, its country, and whether it is the outlet."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from . import bounds
from .arguments import Clause
from .lexicon import ActorEntry, CueEntry, DemonymEntry, SourceEntry
from .matching import QUOTES, Match
from .mentions import Mention
from .outlet import Outlet

KIND_OF_ACTOR = {
    "state_forces": "military",
    "coalition": "military",
    "peacekeepers": "un_ngo",
    "police": "state_official",
    "intelligence": "state_official",
    "government": "state_official",
    "rebel": "armed_group",
    "political_militia": "armed_group",
    "identity_militia": "armed_group",
    "private_company": "armed_group",
    "political": "political",
    "civilians": "witness",
    "protesters": "witness",
    "rioters": "witness",
    "unidentified": "anonymous",
}
OWN_KINDS = ("", "news_agency", "monitor", "outlet", "witness")
NO_SPEAKERS = ("weapons", "harm", "events")


class Speech(msgspec.Struct):
    """One act of saying: the speaker, the stance of the words, and the tokens [first, last) it covers.

    `told` is the token after the verb and its speaker, where a noun that is said itself stands. `trails`
    says that the speaker is named after the words; `words` is the document span of what is said.
    `country` is that of the speaker where the phrase names one.
    """

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
    country: str = ""
    told: int = -1
    that: bool = False
    trails: bool = False
    accused: Mention | None = None
    words: tuple[int, int] = (0, 0)

    def covers(self, place: int) -> bool:
        """Whether a place in the document is within the words that are said."""
        return self.words[0] <= place < self.words[1]


class Speaker(msgspec.Struct):
    """A phrase that may speak: tokens [first, last), document span, kind ('' where it cannot speak)."""

    first: int
    last: int
    start: int
    end: int
    text: str
    kind: str
    actor: str | None = None
    actor_kind: str = ""
    country: str = ""
    own: bool = False
    sure: bool = False
    chunk: int = -1


def read(clause: Clause, index: int, outlet: Outlet, first: int = -1) -> Speaker:
    """The speaker whose phrase begins at noun phrase `index`, or at token `first` inside it."""
    chunk = clause.chunk(index)
    begin = max(first, chunk.first)
    last = bounds.trim(clause, begin, chunk.last)
    if last == chunk.last:
        last = bounds.extend(clause, index, begin)
    last = bounds.closed(clause, begin, last)
    seen = clause.seen
    start, end = seen.span(begin, last)
    speaker = Speaker(begin, last, start, end, clause.source[start:end], "", chunk=index)
    _describe(clause, speaker, outlet)
    return speaker


def _matches(clause: Clause, kind: str, speaker: Speaker) -> list[Match]:
    return [m for m in clause.seen.inside(kind, speaker.first, speaker.last) if m.last <= speaker.last + 1]


def _describe(clause: Clause, speaker: Speaker, outlet: Outlet) -> None:
    """Say of what kind a speaker is: by the source or actor at the head, by the body of an office."""
    found = [(m, m.entry) for m in _matches(clause, "sources", speaker) if isinstance(m.entry, SourceEntry)]
    actors = [(m, m.entry) for m in _matches(clause, "actors", speaker) if isinstance(m.entry, ActorEntry)]
    head = speaker.first
    while head < speaker.last - 1 and _before_head(clause, head):
        head += 1
    for match, entry in actors:
        if speaker.actor is None or (clause.seen.at("actors", head) is match):
            speaker.actor, speaker.actor_kind = entry.id, entry.actor_kind
        speaker.country = speaker.country or entry.country
    army = _nation(clause, speaker)
    source = next(((m, e) for m, e in found if m.first == head), None)
    actor = next(((m, e) for m, e in actors if m.first == head), None)
    mere = (
        actor is not None
        and KIND_OF_ACTOR.get(actor[1].actor_kind) in ("witness", "state_official")
        and (
            source is None or source[1].source_kind in ("military", "medic", "state_official", "news_agency")
        )
    )
    if actor is not None and (source is None or (actor[0].last > source[0].last and not mere)):
        counted = any(n.first == speaker.first and n.kind != "ordinal" for n in clause.seen.numbers)
        speaker.kind = (
            "" if counted and actor[1].generic else KIND_OF_ACTOR.get(actor[1].actor_kind, "anonymous")
        )
        speaker.sure = bool(speaker.kind) and actor[1].actor_kind != "civilians"
    elif source is not None:
        speaker.kind, speaker.sure = source[1].source_kind, True
        if source[1].office:
            body = _of_body(source[0], found, actors)
            of_nation = bool(speaker.country) and speaker.kind == "political"  # 'the Somali president'
            speaker.kind = body or ("state_official" if of_nation else speaker.kind)
    elif _country(clause, head):
        speaker.kind, speaker.sure = "state_official", True
    else:
        speaker.kind = _inner_kind(head, found, actors)
    if speaker.kind == "military" and army:
        speaker.actor = speaker.actor or army
    _own_voice(speaker, source, [e.source_kind for m, e in found if m.first > head], outlet)


def _nation(clause: Clause, speaker: Speaker) -> str:
    """Take the country that the words of a phrase name; return the actor that its army is."""
    army = ""
    for demonym in _matches(clause, "demonyms", speaker):
        if isinstance(demonym.entry, DemonymEntry):
            speaker.country = demonym.entry.country or speaker.country
            army = army or demonym.entry.actor
    return army


def _own_voice(
    speaker: Speaker, source: tuple[Match, SourceEntry] | None, further: Sequence[str], outlet: Outlet
) -> None:
    """The outlet's correspondent, and its own name, are its own voice; another's correspondent is not."""
    named = outlet.named_in(speaker.text)
    correspondent = source is not None and source[1].source_kind == "outlet"
    if correspondent and outlet.registered and not named and "news_agency" in further:
        correspondent, speaker.kind = False, "news_agency"
    speaker.own = correspondent or (named and speaker.kind in OWN_KINDS)
    if speaker.own:
        speaker.kind, speaker.sure = "outlet", True


def _inner_kind(
    head: int, found: Sequence[tuple[Match, SourceEntry]], actors: Sequence[tuple[Match, ActorEntry]]
) -> str:
    """The kind of a phrase whose head no list knows, by the body named after it ('a team of the
    rescuers').
    """
    near = [(m.first, -m.last, e.source_kind) for m, e in found]
    near += [(m.first, -m.last, KIND_OF_ACTOR.get(e.actor_kind, "")) for m, e in actors]
    kinds = [
        kind for first, _, kind in sorted(near) if first <= head + 2 and kind not in ("", "witness", "outlet")
    ]
    return kinds[0] if kinds else ""


def _before_head(clause: Clause, index: int) -> bool:
    """A number, 'one of', a quotation mark or a demonstrative before the noun that counts."""
    seen = clause.seen
    if any(m.first == index for kind in ("sources", "actors") if (m := seen.at(kind, index))):
        return False
    cue = seen.at("cues", index)
    some = cue is not None and isinstance(cue.entry, CueEntry) and cue.entry.cue in ("some", "other")
    numbered = any(n.first <= index < n.last for n in seen.numbers)
    return some or numbered or seen.pos[index] in "D.#" or seen.tokens[index].norm in QUOTES


def _country(clause: Clause, index: int) -> bool:
    match = clause.seen.at("demonyms", index)
    if match is None:
        chunk = next(
            (n for n, c in enumerate(clause.seen.chunks) if c.kind == "np" and c.first == index), None
        )
        return chunk is not None and clause.mention(chunk).sort == "country"  # a capital that says
    return (
        match is not None and match.first == index and any(form.spelling.pos == "X" for form in match.forms)
    )


def _of_body(
    head: Match, found: Sequence[tuple[Match, SourceEntry]], actors: Sequence[tuple[Match, ActorEntry]]
) -> str:
    """The kind of the body that an office belongs to."""
    bodies = [
        (m.first, -m.last, e.source_kind)
        for m, e in found
        if m.first >= head.last - 1 and not e.office and m is not head
    ]
    bodies += [
        (m.first, -m.last, KIND_OF_ACTOR.get(e.actor_kind, "")) for m, e in actors if m.first >= head.last - 1
    ]
    kinds = [kind for _, _, kind in sorted(bodies) if kind and kind != "outlet"]
    return next((kind for kind in kinds if kind != "witness"), kinds[0] if kinds else "")


def can_name(clause: Clause, speaker: Speaker) -> bool:
    """Whether a phrase that no list knows can be a person or body: no thing of another list."""
    seen = clause.seen
    if clause.mention(speaker.chunk).count is not None or clause.seen.tokens[speaker.first].suffix:
        return False
    if any(seen.at(kind, speaker.first) for kind in NO_SPEAKERS) or clause.mention(speaker.chunk).sort in (
        "facility",
        "place",
    ):
        return False
    return seen.pos[speaker.first] in "NX" and not seen.at("cues", speaker.first)
