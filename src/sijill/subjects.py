"""Which phrase is the subject of a verb and which its object, by order and by what the phrases are."""

from __future__ import annotations

from .arguments import Clause, Group


def subject_object(clause: Clause, index: int) -> tuple[Group | None, Group | None]:
    """Subject and object of the verb at chunk `index`, by order and by what the phrases are."""
    right = clause.right(index)
    bare = [
        g
        for g in right
        if not g.prep
        and not _owned(clause, g, index)
        and not _whereabouts(clause, g)
        and clause.cue(g.at - 1) != "age"
        and not _model(clause, g)
    ][:2]
    left = clause.left(index)
    pronoun = bool(clause.seen.tokens[clause.chunk(index).head].suffix)
    if clause.relative(index) and left is not None and pronoun:
        return (bare[0] if bare else None), left  # the car that the aircraft struck
    if bare and not pronoun and _leading(clause, left, index):
        return left, bare[0]
    topic = _topic(clause, index)
    if topic is not None:
        return topic, (bare[0] if bare else None)
    if len(bare) == 2:
        return bare[0], bare[1]
    if len(bare) == 1:
        if left is not None and (
            clause.relative(index)
            or (clause.chunk(index).conj is False and left.last == index - 1 and not _says(clause, left))
        ):
            return left, bare[0]
        if _does(clause, index + 1) and bare[0].at == index + 2:
            return None, bare[0]
        if bare[0].lead.sort in ("facility", "place", "weapon") and not pronoun:
            return None, bare[0]
        return (bare[0], None)
    return left if left is not None and left.last >= index - 2 else None, None


def _model(clause: Clause, group: Group) -> bool:
    """Whether a phrase is the bare figure behind a name ('a rocket X | 105', 'battalion | 10')."""
    chunk = clause.chunk(group.at)
    alone = group.last == group.at and chunk.last - chunk.first == 1
    if not alone or not clause.seen.tokens[chunk.first].norm.isdecimal() or group.at < 1:
        return False
    before = clause.chunk(group.at - 1)
    named = before.kind == "np" and before.last == chunk.first and bool(before.prep)
    return named and clause.seen.pos[before.last - 1] != "#"


def _leading(clause: Clause, left: Group | None, verb: int) -> bool:
    """Whether the phrase right before a verb is its subject: a force, with no conjunction between."""
    if left is None or left.last != verb - 1 or clause.chunk(verb).conj or left.prep:
        return False
    opens = left.lead.sort == "source" and left.at == 0  # 'the president | threatens X'
    return (opens or left.lead.sort in ("actor", "platform", "country")) and not _says(clause, left)


def _topic(clause: Clause, verb: int) -> Group | None:
    """The force that opens a clause, told more of before its verb: 'that the army in X | shelled it'."""
    if clause.chunk(verb).conj or verb < 2:
        return None
    opening = _opening(clause, verb)
    if opening is None or clause.chunk(opening).prep or clause.chunk(opening).kind != "np":
        return None
    group = clause.group_at(opening)
    if group.lead.sort not in ("actor", "platform") or group.lead.count is not None:
        return None
    for here in range(group.last + 1, verb):
        chunk = clause.chunk(here)
        if chunk.kind == "np" and chunk.conj and not chunk.prep and clause.mention(here).sort == "actor":
            group = Group("", [*group.items, *clause.group_at(here).items], group.at, here)
        elif chunk.kind == "np" and not chunk.prep and not _participle(clause, here):
            return None
    return group if group.last < verb - 1 else None


def _participle(clause: Clause, index: int) -> bool:
    """Whether a definite word alone tells where a force is: 'the army | deployed | in X'."""
    chunk, item = clause.chunk(index), clause.mention(index)
    return chunk.after and item.sort == "thing" and item.definite and chunk.last == chunk.first + 1


def _opening(clause: Clause, verb: int) -> int | None:
    """Where the clause of a verb begins, if nothing but phrases and times stands between."""
    for here in range(verb - 1, -1, -1):
        chunk = clause.chunk(here)
        if chunk.kind == "stop" or (chunk.kind == "mark" and clause.seen.pos[chunk.first] == "S"):
            return here + 1
        if chunk.kind in ("verb", "event") or (chunk.kind == "mark" and clause.bars(here)):
            return None
    return 0


def _says(clause: Clause, left: Group) -> bool:
    """Whether a phrase is the subject of a verb of saying before it: 'said the ministry | shot ...'."""
    before = left.at - 1
    return before >= 0 and clause.chunk(before).kind == "verb" and clause.reporting(before) is not None


def _does(clause: Clause, index: int) -> bool:
    """Whether an event noun stands right behind a verb as its subject: 'the raid struck | X'."""
    if index >= len(clause.seen.chunks) or clause.chunk(index).kind != "event" or clause.chunk(index).prep:
        return False
    return (
        clause.seen.tokens[clause.chunk(index).head].article
        or clause.seen.at("events", clause.chunk(index).head) is not None
    )


def _whereabouts(clause: Clause, group: Group) -> bool:
    """Whether a bare group only says where: 'east of the town', as no subject or object does."""
    if any(item.sort == "facility" for item in group.items):
        return False
    match = clause.seen.at("placewords", group.lead.first)
    return match is not None and getattr(match.entry, "way", "") == "relation"


def _owned(clause: Clause, group: Group, verb: int) -> bool:
    """Whether a bare group is the genitive of an event noun, or of a charge, between it and the verb."""
    chunks = clause.seen.chunks
    before = group.at - 1
    charge = before > verb and chunks[before].kind == "mark" and clause.cue(before) == "hypothetical"
    if charge and group.lead.sort == "thing" and group.lead.definite:
        return True  # 'on a charge of | belonging to X'
    if before <= verb or chunks[before].kind != "event" or not chunks[group.at].after:
        return False
    if clause.seen.tokens[chunks[before].head].article:
        return False
    event = clause.seen.at("events", chunks[before].head)
    lead, hit = group.lead, clause.seen.at("events", chunks[verb].head) is not None
    doer = event is not None and getattr(event.entry, "genitive", "") == "doer"
    return not (
        before == verb + 1 and hit and doer and lead.sort in ("facility", "people") and not lead.definite
    )


def event_goes_on(clause: Clause, index: int) -> bool:
    """'In an attack that X carried out | and that struck Y': the attack is what struck, Y what was hit."""
    match = clause.seen.at("events", clause.chunk(index).head)
    if match is None or not getattr(match.entry, "weak", False) or not clause.chunk(index).conj:
        return False
    before = [n for n in range(index) if clause.chunk(n).kind in ("verb", "stop")]
    if len(before) < 1 or clause.chunk(before[-1]).kind == "stop" or before[-1] == 0:
        return False
    verb = before[-1]
    told = clause.cue(verb) == "light" and bool(clause.seen.tokens[clause.chunk(verb).head].suffix)
    return told and clause.chunk(verb - 1).kind == "event"
