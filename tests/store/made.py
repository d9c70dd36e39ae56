"""Documents, reports and incidents made by hand. Outlets and events are invented."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from sijill.incident import Entry, Incident, Telling
from sijill.records import Document, Framing, Place, Reading, Report, Span, Tally, Time
from sijill.store import Ledger

TEXT = "قصف الجيش بلدة سراقب في ريف إدلب صباح السبت، وقتل أربعة مدنيين. وغارة على حلب."


def report(ident: str, start: int = 0, event_type: str = "shelling", end: int = 0) -> Report:
    last = end or start + 3
    return Report(
        id=ident,
        event_type=event_type,
        trigger=Span(text=TEXT[start:last], start=start, end=last),
        sentences=((0, 64),),
    )


def entry(doc: str, text: str = TEXT, **more: object) -> Entry:
    plain = Entry(id=doc, sha256=sha256(text.encode()).hexdigest(), outlet="Wadi Bulletin", synthetic=True)
    return msgspec.structs.replace(plain, **more)


def reading(
    doc: str,
    reports: Sequence[Report] = (),
    text: str = TEXT,
    tallies: Sequence[Tally] = (),
    framing: Sequence[Framing] = (),
) -> Reading:
    return Reading(
        doc=Document(id=doc, text=text, outlet="Wadi Bulletin"),
        reports=tuple(reports),
        tallies=tuple(tallies),
        framing=tuple(framing),
    )


def add(ledger: Ledger, doc: str, *reports: Report, text: str = TEXT, reader: str = "1") -> tuple[str, ...]:
    """Add a document with reports (one at the text's first word where none is given)."""
    given = reports or (report("r1"),)
    return ledger.add(entry(doc, text), text, reading(doc, given, text), reader)


def incident(ident: str, *keys: str, **more: object) -> Incident:
    plain = Incident(
        id=ident,
        event_type="shelling",
        status="reported",
        time=Time(start="2024-03-09", end="2024-03-09"),
        places=(Place(name="Saraqib", country="SY", lat=35.86, lon=36.8),),
        reports=tuple(Telling(doc=key.split("/")[0], report="r1", key=key) for key in keys),
    )
    return msgspec.structs.replace(plain, **more)
