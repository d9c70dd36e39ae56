"""Every incident by what it is asked for, held in memory: a set of incidents is one whole number, bit by bit,
so that counting what a hundred thousand have in common takes milliseconds.

A shelf never changes; a newer one is made from it and the feed of changes.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from types import MappingProxyType

from ..slim import Slim
from ..store import Ledger
from .asking import KINDS, Query

UNCOUNTED = -1
UNNUMBERED: Mapping[str, int] = MappingProxyType({})


class Shelf:
    """The incidents as of change number `as_of`. Rows are numbered; `live` are those that still stand.
    `numbers` are the ledger's numbers of documents by their ids: search finds numbers.
    """

    __slots__ = ("_bits", "_docs", "_numbers", "_orders", "_row_of", "_synthetic", "as_of", "live", "rows")

    def __init__(self, slims: Iterable[Slim], as_of: int, numbers: Mapping[str, int] = UNNUMBERED) -> None:
        self.as_of, self._numbers = as_of, numbers
        self.rows: list[Slim] = sorted(slims, key=lambda s: s.id)
        self._row_of = {slim.id: row for row, slim in enumerate(self.rows)}
        self.live = (1 << len(self.rows)) - 1
        sets: dict[tuple[str, str], bytearray] = {}
        width = len(self.rows) // 8 + 1
        for row, slim in enumerate(self.rows):
            for pair in facets(slim):
                sets.setdefault(pair, bytearray(width))[row >> 3] |= 1 << (row & 7)
        self._bits = {pair: int.from_bytes(held, "little") for pair, held in sets.items()}
        self._orders: dict[str, list[int]] = {}
        self._docs: dict[int, list[int]] | None = None
        self._synthetic: int | None = None

    def newer(self, slims: Mapping[str, Slim | None], as_of: int) -> Shelf:
        """The shelf after changes: the incidents given are as given, None where they are gone."""
        told = {ident: slim for ident, slim in slims.items() if slim is not None}
        if len(told) == len(slims) and told.keys() <= self._row_of.keys():
            return self._altered(told.values(), as_of)
        kept = (slim for slim in self.rows if slim.id not in slims)
        return Shelf([*kept, *told.values()], as_of, self._numbers)

    def _altered(self, slims: Collection[Slim], as_of: int) -> Shelf:
        """The shelf with the same rows, some of which hold another incident now."""
        made = Shelf((), as_of, self._numbers)
        made.rows, made._row_of, made.live = list(self.rows), self._row_of, self.live
        made._bits, made._orders, made._docs = dict(self._bits), dict(self._orders), self._docs
        for slim in slims:
            row = self._row_of[slim.id]
            before, made.rows[row] = made.rows[row], slim
            for pair in facets(before) ^ facets(slim):
                made._bits[pair] = made._bits.get(pair, 0) ^ 1 << row
            if before.reports != slim.reports:
                made._docs = None
            for sort in [sort for sort in made._orders if rank(before, sort) != rank(slim, sort)]:
                del made._orders[sort]
        made._bits = {pair: bits for pair, bits in made._bits.items() if bits}
        return made

    def having(self, query: Query, rest: int) -> int:
        """The set of incidents that a query wants; `rest` is what `apart_from_facets` left."""
        for kind, values in query.chosen.items():
            rest &= self._any(kind, values)
        return rest

    def apart_from_facets(self, query: Query, docs: Iterable[int] | None = None) -> int:
        """The set that days, box and words leave; `docs` are the numbers of the documents that
        the words found.
        """
        wanted = self.live
        if query.words:
            rows = self.docs()
            wanted &= _set(chain.from_iterable(rows[doc] for doc in docs or () if doc in rows))
        if query.since or query.until:
            until = query.until + "~" if query.until else "~"
            wanted &= _set(
                row for row, s in enumerate(self.rows) if s.start and s.end >= query.since and s.start < until
            )
        if query.box is not None:
            wanted &= _set(row for row, s in enumerate(self.rows) if _inside(s, query.box))
        return wanted

    def counts(self, query: Query, rest: int) -> dict[str, list[tuple[str, int]]]:
        """For each kind the values and how many there are, most first; what is asked of the kind itself does
        not count against its other values.
        """
        held = {kind: self._any(kind, values) for kind, values in query.chosen.items()}
        found: dict[str, list[tuple[str, int]]] = {kind: [] for kind in KINDS}
        among = {kind: _all(rest, (b for k, b in held.items() if k != kind)) for kind in KINDS}
        for (kind, value), bits in self._bits.items():
            number = (bits & among[kind]).bit_count()
            if number or query.has(kind, value):
                found[kind].append((value, number))
        return {kind: sorted(values, key=lambda v: (-v[1], v[0])) for kind, values in found.items()}

    def ordered(self, wanted: int, sort: str, beyond: Callable[[Slim], bool] | None = None) -> Iterator[Slim]:
        """The incidents of a set in an order; those without what it goes by come last. `beyond` is true from
        some incident of the order on, with which it begins.
        """
        held, order = wanted.to_bytes(len(self.rows) // 8 + 1, "little"), self._order(sort)
        first = bisect_left(order, True, key=lambda row: beyond(self.rows[row])) if beyond else 0
        return (self.rows[row] for row in islice(order, first, None) if held[row >> 3] >> (row & 7) & 1)

    @property
    def synthetic(self) -> int:
        """The set of the incidents that are made up."""
        if self._synthetic is None:
            self._synthetic = _set(row for row, slim in enumerate(self.rows) if slim.synthetic)
        return self._synthetic

    def get(self, ident: str) -> Slim | None:
        """One incident, None where there is none of this id."""
        row = self._row_of.get(ident)
        return None if row is None else self.rows[row]

    def docs(self) -> Mapping[int, list[int]]:
        """The rows of the incidents that each document, by its number, tells of."""
        if self._docs is None:
            found: dict[int, list[int]] = {}
            for row, slim in enumerate(self.rows):
                for telling in slim.reports:
                    if telling.doc in self._numbers:
                        found.setdefault(self._numbers[telling.doc], []).append(row)
            self._docs = found
        return self._docs

    def _any(self, kind: str, values: Sequence[str]) -> int:
        found = 0
        for value in values:
            found |= self._bits.get((kind, value), 0)
        return found

    def _order(self, sort: str) -> list[int]:
        found = self._orders.get(sort)
        if found is None:
            found = self._orders[sort] = _sorted(self.rows, sort)
        return found


def rank(slim: Slim, sort: str) -> str | int:
    """What an order goes by: the day for newest and oldest, else a number; '' or -1 where there is none."""
    return slim.start if sort in ("newest", "oldest") else _voices(slim) if sort == "voices" else _dead(slim)


def comes_after(slim: Slim, sort: str, last: str | int, ident: str) -> bool:
    """Whether an incident comes after the one of this id and rank, whether or not that one is there still."""
    mine = rank(slim, sort)
    if mine == last:
        return slim.id > ident
    if sort in ("newest", "oldest") and not (mine and last):
        return not mine
    return str(mine) > str(last) if sort == "oldest" else mine < last  # type: ignore[operator]


def facets(slim: Slim) -> set[tuple[str, str]]:
    """Everything by which an incident can be chosen."""
    found = {("type", slim.event_type), ("status", slim.status)}
    for place in slim.places:
        if place.country:
            found.add(("country", place.country))
            if place.admin1:
                found.add(("admin1", f"{place.country}:{place.admin1}"))
    found |= {("actor", party.actor) for party in slim.participants if party.actor}
    found |= {("outlet", telling.outlet) for telling in slim.reports if telling.outlet}
    found |= {("weapon", weapon.kind) for weapon in slim.weapons if weapon.kind}
    found |= {("harm", toll.kind) for toll in slim.harm}
    found.add(("state", "reviewed" if slim.confirmed or slim.rejected else "unreviewed"))
    if slim.status in ("disputed", "denied"):
        found.add(("state", "disputed"))
    if slim.spot is None:
        found.add(("state", "unplaced"))
    if slim.issues:
        found.add(("state", "open"))
    return found


def _sorted(rows: Sequence[Slim], sort: str) -> list[int]:
    """The rows in an order; those without what it goes by come last, equals by id."""
    if sort in ("newest", "oldest"):
        dated = sorted((row for row in range(len(rows)) if rows[row].start), key=lambda row: rows[row].start)
        if sort == "newest":
            dated.sort(key=lambda row: rows[row].start, reverse=True)
        return [*dated, *(row for row in range(len(rows)) if not rows[row].start)]
    number = _voices if sort == "voices" else _dead
    return sorted(range(len(rows)), key=lambda row: -number(rows[row]))


def _voices(slim: Slim) -> int:
    return slim.voices


def _dead(slim: Slim) -> int:
    toll = slim.killed
    return UNCOUNTED if toll is None or toll.best is None else toll.best


def _set(rows: Iterable[int]) -> int:
    numbers = list(rows)
    held = bytearray(max(numbers, default=0) // 8 + 1)
    for row in numbers:
        held[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(held, "little")


def _all(first: int, others: Iterable[int]) -> int:
    for other in others:
        first &= other
    return first


def _inside(slim: Slim, box: tuple[float, float, float, float]) -> bool:
    spot, (west, south, east, north) = slim.spot, box
    if spot is None or spot.lat is None or spot.lon is None:
        return False
    return west <= spot.lon <= east and south <= spot.lat <= north


class Shelves:
    """The newest shelf of a ledger, brought up to date when it is asked for."""

    __slots__ = ("_last", "_lock", "_numbers", "_shelf")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last, self._numbers = 0, dict[str, int]()
        self._shelf: Shelf | None = None

    def of(self, ledger: Ledger) -> Shelf:
        """The shelf as of the ledger's last change."""
        last = ledger.last_change()
        shelf = self._shelf
        if shelf is not None and shelf.as_of == last:
            return shelf
        with self._lock:
            shelf = self._shelf
            if shelf is None or shelf.as_of > last:
                self._last, self._numbers = 0, {}
                self._number(ledger)
                shelf = Shelf((slim for _, slim in ledger.incidents_as(Slim)), last, self._numbers)
            elif shelf.as_of < last:
                touched = sorted({change.incident for change in ledger.changes(shelf.as_of)})
                now: dict[str, Slim | None] = dict.fromkeys(touched)
                now.update(ledger.incidents_as(Slim, touched))
                self._number(ledger)
                shelf = shelf.newer(now, last)
            self._shelf = shelf
            return shelf

    def _number(self, ledger: Ledger) -> None:
        """Learn the numbers of the documents that were added since."""
        for number, ident in ledger.numbered(self._last):
            self._numbers[ident] = self._last = number
