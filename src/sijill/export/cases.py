"""The conditions that the code tables name (`case = "on-civilians"`), each a question about an incident."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from sijill.incident import Incident
from sijill.registry import Registry

from .actors import CIVIL_PLACES, aimed_at, doers, facilities
from .codes import When
from .deaths import ARMED, CIVIL, figures, highest_named

Question = Callable[[Incident, Registry], bool]


def decided(default: str, when: Iterable[When], incident: Incident, registry: Registry) -> str:
    """The code of the first condition that is met, else the default."""
    return next((w.then for w in when if CASES[w.case](incident, registry)), default)


def on_civilians(incident: Incident, registry: Registry) -> bool:
    """Whether civilians were aimed at: an armed target outweighs what else was hit."""
    aims = aimed_at(incident, registry)
    if any(a.inter not in (0, 7) for a in aims):
        return False
    if any(a.inter == 7 for a in aims) or CIVIL_PLACES.intersection(facilities(incident)):
        return True
    return _harmed(incident, CIVIL) and not _harmed(incident, ARMED)


def civilians_killed(incident: Incident, registry: Registry) -> bool:
    """Whether anyone says that a civilian was killed."""
    return bool(highest_named(figures(incident, "killed", CIVIL)))


def fighters_killed(incident: Incident, registry: Registry) -> bool:
    """Whether the dead are combatants, and none of them civilian."""
    return bool(highest_named(figures(incident, "killed", ARMED))) and not civilians_killed(
        incident, registry
    )


def fighters_harmed(incident: Incident, registry: Registry) -> bool:
    """Whether combatants were killed or wounded: fighting is reported."""
    return _harmed(incident, ARMED)


def by_own_state(incident: Incident, registry: Registry) -> bool:
    """Whether the doer is the country's own state."""
    acting = doers(incident, registry)
    return bool(acting) and acting[0].inter == 1


def by_anyone(incident: Incident, registry: Registry) -> bool:
    """Whether a doer is named."""
    return bool(doers(incident, registry))


def by_armed(incident: Incident, registry: Registry) -> bool:
    """Whether an armed side acts."""
    return any(a.inter in (1, 2, 3, 4, 8) for a in doers(incident, registry))


def force_and_dead(incident: Incident, registry: Registry) -> bool:
    """Whether an armed side acts and people die."""
    return by_armed(incident, registry) and bool(highest_named(figures(incident, "killed")))


def on_people(incident: Incident, registry: Registry) -> bool:
    """Whether people, not things, were attacked."""
    return bool(aimed_at(incident, registry)) or _harmed(incident, CIVIL | ARMED | {"unspecified"})


def _harmed(incident: Incident, who: frozenset[str]) -> bool:
    return any(highest_named(figures(incident, kind, who)) for kind in ("killed", "wounded"))


def _weapon(*kinds: str) -> Question:
    def used(incident: Incident, registry: Registry) -> bool:
        return any(w.kind in kinds for w in incident.weapons)

    return used


CASES: Mapping[str, Question] = MappingProxyType(
    {
        "on-civilians": on_civilians,
        "civilians-killed": civilians_killed,
        "fighters-killed": fighters_killed,
        "fighters-harmed": fighters_harmed,
        "by-own-state": by_own_state,
        "by-anyone": by_anyone,
        "by-armed": by_armed,
        "force-and-dead": force_and_dead,
        "on-people": on_people,
        "grenade": _weapon("grenade"),
        "knife": _weapon("knife"),
        "small-arms": _weapon("small_arms"),
    }
)
