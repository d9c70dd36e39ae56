"""What an import brings, and what is known of a place, as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter

    from .gazetteer.importing.prepare import Preview
    from .gazetteer.load import PlaceRecord
    from .gazetteer.own import Import

MOST = 8


def preview_lines(name: str, source: str, preview: Preview) -> Iterator[str]:
    """What a file brings: counts by kind and province, the first places, what is left out, conflicts."""
    yield f"{name}: {source}, {preview.rows} rows"
    yield f"  places     {preview.places}: {_counts(preview.kinds)}"
    if preview.places:
        yield f"  provinces  {_counts(preview.provinces)}"
    if preview.left_out:
        yield f"  left out   {sum(preview.left_out.values())}: {_counts(preview.left_out)}"
    if preview.fault_count:
        yield f"  bad rows   {preview.fault_count}"
    if preview.without_name:
        yield f"  names      {preview.without_name} have none in the language of the texts: not read yet"
    if preview.without_point:
        yield f"  points     {preview.without_point} have none: that of what lies around, within its radius"
    if preview.needs_cue:
        yield f"  words      {preview.needs_cue} bear an ordinary word as name: read only beside a cue"
    if preview.samples:
        yield from _listed("first", map(place_line, preview.samples))
    if preview.instead_count:
        lines = (_instead(record, known) for record, known in preview.instead)
        yield from _listed(f"{preview.instead_count} in place of one that is known", lines)
    if preview.elsewhere_count:
        lines = (place_line(record) for record in preview.elsewhere)
        yield from _listed(f"{preview.elsewhere_count} bear a name that others in the country bear", lines)


def _instead(record: PlaceRecord, known: str) -> str:
    """A place that takes the place of another, or its own with what is new."""
    other = f" for {known}" if known != record.id else ""
    return place_line(record) + other


def place_line(record: PlaceRecord) -> str:
    """A place on one line."""
    cue = "  needs a cue" if record.needs_cue else ""
    where = ", ".join(filter(None, (record.admin1, record.country)))
    return (
        f"{record.id}  {record.name_ar or '-'}  {record.name_en}  {record.kind}  {where}  "
        f"{record.lat:.2f}, {record.lon:.2f} within {record.radius_km:g} km{cue}"
    )


def found_lines(
    record: PlaceRecord,
    own: Mapping[str, PlaceRecord],
    ours: Mapping[str, PlaceRecord],
    hidden: Mapping[str, str],
) -> Iterator[str]:
    """A place with whose it is: the user's and what it hides or replaces, or ours and what hides it."""
    yield place_line(record)
    hides = [place for place, by in hidden.items() if by == record.id]
    if own.get(record.id) is record:
        told = [f"hides {ident}" for ident in hides] + ["replaces ours"] * (record.id in ours)
        yield f"  yours: {record.source}" + "".join(f"; {what}" for what in told)
    else:
        yield f"  ours: {record.source}" + (f"; hidden by {hidden[record.id]}" if record.id in hidden else "")


def import_line(one: Import) -> str:
    """One import on one line."""
    told = one.manifest
    if told is None:
        return f"{one.name}  put there by hand"
    return f"{one.name}  {told.given}  {told.what}  {told.source}  {sum(told.counts.values())} places"


def _counts(counts: Counter[str]) -> str:
    """The largest counts, the names of equals by letter."""
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    told = [f"{name} {count}" for name, count in most[:MOST]]
    rest = sum(count for _, count in most[MOST:])
    return ", ".join([*told, *([f"others {rest}"] if rest else [])]) or "none"


def _listed(what: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"  {what}"
    yield from (f"    {line}" for line in lines)
