"""Whatever an incident holds, every format has a row for it, and the row keeps the rules of the format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sijill.errors import OutputError
from sijill.export import EXPORTS, Cargo, acled, airwars, flat, ftm, ged, geojson, hxl, plover, polecat
from sijill.export.cargo import PLAIN
from sijill.export.codes import acled_codes
from sijill.export.left_out import why_not
from sijill.incident import Conceded, Incident, Said, Telling
from sijill.records import Count, Place, Time
from tests.export.conftest import make, telling, toll, witness

ACTORS = [
    None,
    "actor.sy-assad-army",
    "actor.sdf",
    "actor.us-military",
    "actor.islamic-state",
    "actor.gunmen",
    "actor.civilians",
    "actor.protesters",
    "actor.un",
    "actor.not-in-any-list",
]
PLACES = ["place.sy.saraqib", "place.sy", "place.iq.kirkuk", "place.sy.idlib-governorate", "no.such-place"]
KINDS = ["killed", "wounded", "missing", "abducted", "arrested", "displaced"]
WHO = ["civilian", "military", "militant", "police", "child", "woman", "medic", "unspecified"]
number = st.one_of(st.none(), st.integers(0, 500))
times = st.one_of(
    st.none(),
    st.just(Time()),
    st.builds(
        Time,
        start=st.one_of(st.none(), st.dates().map(str)),
        end=st.none(),
        precision=st.sampled_from(["minute", "hour", "part_of_day", "day", "week", "month", "year", "vague"]),
    ),
)


@st.composite
def incidents_of(draw: st.DrawFn, party: Callable[..., object], registry: object) -> Incident:
    """An incident of any type with any parties, places, harm and sources."""
    people = [
        party(
            draw(st.sampled_from(["attacker", "target", "victim", "party", "claimant"])),
            draw(st.sampled_from(ACTORS)),
            facility=draw(st.sampled_from([None, "market", "military_base", "other"])),
            count=draw(st.sampled_from([None, Count(), Count(min=3, max=3), Count(min=20)])),
            said=tuple(Said(report=d, stance=s) for d, s in draw(SAID)),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    harm = [
        toll(
            draw(st.sampled_from(KINDS)),
            draw(st.sampled_from(WHO)),
            draw(number),
            draw(number),
            best=draw(number),
            part=draw(st.booleans()),
            conceded=draw(st.sampled_from([(), (Conceded(actor="actor.sdf"), Conceded(actor="x", low=1))])),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    places = [_place(draw, registry) for _ in range(draw(st.integers(0, 4)))]
    sources = [
        witness(kind, stance, actor=draw(st.sampled_from(ACTORS)))
        for kind, stance in draw(
            st.lists(st.tuples(st.sampled_from(SOURCES), st.sampled_from(STANCES)), max_size=3)
        )
    ]
    return make(
        "i-x",
        draw(st.sampled_from(sorted(acled_codes().events))),
        status=draw(st.sampled_from(["claimed", "reported", "acknowledged", "disputed", "denied"])),
        time=draw(times),
        participants=tuple(people),
        harm=tuple(harm),
        places=tuple(places),
        sources=tuple(sources),
        synthetic=draw(st.booleans()),
        voices=draw(st.integers(1, 3)),
    )


SAID = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["reports", "denies", "accuses"])), max_size=2
)
SOURCES = ["outlet", "monitor", "military", "witness", "a kind of tomorrow"]
STANCES = ["reports", "claims_responsibility", "denies", "accuses", "confirms", "doubts"]


def _place(draw: st.DrawFn, registry: object) -> Place:
    ident = draw(st.sampled_from(PLACES))
    record = registry.places.by_id.get(ident)  # type: ignore[attr-defined]
    return Place(
        gazetteer_id=ident,
        name=record.name_en if record else "",
        name_ar=record.name_ar if record else "مكان",
        country=draw(st.sampled_from([None, "SY", "ZZ", "PS"])),
        lat=draw(st.one_of(st.none(), st.floats(-90, 90), st.just(float("nan")))),
        lon=draw(st.one_of(st.none(), st.floats(-180, 180))),
        relation=draw(st.sampled_from(["in", "near", "north_of", "a relation of tomorrow"])),
        precision=draw(st.integers(1, 5)),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_format_has_a_row(data: st.DataObject, cargo: Cargo, party: Callable[..., object]) -> None:
    made = data.draw(incidents_of(party, cargo.registry))
    assert flat.incident_row(made, cargo).keys() == set(flat.names(flat.INCIDENT))
    assert msgspec.json.encode(geojson.feature(made, cargo))
    assert airwars.row(made, cargo).keys() == set(airwars.COLUMNS) if made.event_type in STRIKES else True
    airwars.belligerents(made, cargo.registry)
    assert list(ftm.facts(made, cargo, set()))
    if why_not(made):
        return
    for module in (polecat, hxl):
        assert module.row(made, cargo).keys() == set(getattr(module, "COLUMNS", None) or hxl.TAGS)
    event = plover.event(made, cargo)
    assert event.quad_code in (1, 2, 3, 4)
    _keeps_acleds_rules(acled.row(made, cargo, PLAIN), made)
    if not ged.not_deadly(made):
        _keeps_ucdps_rules(ged.row(made, cargo))


STRIKES = frozenset({"airstrike", "shelling", "killing", "raid", "bombing"})


def _keeps_acleds_rules(row: dict[str, object], made: Incident) -> None:
    assert row.keys() == set(acled.COLUMNS)
    assert row["sub_event_type"] in acled_codes().sub_events
    one, two = str(row["inter1"]), str(row["inter2"])
    both = "".join(sorted(c for c in (one, two) if c not in ("", "0")))
    assert row["interaction"] == (both if len(both) == 2 else both + "0" if both else "")
    assert isinstance(row["fatalities"], int)
    assert row["fatalities"] >= 0
    assert row["time_precision"] in (1, 2, 3)
    assert row["geo_precision"] in (1, 2, 3, None)
    assert (row["latitude"] is None) == (row["longitude"] is None)
    known = any(t.kind == "killed" and (t.low is not None or t.best is not None) for t in made.harm)
    assert ("Casualties unknown." in str(row["notes"])) == (not known)
    assert ("synthetic: true" in str(row["tags"])) == made.synthetic


def _keeps_ucdps_rules(row: dict[str, object]) -> None:
    assert row.keys() == set(ged.COLUMNS)
    assert row["type_of_violence"] in ("", "1", "2", "3")
    shares = [row[c] for c in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
    if row["best"] is None:
        assert shares == [None] * 4
    else:
        assert sum(int(str(n)) for n in shares) == row["best"]
        assert int(str(row["high"])) >= int(str(row["best"]))


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_an_incident_of_a_thousand_reports(
    name: str, cargo: Cargo, incidents: dict[str, Incident], tmp_path: Path
) -> None:
    def again(number: int) -> Telling:
        return replace(telling(f"doc{number}", "shelling"), outlet=f"Outlet {number}")

    many = replace(
        incidents["strike"],
        reports=tuple(again(n) for n in range(1000)),
        sources=tuple(witness("monitor", doc=f"doc{n}") for n in range(1000)),
    )
    some = replace(cargo, incidents=lambda: iter((many,)))
    assert EXPORTS[name](some, tmp_path / "out").rows > 0


@pytest.mark.parametrize("name", ["jsonl", "csv", "geojson", "ged", "plover"])
def test_a_lone_surrogate_that_slipped_in_is_named(
    name: str, cargo: Cargo, incidents: dict[str, Incident], tmp_path: Path
) -> None:
    strike = incidents["strike"]
    odd = replace(strike, places=(replace(strike.places[0], name="a\ud800"),))
    with pytest.raises(OutputError, match=r"lone surrogate \(U\+D800\)"):
        EXPORTS[name](replace(cargo, incidents=lambda: iter((odd,))), tmp_path / "out")
    assert not list(tmp_path.iterdir())
