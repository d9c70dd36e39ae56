"""Incidents of reports: status, tolls, choice of values, corrections. Who says what is never lost."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sijill.decisions import check
from sijill.errors import UsageError
from sijill.incident import Decision, Filed, Incident, Toll
from sijill.reconcile.build import incident, minted
from sijill.records import Participant, Source
from tests.filed import doer, killed, place, registry, told

ARMY = "actor.sy-assad-army"
REBELS = "actor.sy-hts"


def made(
    *filed: Filed, decisions: tuple[Decision, ...] = (), homes: dict[str, str] | None = None
) -> Incident:
    return incident("i-1", filed, decisions, registry(), homes)


def cited(kind: str, stance: str, actor: str | None = None, text: str = "") -> Source:
    return Source(kind=kind, stance=stance, actor=actor, text=text)


def toll(found: Incident, kind: str = "killed") -> Toll:
    return next(t for t in found.harm if t.kind == kind and not t.part)


CLAIM = told(
    "a/1",
    people=[doer(REBELS), doer(ARMY, "target")],
    sources=[cited("armed_group", "claims_responsibility", REBELS)],
)
TOLD = told("b/1", people=[doer(REBELS), doer(ARMY, "target")], sources=[cited("witness", "reports")])
CONFIRMED = told(
    "c/1", people=[doer(REBELS), doer(ARMY, "target")], sources=[cited("military", "confirms", ARMY)]
)
BY_ATTACKED = told(
    "d/1", people=[doer(REBELS), doer(ARMY, "target")], sources=[cited("military", "reports", ARMY)]
)
DENIED = told("e/1", people=[doer(REBELS)], realis="denied", sources=[cited("armed_group", "denies", REBELS)])
RIVAL = told("f/1", people=[doer("actor.ru-military")], sources=[cited("monitor", "reports")])
ACCUSED = told("g/1", people=[doer(REBELS)], sources=[cited("military", "accuses", ARMY)])


@pytest.mark.parametrize(
    ("reports", "status"),
    [
        ([CLAIM], "claimed"),
        ([TOLD], "reported"),
        ([CLAIM, TOLD], "reported"),
        ([CLAIM, CONFIRMED], "acknowledged"),
        ([TOLD, BY_ATTACKED], "acknowledged"),
        ([TOLD, DENIED], "disputed"),
        ([CLAIM, CONFIRMED, DENIED], "disputed"),
        ([TOLD, RIVAL], "disputed"),
        ([DENIED], "denied"),
        ([ACCUSED, DENIED], "denied"),
    ],
)
def test_status(reports: list[Filed], status: str) -> None:
    assert made(*reports).status == status
    assert made(*reversed(reports)).status == status


def test_a_side_swapped_changes_only_the_labels() -> None:
    def swap(filed: Filed) -> Filed:
        from msgspec.json import decode, encode

        text = encode(filed).decode()
        text = text.replace(ARMY, "@").replace(REBELS, ARMY).replace("@", REBELS)
        return decode(text.encode(), type=Filed)

    for group in ([CLAIM], [CLAIM, TOLD], [TOLD, BY_ATTACKED], [TOLD, DENIED], [ACCUSED, DENIED]):
        assert made(*group).status == made(*(swap(f) for f in group)).status


def test_low_and_high_and_who_says_which() -> None:
    found = toll(
        made(told("a/1", harm=[killed(4)]), told("b/1", harm=[killed(7)]), told("c/1", harm=[killed(4)]))
    )
    assert (found.low, found.high, found.best) == (4, 7, 4)
    said = {v.value: {s.report for s in v.said} for v in found.values}
    assert said == {"4": {"a/1", "c/1"}, "7": {"b/1"}}


def test_no_average_is_ever_made() -> None:
    found = toll(made(told("a/1", harm=[killed(2)]), told("b/1", harm=[killed(10)])))
    assert found.best in (2, 10)


def test_a_growing_toll_of_one_outlet_replaces_its_own_and_no_other() -> None:
    first = told("a1/1", harm=[killed(3)], outlet="Wadi Radio", published="2024-03-09")
    later = told("a2/1", harm=[killed(8)], outlet="Wadi Radio", published="2024-03-10")
    other = told("b/1", harm=[killed(5)], outlet="Hill Agency")
    found = toll(made(first, later, other))
    assert (found.low, found.high) == (5, 8)


def test_copies_speak_with_one_voice() -> None:
    copies = [told(f"c{n}/1", harm=[killed(9)], voice="c0") for n in range(5)]
    others = [told("x/1", harm=[killed(4)]), told("y/1", harm=[killed(4)])]
    found = made(*copies, *others)
    assert toll(found).best == 4
    assert found.voices == 3


def test_the_witnesses_of_three_outlets_are_three_voices() -> None:
    witnesses = [
        told(f"{d}/1", harm=[killed(4, source=1)], sources=[cited("witness", "reports")]) for d in "abc"
    ]
    assert toll(made(*witnesses, told("d/1", harm=[killed(9)]), told("e/1", harm=[killed(9)]))).best == 4
    monitor = [cited("monitor", "reports", "actor.sohr")]
    same = [told(f"{d}/1", harm=[killed(4, source=1)], sources=monitor) for d in "abc"]
    assert toll(made(*same, told("d/1", harm=[killed(9)]), told("e/1", harm=[killed(9)]))).best == 9


def test_the_witnesses_of_one_outlet_do_not_correct_those_of_another() -> None:
    words = [cited("witness", "reports", text="شهود")]
    early = told("a/1", harm=[killed(4, source=1)], sources=words, published="2024-03-09")
    late = told("b/1", harm=[killed(9, source=1)], sources=words, published="2024-03-10")
    assert (toll(made(early, late)).low, toll(made(early, late)).high) == (4, 9)
    again = told(
        "c/1", harm=[killed(9, source=1)], sources=words, published="2024-03-10", outlet="outlet of a"
    )
    assert (toll(made(early, again)).low, toll(made(early, again)).high) == (9, 9)


def test_parts_are_not_added_to_their_total() -> None:
    from msgspec.structs import replace

    whole, part = killed(10), replace(killed(4, who="child"), part_of=0)
    found = made(told("a/1", harm=[whole, part]))
    assert toll(found).best == 10
    assert [(t.who, t.best) for t in found.harm if t.part] == [("child", 4)]


def test_entries_of_one_kind_add_up() -> None:
    found = made(told("a/1", harm=[killed(6, who="civilian"), killed(4, who="military")]))
    assert toll(found).best == 10
    assert {(t.who, t.best) for t in found.harm if t.part} == {("civilian", 6), ("military", 4)}


def test_an_open_count_stays_open() -> None:
    found = toll(made(told("a/1", harm=[killed(5, None)]), told("b/1", harm=[killed(3)])))
    assert (found.low, found.high) == (3, None)


def test_what_a_doer_concedes_stands_apart() -> None:
    own = told(
        "a/1",
        people=[doer(ARMY)],
        sources=[cited("military", "claims_responsibility", ARMY)],
        harm=[killed(1, source=1)],
    )
    other = told(
        "b/1", people=[doer(ARMY)], sources=[cited("monitor", "reports")], harm=[killed(6, source=1)]
    )
    found = toll(made(own, other))
    assert [(c.actor, c.low, c.high) for c in found.conceded] == [(ARMY, 1, 1)]
    assert (found.low, found.high) == (1, 6)


def test_zero_by_some_and_many_by_others_is_a_dispute() -> None:
    assert made(told("a/1", harm=[killed(0)]), told("b/1", harm=[killed(6)])).status == "disputed"


def test_the_day_that_is_said_beats_the_day_that_is_inferred() -> None:
    guess = told("a/1", day="2024-03-08", end="2024-03-09", precision="vague", inferred="published")
    found = made(guess, told("b/1", day="2024-03-09"))
    assert found.time is not None
    assert found.time.start == "2024-03-09"
    field = next(f for f in found.fields if f.name == "time")
    assert not field.agreed
    assert len(field.values) == 2


def test_the_finest_place_is_shown_and_the_others_stay() -> None:
    found = made(
        told("a/1", places=[place("place.sy.idlib-governorate", 3)]),
        told("b/1", places="place.sy.saraqib"),
    )
    assert found.places[0].gazetteer_id == "place.sy.saraqib"
    assert "place.sy.idlib-governorate" in {p.gazetteer_id for p in found.places}


def test_movements_are_mapped_no_finer_than_a_district() -> None:
    near = place("place.sy.saraqib", 2, "near")
    filed = told("a/1", "deployment", places=[near, place("place.sy.idlib")])
    moved = replace(filed, report=replace(filed.report, origin=(place("place.sy.ariha"),)))
    by_hand = told("a/1", "raid")
    for found in (
        made(moved),
        made(moved, decisions=(decision(1, "correct", "place", "place.sy.sarmada"),)),
        made(by_hand, decisions=(decision(1, "correct", "event_type", "deployment"),)),
    ):
        assert found.places
        assert all(p.lat is None and p.lon is None for p in (*found.places, *found.origin))
    drill = made(moved, decisions=(decision(1, "correct", "event_type", "military_exercise"),))
    assert all(p.lat is not None for p in (*drill.places, *drill.origin))


def test_the_words_of_private_people_are_no_label() -> None:
    name = Participant(role="victim", text="فلان الفلاني", start=3, end=15)
    found = made(told("a/1", "arrest", people=[name, doer(ARMY)]))
    (field,) = (f for f in found.fields if f.name == "victim")
    (value,) = field.values
    assert (value.value, value.label, field.chosen) == ("people", "people", "people")
    assert value.said[0].text == "فلان الفلاني"
    assert all("فلان" not in p.name + p.name_ar for p in found.participants)


def test_only_a_doer_concedes() -> None:
    says = [cited("military", "reports", ARMY)]
    own = told("a/1", people=[doer(ARMY)], harm=[killed(2, source=1)], sources=says)
    assert [c.actor for c in toll(made(own)).conceded] == [ARMY]
    others = told("b/1", people=[doer(REBELS)], harm=[killed(5, source=1)], sources=says)
    assert toll(made(others, told("c/1", people=[doer(ARMY)]))).conceded == ()
    accused = told("d/1", people=[doer(ARMY)], sources=[cited("armed_group", "accuses", REBELS)])
    bare = told("e/1", harm=[killed(5, source=1)], sources=says)
    assert toll(made(accused, bare)).conceded == ()
    denial = told("f/1", people=[doer(ARMY)], realis="denied", sources=[cited("military", "denies", ARMY)])
    named = told("g/1", people=[doer(ARMY)])
    assert toll(made(named, denial, bare)).conceded == ()
    assert toll(made(named, bare)).conceded


def test_an_answer_leads_to_the_incident_it_answers() -> None:
    found = made(told("a/2", response_to="r1"), homes={"a#r1": "i-before"})
    assert [a.incident for a in found.answers] == ["i-before"]
    assert (
        made(told("a/2", response_to="the shelling of the market")).answers[0].text
        == "the shelling of the market"
    )


def decision(number: int, kind: str, field: str = "", value: str = "", **rest: object) -> Decision:
    return Decision(
        number=number,
        at="",
        by="person:reviewer",
        kind=kind,
        field=field,
        value=value,
        **{"these": ("a/1",), **rest},
    )  # type: ignore[arg-type]


def test_what_a_person_decided_outranks_what_is_told() -> None:
    steps = (
        decision(1, "correct", "killed", "6"),
        decision(2, "correct", "place", "place.sy.idlib"),
        decision(3, "correct", "time", "2024-03-08"),
        decision(4, "correct", "attacker", "actor.ru-military"),
        decision(5, "correct", "event_type", "airstrike"),
        decision(6, "confirm"),
    )
    found = made(told("a/1", people=[doer(ARMY)], harm=[killed(4)]), decisions=steps)
    assert (toll(found).best, found.places[0].gazetteer_id, found.event_type) == (
        6,
        "place.sy.idlib",
        "airstrike",
    )
    assert found.time is not None
    assert found.time.start == "2024-03-08"
    assert [p.actor for p in found.participants if p.role == "attacker"] == ["actor.ru-military"]
    assert found.confirmed
    assert found.decided == (1, 2, 3, 4, 5, 6)
    field = next(f for f in found.fields if f.name == "event_type")
    assert "reviewer" in field.policy
    assert [v.value for v in field.values] == ["shelling"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("killed", "some"),
        ("time", "yesterday"),
        ("time", "2024-03-09/2024-03-01"),
        ("place", "nowhere"),
        ("attacker", "x"),
        ("killed", "9-3"),
        ("killed", "-5"),
        ("time", "2024-03-09T10:00+02:00"),
        ("time", "2024-03-09T10:00+02:00/2024-03-10"),
        ("event_type", "skirmish"),
        ("status", "true"),
        ("political", "maybe"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(field: str, value: str) -> None:
    with pytest.raises(UsageError):
        made(told("a/1"), decisions=(decision(1, "correct", field, value),))


@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "wrong"), ("event_type", "party"), ("political", "maybe"), ("killed", "6-2")],
)
def test_a_value_that_is_none_is_refused(field: str, value: str) -> None:
    with pytest.raises(UsageError):
        made(told("a/1"), decisions=(decision(1, "correct", field, value),))


def test_a_headline_and_its_body_are_not_added() -> None:
    twice = told("a/1", harm=[killed(6), killed(6, None)])
    assert (toll(made(twice)).low, toll(made(twice)).high) == (6, 6)
    assert toll(made(told("b/1", harm=[killed(6), killed(4)]))).best == 10


def test_whom_a_denial_clears_is_named_by_others_only() -> None:
    found = made(told("a/1", people=[doer("actor.ru-military")]), DENIED)
    assert {p.actor for p in found.participants if p.role == "attacker"} == {"actor.ru-military"}


def test_a_copy_adds_no_voice_to_a_figure() -> None:
    copy = told("c/1", harm=[killed(9, source=1)], voice="a", sources=[cited("news_agency", "reports")])
    found = toll(
        made(
            told("a/1", harm=[killed(9)]), copy, told("x/1", harm=[killed(4)]), told("y/1", harm=[killed(4)])
        )
    )
    assert found.best == 4


@pytest.mark.parametrize(
    "wrong",
    [
        decision(1, "guess"),
        decision(1, "correct", "weather", "x"),
        decision(1, "comment"),
        decision(1, "withdraw"),
        decision(1, "merge"),
    ],
)
def test_a_decision_that_says_nothing_is_refused(wrong: Decision) -> None:
    with pytest.raises(UsageError):
        check(wrong)


def test_ids_are_short_and_stable() -> None:
    assert minted("a/1") == minted("a/1")
    assert minted("a/1") != minted("a/2")


def test_an_outlet_is_one_voice_however_often_it_tells() -> None:
    wadi = [told(f"w{n}/1", "airstrike", outlet="Wadi Radio", published=f"2024-03-1{n}") for n in range(3)]
    others = [told("x/1", "shelling"), told("y/1", "shelling")]
    found = made(*wadi, *others)
    assert found.event_type == "shelling"
    assert found.voices == 3
    carried = [told(f"w{n}/1", "airstrike", outlet="Wadi Radio", voice="w0") for n in range(3)]
    assert made(*carried, *others).voices == 3


def test_a_later_telling_takes_the_place_of_an_earlier_one() -> None:
    early = told("a1/1", day="2024-03-08", outlet="Wadi Radio", published="2024-03-08")
    late = told("a2/1", day="2024-03-09", outlet="Wadi Radio", published="2024-03-10")
    found = made(early, late)
    (time,) = [f for f in found.fields if f.name == "time"]
    assert (time.chosen, time.agreed) == ("2024-03-09", True)
    assert [v.value for v in time.values] == ["2024-03-09", "2024-03-08"]  # what was said stays
    assert made(early, told("b/1", day="2024-03-09")).fields != found.fields
    moved = told("a2/1", places="place.sy.idlib", outlet="Wadi Radio", published="2024-03-10")
    assert [p.gazetteer_id for p in made(early, moved).places] == ["place.sy.idlib"]


def test_a_later_telling_that_is_less_exact_takes_nothing_back() -> None:
    early = told("a1/1", "airstrike", outlet="Wadi Radio", published="2024-03-09")
    late = told(
        "a2/1", "killing", "2024-03-08", [place("place.sy.idlib-governorate", 3)],
        end="2024-03-10", precision="vague", outlet="Wadi Radio", published="2024-03-12",
    )  # fmt: skip
    found = made(early, late)
    assert found.event_type == "airstrike"
    assert found.time is not None
    assert found.time.start == "2024-03-09"
    assert found.places[0].gazetteer_id == "place.sy.saraqib"


def test_what_a_half_inherits_it_says() -> None:
    both = ("a/1", "b/1", "c/1")
    steps = (
        decision(1, "confirm", these=both),
        decision(2, "correct", "killed", "7", these=both),
        decision(3, "split", these=("c/1",), those=("a/1", "b/1")),
        decision(4, "correct", "killed", "3", these=("c/1",)),
    )
    halves = [(told("a/1"), told("b/1")), (told("c/1"),)]
    first, second = (incident("i-1", half, steps, registry(), others=frozenset(both)) for half in halves)
    assert (toll(first).best, toll(second).best) == (7, 3)
    assert first.confirmed
    assert second.confirmed
    assert [i for i in first.issues if i.startswith("inherited")] == [
        "inherited: confirm (decision 1), made with 1 more report",
        "inherited: correct killed 7 (decision 2), made with 1 more report",
    ]
    assert [i for i in second.issues if i.startswith("inherited")] == [
        "inherited: confirm (decision 1), made with 2 more reports"
    ]


def test_every_outlet_that_carries_a_figure_says_it() -> None:
    copies = [told(f"c{n}/1", harm=[killed(9)], voice="c0") for n in range(3)]
    (value,) = toll(made(*copies)).values
    assert [s.report for s in value.said] == ["c0/1", "c1/1", "c2/1"]
    grown = told("c3/1", harm=[killed(11)], voice="c0", published="2024-03-12")
    assert [v.value for v in toll(made(*copies, grown)).values] == ["11"]
