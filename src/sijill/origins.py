"""Where fire came from: 'from positions of X', 'its source was the areas that X holds'."""

from __future__ import annotations

from .arguments import Clause, Group
from .drafts import FAMILY, Argument, Draft
from .lexicon import ActorEntry, EventEntry
from .matching import Match
from .mentions import Mention


def out_of(draft: Draft, group: Group) -> bool:
    """Whether fire from afar came out of a place or position ('shelling | from positions of X')."""
    afar = FAMILY[draft.event_type] == "remote" and group.prep == "from"
    return afar and group.lead.sort in ("place", "facility", "thing") and not draft.of("attacker")


def origin(clause: Clause, draft: Draft, group: Group) -> None:
    """'Whose source is X', 'from areas of X', 'from areas that X holds': X is the doer where it is an actor,
    and no doer where it is a place.
    """
    for item in [*group.items, *_holders(clause, group)]:
        if item.sort not in ("actor", "people", "platform", "country"):
            named = clause.seen.inside("actors", item.first, item.last)
            item = _named_in(clause, named[-1]) if named else item
        if item.actor is not None and not any(a.mention.start == item.start for a in draft.arguments):
            draft.arguments.append(Argument("attacker", item, "origin named"))


def _holders(clause: Clause, group: Group) -> list[Mention]:
    """The forces that hold a place: 'the areas that | X and Y hold', 'the areas | under the control of X'."""
    here = group.last + 1
    if not (here + 1 < len(clause.seen.chunks) and group.lead.sort in ("place", "thing", "facility")):
        return []
    control = clause.seen.at("events", clause.chunk(here).head)
    entry = control.entry if control is not None else None
    holding = isinstance(entry, EventEntry) and entry.frame == "territory"
    if holding and clause.chunk(here).kind == "verb":  # 'from areas | held by X', with no relative word
        held = next((g for g in clause.right(here) if not g.prep), None)
    elif holding:
        held = clause.group_at(here + 1) if clause.chunk(here + 1).after else None
    elif clause.relative(here + 1) and clause.chunk(here + 1).kind == "verb":
        held = next((g for g in clause.right(here + 1) if not g.prep), None)
    else:
        return []
    return [m for m in held.items if m.sort == "actor"] if held is not None else []


def _named_in(clause: Clause, match: Match) -> Mention:
    """The actor that a match inside a longer phrase names ('areas of | X')."""
    text = clause.source[match.start : match.end]
    mention = Mention("actor", match.first, match.last, match.start, match.end, text, match.entry.id)
    if isinstance(match.entry, ActorEntry):
        mention.actor, mention.name, mention.actor_kind = (
            match.entry.id,
            match.entry.name_en,
            match.entry.actor_kind,
        )
    return mention


def can_attack(lead: Mention) -> bool:
    """Whether a phrase is one that an attack can be of: 'a raid | by gunmen'."""
    if lead.sort in ("actor", "platform", "country"):
        return True
    return lead.number == "many" and lead.who in ("militant", "military", "member")
