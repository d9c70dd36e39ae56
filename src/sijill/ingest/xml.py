"""XML from strangers: refused where it declares entities, whose expansion can fill a machine."""

from __future__ import annotations

import gzip
import re
import zlib
from io import BytesIO

from .arrival import Refused

MOST_ATTRIBUTES = 5_000  # of one element; parsers compare each with all the others
GZIP = b"\x1f\x8b"
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)"""
_ATTRIBUTE = rf"[^\s/>=]++(?:\s*+=\s*+{_VALUE})?+"
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:[\s/=]++|{_ATTRIBUTE})*+")
_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex|rss|feed|rdf|channel|html)\b", re.I)


def root_of(data: bytes) -> str:
    """The first element of a page, feed or sitemap by name, in small letters; '' for none of them."""
    found = _ROOT.search(data[:4096].replace(b"\0", b""))
    return found.group(1).decode("ascii").lower() if found else ""


def harmless(data: bytes) -> bytes:
    """The same bytes. Refused where they declare entities, or an element has attributes without end."""
    if _ENTITY.search(data) or (b"\0" in data[:64] and _ENTITY.search(data.replace(b"\0", b""))):
        raise Refused("malformed", "XML that declares entities is not read")
    if is_crowded(data.replace(b"\0", b"").decode("latin-1")):
        raise Refused("malformed", f"an element with more than {MOST_ATTRIBUTES} attributes")
    return data


def is_crowded(text: str) -> bool:
    """Whether an element has more attributes than any page or feed needs; told in linear time."""
    long = (tag for tag in _TAG.finditer(text) if tag.end() - tag.start() > 2 * MOST_ATTRIBUTES)
    return any(len(re.findall(_ATTRIBUTE, tag.group())) > MOST_ATTRIBUTES for tag in long)


def unpacked(data: bytes, size: int) -> bytes:
    """The bytes inside gzip, others as they are. Refused where they are more than `size`, or cut short."""
    if not data.startswith(GZIP):
        return data
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
            found = packed.read(size + 1)
    except EOFError:
        raise Refused("cut-short", "gzip that ends before its end") from None
    except (OSError, zlib.error) as error:
        raise Refused("malformed", f"no gzip: {error}") from error
    if len(found) > size:
        raise Refused("too-big", f"more than {size} bytes when unpacked")
    return found
