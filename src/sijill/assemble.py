"""One sentence -> draft reports: its triggers, their arguments, and which triggers tell of one event."""

from __future__ import annotations

from . import families, realis, turns
from .arguments import Clause, Group
from .casting import genitive_role, reached
from .drafts import Argument, Draft, Trigger
from .language import Frame
from .lexicon import WeaponEntry
from .matching import Match
from .mentions import Mention
from .origins import can_attack, origin, out_of
from .recognise import Stretch
from .roles import fill
from .subjects import subject_object
from .triggers import carrier_at


def draft_of(clause: Clause, trigger: Trigger, stretch: Stretch) -> Draft:
    """A draft with the arguments of one trigger of a sentence."""
    entry = trigger.entry
    draft = Draft(
        entry.event_type,
        entry.frame,
        [trigger],
        [trigger.sentence],
        families.realis(clause, trigger.chunk, entry),
        [],
        [],
        [],
        [],
        [],
        [],
        [],
    )
    draft.weak, draft.title, draft.paragraph = entry.weak, stretch.title, stretch.paragraph
    denial = realis.gainsaid(clause, trigger.chunk) if trigger.noun and draft.realis == "actual" else None
    if denial is not None:
        draft.realis = "denied"
        draft.note("realis", "a word of denial governs it", denial.entry.id, denial.start, denial.end)
    cue = realis.read(clause, trigger.chunk).cue
    if draft.realis not in ("actual", "none") and cue is not None and not cue.places:
        draft.note("realis", f"told as {draft.realis} by a word beside it", cue.entry.id, cue.start, cue.end)
    frame = clause.frames.frames.get(entry.frame)
    if frame is None:
        return draft
    if trigger.noun:
        _noun_arguments(clause, trigger, draft)
    else:
        _verb_arguments(clause, trigger, draft, frame)
    _prepositional(clause, trigger, draft, frame)
    turns.settle(clause, draft)
    draft.background = in_retrospect(clause, trigger)
    draft.alike = trigger.noun and alike(clause, trigger)
    return draft


def _verb_arguments(clause: Clause, trigger: Trigger, draft: Draft, frame: Frame) -> None:
    """The subject and object of a verb."""
    subject, target = families.sides(clause, trigger.chunk, draft.frame)
    if not frame.subject and any(group.prep == "on" for group in clause.right(trigger.chunk)[:2]):
        subject = None  # 'the people came | upon a body'
    if trigger.first_person and target is None:
        subject, target = None, subject  # 'we struck X': the doer is in the verb
    elif subject is not None and target is None and frame.object == "victim" and _taken(subject):
        subject, target = None, subject
    elif subject is not None and target is None and draft.frame == "attack":
        subject, target = (None, subject) if _unarmed(clause, trigger, subject) else (subject, None)
    doing = subject is not None and target is not None and frame.subject == "attacker"
    if doing and subject is not None and not subject.prep and _body(subject.lead):
        if subject.lead.anaphor:
            trigger.back = True
            subject = None
        else:
            draft.arguments.append(Argument("attacker", subject.lead, "subject of an object"))
    fill(draft, frame.subject, subject, "subject")
    fill(draft, frame.object, target, "object")
    if draft.frame == "move":
        _adjectives(clause, trigger, draft)


def _prepositional(clause: Clause, trigger: Trigger, draft: Draft, frame: Frame) -> None:
    """The phrases after a trigger that a preposition gives their role."""
    for group in clause.right(trigger.chunk):
        if not group.prep:
            continue
        role = frame.functions.get(group.prep, "")
        if group.prep == "with" and role == "attacker" and group.lead.sort == "country":
            continue  # 'near the border with X'
        if role == "attacker" and draft.frame == "threat" and _of_another(clause, trigger, group):
            fill(draft, "target", group, "doer of what is answered")
            continue
        if group.prep == "for" and draft.frame == "threat" and _owned_by(clause, trigger, group):
            continue
        if group.prep == "between" and role == "attacker" and _parts(clause, trigger, group):
            continue  # 'by the border | between X and Y'
        if group.prep == "from" and frame.subject == "attacker" and group.at == trigger.chunk + 1:
            role = "attacker" if group.lead.sort in ("actor", "platform", "country") else role
        laid = trigger.entry.id == families.AMBUSH and draft.of("attacker")  # 'an ambush | for a column'
        if group.prep == "for" and (laid or _done_by(clause, draft, group)):
            fill(draft, frame.object, group, "object of noun")
            continue
        if group.prep == "for" and _owns(clause, draft, group):
            draft.arguments = [a for a in draft.arguments if a.role != "attacker"]
            fill(draft, "attacker", group, "owner of what flew")
            continue
        if group.prep in ("coinciding", "near") and group.lead.sort not in ("facility", "actor"):
            continue  # 'amid | fear'
        if draft.frame != "intercept" and (group.prep == "origin" or out_of(draft, group)):
            origin(clause, draft, group)
            continue
        if group.prep == "for" and (
            group.at > trigger.chunk + 1 + _gap(clause, trigger)
            or (role == "attacker" and (not trigger.noun or not can_attack(group.lead)))
        ):
            continue
        fill(draft, role, group, f"preposition {group.prep}")


def _of_another(clause: Clause, trigger: Trigger, group: Group) -> bool:
    """'We shall answer | any attack | by X': whether another event noun stands before the phrase."""
    return any(clause.chunk(at).kind == "event" for at in range(trigger.chunk + 1, group.at))


def _owned_by(clause: Clause, trigger: Trigger, group: Group) -> bool:
    """'The forces | of the republic will answer': the phrase behind a force right after the word."""
    before = group.at - 1
    known = before > trigger.chunk and clause.chunk(before).kind == "np" and not clause.chunk(before).prep
    return known and clause.mention(before).sort in ("actor", "people")


def _parts(clause: Clause, trigger: Trigger, group: Group) -> bool:
    """Whether 'between X and Y' says what a phrase after the trigger parts, not who fought."""
    here = group.at - 1
    if here <= trigger.chunk or clause.chunk(here).kind != "np" or not clause.chunk(here).prep:
        return False
    return clause.mention(here).sort == "thing"


def _gap(clause: Clause, trigger: Trigger) -> int:
    """A bare word right after an event noun that is no phrase of its own (an adjective not known as one)."""
    after = trigger.chunk + 1
    if alike(clause, trigger):
        return 1
    if after >= len(clause.seen.chunks) or clause.chunk(after).kind != "np" or not clause.chunk(after).after:
        return 0
    lead = clause.mention(after)
    return int(lead.sort == "thing" and lead.last - lead.first == 1 and not lead.definite)


def alike(clause: Clause, trigger: Trigger) -> bool:
    """Whether an event noun is called like one told before: 'a similar bombardment'."""
    return trigger.chunk + 1 < len(clause.seen.chunks) and clause.cue(trigger.chunk + 1) == "alike"


def _body(item: Mention) -> bool:
    """Whether a definite noun that no list knows can be the doer of a verb that has an object besides."""
    return item.sort == "thing" and item.definite and item.noun and item.count is None and not item.turn


def _taken(group: Group) -> bool:
    """Whether the one phrase of a verb is those it was done to: counted people, civilians, children."""
    lead = group.lead
    return lead.sort in ("people", "harm") and (
        lead.count is not None or lead.who in ("civilian", "child", "woman")
    )


def _unarmed(clause: Clause, trigger: Trigger, group: Group) -> bool:
    """Whether the one phrase of a verb of attack is people who make none: civilians, women, children."""
    if clause.seen.tokens[trigger.head].suffix:
        return False  # 'it struck them': the object is the pronoun
    return group.lead.sort == "people" and group.lead.who in ("civilian", "child", "woman")


def _done_by(clause: Clause, draft: Draft, group: Group) -> bool:
    """Whether a doer stands before 'of X', so that X is what it was done to."""
    told = [a for a in draft.arguments if a.role == "attacker" and a.rule in ("genitive", "adjective")]
    if not told or (told[-1].rule == "adjective" and group.lead.sort != "facility"):
        return False
    return not _owns(clause, draft, group)


def _owns(clause: Clause, draft: Draft, group: Group) -> bool:
    """Whether a force behind aircraft or guns of no country is whose they are: 'the drone | of the army'."""
    doers = [a.mention for a in draft.arguments if a.role == "attacker" and a.rule == "genitive"]
    if not doers or group.lead.sort != "actor" or doers[-1].last < clause.chunk(group.at).first - 1:
        return False
    first, last = doers[-1].first, doers[-1].last
    flown = any(_flies(m) for m in clause.seen.inside("weapons", first, last))
    return flown and not clause.seen.inside("demonyms", first, last)


def _flies(match: Match) -> bool:
    """Whether a match is an aircraft or gun that belongs to someone: 'the aircraft | of the army'."""
    return isinstance(match.entry, WeaponEntry) and match.entry.platform


def in_retrospect(clause: Clause, trigger: Trigger) -> bool:
    """Whether a word of retrospect stands before the trigger in its sentence."""
    for index in range(trigger.chunk - 1, -1, -1):
        if clause.chunk(index).kind == "stop":
            return False
        if clause.cue(index) == "background":
            return True
    return False


def _noun_arguments(clause: Clause, trigger: Trigger, draft: Draft) -> None:
    """Adjectives, genitives, the verbs that carry an event noun, and relative clauses about it."""
    frame = clause.frames.frames[trigger.entry.frame]
    _adjectives(clause, trigger, draft)
    bare = _genitives(clause, trigger)
    if trigger.pronoun and _passive(clause, trigger):
        fill(draft, frame.object, clause.left(trigger.chunk), "pronoun of the noun")
    elif trigger.pronoun:
        fill(draft, frame.subject, _speaker(clause, trigger), "pronoun of the noun")
        for group in [*bare[:1], *(g for g in clause.right(trigger.chunk)[:1] if g.prep == "for")]:
            fill(draft, frame.object, group, "object of noun")
    elif bare:
        doing = _reaches(clause, bare[0])
        role = frame.subject if doing else genitive_role(trigger, bare, frame.subject, frame.object)
        fill(draft, role, bare[0], "genitive")
        if len(bare) > 1:
            fill(draft, frame.object, bare[1], "object of noun")
    _carrier(clause, trigger, draft)
    if not (bare and families.undergoes(trigger.entry.frame, bare[0].lead)):
        _relative(clause, trigger, draft)  # 'the downing of a drone | that X launched': not who downed it


def _passive(clause: Clause, trigger: Trigger) -> bool:
    """'Its striking took place', 'its striking by X': the pronoun is what was struck."""
    if any(g.prep == "by" for g in clause.right(trigger.chunk)[:2]):
        return True
    before = trigger.chunk - 1
    return before >= 0 and clause.chunk(before).kind == "verb" and clause.cue(before) == "occur"


def _speaker(clause: Clause, trigger: Trigger) -> Group | None:
    """Whom the pronoun of 'its striking' stands for: the doer named just before,
    else the governing verb's subject.
    """
    for index in range(trigger.chunk - 1, max(-1, trigger.chunk - 4), -1):
        if (
            clause.chunk(index).kind == "np"
            and not clause.chunk(index).prep
            and clause.mention(index).sort == "actor"
        ):
            return clause.group_at(index)
        if clause.chunk(index).kind in ("verb", "stop"):
            break
    for index in range(trigger.chunk - 1, max(-1, trigger.chunk - 6), -1):
        if clause.chunk(index).kind == "verb":
            subject, _ = subject_object(clause, index)
            return subject or clause.left(index)
    return None


def _genitives(clause: Clause, trigger: Trigger) -> list[Group]:
    """The bare phrases right after an event noun; a definite one has none of its own."""
    chunks = clause.seen.chunks
    here = trigger.chunk + 1
    if here >= len(chunks) or chunks[here].kind != "np" or not chunks[here].after:
        return []
    if clause.seen.tokens[trigger.head].article:
        return []
    first = clause.group_at(here)
    if _struck(clause, trigger.chunk, first):
        return []
    after = first.last + 1
    while after < len(chunks) and chunks[after].kind == "time" and first.lead.sort in ("actor", "platform"):
        after += 1
    if after < len(chunks) and chunks[after].kind == "np" and chunks[after].after:
        return [first, clause.group_at(after)]
    return [first]


def _struck(clause: Clause, event: int, group: Group) -> bool:
    """Whether people behind an event noun are the object of the verb before it: 'killed a raid | a man'."""
    before = clause.chunk(event - 1) if event else None
    if before is None or before.kind != "verb" or clause.chunk(event).prep or group.lead.sort != "people":
        return False
    return clause.seen.at("harm", before.head) is not None


def _reaches(clause: Clause, doer: Group) -> bool:
    """Whether the phrase behind an event noun is its doer, as one it was done to stands right behind:
    'the shelling of the army | of the town'.
    """
    here = doer.last + 1
    if here >= len(clause.seen.chunks) or clause.chunk(here).prep != "for":
        return False
    if clause.chunk(here).kind == "event":
        return doer.lead.sort in ("actor", "platform", "country")
    if clause.chunk(here).kind != "np" or clause.mention(here).turn:
        return False
    return doer.lead.sort in ("actor", "platform", "country") and clause.mention(here).sort != "thing"


def _adjectives(clause: Clause, trigger: Trigger, draft: Draft) -> None:
    """An adjective of country names the doer ('an Israeli raid')."""
    last = clause.chunk(trigger.chunk).last
    frame = clause.frames.frames[trigger.entry.frame]
    if draft.frame == "move" and trigger.chunk + 1 < len(clause.seen.chunks):
        behind = clause.chunk(trigger.chunk + 1)  # 'reinforcements arrived' | 'military, Turkish'
        if behind.after and behind.kind == "np" and clause.seen.pos[behind.first] == "J":
            last = behind.last
    for at in range(trigger.head + 1, last):
        match = clause.seen.at("demonyms", at)
        if match is None or match.first != at or frame.subject not in ("attacker", "party"):
            continue
        entry = match.entry
        actor = getattr(entry, "actor", "") or None
        text = clause.source[match.start : match.end]
        mention = Mention("actor", at, match.last, match.start, match.end, text, entry.id, actor)
        draft.arguments.append(Argument(frame.subject, mention, "adjective"))


def _carrier(clause: Clause, trigger: Trigger, draft: Draft) -> None:
    """'X launched a raid', 'X came under shelling': the verb before an event noun gives it its doer or
    target.
    """
    frame = clause.frames.frames[trigger.entry.frame]
    index = carrier_at(clause, trigger.chunk)
    if index is None:
        _led_into(clause, trigger, draft)
        return
    cue = clause.cue(index)
    between = next(
        (
            clause.group_at(i)
            for i in range(index + 1, trigger.chunk)
            if clause.chunk(i).kind == "np"
            and not clause.chunk(i).prep
            and not _times(clause.mention(i))
            and not (i == trigger.chunk - 1 and trigger.prep == "from" and clause.cue(i) == "some")
        ),
        None,
    )
    topic = between or (_behind(clause, trigger) if cue == "light" else None) or clause.left(index)
    role = frame.object if cue == "undergo" else frame.subject
    fill(draft, role, topic, f"{cue} verb")


def _times(item: Mention) -> bool:
    """Whether a phrase is a number alone: how many raids were launched, not who launched them."""
    return item.sort == "thing" and item.count is not None and not item.noun


def _behind(clause: Clause, trigger: Trigger) -> Group | None:
    """'Carried out the attack | gunmen': the doer behind the definite event noun that a verb carries."""
    here = trigger.chunk + 1
    if not clause.seen.tokens[trigger.head].article or trigger.prep or here >= len(clause.seen.chunks):
        return None
    if clause.chunk(here).kind != "np" or not clause.chunk(here).after:
        return None
    group = clause.group_at(here)
    return group if group.lead.sort in ("actor", "people", "platform", "country") else None


def _led_into(clause: Clause, trigger: Trigger, draft: Draft) -> None:
    """'X made a patrol fall | into an ambush', 'a patrol fell | into an ambush'."""
    verb = next((n for n in range(trigger.chunk - 1, -1, -1) if clause.chunk(n).kind != "np"), -1)
    if trigger.prep != "in" or draft.frame != "attack" or verb < 0 or clause.chunk(verb).kind != "verb":
        return
    frame = clause.frames.frames[draft.frame]
    subject, target = subject_object(clause, verb)
    if clause.cue(verb) == "result" and target is not None:
        fill(draft, frame.subject, subject, "light verb")
        fill(draft, frame.object, target, "object of noun")
    elif clause.cue(verb) == "occur" and target is None:
        fill(draft, frame.object, subject, "undergo verb")


def _for_it(clause: Clause, head: int) -> bool:
    """Whether a verb ends in a pronoun, as the tokens or a word list cut it."""
    cue = clause.seen.at("cues", head)
    return bool(clause.seen.tokens[head].suffix) or (cue is not None and bool(cue.suffix))


def _relative(clause: Clause, trigger: Trigger, draft: Draft) -> None:
    """'A raid that aircraft carried out': a verb after the noun with a pronoun for it gives its doer."""
    frame = clause.frames.frames[trigger.entry.frame]
    chunks = clause.seen.chunks
    for index in range(trigger.chunk + 1, min(len(chunks), trigger.chunk + 6)):
        chunk = chunks[index]
        if chunk.kind in ("stop", "event"):
            return
        if chunk.kind == "verb":
            reached(clause, index, draft)
            if clause.cue(index) in ("light", "result", "occur") and _for_it(clause, chunk.head):
                groups = [g for g in clause.right(index) if not g.prep]
                fill(draft, frame.subject, groups[0] if groups else None, "relative clause")
                for group in clause.right(index):
                    role = frame.object if group.prep == "for" else frame.functions.get(group.prep, "")
                    if group.prep and role == frame.object:
                        fill(draft, role, group, f"preposition {group.prep}")
            return
