"""Which incident of the ledger another is said to answer, where the text names it only in words.

An incident before the answer, at a place that the words name and by a doer of a country that they name, is
the one that is meant: the latest, and within three weeks.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from .incident import Answer, Incident
from .lexicon import ActorEntry, DemonymEntry
from .matching import find
from .reader import load_reader
from .records import Time
from .registry import Registry
from .store import Filters, Ledger

REACH = timedelta(days=21)


class _Site(Struct, frozen=True):
    gazetteer_id: str = ""


class _Doer(Struct, frozen=True):
    role: str
    country: str = ""


class _Near(Struct, frozen=True):
    """An incident with what is looked at here: weeks of them are read, and whole ones take long."""

    id: str
    time: Time | None = None
    places: tuple[_Site, ...] = ()
    participants: tuple[_Doer, ...] = ()


def answered(incident: Incident, ledger: Ledger, registry: Registry) -> Incident:
    """The incident with what it answers found in the ledger where it can be."""
    if not any(a.text and not a.incident for a in incident.answers) or incident.time is None:
        return incident
    found: dict[str, Answer] = {}
    for answer in incident.answers:
        ident = answer.incident or _meant(answer.text, incident, ledger, registry)
        key = ident or answer.text
        known = found.get(key)
        said = (*(known.said if known else ()), *answer.said)
        text = "; ".join(dict.fromkeys(filter(None, (known.text if known else "", answer.text))))
        found[key] = Answer(incident=ident, text=text, said=said)
    return replace(incident, answers=tuple(found[k] for k in sorted(found)))


def _meant(words: str, incident: Incident, ledger: Ledger, registry: Registry) -> str:
    day = (incident.time.start or "")[:10] if incident.time else ""
    places, countries = _named(words, incident.reports[0].lang if incident.reports else "ar", registry)
    if not day or not places:
        return ""
    since = (date.fromisoformat(day) - REACH).isoformat()
    lands = {registry.places.by_id[p].country for p in places}
    wanted = Filters(since=since, until=day, countries=tuple(sorted(lands)) if all(lands) else ())
    near = [
        other
        for _, other in ledger.incidents_as(_Near, ledger.incident_ids(wanted))
        if other.id != incident.id and _fits(other, places, countries, registry)
    ]
    return max(near, key=lambda o: ((o.time.start or "") if o.time else "", o.id)).id if near else ""


def _named(words: str, lang: str, registry: Registry) -> tuple[set[str], set[str]]:
    """The places that the words name, and the countries of the doers that they name."""
    language = load_reader(lang).language
    places: set[str] = set()
    countries: set[str] = set()
    for match in find(language.tokens(words), language.lexicon.root):
        places |= set(match.places)
        entry = match.forms[0].entry if match.forms else None
        if isinstance(entry, ActorEntry | DemonymEntry) and entry.country:
            countries.add(entry.country)
    inner = {p for p in places if (chain := registry.around(p)) and chain[0].kind != "country"}
    return inner, countries


def _fits(other: _Near, places: set[str], countries: set[str], registry: Registry) -> bool:
    """Whether an incident happened at one of the places, by a doer of one of the countries (none named:
    any).
    """
    where = {r.id for p in other.places[:1] for r in registry.around(p.gazetteer_id)}
    if not where & places:
        return False
    theirs = {p.country for p in other.participants if p.role in ("attacker", "claimant") and p.country}
    return not countries or bool(theirs & countries)
