"""The words of a sentence that tell of an event, and how each stands in it."""

from __future__ import annotations

import msgspec

from . import families, finds, motives, moves, threats, told, turns
from .arguments import Clause
from .drafts import Trigger
from .lexicon import EventEntry, HarmEntry
from .matching import Match
from .seen import Chunk
from .subjects import subject_object

NEAR = 7  # chunks between a light verb and its noun
LISTED = 24  # the same where a list of places stands between: 'A, B and C underwent | shelling'
MUTUAL = "cue.light.mutual"
DISASTERS = ("nature", "accident")
SHOT = frozenset({"artillery", "mortar", "rocket", "missile", "ballistic_missile"})
DOWN = frozenset({"on", "in", "near", "coinciding"})
STATES = frozenset({"territory_change", "deployment"})


def triggers(clause: Clause, sentence: int) -> list[Trigger]:
    """The event words of a sentence, names of actors and places left out."""
    found: list[Trigger] = []
    if "events" not in clause.seen.kinds:
        return found
    for index, chunk in enumerate(clause.seen.chunks):
        if chunk.kind not in ("event", "verb", "np") and not threats.opens(clause, index):
            continue
        last = chunk.head + 1 if chunk.kind == "verb" else chunk.last
        for match in clause.seen.inside("events", chunk.first, last):
            trigger = _trigger(clause, index, chunk, match.first, sentence)
            if trigger is not None:
                found.append(trigger)
                break
    return [t for t in found if not (_only_carries(clause, t, found) or families.foils(t, found))]


def _only_carries(clause: Clause, trigger: Trigger, found: list[Trigger]) -> bool:
    """'Launched' is an event with rockets for its object; with an event noun for it ('launched a drill') it
    only carries.
    """
    if trigger.noun or trigger.entry.needs != "means" or clause.cue(trigger.chunk) != "light":
        return False
    if clause.seen.tokens[trigger.head].suffix and _stopped(clause, trigger, found):
        return True
    return any(
        t.noun
        and not t.prep
        and t.entry.needs != "means"
        and t.chunk > trigger.chunk
        and not any(c.kind in ("verb", "stop") for c in clause.seen.chunks[trigger.chunk + 1 : t.chunk])
        for t in found
    )


def _stopped(clause: Clause, trigger: Trigger, found: list[Trigger]) -> bool:
    """Whether what was launched is what the event before tells to be downed: 'a missile | that X fired'."""
    before = [t for t in found if t.chunk < trigger.chunk]
    return (
        bool(before)
        and before[-1].entry.frame == "intercept"
        and not any(
            c.kind in ("verb", "stop") for c in clause.seen.chunks[before[-1].chunk + 1 : trigger.chunk]
        )
    )


def _trigger(clause: Clause, index: int, chunk: Chunk, head: int, sentence: int) -> Trigger | None:
    seen = clause.seen
    match = seen.at("events", head)
    if match is None or match.first != head or not isinstance(match.entry, EventEntry):
        return None
    if chunk.kind == "np" and head != chunk.first and not _quantified(clause, chunk, head):
        return None
    for kind in ("actors", "places", "sources"):
        name = seen.at(kind, head)
        if name is not None and (name.last - name.first > match.last - match.first or name.first < head):
            return None
    entry = match.entry
    site = head == chunk.first and seen.at("facilities", head) is not None
    arms = seen.at("weapons", head)
    if (arms is not None and arms.first < head) or _with_arms(clause, index, match):
        return None  # 'a swarm of | drones'
    if chunk.kind == "np" and (entry.weak or site or _counted_drones(clause, match)):
        return None
    if entry.frame == "protest" and _feast(clause, index):
        return None
    if entry.frame == "destroy" and _by_nature(clause, index):
        return None
    if chunk.kind != "verb" and not _noun_tells(clause, index, match, entry):
        return None
    if chunk.kind == "verb" and not _verb_tells(clause, index, match, entry):
        return None
    if _is_harm(clause, index, head, entry):
        return None
    if entry.needs == "shells" and not _counted_arms(clause, index):
        return None
    if entry.needs == "shot" and not _landed(clause, index):
        return None
    if entry.needs in ("forces", "march") and not moves.told(clause, index, entry.needs):
        return None
    if entry.needs == "defence" and not _by_defence(clause, index):
        return None
    said = finds.meant(clause, index, entry)
    return _made(clause, index, said, match, sentence) if said is not None else None


def _noun_tells(clause: Clause, index: int, match: Match, entry: EventEntry) -> bool:
    """Whether a noun can tell of an event here: no 'remnants of', no mere 'areas of control'."""
    if index and clause.cue(index - 1) == "remnant":
        return False
    chunk = clause.chunk(index)
    if entry.needs in finds.STATED:
        return True  # what stands about it tells, and is asked for further on
    if entry.needs == "means" and chunk.prep == "on" and clause.seen.tokens[chunk.head].article:
        return False  # 'at all', spelt like 'upon the launching'
    if entry.event_type == "agreement" and _of_an_area(clause, clause.chunk(index).head):
        return False
    if entry.event_type == "territory_change" and clause.chunk(index).prep in ("because", "despite", "since"):
        return False  # 'flights stopped because of X's control of the port': a state
    if match.last > match.first + 1 and match.last > clause.chunk(index).last:
        return True  # 'the fall | of the base': the words themselves say of what
    return (
        entry.event_type not in STATES or _of_a_place(clause, index) or _genitive_place(clause, index, entry)
    )


def _genitive_place(clause: Clause, index: int, entry: EventEntry) -> bool:
    """Whether a noun of control is told of the place named behind it ('the retaking of | the town X')."""
    after = index + 1
    if entry.event_type != "territory_change" or clause.seen.tokens[clause.chunk(index).head].article:
        return False
    if after >= len(clause.seen.chunks) or clause.chunk(after).kind != "np" or not clause.chunk(after).after:
        return False
    return clause.mention(after).sort == "place"


def _of_an_area(clause: Clause, head: int) -> bool:
    """Whether the word says what kind of area is meant ('the zones of the truce')."""
    return head > 0 and any(m.last == head and m.kind == "placewords" for m in clause.seen.matches)


def _verb_tells(clause: Clause, index: int, match: Match, entry: EventEntry) -> bool:
    """Whether a verb can tell of an event here: no lasting state, no count of blows."""
    if entry.event_type in STATES:
        if all(f.spelling.tense == "present" for f in match.forms):
            return told.headline(clause, index)
        if match.suffix and match.first and clause.seen.pos[match.first - 1] == "P":
            return False  # 'under | their control' is a noun
    return not (entry.weak and (_bare_number(clause, index - 1) or _by_nature(clause, index)))


def _feast(clause: Clause, index: int) -> bool:
    """Whether a crowd is said to come together to celebrate: no protest."""
    for at in range(index + 1, min(len(clause.seen.chunks), index + NEAR)):
        if clause.chunk(at).kind == "stop":
            return False
        if clause.cue(at) == "festive":
            return True
    return False


def _by_nature(clause: Clause, index: int) -> bool:
    """Whether a weak verb is told of a quake, a storm or a plague: the word before it, past a relative
    word and adjectives, or the one behind it.
    """
    for at in range(index - 1, max(-1, index - 5), -1):
        if clause.chunk(at).kind in ("stop", "verb", "event"):
            break
        if clause.named(at, *DISASTERS):
            return True
    return index + 1 < len(clause.seen.chunks) and clause.named(index + 1, *DISASTERS)


def _is_harm(clause: Clause, index: int, head: int, entry: EventEntry) -> bool:
    """Whether the word tells of harm to people and not of an event of its own."""
    harm = clause.seen.at("harm", head)
    if harm is None or not isinstance(harm.entry, HarmEntry):
        return False
    if entry.frame == "kill" and entry.needs == "doer" and not _killer(clause, index, clause.chunk(index)):
        return True
    noun = entry.weak and harm.entry.way == "noun" and _people_follow(clause, index)
    return noun and carrier_at(clause, index) is None


def _by_defence(clause: Clause, index: int) -> bool:
    """Whether a word of dealing with something has air defence for its subject."""
    doers = [clause.left(index), *clause.right(index)[:1]]
    return any(
        g is not None and (g.lead.entry in turns.DEFENCE or g.lead.actor_kind == "air_defence") for g in doers
    )


def _counted_arms(clause: Clause, index: int) -> bool:
    """Whether a counted phrase of weapons stands right behind a noun of falling ('the fall of | five
    shells').
    """
    after = index + 1
    if after >= len(clause.seen.chunks) or clause.chunk(after).kind != "np" or not clause.chunk(after).after:
        return False
    item = clause.mention(after)
    return (
        clause.chunk(index).prep in ("", "means")
        and (item.sort == "weapon" or item.entry == "weapon.mortar")
        and item.count is not None
    )


def _landed(clause: Clause, index: int) -> bool:
    """Whether a verb of falling is told of shells or rockets before it, and of where they came down."""
    beside = index - 1
    shot = clause.left(index)
    if beside >= 0 and clause.chunk(beside).kind == "np" and clause.chunk(beside).prep == "means":
        shot = clause.group_at(beside)  # 'hurt by a shell | that fell on'
    lead = shot.lead if shot is not None else None
    if shot is None or lead is None or lead.sort != "weapon" or lead.match is None:
        return False
    if clause.chunk(index).conj or len(shot.items) > 1:
        return False
    if getattr(lead.match.entry, "weapon", "") not in SHOT:
        return False
    return any(g.prep in DOWN and g.lead.sort in ("place", "facility") for g in clause.right(index)[:2])


def _counted_drones(clause: Clause, match: Match) -> bool:
    """Whether an event word behind a number is a weapon by another list ('seven | drones')."""
    arms = clause.seen.at("weapons", match.first)
    return arms is not None and arms.first == match.first and arms.last >= match.last


def _with_arms(clause: Clause, index: int, match: Match) -> bool:
    """'With missiles | and drones': a word that may be a march, coordinated with arms."""
    if not clause.chunk(index).conj or not index or not _counted_drones(clause, match):
        return False
    before = clause.chunk(index - 1)
    return before.kind == "np" and any(
        clause.seen.at("weapons", at) is not None for at in range(before.first, before.last)
    )


def _made(clause: Clause, index: int, entry: EventEntry, match: Match, sentence: int) -> Trigger:
    """The trigger with how it stands in its sentence."""
    head, chunk = match.first, clause.chunk(index)
    noun = chunk.kind != "verb"
    number = next((f.spelling.number for f in match.forms if f.spelling.number), "")
    carrier = carrier_at(clause, index) if noun else index
    if noun and carrier is not None and entry.event_type == "armed_attack":
        entry = _mutual(clause, carrier, entry)
    opens = carrier is not None and _opens(clause, carrier)
    return Trigger(
        index,
        head,
        match.start,
        match.end,
        clause.source[match.start : match.end],
        entry,
        noun,
        (clause.seen.tokens[head].article and not _of_many(clause, index)) or bool(match.suffix),
        number == "many",
        opens,
        "response" if motives.answers(clause, index) else chunk.prep,
        sentence,
        all(f.spelling.person == "1" for f in match.forms),
        any(f.spelling.tense == "past" for f in match.forms),
        families.told_of(clause, index, entry)
        or finds.befell(clause, index, entry)
        or (told.by_noun(clause, index) if noun else told.by_verb(clause, index)),
        noun and bool(match.suffix),
        noun and _happens(clause, index),
        not noun and all(f.spelling.voice in ("passive", "undergone") for f in match.forms),
        pointed=noun and head > 0 and clause.seen.tokens[head].article and clause.seen.pos[head - 1] == "D",
    )


def _of_many(clause: Clause, index: int) -> bool:
    """'A series | of the raids' are raids that nobody has told of yet."""
    before = index and clause.chunk(index - 1)
    if not before or before.prep or before.kind != "np" or clause.seen.tokens[before.first].article:
        return False
    parts = clause.chunk(index).prep == "from" or clause.seen.pos[before.last - 1] == "P"
    return clause.cue(index - 1) in ("series", "some") and parts


def _mutual(clause: Clause, carrier: int, entry: EventEntry) -> EventEntry:
    """Fire that two sides exchange is a clash."""
    verb = clause.seen.at("cues", clause.chunk(carrier).head)
    if verb is None or verb.entry.id != MUTUAL:
        return entry
    return msgspec.structs.replace(entry, event_type="armed_clash", frame="clash")


def _happens(clause: Clause, index: int) -> bool:
    """Whether a verb of happening in the past stands right before an event noun ('clashes | broke out')."""
    if not index or clause.chunk(index).prep or clause.chunk(index - 1).kind not in ("verb", "mark"):
        return False
    if clause.chunk(index - 1).kind == "mark":
        return clause.cue(index - 1) == "occur"  # 'the renewal of | the shelling'
    match = clause.seen.at("cues", clause.chunk(index - 1).head)
    opens = clause.cue(index - 1) == "occur" or _opens(clause, index - 1)  # a verb with no subject before it
    return (
        match is not None
        and opens
        and any(getattr(f.entry, "cue", "") == "occur" and f.spelling.tense == "past" for f in match.forms)
    )


def _bare_number(clause: Clause, index: int) -> bool:
    """Whether a chunk is a number alone: 'nine struck X' counts blows, it tells none."""
    if index < 0 or clause.chunk(index).kind != "np":
        return False
    chunk = clause.chunk(index)
    return all(clause.seen.pos[at] == "#" for at in range(chunk.first, chunk.last))


def _of_a_place(clause: Clause, index: int) -> bool:
    """Whether a noun of control or movement is told of a place or a way,
    and is no mere 'areas of control of X'.
    """
    chunk = clause.chunk(index)
    if chunk.after and index and clause.chunk(index - 1).kind == "np" and not _cannot_govern(clause, index):
        return False
    if clause.seen.tokens[chunk.head].suffix:
        return any(g.prep == "on" for g in clause.right(index)[:1])
    return (
        any(g.prep in ("on", "from", "to", "in", "by") for g in clause.right(index)[:3])
        or carrier_at(clause, index) is not None
    )


def _cannot_govern(clause: Clause, index: int) -> bool:
    """Whether the phrase before a noun ends with an article and the noun has none: no genitive of it ('the
    joint forces announced | a siege', as it stands in a verb's clause).
    """
    bare = not clause.seen.tokens[clause.chunk(index).first].article
    return bare and clause.seen.tokens[clause.chunk(index - 1).last - 1].article


def _killer(clause: Clause, index: int, chunk: Chunk) -> bool:
    """Whether a verb of killing has a doer besides its dead."""
    if chunk.kind != "verb":
        return False
    match = clause.seen.at("harm", chunk.head)
    if match is not None and not any(
        isinstance(f.entry, HarmEntry) and f.entry.way == "active" for f in match.forms
    ):
        return False
    subject, target = subject_object(clause, index)
    if subject is None or target is None:
        return False
    lead = subject.lead
    return lead.sort in ("actor", "country", "platform") or (
        lead.sort == "people" and lead.who not in ("civilian", "child", "woman")
    )


def _people_follow(clause: Clause, index: int) -> bool:
    """Whether the phrase after a chunk is people or a number ('the fall of five dead')."""
    kind = clause.chunk(index + 1).kind if index + 1 < len(clause.seen.chunks) else ""
    return kind == "event" or (kind == "np" and clause.mention(index + 1).sort in ("people", "harm", "thing"))


def _quantified(clause: Clause, chunk: Chunk, head: int) -> bool:
    """'Dozens of raids': an event noun behind a number or a word that governs it."""
    return (
        head - chunk.first <= 2
        and not clause.seen.at("facilities", chunk.first)
        and not clause.seen.at("people", chunk.first)
    )


def _opens(clause: Clause, index: int) -> bool:
    """Whether a verb opens a main clause: at the start, after a conjunction, a comma or a stop."""
    if clause.chunk(index).conj or index == 0:
        return True
    before = clause.chunk(index - 1)
    return before.kind in ("stop",) or clause.cue(index - 1) == "meanwhile"


def carrier_at(clause: Clause, noun: int) -> int | None:
    """The chunk of the light verb that carries an event noun ('launched | a raid'), if one does."""
    for index in range(noun - 1, max(-1, noun - LISTED), -1):
        chunk = clause.chunk(index)
        if chunk.kind in ("stop", "event") or motives.answers(clause, index + 1):
            return None
        done = chunk.kind == "mark" and clause.cue(index) == "light"
        if done or (chunk.kind == "verb" and not families.carried(clause, index, noun)):
            near = {"light", "managed", "undergo"} if index > noun - NEAR else {"undergo"}
            return index if clause.cue(index) in near or families.answers(clause, index, noun) else None
    return None
