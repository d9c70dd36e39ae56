"""POLECAT-style TSV: 40 columns, one row for each event; several actors stand in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sijill.incident import Incident
from sijill.records import Place
from sijill.registry import Registry

from .actors import Actor
from .cargo import PLAIN, Cargo, Style, Written
from .cells import Cell, Table, joined
from .citations import citations, cited
from .codes import country
from .days import first_day
from .left_out import rows_of
from .plover import coded, sectors, two_sides
from .spots import country_name, country_of, geonames_id, kind, point, shown_places
from .whole import whole_text

COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
QUADS = {
    1: "Verbal Cooperation",
    2: "Material Cooperation",
    3: "Verbal Conflict",
    4: "Material Conflict",
}
TOWNS = ("city", "town", "village", "neighbourhood")


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write the table, with tabs between the cells."""
    with whole_text(output, style.encoding) as file:
        table = Table(file, COLUMNS, delimiter="\t")
        return rows_of(cargo, output, table, row)


def row(incident: Incident, cargo: Cargo) -> dict[str, Cell]:
    """One incident by POLECAT's columns. It must have a day. Names of persons and raw names stay empty."""
    codes = coded(incident, cargo.registry)
    actors, recipients = two_sides(incident, cargo.registry)
    found = citations(incident, cargo)
    day = first_day(incident.time)
    return {
        "Event ID": incident.id,
        "Event Date": day.isoformat() if day else "",
        "Event Type": codes.event,
        "Event Mode": codes.mode,
        "Intensity": codes.score,
        "Quad Code": QUADS[codes.quad],
        "Contexts": joined(codes.contexts),
        **_side("Actor", actors, cargo.registry, incident),
        **_side("Recipient", recipients, cargo.registry, incident),
        **_place(incident, cargo.registry),
        "Source": joined(cited((c.outlet for c in found), incident)),
        "Publication Date": min((t.published for t in incident.reports if t.published), default=""),
        "Story People": "",
        "Story Organizations": joined(a.name for a in (*actors, *recipients) if a.inter != 7),
        "Story Locations": joined(p.name for p in shown_places(incident, cargo.registry)),
        "Language": joined(t.lang for t in incident.reports),
        "Version": f"Sijill {cargo.version}".strip(),
    }


def _side(word: str, some: Sequence[Actor], registry: Registry, incident: Incident) -> dict[str, Cell]:
    every = [s for a in some for s in sectors(a, registry, incident)]
    lands = [country(a.country) for a in some if a.country]
    return {
        f"{word} Name": joined(a.name for a in some),
        f"{word} Country": joined(c.iso3 for c in lands),
        f"{word} COW": joined(c.cow for c in lands),
        f"Primary {word} Sector": every[0] if every else "",
        f"{word} Sectors": joined(every),
        f"{word} Title": "",
        f"{word} Name Raw": "",
        f"Wikipedia {word} ID": "",
    }


def _place(incident: Incident, registry: Registry) -> dict[str, Cell]:
    places = shown_places(incident, registry)
    place = places[0] if places else Place()
    spot = point(place)
    code = country_of(places, registry)
    return {
        "Placename": place.name or place.name_ar,
        "City": place.name if kind(place, registry) in TOWNS else "",
        "District": place.admin2,
        "Province": place.admin1,
        "Country": country(code).iso3 or country_name(code, registry),
        "Latitude": spot[0] if spot else None,
        "Longitude": spot[1] if spot else None,
        "GeoNames ID": geonames_id(place, registry),
        "Raw Placename": place.text,
        "Feature Type": kind(place, registry),
    }
