"""Place phrases -> places: look names up, choose between homonyms, fall back to the region the text names."""

from __future__ import annotations

from collections.abc import Sequence

from .gazetteer.load import Gazetteer, PlaceRecord
from .gazetteer.resolve import Choice, PlaceContext, choose, fallback
from .places import PlaceMention
from .records import Issue, Place

FINE = frozenset({"city", "town", "village", "neighbourhood", "camp", "base", "airbase", "airport", "oil_field",
                  "gas_field", "refinery", "crossing", "dam", "port", "site", "road", "mountain", "island"})
LEVEL = {"country": 4, "admin1": 3, "region": 3, "admin2": 2, "sea": 5, "strait": 5, "river": 2, "mountain": 2,
         "island": 1, "road": 2}


class Whereabouts:
    """Looks up the place phrases of one document; holds what the document has named so far."""

    def __init__(self, gazetteer: Gazetteer, countries: dict[str, float]) -> None:
        self.gazetteer = gazetteer
        self.countries = countries
        self.issues: list[Issue] = []

    def place(self, mention: PlaceMention, around: Sequence[PlaceMention]) -> Place:
        """The place of one phrase, with the phrases named around it as context, nearest first."""
        near = tuple(i for other in around if other is not mention for i in self.sure(other))
        context = PlaceContext(near_ids=near, document_countries=self.countries, cue=mention.kind)
        records = [self.gazetteer.by_id[i] for i in mention.ids if i in self.gazetteer.by_id]
        choice = choose(records, context, self.gazetteer) if records else Choice()
        if choice.record is not None:
            return self._known(mention, choice.record)
        return self._unknown(mention, choice if choice.region is not None else fallback(context, self.gazetteer))

    def sure(self, mention: PlaceMention) -> tuple[str, ...]:
        """The ids of a phrase that speaks clearly: one record, or the region among several."""
        records = [self.gazetteer.by_id[i] for i in mention.ids if i in self.gazetteer.by_id]
        if len(records) == 1:
            return (records[0].id,)
        wide = [r.id for r in records if r.kind in ("admin1", "country", "region")]
        if mention.relation == "countryside_of" or mention.kind in ("governorate", "region", "country"):
            return tuple(wide[:1])
        local = [r for r in records if self.countries.get(r.country, 0) > 0]
        return (local[0].id,) if len(local) == 1 else tuple(wide[:1])

    def _known(self, mention: PlaceMention, record: PlaceRecord) -> Place:
        precision, relation = self._exact(mention, record)
        radius = record.radius_km
        if relation not in ("in", ""):
            radius = max(radius, 10.0)
        return Place(
            gazetteer_id=record.id, name=record.name_en, name_ar=record.name_ar, country=record.country or None,
            admin1=record.admin1, admin2=record.admin2, lat=round(record.lat, 2), lon=round(record.lon, 2),
            radius_km=radius, relation=relation, precision=precision, text=mention.text, start=mention.start,
            end=mention.end,
        )

    def _exact(self, mention: PlaceMention, record: PlaceRecord) -> tuple[int, str]:
        """Precision and relation, now that the kind of place is known (codebook 6 and 14)."""
        level = LEVEL.get(record.kind, 1)
        relation = mention.relation
        if mention.direction and level >= 3:
            return (3, "in") if level == 4 or mention.kind == "governorate" else (2, relation)
        if relation == "countryside_of":
            return 2, relation
        precision = max(level, mention.precision) if level != 3 or mention.kind not in ("city", "town") else 1
        if relation not in ("in", ""):
            precision = max(2, min(precision, level if level > 2 else 2))
        return precision, relation

    def _unknown(self, mention: PlaceMention, choice: Choice) -> Place:
        """A name that no gazetteer knows: its words, in the smallest region that the text names."""
        region = choice.region
        self.issues.append(
            Issue(code="unknown-place", text=mention.text, start=mention.start, end=mention.end,
                  detail=region.id if region is not None else "")
        )
        precision = max(mention.precision, 1)
        if region is None:
            return Place(name="", name_ar=mention.name, relation=mention.relation, precision=precision,
                         country=self._likely(), text=mention.text, start=mention.start, end=mention.end)
        return Place(
            name="", name_ar=mention.name, country=region.country or self._likely(), admin1=region.admin1, admin2=region.admin2,
            lat=round(region.lat, 2), lon=round(region.lon, 2), radius_km=choice.radius_km,
            relation=mention.relation, precision=precision, text=mention.text, start=mention.start, end=mention.end,
        )

    def _likely(self) -> str | None:
        """The country that clearly rules the document."""
        total = sum(self.countries.values())
        best = max(self.countries.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0.0))
        return best[0] if total and best[1] >= 0.5 * total and best[0] else None
