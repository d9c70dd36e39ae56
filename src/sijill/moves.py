"""Whether a word of sending, coming or setting out is told of forces or their arms."""

from __future__ import annotations

from .arguments import Clause, Group
from .lexicon import EventEntry
from .mentions import Mention

MOVED = frozenset({"weapon.warship", "weapon.aircraft", "weapon.tank", "weapon.air_defence", "weapon.drone"})
SITES = frozenset({"military_base", "airport", "port", "checkpoint"})
FIGHTERS = frozenset({"military", "militant"})
ARMIES = frozenset(
    {
        "state_forces",
        "rebel",
        "political_militia",
        "identity_militia",
        "coalition",
        "peacekeepers",
        "police",
        "unidentified",
    }
)


def told(clause: Clause, index: int, needs: str) -> bool:
    """Whether the word at chunk `index` is told of what an entry that `needs` forces, or a march, is told
    of.
    """
    groups = clause.right(index)
    if needs == "march":
        bound = [g for g in groups if g.prep in ("to", "near")]
        return _marched(clause, index, groups) and any(_where(g) or g.lead.actor for g in bound)
    moved = [g for g in groups[:3] if g.prep in ("", "means")]
    return any(_force(clause, item) for g in moved for item in g.items) and any(
        g.prep in ("to", "in", "on") and _where(g) for g in groups
    )


def _marched(clause: Clause, index: int, groups: list[Group]) -> bool:
    """Whether fighters, their arms or 'reinforcements' are what set out, behind the word or before it."""
    after = index + 1
    if after < len(clause.seen.chunks) and clause.chunk(after).kind == "event":
        match = clause.seen.at("events", clause.chunk(after).head)
        return match is not None and isinstance(match.entry, EventEntry) and match.entry.frame == "move"
    behind = groups[0] if groups and groups[0].at == after and not groups[0].prep else None
    subject = behind or (clause.left(index) if clause.chunk(index).kind == "verb" else None)
    if subject is None:
        return False
    lead = subject.lead
    if lead.sort == "people":
        return lead.who in FIGHTERS
    if lead.sort == "actor":
        return lead.actor_kind == "state_forces"  # a group that sets out may be its delegates
    return lead.sort in ("platform", "weapon") and lead.entry in MOVED


def _where(group: Group) -> bool:
    """Whether a phrase names where forces go: no hospital, no person, no document."""
    lead = group.lead
    return lead.sort in ("place", "country") or lead.facility in SITES


def _force(clause: Clause, item: Mention) -> bool:
    """Whether a phrase is soldiers, ships, aircraft or arms on the move."""
    arms = clause.seen.at("weapons", item.first)
    if item.sort == "actor":
        return arms is not None and arms.first == item.first and arms.entry.id in MOVED
    if item.sort == "people":
        return item.who == "military"
    if item.sort in ("platform", "weapon"):
        return item.entry in MOVED
    return item.sort == "facility" and item.facility in ("ship", "aircraft") and item.entry in MOVED
