"""An Airwars-style table of harm to civilians, with a table of belligerents beside it."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from sijill.incident import Incident
from sijill.registry import Registry

from .actors import Actor, doers, parties, rivals
from .cargo import PLAIN, Cargo, Style, Written
from .cells import Cell, Table, joined
from .citations import citations, cited, originally
from .codes import airwars_codes
from .days import edtf
from .deaths import ARMED, CIVIL, Figures, conceded, figures, highest_named
from .left_out import why_not
from .notes import notes
from .spots import country_of, point, shown_places
from .whole import beside, whole_text

PEOPLE = {
    "civilian_non_combatants": CIVIL,
    "children": frozenset({"child"}),
    "women": frozenset({"woman"}),
    "men": frozenset({"man"}),
    "militants": frozenset({"militant"}),
    "military": frozenset({"military", "police"}),
    "unspecified": frozenset({"unspecified"}),
}
HARM = {"killed": "killed", "injured": "wounded"}
COUNTS = tuple(f"{who}_{verb}_{end}" for verb in HARM for who in PEOPLE for end in ("min", "max"))
COLUMNS = (
    "incident_id",
    "date",
    "edtf",
    "country",
    "admin1",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "strike_type",
    "strike_status",
    "grading",
    "belligerents",
    *COUNTS,
    "deaths_conceded",
    "injuries_conceded",
    "sources",
    "according_to",
    "assessment",
    "status",
    "synthetic",
)
BELLIGERENT = (
    "incident_id",
    "belligerent",
    "type",
    "assessment",
    "deaths_conceded_min",
    "deaths_conceded_max",
    "injuries_conceded_min",
    "injuries_conceded_max",
    "statements",
    "synthetic",
)
NO_STRIKE = "no strike or attack"


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write the table of incidents, and beside it `…-belligerents.csv`, one row for each party to each."""
    reasons: Counter[str] = Counter()
    rows = without_point = 0
    side = beside(output, "-belligerents")
    with ExitStack() as files:
        table = Table(files.enter_context(whole_text(output, style.encoding)), COLUMNS)
        others = Table(files.enter_context(whole_text(side, style.encoding)), BELLIGERENT)
        for incident in cargo.incidents():
            strike = incident.event_type in airwars_codes().strikes
            reason = ("rejected by a person" if incident.rejected else "") or _out(incident, strike)
            if reason:
                reasons[reason] += 1
                continue
            table.row(row(incident, cargo))
            for cells in belligerents(incident, cargo.registry):
                others.row(cells)
            rows += 1
            without_point += not point(next(iter(incident.places), None))
    return Written(
        files=(output, side), rows=rows, without_point=without_point, left_out=dict(sorted(reasons.items()))
    )


def row(incident: Incident, cargo: Cargo) -> dict[str, Cell]:
    """One incident by the columns."""
    registry = cargo.registry
    places = shown_places(incident, registry)
    place = places[0] if places else None
    spot = point(place)
    found = citations(incident, cargo)
    named = [*doers(incident, registry), *rivals(incident, registry), *parties(incident, registry)]
    return {
        "incident_id": incident.id,
        "date": (incident.time.start or "")[:10] if incident.time else "",
        "edtf": edtf(incident.time),
        "country": country_of(places, registry),
        "admin1": place.admin1 if place else "",
        "location": place.name or place.name_ar if place else "",
        "latitude": spot[0] if spot else None,
        "longitude": spot[1] if spot else None,
        "geo_precision": place.precision if place else None,
        "strike_type": airwars_codes().strikes[incident.event_type],
        "strike_status": strike_status(incident, registry),
        "grading": grading(incident, registry),
        "belligerents": joined(a.name for a in named),
        **_counts(incident),
        "deaths_conceded": _said(conceded(incident, ("killed",)), registry),
        "injuries_conceded": _said(conceded(incident, ("wounded",)), registry),
        "sources": joined(cited((c.outlet for c in found), incident)),
        "according_to": joined(cited(originally(incident, cargo), incident)),
        "assessment": notes(incident, cargo),
        "status": incident.status,
        "synthetic": incident.synthetic,
    }


def belligerents(incident: Incident, registry: Registry) -> list[dict[str, Cell]]:
    """A row for each party named as doer or side, with what it concedes and says."""
    dead, hurt = conceded(incident, ("killed",)), conceded(incident, ("wounded",))
    shown = doers(incident, registry)
    found = []
    for actor in (*shown, *rivals(incident, registry), *parties(incident, registry)):
        killed, injured = dead.get(actor.id, Figures()), hurt.get(actor.id, Figures())
        stances = (w.stance for w in incident.sources if w.actor and w.actor == actor.id)
        cells: dict[str, Cell] = {
            "incident_id": incident.id,
            "belligerent": actor.name,
            "type": airwars_codes().belligerents.get(actor.kind, "Unknown"),
            "assessment": _assessment(actor, actor in shown, incident),
            "deaths_conceded_min": killed.low,
            "deaths_conceded_max": killed.high,
            "injuries_conceded_min": injured.low,
            "injuries_conceded_max": injured.high,
            "statements": joined(stances),
            "synthetic": incident.synthetic,
        }
        found.append(cells)
    return found


def grading(incident: Incident, registry: Registry) -> str:
    """Airwars' grade of alleged harm to civilians, '' where none is alleged.

    Confirmed: a doer concedes harm to civilians. Discounted: those harmed were combatants, or all but the
    accuser deny it. Contested: accounts name rival doers. Fair: two or more voices. Weak: a single one.
    """
    if _concedes_civilians(incident):
        return "Confirmed"
    harmed = {t.who for t in incident.harm if t.kind in HARM.values() and (t.high is None or t.high > 0)}
    civil = any(highest_named(figures(incident, kind, CIVIL)) for kind in HARM.values())
    if not harmed:
        return ""
    if incident.status == "denied" or (harmed <= ARMED and not civil):
        return "Discounted"
    if rivals(incident, registry):
        return "Contested"
    return "Fair" if incident.voices > 1 else "Weak"


def strike_status(incident: Incident, registry: Registry) -> str:
    """Whether a doer declares the strike, accounts contest it, one voice claims it, or it is likely."""
    acting = {a.id for a in doers(incident, registry) if a.id}
    claimed = any(p.role == "claimant" for p in incident.participants)
    if claimed or _speaks(incident, acting, "claims_responsibility"):
        return "Declared strike"
    if rivals(incident, registry) or _speaks(incident, acting, "denies") or incident.status == "denied":
        return "Contested strike"
    return "Likely strike" if incident.voices > 1 else "Single source claim"


def _out(incident: Incident, strike: bool) -> str:
    reason = why_not(incident)
    kept = reason.startswith("denied") or reason == "no date"  # graded Discounted; dates may be empty
    return ("" if kept else reason) or ("" if strike else NO_STRIKE)


def _speaks(incident: Incident, actors: set[str], stance: str) -> bool:
    return any(w.stance == stance and w.actor in actors for w in incident.sources)


def _concedes_civilians(incident: Incident) -> bool:
    own = [t for t in incident.harm if t.kind in HARM.values() and t.conceded]
    own = own if conceded(incident, HARM.values()) else []
    fighters = any(t.who in ARMED for t in own)
    return any(
        (c.low or c.high or 0) > 0
        for t in own
        if t.who in CIVIL or (t.who == "unspecified" and not fighters)
        for c in t.conceded
    )


def _counts(incident: Incident) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for verb, kind in HARM.items():
        for name, who in PEOPLE.items():
            found = figures(incident, kind, who)
            cells[f"{name}_{verb}_min"], cells[f"{name}_{verb}_max"] = found.low, found.high
    return cells


def _assessment(actor: Actor, shown: bool, incident: Incident) -> str:
    if any(p.role == "claimant" and p.actor == actor.id for p in incident.participants):
        return "declared"
    if any(w.actor == actor.id and w.stance == "claims_responsibility" for w in incident.sources if w.actor):
        return "declared"
    if any(w.actor == actor.id and w.stance == "denies" for w in incident.sources if w.actor):
        return "denied by it"
    if actor.stance == "accuses":
        return "accused"
    return "reported" if shown else "named by other accounts"


def _said(found: dict[str, Figures], registry: Registry) -> str:
    def number(said: Figures) -> str:
        low = "" if said.low is None else str(said.low)
        high = "" if said.high is None else str(said.high)
        return low if low == high else f"{low}-{high}"

    named = {actor: registry.actor(actor) for actor in found}
    return joined(
        f"{facts.name if facts is not None else actor}: {number(found[actor])}"
        for actor, facts in named.items()
    )
