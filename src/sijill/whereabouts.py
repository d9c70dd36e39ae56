"""Place phrases -> places: look names up, choose between homonyms, fall back to the region the text names."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .gazetteer.geometry import apart_km
from .gazetteer.load import Gazetteer, PlaceRecord
from .gazetteer.resolve import (
    SETTLEMENTS,
    Choice,
    PlaceContext,
    Side,
    choose,
    fallback,
)
from .namesakes import POINT, clear, fits
from .places import PlaceMention
from .positions import BEARINGS, Spot, halfway, placed, position
from .records import Issue, Place

LEVEL = {
    "country": 4,
    "admin1": 3,
    "region": 3,
    "admin2": 2,
    "sea": 5,
    "strait": 5,
    "river": 2,
    "mountain": 2,
    "island": 1,
    "road": 2,
}
SMALL = frozenset({"village", "neighbourhood", "town", "camp", "site", "mountain"})
WIDE = frozenset({"admin1", "admin2", "region", "island"})
CITY = 100_000
REACH = 65.0
FAR = 110.0
OWN = "geonames"
QUARTER = 20.0
DISTRICT = 15.0
TOWN = 5.0
PARTS_OF_TOWNS = frozenset({"neighbourhood", "site"})
PROVINCES = frozenset({"admin1", "region"})
BEHIND = 7


def _lies(mention: PlaceMention, other: PlaceMention) -> bool:
    """Whether a direction told of another place says where this one lies: it stands right behind its name."""
    return not other.headless and 0 <= other.first - mention.last <= BEHIND and other.start > mention.start


class Located(msgspec.Struct, frozen=True):
    """A place with the reasons of the choice, and the record that it rests on ('' for none)."""

    place: Place
    rule: str
    entry: str


class Whereabouts:
    """Looks up the place phrases of one document; holds what the document has named so far."""

    def __init__(self, gazetteer: Gazetteer, countries: dict[str, float]) -> None:
        self.gazetteer = gazetteer
        self.countries = countries
        self.issues: list[Issue] = []
        self.meant: dict[tuple[str, ...], str] = {}
        self._sure: dict[tuple[tuple[str, ...], str, str], tuple[str, ...]] = {}
        self._chosen: dict[tuple[object, ...], Choice] = {}

    def place(self, mention: PlaceMention, around: Sequence[PlaceMention]) -> Located:
        """The place of one phrase, with the phrases named around it as context, nearest first."""
        others = sorted((o for o in around if o is not mention), key=lambda o: abs(o.start - mention.start))
        context = self._context(mention, others)
        near = context.near_ids
        choice = self._again(mention, self._choice(mention, context))
        if choice.record is not None and not self._elsewhere(mention, choice, others):
            self.meant.setdefault(mention.ids, choice.record.id)
            why = "gazetteer: " + ", ".join(choice.reasons)
            precision, relation = self._exact(mention, choice.record)
            spot = self._spot(mention, choice.record, around, precision)
            known = placed(mention, choice.record, spot, precision, relation)
            country = choice.record.country or self._bank(choice.record, near)
            known = msgspec.structs.replace(known, country=country)
            return Located(known, why, choice.record.id)
        reasons = (*choice.reasons, *choice.open_ids)
        if choice.region is None:
            choice = fallback(context, self.gazetteer)
            reasons = (*reasons, *choice.reasons)
        beside = self._beside(mention, others)
        why = "name not settled: " + ", ".join((*reasons, *(() if beside is None else ("told-behind",))))
        unknown = self._unknown(mention, choice, beside)
        if not unknown.country:
            codes = ({self.gazetteer.country_of(i) for i in other.ids} for other in others)
            told = next((min(code) for code in codes if len(code) == 1), None)
            unknown = msgspec.structs.replace(unknown, country=told)
        return Located(unknown, why, choice.region.id if choice.region else "")

    def _again(self, mention: PlaceMention, choice: Choice) -> Choice:
        """One name told again without evidence of its own means the place that it meant before."""
        before = self.gazetteer.by_id.get(self.meant.get(mention.ids, ""))
        if before is None or any(reason.startswith(("near:", "side:")) for reason in choice.reasons):
            return choice
        if choice.record is not None and apart_km(choice.record, before) <= REACH:
            return choice
        return Choice(record=before, radius_km=before.radius_km, reasons=("meant-before",))

    def _context(self, mention: PlaceMention, others: Sequence[PlaceMention]) -> PlaceContext:
        """What the choice for a phrase rests on: `others` are the phrases around it, nearest first."""
        near = tuple(i for other in others if not set(other.ids) & set(mention.ids) for i in self.sure(other))
        return PlaceContext(
            near_ids=near,
            document_countries=self.countries,
            cue=mention.kind or mention.opened,
            sides=self._sides(mention, others),
            related=self._related(mention, others),
        )

    def _related(self, mention: PlaceMention, others: Sequence[PlaceMention]) -> bool:
        """Whether words of direction, distance or 'between' make a name a place's, an ordinary word as it is:
        all places of the name lie in one country, and a distance is told or the document speaks of it.
        """
        homes = {self.gazetteer.country_of(i) for i in mention.ids}
        if len(homes) != 1:
            return False
        told = self.countries.get(next(iter(homes)), 0.0) > 0
        if mention.relation == "between":
            return told and any(o.relation == "between" and self.sure(o) for o in others)
        return mention.km is not None or (mention.direction and told)

    def _choice(self, mention: PlaceMention, context: PlaceContext) -> Choice:
        """The gazetteer's choice among the places that a phrase can name, worked out once."""
        told = (context.near_ids, context.cue, context.sides, context.related)
        asked = (mention.ids, mention.kind, mention.relation, told)
        found = self._chosen.get(asked)
        if found is None:
            found = self._chosen[asked] = self._chosen_anew(mention, context)
        return found

    def _chosen_anew(self, mention: PlaceMention, context: PlaceContext) -> Choice:
        records = [
            r for i in mention.ids if (r := self.gazetteer.by_id.get(i)) is not None and fits(r, mention.kind)
        ]
        if mention.relation == "off_coast":
            records = [r for r in records if r.kind == "country"] or records
        return choose(records, context, self.gazetteer) if records else Choice()

    def _sides(self, mention: PlaceMention, others: Sequence[PlaceMention]) -> tuple[Side, ...]:
        """The directions told right behind a name: 'the village of A north of B'."""
        return tuple(
            Side(place_id=ident, bearing=BEARINGS[other.relation], km=other.km)
            for other in others
            if other.relation in BEARINGS and _lies(mention, other)
            for ident in self.sure(other)
        )

    def _spot(
        self, mention: PlaceMention, record: PlaceRecord, around: Sequence[PlaceMention], precision: int
    ) -> Spot:
        """The point and radius of a known place with what the words say of direction and distance."""
        if mention.relation == "between":
            other = self._partner(mention, around)
            if other is not None and other.id != record.id:
                return halfway(record, other)
        return position(record, mention.relation, mention.km, precision)

    def _partner(self, mention: PlaceMention, around: Sequence[PlaceMention]) -> PlaceRecord | None:
        """The other of the two places that something lies between."""
        ends = sorted((m for m in around if m.relation == "between"), key=lambda m: m.start)
        at = next((n for n, m in enumerate(ends) if m is mention), -1)
        other = at + 1 if at % 2 == 0 else at - 1
        if not 0 <= at < len(ends) or not 0 <= other < len(ends):
            return None
        others = sorted(
            (m for m in around if m is not ends[other]), key=lambda m: abs(m.start - mention.start)
        )
        return self._choice(ends[other], self._context(ends[other], others)).record

    def _beside(self, mention: PlaceMention, others: Sequence[PlaceMention]) -> Spot | None:
        """Where a name that nobody knows lies, by what is told right behind it: '12 km north of X', 'near X',
        'in the district of X', a quarter 'in X'.
        """
        behind = [o for o in others if _lies(mention, o)]
        if not behind:
            return None
        other = min(behind, key=lambda o: o.start)
        record = self._choice(other, self._context(other, [o for o in behind if o is not other])).record
        if record is None or record.radius_km > POINT:
            return None
        if other.relation in BEARINGS:
            return position(record, other.relation, other.km, 2) if other.km is not None else None
        if other.relation in ("near", "outskirts"):
            return position(record, other.relation, other.km, 2)
        if other.kind == "district" and record.kind != "village":
            wide = max((self.gazetteer.by_id[i].radius_km for i in other.ids), default=0.0)
            return Spot(record.lat, record.lon, max(wide, DISTRICT)) if wide <= POINT else None
        inside = mention.kind in PARTS_OF_TOWNS and record.kind in ("city", "town") and other.relation == "in"
        return Spot(record.lat, record.lon, max(record.radius_km, TOWN)) if inside else None

    def _elsewhere(self, mention: PlaceMention, choice: Choice, others: Sequence[PlaceMention]) -> bool:
        """Whether a small place lies away from all the report names: then another is meant. A cue word before
        the name gives it a longer reach, and none is asked of one on the side told; a place told with a
        distance says nothing, nor one of GeoNames alone against one of our own.
        """
        record = choice.record
        if record is None or record.kind not in SMALL or record.population >= CITY or mention.km is not None:
            return False
        if any(reason.startswith("side:") and ":+" in reason for reason in choice.reasons):
            return False
        ends = mention.relation == "between"
        told = [o for o in others if o.km is None and not set(o.ids) & set(mention.ids)]
        told = [o for o in told if not (ends and o.relation == "between")]
        anchors = [self.gazetteer.by_id[i] for o in told for i in self.sure(o) if i != record.id]
        anchors = [a for a in anchors if a.kind not in ("country", "sea", "strait", "river", "road")]
        if OWN not in record.source.lower():
            anchors = [a for a in anchors if OWN not in a.source.lower() or a.country == record.country]
        if mention.kind == "neighbourhood" and record.kind in SETTLEMENTS:
            cities = [a for a in anchors if a.kind == "city"]  # a quarter of one of them
            return bool(cities) and all(self._away(record, city, QUARTER) for city in cities)
        reach = FAR if mention.kind else REACH
        return bool(anchors) and all(self._away(record, anchor, reach) for anchor in anchors)

    def _away(self, record: PlaceRecord, anchor: PlaceRecord, reach: float) -> bool:
        if self.gazetteer.is_within(record.id, anchor.id) or self.gazetteer.is_within(anchor.id, record.id):
            return False
        return apart_km(record, anchor) > (
            reach if anchor.kind not in WIDE else max(reach, anchor.radius_km * 1.5)
        )

    def again(self, one: PlaceMention, place: Place, old: PlaceMention, other: Place) -> bool:
        """Whether a place says nothing new beside one already taken: the same, or a wider headline."""
        if place.text == other.text:
            return True
        if one.headless or old.headless:
            return False
        if place.gazetteer_id and place.gazetteer_id == other.gazetteer_id:
            return place.relation == other.relation or one.heading or one.title
        same = one.name == old.name and not (one.kind == "governorate" and one.prep == "from")
        if same and (place.relation == other.relation or one.heading or one.title):
            return True
        if place.relation == other.relation == "countryside_of" and (
            other.text.startswith(place.text)
            or (one.title and bool(place.admin1) and place.admin1 == other.admin1)
        ):
            return True
        if one.title and not old.title and place.precision >= 2:
            holds = (
                bool(place.gazetteer_id)
                and bool(other.gazetteer_id)
                and self.gazetteer.is_within(other.gazetteer_id, place.gazetteer_id)
            )
            return holds or (place.precision > other.precision and place.admin1 == other.admin1)
        return False

    def areas(self, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
        """The phrases of a sentence with the one place each means to a count; none where it stays open."""
        return [msgspec.structs.replace(m, ids=self._area(m, mentions)) for m in mentions]

    def _area(self, mention: PlaceMention, around: Sequence[PlaceMention]) -> tuple[str, ...]:
        """The place of a phrase; a bare name that a city and its governorate share is the governorate."""
        if len(mention.ids) < 2:
            return mention.ids
        chosen = self.place(mention, around).place.gazetteer_id
        if not chosen or mention.kind in ("city", "town", "village", "camp", "neighbourhood", "district"):
            return (chosen,) if chosen else ()
        wide = (i for i in mention.ids if i != chosen and self.gazetteer.by_id[i].kind == "admin1")
        return (next((i for i in wide if self.gazetteer.is_within(chosen, i)), chosen),)

    def sure(self, mention: PlaceMention) -> tuple[str, ...]:
        """The ids of a phrase that speaks clearly: one record, or the region among several."""
        asked = (mention.ids, mention.kind, mention.relation)
        found = self._sure.get(asked)
        if found is None:
            found = self._sure[asked] = clear(mention, self.gazetteer, self.countries)
        return found

    def _bank(self, record: PlaceRecord, near: Sequence[str]) -> str | None:
        """The country of a river or border of several: of the place named nearest, or of the document."""
        if record.kind in ("sea", "strait"):
            return None
        beside = (self.gazetteer.country_of(ident) for ident in near)
        return next((code for code in beside if code), None) or self._likely()

    def _exact(self, mention: PlaceMention, record: PlaceRecord) -> tuple[int, str]:
        """Precision and relation, now that the kind of place is known (codebook 6 and 14)."""
        level = LEVEL.get(record.kind, 1)
        relation = mention.relation
        if mention.headless:
            return mention.precision, relation
        if relation == "off_coast":
            return 5, relation
        if mention.direction and (level >= 3 or self._province(mention)):
            return (
                (3, "in")
                if level == 4 or mention.kind == "governorate" or relation == "in"
                else (3, relation)
            )
        if relation == "countryside_of":
            return (
                (3, "in")
                if record.kind == "admin1" and mention.ids == (record.id,) and mention.own
                else (2, relation)
            )
        if mention.heading and level <= 2 and self._province(mention):
            return 3, "in"
        if mention.kind == "district":
            return (3 if record.kind == "admin1" else 2), relation
        precision = max(level, mention.precision) if level != 3 or mention.kind not in ("city", "town") else 1
        if relation not in ("in", ""):
            precision = max(2, min(precision, level if level > 2 else 2))
        return precision, relation

    def _province(self, mention: PlaceMention) -> bool:
        """Whether a name said without 'city' is a province's too: 'the west of X' is then a part of it."""
        return mention.kind not in ("city", "town") and any(
            self.gazetteer.by_id[i].kind == "admin1" for i in mention.ids if i in self.gazetteer.by_id
        )

    def _unknown(self, mention: PlaceMention, choice: Choice, beside: Spot | None) -> Place:
        """A name that no gazetteer knows: its words, in the smallest region that the text names, always with
        the radius of that region; with a point only where that region is small, or a direction tells one.
        """
        likely = self._likely()
        region = choice.region or (self.gazetteer.country_record(likely) if likely else None)
        self.issues.append(
            Issue(
                code="unknown-place",
                text=mention.text,
                start=mention.start,
                end=mention.end,
                detail=region.id if region is not None else "",
            )
        )
        spot = beside
        if spot is None and region is not None and region.radius_km <= POINT:
            spot = Spot(region.lat, region.lon, choice.radius_km or region.radius_km)
        radius = spot.radius_km if spot is not None else region.radius_km if region is not None else None
        country, admin1, admin2, within = _lying(region)
        return Place(
            name="",
            name_ar=mention.name,
            country=country or likely,
            admin1=admin1,
            admin2=admin2,
            lat=round(spot.lat, 2) if spot is not None else None,
            lon=round(spot.lon, 2) if spot is not None else None,
            radius_km=radius,
            within=within,
            relation=mention.relation,
            precision=max(mention.precision, 1),
            text=mention.text,
            start=mention.start,
            end=mention.end,
        )

    def _likely(self) -> str | None:
        """The country that clearly rules the document."""
        total = sum(self.countries.values())
        best = max(self.countries.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0.0))
        return best[0] if best[0] and 2 * best[1] > total else None


def _lying(region: PlaceRecord | None) -> tuple[str, str, str, str]:
    """Country, province, district and id of an area, empty for none."""
    return (
        (region.country, region.admin1, region.admin2, region.id) if region is not None else ("", "", "", "")
    )
