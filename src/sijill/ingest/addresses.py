"""Addresses: what may be asked for, how an address is written on the wire, and the id it makes. Pure."""

from __future__ import annotations

import ipaddress
import re
from hashlib import sha256
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from .arrival import LONGEST_ID, Refused

WEB = ("http://", "https://")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|igshid|mc_[ce]id", re.I)
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")


def on_the_web(name: str) -> bool:
    """Whether a source is an address and no file."""
    return name.lower().startswith(WEB)


def host_of(url: str) -> str:
    """The host of an address, '' where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def joined(address: str, link: str) -> str:
    """A link as it is meant on the page of an address; the address where the link is none."""
    try:
        return urljoin(address, link)
    except ValueError:
        return address


def written(url: str) -> str:
    """An address as it is sent: host in ASCII, the rest escaped, no fragment. Refused where it is none."""
    if _UNSAFE.search(url.strip()):
        raise Refused("address", "an address with blanks or control characters")
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = parts.port
    except (ValueError, UnicodeError) as error:
        raise Refused("address", f"no address: {error}") from None
    if parts.scheme not in ("http", "https"):
        raise Refused("address", f"'{parts.scheme}' is not read, only http and https")
    if not host:
        raise Refused("address", "an address without a host")
    if "@" in parts.netloc:
        raise Refused("address", "an address with a user's name in it")
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme]:
        place += f":{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, place, path, query, ""))


def id_of(url: str) -> str:
    """The id of what lies at an address: host, path and query, without scheme and marks of campaigns."""
    try:
        parts = urlsplit(url.strip())
        kept = [
            f"{k}={v}"
            for k, v in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING.fullmatch(k)
        ]
    except ValueError:
        return url.strip()
    name = parts.netloc.lower() + parts.path.rstrip("/") + ("?" + "&".join(kept) if kept else "")
    plain = unquote(name)
    plain = plain if plain.isprintable() and " " not in plain and "\ufffd" not in plain else name
    if len(plain) > LONGEST_ID:
        plain = f"{plain[: LONGEST_ID - 20]}~{sha256(plain.encode()).hexdigest()[:16]}"
    return plain


def public(address: str) -> bool:
    """Whether an IP address lies in the public net: no loopback, private, link-local or reserved one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if inner is not None:
        found = inner
    return found.is_global and not found.is_multicast and not found.is_reserved
