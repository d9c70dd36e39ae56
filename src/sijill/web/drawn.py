"""What the list of incidents shows beside it: the map's frame with its table of places, and the timeline.

Map, timeline and list are of one query; without scripts the table and the bars stand for themselves.
"""

from __future__ import annotations

from typing import Protocol

import msgspec
from fastapi import Request

from ..gazetteer.own import own_view
from ..gazetteer.worldview import Territory, lands_as
from .asking import Query
from .atlas import Atlas, Atlases, Spot
from .outlines import digest_of
from .pages import speech_of
from .shelf import Shelf
from .timeline import Timeline, timeline

LISTED_PLACES = 15
ROOM = 0.3


class Asked(Protocol):
    """What was asked of a shelf, and what it gave."""

    @property
    def query(self) -> Query:
        """The query."""

    @property
    def shelf(self) -> Shelf:
        """The shelf that was asked."""

    @property
    def found(self) -> int:
        """The set of incidents it gave."""

    def also(self, query: Query) -> int:
        """The set that another query with the same words gives."""


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """Map and timeline of a query. `placed` have a point, `unplaced` none; `places` are so many, `busiest`
    the first of them; `view` is the box that the map opens on, `lines` the address of its outlines.
    `chosen` is the disputed land that carries another country here than in ours.
    """

    timeline: Timeline | None
    placed: int
    unplaced: int
    places: int
    busiest: tuple[Spot, ...]
    view: str
    lines: str
    chosen: tuple[Territory, ...] = ()

    @property
    def fewer(self) -> int:
        """How many places are not listed."""
        return self.places - len(self.busiest)


def drawn(request: Request, asked: Asked) -> Drawn:
    """Map and timeline of what was asked, in the reader's direction."""
    atlas = atlas_of(request, asked.shelf)
    placed = atlas.placed(asked.found)
    any_day = asked.query.whenever()
    dated = asked.found if any_day == asked.query.at_page(1) else asked.also(any_day)
    extent = asked.query.box or placed.extent()
    places = placed.places()
    return Drawn(
        timeline=timeline(atlas.days(dated), asked.query, speech_of(request).direction),
        placed=len(placed),
        unplaced=unplaced(atlas, asked),
        places=len(places),
        busiest=tuple(placed.busiest(LISTED_PLACES)),
        view=",".join(f"{edge:.9g}" for edge in _roomy(extent)) if extent else "",
        lines=f"/incidents/lines/{digest_of()}.geojson",
        chosen=_chosen(),
    )


def _chosen() -> tuple[Territory, ...]:
    view = own_view()
    named = {override.territory for override in view}
    return tuple(land for land in lands_as(view) if land.id in named)


def atlas_of(request: Request, shelf: Shelf) -> Atlas:
    """The atlas of a shelf."""
    atlases: Atlases = request.app.state.atlases
    return atlases.of(shelf)


def unplaced(atlas: Atlas, asked: Asked) -> int:
    """How many of what is asked have no point; an area that is asked for does not hide them."""
    anywhere = asked.found if asked.query.box is None else asked.also(asked.query.anywhere())
    return atlas.unplaced(anywhere)


def _roomy(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A box with some room around it, so that a single place is seen with what lies near."""
    west, south, east, north = box
    return (
        max(-180.0, west - ROOM),
        max(-85.0, south - ROOM),
        min(180.0, east + ROOM),
        min(85.0, north + ROOM),
    )
