"""A reading as marks on its text: which words gave which value, and by which rule or entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
from markupsafe import Markup

from ..records import Count, Reading, Reason, Report
from .naming import Naming

LAYERS = ("act", "actor", "target", "weapon", "place", "time", "harm", "source", "tally", "framing")
ROLES = {"attacker": "actor", "claimant": "actor", "party": "actor", "target": "target", "victim": "target"}


class Mark(msgspec.Struct, frozen=True):
    """Words that gave a value. `path` names the value as `sijill explain` does; `why` is rules, entries."""

    layer: str
    path: str
    start: int
    end: int
    words: str
    value: Markup
    why: tuple[tuple[str, str], ...] = ()
    field: str = ""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the text that the same marks cover; the first of them colours it."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    here: str = ""


def marks(reading: Reading, naming: Naming) -> tuple[Mark, ...]:
    """Every mark of a reading, in the order of the text."""
    found: list[Mark] = []
    for report in reading.reports:
        found += _of_report(report, reading, naming)
    for number, tally in enumerate(reading.tallies):
        value = Markup("{} {}").format(
            _count(tally.count, naming), naming.speech.label("measure", tally.measure)
        )
        found.append(_mark("tally", f"tallies.{number}", tally, value, reading, ""))
    for number, item in enumerate(reading.framing):
        meant = naming.meant(item.about or "", item.neutral)
        kind = naming.speech.label("framing", item.category)
        found.append(_mark("framing", f"framing.{number}", item, _said(f"{kind}: {meant}"), reading, ""))
    return tuple(sorted((m for m in found if m.end > m.start), key=lambda m: (m.start, -m.end, m.path)))


class _Words(msgspec.Struct, frozen=True):
    text: str
    start: int
    end: int


def _of_report(report: Report, reading: Reading, naming: Naming) -> Iterator[Mark]:
    def mark(layer: str, path: str, words: object, value: Markup, field: str) -> Mark:
        return _mark(layer, f"{report.id}.{path}" if path else report.id, words, value, reading, field)

    yield mark("act", "", report.trigger, naming.value("event_type", report.event_type), "event_type")
    for n, one in enumerate(report.participants):
        facility = f"facility:{one.facility}" if one.facility else ""
        value = naming.value(one.role, one.actor or facility or one.name or one.text)
        role = naming.speech.label("role", one.role)
        shown = Markup("{}: {}").format(role, value)
        yield mark(ROLES.get(one.role, "actor"), f"participants.{n}", one, shown, one.role)
    for n, weapon in enumerate(report.weapons):
        yield mark("weapon", f"weapons.{n}", weapon, naming.value("weapon", weapon.kind), "")
    for name in ("places", "origin"):
        for n, place in enumerate(getattr(report, name)):
            relation = naming.speech.label("relation", place.relation or "in")
            known = naming.place(place.gazetteer_id) if place.gazetteer_id else place.text
            yield mark("place", f"{name}.{n}", place, _said(f"{relation} {known}"), "place")
    if report.time is not None:
        value = naming.value("time", f"{report.time.start or ''}/{report.time.end or ''}")
        for start, end in report.time.spans:
            words = _Words(reading.doc.text[start:end], start, end)
            yield mark("time", "time", words, value, "time")
    for n, harm in enumerate(report.harm):
        told = naming.speech.label("harm", harm.kind), naming.speech.label("who", harm.who)
        value = Markup("{}: {} ({})").format(told[0], _count(harm.count, naming), told[1])
        yield mark("harm", f"harm.{n}", harm, value, harm.kind)
    for n, source in enumerate(report.sources):
        who = naming.actor(source.actor) if source.actor else naming.speech.label("source", source.kind)
        yield mark(
            "source",
            f"sources.{n}",
            source,
            _said(f"{who} ({naming.speech.label('stance', source.stance)})"),
            "",
        )


def _said(text: str) -> Markup:
    return Markup("<span dir='auto'>{}</span>").format(text)


def _count(count: Count, naming: Naming) -> Markup:
    return naming.speech.count(count.min, count.max)


def _mark(layer: str, path: str, words: object, value: Markup, reading: Reading, field: str) -> Mark:
    start, end = getattr(words, "start", 0), getattr(words, "end", 0)
    why = tuple(dict.fromkeys((r.rule, r.entry) for r in _reasons(reading.reasons, path)))
    return Mark(layer, path, start, end, reading.doc.text[start:end], value, why, field)


def _reasons(reasons: Iterable[Reason], path: str) -> Iterator[Reason]:
    wanted = f"{path}.trigger" if "." not in path else path
    return (r for r in reasons if r.path == wanted or (r.path == path and "." in path))


def pieces(text: str, found: Sequence[Mark], first: int = 0, last: int = 0) -> tuple[tuple[Piece, ...], ...]:
    """The text in paragraphs of pieces; `first` to `last` are words to be shown as the ones looked for."""
    edges = {0, len(text), first, last}
    edges.update(edge for mark in found for edge in (mark.start, mark.end))
    edges.update(n for n, char in enumerate(text) if char == "\n")
    edges.update(n + 1 for n, char in enumerate(text) if char == "\n")
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    paragraphs: list[list[Piece]] = [[]]
    for start, end in pairwise(cuts):
        if text[start:end] == "\n":
            paragraphs.append([])
            continue
        covering = [m for m in found if m.start <= start and end <= m.end]
        covering.sort(key=lambda m: (m.end - m.start, LAYERS.index(m.layer), m.path))
        here = ("here" if start == first else "within") if last and first <= start < last else ""
        paragraphs[-1].append(Piece(start, end, text[start:end], tuple(covering), here))
    return tuple(tuple(paragraph) for paragraph in paragraphs if any(p.text.strip() for p in paragraph))
