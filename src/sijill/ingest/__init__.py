"""The world -> documents: files, folders, addresses, feeds, archives, tables (docs/sources.md).

`arrivals.arrivals` reads every kind of source; it is imported where it is called, since it knows the web.
"""

from __future__ import annotations

from .arrival import Arrival, Arrived, Given, Item, Manners, Options, Refused
from .dates import civil_date
from .documents import from_bytes, with_title
from .gathering import Meter, gather
from .seen import Known, Seen, text_digest

__all__ = [
    "Arrival",
    "Arrived",
    "Given",
    "Item",
    "Known",
    "Manners",
    "Meter",
    "Options",
    "Refused",
    "Seen",
    "civil_date",
    "from_bytes",
    "gather",
    "text_digest",
    "with_title",
]
