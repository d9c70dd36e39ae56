"""One function over many things, in several processes, in their order: the only concurrency of Sijill.

A thing that makes the function fail, or kills the process that works on it, is told as a failure and costs
nothing else: what was under way beside it is done again. One process gives what eight give.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 16
TRIES = 2


class Failed(msgspec.Struct, frozen=True):
    """Why the function could not be done."""

    why: str


class Done(msgspec.Struct, Generic[T, R], frozen=True):
    """A thing with what became of it."""

    thing: T
    result: R | Failed


def each(function: Callable[[T], R], things: Iterable[T], workers: int = 1) -> Iterator[Done[T, R]]:
    """The function of each thing, in the order of the things. It must be importable for `workers` > 1."""
    if workers <= 1:
        for thing in things:
            yield Done(thing, _tried(function, thing))
        return
    yield from _pooled(function, iter(things), workers)


def _tried(function: Callable[[T], R], thing: T) -> R | Failed:
    try:
        return function(thing)
    except Exception as error:  # one thing must not end the run of many
        return Failed(f"{type(error).__name__}: {error}")


def _pooled(function: Callable[[T], R], things: Iterator[T], workers: int) -> Iterator[Done[T, R]]:
    waiting: list[tuple[T, Future[R]]] = []
    pool = _pool(workers)
    try:
        for thing in things:
            waiting.append((thing, pool.submit(function, thing)))
            while len(waiting) >= workers * AHEAD:
                pool, done = _first(function, waiting, pool, workers)
                yield done
        while waiting:
            pool, done = _first(function, waiting, pool, workers)
            yield done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("forkserver"))


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


def _alone(function: Callable[[T], R], thing: T) -> R | Failed:
    """One thing in a process of its own, so that it harms nobody else; tried twice."""
    for _ in range(TRIES):
        with _pool(1) as pool:
            try:
                return pool.submit(function, thing).result()
            except BrokenProcessPool:
                continue
            except Exception as error:
                return Failed(f"{type(error).__name__}: {error}")
    return Failed("the process that worked on it was killed")
