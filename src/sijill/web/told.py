"""Who said what of an incident on which day: claims, denials, acknowledgements."""

from __future__ import annotations

import msgspec

from ..incident import Incident
from .naming import Naming


class Stance(msgspec.Struct, frozen=True):
    """A source's stance on a day."""

    day: str
    stance: str
    outlet: str
    chain: tuple[str, ...]
    doc: str
    distance: bool


def stances(incident: Incident, naming: Naming) -> tuple[Stance, ...]:
    """Each source's stance in the order of publication; plain telling by outlets alone is left out."""
    published = {telling.key: telling for telling in incident.reports}
    found: list[Stance] = []
    for source in incident.sources:
        for key in source.reports:
            telling = published.get(key)
            if telling is None or (source.stance == "reports" and not source.chain[1:]):
                continue
            chain = tuple(naming.said_by(name) for name in source.chain[1:])
            made = Stance(
                telling.published, source.stance, source.outlet, chain, telling.doc, source.distance
            )
            if made not in found:
                found.append(made)
    return tuple(sorted(found, key=lambda s: (s.day or "9", s.outlet, s.stance)))
