"""One function over many things, in several processes, in their order: the only concurrency of Sijill.

A thing that makes the function fail, or kills the process that works on it, is told as a failure and costs
nothing else: what was under way beside it is done again. One process gives what eight give. Things are taken
no faster than they are done, and the processes end with the program that started them, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 16
TRIES = 2  # alone, after the first death beside others
KILLED = "the process that worked on it was killed three times"


class Failed(msgspec.Struct, frozen=True):
    """Why the function could not be done."""

    why: str


class Done(msgspec.Struct, Generic[T, R], frozen=True):
    """A thing with what became of it."""

    thing: T
    result: R | Failed


def each(function: Callable[[T], R], things: Iterable[T], workers: int = 1) -> Iterator[Done[T, R]]:
    """The function of each thing, in the order of the things. It must be importable for `workers` > 1."""
    if workers > 1:
        yield from apart(function, things, workers)
        return
    for thing in things:
        yield Done(thing, tried(function, thing))


def tried(function: Callable[[T], R], thing: T) -> R | Failed:
    """The function of one thing, in this process."""
    try:
        return function(thing)
    except Exception as error:  # one thing must not end the run of many
        return Failed(f"{type(error).__name__}: {error}")


def apart(
    function: Callable[[T], R], things: Iterable[T], workers: int = 1, ahead: int = AHEAD
) -> Iterator[Done[T, R]]:
    """The same, never in this process: what kills a process kills another one.

    For each of the `workers` no more than `ahead` things are taken before the first of them is done.
    """
    waiting: list[tuple[T, Future[R]]] = []
    pool = _pool(workers)
    try:
        for thing in things:
            waiting.append((thing, _sent(function, thing, pool)))
            while len(waiting) >= workers * ahead:
                pool, done = _first(function, waiting, pool, workers)
                yield done
        while waiting:
            pool, done = _first(function, waiting, pool, workers)
            yield done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def culprits(function: Callable[[Sequence[T]], object], things: Sequence[T]) -> list[T]:
    """Those of the things that kill a process which does the function of them, found by halves."""
    if not things or not _is_killed(_alone(function, things, TRIES if len(things) == 1 else 1)):
        return []
    if len(things) == 1:
        return list(things)
    middle = len(things) // 2
    return culprits(function, things[:middle]) + culprits(function, things[middle:])


def _is_killed(result: object) -> bool:
    return isinstance(result, Failed) and result.why == KILLED


def _pool(workers: int) -> ProcessPoolExecutor:
    """Processes that share nothing with this one; each begins the package anew."""
    ways = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def _begin() -> None:
    """In a new process: leave interrupts to the program that started it, and end when that one ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.join,), daemon=True).start()


def _follow(ended: Callable[[], None]) -> None:
    ended()
    os._exit(1)


def _sent(function: Callable[[T], R], thing: T, pool: ProcessPoolExecutor) -> Future[R]:
    """A thing given to the processes. Where one died and nobody saw it yet, it is as lost as the others."""
    try:
        return pool.submit(function, thing)
    except BrokenProcessPool as error:
        lost: Future[R] = Future()
        lost.set_exception(error)
        return lost


def _first(
    function: Callable[[T], R], waiting: list[tuple[T, Future[R]]], pool: ProcessPoolExecutor, workers: int
) -> tuple[ProcessPoolExecutor, Done[T, R]]:
    """What became of the first thing that waits. Where a process died, the things in work are done again."""
    thing, future = waiting.pop(0)
    try:
        return pool, Done(thing, future.result())
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
        result = _alone(function, thing)
        pool = _pool(workers)
        waiting[:] = [(t, f if _sound(f) else pool.submit(function, t)) for t, f in waiting]
        return pool, Done(thing, result)
    except Exception as error:
        return pool, Done(thing, Failed(f"{type(error).__name__}: {error}"))


def _sound(future: Future[R]) -> bool:
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool)


def _alone(function: Callable[[T], R], thing: T, tries: int = TRIES) -> R | Failed:
    """One thing in a process of its own, so that it harms nobody else."""
    for _ in range(tries):
        with _pool(1) as pool:
            try:
                return pool.submit(function, thing).result()
            except BrokenProcessPool:
                continue
            except Exception as error:
                return Failed(f"{type(error).__name__}: {error}")
    return Failed(KILLED)
