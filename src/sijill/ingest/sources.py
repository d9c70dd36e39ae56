"""One source -> its items: folders are walked, addresses asked for, bytes read by their kind."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from .addresses import host_of, id_of, joined, on_the_web
from .arrival import LONGEST_PAGE, MOST_BYTES, Given, Item, Options, Refused
from .documents import Line, failed, json_lines, line_item, page_item, plain_item, printable, stem, unreadable
from .gathering import Meter, counted
from .kinds import HEAD, kind_by_name, kind_of
from .sitemaps import listed
from .streams import bounded_lines, packed_lines
from .structured import json_documents
from .tables import table
from .web import Reply, Web
from .xml import GZIP, unpacked

if TYPE_CHECKING:
    from .feeds import Post

DEEPEST = 3  # sitemaps inside sitemaps
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Sources:
    """Reads sources, each by the reader of its kind."""

    def __init__(
        self, given: Given, options: Options, stdin: BinaryIO | None, web: Web, meter: Meter | None = None
    ) -> None:
        self._meter = meter or Meter()
        self._given = given
        self._manners = options.manners
        self._columns = options.columns
        self._stdin = stdin
        self._web = web

    def items(self, source: str) -> Iterator[Item]:
        """Everything in one source, in order; what is wrong with it is the last item."""
        try:
            if source == "-":
                yield from self._data(source, self._piped())
            elif on_the_web(source):
                reply = self._web.get(source)
                yield from self._data(source, reply.body, reply=reply)
            elif Path(source).is_dir():
                yield from self._folder(Path(source))
            else:
                yield from self._file(source, Path(source))
        except OSError as error:
            yield unreadable(source, error)
        except (Refused, ValueError) as error:  # a path may hold what no path can
            yield failed(source, error if isinstance(error, Refused) else Refused("unreadable", str(error)))

    def _piped(self) -> bytes:
        if self._stdin is None:
            raise Refused("unreadable", "there is no standard input")
        return _all(self._stdin)

    def _folder(self, folder: Path) -> Iterator[Item]:
        """The files of a folder and those in it, sorted; hidden ones are passed over."""
        wrong: list[OSError] = []
        for where, inner, names in os.walk(folder, onerror=wrong.append):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            for name in sorted(name for name in names if not name.startswith(".")):
                path = Path(where) / name
                yield from self._listed(path, path.relative_to(folder))
            for error in wrong:
                yield unreadable(str(error.filename), error)
            wrong.clear()

    def _listed(self, path: Path, place: Path) -> Iterator[Item]:
        """One file of a folder; its id is the way to it from there."""
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise Refused("unknown-kind", "no file to read")
            if not kind_by_name(path.name):
                raise Refused("unknown-kind", f"no reader for '{path.suffix or path.name}'")
            yield from self._file(str(path), path, printable(place.with_suffix("").as_posix()))
        except OSError as error:
            yield unreadable(str(path), error)
        except Refused as error:
            yield failed(str(path), error)

    def _file(self, name: str, path: Path, ident: str = "") -> Iterator[Item]:
        try:
            yield from self._opened(name, path, ident)
        finally:
            self._meter.passed(name)

    def _opened(self, name: str, path: Path, ident: str) -> Iterator[Item]:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            kind = kind_of(name, head)
            packed = kind == "gzip" and kind_by_name(name[:-3]) == "lines"
            streamed = packed or kind in ("warc", "lines", "parquet")
            if not streamed or head.startswith(_UTF16) or not stream.seekable():
                yield from self._data(name, head + _all(stream), ident=ident)
                return
            stream.seek(0)
            if packed:
                yield from json_lines(
                    name[:-3], counted(packed_lines(stream), stream, self._meter), self._given
                )
            elif kind == "lines":
                yield from json_lines(name, counted(bounded_lines(stream), stream, self._meter), self._given)
            elif kind == "parquet":
                yield from self._rows(name, path)
            else:
                yield from self._archive(name, stream)

    def _data(self, name: str, data: bytes, ident: str = "", reply: Reply | None = None) -> Iterator[Item]:
        """The items in some bytes, by their kind."""
        if not data.strip():
            raise Refused("empty", "empty")
        kind = kind_of(name, data[:HEAD], reply.kind if reply else "")
        if kind in ("text", "page"):
            yield self._article(name, data, kind, ident, reply)
        elif kind == "lines":
            if data.startswith(_UTF16):
                raise Refused("encoding", "UTF-16, where JSON Lines are UTF-8")
            yield from json_lines(name, data.split(b"\n"), self._given)
        elif kind == "json":
            yield from json_documents(name, data, self._given)
        elif kind == "table":
            yield from table(name, data, self._columns, self._given)
        elif kind == "warc":
            yield from self._archive(name, BytesIO(data))
        elif kind == "parquet":
            yield from self._rows(name, data)
        elif kind == "gzip":
            yield from self._packed(name, data, ident, reply)
        elif kind == "feed":
            yield from self._feed(name, data)
        elif kind == "sitemap":
            yield from self._sitemap(name, data)
        else:
            raise Refused("unknown-kind", f"no reader for it{f' ({reply.kind})' if reply else ''}")

    def _article(self, name: str, data: bytes, kind: str, ident: str, reply: Reply | None) -> Item:
        if reply is None:
            made = plain_item if kind == "text" else page_item
            return made(name, data, self._given, ident)
        if kind == "text":
            item = plain_item(name, data, self._given, ident or id_of(name))
            return _amended(item, url=reply.url)
        return page_item(name, data, self._given, ident or id_of(name), reply.url, reply.charset)

    def _packed(self, name: str, data: bytes, ident: str, reply: Reply | None) -> Iterator[Item]:
        inner = name[:-3] if name.lower().endswith(".gz") else name
        short = kind_by_name(inner) in ("text", "page")
        plain = unpacked(data, self._manners.size if reply else LONGEST_PAGE if short else MOST_BYTES)
        if plain is data or plain.startswith(GZIP):
            raise Refused("malformed", "no gzip, or gzip inside gzip")
        told = msgspec.structs.replace(reply, kind="") if reply else None
        yield from self._data(inner, plain, ident, told)

    def _rows(self, name: str, held: Path | bytes) -> Iterator[Item]:
        from .parquet import parquet_file  # as above

        yield from parquet_file(name, held, self._given, self._columns)

    def _archive(self, name: str, stream: BinaryIO) -> Iterator[Item]:
        from .archives import archived  # imported where it is needed: the command line must start at once

        yield from archived(name, stream, self._manners.size, self._given)

    def _feed(self, name: str, data: bytes) -> Iterator[Item]:
        from .feeds import posts

        found, broken = posts(data)
        for number, post in enumerate(found[: self._manners.pages], 1):
            where = f"{name}:entry {number}"
            if post.link and on_the_web(name):
                post = msgspec.structs.replace(post, link=joined(name, post.link))
            try:
                yield self._told(where, post) if post.text or not post.link else self._linked(where, post)
            except Refused as error:
                yield failed(f"{where} ({post.link})", error)
        if len(found) > self._manners.pages:
            yield self._left(name)
        if broken:
            yield failed(name, Refused("malformed", broken))

    def _told(self, where: str, post: Post) -> Item:
        """An entry that carries its text."""
        given = self._given
        line = Line(text=post.text, title=post.title, url=post.link, outlet=given.outlet or post.outlet)
        ident = id_of(post.link or post.id) or f"{stem(where)}"
        return self._dated(line_item(where, ident, line, post.raw, given), post)

    def _linked(self, where: str, post: Post) -> Item:
        """The page that an entry announces."""
        reply = self._web.get(post.link)
        kind = kind_of(post.link, reply.body[:HEAD], reply.kind)
        if kind not in ("page", "text"):
            raise Refused("unknown-kind", f"the link leads to no page ({reply.kind})")
        item = self._article(post.link, reply.body, kind, "", reply)
        document = item.document
        if document is not None and document.outlet in ("", host_of(document.url)):
            item = _amended(item, outlet=post.outlet or document.outlet)
        return self._dated(item, post)

    def _dated(self, item: Item, post: Post) -> Item:
        """An entry's item with the day of the feed, where nothing surer gives one."""
        if item.document is None or item.document.published:
            return item
        if post.published:
            return msgspec.structs.replace(_amended(item, published=post.published), dated_by="feed")
        return msgspec.structs.replace(item, note=f"'{post.stamp}' is no date") if post.stamp else item

    def _sitemap(self, name: str, data: bytes) -> Iterator[Item]:
        """The pages of a sitemap and of those that it names, on its own host where it came from one."""
        done: set[str] = {name}
        site = host_of(name) if on_the_web(name) else ""
        for count, found in enumerate(self._addresses(name, data, site, done, DEEPEST)):
            if count >= self._manners.pages:
                yield self._left(name)
                return
            if isinstance(found, Item):
                yield found
                continue
            try:
                reply = self._web.get(found)
                kind = kind_of(found, reply.body[:HEAD], reply.kind)
                if kind not in ("page", "text"):
                    raise Refused("unknown-kind", f"no page ({reply.kind})")
                yield self._article(found, reply.body, kind, "", reply)
            except Refused as error:
                yield failed(found, error)

    def _addresses(
        self, name: str, data: bytes, site: str, done: set[str], left: int
    ) -> Iterator[str | Item]:
        """The addresses of pages in a sitemap, each once, or what is wrong with one."""
        try:
            for entry in listed(data):
                if entry.url in done:
                    continue
                done.add(entry.url)
                if site and host_of(entry.url).removeprefix("www.") != site.removeprefix("www."):
                    raise Refused("address", f"{entry.url} is on another host than its sitemap")
                if not entry.index:
                    yield entry.url
                elif left:
                    body = unpacked(self._web.get(entry.url).body, self._manners.size)
                    yield from self._addresses(entry.url, body, site, done, left - 1)
        except Refused as error:
            yield failed(name, error)

    def _left(self, name: str) -> Item:
        most = self._manners.pages
        return failed(name, Refused("too-many", f"more than {most} pages: the rest is left"))


def _all(stream: BinaryIO) -> bytes:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused("too-big", f"more than {MOST_BYTES} bytes")
    return data


def _amended(item: Item, **fields: str) -> Item:
    """An item whose document has other words in some fields."""
    if item.document is None:
        return item
    return msgspec.structs.replace(item, document=msgspec.structs.replace(item.document, **fields))
