"""Who did what to whom, as two sides: names, kinds and codes of an incident's parties."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sijill.incident import Incident, Party
from sijill.registry import Registry

from .citations import day_of
from .codes import acled_codes
from .spots import country_name, country_of

CIVIL_PLACES = frozenset(
    {
        "hospital",
        "school",
        "place_of_worship",
        "residential",
        "market",
        "food",
        "water",
        "media",
        "refugee_camp",
        "aid",
        "agriculture",
        "heritage",
    }
)
DENYING = frozenset({"denies", "doubts"})
PEOPLE = frozenset({5, 6, 7})


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """One party as exports name it: never a person, never a side's loaded word. `inter` is ACLED's code,
    `words` the name as a sentence has it ('unknown gunmen').
    """

    id: str = ""
    name: str
    words: str = ""
    kind: str = ""
    country: str = ""
    inter: int = 0
    stance: str = "reports"
    facility: str = ""


def doers(incident: Incident, registry: Registry) -> tuple[Actor, ...]:
    """Who attacked: the one the ledger shows first, and those who are told to have acted with it or are a
    part of it, unless they deny it. Attackers that only other accounts name are `rivals`; who is named
    only in a denial is neither.
    """
    named = _told(incident)
    chosen = next((f.chosen for f in incident.fields if f.name == "attacker" and f.chosen), "")
    lead = next((p for p in named if chosen in (p.actor, p.name)), named[0] if named else None)
    if lead is None:
        return ()
    denying = {w.actor for w in incident.sources if w.actor and w.stance == "denies"}
    others = [p for p in named if p is not lead and p.actor not in denying and _with(p, lead, registry)]
    companions = _actors((p for p in others if not registry.generic(p.actor)), incident, registry)
    return _actors((lead,), incident, registry) + companions


def rivals(incident: Incident, registry: Registry) -> tuple[Actor, ...]:
    """Attackers that only other accounts name; 'gunmen' are nobody's rival."""
    shown = {a.id or a.name for a in doers(incident, registry)}
    every = _actors(_told(incident), incident, registry)
    return tuple(a for a in every if (a.id or a.name) not in shown and not registry.generic(a.id))


def aimed_at(incident: Incident, registry: Registry) -> tuple[Actor, ...]:
    """Targets and victims that have a name, each once, targets first."""
    roles = ("target", "victim")
    found = [p for role in roles for p in incident.participants if p.role == role]
    return _named_first(_actors(found, incident, registry), registry)


def parties(incident: Incident, registry: Registry) -> tuple[Actor, ...]:
    """Parties to a clash, an agreement, a protest, a deployment."""
    return _named(incident, registry, "party")


def facilities(incident: Incident) -> tuple[str, ...]:
    """The sorts of target: hospital, military_base and the like, each once."""
    return tuple(
        dict.fromkeys(p.facility for p in incident.participants if p.facility and p.role == "target")
    )


def everyone(incident: Incident, registry: Registry) -> tuple[Actor, ...]:
    """Every named party but claimants, each once, doers first."""
    found = (
        _named(incident, registry, "attacker") + parties(incident, registry) + aimed_at(incident, registry)
    )
    by_name = {a.id or a.name: a for a in reversed(found)}
    return tuple(by_name[k] for k in dict.fromkeys(a.id or a.name for a in found))


def actor_of(party: Party, incident: Incident, registry: Registry) -> Actor | None:
    """A party by its registered name, on the incident's day; None where only a document's words name it."""
    facts = registry.actor(party.actor, day_of(incident))
    name = facts.name if facts is not None else party.name
    if not name:
        return None
    country = country_of(incident.places, registry)
    words = name
    if registry.generic(party.actor):
        words = name[:1].lower() + name[1:]
        name = f"{name} ({country_name(country, registry)})" if country else name
    kind = party.kind or (facts.kind if facts is not None else "")
    home = party.country or (facts.country if facts is not None else "")
    return Actor(
        id=party.actor or "",
        name=name,
        words=words,
        kind=kind,
        country=home,
        inter=_inter(party.inter or (facts.inter if facts is not None else 0), kind, home, country),
        stance=party.stance,
        facility=party.facility or "",
    )


def _inter(code: int, kind: str, home: str, country: str) -> int:
    """ACLED's code: a state's forces abroad are external forces."""
    code = code or acled_codes().kinds.get(kind, 0)
    return 8 if code == 1 and home and country and home != country else code


def _with(party: Party, lead: Party, registry: Registry) -> bool:
    """Whether two attackers stand in one account, or one is a part of the other."""
    accounts = _accounts(party) & _accounts(lead)
    chains = registry.actor_chain(party.actor), registry.actor_chain(lead.actor)
    kin = lead.actor in chains[0] or party.actor in chains[1]
    return bool(accounts) or kin or not (party.said and lead.said)


def _accounts(party: Party) -> set[tuple[str, int]]:
    """Who names a party where: a speaker in a report."""
    return {(s.report, s.source) for s in party.said if s.stance not in DENYING}


def _told(incident: Incident) -> list[Party]:
    """Attackers that somebody names other than in a denial; all of them where nobody does."""
    every = [p for p in incident.participants if p.role == "attacker"]
    told = [p for p in every if not p.said or any(s.stance not in DENYING for s in p.said)]
    return told or every


def _named_first(found: tuple[Actor, ...], registry: Registry) -> tuple[Actor, ...]:
    """Without sorts of armed actor ('army', 'gunmen') where one with a name of its own is told of, too."""
    named = [a for a in found if a.inter not in PEOPLE and not registry.generic(a.id)]
    people = [a for a in found if a.inter in PEOPLE]
    return tuple(named + people) if named else found


def _named(incident: Incident, registry: Registry, role: str) -> tuple[Actor, ...]:
    return _actors((p for p in incident.participants if p.role == role), incident, registry)


def _actors(some: Iterable[Party], incident: Incident, registry: Registry) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for party in some:
        actor = actor_of(party, incident, registry)
        if actor is not None:
            found.setdefault(actor.id or actor.name, actor)
    return tuple(found.values())
