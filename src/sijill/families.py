"""What the rarer families of event need: who a lone noun phrase is, a doer shared by verbs, realis."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from . import threats
from .arguments import ATTRIBUTES, Clause, Group
from .drafts import Argument, Draft, Trigger
from .lexicon import EventEntry, HarmEntry
from .mentions import Mention
from .realis import of_trigger
from .subjects import event_goes_on, subject_object

ARMED_PEOPLE = frozenset({"military", "militant", "police", "member"})
HOLDING = frozenset({"seize", "release", "confiscate"})
HANDED_ON = frozenset(
    {"attack", "seize", "confiscate", "release", "destroy", "ignite", "territory", "intercept"}
)
FOLLOWS = 12
NEAR = 8  # chunks between a verb and the noun that a preposition brings
REACHING = "event.targeting.verb"
FOILING = frozenset({"event.weapons_seizure.weak", "event.weapons_seizure.foiled"})
BY_HAND = frozenset({"event.stabbing", "event.ramming"})
HAND_ATTACKS = BY_HAND | {"event.shooting", "event.killing", "event.storming"}
AMBUSH = "event.ambush"
OPERATION = "counting.measure-operation"


def realis(clause: Clause, index: int, entry: EventEntry) -> str:
    """The realis of a trigger: words of will and drill are a threat's and an exercise's own."""
    found = of_trigger(clause, index)
    if found == "actual" and _unhappened(clause, index):
        return "none"
    if found == "actual" and _vowed(clause, index):
        return "threatened"
    if entry.event_type == "threat" and found in ("planned", "hypothetical"):
        return "actual"
    if entry.event_type == "military_exercise" and found in ("none", "generic"):
        return "actual"
    return found


def _vowed(clause: Clause, index: int) -> bool:
    """Whether an event noun is what a verb of threat before it announces ('vowed | the targeting of X')."""
    if clause.chunk(index).kind != "event" or clause.chunk(index).prep != "means":
        return False
    for at in range(index - 1, max(-1, index - NEAR), -1):
        if clause.chunk(at).kind not in ("np", "verb"):
            return False
        if clause.chunk(at).kind == "verb":
            match = clause.seen.at("events", clause.chunk(at).head)
            return match is not None and getattr(match.entry, "event_type", "") == "threat"
    return False


def _unhappened(clause: Clause, index: int) -> bool:
    """Whether a negated verb of happening stands right before an event noun ('no clashes | broke out')."""
    if index < 1 or clause.chunk(index).kind != "event" or clause.chunk(index).prep:
        return False
    if clause.chunk(index - 1).kind != "verb" or clause.cue(index - 1) not in ("occur", "light"):
        return False
    match = clause.seen.at("cues", clause.chunk(index - 1).head - 1)
    return match is not None and getattr(match.entry, "cue", "") == "negation"


def sides(clause: Clause, index: int, name: str) -> tuple[Group | None, Group | None]:
    """Subject and object of a verb; a lone phrase that cannot do it, or follows a plural, is its object."""
    if undergone(clause, index):
        return None, clause.left(index)
    subject, target = subject_object(clause, index)
    if name == "ignite" and target is not None and target.lead.sort in ("people", "actor"):
        return (
            target if subject is None or subject.at < index else subject
        ), None  # who kindles stands bare; what burns stands behind a preposition
    frame = clause.frames.frames[name]
    lone = target or subject
    if frame.subject == "attacker" and lone is not None and lone.at > index:
        doer = _by_operation(clause, index)
        if doer is not None:
            return doer, lone
    if frame.subject == "attacker" and lone is not None and lone.at > index and event_goes_on(clause, index):
        return None, lone
    mutual = frame.object in ("", frame.subject)
    if subject is None or mutual or clause.relative(index):
        return subject, target
    if _leads(clause, index) and subject.at > index:
        return (None if clause.chunk(index).conj else clause.left(index)), subject
    if target is None and undergoes(name, subject.lead):
        return None, subject
    return subject, target


def undergone(clause: Clause, index: int) -> bool:
    """Whether the language's order of words tells that the phrase before a verb is what it was done to."""
    match = clause.seen.at("events", clause.chunk(index).head)
    return match is not None and all(form.spelling.voice == "undergone" for form in match.forms)


def _by_operation(clause: Clause, index: int) -> Group | None:
    """'The army launched an operation in X | that struck gunmen': who did what the verb tells more of."""
    for at in range(index - 1, 0, -1):
        chunk = clause.chunk(at)
        if chunk.kind == "time" or (chunk.kind == "np" and chunk.prep):
            continue
        told = chunk.kind == "np" and clause.seen.at("counting", chunk.first)
        if not told or told.entry.id != OPERATION or clause.seen.tokens[chunk.first].article:
            return None
        before = [n for n in range(at) if clause.chunk(n).kind == "verb"]
        if not before or clause.cue(before[-1]) != "light" or clause.chunk(index).conj:
            return None
        verb = before[-1]
        between = clause.group_at(verb + 1) if clause.chunk(verb + 1).kind == "np" and verb + 1 < at else None
        doer = between or clause.left(verb)
        return doer if doer is not None and doer.lead.sort in ("actor", "platform") else None
    return None


def _leads(clause: Clause, index: int) -> bool:
    """Whether the verb's ending shows a number, as only that of a verb behind its subject does."""
    head = clause.chunk(index).head
    match = clause.seen.at("events", head) or clause.seen.at("harm", head)
    forms = [f.spelling for f in match.forms if f.spelling.pos == "V"] if match is not None else []
    return bool(forms) and all(s.number in ("many", "two") and s.voice != "passive" for s in forms)


def undergoes(frame: str, lead: Mention) -> bool:
    """Whether a lone phrase is what was seized or shot down, as its sort says."""
    if frame == "intercept":
        return lead.sort in ("platform", "weapon") and lead.entry != "weapon.air_defence"
    if frame not in HOLDING or lead.actor is not None:
        return False
    if lead.sort == "people":
        return lead.who not in ARMED_PEOPLE
    return lead.sort in ("weapon", "harm", "facility") or (lead.sort == "thing" and lead.count is not None)


def hand_on(clause: Clause, drafts: Sequence[Draft]) -> None:
    """'X raided the village and seized arms': a coordinated verb with no doer takes the one before.

    A verb behind 'that it' takes the speaker, who tells of an act of its own.
    """
    for number, draft in enumerate(drafts):
        trigger = draft.triggers[0]
        if draft.frame == "threat" and not trigger.noun:
            threats.told_before(clause, draft)
        if draft.frame == "threat" and draft.weak and threats.menaces(clause, draft):
            draft.weak = False
        if draft.frame == "threat":
            threats.spoken(draft)
        if draft.frame == "threat" and not draft.of("attacker"):
            voice = threats.voice(clause, trigger.chunk)
            draft.arguments.extend(
                Argument("attacker", item, "who threatens") for item in (voice.items if voice else ())
            )
            continue
        if draft.event_type == "protest" and draft.weak:
            draft.weak = not (_demands(clause, draft) or _marches(clause, draft))
        if draft.frame in ("move", "leave") and not trigger.noun and not draft.of("party"):
            movers = _shared(clause, drafts[:number], trigger)
            draft.arguments.extend(msgspec.structs.replace(a, role="party") for a in movers)
            continue
        if trigger.noun or draft.frame not in HANDED_ON or draft.of("attacker") or _passive(clause, trigger):
            continue
        doer = _own_act(clause, trigger.chunk)
        if doer is not None:
            draft.arguments.extend(Argument("attacker", item, "the speaker's own act") for item in doer.items)
        elif clause.chunk(trigger.chunk).conj:
            draft.arguments.extend(_shared(clause, drafts[:number], trigger))


def _demands(clause: Clause, draft: Draft) -> bool:
    """Whether many people come together with a public demand: a gathering that is a protest."""
    if not any(
        m.some or m.count is not None or (m.sort in ("people", "actor") and (m.who or m.actor))
        for m in draft.of("party")
    ):
        return False
    head = draft.triggers[0].chunk
    return any(clause.cue(i) == "demanding" for i in range(head + 1, len(clause.seen.chunks)))


def _marches(clause: Clause, draft: Draft) -> bool:
    """Whether people are told to have come out in a march, a demonstration."""
    trigger = draft.triggers[0]
    if trigger.noun or clause.cue(trigger.chunk) != "light" or not draft.of("party"):
        return False
    behind = [g for g in clause.right(trigger.chunk)[:4] if g.prep == "in"][:1]
    event = clause.seen.at("events", behind[0].lead.first) if behind else None
    return event is not None and getattr(event.entry, "event_type", "") == "protest"


def _shared(clause: Clause, before: Sequence[Draft], trigger: Trigger) -> list[Argument]:
    """The doer of the nearest earlier event that a verb of the same sentence tells."""
    for old in reversed(before):
        head = old.triggers[0]
        if trigger.chunk - head.chunk > FOLLOWS or any(
            clause.chunk(i).kind == "stop"
            or (clause.chunk(i).kind == "mark" and clause.seen.pos[clause.chunk(i).first] == "S")
            for i in range(head.chunk + 1, trigger.chunk)
        ):
            return []
        doers = [
            a
            for a in old.arguments
            if a.role == "attacker" and a.rule in ("subject", "light verb", "managed verb", "shared doer")
        ]
        if doers and not (clause.relative(head.chunk)):
            return [Argument("attacker", a.mention, "shared doer") for a in doers]
    return []


def _passive(clause: Clause, trigger: Trigger) -> bool:
    match = clause.seen.at("events", trigger.head)
    return match is not None and all(f.spelling.voice == "passive" for f in match.forms)


def _own_act(clause: Clause, index: int) -> Group | None:
    """The subject of the verb of saying, where a pronoun on 'that' before the verb stands for it."""
    if index < 1:
        return None
    mark = clause.chunk(index - 1)
    if mark.kind != "mark" or clause.seen.pos[mark.first] != "S" or not clause.seen.tokens[mark.first].suffix:
        return None
    for at in range(index - 2, max(-1, index - 8), -1):
        if clause.chunk(at).kind == "stop":
            return None
        if clause.chunk(at).kind == "verb":
            if clause.reporting(at) is None:
                return None
            subject, _ = subject_object(clause, at)
            subject = subject or clause.left(at)
            return subject if subject is not None and subject.lead.sort in ("actor", "country") else None
    return None


def told_of(clause: Clause, index: int, entry: EventEntry) -> bool:
    """Whether an event of its family is told in the present too, or with no verb that carries it: a drill
    that goes on, a threat that a negation opens ('it shall not | pass unanswered').
    """
    if entry.event_type == "threat" and clause.chunk(index).kind == "mark":
        return True
    return (
        entry.event_type == "military_exercise"
        and clause.chunk(index).kind == "verb"
        and not clause.relative(index)
    )


def heads(clause: Clause, index: int) -> bool:
    """Whether a verb of the present stands right behind an actor's name that opens a headline of its own.

    'Militias: the army | shells the town', 'two soldiers killed ... , and the army | takes the station'.
    """
    first = index - 1
    while first > 0 and clause.chunk(first).conj and clause.chunk(first - 1).kind == "np":
        first -= 1
    if first < 0 or clause.chunk(first).kind != "np" or clause.chunk(first).prep or clause.chunk(index).conj:
        return False
    ours = clause.seen.tokens[clause.chunk(first).head].suffix in clause.frames.first_person
    if (
        not (ours or clause.mention(first).sort in ("actor", "platform", "country"))
        or clause.seen.tokens[clause.chunk(index).head].suffix
    ):
        return False
    before = clause.seen.chunks[:first]
    if before and before[-1].kind not in ("stop", "comma") and not clause.chunk(first).conj:
        return False
    return not any(
        c.kind == "verb" or (c.kind == "mark" and clause.seen.pos[c.first] in "RS") for c in before
    )


def owns(clause: Clause, index: int) -> bool:
    """Whether a verb of saying confirms or charges with what a preposition adds ('admitted | to strikes')."""
    reporting = clause.reporting(index)
    said = reporting is not None and reporting.stance in ("confirms", "accuses", "claims_responsibility")
    return said or clause.cue(index) == "answer"


def answers(clause: Clause, index: int, noun: int) -> bool:
    """'They answered with | rocket fire': a verb of answering carries what stands behind its preposition."""
    return clause.cue(index) == "answer" and clause.chunk(noun).prep == "means"


def carried(clause: Clause, index: int, noun: int) -> bool:
    """Whether a carrier reaches over a verb to its noun ('gunmen | who wore black | set about burning')."""
    if not clause.chunk(noun).prep or clause.relative(index):
        return False
    head = clause.chunk(index).head
    known = any(clause.seen.at(kind, head) for kind in ("events", "harm", "reporting", "cues"))
    known = known and clause.cue(index) not in ATTRIBUTES
    return not known and not clause.chunk(index).conj


def sting(draft: Draft) -> bool:
    """Whether an ambush is one that police lay for smugglers and suspects, and nobody was hurt in it."""
    doers = draft.of("attacker")
    by_police = all(m.actor_kind == "police" or m.who == "police" for m in doers)
    hurt = draft.harm and any(h.kind in ("killed", "wounded") for h in draft.harm)
    return (
        all(t.entry.id == AMBUSH for t in draft.triggers)
        and by_police
        and not hurt
        and (bool(doers) or not draft.of("target", "victim"))
    )


def done_to(draft: Draft) -> bool:
    """Whether a noun of seizing, freeing or killing is told with those it was done to."""
    return (
        draft.frame in ("seize", "confiscate", "release", "kill", "find")
        and bool(draft.of("victim", "target"))
        and any(t.told and t.noun for t in draft.triggers)
    )


def crossing(draft: Draft) -> bool:
    """Whether goods are said to be seized with no goods, no doer and no place: no seizure of arms."""
    return draft.frame == "confiscate" and not (
        draft.of("target", "victim", "attacker") or draft.places or draft.means
    )


def figurative(draft: Draft) -> bool:
    """Whether force is told with no force, place, time, arms or harm about it: a figure of speech."""
    if draft.frame not in ("attack", "explode", "clash", "territory"):
        return False
    if draft.title and len(draft.sentences) > 1:
        return False
    if draft.harm or any(m.kind for m in draft.means) or any(p.ids for p in draft.places):
        return False
    if any(not d.borrowed for d in draft.dates):
        return False
    people = draft.of("attacker", "target", "victim", "party")
    return not any(
        m.actor or m.facility or m.who or m.sort in ("platform", "country", "facility") for m in people
    )


def foils(trigger: Trigger, found: Sequence[Trigger]) -> bool:
    """'Foiled | a stabbing': no goods are seized where an attack is what was stopped; 'arrests | reached
    youths': the verb tells of no event of its own.
    """
    before = [t for t in found if t.chunk < trigger.chunk][-1:]
    if trigger.entry.id == REACHING and before and before[0].noun and before[0].entry.frame == "seize":
        return trigger.chunk - before[0].chunk <= 2
    if trigger.noun or trigger.entry.id not in FOILING:
        return False
    after = [t for t in found if t.chunk > trigger.chunk]
    near = bool(after) and after[0].chunk - trigger.chunk <= 3 and after[0].noun and not after[0].prep
    return near and after[0].entry.id in HAND_ATTACKS


def brought_in(clause: Clause, verb: int, index: int) -> bool:
    """'The hospital received on Monday the wounded of | the shelling': whose victims reached it, and when."""
    chunk = clause.chunk(index)
    if (
        not chunk.after
        or clause.relative(verb)
        or clause.reporting(verb) is not None
        or not clause.seen.times
    ):
        return False
    victims = clause.seen.at("harm", clause.chunk(index - 1).head)
    if victims is None or not isinstance(victims.entry, HarmEntry) or victims.entry.way != "people":
        return False
    between = [at for at in range(verb + 1, index - 1) if clause.chunk(at).kind == "np"]
    return any(clause.mention(at).sort == "facility" for at in between)
