"""All or nothing; append-only; and what one reader sees while another program writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from sijill.errors import LedgerError, UsageError
from sijill.incident import Decision
from sijill.store import Ledger
from sijill.store.tables import ALL, APPEND_ONLY
from tests.store.made import add, incident, report


class Stop(Exception):
    """What goes wrong in the middle."""


def _break_off(ledger: Ledger) -> None:
    with ledger.writing():
        add(ledger, "d2")
        ledger.replace_incidents([], [incident("i1", "d2/0-3")], {}, "2024")
        ledger.settled(["d1/0-3"])
        raise Stop


def _ask_nonsense(ledger: Ledger) -> None:
    ledger._database.rows(text("SELECT nothing FROM nowhere"))


def _go_on_after_nonsense(ledger: Ledger) -> None:
    with ledger.writing():
        add(ledger, "d2")
        with pytest.raises(LedgerError):
            _ask_nonsense(ledger)


def _fail_in_a_part(ledger: Ledger) -> None:
    with ledger.writing():
        add(ledger, "d2")
        _ask_nonsense(ledger)


def test_nothing_is_kept_of_what_broke_off(ledger: Ledger) -> None:
    add(ledger, "d1")
    with pytest.raises(Stop):
        _break_off(ledger)
    assert [e.id for e in ledger.entries()] == ["d1"]
    assert ledger.pending() == ["d1/0-3"]
    assert list(ledger.incidents()) == list(ledger.changes()) == []
    add(ledger, "d3")
    assert len(list(ledger.entries())) == 2


def test_a_part_may_fail_for_itself(ledger: Ledger) -> None:
    with ledger.writing():
        add(ledger, "d1")
        with pytest.raises(Stop):
            _break_off(ledger)
        add(ledger, "d3")
    assert [e.id for e in ledger.entries()] == ["d1", "d3"]
    assert ledger.pending() == ["d1/0-3", "d3/0-3"]


def test_a_transaction_with_an_error_in_it_is_not_committed(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="given up"):
        _go_on_after_nonsense(ledger)
    assert list(ledger.entries()) == []
    add(ledger, "d2")


def test_a_part_with_an_error_in_it_is_undone_alone(ledger: Ledger) -> None:
    with ledger.writing():
        add(ledger, "d1")
        with pytest.raises(LedgerError):
            _fail_in_a_part(ledger)
    assert [e.id for e in ledger.entries()] == ["d1"]


def test_a_reading_of_one_moment_does_not_see_what_others_write(opened: Callable[[], Ledger]) -> None:
    one, two = opened(), opened()
    add(one, "d1")
    with two.reading_at_once():
        assert two.counts().documents == 1
        add(one, "d2")
        assert two.counts().documents == 1
        with pytest.raises(UsageError):
            two.settled(["d1/0-3"])
    assert two.counts().documents == 2


def test_writing_while_reading_page_by_page(ledger: Ledger) -> None:
    with ledger.writing():
        for number in range(700):
            add(ledger, f"d{number:04}", text="قصف")
    for number, one in enumerate(ledger.filed_all()):
        if number % 100 == 0:
            ledger.settled([one.key])
    assert len(ledger.pending()) == 693


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("act", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_append_only(ledger: Ledger, table: str, act: str) -> None:
    add(ledger, "d1", report("r1"))
    ledger.add_decision(Decision(number=0, at="2024", by="ana", kind="confirm", these=("d1/0-3",)))
    ledger.replace_incidents([], [incident("i1", "d1/0-3")], {}, "2024")
    before = ledger._database.rows(ALL.tables[table].select())
    assert before
    column = next(iter(ALL.tables[table].columns)).name
    with pytest.raises(LedgerError, match=f"{table} is append-only"):
        ledger._database.run(text(act.format(table, f"{column} = {column}")))
    assert ledger._database.rows(ALL.tables[table].select()) == before
