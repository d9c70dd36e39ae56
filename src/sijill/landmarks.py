"""What earlier lines leave to later ones about place: the heading, what 'the town' or 'the north' mean."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .arguments import Clause
from .distances import measure
from .gazetteer.load import Gazetteer, PlaceRecord
from .openings import COUNTRYSIDE
from .places import PlaceMention
from .recognise import Stretch
from .whereabouts import LEVEL, PROVINCES

KINDS = {
    "city": frozenset({"city", "town"}),
    "town": frozenset({"town", "city", "village"}),
    "village": frozenset({"village", "town"}),
    "base": frozenset({"base", "airport", "airbase"}),
    "airport": frozenset({"airport", "airbase", "base"}),
}


class Landmarks:
    """The places that a document has named so far, and the one that heads the present lines."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.heading: PlaceMention | None = None
        self.reach = -1
        self.named: list[PlaceMention] = []

    def read(self, clause: Clause, found: Sequence[PlaceMention], stretch: Stretch) -> list[PlaceMention]:
        """The mentions of a sentence with what they stand for, and with the heading over it."""
        measure(clause.seen, found)
        self._head(clause, found, stretch)
        out: list[PlaceMention] = []
        for mention in found:
            settled = self._settle(mention)
            if settled is None:
                continue
            settled.title = stretch.title
            self._level(settled)
            out.append(settled)
            if not settled.again and not settled.headless:
                self.named.append(settled)
        heading = self.heading
        held = heading is not None and self.reach in (-1, stretch.paragraph)
        if heading is not None and held and not any(m.start == heading.start for m in out):
            out.append(heading)
        return out

    def _head(self, clause: Clause, found: Sequence[PlaceMention], stretch: Stretch) -> None:
        """A place before a colon heads its paragraph; before two, or alone in its line, those below too."""
        if not stretch.opens:
            return
        tokens = clause.seen.tokens
        stop = next((n for n, t in enumerate(tokens) if t.norm == ":"), len(tokens))
        if not found or found[0].first != 0 or found[0].last != stop:
            return
        if stop == len(tokens) and not self._province(found[0]):
            return
        heading = found[0]
        heading.heading, heading.again, heading.headless = True, "", False
        if not heading.kind and self._province(heading):
            heading.kind = "governorate"
        after = stop + 1
        wide = after >= len(tokens) or tokens[after].norm == ":"
        self.heading, self.reach = heading, -1 if wide else stretch.paragraph

    def _settle(self, mention: PlaceMention) -> PlaceMention | None:
        """Give a mention without a name of its own the place that it stands for; None where there is none."""
        if mention.headless:
            mention.ids = self._whole(mention)
            return mention
        if not mention.again:
            return mention
        wanted = KINDS.get(mention.kind, frozenset({mention.kind}))
        old = next((m for m in reversed(self.named) if m.kind == mention.kind), None) or next(
            (m for m in reversed(self.named) if m.kind in wanted or self._is(m, wanted)), None
        )
        if old is None:
            return None
        if mention.again == "same":
            mention.ids, mention.name = old.ids, old.name
            return mention
        return msgspec.structs.replace(
            old, first=mention.first, last=mention.last, prep=mention.prep, again="plain", joined=False
        )

    def _whole(self, mention: PlaceMention) -> tuple[str, ...]:
        """What a side or countryside is one of: the heading, the last province, a town, or the country."""
        if mention.kind == "neighbourhood":
            return next((m.ids for m in reversed(self.named) if self._is(m, KINDS["city"])), ())
        if mention.relation == COUNTRYSIDE:
            if self.heading is not None and self.heading.ids:
                return self.heading.ids
            return next((m.ids for m in reversed(self.named) if self._province(m)), ())
        codes = [self.gazetteer.country_of(i) for m in reversed(self.named) for i in m.ids]
        country = next((self.gazetteer.country_record(code) for code in codes if code), None)
        return (country.id,) if country is not None else ()

    def _records(self, mention: PlaceMention) -> list[PlaceRecord]:
        return [self.gazetteer.by_id[i] for i in mention.ids if i in self.gazetteer.by_id]

    def _is(self, mention: PlaceMention, kinds: frozenset[str]) -> bool:
        return any(r.kind in kinds for r in self._records(mention))

    def _province(self, mention: PlaceMention) -> bool:
        return any(r.kind in PROVINCES for r in self._records(mention))

    def _level(self, mention: PlaceMention) -> None:
        """Let the kind of a known place say how fine it is."""
        levels = [LEVEL.get(r.kind, 1) for r in self._records(mention)]
        if levels and not mention.kind and not mention.headless:
            mention.precision = max(mention.precision, min(levels))
