"""Who was harmed: the phrases around a word of harm that name its people, and what each of them is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .arguments import Clause, Group
from .lexicon import HarmEntry
from .matching import QUOTES
from .mentions import Mention
from .ranks import clause_has, ranks
from .seen import Chunk

KIN = frozenset({"woman", "child", "civilian"})
BRACKETS = QUOTES | frozenset("()[]")
REACH = 9
ADULT = 18


class Harmed(msgspec.Struct):
    """The people of one word of harm, and who did it where the word says so."""

    items: list[Mention]
    at: int
    last: int
    doer: Group | None = None
    active: bool = False


def human(item: Mention) -> bool:
    """Whether a phrase can be people: by a word list, or as a mere number or name."""
    if item.sort in ("people", "harm", "actor"):
        return True
    if item.sort != "thing":
        return False
    return (
        item.others
        or (item.count is not None and not item.noun)
        or (item.count is None and ((item.some and not item.definite) or item.named))
    )


def of_masdar(clause: Clause, index: int, past: int) -> Harmed | None:
    """The people that a masdar of harm governs: right after it, or after those coordinated with it.

    `past` is the token after the masdar's words, which may end in a preposition of their own ('arrest of').
    """
    here = index + 1
    chunks = clause.seen.chunks
    while here < len(chunks) and (chunks[here].kind == "time" or clause.cue(here) == "called"):
        past = chunks[here].last if chunks[here].kind == "mark" else past
        here += 1
    if here >= len(chunks) or chunks[here].kind != "np" or chunks[here].conj:
        return None
    if chunks[here].prep and not 0 <= chunks[here].prep_at < past:
        return None
    group = clause.group_at(here)
    masdar, lead = clause.seen.tokens[clause.chunk(index).head], group.lead
    if (masdar.article and not chunks[here].prep) or (masdar.suffix and lead.sort != "people"):
        return None  # a definite masdar governs nothing
    unknown = lead.sort == "thing" and lead.count is None and not lead.some and chunks[here].first == past
    called = here > index + 1 and clause.cue(here - 1) == "called"
    known = human(lead) or (unknown and (called or clause.seen.pos[lead.first] in "NX"))
    return _gather(clause, group) if known else None


def of_verb(clause: Clause, index: int, entries: Sequence[HarmEntry], past: int) -> Harmed | None:
    """The people of a verb of harm: its object where it is active, else its subject."""
    ways = {e.way for e in entries}
    weak = all(e.weak for e in entries)
    right, left = _right(clause, index, past), _left(clause, index)
    if "active" in ways:
        found = _active(clause, index, right, left)
        if found is not None or "verb" not in ways:
            return found
        right = [g for g in right if not _force(g.lead)]
        left = None if left is not None and _force(left.lead) else left
    if left is not None and agrees(clause, index):
        _both(clause, index, left)
    near = next((g for g in right[:2] if human(g.lead)), None)
    if weak and any(g.prep == "on" and human(g.lead) for g in clause.right(index)[:2]):
        return None  # 'made an end | of gunmen': the subject is the doer
    if weak and not agrees(clause, index) and (near is None or near.at != index + 1):
        return None
    if near is not None and not agrees(clause, index) and not _before(clause, index, left, near):
        return _gather(clause, near)
    if left is not None and human(left.lead):
        return _gather(clause, left)
    return _gather(clause, near) if near is not None and near.at == index + 1 else None


def gone_on(clause: Clause, index: int) -> bool:
    """Whether a verb goes on from another, its person a pronoun ('fired at him | and killed him')."""
    chunk = clause.chunk(index)
    match = clause.seen.at("harm", chunk.head)
    if chunk.kind != "verb" or match is None or not match.suffix or not chunk.conj:
        return False
    before = [n for n in range(index) if clause.chunk(n).kind == "verb"]
    doing = any(getattr(f.entry, "way", "") == "active" for f in match.forms)
    return doing and bool(before) and not clause.relative(before[-1])


def _both(clause: Clause, index: int, left: Group) -> None:
    """A dual verb tells that the one phrase before it is of two, where its own spelling leaves that open."""
    match = clause.seen.at("harm", clause.chunk(index).head)
    dual = match is not None and all(f.spelling.number == "two" for f in match.forms if f.spelling.pos == "V")
    if dual and len(left.items) == 1 and left.lead.count is None and left.lead.number == "many":
        left.lead.number = "two"


def _force(item: Mention) -> bool:
    """Whether a phrase is a force or an authority as such: of a verb that may be active, it is the doer."""
    return item.sort == "actor" and item.count is None and not item.some


def agrees(clause: Clause, index: int) -> bool:
    """Whether a verb has a plural or dual ending, so that its people stand before it."""
    match = clause.seen.at("harm", clause.chunk(index).head)
    numbers = [f.spelling.number for f in match.forms if f.spelling.pos == "V"] if match is not None else []
    return bool(numbers) and all(number in ("two", "many") for number in numbers)


def _before(clause: Clause, index: int, left: Group | None, near: Group) -> bool:
    """Whether the people before a verb are its subject ('that a guard was wounded | the source ...')."""
    joined = clause.chunk(index).conj
    if left is None or left.last != index - 1 or joined or near.at == index + 1 or not human(left.lead):
        return False
    return clause.relative(index) or left.at == 0 or clause.seen.pos[clause.chunk(left.at - 1).first] == "S"


def _active(clause: Clause, index: int, right: Sequence[Group], left: Group | None) -> Harmed | None:
    """The object of a verb that may be active: two phrases behind it, or one before and one right behind."""
    if (
        clause.seen.tokens[clause.chunk(index).last - 1].suffix
        and clause.chunk(index).last == clause.chunk(index).head + 1
    ):
        return None  # 'killed him': the person is a pronoun
    match = clause.seen.at("harm", clause.chunk(index).head)
    open_voice = match is None or any(f.spelling.voice == "passive" for f in match.forms)
    if not open_voice and len(right) > 1 and not right[0].prep and not right[1].prep and _force_of(right[0]):
        return _done(clause, right[1], right[0])
    if len(right) > 1 and _doer(right[0]) and _object(right[1].lead) and right[1].lead.sort != "thing":
        return _done(clause, right[1], right[0])
    topic = left is not None and left.last == index - 1 and not clause.chunk(index).conj
    beside = bool(right) and right[0].at == index + 1 and not clause.chunk(right[0].at).conj
    if left is not None and topic and beside and _doer(left) and _object(right[0].lead):
        return _done(clause, right[0], left)
    if beside and agrees(clause, index) and (_object(right[0].lead) or _theirs(clause, right[0])):
        return _done(clause, right[0], left if left is not None and _doer(left) else None)
    if open_voice:
        return None
    target = next((g for g in right[:2] if _object(g.lead)), None)
    return _done(clause, target, None) if target is not None else None


def _theirs(clause: Clause, group: Group) -> bool:
    """Whether a noun with a pronoun stands bare behind a plural verb: 'they killed its keeper'."""
    return (
        group.lead.sort == "thing" and bool(clause.seen.tokens[group.lead.last - 1].suffix) and not group.prep
    )


def _done(clause: Clause, group: Group, doer: Group | None) -> Harmed:
    found = _gather(clause, group)
    found.doer, found.active = doer, True
    return found


def _doer(group: Group) -> bool:
    return group.lead.sort in ("actor", "platform", "people", "country") and group.lead.count is None


def _force_of(group: Group) -> bool:
    """Whether a phrase right behind an active verb can be who did it, though it is counted."""
    return group.lead.sort in ("actor", "platform", "country") or (
        group.lead.sort == "people" and group.lead.who not in ("civilian", "child", "woman")
    )


def _object(item: Mention) -> bool:
    """Whether a phrase can be the people that a verb takes: a bare name may go with the subject's noun."""
    return item.sort in ("people", "harm", "actor") or (human(item) and not item.named)


def _right(clause: Clause, index: int, past: int) -> list[Group]:
    """The phrases behind a verb that no preposition of another word and no event noun governs."""
    found: list[Group] = []
    for group in clause.right(index):
        chunk = clause.chunk(group.at)
        if group.at == index + 1 and chunk.conj:
            continue  # 'five were killed and ten ...': of the next verb
        governed = group.prep and not 0 <= chunk.prep_at < past
        before = clause.chunk(group.at - 1)
        genitive = before.kind == "event" and chunk.after and not clause.seen.tokens[before.head].article
        genitive = genitive and clause.seen.pos[before.last - 1] != "J"  # 'killed an air raid | a man'
        genitive = genitive and not _numbered(clause, group.lead, before)  # 'killed a raid | three men'
        if not governed and not genitive and group.at - index <= REACH:
            found.append(group)
    return found


def _numbered(clause: Clause, item: Mention, noun: Chunk) -> bool:
    """Whether a phrase of people with a number stands behind an event noun that no people can own."""
    harms = clause.seen.at("harm", noun.head) is not None
    return item.count is not None and item.sort in ("people", "harm") and not harms


def _left(clause: Clause, index: int) -> Group | None:
    """The first phrase of people before a verb within its clause."""
    found: int | None = None
    behind = _aside(clause, index)
    if behind and (last := clause.chunk(behind - 1)).kind == "np" and not last.conj and not last.prep:
        lead = clause.mention(behind - 1)
        part = behind > 1 and clause.cue(behind - 2) in ("among", "mostly", "age")
        if lead.count is not None and lead.sort == "people" and not part:
            return clause.group_at(behind - 1)  # 'the mourners | five men | fell': the counted ones
    for here in range(behind - 1, max(-1, behind - 1 - REACH), -1):
        chunk = clause.chunk(here)
        if chunk.kind in ("stop", "verb", "event") or (
            chunk.kind == "mark" and clause.seen.pos[chunk.first] == "S"
        ):
            break
        part = here > 0 and clause.cue(here - 1) in ("among", "mostly", "age")
        if chunk.kind == "np" and not chunk.prep and not part and human(clause.mention(here)):
            found = here
    return clause.group_at(found) if found is not None else None


def _aside(clause: Clause, index: int) -> int:
    """Where a clause between two commas right before a verb begins, if the verb's people stand before it."""
    if index < 4 or clause.chunk(index - 1).kind != "comma" or not agrees(clause, index):
        return index
    commas = [n for n in range(max(0, index - 1 - REACH), index - 1) if clause.chunk(n).kind == "comma"]
    crossed = commas and any(clause.chunk(n).kind == "verb" for n in range(commas[-1], index))
    return commas[-1] if crossed else index


def _gather(clause: Clause, group: Group) -> Harmed:
    """The people of a group with what follows them: a name, an age, the ranks that they fell in."""
    items, last = _items(clause, group)
    read = group.last
    while (after := _told_of(clause, items[-1], last)) > read:
        last = read = after
        if clause_has(clause, last + 1) and _joined(clause.chunk(last + 1)):
            more, last = _items(clause, clause.group_at(last + 1))
            items.extend(more)
    kin = _kin(clause, items[-1], last)
    if clause_has(clause, kin) and (kin > last + 1 or _company(clause, kin)):
        more, last = _items(clause, clause.group_at(kin))
        items.extend(more)
    owner = ranks(clause, last + 1)
    if owner is not None:
        for item in items:
            _of_ranks(item, owner)
    _civil(items)
    return Harmed(items, group.at, last)


def _joined(chunk: Chunk) -> bool:
    return chunk.kind == "np" and chunk.conj and not chunk.prep


def _kin(clause: Clause, item: Mention, last: int) -> int:
    """Where kin of someone named stand behind the name or a phrase in brackets ('X (aged 40) | and her son'),
    else the chunk after `last`.
    """
    tokens, here = clause.seen.tokens, clause.chunk(last).last
    opening = next((n for n in range(item.first, min(len(tokens), here + 2)) if tokens[n].norm == "("), -1)
    if opening < 0 or (item.sort == "thing" and item.count is not None):
        return last + 1
    reach = range(opening, min(len(tokens), opening + REACH))
    closing = next((n for n in reach if tokens[n].norm == ")"), -1)
    kin = next((n for n, c in enumerate(clause.seen.chunks) if c.first == closing + 1), -1)
    if closing < 0 or kin <= last or not _joined(clause.chunk(kin)):
        return last + 1
    mention = clause.mention(kin)
    related = mention.sort == "people" and mention.match is not None and bool(mention.match.suffix)
    return kin if related else last + 1


def _company(clause: Clause, index: int) -> bool:
    """'With his two guards': people of the harmed one's own, harmed with him."""
    chunk = clause.chunk(index)
    if chunk.kind != "np" or chunk.prep != "with":
        return False
    mention = clause.mention(index)
    return mention.sort == "people" and mention.match is not None and bool(mention.match.suffix)


def _items(clause: Clause, group: Group) -> tuple[list[Mention], int]:
    """The people of a group, copied, each with the name beside it; things among them are left out."""
    items = [_named(clause, msgspec.structs.replace(item)) for item in group.items]
    people = [
        i
        for n, i in enumerate(items)
        if n == 0
        or (
            human(i) and (i.sort != "thing" or i.count or i.others or i.some) and not _of_a_country(clause, i)
        )
    ]
    last = max(group.last, *(n for n, c in enumerate(clause.seen.chunks) if c.first < items[-1].last))
    return people, last


def _of_a_country(clause: Clause, item: Mention) -> bool:
    """Whether a coordinated phrase is the adjective of a country alone ('of X and Y nationality')."""
    match = clause.seen.at("demonyms", item.first)
    alone = match is not None and match.last >= item.last and clause.seen.tokens[item.first].article
    return bool(alone) and all(f.spelling.number != "many" for f in match.forms) if match else False


def _told_of(clause: Clause, item: Mention, last: int) -> int:
    """Where what is told of a person right after ends: an age ('aged eight'), a name ('called X')."""
    cue = last + 1
    while clause_has(clause, cue) and clause.chunk(cue).kind == "comma":
        cue += 1
    if (
        not clause_has(clause, cue + 1)
        or clause.cue(cue) not in ("age", "called")
        or clause.chunk(cue + 1).kind != "np"
    ):
        return last
    if clause.cue(cue) == "age":
        _aged(clause, item, cue + 1)
    end = cue + 1
    return end + 1 if clause_has(clause, end + 1) and clause.chunk(end + 1).kind == "comma" else end


def _named(clause: Clause, item: Mention) -> Mention:
    """An office or kind of person with the name that stands beside it, as one phrase."""
    if item.count is not None or item.sort != "people" or item.number not in ("one", ""):
        return item
    here = next((n for n, c in enumerate(clause.seen.chunks) if c.first >= item.last), -1)
    while here >= 0 and clause_has(clause, here) and _is_name(clause, here, item):
        item.last, item.end = clause.chunk(here).last, clause.mention(here).end
        closing = clause.seen.tokens[item.last : item.last + 1]
        if closing and closing[0].norm == ")" and "(" in clause.source[item.start : item.end]:
            item.last, item.end = item.last + 1, closing[0].end
        item.text = clause.source[item.start : item.end]
        item.named, here = True, here + 1
    return item


def _is_name(clause: Clause, index: int, person: Mention) -> bool:
    """Whether a bare phrase beside a word for a person is the person's name."""
    chunk = clause.chunk(index)
    beside = clause.mention(index)
    between = clause.seen.tokens[person.last : chunk.first]
    if chunk.kind != "np" or chunk.prep or chunk.conj or beside.count is not None:
        return False
    if any(t.norm not in BRACKETS for t in between):
        return False
    if beside.sort != "thing" and not (between and beside.sort == "place"):
        return False  # between brackets a name may be a place's as well
    if clause.seen.tokens[beside.first].article or clause.cue(index):
        return False
    names = [i for i in range(beside.first, beside.last) if clause.seen.pos[i] == "X"]
    return bool(names) or (person.definite and beside.last - beside.first > 1)


def _aged(clause: Clause, item: Mention, index: int) -> None:
    """'Aged eight': whoever is not grown up is a child."""
    chunk = clause.chunk(index)
    years = next((n.count.min for n in clause.seen.numbers if chunk.first <= n.first < chunk.last), None)
    if years is not None and years < ADULT and item.sort == "people":
        item.who = "child"


def _of_ranks(item: Mention, owner: Mention) -> None:
    if item.sort in ("harm", "thing"):
        item.match = item.match if item.sort == "harm" else None
        item.who = owner.who or item.who
        item.actor, item.name, item.actor_kind = owner.actor, owner.name, owner.actor_kind


def _civil(items: Sequence[Mention]) -> None:
    """A man told beside his wife or children is a civilian."""
    if any(i.who in KIN for i in items):
        for item in items:
            if (
                item.sort == "people"
                and item.who == "unspecified"
                and item.number == "one"
                and item.actor is None
            ):
                item.who = "civilian"
