"""The web, asked politely: robots.txt, a delay for each host, one deadline and one size for a whole reply.

An address is resolved once and the connection goes to the very address that was checked, so that no name can
lead into a private network afterwards.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin, urlsplit

import msgspec

from .. import __version__
from .addresses import on_the_web, public, written
from .arrival import Manners, Refused
from .robots import EVERYTHING, NOTHING, Rules, rules_for

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

AGENT = "sijill"
PATIENCE = 3  # failures in a row after which a host is left alone
PIECE = 1 << 16
ROBOTS_SIZE = 500_000
_MOVED = frozenset({301, 302, 303, 307, 308})
_ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What a host answered: the address it came from in the end, its kind, encoding and bytes."""

    url: str
    status: int
    kind: str = ""
    charset: str = ""
    location: str = ""
    body: bytes = b""


class Web:
    """Asks hosts for pages; remembers their rules and when it last asked."""

    def __init__(self, manners: Manners, pause: Callable[[float], None] = time.sleep) -> None:
        contact = f" (+{manners.contact})" if manners.contact else ""
        if not contact.isprintable() or not contact.isascii():
            raise Refused("address", "a contact with letters that no header may hold")
        self.manners = manners
        self.agent = f"Sijill/{__version__}{contact}"
        self._pause = pause
        self._rules: dict[str, Rules] = {}
        self._asked: dict[str, float] = {}
        self._failed: dict[str, int] = {}

    def get(self, url: str) -> Reply:
        """What lies at an address, redirects followed. Refused with robots, timeout, too-big, http-404 …"""
        reply = self._followed(written(url), self._checked)
        if reply.status != 200:
            raise Refused(f"http-{reply.status}", f"the host answered {reply.status}")
        return reply

    def _followed(self, url: str, ask: Callable[[str], Reply]) -> Reply:
        seen = [url]
        while True:
            reply = ask(url)
            if reply.status not in _MOVED or not reply.location:
                return reply
            url = _moved(url, reply.location)
            if url in seen:
                raise Refused("redirects", f"a loop of redirects at {url}")
            if len(seen) > self.manners.redirects:
                raise Refused("redirects", f"more than {self.manners.redirects} redirects")
            seen.append(url)

    def _checked(self, url: str) -> Reply:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._rules_of(site)
        rules = self._rules[site]
        if not rules.allows(parts.path + (f"?{parts.query}" if parts.query else "")):
            raise Refused("robots", f"robots.txt of {parts.netloc} does not allow it")
        return self._asked_for(url, max(self.manners.delay, rules.delay), self.manners.size)

    def _rules_of(self, site: str) -> Rules:
        """What a host allows: all where it has no robots.txt, nothing where it fails to say."""

        def ask(url: str) -> Reply:
            return self._asked_for(url, self.manners.delay, ROBOTS_SIZE)

        try:
            reply = self._followed(f"{site}/robots.txt", ask)
        except Refused as error:
            if error.code in ("address", "unreachable", "timeout", "bad-reply"):
                raise
            return NOTHING
        if reply.status == 200:
            return rules_for(reply.body.decode("utf-8-sig", "replace"), AGENT)
        return NOTHING if reply.status in (401, 403, 429) or reply.status >= 500 else EVERYTHING

    def _asked_for(self, url: str, delay: float, size: int) -> Reply:
        host = urlsplit(url).netloc
        if self._failed.get(host, 0) >= PATIENCE:
            raise Refused("unreachable", f"{host} failed {PATIENCE} times and is left alone")
        if host in self._asked:
            self._pause(max(0.0, self._asked[host] + delay - time.monotonic()))
        failures, self._failed[host] = self._failed.get(host, 0), 0
        try:
            return self._exchange(url, size)
        except TimeoutError:
            self._failed[host] = failures + 1
            raise Refused("timeout", f"no whole reply in {self.manners.timeout:g} seconds") from None
        except ssl.SSLError as error:
            self._failed[host] = failures + 1
            raise Refused("unreachable", f"no secure connection: {error.reason or error}") from error
        except (http.client.HTTPException, zlib.error, ValueError) as error:
            raise Refused("bad-reply", f"a reply that is no HTTP: {type(error).__name__}") from error
        except OSError as error:
            self._failed[host] = failures + 1
            raise Refused("unreachable", f"no connection: {error.strerror or error}") from error
        finally:
            self._asked[host] = time.monotonic()

    def _exchange(self, url: str, size: int) -> Reply:
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        host = parts.hostname or ""
        deadline = time.monotonic() + self.manners.timeout
        with _connected(self._addresses(host, port), port, deadline) as plain:
            wire = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
            with wire:
                kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
                connection = kind(host, port)
                connection.sock = cast(socket.socket, _Timed(wire, deadline))
                headers = {"User-Agent": self.agent, "Accept": _ACCEPTED, "Accept-Encoding": "gzip"}
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.request("GET", target, headers={**headers, "Connection": "close"})
                return _reply(url, connection.getresponse(), size)

    def _addresses(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host. Refused where one is not public and the host is not let in."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Refused("unreachable", f"no such host: {host}") from error
        addresses = [str(entry[4][0]) for entry in found]
        if host not in self.manners.private and not all(public(address) for address in addresses):
            raise Refused("address", f"{host} lies in a private network")
        return addresses


class _Timed:
    """A connected socket as http.client uses it, whose every read ends at one deadline."""

    def __init__(self, wire: socket.socket, deadline: float) -> None:
        self._wire = wire
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Send all bytes."""
        self._wire.sendall(data)

    def makefile(self, _: str) -> io.BufferedReader:
        """The bytes that come, as http.client reads them."""
        return io.BufferedReader(_Stream(self._wire, self._deadline))

    def close(self) -> None:
        """The owner of the wire closes it."""


class _Stream(io.RawIOBase):
    """The bytes of a wire until a deadline."""

    def __init__(self, wire: socket.socket, deadline: float) -> None:
        self._wire = wire
        self._deadline = deadline

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer with what comes. TimeoutError at the deadline."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._wire.settimeout(left)
        return self._wire.recv_into(buffer)


def _connected(addresses: Sequence[str], port: int, deadline: float) -> socket.socket:
    """A connection to the first address that answers. OSError where none does."""
    failed: OSError | None = None
    for number, address in enumerate(addresses):
        share = (deadline - time.monotonic()) / (len(addresses) - number)
        try:
            return socket.create_connection((address, port), max(share, 0.01))
        except OSError as error:
            failed = error
    raise failed or OSError("no address")


def _reply(url: str, response: http.client.HTTPResponse, size: int) -> Reply:
    """A reply with its body, unpacked. Refused where it is bigger than `size` or ends too soon."""
    body = b""
    if response.status == 200:
        packed = (response.getheader("Content-Encoding") or "").strip().lower()
        try:
            body = _whole(response, packed, size)
        except http.client.IncompleteRead:
            raise Refused("cut-short", "the reply ends before its end") from None
    return Reply(
        url=url,
        status=response.status,
        kind=response.headers.get_content_type() if "Content-Type" in response.headers else "",
        charset=response.headers.get_content_charset() or "",
        location=response.getheader("Location") or "",
        body=body,
    )


def _whole(response: http.client.HTTPResponse, packed: str, size: int) -> bytes:
    if (response.length or 0) > size:
        raise Refused("too-big", f"{response.length} bytes ({size} at most)")
    unpack = zlib.decompressobj(47) if packed in ("gzip", "x-gzip", "deflate") else None
    if packed not in ("", "identity") and unpack is None:
        raise Refused("bad-reply", f"packed in a way that was not asked for: {packed}")
    parts: list[bytes] = []
    total = 0
    while piece := response.read(PIECE):
        if unpack is not None:
            piece = unpack.decompress(piece, size + 1 - total)
        parts.append(piece)
        total += len(piece)
        if total > size or (unpack is not None and unpack.unconsumed_tail):
            raise Refused("too-big", f"more than {size} bytes")
    if response.length or (unpack is not None and not unpack.eof):
        raise Refused("cut-short", "the reply ends before its end")
    return b"".join(parts)


def _moved(url: str, location: str) -> str:
    try:
        target = urljoin(url, location)
    except ValueError as error:
        raise Refused("address", f"a redirect to no address: {error}") from None
    if not on_the_web(target):
        raise Refused("address", "a redirect to what is neither http nor https")
    # Headers are read as Latin-1; addresses in UTF-8 are written out again.
    return written(
        target.encode("latin-1", "ignore").decode("utf-8", "replace") if not target.isascii() else target
    )
