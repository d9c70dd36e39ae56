"""HXL-tagged CSV: a row of headings, a row of HXL hashtags, then one row for each incident."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sijill.incident import Incident

from .acled import sides
from .cargo import PLAIN, Cargo, Style, Written
from .cases import decided
from .cells import Cell, Table, joined
from .citations import citations, cited, day_of
from .codes import acled_codes
from .days import last_day
from .deaths import figures
from .left_out import rows_of
from .notes import notes
from .spots import admin1_code, admin1_record, country_of, point, shown_places
from .whole import whole_text

TAGS: Mapping[str, str] = MappingProxyType(
    {
        "id": "#event+id",
        "event_type": "#event+type",
        "start": "#date+start",
        "end": "#date+end",
        "country": "#country+code+v_iso2",
        "admin1_ar": "#adm1+name+i_ar",
        "admin1": "#adm1+name+i_en",
        "admin1_code": "#adm1+code",
        "admin2": "#adm2+name+i_en",
        "place_ar": "#loc+name+i_ar",
        "place": "#loc+name+i_en",
        "latitude": "#geo+lat",
        "longitude": "#geo+lon",
        "place_precision": "#geo+precision",
        "first_side": "#group+name+first",
        "second_side": "#group+name+second",
        "killed_min": "#affected+killed+min",
        "killed_max": "#affected+killed+max",
        "wounded_min": "#affected+injured+min",
        "wounded_max": "#affected+injured+max",
        "source": "#meta+source",
        "url": "#meta+url",
        "description": "#description+i_en",
        "status": "#status",
        "synthetic": "#meta+synthetic",
    }
)


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write the table. What has no day, is no politics or was rejected is left out and counted."""
    with whole_text(output, style.encoding) as file:
        table = Table(file, tuple(TAGS))
        table.tags(tuple(TAGS.values()))
        return rows_of(cargo, output, table, row)


def row(incident: Incident, cargo: Cargo) -> dict[str, Cell]:
    """One incident by the columns of `TAGS`."""
    registry = cargo.registry
    codes = acled_codes().events[incident.event_type]
    kinds = acled_codes().sub_events[decided(codes.sub_event, codes.when, incident, registry)]
    first, second = sides(incident, registry, kinds.event_type)
    killed, wounded = figures(incident, "killed"), figures(incident, "wounded")
    found = citations(incident, cargo)
    last = last_day(incident.time)
    return {
        "id": incident.id,
        "event_type": incident.event_type,
        "start": day_of(incident),
        "end": last.isoformat() if last else "",
        **_place(incident, cargo),
        "first_side": joined(a.name for a in first),
        "second_side": joined(a.name for a in second),
        "killed_min": killed.low,
        "killed_max": killed.high,
        "wounded_min": wounded.low,
        "wounded_max": wounded.high,
        "source": joined(cited((c.outlet for c in found), incident)),
        "url": joined(c.url for c in found),
        "description": notes(incident, cargo),
        "status": incident.status,
        "synthetic": incident.synthetic,
    }


def _place(incident: Incident, cargo: Cargo) -> dict[str, Cell]:
    places = shown_places(incident, cargo.registry)
    place = places[0] if places else None
    province = admin1_record(place, cargo.registry) if place else None
    spot = point(place)
    return {
        "country": country_of(places, cargo.registry),
        "admin1_ar": province.name_ar if province else "",
        "admin1": place.admin1 if place else "",
        "admin1_code": admin1_code(place, cargo.registry) if place else "",
        "admin2": place.admin2 if place else "",
        "place_ar": place.name_ar if place else "",
        "place": place.name if place else "",
        "latitude": spot[0] if spot else None,
        "longitude": spot[1] if spot else None,
        "place_precision": place.precision if place else None,
    }
