"""Read a whole file of places into a file of ours that nobody sees yet, and say what it would bring."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import msgspec

from sijill.errors import InputError, OutputError
from sijill.gazetteer.importing.draft import KNOWN, Drafted, Drafter
from sijill.gazetteer.importing.found import Fault, Form, LeftOut
from sijill.gazetteer.load import COLUMNS, Gazetteer, PlaceRecord

SAMPLES = 10
SHOWN_FAULTS = 20
MOST_BAD = 0.02
FEW_BAD = 5


class Preview(msgspec.Struct):
    """What a file would bring. Counts are of places, `left_out` of rows by why; samples are the first few.

    `without_name` have no name in the texts' language and wait for another; `needs_cue` have a name that is a
    word too; `without_point` are shown at the point of what lies around. `instead` take the place of one that
    is known, `elsewhere` bear a name that others in the country bear.
    """

    rows: int = 0
    places: int = 0
    kinds: Counter[str] = msgspec.field(default_factory=Counter)
    provinces: Counter[str] = msgspec.field(default_factory=Counter)
    left_out: Counter[str] = msgspec.field(default_factory=Counter)
    without_name: int = 0
    without_point: int = 0
    needs_cue: int = 0
    samples: list[PlaceRecord] = msgspec.field(default_factory=list)
    instead: list[tuple[PlaceRecord, str]] = msgspec.field(default_factory=list)
    instead_count: int = 0
    elsewhere: list[PlaceRecord] = msgspec.field(default_factory=list)
    elsewhere_count: int = 0
    faults: list[Fault] = msgspec.field(default_factory=list)
    fault_count: int = 0
    torn: int = 0

    def add(self, drafted: Drafted) -> None:
        """Count a place."""
        record = drafted.record
        self.places += 1
        self.kinds[record.kind] += 1
        self.provinces[record.admin1 or record.country or "-"] += 1
        self.without_name += not record.name_ar
        self.needs_cue += record.needs_cue
        self.without_point += drafted.borrowed
        if len(self.samples) < SAMPLES:
            self.samples.append(record)
        if drafted.instead:
            self.instead_count += 1
            if len(self.instead) < SAMPLES:
                self.instead.append((record, drafted.instead))
        if drafted.elsewhere:
            self.elsewhere_count += 1
            if len(self.elsewhere) < SAMPLES:
                self.elsewhere.append(record)

    def fail(self, fault: Fault) -> None:
        """Count a row with which something is wrong."""
        self.fault_count += 1
        self.torn += fault.torn
        if len(self.faults) < SHOWN_FAULTS:
            self.faults.append(fault)

    @property
    def known(self) -> int:
        """How many rows tell of what is known already."""
        return self.left_out[KNOWN]


def prepare(form: Form, drafter: Drafter, made: Path) -> Preview:
    """Write the places of a file to `made`, in our columns, one at a time.

    Raises InputError where the file cannot be read, OutputError where `made` cannot be written.
    """
    preview = Preview()
    try:
        out = made.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(f"{made.parent}: cannot be written: {error.strerror or error}") from error
    with out:
        for drafted in _drafted(form, drafter, preview):
            _write(out, made, (_row(drafted.record),) if preview.places else (COLUMNS, _row(drafted.record)))
            preview.add(drafted)
    return preview


def _drafted(form: Form, drafter: Drafter, preview: Preview) -> Iterator[Drafted]:
    for item in form.items():
        preview.rows += 1
        drafted = item if isinstance(item, LeftOut | Fault) else drafter.draft(item)
        if isinstance(drafted, LeftOut):
            preview.left_out[drafted.why] += 1
        elif isinstance(drafted, Fault):
            preview.fail(drafted)
        else:
            yield drafted


def refuse_bad(path: Path, form: Form, preview: Preview, bad_rows: str) -> None:
    """Raise InputError, naming rows and columns, where what is wrong with a file forbids to take any of it.

    A row without the form of its file always does. Else `bad_rows` decides: 'refuse', 'leave-out', or 'auto':
    refuse for tables that people make; for the large public files, where single rows are off, only if more
    than two in a hundred are.
    """
    if not preview.fault_count and preview.rows:
        return
    if not preview.rows:
        raise InputError(f"{path}: no row in it")
    share = preview.fault_count / max(1, preview.fault_count + preview.places + preview.known)
    many = preview.fault_count > FEW_BAD and share > MOST_BAD
    refuse = form.strict or many if bad_rows == "auto" else bad_rows == "refuse"
    if not (refuse or preview.torn):
        return
    lines = [f"{path} {fault}" for fault in preview.faults]
    if preview.fault_count > len(lines):
        lines.append(f"… and {preview.fault_count - len(lines)} more")
    hint = "" if preview.torn else " (--bad-rows leave-out takes the others)"
    raise InputError("\n".join((*lines, f"{preview.fault_count} bad rows, nothing was taken in{hint}")))


def _row(record: PlaceRecord) -> tuple[str, ...]:
    """A place as a row in our columns."""
    return (
        record.id,
        record.name_ar,
        record.name_en,
        ";".join(record.other_names),
        record.kind,
        record.parent,
        record.country,
        record.admin1,
        record.admin2,
        record.pcode,
        f"{record.lat:.2f}",
        f"{record.lon:.2f}",
        f"{record.radius_km:g}",
        "1" if record.needs_cue else "0",
        str(record.population),
        record.source,
        record.source_id,
        record.added,
    )


def _write(out: TextIO, made: Path, rows: Iterable[tuple[str, ...]]) -> None:
    try:
        csv.writer(out, lineterminator="\n").writerows(rows)
    except OSError as error:
        raise OutputError(f"{made.parent}: cannot be written: {error.strerror or error}") from error


def known_places(gazetteer: Gazetteer, own: Iterable[PlaceRecord]) -> Gazetteer:
    """Ours with the user's own: theirs in place of ours of the same id, and none hidden."""
    mine = {record.id: record for record in own}
    return Gazetteer({**gazetteer.by_id, **mine}.values(), mine)
