"""Readers that know more or fewer places than the bundled ones, each with a language of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module

from sijill.gazetteer.load import Gazetteer, PlaceRecord, load_gazetteer
from sijill.pipeline import index_places
from sijill.reader import Reader


def village(name: str, ident: str, lat: float = 35.61, lon: float = 36.52, **more: object) -> PlaceRecord:
    """An invented village in Idlib."""
    given: dict[str, object] = {
        "id": ident, "name_ar": name, "name_en": ident, "other_names": (), "kind": "village",
        "parent": "place.sy.idlib-governorate", "country": "SY", "admin1": "Idlib", "admin2": "", "pcode": "",
        "lat": lat, "lon": lon, "radius_km": 3.0, "needs_cue": False, "population": 0, "source": "invented",
        "source_id": "", "added": "2026-11-22",
    }  # fmt: skip
    return PlaceRecord(**{**given, **more})  # type: ignore[arg-type]  # the columns, as they stand


def laid_over(own: Sequence[PlaceRecord], without: Iterable[str] = ()) -> list[PlaceRecord]:
    """The bundled places, some left out, with others laid over them."""
    left = frozenset(without)
    bundled = (r for r in load_gazetteer() if r.id not in left)
    return list({r.id: r for r in (*bundled, *own)}.values())


@cache
def reader_of(own: tuple[PlaceRecord, ...] = (), without: frozenset[str] = frozenset()) -> Reader:
    """A reader of the bundled places with some left out and others laid over."""
    language = import_module("sijill.lang.ar").language()
    gazetteer = Gazetteer(laid_over(own, without))
    index_places(language, gazetteer)
    return Reader(language, gazetteer)
