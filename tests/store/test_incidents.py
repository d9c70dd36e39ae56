"""Incidents by what is asked of them, by their old ids, and the feed of what really changed."""

from __future__ import annotations

import pytest

from sijill.errors import UsageError
from sijill.incident import Change, Decision
from sijill.records import Place, Time
from sijill.store import Filters, Ledger
from tests.store.made import add, incident, report

AT = "2024-03-10T08:00:00Z"


def _time(start: str | None, end: str | None = None) -> Time:
    return Time(start=start, end=end or start)


def _put(ledger: Ledger) -> None:
    syria, iraq = Place(country="SY"), Place(country="IQ", lat=33.3, lon=44.4)
    ledger.replace_incidents(
        [],
        [
            incident("i5", time=None),
            incident("i4", time=_time("2024-03-09T18:00", "2024-03-10T06:00"), status="disputed"),
            incident("i3", time=_time("2024-03-01", "2024-03-31"), places=(syria, iraq)),
            incident("i2", time=_time("2024-02-01"), event_type="airstrike"),
            incident("i1", time=_time("2024-02-01"), places=()),
        ],
        {},
        AT,
    )


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(), "i1 i2 i3 i4 i5"),
        (Filters(event_types=("airstrike",)), "i2"),
        (Filters(statuses=("disputed", "denied")), "i4"),
        (Filters(since="2024-02-02"), "i3 i4"),
        (Filters(since="2024-03-10", until="2024-03-10"), "i3 i4"),
        (Filters(since="2024-03-11"), "i3"),
        (Filters(until="2024-03-09"), "i1 i2 i3 i4"),
        (Filters(until="2024-03-08"), "i1 i2 i3"),
        (Filters(countries=("IQ",)), "i3"),
        (Filters(countries=("SY", "YE")), "i2 i3 i4 i5"),
        (Filters(countries=("%",)), ""),
        (Filters(box=(36.0, 35.0, 37.0, 36.0)), "i2 i4 i5"),
        (Filters(ids=("i5", "i1", "none")), "i1 i5"),
        (Filters(event_types=("shelling",), since="2024-03-01", countries=("SY",)), "i3 i4"),
    ],
)
def test_filters(ledger: Ledger, filters: Filters, wanted: str) -> None:
    _put(ledger)
    assert [one.id for one in ledger.incidents(filters)] == wanted.split()


def test_many_incidents_in_order(ledger: Ledger) -> None:
    ledger.replace_incidents([], [incident(f"i{n:04}") for n in reversed(range(1201))], {}, AT)
    assert [one.id for one in ledger.incidents()] == [f"i{n:04}" for n in range(1201)]


def test_an_incident_comes_back_as_it_was_put(ledger: Ledger) -> None:
    one = incident("i1", confirmed=True, issues=("unknown-place: x",), decided=(3, 4))
    ledger.replace_incidents([], [one], {}, AT)
    assert ledger.incident("i1") == one
    assert ledger.incident("i9") is None


def test_reports_know_their_incident(ledger: Ledger) -> None:
    add(ledger, "d1", report("r1"), report("r2", 9))
    add(ledger, "d2")
    one = incident("i1", "d1/0-3", "d2/0-3")
    ledger.replace_incidents([], [one], {}, AT)
    assert ledger.incidents_of(["d1/0-3", "d1/9-12", "d2/0-3"]) == {"d1/0-3": "i1", "d2/0-3": "i1"}
    ledger.replace_incidents([], [incident("i1", "d1/0-3"), incident("i2", "d2/0-3")], {}, AT)
    assert ledger.incidents_of(["d1/0-3", "d2/0-3"]) == {"d1/0-3": "i1", "d2/0-3": "i2"}
    ledger.replace_incidents(["i2"], [], {}, AT)
    assert ledger.incidents_of(["d1/0-3", "d2/0-3"]) == {"d1/0-3": "i1"}


def test_only_what_really_changed_is_told(ledger: Ledger) -> None:
    one, two = incident("i1"), incident("i2")
    first = ledger.replace_incidents([], [two, one], {}, AT)
    assert [(c.number, c.incident, c.kind) for c in first] == [(1, "i1", "new"), (2, "i2", "new")]
    assert ledger.replace_incidents(["i1"], [one, two], {}, AT) == ()
    ledger.replace_incidents(["nothing"], [incident("i1", status="denied", voices=3)], {}, AT)
    ledger.replace_incidents(["i2"], [incident("i1", status="denied", voices=4)], {"i2": "i1"}, AT)
    ledger.replace_incidents(["i1"], [], {}, AT)
    assert list(ledger.changes(2)) == [
        Change(number=3, at=AT, incident="i1", kind="changed", fields=("status", "voices")),
        Change(number=4, at=AT, incident="i1", kind="changed", fields=("voices",)),
        Change(number=5, at=AT, incident="i2", kind="merged", into="i1"),
        Change(number=6, at=AT, incident="i1", kind="gone"),
    ]
    assert list(ledger.changes(6)) == []


def test_old_ids_lead_on_and_are_never_lost(ledger: Ledger) -> None:
    ledger.replace_incidents([], [incident("i1"), incident("i2"), incident("i3")], {}, AT)
    ledger.replace_incidents(["i1"], [], {"i1": "i2"}, AT)
    ledger.replace_incidents(["i2"], [], {"i2": "i3"}, AT)
    found = [ledger.incident(ident) for ident in ("i1", "i2", "i3")]
    assert [one.id for one in found if one] == ["i3", "i3", "i3"]
    ledger.replace_incidents([], [incident("i1")], {}, AT)
    again = ledger.incident("i1")
    assert again is not None
    assert again.id == "i1"


def test_decisions_are_numbered_and_found_by_report(ledger: Ledger) -> None:
    add(ledger, "d1")
    made = [
        ledger.add_decision(
            Decision(number=0, at=AT, by="ana", kind=kind, these=these, those=those, withdraws=w)
        )
        for kind, these, those, w in (
            ("merge", ("a/1", "b/1"), ("c/1",), None),
            ("confirm", ("d/1",), (), None),
            ("withdraw", (), (), 1),
        )
    ]
    assert [one.number for one in made] == [1, 2, 3]
    assert ledger.decisions() == made
    assert ledger.decisions_on(["c/1", "z/1"]) == [made[0], made[2]]
    assert ledger.decisions_on(["d/1"]) == [made[1]]
    assert ledger.decisions_on([]) == []
    with pytest.raises(UsageError, match="no decision 9"):
        ledger.add_decision(Decision(number=0, at=AT, by="ana", kind="withdraw", withdraws=9))
    assert ledger.counts().decisions == ledger.last_decision() == 3


def test_ids_stand_in_the_order_of_the_incidents(ledger: Ledger) -> None:
    made = [
        incident(f"i-{n}", time=Time(start=day, end=day) if day else None)
        for n, day in enumerate(("2024-03-09", "", "2024-03-01"))
    ]
    ledger.replace_incidents((), made, {}, "2026-01-01T00:00:00Z")
    assert ledger.incident_ids() == [one.id for one in ledger.incidents()] == ["i-2", "i-0", "i-1"]
    assert ledger.incident_ids(Filters(since="2024-03-02")) == ["i-0"]
