"""What people decided about an incident's fields, laid over what the reports give; the reports' values
stay.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from ..errors import UsageError
from ..incident import Decision, Field, Incident, Party, Toll
from ..link.profile import FAMILIES
from ..records import Place, Time
from ..registry import Registry
from .tolls import KINDS, parse_bounds

HARM = frozenset(KINDS)
INHERITED = frozenset(("correct", "confirm", "reject"))
CHOICES: Mapping[str, Iterable[str]] = {
    "event_type": {t for types in FAMILIES.values() for t in types.split()},
    "status": ("claimed", "reported", "acknowledged", "disputed", "denied"),
    "political": ("true", "false"),
}


def corrected(made: Incident, decisions: Sequence[Decision], registry: Registry) -> Incident:
    """The incident after the standing decisions on it, oldest first."""
    for decision in decisions:
        made = _after(made, decision, registry)
        made = replace(made, decided=(*made.decided, decision.number))
    return made


def inheriting(
    made: Incident, decisions: Sequence[Decision], mine: Container[str], others: Container[str]
) -> Incident:
    """The incident, saying which of the decisions that hold were made on an incident that has come apart
    since: reports that they name are here, others that they name are in another incident.
    """
    last: dict[str, Decision] = {}
    for decision in decisions:
        if decision.kind in INHERITED:
            last["mark" if decision.kind != "correct" else decision.field] = decision
    issues = set(made.issues)
    for decision in last.values():
        away = sum(key in others and key not in mine for key in decision.these)
        if away:
            what = " ".join(filter(None, (decision.kind, decision.field, decision.value)))
            reports = "report" if away == 1 else "reports"
            issues.add(f"inherited: {what} (decision {decision.number}), made with {away} more {reports}")
    return replace(made, issues=tuple(sorted(issues)))


def _after(made: Incident, decision: Decision, registry: Registry) -> Incident:
    if decision.kind == "confirm":
        return replace(made, confirmed=True, rejected=False)
    if decision.kind == "reject":
        return replace(made, rejected=True, confirmed=False)
    if decision.kind in ("lock", "unlock"):
        return replace(made, locked=decision.kind == "lock")
    if decision.kind == "state" and decision.value == "finalised":
        return replace(made, confirmed=not made.rejected)
    if decision.kind != "correct":
        return made
    policy = f"decided by {decision.by} (decision {decision.number})"
    return _with_value(made, decision.field, decision.value, policy, registry)


def _with_value(made: Incident, name: str, value: str, policy: str, registry: Registry) -> Incident:
    allowed = CHOICES.get(name, ())
    if allowed and value not in allowed:
        raise UsageError(f"'{value}' is no {name.replace('_', ' ')} (one of {', '.join(sorted(allowed))})")
    if name in ("event_type", "status"):
        made = replace(made, **{name: value})
    elif name == "political":
        made = replace(made, political=value == "true")
    elif name == "time":
        made = replace(made, time=parse_time(value))
    elif name == "place":
        made = replace(made, places=(parse_place(value, registry), *made.places))
    elif name in ("attacker", "target"):
        made = replace(made, participants=_people(made.participants, name, value, registry))
    elif name in HARM:
        made = replace(made, harm=_harm(made.harm, name, value, policy))
    told = [v for t in made.harm if t.kind == name and not t.part for v in t.values]
    old = next(
        (f for f in made.fields if f.name == name), Field(name=name, policy=policy, values=tuple(told))
    )
    field = replace(old, policy=policy, chosen=value)
    rest = tuple(f for f in made.fields if f.name != name)
    return replace(made, fields=tuple(sorted((*rest, field), key=lambda f: f.name)))


def parse_time(value: str) -> Time:
    """A corrected time: an ISO day or moment, or two with a stroke. Raises UsageError."""
    start, _, end = value.partition("/")
    try:
        first, last = datetime.fromisoformat(start), datetime.fromisoformat(end or start)
    except ValueError:
        raise UsageError(f"'{value}' is no time (2024-03-09, 2024-03-09T18:00 or two with '/')") from None
    if first.tzinfo or last.tzinfo:
        raise UsageError(f"'{value}' names a zone; times are local, without one")
    if last < first:
        raise UsageError(f"'{value}' ends before it begins")
    return Time(start=start, end=end or start, precision="minute" if "T" in start else "day")


def parse_place(value: str, registry: Registry) -> Place:
    """A corrected place: the id of a place of the gazetteer. Raises UsageError."""
    chain = registry.around(value)
    if not chain:
        raise UsageError(f"'{value}' is no place of the gazetteer (see docs/places.md)")
    found = chain[0]
    return Place(
        gazetteer_id=found.id,
        name=found.name_en,
        name_ar=found.name_ar,
        country=found.country or None,
        admin1=found.admin1,
        admin2=found.admin2,
        lat=found.lat,
        lon=found.lon,
        radius_km=found.radius_km,
        precision={"country": 4, "admin1": 3, "region": 3, "admin2": 2, "sea": 5}.get(found.kind, 1),
    )


def _people(people: tuple[Party, ...], role: str, value: str, registry: Registry) -> tuple[Party, ...]:
    actor = registry.actor(value)
    if actor is None:
        raise UsageError(f"'{value}' is no actor of the word lists (see docs/words.md)")
    put = Party(
        role=role,
        actor=actor.id,
        name=actor.name,
        name_ar=actor.name_ar,
        kind=actor.kind,
        country=actor.country,
        inter=actor.inter,
    )
    return (put, *(p for p in people if p.role != role))


def _harm(harm: tuple[Toll, ...], kind: str, value: str, policy: str) -> tuple[Toll, ...]:
    try:
        low, high = parse_bounds(value)
    except ValueError:
        raise UsageError(f"'{value}' is no figure (4, 4-6 or 4+)") from None
    if low is not None and high is not None and high < low:
        raise UsageError(f"'{value}' ends below where it begins")
    old = next((t for t in harm if t.kind == kind and not t.part), Toll(kind=kind))
    put = replace(old, low=low, high=high, best=low, policy=policy)
    rest = tuple(t for t in harm if t is not old)
    return (put, *rest)
