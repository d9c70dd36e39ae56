"""The nouns of ingest: what a caller gives, what a reader finds, and what arrives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from ..errors import InputError
from ..records import Document

# What a reader may hold in memory of one source, of one page and of one line of JSON Lines, and the longest
# text of one document, in characters.
MOST_BYTES = 1 << 30
LONGEST_PAGE = 20_000_000
LONGEST_LINE = 20_000_000
LONGEST_TEXT = 2_000_000
LONGEST_ID = 500


class Refused(InputError):
    """A source or document that is not taken; `code` is one of the codes of docs/sources.md."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller says of documents that do not say it themselves."""

    id: str = ""
    published: str = ""
    outlet: str = ""
    lang: str = "ar"
    synthetic: bool = False


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One document as a reader found it: where it stood, and either the document or why it could not be had.

    `code` names the problem; `sha256` is of the raw bytes; `own_id` says that the id is the source's or the
    caller's word and not made of the place; `retrieved` is set where the source itself keeps it (WARC).
    """

    where: str
    document: Document | None = None
    problem: str = ""
    note: str = ""
    code: str = ""
    sha256: str = ""
    dated_by: str = ""
    own_id: bool = False
    synthetic: bool = False
    forwarded: bool = False
    retrieved: str = ""


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A document that came: what was read, the sha256 of its raw bytes, when it was had and from where.

    `retrieved` is an ISO time in UTC. `dated_by` says where the day of publication came from: given, record,
    jsonld, meta, time, url, feed, telegram, '' unknown. `origin` is a file, an address, or `name:line`.
    `forwarded` marks a post that a channel took over from elsewhere.
    """

    document: Document
    sha256: str
    retrieved: str
    dated_by: str = ""
    origin: str = ""
    synthetic: bool = False
    forwarded: bool = False


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that came of a source: an `arrival`, or a `problem` with its `code`, or neither where the
    document is here already (`code` same-document, or same-text with a `note` of which).
    """

    where: str
    arrival: Arrival | None = None
    problem: str = ""
    note: str = ""
    code: str = ""


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """How the web is asked.

    `contact` is an address that the agent's name carries; `delay` the seconds between two requests to one
    host; `timeout` the seconds for one whole reply; `size` the bytes of one reply, unpacked; `redirects` and
    `pages` (of one feed or sitemap) are bounds; `private` names hosts that may lie in a private network or
    on this machine.
    """

    contact: str = ""
    delay: float = 1.0
    timeout: float = 20.0
    size: int = LONGEST_PAGE
    redirects: int = 5
    pages: int = 500
    private: tuple[str, ...] = ()


def _nobody(host: str) -> str:
    return ""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How sources are read: the columns of tables by field, manners on the web, and `outlet_at`, which gives
    the name of the outlet of a host ('' unknown).
    """

    columns: Mapping[str, str] = {}
    manners: Manners = Manners()
    outlet_at: Callable[[str], str] = _nobody
