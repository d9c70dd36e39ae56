"""RSS and Atom feeds -> entries: link, title, day, outlet, and the whole text where the feed gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import cast
from xml.sax import SAXException

import feedparser
import msgspec

from .arrival import Refused
from .dates import stamped_day
from .xml import harmless

_TAG = re.compile(r"<[a-zA-Z/!]")


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed. `text` is '' where the feed only announces it; `stamp` is its date as written."""

    id: str = ""
    link: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""
    stamp: str = ""
    text: str = ""
    raw: bytes = b""


def posts(data: bytes) -> tuple[tuple[Post, ...], str]:
    """The entries of a feed, and what is wrong with its XML where they can be read all the same ('' nothing).

    Refused where it is no feed, or nothing in it can be read.
    """
    data = harmless(data)
    try:
        parsed = feedparser.parse(BytesIO(data), response_headers={"content-type": "application/xml"})
    except Exception as error:  # the parser meets feeds that break it, each in another way
        raise Refused("malformed", f"a feed that cannot be read: {type(error).__name__}") from error
    entries = cast(Sequence[Mapping[str, object]], parsed.get("entries") or [])
    wrong = parsed.get("bozo_exception")
    broken = f"a feed that is no XML: {wrong}" if isinstance(wrong, SAXException) else ""
    if not entries and (broken or not parsed.get("version")):
        raise Refused("malformed", broken or "no feed")
    outlet = _said(cast(Mapping[str, object], parsed.get("feed") or {}), "title")
    return tuple(_post(entry, outlet) for entry in entries), broken


def _post(entry: Mapping[str, object], outlet: str) -> Post:
    from .pages import fragment

    link = _said(entry, "link")
    body = _content(entry) or ("" if link else _said(entry, "summary"))
    stamp = _said(entry, "published") or _said(entry, "updated")
    source = entry.get("source")
    named = _said(source, "title") if isinstance(source, Mapping) else ""
    return Post(
        id=_said(entry, "id"),
        link=link,
        title=fragment(_said(entry, "title")),
        outlet=named or outlet,
        published=stamped_day(stamp),
        stamp=stamp,
        text=fragment(body) if _TAG.search(body) else body.strip(),
        raw=body.encode("utf-8", "surrogatepass"),
    )


def _content(entry: Mapping[str, object]) -> str:
    """The content that an entry carries whole: the longest of its readable forms."""
    found = entry.get("content")
    forms = [c for c in found if isinstance(c, Mapping)] if isinstance(found, Sequence) else []
    texts = [_said(c, "value") for c in forms if "html" in _said(c, "type") or "text" in _said(c, "type")]
    return max(texts, key=len, default="")


def _said(node: Mapping[str, object], key: str) -> str:
    value = dict(node).get(key)  # the parser's own dictionary warns of keys that stand for others
    return value.strip() if isinstance(value, str) else ""
