"""A page -> its article: the body by trafilatura; day, outlet and title by what the page says of itself.

The day is taken from JSON-LD, from meta elements, from a `time` element and from the address, in this order;
never guessed from the text, which may name many days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
import msgspec
import trafilatura

from .errors import InputError, UsageError
from .ingest import civil_date

LEAST_WORDS = 6
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DATED_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
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
    outlet: str = ""
    url: str = ""


def charset(data: bytes) -> str:
    """The encoding that a page declares, where Python knows it and it fits; '' otherwise."""
    found = _CHARSET.search(data[:4096])
    name = found.group(1).decode("ascii") if found else ""
    try:
        data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return ""
    return "" if name.lower().replace("-", "") == "utf8" else name


def article(html: str) -> Page:
    """The article of a page. InputError where the page holds none."""
    html = _DECLARATION.sub("", html)
    try:
        tree = lxml.html.document_fromstring(html)
    except (lxml.etree.ParserError, ValueError) as error:
        raise InputError(f"no article in the page: {error}") from error
    found = trafilatura.bare_extraction(
        html, include_comments=False, include_images=False, with_metadata=False
    )
    body = str(getattr(found, "text", "") or "") if found is not None else ""
    if not any(len(line.split()) >= LEAST_WORDS for line in body.splitlines()):
        raise InputError("no article in the page")
    metas, linked = dict(_metas(tree)), tuple(_linked(tree))
    url = _first(tree, "//link[@rel='canonical']/@href") or metas.get("og:url", "")
    outlet = (
        metas.get("og:site_name")
        or _publisher(linked)
        or metas.get("application-name")
        or urlsplit(url).hostname
        or ""
    )
    title = (
        _text(linked, "headline")
        or metas.get("og:title", "")
        or _first(tree, "//h1//text()")
        or _first(tree, "//title/text()")
    )
    return Page(
        title=_without(title, outlet),
        text=body,
        published=_published(tree, linked, metas, url),
        outlet=outlet.strip(),
        url=url,
    )


def _published(
    tree: lxml.html.HtmlElement, linked: tuple[dict[str, object], ...], metas: dict[str, str], url: str
) -> str:
    stamps = [_text(linked, "datePublished"), *(metas.get(name, "") for name in _DATE_NAMES)]
    stamps += [
        _first(tree, "//time[@itemprop='datePublished']/@datetime"),
        _first(tree, "//article//time/@datetime"),
    ]
    dated = _DATED_ADDRESS.search(url)
    if dated:
        year, month, day = dated.groups()
        stamps.append(f"{year}-{month:0>2}-{day:0>2}")
    for stamp in stamps:
        try:
            day = civil_date(stamp) or civil_date(stamp[:10])
        except UsageError:
            try:
                day = civil_date(stamp[:10])
            except UsageError:
                continue
        if day:
            return day
    return ""


def _metas(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The named meta elements; of two with one name the first counts, as `dict` keeps the last given."""
    for meta in reversed(tree.xpath("//meta[@content]")):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name:
            yield name.strip().lower(), meta.get("content").strip()


def _linked(tree: lxml.html.HtmlElement) -> Iterator[dict[str, object]]:
    """The objects of the page's JSON-LD that are articles."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _articles(msgspec.json.decode((script.text or "").strip()))
        except msgspec.DecodeError:
            continue


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
    pattern = r"\s*[|–—-]\s*" + re.escape(outlet) + r"\s*$"
    return re.sub(pattern, "", title.strip()) if outlet else title.strip()
