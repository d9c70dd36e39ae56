"""What linking looks at in a report, worked out once: family, days, hours, spots, doers, targets, harm,
words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import msgspec

from ..gazetteer.load import PlaceRecord
from ..incident import Filed
from ..records import Harm, Participant, Place, Report, Time
from ..registry import Registry
from ..text import Token

FAMILIES = {
    "violence": "airstrike drone_strike shelling bombing suicide_bombing chemical_attack armed_clash "
    "armed_attack killing interception property_destruction sexual_violence torture raid",
    "custody": "raid arrest abduction release weapons_seizure",
    "ground": "territory_change deployment armed_clash raid",
    "unrest": "protest riot",
    "posture": "military_exercise deployment threat",
    "accord": "agreement release territory_change",
}
UNREST = frozenset(("protest", "riot"))
CONTENT = frozenset("NJXV")
SHORT = 3
NAMED = 2
DISTRICTS = frozenset(("admin2", "admin3"))
SETTLED = frozenset(("city", "town", "village"))
LARGE = 300_000
LONG_AGO = 1


Fold = Callable[[str], tuple[str, ...]]


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """A place as linking sees it. `words` is its name as folded words, `names` are all names of it, each in
    one word; `around` are the ids of what lies around it, innermost first. A `large` one is a city where two
    things of one kind may well happen on one day, `city` the large city that it is or lies in ('' for none),
    `settled` a town or a village. `namesake` is the region around it that has its name too, where nothing
    says which of the two is meant. `reach` is the radius of a district in kilometres, 0 for what is none.
    """

    id: str
    name: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    large: bool
    quarter: bool
    precision: int
    relation: str
    country: str
    admin1: str
    around: tuple[str, ...]
    namesake: str
    reach: float
    settled: bool
    city: str
    lat: float | None
    lon: float | None


class Profile(msgspec.Struct, frozen=True, array_like=True):
    """One report as linking sees it. Days are proleptic ordinals, hours count from the first day's midnight.

    `told` is how the day is known: by words, from the report before, or vaguely. `doers` and `targets` are
    chains of actor ids, innermost first; `things` are facilities; `tolls` maps kind of harm to bounds.
    """

    key: str
    doc: str
    event_type: str
    realis: str
    first: int
    last: int
    hours: tuple[float, float] | None
    told: str
    spots: tuple[Spot, ...]
    doers: tuple[tuple[str, ...], ...]
    targets: tuple[tuple[str, ...], ...]
    things: tuple[str, ...]
    weapons: tuple[str, ...]
    tolls: dict[str, tuple[int, int]]
    who: tuple[str, ...]
    speakers: tuple[str, ...]
    words: tuple[str, ...]


def families(event_type: str) -> tuple[str, ...]:
    """The families of types that an event type belongs to; only reports of one family are compared."""
    return tuple(f for f, types in FAMILIES.items() if event_type in types.split())


def kinds(profile: Profile) -> tuple[str, ...]:
    """The families that a report belongs to: unrest with dead or wounded may be told as violence."""
    hurt = any(high for kind, (_, high) in profile.tolls.items() if kind in ("killed", "wounded"))
    more = ("violence",) if hurt and profile.event_type in UNREST else ()
    return (*families(profile.event_type), *more)


def content(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The stems of the words that carry a text's matter, each once, sorted."""
    return tuple(sorted({t.stem for t in tokens if t.pos in CONTENT and len(t.stem) >= SHORT}))


def profile(filed: Filed, words: tuple[str, ...], registry: Registry, fold: Fold) -> Profile:
    """What linking looks at in a report; `words` are the content of its sentences, `fold` folds a name."""
    report = filed.report
    first, last, hours = days(report.time, filed.published)
    sides = [p for p in report.participants if p.role in ("attacker", "claimant", "party")]
    aims = [p for p in report.participants if p.role in ("target", "party")]
    return Profile(
        key=filed.key,
        doc=filed.doc,
        event_type=report.event_type,
        realis=report.realis,
        first=first,
        last=last,
        hours=hours,
        told=_told(report.time),
        spots=tuple(_spot(p, registry, fold) for p in report.places),
        doers=_actors(sides, registry),
        targets=_actors(aims, registry),
        things=tuple(sorted({p.facility for p in aims if p.facility})),
        weapons=tuple(sorted({w.kind for w in report.weapons})),
        tolls=_tolls(report.harm),
        who=tuple(sorted({h.who for h in report.harm})),
        speakers=tuple(sorted({s.actor for s in report.sources if s.actor})),
        words=words,
    )


def days(time: Time | None, published: str) -> tuple[int, int, tuple[float, float] | None]:
    """First and last day of a time as ordinals (0, 0 unknown), and its hours where they are told."""
    start = _moment(time.start if time else published)
    end = _moment(time.end if time and time.end else (time.start if time else published))
    if start is None or end is None:
        return 0, 0, None
    hours = None
    if time and time.start and "T" in time.start:
        base = datetime.combine(start.date(), datetime.min.time())
        hours = ((start - base).total_seconds() / 3600, (end - base).total_seconds() / 3600)
        if (end - start) <= timedelta(hours=14) and end.hour < 12 and end.date() > start.date():
            end -= timedelta(days=1)
    return start.date().toordinal(), max(start, end).date().toordinal(), hours


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _told(time: Time | None) -> str:
    if time is None or time.precision in ("vague", "month", "year", "week"):
        return "vague"
    return "borrowed" if time.inferred else "said"


def _spot(place: Place, registry: Registry, fold: Fold) -> Spot:
    chain = registry.around(place.gazetteer_id) if place.gazetteer_id else ()
    outer = chain[1:] if chain else registry.around(place.within)  # of a name that no list knows
    name = place.name_ar or place.name or place.text
    return Spot(
        id=place.gazetteer_id,
        name=name,
        words=fold(name),
        names=_names(name, chain[0] if chain else None, fold),
        large=bool(chain) and chain[0].population >= LARGE,
        quarter=bool(chain) and chain[0].kind == "neighbourhood",
        precision=place.precision,
        relation=place.relation,
        country=place.country or "",
        admin1=place.admin1,
        around=tuple(r.id for r in outer),
        namesake=_namesake(place, outer, fold) if chain else "",
        reach=chain[0].radius_km if chain and chain[0].kind in DISTRICTS else 0.0,
        settled=bool(chain) and chain[0].kind in SETTLED,
        city=next((r.id for r in chain if r.population >= LARGE and r.kind in SETTLED), ""),
        lat=None if place.within else place.lat,  # the point is the region's, not the place's
        lon=None if place.within else place.lon,
    )


def _names(name: str, record: PlaceRecord | None, fold: Fold) -> tuple[str, ...]:
    """The names of a place, each folded to one word: 'Abu Salim' and 'Abusalim' are one."""
    every = (name, record.name_ar, *record.other_names) if record else (name,)
    return tuple(sorted({"".join(words) for n in every if n and (words := fold(n))}))


def _namesake(place: Place, outer: Iterable[PlaceRecord], fold: Fold) -> str:
    """The region that a name may mean as well: 'Saada', 'the area of Saada' is a city or its province."""
    bare = len(fold(place.text)) <= len(fold(place.name_ar or place.text))
    if place.precision > NAMED or not (bare or (place.precision == NAMED and place.relation == "in")):
        return ""
    return next((r.id for r in outer if r.kind != "country" and r.name_ar == place.name_ar), "")


def _actors(people: Iterable[Participant], registry: Registry) -> tuple[tuple[str, ...], ...]:
    named = {p.actor for p in people if p.actor and not registry.generic(p.actor)}
    return tuple(sorted(registry.actor_chain(a) or (a,) for a in named))


def _tolls(harm: Iterable[Harm]) -> dict[str, tuple[int, int]]:
    """For each kind of harm the span of all that is said of it, parts of totals left out."""
    found: dict[str, tuple[int, int]] = {}
    sums: dict[tuple[str, int], list[int]] = {}
    for item in harm:
        if item.part_of is None and item.count.min is not None:
            top = item.count.max if item.count.max is not None else item.count.min
            entry = sums.setdefault((item.kind, item.source), [0, 0])
            entry[0] += item.count.min
            entry[1] += top
    for (kind, _), (low, high) in sums.items():
        before = found.get(kind, (low, high))
        found[kind] = (min(before[0], low), max(before[1], high))
    return found


def day_of(ordinal: int) -> str:
    """The ISO day of an ordinal."""
    return date.fromordinal(ordinal).isoformat() if ordinal >= LONG_AGO else ""


def evidence(report: Report) -> bool:
    """Whether a report is evidence of an incident: told as having happened, or denied."""
    return report.realis in ("actual", "denied")
