"""The user's own places: a folder of CSV files in our columns, one for each import, each with its manifest.

The folder is the one that `SIJILL_PLACES` names (empty: none), else `places` in the user's data folder. A
file of places counts from the moment it has its name: it gets it whole, after its manifest is written.
Beside them stands `worldview.toml`: which country the user has disputed land carry; `SIJILL_WORLDVIEW` names
another file (empty: none).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from sijill.errors import InputError, OutputError
from sijill.gazetteer.load import PlaceRecord, read_places
from sijill.gazetteer.worldview import Override, read_overrides
from sijill.own_files import digest_of, folder_of_the_user

DIGITS = 4
VIEW = "worldview.toml"


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one import is: `what` was read, `given` when (ISO in UTC), whose it is and under which licence.

    `sha256` is of the file as it was given; `counts` has the numbers of places by kind, `left_out` those of
    rows by why they are no places of ours. `by` is the person who added it, where one said so.
    """

    what: str
    form: str
    given: str
    source: str
    licence: str
    sha256: str = ""
    counts: dict[str, int] = {}
    left_out: dict[str, int] = {}
    by: str = ""


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the folder. `manifest` is None for a file that the user put there by hand."""

    name: str
    path: Path
    manifest: Manifest | None


def own_folder() -> Path | None:
    """Where the user's own places are; None where `SIJILL_PLACES` is set to nothing."""
    return folder_of_the_user("SIJILL_PLACES", "places")


def imports() -> list[Import]:
    """The user's files in the order in which they were given. Raises InputError for a damaged manifest."""
    folder = own_folder()
    return [
        Import(name=path.stem, path=path, manifest=_manifest(path.with_suffix(".json")))
        for path in _files(folder)
    ]


def view_file() -> Path | None:
    """Where the user's view of disputed land stands, whether or not there is one; None for nowhere."""
    named = os.environ.get("SIJILL_WORLDVIEW")
    if named is None:
        folder = own_folder()
        return folder / VIEW if folder is not None else None
    return Path(named) if named else None


def own_view() -> tuple[Override, ...]:
    """The countries that the user chose for disputed land; none where there is no such file.

    Raises InputError for a file that breaks a rule, or that `SIJILL_WORLDVIEW` names and is not there.
    """
    path = view_file()
    if path is None or (not path.exists() and "SIJILL_WORLDVIEW" not in os.environ):
        return ()
    return read_overrides(path)


def take_view(lines: bytes) -> Path:
    """Keep a view of disputed land, whole, in place of the one before; it is read as it stands.

    Raises OutputError where it cannot be written.
    """
    with _changing(_view_to_write(), "written") as path:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}")
        draft.write_bytes(lines)
        draft.replace(path)
    return path


def drop_view() -> Path:
    """Take the user's view out; ours holds again. Raises OutputError where it cannot be removed."""
    with _changing(_view_to_write(), "removed") as path:
        path.unlink(missing_ok=True)
    return path


@contextlib.contextmanager
def _changing(path: Path, done: str) -> Iterator[Path]:
    """What fails within names the path that could not be `done`; the version is then taken anew."""
    try:
        yield path
    except OSError as error:
        raise OutputError(f"{path}: cannot be {done}: {error.strerror or error}") from error
    _version.cache_clear()


def _view_to_write() -> Path:
    path = view_file()
    if path is None:
        raise OutputError("SIJILL_WORLDVIEW or SIJILL_PLACES is set to nothing: there is no file for a view")
    return path


def own_version() -> str:
    """A digest of the user's own places and view; '' where there is neither. Taken once and after each
    change here.
    """
    return _version(own_folder(), view_file())


def own_records(version: str = "") -> tuple[PlaceRecord, ...]:
    """Every place of the user, the latest of one id; those of a `version`, where one is given.

    Raises InputError, with file and line, for bad rows, and where the places are no longer of that version.
    """
    latest = {record.id: record for path in _files(own_folder()) for record in read_places(path)}
    if version and version != _digest(own_folder(), view_file()):
        _version.cache_clear()
        raise InputError("your own places changed while they were read: run it again")
    return tuple(latest.values())


def add_import(name: str, manifest: Manifest, made: Path) -> Import:
    """Take a whole file of places, `made` on the disk of the folder, as the newest import.

    Raises OutputError where the folder cannot be written; nothing of the import is there then.
    """
    folder = own_folder()
    if folder is None:
        raise OutputError("SIJILL_PLACES is set to nothing: there is no folder for places of your own")
    with _changing(folder, "written"):
        folder.mkdir(parents=True, exist_ok=True)
        path = _fresh(folder, name, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        made.replace(path)
    return Import(name=path.stem, path=path, manifest=manifest)


def undo_import() -> Import | None:
    """Take the newest import out, whole; None where there is none. Files put there by hand stay."""
    newest = next((one for one in reversed(imports()) if one.manifest is not None), None)
    if newest is not None:
        take_out_import(newest)
    return newest


def take_out_import(one: Import) -> None:
    """Take an import out, whole. Raises OutputError where the folder cannot be written."""
    with _changing(one.path, "removed"):
        one.path.unlink()
        one.path.with_suffix(".json").unlink(missing_ok=True)


def import_of(ident: str) -> Import | None:
    """The latest of the user's files that has a place; None where none has."""
    found = (one for one in reversed(imports()) if any(r.id == ident for r in read_places(one.path)))
    return next(found, None)


def _files(folder: Path | None) -> Sequence[Path]:
    if folder is None or not folder.is_dir():
        return ()
    return sorted(path for path in folder.glob("*.csv") if not path.name.startswith("."))


def _manifest(path: Path) -> Manifest | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{path}: {error}") from error


@lru_cache(maxsize=4)
def _version(folder: Path | None, view: Path | None) -> str:
    return _digest(folder, view)


def _digest(folder: Path | None, view: Path | None) -> str:
    paths = [*_files(folder), *([view] if view is not None and view.exists() else [])]
    return digest_of(((path.name, path) for path in paths), 8, InputError)


def _fresh(folder: Path, name: str, manifest: bytes) -> Path:
    """Write a manifest under the next free number; the file of places may take the name beside it."""
    used = [path.name[:DIGITS] for path in (*folder.glob("*.json"), *folder.glob("*.csv"))]
    number = max((int(start) for start in used if start.isdecimal()), default=0)
    while True:
        number += 1
        path = folder / f"{number:0{DIGITS}}-{name}.json"
        try:
            with path.open("xb") as out:
                out.write(manifest)
                out.flush()
                os.fsync(out.fileno())
        except FileExistsError:
            continue
        return path.with_suffix(".csv")
