"""What words that say little alone tell of: coming upon arms or the dead, and forces entering a place."""

from __future__ import annotations

import msgspec

from .arguments import Clause, Group
from .lexicon import EventEntry, HarmEntry, WeaponEntry
from .mentions import Mention
from .moves import ARMIES, FIGHTERS, SITES

FIND, ENTRY, STATE, FORCE, DRIVE, HIT = "find", "entry", "state", "force", "drive", "hit"
STATED = frozenset({ENTRY, STATE})
AMBUSH = "event.ambush"
REACH = 3  # chunks behind the one found in which a word may say how it was found
SETTLED = frozenset({"leave", "territory", "clash", "fall"})  # after it, who enters takes the place


def meant(clause: Clause, index: int, entry: EventEntry) -> EventEntry | None:
    """The entry with the type that it is told with here, or none where it tells of nothing."""
    if entry.needs == FIND:
        return _found(clause, index, entry)
    if entry.needs == ENTRY:
        return _entered(clause, index, entry)
    if entry.needs == FORCE:
        return entry if _ended(clause, index) else None
    if entry.needs == DRIVE:
        return entry if _driven(clause, index) else None
    if entry.needs == HIT:
        return entry if _hit(clause, index) else None
    if entry.needs == STATE:
        return entry if goes_on(clause, index, entry) else None
    return entry


def befell(clause: Clause, index: int, entry: EventEntry) -> bool:
    """Whether an event word is told by a verb of falling into it, of a state that goes on, or of a count."""
    return _fell(clause, index, entry) or goes_on(clause, index, entry) or _reckoned(clause, index)


def _fell(clause: Clause, index: int, entry: EventEntry) -> bool:
    """'A patrol fell into | an ambush', 'they led a force into | an ambush'."""
    if entry.id != AMBUSH or clause.chunk(index).prep != "in":
        return False
    for at in range(index - 1, max(-1, index - REACH - 3), -1):
        chunk = clause.chunk(at)
        if chunk.kind == "verb":
            return not clause.relative(at) and clause.cue(at) in ("occur", "result")
        if chunk.kind not in ("np", "time"):
            return False
    return False


def _reckoned(clause: Clause, index: int) -> bool:
    """'The number of cars | that settlers burnt | came to six': the count is news of the burning."""
    if clause.chunk(index).kind != "verb" or not clause.relative(index) or index < 3:
        return False
    chunk, seen = clause.chunk(index - 2), clause.seen
    if chunk.kind != "np" or chunk.prep or clause.chunk(index - 3).kind != "verb":
        return False
    counted = seen.is_cue(chunk.first, "some") and seen.tokens[chunk.last - 1].article
    return counted and clause.mention(index - 2).sort in ("facility", "thing")


def goes_on(clause: Clause, index: int, entry: EventEntry) -> bool:
    """'The town is still | under siege': a state of a place told by a verb of going on."""
    if entry.event_type != "territory_change" or clause.chunk(index).prep:
        return False
    if clause.seen.tokens[clause.chunk(index).head].article:
        return False
    for at in range(index - 1, max(-1, index - REACH - 3), -1):
        chunk = clause.chunk(at)
        if chunk.kind == "verb":
            return clause.cue(at) == "ongoing"
        if chunk.kind not in ("np", "time"):
            return False
    return False


def _found(clause: Clause, index: int, entry: EventEntry) -> EventEntry | None:
    """'The force came upon | a store of arms' is a seizure, 'upon the bodies of two men' a killing."""
    if clause.relative(index):
        return None  # 'the officers who were found': the killing is told already
    groups = clause.right(index)[:4]
    for number, group in enumerate(groups):
        if group.prep != "on":
            continue
        behind = groups[number + 1] if number + 1 < len(groups) else None
        if any(_arms(clause, item) for item in group.items) or _measured(clause, group, behind):
            return entry
        if _dead(clause, group):
            return msgspec.structs.replace(entry, event_type="killing", frame="find")
        return None
    return None


def _ended(clause: Clause, index: int) -> bool:
    """'The army made an end | of three gunmen': forces, and people behind the preposition."""
    groups = clause.right(index)[:3]
    doer = groups[0] if groups and not groups[0].prep and groups[0].at == index + 1 else clause.left(index)
    ended = next((g for g in groups if g.prep == "on"), None)
    if doer is None or ended is None or not _forces(doer.lead):
        return False
    return ended.lead.sort in ("people", "actor", "harm")


def _driven(clause: Clause, index: int) -> bool:
    """'The army drove | the rebels out of the town': an armed side, from a place or from sites of its own."""
    groups = clause.right(index)[:4]
    bare = [g for g in groups if not g.prep]
    if clause.chunk(index).kind != "verb":
        doer, driven = None, bare[0] if bare else None
    else:
        doer = bare[0] if len(bare) > 1 else clause.left(index)
        driven = bare[-1] if bare else None
    out = any(g.prep == "from" and _place(g) for g in groups)
    if driven is None or not out or not _forces(driven.lead):
        return False
    return doer is None or _forces(doer.lead)


def _hit(clause: Clause, index: int) -> bool:
    """'The ship was hit | by a missile', 'a shell hit | a bus': a weapon, and a thing that it hit."""
    groups = clause.right(index)[:3]
    bare = [g for g in groups if not g.prep]
    left = clause.left(index)
    around = [*bare, *([left] if left is not None and not left.prep else [])]
    arms = any(g.lead.sort in ("weapon", "platform") for g in groups if g.prep == "means")
    arms = arms or any(g.lead.sort == "weapon" for g in around)
    return arms and any(g.lead.sort == "facility" for g in around)


def _arms(clause: Clause, item: Mention) -> bool:
    """Whether a phrase is arms, or a place where they are kept."""
    if item.sort == "weapon":
        return True
    inside = clause.seen.inside("weapons", item.first, item.last)
    return item.sort == "facility" and item.facility == "storage" and bool(inside)


def _measured(clause: Clause, group: Group, behind: Group | None) -> bool:
    """'Eight hundred kilos | of explosives', 'amounts of ammunition': arms by weight or number."""
    lead = group.lead
    if lead.sort not in ("thing", "weapon"):
        return False
    if lead.count is None and not lead.some:
        return False
    last = behind.lead.last if behind is not None and behind.prep == "from" else lead.last
    inside = clause.seen.inside("weapons", lead.first, last)
    return any(isinstance(m.entry, WeaponEntry) and not m.entry.platform for m in inside)


def _dead(clause: Clause, group: Group) -> bool:
    """Whether people are found killed: the phrase or one right behind it says so."""
    lead = group.lead
    last = min(len(clause.seen.chunks), group.last + REACH)
    for at in range(group.at, last):
        chunk = clause.chunk(at)
        if chunk.kind in ("stop", "verb") and at > group.at:
            return False
        for match in clause.seen.inside("harm", chunk.first, chunk.last):
            if isinstance(match.entry, HarmEntry) and match.entry.harm == "killed":
                return lead.sort in ("people", "harm", "actor", "thing")
    return False


def _entered(clause: Clause, index: int, entry: EventEntry) -> EventEntry | None:
    """'Units of the army entered | the town' is a movement, and a gain where the other side had left."""
    groups = clause.right(index)
    doer = _doer(clause, index, groups)
    if doer is None or not _forces(doer.lead):
        return None
    where = [g for g in groups[:4] if g is not doer and g.prep in ("", "to") and _place(g)]
    if not where:
        return None
    if any(_follows(clause, at) for at in range(index + 1, len(clause.seen.chunks))):
        return msgspec.structs.replace(entry, event_type="territory_change", frame="territory")
    return entry


def _doer(clause: Clause, index: int, groups: list[Group]) -> Group | None:
    """Who enters: behind the verb or noun, or before the verb."""
    behind = groups[0] if groups and groups[0].at == index + 1 and not groups[0].prep else None
    if behind is not None and not _place(behind):
        return behind
    return clause.left(index) if clause.chunk(index).kind == "verb" else None


def _forces(lead: Mention) -> bool:
    """Whether a phrase is fighters, an army or an armed group."""
    if lead.sort not in ("people", "actor"):
        return False
    return lead.who in FIGHTERS or (lead.actor_kind in ARMIES and lead.who in ("", "member"))


def _place(group: Group) -> bool:
    """Whether a phrase names a place that forces enter."""
    return group.lead.sort == "place" or group.lead.facility in SITES


def _follows(clause: Clause, at: int) -> bool:
    """Whether an event noun behind 'after' says that the other side left or lost the place."""
    chunk = clause.chunk(at)
    if chunk.kind not in ("event", "np") or chunk.prep != "after":
        return False
    match = clause.seen.at("events", chunk.head)
    return match is not None and getattr(match.entry, "frame", "") in SETTLED


def carried_out(clause: Clause, index: int) -> bool:
    """'After | a strike that a drone carried out', 'clashes in which two were killed': told in the clause
    that describes it.
    """
    after = index + 1
    if after >= len(clause.seen.chunks) or clause.chunk(after).kind not in ("verb", "event"):
        return False
    head = clause.chunk(after).head
    if clause.chunk(after).conj or clause.chunk(after).prep or head != clause.chunk(index).last:
        return False
    return clause.cue(after) in ("light", "managed") or clause.seen.at("harm", head) is not None
