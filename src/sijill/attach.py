"""Give what a sentence holds (places, times, means, harm, speakers) to the event of it that each belongs
to.
"""

from __future__ import annotations

from . import dating, motives
from .arguments import Clause, is_turn
from .attribution import Speech
from .drafts import FAMILY, FORCE, Draft, Means
from .harm import HarmMention
from .language import When
from .lexicon import CueEntry
from .means import means_of
from .places import PlaceMention, is_country
from .sides import announce

NO_PLACE = frozenset({"about", "as", "with", "for", "to", "by", "belonging"})
MOTIVES = frozenset({"for", "about", "because", "against", "response"})
SOURCES = frozenset({"from", "origin"})
HOLDERS = frozenset({"governorate", "district", "region", ""})
WIDE = frozenset({"governorate", "region", "country"})
TOWARDS = frozenset({"for", "to"})
TAKERS = {
    "arrested": ("arrest", "raid"),
    "abducted": ("abduction", "armed_attack", "raid"),
    "displaced": (),
    "missing": (),
}


def owners(clause: Clause, drafts: list[Draft]) -> list[tuple[int, Draft]]:
    """Where in the sentence each draft's stretch begins, by token; the first begins at 0."""
    marks: list[tuple[int, Draft]] = []
    heads = sorted(((t.chunk, d) for d in drafts for t in d.triggers), key=lambda pair: pair[0])
    before = -1
    for chunk, draft in heads:
        begin = clause.chunk(_begin(clause, chunk, before)).first if marks else 0
        marks.append((begin, draft))
        before = chunk
    return marks


def _begin(clause: Clause, chunk: int, before: int) -> int:
    """The chunk at which the stretch of a trigger begins: after the last stop or comma,
    or at its own clause.
    """
    for index in range(chunk - 1, before, -1):
        here = clause.chunk(index)
        if here.kind in ("stop", "comma") or clause.cue(index) in ("meanwhile", "result"):
            return index
    return chunk


def owner(marks: list[tuple[int, Draft]], token: int) -> Draft:
    """The draft whose stretch holds a token."""
    found = marks[0][1]
    for begin, draft in marks:
        if begin <= token:
            found = draft
    return found


def attach(
    clause: Clause,
    drafts: list[Draft],
    places: list[PlaceMention],
    harm: list[HarmMention],
    speech: list[Speech],
) -> list[HarmMention]:
    """Attach all findings of a sentence to its drafts; return the harm that no draft of it can hold."""
    left: list[HarmMention] = []
    if not drafts:
        return harm
    marks = owners(clause, drafts)
    _places(clause, drafts, marks, places, speech)
    for when in clause.seen.times:
        _date(clause, drafts, marks, when, speech)
    for token, means in means_of(clause):
        taker_of_means = owner(marks, token)
        if not _is_hit(taker_of_means, token, means):
            taker_of_means.means.append(means)
    _repeats(clause, drafts, marks)
    for figure in harm:
        if motives.behind(clause, figure.chunk, drafts) and FAMILY[drafts[0].event_type] == "protest":
            continue  # the dead that a protest is about
        taker = _taker(clause, marks, figure)
        if taker is None and not (
            figure.prep in MOTIVES and any(FAMILY[d.event_type] == "protest" for d in drafts)
        ):
            left.append(figure)
        elif taker is not None:
            taker.harm.append(figure)
    for saying in speech:
        for draft in drafts:
            if any(saying.first <= t.head < saying.last for t in draft.triggers):
                draft.speech.append(announce(clause, draft, saying))
    return left


def lend_rest(clause: Clause, home: Draft) -> None:
    """Give the weapons of a sentence with no event to the event that it goes on about, and its time."""
    home.means.extend(means for _, means in means_of(clause) if means.refines and not means.platform)
    if not home.dates:
        for when in clause.seen.times:
            _date(clause, [home], [(0, home)], when, [])


def _repeats(clause: Clause, drafts: list[Draft], marks: list[tuple[int, Draft]]) -> None:
    """How often: a count of the event noun ('eight raids') or of times ('three times')."""
    for number in clause.seen.numbers:
        if number.kind not in ("cardinal", "dual") or number.count.min is None:
            continue
        head = number.head if number.head is not None else number.first
        counted = next((d for d in drafts if any(t.noun and t.head == head for t in d.triggers)), None)
        if counted is None and is_turn(clause, head):
            counted = owner(marks, number.first)
        if counted is not None and counted.repeats is None:
            counted.repeats = number.count
            first, last = clause.seen.tokens[number.first], clause.seen.tokens[number.last - 1]
            counted.note("repeats", "a number of the event noun or of times", "", first.body, last.end)


def _is_hit(draft: Draft, token: int, means: Means) -> bool:
    """Whether a weapon is what was hit ('struck drones and launchers'), not what was used."""
    if any(t.entry.needs == "means" for t in draft.triggers):
        return False  # what is launched is used, not hit
    if FAMILY[draft.event_type] == "explosive" and FAMILY.get(means.refines) == "explosive":
        return False  # what explodes
    return not means.adjective and any(
        a.role == "target" and a.mention.first <= token < a.mention.last and draft.frame != "intercept"
        for a in draft.arguments
        if draft.triggers[0].start < a.mention.start
    )


def _places(
    clause: Clause,
    drafts: list[Draft],
    marks: list[tuple[int, Draft]],
    places: list[PlaceMention],
    speech: list[Speech],
) -> None:
    """Give each place to its event; what only says where a place lies that is none of an event's goes with
    it.
    """
    before: PlaceMention | None = None
    dropped = False
    for place in places:
        if place.heading:
            for draft in drafts:
                draft.places.append(place)
            continue
        draft = owner(marks, place.first)
        if _of_a_name(clause, place):
            continue
        if before is not None and _further(clause, before, place):
            if before in draft.places:
                if place.prep in SOURCES and place.kind in HOLDERS:
                    draft.places.append(place)
                    continue
            elif before.prep in NO_PLACE | SOURCES or (dropped and (place.prep or place.relation != "in")):
                before = place
                continue
        dropped = _stands(clause, draft, place) or _from_there(clause, drafts, place)
        if not dropped:
            _place(clause, draft, place, speech)
        before = place
    motives.leave(clause, drafts, places)


def _further(clause: Clause, before: PlaceMention, place: PlaceMention) -> bool:
    """Whether a place follows the one before directly, and so tells where that lies."""
    if place.joined or (before.prep in SOURCES and _fell(clause, before, place)):
        return False
    between = clause.seen.pos[before.last : place.first]
    if not between:
        return True
    governed = "P" in (between[-1], clause.seen.pos[place.first])
    return len(between) < 3 and governed and all(pos in "PJ" for pos in between)


def _fell(clause: Clause, before: PlaceMention, place: PlaceMention) -> bool:
    """Whether what came 'from' one place fell in the other: 'fired from the strip | on a town', or | in one
    that is too small for the first to lie in.
    """
    wide = is_country(clause.seen, before) or before.kind in WIDE
    return place.prep == "on" or (place.prep == "in" and wide and not is_country(clause.seen, place))


def _from_there(clause: Clause, drafts: list[Draft], place: PlaceMention) -> bool:
    """Whether a place lies inside what is told as the origin of fire: 'its origin is positions of A in X'."""
    if place.prep in ("on", "to"):
        return False
    triggers = {t.chunk for d in drafts for t in d.triggers}
    chunks = clause.seen.chunks
    at = next((n for n, c in enumerate(chunks) if c.first <= place.first < c.last), None)
    while at is not None and at >= 0 and chunks[at].kind in ("np", "event") and at not in triggers:
        if chunks[at].prep == "origin":
            return True
        if chunks[at].prep in ("on", "to"):
            return False
        at -= 1
    return False


def _stands(clause: Clause, draft: Draft, place: PlaceMention) -> bool:
    """Whether a place says where those who fire are stationed, not where the fire fell."""
    if FAMILY[draft.event_type] not in FORCE:
        return False
    at = place.first - 1
    while at >= 0 and clause.seen.pos[at] == "P":
        at -= 1
    word = clause.seen.at("placewords", at)
    if word is None or getattr(word.entry, "way", "") != "stand":
        return False
    index = next((n for n, c in enumerate(clause.seen.chunks) if c.first <= at < c.last), None)
    if index is None or clause.chunk(index).prep in SOURCES:
        return index is not None
    held = {a.role for a in draft.arguments if a.mention.first < at <= a.mention.last}
    named = "attacker" in held or (not held and clause.mention(index).sort == "actor")
    return named and clause.seen.tokens[at].article


def _place(clause: Clause, draft: Draft, place: PlaceMention, speech: list[Speech]) -> None:
    if _of_a_speaker(place, speech):
        return
    if draft.frame != "protest" and _home(clause, place):
        return
    if draft.frame == "protest" and place.prep == "for":
        draft.places.append(place)
        return
    if place.prep in NO_PLACE and not (place.prep in TOWARDS and _aimed(clause, draft, place)):
        return
    bare = not place.prep and not place.cue and not place.joined
    if bare and (is_country(clause.seen, place) or not _governed(clause, place)):
        return
    if not place.prep and not place.cue and _speaks(clause, draft, place):
        return
    if is_country(clause.seen, place) and not _country_place(draft, place):
        return
    if place.prep in SOURCES and draft.frame != "leave" and draft.triggers[0].entry.needs != "drive":
        if _heads(clause, place):
            draft.origin.append(place)
        return
    draft.places.append(place)


def _speaks(clause: Clause, draft: Draft, place: PlaceMention) -> bool:
    """Whether a bare name is the subject of a verb of saying or agreeing: 'Ankara signed', 'X said'."""
    chunks = clause.seen.chunks
    at = next((n for n, c in enumerate(chunks) if c.first <= place.first < c.last), 0)
    while at > 0 and chunks[at].conj and not chunks[at].prep and chunks[at - 1].kind == "np":
        at -= 1
    if at == 0 or chunks[at].prep or chunks[at - 1].kind != "verb":
        return False
    if draft.frame == "agree":
        return any(a.mention.first <= place.first < a.mention.last for a in draft.arguments)
    return clause.reporting(at - 1) is not None


def _country_place(draft: Draft, place: PlaceMention) -> bool:
    """Whether a country's name says where: in it, or under fire; not between states, not as a party."""
    if place.relation == "between":
        return False
    fire = FAMILY[draft.event_type] in FORCE and place.prep == "on"
    return bool(place.cue) or fire or not _acts(draft, place)


def _home(clause: Clause, place: PlaceMention) -> bool:
    """Whether the place says whose people are meant ('the people of X'), with no preposition of its own."""
    if place.first == 0 or clause.seen.tokens[place.first].pre or clause.seen.tokens[place.first - 1].article:
        return False
    if clause.seen.pos[place.first] == "P":
        return False  # 'people on the edge of X': the phrase brings its own preposition
    return clause.seen.at("people", place.first - 1) is not None and not _heads(clause, place)


def _heads(clause: Clause, place: PlaceMention) -> bool:
    """Whether the preposition governs the place itself, not people or things of it."""
    return any(c.first == place.first for c in clause.seen.chunks)


def _aimed(clause: Clause, draft: Draft, place: PlaceMention) -> bool:
    """Fire 'towards X', or 'the shelling of forces on X' said with a dative:
    the place is where the effect falls.
    """
    if draft.frame == "move" and place.prep == "to":
        return True  # where forces go is where they are
    if (
        FAMILY[draft.event_type] not in FORCE
        or not _heads(clause, place)
        or (place.prep == "for" and not (place.cue or place.opened))
    ):
        return False
    chunks = clause.seen.chunks
    at = next(n for n, c in enumerate(chunks) if c.first == place.first)
    if place.prep == "to":
        told = next((n for n in range(at - 1, -1, -1) if chunks[n].kind in ("verb", "event")), -1)
        fired = told < 0 or any(t.chunk == told for t in draft.triggers)  # not 'were taken to X after a raid'
        return fired and FAMILY[draft.event_type] == "remote"
    nouns = [t.chunk for t in draft.triggers if t.noun and t.chunk < at]
    return bool(nouns) and all(
        clause.chunk(n).kind not in ("verb", "stop") for n in range(max(nouns) + 1, at)
    )


def _governed(clause: Clause, place: PlaceMention) -> bool:
    """Whether a bare name stands inside a phrase that a noun or verb governs,
    not alone as a dateline does.
    """
    for index, chunk in enumerate(clause.seen.chunks):
        if chunk.first <= place.first < chunk.last:
            return chunk.first < place.first or (
                index > 0 and clause.chunk(index - 1).kind in ("event", "verb", "np")
            )
    return False


def _acts(draft: Draft, place: PlaceMention) -> bool:
    """Whether a country's name is a party here, not a place."""
    return any(
        a.mention.start <= place.start < a.mention.end and a.mention.sort in ("country", "actor")
        for a in draft.arguments
    )


def _of_a_name(clause: Clause, place: PlaceMention) -> bool:
    """Whether the place stands inside an actor's or source's name."""
    for kind in ("actors", "sources"):
        match = clause.seen.at(kind, place.last - 1)
        if match is not None and match.last - match.first > place.last - place.first:
            return True
    return False


def _of_a_speaker(place: PlaceMention, speech: list[Speech]) -> bool:
    """Whether the place says where a speaker stands."""
    return any(
        s.start <= place.start < s.end or (0 <= place.start - s.end <= 6 and place.prep == "in")
        for s in speech
    )


def _date(
    clause: Clause, drafts: list[Draft], marks: list[tuple[int, Draft]], when: When, speech: list[Speech]
) -> None:
    dated = dating.dated(clause, when, drafts, speech)
    if dated is None:
        return
    if dated.borrowed or len(clause.seen.times) == 1:
        for draft in drafts:
            if not dated.borrowed or draft.triggers[-1].head >= when.first:
                draft.dates.append(dated)
        return
    owner(marks, when.first).dates.append(dated)


def _taker(clause: Clause, marks: list[tuple[int, Draft]], figure: HarmMention) -> Draft | None:
    """The draft of the sentence that a figure belongs to: its own stretch's, or the nearest that can."""
    token = clause.chunk(figure.chunk).first
    own = owner(marks, token)
    if _takes(own, figure):
        return own
    able = [(abs(begin - token), n, draft) for n, (begin, draft) in enumerate(marks) if _takes(draft, figure)]
    return min(able, key=lambda one: one[:2])[2] if able else None


def _takes(draft: Draft, figure: HarmMention) -> bool:
    """Whether an event of this type can have such harm."""
    if figure.kind in TAKERS:
        return draft.event_type in TAKERS[figure.kind]
    if figure.prep in MOTIVES and FAMILY[draft.event_type] == "protest":
        return False  # deaths that a protest is about
    return FAMILY[draft.event_type] in FORCE or draft.event_type in (
        "armed_clash",
        "raid",
        "riot",
        "protest",
        "torture",
        "property_destruction",
        "arrest",
        "abduction",
    )


def cues_in(clause: Clause) -> set[str]:
    """The cues of a sentence."""
    return {m.entry.cue for m in clause.seen.kinds.get("cues", ()) if isinstance(m.entry, CueEntry)}
