"""According to whom: outlets, the sources they cite, and what stands in place of a citation where all is
synthetic.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sijill.incident import Incident, Telling, Witness
from sijill.registry import Registry

from .cargo import Cargo
from .codes import acled_codes, note_words
from .days import first_day

SYNTHETIC = "synthetic: true"


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One published text that tells of an incident, and how its outlet is known."""

    doc: str
    outlet: str
    scale: str = "Other"
    published: str = ""
    title: str = ""
    url: str = ""


def day_of(incident: Incident) -> str:
    """The incident's first day as an ISO date, '' where unknown."""
    day = first_day(incident.time)
    return day.isoformat() if day is not None else ""


def citations(incident: Incident, cargo: Cargo) -> tuple[Citation, ...]:
    """The texts that may be cited: one of each document, and none that is marked synthetic."""
    found: dict[str, Citation] = {}
    for telling in incident.reports:
        if telling.doc not in found and not synthetic_text(telling, incident, cargo):
            outlet = cargo.registry.outlet(telling.outlet_id)
            found[telling.doc] = Citation(
                doc=telling.doc,
                outlet=outlet.name_en if outlet is not None else telling.outlet or "Unknown outlet",
                scale=outlet.scale if outlet is not None else "Other",
                published=telling.published,
                title=telling.title,
                url=telling.url,
            )
    return tuple(found.values())


def cited(values: Iterable[str], incident: Incident) -> list[str]:
    """Values of a citation, each once; for a synthetic incident, what takes their place."""
    found = list(dict.fromkeys(v for v in values if v))
    return [*found, SYNTHETIC] if incident.synthetic else found


def synthetic_text(telling: Telling, incident: Incident, cargo: Cargo) -> bool:
    """Whether a text is synthetic; where its document is not at hand, as its incident is."""
    entry = cargo.entry(telling.doc)
    return entry.synthetic if entry is not None else incident.synthetic


def source_scale(found: Iterable[Citation]) -> str:
    """ACLED's scale of the cited outlets: one, or the narrowest and the widest with a hyphen."""
    order = acled_codes().scales
    scales = sorted({c.scale for c in found}, key=lambda s: order.index(s) if s in order else 1)
    return "-".join(dict.fromkeys((scales[0], scales[-1]))) if scales else ""


def witness_name(witness: Witness, registry: Registry) -> str:
    """A source in neutral words: a registered actor's name, else what kind of source it is."""
    facts = registry.actor(witness.actor)
    if facts is not None and not registry.generic(witness.actor):
        return facts.name
    outlet = registry.outlet(witness.actor or "")
    if outlet is not None:
        return outlet.name_en
    return note_words().sources.get(witness.kind, "a source")


def originally(incident: Incident, cargo: Cargo) -> list[str]:
    """Who said it first: the cited sources that do not deny it; an outlet where it speaks for itself."""
    telling = [w for w in incident.sources if w.stance not in ("denies", "doubts")]
    named = [witness_name(w, cargo.registry) for w in telling if w.kind != "outlet"]
    own = {key for w in telling if w.kind == "outlet" for key in w.reports}
    alone = own - {key for w in telling if w.kind != "outlet" for key in w.reports}
    docs = {t.doc for t in incident.reports if t.key in alone}
    outlets = [c.outlet for c in citations(incident, cargo) if c.doc in docs]
    return list(dict.fromkeys([*named, *outlets]))
