"""Incidents, checked totals and wording -> lines for people. Synthetic ones say so first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .incident import Change, Field, Incident, Said, TallyCheck, Toll, Value
from .records import Count, Place
from .unknown_places import unknown
from .wording import NamedBy, Naming

SYNTHETIC = "SYNTHETIC: invented outlets and events, not to be cited"
LABEL = 12
ROLES = ("attacker", "claimant", "party", "target", "victim")


def row(incident: Incident) -> str:
    """One line: id, day, type, status, place, dead, and how many voices."""
    place = incident.places[0] if incident.places else None
    day = (incident.time.start or "")[:10] if incident.time else ""
    dead = next((spread(t) for t in incident.harm if t.kind == "killed" and not t.part), "")
    voices = f"{incident.voices} voice" + ("s" if incident.voices != 1 else "")
    cells = (
        incident.id,
        day or "no date",
        incident.event_type.replace("_", " "),
        incident.status,
        where(place) if place else "no place",
        f"killed {dead}" if dead else "",
        voices,
        "synthetic" if incident.synthetic else "",
    )
    return "  ".join(c for c in cells if c)


def card(incident: Incident) -> str:
    """Everything an incident holds, every value with who says it."""
    lines = [row(incident)]
    if incident.synthetic:
        lines.insert(0, SYNTHETIC)
    lines += _states(incident)
    for field in incident.fields:
        if field.name not in ("event_type", "status", *(toll.kind for toll in incident.harm)):
            lines += _field(field)
    for toll in incident.harm:
        lines += _toll(toll)
    lines += [
        _line("answers", " ".join(filter(None, (a.incident, f"«{a.text}»" if a.text else ""))))
        for a in incident.answers
    ]
    lines += [_line("open", issue) for issue in incident.issues]
    lines.append(_line("reports", f"{len(incident.reports)}"))
    lines += [
        f"    {t.key}  {t.outlet or 'unnamed outlet'}, {t.published or 'undated'}"
        + (f", {t.realis}" if t.realis != "actual" else "")
        for t in incident.reports
    ]
    return "\n".join(lines)


def _states(incident: Incident) -> Iterator[str]:
    for field in incident.fields:
        if field.name in ("event_type", "status"):
            yield from _field(field)
    marks = [m for m in ("locked", "confirmed", "rejected") if getattr(incident, m)]
    if marks:
        yield _line("decided", ", ".join(marks))
    if incident.was:
        yield _line("was", ", ".join(incident.was))
    if not incident.political:
        yield _line("political", "no: private crime, left out of ACLED- and UCDP-style exports")


def _field(field: Field) -> Iterator[str]:
    yield _line(field.name.replace("_", " "), f"{field.chosen}  [{field.policy}]")
    yield from _values(field.values)


def _values(values: Iterable[Value]) -> Iterator[str]:
    for value in values:
        speakers = "; ".join(dict.fromkeys(speaker(s) for s in value.said))
        label = value.value if value.label in ("", value.value) else f"{value.value} ({value.label})"
        label = "no number" if label == "?" else label
        yield f"    {label}: {speakers}"


def _toll(toll: Toll) -> Iterator[str]:
    who = "" if toll.who == "unspecified" else f" {toll.who.replace('_', ' ')}"
    part = " (of these)" if toll.part else ""
    best = "" if toll.best is None else f", shown {toll.best}"
    yield _line(toll.kind, f"{spread(toll)}{who}{part}{best}  [{toll.policy}]")
    yield from _values(toll.values)
    for own in toll.conceded:
        low, high = own.low, own.high
        yield f"    conceded by {own.actor}: {span(Count(min=low, max=high))}"


def speaker(said: Said) -> str:
    """Who says a value: the chain from the outlet inward, and the stance where it is more than telling."""
    chain = " → ".join(said.chain) or said.outlet
    stance = "" if said.stance == "reports" else f" ({said.stance.replace('_', ' ')})"
    return chain + stance + (" [with distance]" if said.distance else "")


def spread(toll: Toll) -> str:
    """Low to high of a toll."""
    return span(Count(min=toll.low, max=toll.high))


def span(count: Count) -> str:
    """A count as people write it: 4, 4–6, 4 or more, unknown."""
    if count.min is None:
        return "unknown" if count.max is None else f"up to {count.max}"
    if count.max is None:
        return f"{count.min} or more"
    return str(count.min) if count.min == count.max else f"{count.min}–{count.max}"


def where(place: Place) -> str:
    """A place with what lies around it."""
    name = place.name or place.name_ar or place.text
    around = ", ".join(p for p in (place.admin1 if place.admin1 != name else "", place.country or "") if p)
    relation = "" if place.relation == "in" else place.relation.replace("_", " ") + " "
    if unknown(place):
        reach = f", within {place.radius_km:g} km" if place.radius_km else ""
        return f"{relation}{name} (unknown place{f' in {around}' if around else ''}{reach})"
    return f"{relation}{name}" + (f" ({around})" if around else "")


def change(item: Change) -> str:
    """One line of the feed."""
    into = f" into {item.into}" if item.into else ""
    fields = f": {', '.join(item.fields)}" if item.fields else ""
    return f"{item.number}  {item.at}  {item.kind}  {item.incident}{into}{fields}"


def checked(check: TallyCheck) -> str:
    """A total that was announced, with its three checks."""
    window = check.tally.window
    head = f"{check.published or 'undated'}  {check.speaker}: {span(check.count)} {check.measure}"
    lines = [SYNTHETIC] if check.synthetic else []
    lines.append(
        f"{head}, {window.start or 'open'} to {window.end or check.published or 'open'}  ({check.key})"
    )
    if check.adds_up is not None:
        parts = span(Count(min=check.parts_low, max=check.parts_high))
        lines.append(_line("parts", f"come to {parts}: {'adds up' if check.adds_up else 'does not add up'}"))
    if check.monotone is not None and check.earlier_count is not None:
        fell = "not fallen" if check.monotone else "lower than before"
        lines.append(_line("earlier", f"{span(check.earlier_count)} in {check.earlier}: {fell}"))
    found = "" if check.found_low is None else span(Count(min=check.found_low, max=check.found_high))
    difference = f" by {abs(check.difference)}" if check.difference else ""
    reason = f" ({check.reason})" if check.reason else ""
    number = len(check.incidents)
    holds = f"holds {found} in {number} incident{'s' * (number != 1)}: " if found else ""
    lines.append(_line("ledger", f"{holds}{check.verdict}{difference}{reason}"))
    return "\n".join(lines)


def naming(item: Naming) -> str:
    """How an outlet words one thing."""
    words = ", ".join(f"«{w}» {n}×" for w, n in item.words)
    quoted = f", {item.quoted} of them in others' words" if item.quoted else ""
    return (
        f"{item.outlet}: {item.category}, of {item.neutral or item.about}: {item.count}{quoted}\n    {words}"
    )


def named_by(items: Iterable[NamedBy]) -> Iterator[str]:
    """How the outlets of each incident word it."""
    incident = ""
    for item in items:
        if item.incident != incident:
            incident = item.incident
            yield incident
        words = "; ".join(
            f"{n.category} of {n.neutral or n.about}: " + ", ".join(f"«{w}»" for w, _ in n.words)
            for n in item.namings
        )
        yield f"    {item.outlet}: {words or 'no loaded wording'}"


def _line(label: str, text: str) -> str:
    return f"  {label:<{LABEL}} {text}"
