"""A ledger made up by hand: incidents of every type, with outlets that do not exist."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sijill.export import EXPORTS, Cargo, Style, Written
from sijill.export.cargo import PLAIN
from sijill.gazetteer.load import PlaceRecord
from sijill.incident import (
    Conceded,
    Entry,
    Field,
    Filed,
    Incident,
    Party,
    Said,
    Telling,
    Toll,
    Value,
    Witness,
)
from sijill.reader import Reader
from sijill.records import (
    Count,
    Harm,
    Participant,
    Place,
    Report,
    Source,
    Span,
    Time,
    Weapon,
)
from sijill.registry import Registry

TEXT = "قصف مدفعي على سوق في سراقب أدى إلى مقتل 4 مدنيين، بحسب ناشطين 🕊 في البلدة."
DAY = Time(start="2024-03-09", end="2024-03-09", precision="day")
NIGHT = Time(start="2024-03-09T18:00", end="2024-03-10T06:00", precision="part_of_day")


@pytest.fixture(scope="session")
def registry(reader: Reader) -> Registry:
    return Registry(reader.language.lexicon, reader.gazetteer)


def place(record: PlaceRecord, **changes: object) -> Place:
    """A place as the reader gives it."""
    made = Place(
        gazetteer_id=record.id,
        name=record.name_en,
        name_ar=record.name_ar,
        country=record.country or None,
        admin1=record.admin1,
        admin2=record.admin2,
        lat=record.lat,
        lon=record.lon,
        radius_km=record.radius_km,
        text=record.name_ar,
        end=len(record.name_ar),
    )
    return replace(made, **changes)


def said(doc: str, text: str = "") -> Said:
    return Said(report=f"{doc}/0-3", outlet="Wadi Voice", voice=doc, text=text)


def telling(doc: str, event_type: str, report: str = "r1") -> Telling:
    return Telling(
        doc=doc,
        report=report,
        key=f"{doc}/0-3",
        outlet="Wadi Voice",
        published="2024-03-10",
        url=f"https://example.org/{doc}",
        title="عنوان",
        voice=doc,
        event_type=event_type,
        quote="قصف مدفعي على سوق في سراقب",
        start=0,
        end=3,
    )


def witness(kind: str, stance: str = "reports", doc: str = "d1", **more: object) -> Witness:
    return Witness(outlet="Wadi Voice", kind=kind, stance=stance, reports=(f"{doc}/0-3",), **more)


def toll(kind: str, who: str, low: int | None, high: int | None, **more: object) -> Toll:
    more.setdefault("best", low)
    return Toll(kind=kind, who=who, low=low, high=high, **more)


def make(ident: str, event_type: str, *, doc: str = "d1", **more: object) -> Incident:
    """An incident with one synthetic telling, unless told otherwise."""
    more.setdefault("status", "reported")
    more.setdefault("time", DAY)
    more.setdefault("synthetic", True)
    more.setdefault("sources", (witness("outlet", doc=doc), witness("witness", doc=doc)))
    return Incident(id=ident, event_type=event_type, reports=(telling(doc, event_type),), **more)


@pytest.fixture(scope="session")
def at(registry: Registry) -> Callable[..., Place]:
    return lambda ident, **changes: place(registry.places.by_id[ident], **changes)


@pytest.fixture(scope="session")
def party(registry: Registry) -> Callable[..., Party]:
    def build(role: str, actor: str | None = None, **more: object) -> Party:
        facts = registry.actor(actor, "2024-03-09")
        if facts is not None:
            more = {
                "name": facts.name,
                "name_ar": facts.name_ar,
                "kind": facts.kind,
                "country": facts.country,
                "inter": facts.inter,
                **more,
            }
        return Party(role=role, actor=actor, **more)

    return build


@pytest.fixture(scope="session")
def incidents(at: Callable[..., Place], party: Callable[..., Party]) -> dict[str, Incident]:
    """By name; the ids begin with `i-`."""
    saraqib, idlib, kirkuk = at("place.sy.saraqib"), at("place.sy.idlib"), at("place.iq.kirkuk")
    army, sdf, gunmen = "actor.sy-assad-army", "actor.sdf", "actor.unknown-gunmen"
    figures = (
        Value(value="4", label="4", said=(said("d1"),)),
        Value(value="6", label="6", said=(said("d2"),)),
    )
    return {
        "shelling": make(
            "i-shelling",
            "shelling",
            status="disputed",
            time=NIGHT,
            places=(saraqib,),
            participants=(
                party("attacker", army, stance="accuses", said=(said("d1"),)),
                party("attacker", "actor.ru-forces-syria", said=(said("d2"),)),
                party("target", facility="market", said=(said("d1", "سوق"),)),
            ),
            harm=(
                toll("killed", "unspecified", 4, 6, best=4, values=figures),
                toll("killed", "civilian", 4, 4, part=True),
                toll("killed", "child", 2, 2, part=True),
                toll("wounded", "unspecified", 9, None),
            ),
            weapons=(Weapon(kind="artillery"),),
            sources=(
                witness("outlet"),
                witness("witness", "accuses"),
                witness("military", "denies", actor=army, doc="d2"),
            ),
            voices=2,
            fields=(Field(name="attacker", policy="most voices", chosen=army, agreed=False),),
        ),
        "strike": make(
            "i-strike",
            "airstrike",
            doc="real",
            synthetic=False,
            status="acknowledged",
            places=(kirkuk,),
            participants=(
                party("attacker", "actor.us-military"),
                party("target", "actor.islamic-state", facility="military_base"),
                party("claimant", "actor.us-military"),
            ),
            harm=(
                toll("killed", "militant", 3, 5, best=3),
                toll(
                    "killed", "civilian", 1, 2, conceded=(Conceded(actor="actor.us-military", low=1, high=1),)
                ),
            ),
            weapons=(Weapon(kind="missile", count=Count(min=4, max=4)),),
            sources=(
                witness("outlet", doc="real"),
                witness("military", "claims_responsibility", actor="actor.us-military", doc="real"),
            ),
        ),
        "clash": make(
            "i-clash",
            "armed_clash",
            places=(at("place.sy.idlib-governorate", precision=3),),
            participants=(party("party", army), party("party", sdf)),
            harm=(
                toll("killed", "unspecified", 5, 5),
                toll("killed", "military", 2, 2, part=True),
                toll("killed", "militant", 3, 3, part=True),
            ),
        ),
        "drone": make("i-drone", "drone_strike", places=(kirkuk, saraqib, idlib, at("place.sy.ariha"))),
        "bomb": make("i-bomb", "bombing", places=(idlib,), weapons=(Weapon(kind="grenade"),)),
        "suicide": make(
            "i-suicide", "suicide_bombing", places=(kirkuk,), harm=(toll("killed", "police", 6, None),)
        ),
        "chemical": make("i-chemical", "chemical_attack", places=(saraqib,), status="denied"),
        "attack": make(
            "i-attack",
            "armed_attack",
            places=(at("place.sy.ariha", precision=2, relation="countryside_of"),),
            participants=(party("attacker", gunmen), party("victim", "actor.civilians")),
            harm=(toll("killed", "civilian", 1, 1),),
        ),
        "killing": make("i-killing", "killing", political=False, harm=(toll("killed", "civilian", 1, 1),)),
        "fighters": make("i-fighters", "killing", places=(idlib,), harm=(toll("killed", "militant", 2, 2),)),
        "abduction": make(
            "i-abduction", "abduction", places=(idlib,), harm=(toll("abducted", "journalist", 1, 1),)
        ),
        "sexual": make("i-sexual", "sexual_violence", places=(idlib,)),
        "torture": make(
            "i-torture", "torture", places=(idlib,), harm=(toll("killed", "unspecified", None, None),)
        ),
        "interception": make(
            "i-interception",
            "interception",
            places=(at("place.sy", precision=4),),
            participants=(party("attacker", army),),
            harm=(toll("killed", "unspecified", 0, 0), toll("wounded", "unspecified", 0, 0)),
        ),
        "seizure": make("i-seizure", "weapons_seizure", places=(idlib,)),
        "raid": make(
            "i-raid",
            "raid",
            places=(idlib,),
            participants=(party("attacker", "actor.il-army"),),
            harm=(toll("killed", "militant", 1, 1),),
        ),
        "arrest": make("i-arrest", "arrest", places=(idlib,), harm=(toll("arrested", "civilian", 20, 99),)),
        "property": make("i-property", "property_destruction", places=(idlib,)),
        "territory": make(
            "i-territory", "territory_change", places=(saraqib,), participants=(party("attacker", army),)
        ),
        "protest": make(
            "i-protest",
            "protest",
            places=(idlib,),
            participants=(
                party("party", "actor.protesters", count=Count(min=200, max=200)),
                party("attacker", army),
            ),
            harm=(toll("wounded", "civilian", 3, 3),),
        ),
        "riot": make("i-riot", "riot", places=(kirkuk,)),
        "deployment": make(
            "i-deployment",
            "deployment",
            places=(at("place.sy.ariha"), saraqib),
            participants=(party("party", army),),
        ),
        "exercise": make(
            "i-exercise", "military_exercise", places=(at("place.sy", lat=None, lon=None, precision=5),)
        ),
        "agreement": make(
            "i-agreement",
            "agreement",
            places=(),
            time=Time(start="2024-03-01", end="2024-03-31", precision="month"),
            participants=(party("party", army), party("party", sdf)),
        ),
        "release": make("i-release", "release", time=None, places=(idlib,)),
        "threat": make(
            "i-threat",
            "threat",
            status="claimed",
            time=Time(start="2024-03-08", end="2024-03-09", precision="vague", inferred="published"),
        ),
        "rejected": make("i-rejected", "shelling", rejected=True, harm=(toll("killed", "civilian", 1, 1),)),
    }


@pytest.fixture(scope="session")
def filed(at: Callable[..., Place]) -> Filed:
    """A report of one document, with a bird beyond the first 65,536 characters in its text."""
    market = TEXT.index("سوق")
    killed = TEXT.index("4 مدنيين")
    report = Report(
        id="r1",
        event_type="shelling",
        trigger=Span(text="قصف", start=0, end=3),
        sentences=((0, len(TEXT)),),
        participants=(
            Participant(role="target", facility="market", text="سوق", start=market, end=market + 3),
        ),
        weapons=(Weapon(kind="artillery", text="مدفعي", start=4, end=9),),
        places=(
            replace(
                at("place.sy.saraqib"), text="سراقب", start=TEXT.index("سراقب"), end=TEXT.index("سراقب") + 5
            ),
        ),
        time=DAY,
        harm=(
            Harm(
                kind="killed",
                who="civilian",
                count=Count(min=4, max=4),
                text="4 مدنيين",
                start=killed,
                end=killed + 8,
            ),
        ),
        sources=(
            Source(kind="outlet"),
            Source(kind="witness", text="ناشطين 🕊", start=TEXT.index("ناشطين"), end=TEXT.index("🕊") + 1),
        ),
        confidence=0.75,
    )
    return Filed(
        key="d1/0-3",
        doc="d1",
        report=report,
        outlet="Wadi Voice",
        published="2024-03-10",
        synthetic=True,
        voice="d1",
    )


@pytest.fixture(scope="session")
def cargo(registry: Registry, incidents: dict[str, Incident], filed: Filed) -> Cargo:
    entries = {
        "d1": Entry(id="d1", sha256="0" * 64, outlet="Wadi Voice", published="2024-03-10", synthetic=True),
        "d2": Entry(id="d2", sha256="1" * 64, outlet="Nahr Post", published="2024-03-11", synthetic=True),
        "real": Entry(id="real", sha256="2" * 64, outlet="Qalam Agency", published="2024-03-10"),
    }
    return Cargo(
        incidents=lambda: iter(incidents.values()),
        registry=registry,
        documents=lambda: iter(entries.values()),
        reports_of=lambda doc: (filed,) if doc == "d1" else (),
        entry=entries.get,
        text={"d1": TEXT}.get,
        changed=lambda _ident: "2024-03-12T08:00:00+00:00",
        version="0.1.0",
    )


@pytest.fixture
def export(cargo: Cargo, tmp_path: Path) -> Callable[..., tuple[Path, Written]]:
    """Write a format to a file; more incidents may be given in place of the ledger's."""

    def run(name: str, *only: Incident, style: Style = PLAIN) -> tuple[Path, Written]:
        path = tmp_path / f"out-{name}.csv"
        some = replace(cargo, incidents=lambda: iter(only)) if only else cargo
        return path, EXPORTS[name](some, path, style)

    return run


def table(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> list[dict[str, str]]:
    """A table as its readers get it."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@pytest.fixture
def row(export: Callable[..., tuple[Path, Written]]) -> Callable[..., dict[str, str]]:
    """The only row that an incident gives in a table."""

    def only(name: str, incident: Incident, style: Style = PLAIN) -> dict[str, str]:
        (found,) = table(export(name, incident, style=style)[0])
        return found

    return only
