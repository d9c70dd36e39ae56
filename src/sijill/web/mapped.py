"""The map of the incidents: points for the query of the list, what stands at a point, and the outlines."""

from __future__ import annotations

import gzip
import itertools

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ..errors import UsageError
from .asking import box_of
from .atlas import WHOLE, Box, Spot, shared
from .drawn import atlas_of, unplaced
from .incidents import Wanted, wanted
from .outlines import digest_of, lines
from .pages import page, speech_of
from .serving import Ledgers
from .speech import Speech

router = APIRouter()
GEOJSON = "application/geo+json"
ZOOM = 4
DEEPEST = 22
LISTED = 20
YEAR = 365 * 24 * 3600


class _Point(msgspec.Struct, frozen=True):
    coordinates: tuple[float, float]
    type: str = "Point"


class _Properties(msgspec.Struct, frozen=True):
    """`shown` is the number in the reader's digits, `label` all of it in words, `box` what lists them."""

    number: int
    places: int
    coarse: int
    name: str
    status: tuple[tuple[str, int], ...]
    shown: str
    label: str
    box: str


class _Feature(msgspec.Struct, frozen=True):
    geometry: _Point
    properties: _Properties
    type: str = "Feature"


class _Points(msgspec.Struct, frozen=True):
    """A GeoJSON collection that also counts: all that the query wants, and those of them without a point."""

    features: tuple[_Feature, ...]
    number: int
    unplaced: int
    label: str
    type: str = "FeatureCollection"


@router.get("/incidents/points.json")
def points(request: Request, zoom: str = str(ZOOM), bounds: str = "") -> Response:
    """What a map shows of the query at a zoom within bounds (west,south,east,north), as GeoJSON.

    A feature is the incidents at one place or, at a lower zoom, in one square of the map; never more than a
    few thousand however many incidents there are.
    """
    view = box_of("bounds", bounds) or WHOLE
    if not (zoom.isascii() and zoom.isdigit() and int(zoom[:3]) <= DEEPEST):
        raise UsageError(f"zoom: '{zoom}' is no number from 0 to {DEEPEST}")
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        return _points(wanted(request, ledger), speech_of(request), request, int(zoom), view)


def _points(asked: Wanted, speech: Speech, request: Request, zoom: int, view: Box) -> Response:
    atlas = atlas_of(request, asked.shelf)
    spots = list(atlas.placed(asked.found).spots(zoom, view))
    spots.sort(key=lambda spot: (-spot.number, spot.lon, spot.lat))
    here = sum(spot.number for spot in spots)
    found = _Points(
        features=tuple(_feature(spot, speech, asked.query.box) for spot in spots),
        number=asked.number,
        unplaced=unplaced(atlas, asked),
        label=_plain(speech, "map.in_view", number=here, spots=len(spots)),
    )
    headers = {"Cache-Control": "private, no-cache"}
    return Response(msgspec.json.encode(found), media_type=GEOJSON, headers=headers)


def _feature(spot: Spot, speech: Speech, box: Box | None) -> _Feature:
    name = spot.name_ar if speech.language == "ar" else spot.name
    shares = (f"{speech.label('status', status)} {speech.figures(n)}" for status, n in spot.status)
    told = speech.words("map.comma").join(shares)
    key = "map.at_place" if spot.places == 1 else "map.around"
    label = _plain(speech, key, place=name, places=spot.places, number=spot.number)
    rough = _plain(speech, "map.coarse", number=spot.coarse) if spot.coarse else ""
    return _Feature(
        _Point((spot.lon, spot.lat)),
        _Properties(
            number=spot.number,
            places=spot.places,
            coarse=spot.coarse,
            name=name,
            status=spot.status,
            shown=speech.figures(spot.number),
            label=" ".join(filter(None, (label, f"({told})", rough))),
            box=",".join(f"{edge:.9g}" for edge in shared(spot.box, box)),
        ),
    )


def _plain(speech: Speech, key: str, place: str = "", **numbers: int) -> str:
    """A text without marks, for what is no markup."""
    return speech.words(
        key, place=place, **{name: speech.figures(number) for name, number in numbers.items()}
    )


@router.get("/incidents/here")
def here(request: Request) -> Response:
    """The first incidents of a query as a piece of a page, for the list beside the map."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        asked = wanted(request, ledger)
        spots = atlas_of(request, asked.shelf).placed(asked.found).busiest(1)
        rows = list(itertools.islice(asked.all(), LISTED))
        return page(request, "here.html", asked=asked, query=asked.query.at_page(1), rows=rows, spots=spots)


@router.get("/incidents/lines/{digest}.geojson")
def outlines(request: Request, digest: str) -> Response:
    """The outlines of the map; they never change under one address."""
    if digest != digest_of():
        raise HTTPException(404)
    ledgers: Ledgers = request.app.state.ledgers
    body = lines(tuple(record for record in ledgers.registry.places if record.kind == "country"))
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body, media_type=GEOJSON, headers=headers | {"Content-Encoding": "gzip"})
    return Response(gzip.decompress(body), media_type=GEOJSON, headers=headers)
