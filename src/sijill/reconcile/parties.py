"""Who takes part in an incident: one party for each actor or facility in a role, with everyone who names
it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..incident import Field, Filed, Party, Said
from ..records import Count, Participant
from ..registry import Registry
from .speech import first_cited, said, strongest
from .values import Given, best, field, gather, voices

ROLES = ("attacker", "target", "victim", "party", "claimant")
DOING = ("attacker", "claimant")
PEOPLE = ("victim", "target")
UNLISTED = "people"
POLICY = "every one that is named; most voices first"


def parties(told: Sequence[Filed], day: str, registry: Registry) -> tuple[Party, ...]:
    """The parties of an incident by role, the best supported first."""
    groups: dict[tuple[str, str], list[tuple[Participant, Said]]] = {}
    actual = any(f.report.realis == "actual" for f in told)
    for filed in told:
        for person in filed.report.participants:
            if actual and filed.report.realis == "denied" and person.role in DOING:
                continue  # whom a denial clears is named as the doer by nobody in it
            who = said(filed, person.source or first_cited(filed), _words(person), registry)
            groups.setdefault((person.role, name_of(person)), []).append((person, who))
    found = [_party(role, uses, day, registry) for (role, _), uses in groups.items()]
    return tuple(
        sorted(
            found,
            key=lambda p: (ROLES.index(p.role), -len({s.voice for s in p.said}), p.actor or "~", p.name),
        )
    )


def name_of(person: Participant) -> str:
    """What tells one participant from another: the actor, else the facility, else the sort of people."""
    return person.actor or (f"facility:{person.facility}" if person.facility else f"words:{person.text}")


def doers(told: Sequence[Filed], every: Sequence[Party]) -> frozenset[str]:
    """The actors who did it: they say so, or someone besides their accusers tells it and they do not deny."""
    denied = {f.key for f in told if f.report.realis == "denied"}
    denying = {s.actor for f in told for s in f.report.sources if s.stance == "denies"}
    found = set[str]()
    for party in every:
        if party.role in DOING and party.actor:
            stances = {s.stance for s in party.said if s.report not in denied}
            own = party.role == "claimant" or "claims_responsibility" in stances
            if own or (stances - {"accuses", "denies"} and party.actor not in denying):
                found.add(party.actor)
    return frozenset(found)


def blames_others(filed: Filed, actor: str) -> bool:
    """Whether a report names doers and an actor is none of them."""
    named = {p.actor for p in filed.report.participants if p.role in DOING and p.actor}
    return bool(named) and actor not in named


def _words(person: Participant) -> tuple[str, int, int]:
    return person.text, person.start, person.end


def _party(role: str, uses: Sequence[tuple[Participant, Said]], day: str, registry: Registry) -> Party:
    person = uses[0][0]
    actor = registry.actor(person.actor, day)
    counts = [p.count for p, _ in uses if p.count is not None]
    lows = [c.min for c in counts if c.min is not None]
    highs = [c.max for c in counts]
    count = None
    if counts:
        top = None if None in highs else max(h for h in highs if h is not None)
        count = Count(min=min(lows, default=None), max=top)
    return Party(
        role=role,
        actor=person.actor,
        name=actor.name if actor else person.name,
        name_ar=actor.name_ar if actor else "",
        kind=actor.kind if actor else "",
        country=actor.country if actor else "",
        inter=actor.inter if actor else 0,
        facility=next((p.facility for p, _ in uses if p.facility), None),
        count=count,
        stance=strongest(s.stance for _, s in uses),
        said=tuple(sorted((s for _, s in uses), key=lambda s: (s.report, s.start, s.end))),
    )


def role_fields(every: Sequence[Party]) -> tuple[Field | None, ...]:
    """The fields of all roles."""
    return tuple(role_field(role, every) for role in ROLES)


def role_field(role: str, every: Sequence[Party]) -> Field | None:
    """The field of a role: who is named in it and by whom. None where nobody is."""
    given: list[Given] = [
        (p.actor or (f"facility:{p.facility}" if p.facility else _label(p)), p.name or _label(p), s)
        for p in every
        if p.role == role
        for s in p.said
    ]
    if not given:
        return None
    values = gather(given)
    chosen = best(values, lambda v: (v.value == UNLISTED, -len(voices(v))))
    return field(role, values, POLICY, chosen.value if chosen else "")


def _label(party: Party) -> str:
    """Words for a party that is no known actor. Those who were harmed or aimed at may be private people:
    their names stay in the quoted evidence.
    """
    if party.facility:
        return party.facility.replace("_", " ")
    return UNLISTED if party.role in PEOPLE else party.said[0].text
