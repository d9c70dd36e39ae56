"""What linking keeps: blocks, links, and which reports it has still to look at; it can all be made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import and_, bindparam, delete, insert, select, tuple_, update

from ..incident import Link, Step
from .database import Database, Found, Query, Scalar, encode, pieces
from .documents import CURRENT
from .tables import blocks, documents, links, standing

SAME = "same"
_PAGE = 500
_A = standing.alias("one")
_B = standing.alias("other")


def numbers_of(database: Database, keys: Iterable[str]) -> dict[str, int]:
    """The number of each key that was ever in the ledger."""
    found: dict[str, int] = {}
    for piece in pieces(set(keys)):
        chosen = select(standing.c.key, standing.c.number).where(standing.c.key.in_(piece))
        found.update((row.key, row.number) for row in database.rows(chosen))
    return found


def keys_of(database: Database, numbers: Iterable[int]) -> set[str]:
    """The keys of numbers."""
    found: set[str] = set()
    for piece in pieces(set(numbers)):
        chosen = select(standing.c.key).where(standing.c.number.in_(piece))
        found.update(row.key for row in database.rows(chosen))
    return found


def in_state(database: Database, state: str, most: int | None = None) -> list[str]:
    """The keys of reports in a state (pending, stale), sorted; the first so many of them."""
    chosen = select(standing.c.key).where(standing.c.state == state).order_by(standing.c.key).limit(most)
    return [row.key for row in database.rows(chosen)]


def settle(database: Database, keys: Iterable[str]) -> None:
    """Linking is done with these: pending reports are settled, stale ones gone with blocks and links."""
    for piece in pieces(sorted(set(keys))):
        of_these = standing.c.key.in_(piece)
        chosen = select(standing.c.number).where(and_(of_these, standing.c.state == "stale"))
        stale = [row.number for row in database.rows(chosen)]
        database.run(delete(blocks).where(blocks.c.report.in_(stale)))
        _drop(database, stale)
        for state, after in (("pending", "settled"), ("stale", "gone")):
            in_it = and_(of_these, standing.c.state == state)
            database.run(update(standing).where(in_it).values(state=after))


def unsettle(database: Database) -> None:
    """Make every report pending, as before the first linking."""
    database.run(update(standing).where(standing.c.state == "settled").values(state="pending"))


def reopen(database: Database, docs: Iterable[str]) -> None:
    """Make the reports of some documents pending, as before the first linking."""
    for piece in pieces(sorted(set(docs))):
        numbers = select(documents.c.number).where(documents.c.id.in_(piece))
        of_these = and_(standing.c.document.in_(numbers), standing.c.state == "settled")
        database.run(update(standing).where(of_these).values(state="pending"))


def put_blocks(database: Database, of_keys: Mapping[str, Iterable[str]]) -> None:
    """Set the blocks of reports, in place of those they had."""
    numbers = numbers_of(database, of_keys)
    for piece in pieces(sorted(numbers)):
        database.run(delete(blocks).where(blocks.c.report.in_([numbers[key] for key in piece])))
        rows: list[dict[str, Scalar]] = [
            {"block": block, "report": numbers[key]} for key in piece for block in sorted(set(of_keys[key]))
        ]
        database.run(insert(blocks), rows)


def candidates(database: Database, wanted: Iterable[str]) -> set[str]:
    """The keys of the standing reports that are in one of the blocks."""
    found: set[str] = set()
    for piece in pieces(sorted(set(wanted))):
        chosen = (
            select(standing.c.key)
            .join(blocks, blocks.c.report == standing.c.number)
            .where(and_(blocks.c.block.in_(piece), CURRENT))
            .distinct()
        )
        found.update(row.key for row in database.rows(chosen))
    return found


def put_links(database: Database, given: Iterable[Link]) -> None:
    """Set links, in place of what was between the same two reports. Unknown keys are left out."""
    for piece in pieces(given):
        numbers = numbers_of(database, {key for link in piece for key in (link.a, link.b)})
        rows: dict[tuple[int, int], dict[str, Scalar]] = {}
        for link in piece:
            a, b = numbers.get(link.a), numbers.get(link.b)
            if a is not None and b is not None:
                rows[a, b] = {
                    "a": a,
                    "b": b,
                    "score": link.score,
                    "verdict": link.verdict,
                    "barred": link.barred,
                    "steps": encode(link.steps),
                }
        gone = delete(links).where(and_(links.c.a == bindparam("one"), links.c.b == bindparam("other")))
        database.run(gone, [{"one": a, "other": b} for a, b in rows])
        database.run(insert(links), list(rows.values()))


def drop_links(database: Database, keys: Iterable[str]) -> None:
    """Take out every link of these reports."""
    for piece in pieces(sorted(numbers_of(database, keys).values())):
        _drop(database, piece)


def _drop(database: Database, numbers: list[int]) -> None:
    if numbers:
        database.run(delete(links).where(links.c.a.in_(numbers)))
        database.run(delete(links).where(links.c.b.in_(numbers)))


def _of_links() -> Query:
    return (
        select(_A.c.key.label("key_a"), _B.c.key.label("key_b"))
        .add_columns(links.c.score, links.c.verdict, links.c.barred, links.c.steps)
        .join(_A, _A.c.number == links.c.a)
        .join(_B, _B.c.number == links.c.b)
    )


def links_of(database: Database, keys: Iterable[str]) -> list[Link]:
    """Every link of these reports, sorted by its two keys."""
    found: dict[tuple[str, str], Link] = {}
    for piece in pieces(sorted(numbers_of(database, keys).values())):
        for side in (links.c.a, links.c.b):
            for row in database.rows(_of_links().where(side.in_(piece))):
                found[row.key_a, row.key_b] = _as_link(database, row)
    return [found[pair] for pair in sorted(found)]


def links_among(database: Database, keys: Iterable[str]) -> list[Link]:
    """The links between two of these reports, sorted by their keys."""
    numbers = numbers_of(database, keys)
    inside, found = set(numbers.values()), {}
    for piece in pieces(sorted(inside)):
        chosen = _of_links().add_columns(links.c.b).where(links.c.a.in_(piece))
        for row in database.rows(chosen):
            if row.b in inside:
                found[row.key_a, row.key_b] = _as_link(database, row)
    return [found[pair] for pair in sorted(found)]


def links_with(database: Database, verdict: str) -> Iterator[Link]:
    """Every link with a verdict, sorted by its two keys, some hundred in memory at a time."""
    last = ("", "")
    chosen = _of_links().where(links.c.verdict == verdict).order_by(_A.c.key, _B.c.key).limit(_PAGE)
    while rows := database.rows(chosen.where(tuple_(_A.c.key, _B.c.key) > last)):
        yield from (_as_link(database, row) for row in rows)
        last = (rows[-1].key_a, rows[-1].key_b)


def _as_link(database: Database, row: Found) -> Link:
    return Link(
        a=row.key_a,
        b=row.key_b,
        score=row.score,
        verdict=row.verdict,
        barred=row.barred,
        steps=database.decode(row.steps, tuple[Step, ...], f"link of {row.key_a} and {row.key_b}"),
    )


def component(database: Database, keys: Iterable[str]) -> set[str]:
    """The reports that links of verdict 'same' lead to from these, themselves among them."""
    wanted = set(keys)
    seen = set(numbers_of(database, wanted).values())
    edge = seen
    while edge:
        reached: set[int] = set()
        for piece in pieces(sorted(edge)):
            for here, there in ((links.c.a, links.c.b), (links.c.b, links.c.a)):
                chosen = select(there).where(and_(here.in_(piece), links.c.verdict == SAME))
                reached.update(row[0] for row in database.rows(chosen))
        edge = reached - seen
        seen |= edge
    return keys_of(database, seen)
