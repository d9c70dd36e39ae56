"""One sentence -> draft reports: its triggers, their arguments, and which triggers tell of one event."""

from __future__ import annotations

from . import families, told
from .arguments import Clause, Group, subject_object
from .drafts import FAMILY, Argument, Draft, Means, Trigger, related
from .lexicon import EventEntry, HarmEntry, WeaponEntry
from .mentions import Mention
from .phrases import Chunk
from .records import Count

REACHES = frozenset({"occur", "light", "undergo", "result"})
SINGLE = frozenset(
    {
        "rocket",
        "missile",
        "ballistic_missile",
        "cruise_missile",
        "mortar",
        "artillery",
        "ied",
        "vehicle_bomb",
        "landmine",
        "grenade",
        "explosive_belt",
        "anti_tank",
        "drone",
    }
)
STATES = frozenset({"territory_change", "deployment"})
DOER_ROLES = frozenset({"attacker"})
REFINABLE = frozenset({"armed_attack", "shelling", "airstrike", "bombing"})
ROLE_SORTS = {
    "attacker": frozenset({"actor", "platform", "country", "people"}),
    "party": frozenset({"actor", "people", "country", "thing"}),
    "victim": frozenset({"people", "actor", "thing", "source"}),
    "target": frozenset({"facility", "actor", "people", "platform", "country", "weapon"}),
}


def triggers(clause: Clause, sentence: int) -> list[Trigger]:
    """The event words of a sentence, names of actors and places left out."""
    found: list[Trigger] = []
    for index, chunk in enumerate(clause.seen.chunks):
        heads = range(chunk.first, chunk.last) if chunk.kind in ("event", "np") else (chunk.head,)
        if chunk.kind not in ("event", "verb", "np"):
            continue
        for head in heads:
            trigger = _trigger(clause, index, chunk, head, sentence)
            if trigger is not None:
                found.append(trigger)
                break
    return [t for t in found if not _only_carries(clause, t, found)]


def _only_carries(clause: Clause, trigger: Trigger, found: list[Trigger]) -> bool:
    """'Launched' is an event with rockets for its object; with an event noun for it ('launched a drill') it only carries."""
    if trigger.noun or trigger.entry.needs != "means" or clause.cue(trigger.chunk) != "light":
        return False
    return any(
        t.noun
        and not t.prep
        and t.entry.needs != "means"
        and t.chunk > trigger.chunk
        and not any(c.kind in ("verb", "stop") for c in clause.seen.chunks[trigger.chunk + 1 : t.chunk])
        for t in found
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
    if chunk.kind == "np" and entry.weak:
        return None
    harm = seen.at("harm", head)
    if (
        harm is not None
        and isinstance(harm.entry, HarmEntry)
        and (
            (entry.frame == "kill" and not _killer(clause, index, chunk))
            or (entry.weak and harm.entry.way == "noun" and _people_follow(clause, index))
        )
    ):
        return None
    if (
        entry.event_type in STATES
        and any(f.spelling.tense == "present" for f in match.forms)
        and chunk.kind == "verb"
    ):
        return None
    number = next((f.spelling.number for f in match.forms if f.spelling.number), "")
    noun = chunk.kind != "verb"
    if not noun and entry.weak and _bare_number(clause, index - 1):
        return None
    if noun and index and clause.cue(index - 1) == "remnant":
        return None
    if entry.event_type in STATES and noun and not _of_a_place(clause, index):
        return None
    carrier = _carrier_at(clause, index) if noun else index
    opens = carrier is not None and _opens(clause, carrier)
    return Trigger(
        index,
        head,
        match.start,
        match.end,
        clause.source[match.start : match.end],
        entry,
        noun,
        seen.tokens[head].article or bool(match.suffix),
        number == "many",
        opens,
        chunk.prep,
        sentence,
        all(f.spelling.person == "1" for f in match.forms),
        any(f.spelling.tense == "past" for f in match.forms),
        families.told_of(clause, index, entry)
        or (told.by_noun(clause, index) if noun else told.by_verb(clause, index)),
        noun and bool(match.suffix),
    )


def _bare_number(clause: Clause, index: int) -> bool:
    """Whether a chunk is a number alone: 'nine struck X' counts blows, it tells none."""
    if index < 0 or clause.chunk(index).kind != "np":
        return False
    chunk = clause.chunk(index)
    return all(clause.seen.pos[at] == "#" for at in range(chunk.first, chunk.last))


def _of_a_place(clause: Clause, index: int) -> bool:
    """Whether a noun of control or movement is told of a place or a way, and is no mere 'areas of control of X'."""
    chunk = clause.chunk(index)
    if chunk.after and index and clause.chunk(index - 1).kind == "np":
        return False
    if clause.seen.tokens[chunk.head].suffix:
        return any(g.prep == "on" for g in clause.right(index)[:1])
    return (
        any(g.prep in ("on", "from", "to", "in") for g in clause.right(index)[:3])
        or _carrier_at(clause, index) is not None
    )


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
    if index + 1 >= len(clause.seen.chunks) or clause.chunk(index + 1).kind not in ("np", "event"):
        return False
    return clause.chunk(index + 1).kind == "event" or clause.mention(index + 1).sort in (
        "people",
        "harm",
        "thing",
    )


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


def draft_of(clause: Clause, trigger: Trigger, title: bool, paragraph: int) -> Draft:
    """A draft with the arguments of one trigger."""
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
    draft.weak, draft.title, draft.paragraph = entry.weak, title, paragraph
    frame = clause.frames.frames.get(entry.frame)
    if frame is None:
        return draft
    if trigger.noun:
        _noun_arguments(clause, trigger, draft)
    else:
        subject, target = families.sides(clause, trigger.chunk, entry.frame)
        if trigger.first_person and target is None:
            subject, target = None, subject  # 'we struck X': the doer is in the verb
        elif subject is not None and target is None and frame.object == "victim" and _taken(subject):
            subject, target = None, subject
        _fill(draft, frame.subject, subject, "subject")
        _fill(draft, frame.object, target, "object")
    for group in _prepositional(clause, trigger):
        role = frame.functions.get(group.prep, "")
        if group.prep == "from" and frame.subject == "attacker" and group.at == trigger.chunk + 1:
            role = "attacker" if group.lead.sort in ("actor", "platform", "country") else role
        if group.prep == "for" and any(
            a.rule == "genitive" and a.role == "attacker" for a in draft.arguments
        ):
            _fill(draft, frame.object, group, "object of noun")
            continue
        if group.prep == "origin":
            _origin(draft, group)
            continue
        if group.prep == "for" and (
            group.at > trigger.chunk + 1 + _gap(clause, trigger)
            or (role == "attacker" and group.lead.sort not in ("actor", "platform", "country"))
        ):
            continue
        _fill(draft, role, group, f"preposition {group.prep}")
    draft.background = _background(clause, trigger)
    return draft


def _gap(clause: Clause, trigger: Trigger) -> int:
    """A bare word right after an event noun that is no phrase of its own (an adjective not known as one)."""
    after = trigger.chunk + 1
    if after >= len(clause.seen.chunks) or clause.chunk(after).kind != "np" or not clause.chunk(after).after:
        return 0
    lead = clause.mention(after)
    return int(lead.sort == "thing" and lead.last - lead.first == 1 and not lead.definite)


def _taken(group: Group) -> bool:
    """Whether the one phrase of a verb is those it was done to: counted people, civilians, children."""
    lead = group.lead
    return lead.sort in ("people", "harm") and (
        lead.count is not None or lead.who in ("civilian", "child", "woman")
    )


def _origin(draft: Draft, group: Group) -> None:
    """'Whose source is X', 'from areas of X': X is the doer where it is an actor, and no doer where it is a place."""
    for item in group.items:
        if item.actor is not None and not any(a.mention.start == item.start for a in draft.arguments):
            draft.arguments.append(Argument("attacker", item, "origin named"))


def _background(clause: Clause, trigger: Trigger) -> bool:
    """Whether a word of retrospect stands before the trigger in its sentence."""
    for index in range(trigger.chunk - 1, -1, -1):
        if clause.chunk(index).kind == "stop":
            return False
        if clause.cue(index) == "background":
            return True
    return False


def _prepositional(clause: Clause, trigger: Trigger) -> list[Group]:
    return [g for g in clause.right(trigger.chunk) if g.prep]


def _fill(draft: Draft, role: str, group: Group | None, rule: str) -> None:
    """Give every phrase of a group the role, where it is of a sort that can fill it."""
    if not role or group is None or role == "weapon":
        return
    for item in group.items:
        if item.turn:
            continue
        if role == "victim" and item.facility in ("ship", "aircraft", "vehicle") and item.sort == "facility":
            role = "target"
        if item.sort not in ROLE_SORTS.get(role, frozenset()) and not _may_act(role, item):
            continue
        if role == "target" and item.sort == "weapon" and draft.frame not in ("intercept", "confiscate"):
            continue
        if (
            role in ("target", "party")
            and item.sort == "thing"
            and not (item.definite or item.last - item.first > 1 or item.named)
        ):
            continue
        if (
            role == "attacker"
            and item.sort == "people"
            and item.who in ("child", "journalist", "medic", "aid_worker")
        ):
            continue
        if (
            role == "party"
            and item.sort == "thing"
            and not (draft.frame in ("agree", "protest") and item.definite)
        ):
            continue
        given = role
        if role == "target" and item.sort == "people" and item.facility is None:
            given = (
                "target"
                if item.actor_kind not in ("", "civilians")
                or item.who in ("member", "military", "militant", "police")
                else "victim"
            )
        if not any(a.mention.start == item.start and a.role == given for a in draft.arguments):
            draft.arguments.append(Argument(given, item, rule))


def _may_act(role: str, item: Mention) -> bool:
    """Whether a weapon of a country, or a bare name, can be the doer."""
    return role == "attacker" and (
        (item.sort == "weapon" and item.actor is not None) or (item.sort == "thing" and item.named)
    )


def _noun_arguments(clause: Clause, trigger: Trigger, draft: Draft) -> None:
    """Adjectives, genitives, the verbs that carry an event noun, and relative clauses about it."""
    frame = clause.frames.frames[trigger.entry.frame]
    _adjectives(clause, trigger, draft)
    bare = _genitives(clause, trigger)
    if trigger.pronoun and _passive(clause, trigger):
        _fill(draft, frame.object, clause.left(trigger.chunk), "pronoun of the noun")
    elif trigger.pronoun:
        _fill(draft, frame.subject, _speaker(clause, trigger), "pronoun of the noun")
        for group in [*bare[:1], *(g for g in clause.right(trigger.chunk)[:1] if g.prep == "for")]:
            _fill(draft, frame.object, group, "object of noun")
    elif bare:
        role = _genitive_role(trigger, bare, frame.subject, frame.object)
        _fill(draft, role, bare[0], "genitive")
        if len(bare) > 1:
            _fill(draft, frame.object, bare[1], "object of noun")
    _carrier(clause, trigger, draft)
    _relative(clause, trigger, draft)


def _passive(clause: Clause, trigger: Trigger) -> bool:
    """'Its striking took place', 'its striking by X': the pronoun is what was struck."""
    if any(g.prep == "by" for g in clause.right(trigger.chunk)[:2]):
        return True
    before = trigger.chunk - 1
    return before >= 0 and clause.chunk(before).kind == "verb" and clause.cue(before) == "occur"


def _speaker(clause: Clause, trigger: Trigger) -> Group | None:
    """Whom the pronoun of 'its striking' stands for: the doer named just before, else the governing verb's subject."""
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
    after = first.last + 1
    if after < len(chunks) and chunks[after].kind == "np" and chunks[after].after:
        return [first, clause.group_at(after)]
    return [first]


def _genitive_role(trigger: Trigger, bare: list[Group], subject: str, target: str) -> str:
    """What the genitive of an event noun is: its doer or what it was done to."""
    lead = bare[0].lead
    if subject == target:
        return subject
    if trigger.entry.genitive == "doer" or lead.sort == "platform":
        return subject
    if len(bare) > 1 and lead.sort in ("actor", "platform", "country"):
        return subject
    if trigger.entry.genitive == "done_to":
        return target
    return subject if lead.sort in ("actor", "platform", "country") else target


def _adjectives(clause: Clause, trigger: Trigger, draft: Draft) -> None:
    """An adjective of country names the doer ('an Israeli raid')."""
    chunk = clause.chunk(trigger.chunk)
    frame = clause.frames.frames[trigger.entry.frame]
    for at in range(trigger.head + 1, chunk.last):
        match = clause.seen.at("demonyms", at)
        if match is None or match.first != at or frame.subject not in ("attacker", "party"):
            continue
        entry = match.entry
        actor = getattr(entry, "actor", "") or None
        text = clause.source[match.start : match.end]
        mention = Mention("actor", at, match.last, match.start, match.end, text, entry.id, actor)
        draft.arguments.append(Argument(frame.subject, mention, "adjective"))


def _carrier(clause: Clause, trigger: Trigger, draft: Draft) -> None:
    """'X launched a raid', 'X came under shelling': the verb before an event noun gives it its doer or target."""
    frame = clause.frames.frames[trigger.entry.frame]
    index = _carrier_at(clause, trigger.chunk)
    if index is None:
        return
    cue = clause.cue(index)
    between = next(
        (
            clause.group_at(i)
            for i in range(index + 1, trigger.chunk)
            if clause.chunk(i).kind == "np" and not clause.chunk(i).prep
        ),
        None,
    )
    topic = between or clause.left(index)
    role = frame.subject if cue == "light" else frame.object
    _fill(draft, role, topic, f"{cue} verb")


def _carrier_at(clause: Clause, noun: int) -> int | None:
    """The chunk of the light verb that carries an event noun ('launched | a raid'), if one does."""
    for index in range(noun - 1, max(-1, noun - 7), -1):
        chunk = clause.chunk(index)
        if chunk.kind in ("stop", "event"):
            return None
        if chunk.kind == "verb" and not families.carried(clause, index, noun):
            return index if clause.cue(index) in ("light", "undergo") else None
    return None


def _relative(clause: Clause, trigger: Trigger, draft: Draft) -> None:
    """'A raid that aircraft carried out': a verb after the noun with a pronoun for it gives its doer."""
    frame = clause.frames.frames[trigger.entry.frame]
    chunks = clause.seen.chunks
    for index in range(trigger.chunk + 1, min(len(chunks), trigger.chunk + 6)):
        chunk = chunks[index]
        if chunk.kind in ("stop", "event"):
            return
        if chunk.kind == "verb":
            if clause.cue(index) in ("light", "result", "occur") and clause.seen.tokens[chunk.head].suffix:
                groups = [g for g in clause.right(index) if not g.prep]
                _fill(draft, frame.subject, groups[0] if groups else None, "relative clause")
            return


def means_of(clause: Clause) -> list[tuple[int, Means]]:
    """The weapons named in a sentence with the token where each stands; stores of arms are no weapons used."""
    out: list[tuple[int, Means]] = []
    for match in clause.seen.matches:
        entry = match.entry if match.kind == "weapons" else None
        if not isinstance(entry, WeaponEntry):
            continue
        if _inside_facility(clause, match.first):
            continue
        number = next(
            (n for n in clause.seen.numbers if n.head == match.first or n.first == match.first), None
        )
        count = number.count if number is not None and number.kind in ("cardinal", "dual", "vague") else None
        start = (
            clause.seen.tokens[number.first].body if number is not None and count is not None else match.start
        )
        spelled = next((f.spelling.number for f in match.forms if f.spelling.number), "")
        if count is None and not entry.adjective:
            count = {"two": Count(min=2, max=2)}.get(spelled)
            if (
                spelled == "one"
                and not entry.platform
                and not clause.seen.tokens[match.first].article
                and entry.weapon in SINGLE
            ):
                count = Count(min=1, max=1)
        out.append(
            (
                match.first,
                Means(
                    entry.weapon,
                    start,
                    match.end,
                    clause.source[start : match.end],
                    entry.id,
                    entry.refines,
                    count,
                    entry.adjective,
                    entry.platform,
                ),
            )
        )
    return out


def _inside_facility(clause: Clause, index: int) -> bool:
    for chunk_index, chunk in enumerate(clause.seen.chunks):
        if chunk.first <= index < chunk.last and chunk.kind == "np":
            mention = clause.mention(chunk_index)
            return mention.sort == "facility" and mention.first < index
    return False


def cluster(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """Put the drafts of one sentence that tell of one event together, left to right."""
    out: list[Draft] = []
    for draft in drafts:
        _go_on(draft, out)
        home = next((old for old in reversed(out) if _one_event(clause, old, draft)), None)
        if home is None:
            out.append(draft)
        else:
            absorb(home, draft)
    return out


def _go_on(draft: Draft, before: list[Draft]) -> None:
    """'... and it reached the villages of X': a weak verb with no doer goes on with the attack told before it."""
    trigger = draft.triggers[0]
    if not (trigger.opens and before and not trigger.noun) or draft.of("attacker", "party"):
        return
    old = before[-1]
    if not draft.weak:
        if DOER_ROLES & {a.role for a in old.arguments} and draft.frame not in (
            "clash",
            "protest",
            "agree",
            "exercise",
            "move",
        ):
            draft.arguments.extend(a for a in old.arguments if a.role == "attacker")
        return
    if FAMILY[old.event_type] in ("remote", "attack") and FAMILY[draft.event_type] == "attack":
        draft.event_type, draft.frame, draft.weak = old.event_type, old.frame, old.weak
        draft.arguments.extend(a for a in old.arguments if a.role == "attacker")


def _one_event(clause: Clause, old: Draft, new: Draft) -> bool:
    """Whether a later trigger of a sentence tells of the earlier one's event."""
    trigger = new.triggers[0]
    if not related(old, new) or old.realis != new.realis:
        return False
    if trigger.noun and not trigger.told and trigger.prep in ("about", "for", "to", "from"):
        return False
    if _besides(clause, old, trigger) and new.of("target", "victim") and old.of("target", "victim"):
        return False
    if trigger.prep in ("after", "response", "before"):
        return False
    if {old.event_type, new.event_type} == {"raid", "arrest"}:
        return not clashing(old, new)
    if {old.event_type, new.event_type} & {"property_destruction"}:
        return not clashing(old, new)
    told = not trigger.noun and not clause.relative(trigger.chunk) and trigger.past
    if (
        told
        and old.of("attacker")
        and new.of("attacker")
        and (new.of("target", "victim") or old.of("target", "victim"))
    ):
        return False
    if trigger.opens and trigger.sentence == old.triggers[-1].sentence:
        return not _own_story(old, new)
    return not clashing(old, new)


def _besides(clause: Clause, old: Draft, trigger: Trigger) -> bool:
    """Whether 'besides' stands between the two: what follows is told in addition."""
    return any(clause.cue(at) == "besides" for at in range(old.triggers[-1].chunk + 1, trigger.chunk))


def _own_story(old: Draft, new: Draft) -> bool:
    """A verb that opens a clause of its own tells a new event where it brings its own doer or target."""
    return bool(new.of("attacker", "party")) or bool(new.of("target", "victim")) or clashing(old, new)


def clashing(old: Draft, new: Draft) -> bool:
    """Whether two drafts name different doers."""
    one, two = actors(old), actors(new)
    return bool(one and two and not one & two)


def actors(draft: Draft) -> set[str]:
    """The actor ids that a draft's doers are known by."""
    return {a for m in draft.of("attacker", "party") for a in (*m.actors, *([m.actor] if m.actor else []))}


def absorb(home: Draft, other: Draft) -> None:
    """Add one draft's findings to another's; the more specific type is kept."""
    home.triggers.extend(other.triggers)
    home.sentences.extend(s for s in other.sentences if s not in home.sentences)
    for argument in other.arguments:
        if not any(
            a.role == argument.role and a.mention.start == argument.mention.start for a in home.arguments
        ):
            home.arguments.append(argument)
    home.means.extend(m for m in other.means if m not in home.means)
    home.places.extend(p for p in other.places if p not in home.places)
    home.origin.extend(p for p in other.origin if p not in home.origin)
    home.dates.extend(d for d in other.dates if d not in home.dates)
    home.harm.extend(h for h in other.harm if h not in home.harm)
    home.speech.extend(s for s in other.speech if s not in home.speech)
    home.weak = home.weak and other.weak
    home.background = home.background and other.background
    home.answer = home.answer or other.answer
    home.repeats = home.repeats or other.repeats
    if rank(other) > rank(home):
        home.event_type, home.frame = other.event_type, other.frame


def rank(draft: Draft) -> float:
    """How specific a draft's type is: a named means, then a kind of attack, then an attack, then deaths alone."""
    if draft.event_type in ("killing", "property_destruction"):
        return 0
    if draft.event_type == "armed_attack":
        return 1
    if draft.event_type == "raid":
        return 2.5
    return 3 if draft.event_type in ("drone_strike", "suicide_bombing", "chemical_attack") else 2


def refine(draft: Draft) -> None:
    """Let the first-named means turn a general attack into its kind."""
    if draft.event_type not in REFINABLE or FAMILY[draft.event_type] not in ("remote", "attack", "explosive"):
        return
    for means in sorted(draft.means, key=lambda m: m.start):
        if not means.refines or means.refines == draft.event_type:
            continue
        if draft.event_type == "armed_attack" or (draft.event_type, means.refines) in _TURNS:
            draft.event_type = means.refines
            return
    refines = {m.refines for m in draft.means if m.refines}
    if draft.event_type == "shelling" and refines == {"armed_attack"}:
        draft.event_type = "armed_attack"  # 'opened' and 'loosed' go with bullets as with rockets


_TURNS = frozenset(
    {
        ("shelling", "airstrike"),
        ("shelling", "drone_strike"),
        ("airstrike", "drone_strike"),
        ("bombing", "suicide_bombing"),
        ("shelling", "chemical_attack"),
        ("bombing", "drone_strike"),
    }
)
