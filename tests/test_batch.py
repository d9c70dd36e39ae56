"""Many things over processes: the same as one process, and nothing lost when a process dies."""

from __future__ import annotations

import os
import signal

from sijill.batch import Failed, each


def double(n: int) -> int:
    if n == 13:
        raise ValueError("thirteen")
    return 2 * n


def deadly(n: int) -> int:
    if n == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * n


def test_one_process_gives_what_two_give() -> None:
    one, two = list(each(double, range(200))), list(each(double, range(200), workers=2))
    assert one == two
    assert [d.thing for d in two] == list(range(200))
    assert two[13].result == Failed("ValueError: thirteen")
    assert two[14].result == 28


def test_a_killed_process_costs_only_what_killed_it() -> None:
    done = list(each(deadly, range(60), workers=2))
    assert [d.thing for d in done] == list(range(60))
    assert isinstance(done[7].result, Failed)
    assert [d.result for d in done if d.thing != 7] == [2 * n for n in range(60) if n != 7]
