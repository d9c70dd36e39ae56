"""ACLED-style CSV: 31 columns in ACLED's order, one row for each incident of a political kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from sijill.incident import Incident
from sijill.records import Place
from sijill.registry import Registry

from .actors import CIVIL_PLACES, Actor, aimed_at, doers, facilities, parties
from .cargo import PLAIN, Cargo, Style, Written
from .cases import decided
from .cells import Cell, Table, joined
from .citations import SYNTHETIC, citations, cited, source_scale
from .codes import acled_codes, country
from .days import acled_time_precision, first_day
from .deaths import ARMED, CIVIL, figures
from .left_out import left_out_table, why_not
from .notes import notes
from .spots import country_name, country_of, point, shown_places
from .whole import beside, whole_text

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
GEO_PRECISION = {1: 1, 2: 2, 3: 3, 4: 3, 5: 3}
VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians")


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write the table, and beside it `…-left-out.csv` with the incidents that have no row and why."""
    reasons: Counter[str] = Counter()
    rows = without_point = 0
    side = beside(output, "-left-out")
    with ExitStack() as files:
        table = Table(files.enter_context(whole_text(output, style.encoding)), COLUMNS)
        others = left_out_table(files.enter_context(whole_text(side, style.encoding)))
        for incident in cargo.incidents():
            reason = why_not(incident)
            if reason:
                reasons[reason] += 1
                others(incident, reason)
                continue
            table.row(row(incident, cargo, style))
            rows += 1
            without_point += not point(next(iter(incident.places), None))
    return Written(
        files=(output, side), rows=rows, without_point=without_point, left_out=dict(sorted(reasons.items()))
    )


def row(incident: Incident, cargo: Cargo, style: Style) -> dict[str, Cell]:
    """One incident by ACLED's columns. It must have a day."""
    registry = cargo.registry
    event = acled_codes().events[incident.event_type]
    sub_event = decided(event.sub_event, event.when, incident, registry)
    kinds = acled_codes().sub_events[sub_event]
    first, second = sides(incident, registry, kinds.event_type)
    found = citations(incident, cargo)
    return {
        **_time(incident),
        "event_id_cnty": incident.id,
        "disorder_type": kinds.disorder_type,
        "event_type": kinds.event_type,
        "sub_event_type": sub_event,
        **_actors(first, second, style),
        "civilian_targeting": _targeting(first, second, kinds.event_type, sub_event),
        **_place(incident, registry),
        "source": joined(cited((c.outlet for c in found), incident)),
        "source_scale": source_scale(found),
        "notes": notes(incident, cargo),
        "fatalities": fatalities(incident),
        "tags": joined(_tags(incident)),
        "timestamp": timestamp(cargo.changed(incident.id)),
    }


def fatalities(incident: Incident) -> int:
    """ACLED's one number: the policy's figure, else the lowest; 0 where nobody gives one."""
    best = figures(incident, "killed").best
    return best if best is not None else 0


def timestamp(changed: str) -> int | None:
    """Seconds since 1970 of an ISO date-time; without an offset it is taken as UTC."""
    if not changed:
        return None
    moment = datetime.fromisoformat(changed)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def sides(
    incident: Incident, registry: Registry, event_type: str
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Both sides, the leading actor of each first. Who acts unnamed is called so, as ACLED does."""
    first, second = doers(incident, registry), aimed_at(incident, registry)
    apart = parties(incident, registry)
    if event_type in ("Protests", "Riots") and apart:
        first, second = apart, first or second
    elif not first and apart:
        first, second = apart[:1], second + apart[1:]
    else:
        first += tuple(a for a in apart if a not in second)
    first = first or _unnamed(event_type, incident, registry)
    if event_type in VIOLENT or event_type == "Riots":
        second += _people(incident, registry, second)
    return first, tuple(a for a in second if a.name not in {f.name for f in first})


def _unnamed(event_type: str, incident: Incident, registry: Registry) -> tuple[Actor, ...]:
    name = acled_codes().unnamed.get(event_type, "")
    inter = {"Protests": 6, "Riots": 5}.get(event_type, 3)
    return (Actor(name=_here(name, incident, registry), inter=inter),) if name else ()


def _people(incident: Incident, registry: Registry, second: Sequence[Actor]) -> tuple[Actor, ...]:
    """Civilians and the groups among them that were harmed or whose places were hit."""
    who = {t.who for t in incident.harm if t.kind in ("killed", "wounded", "abducted", "missing")}
    named = any(a.inter for a in second)
    civil = bool(who & CIVIL) or (not named and not who & ARMED and _civil_place(incident))
    if not civil:
        return ()
    groups = [words for group, words in acled_codes().groups.items() if group in who]
    found = [] if any(a.inter == 7 for a in second) else ["Civilians"]
    return tuple(Actor(name=_here(n, incident, registry), inter=7) for n in found + groups)


def _civil_place(incident: Incident) -> bool:
    return bool(CIVIL_PLACES.intersection(facilities(incident)))


def _here(name: str, incident: Incident, registry: Registry) -> str:
    code = country_of(incident.places, registry)
    return f"{name} ({country_name(code, registry)})" if code else name


def _actors(first: Sequence[Actor], second: Sequence[Actor], style: Style) -> dict[str, Cell]:
    one, two = (s[0].inter if s else 0 for s in (first, second))
    words = acled_codes().inter
    if style.interaction == "words":
        names = [words[str(n)] for n in sorted((one, two)) if n]
        both = "-".join(names) if len(names) > 1 else "".join(f"{n} only" for n in names)
        inter = (words.get(str(one), ""), words.get(str(two), ""), both)
    else:
        low, high = sorted((one, two))
        both = f"{low}{high}" if low else f"{high}0" if high else ""
        inter = (str(one) if first else "", str(two), both)
    return {
        "actor1": first[0].name if first else "",
        "assoc_actor_1": joined(a.name for a in first[1:]),
        "inter1": inter[0],
        "actor2": second[0].name if second else "",
        "assoc_actor_2": joined(a.name for a in second[1:]),
        "inter2": inter[1],
        "interaction": inter[2],
    }


def _targeting(first: Sequence[Actor], second: Sequence[Actor], event_type: str, sub_event: str) -> str:
    """Whether civilians were the main or only target."""
    aimed = bool(second) and second[0].inter == 7 and event_type in (*VIOLENT, "Riots")
    force = sub_event == "Excessive force against protesters"
    meant = event_type == "Violence against civilians" and bool(first)
    return "Civilian targeting" if aimed or force or meant else ""


def _time(incident: Incident) -> dict[str, Cell]:
    day, time = first_day(incident.time), incident.time
    if day is None or time is None:
        raise ValueError(f"{incident.id} has no day")
    return {
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": acled_time_precision(time),
    }


def _place(incident: Incident, registry: Registry) -> dict[str, Cell]:
    places = shown_places(incident, registry)
    place = places[0] if places else Place()
    code = country_of(places, registry)
    spot = point(place)
    codes = country(code)
    return {
        "iso": int(codes.numeric) if codes.numeric else None,
        "region": codes.acled_region,
        "country": country_name(code, registry),
        "admin1": place.admin1,
        "admin2": place.admin2,
        "admin3": "",
        "location": place.name or place.name_ar or place.admin2 or place.admin1,
        "latitude": spot[0] if spot else None,
        "longitude": spot[1] if spot else None,
        "geo_precision": GEO_PRECISION.get(place.precision) if places else None,
    }


def _tags(incident: Incident) -> list[str]:
    """Crowd size for demonstrations, as ACLED has it; our status; the mark of what is made up."""
    tags = []
    if incident.event_type in ("protest", "riot"):
        crowd = next((p.count for p in incident.participants if p.role == "party" and p.count), None)
        size = "no report" if crowd is None or crowd.min is None else f"about {crowd.min}"
        tags.append(f"crowd size={size}")
    tags.append(f"status={incident.status}")
    return [*tags, SYNTHETIC] if incident.synthetic else tags
