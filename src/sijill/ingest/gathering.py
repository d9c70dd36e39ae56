"""Files -> documents one after another, as `sijill read` takes them: never a whole archive in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from .addresses import on_the_web
from .arrival import LONGEST_PAGE, Given, Item, Refused
from .documents import LINES, PAGES, UTF8_MARK, failed, from_bytes, json_lines, unreadable
from .kinds import HEAD
from .streams import bounded_lines, joined_stream, opens_gzip, packed_lines, whole_gzip

PARQUET = frozenset({".parquet", ".pq"})
_TEXTS = frozenset({".txt", ".text"})


class Meter:
    """How many bytes of the files are taken, of how many; `total` is 0 where nobody knows."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        told = not any(name == "-" or on_the_web(name) for name in names)
        self.total = sum(_size(name) for name in names) if told else 0
        self.taken = 0
        self._before = 0

    @property
    def share(self) -> float:
        """How much of the whole is taken, 0 where nobody knows."""
        return self.taken / self.total if self.total else 0.0

    def at(self, position: int) -> None:
        """So many bytes of the file at hand are taken."""
        self.taken = self._before + position

    def passed(self, name: str) -> None:
        """All of a file is taken."""
        self._before += _size(name)
        self.taken = self._before


def gather(names: Sequence[str], given: Given, stdin: BinaryIO, meter: Meter | None = None) -> Iterator[Item]:
    """Every document of the files named ('-' is standard input), in order, good or bad."""
    meter = meter or Meter()
    for name in names:
        try:
            if name == "-":
                yield from _streamed(name, stdin, given, meter)
            elif Path(name).suffix.lower() in PARQUET:
                from .parquet import parquet_file  # slow to import

                yield from parquet_file(name, Path(name), given)
            else:
                with Path(name).open("rb") as stream:
                    yield from _streamed(name, stream, given, meter)
        except OSError as error:
            yield unreadable(name, error)
        except Refused as error:
            yield failed(name, error)
        meter.passed(name)


def _streamed(name: str, stream: BinaryIO, given: Given, meter: Meter) -> Iterator[Item]:
    """The documents of a stream: line by line where it is JSON Lines, plain or in gzip, else as a whole."""
    head = stream.read(HEAD)
    path = Path(name)
    if opens_gzip(head) and path.suffix.lower() == ".gz":
        inner = path.with_suffix("")
        lines = packed_lines(joined_stream(head, stream))
        if inner.suffix.lower() in LINES:
            yield from json_lines(str(inner), counted(lines, stream, meter), given)
        else:
            yield from from_bytes(str(inner), _within(whole_gzip(lines)), given)
    elif _is_lines(path, head):
        lines = bounded_lines(joined_stream(head, stream))
        yield from json_lines(name, counted(lines, stream, meter), given)
    else:
        yield from from_bytes(name, _within(chain((head,), iter(lambda: stream.read(1 << 20), b""))), given)


def _is_lines(path: Path, head: bytes) -> bool:
    kind = path.suffix.lower()
    if kind in LINES:
        return True
    return kind not in _TEXTS | PAGES and head.removeprefix(UTF8_MARK).lstrip()[:1] == b"{"


def _within(pieces: Iterable[bytes]) -> bytes:
    """The pieces as one. Refused where they are more than one text or page may be."""
    found, size = [], 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size > LONGEST_PAGE:
            raise Refused("too-big", f"more than {LONGEST_PAGE} bytes (at most, for one text or page)")
    return b"".join(found)


def counted(lines: Iterable[bytes], stream: BinaryIO, meter: Meter) -> Iterator[bytes]:
    """The same lines; the meter learns how far the stream is."""
    told = stream.seekable()
    for line in lines:
        if told:
            meter.at(stream.tell())
        yield line


def _size(name: str) -> int:
    """The bytes of a file, or of all files in a folder."""
    try:
        path = Path(name)
        if not path.is_dir():
            return path.stat().st_size
        return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())
    except (OSError, ValueError):
        return 0
