"""Sources -> what arrives: each read by the reader of its kind; the same document twice is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import msgspec

from ..records import Document
from .addresses import host_of
from .arrival import Arrival, Arrived, Given, Item, Options
from .documents import printable
from .gathering import Meter
from .seen import Seen
from .sources import Sources
from .web import Web


def arrivals(
    sources: Sequence[str],
    given: Given,
    *,
    clock: Callable[[], str],
    options: Options | None = None,
    stdin: BinaryIO | None = None,
    seen: Seen | None = None,
    web: Web | None = None,
    meter: Meter | None = None,
) -> Iterator[Arrived]:
    """Everything that comes of files, folders, addresses and '-' (`stdin`), in order, good or bad.

    `clock` gives the time of retrieval (ISO, UTC). `seen` holds the documents of earlier runs, and learns
    those of this one; `meter` learns how far the files are. Nothing is raised for a bad source: it is an
    `Arrived` with a problem.
    """
    options = options or Options()
    reader = Sources(given, options, stdin, web or Web(options.manners), meter)
    seen = seen or Seen()
    for source in sources:
        for item in reader.items(source):
            if item.document is None:
                yield Arrived(where=item.where, problem=item.problem, note=item.note, code=item.code)
            else:
                yield seen.judge(item, _arrival(item, item.document, options, clock))


def _arrival(item: Item, document: Document, options: Options, clock: Callable[[], str]) -> Arrival:
    """The item as an arrival. Where only the address tells the outlet, it has the registry's name."""
    host = host_of(document.url)
    if host and document.outlet in ("", host):
        document = msgspec.structs.replace(document, outlet=options.outlet_at(host) or host)
    return Arrival(
        document=document,
        sha256=item.sha256,
        retrieved=item.retrieved or clock(),
        dated_by=item.dated_by,
        origin=printable(item.where),
        synthetic=item.synthetic,
        forwarded=item.forwarded,
    )
