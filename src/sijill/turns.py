"""What doers, targets and goods make of an event: its type is settled by who and what took part."""

from __future__ import annotations

from .arguments import Clause
from .drafts import Argument, Draft
from .mentions import Mention

CROWD = frozenset({"protesters", "rioters"})
UNARMED = frozenset({"civilian", "unspecified", "child"})
REBELS = frozenset({"rebel", "political_militia", "unidentified"})
FLYING = frozenset({"weapon.drone", "weapon.ballistic", "weapon.cruise", "weapon.missile", "weapon.rocket"})
DEFENCE = frozenset({"source.air-defence", "weapon.air_defence"})


def settle(clause: Clause, draft: Draft) -> None:
    """Settle the type of a draft by the arguments of its first word."""
    held(draft)
    boarded(draft)
    downed(draft)
    flown(clause, draft)
    contraband(clause, draft)


def flown(clause: Clause, draft: Draft) -> None:
    """'Drones circled over the town | and it downed them': what a pronoun says was downed is named before."""
    trigger = draft.triggers[0]
    if draft.frame != "intercept" or draft.of("target") or not trigger.pronoun:
        return
    for at in range(trigger.chunk - 1, -1, -1):
        if clause.chunk(at).kind == "stop":
            return
        if clause.chunk(at).kind == "np" and clause.mention(at).entry in FLYING:
            draft.arguments.append(Argument("target", clause.mention(at), "named before"))
            draft.weak = False
            return


def turn(draft: Draft) -> None:
    """Let the doer turn a type: destruction from the air is an airstrike, a clash of crowds is a riot;
    missiles and drones destroyed in the air were intercepted.
    """
    aimed = draft.of("target") or draft.of("attacker")
    if draft.event_type == "property_destruction" and not draft.harm and _in_the_air(draft):
        draft.event_type, draft.frame = "interception", "intercept"
        draft.note("event_type", "destroyed in the air", aimed[0].entry, aimed[0].start, aimed[0].end)
    if draft.event_type == "property_destruction" and draft.weak:
        refining = [m for m in draft.means if m.platform and m.refines in ("airstrike", "drone_strike")]
        for means in refining[:1]:
            draft.event_type, draft.frame, draft.weak = means.refines, "attack", False
            draft.note("event_type", "refined by the means", means.entry, means.start, means.end)
    crowd = _crowd(draft) if draft.event_type == "armed_clash" else None
    if crowd is not None:
        draft.event_type, draft.weak = "riot", False
        draft.note("event_type", "a clash of crowds", crowd.entry, crowd.start, crowd.end)


def _crowd(draft: Draft) -> Mention | None:
    """The crowd of a clash that is a riot: all its sides are crowds; or one of them is, or is people with no
    arms, and the word for it says of no arms ('confrontations of police and residents').
    """
    sides_of = draft.of("party")
    crowds = [m for m in sides_of if m.actor_kind in CROWD]
    if sides_of and len(crowds) == len(sides_of):
        return crowds[0]
    if not draft.weak or any(m.who == "militant" or m.actor_kind in REBELS for m in sides_of):
        return None
    unarmed = (m for m in sides_of if m.who in UNARMED and m.actor_kind in ("", "civilians"))
    return next(iter((*crowds, *unarmed)), None)


def _in_the_air(draft: Draft) -> bool:
    """Whether all that was destroyed is missiles or drones, over a place or by those who defend the air."""
    hit = draft.of("target")
    flying = bool(hit) and all(m.entry in FLYING for m in hit)
    return flying and (
        any(m.entry in DEFENCE or m.actor_kind == "air_defence" for m in draft.of("attacker"))
        or any(p.prep == "on" or p.precision == 5 for p in draft.places)
    )


def contraband(clause: Clause, draft: Draft) -> None:
    """Goods that are seized for what they are make a seizure of a word with other senses."""
    if draft.frame != "confiscate" or not draft.weak:
        return
    trigger = draft.triggers[0]
    for group in clause.right(trigger.chunk)[:4]:
        if any(clause.named(at, "contraband") for at in range(group.at, group.last + 1)):
            draft.weak = False
            if not draft.of("target"):
                draft.arguments.append(Argument("target", group.lead, "goods"))
            return


def _no_authority(mention: Mention) -> bool:
    """Whether those who hold people are gunmen that are of no known body."""
    return mention.actor_kind == "unidentified" or (mention.actor is None and mention.who == "militant")


def held(draft: Draft) -> None:
    """Let the doers turn an arrest: people held by gunmen of no known body are abducted."""
    doers = draft.of("attacker")
    if draft.event_type == "arrest" and doers and all(_no_authority(m) for m in doers):
        draft.event_type = "abduction"
        draft.note("event_type", "held by no authority", doers[0].entry, doers[0].start, doers[0].end)


def boarded(draft: Draft) -> None:
    """Let what was taken turn a capture: ships are seized with those aboard, no ground is gained."""
    hit = draft.of("target")
    if draft.event_type == "territory_change" and hit and all(m.facility == "ship" for m in hit):
        draft.event_type, draft.frame, draft.weak = "abduction", "seize", False
        draft.note("event_type", "a ship that is taken", hit[0].entry, hit[0].start, hit[0].end)


def downed(draft: Draft) -> None:
    """Let what was wrecked turn a destruction: drones alone are brought down."""
    hit = draft.of("target", "victim")
    if draft.frame == "destroy" and hit and all(m.entry == "weapon.drone" for m in hit):
        draft.event_type, draft.frame = "interception", "intercept"
        draft.note("event_type", "drones brought down", hit[0].entry, hit[0].start, hit[0].end)
