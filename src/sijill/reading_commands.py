"""What `sijill read` does: gather, read in one process or several, write; go on where a run was killed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import msgspec

from .batch import KILLED, Failed, apart, culprits, each
from .commands import tell, written
from .errors import InputError, OutputError, SijillError, UsageError
from .ingest import Given, Item, Meter, gather
from .parts_ledger import Parts
from .portion import SET_ASIDE, Part, Placed, Portion, Task, key_of, portions, read_portion, try_portion
from .progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from .records import Reading

AHEAD = 2  # portions that wait for each process
RESUMED = frozenset({"jsonl", "parquet"})


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How many processes read, and whether progress is told: auto (on a terminal), always or never."""

    workers: int = 1
    progress: str = "auto"


class Outcome:
    """How many documents came, were read, and failed; what fails is told on standard error at once."""

    def __init__(self, meter: Meter, progress: Progress) -> None:
        self.came = self.done = self.failed = 0
        self._meter = meter
        self._progress = progress

    def fail(self, where: str, why: str) -> None:
        """Count and tell a document that cannot be read."""
        self.failed += 1
        self.tell(f"{where}: {why}")

    def tell(self, message: str) -> None:
        """Tell something without spoiling the line of progress."""
        self._progress.clear()
        tell(message)

    def advance(self, done: int, taken: int) -> None:
        """So many more are done, with so much of the input."""
        self.done += done
        self._progress.at(self.done, taken / self._meter.total if self._meter.total else 0.0)

    def here(self) -> None:
        """All that is done so far was done before this run."""
        self._progress.begin(self.done)

    def documents(self, items: Iterable[Item]) -> Iterator[Placed]:
        """The documents that can be read; what is wrong with the others is told."""
        for item in items:
            self.came += 1
            if item.note:
                self.tell(f"{item.where}: {item.note}")
            if item.document is None:
                self.fail(item.where, item.problem)
            else:
                yield Placed(item.where, item.document)

    def end(self) -> int:
        """The exit code: 0 all done, 1 some failed. Raises InputError where nothing could be read."""
        self._progress.end(self.done)
        if self.failed and not self.done:
            raise InputError("nothing could be read")
        return SijillError.exit_code if self.failed else 0


def read_files(files: Sequence[str], given: Given, shape: str, output: str, manner: Manner) -> int:
    """Read every document of the files and write the readings. Returns the exit code."""
    if shape == "parquet" and output == "-":
        raise UsageError("parquet is no text: say with --output where it goes")
    meter = Meter(files)
    outcome = Outcome(meter, Progress("reading", manner.progress))
    items = _of_one_id(gather(files, given, sys.stdin.buffer, meter), given)
    if output != "-" and shape in RESUMED:
        with Parts(Path(output)) as parts:
            return _Run(parts, meter, outcome, manner).write(items, Path(output), shape)
    with written(output) as out:
        if shape == "json":
            _write_json(list(_readings(items, meter, outcome, manner)), outcome, out)
        else:
            _write_each(_readings(items, meter, outcome, manner), shape, out)
        return outcome.end()


def _of_one_id(items: Iterator[Item], given: Given) -> Iterator[Item]:
    """The items. UsageError where one id is given for several."""
    first = list(islice(items, 2)) if given.id else []
    if len(first) > 1:
        raise UsageError("--id names one document, and there are several")
    return chain(first, items)


def _readings(items: Iterable[Item], meter: Meter, outcome: Outcome, manner: Manner) -> Iterator[Reading]:
    """The readings of all documents that can be read, in order."""
    for done in each(_read, outcome.documents(items), manner.workers):
        if isinstance(done.result, Failed):
            killed = done.result.why == KILLED
            defect = f"could not be read, a defect of Sijill: {done.result.why}"
            outcome.fail(done.thing.where, SET_ASIDE if killed else defect)
            continue
        outcome.advance(1, meter.taken)
        yield done.result


def _read(placed: Placed) -> Reading:
    from .reader import load_reader

    return load_reader(placed.document.lang).read(placed.document)


def _write_json(readings: Sequence[Reading], outcome: Outcome, out: TextIO) -> None:
    from .render import json_list, json_object

    if outcome.came > 1:
        out.write(json_list(readings) + "\n")
    elif readings:
        out.write(json_object(readings[0]) + "\n")


def _write_each(readings: Iterator[Reading], shape: str, out: TextIO) -> None:
    from .render import cards, json_line

    for number, reading in enumerate(readings):
        if shape == "pretty":
            out.write("\n\n" * bool(number) + cards(reading) + "\n")
        else:
            out.write(json_line(reading) + "\n")


class _Run:
    """One run towards one output: what was done before is taken as it is, the rest is read."""

    def __init__(self, parts: Parts, meter: Meter, outcome: Outcome, manner: Manner) -> None:
        from .gazetteer.own import own_version
        from .versions import reader_version

        self._parts = parts
        self._meter = meter
        self._outcome = outcome
        self._manner = manner
        self._version = reader_version(own_version())
        self._made: list[Part] = []

    def write(self, items: Iterable[Item], output: Path, shape: str) -> int:
        """Read what is not read, put the parts together, and let them go. Returns the exit code."""
        tasks = self._tasks(self._outcome.documents(items))
        first = list(islice(tasks, 2))
        if len(first) < 2 and self._manner.workers == 1:  # a process would cost more
            made = each(read_portion, first)
        else:
            made = apart(read_portion, chain(first, tasks), self._manner.workers, AHEAD)
        for done in made:
            part = done.result
            if isinstance(part, Failed):
                part = _without_killers(done.thing, part.why)
            if part.unwritten:
                raise OutputError(f"{self._parts.folder}: cannot be written: {part.unwritten}; run it again")
            self._parts.note(part)
            self._take(part, done.thing.portion.taken)
        try:
            code = self._outcome.end()
        except InputError:  # nothing to go on from
            self._parts.remove()
            raise
        self._join(output, shape)
        self._parts.remove()
        return code

    def _tasks(self, placed: Iterable[Placed]) -> Iterator[Task]:
        """The portions that no part is there for; the others are taken as they are."""
        for number, some in enumerate(portions(placed), 1):
            key = key_of(some, self._version)
            found = self._parts.found(number, key)
            if found is not None:
                self._take(found, self._meter.taken)
                self._outcome.here()
                continue
            portion = Portion(number, some, self._meter.taken)
            yield Task(portion=portion, folder=str(self._parts.folder), key=key)

    def _take(self, part: Part, taken: int) -> None:
        self._made.append(part)
        for where, why in part.failures:
            self._outcome.fail(where, why)
        self._outcome.advance(part.documents, taken)

    def _join(self, output: Path, shape: str) -> None:
        from .export.whole import whole_bytes

        self._made.sort(key=lambda part: part.number)
        with whole_bytes(output) as out:
            data = map(self._parts.data, self._made)
            if shape == "parquet":
                from .coded_parquet import write_coded

                write_coded(out, data)
            else:
                _copy(data, out)


def _copy(data: Iterable[bytes], out: BinaryIO) -> None:
    for piece in data:
        out.write(piece)


def _without_killers(task: Task, why: str) -> Part:
    """A portion without the documents that kill a process; without all of them where none does so alone."""
    placed = task.portion.placed
    killers = culprits(try_portion, placed) if why == KILLED else []
    if killers:
        left = msgspec.structs.replace(task, aside=tuple(one.where for one in killers))
        (done,) = apart(read_portion, [left])
        if not isinstance(done.result, Failed):
            return done.result
    return read_portion(msgspec.structs.replace(task, aside=tuple(one.where for one in placed)))
