"""What the user's own places and words have in common: where their folder is, and a digest of its files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import platformdirs

from .errors import SijillError


def folder_of_the_user(variable: str, name: str) -> Path | None:
    """The folder that a variable names, None where that is empty; else `name` in the user's data folder."""
    named = os.environ.get(variable)
    if named is None:
        return Path(platformdirs.user_data_dir("sijill", appauthor=False)) / name
    return Path(named) if named else None


def digest_of(files: Iterable[tuple[str, Path]], size: int, fault: type[SijillError]) -> str:
    """A digest, of `size` bytes, of files and the names they go by, in their order; '' where there are none.

    Raises `fault`, naming the file, for one that cannot be read.
    """
    seen = None
    for name, path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise fault(f"{path}: {error.strerror or error}") from error
        seen = seen or blake2b(digest_size=size)
        seen.update(f"\0{name}\0{len(data)}\0".encode())
        seen.update(data)
    return seen.hexdigest() if seen is not None else ""
