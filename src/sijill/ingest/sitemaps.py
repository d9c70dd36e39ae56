"""Sitemaps -> addresses, and the sitemaps that an index names."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import lxml.etree
import msgspec

from .arrival import Refused
from .xml import harmless


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One address of a sitemap; `index` says that another sitemap lies there."""

    url: str
    index: bool = False


def listed(data: bytes) -> Iterator[Listed]:
    """The addresses of a sitemap or sitemap index, in order. Refused where the XML is malformed."""
    events = lxml.etree.iterparse(
        BytesIO(harmless(data)), events=("end",), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _, node in events:
            kind = lxml.etree.QName(node).localname if isinstance(node.tag, str) else ""
            if kind in ("url", "sitemap"):
                for child in node:
                    named = isinstance(child.tag, str) and lxml.etree.QName(child).localname == "loc"
                    if named and (child.text or "").strip():
                        yield Listed(url=child.text.strip(), index=kind == "sitemap")
                        break
                node.clear()
    except lxml.etree.XMLSyntaxError as error:
        raise Refused("malformed", f"a sitemap that is no XML: {error.msg}") from error
