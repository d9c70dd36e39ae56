"""What is asked of the incidents, and its one form as the query string of an address: list, map, timeline,
counts and downloads all take the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Self
from urllib.parse import urlencode

import msgspec

from ..errors import UsageError
from ..ingest import civil_date

KINDS = ("type", "status", "country", "admin1", "actor", "outlet", "weapon", "harm", "state")
SORTS = ("newest", "oldest", "voices", "killed")
PER_PAGE = 50
MOST_PER_PAGE = 500


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents are wanted. Of `chosen` an incident has, for each kind named, one of its values.

    `since` and `until` are days that its time overlaps; `words` are searched in the articles; `box` is west,
    south, east, north in degrees. `state` is one of unplaced, disputed, unreviewed, reviewed, open.
    """

    chosen: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    since: str = ""
    until: str = ""
    words: str = ""
    box: tuple[float, float, float, float] | None = None
    sort: str = "newest"
    page: int = 1
    per_page: int = PER_PAGE

    def pairs(self) -> list[tuple[str, str]]:
        """The query as names and values in one order, what is not asked left out."""
        found = [(kind, value) for kind in KINDS for value in self.chosen.get(kind, ())]
        found += [(n, v) for n, v in (("since", self.since), ("until", self.until), ("q", self.words)) if v]
        if self.box is not None:
            found.append(("box", ",".join(f"{edge:.9g}" for edge in self.box)))
        found += [("sort", self.sort)] if self.sort != SORTS[0] else []
        found += [("page", str(self.page))] if self.page > 1 else []
        found += [("per_page", str(self.per_page))] if self.per_page != PER_PAGE else []
        return found

    def address(self) -> str:
        """The query string, '' where nothing is asked."""
        return urlencode(self.pairs())

    def turned(self, kind: str, value: str) -> Self:
        """The query with a value of a kind taken in, or out where it was in; from the first page on."""
        values = self.chosen.get(kind, ())
        now = tuple(v for v in values if v != value) if value in values else (*values, value)
        return msgspec.structs.replace(self, chosen=_without_empty({**self.chosen, kind: now}), page=1)

    def without(self, kind: str) -> Self:
        """The query with nothing asked of a kind."""
        return msgspec.structs.replace(self, chosen=_without_empty({**self.chosen, kind: ()}))

    def at_page(self, page: int) -> Self:
        """The query at another page."""
        return msgspec.structs.replace(self, page=page)

    def anywhere(self) -> Self:
        """The query in no area, from the first page on."""
        return msgspec.structs.replace(self, box=None, page=1)

    def within(self, box: tuple[float, float, float, float]) -> Self:
        """The query in an area, from the first page on."""
        return msgspec.structs.replace(self, box=box, page=1)

    def whenever(self) -> Self:
        """The query on any day, from the first page on."""
        return msgspec.structs.replace(self, since="", until="", page=1)

    def on(self, since: str, until: str) -> Self:
        """The query on some days, from the first page on."""
        return msgspec.structs.replace(self, since=since, until=until, page=1)

    def unplaced(self) -> Self:
        """The query for those without a point, which are in no area."""
        chosen = _without_empty({**self.chosen, "state": ("unplaced",)})
        return msgspec.structs.replace(self.anywhere(), chosen=chosen)

    def has(self, kind: str, value: str) -> bool:
        """Whether a value is asked for."""
        return value in self.chosen.get(kind, ())


def _without_empty(chosen: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    return {kind: tuple(sorted(set(chosen[kind]))) for kind in KINDS if chosen.get(kind)}


def query_of(pairs: Iterable[tuple[str, str]]) -> Query:
    """The query of an address; names that mean nothing here are passed over, empty values ask nothing.

    Raises UsageError, naming the part, for a day, a number, a box or an order that is none.
    """
    said = [(name, value.strip()) for name, value in pairs if value.strip()]
    last = dict(said)
    chosen = {kind: tuple(value for name, value in said if name == kind) for kind in KINDS}
    sort = last.get("sort", SORTS[0])
    if sort not in SORTS:
        raise UsageError(f"sort: '{sort}' is no order (one of {', '.join(SORTS)})")
    return Query(
        chosen=_without_empty(chosen),
        since=civil_date(last.get("since", "")),
        until=civil_date(last.get("until", "")),
        words=" ".join(last.get("q", "").split())[:500],
        box=box_of("box", last.get("box", "")),
        sort=sort,
        page=_count("page", last.get("page", "1"), 1_000_000),
        per_page=_count("per_page", last.get("per_page", str(PER_PAGE)), MOST_PER_PAGE),
    )


def _count(name: str, text: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not 1 <= int(text) <= most:
        raise UsageError(f"{name}: '{text}' is no number from 1 to {most}")
    return int(text)


def box_of(name: str, text: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north out of four numbers with commas between; None for ''.

    Raises UsageError, naming the part, where they are no box of the globe.
    """
    if not text:
        return None
    try:
        west, south, east, north = (float(edge) for edge in text.split(","))
    except ValueError as error:
        raise UsageError(f"{name}: '{text}' is not west,south,east,north in degrees") from error
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError(f"{name}: '{text}' is not west,south,east,north in degrees")
    return (west, south, east, north)
