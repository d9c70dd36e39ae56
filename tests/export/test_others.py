"""PLOVER, POLECAT, HXL, FollowTheMoney and the Airwars-style table."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sijill.export import Written
from sijill.export.airwars import COLUMNS as AIRWARS
from sijill.export.codes import plover_codes
from sijill.export.ftm import COLUMNS as STATEMENT
from sijill.export.hxl import TAGS
from sijill.export.polecat import COLUMNS as POLECAT
from sijill.incident import Incident, Party, Toll
from tests.export.conftest import make, table, toll

Row = Callable[..., dict[str, str]]
Export = Callable[..., tuple[Path, Written]]
LEFT_OUT = {"i-chemical", "i-killing", "i-release", "i-rejected"}


def events(path: Path) -> dict[str, dict[str, object]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {found["id"]: found for found in map(json.loads, lines)}


def test_plover(export: Export, incidents: dict[str, Incident]) -> None:
    path, written = export("plover")
    found = events(path)
    assert set(found) == {i.id for i in incidents.values()} - LEFT_OUT
    assert written.left_out["no date"] == 1
    for event in found.values():
        assert {"id", "date", "actor", "event", "synthetic", "quad_code"} <= set(event)
        (name,) = event["event"]
        assert name in plover_codes().quads
        for mode in event.get("mode", ()):
            assert mode in plover_codes().modes[name]
        assert set(event.get("context", ())) <= set(plover_codes().contexts)
        for entity in (*event["actor"], *event.get("recipient", ())):
            assert set(entity["sector"]) <= set(plover_codes().sectors)
    strike = found["i-strike"]
    assert (strike["event"], strike["mode"], strike["quad_code"], strike["event_scale"]) == (
        ["ASSAULT"],
        ["aerial"],
        4,
        -9.5,
    )
    assert strike["actor"][0]["code"] == "USA"
    assert strike["actor"][0]["sector"] == ["MIL"]
    assert strike["dead"] == 4
    assert "injured" not in strike
    assert strike["event_loc"]["country_code"] == "IRQ"
    assert strike["event_loc"]["geonameid"] == "94787"
    assert strike["claims"] == [
        {"kind": "military", "stance": "claims_responsibility", "actor": "actor.us-military"}
    ]
    assert strike["cite_info"][0]["citation"] == "Wadi Voice"
    shelling = found["i-shelling"]
    assert shelling["cite_info"] == [{"citation": "synthetic: true"}]
    assert (shelling["time"], shelling["endtime"], shelling["enddate"]) == ("18:00", "06:00", "2024-03-10")
    assert [r["identifier_id"] for r in shelling["rivals"]] == ["actor.ru-forces-syria"]
    assert found["i-territory"]["event"] == ["ASSAULT"]


def test_territory_without_force_is_a_retreat(export: Export, incidents: dict[str, Incident]) -> None:
    path, _ = export("plover", replace(incidents["territory"], participants=()))
    (event,) = events(path).values()
    assert (event["event"], event["mode"], event["quad_code"], event["event_scale"]) == (
        ["RETREAT"],
        ["withdraw"],
        2,
        6.5,
    )


def test_every_type_has_a_plover_event() -> None:
    codes = plover_codes()
    assert set(codes.events) == set(__import__("sijill.export.codes", fromlist=["x"]).acled_codes().events)
    for event in codes.events.values():
        assert event.event in codes.quads
        assert event.event in codes.scores
        assert not event.mode or event.mode in codes.modes[event.event]
    assert len(codes.contexts) == 37


def test_polecat(export: Export, incidents: dict[str, Incident]) -> None:
    path, _ = export("polecat")
    rows = {r["Event ID"]: r for r in table(path, delimiter="\t")}
    assert len(POLECAT) == 40
    assert list(rows["i-strike"]) == list(POLECAT)
    strike = rows["i-strike"]
    assert (strike["Event Type"], strike["Event Mode"], strike["Intensity"]) == ("ASSAULT", "aerial", "-9.5")
    assert strike["Quad Code"] == "Material Conflict"
    assert (strike["Actor Country"], strike["Actor COW"], strike["Primary Actor Sector"]) == (
        "USA",
        "2",
        "MIL",
    )
    assert (strike["Country"], strike["Province"], strike["City"]) == ("IRQ", "Kirkuk", "Kirkuk")
    assert strike["Story People"] == strike["Actor Title"] == strike["Actor Name Raw"] == ""
    assert rows["i-shelling"]["Source"] == "synthetic: true"
    assert set(rows) == {i.id for i in incidents.values()} - LEFT_OUT


def test_hxl_is_read_by_libhxl(export: Export, incidents: dict[str, Incident]) -> None:
    hxl = pytest.importorskip("hxl")
    path, written = export("hxl")
    data = hxl.data(str(path), hxl.InputOptions(allow_local=True))
    assert [c.display_tag for c in data.columns] == [
        hxl.model.Column.parse(tag).display_tag for tag in TAGS.values()
    ]
    assert data.columns[0].header == "id"
    rows = {row.get("#event+id"): row for row in data}
    assert len(rows) == written.rows == len(incidents) - len(LEFT_OUT)
    shelling = rows["i-shelling"]
    assert shelling.get("#affected+killed+min") == "4"
    assert shelling.get("#affected+killed+max") == "6"
    assert not shelling.get("#affected+injured+max")
    assert shelling.get("#adm1+code") == "SY-ID"
    assert shelling.get("#adm1+name+i_ar") == "إدلب"
    assert shelling.get("#meta+synthetic") == "true"
    assert not shelling.get("#meta+url")
    schema = hxl.schema(
        [
            ["#valid_tag", "#valid_datatype", "#valid_required"],
            ["#event+id", "text", "true"],
            ["#date+start", "date", "true"],
            ["#geo+lat", "number", "false"],
            ["#affected+killed+min", "number", "false"],
        ]
    )
    assert schema.validate(hxl.data(str(path), hxl.InputOptions(allow_local=True)))


def test_follow_the_money(export: Export, incidents: dict[str, Incident]) -> None:
    pytest.importorskip("followthemoney")
    from followthemoney import model
    from followthemoney.dataset import Dataset
    from followthemoney.statement import CSV, StatementEntity, read_path_statements

    path, written = export("ftm")
    assert list(table(path)[0]) == list(STATEMENT)
    statements = list(read_path_statements(path, CSV))
    assert len(statements) == written.rows
    by_entity: dict[str, list[object]] = {}
    for told, found in zip(table(path), statements, strict=True):
        assert found.id == found.generate_key()
        assert model.get(found.schema).get(found.prop).type.name == told["prop_type"] == found.prop_type
        by_entity.setdefault(found.entity_id, []).append(found)
    dataset = Dataset.make({"name": "sijill", "title": "Sijill"})
    entities = [StatementEntity.from_statements(dataset, some) for some in by_entity.values()]
    assert {e.schema.name for e in entities} == {"Event", "Organization", "PublicBody", "Article"}
    for entity in entities:
        for prop, value in entity.itervalues():
            assert prop.type.clean(value) == value, (entity.id, prop.name, value)
    events = {e.id: e for e in entities if e.schema.name == "Event"}
    assert len(events) == len(incidents) - 1
    strike = events["sijill-i-strike"]
    assert sorted(strike.get("involved")) == ["sijill-actor.islamic-state", "sijill-actor.us-military"]
    assert set(strike.get("involved")) <= set(by_entity)
    assert len(strike.get("proof")) == 1
    assert "synthetic: true" in events["sijill-i-shelling"].get("keywords")
    assert not events["sijill-i-shelling"].get("proof")
    assert sum(e.schema.name == "Article" for e in entities) == 1


def test_airwars_table(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("airwars", incidents["strike"])
    assert list(got) == list(AIRWARS)
    assert (got["grading"], got["strike_status"]) == ("Confirmed", "Declared strike")
    assert got["deaths_conceded"] == "United States military: 1"
    assert (got["civilian_non_combatants_killed_min"], got["civilian_non_combatants_killed_max"]) == (
        "1",
        "2",
    )
    assert (got["militants_killed_min"], got["militants_killed_max"]) == ("3", "5")
    assert got["men_killed_min"] == got["women_killed_min"] == ""
    shelling = row("airwars", incidents["shelling"])
    assert (shelling["grading"], shelling["strike_status"]) == ("Contested", "Contested strike")
    assert (shelling["children_killed_min"], shelling["children_killed_max"]) == ("2", "2")
    assert shelling["sources"] == shelling["according_to"].split("; ")[-1] == "synthetic: true"


@pytest.mark.parametrize(
    ("harm", "voices", "status", "grade"),
    [
        ((toll("killed", "civilian", 2, 2),), 2, "reported", "Fair"),
        ((toll("killed", "civilian", 2, 2),), 1, "reported", "Weak"),
        ((toll("wounded", "unspecified", None, None),), 1, "reported", "Weak"),
        ((toll("killed", "militant", 2, 2),), 3, "reported", "Discounted"),
        ((toll("killed", "civilian", 2, 2),), 3, "denied", "Discounted"),
        ((toll("killed", "civilian", 0, 0),), 3, "reported", ""),
        ((), 3, "reported", ""),
    ],
)
def test_grading(row: Row, harm: tuple[Toll, ...], voices: int, status: str, grade: str) -> None:
    got = row("airwars", make("i-x", "airstrike", harm=harm, voices=voices, status=status))
    assert got["grading"] == grade
    likely = "Likely strike" if voices > 1 else "Single source claim"
    assert got["strike_status"] == ("Contested strike" if status == "denied" else likely)


def test_belligerents_beside_it(export: Export, incidents: dict[str, Incident]) -> None:
    _, written = export("airwars")
    rows = [r for r in table(written.files[1]) if r["incident_id"] in ("i-strike", "i-shelling")]
    told = {(r["incident_id"], r["assessment"]): r for r in rows}
    assert set(told) == {
        ("i-strike", "declared"),
        ("i-shelling", "denied by it"),
        ("i-shelling", "named by other accounts"),
    }
    assert told["i-strike", "declared"]["deaths_conceded_min"] == "1"
    assert told["i-strike", "declared"]["type"] == "State military"
    assert "i-protest" not in {r["incident_id"] for r in table(written.files[0])}
    assert written.left_out["no strike or attack"] == 13


@pytest.mark.parametrize(
    "name", ["acled", "ged", "plover", "polecat", "hxl", "ftm", "airwars", "csv", "geojson"]
)
def test_synthetic_shows_and_nothing_of_it_is_cited(
    export: Export, incidents: dict[str, Incident], name: str
) -> None:
    path, _ = export(name, incidents["shelling"])
    text = path.read_text(encoding="utf-8")
    assert "synthetic" in text
    assert "Wadi Voice" not in text
    assert "example.org" not in text


@pytest.mark.parametrize(
    "name", ["acled", "ged", "plover", "polecat", "hxl", "ftm", "airwars", "csv", "geojson"]
)
def test_words_that_may_name_a_person_stay_out(
    export: Export, party: Callable[..., Party], name: str
) -> None:
    from tests.export.conftest import said

    unread = Party(role="attacker", said=(said("d1", "القائد فلان"),))
    hurt = Party(role="victim", said=(said("d1", "فلان الفلاني"),))
    odd = make("i-x", "shelling", participants=(unread, hurt), harm=(toll("killed", "civilian", 1, 1),))
    assert "فلان" not in export(name, odd)[0].read_text(encoding="utf-8")
