"""Decisions go with a report that a new reading names otherwise, or wait and say why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sijill.carrying import Carrying
from sijill.deciding import Desk
from sijill.decisions import standing
from sijill.incident import Incident
from sijill.moving import NOBODY, RULE, moves
from sijill.records import Report, Span
from sijill.settle import Settler
from sijill.store import Ledger, open_ledger
from tests.filed import killed, registry, told
from tests.test_settling import AT, by_id, put


def report(
    start: int, event_type: str = "shelling", word: str = "x", sentence: tuple[int, int] = (0, 60)
) -> Report:
    made = told("d/x", event_type, harm=[killed(4)]).report
    trigger = Span(text=word, start=start, end=start + 3)
    return replace(made, id=f"r{start}", trigger=trigger, sentences=(sentence,))


def keyed(*reports: Report) -> dict[str, Report]:
    return {f"d/{r.trigger.start}-{r.trigger.end}": r for r in reports}


@pytest.mark.parametrize(
    ("before", "after", "to"),
    [
        ([report(0)], [report(2)], {"d/0-3": "d/2-5"}),  # triggers overlap
        ([report(0)], [report(20)], {"d/0-3": "d/20-23"}),  # one sentence
        ([report(0)], [report(20), report(2)], {"d/0-3": "d/2-5"}),  # the first way that any fits
        ([report(0, word="a")], [report(20, word="a"), report(30)], {"d/0-3": "d/20-23"}),
        ([report(0)], [report(20), report(30)], {}),  # two fit
        ([report(0), report(10)], [report(20)], {}),  # two claim one
        ([report(0), report(10)], [report(10)], {}),  # what was there is nobody else's
        ([report(0), report(10)], [report(10), report(20)], {"d/0-3": "d/20-23"}),
        ([report(0)], [report(2, "protest")], {}),  # another family
        ([report(0)], [report(70, sentence=(60, 99))], {}),  # another sentence
        ([report(0)], [], {}),
    ],
)
def test_the_rule(before: list[Report], after: list[Report], to: dict[str, str]) -> None:
    found = moves(keyed(*before), keyed(*after))
    assert dict(found.to) == to
    lost = set(keyed(*before)) - set(keyed(*after))
    assert set(found.why) == lost - set(to)
    assert all(found.why.values())


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "one.db")) as made:
        yield made


def settle(ledger: Ledger) -> None:
    Settler(ledger, registry()).settle(AT)


def reread(ledger: Ledger, doc: str, *reports: Report, version: str) -> tuple[str, ...]:
    put(ledger, doc, reports, version)
    keys = Carrying(ledger, AT).carry()
    settle(ledger)
    return keys


def desk(ledger: Ledger) -> Desk:
    return Desk(ledger, registry(), "person:amal", AT)


def of(ledger: Ledger, key: str) -> Incident:
    (ident,) = ledger.incidents_of([key]).values()
    found = ledger.incident(ident)
    assert found is not None
    return found


def anew(ledger: Ledger) -> None:
    """Linking anew from the rows that are kept gives the same."""
    before = by_id(ledger)
    ledger.unsettle()
    settle(ledger)
    assert by_id(ledger) == before


def test_a_decision_goes_with_its_report_and_comes_home(ledger: Ledger) -> None:
    put(ledger, "a", [report(0)], "1")
    put(ledger, "b", [report(0, "airstrike")], "1")
    settle(ledger)
    desk(ledger).correct(of(ledger, "a/0-3").id, "killed", "7")
    assert reread(ledger, "a", report(2), version="2") == ("a/0-3", "a/2-5")
    assert 1 in of(ledger, "a/2-5").decided
    row = ledger.decisions()[-1]
    assert (row.by, row.kind, row.these, row.those) == (RULE, "carry", ("a/0-3",), ("a/2-5",))
    assert not Carrying(ledger).waiting()
    anew(ledger)
    reread(ledger, "a", report(20), version="3")  # and on, from reading to reading
    assert 1 in of(ledger, "a/20-23").decided
    reread(ledger, "a", report(0), version="4")  # and home
    assert 1 in of(ledger, "a/0-3").decided
    assert [(d.kind, d.by) for d in ledger.decisions()[-1:]] == [("withdraw", RULE)]
    anew(ledger)


def test_a_merge_and_a_split_go_too(ledger: Ledger) -> None:
    for doc, kind in (("a", "shelling"), ("b", "protest"), ("c", "shelling")):
        put(ledger, doc, [report(0, kind)], "1")
    settle(ledger)
    desk(ledger).merge(of(ledger, "a/0-3").id, of(ledger, "b/0-3").id)
    together = of(ledger, "a/0-3")
    if "c/0-3" in {t.key for t in together.reports}:
        desk(ledger).split(together.id, ["c/0-3"])
    reread(ledger, "a", report(2), version="2")
    reread(ledger, "c", report(2), version="2")
    assert of(ledger, "a/2-5").id == of(ledger, "b/0-3").id == together.id
    assert of(ledger, "c/2-5").id != together.id
    anew(ledger)


def test_where_two_may_be_it_the_decision_waits(ledger: Ledger) -> None:
    put(ledger, "a", [report(0)], "1")
    settle(ledger)
    desk(ledger).mark(of(ledger, "a/0-3").id, "confirm")
    assert reread(ledger, "a", report(20), report(30), version="2") == ()
    (waiting,) = Carrying(ledger).waiting()
    assert waiting.why == "2 reports of the new reading may be it: a/20-23, a/30-33"
    reread(ledger, "a", version="3")
    assert Carrying(ledger).waiting()[0].why == NOBODY
    assert reread(ledger, "a", report(2), version="4") == ("a/0-3", "a/2-5")
    desk(ledger).withdraw(1)
    assert not Carrying(ledger).waiting()


def test_what_a_person_takes_back_is_not_carried_again(ledger: Ledger) -> None:
    put(ledger, "a", [report(0)], "1")
    settle(ledger)
    desk(ledger).mark(of(ledger, "a/0-3").id, "confirm")
    reread(ledger, "a", report(2), version="2")
    assert of(ledger, "a/2-5").confirmed
    taken = desk(ledger).withdraw(2)
    assert not of(ledger, "a/2-5").confirmed
    assert Carrying(ledger, AT).carry() == ()
    assert "a person withdrew" in Carrying(ledger).waiting()[0].why
    desk(ledger).withdraw(taken.number)
    assert of(ledger, "a/2-5").confirmed
    assert [d.these for d in standing(ledger.decisions())] == [("a/0-3", "a/2-5")]
    anew(ledger)


def test_the_order_of_documents_makes_no_difference(tmp_path: Path) -> None:
    found = []
    for turn, docs in enumerate((("a", "b"), ("b", "a"))):
        with open_ledger(str(tmp_path / f"{turn}.db")) as ledger:
            for doc in ("a", "b"):
                put(ledger, doc, [report(0), report(10)], "1")
            settle(ledger)
            desk(ledger).mark(of(ledger, "a/0-3").id, "reject")
            for doc in docs:
                reread(ledger, doc, report(2), report(10), version="2")
            anew(ledger)
            found.append({k: replace(i, decided=()) for k, i in by_id(ledger).items()})
            assert of(ledger, "a/2-5").rejected
    assert found[0] == found[1]
