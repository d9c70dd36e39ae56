"""Which resource an address names. An id may hold a slash, written as it is or as %2F."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from .asked import Resource


def match(resources: Sequence[Resource], path: str) -> tuple[Resource, str] | None:
    """The resource of a path as it was sent, still encoded, with the id in it; None where there is none.

    Where a path fits two, that with more fixed words is meant: `/documents/a/reading` is the reading of `a`,
    and `/documents/a%2Freading` the document `a/reading`.
    """
    parts = path.removeprefix("/").removesuffix("/").split("/")
    for resource in sorted(resources, key=lambda r: -len(r.path.split("/"))):
        wanted = resource.path.strip("/").split("/")
        if "{id}" not in wanted:
            if parts == wanted:
                return resource, ""
            continue
        head = wanted.index("{id}")
        tail = wanted[head + 1 :]
        middle = parts[head : len(parts) - len(tail)]
        if parts[:head] == wanted[:head] and parts[len(parts) - len(tail) :] == tail and any(middle):
            return resource, unquote("/".join(middle))
    return None
