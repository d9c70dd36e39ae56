"""A portion of documents, read by one process into one part file that is whole or not there.

A part is named by its number and by a key of all that its bytes depend on, so that nothing stale is ever
taken for it, and a process that outlives its run can write nothing wrong.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from .reader import load_reader
from .records import Document
from .render import json_line

MOST = 100  # documents of a portion
LARGE = 1_000_000  # characters after which a portion is full
SET_ASIDE = "set aside: the process that read it was killed three times"


class Placed(msgspec.Struct, frozen=True):
    """A document and where it stood."""

    where: str
    document: Document


class Portion(msgspec.Struct, frozen=True):
    """Some documents on their way: which portion it is, and how much of the input was taken with it."""

    number: int
    placed: tuple[Placed, ...]
    taken: int = 0


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A portion that was read: its file's name, size and digest, how many documents are in it, which failed
    and why; `unwritten` says why there is no file.
    """

    number: int
    key: str
    size: int = 0
    digest: str = ""
    documents: int = 0
    failures: tuple[tuple[str, str], ...] = ()
    unwritten: str = ""

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.number:07}-{self.key}.jsonl"


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What one process does: read a portion into a folder. `aside` are places of documents left out."""

    portion: Portion
    folder: str
    key: str
    aside: tuple[str, ...] = ()


def portions(placed: Iterable[Placed]) -> Iterator[tuple[Placed, ...]]:
    """The documents in portions, in order: as many as fit, by number and by length."""
    held: list[Placed] = []
    length = 0
    for one in placed:
        held.append(one)
        length += len(one.document.text)
        if len(held) >= MOST or length >= LARGE:
            yield tuple(held)
            held, length = [], 0
    if held:
        yield tuple(held)


def key_of(placed: Sequence[Placed], version: str) -> str:
    """A key of the documents, where they stood and the version that reads them."""
    seen = blake2b(version.encode(), digest_size=8)
    seen.update(msgspec.msgpack.encode(placed))
    return seen.hexdigest()


def read_portion(task: Task) -> Part:
    """Read the documents of a portion and write its part, whole or not at all."""
    made = _read(task)
    part = Part(number=task.portion.number, key=task.key)
    lines = [line for line, _ in made if line]
    failures = tuple(failure for _, failure in made if failure)
    data = "".join(lines).encode()
    try:
        write_whole(Path(task.folder) / part.name, data)
    except OSError as error:
        return msgspec.structs.replace(part, unwritten=error.strerror or str(error))
    return msgspec.structs.replace(
        part, size=len(data), digest=digest_of(data), documents=len(lines), failures=failures
    )


def try_portion(placed: Sequence[Placed]) -> int:
    """Read documents for nothing but to see whether it can be done. Returns how many there were."""
    return len(_read(Task(portion=Portion(0, tuple(placed)), folder="", key="")))


def digest_of(data: bytes) -> str:
    """The digest by which a part is known to be whole."""
    return blake2b(data, digest_size=16).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that takes its place, on the disk, when it is whole. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".passing")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _read(task: Task) -> list[tuple[str, tuple[str, str] | None]]:
    """For each document its line, or why there is none."""
    found: list[tuple[str, tuple[str, str] | None]] = []
    for one in task.portion.placed:
        if one.where in task.aside:
            found.append(("", (one.where, SET_ASIDE)))
            continue
        try:
            reading = load_reader(one.document.lang).read(one.document)
            found.append((json_line(reading) + "\n", None))
        except Exception as error:  # one document must not end the run of many
            found.append(("", (one.where, defect(error))))
    return found


def defect(error: Exception) -> str:
    """What is said of a document that the reader breaks on."""
    return f"could not be read, a defect of Sijill: {type(error).__name__}: {error}"
