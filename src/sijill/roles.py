"""What can fill a role of an event: which sorts of phrase a doer, a target, a victim and a party are."""

from __future__ import annotations

from .arguments import Group
from .drafts import Argument, Draft
from .mentions import Mention

HARMLESS = frozenset({"child", "journalist", "medic", "aid_worker"})
UNARMED = frozenset({"civilian", "child", "woman"})
ARMS_HIT = frozenset({"intercept", "confiscate", "destroy"})
ROLE_SORTS = {
    "attacker": frozenset({"actor", "platform", "country", "people"}),
    "party": frozenset({"actor", "people", "country", "thing"}),
    "victim": frozenset({"people", "actor", "thing", "source"}),
    "target": frozenset({"facility", "actor", "people", "platform", "country", "weapon"}),
}
UNSURE = frozenset({"object", "genitive", "object of noun", "preposition on", "preposition against"})


def fill(draft: Draft, role: str, group: Group | None, rule: str) -> None:
    """Give every phrase of a group the role, where it is of a sort that can fill it."""
    if not role or group is None:
        return
    if role == "weapon":  # what explodes is a weapon; who makes it explode is a doer
        if group.lead.sort not in ("actor", "people") or group.lead.who in HARMLESS:
            return
        role = "attacker"
    for item in group.items:
        if item.turn:
            continue
        item = _site(item) if role == "target" else item
        if role == "victim" and item.facility in ("ship", "aircraft", "vehicle") and item.sort == "facility":
            role = "target"
        threatens = role == "attacker" and draft.frame == "threat" and _voices(item, draft)
        goods = role == "target" and draft.frame == "confiscate" and item.sort == "thing" and item.count
        freed = role == "victim" and item.sort == "harm" and draft.frame == "release"
        union = role == "party" and draft.frame == "protest" and item.sort == "source"
        if item.sort not in ROLE_SORTS.get(role, frozenset()) and not (
            threatens or goods or freed or union or _may_act(role, item) or _guards(role, item, draft)
        ):
            continue
        if role == "target" and item.sort == "weapon" and draft.frame not in ARMS_HIT:
            continue
        if item.sort == "thing" and (_idle(role, item, draft) or _harmless(role, item, rule)):
            continue
        if role == "attacker" and item.sort == "people" and item.who in HARMLESS:
            continue
        given = role
        if role == "target" and item.sort == "people" and item.facility is None:
            given = (
                "target"
                if (item.actor_kind not in ("", "civilians") and not _bystander(item))
                or item.who in ("member", "military", "militant", "police")
                else "victim"
            )
        if not any(a.mention.start == item.start and a.role == given for a in draft.arguments):
            draft.arguments.append(Argument(given, item, rule))


def _bystander(item: Mention) -> bool:
    """Whether someone unarmed is told of with an armed side: 'a trader close to X'."""
    return item.who in UNARMED and item.actor_kind not in ("protesters", "rioters")


def _voices(item: Mention, draft: Draft) -> bool:
    """Whether a speaker, or a body that no list knows, can utter a threat in so many words."""
    return item.sort == "source" or (item.sort == "thing" and item.definite and not draft.weak)


def _site(item: Mention) -> Mention:
    """'The outskirts of a camp': the site that a phrase of place is told by."""
    return item.site if item.sort == "place" and item.site is not None else item


def _idle(role: str, item: Mention, draft: Draft) -> bool:
    """Whether a thing that no list knows cannot fill a role: a bare word, or no party to an agreement."""
    if role in ("target", "party") and not (item.definite or item.last - item.first > 1 or item.named):
        return True
    return role == "party" and not (draft.frame in ("agree", "protest") and item.definite)


def _harmless(role: str, item: Mention, rule: str) -> bool:
    """Whether an uncounted noun that no list knows is told as the harmed ('the shedding of blood', 'he
    attacked the idea'): who is harmed is known as people, counted, or told by a verb of harm.
    """
    return role == "victim" and item.count is None and rule in UNSURE and not item.named


def _guards(role: str, item: Mention, draft: Draft) -> bool:
    """Whether a force that is known as one that speaks, air defence, stops what comes; whether ships and
    aircraft of a country are what it moves.
    """
    if role == "party" and draft.frame == "move":
        return item.sort in ("platform", "weapon", "facility") and bool(item.actors)
    if role == "target" and item.sort == "thing" and item.actor is not None:
        return not item.definite and draft.frame == "attack"  # 'a Dutch force'
    return role == "attacker" and item.sort == "source" and draft.frame == "intercept"


def _may_act(role: str, item: Mention) -> bool:
    """Whether a weapon of a country, or a bare name, can be the doer."""
    return role == "attacker" and (
        (item.sort in ("weapon", "thing") and item.actor is not None)
        or (item.facility == "vehicle" and (item.actor is not None or bool(item.actors)))
        or (item.sort == "thing" and item.named)
    )
