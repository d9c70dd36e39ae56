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
POLICY = "every one that is named; most voices first"


def parties(told: Sequence[Filed], day: str, registry: Registry) -> tuple[Party, ...]:
    """The parties of an incident by role, the best supported first."""
    groups: dict[tuple[str, str], list[tuple[Participant, Said]]] = {}
    for filed in told:
        for person in filed.report.participants:
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
        (
            p.actor or (f"facility:{p.facility}" if p.facility else p.name or p.said[0].text),
            p.name or _label(p),
            s,
        )
        for p in every
        if p.role == role
        for s in p.said
    ]
    if not given:
        return None
    values = gather(given)
    chosen = best(values, lambda v: (-len(voices(v)),))
    return field(role, values, POLICY, chosen.value if chosen else "")


def _label(party: Party) -> str:
    return party.facility.replace("_", " ") if party.facility else party.said[0].text
