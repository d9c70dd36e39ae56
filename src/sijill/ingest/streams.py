"""Lines of a file one at a time, plain or in gzip, none of them longer than the bound."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

from .arrival import LONGEST_LINE, Refused
from .xml import GZIP

_PASSED = 1 << 20


def bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream. Of one that is too long only the beginning comes, longer than the bound."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(_PASSED)  # the rest of it is passed over
            if len(line) < _PASSED:
                break


def packed_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines inside gzip. Refused where it ends before its end or is none, after the lines before."""
    with gzip.GzipFile(fileobj=stream) as packed:
        yield from whole_gzip(bounded_lines(cast(BinaryIO, packed)))


def whole_gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same pieces; what is wrong with the gzip that they come from is Refused."""
    try:
        yield from pieces
    except EOFError:
        raise Refused("cut-short", "gzip that ends before its end") from None
    except (OSError, zlib.error) as error:
        if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
            raise
        raise Refused("malformed", f"no gzip: {error}") from error


def opens_gzip(head: bytes) -> bool:
    """Whether bytes begin as gzip does."""
    return head.startswith(GZIP)


class _Joined(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        data = self._head[: len(into)] if self._head else self._rest.read(len(into))
        self._head = self._head[len(data) :]
        into[: len(data)] = data
        return len(data)


def joined_stream(head: bytes, rest: BinaryIO) -> BinaryIO:
    """A stream of what was read of another to look at it, and then of the rest."""
    return io.BufferedReader(_Joined(head, rest), 1 << 16)
