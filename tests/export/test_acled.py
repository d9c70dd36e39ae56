"""ACLED-style rows: order, codes, sides, the house form of notes, what is left out."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sijill.export import Cargo, Style, Written
from sijill.export.acled import COLUMNS
from sijill.export.codes import acled_codes
from sijill.incident import Incident, Party, Toll
from sijill.records import Place, Time
from tests.export.conftest import make, table

ORDER = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country "
    "admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities "
    "tags timestamp"
)
Row = Callable[..., dict[str, str]]
Export = Callable[..., tuple[Path, Written]]
SUB_EVENTS = {
    "shelling": "Shelling/artillery/missile attack",
    "strike": "Air/drone strike",
    "clash": "Armed clash",
    "drone": "Air/drone strike",
    "bomb": "Grenade",
    "suicide": "Suicide bomb",
    "attack": "Attack",
    "fighters": "Armed clash",
    "abduction": "Abduction/forced disappearance",
    "sexual": "Sexual violence",
    "torture": "Attack",
    "interception": "Disrupted weapons use",
    "seizure": "Disrupted weapons use",
    "raid": "Armed clash",
    "arrest": "Arrests",
    "property": "Looting/property destruction",
    "territory": "Government regains territory",
    "protest": "Protest with intervention",
    "riot": "Violent demonstration",
    "deployment": "Change to group/activity",
    "exercise": "Change to group/activity",
    "agreement": "Agreement",
    "threat": "Other",
}


def test_columns_are_acleds_in_order(export: Export) -> None:
    path, _ = export("acled")
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ORDER.split() == list(COLUMNS)


def test_every_event_type_has_a_sub_event(export: Export, incidents: dict[str, Incident]) -> None:
    rows = {r["event_id_cnty"]: r for r in table(export("acled")[0])}
    assert {n: rows[incidents[n].id]["sub_event_type"] for n in SUB_EVENTS} == SUB_EVENTS
    types = {i.event_type for i in incidents.values()}
    assert types == set(acled_codes().events)
    assert len(acled_codes().sub_events) == 25


def test_who_is_left_out_and_why(export: Export, incidents: dict[str, Incident]) -> None:
    path, written = export("acled")
    side = table(written.files[1])
    assert written.files[1].name == "out-acled-left-out.csv"
    assert {r["id"]: r["reason"] for r in side} == {
        "i-chemical": "denied by all but the accuser",
        "i-killing": "private crime or not political",
        "i-release": "no date",
        "i-rejected": "rejected by a person",
    }
    assert sum(written.left_out.values()) == 4
    assert written.rows == len(table(path)) == len(incidents) - 4


def test_shelling_in_dispute(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("acled", incidents["shelling"])
    assert got["event_date"] == "2024-03-09"
    assert (got["year"], got["time_precision"], got["geo_precision"]) == ("2024", "1", "1")
    assert got["disorder_type"] == "Political violence"
    assert got["event_type"] == "Explosions/Remote violence"
    assert (got["inter1"], got["inter2"], got["interaction"]) == ("1", "7", "17")
    assert got["assoc_actor_1"] == ""  # the other account's doer is no companion of this one
    assert got["actor2"] == "Civilians (Syria)"
    assert got["assoc_actor_2"] == "Children (Syria)"
    assert got["civilian_targeting"] == "Civilian targeting"
    assert (got["iso"], got["region"], got["country"]) == ("760", "Middle East", "Syria")
    assert (got["admin1"], got["location"]) == ("Idlib", "Saraqib")
    assert (got["latitude"], got["longitude"]) == ("35.86", "36.81")
    assert got["fatalities"] == "4"
    assert got["timestamp"] == "1710230400"
    assert got["source"] == "synthetic: true"
    assert got["source_scale"] == ""
    assert got["tags"] == "status=disputed; synthetic: true"


def test_notes_of_the_shelling(row: Row, incidents: dict[str, Incident], cargo: Cargo) -> None:
    facts = cargo.registry.actor("actor.sy-assad-army", "2024-03-09")
    other = cargo.registry.actor("actor.ru-forces-syria")
    assert facts is not None
    assert other is not None
    assert row("acled", incidents["shelling"])["notes"] == (
        f"SYNTHETIC (made up, not an event). On 9 March 2024, {facts.name} shelled a market in Saraqib "
        "(Idlib), according to witnesses. 4 to 6 people killed (figures differ; by group 4 civilians and 2 "
        "children). At least 9 people wounded. "
        f"{facts.name} denied it. Other accounts name {other.name} as the doer. "
        f"Witnesses accused {facts.name}. Accounts are in dispute."
    )


def test_a_strike_that_is_claimed(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("acled", incidents["strike"])
    assert got["inter1"] == "8"  # a state's forces abroad
    assert (got["actor2"], got["inter2"], got["interaction"]) == ("Islamic State", "2", "28")
    assert got["assoc_actor_2"] == "Civilians (Iraq)"
    assert got["civilian_targeting"] == ""
    assert got["fatalities"] == "4"
    assert got["source"] == "Wadi Voice"
    assert got["source_scale"] == "Other"
    assert "SYNTHETIC" not in got["notes"]
    assert "United States military itself says 1 killed." in got["notes"]
    assert "United States military claimed responsibility." in got["notes"]


def test_registered_outlets_give_names_and_scales(row: Row, incidents: dict[str, Incident]) -> None:
    strike = incidents["strike"]
    one = replace(strike.reports[0], doc="a", outlet="سانا", outlet_id="outlet.sana")
    two = replace(strike.reports[0], doc="b", outlet="x", outlet_id="outlet.mayadeen")
    got = row("acled", replace(strike, reports=(one, two, replace(one, report="r2"))))
    assert got["source"].count(";") == 1
    assert got["source_scale"] == "National-International" or "-" in got["source_scale"]


def test_interaction_in_words(row: Row, incidents: dict[str, Incident]) -> None:
    style = Style(interaction="words")
    clash = row("acled", incidents["clash"], style=style)
    assert (clash["inter1"], clash["inter2"]) == ("State forces", "Rebel group")
    assert clash["interaction"] == "State forces-Rebel group"
    alone = row("acled", incidents["deployment"], style=style)
    assert (alone["inter2"], alone["interaction"]) == ("", "State forces only")
    assert row("acled", incidents["deployment"])["interaction"] == "10"


def test_who_acts_unnamed_is_called_so(row: Row, incidents: dict[str, Incident]) -> None:
    assert row("acled", incidents["suicide"])["actor1"] == "Unidentified Armed Group (Iraq)"
    assert row("acled", incidents["riot"])["actor1"] == "Rioters (Iraq)"
    assert row("acled", incidents["attack"])["actor1"] == "Unknown gunmen (Syria)"
    assert row("acled", incidents["arrest"])["actor1"] == ""


def test_protest(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("acled", incidents["protest"])
    assert (got["actor1"], got["inter1"], got["inter2"], got["interaction"]) == (
        "Protesters (Syria)",
        "6",
        "1",
        "16",
    )
    assert got["disorder_type"] == "Demonstrations"
    assert "crowd size=about 200" in got["tags"]
    shot = replace(incidents["protest"], harm=(Toll(kind="killed", low=1, high=1, best=1),))
    got = row("acled", shot)
    assert got["sub_event_type"] == "Excessive force against protesters"
    assert got["disorder_type"] == "Political violence; Demonstrations"
    assert got["civilian_targeting"] == "Civilian targeting"


@pytest.mark.parametrize(
    ("low", "high", "best", "number", "words"),
    [
        (None, None, None, "0", "Casualties unknown."),
        (0, 0, 0, "0", "No people killed."),
        (6, None, 6, "6", "At least 6 people killed."),
        (None, 5, None, "0", "Up to 5 people killed. Casualties unknown."),
        (3, 5, 3, "3", "3 to 5 people killed."),
        (1, 1, 1, "1", "1 person killed."),
    ],
)
def test_fatalities(
    row: Row, low: int | None, high: int | None, best: int | None, number: str, words: str
) -> None:
    got = row("acled", make("i-x", "shelling", harm=(Toll(kind="killed", low=low, high=high, best=best),)))
    assert got["fatalities"] == number
    assert words in got["notes"]
    assert ("Casualties unknown." in got["notes"]) == ("Casualties unknown." in words)


def test_no_harm_told_is_casualties_unknown(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("acled", incidents["property"])
    assert got["fatalities"] == "0"
    assert got["notes"].endswith("Casualties unknown.")


@pytest.mark.parametrize(
    ("time", "code", "words"),
    [
        (Time(start="2024-03-09T14:30", end="2024-03-09T14:30", precision="minute"), "1", "On 9 March 2024,"),
        (
            Time(start="2024-03-09T18:00", end="2024-03-10T06:00", precision="part_of_day"),
            "1",
            "On 9 March 2024,",
        ),
        (
            Time(start="2024-03-04", end="2024-03-10", precision="week"),
            "2",
            "Between 4 March 2024 and 10 March 2024,",
        ),
        (
            Time(start="2024-03-04", end="2024-03-06", precision="day"),
            "2",
            "Between 4 March 2024 and 6 March 2024,",
        ),
        (Time(start="2024-03-01", end="2024-03-31", precision="month"), "3", "In March 2024,"),
        (Time(start="2024-01-01", end="2024-12-31", precision="year"), "3", "In 2024,"),
        (Time(start="2024-03-08", end="2024-03-09", precision="vague", inferred="published"), "3", "Between"),
    ],
)
def test_time_precision(row: Row, time: Time, code: str, words: str) -> None:
    got = row("acled", make("i-x", "shelling", time=time))
    assert got["time_precision"] == code
    assert words in got["notes"]


@pytest.mark.parametrize(("precision", "code"), [(1, "1"), (2, "2"), (3, "3"), (4, "3"), (5, "3")])
def test_geo_precision(row: Row, at: Callable[..., Place], precision: int, code: str) -> None:
    got = row("acled", make("i-x", "shelling", places=(at("place.sy.idlib", precision=precision),)))
    assert got["geo_precision"] == code
    assert ("Only the country" in got["notes"]) == (precision > 3)


def test_nothing_is_known_of_the_place(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("acled", incidents["agreement"])
    blank = ("iso", "region", "country", "admin1", "location", "latitude", "longitude", "geo_precision")
    assert {got[c] for c in blank} == {""}
    assert "Location not stated." in got["notes"]


def test_deployments_are_no_finer_than_the_district(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("acled", incidents["deployment"])
    assert (got["location"], got["admin2"], got["geo_precision"]) in {
        ("Idlib", "", "3"),
        ("Ariha", "Ariha", "2"),
    }
    assert (got["latitude"], got["longitude"]) != ("35.81", "36.61")


def test_words_of_documents_stay_out_of_notes(row: Row, party: Callable[..., Party]) -> None:
    """Only registered names are told: what a document calls somebody may be a person or a side's word."""
    unread = Party(role="attacker", said=(), name="")
    got = row("acled", make("i-x", "shelling", participants=(unread,)))
    assert got["actor1"] == "Unidentified Armed Group"
    assert not re.search(r"[\u0600-\u06ff]", " ".join(got.values()))


def test_foreign_forces_take_territory(
    row: Row, incidents: dict[str, Incident], party: Callable[..., Party]
) -> None:
    abroad = replace(incidents["territory"], participants=(party("attacker", "actor.il-army"),))
    assert row("acled", abroad)["sub_event_type"] == "Non-state actor overtakes territory"
    handed = replace(incidents["territory"], participants=())
    assert row("acled", handed)["sub_event_type"] == "Non-violent transfer of territory"
