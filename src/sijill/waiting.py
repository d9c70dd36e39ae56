"""Names of places that no list knows, each put together from all documents: those that wait for a point.

A line to fill in goes with each: the columns of the gazetteer, with what the documents say of the place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from .gazetteer.load import COLUMNS, Gazetteer, PlaceRecord
from .unknown_places import UnknownPlace

QUOTES = 3
# The gazetteer's kind that a cue word speaks for; other cues have the kind's own name or speak for none.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "governorate": "admin1",
        "district": "admin2",
        "field": "oil_field",
        "front": "region",
        "countryside": "region",
        "lands": "",
        "border": "",
    }
)
AROUND = frozenset({"country", "admin1", "admin2"})


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """An unknown name where it stands, with what is known of the document."""

    place: UnknownPlace
    doc: str
    outlet: str = ""
    outlet_id: str = ""
    lang: str = "ar"
    published: str = ""
    synthetic: bool = False


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents say something: a spelling, a kind, a place (`label` is its English name)."""

    value: str
    count: int
    label: str = ""


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a document around a name."""

    doc: str
    published: str
    text: str
    synthetic: bool = False


class WaitingName(msgspec.Struct, frozen=True, kw_only=True):
    """A name that no list knows. `name` is its most frequent spelling, `key` what all spellings fold to.

    `seen` counts the times it stands somewhere, `documents`, `outlets` and `reports` those that have it,
    `synthetic` the made-up documents among them; `first` and `last` are days of publication ('' unknown).
    `cues` are the kinds that the word before it says, `within` the regions that hold it, `beside` the places
    named with it, `countries` those of the documents. `between` are places of this name among which nothing
    decided, `known` those that the gazetteer has by now or has elsewhere. `row` is the line to fill in.
    """

    name: str
    key: str
    seen: int
    documents: int
    outlets: int
    reports: int
    synthetic: int
    first: str
    last: str
    spellings: tuple[Number, ...]
    cues: tuple[Number, ...]
    within: tuple[Number, ...]
    beside: tuple[Number, ...]
    countries: tuple[Number, ...]
    between: tuple[Number, ...]
    known: tuple[Number, ...]
    quotes: tuple[Quote, ...]
    row: tuple[str, ...]


class Lists(msgspec.Struct, frozen=True):
    """What the names are held against: the places, which of them go by a key, and Latin letters for ids."""

    places: Gazetteer
    named: Callable[[str], Sequence[str]]
    latin: Callable[[str], str]


def waiting(
    sightings: Iterable[Sighting], lists: Lists, countries: Sequence[str] = (), least: int = 1
) -> list[WaitingName]:
    """Every unknown name in at least `least` documents, the one in most documents first.

    `countries` are codes: of the place, or of which a document that has the name speaks; none asks nothing.
    """
    groups: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        groups.setdefault(sighting.place.key, []).append(sighting)
    wanted = set(countries)
    names = [
        _together(key, group, lists)
        for key, group in groups.items()
        if len({s.doc for s in group}) >= least and (not wanted or wanted & _countries(group))
    ]
    return _without_twins(sorted(names, key=lambda one: (-one.documents, -one.seen, one.key)))


def _together(key: str, group: Sequence[Sighting], lists: Lists) -> WaitingName:
    def numbers(of: Callable[[Sighting], Iterable[str]]) -> tuple[Number, ...]:
        return _numbers(group, of, lists.places)

    spellings = numbers(lambda s: (s.place.name,))
    cues = numbers(lambda s: (s.place.cue,))
    within = numbers(lambda s: (s.place.within,))
    days = sorted({s.published[:10] for s in group if s.published})
    named = (lists.places.by_id[i] for i in lists.named(key) if i in lists.places.by_id)
    found = WaitingName(
        name=spellings[0].value,
        key=key,
        seen=len(group),
        documents=len({s.doc for s in group}),
        outlets=len({s.outlet_id or s.outlet for s in group if s.outlet_id or s.outlet}),
        reports=len({(s.doc, r) for s in group for r in s.place.reports}),
        synthetic=len({s.doc for s in group if s.synthetic}),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        spellings=spellings,
        cues=cues,
        within=within,
        beside=numbers(lambda s: s.place.beside),
        countries=numbers(lambda s: sorted({s.place.country, *s.place.countries})),
        between=numbers(lambda s: s.place.between),
        known=tuple(Number(value=r.id, count=0, label=r.name_en) for r in named),
        quotes=_quotes(group),
        row=(),
    )
    return msgspec.structs.replace(found, row=_row(found, group, lists))


def _countries(group: Sequence[Sighting]) -> set[str]:
    return {code for s in group for code in (s.place.country, *s.place.countries) if code}


def _numbers(
    group: Sequence[Sighting], of: Callable[[Sighting], Iterable[str]], places: Gazetteer
) -> tuple[Number, ...]:
    """In how many documents each value stands, the most frequent first; nothing is no value."""
    pairs = {(s.doc, value) for s in group for value in of(s) if value}
    counts = Counter(value for _, value in pairs)
    return tuple(
        Number(value=value, count=count, label=places.by_id[value].name_en if value in places.by_id else "")
        for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _quotes(group: Sequence[Sighting]) -> tuple[Quote, ...]:
    """The first words of a few documents, the newest first, no words twice."""
    ordered = sorted(group, key=lambda s: (s.doc, s.place.start))
    ordered.sort(key=lambda s: s.published, reverse=True)
    found: dict[str, Quote] = {}
    seen: set[str] = set()
    for s in ordered:
        if s.doc not in seen and s.place.quote not in found:
            seen.add(s.doc)
            found[s.place.quote] = Quote(
                doc=s.doc, published=s.published, text=s.place.quote, synthetic=s.synthetic
            )
        if len(found) == QUOTES:
            break
    return tuple(found.values())


def _row(found: WaitingName, group: Sequence[Sighting], lists: Lists) -> tuple[str, ...]:
    """The line to fill in, by the gazetteer's columns: what no document says stays empty."""
    around = _parent(found, lists.places)
    country = around.country if around is not None else ""
    country = country or next((n.value for n in _numbers(group, _home, lists.places)), "")
    cue = found.cues[0].value if found.cues else ""
    filled = {
        "id": ".".join(filter(None, ("place", country.lower() or "x", lists.latin(found.name) or "name"))),
        "name_ar": found.name,
        "kind": KINDS.get(cue, cue),
        "parent": around.id if around is not None else "",
        "country": country,
        "admin1": around.admin1 if around is not None else "",
        "admin2": around.admin2 if around is not None else "",
    }
    return tuple(filled.get(column, "") for column in COLUMNS)


def _home(sighting: Sighting) -> tuple[str, ...]:
    return (sighting.place.country,)


def _parent(found: WaitingName, places: Gazetteer) -> PlaceRecord | None:
    """The district, province or country that holds what most documents say the name lies in."""
    for region in found.within:
        around = next((r for r in places.chain(region.value) if r.kind in AROUND), None)
        if around is not None:
            return around
    return None


def _without_twins(names: Sequence[WaitingName]) -> list[WaitingName]:
    """The names with ids that no two of them and no place share: numbered from the second on."""
    used: set[str] = set()
    made: list[WaitingName] = []
    for one in names:
        taken = {number.value for number in one.known}
        ident, count = one.row[0], 1
        while ident in used or ident in taken:
            count += 1
            ident = f"{one.row[0]}-{count}"
        used.add(ident)
        made.append(msgspec.structs.replace(one, row=(ident, *one.row[1:])))
    return made


def described(one: WaitingName) -> Iterator[str]:
    """A name as lines for people."""
    times = f"{one.seen} time{'s' * (one.seen != 1)} in {one.documents} document{'s' * (one.documents != 1)}"
    outlets = f" of {one.outlets} outlet{'s' * (one.outlets != 1)}" if one.outlets else ""
    days = " to ".join(dict.fromkeys(filter(None, (one.first, one.last)))) or "undated"
    made_up = "synthetic" if one.synthetic == one.documents else f"{one.synthetic} synthetic"
    yield "  ".join((one.name, f"{times}{outlets}", days, *([made_up] if one.synthetic else [])))
    for label, numbers in (
        ("spelt", one.spellings if len(one.spellings) > 1 else ()),
        ("said to be", one.cues),
        ("within", one.within),
        ("beside", one.beside),
        ("countries", one.countries),
        ("undecided", one.between),
        ("listed", one.known),
    ):
        if numbers:
            yield f"  {label:<11} {_told(numbers)}"
    entry = dict(zip(COLUMNS, one.row, strict=True))
    inside = f" in {entry['parent']}" if entry["parent"] else ""
    yield f"  {'entry':<11} {' '.join(filter(None, (entry['id'], entry['kind'])))}{inside}"
    for quote in one.quotes:
        mark = "  synthetic" if quote.synthetic and one.synthetic < one.documents else ""
        yield f"    {quote.doc}  {quote.published or 'undated'}{mark}  {quote.text}"


def _told(numbers: Sequence[Number], most: int = 6) -> str:
    shown = [
        (f"{n.label} ({n.value})" if n.label else n.value) + (f" {n.count}" if n.count else "")
        for n in numbers[:most]
    ]
    rest = len(numbers) - len(shown)
    return ", ".join(shown) + (f", and {rest} more" if rest else "")
