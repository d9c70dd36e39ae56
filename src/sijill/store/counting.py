"""How much lies in a ledger."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Select, Table, distinct, func, select

from .database import Database
from .documents import CURRENT
from .tables import changes, decisions, documents, incidents, links, readings, standing, voices


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much lies in a ledger. `voices` counts groups of copies once; `maybe` are links to look at."""

    documents: int
    synthetic: int
    voices: int
    readings: int
    reports: int
    pending: int
    links: int
    maybe: int
    incidents: int
    decisions: int
    changes: int


class State(msgspec.Struct, frozen=True, kw_only=True):
    """How far a ledger has come: the last numbers of what is only ever added to. Two equal states of one
    ledger hold the same incidents.
    """

    documents: int
    readings: int
    decisions: int
    changes: int


def state(database: Database) -> State:
    """How far the ledger has come; four look-ups, however much lies in it."""
    tables = {"documents": documents, "readings": readings, "decisions": decisions, "changes": changes}
    chosen = (
        select(func.coalesce(func.max(table.c.number), 0)).scalar_subquery().label(name)
        for name, table in tables.items()
    )
    found = database.first(select(*chosen))
    return State(**{name: 0 if found is None else int(getattr(found, name)) for name in tables})


def count(database: Database) -> Counts:
    """Count everything."""

    def rows(table: Table, *conditions: ColumnElement[bool]) -> int:
        return _number(database, select(func.count()).select_from(table).where(*conditions))

    voice = func.coalesce(voices.c.voice, documents.c.id)
    heard = select(func.count(distinct(voice))).select_from(
        documents.join(voices, voices.c.document == documents.c.number, isouter=True)
    )
    return Counts(
        documents=rows(documents),
        synthetic=rows(documents, documents.c.synthetic == 1),
        voices=_number(database, heard),
        readings=rows(readings),
        reports=rows(standing, CURRENT),
        pending=rows(standing, standing.c.state == "pending"),
        links=rows(links),
        maybe=rows(links, links.c.verdict == "maybe"),
        incidents=rows(incidents),
        decisions=rows(decisions),
        changes=rows(changes),
    )


def _number(database: Database, statement: Select[int]) -> int:
    found = database.first(statement)
    return int(found[0]) if found is not None else 0
