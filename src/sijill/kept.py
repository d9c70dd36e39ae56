"""What took long to make, kept between runs in the user's cache folder.

Kept under a digest of the code and data that made it, so it can never be stale; a damaged file is made again;
a folder that cannot be written is done without. `SIJILL_CACHE` names another folder, or, empty, none.
The bytes are MessagePack, decoded against types: nothing in them can run.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec
import platformdirs

T = TypeVar("T")

PACKAGE = Path(__file__).parent
SUFFIXES = frozenset((".py", ".toml", ".csv", ".txt"))
CHECK = 32
OLD = 3


def kept(
    name: str,
    make: Callable[[], T],
    pack: Callable[[T], bytes],
    unpack: Callable[[bytes], T],
    version: str = "",
) -> T:
    """What `make` makes, from the cache where it is there and whole. Errors of `make` are the caller's.

    `version` tells apart what depends on more than the package: on the user's own data.
    """
    with undisturbed():
        return _kept(name, make, pack, unpack, f"-{version}" if version else "")


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """No search for garbage while much is built that all stays: it costs more than the building."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _kept(
    name: str, make: Callable[[], T], pack: Callable[[T], bytes], unpack: Callable[[bytes], T], version: str
) -> T:
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{name}-{digest()}{version}.msgpack"
    with contextlib.suppress(OSError, msgspec.MsgspecError, LookupError, ValueError):
        with path.open("rb") as file:
            check, data = file.read(CHECK), file.read()
        if check == _check(data):
            return unpack(data)
    made = make()
    with contextlib.suppress(OSError):
        _write(path, pack(made))
        _clear(folder, name)
    return made


def _folder() -> Path | None:
    """Where to keep things: the folder that the environment names, or the user's own cache folder."""
    named = os.environ.get("SIJILL_CACHE")
    if named is None:
        return Path(platformdirs.user_cache_dir("sijill", appauthor=False))
    return Path(named) if named else None


@lru_cache(maxsize=1)
def digest() -> str:
    """A digest of all code and data of the package, and of what else the kept things depend on."""
    seen = blake2b(digest_size=16)
    for part in (sys.version, unicodedata.unidata_version, msgspec.__version__):
        seen.update(part.encode())
    for path in sorted(p for p in PACKAGE.rglob("*") if p.suffix in SUFFIXES):
        data = path.read_bytes()
        seen.update(f"\0{path.relative_to(PACKAGE).as_posix()}\0{len(data)}\0".encode())
        seen.update(data)
    return seen.hexdigest()


@lru_cache(maxsize=1)
def digest_of_program() -> str:
    """A digest of all code and data of the package but the word lists: what reads, whatever the words."""
    seen = blake2b(digest_size=6)
    for part in (sys.version, unicodedata.unidata_version, msgspec.__version__):
        seen.update(part.encode())
    for path in sorted(p for p in PACKAGE.rglob("*") if p.suffix in SUFFIXES and not is_word_list(p)):
        data = path.read_bytes()
        seen.update(f"\0{path.relative_to(PACKAGE).as_posix()}\0{len(data)}\0".encode())
        seen.update(data)
    return seen.hexdigest()


def is_word_list(path: Path) -> bool:
    """Whether a file of the package is one of its word lists."""
    return path.suffix == ".toml" and path.parent.parent.name == "lexicon"


def _check(data: bytes) -> bytes:
    return blake2b(data, digest_size=CHECK).digest()


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all: another process may read or write the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(_check(data) + data)
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise


def _clear(folder: Path, name: str) -> None:
    """Leave the newest few of a name: other versions of the package may be in use beside this one."""
    of_name = sorted(folder.glob(f"{name}-*.msgpack"), key=lambda path: path.stat().st_mtime)
    for path in of_name[:-OLD]:
        path.unlink(missing_ok=True)
