"""Whether a draft has enough about it to be a report."""

from __future__ import annotations

from collections.abc import Sequence

from . import families
from .drafts import FAMILY, Draft, Means, Trigger
from .resolve import ARMED_KINDS
from .sides import DENIES_A_PART

ARMED_PEOPLE = frozenset({"military", "militant", "police", "member"})
ARMED_SPEAKERS = frozenset({"military", "armed_group"})
DAYS = frozenset({"day", "part_of_day", "hour", "minute"})
UNARMED = frozenset({"civilians", "protesters"})
NEWS = frozenset({"week", "month"})
DATED_NEAR = frozenset({"remote", "explosive", "attack", "abduction", "custody", "protest"})
MEDIATORS = frozenset({"peacekeepers", "civilians"})
MOVES = frozenset({"move", "leave"})
TALK = frozenset({"threat", "agree", "protest", "exercise", "move", "leave"})
CIVIL = frozenset({"market", "media", "government", "other", "industry", "agriculture"})


def stands(draft: Draft) -> bool:
    """Whether a draft has enough about it to be an event and not a word."""
    about = bool(draft.of("attacker", "target", "victim", "party")) + bool(draft.places) + bool(draft.harm)
    about += any(not d.borrowed for d in draft.dates) + any(
        m.kind and not _inside(m, draft.triggers) for m in draft.means
    )
    about += draft.frame == "threat" and bool(draft.speech)
    if draft.realis == "denied" and any(a.rule == DENIES_A_PART for a in draft.arguments):
        return True
    if not any(t.told for t in draft.triggers) and not _dated_mention(draft):
        return False
    if (
        draft.event_type == "armed_attack"
        and not _armed(draft)
        and not any(p.precision <= 2 for p in draft.places)
    ):
        return False
    if families.crossing(draft) or families.sting(draft) or _of_ideas(draft) or _elsewhere_told(draft):
        return False
    if _bare(draft) or _of_a_kind(draft) or families.figurative(draft):
        return False
    verbal = any(not t.noun or t.happens or (t.told and t.prep == "from") for t in draft.triggers) or any(
        a.rule == "undergo verb" for a in draft.arguments
    )
    if draft.realis in ("planned", "hypothetical", "generic") and (
        about < 2 or not draft.of("attacker", "party")
    ):
        return False
    if _wanting(draft):
        return False
    if FAMILY[draft.event_type] == "custody" and about < 2 and not (_both_told(draft) or _goods(draft)):
        return False
    if draft.weak:
        return _armed(draft) and about >= (1 if verbal or _both_told(draft) else 2)
    plain = any(t.noun and not t.definite for t in draft.triggers)
    plain = plain or families.done_to(draft) or _goods(draft)
    return about >= (1 if verbal or plain else 2)


def _wanting(draft: Draft) -> bool:
    """Whether what the words need is not told: the means, harm (what falls from the sky and hurts nobody may
    have been brought down), another event.
    """
    needs = {t.entry.needs for t in draft.triggers}
    if needs == {"means"}:
        return not any(m.kind for m in draft.means)
    if needs == {"harm"}:
        return not any(h.count.min != 0 for h in draft.harm)
    return needs == {"event"}


def _both_told(draft: Draft) -> bool:
    """Whether both who did it and what it was done to are told: 'A announced the destruction of B'."""
    return bool(draft.of("attacker") and draft.of("target", "victim"))


def _goods(draft: Draft) -> bool:
    """Whether arms are seized whose word is a part of the event's own, and their place is told."""
    return draft.event_type == "weapons_seizure" and not draft.weak and bool(draft.places)


def _elsewhere_told(draft: Draft) -> bool:
    """Whether the word only points to an event ('this attack'), or is one man's objection, a warning of
    a mediator, or a spread of no force.
    """
    word = draft.triggers[0]
    if word.pointed and not draft.harm:
        return True
    if draft.frame == "protest" and word.pronoun and not word.plural:
        return True
    if (
        draft.frame == "threat"
        and draft.weak
        and any(m.actor_kind in MEDIATORS for m in draft.of("attacker"))
    ):
        return True
    if draft.frame == "territory" and not draft.places and not _ground(draft):
        return True  # 'the police recovered a stolen picture'
    return draft.frame in MOVES and draft.weak and not draft.of("party")


def _ground(draft: Draft) -> bool:
    """Whether what was taken is a place, a site or a side's, or no police took it: no stolen picture."""
    doers = draft.of("attacker")
    if not all(m.who == "police" or m.actor_kind in ("police", "government") for m in doers):
        return True
    return any(
        m.sort in ("place", "facility", "country") or m.facility or m.actor
        for m in draft.of("target", "victim")
    )


def _of_ideas(draft: Draft) -> bool:
    """Whether force is told to have met, or come from, no one and no thing, but a policy or a plan."""
    if draft.harm or draft.frame in TALK:
        return False
    hit, doers = draft.of("target", "victim"), draft.of("attacker")
    return any(m and all(one.abstract for one in m) for m in (hit, doers))


def _bare(draft: Draft) -> bool:
    """Whether a word of killing, seizing or blowing up is told with nothing that it was done to or by."""
    campaign = draft.event_type == "arrest" and draft.triggers[0].noun
    if campaign and draft.places and draft.of("attacker"):
        return False  # 'carried out a campaign of arrests in X'
    if draft.frame in ("kill", "find", "seize", "release"):
        told = draft.of("victim", "target") or draft.harm or draft.means
        done = draft.frame == "kill" and draft.of("attacker") and draft.places
        return not (told or (done and any(t.noun for t in draft.triggers)))  # 'X's massacre in Y'
    return draft.frame == "explode" and not (
        draft.means or draft.harm or draft.places or draft.of("target", "attacker")
    )


def _of_a_kind(draft: Draft) -> bool:
    """Whether a noun is told of a kind of victim or site and of nothing else: 'the targeting of
    hospitals | is a crime'.
    """
    if any(not t.noun or t.happens or t.definite for t in draft.triggers) or draft.of("attacker", "party"):
        return False
    if draft.places or draft.means or any(not d.borrowed for d in draft.dates) or draft.frame in TALK:
        return False
    if any(h.count.min is not None for h in draft.harm):
        return False
    hit = draft.of("target", "victim")
    return bool(hit) and all(
        m.number == "many" and m.definite and m.count is None and m.actor is None and not m.named for m in hit
    )


def _inside(means: Means, found: Sequence[Trigger]) -> bool:
    """Whether a weapon is a part of the trigger's own words, and so says nothing more."""
    return any(t.start <= means.start < t.end for t in found)


def _dated_mention(draft: Draft) -> bool:
    """Whether what is only mentioned has a date of its own and a place or harm. Force and protest need more
    than a year ('the bombing of 2005' is one that readers know), and a noun whose date is a day one that
    stands behind it ('the minister condemned yesterday | the raid' dates the words).
    """
    if not (draft.places or draft.harm) or all(t.prep == "since" for t in draft.triggers):
        return False  # 'the first visit since | the killing of X'
    own = [d for d in draft.dates if not d.borrowed]
    first = min(t.start for t in draft.triggers)
    verbal = any(not t.noun for t in draft.triggers)
    if FAMILY[draft.event_type] not in DATED_NEAR:
        return any(verbal or d.start > first for d in own)
    return any(d.when.precision in NEWS | DAYS and (verbal or d.start > first) for d in own)


def _states(draft: Draft) -> bool:
    """Whether one state attacks another: 'at dawn X attacked Y'."""
    doers, hit = ({m.actor for m in draft.of(role) if m.sort == "country"} for role in ("attacker", "target"))
    return bool(doers and hit)


def _armed(draft: Draft) -> bool:
    """Whether a weak event word stands among arms: a weapon, harm, a military site, or armed sides."""
    if draft.frame == "disperse" and len(draft.triggers) > 1:
        return True  # the march that was broken up is told besides
    if draft.frame in ("protest", "disperse"):
        return any(m.actor_kind in ("protesters", "rioters") for m in draft.of("party"))
    sides = draft.of("party")
    if draft.frame == "clash" and len(sides) == 1 and draft.weak and not any(t.noun for t in draft.triggers):
        return False  # 'X faces | a blockade'
    if draft.frame == "clash" and len(sides) > 1:  # one side alone is as good in a figure of speech
        return any(m.actor_kind in ARMED_KINDS or m.who in ARMED_PEOPLE for m in sides)
    if any(m.kind for m in draft.means) or any(h.count.min != 0 for h in draft.harm):
        return True
    if draft.frame in ("threat", "agree", "move", "leave", "territory", "exercise"):
        if draft.frame in MOVES and any(m.who == "military" for m in draft.of("party")):
            return True
        kinds = {m.actor_kind for m in draft.of("attacker", "party") if m.actor}
        return bool(kinds - UNARMED if draft.frame == "agree" else kinds)
    if any(not d.borrowed and d.when.precision in DAYS for d in draft.dates) and _states(draft):
        return True
    if any(s.stance == "denies" and s.kind in ARMED_SPEAKERS for s in draft.speech):
        return True  # what an armed body denies to have done is an armed act
    if any(t.first_person for t in draft.triggers) and any(m.sort == "country" for m in draft.of("target")):
        return True  # 'we attacked | the country X'
    if draft.of("target", "victim") and any(a.rule == "adjective" for a in draft.arguments):
        return True  # 'the Turkish targeting of a workshop'
    return any(
        m.actor_kind in ARMED_KINDS
        or m.who in ARMED_PEOPLE
        or (m.facility is not None and m.facility not in CIVIL)
        for m in draft.of("attacker", "target", "victim")
    )
