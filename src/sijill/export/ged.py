"""UCDP-GED-style CSV: 49 columns, one row for each deadly event; the others go into a side file."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from sijill.incident import Incident
from sijill.records import Place, Time
from sijill.registry import Registry
from sijill.unknown_places import unknown

from .actors import Actor, aimed_at, doers, parties
from .cargo import PLAIN, Cargo, Style, Written
from .cases import on_civilians
from .cells import Cell, Table, joined
from .citations import Citation, citations, cited, day_of, originally
from .codes import country, ucdp_codes
from .days import first_day, last_day, ucdp_date_prec
from .deaths import CIVIL, Shares, Sort, figures, highest_named, shares
from .left_out import left_out_table, why_not
from .spots import country_name, country_of, kind, named, point, shown_places
from .whole import beside, whole_text

COLUMNS = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)
UNMAPPED = (
    "active_year",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "side_a_dset_id",
    "side_a_new_id",
    "side_b_dset_id",
    "side_b_new_id",
)


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of an event: UCDP's name for it, a state or a group, and the state's number."""

    name: str = ""
    sort: Sort = ""
    gw: str = ""


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """Both sides and UCDP's type of violence, '' where it cannot be told."""

    first: Side = Side()
    second: Side = Side()
    type_of_violence: str = ""


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write the table, and beside it `…-not-deadly.csv` with every other incident and why it has no row."""
    reasons: Counter[str] = Counter()
    rows = without_point = 0
    side = beside(output, "-not-deadly")
    with ExitStack() as files:
        table = Table(files.enter_context(whole_text(output, style.encoding)), COLUMNS)
        others = left_out_table(files.enter_context(whole_text(side, style.encoding)))
        for incident in cargo.incidents():
            reason = why_not(incident) or not_deadly(incident)
            if reason:
                reasons[reason] += 1
                others(incident, reason)
                continue
            table.row(row(incident, cargo))
            rows += 1
            without_point += not point(next(iter(incident.places), None))
    return Written(
        files=(output, side), rows=rows, without_point=without_point, left_out=dict(sorted(reasons.items()))
    )


def not_deadly(incident: Incident) -> str:
    """Why an incident is no event of the dataset, which asks for a death in the low, best or high figure."""
    killed = figures(incident, "killed")
    if not killed.told:
        return "no death reported"
    most = highest_named(killed)
    if most is None:
        return "number of dead unknown"
    return "" if most else "reported without deaths"


def row(incident: Incident, cargo: Cargo) -> dict[str, Cell]:
    """One deadly incident by UCDP's columns. It must have a day."""
    dyad = dyad_of(incident, cargo.registry)
    killed = figures(incident, "killed")
    best = killed.best
    dead = shares(incident, dyad.first.sort, dyad.second.sort) if best is not None else None
    return {
        **dict.fromkeys(UNMAPPED),
        "id": number(incident.id),
        "relid": incident.id,
        "code_status": "Clear" if dyad.type_of_violence and best is not None else "Unclear",
        "type_of_violence": dyad.type_of_violence,
        "dyad_name": _both(dyad.first.name, dyad.second.name),
        "side_a": dyad.first.name,
        "side_b": dyad.second.name,
        "gwnoa": dyad.first.gw,
        "gwnob": dyad.second.gw,
        **_sources(incident, cargo),
        **_where(incident, cargo.registry),
        **_when(incident),
        **_dead(dead),
        "best": best,
        "high": highest_named(killed),
        "low": killed.low,
    }


def number(ident: str) -> int:
    """A whole number that stands for an id: stable, positive, and exact also in a spreadsheet (52 bits)."""
    return int(sha256(ident.encode()).hexdigest()[:13], 16)


def priogrid(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell of a point: 720 columns and 360 rows of half a degree, from the south-west."""
    line = min(360, math.floor((latitude + 90) * 2) + 1)
    column = min(720, math.floor((longitude + 180) * 2) + 1)
    return (line - 1) * 720 + column


def dyad_of(incident: Incident, registry: Registry) -> Dyad:
    """Who fought whom: a state comes first where it fights a group; civilians are the other side of
    one-sided violence.
    """
    apart = parties(incident, registry)
    first = _lead([*doers(incident, registry), *apart[:1]])
    others = [a for a in (*aimed_at(incident, registry), *apart[1:]) if a != first]
    second = _lead([a for a in others if _sort(a)])
    day = day_of(incident)
    one, two = _side(first, registry, day), _side(second, registry, day)
    types = ucdp_codes().types
    if one.sort and two.sort:
        if two.sort == "state" != one.sort:
            one, two = two, one
        found = types["state" if one.sort == "state" else "non_state"]
        return Dyad(first=one, second=two, type_of_violence=found)
    civil = bool(highest_named(figures(incident, "killed", CIVIL))) or on_civilians(incident, registry)
    if one.sort and not two.sort and civil:
        return Dyad(first=one, second=Side(name="Civilians"), type_of_violence=types["one_sided"])
    return Dyad(first=one, second=two)


def region(gw: str) -> str:
    """UCDP's region of a Gleditsch-Ward number."""
    found = (r.name for r in ucdp_codes().regions if gw and r.first <= int(gw) <= r.last)
    return next(found, "")


def where_prec(place: Place, registry: Registry) -> int:
    """UCDP's precision of a place; a district is 3, also around a name that no list knows."""
    district = place.admin2 if unknown(place) else kind(place, registry) == "admin2"
    if place.precision == 2 and district:
        return 3
    return ucdp_codes().where_prec[str(place.precision)]


def _described(place: Place, registry: Registry) -> str:
    """A place in words; of a name that no list knows the name as it is said, and the region."""
    region = named(place, registry)
    if not unknown(place):
        return region
    return f"{place.name_ar}, not on the lists" + (f", in {region}" if region else "")


def _both(first: str, second: str) -> str:
    return f"{first} - {second}" if first and second else ""


def _lead(some: Sequence[Actor]) -> Actor | None:
    return some[0] if some else None


def _sort(actor: Actor) -> Sort:
    if actor.kind in ucdp_codes().state:
        return "state"
    return "group" if actor.kind in ucdp_codes().armed else ""


def _side(actor: Actor | None, registry: Registry, day: str) -> Side:
    if actor is None:
        return Side()
    facts = registry.actor(actor.id, day)
    gw = country(actor.country).gw if _sort(actor) == "state" and actor.country else ""
    return Side(name=(facts.ucdp if facts is not None else "") or actor.name, sort=_sort(actor), gw=gw)


def _sources(incident: Incident, cargo: Cargo) -> dict[str, Cell]:
    found = citations(incident, cargo)
    original = ["synthetic: true"] if incident.synthetic else originally(incident, cargo)
    return {
        "number_of_sources": incident.voices if found else -1,
        "source_article": joined(cited((_article(c) for c in found), incident)),
        "source_office": joined(cited((c.outlet for c in found), incident)),
        "source_date": joined(c.published for c in found),
        "source_headline": joined(c.title for c in found),
        "source_original": joined(original),
    }


def _article(citation: Citation) -> str:
    return ",".join(filter(None, (citation.outlet, citation.published, citation.title)))


def _where(incident: Incident, registry: Registry) -> dict[str, Cell]:
    places = shown_places(incident, registry)
    place = places[0] if places else Place()
    code = country_of(places, registry)
    spot = point(place)
    gw = country(code).gw
    also = joined(p.name for p in places[1:])
    relation = "" if place.relation == "in" else place.relation.replace("_", " ") + " "
    return {
        "where_prec": where_prec(place, registry) if places else None,
        "where_coordinates": named(place, registry),
        "where_description": relation + _described(place, registry) + (f"; also {also}" if also else ""),
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "latitude": spot[0] if spot else None,
        "longitude": spot[1] if spot else None,
        "geom_wkt": f"POINT ({spot[1]} {spot[0]})" if spot else "",
        "priogrid_gid": priogrid(*spot) if spot else None,
        "country": country_name(code, registry),
        "country_id": gw,
        "region": region(gw),
        "event_clarity": 2 if len(places) > 1 or _aggregated(incident.time) else 1,
    }


def _aggregated(time: Time | None) -> bool:
    return time is not None and time.precision in ("month", "year")


def _when(incident: Incident) -> dict[str, Cell]:
    first, last, time = first_day(incident.time), last_day(incident.time), incident.time
    if first is None or last is None or time is None:
        raise ValueError(f"{incident.id} has no day")
    return {
        "year": first.year,
        "date_prec": ucdp_date_prec(time),
        "date_start": _midnight(first),
        "date_end": _midnight(last),
    }


def _midnight(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


def _dead(dead: Shares | None) -> dict[str, Cell]:
    return {
        "deaths_a": dead.first if dead else None,
        "deaths_b": dead.second if dead else None,
        "deaths_civilians": dead.civilians if dead else None,
        "deaths_unknown": dead.unknown if dead else None,
    }
