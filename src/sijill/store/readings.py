"""What the newest readings say beside their reports: tallies, framing, issues, and the reasons of it all."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import func, select

from ..incident import Entry, FiledTally
from ..marks import mark_tallies
from ..records import Framing, Issue, Reason, Tally
from .database import Database
from .documents import Rest, as_entry, newest_of_each, newest_with
from .tables import documents, readings


class _Issues(msgspec.Struct, frozen=True):
    """The part of it that asks for a person."""

    issues: tuple[Issue, ...] = ()


def reasons(database: Database, limit: int) -> Iterator[tuple[Entry, tuple[Reason, ...]]]:
    """The reasons of the documents added last, each of its newest reading."""
    row = database.first(select(func.max(documents.c.number)))
    first = (row[0] or 0) - limit if row is not None else 0
    for found in newest_with(database, documents.c.number > first):
        rest = database.decode(found.rest, Rest, f"reading of {found.id}")
        yield as_entry(found), rest.reasons


def last_reading(database: Database) -> int:
    """The number of the reading that was kept last, 0 where there is none."""
    row = database.first(select(func.max(readings.c.number)))
    return 0 if row is None else int(row[0] or 0)


def tallies(database: Database) -> Iterator[FiledTally]:
    """Every tally of the newest readings."""
    for row in newest_with(database, readings.c.tallies != "[]"):
        found = database.decode(row.tallies, tuple[Tally, ...], f"tallies of {row.id}")
        for mark, tally in zip(mark_tallies(found), found, strict=True):
            yield FiledTally(
                key=f"{row.id}/{mark}",
                doc=row.id,
                tally=tally,
                outlet=row.outlet,
                outlet_id=row.outlet_id,
                published=row.published,
                voice=row.voice or row.id,
                synthetic=bool(row.synthetic),
            )


def framing(database: Database) -> Iterator[tuple[Entry, Framing]]:
    """Every loaded wording of the newest readings, with its document."""
    for row in newest_with(database, readings.c.framing != "[]"):
        found = as_entry(row)
        for one in database.decode(row.framing, tuple[Framing, ...], f"framing of {row.id}"):
            yield found, one


def issues(database: Database, since: int) -> Iterator[tuple[int, Entry, tuple[Issue, ...]]]:
    """What the newest readings after a number did not understand; of all, only those with anything."""
    chosen = newest_of_each().add_columns(readings.c.number)
    if not since:
        chosen = chosen.where(readings.c.rest.not_like('{"issues":[],%'))
    for row in database.pages(chosen, readings.c.number, since):
        yield row.reading, as_entry(row), database.decode(row.rest, _Issues, f"issues of {row.id}").issues
