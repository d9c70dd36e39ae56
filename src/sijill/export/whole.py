"""Files that come into being whole or not at all: written beside their place, then moved there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO, TextIO, cast

from sijill.errors import OutputError


@contextmanager
def whole_text(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text file that takes its place when the block ends, and is gone when it fails (OutputError)."""
    with _whole(path, {"mode": "w", "encoding": encoding, "newline": ""}) as file:
        yield cast(TextIO, file)


@contextmanager
def whole_bytes(path: Path) -> Iterator[BinaryIO]:
    """As `whole_text`, for bytes."""
    with _whole(path, {"mode": "wb"}) as file:
        yield cast(BinaryIO, file)


def beside(path: Path, ending: str) -> Path:
    """The side file of an export: `events.csv` and `-left-out` give `events-left-out.csv`."""
    return path.with_name(f"{path.stem}{ending}{path.suffix}")


@contextmanager
def _whole(path: Path, how: dict[str, str]) -> Iterator[IO[str] | IO[bytes]]:
    path = path.resolve()  # a link stays a link
    if path.is_dir():
        raise OutputError(f"{path}: is a folder, not a file")
    if path.exists() and not path.is_file():
        raise OutputError(f"{path}: is a device or a pipe, not a file")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, **how) as file:  # type: ignore[call-overload]
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        lone = f"U+{ord(error.object[error.start]):04X}"
        raise OutputError(f"{path}: cannot be written: a lone surrogate ({lone}) in a text") from error
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those of a file made in the ordinary way."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
