"""A clock that jumps back, or stands still, changes no result: order is by number, never by time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sijill.filing import Clerk
from sijill.reader import load_reader
from sijill.registry import Registry
from sijill.store import Ledger
from tests.store.test_mending import arrivals, bare


def ticking(*times: str) -> Callable[[], str]:
    """A clock that gives these times and then stands."""
    left: Iterator[str] = iter(times)
    return lambda: next(left, times[-1])


def test_a_clock_that_jumps_back(ledger: Ledger) -> None:
    reader = load_reader()
    registry = Registry(reader.language.lexicon, reader.gazetteer)
    clock = ticking(
        "2024-04-02T00:00:00Z", "2019-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "1999-12-31T23:59:59Z"
    )
    clerk = Clerk(ledger, registry, clock, read=reader.read)
    for some in (arrivals(12)[:6], arrivals(12)[6:]):
        assert not [f for f in clerk.add(some) if f.problem or f.refused]
        clerk.settle()
    numbers = [change.number for change in ledger.changes()]
    assert numbers == sorted(numbers)
    assert len({change.at for change in ledger.changes()}) > 1
    settled = bare(ledger)
    ledger.unsettle()
    Clerk(ledger, registry, ticking("1980-01-01T00:00:00Z"), read=reader.read).settle()
    assert bare(ledger) == settled
