"""Reports as they lie in a ledger, made by hand for tests. Outlets and events are invented."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sijill.incident import Filed
from sijill.link.profile import Profile, profile
from sijill.reader import load_reader
from sijill.records import Count, Harm, Participant, Place, Report, Source, Span, Time, Weapon
from sijill.registry import Registry
from sijill.settle import folder_of


@cache
def registry() -> Registry:
    reader = load_reader()
    return Registry(reader.language.lexicon, reader.gazetteer)


def place(ident: str, precision: int = 1, relation: str = "in") -> Place:
    record = registry().around(ident)[0]
    return Place(
        gazetteer_id=ident,
        name=record.name_en,
        name_ar=record.name_ar,
        country=record.country,
        admin1=record.admin1,
        admin2=record.admin2,
        lat=record.lat,
        lon=record.lon,
        radius_km=record.radius_km,
        precision=precision,
        relation=relation,
        text=record.name_ar,
    )


def killed(number: int | None, most: int | None = -1, *, who: str = "unspecified", source: int = 0) -> Harm:
    top = number if most == -1 else most
    return Harm(kind="killed", who=who, count=Count(min=number, max=top), source=source, text=f"{number}")


def doer(actor: str, role: str = "attacker", source: int = 0) -> Participant:
    return Participant(role=role, actor=actor, text=actor, source=source)


def told(
    key: str,
    event_type: str = "shelling",
    day: str = "2024-03-09",
    places: Sequence[Place] | str = "place.sy.saraqib",
    *,
    people: Sequence[Participant] = (),
    harm: Sequence[Harm] = (),
    sources: Sequence[Source] = (),
    weapons: Sequence[Weapon] = (),
    realis: str = "actual",
    outlet: str = "",
    published: str = "",
    voice: str = "",
    precision: str = "day",
    inferred: str | None = None,
    response_to: str | None = None,
    end: str = "",
) -> Filed:
    doc = key.split("/")[0]
    report = Report(
        id="r1",
        event_type=event_type,
        realis=realis,
        trigger=Span(text="x", start=0, end=1),
        participants=tuple(people),
        places=(place(places),) if isinstance(places, str) else tuple(places),
        time=Time(start=day, end=end or day, precision=precision, inferred=inferred),
        harm=tuple(harm),
        weapons=tuple(weapons),
        sources=(Source(kind="outlet"), *sources),
        response_to=response_to,
    )
    return Filed(
        key=key,
        doc=doc,
        report=report,
        outlet=outlet or f"outlet of {doc}",
        published=published or day[:10],
        voice=voice or doc,
    )


def seen(filed: Filed, words: Sequence[str] = ()) -> Profile:
    return profile(filed, tuple(words), registry(), folder_of("ar"))
