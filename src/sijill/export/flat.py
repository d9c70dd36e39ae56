"""Incidents and reports as flat rows: one column for one fact, shared by CSV, Parquet and GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from sijill.incident import Filed, Incident, Party
from sijill.records import Place, Time

from .actors import actor_of
from .cargo import Cargo
from .cells import Cell, joined
from .citations import citations, cited, originally
from .days import edtf
from .deaths import figures
from .spots import country_of, point, shown_places

Kind = Literal["text", "whole", "decimal", "truth"]
HARM = ("killed", "wounded", "missing", "abducted", "arrested", "displaced")


class Column(msgspec.Struct, frozen=True):
    """A column: its name, what kind of value it holds, and what it means."""

    name: str
    kind: Kind
    meaning: str


TIME = (
    Column("start", "text", "first day or moment, ISO 8601, local civil time"),
    Column("end", "text", "last day or moment, inclusive"),
    Column("time_precision", "text", "minute, hour, part_of_day, day, week, month, year or vague"),
    Column("edtf", "text", "the same as an EDTF date; ? marks what was inferred"),
    Column("time_inferred", "text", "what the time was inferred from, where no words say it"),
)
PLACE = (
    Column("country", "text", "ISO 3166-1 alpha-2"),
    Column("admin1", "text", "province"),
    Column("admin2", "text", "district"),
    Column("place", "text", "the first place, English"),
    Column("place_ar", "text", "the first place, Arabic"),
    Column("relation", "text", "in, near, outskirts, countryside_of, …"),
    Column("gazetteer_id", "text", "the first place's id"),
    Column("within", "text", "for a name that no list knows: the id of the smallest region that holds it"),
    Column("latitude", "decimal", "two decimals; empty where there is no point; the region's with `within`"),
    Column("longitude", "decimal", "two decimals; empty where there is no point; the region's with `within`"),
    Column("radius_km", "decimal", "how far around that point it may be"),
    Column(
        "place_precision", "whole", "1 town or site, 2 near or district, 3 province, 4 country, 5 sea or air"
    ),
    Column("places", "whole", "how many places are named, wider areas aside"),
)
FIGURES = tuple(
    Column(f"{kind}_{end}", "whole", meaning)
    for kind in HARM
    for end, meaning in (
        ("low", f"lowest number {kind} that anyone says; empty where open or unknown"),
        ("high", f"highest number {kind} that anyone says; empty where open or unknown"),
        ("best", f"number {kind} by the ledger's policy; empty where unknown"),
    )
)
INCIDENT = (
    Column("id", "text", "stable id"),
    Column("event_type", "text", "the codebook's type"),
    Column("status", "text", "claimed, reported, acknowledged, disputed or denied"),
    Column("synthetic", "truth", "true where the incident is made up and nothing may be cited"),
    *TIME,
    *PLACE,
    Column("attackers", "text", "neutral names, '; ' between them"),
    Column("targets", "text", "neutral names of whom it was aimed at"),
    Column("victims", "text", "neutral names of groups harmed"),
    Column("parties", "text", "parties of a clash, a protest, an agreement"),
    Column("claimants", "text", "who says that they did it"),
    Column("actor_ids", "text", "ids of all of these"),
    Column("facilities", "text", "sorts of target hit"),
    *FIGURES,
    Column("weapons", "text", "kinds of weapon"),
    Column("according_to", "text", "who said it first"),
    Column("outlets", "text", "outlets that may be cited"),
    Column("documents", "text", "ids of the documents"),
    Column("voices", "whole", "independent voices; copies count once"),
    Column("reports", "whole", "how many reports"),
    Column("political", "truth", "false for private crime"),
    Column("confirmed", "truth", "a person confirmed it"),
    Column("rejected", "truth", "a person rejected it"),
    Column("locked", "truth", "nothing joins or leaves it"),
    Column("answers", "text", "ids of incidents it is said to answer"),
    Column("was", "text", "ids that it took over"),
    Column("issues", "text", "what is open"),
)
REPORT = (
    Column("key", "text", "document and mark; outlives a new reading"),
    Column("document", "text", "id of the document"),
    Column("report", "text", "id of the report in it"),
    Column("outlet", "text", "the outlet's name; 'synthetic: true' where the document is made up"),
    Column("published", "text", "day of publication"),
    Column("url", "text", "address; empty where the document is made up"),
    Column("voice", "text", "the group of copies it belongs to"),
    Column("synthetic", "truth", "true where the document is made up"),
    Column("event_type", "text", "the codebook's type"),
    Column("realis", "text", "actual, denied, threatened, planned, hypothetical or generic"),
    Column("political", "truth", "false for private crime"),
    *TIME,
    *PLACE,
    Column("attackers", "text", "neutral names"),
    Column("targets", "text", "neutral names"),
    Column("victims", "text", "neutral names"),
    Column("parties", "text", "neutral names"),
    Column("claimants", "text", "neutral names"),
    Column("facilities", "text", "sorts of target"),
    Column("harm", "text", "'killed civilian 3-5' and so on; an open end is empty"),
    Column("weapons", "text", "kinds of weapon"),
    Column("sources", "text", "kinds of source with their stance, the outlet first"),
    Column("confidence", "decimal", "how the values came about, 0 to 1"),
    Column("trigger", "text", "the words that tell of the event"),
    Column("trigger_start", "whole", "where they begin, in code points"),
    Column("trigger_end", "whole", "where they end"),
)


def incident_row(incident: Incident, cargo: Cargo) -> dict[str, Cell]:
    """One incident by the columns of `INCIDENT`."""
    places = shown_places(incident, cargo.registry)
    return {
        "id": incident.id,
        "event_type": incident.event_type,
        "status": incident.status,
        "synthetic": incident.synthetic,
        **_time(incident.time),
        **_place(places, country_of(places, cargo.registry)),
        **_names(incident, cargo),
        **_figures(incident),
        "weapons": joined(w.kind for w in incident.weapons),
        "according_to": joined(cited(originally(incident, cargo), incident)),
        "outlets": joined(cited((c.outlet for c in citations(incident, cargo)), incident)),
        "documents": joined(t.doc for t in incident.reports),
        "voices": incident.voices,
        "reports": len(incident.reports),
        "political": incident.political,
        "confirmed": incident.confirmed,
        "rejected": incident.rejected,
        "locked": incident.locked,
        "answers": joined(a.incident for a in incident.answers),
        "was": joined(incident.was),
        "issues": joined(incident.issues),
    }


def report_row(filed: Filed) -> dict[str, Cell]:
    """One report by the columns of `REPORT`; its places must be as they may be shown."""
    report = filed.report
    roles = {
        f"{role.removesuffix('y')}{'ies' if role == 'party' else 's'}": joined(
            p.name for p in report.participants if p.role == role
        )
        for role in ("attacker", "target", "victim", "party", "claimant")
    }
    return {
        "key": filed.key,
        "document": filed.doc,
        "report": report.id,
        "outlet": "synthetic: true" if filed.synthetic else filed.outlet,
        "published": filed.published,
        "url": "" if filed.synthetic else filed.url,
        "voice": filed.voice,
        "synthetic": filed.synthetic,
        "event_type": report.event_type,
        "realis": report.realis,
        "political": report.political,
        **_time(report.time),
        **_place(report.places, next((p.country for p in report.places if p.country), "")),
        **roles,
        "facilities": joined(p.facility or "" for p in report.participants if p.role == "target"),
        "harm": joined(f"{h.kind} {h.who} {_bound(h.count.min)}-{_bound(h.count.max)}" for h in report.harm),
        "weapons": joined(w.kind for w in report.weapons),
        "sources": joined(f"{s.kind} {s.stance}" for s in report.sources),
        "confidence": report.confidence,
        "trigger": report.trigger.text,
        "trigger_start": report.trigger.start,
        "trigger_end": report.trigger.end,
    }


def names(columns: Iterable[Column]) -> tuple[str, ...]:
    """The names of columns."""
    return tuple(c.name for c in columns)


def _bound(number: int | None) -> str:
    return "" if number is None else str(number)


def _time(time: Time | None) -> dict[str, Cell]:
    return {
        "start": time.start if time else None,
        "end": time.end if time else None,
        "time_precision": time.precision if time else None,
        "edtf": edtf(time) or None,
        "time_inferred": time.inferred if time else None,
    }


def _place(places: tuple[Place, ...], country: str) -> Mapping[str, Cell]:
    place = places[0] if places else None
    spot = point(place)
    return {
        "country": country or None,
        "admin1": place.admin1 or None if place else None,
        "admin2": place.admin2 or None if place else None,
        "place": place.name or None if place else None,
        "place_ar": place.name_ar or None if place else None,
        "relation": place.relation if place else None,
        "gazetteer_id": place.gazetteer_id or None if place else None,
        "within": place.within or None if place else None,
        "latitude": spot[0] if spot else None,
        "longitude": spot[1] if spot else None,
        "radius_km": place.radius_km if place else None,
        "place_precision": place.precision if place else None,
        "places": len(places),
    }


def _names(incident: Incident, cargo: Cargo) -> dict[str, Cell]:
    def of(role: str) -> list[Party]:
        return [p for p in incident.participants if p.role == role]

    def called(some: list[Party]) -> str:
        actors = (actor_of(p, incident, cargo.registry) for p in some)
        return joined(a.name for a in actors if a is not None)

    return {
        "attackers": called(of("attacker")),
        "targets": called(of("target")),
        "victims": called(of("victim")),
        "parties": called(of("party")),
        "claimants": called(of("claimant")),
        "actor_ids": joined(p.actor or "" for p in incident.participants),
        "facilities": joined(p.facility or "" for p in incident.participants),
    }


def _figures(incident: Incident) -> dict[str, Cell]:
    row: dict[str, Cell] = {}
    for kind in HARM:
        found = figures(incident, kind)
        row |= {f"{kind}_low": found.low, f"{kind}_high": found.high, f"{kind}_best": found.best}
    return row
