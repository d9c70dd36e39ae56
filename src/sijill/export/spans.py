"""The words that a report rests on, each with the role it plays: what annotation formats are made of."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sijill.incident import Filed
from sijill.records import Place

LABELS = (
    "trigger",
    "attacker",
    "target",
    "victim",
    "party",
    "claimant",
    "weapon",
    "place",
    "origin",
    "time",
    "harm",
    "source",
)


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A span [start, end) of the document in code points, its label, and the neutral value it was read as."""

    label: str
    value: str
    start: int
    end: int


def spans(filed: Filed) -> tuple[Labelled, ...]:
    """Every span of a report that holds words, the trigger first."""
    found = [s for s in _all(filed) if s.start < s.end]
    return tuple(dict.fromkeys(found))


def within(span: Labelled, text: str) -> bool:
    """Whether a span lies in its text."""
    return 0 <= span.start < span.end <= len(text)


def _all(filed: Filed) -> Iterator[Labelled]:
    report = filed.report
    yield Labelled(
        label="trigger", value=report.event_type, start=report.trigger.start, end=report.trigger.end
    )
    for person in report.participants:
        value = person.actor or person.facility or ""
        yield Labelled(label=person.role, value=value, start=person.start, end=person.end)
    for weapon in report.weapons:
        yield Labelled(label="weapon", value=weapon.kind, start=weapon.start, end=weapon.end)
    yield from (_place("place", p) for p in report.places)
    yield from (_place("origin", p) for p in report.origin)
    if report.time is not None:
        for start, end in report.time.spans:
            yield Labelled(label="time", value=report.time.start or "", start=start, end=end)
    for harm in report.harm:
        yield Labelled(label="harm", value=f"{harm.kind} {harm.who}", start=harm.start, end=harm.end)
    for source in report.sources:
        value = f"{source.kind} {source.stance}"
        yield Labelled(label="source", value=value, start=source.start, end=source.end)


def _place(label: str, place: Place) -> Labelled:
    return Labelled(label=label, value=place.gazetteer_id, start=place.start, end=place.end)
