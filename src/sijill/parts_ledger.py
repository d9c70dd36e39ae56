"""The parts of an output that is not whole yet: a folder beside it, and in it a list of what is done.

The list is only ever added to, a line for each part, and a line that a kill cut short counts as not written.
One run at a time has the folder. When the output is whole, the folder goes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from .errors import OutputError, UsageError
from .portion import Part, digest_of

LIST = "done.jsonl"
LOCK = "lock"


class Parts:
    """The folder of the parts of one output. Raises UsageError where it cannot be made or another has it."""

    def __init__(self, output: Path) -> None:
        if output.exists() and not output.is_file():
            raise UsageError(f"{output}: is a folder or a device, not a file")
        self.folder = output.with_name(output.name + ".parts")
        self._done: dict[tuple[int, str], Part] = {}
        try:
            self.folder.mkdir(exist_ok=True)
            self._lock = (self.folder / LOCK).open("ab")
            _take(self._lock, self.folder)
            self._list = self._opened()
        except OSError as error:
            raise UsageError(f"{output}: cannot be written: {error.strerror or error}") from error
        for left in self.folder.glob(".*.passing"):
            left.unlink(missing_ok=True)

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._list.close()
        if not self._done:
            self.remove()
        self._lock.close()

    def found(self, number: int, key: str) -> Part | None:
        """A part that is done and there; None where it is to be made."""
        part = self._done.get((number, key))
        if part is None:
            return None
        with suppress(OSError):
            if (self.folder / part.name).stat().st_size == part.size:
                return part
        return None

    def note(self, part: Part) -> None:
        """A part is done: nothing makes it again. Raises OutputError where that cannot be kept."""
        self._put({"part": part})
        self._done[part.number, part.key] = part

    def data(self, part: Part) -> bytes:
        """The bytes of a part. Raises OutputError, and forgets the part, where it is damaged."""
        path = self.folder / part.name
        with suppress(OSError):
            data = path.read_bytes()
            if digest_of(data) == part.digest:
                return data
        self._put({"lost": [part.number, part.key]})
        raise OutputError(f"{path}: damaged since it was written: run the same command again")

    def remove(self) -> None:
        """The output is whole, or nothing is done: the folder goes."""
        self._done.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _opened(self) -> IO[bytes]:
        """The list, what is in it learnt and what a kill left at its end cut off."""
        path = self.folder / LIST
        whole = 0
        if path.exists():
            data = path.read_bytes()
            whole = data.rfind(b"\n") + 1
            for line in data[:whole].splitlines():
                self._learn(line)
        opened = path.open("ab")
        opened.truncate(whole)
        return opened

    def _learn(self, line: bytes) -> None:
        with suppress(msgspec.MsgspecError):
            said = msgspec.json.decode(line, type=_Said)
            if said.part is not None:
                self._done[said.part.number, said.part.key] = said.part
            if said.lost is not None:
                self._done.pop(said.lost, None)

    def _put(self, said: object) -> None:
        try:
            self._list.write(msgspec.json.encode(said) + b"\n")
            self._list.flush()
            os.fsync(self._list.fileno())
        except OSError as error:
            raise OutputError(f"{self.folder / LIST}: cannot be written: {error.strerror}") from error


class _Said(msgspec.Struct, frozen=True):
    part: Part | None = None
    lost: tuple[int, str] | None = None


def _take(lock: IO[bytes], folder: Path) -> None:
    """Have the folder alone, as long as this process lives."""
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise UsageError(f"{folder}: another run is writing there") from None


def in_order(parts: dict[int, Part]) -> Iterator[Part]:
    """The parts by their numbers."""
    for number in sorted(parts):
        yield parts[number]
