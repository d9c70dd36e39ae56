"""Notes in ACLED's house form: a record told in neutral English, with who says so and what is not known.

Nothing of a document's own words goes into a note: names come from the registry, the rest from tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sijill.incident import Incident, Toll, Witness
from sijill.records import Place, Time
from sijill.registry import Registry
from sijill.unknown_places import unknown

from .actors import Actor, aimed_at, doers, facilities, parties, rivals
from .cargo import Cargo
from .citations import originally, witness_name
from .codes import note_words
from .days import MONTHS, edtf, first_day, last_day, said_day, sharp
from .deaths import CIVIL, conceded, figures, tolls
from .spots import shown_places

BANNER = "SYNTHETIC (made up, not an event)."
UNKNOWN = "Casualties unknown."


def notes(incident: Incident, cargo: Cargo) -> str:
    """The whole note: what happened, according to whom, harm, who claims and denies, what differs."""
    places = shown_places(incident, cargo.registry)
    said = originally(incident, cargo)[:4]
    according = f", according to {listed(said)}" if said else ""
    act = f"{act_words(incident, cargo.registry)}{_where(places)}{according}."
    sentences = [BANNER] if incident.synthetic else []
    sentences.append(f"{_when(incident.time)}, {act}")
    if not places:
        sentences.append("Location not stated.")
    elif places[0].precision in (4, 5):
        sentences.append("Only the country, sea or airspace is known.")
    if len(places) > 1:
        sentences.append(f"Also named: {listed([_name(p) for p in places[1:]])}.")
    sentences += harm_words(incident)
    sentences += _conceded(incident, cargo.registry)
    sentences += _stances(incident, cargo.registry)
    return " ".join(sentences)


def act_words(incident: Incident, registry: Registry) -> str:
    """What happened, by whom and to whom, without place and time."""
    wording = note_words().events[incident.event_type]
    acting = [a.words for a in doers(incident, registry)]
    sides = [a.words for a in parties(incident, registry)]
    if incident.event_type in ("protest", "riot") and sides:
        met = f", and {listed(acting)} intervened" if acting else ""
        return wording.did.format(who=listed(sides)) + met
    who, whom = acting or sides, _whom(incident, registry)
    form = (
        (wording.did_to if whom else wording.did)
        if who
        else (wording.happened_to if whom else wording.happened)
    )
    return form.format(who=listed(who), whom=whom)


def harm_words(incident: Incident) -> list[str]:
    """A sentence for each kind of harm that anyone tells of; unknown deaths are said to be unknown."""
    found: list[str] = []
    for kind, verb in note_words().harm.items():
        totals = tolls(incident, kind)
        if not totals:
            continue
        clauses = [_people(t) for t in totals]
        among = [_people(t) for t in incident.harm if t.kind == kind and t.part and t not in totals]
        if figures(incident, kind).disputed:
            inner = f" (figures differ; by group {listed(among)})" if among else " (figures differ)"
        else:
            inner = f", among them {listed(among)}" if among else ""
        found.append(f"{_capital(listed(clauses))} {verb}{inner}.")
    killed = figures(incident, "killed")
    if not killed.told or (killed.low is None and killed.best is None):
        found.append(UNKNOWN)
    return found


def listed(words: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _whom(incident: Incident, registry: Registry) -> str:
    """Whom or what it struck: sorts of facility, with whose they are; else named targets; else civilians."""
    aims = aimed_at(incident, registry)
    names = [a.words for a in aims]
    things = [note_words().facilities.get(f, "a facility") for f in facilities(incident)]
    if things:
        owners = [a.words for a in aims if a.inter != 7]
        return listed(things) + (f" of {listed(owners)}" if owners else "")
    if names:
        return listed(names)
    harmed = any(
        figures(incident, kind, CIVIL).told for kind in ("killed", "wounded", "abducted", "arrested")
    )
    return "civilians" if harmed and doers(incident, registry) else ""


def _when(time: Time | None) -> str:
    first, last = first_day(time), last_day(time)
    if time is None or first is None or last is None:
        return "On an unstated date"
    whole = edtf(time).rstrip("?")
    if len(whole) == 4:
        return f"In {first.year}"
    if len(whole) == 7:
        return f"In {MONTHS[first.month - 1]} {first.year}"
    if sharp(time) or first == last:
        return f"On {said_day(first)}"
    return f"Between {said_day(first)} and {said_day(last)}"


def _where(places: Sequence[Place]) -> str:
    if not places:
        return ""
    relation = "in" if "countryside" in places[0].name.lower() else places[0].relation
    return f" {note_words().relations.get(relation, 'near')} {_name(places[0])}"


def _name(place: Place) -> str:
    if unknown(place):
        region = place.admin2 or place.admin1 or place.country
        return f"a place{f' in {region}' if region else ''} that is not on the lists"
    name = place.name or place.admin2 or place.admin1 or place.country or "an unnamed place"
    around = [a for a in (place.admin2, place.admin1) if a and a != name]
    around = ["wider area"] if place.precision == 3 and not around else around
    return f"{name} ({', '.join(around)})" if around else name


def _people(toll: Toll) -> str:
    one, many = note_words().people.get(toll.who, ("person", "people"))
    low = toll.best if toll.best is not None and toll.low is None else toll.low
    if low is None and toll.high is None:
        return f"an unknown number of {many}"
    if low is None:
        return f"up to {toll.high} {one if toll.high == 1 else many}"
    if toll.high is None:
        return f"at least {low} {one if low == 1 else many}"
    if low == toll.high:
        return f"{'no' if low == 0 else low} {one if low == 1 else many}"
    return f"{low} to {toll.high} {many}"


def _conceded(incident: Incident, registry: Registry) -> Iterator[str]:
    for kind in ("killed", "wounded"):
        for actor, said in conceded(incident, (kind,)).items():
            number = f"{said.low}" if said.low == said.high else f"{said.low} to {said.high}"
            number = f"at least {said.low}" if said.high is None else number
            yield f"{_actor(actor, registry)} itself says {number} {kind}."


def _stances(incident: Incident, registry: Registry) -> Iterator[str]:
    """Who claims it, who denies it, who is accused by whom, and what is disputed."""
    claiming = [p.name for p in incident.participants if p.role == "claimant" and p.name]
    claiming += [w for w in _who(incident, registry, "claims_responsibility") if w not in claiming]
    if claiming:
        yield f"{listed(list(dict.fromkeys(claiming)))} claimed responsibility."
    denying = _who(incident, registry, "denies")
    if denying:
        yield f"{_capital(listed(denying))} denied it."
    others = rivals(incident, registry)
    if others:
        yield f"Other accounts name {listed([a.words for a in others])} as the doer."
    accused = _accused(doers(incident, registry))
    accusing = _who(incident, registry, "accuses")
    if accused and accusing:
        yield f"{_capital(listed(accusing))} accused {listed(accused)}."
    if incident.status in ("disputed", "denied", "claimed"):
        yield {
            "disputed": "Accounts are in dispute.",
            "denied": "Denied by all but the accuser.",
            "claimed": "Only the doer tells of it.",
        }[incident.status]


def _accused(acting: Iterable[Actor]) -> list[str]:
    return [a.words for a in acting if a.stance == "accuses"]


def _who(incident: Incident, registry: Registry, stance: str) -> list[str]:
    speaking: Iterable[Witness] = (w for w in incident.sources if w.stance == stance)
    return list(dict.fromkeys(witness_name(w, registry) for w in speaking))


def _actor(ident: str, registry: Registry) -> str:
    facts = registry.actor(ident)
    return facts.name if facts is not None else ident


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
