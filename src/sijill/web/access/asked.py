"""How a question came: to which host, from which address, whether nobody could listen."""

from __future__ import annotations

import ipaddress

from fastapi import Request

LOCAL = ("127.0.0.1", "localhost", "[::1]")


def host_of(request: Request) -> str:
    """The host that was asked for, without the port."""
    host = request.headers.get("host", "").lower()
    return host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.partition(":")[0]


def is_secure(request: Request) -> bool:
    """Whether it came by https: to this server itself, or to a trusted proxy on this machine."""
    if request.url.scheme == "https":
        return True
    return _proxied(request) and request.headers.get("x-forwarded-proto", "").strip().lower() == "https"


def is_private(request: Request) -> bool:
    """Whether a password may be typed: by https, or without leaving this machine. Behind a proxy, https alone
    counts, for all that comes from it comes from this machine.
    """
    if is_secure(request) or request.app.state.serving.proxy == "trusted":
        return is_secure(request)
    return host_of(request) in LOCAL and not _forwarded(request)


def address_of(request: Request) -> str:
    """From which address it came; of IPv6 the network, for one customer has a whole one."""
    found = _peer(request)
    if _proxied(request):
        found = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip() or found
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return "unknown"
    if address.version == 6:
        mapped = ipaddress.IPv6Address(address).ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)


def _peer(request: Request) -> str:
    return request.client.host if request.client is not None else ""


def _forwarded(request: Request) -> bool:
    return "x-forwarded-proto" in request.headers or "x-forwarded-for" in request.headers


def _proxied(request: Request) -> bool:
    """Whether what the headers say of the way here is to be believed: from this machine's proxy alone."""
    if request.app.state.serving.proxy != "trusted":
        return False
    try:
        return ipaddress.ip_address(_peer(request)).is_loopback
    except ValueError:
        return False
