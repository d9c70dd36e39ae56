"""Who did it, where the text has told it of the event before: 'the bombardment', 'a similar one'."""

from __future__ import annotations

from collections.abc import Sequence

from .arguments import Clause
from .drafts import FAMILY, FORCE, Argument, Draft
from .mentions import Mention
from .origins import origin
from .subjects import subject_object

NEAR = 3  # paragraphs between the event that tells the doer and the one that leaves it out


def tell(clause: Clause, drafts: Sequence[Draft], before: Sequence[Draft]) -> None:
    """Give the events of a sentence the doers that are told apart from the event's own words."""
    for draft in drafts:
        word = draft.triggers[0]
        if draft.of("attacker", "party") or clause.frames.frames[draft.frame].subject != "attacker":
            continue
        found = _accused(clause, word.chunk) if word.noun else _sharing(clause, word.chunk)
        found = found or _elided(clause, draft, before)
        draft.arguments.extend(Argument("attacker", item, "told apart from the deed") for item in found)
    for index, chunk in enumerate(clause.seen.chunks):
        if chunk.kind == "np" and chunk.prep == "origin":
            _sprung(clause, index, [*before[-1:], *drafts])


def _elided(clause: Clause, draft: Draft, before: Sequence[Draft]) -> list[Mention]:
    """'The jets struck X. | They also hit a camp in Y': a verb that opens its sentence with no subject."""
    word = draft.triggers[0]
    if word.noun or word.passive or word.chunk > 1 or not word.past or not before:
        return []
    if word.chunk and clause.chunk(0).kind != "mark":
        return []
    after = word.chunk + 1
    if after < len(clause.seen.chunks) and clause.chunk(after).kind == "event":
        return []  # 'a like bombardment | struck the camp'
    home = before[-1]
    near = home.realis == draft.realis == "actual" and home.sentences[-1] == word.sentence - 1
    if not near or FAMILY[home.event_type] not in FORCE or subject_object(clause, word.chunk)[0] is not None:
        return []
    told = {a.mention.start: a.mention for a in home.arguments if a.role == "attacker"}
    return [m for m in told.values() if m.actor_kind != "civilians"]


def _accused(clause: Clause, index: int) -> list[Mention]:
    """'X accused Y and Z | of shelling': the last phrase before a deed that a verb of accusing tells."""
    if clause.chunk(index).prep != "means":
        return []
    here = index - 1
    while here >= 0 and clause.chunk(here).kind in ("np", "comma", "time"):
        here -= 1
    reporting = clause.reporting(here) if here >= 0 and clause.chunk(here).kind == "verb" else None
    if reporting is None or reporting.stance != "accuses" or here + 1 >= index:
        return []
    groups = [g for g in clause.right(here) if g.at < index and not g.prep]
    if groups and any(clause.chunk(n).kind == "np" for n in range(groups[-1].last + 1, index)):
        return []
    return [m for m in groups[-1].items if m.sort in ("actor", "country")] if groups else []


def _sharing(clause: Clause, index: int) -> list[Mention]:
    """'A patrol entered and shot at X': the subject of the verb before one that has none of its own."""
    if not clause.chunk(index).conj:
        return []
    for here in range(index - 1, -1, -1):
        chunk = clause.chunk(here)
        if chunk.kind == "stop" or (chunk.kind == "mark" and clause.seen.pos[chunk.first] in "RS"):
            return []
        if chunk.kind == "verb":
            known = any(clause.seen.at(kind, chunk.head) for kind in ("events", "harm", "reporting"))
            known = known or clause.cue(here) not in ("", "light")
            subject = None if known else subject_object(clause, here)[0]
            lead = subject.lead if subject is not None else None
            doing = lead is not None and (lead.sort in ("actor", "platform") or lead.actor is not None)
            doing = doing and lead is not None and lead.actor_kind != "civilians"
            return subject.items if subject is not None and doing else []
    return []


def _sprung(clause: Clause, index: int, drafts: Sequence[Draft]) -> None:
    """'Its source was X': whose fire it was, told of the bombardment before."""
    start = clause.seen.tokens[clause.chunk(index).first].start
    remote = [d for d in drafts if FAMILY[d.event_type] == "remote"]
    told = [d for d in remote if d.triggers[0].start < start]
    shot = [d for d in remote if d.triggers[0].entry.needs == "shot" and d.triggers[0].chunk == index + 1]
    told = [d for d in shot if d.triggers[0].start > start] or told  # 'shells whose source is X | fell'
    if told and not told[-1].of("attacker"):
        origin(clause, told[-1], clause.group_at(index))


def hand_down(drafts: Sequence[Draft]) -> None:
    """Give an event that is told as going on with the one before the doers of that one."""
    told = sorted(drafts, key=lambda d: d.triggers[0].start)
    for number, draft in enumerate(told):
        if draft.of("attacker", "party") or draft.realis != "actual" or not goes_on(draft):
            continue
        kind = FAMILY[draft.event_type]
        home = next((d for d in reversed(told[:number]) if FAMILY[d.event_type] == kind), None)
        if home is None or not _near(home, draft):
            continue
        doers = [a for a in home.arguments if a.role == "attacker"]
        draft.arguments.extend(Argument("attacker", a.mention, "doer of the event before") for a in doers)


def goes_on(draft: Draft) -> bool:
    """Whether fire from afar is told as known ('the bombardment'), or as like one told before."""
    if FAMILY[draft.event_type] != "remote":
        return False
    return draft.alike or any(t.noun and t.definite for t in draft.triggers)


def _near(home: Draft, draft: Draft) -> bool:
    return draft.paragraph - home.paragraph <= NEAR and home.realis == draft.realis
