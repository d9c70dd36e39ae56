"""Linking: what is compared, what bars, what joins; the same sets whatever the order."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from sijill.decisions import Rulings, pair, rulings
from sijill.incident import Decision, Link
from sijill.link.block import kept_under, looks_under
from sijill.link.cluster import clusters
from sijill.link.compare import COMPARISONS, compare, published_weights
from sijill.link.profile import Profile
from sijill.records import Place
from tests.filed import doer, killed, place, seen, told

W = published_weights()


def links(profiles: list[Profile]) -> list[Link]:
    """The links of all pairs that blocking brings together."""
    found = []
    for n, a in enumerate(profiles):
        for b in profiles[n + 1 :]:
            if looks_under(a) & kept_under(b):
                assert looks_under(b) & kept_under(a), "if a finds b, b finds a"
                found.append(compare(a, b, W))
    return found


def sets(profiles: list[Profile], given: Rulings = Rulings()) -> list[set[str]]:  # noqa: B008 (immutable)
    return [set(s) for s in clusters({p.key: p for p in profiles}, links(profiles), W, given)]


TOWN = "place.sy.saraqib"
SAME = [
    told("a/1", people=[doer("actor.sy-assad-army")], harm=[killed(4)]),
    told("b/1", "shelling", harm=[killed(5)], people=[doer("actor.sy-assad-army")]),
    told("c/1", "killing", harm=[killed(4)]),
]


def test_one_event_told_by_three_outlets() -> None:
    assert sets([seen(f) for f in SAME]) == [{"a/1", "b/1", "c/1"}]


@pytest.mark.parametrize(
    "other",
    [
        told("z/1", day="2024-03-11"),
        told("z/1", day="2024-03-16"),
        told("z/1", places=[replace(place("place.sy.idlib"), text="مدينة إدلب")], harm=[killed(9)]),
        told("z/1", places="place.sy.ariha", harm=[killed(9)]),
        told("z/1", places="place.ye.sanaa"),
        told("z/1", "arrest"),
        told("z/1", "protest"),
        told("z/1", "agreement"),
    ],
    ids=[
        "two days on",
        "a week on",
        "the city",
        "another town",
        "another country",
        "arrest",
        "protest",
        "agreement",
    ],
)
def test_another_event_stays_apart(other: object) -> None:
    found = sets([seen(f) for f in [*SAME, other]])  # type: ignore[list-item]
    assert {"z/1"} in found


def test_one_document_tells_two_events_apart() -> None:
    assert len(sets([seen(told("a/1")), seen(told("a/2"))])) == 2


def test_a_province_named_in_place_of_the_town_meets_it() -> None:
    province = place("place.sy.idlib-governorate", 3)
    vague = told("p/1", places=[province], people=[doer("actor.sy-assad-army")], harm=[killed(4)])
    assert looks_under(seen(vague)) & kept_under(seen(SAME[0]))
    assert compare(seen(vague), seen(SAME[0]), W).barred == ""


def test_a_bare_name_of_city_and_province_may_hold_the_town() -> None:
    bare, town = seen(told("p/1", places="place.sy.idlib")), seen(SAME[0])
    city = seen(told("p/1", places=[replace(place("place.sy.idlib"), text="مدينة إدلب")]))
    assert {s.name: s.level for s in compare(bare, town, W).steps}["place"] == "perhaps inside"
    assert compare(city, town, W).barred == "another place"


def unlisted(name: str) -> Place:
    """A place that no list knows, as a report has it."""
    return Place(name=name, name_ar=name, text=name, precision=1)


def reached(a: Profile, b: Profile, name: str = "place") -> str:
    return {s.name: s.level for s in compare(a, b, W).steps}[name]


@pytest.mark.parametrize("name", ["أبوشوك", "مخيم أبو شوك"])
def test_a_name_meets_its_other_spelling(name: str) -> None:
    known, other = seen(told("a/1", places="place.sd.abu-shouk")), seen(told("b/1", places=[unlisted(name)]))
    assert looks_under(other) & kept_under(known)
    assert reached(known, other) == "same name"


def test_a_report_without_a_place_meets_any_name_of_it() -> None:
    town = seen(told("a/1", places="place.il.ashkelon"))
    silent = seen(told("b/1", places=[]), ("اشكلون", "صاروخ"))
    assert looks_under(silent) & kept_under(town)
    assert reached(town, silent) == "named in words"


def test_two_towns_beside_each_other_are_told_apart() -> None:
    town, next_to_it = (
        seen(told("a/1", places="place.ps.jabalia")),
        seen(told("b/1", places="place.ps.beit-lahia")),
    )
    assert reached(town, next_to_it) == "next town"
    assert reached(town, seen(told("c/1", places="place.ps.jabalia-camp"))) == "near"


def test_two_cities_in_one_are_told_apart() -> None:
    north, west = (
        told(k, places=f"place.sd.{p}") for k, p in (("a/1", "khartoum-north"), ("b/1", "omdurman"))
    )
    bridge = told(
        "c/1", places=[place("place.sd.shambat-bridge", 2, "near"), place("place.sd.khartoum-north")]
    )
    assert reached(seen(north), seen(west)) == "next town"
    assert reached(seen(bridge), seen(west)) == "next town"


def test_a_bare_name_may_be_taken_for_its_namesake() -> None:
    far = seen(told("a/1", places="place.sy.sinjar-idlib"))
    bare = seen(told("b/1", places="place.iq.sinjar"))
    assert compare(far, bare, W).barred == ""
    assert reached(far, bare) == "namesake"
    both = [place("place.iq.sinjar"), place("place.iq.nineveh-governorate", 3)]
    here = [place("place.sy.sinjar-idlib"), place("place.sy.idlib-governorate", 3)]
    assert reached(seen(told("c/1", places=here)), seen(told("d/1", places=both))) == "other country"


def test_what_only_says_where_a_village_lies_is_no_place_of_the_event() -> None:
    city = seen(told("a/1", places="place.lb.nabatieh"))
    village = [place("place.lb.kfar-remman"), place("place.lb.nabatieh", 2, "near")]
    assert reached(city, seen(told("b/1", places=village))) != "same town"


def test_a_protest_with_dead_meets_the_killing() -> None:
    protest = seen(told("a/1", "protest", harm=[killed(6)]))
    killing = seen(told("b/1", "killing", harm=[killed(6)]))
    assert looks_under(killing) & kept_under(protest)
    assert reached(protest, killing, "type") == "crackdown"
    assert not looks_under(killing) & kept_under(seen(told("c/1", "protest")))


def test_every_level_has_a_published_weight() -> None:
    assert set(W.levels) == set(COMPARISONS)
    for link in links([seen(f) for f in [*SAME, told("d/1", "arrest"), told("e/1", day="2024-03-10")]]):
        for step in link.steps:
            assert step.level in W.levels[step.name], (step.name, step.level)
        assert link.score == pytest.approx(W.prior + sum(s.weight for s in link.steps), abs=0.002)


def test_comparison_is_symmetric() -> None:
    profiles = [seen(f) for f in [*SAME, told("e/1", day="2024-03-10"), told("f/1", places="place.sy.idlib")]]
    for a in profiles:
        for b in profiles:
            if a.key != b.key:
                assert compare(a, b, W) == compare(b, a, W)


def many() -> list[Profile]:
    """Some 120 reports of a busy week in five towns by many outlets."""
    chance = random.Random(5)
    towns = [TOWN, "place.sy.idlib", "place.sy.ariha", "place.sy.jisr-al-shughur", "place.sy.sarmada"]
    found = []
    for n in range(120):
        found.append(
            told(
                f"d{n}/1",
                chance.choice(["shelling", "airstrike", "killing", "armed_attack"]),
                f"2024-03-{chance.randint(1, 7):02d}",
                chance.choice(towns),
                people=[
                    doer(chance.choice(["actor.sy-assad-army", "actor.ru-military", "actor.tr-military"]))
                ],
                harm=[killed(chance.choice([0, 1, 2, 4, 9]))],
            )
        )
    return [seen(f) for f in found]


def test_the_order_of_arrival_makes_no_difference() -> None:
    profiles = many()
    expected = sorted(map(sorted, sets(profiles)))
    assert 5 < len(expected) < 100
    for seed in range(20):
        mixed = profiles[:]
        random.Random(seed).shuffle(mixed)
        assert sorted(map(sorted, sets(mixed))) == expected


def test_a_component_alone_gives_what_the_whole_gives() -> None:
    """What linking one more article relies on."""
    profiles = many()
    whole = {frozenset(s) for s in sets(profiles)}
    every = links(profiles)
    from sijill.link.cluster import components, edges

    strong = [ln for ln in every if ln.verdict == "same"]
    by_key = {p.key: p for p in profiles}
    for part in components(by_key, edges(by_key, strong, Rulings())):
        inside = [ln for ln in strong if ln.a in part]
        alone = clusters({k: by_key[k] for k in part}, inside, W)
        assert {frozenset(s) for s in alone} <= whole


def decided(
    number: int, kind: str, these: list[str], those: list[str], withdraws: int | None = None
) -> Decision:
    return Decision(
        number=number,
        at="2024-04-01T00:00:00",
        by="person:reviewer",
        kind=kind,
        these=tuple(these),
        those=tuple(those),
        withdraws=withdraws,
    )


def test_people_outrank_scores() -> None:
    profiles = [seen(f) for f in [*SAME, told("z/1", day="2024-03-20")]]
    split = decided(1, "split", ["a/1"], ["b/1", "c/1"])
    assert {"a/1"} in sets(profiles, rulings([split]))
    merge = decided(2, "merge", ["a/1"], ["z/1"])
    assert {"a/1", "z/1"} in sets(profiles, rulings([split, merge]))
    back = decided(3, "withdraw", [], [], withdraws=1)
    assert {"a/1", "b/1", "c/1"} in sets(profiles, rulings([split, back]))
    again = decided(4, "withdraw", [], [], withdraws=3)
    assert {"a/1"} in sets(profiles, rulings([split, back, again]))


def test_nothing_joins_a_locked_set() -> None:
    lock = decided(1, "lock", ["a/1", "b/1"], [])
    found = sets([seen(f) for f in SAME], rulings([lock]))
    assert {"a/1", "b/1"} in found
    assert {"c/1"} in found
    assert rulings([lock, decided(2, "unlock", ["b/1", "a/1"], [])]).locked == ()


def test_a_pair_is_a_pair() -> None:
    assert pair("b", "a") == pair("a", "b")
