"""The user's own words: a folder with a word list for each language and kind, `<language>/<kind>.toml`.

The lists have the form of ours (docs/words.md).

The folder is the one that `SIJILL_WORDS` names (empty: none), else `words` in the user's data folder. Nothing
in a file that the user wrote by hand is rewritten: an entry is added at its end, and taken out as it stands.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from .errors import LexiconError, OutputError, UsageError
from .kept import PACKAGE
from .lexicon import KINDS, Entry, read_entries
from .own_files import digest_of, folder_of_the_user

_HEAD = re.compile(r"^\[\[entry\]\][ \t]*(?:#.*)?$", re.MULTILINE)


def words_folder() -> Path | None:
    """Where the user's own words are; None where `SIJILL_WORDS` is set to nothing."""
    return folder_of_the_user("SIJILL_WORDS", "words")


def words_version(code: str = "*") -> str:
    """A digest of the user's own words in a language, or in all; '' where there are none.

    Taken once and after each change here.
    """
    folder = words_folder()
    return _version(folder, code) if folder is not None else ""


def all_words_digest() -> str:
    """A digest of every word list, ours and the user's own, by which readings name the words they know."""
    return blake2b(f"{_package_words()} {words_version()}".encode(), digest_size=4).hexdigest()


@lru_cache(maxsize=1)
def _package_words() -> str:
    seen = blake2b(digest_size=8)
    for path in sorted(p for p in (PACKAGE / "lang").glob("*/lexicon/*/*.toml")):
        seen.update(f"\0{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return seen.hexdigest()


def own_words(code: str) -> dict[str, tuple[Entry, ...]]:
    """The user's entries by kind. Raises LexiconError, naming file and entry, for what breaks a rule."""
    seen: dict[str, Path] = {}
    found: dict[str, tuple[Entry, ...]] = {}
    for path in _files(code):
        found[path.stem] = tuple(read_entries(path, KINDS[path.stem]))
        for entry in found[path.stem]:
            if entry.id in seen:
                raise LexiconError(f"{path}: {entry.id}: stands already in {seen[entry.id].name}")
            seen[entry.id] = path
    return found


def own_files(code: str) -> dict[str, str]:
    """The file of every entry of the user by its id."""
    return {entry.id: str(path) for path in _files(code) for entry in read_entries(path, KINDS[path.stem])}


def add_word(code: str, kind: str, entry: Entry) -> Path:
    """Add an entry at the end of the user's list of its kind, whole or not at all.

    Raises UsageError for an id that is there, OutputError where the folder cannot be written.
    """
    folder = words_folder()
    if folder is None:
        raise OutputError("SIJILL_WORDS is set to nothing: there is no folder for words of your own")
    with _alone(folder / code):
        if entry.id in own_files(code):
            raise UsageError(f"{entry.id} is there already")
        path = folder / code / f"{kind}.toml"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        before = text.rstrip("\n") + "\n\n" if text.strip() else ""
        _write(path, before + written(entry), KINDS[kind])
    return path


def take_out_word(code: str, ident: str) -> Path:
    """Take an entry out of the user's lists again; the rest of its file stays as it is.

    Raises UsageError where it is none of the user's, OutputError where the folder cannot be written.
    """
    folder = words_folder()
    if folder is None:
        raise UsageError(f"{ident} is no word of your own")
    with _alone(folder / code):
        for path in _files(code):
            entries = read_entries(path, KINDS[path.stem])
            if ident in {entry.id for entry in entries}:
                left = [entry for entry in entries if entry.id != ident]
                _write_without(path, [entry.id for entry in entries].index(ident), left)
                return path
    raise UsageError(f"{ident} is no word of your own")


def written(entry: Entry) -> str:
    """An entry as TOML, what has its usual value left out."""
    usual = {field.name: field.default for field in msgspec.structs.fields(entry)}
    raw = msgspec.to_builtins(entry, builtin_types=(datetime.date,))
    lines = [f"{k} = {_value(v)}" for k, v in raw.items() if getattr(entry, k) != usual[k]]
    return "\n".join(["[[entry]]", *lines]) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k} = {_value(v)}" for k, v in value.items() if v not in ("", [], ())) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return str(value)


def _write_without(path: Path, number: int, left: list[Entry]) -> None:
    text = path.read_text(encoding="utf-8")
    starts = [found.start() for found in _HEAD.finditer(text)] + [len(text)]
    made = text[: starts[number]] + text[starts[number + 1] :] if number + 1 < len(starts) else ""
    if number + 1 >= len(starts) or not _holds(made, left, KINDS[path.stem]):
        raise OutputError(f"{path}: cannot take one entry out of it: do it by hand")
    if not made.strip():
        _remove(path)
    else:
        _write(path, made.rstrip("\n") + "\n", KINDS[path.stem])


def _holds(text: str, entries: list[Entry], struct: type[Entry]) -> bool:
    with tempfile.TemporaryDirectory(prefix="sijill-") as folder:
        path = Path(folder) / "left.toml"
        path.write_text(text, encoding="utf-8")
        with contextlib.suppress(LexiconError):
            return read_entries(path, struct) == entries
        return False


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise OutputError(f"{path}: cannot be removed: {error.strerror or error}") from error
    _version.cache_clear()


def _write(path: Path, text: str, struct: type[Entry]) -> None:
    """Write whole or not at all; what could not be read again is not written."""
    passing = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, passing = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".passing")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        read_entries(Path(passing), struct)
        Path(passing).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        if passing:
            Path(passing).unlink(missing_ok=True)
    _version.cache_clear()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No two at once change the folder."""
    import fcntl

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _files(code: str) -> list[Path]:
    folder = words_folder()
    if folder is None or not (folder / code).is_dir():
        return []
    paths = sorted(p for p in (folder / code).glob("*.toml") if not p.name.startswith("."))
    for path in paths:
        if path.stem not in KINDS:
            raise LexiconError(f"{path}: no kind of word (one of {', '.join(sorted(KINDS))})")
    return paths


@lru_cache(maxsize=8)
def _version(folder: Path, code: str) -> str:
    found = folder.glob(f"{code}/*.toml") if folder.is_dir() else ()
    paths = sorted(p for p in found if not p.name.startswith("."))
    return digest_of(((f"{path.parent.name}/{path.name}", path) for path in paths), 4, LexiconError)
