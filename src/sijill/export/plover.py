"""PLOVER as JSON Lines: one event a line, in the manual's field names with our own beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sijill.incident import Incident
from sijill.records import Place
from sijill.registry import Registry

from .actors import Actor, aimed_at, doers, facilities, parties, rivals
from .cargo import PLAIN, Cargo, Style, Written
from .cases import decided
from .citations import SYNTHETIC, citations, day_of, originally
from .codes import country, plover_codes
from .days import edtf, first_day, last_day
from .deaths import Figures, figures
from .left_out import why_not
from .notes import notes
from .spots import country_name, country_of, geonames_id, kind, point, shown_places
from .whole import whole_bytes

RESOLUTION = {1: 4, 2: 3, 3: 2, 4: 1, 5: 1}


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor or recipient: ISO 3166-1 alpha-3 code of its country, sector, neutral name and our id."""

    code: str = ""
    sector: tuple[str, ...] = ()
    entity_text: str = ""
    identifier_id: str = ""
    identifier_text: str = ""


class Location(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where it took place; `resolution` is 5 within a city to 1 a country."""

    resolved_place: str = ""
    geonameid: str = ""
    lat: float | None = None
    lon: float | None = None
    city: str = ""
    district: str = ""
    province: str = ""
    country: str = ""
    country_code: str = ""
    feature_code: str = ""
    resolution: int | None = None


class Cited(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text that may be cited, or the mark that takes its place."""

    citation: str = ""
    url: str = ""
    title: str = ""
    publication: str = ""
    codebook: str = "Sijill codebook"


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Our own field: who says what kind of thing of the event."""

    kind: str
    stance: str
    actor: str = ""


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event. `synthetic`, `status`, `edtf`, `dead_high`, `injured_high`, `according_to`, `claims` and
    `rivals` are our own, which PLOVER allows.
    """

    id: str
    date: str
    actor: tuple[Entity, ...]
    event: tuple[str, ...]
    synthetic: bool
    enddate: str = ""
    time: str = ""
    endtime: str = ""
    recipient: tuple[Entity, ...] = ()
    event_loc: Location | None = None
    event_text: str = ""
    quad_code: int | None = None
    event_scale: float | None = None
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None
    cite_info: tuple[Cited, ...] = ()
    coder: str = ""
    status: str = ""
    edtf: str = ""
    dead_high: int | None = None
    injured_high: int | None = None
    according_to: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    rivals: tuple[Entity, ...] = ()


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """An incident's PLOVER codes."""

    event: str
    mode: str
    quad: int
    score: float
    contexts: tuple[str, ...]


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write one event a line. What has no day, is no politics or was rejected is left out and counted."""
    reasons: Counter[str] = Counter()
    rows = without_point = 0
    encoder = msgspec.json.Encoder()
    with whole_bytes(output) as file:
        for incident in cargo.incidents():
            reason = why_not(incident)
            if reason:
                reasons[reason] += 1
                continue
            file.write(encoder.encode(event(incident, cargo)) + b"\n")
            rows += 1
            without_point += not point(next(iter(incident.places), None))
    return Written(
        files=(output,), rows=rows, without_point=without_point, left_out=dict(sorted(reasons.items()))
    )


def event(incident: Incident, cargo: Cargo) -> Event:
    """One incident as PLOVER has it. It must have a day."""
    first, last, time = first_day(incident.time), last_day(incident.time), incident.time
    if first is None or last is None or time is None:
        raise ValueError(f"{incident.id} has no day")
    codes = coded(incident, cargo.registry)
    actors, recipients = two_sides(incident, cargo.registry)
    killed, wounded = figures(incident, "killed"), figures(incident, "wounded")
    return Event(
        id=incident.id,
        date=first.isoformat(),
        enddate=last.isoformat() if last != first else "",
        time=_clock(time.start),
        endtime=_clock(time.end),
        actor=tuple(_entity(a, cargo.registry, incident) for a in actors),
        recipient=tuple(_entity(a, cargo.registry, incident) for a in recipients),
        event=(codes.event,),
        mode=(codes.mode,) if codes.mode else (),
        context=codes.contexts,
        quad_code=codes.quad,
        event_scale=codes.score,
        event_loc=_location(incident, cargo.registry),
        event_text=notes(incident, cargo),
        dead=_number(killed),
        injured=_number(wounded),
        arrested=_number(figures(incident, "arrested")),
        dead_high=killed.high,
        injured_high=wounded.high,
        cite_info=_citations(incident, cargo),
        coder=f"Sijill {cargo.version}".strip(),
        synthetic=incident.synthetic,
        status=incident.status,
        edtf=edtf(time),
        according_to=tuple(originally(incident, cargo)),
        claims=_claims(incident),
        rivals=tuple(_entity(a, cargo.registry, incident) for a in rivals(incident, cargo.registry)),
    )


def coded(incident: Incident, registry: Registry) -> Coded:
    """The event, mode, quad, score and contexts of an incident."""
    codes = plover_codes()
    kind_of = codes.events[incident.event_type]
    found = decided(kind_of.mode, kind_of.when, incident, registry)
    name, mode = (found, "") if found in codes.quads else (kind_of.event, found)
    more = [codes.facilities[f] for f in facilities(incident) if f in codes.facilities]
    return Coded(
        event=name,
        mode=mode,
        quad=codes.quads[name],
        score=codes.scores.get(f"{name} {mode}", codes.scores[name]),
        contexts=tuple(dict.fromkeys([*kind_of.contexts, *more])),
    )


def two_sides(incident: Incident, registry: Registry) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Actors and recipients: doers and those aimed at; of parties the first and the others. Protesters act
    and the force that meets them receives, as the event is the protest.
    """
    first, second = doers(incident, registry), aimed_at(incident, registry)
    apart = parties(incident, registry)
    if incident.event_type in ("protest", "riot") and apart:
        return apart, first or second
    if not first and apart:
        return apart[:1], apart[1:] + second
    return first + tuple(a for a in apart if a not in second), second


def sectors(actor: Actor, registry: Registry, incident: Incident) -> tuple[str, ...]:
    """The PLOVER sector of an actor, by the word list or by its kind."""
    facts = registry.actor(actor.id, day_of(incident))
    found = (facts.plover if facts is not None else "") or plover_codes().kinds.get(actor.kind, "UNK")
    return (found,)


def _entity(actor: Actor, registry: Registry, incident: Incident) -> Entity:
    return Entity(
        code=country(actor.country).iso3 if actor.country else "",
        sector=sectors(actor, registry, incident),
        entity_text=actor.name,
        identifier_id=actor.id,
        identifier_text="Sijill actor list" if actor.id else "",
    )


def _location(incident: Incident, registry: Registry) -> Location | None:
    places: Sequence[Place] = shown_places(incident, registry)
    if not places:
        return None
    place, code = places[0], country_of(tuple(places), registry)
    spot = point(place)
    town = kind(place, registry) in ("city", "town", "village", "neighbourhood")
    return Location(
        resolved_place=place.name,
        geonameid=geonames_id(place, registry),
        lat=spot[0] if spot else None,
        lon=spot[1] if spot else None,
        city=place.name if town else "",
        district=place.admin2,
        province=place.admin1,
        country=country_name(code, registry),
        country_code=country(code).iso3,
        feature_code=kind(place, registry),
        resolution=RESOLUTION.get(place.precision),
    )


def _citations(incident: Incident, cargo: Cargo) -> tuple[Cited, ...]:
    found = tuple(
        Cited(citation=c.outlet, url=c.url, title=c.title, publication=c.published)
        for c in citations(incident, cargo)
    )
    return (*found, Cited(citation=SYNTHETIC)) if incident.synthetic else found


def _claims(incident: Incident) -> tuple[Claim, ...]:
    telling = (w for w in incident.sources if w.stance != "reports")
    return tuple(Claim(kind=w.kind, stance=w.stance, actor=w.actor or "") for w in telling)


def _number(found: Figures) -> int | None:
    return found.best if found.best is not None else found.low


def _clock(moment: str | None) -> str:
    return moment[11:16] if moment and "T" in moment else ""
