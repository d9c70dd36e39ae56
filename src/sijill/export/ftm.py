"""FollowTheMoney-style statements (CSV): events, organisations, public bodies and articles; no persons."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path

import msgspec

from sijill.incident import Incident
from sijill.registry import Registry

from .actors import Actor, everyone
from .cargo import PLAIN, Cargo, Style, Written
from .cells import Cell, Table
from .citations import SYNTHETIC, citations, day_of, originally
from .days import edtf, last_day
from .notes import act_words, listed, notes
from .spots import country_of, point, shown_places
from .whole import whole_text

COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)
DATASET = "sijill"
STATE = frozenset({"state_forces", "government", "police", "intelligence"})
PEOPLE = frozenset({"civilians", "protesters", "rioters", "unidentified"})
PROP_TYPES = {
    "name": "name",
    "alias": "name",
    "startDate": "date",
    "endDate": "date",
    "publishedAt": "date",
    "country": "country",
    "location": "address",
    "involved": "entity",
    "proof": "entity",
    "summary": "text",
    "notes": "text",
    "keywords": "string",
    "recordId": "string",
    "classification": "string",
    "publisher": "string",
    "title": "string",
    "sourceUrl": "url",
}


class Fact(msgspec.Struct, frozen=True):
    """One property of one entity."""

    schema: str
    entity: str
    prop: str
    value: str
    lang: str = ""


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write a statement a row: of every incident, then of each actor and article the first time it is met.

    Rejected incidents are left out.
    """
    rows = without_point = rejected = 0
    met: set[str] = set()
    with whole_text(output, style.encoding) as file:
        table = Table(file, COLUMNS)
        for incident in cargo.incidents():
            if incident.rejected:
                rejected += 1
                continue
            seen = cargo.changed(incident.id)
            for fact in facts(incident, cargo, met):
                table.row(_statement(fact, seen))
                rows += 1
            without_point += not point(next(iter(incident.places), None))
    left = {"rejected by a person": rejected} if rejected else {}
    return Written(files=(output,), rows=rows, without_point=without_point, left_out=left)


def facts(incident: Incident, cargo: Cargo, met: set[str]) -> Iterator[Fact]:
    """The statements of an incident and of what it names; `met` holds the entities already stated."""
    event = f"{DATASET}-{incident.id}"
    yield from (Fact("Event", event, prop, value, lang) for prop, value, lang in _event(incident, cargo))
    for actor in everyone(incident, cargo.registry):
        if actor.kind in PEOPLE or not actor.id or cargo.registry.generic(actor.id):
            continue
        entity = f"{DATASET}-{actor.id}"
        yield Fact("Event", event, "involved", entity)
        if entity not in met:
            met.add(entity)
            yield from _organisation(entity, actor, cargo.registry)
    for citation in citations(incident, cargo):
        entity = f"{DATASET}-article-{sha1(citation.doc.encode()).hexdigest()[:16]}"
        yield Fact("Event", event, "proof", entity)
        if entity not in met:
            met.add(entity)
            given = {
                "title": citation.title or citation.doc,
                "publisher": citation.outlet,
                "publishedAt": citation.published,
                "sourceUrl": citation.url,
            }
            yield from (Fact("Article", entity, p, v) for p, v in given.items() if v)


def _event(incident: Incident, cargo: Cargo) -> Iterator[tuple[str, str, str]]:
    places = shown_places(incident, cargo.registry)
    code = country_of(places, cargo.registry)
    last = last_day(incident.time)
    where = listed([p for p in (places[0].name, places[0].admin1) if p][:1]) if places else ""
    words = act_words(incident, cargo.registry)
    yield "name", words[:1].upper() + words[1:] + (f" in {where}" if where else ""), "eng"
    keywords = [SYNTHETIC] if incident.synthetic else []
    keywords += [f"event_type: {incident.event_type}", f"status: {incident.status}"]
    keywords += [f"according to: {name}" for name in originally(incident, cargo)]
    yield from (("keywords", word, "") for word in dict.fromkeys(keywords))
    for prop, value in (
        ("startDate", day_of(incident)),
        ("endDate", last.isoformat() if last else ""),
        ("country", code.lower()),
        ("recordId", incident.id),
        ("notes", f"date (EDTF): {edtf(incident.time)}" if incident.time else ""),
    ):
        if value:
            yield prop, value, ""
    yield "summary", notes(incident, cargo), "eng"
    for place in places:
        spelt = [place.name, place.admin2, place.admin1]
        around = ", ".join(dict.fromkeys(part for part in spelt if part))
        if around:
            yield "location", around, ""


def _organisation(entity: str, actor: Actor, registry: Registry) -> Iterator[Fact]:
    schema = "PublicBody" if actor.kind in STATE else "Organization"
    known = registry.actor(actor.id)
    yield Fact(schema, entity, "name", actor.name, "eng")
    if known is not None and known.name_ar:
        yield Fact(schema, entity, "alias", known.name_ar, "ara")
    if actor.country:
        yield Fact(schema, entity, "country", actor.country.lower())
    if actor.kind:
        yield Fact(schema, entity, "classification", actor.kind.replace("_", " "))


def _statement(fact: Fact, seen: str) -> dict[str, Cell]:
    key = f"{DATASET}.{fact.entity}.{fact.prop}.{fact.value}" + (f"@{fact.lang}" if fact.lang else "")
    return {
        "canonical_id": fact.entity,
        "entity_id": fact.entity,
        "prop": fact.prop,
        "prop_type": PROP_TYPES[fact.prop],
        "schema": fact.schema,
        "value": fact.value,
        "dataset": DATASET,
        "origin": "",
        "lang": fact.lang,
        "original_value": "",
        "external": "f",
        "first_seen": seen,
        "last_seen": seen,
        "id": sha1(key.encode()).hexdigest(),
    }
