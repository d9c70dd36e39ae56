"""Blocks, links, and what is still to be linked."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill.incident import Link, Step
from sijill.store import Ledger
from tests.store.made import add, report

KEYS = [f"d{n}/0-3" for n in range(8)]


def _fill(ledger: Ledger) -> None:
    for key in KEYS:
        add(ledger, key.split("/")[0])


def _link(a: str, b: str, verdict: str = "same", score: float = 3.25) -> Link:
    steps = (Step(name="time", level="same day", weight=2.5, detail="2024-03-09"),)
    return Link(a=a, b=b, score=score, verdict=verdict, steps=steps)


def test_candidates_share_a_block(ledger: Ledger) -> None:
    _fill(ledger)
    ledger.put_blocks({KEYS[0]: ["x", "y", "y"], KEYS[1]: ["y"], KEYS[2]: ["z"], "nowhere/0-1": ["x"]})
    assert ledger.candidates(["x", "y"]) == {KEYS[0], KEYS[1]}
    ledger.put_blocks({KEYS[0]: ["z"]})
    assert ledger.candidates(["x", "y"]) == {KEYS[1]}
    assert ledger.candidates(["z"]) == {KEYS[0], KEYS[2]}
    assert ledger.candidates([]) == set()


def test_links_are_found_from_both_ends(ledger: Ledger) -> None:
    _fill(ledger)
    one, two, three = (
        _link(KEYS[0], KEYS[1]),
        _link(KEYS[1], KEYS[2], "maybe"),
        _link(KEYS[3], KEYS[4], "apart"),
    )
    ledger.put_links([three, two, one, _link(KEYS[0], "nowhere/0-1")])
    assert ledger.links_of([KEYS[1]]) == [one, two]
    assert ledger.links_of(KEYS) == [one, two, three]
    assert ledger.links_among([KEYS[0], KEYS[1], KEYS[3]]) == [one]
    assert list(ledger.links_with("maybe")) == [two]
    assert (ledger.counts().links, ledger.counts().maybe) == (3, 1)
    ledger.put_links([_link(KEYS[0], KEYS[1], "apart", -7.0)])
    assert ledger.links_of([KEYS[0]]) == [_link(KEYS[0], KEYS[1], "apart", -7.0)]
    ledger.drop_links([KEYS[1]])
    assert ledger.links_of(KEYS) == [three]


def test_links_with_a_verdict_come_page_by_page(ledger: Ledger) -> None:
    docs = [f"e{n:02}" for n in range(40)]
    with ledger.writing():
        for doc in docs:
            add(ledger, doc, text="قصف")
        pairs = list(combinations([f"{doc}/0-3" for doc in docs], 2))
        ledger.put_links([_link(a, b, "maybe") for a, b in pairs])
    assert [(link.a, link.b) for link in ledger.links_with("maybe")] == pairs


def test_stale_reports_leave_with_blocks_and_links(ledger: Ledger) -> None:
    _fill(ledger)
    ledger.put_blocks({key: ["x"] for key in KEYS})
    ledger.put_links([_link(KEYS[0], KEYS[1]), _link(KEYS[1], KEYS[2])])
    ledger.settled(KEYS)
    assert ledger.pending() == []
    add(ledger, "d1", report("r1", 9), reader="2")
    assert ledger.stale() == [KEYS[1]]
    assert KEYS[1] not in ledger.candidates(["x"])
    assert len(ledger.links_of([KEYS[1]])) == 2
    ledger.settled([*ledger.stale(), *ledger.pending()])
    assert ledger.links_of(KEYS) == []
    assert ledger.stale() == ledger.pending() == []
    assert len(ledger.candidates(["x"])) == len(KEYS) - 1


def test_all_can_be_linked_anew(ledger: Ledger) -> None:
    _fill(ledger)
    ledger.settled(KEYS[:5])
    assert ledger.pending() == KEYS[5:]
    ledger.unsettle()
    assert ledger.pending() == KEYS


PAIRS = st.lists(
    st.tuples(st.sampled_from(list(combinations(range(8), 2))), st.sampled_from(["same", "maybe", "apart"])),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=PAIRS, start=st.sets(st.integers(0, 7)))
def test_a_component_is_the_closure_over_same(
    ledger: Ledger, pairs: list[tuple[tuple[int, int], str]], start: set[int]
) -> None:
    if not ledger.counts().documents:
        _fill(ledger)
    ledger.drop_links(KEYS)
    ledger.put_links([_link(KEYS[a], KEYS[b], verdict) for (a, b), verdict in pairs])
    same = [pair for pair, verdict in dict(pairs).items() if verdict == "same"]
    wanted = set(start)
    for _ in KEYS:
        wanted |= {y for pair in same for x, y in (pair, pair[::-1]) if x in wanted}
    assert ledger.component([KEYS[n] for n in start]) == {KEYS[n] for n in wanted}
