"""Two programs that write at once, and one that is killed while it writes: nothing is lost, nothing is half."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from threading import Timer

import pytest
from sqlalchemy import text

from sijill.errors import LedgerLocked
from sijill.store import Ledger, open_ledger
from tests.store.made import add, incident, report
from tests.store.programs import output, program, said, tell

HOLD = """
with open_ledger(sys.argv[1]) as ledger:
    with ledger.writing():
        add(ledger, "held")
        print("holding", flush=True)
        sys.stdin.readline()
    print("done", flush=True)
"""
MANY = """
with open_ledger(sys.argv[1]) as ledger:
    for number in range(40):
        add(ledger, f"{sys.argv[2]}{number}")
print("done", flush=True)
"""
FOR_EVER = """
from itertools import count
with open_ledger(sys.argv[1]) as ledger:
    ledger.search("load the language")
    first = ledger.counts().documents
    for number in count(first):
        if number == first + 3:
            print("going", flush=True)
        with ledger.writing():
            keys = add(ledger, f"d{number}", report("r1"), report("r2", 9))
            ledger.put_blocks({key: ["x", "y"] for key in keys})
            ledger.replace_incidents([], [incident(f"i{number}", *keys)], {}, "2024")
"""


def test_a_second_writer_waits_until_the_first_is_done(where: str) -> None:
    open_ledger(where).close()
    with program(HOLD, where) as other, open_ledger(where, 20) as ledger:
        assert said(other) == "holding"
        began = time.monotonic()
        later = Timer(0.7, tell, (other,))
        later.start()
        add(ledger, "mine")
        assert 0.5 < time.monotonic() - began < 15
        later.join()
        assert [e.id for e in ledger.entries()] == ["held", "mine"]


def test_a_second_writer_gives_up_and_loses_nothing(where: str) -> None:
    with open_ledger(where) as ledger:
        add(ledger, "before")
    with program(HOLD, where) as other, open_ledger(where, 0.3) as ledger:
        assert said(other) == "holding"
        began = time.monotonic()
        with pytest.raises(LedgerLocked, match=r"another program is writing.*run it again") as refused:
            add(ledger, "mine")
        assert 0.2 < time.monotonic() - began < 10
        assert refused.value.exit_code == 4
        assert [e.id for e in ledger.entries()] == ["before"]
        tell(other)
        assert said(other) == "done"
        add(ledger, "mine")
        assert [e.id for e in ledger.entries()] == ["before", "held", "mine"]


def test_two_programs_add_at_once_to_a_new_ledger(where: str) -> None:
    with program(MANY, where, "a") as one, program(MANY, where, "b") as two:
        assert (said(one), said(two)) == ("done", "done")
    with open_ledger(where) as ledger:
        found = {e.id for e in ledger.entries()}
        assert found == {f"{name}{number}" for name in "ab" for number in range(40)}
        assert len(ledger.pending()) == 80


def test_killed_in_the_middle_of_add_nothing_is_half_written(
    where: str, opened: Callable[[], Ledger]
) -> None:
    chance = Random(7)
    before = 0
    for _ in range(3):
        with program(FOR_EVER, where) as other:
            assert said(other) == "going"
            time.sleep(chance.random() / 10)
            other.kill()
        ledger = opened()
        before = _is_whole(ledger, before)
        ledger.close()
    assert before >= 9


def _is_whole(ledger: Ledger, at_least: int) -> int:
    """Every document has its reading, its reports, its words in the index and its incident; returns how many."""
    ids = [e.id for e in ledger.entries()]
    assert len(ids) >= at_least
    assert ids == [f"d{number}" for number in range(len(ids))]
    assert sorted(ledger.pending()) == sorted(f"{doc}/{mark}" for doc in ids for mark in ("0-3", "9-12"))
    assert ledger.candidates(["x"]) == ledger.candidates(["y"]) == set(ledger.pending())
    assert len(ledger.search("سراقب", 100_000)) == len(ids)
    assert [one.incident for one in ledger.changes()] == [f"i{number}" for number in range(len(ids))]
    assert all(ledger.reading(doc) is not None for doc in ids[-3:])
    if not ledger._database.postgres:
        assert [tuple(row) for row in ledger._database.rows(text("PRAGMA integrity_check"))] == [("ok",)]
        assert list(ledger._database.rows(text("PRAGMA foreign_key_check"))) == []
    add(ledger, f"d{len(ids)}", report("r1"), report("r2", 9))
    keys = [f"d{len(ids)}/0-3", f"d{len(ids)}/9-12"]
    ledger.put_blocks({key: ["x", "y"] for key in keys})
    ledger.replace_incidents([], [incident(f"i{len(ids)}", *keys)], {}, "2024")
    return len(ids) + 1


def test_a_program_reads_while_another_writes(where: str) -> None:
    with open_ledger(where) as ledger:
        add(ledger, "before")
    with program(HOLD, where) as other:
        assert said(other) == "holding"
        assert (
            output("with open_ledger(sys.argv[1]) as l: print([e.id for e in l.entries()])", where)
            == "['before']\n"
        )
