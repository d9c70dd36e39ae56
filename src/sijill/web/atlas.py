"""Where incidents stand and on which days they began, ready to be counted: what map and timeline are made of.

Places lie on a grid of two decimals of a degree and are never moved. Rows stand in the order of a curve that
fills the plane (Z-order), so that every square of the grid is one run of them: squares are found by halving.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import compress
from math import floor
from operator import itemgetter

import msgspec

from ..slim import Slim
from .shelf import Shelf

Box = tuple[float, float, float, float]

DEPTH = 16
REMEMBERED = 16
SINGLE_FROM = 12
MOST_ACROSS = 80
PROVINCE = 3
NO_PLACE = (1 << 32) + 1
HAIR = 0.0001
WHOLE: Box = (-180.0, -90.0, 180.0, 90.0)


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents that stand together: at one place, or in one square with the busiest place of it for a point.

    `places` says how many places, `number` how many incidents, `coarse` how many of them are known only to a
    province, a country or the sea; `status` counts them by status; `box` holds them all and no others.
    """

    lat: float
    lon: float
    name: str
    name_ar: str
    number: int
    places: int
    coarse: int
    status: tuple[tuple[str, int], ...]
    box: Box


class Atlas:
    """The places and days of a shelf's incidents. `kinds` holds for each row of the curve twice the number of
    its status, and one more where it is known only to a province or less.
    `placed` gives those of a set that have a point, `days` how many of a set began on each day ('' where
    nobody tells when); both remember the last sets.
    """

    __slots__ = (
        "_days",
        "_pick",
        "_standing",
        "codes",
        "days",
        "kinds",
        "names",
        "placed",
        "statuses",
        "xs",
        "ys",
    )

    def __init__(self, slims: Sequence[Slim]) -> None:
        self.statuses = sorted({slim.status for slim in slims})
        number = {status: n for n, status in enumerate(self.statuses)}
        codes = [_code_of(slim) for slim in slims]
        rows = sorted((row for row, code in enumerate(codes) if code < NO_PLACE), key=codes.__getitem__)
        self._pick = itemgetter(*rows, 0, 0)
        self._days = [_day_of(slim) for slim in slims]
        self.codes = [codes[row] for row in rows]
        self.kinds = bytes(number[slims[row].status] * 2 + _is_coarse(slims[row]) for row in rows)
        self.names = _names(slims, rows, self.codes)
        self._standing = _set_of(rows, len(slims))
        self.placed = lru_cache(maxsize=REMEMBERED)(self._placed)
        self.days = lru_cache(maxsize=REMEMBERED)(self._on_days)
        grid = {code: _apart(code) for code in self.names}
        self.xs = [grid[code][0] for code in self.codes]
        self.ys = [grid[code][1] for code in self.codes]

    def unplaced(self, found: int) -> int:
        """How many of a set have no point."""
        return (found & ~self._standing).bit_count()

    def _placed(self, found: int) -> Placed:
        return Placed(self, self._pick(_flags(found, len(self._days)))[:-2])

    def _on_days(self, found: int) -> Mapping[str, int]:
        return Counter(compress(self._days, _flags(found, len(self._days))))


class Placed:
    """A set of incidents with points, in the order of the curve."""

    __slots__ = ("_atlas", "_busiest", "_codes", "_extent", "_kinds", "_mask", "_places")

    def __init__(self, atlas: Atlas, mask: Sequence[int]) -> None:
        self._atlas, self._mask = atlas, mask
        self._codes = list(compress(atlas.codes, mask))
        self._kinds = bytes(compress(atlas.kinds, mask))
        self._places: Counter[int] | None = None
        self._busiest: dict[int, list[Spot]] = {}
        self._extent: Box | None = None

    def __len__(self) -> int:
        return len(self._codes)

    def spots(self, zoom: int, bounds: Box = WHOLE) -> Iterator[Spot]:
        """Yield what a map shows: a square of some sixty pixels is one spot, and from zoom 12 on a place is.

        Squares at the edge of the bounds (west, south, east, north in degrees) are whole. However wide the
        bounds, there are no more than eighty squares across.
        """
        west, south = _on_grid(bounds[0], 180), _on_grid(bounds[1], 90)
        east, north = _on_grid(bounds[2], 180), _on_grid(bounds[3], 90)
        target = max(0, SINGLE_FROM - zoom, ((east - west) // MOST_ACROSS).bit_length())
        waiting = [(DEPTH, 0, 0, len(self._codes))]
        while waiting:
            level, prefix, first, end = waiting.pop()
            x, y = _apart(prefix)
            wide = 1 << level
            if first == end or not (x * wide <= east and (x + 1) * wide > west):
                continue
            if not (y * wide <= north and (y + 1) * wide > south):
                continue
            if level == target or self._codes[first] == self._codes[end - 1]:
                yield self._spot(first, end, (x * wide, y * wide, wide))
                continue
            shift = 2 * (level - 1)
            for part in range(3, -1, -1):
                inner = prefix << 2 | part
                last = bisect_left(self._codes, (inner + 1) << shift, first, end)
                begin = bisect_left(self._codes, inner << shift, first, last)
                waiting.append((level - 1, inner, begin, last))

    def places(self) -> Counter[int]:
        """How many incidents stand at each place of the grid."""
        if self._places is None:
            self._places = Counter(self._codes)
        return self._places

    def busiest(self, most: int) -> list[Spot]:
        """The places with the most incidents."""
        found = self._busiest.get(most)
        if found is None:
            told = self.places().most_common(most)
            firsts = ((bisect_left(self._codes, code), number) for code, number in told)
            found = [self._spot(first, first + number, (0, 0, 0)) for first, number in firsts]
            self._busiest[most] = found
        return found

    def extent(self) -> Box | None:
        """The box of them all, None where there are none."""
        if not self._codes or self._extent is not None:
            return self._extent
        west, east = _ends(compress(self._atlas.xs, self._mask))
        south, north = _ends(compress(self._atlas.ys, self._mask))
        self._extent = _degrees(west, 180), _degrees(south, 90), _degrees(east, 180), _degrees(north, 90)
        return self._extent

    def _spot(self, first: int, end: int, square: tuple[int, int, int]) -> Spot:
        codes, kinds = self._codes[first:end], self._kinds[first:end]
        here = Counter(codes) if codes[0] != codes[-1] else Counter({codes[0]: end - first})
        code = here.most_common(1)[0][0]
        x, y = _apart(code)
        name, name_ar = self._atlas.names[code]
        exact = [kinds.count(2 * n) for n in range(len(self._atlas.statuses))]
        coarse = [kinds.count(2 * n + 1) for n in range(len(self._atlas.statuses))]
        counts = zip(self._atlas.statuses, exact, coarse, strict=True)
        return Spot(
            lat=_degrees(y, 90),
            lon=_degrees(x, 180),
            name=name,
            name_ar=name_ar,
            number=end - first,
            places=len(here),
            coarse=sum(coarse),
            status=tuple((status, sure + rough) for status, sure, rough in counts if sure + rough),
            box=_box((x, y, 1) if len(here) == 1 else square),
        )


class Atlases:
    """The atlas of the newest shelf that was asked for."""

    __slots__ = ("_held", "_lock")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[Shelf, Atlas] | None = None

    def of(self, shelf: Shelf) -> Atlas:
        """The atlas of a shelf."""
        with self._lock:
            held = self._held
            if held is None or held[0] is not shelf:
                kept = held is not None and _drawn_alike(held[0].rows, shelf.rows)
                self._held = held = (shelf, held[1] if held and kept else Atlas(shelf.rows))
            return held[1]


def _drawn_alike(before: Sequence[Slim], now: Sequence[Slim]) -> bool:
    """Whether the same rows stand at the same places and days, with the same status."""
    if len(before) != len(now):
        return False
    altered = ((old, new) for old, new in zip(before, now, strict=True) if old is not new)
    return all(_looks(old) == _looks(new) for old, new in altered)


def _looks(slim: Slim) -> tuple[object, ...]:
    spot = slim.spot
    named = (spot.name, spot.name_ar, spot.text, spot.precision) if spot else None
    return slim.id, _code_of(slim), named, slim.status, _day_of(slim)


def shared(one: Box, other: Box | None) -> Box:
    """What two boxes have in common; they must meet."""
    if other is None:
        return one
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _set_of(rows: Iterable[int], number: int) -> int:
    held = bytearray(number // 8 + 1)
    for row in rows:
        held[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(held, "little")


def _flags(found: int, rows: int) -> bytes:
    """A set as one byte for each row, 1 for those in it."""
    bits = bin(found)[:1:-1].encode().translate(bytes.maketrans(b"01", b"\x00\x01"))
    return bits.ljust(max(rows, 1), b"\x00")


def _ends(numbers: Iterable[int]) -> tuple[int, int]:
    held = list(numbers)
    return min(held), max(held)


def _on_grid(degrees: float, half: int) -> int:
    return floor(round((degrees + half) * 100 + 0.5, 6))


def _degrees(grid: float, half: int) -> float:
    return round(grid / 100 - half, 4)


def _box(square: tuple[int, int, int]) -> Box:
    x, y, wide = square
    return (
        max(-180.0, _degrees(x - 0.5, 180)),
        max(-90.0, _degrees(y - 0.5, 90)),
        min(180.0, round(_degrees(x + wide - 0.5, 180) - HAIR, 4)),
        min(90.0, round(_degrees(y + wide - 0.5, 90) - HAIR, 4)),
    )


def _code_of(slim: Slim) -> int:
    spot = slim.spot
    if spot is None or spot.lat is None or spot.lon is None:
        return NO_PLACE
    return _spread(_on_grid(spot.lon, 180)) | _spread(_on_grid(spot.lat, 90)) << 1


def _spread(number: int) -> int:
    """The bits of a number with a gap after each."""
    number = (number | number << 8) & 0x00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F
    number = (number | number << 2) & 0x33333333
    return (number | number << 1) & 0x55555555


def _apart(code: int) -> tuple[int, int]:
    """The two numbers whose bits a code holds in turn."""
    return _packed(code), _packed(code >> 1)


def _packed(code: int) -> int:
    code &= 0x55555555
    code = (code | code >> 1) & 0x33333333
    code = (code | code >> 2) & 0x0F0F0F0F
    code = (code | code >> 4) & 0x00FF00FF
    return (code | code >> 8) & 0x0000FFFF


def _is_coarse(slim: Slim) -> bool:
    return slim.spot is not None and slim.spot.precision >= PROVINCE


def _names(slims: Sequence[Slim], rows: Sequence[int], codes: Sequence[int]) -> dict[int, tuple[str, str]]:
    """What each place is called by most of its incidents."""
    told = Counter(
        (code, spot.name or spot.text, spot.name_ar or spot.text)
        for row, code in zip(rows, codes, strict=True)
        if (spot := slims[row].spot) is not None
    )
    by_number = sorted(told.items(), key=lambda held: (held[1], held[0]))
    return {code: (name, name_ar) for (code, name, name_ar), _ in by_number}


def _day_of(slim: Slim) -> str:
    """The day on which it began, '' where that is no whole day of the calendar."""
    try:
        return date.fromisoformat(slim.start[:10]).isoformat() if slim.start else ""
    except ValueError:
        return ""
