"""Incidents: the list by the desk's own query string, one with all it holds, its links and its changes."""

from __future__ import annotations

from functools import partial
from itertools import islice

import msgspec

from ...answering import answered
from ...errors import UsageError
from ...incident import Change, Incident
from ...store import Filters
from ..asking import Query, query_of
from ..incidents import Wanted, looked_up
from ..shelf import comes_after, rank
from . import paging
from .asked import Answer, Asked, first_of, found
from .parameters import FILTERS, GREATEST, OF_THE_PAGE, PAGING, Parameter
from .problem import Fault
from .shapes import (
    FIELDS,
    ChangePage,
    FacetsTold,
    FacetValue,
    IncidentPage,
    LinkPage,
    LinkTold,
    part_of,
    told,
)

LIST = (*FILTERS, *OF_THE_PAGE, Parameter(name="fields", sort="choices", values=FIELDS), *PAGING)
SINCE = Parameter(name="since", sort="number", most=GREATEST, usual=0, text="since_number")
OURS = ("fields", "limit", "cursor", "lang")


def _query(asked: Asked) -> Query:
    try:
        query = query_of(asked.given.pairs(OURS))
    except UsageError as error:
        name = str(error).partition(":")[0]
        raise Fault(400, str(error), name if asked.given.all(name) else "") from error
    return msgspec.structs.replace(query, per_page=asked.given.number("limit", query.per_page))


def incidents(asked: Asked) -> Answer:
    """The incidents that a query wants, in its order.

    What one of them answers, where only words tell, is looked for when it is asked alone: that reads weeks of
    the ledger for each.
    """
    query = _query(asked)
    wanted = looked_up(query, asked.shelf, asked.ledger)
    idents, more = first_of(_idents(asked, wanted), query.per_page)
    fields = asked.given.all("fields")
    records = {one.id: one for one in asked.ledger.incidents(Filters(ids=idents))} if idents else {}
    last = asked.shelf.get(idents[-1]) if more else None
    following = paging.cursor(query.sort, rank(last, query.sort), last.id) if last is not None else ""
    body = IncidentPage(
        items=tuple(part_of(records[name], fields) for name in idents if name in records),
        total=wanted.number,
        synthetic=(wanted.found & wanted.shelf.synthetic).bit_count(),
        next=following or None,
    )
    return Answer(body=body, next=following)


def _idents(asked: Asked, wanted: Wanted) -> list[str]:
    """The ids of a page, and one more where there is one."""
    query, cursor = wanted.query, asked.given.text("cursor")
    if cursor and query.page > 1:
        raise Fault(400, "page: goes by numbers, cursor by where the last page ended: ask one", "page")
    end = paging.after(query.sort, cursor, tuple[str | paging.Number, str])
    if end and isinstance(end[0], str) != (query.sort in ("newest", "oldest")):
        raise Fault(400, f"cursor: '{cursor[:60]}' {paging.OFF}", "cursor")
    beyond = partial(comes_after, sort=query.sort, last=end[0], ident=end[1]) if end else None
    rows = wanted.shelf.ordered(wanted.found, query.sort, beyond)
    first = (query.page - 1) * query.per_page
    return [slim.id for slim in islice(rows, first, first + query.per_page + 1)]


def facets(asked: Asked) -> Answer:
    """How many incidents each value of each facet would leave."""
    wanted = looked_up(_query(asked), asked.shelf, asked.ledger)
    counts = wanted.shelf.counts(wanted.query, wanted.rest)
    body = FacetsTold(
        total=wanted.number,
        synthetic=(wanted.found & wanted.shelf.synthetic).bit_count(),
        facets={
            kind: tuple(FacetValue(value=value, incidents=number) for value, number in values)
            for kind, values in counts.items()
        },
    )
    return Answer(body=body)


def incident(asked: Asked) -> Answer:
    """One incident, by its id or by one that it took over."""
    one = answered(_one(asked), asked.ledger, asked.registry)
    return Answer(body=one, canonical=f"/incidents/{one.id}")


def _one(asked: Asked) -> Incident:
    return found(asked.ledger.incident(asked.ident), "incident", asked.ident)


def links(asked: Asked) -> Answer:
    """Every link of an incident's reports, also to reports of others."""
    one = _one(asked)
    every = sorted(asked.ledger.links_of(t.key for t in one.reports), key=lambda link: (link.a, link.b))
    end = paging.after("links", asked.given.text("cursor"), tuple[str, str])
    rest = [link for link in every if end is None or (link.a, link.b) > end]
    shown, more = first_of(rest, asked.limit)
    homes = asked.ledger.incidents_of({key for link in shown for key in (link.a, link.b)})
    following = paging.cursor("links", shown[-1].a, shown[-1].b) if more else ""
    items = []
    for link in shown:
        a, b = homes.get(link.a, ""), homes.get(link.b, "")
        made_up = one.synthetic or bool(asked.is_synthetic([a, b]))
        items.append(told(LinkTold, link, a_incident=a, b_incident=b, synthetic=made_up))
    return Answer(body=LinkPage(items=tuple(items), next=following or None), next=following)


def changes_of(asked: Asked) -> Answer:
    """What changed about an incident, and about those that it took over; also where it is gone."""
    one = asked.ledger.incident(asked.ident)
    names = {asked.ident} if one is None else {one.id, *one.was}
    since = _since(asked)
    every = asked.ledger.changes_of(names)
    if not every and one is None:
        raise Fault(404, f"there is no incident '{asked.ident[:200]}'")
    rest = [change for change in every if change.number > since]
    return _changes(asked, *first_of(rest, asked.limit))


def changes(asked: Asked) -> Answer:
    """The feed of changes after a number."""
    some = list(islice(asked.ledger.changes(_since(asked)), asked.limit + 1))
    return _changes(asked, *first_of(some, asked.limit))


def _since(asked: Asked) -> int:
    end = paging.after("changes", asked.given.text("cursor"), tuple[paging.Number])
    return end[0] if end else asked.given.number("since", 0)


def _changes(asked: Asked, shown: tuple[Change, ...], more: bool) -> Answer:
    following = paging.cursor("changes", shown[-1].number) if more else ""
    body = ChangePage(items=shown, last=asked.ledger.last_change(), next=following or None)
    return Answer(body=body, next=following)
