"""From what a file tells to places in our columns: names, ids, what lies around, what is known already."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from sijill.gazetteer.geometry import apart_km
from sijill.gazetteer.importing.found import Fault, Found, LeftOut
from sijill.gazetteer.importing.ground import Points
from sijill.gazetteer.importing.kinds import Kinds
from sijill.gazetteer.joined import ByName, family, names_of
from sijill.gazetteer.load import Gazetteer, PlaceRecord
from sijill.language import Language, folded

FAMOUS = 300_000
AGREES_KM = 5.0
SAME_ID_KM = 50.0
KNOWN = "known already"
TWICE = "the same name and kind at the same point"
FREE = frozenset(("country", "sea", "strait", "region", "river", "mountain", "island", "site"))
_GEONAMES = re.compile(r"(?:geonames/)?(\d+)")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for all rows of a file: whose it is where a row does not say, and the day (ISO).

    A `strict` file is one that people make: twice the same is a fault. One that `unites` tells more of places
    that are known; the places of any other stand for themselves.
    """

    source: str
    added: str
    strict: bool
    unites: bool


class Drafted(msgspec.Struct, frozen=True):
    """A place as it will stand. `instead` is the id of the one whose place it takes ('' for none),
    `elsewhere` says that others in the country bear the name, `borrowed` that the file has no point for it
    and that of what lies around stands there.
    """

    record: PlaceRecord
    instead: str = ""
    elsewhere: bool = False
    borrowed: bool = False


class Drafter:
    """Drafts the places of one file in turn; areas must come before what lies in them."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        language: Language,
        kinds: Kinds,
        points: Points,
        given: Given,
    ) -> None:
        self._given = given
        self._language = language
        self._kinds = kinds
        self._points = points
        self._known = gazetteer
        self._fold = lru_cache(maxsize=1 << 15)(lambda name: folded(language, name))
        self._names = ByName(gazetteer, self._fold)
        self._areas = dict(_keys(gazetteer))
        self._dumped = {ident: record.id for record in gazetteer for ident in _dump_ids(record)}
        self._ids: set[str] = set()
        self._idents: dict[str, int] = {}
        self._spots: dict[int, int] = {}
        self._parents: dict[str, PlaceRecord] = {}

    def draft(self, found: Found) -> Drafted | LeftOut | Fault:
        """The place of a row; why it is left out; or, in a strict file, what is wrong with it."""
        wrong = self._refused(found)
        if wrong is not None:
            return wrong
        names = self._own_names(found)
        if not names and not found.latin:
            return LeftOut(found.row, "no name in a language that is read")
        record = self._record(found, names)
        if isinstance(record, Fault | LeftOut):
            return record
        wrong = self._points.fault(found, record, self._known.country_record(found.country))
        if wrong is not None:
            return wrong
        spot = hash((names[:1] or found.latin, family(record.kind), record.lat, record.lon))
        before = self._spots.setdefault(spot, found.row)
        if before != found.row:
            why = f"{TWICE} as row {before}"
            return Fault(found.row, "name", why) if self._given.strict else LeftOut(found.row, TWICE)
        return self._against(found, record)

    def _refused(self, found: Found) -> Fault | None:
        """What stands against a row before anything is made of it: its id or country."""
        if found.ident and self._idents.setdefault(found.ident, found.row) != found.row:
            return Fault(
                found.row, "id", f"'{found.ident}' stands in row {self._idents[found.ident]} too", torn=True
            )
        if found.id and not re.fullmatch(r"place\.[a-z0-9.-]+", found.id):
            return Fault(found.row, "id", f"'{found.id}' is not like place.sy.name", torn=True)
        if found.country and self._known.country_record(found.country) is None:
            return Fault(found.row, "country", f"'{found.country}' is no country", torn=True)
        if not found.country and found.kind not in FREE:
            return Fault(found.row, "country", f"a {found.kind} needs a country", torn=True)
        return None

    def _own_names(self, found: Found) -> tuple[str, ...]:
        """The names in the texts' language, each spelling once; those that fold to nothing are dropped."""
        among = self._language.names_among
        given = tuple(" ".join(n.split()) for name in found.own_names for n in name.split(";"))
        trusted = tuple(n for n in given if not n.isascii()) if self._given.strict else among("", given)
        names = (*trusted, *among(found.latin, found.names))
        return tuple({f: n for n in reversed(names) if (f := self._fold(n))}.values())[::-1]

    def _record(self, found: Found, names: tuple[str, ...]) -> PlaceRecord | Fault | LeftOut:
        around = self._around(found)
        if found.around and found.id and around is None:
            return Fault(found.row, "parent", f"'{found.around[0]}' is no place", torn=True)
        lat, lon, radius = found.lat, found.lon, found.radius_km or self._kinds.radius_km.get(found.kind, 5.0)
        if lat is None or lon is None:
            same = self._areas.get(found.key)
            middle = self._known.by_id.get(same or "") or self._named(found, names) or around
            if middle is None:
                return LeftOut(found.row, "no point")
            lat, lon, radius = middle.lat, middle.lon, middle.radius_km
        name = names[0] if names else ""
        cue = found.cue == "1" if found.cue else found.population < FAMOUS and self._language.is_word(name)
        english = " ".join(found.latin.split()) or name
        chain = tuple(self._chain(around))
        while found.kind == "admin2" and around is not None and around.kind == "admin2":
            around = next((place for place in self._chain(around) if place.kind != "admin2"), None)
        return PlaceRecord(
            id=found.id or self._fresh_id(found, english),
            name_ar=name,
            name_en=english,
            other_names=names[1:],
            kind=found.kind,
            parent=around.id if around is not None else "",
            country=found.country,
            admin1=found.admin1 or _area_name(found, english, chain, "admin1"),
            admin2=found.admin2 or _area_name(found, english, chain, "admin2"),
            pcode=found.pcode,
            lat=round(lat, 2),
            lon=round(lon, 2),
            radius_km=max(radius, self._kinds.least_radius(found.kind)),
            needs_cue=cue and bool(name),
            population=found.population,
            source=found.source or self._given.source,
            source_id=found.source_id,
            added=found.added or self._given.added,
        )

    def _named(self, found: Found, names: tuple[str, ...]) -> PlaceRecord | None:
        """The only area of the kind in the country that goes by one of the names."""
        same = [r for n in names for r in self._names.named(n, found.country) if r.kind == found.kind] or [
            r
            for r in self._known
            if r.kind == found.kind
            and r.country == found.country
            and r.name_en.lower() == found.latin.lower()
        ]
        return same[0] if len({r.id for r in same}) == 1 else None

    def _against(self, found: Found, record: PlaceRecord) -> Drafted | LeftOut:
        """A place beside those that are known: the same and nothing new, instead of one, or a new one."""
        known = self._known.by_id.get(found.id) if found.id else self._keyed(found, record)
        if known is None and not found.id:
            known = self._dumped_as(found, record)
        if known is None and not found.id:
            known = self._names.same(record)
            if known is None and found.key:
                known = self._named(found, (record.name_ar, *record.other_names))
        if known is None or known.kind == "country":
            self._settle(found, record)
            elsewhere = any(self._names.named(name, record.country) for name in names_of(record))
            return Drafted(record, elsewhere=elsewhere, borrowed=found.lat is None)
        if not self._given.unites:
            if known.id in self._known.own:
                record = msgspec.structs.replace(record, id=known.id)
            self._settle(found, record)
            same = msgspec.structs.replace(record, added=known.added) == known
            return LeftOut(found.row, KNOWN) if same else Drafted(record, instead=known.id)
        united = self._united(record, known)
        self._settle(found, united)
        near = apart_km(record, known) <= max(known.radius_km, AGREES_KM)
        if near and united.other_names == known.other_names and united.pcode == known.pcode:
            return LeftOut(found.row, KNOWN)
        return Drafted(united, instead=known.id)

    def _keyed(self, found: Found, record: PlaceRecord) -> PlaceRecord | None:
        """The place that we have under the same code, unless neither name nor point agrees: the numbering may
        be another.
        """
        known = self._known.by_id.get(self._areas.get(found.key, ""))
        if known is None or not found.pcode:
            return known
        mine, theirs = ({self._fold(name) for name in names_of(r)} for r in (known, record))
        alike = bool(mine & theirs) or known.name_en.casefold() == record.name_en.casefold()
        near = found.lat is not None and apart_km(known, record) <= max(known.radius_km, SAME_ID_KM / 2)
        return known if alike or near else None

    def _dumped_as(self, found: Found, record: PlaceRecord) -> PlaceRecord | None:
        """The place that has the same GeoNames id, unless it lies so far off that the id must be wrong."""
        known = self._known.by_id.get(self._dumped.get(found.ident, "")) if self._given.unites else None
        if known is None or known.country != record.country or apart_km(known, record) > SAME_ID_KM:
            return None
        return known

    def _united(self, record: PlaceRecord, known: PlaceRecord) -> PlaceRecord:
        """What a file tells of a place that is known: its point, and names and codes that we lack."""
        seen = {self._fold(name) for name in names_of(known)}
        is_word = self._language.is_word
        more = tuple(n for n in names_of(record) if self._fold(n) not in seen and not is_word(n))
        ours = apart_km(record, known) <= max(known.radius_km, AGREES_KM)
        return msgspec.structs.replace(
            known,
            other_names=(*known.other_names, *more),
            lat=known.lat if ours else record.lat,
            lon=known.lon if ours else record.lon,
            radius_km=known.radius_km if ours else record.radius_km,
            pcode=record.pcode or known.pcode,
            population=known.population or record.population,
        )

    def _settle(self, found: Found, record: PlaceRecord) -> None:
        """Remember a place that others may lie in."""
        if found.key:
            self._areas[found.key] = record.id
            self._parents[record.id] = record
        elif found.id:
            self._parents[record.id] = record

    def _around(self, found: Found) -> PlaceRecord | None:
        """The smallest place around that is known: by code or id, else the province that holds the point."""
        for code in found.around:
            ident = self._areas.get(code, code)
            place = self._parents.get(ident) or self._known.by_id.get(ident)
            if place is not None:
                return place
        country = self._known.country_record(found.country)
        if found.kind == "admin1" or found.lat is None or found.lon is None:
            return country
        area = self._points.province(found.country, found.lat, found.lon)
        codes = (area.geonames, area.iso) if area is not None else ()
        ident = next((self._areas[code] for code in codes if code in self._areas), "")
        return self._known.by_id.get(ident) or self._parents.get(ident) or country

    def _chain(self, place: PlaceRecord | None) -> Iterator[PlaceRecord]:
        seen: set[str] = set()
        while place is not None and place.id not in seen:
            seen.add(place.id)
            yield place
            place = self._parents.get(place.parent) or self._known.by_id.get(place.parent)

    def _fresh_id(self, found: Found, english: str) -> str:
        """An id that stays the same from import to import: of the name and the source's own id."""
        country = found.country.lower() or "x"
        ending = "-district" if found.kind == "admin2" else "-province" if found.kind == "admin1" else ""
        ident = re.sub(r"[^a-z0-9]+", "-", found.ident.lower()).strip("-")
        parts = "-".join(filter(None, (slug(english), ident)))
        plain = f"place.{country}.{parts or 'unnamed'}{ending}"
        fresh, number = plain, 2
        while fresh in self._ids or (not ident and fresh in self._known.by_id):
            fresh, number = f"{plain}-{number}", number + 1
        self._ids.add(fresh)
        return fresh


def slug(name: str) -> str:
    """The last part of an id, of a Latin name; '' where it has no such letter."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace("`", "")).strip("-")


def _keys(gazetteer: Iterable[PlaceRecord]) -> Iterator[tuple[str, str]]:
    """The codes by which files name our areas: p-codes, and ISO 3166-2 and GeoNames in `source_id`."""
    for record in gazetteer:
        if record.pcode:
            yield record.pcode, record.id
        if record.kind in ("admin1", "admin2"):
            for code in record.source_id.split("/"):
                if code and not code.isdecimal() and code != "geonames":
                    yield code, record.id


def _dump_ids(record: PlaceRecord) -> Iterator[str]:
    """The GeoNames id of a place, where it has one."""
    match = _GEONAMES.fullmatch(record.source_id)
    if match and (record.source_id != match[1] or "geonames" in record.source.lower()):
        yield match[1]


def _area_name(found: Found, english: str, chain: tuple[PlaceRecord, ...], kind: str) -> str:
    """The English name of the province or district that a place is or lies in."""
    if found.kind == kind:
        outer = next((p.name_en for p in chain if p.kind == kind), "")
        return outer if kind == "admin2" and outer else english
    return next((place.name_en for place in chain if place.kind == kind), "")
