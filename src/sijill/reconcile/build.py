"""An incident of the reports that tell of it and the decisions on them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from hashlib import blake2b

from msgspec.structs import replace

from ..decisions import on
from ..incident import Answer, Decision, Field, Filed, Incident, Telling
from ..records import Place
from ..registry import Registry
from .correct import corrected, inheriting
from .parties import doers, parties, role_fields
from .speech import first_cited, said, voiced, witnesses
from .status import status
from .tolls import tolls
from .when_where import event_type, weapons, when, where

FINE = 2


def minted(key: str) -> str:
    """The id that a report's key founds: short, stable, the same on every machine."""
    return "i-" + blake2b(key.encode(), digest_size=6).hexdigest()


def incident(
    ident: str,
    told: Sequence[Filed],
    decisions: Iterable[Decision],
    registry: Registry,
    homes: Mapping[str, str] | None = None,
    was: Sequence[str] = (),
    others: Container[str] = (),
) -> Incident:
    """The incident of these reports. `homes`: of other reports, for answers. `others`: reports elsewhere."""
    told = voiced(every := sorted(told, key=lambda f: f.key))
    time, time_field = when(told, registry)
    places, place_field = where(told, registry)
    day = (time.start or "")[:10] if time else ""
    people = parties(told, day, registry)
    harm = tolls(told, doers(told, people), registry)
    means, weapon_field = weapons(told, registry)
    kind, state = event_type(told, registry), status(told, people, harm, registry)
    fields = (kind, state, time_field, place_field, *role_fields(people), weapon_field)
    made = Incident(
        id=ident,
        event_type=kind.chosen,
        status=state.chosen,
        time=time,
        places=places,
        origin=_origin(told),
        participants=people,
        harm=harm,
        weapons=means,
        sources=witnesses(told, registry),
        reports=tuple(telling(f) for f in every),
        political=any(f.report.political for f in told),
        synthetic=any(f.synthetic for f in told),
        voices=len({f.voice for f in told}),
        answers=_answers(told, homes or {}, registry),
        fields=tuple(f for f in fields if isinstance(f, Field)),
        was=tuple(was),
        issues=_open(places, told),
    )
    return coarsened(_decided(made, decisions, registry, others))


def _decided(
    made: Incident, decisions: Iterable[Decision], registry: Registry, others: Container[str]
) -> Incident:
    """The incident after what people decided, saying what it has inherited."""
    mine = frozenset(t.key for t in made.reports)
    standing = on(mine, decisions)
    return inheriting(corrected(made, standing, registry), standing, mine, others)


def telling(filed: Filed) -> Telling:
    """A report as the incident names it."""
    report = filed.report
    return Telling(
        doc=filed.doc,
        report=report.id,
        key=filed.key,
        outlet=filed.outlet,
        outlet_id=filed.outlet_id,
        published=filed.published,
        url=filed.url,
        title=filed.title,
        lang=filed.lang,
        voice=filed.voice or filed.doc,
        realis=report.realis,
        event_type=report.event_type,
        sources=report.sources,
        quote=filed.quote,
        start=report.trigger.start,
        end=report.trigger.end,
    )


def coarsened(made: Incident) -> Incident:
    """Movements of forces are mapped no finer than a district: the points go, the names stay."""
    if made.event_type != "deployment":
        return made
    places, origin = (tuple(_blurred(p) for p in some) for some in (made.places, made.origin))
    return replace(made, places=places, origin=origin)


def _blurred(place: Place) -> Place:
    if place.precision > FINE:
        return place
    return replace(place, lat=None, lon=None, radius_km=None, precision=2)


def _origin(told: Sequence[Filed]) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for filed in told:
        for place in filed.report.origin:
            found.setdefault(place.gazetteer_id or place.text, place)
    return tuple(found[k] for k in sorted(found))


def _answers(told: Sequence[Filed], homes: Mapping[str, str], registry: Registry) -> tuple[Answer, ...]:
    """What this incident is said to answer: another incident of the ledger, else the words for it."""
    found: dict[str, Answer] = {}
    for filed in told:
        answered = filed.report.response_to
        if not answered:
            continue
        other = homes.get(f"{filed.doc}#{answered}", "")
        words = "" if other else answered
        trigger = filed.report.trigger
        who = said(filed, first_cited(filed), (trigger.text, trigger.start, trigger.end), registry)
        known = found.get(other or words)
        every = (*(known.said if known else ()), who)
        found[other or words] = Answer(incident=other, text=words, said=every)
    return tuple(found[k] for k in sorted(found))


def _open(places: Sequence[Place], told: Sequence[Filed]) -> tuple[str, ...]:
    """What is not known, in words that the list of open questions counts."""
    found = {f"unknown-place: {p.name_ar or p.text}" for p in places if not p.gazetteer_id}
    if not places:
        found.add("no-place")
    if not any(f.report.time for f in told):
        found.add("no-time")
    return tuple(sorted(found))
