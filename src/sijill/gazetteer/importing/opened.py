"""Open a file of places as lines of text: plain or zipped, in UTF-8 unless another encoding is asked for.

Nothing is unpacked to disk or held whole. Every complaint names the file, and the line and byte where it can.
"""

from __future__ import annotations

import codecs
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import IO

from sijill.errors import InputError, UsageError

MOST_BYTES = 4 << 30
MOST_RATIO = 100
BOMB_BYTES = 64 << 20
LONGEST_LINE = 4 << 20
PIECE = 1 << 20
ENCODINGS = ("utf-8", "cp1256")
_MARK = codecs.BOM_UTF8.decode()
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\x00\x00\xfe\xff")


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises InputError where it cannot be read."""
    seen = sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                seen.update(piece)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    return seen.hexdigest()


def is_zip(path: Path) -> bool:
    """Whether a file begins as a zip does."""
    with opened_bytes(path, raw="*") as file:
        return file.read(4)[:2] == b"PK"


@contextmanager
def opened_bytes(path: Path, raw: str = "", member: str = "*") -> Iterator[IO[bytes]]:
    """The bytes of a file, or of the one file in a zip whose name fits `member` ('*': any but a readme).

    `raw` given: of the file itself, zip or not. Raises InputError for what is missing, empty, cut off, not
    one file, or grows out of all proportion when it is unpacked.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(0)
            if not start:
                raise InputError(f"{path}: the file is empty")
            if raw or start[:2] != b"PK":
                yield file
                return
            with zipfile.ZipFile(file) as archive, _unpacked(path, archive, member) as inner:
                yield inner
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise InputError(f"{path}: the zip is damaged or cut off ({error})") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def _unpacked(path: Path, archive: zipfile.ZipFile, wanted: str) -> IO[bytes]:
    member = _member(path, archive, wanted)
    try:
        return archive.open(member)
    except (NotImplementedError, RuntimeError) as error:  # a method of packing we lack, or a password
        raise InputError(f"{path}: the zip cannot be opened ({error})") from error


def _member(path: Path, archive: zipfile.ZipFile, wanted: str) -> zipfile.ZipInfo:
    found = [
        info
        for info in archive.infolist()
        if not info.is_dir()
        and not fnmatch(info.filename.lower(), "*readme*")
        and not fnmatch(info.filename.lower(), "*iso-languagecodes*")
        and fnmatch(info.filename, wanted)
    ]
    if len(found) != 1:
        names = ", ".join(info.filename for info in found[:5]) or "none"
        raise InputError(
            f"{path}: one file of places is expected in the zip, there are {len(found)}: {names}"
        )
    size, packed = found[0].file_size, max(1, found[0].compress_size)
    if size > MOST_BYTES or (size > BOMB_BYTES and size / packed > MOST_RATIO):
        raise InputError(
            f"{path}: unpacks to {size >> 20} MB from {packed >> 10} kB, which no file of places does"
        )
    if not size:
        raise InputError(f"{path}: {found[0].filename} in it is empty")
    return found[0]


@contextmanager
def opened_lines(path: Path, encoding: str = "utf-8", member: str = "*") -> Iterator[Iterator[str]]:
    """The lines of a file or of the file in a zip, each with its end, decoded and checked."""
    if encoding not in ENCODINGS:
        raise UsageError(f"--encoding {encoding}: one of {', '.join(ENCODINGS)}")
    with opened_bytes(path, member=member) as file:
        yield _lines(path, file, encoding)


def _lines(path: Path, file: IO[bytes], encoding: str) -> Iterator[str]:
    number = before = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if number == 1:
            refuse_marks(path, line)
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            raise InputError(f"{path} line {number}: longer than {LONGEST_LINE >> 20} MB")
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError as error:
            raise InputError(_undecoded(path, number, before, line, error)) from error
        if "\0" in text:
            at = before + line.index(b"\0") + 1
            raise InputError(f"{path} line {number}, byte {at}: a NUL byte, so this is no text")
        before += len(line)
        yield text.removeprefix(_MARK) if number == 1 else text


def refuse_marks(path: Path, line: bytes) -> None:
    """Raise InputError where a file begins as UTF-16 or UTF-32 does."""
    if line.startswith(_OTHER_MARKS):
        raise InputError(f"{path} line 1, byte 1: UTF-16 or UTF-32; save it as UTF-8")


def _undecoded(path: Path, number: int, before: int, line: bytes, error: UnicodeDecodeError) -> str:
    byte = line[error.start]
    return (
        f"{path} line {number}, byte {before + error.start + 1} (0x{byte:02X}): not UTF-8; "
        "save it as UTF-8, or say --encoding cp1256 if it is an Arabic Windows file"
    )
