"""How outlets word it: for each outlet what it calls each actor and act, and how one incident is named by
each.

Counts and quotes only; the neutral label stands beside every loaded word, and no side's wording is adopted.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from .incident import Entry, Incident
from .records import Framing

QUOTES = 3


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """What one outlet calls one thing: the loaded words with how often, and where they stand.

    `quoted` of them stand in somebody else's words. `quotes` are up to three of (document, start, end, text).
    """

    outlet: str
    category: str
    about: str
    neutral: str
    count: int
    quoted: int
    words: tuple[tuple[str, int], ...]
    quotes: tuple[tuple[str, int, int, str], ...]
    synthetic: bool = False


class NamedBy(msgspec.Struct, frozen=True, kw_only=True):
    """How the outlets that tell of one incident word it."""

    incident: str
    outlet: str
    namings: tuple[Naming, ...]
    synthetic: bool = False


def by_outlet(found: Iterable[tuple[Entry, Framing]]) -> tuple[Naming, ...]:
    """For each outlet, category and thing meant: how often and in which words."""
    groups: dict[tuple[str, str, str, str], list[tuple[Entry, Framing]]] = {}
    for entry, item in found:
        outlet = entry.outlet or "unnamed outlet"
        groups.setdefault((outlet, item.about or "", item.neutral, item.category), []).append((entry, item))
    return tuple(_naming(key, uses) for key, uses in sorted(groups.items()))


def of_incidents(
    incidents: Iterable[Incident], found: Iterable[tuple[Entry, Framing]]
) -> tuple[NamedBy, ...]:
    """For each incident that several outlets tell of, the wording of each; outlets without any are listed
    too.
    """
    by_doc: dict[str, list[tuple[Entry, Framing]]] = {}
    for entry, item in found:
        by_doc.setdefault(entry.id, []).append((entry, item))
    told = []
    for incident in incidents:
        outlets = sorted({t.outlet for t in incident.reports})
        if len(outlets) < 2:
            continue
        for outlet in outlets:
            docs = sorted({t.doc for t in incident.reports if t.outlet == outlet})
            own = by_outlet(pair for doc in docs for pair in by_doc.get(doc, ()))
            made_up = incident.synthetic
            told.append(NamedBy(incident=incident.id, outlet=outlet, namings=own, synthetic=made_up))
    return tuple(told)


def _naming(key: tuple[str, str, str, str], uses: list[tuple[Entry, Framing]]) -> Naming:
    outlet, about, neutral, category = key
    words: dict[str, int] = {}
    for _, item in uses:
        words[item.text] = words.get(item.text, 0) + 1
    ordered = sorted(uses, key=lambda u: (u[0].published, u[0].id, u[1].start))
    return Naming(
        outlet=outlet,
        category=category,
        about=about,
        neutral=neutral,
        count=len(uses),
        quoted=sum(item.quoted for _, item in uses),
        words=tuple(sorted(words.items(), key=lambda w: (-w[1], w[0]))),
        quotes=tuple((e.id, i.start, i.end, i.text) for e, i in ordered[:QUOTES]),
        synthetic=any(entry.synthetic for entry, _ in uses),
    )
