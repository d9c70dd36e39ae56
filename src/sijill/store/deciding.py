"""What people decided, as they signed it; nothing of it is ever rewritten."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import insert, or_, select

from ..errors import UsageError
from ..incident import Decision
from ..people import AuditLine
from .database import Database, Scalar, encode, pieces
from .people import note
from .tables import decided, decisions


def add_decision(database: Database, given: Decision) -> Decision:
    """Keep a decision under the next number, which the one returned has. Raises UsageError when it withdraws
    a decision that is not there.
    """
    if given.withdraws is not None:
        query = select(decisions.c.number).where(decisions.c.number == given.withdraws)
        if database.first(query) is None:
            raise UsageError(f"there is no decision {given.withdraws} to withdraw")
    made = msgspec.structs.replace(given, number=database.next_number(decisions))
    database.run(
        insert(decisions), [{"number": made.number, "withdraws": made.withdraws, "json": encode(made)}]
    )
    rows: list[dict[str, Scalar]] = [
        {"key": key, "decision": made.number} for key in sorted({*made.these, *made.those})
    ]
    database.run(insert(decided), rows)
    note(
        database, AuditLine(at=made.at, by=made.by, what="decision", about=str(made.number), detail=made.kind)
    )
    return made


def all_decisions(database: Database) -> list[Decision]:
    """Every decision in the order in which they were made."""
    rows = database.rows(select(decisions).order_by(decisions.c.number))
    return [database.decode(row.json, Decision, f"decision {row.number}") for row in rows]


def last_decision(database: Database) -> int:
    """The number of the last decision, 0 where there is none."""
    row = database.first(select(decisions.c.number).order_by(decisions.c.number.desc()).limit(1))
    return 0 if row is None else int(row[0])


def decisions_on(database: Database, keys: Iterable[str]) -> list[Decision]:
    """The decisions about any of these reports, and those that withdraw one of them, in order."""
    numbers: set[int] = set()
    for piece in pieces(sorted(set(keys))):
        chosen = select(decided.c.decision).where(decided.c.key.in_(piece)).distinct()
        numbers.update(row.decision for row in database.rows(chosen))
    found: dict[int, Decision] = {}
    for some in pieces(sorted(numbers)):
        either = or_(decisions.c.number.in_(some), decisions.c.withdraws.in_(some))
        for row in database.rows(select(decisions).where(either)):
            found[row.number] = database.decode(row.json, Decision, f"decision {row.number}")
    return [found[number] for number in sorted(found)]
