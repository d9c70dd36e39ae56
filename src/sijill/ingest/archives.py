"""WARC files -> the pages in their response records, with the time at which each was had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from .addresses import id_of
from .arrival import Given, Item, Refused
from .documents import failed, page_item

PIECE = 1 << 16
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def archived(name: str, stream: BinaryIO, size: int, given: Given) -> Iterator[Item]:
    """The pages of an archive, in order. Refused where it is cut short or no WARC, after what came before."""
    number = 0
    records = ArchiveIterator(stream)
    records.INC_RECORD = ""  # it would print pieces of the archive
    while True:
        number += 1
        try:
            record = next(records, None)
            if record is None:
                return
            item = _item(f"{name}:record {number}", record, size, given)
        except Exception as error:  # the parser meets archives that break it, each in another way
            reason = str(error).strip().splitlines()[:1]
            raise Refused(
                "cut-short", f"record {number}: cut short or no WARC: {(reason or [''])[0]}"
            ) from error
        if item is not None:
            yield item


def _item(where: str, record: ArcWarcRecord, size: int, given: Given) -> Item | None:
    """The page of a record; None for records that are no page."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    kind, _, rest = (record.http_headers.get_header("Content-Type") or "").partition(";")
    if record.http_headers.get_statuscode() != "200" or kind.strip().lower() not in _HTML:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    body = record.content_stream().read(size + 1)
    if len(body) > size:
        return failed(where, Refused("too-big", f"a page of more than {size} bytes"))
    while record.raw_stream.read(PIECE):
        pass
    if record.raw_stream.limit > 0:
        raise EOFError(f"{record.raw_stream.limit} bytes are missing")
    if not body.strip():
        return failed(where, Refused("empty", "empty"))
    declared = rest.partition("charset=")[2].strip(" \"';")
    item = page_item(where, body, given, id_of(url), url, declared)
    return msgspec.structs.replace(item, retrieved=record.rec_headers.get_header("WARC-Date") or "")
