"""Who says a value: the chain of speakers of a report's source, from the outlet inward, in neutral words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ..incident import Filed, Said, Witness
from ..records import Source
from ..registry import Registry

STRONGEST = ("claims_responsibility", "confirms", "denies", "accuses", "doubts", "reports")
CARRIED = "text:"  # before the name of a text that is a voice of its own
CONFIRMING = frozenset(("confirms", "claims_responsibility"))


class Voice(msgspec.Struct, frozen=True):
    """A speaker behind a value: an outlet in its own voice, or whom it cites. `id` tells voices apart."""

    id: str
    actor: str
    kind: str
    stance: str
    source: Source


def voices(filed: Filed) -> tuple[Voice, ...]:
    """The speakers of a report, in the order of its sources. Whom the text leaves unnamed ('witnesses') is
    one speaker for each outlet.
    """
    home = filed.voice or filed.doc
    found = []
    for index, source in enumerate(filed.report.sources or (Source(kind="outlet"),)):
        ident = home if index == 0 else source.actor or f"{source.kind}:{home}:{source.text}"
        found.append(
            Voice(id=ident, actor=source.actor or "", kind=source.kind, stance=source.stance, source=source)
        )
    return tuple(found)


def voiced(told: Sequence[Filed]) -> list[Filed]:
    """The reports of an incident with the voice that each is counted as: its outlet, however many articles it
    has here; where several outlets carry one text, that text.
    """
    carried: dict[str, set[str]] = {}
    for filed in told:
        carried.setdefault(filed.voice or filed.doc, set()).add(outlet_of(filed))
    return [msgspec.structs.replace(f, voice=_counted(f, len(carried[f.voice or f.doc]))) for f in told]


def outlet_of(filed: Filed) -> str:
    """What tells an outlet from others: its id where it is known, else its name; the document has one alone
    where it names none.
    """
    return filed.outlet_id or filed.outlet or filed.doc


def _counted(filed: Filed, carriers: int) -> str:
    text = filed.voice or filed.doc
    return f"{CARRIED}{text}" if carriers > 1 else outlet_of(filed)


def first_cited(filed: Filed) -> int:
    """The index of the source that a value without one of its own is from: the first cited, else the
    outlet.
    """
    return 1 if len(filed.report.sources) > 1 else 0


def speaker(filed: Filed, index: int) -> Voice:
    """The speaker of a value; an index that leads nowhere is the outlet."""
    every = voices(filed)
    return every[index] if 0 <= index < len(every) else every[0]


def chain(filed: Filed, index: int, registry: Registry) -> tuple[str, ...]:
    """From the outlet inward: names by the word lists, else the kind of source (no names of persons)."""
    sources = filed.report.sources
    links: list[str] = []
    seen: set[int] = set()
    at: int | None = index
    while at is not None and 0 < at < len(sources) and at not in seen:
        seen.add(at)
        links.append(label(sources[at], registry))
        at = sources[at].via
    return (filed.outlet or "unnamed outlet", *reversed(links))


def label(source: Source, registry: Registry) -> str:
    """A source in neutral words: the actor's name where it is known, else what kind of source it is."""
    actor = registry.actor(source.actor)
    if actor is not None:
        return actor.name
    outlet = registry.outlet(source.actor or "")
    return outlet.name_en if outlet is not None else source.kind.replace("_", " ")


def said(filed: Filed, index: int, words: tuple[str, int, int], registry: Registry) -> Said:
    """The record of who says a value, with its words and where they stand."""
    voice = speaker(filed, index)
    return Said(
        report=filed.key,
        source=index,
        outlet=filed.outlet,
        voice=filed.voice or filed.doc,
        chain=chain(filed, index, registry),
        stance=voice.stance,
        distance=voice.source.distance,
        text=words[0],
        start=words[1],
        end=words[2],
    )


def witnesses(told: Sequence[Filed], registry: Registry) -> tuple[Witness, ...]:
    """The sources of an incident, each chain once with its strongest stance and the reports it speaks in."""
    found: dict[tuple[str, ...], list[tuple[Filed, int]]] = {}
    for filed in told:
        for index in range(max(1, len(filed.report.sources))):
            found.setdefault(chain(filed, index, registry), []).append((filed, index))
    return tuple(_witness(links, uses, registry) for links, uses in sorted(found.items()))


def _witness(links: tuple[str, ...], uses: Sequence[tuple[Filed, int]], registry: Registry) -> Witness:
    filed, index = uses[0]
    source = speaker(filed, index).source
    outlet = registry.outlet(filed.outlet_id)
    return Witness(
        outlet=filed.outlet,
        kind=source.kind,
        stance=strongest(speaker(f, i).stance for f, i in uses),
        actor=source.actor,
        name=links[-1],
        chain=links,
        distance=all(speaker(f, i).source.distance for f, i in uses),
        side=outlet.declared_side if outlet is not None and index == 0 else "",
        reports=tuple(sorted({f.key for f, _ in uses})),
    )


def strongest(stances: Iterable[str]) -> str:
    """The strongest of several stances."""
    present = set(stances)
    return next((s for s in STRONGEST if s in present), "reports")
