"""Incidents: derived rows that are replaced whole, the ids they had before, and the feed of what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from ..incident import Change, Incident
from .database import Database, Found, Scalar, encode, pieces
from .linking import numbers_of
from .tables import aliases, changes, incidents, membership, standing

T = TypeVar("T")
_PAGE = 500


class Filters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which incidents are wanted; what is empty asks nothing.

    `since` and `until` are ISO dates: the incident's time overlaps them, an incident without a time does not.
    `countries` are codes, one of which the incident's places have. `box` is west, south, east, north in
    degrees, for the first place that has coordinates.
    """

    event_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    countries: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None
    ids: tuple[str, ...] = ()


EVERY = Filters()


def select_incidents(database: Database, filters: Filters) -> Iterator[Incident]:
    """The incidents that are wanted, by start and id, those without a time last."""
    for piece in pieces(wanted_ids(database, filters), _PAGE):
        found = _load(database, piece)
        yield from (found[ident] for ident in piece if ident in found)


def wanted_ids(database: Database, filters: Filters) -> list[str]:
    """The ids of the incidents that are wanted, in the same order."""
    chosen = select(incidents.c.id).where(and_(*_conditions(filters)))
    order = ((incidents.c.start_at == "").asc(), incidents.c.start_at, incidents.c.id)
    return [row.id for row in database.rows(chosen.order_by(*order))]


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    yield incidents.c.id.is_not(None)
    for column, values in (
        (incidents.c.event_type, filters.event_types),
        (incidents.c.status, filters.statuses),
        (incidents.c.id, filters.ids),
    ):
        if values:
            yield column.in_(values)
    if filters.since or filters.until:
        yield incidents.c.start_at != ""
    if filters.since:
        yield incidents.c.end_at >= filters.since
    if filters.until:
        yield incidents.c.start_at < filters.until + "~"  # the whole of the last day, its hours too
    if filters.countries:
        yield or_(
            *(incidents.c.countries.contains(f" {code} ", autoescape=True) for code in filters.countries)
        )
    if filters.box is not None:
        west, south, east, north = filters.box
        yield and_(incidents.c.lat.between(south, north), incidents.c.lon.between(west, east))


def seen_as(
    database: Database, kind: type[T], idents: Sequence[str] | None = None
) -> Iterator[tuple[str, T]]:
    """Each incident, or each of these, as another record with fewer of its fields."""
    wanted = select(incidents.c.id, incidents.c.json)
    if idents is None:
        for row in database.pages(wanted, incidents.c.id, ""):
            yield row.id, database.decode(row.json, kind, f"incident {row.id}")
        return
    for piece in pieces(sorted(idents), _PAGE):
        for row in database.rows(wanted.where(incidents.c.id.in_(piece))):
            yield row.id, database.decode(row.json, kind, f"incident {row.id}")


def last_change(database: Database) -> int:
    """The number of the last line of the feed, 0 where there is none."""
    found = database.first(select(func.max(changes.c.number)))
    return int(found[0]) if found is not None and found[0] is not None else 0


def _load(database: Database, ids: Sequence[str]) -> dict[str, Incident]:
    found: dict[str, Incident] = {}
    for piece in pieces(ids, _PAGE):
        for row in database.rows(select(incidents.c.id, incidents.c.json).where(incidents.c.id.in_(piece))):
            found[row.id] = database.decode(row.json, Incident, f"incident {row.id}")
    return found


def incident(database: Database, ident: str) -> Incident | None:
    """One incident by its id or by one that it took over; None where there is none."""
    found = _load(database, (ident,)).get(ident)
    if found is not None:
        return found
    row = database.first(select(aliases.c.incident).where(aliases.c.old == ident))
    return None if row is None else _load(database, (row.incident,)).get(row.incident)


def led_to(database: Database, idents: Iterable[str]) -> set[str]:
    """The ids into which these ids went; those that went nowhere stand for themselves."""
    found = set(idents)
    for piece in pieces(sorted(found)):
        found.update(row.incident for row in database.rows(select(aliases).where(aliases.c.old.in_(piece))))
    return found


def incidents_of(database: Database, keys: Iterable[str]) -> dict[str, str]:
    """The id of the incident that each report belongs to; reports of none are left out."""
    found: dict[str, str] = {}
    for piece in pieces(sorted(set(keys))):
        chosen = (
            select(standing.c.key, membership.c.incident)
            .join(membership, membership.c.report == standing.c.number)
            .where(standing.c.key.in_(piece))
        )
        found.update((row.key, row.incident) for row in database.rows(chosen))
    return found


def replace(
    database: Database, gone: Iterable[str], put: Sequence[Incident], became: Mapping[str, str], at: str
) -> tuple[Change, ...]:
    """Take `gone` out and put `put` in; `became` says into which incident an old id went.

    Returns the changes. Nothing is written, and no change told, for an incident whose JSON is as it was.
    """
    names = {one.id for one in put}
    leaving = sorted(set(gone) - names)
    before = _load(database, sorted(names | set(leaving)))
    news = [_told(before.get(one.id), one) for one in sorted(put, key=lambda one: one.id)]
    lost = [(ident, became.get(ident, "")) for ident in leaving if ident in before]
    altered = [one for one in put if before.get(one.id) != one]
    _take_out(database, [*leaving, *(one.id for one in altered)])
    database.run(insert(incidents), [_columns(one) for one in altered])
    _enrol(database, altered)
    _forget(database, names - before.keys())
    _rename(database, became)
    told = [change for change in news if change is not None]
    told += [_gone(before[ident], to) for ident, to in lost]
    return _append(database, told, at)


def _gone(before: Incident, to: str) -> Change:
    kind = "merged" if to else "gone"
    return Change(number=0, at="", incident=before.id, kind=kind, into=to, synthetic=before.synthetic)


def _told(before: Incident | None, after: Incident) -> Change | None:
    if before is None:
        return Change(number=0, at="", incident=after.id, kind="new", synthetic=after.synthetic)
    names = tuple(n for n in Incident.__struct_fields__ if getattr(before, n) != getattr(after, n))
    if not names:
        return None
    return Change(number=0, at="", incident=after.id, kind="changed", fields=names, synthetic=after.synthetic)


def _take_out(database: Database, ids: Sequence[str]) -> None:
    for piece in pieces(ids):
        database.run(delete(membership).where(membership.c.incident.in_(piece)))
        database.run(delete(incidents).where(incidents.c.id.in_(piece)))


def _enrol(database: Database, put: Sequence[Incident]) -> None:
    """Note which reports belong to which incident; a report belongs to the last that names it."""
    homes = {telling.key: one.id for one in put for telling in one.reports}
    numbers = numbers_of(database, homes)
    for piece in pieces(sorted(numbers)):
        database.run(delete(membership).where(membership.c.report.in_([numbers[key] for key in piece])))
        database.run(insert(membership), [{"report": numbers[k], "incident": homes[k]} for k in piece])


def _forget(database: Database, new: Iterable[str]) -> None:
    """An id that is in use again leads nowhere else."""
    for piece in pieces(sorted(new)):
        database.run(delete(aliases).where(aliases.c.old.in_(piece)))


def _rename(database: Database, became: Mapping[str, str]) -> None:
    """Remember old ids; those that led to an old id lead on to the new one."""
    for old, new in sorted(became.items()):
        if old == new:
            continue
        database.run(update(aliases).where(aliases.c.incident == old).values(incident=new))
        if not database.run(update(aliases).where(aliases.c.old == old).values(incident=new)):
            database.run(insert(aliases), [{"old": old, "incident": new}])


def _append(database: Database, told: Sequence[Change], at: str) -> tuple[Change, ...]:
    first = database.next_number(changes) if told else 0
    made = tuple(
        msgspec.structs.replace(change, number=first + order, at=at) for order, change in enumerate(told)
    )
    rows: list[dict[str, Scalar]] = [
        {
            "number": change.number,
            "made_at": change.at,
            "incident": change.incident,
            "kind": change.kind,
            "taken_into": change.into,
            "fields": encode(change.fields),
            "synthetic": int(change.synthetic),
        }
        for change in made
    ]
    database.run(insert(changes), rows)
    return made


def changes_since(database: Database, number: int) -> Iterator[Change]:
    """The feed after a number, in order."""
    for row in database.pages(select(changes), changes.c.number, number):
        yield _change(database, row)


def _change(database: Database, row: Found) -> Change:
    return Change(
        number=row.number,
        at=row.made_at,
        incident=row.incident,
        kind=row.kind,
        into=row.taken_into,
        fields=database.decode(row.fields, tuple[str, ...], f"change {row.number}"),
        synthetic=bool(row.synthetic),
    )


def changes_of(database: Database, idents: Iterable[str]) -> list[Change]:
    """The lines of the feed about these incidents, in order."""
    found = []
    for piece in pieces(sorted(set(idents))):
        for row in database.rows(select(changes).where(changes.c.incident.in_(piece))):
            found.append(_change(database, row))
    return sorted(found, key=lambda change: change.number)


def _columns(one: Incident) -> dict[str, Scalar]:
    start = (one.time.start or one.time.end or "") if one.time is not None else ""
    end = (one.time.end or one.time.start or "") if one.time is not None else ""
    codes = sorted({place.country for place in one.places if place.country})
    spot = next((p for p in one.places if p.lat is not None and p.lon is not None), None)
    return {
        "id": one.id,
        "event_type": one.event_type,
        "status": one.status,
        "start_at": start,
        "end_at": end,
        "countries": f" {' '.join(codes)} " if codes else "",
        "lat": None if spot is None else spot.lat,
        "lon": None if spot is None else spot.lon,
        "synthetic": int(one.synthetic),
        "json": encode(one),
    }
