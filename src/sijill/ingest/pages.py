"""A page -> its article: the body by trafilatura; day, outlet and title by what the page says of itself.

The day is taken from JSON-LD, from meta elements, from a `time` element and from the address, in this order;
never guessed from the text, which may name many days.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator

import lxml.html
import msgspec
import trafilatura

from ..errors import InputError
from .addresses import host_of, joined
from .arrival import Refused
from .dates import day_in_address, first_day
from .xml import MOST_ATTRIBUTES, is_crowded

LEAST_WORDS = 6
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds wrong is told by us
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BLOCKS = re.compile(
    "address|article|aside|blockquote|br|d[dlt]|div|fig(caption|ure)|footer|h[1-6r]|header|li|main|nav|[ou]l|p|pre"
    "|section|table|t[dhr]"
)
_UNREAD = re.compile("script|style|noscript|template|iframe|object|svg|form|button")
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "pubdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "date",
)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """An article as its page gives it; what the page does not say is empty."""

    title: str = ""
    text: str
    published: str = ""
    dated_by: str = ""
    outlet: str = ""
    url: str = ""
    synthetic: bool = False


def charset(data: bytes, declared: str = "") -> str:
    """The encoding that came with a page or that it declares, where Python knows it and it fits; else ''."""
    found = _CHARSET.search(data[:4096])
    for name in (declared, found.group(1).decode("ascii") if found else ""):
        try:
            plain = codecs.lookup(name).name
            data.decode(plain)
        except (LookupError, UnicodeError, ValueError):
            continue
        return "" if plain == "utf-8" else plain
    return ""


def article(html: str, address: str = "") -> Page:
    """The article of a page that was had from `address`. InputError where the page holds none."""
    html = _DECLARATION.sub("", html)
    if is_crowded(html):
        raise Refused("malformed", f"an element with more than {MOST_ATTRIBUTES} attributes")
    try:
        tree = lxml.html.document_fromstring(html)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise Refused("no-article", f"no article in the page: {error}") from error
    body = _body(html)
    if not any(len(line.split()) >= LEAST_WORDS for line in body.splitlines()):
        raise Refused("no-article", "no article in the page")
    metas, linked = dict(_metas(tree)), _linked(tree)
    url = joined(address, _first(tree, "//link[@rel='canonical']/@href") or metas.get("og:url", ""))
    outlet = (
        metas.get("og:site_name") or _publisher(linked) or metas.get("application-name") or host_of(url) or ""
    )
    title = (
        _text(linked, "headline")
        or metas.get("og:title", "")
        or _first(tree, "//h1//text()")
        or _first(tree, "//title/text()")
    )
    published, dated_by = first_day(_stamps(tree, linked, metas, url))
    return Page(
        title=_without(title, outlet),
        text=body,
        published=published,
        dated_by=dated_by,
        outlet=outlet.strip(),
        url=url,
        synthetic=metas.get("synthetic", "").lower() == "true",
    )


def fragment(html: str) -> str:
    """The text of a piece of HTML (a feed's content), one line for each block; '' where it is hostile."""
    if is_crowded(html):
        return ""
    try:
        tree = lxml.html.document_fromstring(f"<div>{html}</div>")
    except (lxml.etree.LxmlError, ValueError):
        return ""
    parts: list[str] = []
    hidden: lxml.html.HtmlElement | None = None
    for event, node in lxml.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            hidden = node if hidden is None and _UNREAD.fullmatch(tag) else hidden
            said = (node.text or "") if hidden is None else ""
            parts.append("\n" + said if _BLOCKS.fullmatch(tag) else said)
        else:
            hidden = None if hidden is node else hidden
            said = (node.tail or "") if hidden is None else ""
            parts.append("\n" + said if _BLOCKS.fullmatch(tag) else said)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _body(html: str) -> str:
    """The main text. InputError where the extractor gives up, whichever way."""
    try:
        found = trafilatura.bare_extraction(
            html, include_comments=False, include_images=False, with_metadata=False
        )
    except Exception as error:  # the extractor meets pages that break it, each in another way
        raise InputError(f"no article in the page: {type(error).__name__}") from error
    return str(getattr(found, "text", "") or "") if found is not None else ""


def _stamps(
    tree: lxml.html.HtmlElement, linked: tuple[dict[str, object], ...], metas: dict[str, str], url: str
) -> Iterator[tuple[str, str]]:
    """Where a day of publication may stand, the surest first."""
    yield "jsonld", _text(linked, "datePublished")
    for name in _DATE_NAMES:
        yield "meta", metas.get(name, "")
    yield "time", _first(tree, "//time[@itemprop='datePublished']/@datetime")
    yield "time", _first(tree, "//article//time/@datetime")
    yield "url", day_in_address(url)


def _metas(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The named meta elements; of two with one name the first counts, as `dict` keeps the last given."""
    for meta in reversed(tree.xpath("//meta[@content]")):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name:
            yield name.strip().lower(), meta.get("content").strip()


def _linked(tree: lxml.html.HtmlElement) -> tuple[dict[str, object], ...]:
    """The objects of the page's JSON-LD that are articles."""
    found: list[dict[str, object]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found += _articles(msgspec.json.decode((script.text or "").strip()))
        except (msgspec.DecodeError, RecursionError, UnicodeError):
            continue
    return tuple(found)


def _articles(node: object) -> Iterator[dict[str, object]]:
    if isinstance(node, list):
        for one in node:
            yield from _articles(one)
    elif isinstance(node, dict):
        if "article" in str(node.get("@type", "")).lower() or "posting" in str(node.get("@type", "")).lower():
            yield node
        yield from _articles(node.get("@graph"))


def _text(linked: tuple[dict[str, object], ...], key: str) -> str:
    return next((value for node in linked if isinstance(value := node.get(key), str)), "")


def _publisher(linked: tuple[dict[str, object], ...]) -> str:
    for node in linked:
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"])
    return ""


def _first(tree: lxml.html.HtmlElement, path: str) -> str:
    return next((str(value).strip() for value in tree.xpath(path) if str(value).strip()), "")


def _without(title: str, outlet: str) -> str:
    """A title with the outlet's name at its end left off."""
    title = " ".join(title.split())
    pattern = r" ?[|–—-] ?" + re.escape(outlet) + "$"
    return re.sub(pattern, "", title) if outlet else title
