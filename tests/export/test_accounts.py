"""Rival accounts, companions, sorts of actor, wider areas: what incidents of many reports bring along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sijill.export import Cargo, Written
from sijill.export.actors import aimed_at, doers, rivals
from sijill.export.codes import acled_codes
from sijill.export.deaths import CIVIL, conceded, figures, shares
from sijill.export.notes import notes
from sijill.export.spots import shown_places
from sijill.incident import Conceded, Field, Incident, Party, Said
from sijill.records import Place
from sijill.registry import Registry
from tests.export.conftest import make, table, toll, witness

Make = Callable[..., Party]


def told(doc: str, source: int = 0, stance: str = "reports") -> Said:
    return Said(report=f"{doc}/0-3", source=source, stance=stance)


def shelling(*people: Party, chosen: str = "", **more: object) -> Incident:
    field = Field(name="attacker", policy="most voices", chosen=chosen, agreed=False)
    return make("i-x", "shelling", participants=people, fields=(field,) if chosen else (), **more)


def test_one_account_names_companions_and_another_rivals(party: Make, registry: Registry) -> None:
    army = party("attacker", "actor.sy-assad-army", said=(told("a"), told("b")))
    allied = party("attacker", "actor.ru-forces-syria", said=(told("b"),))
    other = party("attacker", "actor.islamic-state", said=(told("c"),))
    made = shelling(army, other, allied, chosen="actor.sy-assad-army")
    assert [a.id for a in doers(made, registry)] == ["actor.sy-assad-army", "actor.ru-forces-syria"]
    assert [a.id for a in rivals(made, registry)] == ["actor.islamic-state"]


def test_two_speakers_of_one_report_are_two_accounts(party: Make, registry: Registry) -> None:
    one = party("attacker", "actor.sy-assad-army", said=(told("a", 1, "accuses"),))
    two = party("attacker", "actor.islamic-state", said=(told("a", 2, "accuses"),))
    assert [a.id for a in doers(shelling(one, two), registry)] == ["actor.sy-assad-army"]
    assert [a.id for a in rivals(shelling(one, two), registry)] == ["actor.islamic-state"]


def test_who_is_named_only_in_a_denial_is_no_doer(party: Make, registry: Registry) -> None:
    denied = party("attacker", "actor.sdf", said=(told("a", 1, "denies"),))
    accused = party("attacker", "actor.islamic-state", said=(told("b", 1, "accuses"),))
    made = shelling(denied, accused, chosen="actor.sdf")
    assert [a.id for a in doers(made, registry)] == ["actor.islamic-state"]
    assert not rivals(made, registry)
    assert [a.id for a in doers(shelling(denied), registry)] == ["actor.sdf"]


def test_who_denies_is_no_companion_and_concedes_nothing(
    party: Make, registry: Registry, cargo: Cargo
) -> None:
    army = party("attacker", "actor.sy-assad-army", said=(told("a"),))
    denier = party("attacker", "actor.sdf", said=(told("a"), told("b", 1, "denies")))
    made = shelling(
        army,
        denier,
        sources=(witness("outlet"), witness("armed_group", "denies", actor="actor.sdf")),
        harm=(toll("killed", "civilian", 3, 3, conceded=(Conceded(actor="actor.sdf", low=3, high=3),)),),
    )
    assert [a.id for a in doers(made, registry)] == ["actor.sy-assad-army"]
    assert [a.id for a in rivals(made, registry)] == ["actor.sdf"]
    assert conceded(made, ("killed",)) == {}
    assert "itself says" not in notes(made, cargo)


def test_sorts_of_actor_give_way_to_names(party: Make, registry: Registry) -> None:
    named = party("target", "actor.sdf", said=(told("a"),))
    sort = party("target", "actor.army", said=(told("b"),))
    people = party("victim", "actor.civilians", said=(told("b"),))
    again = party("victim", "actor.sdf", said=(told("c"),))
    made = shelling(sort, named, people, again)
    assert [a.id for a in aimed_at(made, registry)] == ["actor.sdf", "actor.civilians"]
    assert [a.id for a in aimed_at(shelling(sort), registry)] == ["actor.army"]
    lead = party("attacker", "actor.unknown-gunmen", said=(told("a"),))
    gunmen = party("attacker", "actor.gunmen", said=(told("b"),))
    assert [a.id for a in doers(shelling(lead, gunmen), registry)] == ["actor.unknown-gunmen"]
    assert not rivals(shelling(lead, gunmen), registry)


def test_sources_that_are_sorts_of_people_are_called_by_their_kind(cargo: Cargo) -> None:
    made = make("i-x", "shelling", sources=(witness("witness", actor="actor.civilians"),))
    assert "according to witnesses" in notes(made, cargo)


def test_wider_areas_are_no_other_places(at: Callable[..., Place], registry: Registry, cargo: Cargo) -> None:
    main = at("place.sy.saraqib")
    wider = [
        at("place.sy.idlib-governorate", precision=3),
        at("place.sy.northwest-syria", precision=3),
        at("place.sy.idlib"),  # the town that the province is named after
        at("place.sy", precision=4),
    ]
    other = at("place.sy.ariha")
    made = make("i-x", "shelling", places=(main, *wider, other))
    assert shown_places(made, registry) == (main, other)
    assert "Also named: Ariha (Idlib)." in notes(made, cargo)


def test_a_place_with_a_point_comes_first(at: Callable[..., Place], registry: Registry) -> None:
    unknown = Place(name_ar="الحي الشرقي", text="الحي الشرقي")
    made = make("i-x", "shelling", places=(unknown, at("place.sy.saraqib")))
    assert [p.name for p in shown_places(made, registry)] == ["Saraqib", ""]


def test_civilians_own_no_market(party: Make, cargo: Cargo) -> None:
    market = party("target", facility="market")
    made = shelling(market, party("victim", "actor.civilians"))
    assert "shelling hit a market," in notes(made, cargo)


def test_children_are_counted_among_civilians() -> None:
    harm = (
        toll("killed", "unspecified", 9, 9),
        toll("killed", "civilian", 5, 6, part=True),
        toll("killed", "child", 2, 3, part=True),
    )
    made = make("i-x", "shelling", harm=harm)
    found = figures(made, "killed", CIVIL)
    assert (found.low, found.high) == (5, 6)
    assert figures(made, "killed", frozenset({"child"})).high == 3
    assert (figures(made, "killed").low, figures(made, "killed").high) == (9, 9)


def test_parts_alone_are_a_lower_bound() -> None:
    parts = (toll("killed", "child", 2, 2, part=True), toll("killed", "woman", 3, 3, part=True))
    found = figures(make("i-x", "shelling", harm=parts), "killed")
    assert (found.low, found.high, found.told) == (3, None, True)


def test_a_part_bounds_a_total_without_a_number() -> None:
    harm = (toll("killed", "unspecified", None, None), toll("killed", "child", 4, 4, part=True))
    found = figures(make("i-x", "shelling", harm=harm), "killed")
    assert (found.low, found.high, found.best) == (4, None, 4)
    assert shares(make("i-x", "shelling", harm=harm), "state", "").civilians == 4


def test_the_dead_of_parts_alone_add_up_to_the_least() -> None:
    harm = (toll("killed", "child", 2, 2, part=True), toll("killed", "woman", 3, 3, part=True))
    dead = shares(make("i-x", "shelling", harm=harm), "state", "")
    assert (dead.civilians, dead.unknown) == (3, 0)


@pytest.mark.parametrize("name", ["acled", "plover", "polecat", "hxl", "airwars"])
def test_a_rivals_name_is_in_no_companion_column(
    name: str, export: Callable[..., tuple[Path, Written]], incidents: dict[str, Incident]
) -> None:
    made = replace(incidents["shelling"], sources=())
    path, _ = export(name, made)
    if name == "plover":
        assert path.read_text(encoding="utf-8").count("actor.ru-forces-syria") == 1  # in `rivals`
        return
    (row,) = table(path, delimiter="\t" if name == "polecat" else ",")[(name == "hxl") :]
    places = ("assoc_actor_1", "actor1", "Actor Name", "first_side")
    assert not any("Russian" in row.get(column, "") for column in places)


@pytest.mark.parametrize("event_type", sorted(acled_codes().events))
def test_swapping_the_sides_swaps_their_names_and_nothing_else(
    event_type: str, party: Make, cargo: Cargo
) -> None:
    ones, others = "actor.sy-assad-army", "actor.iq-army"

    def told_of(first: str, second: str) -> str:
        people = (party("attacker", first), party("target", second, facility="military_base"))
        spoke = (
            witness("military", "claims_responsibility", actor=first),
            witness("military", "denies", actor=second),
        )
        return notes(make("i-x", event_type, participants=people, sources=spoke), cargo)

    names = [facts.name for ident in (ones, others) if (facts := cargo.registry.actor(ident)) is not None]
    there, back = told_of(ones, others), told_of(others, ones)
    swapped = there.replace(names[0], "\0").replace(names[1], names[0]).replace("\0", names[1])
    assert names[0] in there
    assert swapped == back
