"""Which reports are compared at all: those that share a day (one either side), a family and a place's
surroundings.

A report is kept under its own keys and looks under others, so that one which names only a country meets
those that name a town in it, without every two towns of a country meeting. If a finds b, b finds a.
"""

from __future__ import annotations

from collections.abc import Iterator

from .profile import Profile, kinds

LONGEST = 4
SLACK = 1
NAMED = 2


def kept_under(profile: Profile) -> frozenset[str]:
    """The keys under which a report is found. Empty for one whose day is unknown or spans more than days."""
    return frozenset(_keys(profile, 0, _kept_areas(profile)))


def looks_under(profile: Profile) -> frozenset[str]:
    """The keys under which a report looks for others."""
    return frozenset(_keys(profile, SLACK, _sought_areas(profile)))


def _keys(profile: Profile, slack: int, areas: tuple[str, ...]) -> Iterator[str]:
    if not profile.first or profile.last - profile.first > LONGEST:
        return
    for day in range(profile.first - slack, profile.last + slack + 1):
        for family in kinds(profile):
            for area in areas:
                yield f"{day}|{family}|{area}"


def _kept_areas(profile: Profile) -> tuple[str, ...]:
    """P: a province. F: some province of a country. C: a country alone. N: a name. A: an actor, where no
    place is told.
    """
    found = {f"P:{s.country}:{s.admin1}" for s in profile.spots if s.admin1}
    found |= {f"F:{s.country}" for s in profile.spots if s.admin1}
    if not found:
        found = {f"C:{s.country}" for s in profile.spots if s.country}
    found |= _called(profile)
    return tuple(sorted(found | _names(profile, "W") or _acting(profile) | {f"V:{w}" for w in profile.words}))


def _sought_areas(profile: Profile) -> tuple[str, ...]:
    fine = {s.country for s in profile.spots if s.admin1}
    found = {f"P:{s.country}:{s.admin1}" for s in profile.spots if s.admin1} | {f"C:{c}" for c in fine}
    if not fine:
        countries = {s.country for s in profile.spots if s.country}
        found = {f"{way}:{c}" for c in countries for way in "FC"}
    found |= _called(profile)
    return tuple(sorted(found | _names(profile, "V") or _acting(profile) | {f"W:{w}" for w in profile.words}))


def _names(profile: Profile, way: str) -> set[str]:
    """W: the words of a place's name. V: a word of a text that tells no place, which may be such a name."""
    return {f"{way}:{w}" for s in profile.spots if s.precision <= NAMED for w in {*s.words, *s.names}}


def _called(profile: Profile) -> set[str]:
    """N: the names of a place, and the tail of one where no list knows it (the camp of X is X)."""
    named = [s for s in profile.spots if s.precision <= NAMED and s.words]
    found = {f"N:{name}" for s in named for name in s.names}
    return found | {f"N:{''.join(s.words[1:])}" for s in named if not s.id and len(s.words) > 1}


def _acting(profile: Profile) -> set[str]:
    return {f"A:{a[-1]}" for a in (*profile.doers, *profile.targets)}
