"""What kind of source some bytes are: told by the name's ending, else by how they begin. Pure."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from .addresses import on_the_web
from .documents import UTF8_MARK
from .xml import GZIP, root_of

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "table",
    ".tsv": "table",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".rdf": "xml",
    ".warc": "warc",
    ".gz": "gzip",
    ".parquet": "parquet",
    ".pq": "parquet",
}
_MEDIA = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "text/csv": "table",
    "text/tab-separated-values": "table",
    "application/json": "json",
    "application/x-ndjson": "lines",
    "application/jsonl": "lines",
    "application/warc": "warc",
    "application/gzip": "gzip",
    "application/x-gzip": "gzip",
    "application/vnd.apache.parquet": "parquet",
}
_ROOTS = {"urlset": "sitemap", "sitemapindex": "sitemap", "html": "page"}
HEAD = 4096
PARQUET = b"PAR1"


def kind_by_name(name: str) -> str:
    """The kind that the ending of a file's name or address stands for, '' for unknown ones."""
    path = PurePosixPath(urlsplit(name).path if on_the_web(name) else name.replace("\\", "/"))
    if [s.lower() for s in path.suffixes[-2:]] == [".warc", ".gz"]:
        return "warc"
    return SUFFIXES.get(path.suffix.lower(), "")


def kind_of(name: str, head: bytes, media: str = "") -> str:
    """text, page, lines, json, table, feed, sitemap, warc, parquet or gzip; '' for what no reader knows.

    A file's name decides; an address is told by how its bytes begin, then by the media type it came with.
    """
    start = head.removeprefix(UTF8_MARK).lstrip()
    named = "" if on_the_web(name) else kind_by_name(name)
    if named and named != "xml":
        return named
    root = root_of(head)
    if root and (start[:1] == b"<" or b"\0" in head[:64]):
        return _ROOTS.get(root, "feed")
    if head.startswith(GZIP):
        return "gzip"
    if head.startswith(PARQUET):
        return "parquet"
    if start.startswith(b"WARC/"):
        return "warc"
    known = _MEDIA.get(media, "")
    if start[:1] == b"<":
        return "page" if named != "xml" and (known == "page" or not media) else ""
    if start[:1] in (b"{", b"[") and known in ("", "json", "text"):
        return "lines" if kind_by_name(name) == "lines" else "json" if start[:1] == b"{" or known else "text"
    if media and not known:
        return kind_by_name(name) if media == "application/octet-stream" else ""
    by_name = kind_by_name(name)
    return "" if "xml" in (named, by_name) else known or by_name or "text"
