"""Announced totals against their parts, their predecessors and the ledger, worked out by hand."""

from __future__ import annotations

from sijill.incident import FiledTally, Incident, TallyCheck
from sijill.reconcile.audit import audit
from sijill.reconcile.build import incident
from sijill.records import Count, Scope, Source, Tally, TallyPart, Window
from tests.filed import doer, killed, registry, told


def tally(
    doc: str,
    number: int | None,
    measure: str = "attacks",
    *,
    most: int | None = -1,
    start: str | None = "2024-03-01",
    end: str | None = None,
    published: str = "2024-03-31",
    parts: tuple[int, ...] = (),
    scope: Scope | None = None,
    speaker: str = "actor.sy-hts",
) -> FiledTally:
    return FiledTally(
        key=f"{doc}/k0-1",
        doc=doc,
        outlet="Hill Agency",
        published=published,
        tally=Tally(
            measure=measure,
            count=Count(min=number, max=number if most == -1 else most),
            window=Window(start=start, end=end),
            adds_up=sum(parts) == number if parts else None,
            parts=tuple(TallyPart(count=Count(min=n, max=n)) for n in parts),
            scope=scope or Scope(),
            sources=(Source(kind="outlet"), Source(kind="armed_group", actor=speaker)),
        ),
    )


def happened(
    key: str, day: str, where: str = "place.sy.saraqib", dead: int = 2, actor: str = "actor.sy-assad-army"
) -> Incident:
    return incident(
        f"i-{key}",
        [told(f"{key}/1", day=day, places=where, harm=[killed(dead)], people=[doer(actor)])],
        (),
        registry(),
    )


LEDGER = [
    happened("a", "2024-03-02"),
    happened("b", "2024-03-09", "place.sy.idlib", 3),
    happened("c", "2024-03-20", "place.iq.baghdad", 5, "actor.us-military"),
    happened("d", "2024-04-02"),
]


def check(filed: FiledTally, *before: FiledTally) -> TallyCheck:
    return next(c for c in audit([*before, filed], LEDGER, registry()) if c.key == filed.key)


def test_parts() -> None:
    assert check(tally("t", 24, parts=(15, 9))).adds_up is True
    assert check(tally("t", 25, parts=(15, 9))).adds_up is False
    assert check(tally("t", 25, parts=(15, 9))).parts_low == 24
    assert check(tally("t", 25)).adds_up is None


def test_the_ledgers_incidents_of_the_window() -> None:
    found = check(tally("t", 3))
    assert found.incidents == ("i-a", "i-b", "i-c")
    assert (found.verdict, found.difference) == ("agrees", 0)
    assert check(tally("t", 10)).difference == 7
    assert check(tally("t", 10)).verdict == "above the ledger"
    assert check(tally("t", 1)).difference == -2
    assert check(tally("t", 2, most=None)).verdict == "agrees"


def test_scope() -> None:
    assert check(tally("t", 1, scope=Scope(places=("IQ",)))).incidents == ("i-c",)
    assert check(tally("t", 1, scope=Scope(places=("place.sy.idlib-governorate",)))).incidents == (
        "i-a",
        "i-b",
    )
    assert check(tally("t", 1, scope=Scope(actor="actor.us-military"))).incidents == ("i-c",)
    assert check(tally("t", 1, start="2024-03-09", end="2024-03-09")).incidents == ("i-b",)


def test_people_are_summed_as_ranges() -> None:
    found = check(tally("t", 10, "killed"))
    assert (found.found_low, found.found_high, found.verdict) == (10, 10, "agrees")
    assert check(tally("t", 12, "killed")).difference == 2


def test_what_cannot_be_compared_says_why() -> None:
    assert check(tally("t", 5, "other")).verdict == "not comparable"
    assert check(tally("t", 5, start=None)).reason == "the tally names no window"
    assert check(tally("t", None)).reason == "the tally gives no number"


def test_a_later_total_of_one_speaker_does_not_fall() -> None:
    earlier = tally("t1", 20, published="2024-03-20")
    assert check(tally("t2", 24), earlier).monotone is True
    fallen = check(tally("t2", 18), earlier)
    assert fallen.monotone is False
    assert fallen.earlier == earlier.key
    assert check(tally("t2", 18, speaker="actor.us-military"), earlier).monotone is None
    assert check(tally("t2", 18, start="2024-03-05"), earlier).monotone is None
    assert check(tally("t2", 18, scope=Scope(places=("IQ",))), earlier).monotone is None
