"""Places shared by all languages: CSV files, their loader, their checks, and the choice between homonyms."""

from __future__ import annotations

from sijill.gazetteer.load import Gazetteer, PlaceRecord, load_gazetteer, read_places
from sijill.gazetteer.resolve import Choice, PlaceContext, choose, fallback
from sijill.gazetteer.validate import problems

__all__ = [
    "Choice",
    "Gazetteer",
    "PlaceContext",
    "PlaceRecord",
    "choose",
    "fallback",
    "load_gazetteer",
    "problems",
    "read_places",
]
