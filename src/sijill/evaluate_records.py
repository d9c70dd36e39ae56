"""Coded documents as scoring reads them: what is not there is empty, what is not known is ignored."""

from __future__ import annotations

from pathlib import Path

import msgspec

from .errors import InputError
from .records import Document


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """A count."""

    min: int | None = None
    max: int | None = None


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """Any coded value with a span: participant, weapon, place, harm, source, framing, trigger."""

    role: str | None = None
    kind: str | None = None
    who: str | None = None
    stance: str | None = None
    category: str | None = None
    country: str | None = None
    precision: int | str | None = None
    name: str | None = None
    name_ar: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    count: Bounds | None = None


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """A time or a window."""

    start: str | None = None
    end: str | None = None
    precision: str | None = None


class CodedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report."""

    event_type: str
    realis: str = "actual"
    trigger: Value | None = None
    sentences: tuple[tuple[int, int], ...] | None = None
    participants: tuple[Value, ...] | None = None
    weapons: tuple[Value, ...] | None = None
    places: tuple[Value, ...] | None = None
    harm: tuple[Value, ...] | None = None
    sources: tuple[Value, ...] | None = None
    time: Interval | None = None


class CodedTally(msgspec.Struct, frozen=True, kw_only=True):
    """A tally."""

    measure: str | None = None
    count: Bounds | None = None
    window: Interval | None = None


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A coded document. `framing` is None where a gold document was not coded for it."""

    doc: Document
    reports: tuple[CodedReport, ...] | None = None
    tallies: tuple[CodedTally, ...] | None = None
    framing: tuple[Value, ...] | None = None


def load_coded(path: str) -> dict[str, Coded]:
    """The coded documents of a JSON Lines file by id. InputError names file and line."""
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    found: dict[str, Coded] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            coded = msgspec.json.decode(line, type=Coded)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{path}:{number}: {error}") from error
        found[coded.doc.id] = coded
    return found


def as_coded(encoded: str) -> Coded:
    """A coded document from its JSON."""
    return msgspec.json.decode(encoded, type=Coded)
