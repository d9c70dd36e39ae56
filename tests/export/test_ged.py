"""UCDP-GED-style rows: order, types of violence, whose the dead are, precisions, the side file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sijill.export import Written
from sijill.export.ged import COLUMNS, number, priogrid, region
from sijill.incident import Incident, Party, Toll
from sijill.records import Place, Time
from tests.export.conftest import make, table, toll

ORDER = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id "
    "side_b number_of_sources source_article source_office source_date source_headline source_original "
    "where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid "
    "country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b "
    "deaths_civilians deaths_unknown best high low gwnoa gwnob"
)
Row = Callable[..., dict[str, str]]
Export = Callable[..., tuple[Path, Written]]


def test_columns_are_ucdps_in_order(export: Export) -> None:
    path, _ = export("ged")
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ORDER.split() == list(COLUMNS)
    assert len(COLUMNS) == 49


def test_only_deadly_events_and_the_others_with_reasons(
    export: Export, incidents: dict[str, Incident]
) -> None:
    path, written = export("ged")
    assert {r["relid"] for r in table(path)} == {
        "i-shelling",
        "i-strike",
        "i-clash",
        "i-suicide",
        "i-attack",
        "i-fighters",
        "i-raid",
    }
    side = {r["id"]: r["reason"] for r in table(written.files[1])}
    assert written.files[1].name == "out-ged-not-deadly.csv"
    assert side["i-drone"] == "no death reported"
    assert side["i-torture"] == "number of dead unknown"
    assert side["i-interception"] == "reported without deaths"
    assert side["i-killing"] == "private crime or not political"
    assert side["i-rejected"] == "rejected by a person"
    assert len(side) + written.rows == len(incidents)


def test_one_sided_violence(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("ged", incidents["shelling"])
    assert got["type_of_violence"] == "3"
    assert (got["side_a"], got["side_b"]) == ("Government of Syria", "Civilians")
    assert got["dyad_name"] == "Government of Syria - Civilians"
    assert (got["gwnoa"], got["gwnob"]) == ("652", "")
    assert (got["best"], got["low"], got["high"]) == ("4", "4", "6")
    assert (got["deaths_a"], got["deaths_b"], got["deaths_civilians"], got["deaths_unknown"]) == (
        "0",
        "0",
        "4",
        "0",
    )
    assert (got["country"], got["country_id"], got["region"]) == ("Syria", "652", "Middle East")
    assert (got["date_start"], got["date_end"]) == ("2024-03-09 00:00:00.000", "2024-03-10 00:00:00.000")
    assert (got["date_prec"], got["where_prec"], got["event_clarity"]) == ("1", "1", "1")
    assert got["geom_wkt"] == "POINT (36.81 35.86)"
    assert got["priogrid_gid"] == str((251 + 1 - 1) * 720 + 434)
    assert got["source_original"] == "synthetic: true"
    assert (got["number_of_sources"], got["source_office"]) == ("-1", "synthetic: true")
    assert got["conflict_new_id"] == got["dyad_new_id"] == got["side_a_new_id"] == ""


def test_according_to_whom(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("ged", incidents["strike"])
    assert got["source_original"] == "United States military"
    assert got["source_article"] == "Wadi Voice,2024-03-10,عنوان"
    assert got["number_of_sources"] == "1"
    assert got["type_of_violence"] == "1"
    assert (got["deaths_a"], got["deaths_b"], got["deaths_civilians"], got["best"]) == ("0", "3", "1", "4")
    assert got["high"] == "7"


def test_a_state_comes_first_and_the_dead_go_to_their_sides(
    row: Row, incidents: dict[str, Incident], party: Callable[..., Party]
) -> None:
    clash = incidents["clash"]
    for people in (clash.participants, clash.participants[::-1]):
        got = row("ged", replace(clash, participants=people))
        assert (got["side_a"], got["side_b"], got["type_of_violence"]) == ("Government of Syria", "SDF", "1")
        assert (got["deaths_a"], got["deaths_b"], got["deaths_unknown"]) == ("2", "3", "0")
    groups = (party("party", "actor.sdf"), party("party", "actor.islamic-state"))
    got = row("ged", replace(clash, participants=groups))
    assert got["type_of_violence"] == "2"
    assert (got["deaths_a"], got["deaths_b"], got["deaths_unknown"]) == ("0", "0", "5")
    assert got["where_prec"] == "4"


def test_unknown_doers_are_kept_and_marked(row: Row, incidents: dict[str, Incident]) -> None:
    got = row("ged", incidents["suicide"])
    assert (got["type_of_violence"], got["code_status"], got["side_a"]) == ("", "Unclear", "")
    assert (got["best"], got["low"], got["high"]) == ("6", "6", "6")


def test_only_an_upper_bound_is_known(row: Row) -> None:
    got = row("ged", make("i-x", "shelling", harm=(Toll(kind="killed", high=5),)))
    assert (got["low"], got["best"], got["high"], got["deaths_unknown"]) == ("", "", "5", "")


@given(
    total=st.integers(1, 60),
    parts=st.lists(
        st.tuples(st.sampled_from(["civilian", "child", "military", "militant"]), st.integers(0, 60))
    ),
)
def test_the_dead_add_up_to_best(total: int, parts: list[tuple[str, int]]) -> None:
    from sijill.export.deaths import figures, shares

    harm = (
        toll("killed", "unspecified", total, total),
        *(toll("killed", who, n, n, part=True) for who, n in parts),
    )
    made = make("i-x", "shelling", harm=harm)
    dead = shares(made, "state", "group")
    assert dead.first + dead.second + dead.civilians + dead.unknown == figures(made, "killed").best == total
    assert min(dead.first, dead.second, dead.civilians, dead.unknown) >= 0


@pytest.mark.parametrize(
    ("time", "code"),
    [
        (Time(start="2024-03-09T01:00", end="2024-03-09T02:00", precision="hour"), "1"),
        (Time(start="2024-03-08", end="2024-03-09", precision="vague", inferred="published"), "2"),
        (Time(start="2024-03-04", end="2024-03-10", precision="week"), "3"),
        (Time(start="2024-03-01", end="2024-03-10", precision="vague"), "4"),
        (Time(start="2024-03-01", end="2024-03-31", precision="month"), "4"),
        (Time(start="2024-01-01", end="2024-12-31", precision="year"), "5"),
    ],
)
def test_date_prec(row: Row, time: Time, code: str) -> None:
    assert (
        row("ged", make("i-x", "shelling", time=time, harm=(toll("killed", "civilian", 1, 1),)))["date_prec"]
        == code
    )


@pytest.mark.parametrize(
    ("ident", "precision", "code"),
    [
        ("place.sy.idlib", 1, "1"),
        ("place.sy.idlib", 2, "2"),
        ("place.sy.idlib-district", 2, "3"),
        ("place.sy.idlib-governorate", 3, "4"),
        ("place.sy", 4, "6"),
        ("place.sy", 5, "7"),
    ],
)
def test_where_prec(row: Row, at: Callable[..., Place], ident: str, precision: int, code: str) -> None:
    some = make(
        "i-x", "shelling", places=(at(ident, precision=precision),), harm=(toll("killed", "civilian", 1, 1),)
    )
    assert row("ged", some)["where_prec"] == code


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [
        (-90.0, -180.0, 1),
        (-89.75, -179.25, 2),
        (-89.5, -180.0, 721),
        (33.34, 44.40, 177569),
        (90.0, 180.0, 259200),
    ],
)
def test_priogrid(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid(latitude, longitude) == cell


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_has_a_cell_around_it(latitude: float, longitude: float) -> None:
    line, column = divmod(priogrid(latitude, longitude) - 1, 720)
    assert -90 + line / 2 <= latitude + 1e-9 <= -90 + (line + 1) / 2 + 1e-6
    assert -180 + column / 2 <= longitude + 1e-9 <= -180 + (column + 1) / 2 + 1e-6


def test_regions_and_numbers() -> None:
    assert [region(gw) for gw in ("2", "200", "625", "645", "651", "750", "")] == [
        "Americas",
        "Europe",
        "Africa",
        "Middle East",
        "Middle East",
        "Asia",
        "",
    ]
    assert number("i-1") == number("i-1") != number("i-2")
    assert 0 < number("i-1") < 2**53
